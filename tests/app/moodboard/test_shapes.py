"""Turning, scaling and cropping: nothing is stretched, nothing jumps."""

from __future__ import annotations

import math

import pytest

from picturedesk.board_document import ArrowItem, NoteItem, PictureItem
from picturedesk.records import Crop
from picturedesk_app.moodboard import shapes
from picturedesk_app.moodboard.shapes import Box


def picture(**values: float) -> PictureItem:
    return PictureItem(**{"x": 100, "y": 50, "width": 300, "height": 200, **values})


def test_scaling_about_a_corner_keeps_ratio_and_corner_even_when_turned() -> None:
    item = picture(rotation=30)
    anchor = shapes.corners(item)[0]
    larger = shapes.scaled(item, 1.7, *anchor)
    assert larger.width / larger.height == pytest.approx(1.5)
    assert shapes.corners(larger)[0] == pytest.approx(anchor)


def test_a_note_scaled_has_larger_letters_and_an_arrow_a_longer_way() -> None:
    note = shapes.scaled(NoteItem(size=20, text="x"), 2, 0, 0)
    assert isinstance(note, NoteItem)
    assert note.size == 40
    arrow = shapes.scaled(ArrowItem(x=10, y=10, dx=-50, dy=20), 2, 0, 0)
    assert isinstance(arrow, ArrowItem)
    assert (arrow.x, arrow.dx, arrow.dy) == (20, -100, 40)


def test_turning_four_times_by_a_quarter_brings_everything_back() -> None:
    item, arrow = picture(), ArrowItem(x=0, y=0, dx=80, dy=10)
    for _ in range(4):
        item = shapes.rotated(item, 90, 400, 400)
        arrow = shapes.rotated(arrow, 90, 400, 400)
    assert (item.x, item.y, item.rotation % 360) == pytest.approx((100, 50, 0))
    assert isinstance(arrow, ArrowItem)
    assert (arrow.x, arrow.y, arrow.dx, arrow.dy) == pytest.approx((0, 0, 80, 10))


def test_what_is_around_a_turned_picture_holds_its_corners() -> None:
    box = shapes.around(picture(rotation=45))
    side = (300 + 200) / math.sqrt(2)
    assert (box.width, box.height) == pytest.approx((side, side))
    assert box.centre == pytest.approx((250, 150))


def test_a_point_is_found_on_a_turned_picture_and_near_an_arrow() -> None:
    item = picture(rotation=90)
    assert shapes.holds(item, 250, 20)
    assert not shapes.holds(item, 110, 150)
    arrow = ArrowItem(x=0, y=0, dx=100, dy=100, stroke=2)
    assert shapes.holds(arrow, 50, 53, 4)
    assert not shapes.holds(arrow, 20, 80, 4)


def test_a_crop_moves_no_further_than_the_picture_reaches() -> None:
    crop = Crop(0.2, 0.2, 0.7, 0.7)
    far = shapes.panned(crop, 0.9, -0.9)
    assert (far.left, far.top, far.right, far.bottom) == pytest.approx((0.5, 0.0, 1.0, 0.5))


def test_zooming_a_crop_keeps_its_ratio_and_never_shows_more_than_the_whole() -> None:
    crop = Crop(0.1, 0.0, 0.9, 1.0)
    near = shapes.zoomed(crop, 2)
    assert (near.right - near.left, near.bottom - near.top) == pytest.approx((0.4, 0.5))
    far = shapes.zoomed(near, 0.01)
    assert (far.right - far.left, far.bottom - far.top) == pytest.approx((0.8, 1.0))


def test_pulling_an_edge_of_a_crop_leaves_a_sliver_at_least() -> None:
    cut = shapes.cut(Crop(0, 0, 1, 1), 2.0, 0, 0, 0)
    assert 0 < cut.right - cut.left < 0.1
    assert shapes.cut(Crop(0.2, 0.2, 0.8, 0.8), -5, -5, 5, 5) == Crop(0, 0, 1, 1)


def test_without_a_crop_a_frame_shows_all_that_fits() -> None:
    shown = shapes.shown(None, 2.0, Box(0, 0, 100, 100))
    assert shown.right - shown.left == pytest.approx(0.5, abs=0.01)
    assert (shown.top, shown.bottom) == (0, 1)
