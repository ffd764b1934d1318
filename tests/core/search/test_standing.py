"""Standing against both backgrounds, with each of them set by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from picturedesk.records import Standing, Term
from picturedesk.search import standing
from picturedesk.search.background import Background, Usual
from picturedesk.search.blend import Blend
from picturedesk.search.probe import Probe
from picturedesk.vision.encoder import FloatArray

ASKED = np.array([1.0, 0.0], np.float32)
HARDLY = 0.5
"""Far below every border."""


def at(alarm: float) -> float:
    """Just above what the best for an empty line exceeds with this chance (mean 0, deviation 1)."""
    return standing._border((0.0, 1.0), alarm) + 0.01


@dataclass
class Ground:
    """One picture: its score over neutral texts, how far it stands out, and the usual picture."""

    score: float
    out: float
    usual_score: float = -3.0

    def above_neutral(self, _: FloatArray, vectors: FloatArray) -> FloatArray:
        return np.full(len(vectors), self.score, np.float32)

    def usual(self, _: FloatArray) -> Usual:
        # The picture's cosine is 0.5.
        return Usual(0.5 - 0.01 * self.out, 0.01, self.usual_score)

    def chance(self, _: int) -> tuple[float, float]:
        return 0.0, 1.0

    def chance_to_stand_out(self, _: int) -> tuple[float, float]:
        return 0.0, 1.0


def judged(ground: Ground) -> Standing:
    probe = Probe(Term(text="a boat"), ASKED, ("a boat",), ASKED[None])
    blend = Blend([probe], ground)  # type: ignore[arg-type]
    picture = np.array([[0.5, 0.75**0.5]], np.float32)
    verdict = standing.judge(ground, blend, picture, 100)  # type: ignore[arg-type]
    if verdict.whole is Standing.NOTHING_FITS:
        assert verdict.standings == [Standing.WEAK]
    else:
        assert verdict.standings == [verdict.whole]
    return verdict.whole


def test_what_hardly_fits_and_stands_out_from_the_others_is_likely() -> None:
    assert judged(Ground(at(standing.FITS), at(standing.FITS))) is Standing.LIKELY


def test_what_hardly_fits_and_does_not_stand_out_is_weak() -> None:
    assert judged(Ground(at(standing.FITS), at(0.1))) is Standing.WEAK


def test_what_is_likely_and_stands_out_as_far_is_strong() -> None:
    assert judged(Ground(at(standing.LIKELY), at(standing.LIKELY))) is Standing.STRONG
    assert judged(Ground(at(standing.LIKELY), at(standing.FITS))) is Standing.LIKELY


@pytest.mark.parametrize("score", [HARDLY, at(0.1), at(standing.FITS + 0.001)])
def test_nothing_fits_however_far_something_stands_out(score: float) -> None:
    assert judged(Ground(score, 50.0)) is Standing.NOTHING_FITS


def test_what_does_not_stand_out_at_all_is_never_strong() -> None:
    assert judged(Ground(at(standing.STRONG) + 5, 0.0)) is Standing.LIKELY


def test_in_a_library_about_what_was_asked_what_hardly_fits_is_likely() -> None:
    about = at(standing._ABOUT)
    assert judged(Ground(at(standing.FITS), 0.0, usual_score=about)) is Standing.LIKELY
    assert judged(Ground(at(standing.FITS), 0.0, usual_score=about - 0.1)) is Standing.WEAK
    assert judged(Ground(HARDLY, 0.0, usual_score=about)) is Standing.NOTHING_FITS


def test_where_the_usual_picture_is_likely_every_likely_one_is_strong() -> None:
    shop = at(standing.LIKELY)
    assert judged(Ground(at(standing.LIKELY), 0.0, usual_score=shop)) is Standing.STRONG
    assert judged(Ground(at(standing.FITS), 0.0, usual_score=shop)) is Standing.LIKELY


def test_of_more_pictures_the_best_for_an_empty_line_stands_out_further() -> None:
    rng = np.random.default_rng(4)
    rows = [rng.standard_normal((n, 32)).astype(np.float32) for n in (300, 40, 40)]
    sample, neutral, empty = (r / np.linalg.norm(r, axis=1, keepdims=True) for r in rows)
    ground = Background(sample, neutral, empty, 300)
    means = [ground.chance_to_stand_out(n)[0] for n in (1, 10, 100, 300, 3000)]
    assert means == sorted(means)
    assert means[0] == pytest.approx(0.0, abs=0.1)
    assert means[3] == pytest.approx(2.9, abs=0.3), "the greatest of 300 normal values"
