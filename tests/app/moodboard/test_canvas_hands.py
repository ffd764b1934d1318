"""Pinches, cancelled drags, aligning by keys, colours, a screen reader: each as hands do it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from board_hands import ALT, CTRL, LEFT, NONE, SHIFT, Table
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QColorDialog
from pytestqt.qtbot import QtBot

from picturedesk.board_document import ArrowItem, NoteItem, PictureItem, SwatchItem
from picturedesk_app.moodboard import shapes
from picturedesk_app.moodboard.board_reading import Source


def overlapping(table: Table) -> list[tuple[str, str]]:
    boxes = {p.id: shapes.around(p) for p in table.model.pictures()}
    names = sorted(boxes)
    return [
        (a, b)
        for i, a in enumerate(names)
        for b in names[i + 1 :]
        if boxes[a].grown(-1).touches(boxes[b].grown(-1))
    ]


# -- looking -----------------------------------------------------------------------------------


def test_a_pinch_on_a_touchpad_zooms_around_the_pointer(table: Table) -> None:
    spot = table.at(500, 150)
    port = table.canvas.viewport()
    for value in (0.2, 0.25):
        event = QNativeGestureEvent(
            Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
            QPointF(spot), QPointF(spot), QPointF(port.mapToGlobal(spot)), value, QPointF(),
        )  # fmt: skip
        QApplication.sendEvent(port, event)
    assert table.canvas.scale_now == pytest.approx(1.5)
    assert (table.at(500, 150) - spot).manhattanLength() <= 3


@pytest.mark.qt_log_ignore("could not find the target for gesture")
def test_two_fingers_on_a_screen_zoom_and_pan_and_move_nothing(table: Table, qtbot: QtBot) -> None:
    port = table.canvas.viewport()
    device = QTest.createTouchDevice()
    first, second = table.at(450, 150), table.at(550, 150)
    QTest.touchEvent(port, device).press(0, first, port)
    QTest.touchEvent(port, device).stationary(0).press(1, second, port)
    for step in range(1, 6):
        way = QPoint(20 * step, 0)
        QTest.touchEvent(port, device).move(0, first - way, port).move(1, second + way, port)
        qtbot.wait(5)
    last = QPoint(100, 0)
    QTest.touchEvent(port, device).release(0, first - last, port).release(1, second + last, port)
    assert table.canvas.scale_now > 1.5
    assert (table.at(500, 150) - (first + second) / 2).manhattanLength() <= 40
    assert table.canvas.stack.count() == 0
    assert table["b"].x == 400


def test_pictures_are_held_at_the_resolution_they_are_shown_in(
    table: Table, tmp_path: Path, qtbot: QtBot
) -> None:
    from PIL import Image

    big = tmp_path / "big.webp"
    Image.new("RGB", (3000, 2000), "#884422").save(big)
    found = {
        name: Source(name, 1, str(big), "", missing=False, width=3000, height=2000)
        for name in ("x", "y")
    }
    table.canvas.showing.know_sources(list(found), found)

    def shown(scale: float) -> tuple[int, int]:
        table.canvas.zoom_to(scale, QPointF(table.at(150, 100)))
        table.canvas.showing.look()
        qtbot.waitUntil(lambda: table.pictures.idle, timeout=10_000)
        view = table.canvas.showing.view("a")
        assert view is not None
        size = view.pixmap().size()  # type: ignore[union-attr]
        return size.width(), table.pictures.bytes_kept

    for scale in (0.25, 1.0, 2.0, 0.25):
        width, bytes_kept = shown(scale)
        assert 300 * scale <= width <= 300 * scale * 1.5, f"at {scale}"
        assert bytes_kept <= 2 * (300 * scale * 1.5) ** 2 * 4, f"at {scale}"


# -- dragging ----------------------------------------------------------------------------------


def hold(table: Table, start: QPoint, way: QPoint, modifier: Qt.KeyboardModifier = NONE) -> QPoint:
    """Press and pull, and do not let go."""
    QTest.mousePress(table.canvas.viewport(), LEFT, modifier, start)
    for share in (0.5, 1.0):
        table.pointer(start + way * share, modifier)
    return start + way


def test_escape_in_the_middle_of_a_drag_puts_everything_back(table: Table) -> None:
    end = hold(table, table.at(150, 100), QPoint(60, 300))
    assert table["a"].y > 200
    table.key(Qt.Key.Key_Escape)
    assert table["a"].y == 0
    QTest.mouseRelease(table.canvas.viewport(), LEFT, NONE, end)
    assert table["a"].y == 0
    assert table.canvas.stack.count() == 0, "nothing to take back, nothing to do again"


def test_escape_while_an_arrow_is_drawn_leaves_none(table: Table) -> None:
    table.key(Qt.Key.Key_A)
    end = hold(table, table.at(320, 350), QPoint(100, 100))
    table.key(Qt.Key.Key_Escape)
    QTest.mouseRelease(table.canvas.viewport(), LEFT, NONE, end)
    assert len(table.model.items()) == 3
    assert table.canvas.stack.count() == 0


def test_a_copy_dragged_away_is_one_change(table: Table) -> None:
    table.click(150, 100)
    table.move((150, 100), (150, 500), ALT)
    assert len(table.model.pictures()) == 3
    assert table.canvas.stack.count() == 1
    table.canvas.stack.undo()
    assert len(table.model.pictures()) == 2


def test_space_is_let_go_when_the_keyboard_goes_elsewhere(table: Table) -> None:
    QTest.keyPress(table.canvas, Qt.Key.Key_Space)
    assert table.canvas.hand.panning
    table.canvas.clearFocus()
    assert not table.canvas.hand.panning


def test_hundreds_of_changes_are_taken_back_one_by_one(table: Table) -> None:
    table.click(150, 100)
    for _ in range(300):
        table.key(Qt.Key.Key_Right)
    assert table["a"].x == 300
    assert table.canvas.stack.count() == 300
    assert table.canvas.stack.undoLimit() == 0
    for _ in range(300):
        table.canvas.stack.undo()
    assert table["a"].x == 0


def test_several_things_are_scaled_and_turned_together(table: Table) -> None:
    table.canvas.chosen.only({"a", "b"})
    start = table.handle("se")
    table.drag(start, start + QPoint(120, 50))
    a, b = table["a"], table["b"]
    assert a.width / 300 == pytest.approx(b.width / 200)
    assert a.width > 310
    table.drag(table.handle("turn"), table.at(900, 125), SHIFT)
    assert table["a"].rotation == table["b"].rotation != 0
    assert table.canvas.stack.count() == 2


# -- keys --------------------------------------------------------------------------------------


ALIGNED = {
    Qt.Key.Key_A: lambda box: box.x,
    Qt.Key.Key_H: lambda box: box.centre[0],
    Qt.Key.Key_D: lambda box: box.right,
    Qt.Key.Key_W: lambda box: box.y,
    Qt.Key.Key_V: lambda box: box.centre[1],
    Qt.Key.Key_S: lambda box: box.bottom,
}


@pytest.mark.parametrize("key", ALIGNED, ids=[key.name for key in ALIGNED])
def test_aligning_by_a_key_is_one_change(table: Table, key: Qt.Key) -> None:
    before = {i.id: i for i in table.model.items()}
    table.key(Qt.Key.Key_A, CTRL)
    table.key(key, ALT)
    places = [ALIGNED[key](shapes.around(i)) for i in table.model.items()]
    assert places == pytest.approx([places[0]] * 3)
    assert table.canvas.stack.count() == 1
    table.canvas.stack.undo()
    assert {i.id: i for i in table.model.items()} == before


def test_distributing_by_a_key_makes_equal_gaps(table: Table) -> None:
    table.key(Qt.Key.Key_A, CTRL)
    table.key(Qt.Key.Key_V, CTRL | ALT)
    boxes = sorted((shapes.around(i) for i in table.model.items()), key=lambda b: b.centre[1])
    gaps = [after.y - before.bottom for before, after in pairwise(boxes)]
    assert gaps[0] == pytest.approx(gaps[1])
    table.key(Qt.Key.Key_H, CTRL | ALT)
    assert table.canvas.stack.count() == 2


@pytest.mark.parametrize(
    "name", ["arrange-grid", "arrange-masonry", "arrange-beats", "arrange-colour"]
)
def test_arranging_is_one_change_and_nothing_overlaps(table: Table, name: str) -> None:
    table.canvas.chosen.only({"a", "b"})
    for _ in range(4):
        table.key(Qt.Key.Key_D, CTRL)
    table.canvas.chosen.none()
    before, count = list(table.model.items()), table.canvas.stack.count()
    table.by_id[name].trigger()
    assert not overlapping(table)
    assert table.canvas.stack.count() == count + 1
    ratios = {round(p.width / p.height, 3) for p in table.model.pictures()}
    assert ratios == {1.5, 1.0}, "nothing is stretched"
    table.canvas.stack.undo()
    assert sorted(table.model.items(), key=lambda i: i.id) == sorted(before, key=lambda i: i.id)


def test_order_by_keys(table: Table) -> None:
    table.canvas.chosen.only({"a"})
    table.key(Qt.Key.Key_BracketRight, CTRL)
    assert table["b"].z < table["a"].z < table["n"].z
    table.key(Qt.Key.Key_BracketRight, CTRL | SHIFT)
    assert table["a"].z > table["n"].z
    table.key(Qt.Key.Key_BracketLeft, CTRL | SHIFT)
    assert table["a"].z == 0


def test_tab_passes_a_group_once_and_goes_on(table: Table) -> None:
    table.canvas.chosen.only({"a", "b"})
    table.key(Qt.Key.Key_G, CTRL)
    table.canvas.chosen.none()
    assert table.canvas.keys.step(1)
    assert {"a", "b"} <= table.ids
    assert table.canvas.keys.step(1)
    assert table.ids == {"n"}
    assert table.canvas.keys.step(-1)
    assert {"a", "b"} <= table.ids


# -- colours and notes -------------------------------------------------------------------------


def test_notes_swatches_and_arrows_get_another_colour_as_one_change(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor("#336699"))
    table.click(150, 100)
    table.key(Qt.Key.Key_S)
    table.makes.add([ArrowItem(id="w", x=700, y=400, dx=50, dy=-50)])
    count = table.canvas.stack.count()
    table.canvas.chosen.only(i.id for i in table.model.items())
    table.by_id["board-colour"].trigger()
    kinds = (NoteItem, SwatchItem, ArrowItem)
    assert {i.colour for i in table.model.items() if isinstance(i, kinds)} == {"#336699"}
    assert {i.label for i in table.model.items() if isinstance(i, SwatchItem)} == {"#336699"}
    assert table.canvas.stack.count() == count + 1


def test_swatches_lie_beside_their_picture_and_cover_nothing(table: Table) -> None:
    table.makes.add([NoteItem(id="below", x=0, y=205, width=300, height=150, text="in the way")])
    table.makes.add([NoteItem(id="above", x=0, y=-150, width=300, height=149, text="in the way")])
    table.click(150, 100)
    table.canvas.pan_by(QPointF(-table.at(0, 0).x(), 0))
    table.key(Qt.Key.Key_S)
    made = [i for i in table.model.items() if isinstance(i, SwatchItem)]
    rest = [i for i in table.model.items() if not isinstance(i, SwatchItem)]
    assert made
    assert not [
        (a.id, b.id) for a in made for b in rest if shapes.around(a).touches(shapes.around(b))
    ]
    seen = table.canvas.seen()
    assert all(seen.contains(i.x, i.y) for i in made), "what was made is seen"


def test_a_note_that_nobody_wrote_leaves_nothing_to_take_back(table: Table) -> None:
    table.key(Qt.Key.Key_N)
    assert len(table.model.items()) == 4
    QTest.keyClick(table.canvas.viewport(), Qt.Key.Key_Delete)
    table.key(Qt.Key.Key_Escape)
    assert len(table.model.items()) == 3
    assert not table.canvas.stack.canUndo()


# -- a screen reader ---------------------------------------------------------------------------


def test_a_screen_reader_finds_what_lies_on_the_board_in_reading_order(table: Table) -> None:
    board = QAccessible.queryAccessibleInterface(table.canvas)
    assert board.role() == QAccessible.Role.List
    names = [board.child(i).text(QAccessible.Text.Name) for i in range(board.childCount())]
    assert names == ["A dog", "y.jpg", "soft light"]
    place = board.child(1).rect()
    assert place.topLeft() == table.canvas.viewport().mapToGlobal(table.at(400, 50))
    assert board.childAt(place.center().x(), place.center().y()) is board.child(1)
    assert board.indexOfChild(board.child(2)) == 2
    table.click(150, 100)
    state = board.child(0).state()
    assert state.selected
    assert state.focused
    assert board.focusChild() is board.child(0)
    assert not board.child(1).state().selected
    table.key(Qt.Key.Key_P)
    assert board.child(0).text(QAccessible.Text.Description) == "Pinned"
    gone = board.child(0)
    table.key(Qt.Key.Key_Delete)
    assert not gone.isValid()
    assert board.childCount() == 2
    table.canvas.pan_by(QPointF(-5000, 0))
    assert board.child(0).state().offscreen


def test_swatches_and_arrows_have_names(table: Table) -> None:
    table.makes.add([SwatchItem(x=0, y=900, colour="#102030"), ArrowItem(x=50, y=900)])
    board = QAccessible.queryAccessibleInterface(table.canvas)
    names = [board.child(i).text(QAccessible.Text.Name) for i in range(3, 5)]
    assert names == ["Colour #102030", "Arrow"]


def test_a_grouped_picture_says_so(table: Table) -> None:
    table.canvas.chosen.only({"a", "b"})
    table.key(Qt.Key.Key_G, CTRL)
    board = QAccessible.queryAccessibleInterface(table.canvas)
    assert board.childCount() == 3, "the group itself is not drawn"
    assert "In a group" in board.child(0).text(QAccessible.Text.Description)
    assert isinstance(table["a"], PictureItem)
