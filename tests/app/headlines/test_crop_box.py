"""Boxes of a fixed ratio stay in the picture and keep their ratio, whatever a hand does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picturedesk.records import Crop
from picturedesk_app.headlines import crop_box

SHAPES = st.floats(0.1, 8.0)
PLACES = st.floats(-0.5, 1.5)


def shape_of(crop: Crop) -> float:
    return (crop.right - crop.left) / (crop.bottom - crop.top)


@given(SHAPES, PLACES, PLACES, st.floats(0.01, 2.0))
def test_a_box_placed_anywhere_lies_inside_in_its_shape(
    shape: float, left: float, top: float, width: float
) -> None:
    crop = crop_box.placed(left, top, width, shape)
    assert shape_of(crop) == pytest.approx(shape, rel=1e-6)


@given(SHAPES, st.sampled_from(["n", "s", "w", "e", "nw", "ne", "sw", "se"]), PLACES, PLACES)
def test_a_pulled_corner_keeps_the_shape(shape: float, grip: str, x: float, y: float) -> None:
    start = crop_box.placed(0.3, 0.3, 0.3, shape)
    crop = crop_box.pulled(start, grip, x, y, shape)
    assert shape_of(crop) == pytest.approx(shape, rel=1e-4)


def test_the_corner_opposite_to_the_one_that_is_pulled_stays() -> None:
    start = Crop(0.2, 0.2, 0.6, 0.6)
    crop = crop_box.pulled(start, "se", 0.8, 0.7, 1.0)
    assert (crop.left, crop.top) == pytest.approx((0.2, 0.2))
    assert crop.right == pytest.approx(0.8)


def test_a_box_pushed_against_the_edge_keeps_its_size() -> None:
    crop = crop_box.moved(Crop(0.2, 0.2, 0.6, 0.6), 5.0, -5.0, 1.0)
    assert (crop.left, crop.top) == pytest.approx((0.6, 0.0))
    assert crop.right - crop.left == pytest.approx(0.4)
