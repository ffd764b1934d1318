"""One library opened: what its index and its files may be trusted with."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEncoder
from pictures import paint

from picturedesk import importing, search
from picturedesk.errors import LibraryError, ModelError
from picturedesk.library import Library
from picturedesk.records import Query, Term

NAMES = ("red", "green", "blue", "yellow", "white", "black")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A library of six pictures, closed."""
    for seed, colour in enumerate(NAMES):
        paint(tmp_path / "pictures" / f"{colour}.jpg", colour, seed=seed)
    with Library.open(tmp_path / "library", writable=True, encoder=FakeEncoder()) as library:
        list(importing.add(library, [str(tmp_path / "pictures")]))
    return tmp_path / "library"


@pytest.mark.parametrize("lost", [("vectors.sqlite3",), ("vectors.sqlite3", "catalog.sqlite3")])
def test_an_index_older_than_the_file_of_vectors_never_answers_with_another_picture(
    place: Path, lost: tuple[str, ...]
) -> None:
    with Library.open(place, writable=True, encoder=FakeEncoder()) as library:
        rows = list(library.catalog.vectors.iterate(library.encoder_key))
        hashes = [asset.pixel_hash for asset in library.catalog.assets.get_many(range(1, 7))]
    for name in lost:
        (place / name).unlink()
    shutil.rmtree(place / "backups")
    vectors = rows[0][1]
    with Library.open(place, writable=True, encoder=FakeEncoder()) as library:
        encoder = library.chosen_encoder
        key = library.catalog.encoders.ensure(encoder.id, encoder.dimension)
        library.catalog.encoders.activate(key)
        library.catalog.vectors.put(
            key, [(h, 0, v) for h, v in zip(hashes, vectors[::-1], strict=True)]
        )
        # Cut off here: the index on the disk is the one from before.
    with Library.open(place, encoder=FakeEncoder()) as library:
        for some, known in library.catalog.vectors.iterate(library.encoder_key):
            assert np.array_equal(library.index.get(some), known)


def test_a_leftover_that_cannot_be_removed_does_not_keep_the_library_shut(place: Path) -> None:
    (place / "thumbnails" / "odd.tmp").mkdir()
    (place / "previews").mkdir(exist_ok=True)
    (place / "previews" / ".half.tmp").write_bytes(b"half")
    with Library.open(place, writable=True, encoder=FakeEncoder()) as library:
        assert library.catalog.assets.count() == 6
    assert not (place / "previews" / ".half.tmp").exists()


def test_a_library_that_could_not_be_opened_is_not_held(place: Path) -> None:
    (place / "writing.journal").write_text('\n{"beside": 1, "place": [], "after": ""}\n')
    with pytest.raises(TypeError):
        Library.open(place, writable=True, encoder=FakeEncoder())
    (place / "writing.journal").unlink()
    with Library.open(place, writable=True, encoder=FakeEncoder()):
        pass


def test_pictures_without_vectors_are_no_answer_that_nothing_fits(place: Path) -> None:
    (place / "vectors.sqlite3").unlink()
    query = Query(terms=(Term(text="red"),))
    with (
        Library.open(place, encoder=FakeEncoder()) as library,
        pytest.raises(LibraryError, match="No picture of this library has a vector"),
    ):
        search.find(library, query)
    with Library.open(place, writable=True, encoder=FakeEncoder()) as library:
        list(importing.rescan(library))
        assert len(search.find(library, query).matches) == 6


def test_a_model_that_left_the_machine_is_no_mistyped_word(place: Path) -> None:
    with Library.open(place, writable=True, encoder=FakeEncoder()) as library:
        library.choose_model("carried-over")
    with Library.open(place) as library:
        for asked in ("chosen_encoder", "chosen_spec"):
            with pytest.raises(ModelError, match=r"carried-over, .* no longer here"):
                getattr(library, asked)
