"""An index that had to come back: searched at once, and given its graph in steps that may end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from picturedesk.vision import densify as making
from picturedesk.vision import index as index_module
from picturedesk.vision.densify import densify, wants_graph
from picturedesk.vision.index import VectorIndex

COUNT, DIMENSION = 2000, 32


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture
def rows() -> np.ndarray:
    return unit(np.random.default_rng(0).standard_normal((COUNT, DIMENSION)))


@pytest.fixture
def thin(tmp_path: Path, rows: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> VectorIndex:
    monkeypatch.setattr(index_module, "EXACT_BELOW", 10)
    monkeypatch.setattr(making, "EXACT_BELOW", 10)
    index = VectorIndex(tmp_path / "1.usearch", DIMENSION)
    index.clear(thin=True)
    index.add(np.arange(COUNT), rows)
    return index


def test_a_thin_index_is_searched_to_the_last_vector(thin: VectorIndex, rows: np.ndarray) -> None:
    assert thin.thin
    for query in unit(np.random.default_rng(1).standard_normal((20, DIMENSION))):
        best = np.argsort(-(rows @ query))[:10]
        assert len(set(thin.search(query, 10)[0]) & set(best)) >= 9, "float16 may swap the last two"


def test_it_is_still_thin_when_it_is_loaded_again(thin: VectorIndex) -> None:
    thin.save()
    again = VectorIndex(thin.path, DIMENSION)
    again.load()
    assert again.thin
    assert wants_graph(again)


def test_a_small_one_wants_no_graph(thin: VectorIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    assert wants_graph(thin)
    monkeypatch.setattr(making, "EXACT_BELOW", COUNT)
    assert not wants_graph(thin)


def test_with_its_graph_it_answers_as_before_and_is_saved(
    thin: VectorIndex, rows: np.ndarray
) -> None:
    steps = list(densify(thin))
    assert steps[-1] == (COUNT, COUNT)
    again = VectorIndex(thin.path, DIMENSION)
    again.load()
    for index in (thin, again):
        assert not index.thin
        assert index.keys().tolist() == list(range(COUNT))
        found = [index.search(row, 1)[0][0] for row in rows[::50]]
        assert found == list(range(0, COUNT, 50))
    assert {p.name for p in thin.path.parent.iterdir()} == {"1.usearch", "1.usearch.sha256"}


def test_what_was_interrupted_goes_on_from_there(thin: VectorIndex) -> None:
    steps = densify(thin)
    done = [next(steps)[0] for _ in range(3)][-1]
    steps.close()
    assert thin.thin
    first, *_, last = densify(thin)
    assert first[0] > done
    assert last == (COUNT, COUNT)
    assert not thin.thin


def test_what_changes_meanwhile_is_in_it(thin: VectorIndex, rows: np.ndarray) -> None:
    steps = densify(thin)
    next(steps)
    thin.remove(np.arange(0, COUNT, 3))
    thin.add(np.array([1, COUNT + 5]), -rows[[1, 2]])
    for _ in steps:
        pass
    kept = [key for key in range(COUNT) if key % 3]
    assert thin.keys().tolist() == [*kept, COUNT + 5]
    assert np.allclose(thin.get(np.array([1, COUNT + 5])), -rows[[1, 2]], atol=1e-3)
    assert thin.search(-rows[1], 1)[0][0] == 1


def test_what_changed_between_two_runs_is_in_it(thin: VectorIndex, rows: np.ndarray) -> None:
    steps = densify(thin)
    for _ in range(6):
        next(steps)
    steps.close()
    thin.remove(np.arange(0, COUNT, 2))
    thin.add(np.arange(1, COUNT, 4), -rows[1::4])
    for _ in densify(thin):
        pass
    assert thin.keys().tolist() == list(range(1, COUNT, 2))
    assert np.allclose(thin.get(np.arange(1, COUNT, 4)), -rows[1::4], atol=1e-3)
    assert np.allclose(thin.get(np.arange(3, COUNT, 4)), rows[3::4], atol=1e-3)
