"""An impatient user: keys at the wrong moment, one undo after the other, somewhere else at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from studio_window import Studio

from picturedesk.records import Coverage, Standing
from picturedesk_app import model_facts, operations
from picturedesk_app.actions import ACTIONS
from picturedesk_app.command_palette import CommandPalette
from picturedesk_app.controls import Words
from picturedesk_app.keeping import ModelLine
from picturedesk_app.library.first_start import _words
from picturedesk_app.library.preview import Preview
from picturedesk_app.messages import WordsAsked, ask_words
from picturedesk_app.moodboard.board_reading import Candidates
from picturedesk_app.moodboard.brief_pane import gap_report
from picturedesk_app.moodboard.candidates import _sentence
from picturedesk_app.reading import Listing
from picturedesk_app.shortcuts import ShortcutSheet

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def rating(studio: Studio, index: int) -> int:
    row = studio.page.model.row(index)
    return row.rating if row is not None else -99


def preview_of(studio: Studio) -> Preview:
    studio.page.commands.focus_pictures()
    studio.until(lambda: studio.page.model.row(0) is not None)
    studio.press(Qt.Key.Key_Space)
    preview = studio.window.findChild(Preview)
    assert preview is not None
    studio.until(preview.isVisible)
    return preview


def test_three_ratings_are_taken_back_one_after_the_other(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.page.commands.focus_pictures()
    messages = studio.window.messages
    for key, stars in ((Qt.Key.Key_2, 2), (Qt.Key.Key_4, 4), (Qt.Key.Key_5, 5)):
        studio.press(key)
        studio.until(lambda stars=stars: messages.toast.label.text().endswith("★" * stars))
        studio.until(lambda stars=stars: rating(studio, 0) == stars)
    for stars in (4, 2):
        QTest.keyClick(studio.page.grid, Qt.Key.Key_Z, CTRL)
        assert messages.toast.label.text().startswith("Taken back: 1 picture rated")
        studio.until(lambda stars=stars: rating(studio, 0) == stars)
    QTest.keyClick(studio.page.grid, Qt.Key.Key_Z, CTRL)
    studio.until(lambda: rating(studio, 0) <= 0)
    QTest.keyClick(studio.page.grid, Qt.Key.Key_Z, CTRL)
    assert messages.toast.label.text() == "There is nothing to take back."


def test_what_was_written_into_files_is_taken_back_at_once_or_not_by_the_shortcut(
    studio: Studio,
) -> None:
    messages, done = studio.window.messages, []
    messages.say_undoable("2 texts written", lambda: done.append("unwritten"), lasting=False)
    messages.say_undoable("1 picture rated", lambda: done.append("unrated"))
    messages.undo()
    messages.undo()
    assert done == ["unrated"]
    messages.say_undoable("2 texts written", lambda: done.append("unwritten"), lasting=False)
    messages.undo()
    assert done == ["unrated", "unwritten"]


def test_tab_does_not_leave_the_preview_for_what_it_covers(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    preview = preview_of(studio)
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert preview.hasFocus()
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert preview.isHidden()
    assert studio.page.grid.hasFocus()


def test_a_shortcut_that_goes_elsewhere_puts_the_preview_away(
    studio: Studio, pictures: Path
) -> None:
    studio.add(pictures, 10)
    preview = preview_of(studio)
    QTest.keyClick(preview, Qt.Key.Key_2, ALT)
    assert preview.isHidden()
    assert studio.window.stack.currentWidget() is studio.window.page("moodboards")


def test_the_search_field_is_one_shortcut_away_from_the_preview(
    studio: Studio, pictures: Path
) -> None:
    studio.add(pictures, 10)
    preview = preview_of(studio)
    QTest.keyClick(preview, Qt.Key.Key_F, CTRL)
    assert preview.isHidden()
    assert studio.page.search.field.hasFocus()
    preview = preview_of(studio)
    inspector = studio.page.inspector
    QTest.keyClick(preview, Qt.Key.Key_I, CTRL)
    assert inspector.isHidden(), "and what a shortcut does below is seen"
    assert preview.isHidden()
    assert studio.page.grid.hasFocus()


def test_a_rating_given_in_the_preview_is_seen_there(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    preview = preview_of(studio)
    QTest.keyClick(preview, Qt.Key.Key_4)
    studio.until(lambda: "★★★★" in preview.said())
    QTest.keyClick(preview, Qt.Key.Key_Z, CTRL)
    studio.until(lambda: "★" not in preview.said())
    assert preview.isVisible()


def test_the_preview_of_a_file_that_is_away_says_that_it_is_a_thumbnail(
    studio: Studio, pictures: Path
) -> None:
    studio.add(pictures, 10)
    preview = preview_of(studio)
    assert "thumbnail" not in preview.said()
    row = studio.page.model.row(0)
    assert row is not None
    preview.show_facts(replace(row, away=True), "1 of 10")
    assert "the file is away; this is its thumbnail" in preview.said()


def test_a_drive_pulled_away_is_seen_in_preview_inspector_and_cells(
    studio: Studio, pictures: Path
) -> None:
    studio.add(pictures, 10)
    preview = preview_of(studio)
    desk = studio.session.desk
    assert desk is not None
    studio.window.hearing.stop()
    desk.noticed.disconnect()  # nobody has looked yet
    pictures.rename(pictures.with_name("on another desk"))
    QTest.keyClick(preview, Qt.Key.Key_Right)
    studio.until(lambda: "cannot be opened now; this is its thumbnail" in preview.said())
    operations.rescan(desk)
    studio.until(lambda: "the file is away; this is its thumbnail" in preview.said())
    row = studio.page.model.row(1)
    assert row is not None
    assert row.away, "its cell has the mark"
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    inspector = studio.page.inspector
    studio.until(lambda: any("offline" in w.text() for w in inspector.findChildren(Words)))
    pictures.with_name("on another desk").rename(pictures)
    operations.rescan(desk)
    studio.until(lambda: not (studio.page.model.row(1) or row).away)


def test_letters_that_name_no_command_are_answered_in_a_sentence(studio: Studio) -> None:
    studio.window.open_palette()
    palette = studio.window.findChild(CommandPalette)
    assert palette is not None
    assert palette.nothing.isHidden()
    QTest.keyClicks(palette.field, "xyzzy")
    assert not palette.nothing.isHidden()
    assert "No command" in palette.nothing.text()
    palette.field.setText("dark")
    assert palette.nothing.isHidden()
    palette.close()


def test_every_place_of_the_action_table_has_a_heading_in_words(studio: Studio) -> None:
    sheet = ShortcutSheet(studio.window)
    assert sheet.headings == list(dict.fromkeys(sheet.headings))
    assert len(sheet.headings) == len({action.where for action in ACTIONS})
    assert not [words for words in sheet.headings if "-" in words]
    sheet.deleteLater()


def test_a_name_is_asked_for_in_a_window_of_ours_and_enter_gives_it(studio: Studio) -> None:
    def answer() -> None:
        asked = studio.window.findChild(WordsAsked)
        assert asked is not None
        assert asked.field.hasSelectedText()
        asked.field.setText("  ")
        assert not asked.yes.isEnabled()
        asked.field.setText("  Frühling   2027 ")
        QTest.keyPress(asked.field, Qt.Key.Key_Return)

    QTimer.singleShot(0, answer)
    assert ask_words(studio.window, "A name for this board", "Rename", "Old") == "Frühling 2027"

    def leave() -> None:
        asked = [d for d in studio.window.findChildren(WordsAsked) if d.isVisible()]
        QTest.keyPress(asked[0].field, Qt.Key.Key_Escape)

    QTimer.singleShot(0, leave)
    assert ask_words(studio.window, "A name for this board", "Rename", "Old") == ""


def test_the_words_offered_for_a_tag_stand_on_a_ground_of_their_own(studio: Studio) -> None:
    inspector = studio.page.inspector
    inspector.complete_with(["dusk", "dawn"])
    completer = inspector.tag_field.completer()
    popup = completer.popup()
    assert isinstance(popup, QListView)
    popup.resize(120, 80)
    popup.ensurePolished()
    picture = QImage(popup.size(), QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    popup.render(picture)
    assert picture.pixelColor(60, 70).alpha() == 255
    inspector.complete_with(["dusk", "dawn"])
    assert inspector.tag_field.completer() is completer  # what is offered now stays open


def test_where_there_is_nothing_to_scroll_there_is_no_handle(
    studio: Studio, pictures: Path
) -> None:
    grid = studio.page.grid
    assert not grid.verticalScrollBar().isEnabled(), "not before there is a list either"
    studio.add(pictures, 10)
    grid.set_cell(64)
    studio.until(lambda: not grid.verticalScrollBar().isEnabled())
    grid.set_cell(512)
    studio.until(grid.verticalScrollBar().isEnabled)


def test_the_current_row_of_a_list_with_the_keyboard_is_outlined(
    studio: Studio, pictures: Path
) -> None:
    studio.add(pictures, 10)
    tree = studio.page.sidebar.tree
    studio.until(lambda: tree.topLevelItemCount() > 1)
    tree.setCurrentItem(tree.topLevelItem(0))
    studio.page.search.field.setFocus()
    without = tree.viewport().grab().toImage()
    tree.setFocus()
    studio.qtbot.wait(20)
    assert tree.viewport().grab().toImage() != without


@pytest.mark.parametrize(
    ("beats", "gaps", "thin", "said"),
    [(1, 1, 0, "1 gap of 1 beat"), (12, 8, 2, "8 gaps, 2 thin of 12 beats"),
     (1, 0, 0, "The beat is covered."), (0, 0, 0, "No beats yet: paste a brief, or add a beat.")],
)  # fmt: skip
def test_gaps_are_counted_in_good_english(beats: int, gaps: int, thin: int, said: str) -> None:
    assert gap_report(beats, gaps, thin) == said


def test_a_gap_that_is_not_on_the_shot_list_is_not_said_to_be_there() -> None:
    import numpy as np

    empty = Listing(np.zeros(0, np.int64), np.zeros(0, np.float32), standing=Standing.NOTHING_FITS)
    found = Candidates("b", empty, 0, Coverage.GAP)
    assert "the shot list asks for it" in _sentence(found, listed=True)
    assert "Ask again" in _sentence(found, listed=False)


def test_a_better_model_that_is_here_is_used_and_not_fetched() -> None:
    here = ModelLine("big", "", "604 MB · fast", "MIT", True, False, title="Big", weight=604)
    assert _words(here) == "Use a better one: Big"
    assert "here already" in model_facts.offer(here)
