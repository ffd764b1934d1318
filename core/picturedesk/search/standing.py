"""How a match stands: strong, likely, weak, or that nothing fits (law 7 of the house).

A raw cosine says little: texts differ in how near they lie to every picture, and pictures in how
near they lie to every text. So a match is graded, against both backgrounds.

*Neutral texts* (the second of the law) decide whether anything fits. A picture's score is taken in
standard deviations above its own scores for the neutral bank. The best of many pictures scores
high for any text, so this is compared with what the best of as many pictures of *this* library
scores for lines that no picture shows: a Gumbel distribution, as for every greatest value. The
three borders are chances of a false alarm under it, so they hold for any encoder and any size of
library: below :data:`FITS` nothing fits.

*The library's other pictures* (the first) then confirm. How far a picture stands out from them for
this query is compared in the same way with how far the best stands out for lines that no picture
shows. A grade that this confirms at the grade's own border is one higher: weak and standing out as
below :data:`FITS` is likely, likely and standing out as below :data:`LIKELY` is strong. It never
makes anything fit: something stands out for a line of nonsense too (alone it tells captions from
nonsense with an AUC of 0.77, neutral texts with 0.97), and in a library of one class nothing does.
But where neutral texts see something, it says which pictures are meant. Tried on 105 labels over
1,476 pictures, under an earlier starter and its teacher: what was lifted from weak to likely was
right in 72 and 78 % of cases, what was likely before in 81 and 78 %, what stayed weak in 42 and
57 %. The two chances put together by Fisher's method lifted half as many more, at 65 and 72 %; put
together *before* the first border they had nothing fit in three times as many libraries of one
class. The borders' chances were chosen on the same labels: at 2, 0.3 and 0.01 % strong was right in
100 % of 26 and likely in 88 % of 233 cases; at those below in 97 of about 70 and 78 of about 460,
while nothing fitted for half as many labels that the library does show.

Libraries that are about what was asked have nothing to stand out from. If the *usual* picture is
itself likely (a shoe shop asked for shoes), every match that is likely is strong; and where the
usual picture scores as the best one does for one empty line in ten, what is weak is likely.
Otherwise a strong match must stand out from the library's other pictures.

Where the term is a picture, neutral texts say nothing of it: it is graded by how alike the
library's pictures are to their nearest neighbours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from picturedesk.records import Standing
from picturedesk.search.background import Background
from picturedesk.search.blend import Blend
from picturedesk.search.probe import Probe
from picturedesk.vision.encoder import FloatArray

FITS, LIKELY, STRONG = 0.05, 0.01, 0.0003
"""Chances that a line which no picture shows reaches the border with its best picture."""
_ABOUT = 0.1
"""The same chance for the library's usual picture: from here on the library is about it."""
_ALIKE = (0.01, 0.10, 0.50)
"""The same borders for pictures: shares of the library whose nearest neighbour is less alike."""
_STANDS_OUT = 2.0
"""Deviations above the library's usual picture; answers themselves may be many."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standing of each candidate, and of the query as a whole."""

    standings: list[Standing]
    whole: Standing


def judge(ground: Background, blend: Blend, vectors: FloatArray, drawn_from: int) -> Verdict:
    """Grade candidates ``(n, D)``, the best of ``drawn_from``, against both backgrounds."""
    if not len(vectors):
        return Verdict([], Standing.NOTHING_FITS)
    grades = _combined(ground, blend, vectors, drawn_from)
    standings = [_standing(grade) for grade in grades]
    best = float(grades.max())
    return Verdict(standings, Standing.NOTHING_FITS if best < 0 else _standing(best))


def _standing(grade: float) -> Standing:
    if grade >= 2:
        return Standing.STRONG
    return Standing.LIKELY if grade >= 1 else Standing.WEAK


def _combined(ground: Background, blend: Blend, vectors: FloatArray, total: int) -> FloatArray:
    """Grades ``(n,)``: below 0 chance, then weak, from 1 likely, from 2 strong."""
    weights = [p.term.weight for p in blend.plus]
    graded = [_graded(ground, p, vectors, total) for p in blend.plus]
    grades = np.average(np.stack(graded), axis=0, weights=weights)
    for p in blend.minus:
        # What likely shows what was not wanted is no likely match, however well it fits else.
        # Whether it does is asked of each picture alone, not of the best of many.
        shown = _graded(ground, p, vectors, 1) >= 1
        grades = np.where(shown, np.minimum(grades, 0.5), grades)
    return np.asarray(grades, np.float32)


def _graded(ground: Background, p: Probe, vectors: FloatArray, total: int) -> FloatArray:
    """One term's grades ``(n,)`` by both backgrounds."""
    if not p.is_text:
        return _between(vectors @ p.vector, _alike(ground))
    usual = ground.usual(p.vector)
    chance = ground.chance(total)
    fits = _between(ground.above_neutral(p.vector, vectors), _borders(chance))
    out = (vectors @ p.vector - usual.cosine) / usual.deviation
    grades = np.where(out >= _STANDS_OUT, fits, np.minimum(fits, 1.9))
    confirmed = _between(out, _borders(ground.chance_to_stand_out(total))) >= np.floor(fits)
    about = usual.above_neutral >= _border(chance, _ABOUT)
    lifted = ((fits >= 0) & (fits < 2) & confirmed) | ((fits >= 0) & (fits < 1) & about)
    grades = np.where(lifted, fits + 1, grades)
    if usual.above_neutral >= _border(chance, LIKELY):
        grades = np.where(fits >= 1, np.maximum(fits, 2), grades)
    return np.asarray(grades, np.float32)


def _borders(chance: tuple[float, float]) -> tuple[float, float, float]:
    """The three borders, from the mean and deviation of the best for lines that nothing shows."""
    return _border(chance, FITS), _border(chance, LIKELY), _border(chance, STRONG)


def _border(chance: tuple[float, float], alarm: float) -> float:
    """What the best exceeds with the chance ``alarm`` for a line that no picture shows."""
    mean, deviation = chance
    return mean + deviation * _gumbel(alarm)


def _gumbel(chance: float) -> float:
    """Where a Gumbel distribution of mean 0 and deviation 1 is exceeded with this chance."""
    beta = math.sqrt(6) / math.pi
    return beta * (-math.log(-math.log1p(-chance)) - 0.5772156649)


def _alike(ground: Background) -> tuple[float, float, float]:
    """The three borders for the cosine of two pictures."""
    if len(ground.neighbours) == 0:
        return 0.9, 0.95, 0.98
    fits, likely, strong = (float(q) for q in np.quantile(ground.neighbours, _ALIKE))
    return fits, likely, max(strong, likely)


def _between(values: FloatArray, borders: tuple[float, float, float]) -> FloatArray:
    """Values as grades: 0, 1 and 2 at the borders, straight lines between and beyond."""
    fits, likely, strong = borders
    first = max(likely - fits, 1e-6)
    second = max(strong - likely, 1e-6)
    low = (values - fits) / first
    return np.where(low < 1, low, 1 + (values - likely) / second).astype(np.float32)
