"""Where pictures lie: none is lost, none overlaps, a point finds its picture."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from picturedesk_app.grid.layout import Layout, Section, justified, squares

RATIOS = st.lists(st.floats(0.1, 8.0), min_size=1, max_size=120)


def boxes(layout: Layout) -> np.ndarray:
    return np.array([layout.rect(i) for i in range(layout.count)])


@given(RATIOS, st.integers(100, 2000), st.integers(64, 512))
def test_no_two_pictures_overlap_and_all_are_inside(
    ratios: list[float], width: int, target: int
) -> None:
    layout = justified(np.array(ratios, np.float32), width, target, 12)
    rects = boxes(layout)
    assert len(rects) == len(ratios)
    order = np.lexsort((rects[:, 0], rects[:, 1]))
    assert (order == np.arange(len(ratios))).all()
    for first, second in pairwise(rects):
        same_row = first[1] == second[1]
        assert second[0] >= first[0] + first[2] if same_row else second[1] >= first[1] + first[3]
    assert (rects[:, 1] + rects[:, 3]).max() <= layout.height + 1


@given(RATIOS, st.integers(200, 1600))
def test_a_point_in_a_picture_finds_it(ratios: list[float], width: int) -> None:
    layout = justified(np.array(ratios, np.float32), width, 160, 12)
    for index in range(layout.count):
        x, y, w, h = layout.rect(index)
        assert layout.at(x + w / 2, y + h / 2) == index


def test_rows_fill_the_width_but_the_last_is_not_stretched() -> None:
    layout = justified(np.full(50, 1.5, np.float32), 1000, 160, 12)
    rects = boxes(layout)
    rows = {y: rects[rects[:, 1] == y] for y in sorted(set(rects[:, 1]))}
    *full, last = rows.values()
    for row in full:
        assert abs((row[-1][0] + row[-1][2]) - 1000) <= 1
    assert last[0][3] <= 161


def test_squares_are_square_and_fill_the_width() -> None:
    layout = squares(23, 1000, 150, 12)
    for _, _, w, h in boxes(layout):
        assert abs(w - h) <= 1
    right = max(x + w for x, _, w, _ in boxes(layout))
    assert abs(right - 1000) <= 1


def test_sections_begin_a_row_and_leave_room_for_their_line() -> None:
    sections = (Section(0, "Strong"), Section(3, "Likely ends here", quiet=True))
    layout = justified(np.full(12, 1.5, np.float32), 2000, 160, 12, sections)
    first, second = layout.sections
    assert first[0] == 0.0
    assert layout.rect(0)[1] > 20
    assert layout.rect(3)[1] > layout.rect(2)[1]
    assert layout.rect(2)[1] + layout.rect(2)[3] <= second[0] <= layout.rect(3)[1] - 20


def test_down_goes_to_the_nearest_picture_below_and_up_comes_back() -> None:
    layout = squares(20, 1000, 150, 12)
    below = layout.above_or_below(2, 1)
    assert layout.rect(below)[0] == layout.rect(2)[0]
    assert layout.above_or_below(below, -1) == 2
    assert layout.above_or_below(0, -1) == 0


def test_a_box_touches_what_it_touches() -> None:
    layout = squares(20, 1000, 150, 12)
    x, y, _, _ = layout.rect(7)
    assert layout.inside(x + 5, y + 5, x + 10, y + 10).tolist() == [7]
    everything = layout.inside(0, 0, 1000, layout.height)
    assert everything.tolist() == list(range(20))


@pytest.mark.parametrize("count", [0, 1])
def test_an_empty_and_a_single_list_have_a_layout(count: int) -> None:
    layout = justified(np.full(count, 1.5, np.float32), 500, 160, 12)
    assert layout.count == count
    assert layout.at(5, 5) == (0 if count else -1)
    assert len(layout.between(0, 500)) == count


def test_a_million_pictures_are_found_in_the_rows_they_are_in() -> None:
    ratios = np.random.default_rng(1).uniform(0.6, 1.9, 1_000_000).astype(np.float32)
    layout = justified(ratios, 1200, 176, 12)
    for index in (0, 1234, 500_000, 999_999):
        x, y, w, h = layout.rect(index)
        assert layout.at(x + w / 2, y + h / 2) == index
        assert index in layout.between(y, y + 1)
