"""The grid under a user's hands: mouse, keyboard, wheel, drag, screen reader."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from picturedesk_app import theme
from picturedesk_app.grid import GridModel, GridView, Row, Section, Thumbnails
from picturedesk_app.grid.dragging import keys_in, mime_of
from picturedesk_app.grid.thumbnails import Wish

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


class Source:
    """Rows at once; remembers what was asked."""

    def __init__(self, thumbnail: Path) -> None:
        self.thumbnail = thumbnail
        self.asked: list[int] = []

    def __call__(self, keys: Sequence[int], then: Callable[[Iterable[Row]], object]) -> None:
        self.asked.extend(keys)
        then([self.row(key) for key in keys])

    def row(self, key: int) -> Row:
        alt = "A red square" if key == 2 else ""
        return Row(key, f"p{key}.jpg", f"/x/p{key}.jpg", str(self.thumbnail), 96, 64,
                   alt_text=alt, away=key == 9)  # fmt: skip


@pytest.fixture
def grid(qtbot: QtBot, tmp_path: Path) -> Iterator[GridView]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.install(application)
    thumbnail = tmp_path / "t.webp"
    Image.new("RGB", (96, 64), (200, 40, 40)).save(thumbnail)
    thumbnails = Thumbnails()
    view = GridView(GridModel(Source(thumbnail)), thumbnails)
    view.resize(900, 600)
    view.show()
    view.model.set_list(np.arange(1, 61), np.full(60, 1.5, np.float32))
    qtbot.waitExposed(view)
    view.viewport().repaint()
    yield view
    thumbnails.close()
    view.finish()
    view.close()
    view.deleteLater()
    qtbot.wait(1)


def click(grid: GridView, index: int, modifier: Qt.KeyboardModifier | None = None) -> None:
    none = Qt.KeyboardModifier.NoModifier
    spot = grid.rect_of(index).center()
    QTest.mouseClick(grid.viewport(), LEFT, modifier if modifier is not None else none, spot)


def chosen(grid: GridView) -> list[int]:
    return grid.selection.chosen().tolist()


def test_a_click_chooses_one_and_ctrl_adds_another(grid: GridView) -> None:
    click(grid, 2)
    assert chosen(grid) == [3]
    click(grid, 5, CTRL)
    assert chosen(grid) == [3, 6]
    click(grid, 5, CTRL)
    assert chosen(grid) == [3]


def test_shift_chooses_everything_between(grid: GridView) -> None:
    click(grid, 2)
    click(grid, 6, SHIFT)
    assert chosen(grid) == [3, 4, 5, 6, 7]


def test_a_click_on_a_chosen_picture_of_many_leaves_it_alone(grid: GridView) -> None:
    click(grid, 1)
    click(grid, 4, SHIFT)
    click(grid, 3)
    assert chosen(grid) == [4]


def test_the_rubber_band_chooses_what_it_touches(grid: GridView) -> None:
    first, last = grid.rect_of(0), grid.rect_of(1)
    start = QPoint(first.left() - 8, first.top() - 6)
    end = QPoint(last.center().x(), first.center().y())
    QTest.mousePress(grid.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(grid.viewport(), QPoint((start.x() + end.x()) // 2, end.y()))
    moved(grid, end)
    assert chosen(grid) == [1, 2]
    QTest.mouseRelease(grid.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, end)
    assert chosen(grid) == [1, 2]
    assert grid._hand.band is None


def moved(grid: GridView, point: QPoint) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    at = QPointF(point)
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, QPointF(grid.viewport().mapToGlobal(point)),
        Qt.MouseButton.NoButton, LEFT, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(grid.viewport(), event)


def test_arrows_move_and_shift_arrows_reach(grid: GridView) -> None:
    click(grid, 0)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert chosen(grid) == [2]
    QTest.keyClick(grid, Qt.Key.Key_Right, SHIFT)
    assert chosen(grid) == [2, 3]
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert chosen(grid) == [60]
    assert grid.selection.current in grid.visible()
    QTest.keyClick(grid, Qt.Key.Key_Home)
    assert grid.verticalScrollBar().value() == 0
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert chosen(grid) == []


def test_down_moves_by_a_row(grid: GridView) -> None:
    click(grid, 1)
    before = grid.rect_of(1)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    after = grid.rect_of(grid.selection.current)
    assert after.top() > before.top()
    assert abs(after.center().x() - before.center().x()) < before.width()


def wheel(grid: GridView, at: QPoint, notches: int, modifier: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(at), QPointF(grid.viewport().mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, modifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(grid.viewport(), event)


def test_ctrl_and_the_wheel_zoom_around_the_picture_under_the_pointer(grid: GridView) -> None:
    grid.verticalScrollBar().setValue(400)
    index = grid.visible()[len(grid.visible()) // 2]
    at = grid.rect_of(index).center()
    before = grid.cell
    for _ in range(4):
        wheel(grid, at, 1, CTRL)
    assert grid.cell > before
    assert abs(grid.rect_of(index).center().y() - at.y()) <= 2
    for _ in range(60):
        wheel(grid, at, -1, CTRL)
    assert grid.cell == 64
    for _ in range(60):
        wheel(grid, at, 1, CTRL)
    assert grid.cell == 512


def fingers(grid: GridView, kind: Qt.NativeGestureType, value: float, spot: QPointF) -> None:
    touchpad = QPointingDevice.primaryPointingDevice()
    QApplication.sendEvent(
        grid.viewport(),
        QNativeGestureEvent(kind, touchpad, 2, spot, spot, spot, value, QPointF()),
    )


def test_two_fingers_zoom_around_the_picture_between_them(grid: GridView) -> None:
    grid.verticalScrollBar().setValue(300)
    index = grid.visible().start + 6
    spot = QPointF(grid.rect_of(index).center())
    before, cell = spot.y(), grid.cell
    fingers(grid, Qt.NativeGestureType.BeginNativeGesture, 0, spot)
    for _ in range(60):
        fingers(grid, Qt.NativeGestureType.ZoomNativeGesture, 0.008, spot)
    assert grid.cell > cell * 1.4, "steps smaller than a pixel add up"
    assert abs(grid.rect_of(index).center().y() - before) < 3
    for _ in range(200):
        fingers(grid, Qt.NativeGestureType.ZoomNativeGesture, -0.02, spot)
    assert grid.cell == 64
    fingers(grid, Qt.NativeGestureType.ZoomNativeGesture, 0.1, spot)
    assert grid.cell > 64, "at the end there is no slack"


def test_what_is_chosen_stays_chosen_when_the_list_changes(grid: GridView) -> None:
    click(grid, 4)
    grid.model.set_list(np.arange(3, 90), np.full(87, 1.5, np.float32))
    assert chosen(grid) == [5]
    assert grid.model.keys[grid.selection.current] == 5


def test_pictures_that_come_in_above_do_not_move_what_is_looked_at(grid: GridView) -> None:
    grid.verticalScrollBar().setValue(500)
    index = next(i for i in grid.visible() if grid.rect_of(i).top() >= 0)
    key, y = int(grid.model.keys[index]), grid.rect_of(index).center().y()
    grid.model.set_list(
        np.concatenate([np.arange(100, 140), np.arange(1, 61)]), np.full(100, 1.5, np.float32)
    )
    assert abs(grid.rect_of(grid.model.index_of(key)).center().y() - y) <= 2


def test_rows_are_asked_for_only_near_what_is_seen(grid: GridView) -> None:
    source = grid.model._ask_rows
    assert isinstance(source, Source)
    source.asked.clear()
    grid.show_list(np.arange(1001, 31_001), np.full(30_000, 1.5, np.float32))
    grid.viewport().repaint()
    assert 0 < len(source.asked) < 200


def test_thumbnails_arrive_and_memory_stays_within_its_bound(grid: GridView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: grid.thumbnails.get(1) is not None)
    grid.thumbnails._limit = 3 * grid.thumbnails.bytes_kept // max(1, len(grid.thumbnails._kept))
    for index in range(0, 60, 10):
        grid.ensure_visible(index)
        grid.viewport().repaint()
        qtbot.wait(30)
    assert grid.thumbnails.bytes_kept <= grid.thumbnails._limit


def test_the_newest_wish_is_loaded_first_and_old_ones_are_dropped(tmp_path: Path) -> None:
    thumbnails = Thumbnails()
    thumbnails._threads = [object()]  # type: ignore[list-item]  # none is started
    old = [Wish(key, "a", "", 10, 10, 0, 1) for key in range(5)]
    new = [Wish(key, "b", "", 10, 10, 0, 1) for key in range(10, 12)]
    thumbnails.want("grid", old)
    thumbnails.want("grid", new)
    assert [thumbnails._next(large=False).key for _ in range(2)] == [10, 11]  # type: ignore[union-attr]
    assert not thumbnails._wishes["grid"]
    thumbnails._threads = []


def test_pictures_are_dragged_out_as_files_and_stay_ours(grid: GridView) -> None:
    rows = [row for i in range(10) if (row := grid.model.row(i)) is not None]
    data = mime_of(rows)
    files = [url.toLocalFile() for url in data.urls()]
    assert len(files) == 9, "the one that is away has no file to give"
    assert files[0].endswith("p1.jpg")
    assert keys_in(data) == list(range(1, 11))


def test_a_screen_reader_finds_a_list_with_the_visible_pictures(grid: GridView) -> None:
    interface = QAccessible.queryAccessibleInterface(grid)
    assert interface.role() == QAccessible.Role.List
    assert interface.childCount() == len(grid.visible())
    assert interface.child(0).text(QAccessible.Text.Name) == "p1.jpg"
    assert interface.child(1).text(QAccessible.Text.Name) == "A red square"
    assert interface.child(1).role() == QAccessible.Role.ListItem
    click(grid, 1)
    assert interface.child(1).state().selected
    assert interface.focusChild() is interface.child(1)
    corner = interface.child(2).rect().center()
    assert interface.childAt(corner.x(), corner.y()) is interface.child(2)
    assert interface.child(0).rect().isValid()
    assert interface.indexOfChild(interface.child(3)) == 3


def test_sections_are_painted_and_their_pictures_are_below(grid: GridView) -> None:
    grid.model.set_list(
        np.arange(1, 9), np.full(8, 1.5, np.float32),
        (Section(0, "Strong"), Section(3, "Likely ends here", quiet=True)),
    )  # fmt: skip
    grid.viewport().repaint()
    assert grid.rect_of(3).top() > grid.rect_of(2).bottom() + 30


@pytest.mark.parametrize("in_rows", [True, False])
def test_both_layouts_paint_a_million_without_waiting(
    grid: GridView, qtbot: QtBot, in_rows: bool
) -> None:
    grid.set_in_rows(in_rows)
    begun = time.perf_counter()
    grid.show_list(np.arange(1, 1_000_001), np.full(1_000_000, 1.3, np.float32))
    assert time.perf_counter() - begun < 0.05
    qtbot.waitUntil(lambda: len(grid.model) == 1_000_000)
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum())
    grid.viewport().repaint()
    assert grid.visible()[-1] == 999_999


def test_rows_that_may_have_changed_are_shown_until_new_ones_come(qtbot: QtBot) -> None:
    asked: list[list[int]] = []
    answer: list[Callable[[Iterable[Row]], object]] = []

    def ask(keys: Sequence[int], then: Callable[[Iterable[Row]], object]) -> None:
        asked.append(list(keys))
        answer.append(then)

    model = GridModel(ask)
    repainted: list[list[int]] = []
    model.repainted.connect(repainted.append)
    model.set_list(np.arange(1, 4))
    model.want(range(3))
    answer[-1](Row(k, f"{k}.jpg", "", "", 3, 2, pixel_hash=b"a") for k in (1, 2, 3))
    model.want(range(3))
    assert len(asked) == 1
    model.ask_again()
    model.want(range(3))
    assert asked[-1] == [1, 2, 3]
    row = model.row(0)
    assert row is not None, "the old one is shown meanwhile"
    answer[-1](
        Row(k, f"{k}.jpg", "", "", 3, 2, rating=5, pixel_hash=b"b" if k == 2 else b"a")
        for k in (1, 2, 3)
    )
    assert repainted == [[2]]
    row = model.row(0)
    assert row is not None
    assert row.rating == 5
    model.want(range(3))
    assert len(asked) == 2
