"""The two backgrounds of law 7, as numbers: a sample of the library, and the neutral texts.

Both belong to one index and are kept beside it in memory: a sample of at most 2,048 of its
vectors (all of them in a small library), the neutral bank's vectors, and what the best picture
scores for lines that no picture shows (``empty.json``). They are made again when the library has
grown or shrunk by a twentieth.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from statistics import NormalDist
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from picturedesk.search.probe import text_vectors
from picturedesk.vision import prompts
from picturedesk.vision.encoder import FloatArray
from picturedesk.vision.index import VectorIndex
from picturedesk.vision.prompts import unit

if TYPE_CHECKING:
    from picturedesk.library import Library

SAMPLE = 2_048
_TINY = 1e-4
_LARGE = 20_000_000
_SAME = 0.9995
"""From this cosine on, a picture of the sample is taken for the very picture that is asked with."""


@dataclass(frozen=True, slots=True)
class Usual:
    """The library's usual picture for one query."""

    cosine: float
    """The median."""
    deviation: float
    """How far cosines spread *below* it: the upper half may be full of answers, the lower half
    says how far pictures lie apart that have nothing to do with what is asked."""
    above_neutral: float
    """Its score in deviations above neutral texts."""


class Background:
    """A library's sample, the neutral bank, and the statistics that standing rests on."""

    def __init__(
        self, sample: FloatArray, neutral: FloatArray, empty: FloatArray, count: int
    ) -> None:
        """``sample`` (m, D), ``neutral`` (k, D), ``empty`` (e, D): unit; ``count``: of vectors."""
        self.sample = sample
        self.neutral = neutral
        self.empty = empty
        self.count = count
        self._usual: dict[bytes, Usual] = {}
        self._chances: dict[tuple[str, int], tuple[float, float]] = {}

    # -- background 1: the library's other pictures ----------------------------------------------

    def usual(self, vector: FloatArray) -> Usual:
        """How the library lies to a query's vector (D,); the last few are remembered."""
        key = vector.tobytes()
        known = self._usual.get(key)
        if known is None:
            cosines = _products(self.sample, vector)
            low, middle = np.percentile(cosines, [15.87, 50.0])
            neutral, spread = self._sample_neutral
            above = float(np.median((cosines - neutral) / spread))
            known = Usual(float(middle), max(float(middle - low), _TINY), above)
            if len(self._usual) >= 64:
                self._usual.clear()
            self._usual[key] = known
        return known

    # -- background 2: neutral texts ---------------------------------------------------------------

    def above_neutral(self, vector: FloatArray, vectors: FloatArray) -> FloatArray:
        """How far each picture lies above what neutral texts score with it.

        In standard deviations of that picture's own cosines with the bank: ``(n, D)`` to
        ``(n,)``.
        """
        middle, spread = _neutral_level(vectors, self.neutral)
        return np.asarray((_products(vectors, vector) - middle) / spread, np.float32)

    @cached_property
    def _sample_neutral(self) -> tuple[FloatArray, FloatArray]:
        return _neutral_level(self.sample, self.neutral)

    @cached_property
    def _empty_scores(self) -> FloatArray:
        """``(e, m)``: what the sample scores for empty lines, highest first in each row."""
        middle, spread = self._sample_neutral
        scores = (self.empty @ self.sample.T - middle) / spread
        return np.sort(scores, axis=1)[:, ::-1]

    @cached_property
    def _empty_outstanding(self) -> FloatArray:
        """``(e, m)``: how far the sample stands out for empty lines, furthest first."""
        cosines = self.empty @ self.sample.T
        low, middle = np.percentile(cosines, [15.87, 50.0], axis=1, keepdims=True)
        out = (cosines - middle) / np.maximum(middle - low, _TINY)
        return np.asarray(np.sort(out, axis=1)[:, ::-1], np.float32)

    def chance(self, count: int) -> tuple[float, float]:
        """What the best of ``count`` pictures scores for a line that no picture shows.

        Mean and standard deviation over empty lines, in units of :meth:`above_neutral`.
        """
        key = ("score", count)
        if key not in self._chances:
            self._chances[key] = _chance(self._empty_scores, count)
        return self._chances[key]

    def chance_to_stand_out(self, count: int) -> tuple[float, float]:
        """How far the best of ``count`` pictures stands out for a line that no picture shows.

        Mean and standard deviation over empty lines, in deviations from the usual picture
        (:class:`Usual`).
        """
        key = ("out", count)
        if key not in self._chances:
            self._chances[key] = _chance(self._empty_outstanding, count)
        return self._chances[key]

    # -- pictures among themselves -----------------------------------------------------------------

    @cached_property
    def _likeness(self) -> FloatArray:
        """Cosines of (at most 512 of) the sample with all of it ``(a, m)``; -1 with itself."""
        likeness = self.sample[:512] @ self.sample.T
        np.fill_diagonal(likeness, -1.0)
        return np.asarray(likeness, np.float32)

    @cached_property
    def unrelated(self) -> float:
        """The usual cosine of two of the library's pictures."""
        if len(self.sample) < 2:
            return 0.0
        return float(np.median(self._likeness[self._likeness > -1.0]))

    @cached_property
    def neighbours(self) -> FloatArray:
        """Cosines of the library's pictures with their nearest neighbour, sorted ``(a,)``."""
        if len(self.sample) < 2:
            return np.zeros(0, np.float32)
        likeness = np.where(self._likeness < _SAME, self._likeness, -1.0)
        nearest = likeness.max(1)
        return np.sort(nearest[nearest > -1.0])

    @cached_property
    def near_identical(self) -> float:
        """From this cosine on two pictures are shots of the same."""
        return 1.0 - 0.1 * max(1.0 - self.unrelated, 0.02)


def background(library: Library) -> Background:
    """The library's backgrounds, from memory unless its index has changed noticeably."""
    index = library.index
    known = _KNOWN.get(index)
    if known is not None and abs(known.count - len(index)) <= known.count // 20:
        return known
    neutral = _encoded(library, prompts.neutral_bank().texts)
    fresh = Background(_sample(index), neutral, _encoded(library, empty_lines()), len(index))
    _KNOWN[index] = fresh
    return fresh


_KNOWN: WeakKeyDictionary[VectorIndex, Background] = WeakKeyDictionary()


@cache
def empty_lines() -> tuple[str, ...]:
    """Lines that no picture shows."""
    data = json.loads(resources.files(__package__).joinpath("empty.json").read_text("utf-8"))
    return tuple(data["texts"])


def _sample(index: VectorIndex) -> FloatArray:
    """Vectors of keys drawn at random, the same ones every time."""
    keys = index.keys()
    if len(keys) > SAMPLE:
        keys = np.sort(np.random.default_rng(0).choice(keys, SAMPLE, replace=False))
    return unit(np.asarray(index.get(keys), np.float32))


def _encoded(library: Library, texts: tuple[str, ...]) -> FloatArray:
    """Texts as queries are encoded, each the mean of its own prompt set: ``(n, D)``."""
    phrasings = [prompts.SEARCH.texts(text) for text in texts]
    rows = text_vectors(library, [name for names in phrasings for name in names])
    ends = np.cumsum([len(names) for names in phrasings])[:-1]
    return unit(np.stack([some.mean(0) for some in np.split(rows, ends)]))


def _products(rows: FloatArray, others: FloatArray) -> FloatArray:
    """Inner products of rows ``(n, D)`` with one vector ``(D,)`` or several ``(k, D)``.

    Few are done without BLAS: on processors busy with an import its threads wait for each other
    longer (tens of ms) than one of them needs for the sum.
    """
    if rows.size * (1 if others.ndim == 1 else len(others)) > _LARGE:
        return np.asarray(rows @ others.T, np.float32)
    return np.asarray(np.einsum("nd,kd->nk" if others.ndim > 1 else "nd,d->n", rows, others))


def _neutral_level(vectors: FloatArray, neutral: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Mean and deviation ``(n,)`` of each picture's cosines with the bank."""
    cosines = _products(vectors, neutral)
    return cosines.mean(1), np.maximum(cosines.std(1), _TINY)


def _chance(scores: FloatArray, count: int) -> tuple[float, float]:
    """Mean and deviation of the greatest of ``count``, from a sample's sorted rows ``(e, m)``.

    Fewer than the sample: the mean over all subsets of that size, from its order statistics.
    More: the sample's own growth from half to whole, continued as the greatest of normal values
    grows.
    """
    size = scores.shape[1]
    if size == 0 or count < 1:
        return 0.0, 1.0
    mean, deviation = _greatest(scores, min(count, size))
    if count > size >= 4:
        growth = mean - _greatest(scores, size // 2)[0]
        step = _normal_greatest(size) - _normal_greatest(size // 2)
        mean += growth * (_normal_greatest(count) - _normal_greatest(size)) / step
    return mean, max(deviation, 0.1)


def _greatest(scores: FloatArray, count: int) -> tuple[float, float]:
    """Mean and deviation of the greatest of ``count`` drawn from each sorted row ``(e, m)``."""
    # The chance that the i-th best of all is the best of those drawn (hypergeometric).
    size = scores.shape[1]
    place = np.arange(1, size)
    weights = np.cumprod([count / size, *((size - place - count + 1).clip(0) / (size - place))])
    means = scores @ weights
    within = np.maximum((scores**2) @ weights - means**2, 0.0)
    return float(means.mean()), float(np.sqrt(means.var() + within.mean()))


def _normal_greatest(count: int) -> float:
    """The expected greatest of ``count`` standard normal values (Blom 1958)."""
    return NormalDist().inv_cdf((count - 0.375) / (count + 0.25))
