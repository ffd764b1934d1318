"""However the candidates are found, the answer is that of scoring every picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from picturedesk import search
from picturedesk.catalog.filters import parse
from picturedesk.library import Library
from picturedesk.records import Query, Result, Term
from picturedesk.search import pool
from picturedesk.vision import index as index_module
from picturedesk.vision.index import VectorIndex

Maker = Callable[..., Library]

COUNT = 3000
THINGS = "dog cat car church boat pizza child mountain violin market".split()  # noqa: SIM905
QUESTIONS = [f"{a} {b}" for a in THINGS for b in (3, 70)]


@pytest.fixture
def library(make: Maker) -> Library:
    """Things with numbers. Half, a tenth and a hundredth of them, and all but the dogs."""
    draw = np.random.default_rng(3).random(COUNT)
    pictures = [f"{THINGS[i % len(THINGS)]} {i % 300}" for i in range(COUNT)]
    folders = [
        f"{'dogs' if words.startswith('dog') else 'others'}/"
        f"{'half' if d < 0.5 else 'rest'}/{'tenth' if d < 0.1 else 'more'}/"
        f"{'few' if d < 0.01 else 'many'}"
        for words, d in zip(pictures, draw, strict=True)
    ]
    return make(pictures, folders)


def ask(library: Library, text: str, where: str) -> Result:
    return search.find(library, Query((Term(text=text),), where=where, limit=10))


def by_hand(library: Library, text: str, where: str) -> list[int]:
    """The ten best assets: every vector that the filter allows, scored."""
    vectors, owners = library.catalog.vectors.pairs(library.encoder_key, parse(where))
    rows = np.asarray(library.index.get(vectors), np.float32)
    scores = rows @ search.text_vector(library, text) / np.linalg.norm(rows, axis=1)
    return [int(key) for key in owners[np.argsort(-scores, kind="stable")[:10]]]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("bound", [10, 100_000], ids=["graph", "scan"])
def test_filtered_answers_agree_with_scoring_everything(
    library: Library, monkeypatch: pytest.MonkeyPatch, bound: int
) -> None:
    monkeypatch.setattr(index_module, "EXACT_BELOW", bound)
    monkeypatch.setattr(index_module, "_SCANNED_PER_NEAREST", 0)
    for where in ("", "in:half/", "in:tenth/", "in:few/", "in:others/"):
        allowed = library.catalog.assets.among(parse(where))
        shared = 0
        for question in QUESTIONS:
            found = ask(library, question, where)
            best = by_hand(library, question, where)
            shared += len({m.asset_key for m in found.matches} & set(best))
            assert found.total == len(allowed)
        assert shared >= 0.98 * 10 * len(QUESTIONS), where


def test_a_wide_filter_does_not_score_all_that_it_allows(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_DEARER", 1)

    def never(*_: Any) -> None:
        raise AssertionError("everything was scored")

    monkeypatch.setattr(VectorIndex, "search_within", never)
    assert len(ask(library, "violin 3", "in:half/").matches) == 10


def test_what_is_asked_may_be_just_what_a_wide_filter_keeps_out(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_LEAST", 0)
    monkeypatch.setattr(pool, "_MARGIN", 1)
    found = ask(library, "dog", "in:others/")
    assert [m.asset_key for m in found.matches] == by_hand(library, "dog", "in:others/")
