"""The large picture is never left small, however one moves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFontMetrics, QImage
from pytestqt.qtbot import QtBot

from picturedesk_app.alttext.sheet import reason_height
from picturedesk_app.alttext.stage import Ahead, Stage
from picturedesk_app.grid.model import Row
from picturedesk_app.previews import Picture

SIDE = 1024


class Loader(QObject):
    """Loads nothing: the test says when what comes."""

    arrived = Signal(int, QImage)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []

    def want(self, picture: Picture) -> None:
        self.asked.append(picture.key)

    def come(self, key: int, side: int) -> None:
        self.arrived.emit(key, QImage(side, side * 2 // 3, QImage.Format.Format_RGB32))


class Loaders:
    def __init__(self) -> None:
        self.made: list[Loader] = []

    def loader(self) -> Loader:
        self.made.append(Loader())
        return self.made[-1]


@pytest.fixture
def rows() -> list[Row]:
    return [Row(key, f"{key}.jpg", f"/x/{key}.jpg", "", 1500, 1000) for key in (1, 2, 3)]


def test_a_picture_left_before_it_was_whole_is_asked_for_again(
    qtbot: QtBot, rows: list[Row]
) -> None:
    loaders = Loaders()
    ahead = Ahead(loaders)  # type: ignore[arg-type]
    now = loaders.made[0]
    shown: list[tuple[int, int]] = []
    ahead.arrived.connect(lambda key, image: shown.append((key, image.width())))
    ahead.show(rows[0], SIDE)
    now.come(1, 320)
    ahead.show(rows[0], SIDE)  # its text came: it is shown again
    now.come(1, 320)
    ahead.show(rows[1], SIDE)
    now.come(1, SIDE)  # too late for the one that was left
    ahead.show(rows[0], SIDE)
    assert now.asked == [1, 1, 2, 1]
    now.come(1, SIDE)
    assert shown[-1] == (1, SIDE)
    ahead.show(rows[0], SIDE)
    assert now.asked == [1, 1, 2, 1]


def test_the_next_ones_are_loaded_whole_one_after_the_other(qtbot: QtBot, rows: list[Row]) -> None:
    loaders = Loaders()
    ahead = Ahead(loaders)  # type: ignore[arg-type]
    following = loaders.made[1]
    ahead.expect(rows[1:], SIDE)
    following.come(2, 320)
    assert following.asked == [2]
    following.come(2, SIDE)
    assert following.asked == [2, 3]
    following.come(3, 320)
    following.come(3, 320)  # there is no larger one after all
    ahead.expect(rows[1:], SIDE)
    assert following.asked == [2, 3, 3]


def test_the_files_name_stands_under_the_large_picture(qtbot: QtBot, rows: list[Row]) -> None:
    stage = Stage()
    qtbot.addWidget(stage)
    stage.resize(600, 500)

    def inked(row: Row) -> int:
        stage.expect(row)
        image = stage.grab().toImage()
        top = stage._box().toAlignedRect().bottom() + 2
        assert top + stage._line_height() <= stage.height()
        ground = image.pixel(2, image.height() - 2)
        return sum(
            image.pixel(x, y) != ground
            for y in range(top, image.height()) for x in range(image.width())
        )  # fmt: skip

    named, long = inked(rows[0]), inked(replace(rows[0], name="ein sehr langer Name " * 20))
    assert named > 20
    assert long > 4 * named


def test_a_reason_on_the_sheet_has_two_lines_where_one_is_too_short(qtbot: QtBot) -> None:
    stage = Stage()
    qtbot.addWidget(stage)
    metrics = QFontMetrics(stage.font())
    line = metrics.lineSpacing()
    assert reason_height(metrics, "There is no text.", 220, line) == line
    long = "Another picture has this text too: it does not tell them apart. " * 3
    assert reason_height(metrics, long, 220, line) == 2 * line
