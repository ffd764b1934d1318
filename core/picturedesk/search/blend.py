"""Several terms as one: the direction to look in, and the score that ranks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from picturedesk.errors import UsageError
from picturedesk.search.background import Background
from picturedesk.search.probe import Probe
from picturedesk.vision.encoder import FloatArray
from picturedesk.vision.prompts import unit

_LOOK_AT = 1_000
"""With a minus term: what ranks below so many does not come back by being free of it."""


class Blend:
    """What a query's terms ask together.

    Cosines of texts and of pictures live on different scales (about 0.2 and about 0.7), so a
    plus term counts by its weight over its own spread across the library: a picture then does
    not drown a text. A single plus term is left exactly as it is.

    A minus term does not bend the direction: "beach minus people" by subtraction looks for the
    opposite of people, which is no picture in particular, and loses the beach. It costs instead:
    a picture pays for how far it lies *above* the library's own level for the minus term, and
    nothing for lying below it.
    """

    def __init__(self, probes: Sequence[Probe], ground: Background) -> None:
        self.plus = [p for p in probes if p.term.weight > 0]
        self.minus = [p for p in probes if p.term.weight < 0]
        if not self.plus:
            raise UsageError("There is nothing to look for.", "Give a text or a picture.")
        self._ground = ground
        if len(self.plus) == 1:
            self.direction = self.plus[0].vector
        else:
            rows = [p.term.weight / ground.usual(p.vector).deviation * p.vector for p in self.plus]
            self.direction = unit(np.sum(rows, axis=0, dtype=np.float32))

    @property
    def look_at(self) -> int:
        """How many of the nearest to the direction are worth scoring."""
        return _LOOK_AT if self.minus else 0

    def score(self, vectors: FloatArray) -> FloatArray:
        """Cosines with the direction, less what minus terms cost: ``(n, D)`` to ``(n,)``."""
        scores = vectors @ self.direction
        if self.minus:
            price = self._ground.usual(self.direction).deviation
            for p in self.minus:
                usual = self._ground.usual(p.vector)
                above = np.maximum((vectors @ p.vector - usual.cosine) / usual.deviation, 0.0)
                scores = scores + p.term.weight * price * above
        return np.asarray(scores, np.float32)
