"""The pool: the assets nearest to a query among those the filter allows, with their vectors.

The filter comes first: the catalog says which assets it allows (remembered while nothing is
written), and there are two ways to the nearest of them. Of what a *wide* filter allows enough lies
among the nearest of the whole library: so many are asked for that it should, and more and more
until it does. What a *narrow* one allows is scored to the last, and so is what a wide one allows
when none of it lies near.

Vectors whose pictures are gone, missing or left out are passed over, and four times as many are
asked for until enough remain. Scores are computed anew from the stored vectors, so that orders
and ties do not depend on how a candidate was found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

_WIDER = 4
"""So many times as many are asked for, when what was found was not enough."""
_MARGIN = 2
"""So many times what a filter should need if it had nothing to do with the query."""
_LEAST = 512
"""So many of the nearest cost no more than one."""
_DEARER = 8
"""One more of the nearest costs as much as so many that are scored on their own."""

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
        self._where = filters.parse(where) if where.strip() else None
        self._allowed = library.catalog.assets.among(self._where) if self._where else None

    @property
    def vectors(self) -> int:
        """How many vectors there are to choose from, of a wide filter about."""
        size = len(self._library.index)
        return size if self._allowed is None else min(size, len(self._allowed))

    @property
    def assets(self) -> int:
        """How many assets there are to choose from."""
        if self._allowed is None:
            return int(self._library.catalog.assets.count())
        return len(self._allowed)

    def gather(self, direction: FloatArray, score: Score, want: int, look_at: int = 0) -> Pool:
        """The ``want`` best assets by ``score`` among those nearest to ``direction`` (D,).

        Where the score is more than the cosine with ``direction``, at least ``look_at`` vectors
        are scored to find them.
        """
        pool = Pool((), direction[None][:0], direction[:0], self.vectors)
        for keys in self._nearest(direction, max(want + 8, look_at)):
            pool = self._resolve(keys, score, want)
            if len(pool.assets) >= want:
                break
        return pool

    def _nearest(self, direction: FloatArray, least: int) -> Iterator[KeyArray]:
        """Longer and longer lists of the nearest allowed vectors; the last one is all of them."""
        if self._allowed is None:
            yield from self._nearest_of_all(direction, least)
            return
        index = self._library.index
        # A wide filter: the nearest of all, and of those the ones that pass.
        share = max(len(self._allowed), 1) / max(len(index), 1)
        asked = max(round(_MARGIN * least / share), _LEAST)
        while asked * _DEARER <= len(self._allowed):
            passing = self._passing(index.search(direction, asked)[0])
            if len(passing) >= least:
                yield passing
            asked *= _WIDER
        # A narrow one, or one that leaves nothing of what lies near: all that it allows.
        allowed = np.unique(
            self._library.catalog.vectors.pairs(self._library.encoder_key, self._where)[0]
        )
        while True:
            yield index.search_within(direction, allowed, least)[0]
            if least >= len(allowed):
                return
            least *= _WIDER

    def _nearest_of_all(self, direction: FloatArray, asked: int) -> Iterator[KeyArray]:
        index = self._library.index
        while True:
            yield index.search(direction, asked)[0]
            if asked >= len(index):
                return
            asked *= _WIDER

    def _passing(self, keys: KeyArray) -> KeyArray:
        """Those of the vectors, in their order, of which the filter allows an asset."""
        vectors, owners = self._library.catalog.vectors.owners(keys)
        return keys[np.isin(keys, vectors[self._is_allowed(owners)])]

    def _is_allowed(self, assets: KeyArray) -> npt.NDArray[np.bool_]:
        """Which of a few assets the filter allows."""
        ordered = self._allowed
        if ordered is None or not len(ordered):
            return np.full(len(assets), ordered is None)
        places = np.minimum(np.searchsorted(ordered, assets), len(ordered) - 1)
        return np.asarray(ordered[places] == assets)

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
        wanted = np.array(sorted({a for group in owners.values() for a in group}), np.int64)
        wanted = wanted[self._is_allowed(wanted)]
        known = {
            asset.key: asset
            for asset in catalog.assets.get_many(wanted)
            if not asset.missing and asset.key not in self._without
        }
        return {key: [known[a] for a in owners.get(key, ()) if a in known] for key in keys}
