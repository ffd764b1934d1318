"""What the page says beside the lines of a deck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import pytest

from picturedesk.channels import load
from picturedesk.headlines import Proposals, Row
from picturedesk.records import Standing
from picturedesk_app.headlines import words
from picturedesk_app.headlines.matrix_painter import head_words
from picturedesk_app.headlines.sheet import Line


@dataclass
class FakeAsset:
    path: str


@dataclass
class FakeCell:
    asset: FakeAsset
    score: float
    is_scored: bool = True


@dataclass
class FakeLine:
    cells: tuple[FakeCell, ...]
    number: int = 3
    letters: bool = False


def cells(*scores: float) -> tuple[FakeCell, ...]:
    return tuple(FakeCell(FakeAsset(f"/p/{i}.jpg"), score) for i, score in enumerate(scores))


def said(line: FakeLine) -> str:
    return words.better_cropped(cast("Any", line))


def test_a_decks_picture_that_scores_below_another_says_why_it_stands_first() -> None:
    assert "cropped, 2.jpg scores more" in said(FakeLine(cells(0.61, 0.65, 0.68)))


def test_a_line_tells_which_line_has_its_first_choice_and_no_alarm_with_it() -> None:
    row = Row(load()["x"], (), note="Its first choice, a.jpg, went to line 2.")
    line = Line("0/x", Proposals("Red", Standing.LIKELY, (row,)), "Red", number=1)
    assert (row.note, "muted") in [(text, colour) for text, colour, _, _ in head_words(line)]


@pytest.mark.parametrize(
    "line",
    [
        FakeLine(()),
        FakeLine(cells(0.7, 0.6)),
        FakeLine(cells(0.61, 0.614)),
        FakeLine(cells(0.61, 0.68), number=0),
        FakeLine(cells(0.61, 0.68), letters=True),
        FakeLine((*cells(0.61), FakeCell(FakeAsset("/p/x.jpg"), 0.9, is_scored=False))),
    ],
)
def test_a_line_whose_first_crop_is_best_as_far_as_points_are_shown_says_nothing(
    line: FakeLine,
) -> None:
    assert said(line) == ""
