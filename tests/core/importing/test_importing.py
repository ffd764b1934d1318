"""From folders to searchable pictures, and what a second look finds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeEncoder
from pictures import paint

from picturedesk import importing
from picturedesk.errors import RootError
from picturedesk.library import Library
from picturedesk.records import Progress

Counts = dict[str, float]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for seed, colour in enumerate(("red", "green", "blue", "yellow", "white", "black")):
        paint(tmp_path / "pictures" / f"{colour}.jpg", colour, seed=seed)
    return tmp_path / "pictures"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", writable=True, encoder=FakeEncoder()) as opened:
        yield opened


def run(steps: Iterator[Progress]) -> Counts:
    return dict(list(steps)[-1].counts)


def add(library: Library, *folders: Path) -> Counts:
    return run(importing.add(library, [str(folder) for folder in folders]))


def rescan(library: Library, *, accept_missing: bool = False) -> Counts:
    return run(importing.rescan(library, accept_missing=accept_missing))


def paths(library: Library) -> list[str]:
    assets = library.catalog.assets
    return sorted(Path(a.path).name for a in assets.get_many(assets.keys().tolist()))


def test_every_picture_of_a_folder_gets_a_row_a_vector_a_thumbnail_and_a_place_in_the_index(
    library: Library, folder: Path
) -> None:
    counts = add(library, folder)
    assert (counts["assets"], counts["added"], counts["problems"]) == (6, 6, 0)
    assert library.catalog.vectors.count(library.encoder_key) == 6
    assert len(library.index) == 6
    for asset in library.catalog.assets.get_many(library.catalog.assets.keys().tolist()):
        assert library.paths.thumbnail(asset.pixel_hash).is_file()


def test_a_second_look_reads_nothing_again(library: Library, folder: Path) -> None:
    add(library, folder)
    encoder = library.encoder
    assert isinstance(encoder, FakeEncoder)
    seen = encoder.pictures_seen
    counts = rescan(library)
    assert (counts["unchanged"], counts["added"], encoder.pictures_seen) == (6, 0, seen)


def test_a_renamed_and_a_moved_file_keep_their_records(library: Library, folder: Path) -> None:
    add(library, folder)
    before = {a.file_hash: a.id for a in _assets(library)}
    (folder / "red.jpg").rename(folder / "scarlet.jpg")
    (folder / "below").mkdir()
    (folder / "blue.jpg").rename(folder / "below" / "blue.jpg")
    counts = rescan(library)
    assert (counts["moved"], counts["added"], counts["missing"]) == (2, 0, 0)
    assert {a.file_hash: a.id for a in _assets(library)} == before
    assert "scarlet.jpg" in paths(library)


def test_a_renamed_folder_with_everything_in_it_is_recognised(
    library: Library, tmp_path: Path
) -> None:
    for seed in range(8):
        paint(tmp_path / "root" / "old" / f"{seed}.jpg", seed=seed)
    add(library, tmp_path / "root")
    (tmp_path / "root" / "old").rename(tmp_path / "root" / "new")
    counts = rescan(library)
    assert (counts["moved"], counts["missing"], counts["held_back"]) == (8, 0, 0)


def test_changed_pixels_are_embedded_again_and_the_record_stays(
    library: Library, folder: Path
) -> None:
    add(library, folder)
    before = library.catalog.assets.by_path(str(folder / "red.jpg"))
    assert before is not None
    paint(folder / "red.jpg", "green", size=(70, 50), seed=99)
    counts = rescan(library)
    after = library.catalog.assets.by_path(str(folder / "red.jpg"))
    assert after is not None
    assert counts["changed"] == 1
    assert after.id == before.id
    assert after.pixel_hash != before.pixel_hash
    assert library.catalog.vectors.count(library.encoder_key) == 6


def test_a_touched_file_is_not_a_changed_one(library: Library, folder: Path) -> None:
    add(library, folder)
    encoder = library.encoder
    assert isinstance(encoder, FakeEncoder)
    seen = encoder.pictures_seen
    os.utime(folder / "red.jpg", ns=(1, 1))
    counts = rescan(library)
    assert (counts["changed"], counts["unchanged"], encoder.pictures_seen) == (0, 6, seen)


def test_a_root_that_vanished_is_offline_and_loses_nothing(library: Library, folder: Path) -> None:
    add(library, folder)
    folder.rename(folder.with_name("unplugged"))
    counts = rescan(library)
    assert counts["assets"] == 6
    assert [root.offline for root in library.catalog.roots.all()] == [True]
    folder.with_name("unplugged").rename(folder)
    rescan(library)
    assert [root.offline for root in library.catalog.roots.all()] == [False]


def test_an_emptied_folder_is_taken_for_an_unplugged_drive(library: Library, folder: Path) -> None:
    add(library, folder)
    shutil.rmtree(folder)
    folder.mkdir()
    assert rescan(library)["assets"] == 6
    assert [root.offline for root in library.catalog.roots.all()] == [True]


def test_more_than_a_fifth_missing_changes_nothing_until_somebody_accepts(
    library: Library, folder: Path
) -> None:
    add(library, folder)
    for name in ("red", "green"):
        (folder / f"{name}.jpg").unlink()
    counts = rescan(library)
    assert (counts["held_back"], counts["assets"], counts["missing"]) == (2, 6, 0)
    counts = rescan(library, accept_missing=True)
    assert (counts["held_back"], counts["assets"], counts["missing"]) == (0, 4, 2)


def test_one_missing_file_of_many_is_marked_and_comes_back_with_its_record(
    library: Library, folder: Path
) -> None:
    add(library, folder)
    before = {a.id for a in _assets(library)}
    kept = (folder / "red.jpg").rename(folder.parent / "kept.jpg")
    counts = rescan(library)
    assert (counts["assets"], counts["missing"]) == (5, 1)
    kept.rename(folder / "red.jpg")
    counts = rescan(library)
    assert (counts["assets"], counts["missing"], counts["added"]) == (6, 0, 0)
    assert {a.id for a in _assets(library)} == before


def test_a_bad_file_is_a_problem_with_a_reason_and_is_tried_again_when_it_changes(
    library: Library, folder: Path
) -> None:
    (folder / "broken.jpg").write_bytes(b"not a picture at all")
    counts = add(library, folder)
    assert (counts["assets"], counts["problems"]) == (6, 1)
    [problem] = library.catalog.problems.all()
    assert problem.path.endswith("broken.jpg")
    assert problem.reason.endswith(".")
    assert rescan(library)["problems"] == 1
    paint(folder / "broken.jpg", "red", seed=50)
    counts = rescan(library)
    assert (counts["assets"], counts["problems"]) == (7, 0)


def test_a_picture_that_turns_bad_keeps_its_record_for_when_it_is_whole_again(
    library: Library, folder: Path
) -> None:
    add(library, folder)
    before = library.catalog.assets.by_path(str(folder / "red.jpg"))
    good = (folder / "red.jpg").read_bytes()
    (folder / "red.jpg").write_bytes(good[:100])
    for _ in range(2):
        counts = rescan(library)
        assert (counts["assets"], counts["unchanged"], counts["problems"]) == (5, 5, 1)
    (folder / "red.jpg").write_bytes(good)
    counts = rescan(library)
    assert (counts["assets"], counts["problems"]) == (6, 0)
    after = library.catalog.assets.by_path(str(folder / "red.jpg"))
    assert before is not None
    assert after is not None
    assert after.id == before.id


def test_other_files_are_counted_by_extension_and_videos_are_named(
    library: Library, folder: Path
) -> None:
    (folder / "notes.txt").write_text("notes")
    (folder / "more.txt").write_text("notes")
    (folder / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + b"\0" * 32)
    counts = add(library, folder)
    assert (counts["skipped"], counts["assets"]) == (3, 6)
    assert library.catalog.problems.skipped() == {".txt": 2, "videos come later": 1}


def test_two_identical_files_are_two_assets_that_share_a_vector(
    library: Library, folder: Path
) -> None:
    shutil.copy(folder / "red.jpg", folder / "copy of red.jpg")
    counts = add(library, folder)
    assert counts["assets"] == 7
    assert library.catalog.vectors.count(library.encoder_key) == 6


def test_a_run_stopped_half_way_goes_on_where_it_was(tmp_path: Path) -> None:
    for seed in range(30):
        paint(tmp_path / "pictures" / f"{seed}.jpg", seed=seed)
    with Library.open(tmp_path / "library", writable=True, encoder=FakeEncoder()) as library:
        steps = importing.add(library, [str(tmp_path / "pictures")])
        for progress in steps:
            if progress.stage == "Reading" and progress.done >= 4:
                break
        steps.close()  # type: ignore[attr-defined]
        stored = library.catalog.assets.count()
    with Library.open(tmp_path / "library", writable=True, encoder=FakeEncoder()) as library:
        counts = rescan(library)
        assert counts["assets"] == 30
        assert counts["unchanged"] == stored
        assert library.catalog.vectors.count(library.encoder_key) == 30
        assert len(library.index) == 30


def test_a_folder_that_is_not_there_is_said_before_anything_is_taken_in(
    library: Library, folder: Path
) -> None:
    with pytest.raises(RootError, match="no folder"):
        add(library, folder, folder / "nowhere")
    assert library.catalog.roots.all() == []


def test_a_folder_without_pictures_is_said_and_not_kept(library: Library, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("a")
    with pytest.raises(RootError, match="no picture"):
        add(library, tmp_path / "texts")
    assert library.catalog.roots.all() == []


def test_a_folder_around_a_known_one_takes_it_over_with_its_records(
    library: Library, tmp_path: Path
) -> None:
    for seed in range(3):
        paint(tmp_path / "all" / "inner" / f"{seed}.jpg", seed=seed)
    paint(tmp_path / "all" / "outer.jpg", "blue", seed=9)
    add(library, tmp_path / "all" / "inner")
    before = {a.id for a in _assets(library)}
    counts = add(library, tmp_path / "all")
    assert (counts["assets"], counts["added"]) == (4, 1)
    assert before < {a.id for a in _assets(library)}
    assert len(library.catalog.roots.all()) == 1


def test_a_root_that_lies_elsewhere_now_keeps_its_records(library: Library, folder: Path) -> None:
    add(library, folder)
    before = {a.id for a in _assets(library)}
    new = folder.rename(folder.with_name("elsewhere"))
    importing.relocate(library, folder, new)
    counts = rescan(library)
    assert (counts["unchanged"], counts["added"], counts["missing"]) == (6, 0, 0)
    assert {a.id for a in _assets(library)} == before


def test_a_wrong_new_place_is_refused(library: Library, folder: Path, tmp_path: Path) -> None:
    add(library, folder)
    (tmp_path / "wrong").mkdir()
    with pytest.raises(RootError, match="None of the pictures"):
        importing.relocate(library, folder, tmp_path / "wrong")


def test_removing_a_folder_lets_go_of_records_and_touches_no_file(
    library: Library, folder: Path
) -> None:
    add(library, folder)
    assert importing.remove(library, folder) == 6
    assert library.catalog.assets.count() == 0
    assert library.catalog.vectors.count(library.encoder_key) == 0
    assert len(list(folder.glob("*.jpg"))) == 6


@pytest.mark.parametrize("stage", ["Looking", "Reading"])
def test_a_folder_removed_while_it_is_read_goes_quietly_and_the_others_are_read(
    library: Library, tmp_path: Path, stage: str
) -> None:
    for seed in range(40):
        paint(tmp_path / "going" / f"{seed}.jpg", seed=seed)
        paint(tmp_path / "staying" / f"{seed}.jpg", seed=100 + seed)
    steps = importing.add(library, [str(tmp_path / "going"), str(tmp_path / "staying")])
    for progress in steps:
        if progress.stage == stage and library.catalog.roots.all():
            importing.remove(library, tmp_path / "going")
            break
    counts = run(steps)
    assert counts["assets"] == 40
    assert all("staying" in asset.path for asset in _assets(library))
    assert not library.catalog.problems.all()


def test_a_name_in_no_encoding_is_still_a_name(library: Library, tmp_path: Path) -> None:
    paint(tmp_path / "odd" / "fine.jpg").rename(tmp_path / "odd" / os.fsdecode(b"\xff\xfe.jpg"))
    counts = add(library, tmp_path / "odd")
    assert (counts["assets"], counts["problems"]) == (1, 0)
    assert rescan(library)["unchanged"] == 1


def test_a_link_to_a_parent_does_not_go_round_for_ever(library: Library, folder: Path) -> None:
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    assert add(library, folder)["assets"] == 6


def test_rows_come_before_their_vectors_while_the_model_loads(
    library: Library, folder: Path
) -> None:
    class Slow(FakeEncoder):
        is_ready = False

    encoder = Slow()
    library._override = encoder
    rows_without_vectors = 0
    for progress in importing.add(library, [str(folder)]):
        if progress.note == "The model is loading":
            rows_without_vectors = max(rows_without_vectors, library.catalog.assets.count())
            if rows_without_vectors == 6:
                encoder.is_ready = True
    assert rows_without_vectors == 6
    assert library.catalog.vectors.count(library.encoder_key) == 6


def _assets(library: Library):  # type: ignore[no-untyped-def]
    return library.catalog.assets.get_many(library.catalog.assets.keys().tolist())
