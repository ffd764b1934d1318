"""The pool: the assets nearest to a query among those the filter allows, with their vectors.

The filter comes first: the index is asked for the nearest among what the filter allows (it
scores few or a small library exactly and asks its graph otherwise). Vectors whose pictures are
gone, missing or left out are passed over, and four times as many are asked for until enough
remain. Scores are computed anew from the stored vectors, so that orders and ties do not depend on
how a candidate was found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from picturedesk.catalog import filters
from picturedesk.records import Asset
from picturedesk.vision.encoder import FloatArray
from picturedesk.vision.prompts import unit

if TYPE_CHECKING:
    from picturedesk.library import Library

KeyArray = npt.NDArray[np.int64]

Score = Callable[[FloatArray], FloatArray]
"""Unit vectors ``(n, D)`` to what ranks them ``(n,)``."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Candidates, best first: row ``i`` is one asset. Two assets may share a vector."""

    assets: tuple[Asset, ...]
    vectors: FloatArray
    """``(n, D)``, unit."""
    scores: FloatArray
    """``(n,)``: what they are ordered by."""
    drawn_from: int
    """How many vectors the filter left to choose from."""


class Shelf:
    """The vectors that a filter allows, and the assets behind them."""

    def __init__(self, library: Library, where: str, without: frozenset[int]) -> None:
        """Read the filter (UsageError when it cannot be); ``without``: assets to leave out."""
        self._library = library
        self._without = without
        self._vectors: KeyArray | None = None
        self._assets: KeyArray | None = None
        if where.strip():
            found = library.catalog.vectors.pairs(library.encoder_key, filters.parse(where))
            # Of two assets with one vector the filter may allow only one, so both are kept.
            self._vectors, self._assets = (np.unique(keys) for keys in found)

    @property
    def vectors(self) -> int:
        """How many vectors there are to choose from."""
        return len(self._library.index) if self._vectors is None else len(self._vectors)

    @property
    def assets(self) -> int:
        """How many assets there are to choose from."""
        if self._assets is None:
            return int(self._library.catalog.assets.count())
        return len(self._assets)

    def gather(self, direction: FloatArray, score: Score, want: int, look_at: int = 0) -> Pool:
        """The ``want`` best assets by ``score`` among those nearest to ``direction`` (D,).

        Where the score is more than the cosine with ``direction``, at least ``look_at`` vectors
        are scored to find them.
        """
        asked = max(want + 8, look_at)
        while True:
            keys = self._nearest(direction, asked)
            pool = self._resolve(keys, score, want)
            if len(pool.assets) >= want or asked >= self.vectors:
                return pool
            asked *= 4

    def _nearest(self, direction: FloatArray, count: int) -> KeyArray:
        index = self._library.index
        if self._vectors is None:
            return index.search(direction, count)[0]
        return index.search_within(direction, self._vectors, count)[0]

    def _resolve(self, keys: KeyArray, score: Score, want: int) -> Pool:
        """Score and order vectors, and walk down them until ``want`` assets are found."""
        vectors = unit(np.asarray(self._library.index.get(keys), np.float32))
        # A product's last bits depend on the shape of the whole; rounding makes ties ties.
        scores = np.round(score(vectors), 6)
        order = np.lexsort((keys, -scores))
        keys, vectors, scores = keys[order], vectors[order], scores[order]
        found: list[tuple[float, int, int]] = []
        known: dict[int, Asset] = {}
        step = want + 8
        for start in range(0, len(keys), step):
            if len(known) >= want:
                break
            block = keys[start : start + step].tolist()
            behind = self._behind(block)
            for row, key in enumerate(block, start):
                for asset in behind[key]:
                    if asset.key not in known:
                        known[asset.key] = asset
                        found.append((-float(scores[row]), asset.key, row))
        found.sort()
        rows = np.array([row for _, _, row in found[:want]], np.intp)
        assets = tuple(known[key] for _, key, _ in found[:want])
        return Pool(assets, vectors[rows], scores[rows], self.vectors)

    def _behind(self, keys: list[int]) -> dict[int, list[Asset]]:
        """The assets behind vector keys that may be shown."""
        catalog = self._library.catalog
        owners = catalog.vectors.assets_of(keys)
        wanted = {a for group in owners.values() for a in group} - self._without
        if self._assets is not None:
            wanted = _among(wanted, self._assets)
        known = {a.key: a for a in catalog.assets.get_many(sorted(wanted)) if not a.missing}
        return {key: [known[a] for a in owners.get(key, ()) if a in known] for key in keys}


def _among(wanted: set[int], ordered: KeyArray) -> set[int]:
    """Those of a few keys that a long sorted array holds."""
    keys = np.array(sorted(wanted), np.int64)
    places = np.minimum(np.searchsorted(ordered, keys), max(len(ordered) - 1, 0))
    return set(keys[ordered[places] == keys].tolist()) if len(ordered) else set()
