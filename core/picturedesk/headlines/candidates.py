"""The pictures that a headline could have: searched, ruled, varied, and explained.

More are taken from the index than are shown; business rules and what people picked or rejected
before re-rank them, and maximal marginal relevance keeps near-identical shots from filling a row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from picturedesk.catalog import filters
from picturedesk.headlines.asking import Asked
from picturedesk.headlines.feedback import Feedback
from picturedesk.headlines.rules import RulesInForce, within
from picturedesk.headlines.texts import with_texts
from picturedesk.records import Asset, AssetKind, Standing, Why
from picturedesk.search.blend import Blend
from picturedesk.search.diversity import collapse, diversify
from picturedesk.search.explain import whys
from picturedesk.search.pool import Pool, Shelf
from picturedesk.search.standing import judge
from picturedesk.vision.encoder import FloatArray

if TYPE_CHECKING:
    from picturedesk.library import Library

_LOOKED_AT = 12
"""Times as many as are wanted are taken from the index, to be re-ranked."""
_USED_MOST = 400
"""And so many more at most for those that were used of late."""
_JUDGED = 16
_DIVERSITY = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A picture before it is cropped."""

    asset: Asset
    vector: FloatArray
    """Unit ``(D,)``."""
    fit: float
    """How well it fits the headline, 0 to 1."""
    rules: float
    feedback: float
    standing: Standing
    why: Why
    reasons: tuple[str, ...] = ()

    @property
    def worth(self) -> float:
        """What candidates are ordered by."""
        return self.fit + self.rules + self.feedback


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """The candidates of one headline, best first and varied, and how it stands as a whole."""

    candidates: tuple[Candidate, ...]
    standing: Standing
    total: int


def find(
    library: Library,
    asked: Asked,
    rules: RulesInForce,
    feedback: Feedback,
    *,
    where: str = "",
    count: int = 6,
    diversity: float | None = None,
) -> Found:
    """Up to ``count`` candidates and a few more for channels on which the first were used.

    Raises UsageError for a filter that cannot be read.
    """
    blend = Blend([asked.probe], asked.ground)
    shelf = Shelf(library, where, frozenset(rules.excluded.tolist()))
    used = rules.used_anywhere()
    pool = shelf.gather(
        blend.direction, blend.score, max(_LOOKED_AT * count, 64) + min(len(used), _USED_MOST)
    )
    if not pool.assets:
        return Found((), Standing.NOTHING_FITS, 0)
    whole = judge(asked.ground, blend, pool.vectors[:_JUDGED], pool.drawn_from).whole
    varied = _Varied(diversity, count, used)
    made = _ranked(library, asked, blend, pool, rules=rules, feedback=feedback, varied=varied)
    if whole is Standing.NOTHING_FITS:
        made = [replace(candidate, standing=whole) for candidate in made]
    return Found(tuple(made), whole, _left(library, shelf, rules, where))


@dataclass(frozen=True, slots=True, eq=False)
class _Varied:
    """How many candidates are wanted, and how different."""

    diversity: float | None
    count: int
    used: npt.NDArray[np.int64]
    """Sorted keys of assets that were used on any of the channels of late."""

    def of(
        self, keys: npt.NDArray[np.int64], vectors: FloatArray, worth: FloatArray, unrelated: float
    ) -> npt.NDArray[np.intp]:
        """The rows that are taken, best first."""
        # What was used on some channel of late takes nobody's place on another.
        wanted = min(len(keys), 3 * self.count + int(within(keys, self.used).sum()))
        best = np.argsort(-worth, kind="stable")[: wanted + self.count]
        vary = _DIVERSITY if self.diversity is None else self.diversity
        order: npt.NDArray[np.intp] = best[
            diversify(vectors[best], worth[best], wanted, vary, unrelated)
        ]
        return order


def _ranked(
    library: Library,
    asked: Asked,
    blend: Blend,
    pool: Pool,
    *,
    rules: RulesInForce,
    feedback: Feedback,
    varied: _Varied,
) -> list[Candidate]:
    """The candidates of a pool, explained."""
    rows = _leaders(asked, pool)
    keys = np.array([pool.assets[i].key for i in rows], np.int64)
    ids = [pool.assets[i].id for i in rows]
    vectors = pool.vectors[rows]
    fits, ruled, fed = asked.fit(vectors), rules.boost(keys), feedback.terms(ids, vectors)
    worth = (fits + ruled + fed).astype(np.float32)
    order = varied.of(keys, vectors, worth, asked.ground.unrelated)
    standings = judge(asked.ground, blend, vectors[order], pool.drawn_from).standings
    reasons = whys([asked.probe], vectors[order])
    assets = with_texts(library, [pool.assets[rows[i]] for i in order])
    return [
        Candidate(
            asset, vectors[i], float(fits[i]), float(ruled[i]), float(fed[i]), standing, why,
            (*rules.reasons(int(keys[i])), *feedback.reasons(ids[i], float(fed[i]))),
        )
        for asset, i, standing, why in zip(assets, order.tolist(), standings, reasons, strict=True)
    ]  # fmt: skip


def _left(library: Library, shelf: Shelf, rules: RulesInForce, where: str) -> int:
    """How many assets filter and rules leave."""
    if not where.strip() or not len(rules.excluded):
        return shelf.assets - len(rules.excluded)
    passed = np.asarray(library.catalog.assets.keys(filters.parse(where)), np.int64)
    return shelf.assets - int(within(passed, rules.excluded).sum())


def _leaders(asked: Asked, pool: Pool) -> list[int]:
    """Rows of the best of every group of near-identical pictures; films have no crop."""
    stills = [i for i, a in enumerate(pool.assets) if a.kind is AssetKind.PICTURE]
    hashes = [pool.assets[i].pixel_hash for i in stills]
    groups = collapse(pool.vectors[stills], hashes, asked.ground.near_identical)
    return [stills[group[0]] for group in groups]


def for_channel(found: Found, rules: RulesInForce, channel: str, count: int) -> list[Candidate]:
    """The first ``count`` candidates that were not used on a channel of late."""
    keys = np.array([c.asset.key for c in found.candidates], np.int64)
    used = within(keys, rules.used.get(channel, np.zeros(0, np.int64)))
    free = [c for c, gone in zip(found.candidates, used, strict=True) if not gone]
    return free[:count]


def of_asset(library: Library, asked: Asked, asset: Asset, vector: FloatArray) -> Candidate:
    """One picture as a candidate, whatever search says of it (a person chose it)."""
    blend = Blend([asked.probe], asked.ground)
    rows = vector[None]
    standing = judge(asked.ground, blend, rows, max(len(library.index), 1)).whole
    [why] = whys([asked.probe], rows)
    return Candidate(asset, vector, float(asked.fit(rows)[0]), 0.0, 0.0, standing, why)


def with_terms(candidate: Candidate, rules: RulesInForce, feedback: Feedback) -> Candidate:
    """The same candidate with what rules and feedback add."""
    key = np.array([candidate.asset.key], np.int64)
    fed = float(feedback.terms([candidate.asset.id], candidate.vector[None])[0])
    return replace(
        candidate,
        rules=float(rules.boost(key)[0]),
        feedback=fed,
        reasons=rules.reasons(candidate.asset.key) + feedback.reasons(candidate.asset.id, fed),
    )
