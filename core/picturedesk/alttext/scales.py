"""Calibration without labels: what turns deviations into shares, per slot and encoder.

Nobody has said which picture shows what, so the level of *other* is found as search finds its
borders, by false alarms: the best that any of as many texts which no picture shows reaches with
the library's pictures (Gumbel's law for greatest values gives the level of more texts than there
are). A slot's value has to rise above it to have a share at all. Raw cosines are nowhere compared,
so that the same borders hold for another encoder.

What was tried and is not done: taking each value's usual level over the library off. It makes what
a library is about (a shoe shop's shoes) invisible, and lowered the share of right subjects.
"""

from __future__ import annotations

import math

import numpy as np

from picturedesk.alttext.reading import Scale
from picturedesk.alttext.vectors import SlotVectors
from picturedesk.search.background import Background
from picturedesk.suggestions.banks import COUNT, SUBJECT

SHARPNESS = 2.0
SURE_SUBJECT, SURE_GROUP, SURE_WIDE = 0.9, 0.6, 0.6
"""A name of its own ("a cyclist") must be nearly certain, since its group ("a person") is at hand,
shorter and true."""
SURE_COUNT, SURE_ELSE = 0.8, 0.7
"""Details must be surer than the group: a wrong one spoils a sentence that is true without it."""
SCENE_WEIGHT = 0.2
"""Chosen on one half of photographs (see ``tests/benchmarks/alttext.py``); more finds people in
empty landscapes."""
_DEFAULT = 2.0


def of(slot: SlotVectors, ground: Background) -> Scale:
    """The scale of one slot in one library."""
    other = _other(len(slot.shape.values), ground)
    if slot.slot == SUBJECT:
        return Scale(other, SHARPNESS, SURE_SUBJECT, SURE_GROUP, SURE_WIDE, SCENE_WEIGHT)
    sure = SURE_COUNT if slot.slot == COUNT else SURE_ELSE
    return Scale(other, SHARPNESS, sure)


def _other(count: int, ground: Background) -> float:
    """The level that the best of ``count`` texts which a picture does not show reaches."""
    if not len(ground.sample) or not len(ground.empty):
        return _DEFAULT
    cosines = ground.sample @ ground.neutral.T
    middle, spread = cosines.mean(1), np.maximum(cosines.std(1), 1e-4)
    greatest = ((ground.sample @ ground.empty.T).max(1) - middle) / spread
    beta = float(greatest.std()) * math.sqrt(6) / math.pi
    grown = beta * max(0.0, math.log(max(count, 1) / len(ground.empty)))
    return float(np.median(greatest)) + grown
