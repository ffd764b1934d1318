"""Names as they are in real life: long, without spaces, with ampersands and umlauts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QStyleOptionViewItem, QWidget
from studio_window import Studio, paint

from picturedesk_app import operations, theme
from picturedesk_app.controls import Words, breakable
from picturedesk_app.library.empty import About
from picturedesk_app.moodboard.page import MoodboardsPage

LONG = "Straßenlauf_über_die_Große_Brücke_bei_Sonnenaufgang_final_v17_druckfertig_mit_Anschnitt"


def with_a_long_name(studio: Studio, tmp_path: Path) -> None:
    folder = tmp_path / "Frühjahrskampagnenübersichtsmotive"
    path = paint(folder, "red")
    path.rename(folder / f"{LONG}.jpg")
    studio.add(folder, 1)
    studio.page.grid.selection.only(0)
    studio.until(lambda: studio.page.inspector.name.text() == f"{LONG}.jpg")


def test_a_long_file_name_leaves_the_inspector_whole(studio: Studio, tmp_path: Path) -> None:
    with_a_long_name(studio, tmp_path)
    inspector = studio.page.inspector
    port = inspector.area.viewport()
    studio.until(lambda: inspector.name.height() > 2 * inspector.name.fontMetrics().height())
    for part in (inspector.picture, inspector.name, inspector.palette_row, inspector.tag_field):
        right = part.mapTo(port, part.rect().topRight()).x()
        assert right <= port.width(), type(part)


def test_a_name_that_wraps_is_copied_as_it_is(studio: Studio, tmp_path: Path) -> None:
    with_a_long_name(studio, tmp_path)
    name = studio.page.inspector.name
    name.setFocus()
    name.setSelection(0, len(breakable(f"{LONG}.jpg")))
    QTest.keyClick(name, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == f"{LONG}.jpg"


def test_short_words_stay_as_they_are_and_nothing_is_lost_of_long_ones() -> None:
    assert breakable("a photo of two runners") == "a photo of two runners"
    for words in (LONG, "/home/mira/" + LONG, "--" + "x" * 40, "_" * 30):
        assert breakable(words).replace("\u200b", "") == words
        assert max(map(len, breakable(words).split("\u200b"))) < 40


def test_a_long_tag_is_shortened_on_its_chip_and_whole_in_its_tip(
    studio: Studio, tmp_path: Path
) -> None:
    with_a_long_name(studio, tmp_path)
    desk = studio.session.desk
    assert desk is not None
    key = int(studio.page.model.keys[0])
    operations.tag(desk, studio.window.messages, [key], LONG)
    operations.tag(desk, studio.window.messages, [key], "black & white")
    tags = studio.page.inspector.tags

    def chips() -> list[QPushButton]:
        return [c for c in tags.findChildren(QPushButton) if not c.isHidden()]

    studio.until(lambda: len(chips()) == 2)
    long, short = sorted(chips(), key=lambda chip: -len(chip.text()))
    assert LONG in long.toolTip()
    assert "…" in long.text()
    assert long.sizeHint().width() < studio.page.inspector.width()
    assert "black && white" in short.text()


def test_a_long_filter_leaves_room_for_count_and_order(studio: Studio, tmp_path: Path) -> None:
    with_a_long_name(studio, tmp_path)
    studio.page.commands.add_filter(f"name:{LONG}")
    studio.until(lambda: studio.page._shown_for == studio.page.wanted)
    filters = studio.page.filters
    studio.qtbot.wait(50)
    assert filters.width() <= studio.page.middle.width()
    chips = [c for c in filters.findChildren(QPushButton) if LONG in c.toolTip()]
    assert chips
    assert chips[0].width() < filters.count.mapTo(filters, QPoint()).x()


def test_words_that_wrap_are_spoken_whole() -> None:
    assert Words(LONG).accessibleName() == LONG


def test_panes_are_as_much_wider_as_the_text_is_larger(studio: Studio, pictures: Path) -> None:
    studio.window.resize(1280, 800)
    studio.add(pictures, 10)
    look, page = theme.current(), studio.page
    before = page.sidebar.width()
    try:
        look.set_text_scale(1.5)
        studio.qtbot.wait(50)
        assert page.sidebar.width() >= 1.4 * before
        board = studio.window.page("moodboards")
        studio.window.show_page("moodboards")
        assert isinstance(board, MoodboardsPage)
        board.keeper.new()
        studio.until(lambda: board.model.is_open)
        board.commands.type_beat("two runners by the sea")
        studio.qtbot.wait(50)
        for button in (board.brief.brief, board.brief.rerun, board.candidates.add,
                       *board.brief.editor.kinds.buttons()):  # fmt: skip
            assert button.width() >= button.sizeHint().width() - 1, button.text()
        zoom = board.toolbar.zoom
        assert zoom.width() >= zoom.fontMetrics().horizontalAdvance(zoom.text())
    finally:
        look.set_text_scale(1.0)


def cut_off(window: QWidget) -> list[str]:
    """Buttons of the window that are not there whole, or have no room for their words."""
    found = []
    for button in window.findChildren(QAbstractButton):
        if not button.isVisible():
            continue
        seen = button.visibleRegion().boundingRect().width()
        asked = button.sizeHint().width() if button.text() else button.iconSize().width()
        if seen and (seen < button.width() or button.width() < asked - 1):
            found.append(button.text() or button.accessibleName())
    return found


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_off_in_the_narrowest_window(
    studio: Studio, pictures: Path, scale: float
) -> None:
    page, look, window = studio.page, theme.current(), studio.window
    try:
        look.set_text_scale(scale)
        window.resize(window.minimumWidth(), 760)
        studio.until(lambda: page.empty.about is About.FIRST_START)
        studio.qtbot.wait(100)
        assert not cut_off(window), "the first start"
        parts = (page.empty.title, page.empty.line, page.empty.first, page.empty.second)
        for above, below in pairwise(parts):
            assert above.geometry().bottom() < below.geometry().top() or above.y() == below.y()
        studio.add(pictures, 10)
        page.grid.selection.only(0)
        page.commands.add_filter("type:picture")
        studio.until(lambda: page._shown_for == page.wanted and not page.inspector.hint.isVisible())
        studio.qtbot.wait(100)
        assert window.width() == window.minimumWidth()
        assert page.inspector.mapTo(window, page.inspector.rect().topRight()).x() < window.width()
        assert not cut_off(window)
        assert page.filters.count.width() >= page.filters.count.sizeHint().width()
        window.show_page("moodboards")
        board = window.page("moodboards")
        assert isinstance(board, MoodboardsPage)
        studio.qtbot.wait(100)
        assert not cut_off(window), "where a board begins"
        board.keeper.new()
        studio.until(lambda: board.model.is_open)
        board.commands.type_beat("two runners by the sea")
        studio.qtbot.wait(100)
        assert not cut_off(window), "the board"
        left_out = {tool.accessibleName() for tool in board.toolbar.tools.left_out}
        menu = board.toolbar.tools.more.menu()
        menu.aboutToShow.emit()
        assert left_out == {action.text() for action in menu.actions()} != set()
        board.panes.show_shots()
        studio.qtbot.wait(100)
        assert not cut_off(window), "the shot list"
        window.resize(1500, 760)
        board.panes.show_canvas()
        studio.qtbot.wait(100)
        assert not board.toolbar.tools.left_out
        assert board.toolbar.tools.more.isHidden()
    finally:
        look.set_text_scale(1.0)


def test_a_count_leaves_as_much_of_a_folders_name_as_there_is_room_for(
    studio: Studio, pictures: Path
) -> None:
    studio.add(pictures, 10)
    tree = studio.page.sidebar.tree
    studio.until(lambda: tree.topLevelItemCount() > 1)
    delegate = tree.itemDelegate()
    index = tree.indexFromItem(tree.topLevelItem(0))
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 200, 28)
    option.decorationSize = QSize(18, 18)
    delegate.initStyleOption(option, index)
    assert option.text == "All pictures"
    option.rect = QRect(0, 0, 100, 28)
    delegate.initStyleOption(option, index)
    assert "…" in option.text
