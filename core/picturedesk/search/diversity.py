"""Fewer of the same: folding near-identical shots, and results that differ (pure, numpy)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from picturedesk.vision.encoder import FloatArray


def collapse(
    vectors: FloatArray, pixel_hashes: Sequence[bytes], threshold: float
) -> list[list[int]]:
    """Fold near-identical rows into the best of them.

    ``vectors`` (n, D) are unit and best first; two rows are near-identical when their cosine
    reaches ``threshold`` or their pixels are equal. Returns groups of rows, each led by its
    best; a row joins the first leader that it is near to, so nothing is folded by a chain of
    small differences. O(n²), for candidates only.
    """
    groups: list[list[int]] = []
    near = vectors @ vectors.T >= threshold
    leader_of_hash: dict[bytes, int] = {}
    leaders = np.zeros(0, np.intp)
    for row, pixels in enumerate(pixel_hashes):
        home = leader_of_hash.get(pixels)
        if home is None:
            hits = np.flatnonzero(near[row, leaders])
            home = int(hits[0]) if len(hits) else None
        if home is None:
            home = len(groups)
            groups.append([])
            leaders = np.append(leaders, row)
        groups[home].append(row)
        leader_of_hash.setdefault(pixels, home)
    return groups


def diversify(
    vectors: FloatArray, scores: FloatArray, limit: int, diversity: float, floor: float
) -> npt.NDArray[np.intp]:
    """Maximal marginal relevance: ``limit`` rows of a larger pool, in the order picked.

    Carbonell and Goldstein, SIGIR 1998. Scores run over the pool's own range, likenesses from
    ``floor`` (the cosine of two pictures that have nothing to do with each other) to 1, so that
    ``diversity`` 0 to 1 means the same under every encoder.
    """
    spread = float(scores.max() - scores.min()) if len(scores) else 0.0
    relevance = (scores - scores.min()) / spread if spread > 0 else np.zeros(len(scores))
    likeness = (vectors @ vectors.T - floor) / max(1e-6, 1 - floor)
    closest = np.zeros(len(scores))
    taken: list[int] = []
    free = np.ones(len(scores), bool)
    for _ in range(min(limit, len(scores))):
        gain = (1 - diversity) * relevance - diversity * closest
        gain[~free] = -np.inf
        best = int(np.argmax(gain))
        taken.append(best)
        free[best] = False
        closest = np.maximum(closest, likeness[best])
    return np.array(taken, np.intp)
