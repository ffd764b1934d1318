"""Arrangements of pictures on a page: the best match leads."""

from __future__ import annotations

import itertools

import pytest

from picturedesk.board_document import Box
from picturedesk.export.mosaic import MAX_PICTURES, mosaic

PAGE = Box(0.0, 0.0, 1200.0, 570.0)


def area(box: Box) -> float:
    return box.width * box.height


@pytest.mark.parametrize("ratios", list(itertools.product((1.78, 1.5, 0.67), repeat=2)))
def test_of_two_pictures_the_better_match_stays_first(ratios: tuple[float, float]) -> None:
    first, second = mosaic(ratios, PAGE, 8.0)
    assert (first.y, first.x) < (second.y, second.x)


def test_the_best_match_is_the_hero_though_another_would_fill_the_box_better() -> None:
    best, *others = mosaic((1.78, 1.5, 1.5, 1.5), PAGE, 8.0, grow=True)
    assert area(best) > 2 * max(map(area, others))


def test_a_better_shape_may_lead_where_the_best_match_would_spoil_the_page() -> None:
    boxes = mosaic((0.5, 1.6, 1.6, 1.6), PAGE, 8.0, grow=True)
    assert area(boxes[0]) < max(map(area, boxes))


@pytest.mark.parametrize("count", range(1, MAX_PICTURES + 1))
def test_no_two_pictures_overlap_and_all_lie_inside(count: int) -> None:
    boxes = mosaic([1.5, 0.75, 1.0, 1.78, 1.5, 0.67, 1.33][:count], PAGE, 8.0)
    for box in boxes:
        assert box.x >= -0.01
        assert box.x + box.width <= PAGE.width + 0.01
        assert box.y + box.height <= PAGE.height + 0.01
    for a, b in itertools.combinations(boxes, 2):
        apart = a.x + a.width <= b.x + 0.01 or b.x + b.width <= a.x + 0.01
        assert apart or a.y + a.height <= b.y + 0.01 or b.y + b.height <= a.y + 0.01
