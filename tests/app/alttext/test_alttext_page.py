"""What an editor does on the Alt text page, by keyboard."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from studio_window import Studio, paint

from picturedesk import images, review
from picturedesk.library import Library
from picturedesk.records import Changes
from picturedesk.suggestions import Choice, ReviewState, Slot
from picturedesk_app import operations, theme
from picturedesk_app.alttext import exchanging, learnt
from picturedesk_app.alttext.chips import SlotChips
from picturedesk_app.alttext.publishing import WritePlan
from picturedesk_app.alttext.wanted import Wanted

from .conftest import Desk

Key = Qt.Key


def test_the_whole_way_from_the_queue_to_the_written_file(desk: Desk) -> None:
    page, first = desk.page, desk.page.strip.current
    desk.press(Key.Key_E)
    desk.type("Two red squares on a wall.")
    desk.press(Key.Key_Return)
    desk.until(lambda: page.strip.current != first)
    assert page.strip.hasFocus()
    assert desk.state_of(first) is ReviewState.APPROVED
    page.batches.write_files()
    desk.until(lambda: page.batches.dialog is not None)
    dialog = page.batches.dialog
    assert isinstance(dialog, WritePlan)
    assert dialog.write.text() == "Write 1"
    with desk.work_ends():
        QTest.keyClick(dialog, Key.Key_Return)
    assert desk.state_of(first) is ReviewState.WRITTEN
    path = desk.ask(lambda library: library.catalog.assets.get(first).path)
    assert images.read_metadata(path).alt_text == "Two red squares on a wall."
    desk.until(lambda: page.strip.queue.place(first) < 0)  # nothing to do there any more


def test_ten_pictures_are_decided_by_ten_keys(desk: Desk) -> None:
    keys = [int(key) for key in desk.page.strip.queue.keys]
    for _ in range(10):
        desk.ready()
        desk.press(Key.Key_D)
    desk.until(lambda: desk.page.middle.currentWidget() is desk.page.ending)
    assert {desk.state_of(key) for key in keys} == {ReviewState.DECORATIVE}
    assert "10" in desk.page.bar.progress.text()
    assert "today" in desk.page.bar.progress.text()


def test_typing_in_the_field_decides_nothing(desk: Desk) -> None:
    first = desk.page.strip.current
    desk.press(Key.Key_E)
    desk.type("drus 123 dogs")
    assert desk.page.pane.editor.field.text == "drus 123 dogs"
    assert desk.page.strip.current == first
    assert desk.state_of(first) is ReviewState.SUGGESTED
    desk.press(Key.Key_R, control=True)
    desk.until(lambda: desk.page.strip.current != first)
    assert desk.state_of(first) is ReviewState.REJECTED


def test_escape_goes_back_to_the_queue_and_going_on_keeps_the_draft(desk: Desk) -> None:
    first = desk.page.strip.current
    desk.press(Key.Key_E)
    desk.type("Half a thought")
    desk.press(Key.Key_Escape)
    assert desk.page.strip.hasFocus()
    desk.press(Key.Key_Right)
    assert desk.page.strip.current != first
    assert desk.state_of(first) is ReviewState.IN_REVIEW
    desk.press(Key.Key_Left)
    desk.until(lambda: desk.page.pane.editor.field.text == "Half a thought")


def test_u_takes_the_last_decision_back_and_shows_its_picture(desk: Desk) -> None:
    first = desk.page.strip.current
    desk.press(Key.Key_D)
    desk.until(lambda: desk.page.strip.current != first)
    desk.press(Key.Key_U)
    desk.until(lambda: desk.page.strip.current == first)
    assert desk.state_of(first) is ReviewState.SUGGESTED
    assert desk.page.strip.queue.state(first) is ReviewState.SUGGESTED


def test_an_approval_is_taken_back_and_its_text_stays(desk: Desk) -> None:
    first = desk.page.strip.current
    desk.press(Key.Key_E)
    desk.type("A red thing.")
    desk.press(Key.Key_Return)
    desk.until(lambda: desk.page.strip.current != first)
    desk.press(Key.Key_Left)
    desk.until(lambda: desk.page.strip.current == first)
    desk.until(lambda: desk.item_state() is ReviewState.APPROVED)
    desk.page.commands.unapprove()
    desk.until(lambda: desk.item_state() is ReviewState.IN_REVIEW)
    assert desk.page.pane.editor.field.text == "A red thing."


def test_skipped_ones_come_last_and_are_counted(desk: Desk) -> None:
    for _ in range(3):
        desk.ready()
        desk.press(Key.Key_S)
    for _ in range(7):
        desk.ready()
        desk.press(Key.Key_D)
    desk.until(lambda: desk.page.middle.currentWidget() is desk.page.ending)
    assert "3" in desk.page.ending.empty.line.text()
    before = desk.page.overview
    desk.page.refresh()  # as after a look for new pictures
    desk.until(lambda: desk.page.overview is not before)
    assert desk.page.middle.currentWidget() is desk.page.ending
    QTest.keyClick(desk.page.ending.empty.first, Key.Key_Space)
    desk.until(lambda: len(desk.page.strip.queue.keys) == 3)


def test_u_after_a_skip_goes_back_to_the_skipped_one_and_takes_no_decision_back(
    desk: Desk,
) -> None:
    first = desk.page.strip.current
    desk.press(Key.Key_D)
    desk.until(lambda: desk.page.strip.current != first)
    desk.ready()
    second = desk.page.strip.current
    desk.press(Key.Key_S)
    desk.until(lambda: desk.page.strip.current != second)
    desk.press(Key.Key_U)
    desk.until(lambda: desk.page.strip.current == second)
    assert desk.state_of(first) is ReviewState.DECORATIVE
    desk.press(Key.Key_U)
    desk.until(lambda: desk.page.strip.current == first)
    assert desk.state_of(first) is ReviewState.SUGGESTED


def test_with_large_letters_the_bars_buttons_and_the_keys_hint_stay_whole(desk: Desk) -> None:
    look, bar = theme.current(), desk.page.bar
    before = look.text_scale
    look.set_text_scale(1.5)
    try:
        for button in (bar.sheet, bar.write, *bar.chips.values()):
            if button.isVisible():
                desk.until(lambda b=button: b.width() >= b.sizeHint().width())
        hint = desk.page.pane.hint
        desk.until(lambda: hint.height() >= hint.heightForWidth(hint.width()))
    finally:
        look.set_text_scale(before)


def test_an_approval_is_stale_after_the_picture_changes(desk: Desk, pictures: Path) -> None:
    page, first = desk.page, desk.page.strip.current
    desk.press(Key.Key_E)
    desk.type("A red wall.")
    desk.press(Key.Key_Return)
    desk.until(lambda: page.strip.current != first)
    path = Path(desk.ask(lambda library: library.catalog.assets.get(first).path))
    made = paint(pictures / "new", "green", 7, (64, 64))
    path.write_bytes(made.read_bytes())
    made.unlink()
    os.utime(path, (2e9, 2e9))
    operations.rescan(page.desk)
    desk.until(lambda: desk.state_of(first) is ReviewState.STALE)
    desk.until(lambda: page.strip.queue.state(first) is ReviewState.STALE)
    page.strip.go_to(page.strip.queue.place(first))
    desk.until(lambda: "picture has changed" in page.pane.editor.state.text())


def test_number_keys_take_the_other_sentences(desk: Desk) -> None:
    first = desk.page.strip.current
    desk.suggest(first, "A red wall.", "A red door.", "A red house.")
    editor = desk.page.pane.editor
    desk.until(lambda: editor.field.text == "A red wall.")
    desk.press(Key.Key_2)
    assert editor.field.text == "A red house."
    desk.press(Key.Key_Return)
    desk.until(lambda: desk.page.strip.current != first)
    assert desk.ask(lambda library: review.get(library, first).text) == "A red house."


def test_lint_is_shown_while_writing(desk: Desk) -> None:
    desk.press(Key.Key_E)
    desk.type("IMAGE OF A WALL")
    desk.until(lambda: "capitals" in desk.page.pane.editor.lint.text())
    assert "full stop" in desk.page.pane.editor.lint.text()


def test_many_are_approved_only_from_the_sheet_and_can_be_taken_back(desk: Desk) -> None:
    page = desk.page
    keys = [int(key) for key in page.strip.queue.keys]

    def begin(library: Library) -> None:
        for key in keys[:4]:
            review.edit(library, key, text=f"Wall number {key}.")

    desk.ask(begin)
    page.sheet.slider.setRange(0, 99)
    page.sheet.slider.setValue(0)
    page.batches.show_sheet()
    assert not page.sheet.approve.isEnabled()
    desk.until(page.sheet.approve.isEnabled)
    assert all(desk.state_of(key) is not ReviewState.APPROVED for key in keys)
    before = len(page.sheet.model.result().approving)  # type: ignore[union-attr]
    page.sheet.list.setFocus()
    page.sheet.list.setCurrentIndex(page.sheet.model.index(0))
    desk.press(Key.Key_Space)
    assert str(before - 1) in page.sheet.approve.text()
    with desk.work_ends():
        page.sheet.approve.click()
    states = [desk.state_of(key) for key in keys]
    assert states.count(ReviewState.APPROVED) == before - 1
    with desk.work_ends():
        desk.studio.window.messages.undo()
    assert ReviewState.APPROVED not in [desk.state_of(key) for key in keys]


def test_two_languages_are_approved_one_after_the_other(desk: Desk) -> None:
    page, first = desk.page, desk.page.strip.current
    desk.press(Key.Key_L)
    assert not page.pane.beside.isHidden()
    desk.until(lambda: page.pane.beside.item is not None)
    desk.press(Key.Key_E)
    desk.type("A red wall.")
    desk.press(Key.Key_Return)
    assert page.strip.current == first
    assert page.pane.beside.field.hasFocus()
    page.pane.beside.field.selectAll()
    QTest.keyClicks(page.pane.beside.field, "Eine rote Wand.")
    desk.press(Key.Key_Return)
    desk.until(lambda: page.strip.current != first)
    assert desk.state_of(first, "en") is ReviewState.APPROVED
    assert desk.state_of(first, page.second_language) is ReviewState.APPROVED


def test_what_is_being_written_stays_when_the_list_is_made_anew(desk: Desk) -> None:
    desk.press(Key.Key_E)
    desk.type("A wall that is")
    desk.page.on_changes(Changes(list_changed=True))
    desk.studio.qtbot.wait(900)
    assert desk.page.pane.editor.field.hasFocus()
    assert desk.page.pane.editor.field.text == "A wall that is"


def test_a_stale_approval_waits_for_a_person(desk: Desk) -> None:
    first = desk.page.strip.current

    def change(library: Library) -> None:
        review.approve(library, first, text="A wall.")
        stored = library.catalog.alt_texts.get(first, "en")
        assert stored is not None
        library.catalog.alt_texts.put(replace(stored, pixel_hash=b"1" * 16))

    desk.ask(change)
    desk.page.on_changes(Changes(assets=frozenset({first})))
    desk.until(lambda: desk.item_state() is ReviewState.STALE)
    desk.studio.qtbot.wait(500)
    assert desk.state_of(first) is ReviewState.STALE
    assert desk.page.pane.editor.field.text == "A wall."


def test_what_was_learnt_can_be_seen_and_forgotten(desk: Desk) -> None:
    first = desk.page.strip.current

    def teach(library: Library) -> None:
        review.approve(library, first, text="A dog.", slots={"subject": "dog"})

    desk.ask(teach)
    found = desk.ask(learnt.learnt)
    assert any("dog" in line[2] for line in found.lines)
    desk.page.batches.show_learnt()
    desk.until(lambda: desk.studio.window.findChild(learnt.LearntView) is not None)
    view = desk.studio.window.findChild(learnt.LearntView)
    view.list.selectAll()  # type: ignore[union-attr]
    view.forget.click()  # type: ignore[union-attr]
    assert not desk.ask(learnt.learnt).lines
    view.accept()  # type: ignore[union-attr]


def test_tables_go_out_and_come_back_without_overwriting_a_decision(
    desk: Desk, tmp_path: Path
) -> None:
    first = desk.page.strip.current
    desk.ask(lambda library: review.approve(library, first, text="A red wall."))
    target = str(tmp_path / "texts.csv")
    words = desk.ask(lambda library: exchanging.export_texts(library, target, Wanted()))
    assert "10" in words
    table = Path(target).read_text("utf-8-sig").replace("A red wall.", "Somebody else's.")
    Path(target).write_text(table, "utf-8")
    _, words = desk.ask(lambda library: exchanging.import_texts(library, target))
    assert "kept" in words
    assert desk.ask(lambda library: review.get(library, first).text) == "A red wall."


def test_the_queue_is_narrowed_by_folder_and_says_so(desk: Desk, pictures: Path) -> None:
    page = desk.page
    page.want(replace(page.wanted, folder=str(pictures / "cold")))
    desk.until(lambda: len(page.strip.queue.keys) == 4)
    assert page.bar.chips["folder"].text() == "cold"
    page.want(replace(page.wanted, state="written"))
    desk.until(lambda: page.middle.currentWidget() is page.ending)
    QTest.keyClick(page.ending.empty.first, Key.Key_Space)
    desk.until(lambda: len(page.strip.queue.keys) == 10)


def test_the_next_pictures_are_in_memory_before_they_are_shown(desk: Desk) -> None:
    page = desk.page

    def following() -> list[int]:  # asked anew: the order follows what has been proposed
        return [int(key) for key in page.strip.following(2)]

    desk.until(lambda: all(page.ahead.has(key) for key in following()))
    desk.until(lambda: all(page.supply.get(key, "en") is not None for key in following()))
    desk.press(Key.Key_Right)
    assert page.stage.shows == page.strip.current
    assert page.pane.editor.item is not None


def test_an_empty_library_says_what_to_do_first(studio: Studio) -> None:
    studio.window.show_page("alttext")
    page = studio.window.page("alttext")
    studio.until(lambda: page.middle.currentWidget() is page.ending)  # type: ignore[attr-defined]
    assert "library" in page.ending.empty.first.text().lower()  # type: ignore[attr-defined]


def test_chips_ask_for_the_subject_first_and_for_nothing_that_has_no_place_without_one(
    qtbot: QtBot,
) -> None:
    def slot(name: str, unsure: bool) -> Slot:
        choices = (Choice("dog", "ein Hund", 0.3), Choice("other", "", 0.5))
        return Slot(name, "", choices, 0.1, unsure)

    slots = (slot("subject", False), slot("action", True), slot("colour", True), slot("kind", True))
    chips = SlotChips()
    qtbot.addWidget(chips)
    chips.show_slots(slots, {})
    assert [b.text() for b in chips.findChildren(QPushButton)] == ["subject?", "kind?"]
    chips = SlotChips()
    qtbot.addWidget(chips)
    chips.show_slots(slots, {"subject": "dog"})
    shown = [b.text() for b in chips.findChildren(QPushButton)]
    assert shown == ["ein Hund", "action?", "colour?", "kind?"]
