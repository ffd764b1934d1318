"""Geometry and saliency, against what is right by hand."""

from __future__ import annotations

import numpy as np
import pytest

from picturedesk.headlines import boxes
from picturedesk.headlines.saliency import SIDE, salient


@pytest.mark.parametrize(("width", "height"), [(3000, 2000), (800, 1200), (1000, 1000)])
@pytest.mark.parametrize("ratio", [16 / 9, 9 / 16, 1.0, 1200 / 627])
def test_every_box_has_the_channels_exact_ratio_and_lies_inside(
    width: int, height: int, ratio: float
) -> None:
    found = boxes.grid(width, height, ratio, (1.0, 0.7), 5)
    wide, high = (found[:, 2:] - found[:, :2]).T
    assert np.allclose(wide * width / (high * height), ratio)
    assert found.min() >= 0
    assert found.max() <= 1


def test_sums_over_boxes_are_those_of_the_cells_inside() -> None:
    values = np.random.default_rng(1).random((8, 8)).astype(np.float32)
    sums = boxes.Sums(values)
    whole = np.array([[0.25, 0.125, 0.75, 1.0], [0.0, 0.0, 1.0, 1.0]])
    assert np.allclose(sums.over(whole), [values[1:8, 2:6].sum(), values.sum()])
    half = np.array([[0.0, 0.0, 1 / 16, 1 / 8]])
    assert np.allclose(sums.over(half), values[0, 0] / 2)


def test_an_empty_map_shares_by_area() -> None:
    sums = boxes.Sums(np.zeros((4, 4), np.float32))
    assert np.allclose(sums.share(np.array([[0.0, 0.0, 0.5, 0.5]])), 0.25)


def test_boxes_that_are_looked_at_are_unlike_each_other() -> None:
    found = boxes.grid(1000, 600, 1.0, (1.0, 0.8), 9)
    rows = boxes.spread(found, np.random.default_rng(2).random(len(found)), 4)
    assert len(rows) == 4
    for i, row in enumerate(rows):
        assert boxes.overlap(found[row], found[rows[i + 1 :]]).max(initial=0) < 0.75


def test_what_stands_out_is_found_and_a_flat_picture_has_nothing() -> None:
    picture = np.full((SIDE, SIDE, 3), 120, np.uint8)
    assert salient(picture).max() == 0
    picture[40:52, 8:20] = (230, 40, 30)
    found = salient(picture)
    assert found[36:56, 4:24].sum() > 0.6 * found.sum()
