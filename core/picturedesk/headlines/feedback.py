"""What earlier picks and rejects say about a headline's candidates: a small, visible term.

- The very picture was picked, or rejected, for a headline like this one: a fixed term;
- it is like pictures that were picked (rejected) for like headlines: at most ``alike`` of
  ``scoring.toml``, by the mean of their likenesses (Rocchio's idea, 1971, kept apart from the
  query so that it can be seen and taken away).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from picturedesk.headlines import wording
from picturedesk.headlines.asking import Asked
from picturedesk.headlines.decisions import decisions_of
from picturedesk.search.probe import asset_vector
from picturedesk.vision.encoder import FloatArray

if TYPE_CHECKING:
    from picturedesk.library import Library

_LIKE_HEADLINE = 0.5
"""Likeness of two headlines (1: the same; 0: any two) from which one's picks speak to another."""
_NEWEST = 200
"""So many decisions at most are weighed."""


@dataclass(frozen=True, slots=True, eq=False)
class Feedback:
    """What decisions so far say about one headline's candidates."""

    picked: Mapping[str, float]
    """Asset id to likeness of the headline it was picked for."""
    rejected: Mapping[str, float]
    vectors: FloatArray
    """``(m, D)``: pictures that were decided on for like headlines."""
    weights: FloatArray
    """``(m,)``: likeness of the headline, negative for rejects."""
    floor: float
    """Cosine of two pictures that have nothing to do with each other."""
    points: tuple[float, float, float]
    """For picked before, rejected before, and at most for likeness."""

    def terms(self, ids: Sequence[str], vectors: FloatArray) -> FloatArray:
        """What is added to each candidate's score: ``(n,)``."""
        return self.by_likeness(vectors) + np.array([self.own(i) for i in ids], np.float32)

    def by_likeness(self, vectors: FloatArray) -> FloatArray:
        """The part for being like what was decided on ``(n,)``, of unit vectors ``(n, D)``."""
        if not len(self.vectors):
            return np.zeros(len(vectors), np.float32)
        likeness = (vectors @ self.vectors.T - self.floor) / max(1e-6, 1 - self.floor)
        pull = np.clip(likeness, 0, 1) ** 2 @ self.weights
        return np.asarray(self.points[2] * np.tanh(pull / np.sqrt(len(self.vectors))), np.float32)

    def own(self, asset_id: str) -> float:
        """The part for the very picture that was decided on; 0 for all others."""
        picked, rejected, _ = self.points
        return picked * self.picked.get(asset_id, 0.0) + rejected * self.rejected.get(asset_id, 0.0)

    def reasons(self, asset_id: str, term: float) -> tuple[str, ...]:
        """The term in words; empty where it is nothing."""
        if asset_id in self.rejected:
            return (f"rejected before for a headline like this ({term:+.2f})",)
        if asset_id in self.picked:
            return (f"picked before for a headline like this ({term:+.2f})",)
        if abs(term) >= 0.005:
            kind = "picked" if term > 0 else "rejected"
            return (f"like pictures that were {kind} ({term:+.2f})",)
        return ()


def for_headline(
    library: Library, asked: Asked, known: dict[str, FloatArray | None] | None = None
) -> Feedback:
    """What the decisions that weigh say about a headline.

    ``known``: vectors by asset id that were looked up before (and are, for the next headline).
    """
    known = {} if known is None else known
    weighing = [d for d in decisions_of(library) if d.weighs]
    decisions = sorted(weighing, key=lambda d: -d.key)[:_NEWEST]
    likeness = _like(library, asked, sorted({d.headline for d in decisions}))
    picked: dict[str, float] = {}
    rejected: dict[str, float] = {}
    rows, weights = [], []
    for decision in decisions:
        near = likeness.get(decision.headline, 0.0)
        if near <= 0:
            continue
        if decision.asset_id not in picked and decision.asset_id not in rejected:
            (picked if decision.picked else rejected)[decision.asset_id] = near
        if decision.asset_id not in known:
            known[decision.asset_id] = _vector(library, decision.asset_id)
        vector = known[decision.asset_id]
        if vector is not None:
            rows.append(vector)
            weights.append(near if decision.picked else -near)
    numbers = asked.scoring
    return Feedback(
        picked,
        rejected,
        np.array(rows, np.float32).reshape(len(rows), len(asked.vector)),
        np.array(weights, np.float32),
        asked.ground.unrelated,
        (numbers.picked_before, numbers.rejected_before, numbers.alike),
    )


def _like(library: Library, asked: Asked, headlines: list[str]) -> dict[str, float]:
    """How like each headline is to the one asked: 0 (any two) to 1 (the same)."""
    if not headlines:
        return {}
    vectors = np.array([p.vector for p in wording.probes(library, headlines)], np.float32)
    usual = float(np.median(asked.ground.neutral @ asked.vector))
    cosines = (vectors @ asked.vector - usual) / max(1e-6, 1 - usual)
    near = np.clip((cosines - _LIKE_HEADLINE) / (1 - _LIKE_HEADLINE), 0, 1)
    return {
        text: 1.0 if text == asked.headline else float(value)
        for text, value in zip(headlines, near, strict=True)
    }


def _vector(library: Library, asset_id: str) -> FloatArray | None:
    asset = library.catalog.assets.by_id(asset_id)
    return None if asset is None else asset_vector(library, asset.key)
