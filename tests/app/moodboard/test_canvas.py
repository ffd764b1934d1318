"""The canvas under a designer's hands: every change can be taken back, one by one."""

from __future__ import annotations

import pytest
from board_hands import ALT, CTRL, LEFT, NONE, SHIFT, Table, wheel
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from picturedesk.board_document import ArrowItem, NoteItem, PictureItem, SwatchItem
from picturedesk_app import theme


def test_a_drag_moves_a_picture_as_one_change_that_can_be_taken_back(table: Table) -> None:
    table.move((150, 100), (150, 330), CTRL)
    table.canvas.chosen.none()
    table.move((150, 100), (170, 330), CTRL)
    table.canvas.chosen.none()
    table.drag(table.at(150, 100), table.at(190, 330))
    assert table["a"].x == pytest.approx(40, abs=2)
    assert table["a"].y == pytest.approx(230, abs=8)
    assert table.canvas.stack.count() == 1
    table.canvas.stack.undo()
    assert (table["a"].x, table["a"].y) == (0, 0)
    table.canvas.stack.redo()
    assert table["a"].x == pytest.approx(40, abs=2)


def test_while_it_moves_it_snaps_to_its_neighbour_and_ctrl_lets_it_go(table: Table) -> None:
    table.drag(table.at(150, 100), table.at(150, 153))
    assert table["a"].y == 50, "its upper edge meets the neighbour's"
    table.canvas.stack.undo()
    table.canvas.chosen.only({"a"})
    start, end = table.at(150, 100), table.at(150, 153)
    port = table.canvas.viewport()
    QTest.mousePress(port, LEFT, NONE, start)
    for spot in (start + QPoint(0, 20), end):
        event = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(spot), QPointF(port.mapToGlobal(spot)),
            Qt.MouseButton.NoButton, LEFT, CTRL,
        )  # fmt: skip
        QApplication.sendEvent(port, event)
    QTest.mouseRelease(port, LEFT, CTRL, end)
    assert table["a"].y == 53


def test_shift_clicks_and_the_band_choose_several(table: Table) -> None:
    table.click(150, 100)
    table.click(500, 150, SHIFT)
    assert table.ids == {"a", "b"}
    table.click(700, 500)
    assert table.ids == set()
    table.move((-20, -20), (620, 270))
    assert table.ids == {"a", "b"}
    assert table.canvas.overlay.band is None


def test_a_corner_scales_and_keeps_the_ratio(table: Table) -> None:
    table.click(150, 100)
    start = table.handle("se")
    table.drag(start, start + QPoint(150, 60))
    assert table["a"].width > 350
    assert table["a"].width / table["a"].height == pytest.approx(1.5)
    assert (table["a"].x, table["a"].y) == pytest.approx((0, 0))
    table.drag(table.handle("se"), table.at(-500, -500))
    assert table["a"].height >= 8
    assert table.canvas.stack.count() == 2


def test_the_upper_handle_turns_and_shift_turns_in_steps(table: Table) -> None:
    table.click(150, 100)
    start = table.handle("turn")
    table.drag(start, table.at(330, 40), SHIFT)
    assert table["a"].rotation % 15 == pytest.approx(0, abs=0.001)
    assert table["a"].rotation > 0
    table.canvas.stack.undo()
    assert table["a"].rotation == 0


def test_alt_drags_a_copy_away(table: Table) -> None:
    table.click(150, 100)
    table.move((150, 100), (150, 500), ALT)
    assert len(table.model.pictures()) == 3
    assert table["a"].y == 0


def test_cropping_moves_the_picture_inside_its_frame(table: Table) -> None:
    table.click(150, 100)
    table.key(Qt.Key.Key_Return)
    assert table.canvas.hand.cropping is not None
    start = table.handle("e")
    table.drag(start, start - QPoint(100, 0))
    item = table["a"]
    assert isinstance(item, PictureItem)
    assert item.crop is not None
    assert item.width == pytest.approx(200, abs=2)
    assert item.crop.right == pytest.approx(2 / 3, abs=0.01)
    table.move((100, 100), (60, 100))
    moved = table["a"]
    assert isinstance(moved, PictureItem)
    assert moved.crop is not None
    assert moved.crop.left == pytest.approx(40 / 300, abs=0.01)
    assert moved.width == item.width
    table.key(Qt.Key.Key_Escape)
    assert table.canvas.hand.cropping is None
    table.canvas.stack.undo()
    table.canvas.stack.undo()
    back = table["a"]
    assert isinstance(back, PictureItem)
    assert back.crop is None
    assert back.width == 300


def test_the_wheel_zooms_around_the_pointer_and_inside_a_crop_zooms_the_picture(
    table: Table,
) -> None:
    spot = table.at(500, 150)
    wheel(table, spot, 240)
    assert table.canvas.scale_now > 1.2
    assert (table.at(500, 150) - spot).manhattanLength() <= 3
    table.click(150, 100)
    table.does.crop()
    wheel(table, table.at(150, 100), 360)
    item = table["a"]
    assert isinstance(item, PictureItem)
    assert item.crop is not None
    assert item.crop.right - item.crop.left < 0.8
    assert item.width == 300


def test_space_and_drag_pans_the_board(table: Table) -> None:
    before = table.at(0, 0)
    QTest.keyPress(table.canvas, Qt.Key.Key_Space)
    table.drag(QPoint(500, 600), QPoint(560, 640))
    QTest.keyRelease(table.canvas, Qt.Key.Key_Space)
    assert table.at(0, 0) - before == QPoint(60, 40)
    assert table.canvas.stack.count() == 0


def test_flip_grey_opacity_and_order_are_one_change_each(table: Table) -> None:
    table.click(150, 100)
    for name in ("board-flip-h", "board-flip-v", "board-grey", "board-front", "board-pin"):
        table.by_id[name].trigger()
    table.does.fade(0.8, 7)
    table.does.fade(0.4, 7)
    item = table["a"]
    assert isinstance(item, PictureItem)
    assert item.flip_horizontal
    assert item.flip_vertical
    assert item.greyscale
    assert item.pinned
    assert item.opacity == 0.4
    assert item.z > table["n"].z
    assert table.canvas.stack.count() == 6
    while table.canvas.stack.canUndo():
        table.canvas.stack.undo()
    assert table["a"] == PictureItem(id="a", width=300, height=200, asset_id="x")


def test_a_group_is_chosen_and_moved_as_one_until_it_is_taken_apart(table: Table) -> None:
    table.canvas.chosen.only({"a", "b"})
    table.key(Qt.Key.Key_G, CTRL)
    table.canvas.chosen.none()
    table.click(150, 100)
    assert {"a", "b"} <= table.ids
    table.key(Qt.Key.Key_Right, SHIFT)
    assert (table["a"].x, table["b"].x) == (16, 416)
    table.key(Qt.Key.Key_G, CTRL | SHIFT)
    table.click(150, 100)
    assert table.ids == {"a"}
    assert all(item.KIND != "group" for item in table.model.items())


def test_a_held_arrow_key_is_one_change(table: Table) -> None:
    table.click(150, 100)
    table.key(Qt.Key.Key_Right)
    table.key(Qt.Key.Key_Right)
    assert table["a"].x == 2
    assert table.canvas.stack.count() == 2


def test_an_arrow_is_drawn_and_its_end_pulled(table: Table) -> None:
    table.key(Qt.Key.Key_A)
    table.move((320, 350), (420, 450))
    arrow = next(i for i in table.model.items() if isinstance(i, ArrowItem))
    assert (arrow.dx, arrow.dy) == pytest.approx((100, 100), abs=2)
    assert table.canvas.hand.tool == ""
    assert table.ids == {arrow.id}
    table.drag(table.handle("to"), table.at(520, 350))
    pulled = table[arrow.id]
    assert isinstance(pulled, ArrowItem)
    assert (pulled.dx, pulled.dy) == pytest.approx((200, 0), abs=2)
    table.canvas.stack.undo()
    table.canvas.stack.undo()
    assert table.model.item(arrow.id) is None


def test_a_note_is_written_where_it_stands_and_typing_rates_nothing(table: Table) -> None:
    table.key(Qt.Key.Key_N)
    view = table.canvas.hand.notes.editing
    assert view is not None
    QTest.keyClicks(table.canvas.viewport(), "warm, no props")
    table.key(Qt.Key.Key_Escape)
    notes = {i.text for i in table.model.items() if isinstance(i, NoteItem)}
    assert notes == {"soft light", "warm, no props"}
    assert len(table.model.pictures()) == 2
    assert table.canvas.stack.count() == 1, "adding and writing it is one change"
    table.canvas.stack.undo()
    assert len(table.model.items()) == 3
    table.canvas.stack.redo()
    assert len(table.model.items()) == 4


def test_an_emptied_note_goes(table: Table) -> None:
    QTest.mouseDClick(table.canvas.viewport(), LEFT, NONE, table.at(110, 415))
    QTest.keyClick(table.canvas.viewport(), Qt.Key.Key_Delete)
    table.click(700, 550)
    assert table.model.item("n") is None
    table.canvas.stack.undo()
    assert isinstance(table["n"], NoteItem)


def test_swatches_come_from_the_chosen_pictures(table: Table) -> None:
    table.click(150, 100)
    table.key(Qt.Key.Key_S)
    made = [i for i in table.model.items() if isinstance(i, SwatchItem)]
    assert len(made) == 2
    assert all(i.colour.startswith("#") for i in made)


def test_copy_and_paste_duplicate_and_delete(table: Table) -> None:
    table.canvas.chosen.only({"a", "n"})
    table.key(Qt.Key.Key_C, CTRL)
    table.key(Qt.Key.Key_V, CTRL)
    assert len(table.model.items()) == 5
    assert len(table.ids) == 2
    table.key(Qt.Key.Key_D, CTRL)
    assert len(table.model.items()) == 7
    table.key(Qt.Key.Key_Delete)
    assert len(table.model.items()) == 5
    table.canvas.stack.undo()
    assert len(table.model.items()) == 7


def test_tab_goes_from_thing_to_thing_and_then_leaves(table: Table) -> None:
    seen = []
    for _ in range(3):
        assert table.canvas.focusNextPrevChild(True)
        seen += sorted(table.ids)
    assert seen == ["a", "b", "n"]
    assert not table.canvas.keys.step(1)
    assert table.ids == set()


def test_fit_and_hundred_per_cent_by_keys(table: Table) -> None:
    table.canvas.zoom_to(0.1)
    table.key(Qt.Key.Key_0, CTRL)
    assert table.canvas.scale_now == pytest.approx(1.0)
    table.canvas.zoom_to(3)
    table.key(Qt.Key.Key_0, CTRL | ALT)
    assert table.canvas.scale_now == 1.0
    table.canvas.zoom_to(900)
    assert table.canvas.scale_now == 16
    table.canvas.zoom_to(0.0001)
    assert table.canvas.scale_now == pytest.approx(0.02)


def test_arranging_leaves_what_is_pinned(table: Table) -> None:
    table.click(150, 100)
    table.key(Qt.Key.Key_P)
    table.canvas.chosen.none()
    before = table["a"]
    for name in ("arrange-masonry", "arrange-colour", "arrange-beats", "arrange-grid"):
        table.by_id[name].trigger()
    assert table["a"] == before


def test_a_theme_change_repaints_without_losing_anything(table: Table) -> None:
    look = theme.current()
    look.choose(theme.ThemeChoice.LIGHT)
    table.canvas.viewport().repaint()
    look.choose(theme.ThemeChoice.DARK)
    table.canvas.viewport().repaint()
    assert len(table.model.items()) == 3
