"""What the doctor finds in a library that something went wrong with, and what it leaves behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from fakes import FakeEncoder
from pictures import paint

from picturedesk import doctor, importing, search
from picturedesk.errors import LibraryError
from picturedesk.library import Library
from picturedesk.records import Query, Term


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    for seed in range(40):
        paint(tmp_path / "pictures" / f"{seed}.jpg", "red", seed=seed)
    return tmp_path / "pictures"


@pytest.fixture
def place(tmp_path: Path, pictures: Path) -> Path:
    with opened(tmp_path / "library") as library:
        list(importing.add(library, [str(pictures)]))
    return tmp_path / "library"


def opened(place: Path) -> Library:
    return Library.open(place, writable=True, encoder=FakeEncoder(dimension=512))


def examine(library: Library) -> doctor.Report:
    report = doctor.Report()
    for _ in doctor.examine(library, report):
        pass
    return report


def damage(file: Path) -> None:
    """Random bytes at the head of every page but the first two."""
    data = bytearray(file.read_bytes())
    for at in range(2 * 8192, len(data), 8192):
        data[at : at + 200] = os.urandom(200)
    file.write_bytes(data)


@pytest.mark.parametrize("cut_off", [False, True])
def test_a_damaged_file_of_vectors_is_set_aside_and_made_again(place: Path, cut_off: bool) -> None:
    if cut_off:
        with opened(place) as library:
            library.catalog.database.mark(in_use=True)
            library.catalog.database.close()
    damage(place / "vectors.sqlite3")
    with opened(place) as library:
        report = examine(library)
        assert report.whole
        assert (report.vectors, report.embedded, report.index) == (40, 40, "rebuilt")
        assert len(library.index) == 40
    assert list(place.glob("vectors.sqlite3.damaged-*"))
    with opened(place) as library:
        again = examine(library)
        assert (again.vectors_set_aside, again.embedded, again.index) == (False, 0, "whole")


def test_a_damaged_catalog_is_reported_with_the_way_out(place: Path) -> None:
    with opened(place) as library:
        library.catalog.database.connection.execute(
            "PRAGMA foreign_keys = OFF; UPDATE assets SET camera = 77 WHERE key = 1"
        )
        report = examine(library)
        assert not report.whole
        assert any("doctor --restore" in sentence for sentence in report.sentences())


def test_thumbnails_of_pictures_that_are_away_are_kept_for_when_they_are_back(
    place: Path, pictures: Path
) -> None:
    away = pictures.parent / "7.jpg"
    with opened(place) as library:
        asset = library.catalog.assets.by_path(str(pictures / "7.jpg"))
        assert asset is not None
        (pictures / "7.jpg").rename(away)
        list(importing.rescan(library))
        assert examine(library).thumbnails_unneeded == 0
        away.rename(pictures / "7.jpg")
        list(importing.rescan(library))
        assert library.paths.thumbnail(asset.pixel_hash).is_file()


def test_pictures_that_the_model_never_saw_are_told_and_seen_to(
    tmp_path: Path, pictures: Path
) -> None:
    class StillLoading(FakeEncoder):
        is_ready = False

    slow = StillLoading(dimension=512)
    with Library.open(tmp_path / "library", writable=True, encoder=slow) as library:
        steps = importing.add(library, [str(pictures)])
        while library.catalog.assets.count() < 40:
            next(steps)
        steps.close()  # stopped before the model was there
        with pytest.raises(LibraryError, match="has not looked at the pictures"):
            search.find(library, Query(terms=(Term(text="red"),)))
    with opened(tmp_path / "library") as library:
        report = examine(library)
        assert (report.vectors, report.embedded) == (40, 40)
        assert len(search.find(library, Query(terms=(Term(text="red"),))).matches) == 40
