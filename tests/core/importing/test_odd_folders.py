"""What a look through the folders does when something in them is not as it should be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import FakeEncoder
from pictures import paint

from picturedesk import importing
from picturedesk.importing import moves
from picturedesk.importing.scan import compare
from picturedesk.library import Library
from picturedesk.records import Asset, Progress

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
