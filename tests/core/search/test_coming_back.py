"""A large library whose index is lost answers at once and gets its graph later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from picturedesk import importing, search
from picturedesk.library import Library, indexes
from picturedesk.records import Query, Term
from picturedesk.vision import densify

Maker = Callable[..., Library]


def test_a_lost_index_comes_back_thin_and_gets_its_graph_later(
    make: Maker, encoder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexes, "_THIN_FROM", 100)
    monkeypatch.setattr(densify, "EXACT_BELOW", 100)
    library = make([f"dog {n}" for n in range(200)] + ["violin"])
    library.forget_index(library.encoder_key)
    assert library.index.thin
    query = Query((Term(text="violin"),), limit=5)
    before = search.find(library, query)
    assert "violin" in before.matches[0].path
    steps = list(importing.finish_indexes(library))
    assert [(s.done, s.total) for s in steps] == [(201, 201)]
    assert not library.index.thin
    assert search.find(library, query) == before
    assert not list(importing.finish_indexes(library)), "there is nothing left to do"


def test_a_small_library_s_index_comes_back_whole(make: Maker) -> None:
    library = make(["dog", "cat"])
    library.forget_index(library.encoder_key)
    assert not library.index.thin
    assert np.array_equal(library.index.keys(), [1, 2])
