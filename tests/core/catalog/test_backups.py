"""What was decided survives the loss of the catalog."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picturedesk.catalog import Catalog, backups, checks
from picturedesk.errors import CatalogDamaged, LibraryError, UsageError
from picturedesk.records import NewAsset, Root

MakeAsset = Callable[..., NewAsset]
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_a_copy_is_made_when_something_changed_and_half_an_hour_has_passed(
    catalog: Catalog, folder: Path
) -> None:
    def make(minutes: float, *, force: bool = False) -> bool:
        return backups.make(folder, now=NOON + timedelta(minutes=minutes), force=force) is not None

    assert make(0)
    catalog.settings.put("a", 1)
    assert not make(29)
    assert make(31)
    assert not make(90), "nothing had changed"
    catalog.settings.put("a", 2)
    assert make(91)
    catalog.settings.put("a", 3)
    assert not make(92)
    assert make(92, force=True)
    assert not make(93, force=True), "nothing had changed"
    catalog.settings.put("a", 4)
    assert make(-600), "the clock was put back"


def test_opening_and_closing_is_not_a_change(folder: Path) -> None:
    with Catalog.open(folder, writable=True):
        assert backups.make(folder, now=NOON) is not None
    with Catalog.open(folder, writable=True):
        assert backups.make(folder, now=NOON + timedelta(hours=5)) is None


def test_a_copy_holds_records_and_decisions_and_not_the_vectors(
    catalog: Catalog, root: Root, encoder: int, folder: Path, picture: MakeAsset
) -> None:
    key = catalog.assets.insert(picture())
    catalog.tags.add([key], ["hero"])
    catalog.vectors.put(encoder, [(bytes([i]) * 16, 0, [1, 0, 0, 0]) for i in range(200)])
    made = catalog.backup()
    assert made is not None
    assert [path.name for path in made.parent.iterdir()] == [made.name], "one plain file"
    with backups._open(made) as connection:
        assert connection.execute("SELECT count(*) FROM assets").fetchall() == [(1,)]
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    assert "audit" in names
    assert "vectors" not in names


def test_a_restored_catalog_is_as_it_was_and_heals_its_vectors(
    catalog: Catalog, root: Root, encoder: int, folder: Path, picture: MakeAsset
) -> None:
    first = catalog.assets.insert(picture(b"a.jpg", pixel_hash=b"a" * 16))
    catalog.vectors.put(encoder, [(b"a" * 16, 0, [1, 0, 0, 0])])
    catalog.tags.add([first], ["hero"])
    backups.make(folder, now=NOON)
    catalog.tags.remove([first], ["hero"])
    catalog.assets.insert(picture(b"b.jpg", pixel_hash=b"b" * 16))
    catalog.vectors.put(encoder, [(b"b" * 16, 0, [0, 1, 0, 0])])
    catalog.close()

    restored = backups.restore(folder)

    assert restored.made == NOON
    with Catalog.open(folder, writable=True) as again:
        assert again.assets.get(first).tags == ("hero",)
        assert again.assets.count() == 1
        assert again.healed is not None
        assert again.healed.size == 1
        assert checks.check(again).sound
        assert again.vectors.count(encoder) == 1
    [aside] = folder.glob("catalog.sqlite3.replaced-*")
    with backups._open(aside) as connection:
        assert connection.execute("SELECT count(*) FROM assets").fetchall() == [(2,)]


def test_a_log_left_by_a_cut_off_writer_does_not_leak_into_what_is_restored(
    folder: Path, picture: MakeAsset
) -> None:
    with Catalog.open(folder, writable=True) as catalog:
        catalog.roots.add("/r")
        catalog.assets.insert(picture(b"a.jpg"))
        backups.make(folder, now=NOON)
    reader = Catalog.open(folder)  # keeps the log from being folded in
    writer = Catalog.open(folder, writable=True)
    writer.assets.insert(picture(b"b.jpg"))
    writer.database.close()
    log = (folder / "catalog.sqlite3-wal").read_bytes()
    reader.close()
    (folder / "catalog.sqlite3-wal").write_bytes(log)
    backups.restore(folder)
    with Catalog.open(folder, writable=True) as catalog:
        assert catalog.assets.count() == 1
        assert checks.quick_check(catalog) == []


def test_a_damaged_catalog_comes_back_from_its_backup(folder: Path, picture: MakeAsset) -> None:
    with Catalog.open(folder, writable=True) as catalog:
        catalog.roots.add("/r")
        catalog.assets.insert(picture())
        catalog.backup()
    (folder / "catalog.sqlite3").write_bytes(b"garbage" * 5000)
    with pytest.raises(CatalogDamaged):
        Catalog.open(folder, writable=True)
    backups.restore(folder)
    with Catalog.open(folder, writable=True) as catalog:
        assert catalog.assets.count() == 1
    (folder / "catalog.sqlite3").unlink()
    backups.restore(folder)
    Catalog.open(folder).close()


def test_a_copy_by_name_and_the_way_out_when_there_is_none(catalog: Catalog, folder: Path) -> None:
    with pytest.raises(LibraryError, match="no backup yet"):
        backups.restore(folder)
    for hour in range(3):
        catalog.settings.put("hour", hour)
        backups.make(folder, now=NOON + timedelta(days=hour))
    catalog.close()
    names = [backup.name for backup in backups.list_backups(folder)]
    assert names[0] == "catalog-20260306T120000Z.sqlite3"
    assert all(backup.size > 0 for backup in backups.list_backups(folder))
    with pytest.raises(UsageError, match="no backup nonsense"):
        backups.restore(folder, "nonsense")
    backups.restore(folder, names[2])
    with Catalog.open(folder) as again:
        assert again.settings.get("hour") == 0


def test_a_damaged_copy_is_not_restored_and_a_damaged_catalog_is_not_copied(
    folder: Path, picture: MakeAsset
) -> None:
    with Catalog.open(folder, writable=True) as catalog:
        catalog.roots.add("/r")
        for i in range(300):
            catalog.assets.insert(picture(b"%d" % i, title="x" * 500))
        good = catalog.backup()
    assert good is not None
    catalog_file = folder / "catalog.sqlite3"
    whole = catalog_file.read_bytes()
    data = bytearray(whole)
    data[4096 * 60 : 4096 * 80] = b"\xa5" * 4096 * 20
    catalog_file.write_bytes(data)
    with pytest.raises(CatalogDamaged):
        backups.copy(catalog_file, good.with_name("catalog-20990101T000000Z.sqlite3"))
    assert [path.name for path in good.parent.iterdir()] == [good.name]
    good.write_bytes(data)
    catalog_file.write_bytes(whole)
    with pytest.raises(CatalogDamaged, match="nothing was changed"):
        backups.restore(folder)
    assert catalog_file.read_bytes() == whole
    assert not list(folder.glob("*.restoring*"))


def test_what_a_killed_copy_left_behind_is_cleared_away(catalog: Catalog, folder: Path) -> None:
    (folder / "backups").mkdir()
    for name in ("catalog-20260101T000000Z.sqlite3.tmp", "x.sqlite3.tmp-journal"):
        (folder / "backups" / name).write_bytes(b"half")
    made = catalog.backup()
    assert made is not None
    assert list((folder / "backups").iterdir()) == [made]


def test_a_folder_that_cannot_hold_copies_is_a_sentence(catalog: Catalog, folder: Path) -> None:
    (folder / "backups").write_text("a file in the way")
    with pytest.raises(LibraryError, match="could not be copied"):
        catalog.backup()


moments = st.lists(
    st.datetimes(datetime(2024, 1, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001
        lambda moment: moment.replace(tzinfo=UTC)
    ),
    min_size=1,
    max_size=120,
)


@given(moments)
def test_the_newest_copies_stay_and_old_ones_thin_out(made: list[datetime]) -> None:
    stay = backups.kept(made)
    assert max(made) in stay
    assert stay <= set(made)
    assert len(stay) <= 12 + 10 + 9
    assert backups.kept(stay) == stay, "rotating again drops nothing more"


def test_a_year_of_daily_copies_leaves_days_weeks_and_months() -> None:
    made = [NOON - timedelta(days=day) for day in range(365)]
    stay = sorted(backups.kept(made), reverse=True)
    ages = [(NOON - moment).days for moment in stay]
    assert ages[:12] == list(range(12))
    assert len({moment.isocalendar()[:2] for moment in stay}) >= 10
    assert len({(moment.year, moment.month) for moment in stay}) == 9
    assert len(stay) <= 12 + 9 + 8
    busy = [NOON - timedelta(minutes=30 * i) for i in range(20)]
    assert backups.kept(busy) == {NOON}


def test_rotation_removes_the_files(catalog: Catalog, folder: Path) -> None:
    for hour in range(5):
        catalog.settings.put("hour", hour)
        backups.make(folder, now=NOON + timedelta(hours=hour))
    [only] = backups.list_backups(folder)
    assert only.made == NOON + timedelta(hours=4)
