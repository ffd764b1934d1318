"""The Headlines page as a marketer uses it: write, look, pick, crop, undo, export, decks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from studio_window import Studio

from picturedesk import review
from picturedesk.headlines.originals import trouble
from picturedesk.library import Library
from picturedesk.records import Changes
from picturedesk_app import messages, theme
from picturedesk_app.headlines.export_dialog import ExportDialog
from picturedesk_app.headlines.page import HeadlinesPage
from picturedesk_app.headlines.words import points
from picturedesk_app.theme import Size

ENTER, LEFT = Qt.Key.Key_Return, Qt.MouseButton.LeftButton
CHANNELS = ["youtube", "story"]


@pytest.fixture
def page(studio: Studio, pictures: Path) -> HeadlinesPage:
    """The page over ten pictures, with two channels ticked."""
    studio.add(pictures, 10)
    studio.window.show_page("headlines")
    page = studio.window.page("headlines")
    assert isinstance(page, HeadlinesPage)
    studio.until(lambda: bool(page.channels) and page._ground is not None)
    for channel in page.channels:
        chip = page.head.chip(channel.name)
        assert chip is not None
        if chip.isChecked() != (channel.name in CHANNELS):
            QTest.mouseClick(chip, LEFT)
    return page


def ask(studio: Studio, page: HeadlinesPage, text: str) -> None:
    page.head.field.setFocus()
    page.head.field.clear()
    QTest.keyClicks(page.head.field, text)
    QTest.keyClick(page.head.field, ENTER)
    studio.until(lambda: bool(page.sheet.lines) and page.sheet.lines[0].proposals.headline == text)


def settle(studio: Studio, page: HeadlinesPage) -> None:
    studio.until(lambda: page.filling.left == 0 and not page.filling._busy)


def picked(page: HeadlinesPage) -> int:
    return len(page.sheet.picked())


def test_the_empty_page_says_what_to_do(studio: Studio) -> None:
    studio.window.show_page("headlines")
    page = studio.window.page("headlines")
    assert isinstance(page, HeadlinesPage)
    studio.until(lambda: page._ground is not None)
    assert page.empty.title.text() == "Add a folder of pictures first"
    QTest.mouseClick(page.empty.first, LEFT)
    assert studio.window.stack.currentWidget() is studio.page


def test_a_line_is_answered_for_each_channel_with_its_best_crops(
    studio: Studio, page: HeadlinesPage
) -> None:
    ask(studio, page, "red")
    assert [line.channel.name for line in page.sheet.lines] == CHANNELS
    for line in page.sheet.lines:
        assert "red" in line.cells[0].asset.path
        crop, asset = line.cells[0].crop, line.cells[0].asset
        wide = (crop.right - crop.left) * asset.width
        high = (crop.bottom - crop.top) * asset.height
        assert wide / high == pytest.approx(line.channel.ratio, rel=0.01)
    studio.until(page.matrix.hasFocus)
    studio.until(lambda: page.images.idle)
    assert page.matrix.pixmap(*page.matrix.current) is not None  # type: ignore[misc]


def test_the_first_look_is_checked_against_the_originals(
    studio: Studio, page: HeadlinesPage
) -> None:
    ask(studio, page, "red")
    settle(studio, page)
    assert all(line.from_originals for line in page.sheet.lines)
    assert "Checked against the originals" in page.head.status.text()


def test_the_parts_of_the_score_add_up_to_what_is_shown(
    studio: Studio, page: HeadlinesPage
) -> None:
    ask(studio, page, "red")
    now = page.matrix.current
    assert now is not None
    total = sum(part.points for part in now[1].contributions)
    assert points(total) == points(now[1].score)
    assert str(points(now[1].score)) in page.side.score.total.text()


def test_enter_picks_and_u_takes_it_back(studio: Studio, page: HeadlinesPage) -> None:
    ask(studio, page, "red")
    studio.until(page.matrix.hasFocus)
    QTest.keyClick(page.matrix, ENTER)
    studio.until(lambda: picked(page) == 1)
    assert page.head.export.text() == "Export 1 crop…"
    QTest.keyClick(page.matrix, Qt.Key.Key_U)
    studio.until(lambda: picked(page) == 0)
    assert not page.head.export.isEnabled()


def test_r_rejects_goes_on_and_the_window_undoes(studio: Studio, page: HeadlinesPage) -> None:
    ask(studio, page, "red")
    line, first = page.matrix.current  # type: ignore[misc]
    QTest.keyClick(page.matrix, Qt.Key.Key_R)
    studio.until(lambda: page.sheet.decision(line, first) is not None)
    assert page.matrix.current_cell == (0, 1)
    studio.window.undo()
    studio.until(lambda: page.sheet.decision(line, first) is None)


def test_a_pick_is_still_there_when_the_line_is_asked_again(
    studio: Studio, page: HeadlinesPage
) -> None:
    ask(studio, page, "red")
    _, first = page.matrix.current  # type: ignore[misc]
    QTest.keyClick(page.matrix, ENTER)
    studio.until(lambda: picked(page) == 1)
    ask(studio, page, "blue")
    assert picked(page) == 0
    ask(studio, page, "red")
    studio.until(lambda: picked(page) == 1)
    again = page.sheet.picked()[0][1]
    assert again.asset.id == first.asset.id
    assert again.crop == first.crop


def test_what_was_picked_weighs_visibly_and_can_be_let_go(
    studio: Studio, page: HeadlinesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(studio, page, "red")
    QTest.keyClick(page.matrix, ENTER)
    studio.until(lambda: picked(page) == 1)
    assert page.side.feedback.text().startswith("1 pick or reject weighs")
    asked: list[str] = []

    def yes(self: object, sentence: str, detail: str, verb: str) -> bool:
        asked.append(sentence)
        return True

    monkeypatch.setattr(messages.Messages, "ask", yes)
    QTest.mouseClick(page.side.forget, LEFT)
    studio.until(page.side.forget.isHidden)
    assert "1 pick or reject" in asked[0]
    studio.until(page.matrix.isVisible)
    assert page.undo()
    studio.until(lambda: page.sheet.weighing == 1)


def test_arrows_move_between_crops_and_channels(studio: Studio, page: HeadlinesPage) -> None:
    ask(studio, page, "red")
    last = len(page.sheet.lines[1].cells) - 1
    assert last >= 1
    for key, cell in (
        (Qt.Key.Key_Right, (0, 1)), (Qt.Key.Key_Down, (1, 1)), (Qt.Key.Key_Left, (1, 0)),
        (Qt.Key.Key_End, (1, last)), (Qt.Key.Key_Up, (0, last)),
    ):  # fmt: skip
        QTest.keyClick(page.matrix, key)
        assert page.matrix.current_cell == cell


def test_real_size_shows_frames_as_wide_as_people_see_them(
    studio: Studio, page: HeadlinesPage
) -> None:
    ask(studio, page, "red")
    QTest.mouseClick(page.head.real, LEFT)
    assert page.matrix.cell_rect((0, 0)).width() == 120
    QTest.mouseClick(page.head.over, LEFT)
    page.matrix.grab()


def test_the_crop_editor_scores_while_the_box_moves_and_its_crop_can_be_undone(
    studio: Studio, page: HeadlinesPage
) -> None:
    ask(studio, page, "red")
    settle(studio, page)
    _, first = page.matrix.current  # type: ignore[misc]
    QTest.keyClick(page.matrix, Qt.Key.Key_C)
    editor = page.editor
    assert editor.isVisible()
    for _ in range(4):
        QTest.keyClick(editor.canvas, Qt.Key.Key_Minus)
    QTest.keyClick(editor.canvas, Qt.Key.Key_Right)
    crop = editor.canvas.crop
    assert crop != first.crop
    studio.until(lambda: editor._scored is not None and editor._scored.crop == crop)
    QTest.keyClick(editor.canvas, Qt.Key.Key_U)
    assert editor.canvas.crop != crop
    QTest.keyClick(editor.canvas, ENTER)
    studio.until(lambda: not editor.isVisible())
    moved = page.sheet.lines[0].cells[0]
    assert moved.crop == editor.canvas.crop
    assert moved.asset.id in page.sheet.lines[0].touched
    QTest.keyClick(page.matrix, Qt.Key.Key_U)
    assert page.sheet.lines[0].cells[0].crop == first.crop


def test_enter_in_the_crop_editor_before_the_score_came_uses_the_crop_and_the_score_follows(
    studio: Studio, page: HeadlinesPage
) -> None:
    ask(studio, page, "red")
    settle(studio, page)
    QTest.keyClick(page.matrix, Qt.Key.Key_C)
    canvas, editor = page.editor.canvas, page.editor
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    QTest.keyClick(canvas, ENTER)
    assert not editor.isVisible()
    assert page.sheet.lines[0].cells[0].crop == canvas.crop
    studio.until(lambda: page.sheet.lines[0].cells[0].is_scored)
    assert page.sheet.lines[0].cells[0].crop == canvas.crop


def test_a_crop_that_was_picked_early_says_that_it_was_kept(
    studio: Studio, page: HeadlinesPage
) -> None:
    page.filling.hold(held=True)
    ask(studio, page, "red")
    studio.until(page.matrix.hasFocus)
    QTest.keyClick(page.matrix, ENTER)
    studio.until(lambda: picked(page) == 1)
    page.filling.hold(held=False)
    settle(studio, page)
    assert "Kept as it was when you decided on it" in page.side.facts.text()
    QTest.keyClick(page.matrix, Qt.Key.Key_Right)
    assert "Scored from the original" in page.side.facts.text()


def test_impatient_hands_undo_in_order_whatever_was_mixed(
    studio: Studio, page: HeadlinesPage
) -> None:
    ask(studio, page, "red")
    settle(studio, page)
    first = page.matrix.current
    assert first is not None
    before = first[1].crop
    for key in (ENTER, Qt.Key.Key_C):
        QTest.keyClick(page.matrix, key)
    QTest.keyClick(page.editor.canvas, Qt.Key.Key_Minus)
    QTest.keyClick(page.editor.canvas, ENTER)
    studio.until(lambda: not page.editor.isVisible())
    QTest.keyClick(page.matrix, Qt.Key.Key_Right)
    QTest.keyClick(page.matrix, Qt.Key.Key_R)
    studio.window.show_page("library")
    studio.window.show_page("headlines")
    for _ in range(3):
        QTest.keyClick(page.matrix, Qt.Key.Key_U)
    studio.until(lambda: not page.history and page.sheet.weighing == 0 and not page.decisions._busy)
    studio.until(lambda: page.sheet.lines[0].cells[0].crop == before)
    assert picked(page) == 0


def test_a_dragged_corner_keeps_the_channels_ratio(studio: Studio, page: HeadlinesPage) -> None:
    ask(studio, page, "red")
    QTest.keyClick(page.matrix, Qt.Key.Key_C)
    canvas = page.editor.canvas
    box = canvas.box_rect()
    corner = box.bottomRight().toPoint()
    QTest.mousePress(canvas, LEFT, pos=corner)
    QTest.mouseMove(canvas, corner - QPoint(90, 40))
    QTest.mouseRelease(canvas, LEFT, pos=corner - QPoint(90, 40))
    assert canvas.box_rect().width() < box.width() - 20
    ratio = canvas.box_rect().width() / canvas.box_rect().height()
    assert ratio == pytest.approx(16 / 9, rel=0.01)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert not page.editor.isVisible()
    assert not page.sheet.lines[0].touched


def test_variants_are_lettered_and_the_best_come_back(studio: Studio, page: HeadlinesPage) -> None:
    ask(studio, page, "red")
    settle(studio, page)
    before = page.sheet.lines[0].cells
    QTest.keyClick(page.matrix, Qt.Key.Key_V)
    studio.until(lambda: page.sheet.lines[0].letters)
    assert page.matrix.shown(0, 0).letter == "A"
    QTest.keyClick(page.matrix, Qt.Key.Key_V)
    assert page.sheet.lines[0].cells == before


def test_picked_crops_are_written_in_the_channels_size_and_never_over_a_file(
    studio: Studio, page: HeadlinesPage, tmp_path: Path
) -> None:
    ask(studio, page, "red")
    QTest.keyClick(page.matrix, ENTER)
    studio.until(lambda: picked(page) == 1)
    for written in (1, 0):
        studio.window.activateWindow()
        studio.until(page.matrix.hasFocus)
        QTest.keyClick(page.matrix, Qt.Key.Key_E)
        dialog = studio.window.findChild(ExportDialog)
        assert dialog is not None
        dialog.folder.setText(str(tmp_path / "out"))
        studio.until(lambda d=dialog: d.enlarge.isVisible())
        QTest.mouseClick(dialog.enlarge, LEFT, pos=QPoint(8, dialog.enlarge.height() // 2))
        studio.until(lambda d=dialog, n=written: f"{n} file" in d.go.text()
                     and (n or d.replace_them.isVisible()))  # fmt: skip
        if written:
            QTest.mouseClick(dialog.go, LEFT)
            studio.until(lambda d=dialog: d._report is not None)
            assert "1 file written" in dialog.summary.text()
            assert dialog.go.text() == "Open folder"
        else:
            assert not dialog.go.isEnabled()
        dialog.reject()
        studio.until(lambda: studio.window.findChild(ExportDialog) is None)
    (file,) = (tmp_path / "out").iterdir()
    assert "youtube_red" in file.name
    with Image.open(file) as image:
        assert image.size == (1280, 720)


def test_a_text_approved_and_written_meanwhile_goes_out_with_the_crop(
    studio: Studio, page: HeadlinesPage, tmp_path: Path
) -> None:
    desk = studio.session.desk
    assert desk is not None
    ask(studio, page, "red")
    settle(studio, page)
    QTest.keyClick(page.matrix, ENTER)
    studio.until(lambda: picked(page) == 1)
    key = page.writing_out.pieces()[0].proposal.asset.key

    def written(library: Library) -> Changes:
        review.approve(library, key, text="A red wall.")
        assert all(step.done for step in review.write(library, [key]))
        return Changes()

    desk.change(written)
    studio.until(
        lambda: page.writing_out.pieces()[0].proposal.asset.metadata.alt_text == "A red wall."
    )
    [piece] = page.writing_out.pieces()
    assert not trouble(piece.proposal.asset)
    assert picked(page) == 1


def test_an_empty_line_and_no_channel_are_said_plainly(studio: Studio, page: HeadlinesPage) -> None:
    QTest.keyClick(page.head.field, ENTER)
    assert "Write a headline" in page.head.status.text()
    for name in CHANNELS:
        chip = page.head.chip(name)
        assert chip is not None
        QTest.mouseClick(chip, LEFT)
    page.head.field.setText("red")
    QTest.keyClick(page.head.field, ENTER)
    assert "Tick a channel" in page.head.status.text()


def test_a_filter_with_a_typing_mistake_is_answered_with_the_right_word(
    studio: Studio, page: HeadlinesPage
) -> None:
    page.head.where.setText("ratin>=3")
    page.head.field.setText("red")
    QTest.keyClick(page.head.field, ENTER)
    studio.until(lambda: "rating" in page.head.status.text())


def test_a_filter_that_nothing_passes_is_said_and_not_that_the_nearest_are_shown(
    studio: Studio, page: HeadlinesPage
) -> None:
    page.head.where.setText("rating>=5")
    ask(studio, page, "red")
    studio.until(lambda: "No picture passes the filter" in page.head.status.text())
    assert "nearest" not in page.head.status.text()
    QTest.keyClick(page.matrix, ENTER)
    QTest.keyClick(page.matrix, Qt.Key.Key_C)
    assert not page.editor.isVisible()
    assert picked(page) == 0


def test_pasted_lines_become_a_deck_and_bad_lines_are_listed_by_number(
    studio: Studio, page: HeadlinesPage, tmp_path: Path
) -> None:
    text = "headline,channel,date\nred,youtube,2026-03-02\nblue,yotube,\nblue,story,2026-03-04\n"
    QGuiApplication.clipboard().setText(text)
    page.head.field.setFocus()
    QTest.keyClick(page.head.field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    studio.until(lambda: page.deck is not None)
    studio.until(lambda: not any(line.waiting for line in page.sheet.lines))
    assert "Line 3" in page.deck_bar.problems.text()
    assert "youtube" in page.deck_bar.problems.text()
    assert [line.title for line in page.sheet.lines] == ["red", "blue"]
    assert "red" in page.sheet.lines[0].cells[0].asset.path
    assert "blue" in page.sheet.lines[1].cells[0].asset.path
    QTest.mouseClick(page.deck_bar.all, LEFT)
    studio.until(lambda: picked(page) == 2)
    schedule = page.writing_out.schedule()
    assert schedule is not None
    assert all(entry.proposal is not None for entry in schedule.entries)
    assert page.writing_out.pieces()[0].day is not None
    QTest.mouseClick(studio.window.messages.toast.button, LEFT)
    studio.until(lambda: picked(page) == 0)
    QTest.mouseClick(page.deck_bar.close_deck, LEFT)
    assert not page.sheet.lines
    assert page.undo()
    assert [line.title for line in page.sheet.lines] == ["red", "blue"]
    assert page.sheet.lines[0].cells
    assert page.deck_bar.isVisible()


def test_a_deck_is_given_its_pictures_anew_by_filter_and_by_leave_to_repeat(
    studio: Studio, page: HeadlinesPage
) -> None:
    page.commands.paste_deck("red for all\nred once more\n")
    studio.until(lambda: page.deck is not None)
    settle(studio, page)
    firsts = [line.cells[0].asset.id for line in page.sheet.lines if line.cells]
    assert 1 < len(set(firsts)) == len(firsts)
    QTest.mouseClick(page.deck_bar.repeat, LEFT)
    studio.until(lambda: page.deck is not None and page.deck.wish.repeat)
    settle(studio, page)
    assert len({line.cells[0].asset.id for line in page.sheet.lines}) == 1
    page.head.where.setFocus()
    page.head.where.setText("rating>=5")
    QTest.keyClick(page.head.where, ENTER)
    studio.until(lambda: page.deck is not None and page.deck.wish.where == "rating>=5")
    assert page.deck is not None
    assert page.deck.wish.repeat
    assert page.deck_bar.repeat.isChecked()
    studio.until(lambda: not any(line.waiting for line in page.sheet.lines))
    assert not any(line.cells for line in page.sheet.lines)
    assert page.undo()
    assert page.deck.wish.where == ""


def test_an_open_deck_puts_its_sentence_in_the_place_of_the_line_and_the_channels(
    studio: Studio, page: HeadlinesPage
) -> None:
    head = page.head
    page.commands.paste_deck("red for all\nblue for all\n")
    studio.until(lambda: page.deck is not None)
    studio.until(page.matrix.hasFocus)
    for part in (head.field, head.look, head.chips):
        assert not part.isVisible()
    assert head.of_deck.isVisible()
    assert "those of the deck" in head.of_deck.text()
    assert head.where.isVisible()
    page.commands.focus_headline()
    assert page.deck is not None
    QTest.mouseClick(studio.window.messages.toast.button, LEFT)
    assert page.deck is None
    assert head.field.hasFocus()
    assert head.chips.isVisible()
    assert not head.of_deck.isVisible()
    assert page.undo()
    assert head.of_deck.isVisible()
    page.arrived("red")
    studio.until(lambda: page.deck is None)
    assert head.field.isVisible()


def test_a_deck_that_cannot_be_read_leaves_what_is_shown_and_closing_none_changes_nothing(
    studio: Studio, page: HeadlinesPage, tmp_path: Path
) -> None:
    ask(studio, page, "red")
    page.commands.close_deck()
    page.commands.read_deck(str(tmp_path / "none.csv"))
    studio.until(lambda: "no file" in page.head.status.text())
    assert [line.channel.name for line in page.sheet.lines] == CHANNELS
    studio.until(lambda: all(line.from_originals for line in page.sheet.lines))
    assert "no file" in page.head.status.text()


def test_a_moved_crop_is_kept_when_another_channel_is_ticked(
    studio: Studio, page: HeadlinesPage
) -> None:
    ask(studio, page, "red")
    settle(studio, page)
    QTest.keyClick(page.matrix, Qt.Key.Key_C)
    for _ in range(4):
        QTest.keyClick(page.editor.canvas, Qt.Key.Key_Minus)
    crop = page.editor.canvas.crop
    QTest.keyClick(page.editor.canvas, ENTER)
    studio.until(lambda: not page.editor.isVisible())
    chip = page.head.chip("linkedin")
    assert chip is not None
    QTest.mouseClick(chip, LEFT)
    studio.until(lambda: len(page.sheet.lines) == 3)
    assert page.sheet.lines[0].cells[0].crop == crop


def test_with_large_letters_the_side_panes_still_show_all_their_words(
    studio: Studio, page: HeadlinesPage
) -> None:
    ask(studio, page, "red")
    settle(studio, page)
    look = theme.current()
    before = look.text_scale
    look.set_text_scale(1.5)
    try:
        studio.until(lambda: page.side.area.widget().width() <= page.side.area.viewport().width())
        field = page.head.field
        studio.until(lambda: field.height() - 12 >= field.fontMetrics().height())
        QTest.keyClick(page.matrix, Qt.Key.Key_C)
        studio.until(page.editor.isVisible)
        for button in (page.editor.use, page.editor.back, page.editor.cancel):
            studio.until(lambda b=button: b.width() >= b.sizeHint().width())
    finally:
        look.set_text_scale(before)
    assert page.side.width() == look.pixels(Size.INSPECTOR)


def test_channels_are_remembered(studio: Studio, page: HeadlinesPage) -> None:
    state = page.state()
    assert state["channels"] == CHANNELS
    fresh = HeadlinesPage(page.desk, page.messages)
    studio.qtbot.addWidget(fresh)
    fresh.restore(state)
    studio.until(lambda: fresh.head.ticked == CHANNELS)


def test_a_screen_reader_hears_channel_place_picture_and_state(
    studio: Studio, page: HeadlinesPage
) -> None:
    ask(studio, page, "red")
    QTest.keyClick(page.matrix, ENTER)
    studio.until(lambda: picked(page) == 1)
    interface = QAccessible.queryAccessibleInterface(page.matrix)
    count = sum(len(line.cells) for line in page.sheet.lines)
    assert interface.childCount() == count
    spoken = interface.child(0).text(QAccessible.Text.Name)
    assert spoken.startswith("YouTube thumbnail, 1 of ")
    assert spoken.endswith("picked")


def test_in_a_small_window_the_filter_gives_way_to_the_export(
    studio: Studio, page: HeadlinesPage
) -> None:
    ask(studio, page, "red")
    for width in (960, 1400):
        studio.window.resize(width, 680)
        QApplication.processEvents()
        assert page.head.where.geometry().right() < page.head.export.geometry().left()
    assert page.head.where.width() == 220
