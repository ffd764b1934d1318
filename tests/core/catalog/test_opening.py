# ruff: noqa: PT012 - what is raised inside has to pass through the transaction
"""A library opens whatever state it is in, or says in a sentence why it does not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from picturedesk.catalog import Catalog, checks, opening
from picturedesk.catalog.backups import list_backups
from picturedesk.catalog.filters import parse
from picturedesk.catalog.schema import CATALOG_STEPS, VECTOR_STEPS, Step
from picturedesk.errors import (
    BugError,
    CatalogDamaged,
    LibraryBusy,
    LibraryError,
    LibraryNewer,
)
from picturedesk.records import NewAsset, Root

MakeAsset = Callable[..., NewAsset]
STORED = Path(__file__).resolve().parents[2] / "fixtures" / "catalogs"


# -- versions ----------------------------------------------------------------------------------


@pytest.mark.parametrize("stored", sorted(STORED.glob("v*.zip")), ids=lambda path: path.stem)
def test_a_library_of_every_version_opens_with_everything_in_it(stored: Path, folder: Path) -> None:
    with zipfile.ZipFile(stored) as archive:
        archive.extractall(folder)
    with Catalog.open(folder, writable=True) as catalog:
        assert checks.check(catalog).sound
        beach, train, copy = catalog.assets.get_many([1, 2, 3])
        assert beach.path == "/home/ana/Pictures/beach.jpg"
        assert os.fsencode(train.path).endswith(b"2025/t\xffrain.png")
        assert (beach.tags, beach.metadata.keywords) == (("hero",), ("spring", "Löwe"))
        assert [a.rating for a in (beach, train, copy)] == [0, 5, 2]
        assert catalog.assets.keys(parse("tag:hero color:#e07a5f has:gps")).tolist() == [1]
        active = catalog.encoders.active()
        assert active is not None
        assert catalog.vectors.keys_of(active.key, [1, 2, 3]) == {1: 1, 2: 2, 3: 2}
        assert catalog.audit.entries()[0].asset_id == beach.id
        assert catalog.boards.all()[0].name == "Spring"
        assert catalog.settings.get("model") == "starter"
        assert catalog.problems.count() == 1
        said = catalog.alt_texts.get(beach.key, "de")
        if stored.stem == "v1":
            assert said is None
        else:
            assert said is not None
            assert (said.state, said.text) == ("approved", "Ein Strand.")
            assert said.suggestion == {"text": "Ein Strand"}
            assert catalog.alt_texts.same_text("Ein Strand.", "de") == [1]
            assert [(lesson.slot, lesson.value) for lesson in catalog.lessons.all()] == [
                ("subject", "beach")
            ]


def test_the_newest_version_has_a_stored_library() -> None:
    assert (STORED / f"v{CATALOG_STEPS[-1].version}.zip").is_file()


def test_versions_rise_by_one_and_end_where_new_libraries_begin(folder: Path) -> None:
    for steps, schema in ((CATALOG_STEPS, "main"), (VECTOR_STEPS, "vec")):
        assert [step.version for step in steps] == list(range(1, len(steps) + 1))
        with Catalog.open(folder, writable=True) as catalog:
            assert catalog.database.value(f"PRAGMA {schema}.user_version") == len(steps)


def test_an_old_library_is_copied_before_it_is_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Catalog.open(folder, writable=True).close()
    new = len(CATALOG_STEPS) + 1
    add(monkeypatch, Step(new, "a table", ("CREATE TABLE news (key INTEGER PRIMARY KEY)",)))
    with pytest.raises(LibraryError, match="older Picture Desk"):
        Catalog.open(folder)
    with Catalog.open(folder, writable=True) as catalog:
        assert catalog.database.rows("SELECT * FROM news") == []
    [copy] = (folder / "backups").iterdir()
    assert copy.name.startswith(f"catalog-of-version-{new - 1}-")
    with apsw.Connection(str(copy)) as old:
        assert old.pragma("user_version") == new - 1
        assert not old.table_exists("main", "news")
    Catalog.open(folder).close()


def test_a_step_that_fails_leaves_the_library_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Catalog.open(folder, writable=True).close()
    new = len(CATALOG_STEPS) + 1
    with monkeypatch.context() as patch:
        add(patch, Step(new, "", ("CREATE TABLE news (key INTEGER)", "no SQL at all")))
        with pytest.raises(BugError):
            Catalog.open(folder, writable=True)
    with Catalog.open(folder, writable=True) as catalog:
        assert catalog.database.value("PRAGMA user_version") == new - 1
        assert checks.quick_check(catalog) == []


@pytest.mark.parametrize("file", ["catalog.sqlite3", "vectors.sqlite3"])
@pytest.mark.parametrize("writable", [True, False])
def test_a_newer_library_is_refused_and_not_touched(
    folder: Path, file: str, writable: bool
) -> None:
    Catalog.open(folder, writable=True).close()
    with apsw.Connection(str(folder / file)) as connection:
        connection.pragma("user_version", 99)
    connection.close()
    before = (folder / file).read_bytes()
    with pytest.raises(LibraryNewer) as caught:
        Catalog.open(folder, writable)
    assert "Update Picture Desk" in caught.value.way_out
    assert (folder / file).read_bytes() == before


def test_every_setting_of_a_connection_is_in_force(catalog: Catalog, folder: Path) -> None:
    with Catalog.open(folder) as reader:
        for opened in (catalog, reader):
            value = opened.database.value
            assert value("PRAGMA foreign_keys") == 1
            assert value("PRAGMA main.journal_mode") == value("PRAGMA vec.journal_mode") == "wal"
            assert value("PRAGMA vec.page_size") == 8192
            assert value("PRAGMA vec.journal_size_limit") == 67108864
            assert value("PRAGMA vec.cache_size") == -16384


# -- damage ------------------------------------------------------------------------------------


@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize("content", [b"no database" * 1000, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_damaged_catalog_says_so_and_names_the_way_out(
    folder: Path, content: bytes, writable: bool
) -> None:
    folder.mkdir()
    (folder / "catalog.sqlite3").write_bytes(content)
    with pytest.raises(CatalogDamaged) as caught:
        Catalog.open(folder, writable)
    assert "doctor --restore" in caught.value.way_out
    assert (folder / "catalog.sqlite3").read_bytes() == content


def test_damage_that_shows_later_is_a_sentence_too(folder: Path, picture: MakeAsset) -> None:
    with Catalog.open(folder, writable=True) as catalog:
        catalog.roots.add("/r")
        for i in range(300):
            catalog.assets.insert(picture(b"%d" % i, title="x" * 500))
    path = folder / "catalog.sqlite3"
    data = bytearray(path.read_bytes())
    data[4096 * 60 :] = b"\xa5" * (len(data) - 4096 * 60)
    path.write_bytes(data)
    with Catalog.open(folder) as reader:
        assert checks.quick_check(reader)
        with pytest.raises(CatalogDamaged):
            reader.assets.get_many(range(1, 301))


def test_another_program_s_database_is_not_taken_for_a_catalog(folder: Path) -> None:
    folder.mkdir()
    with apsw.Connection(str(folder / "catalog.sqlite3")) as other:
        other.execute("CREATE TABLE mine (x)")
    other.close()
    with pytest.raises(CatalogDamaged, match="not a catalog of Picture Desk"):
        Catalog.open(folder, writable=True)


def test_a_damaged_file_of_vectors_is_set_aside_and_begun_anew(
    catalog: Catalog, root: Root, encoder: int, folder: Path, picture: MakeAsset
) -> None:
    catalog.assets.insert(picture(pixel_hash=b"p" * 16))
    catalog.vectors.put(encoder, [(b"p" * 16, 0, [1, 0, 0, 0])])
    catalog.close()
    (folder / "vectors.sqlite3").write_bytes(b"garbage" * 999)
    with Catalog.open(folder) as reader:
        assert reader.vectors.count(encoder) == 0
        assert reader.assets.count() == 1
    with Catalog.open(folder, writable=True) as writer:
        assert len(writer.vectors.missing(encoder)) == 1
        writer.vectors.put(encoder, [(b"p" * 16, 0, [1, 0, 0, 0])])
    [aside] = folder.glob("vectors.sqlite3.damaged-*")
    assert aside.read_bytes() == b"garbage" * 999


def test_lost_vectors_are_begun_anew(catalog: Catalog, encoder: int, folder: Path) -> None:
    catalog.close()
    (folder / "vectors.sqlite3").unlink()
    with Catalog.open(folder) as reader:
        assert reader.vectors.count(encoder) == 0
    with Catalog.open(folder, writable=True) as writer:
        assert writer.vectors.count(encoder) == 0


@pytest.mark.parametrize("left", [None, b""])
def test_a_lost_catalog_is_not_replaced_by_an_empty_one_while_there_are_backups(
    folder: Path, left: bytes | None
) -> None:
    with Catalog.open(folder, writable=True) as catalog:
        assert catalog.backup() is not None
    (folder / "catalog.sqlite3").unlink()
    if left is not None:
        (folder / "catalog.sqlite3").write_bytes(left)
    for writable in (True, False):
        with pytest.raises(CatalogDamaged) as caught:
            Catalog.open(folder, writable)
        assert "doctor --restore" in caught.value.way_out
    assert len(list_backups(folder)) == 1


def test_a_reader_where_there_is_no_library_is_told_so(folder: Path) -> None:
    with pytest.raises(LibraryError, match="no library at"):
        Catalog.open(folder)
    assert not folder.exists()
    folder.mkdir()
    (folder / "catalog.sqlite3").touch()  # a writer was cut off before it wrote anything
    with pytest.raises(LibraryError, match="no library at"):
        Catalog.open(folder)
    Catalog.open(folder, writable=True).close()


def test_a_folder_with_a_name_that_is_not_text_is_refused_with_a_sentence(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"\xff")
    try:
        odd.mkdir()
    except OSError:
        pytest.skip("this file system has no such names")
    with pytest.raises(LibraryError, match="not text"):
        Catalog.open(odd, writable=True)


# -- writing -----------------------------------------------------------------------------------


def test_a_reader_cannot_write(catalog: Catalog, folder: Path) -> None:
    with Catalog.open(folder) as reader, pytest.raises(BugError):
        reader.roots.add("/r")
    with Catalog.open(folder) as reader, pytest.raises(LibraryError):
        reader.database.rows("DELETE FROM meta")


def test_a_transaction_that_fails_leaves_nothing_in_either_file(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset
) -> None:
    before = catalog.changes
    with pytest.raises(RuntimeError), catalog.transaction():
        catalog.vectors.put(encoder, [(b"p" * 16, 0, [1, 0, 0, 0])])
        catalog.assets.insert(picture())
        raise RuntimeError
    assert catalog.assets.count() == catalog.vectors.count(encoder) == 0
    assert catalog.changes == before
    catalog.assets.insert(picture())
    assert catalog.changes > before


def test_a_part_that_fails_inside_a_transaction_takes_only_itself_back(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    with catalog.transaction():
        catalog.assets.insert(picture(b"a.jpg"))
        with pytest.raises(BugError):
            catalog.assets.insert(picture(b"a.jpg"))
        with pytest.raises(RuntimeError), catalog.transaction(durable=True):
            catalog.assets.insert(picture(b"b.jpg"))
            raise RuntimeError
        catalog.assets.insert(picture(b"c.jpg"))
    assert catalog.assets.count() == 2


def test_decisions_are_synced_even_inside_a_transaction_that_is_not(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    levels: list[str] = []
    key = catalog.assets.insert(picture())

    def trace(event: dict[str, str]) -> None:
        statement = event.get("sql", "").strip()
        if statement.startswith(("PRAGMA main.synchronous", "COMMIT", "BEGIN")):
            levels.append(statement)

    catalog.database.connection.trace_v2(apsw.SQLITE_TRACE_STMT, trace)
    with catalog.transaction():
        catalog.tags.add([key], ["hero"])
    catalog.database.connection.trace_v2(0, None)
    assert levels[-3:] == ["PRAGMA main.synchronous = FULL;", "BEGIN IMMEDIATE;", "COMMIT;"]


def test_a_full_disk_is_a_sentence_and_nothing_is_lost(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    catalog.assets.insert(picture(b"kept.jpg"))
    connection = catalog.database.connection
    pages = connection.pragma("page_count")
    connection.pragma("max_page_count", pages + 2)
    with pytest.raises(LibraryError, match="is full") as caught, catalog.transaction():
        for i in range(1000):
            catalog.assets.insert(picture(b"%d.jpg" % i, title="x" * 1000))
    assert "Free some space" in caught.value.way_out
    assert catalog.assets.count() == 1
    connection.pragma("max_page_count", 1 << 30)
    catalog.assets.insert(picture(b"later.jpg"))
    assert checks.check(catalog).sound


def test_a_library_that_is_being_written_is_busy_for_a_second_writer(
    catalog: Catalog, root: Root, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_MS", 10)
    with catalog.transaction(), pytest.raises(LibraryBusy):
        Catalog.open(folder, writable=True)


def test_readers_see_whole_transactions_while_a_writer_works(
    catalog: Catalog, root: Root, encoder: int, folder: Path, picture: MakeAsset
) -> None:
    stop, seen, wrong = threading.Event(), [], []

    def read() -> None:
        with Catalog.open(folder) as reader:
            while True:
                last = stop.is_set()
                with reader.snapshot():
                    count = reader.assets.count()
                    if count % 10 or count != len(reader.assets.get_many(reader.assets.keys())):
                        wrong.append(count)
                seen.append(count)
                if last:
                    return

    thread = threading.Thread(target=read)
    thread.start()
    for batch in range(20):
        with catalog.transaction():
            for i in range(10):
                new = picture(b"%d-%d.jpg" % (batch, i))
                catalog.vectors.put(encoder, [(new.pixel_hash, 0, [1, 0, 0, 0])])
                catalog.assets.insert(new)
    stop.set()
    thread.join()
    assert not wrong
    assert seen == sorted(seen)
    assert seen[-1] == 200


# -- cut off -----------------------------------------------------------------------------------

WRITER = """
import sys
from picturedesk.catalog import Catalog
from picturedesk.records import AssetKind, Metadata, NewAsset, Stamp
catalog = Catalog.open(sys.argv[1], writable=True)
root = catalog.roots.add("/r")
encoder = catalog.encoders.ensure("fake@0000000000000000/float32", 4)
done = catalog.database.value("SELECT coalesce(max(key), 0) FROM assets")
print("ready", flush=True)
while True:
    with catalog.transaction():
        for i in range(5):
            done += 1
            pixels = done.to_bytes(16)
            catalog.vectors.put(encoder, [(pixels, 0, [1, 0, 0, 0])])
            catalog.assets.insert(NewAsset(root.key, b"%d" % done, AssetKind.PICTURE, "PNG",
                Stamp(1, 1), 1, 1, pixels, pixels, Metadata()))
        if done % 3 == 0:
            catalog.assets.remove([done - 1])
            catalog.vectors.drop_orphans()
    print(done, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
def test_a_writer_killed_at_any_moment_loses_nothing_it_had_finished(folder: Path) -> None:
    unfinished: set[int] = set()
    for moment in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3 + 7 * moment)]
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
        process.stdout.close()
        process.wait()
        said = int([line for line in lines if line.endswith("\n")][-1])
        with Catalog.open(folder, writable=True) as catalog:
            assert catalog.healed is not None, "it was not noticed"
            assert checks.check(catalog).sound
            assert catalog.vectors.orphans().size == 0
            assert int(catalog.database.value("SELECT max(key) FROM assets")) >= said
            encoder = catalog.encoders.all()[0].key
            # A transaction reaches one file after the other: what was cut off between them is
            # there without its vectors, was never said to be done, and is embedded next time.
            missing = {asset.asset_key for asset in catalog.vectors.missing(encoder)}
            assert all(key > said for key in missing - unfinished)
            unfinished |= missing
        with Catalog.open(folder, writable=True) as catalog:
            assert catalog.healed is None


def test_vectors_left_behind_by_a_cut_off_writer_are_dropped_at_opening(
    catalog: Catalog, root: Root, encoder: int, folder: Path
) -> None:
    catalog.vectors.put(encoder, [(b"p" * 16, 0, [1, 0, 0, 0])])
    catalog.database.close()  # without the mark that all is well
    with Catalog.open(folder, writable=True) as again:
        assert again.healed is not None
        assert again.healed.tolist() == [1]
        assert again.vectors.count(encoder) == 0


def add(patch: pytest.MonkeyPatch, step: Step) -> None:
    patch.setattr(opening, "CATALOG_STEPS", (*CATALOG_STEPS, step))


# -- media that cannot be written --------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden here")
def test_a_library_on_a_medium_that_cannot_be_written_is_read(folder: Path) -> None:
    with Catalog.open(folder, writable=True) as catalog:
        catalog.roots.add("/home/ana/Pictures")
    folder.chmod(0o500)
    try:
        with Catalog.open(folder, writable=False) as catalog:
            assert [root.path for root in catalog.roots.all()] == ["/home/ana/Pictures"]
            assert catalog.vectors.count(1) == 0
    finally:
        folder.chmod(0o700)
