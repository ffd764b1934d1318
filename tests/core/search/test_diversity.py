"""Folding near-identical shots, and results that differ."""

import numpy as np

from picturedesk.search.diversity import collapse, diversify


def rows(*angles: float) -> np.ndarray:
    turn = np.radians(np.array(angles))
    return np.stack([np.cos(turn), np.sin(turn)], 1).astype(np.float32)


def test_near_identical_shots_are_one_with_the_best_in_front() -> None:
    vectors = rows(0, 1, 40, 2, 41)
    hashes = [bytes([i]) for i in range(5)]
    assert collapse(vectors, hashes, float(np.cos(np.radians(3)))) == [[0, 1, 3], [2, 4]]


def test_equal_pixels_are_one_even_when_vectors_differ() -> None:
    assert collapse(rows(0, 50, 90), [b"a", b"b", b"a"], 0.999) == [[0, 2], [1]]


def test_a_slow_pan_is_not_folded_into_its_first_frame() -> None:
    vectors = rows(*range(0, 40, 2))
    groups = collapse(vectors, [bytes([i]) for i in range(20)], float(np.cos(np.radians(5))))
    assert [len(g) for g in groups] == [3, 3, 3, 3, 3, 3, 2]


def test_nothing_to_fold_is_nothing() -> None:
    assert collapse(np.zeros((0, 2), np.float32), [], 0.9) == []


def test_without_diversity_the_order_is_that_of_the_scores() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6], np.float32)
    assert diversify(rows(0, 1, 2, 90), scores, 3, 0.0, 0.0).tolist() == [0, 1, 2]


def test_diversity_reaches_past_the_first_results_for_something_else() -> None:
    vectors = rows(0, 1, 2, 3, 4, 5, 80)
    scores = np.array([0.9, 0.89, 0.88, 0.87, 0.86, 0.85, 0.80], np.float32)
    picked = diversify(vectors, scores, 2, 0.6, 0.0).tolist()
    assert picked == [0, 6]


def test_diversity_of_equal_scores_and_of_nothing_ends() -> None:
    assert len(diversify(rows(0, 0, 0), np.ones(3, np.float32), 5, 0.5, 0.0)) == 3
    assert len(diversify(np.zeros((0, 2), np.float32), np.zeros(0, np.float32), 5, 0.5, 0.0)) == 0
