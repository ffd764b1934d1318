"""What a designer drags onto a board, and what the page says of the brief: by mouse and keys."""

from __future__ import annotations

from pathlib import Path

import pytest
from board_hands import CTRL, LEFT, Designer
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, QUrl
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from studio_window import Studio, paint

from picturedesk.board_document import NoteItem, PictureItem
from picturedesk.records import Coverage
from picturedesk_app import desktop, theme
from picturedesk_app.grid.dragging import KEYS_TYPE
from picturedesk_app.grid.view import GridView
from picturedesk_app.moodboard import editing, shapes
from picturedesk_app.moodboard.beat_list import paint_dot
from picturedesk_app.moodboard.commands import AddItems
from picturedesk_app.moodboard.left_out import LeftOutSheet
from picturedesk_app.moodboard.page import MoodboardsPage
from picturedesk_app.theme import ThemeChoice

NONE = Qt.KeyboardModifier.NoModifier
COPY = Qt.DropAction.CopyAction


def drag_out_of(grid: GridView, monkeypatch: pytest.MonkeyPatch) -> QMimeData:
    """Press on the first picture, pull: what the system's drag would carry."""
    carried: list[QMimeData] = []

    def exec_(drag: QDrag, *_: object) -> Qt.DropAction:
        data = QMimeData()
        for kind in drag.mimeData().formats():
            data.setData(kind, drag.mimeData().data(kind))
        carried.append(data)
        return COPY

    monkeypatch.setattr(QDrag, "exec", exec_)
    port = grid.viewport()
    start = grid.rect_of(0).center()
    QTest.mousePress(port, LEFT, NONE, start)
    for way in (5, 15, 40):
        spot = start + QPoint(way, 0)
        QApplication.sendEvent(
            port,
            QMouseEvent(
                QEvent.Type.MouseMove, QPointF(spot), QPointF(port.mapToGlobal(spot)),
                Qt.MouseButton.NoButton, LEFT, NONE,
            ),
        )  # fmt: skip
    QTest.mouseRelease(port, LEFT, NONE, start)
    assert len(carried) == 1
    return carried[0]


def let_go_on(widget: QWidget, data: QMimeData, at: QPoint) -> bool:
    """Enter, move, drop, as the system sends them; whether it was taken."""
    enter = QDragEnterEvent(at, COPY, data, LEFT, NONE)
    QApplication.sendEvent(widget, enter)
    QApplication.sendEvent(widget, QDragMoveEvent(at, COPY, data, LEFT, NONE))
    drop = QDropEvent(QPointF(at), COPY, data, LEFT, NONE)
    QApplication.sendEvent(widget, drop)
    return enter.isAccepted() and drop.isAccepted()


def test_a_picture_is_dragged_from_the_library_over_the_rail_onto_the_board(
    designer: Designer, monkeypatch: pytest.MonkeyPatch
) -> None:
    designer.make()
    window, page = designer.studio.window, designer.page
    before = len(page.model.pictures())
    window.show_page("library")
    grid = designer.studio.page.grid
    designer.until(lambda: len(grid.model) == 10 and grid.model.row(0) is not None)
    data = drag_out_of(grid, monkeypatch)
    assert data.hasFormat(KEYS_TYPE)
    rail = window._buttons["moodboards"]
    QApplication.sendEvent(rail, QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, NONE))
    designer.until(lambda: window.stack.currentWidget() is page)
    port = page.canvas.viewport()
    spot = QPoint(port.width() // 2, port.height() // 2)
    assert let_go_on(port, data, spot)
    designer.until(lambda: len(page.model.pictures()) == before + 1)
    (mine,) = page.canvas.chosen.pictures()
    centre = page.canvas.on_screen(mine.x + mine.width / 2, mine.y + mine.height / 2)
    assert (centre.toPoint() - spot).manhattanLength() <= 3
    assert mine.beat_id == "", "it came from the library, not from a beat's candidates"
    assert mine.pinned
    assert page.canvas.stack.count() == 1


def test_a_drag_that_only_passes_the_rail_changes_nothing(designer: Designer) -> None:
    designer.make()
    window = designer.studio.window
    data = QMimeData()
    data.setData(KEYS_TYPE, b"1\n2")
    rail = window._buttons["library"]
    QApplication.sendEvent(rail, QDragEnterEvent(QPoint(5, 5), COPY, data, LEFT, NONE))
    QApplication.sendEvent(rail, QDragLeaveEvent())
    designer.studio.qtbot.wait(600)
    assert window.stack.currentWidget() is designer.page


def test_a_candidate_that_is_dragged_in_belongs_to_its_beat(
    designer: Designer, monkeypatch: pytest.MonkeyPatch
) -> None:
    designer.make()
    page = designer.page
    designer.choose_beat(1)
    designer.until(lambda: page.candidates.grid.model.row(0) is not None)
    data = drag_out_of(page.candidates.grid, monkeypatch)

    class FromCandidates(QDropEvent):
        def source(self) -> GridView:  # type: ignore[override]
            return page.candidates.grid

    before = len(page.model.pictures())
    event = FromCandidates(QPointF(10, 10), COPY, data, LEFT, NONE)
    page.canvas.dropEvent(event)
    designer.until(lambda: len(page.model.pictures()) == before + 1)
    (mine,) = page.canvas.chosen.pictures()
    assert mine.beat_id == page.model.beats[1].id


def test_pictures_from_another_librarys_window_come_as_files(
    designer: Designer, pictures: Path
) -> None:
    designer.make()
    page = designer.page
    before = len(page.model.pictures())
    data = QMimeData()
    data.setData(KEYS_TYPE, b"1\n3\n4\n5")  # process 1 is not ours, and its keys are not ours
    data.setUrls([QUrl.fromLocalFile(str(pictures / "warm" / "red_01.jpg"))])
    assert let_go_on(page.canvas.viewport(), data, QPoint(30, 30))
    designer.until(lambda: len(page.model.pictures()) == before + 1)
    (mine,) = page.canvas.chosen.pictures()
    asset = page.model.asset(mine.asset_id)
    assert asset is not None
    assert asset.path.endswith("red_01.jpg")


def test_who_does_not_want_a_copy_gets_none(designer: Designer, tmp_path: Path) -> None:
    designer.make()
    page = designer.page
    asked: list[str] = []
    designer.studio.window.messages.ask = lambda *words: bool(asked.append(words[0]))  # type: ignore[method-assign]
    before = len(page.model.pictures())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(paint(tmp_path / "elsewhere", "yellow").parent))])
    designer.drop(data, 0, 0)
    designer.until(lambda: bool(asked))
    designer.studio.qtbot.wait(200)
    assert len(page.model.pictures()) == before
    assert not (tmp_path / "library-pictures").exists()


def test_a_missing_picture_is_shown_by_its_thumbnail(designer: Designer) -> None:
    designer.make()
    page = designer.page
    gone = page.model.pictures()[0]
    asset = page.model.asset(gone.asset_id)
    assert asset is not None
    designer.until(lambda: page.pictures.idle)
    Path(asset.path).unlink()
    designer.studio.window.rescan()
    designer.until(lambda: page.canvas.showing.is_away(gone))
    page.pictures.forget_all()
    page.canvas.show_box(None)
    page.canvas.showing.look()
    designer.until(lambda: page.pictures.idle)
    view = page.canvas.showing.view(gone.id)
    assert view is not None
    assert view.has_picture, "its pixels come from the thumbnail"  # type: ignore[union-attr]
    assert view.marks() == {"offline"}  # type: ignore[union-attr]


def test_a_new_board_is_seen_whole_and_stays_so_until_somebody_looks_elsewhere(
    designer: Designer,
) -> None:
    designer.make()
    page, window = designer.page, designer.studio.window
    canvas = page.canvas

    def whole() -> bool:
        box = shapes.union(shapes.around(i) for i in page.model.items() if i.KIND != "group")
        assert box is not None
        return canvas.seen().contains(QRectF(box.x, box.y, box.width, box.height))

    designer.studio.qtbot.wait(50)
    assert whole(), "beside brief and candidates, too"
    window.resize(900, 600)
    designer.studio.qtbot.wait(50)
    assert whole()
    canvas.zoom_to(2 * canvas.scale_now)
    close = canvas.scale_now
    window.resize(1200, 800)
    designer.studio.qtbot.wait(50)
    assert canvas.scale_now == close


def test_asking_again_while_a_beat_is_being_typed_asks_for_what_was_typed(
    designer: Designer,
) -> None:
    designer.make()
    page = designer.page
    beat = page.model.beats[1].id
    page.brief.beats.choose(beat)
    field = page.brief.editor.text
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "white things")
    QTest.keyClick(field, Qt.Key.Key_R, CTRL)
    designer.until(lambda: not page.asking.running)
    said = designer.studio.window.messages.toast.label.text()
    assert "changed meanwhile" not in said
    assert next(b.beat.text for b in page.model.beats if b.id == beat) == "white things"


def test_candidates_added_by_key_lie_upon_nothing(designer: Designer) -> None:
    designer.make()
    page = designer.page
    beat = page.model.beats[0].id
    x, y = editing.free_spot(page.model.items(), beat)  # somebody has written there
    page.canvas.stack.push(AddItems.of(page.model, [NoteItem(x=x, y=y, width=300, height=90)]))
    before = {item.id for item in page.model.items()}
    designer.choose_beat(0)
    for number in range(3):
        page.candidates.grid.selection.only(number % 2)
        page.candidates.grid.setFocus()
        count = len(page.model.items())
        QTest.keyClick(page.candidates.grid, Qt.Key.Key_Return)
        designer.until(lambda count=count: len(page.model.items()) > count)
    things = [item for item in page.model.items() if item.KIND != "group"]
    for new in (item for item in things if item.id not in before):
        under = [o for o in things if o is not new and shapes.around(o).touches(shapes.around(new))]
        assert not under, (new, under)


def test_a_beat_is_dragged_below_another(designer: Designer) -> None:
    designer.make()
    page = designer.page
    beats = page.brief.beats
    words = [b.beat.text for b in page.model.beats]
    beats.setCurrentIndex(beats.beats.index(0))
    data = beats.beats.mimeData([beats.beats.index(0)])
    last = beats.visualRect(beats.beats.index(2))
    beats.dropEvent(
        QDropEvent(QPointF(last.bottomLeft()), Qt.DropAction.MoveAction, data, LEFT, NONE)
    )
    assert [b.beat.text for b in page.model.beats] == [words[1], words[2], words[0]]
    assert page.undo()
    assert [b.beat.text for b in page.model.beats] == words


def test_every_beat_says_how_it_is_covered(designer: Designer) -> None:
    designer.make()
    beats = designer.page.brief.beats
    spoken = [str(beats.beats.index(n).data(Qt.ItemDataRole.AccessibleTextRole)) for n in range(3)]
    assert [("fit" in s, "gap" in s) for s in spoken] == [(True, False)] * 2 + [(True, True)]
    assert "nothing fits" in spoken[2]


def test_the_dots_of_coverage_are_told_apart_without_colour(designer: Designer) -> None:
    from PySide6.QtGui import QColor, QImage, QPainter

    full = []
    for coverage in Coverage:
        image = QImage(20, 20, QImage.Format.Format_RGB32)
        image.fill(QColor("#ffffff"))
        painter = QPainter(image)
        paint_dot(painter, QPointF(10, 10), coverage, QColor("#ffffff"))
        painter.end()
        inked = sum(image.pixelColor(x, y).lightness() < 200 for x in range(20) for y in range(20))
        full.append(inked)
    covered, thin, gap = full
    assert covered > thin * 1.2 > gap * 1.4 > 0


def test_the_gap_report_and_the_shot_list_follow_a_beat_that_is_added(designer: Designer) -> None:
    designer.make()
    page = designer.page
    assert "1 gap" in page.brief.gaps.text()
    field = page.brief.new_beat
    field.setFocus()
    QTest.keyClicks(field, "purple")
    QTest.keyClick(field, Qt.Key.Key_Return)
    designer.until(lambda: "of 4 beats" in page.brief.gaps.text())
    shots = len(page.model.head.shots)
    QTest.keyClick(page.brief.beats, Qt.Key.Key_R, CTRL)
    page.by_id["rerun-beat"].trigger()
    designer.until(lambda: not page.asking.running)
    designer.until(lambda: len(page.model.head.shots) > shots)
    assert page.brief.shots.text() == f"Shot list ({len(page.model.head.shots)})"


def test_rerunning_keeps_notes_and_pinned_pictures_where_they_were_put(designer: Designer) -> None:
    designer.make()
    page = designer.page
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_N)
    QTest.keyClicks(page.canvas.viewport(), "soft light")
    QTest.keyClick(page.canvas, Qt.Key.Key_Escape)
    (note,) = [i for i in page.model.items() if isinstance(i, NoteItem) and i.text == "soft light"]
    mine = page.model.pictures()[0]
    page.canvas.chosen.only({mine.id})
    QTest.keyClick(page.canvas, Qt.Key.Key_P)
    QTest.keyClick(page.canvas, Qt.Key.Key_Down)
    pinned = page.model.item(mine.id)
    page.brief.rerun.click()
    designer.until(lambda: not page.asking.running)
    assert page.model.item(mine.id) == pinned
    assert page.model.item(note.id) == note
    kept = page.model.item(mine.id)
    assert isinstance(kept, PictureItem)
    assert [p.asset_id for p in page.model.pictures()].count(kept.asset_id) == 1


def test_opacity_is_dragged_in_the_toolbar_as_one_change(designer: Designer) -> None:
    designer.make()
    page = designer.page
    mine = page.model.pictures()[0]
    page.canvas.chosen.only({mine.id})
    toolbar = page.toolbar
    toolbar.opacity.sliderPressed.emit()
    for value in (90, 70, 40):
        toolbar.opacity.setValue(value)
    changed = page.model.item(mine.id)
    assert changed is not None
    assert changed.opacity == 0.4
    assert page.canvas.stack.count() == 1
    assert page.undo()
    assert toolbar.opacity.value() == 100, "the slider follows what is taken back"


def test_who_does_not_want_the_result_to_open_gets_a_button(
    designer: Designer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    designer.make()
    page = designer.page
    opened: list[str] = []
    monkeypatch.setattr(desktop, "open_file", opened.append)
    target = tmp_path / "shots.csv"
    monkeypatch.setattr(page, "ask_target", lambda *_: str(target))
    page.toolbar.opens.trigger()
    with designer.studio.qtbot.waitSignal(page.exporter.written, timeout=60_000):
        page.by_id["export-shots"].trigger()
    assert not opened
    designer.studio.window.messages.toast.button.click()
    assert opened == [str(target)]
    assert page.state()["opens"] is False


def test_the_export_menu_offers_every_format_and_the_shot_list(designer: Designer) -> None:
    designer.make()
    offered = [
        action.objectName()
        for button in designer.page.toolbar.findChildren(type(designer.page.toolbar.zoom))
        if button.menu() is not None
        for action in button.menu().actions()
        if action.objectName().startswith("export-")
    ]
    assert offered == ["export-pdf", "export-pptx", "export-png", "export-html", "export-shots"]


def test_lines_that_were_left_out_are_read_with_their_reasons_by_the_keyboard_alone(
    designer: Designer,
) -> None:
    designer.make("Spring\n\nBudget: 5000 euros\n\nSubjects\n- red things\n- blue things\n")
    page = designer.page
    studio = designer.studio
    left_out = page.model.head.left_out
    assert left_out
    button = page.brief.left_out
    assert button.isVisible()
    assert button.accessibleName().startswith(f"{len(left_out)} line")
    assert button.width() >= button.sizeHint().width()
    page.brief.new_beat.setFocus()
    for _ in range(6):
        if not button.hasFocus():
            QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
    assert button.hasFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    sheet = studio.window.findChild(LeftOutSheet)
    assert sheet is not None
    studio.until(sheet.isVisible)
    shown = [
        tuple(sheet.table.item(row, column).text() for column in range(2))
        for row in range(sheet.table.rowCount())
    ]
    assert tuple(shown) == left_out
    assert sheet.table.hasFocus() or sheet.focusWidget() is sheet.table
    QTest.keyClick(sheet.table, Qt.Key.Key_Escape)
    studio.until(lambda: studio.window.findChild(LeftOutSheet) is None)
    assert studio.window.focusWidget() is button


@pytest.mark.parametrize("choice", [ThemeChoice.DARK, ThemeChoice.LIGHT])
def test_the_field_for_the_brief_is_seen_as_a_field_also_without_the_keyboard(
    studio: Studio, choice: ThemeChoice
) -> None:
    studio.window.show_page("moodboards")
    page = studio.window.page("moodboards")
    assert isinstance(page, MoodboardsPage)
    theme.current().choose(choice)
    try:
        page.start.make.setFocus()
        studio.until(lambda: not page.start.field.hasFocus())
        look, field = theme.current(), page.start.field
        seen = field.grab().toImage()
        middle = seen.height() // 2
        assert seen.pixelColor(0, middle) == look.color("line_strong")
        assert seen.pixelColor(seen.width() - 20, middle) == look.color("raised")
    finally:
        theme.current().choose(ThemeChoice.SYSTEM)
