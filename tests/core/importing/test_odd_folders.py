"""What a look through the folders does when something in them is not as it should be."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeEncoder
from pictures import paint

from picturedesk import importing
from picturedesk.errors import DecodingFailed
from picturedesk.images import pool
from picturedesk.importing import moves
from picturedesk.importing.scan import compare
from picturedesk.importing.storing import Storing, Work
from picturedesk.library import Library
from picturedesk.records import Asset, Problem, Progress

Counts = dict[str, float]
NAMES = ("red", "green", "blue", "yellow", "white", "black")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for seed, colour in enumerate(NAMES):
        paint(tmp_path / "all" / "inner" / f"{colour}.jpg", colour, seed=seed)
    return tmp_path / "all" / "inner"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library", writable=True, encoder=FakeEncoder()) as opened:
        yield opened


def last(steps: Iterator[Progress]) -> Progress:
    return list(steps)[-1]


def add(library: Library, *folders: Path) -> Counts:
    return dict(last(importing.add(library, [str(folder) for folder in folders])).counts)


def rescan(library: Library, *, accept_missing: bool = False) -> Counts:
    return dict(last(importing.rescan(library, accept_missing=accept_missing)).counts)


def asset_at(library: Library, path: Path) -> Asset:
    found = library.catalog.assets.by_path(str(path))
    assert found is not None
    return found


def test_a_new_file_that_cannot_be_opened_does_not_stop_the_search_for_moved_ones(
    library: Library, folder: Path
) -> None:
    add(library, folder)
    red = asset_at(library, folder / "red.jpg")
    (folder / "red.jpg").rename(folder / "scarlet.jpg")
    root, stamp = os.fsencode(folder), red.stamp
    candidates = [
        moves.Candidate(red.root_key, root, b"gone-again.jpg", stamp),
        moves.Candidate(red.root_key, root, b"scarlet.jpg", stamp),
    ]
    found = list(moves.find(library, {red.key: stamp}, candidates))[-1]
    assert [move.to.relative for move in found] == [b"scarlet.jpg"]


def test_a_broken_picture_stays_a_problem_when_a_folder_around_it_is_added(
    library: Library, folder: Path
) -> None:
    add(library, folder)
    (folder / "red.jpg").write_bytes((folder / "red.jpg").read_bytes()[:100])
    assert rescan(library)["problems"] == 1
    counts = add(library, folder.parent)
    assert (counts["assets"], counts["problems"]) == (5, 1)
    assert asset_at(library, folder / "red.jpg").missing


def test_what_was_accepted_as_missing_stays_so_when_a_folder_around_it_is_added(
    library: Library, folder: Path
) -> None:
    add(library, folder)
    for name in ("red", "green", "blue"):
        (folder / f"{name}.jpg").unlink()
    assert rescan(library, accept_missing=True)["missing"] == 3
    counts = add(library, folder.parent)
    assert (counts["assets"], counts["missing"], counts["held_back"]) == (3, 3, 0)


def test_adding_a_known_folder_whose_drive_is_away_says_so_and_keeps_its_pictures(
    library: Library, folder: Path
) -> None:
    add(library, folder)
    for name in NAMES:
        (folder / f"{name}.jpg").unlink()
    done = last(importing.add(library, [str(folder)]))
    assert "offline" in done.note
    assert (done.counts["assets"], done.counts["missing"]) == (6, 0)


def test_a_file_that_cannot_be_looked_at_is_not_taken_for_gone(
    library: Library, folder: Path
) -> None:
    add(library, folder)
    known = library.catalog.assets.stamps(asset_at(library, folder / "red.jpg").root_key)
    (folder / "red.jpg").unlink()
    (folder / "red.jpg").symlink_to(folder / "red.jpg")  # a link to itself: the system refuses
    *_, difference = compare(os.fsencode(folder), known)
    assert not difference.gone
    assert [name for name, _ in difference.unreadable] == [b"red.jpg"]


def test_a_folder_without_pictures_beside_one_with_them_is_not_added_and_said_to_be(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "notes.txt").write_text("no picture")
    done = last(importing.add(library, [str(tmp_path / "texts"), str(folder)]))
    assert done.counts["added"] == len(NAMES)
    assert f"There is no picture in {tmp_path / 'texts'}" in done.note
    assert [root.path for root in library.catalog.roots.all()] == [str(folder)]


def test_a_picture_that_could_not_be_reached_is_tried_again_though_its_file_stays_as_it_was(
    library: Library, folder: Path
) -> None:
    add(library, folder)
    known = asset_at(library, folder / "red.jpg")
    work = Work(known.root_key, os.fsencode(folder), b"red.jpg", known.stamp, known.key)
    for passing, readable in ((True, 6), (False, 5)):
        storing = Storing(library, None)
        storing.take_problem(work, Problem(known.path, "There is no permission.", passing=passing))
        storing.step(flush=True)
        assert library.catalog.problems.count() == 1
        assert rescan(library)["assets"] == readable


def test_a_picture_that_could_not_be_reached_keeps_its_record_when_it_is_found_elsewhere(
    library: Library, folder: Path
) -> None:
    add(library, folder)
    known = asset_at(library, folder / "red.jpg")
    work = Work(known.root_key, os.fsencode(folder), b"red.jpg", known.stamp, known.key)
    storing = Storing(library, None)
    storing.take_problem(work, Problem(known.path, "There is no permission.", passing=True))
    storing.step(flush=True)
    (folder / "red.jpg").rename(folder / "scarlet.jpg")
    counts = rescan(library)
    assert (counts["moved"], counts["problems"]) == (1, 0)
    assert asset_at(library, folder / "scarlet.jpg").id == known.id


def test_when_decoding_does_not_start_nothing_is_listed_as_a_problem_of_the_pictures(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(pool, "program", lambda: [str(folder / "no such program")])
        with pytest.raises(DecodingFailed, match="does not start"):
            add(library, folder)
    assert library.catalog.problems.count() == 0
    assert rescan(library)["assets"] == len(NAMES)


def test_what_moved_into_a_folder_that_is_added_only_now_keeps_its_record(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    add(library, folder)
    before = {name: asset_at(library, folder / f"{name}.jpg").id for name in ("red", "blue")}
    (tmp_path / "later").mkdir()
    (folder / "red.jpg").rename(tmp_path / "later" / "red.jpg")
    counts = add(library, tmp_path / "later")
    assert (counts["moved"], counts["added"], counts["assets"]) == (1, 0, 6)
    # One that was missed first, and is found later, too.
    (tmp_path / "last").mkdir()
    (folder / "blue.jpg").rename(tmp_path / "last" / "azure.jpg")
    assert rescan(library)["missing"] == 1
    assert add(library, tmp_path / "last")["moved"] == 1
    assert asset_at(library, tmp_path / "later" / "red.jpg").id == before["red"]
    assert asset_at(library, tmp_path / "last" / "azure.jpg").id == before["blue"]


def test_a_copy_is_not_taken_for_the_picture_of_a_drive_that_is_away(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    add(library, folder)
    shutil.copytree(folder, tmp_path / "copy")
    assert add(library, tmp_path / "copy")["moved"] == 0
    for name in NAMES:  # an unmounted drive leaves its empty folder
        (folder / f"{name}.jpg").unlink()
    shutil.copytree(tmp_path / "copy", tmp_path / "second")
    assert add(library, tmp_path / "second")["moved"] == 0
    folder.rmdir()
    shutil.copytree(tmp_path / "copy", tmp_path / "third")
    assert add(library, tmp_path / "third")["moved"] == 0


def test_a_folder_that_goes_away_while_it_is_read_is_told_and_read_on_later(
    library: Library, folder: Path
) -> None:
    for number in range(40):
        paint(folder / f"more {number}.jpg", "red", seed=100 + number)
    steps = importing.add(library, [str(folder)])
    for progress in steps:
        if progress.stage == "Reading":
            break
    folder.rename(folder.parent / "away")
    done = last(steps)
    assert "went away before they were read" in done.note
    assert library.catalog.problems.count() == 0
    (folder.parent / "away").rename(folder)
    assert rescan(library)["assets"] == len(NAMES) + 40


def test_adding_a_folder_that_was_only_renamed_names_the_way_that_keeps_its_records(
    library: Library, folder: Path
) -> None:
    add(library, folder)
    before = {asset_at(library, folder / f"{name}.jpg").id for name in NAMES}
    renamed = folder.parent / "renamed"
    folder.rename(renamed)
    done = last(importing.add(library, [str(renamed)]))
    assert "relocate" in done.note
    importing.remove(library, str(renamed))
    assert importing.relocate(library, str(folder), str(renamed)) == len(NAMES)
    assert {asset_at(library, renamed / f"{name}.jpg").id for name in NAMES} == before
