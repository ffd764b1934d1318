"""What stands there when there is nothing to show, or when the question is wrong."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from fakes import FakeEncoder
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from studio_window import OpenWindow, Slow, Studio, close_studio, paint

from picturedesk import settings
from picturedesk.library import Library
from picturedesk_app import operations
from picturedesk_app.library.empty import About
from picturedesk_app.library.sidebar import PROBLEMS
from picturedesk_app.library.wanted import Wanted
from picturedesk_app.session import Session


def broken(folder: Path, count: int = 2) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"broken {number}.jpg").write_bytes(b"this is no picture")
    return folder


def test_folders_without_a_readable_picture_are_said_to_have_none(
    studio: Studio, tmp_path: Path
) -> None:
    folder = broken(tmp_path / "broken")
    studio.add(folder)
    page = studio.page
    studio.until(lambda: page.empty.about is About.NO_PICTURES)
    assert page.middle.currentWidget() is page.empty
    assert page.empty.title.text() == "No pictures in your folders"
    assert "2 files could not be read" in page.empty.line.text()
    paint(folder, "red")
    QTest.mouseClick(page.empty.second, Qt.MouseButton.LeftButton)  # Look again
    studio.until(lambda: len(page.model) == 1)
    studio.until(lambda: page.middle.currentWidget() is page.grid)


def test_a_long_sentence_about_a_library_that_cannot_be_read_is_seen_whole(studio: Studio) -> None:
    empty = studio.page.empty
    studio.page.middle.setCurrentWidget(empty)
    path = "/home/mira/Libraries/" + "/".join(["a_rather_long_folder_name"] * 4)
    empty.show_trouble(f"The library file {path} could not be read.", "Check the disk.")
    studio.qtbot.wait(50)
    assert empty.title.width() <= empty.width()
    assert empty.title.height() >= empty.title.heightForWidth(empty.title.width())


def test_the_way_out_of_folders_without_pictures_is_another_folder(
    studio: Studio, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.page.empty.show_no_pictures(3, 0)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(pictures))
    studio.page.commands.take_next_step()
    studio.until(lambda: len(studio.page.model) == 10)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("red rating>=9", "no rating 9"), ("orient:wide red", "landscape, portrait, square"),
     ("ratin>=3 red", "Did you mean “rating”?"), ("red after:gestern", "not a date")],
)  # fmt: skip
def test_a_wrong_filter_is_said_and_is_no_part_of_the_question(typed: str, said: str) -> None:
    wanted = Wanted(text=typed)
    assert said in wanted.wrong
    assert wanted.words == "red"
    assert not wanted.where
    assert wanted.settled().text == typed  # it stays in the field, to be mended


@pytest.mark.parametrize(
    "typed", ["shoe:red", "https://pictures.example/a", "16:9 crop", "a red dog"]
)
def test_words_with_a_colon_are_words(typed: str) -> None:
    wanted = Wanted(text=typed)
    assert not wanted.wrong
    assert wanted.words == typed


def test_a_wrong_filter_is_told_below_the_chips_until_it_is_mended(
    studio: Studio, pictures: Path
) -> None:
    studio.add(pictures, 10)
    studio.show("rating>=9")
    filters = studio.page.filters
    assert "no rating 9" in filters.note.text()
    assert not filters.note.isHidden()
    assert len(studio.page.model) == 10
    studio.show("rating>=0")
    assert filters.note.isHidden()


def test_a_wrong_filter_is_told_while_the_answer_is_still_waited_for(
    studio: Studio, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.add(pictures, 10)
    page = studio.page
    monkeypatch.setattr(page.desk, "ask", lambda *_: None)  # no answer comes
    page.commands.type_words("blue rating>=9")
    assert "no rating 9" in page.filters.note.text()
    assert not page.filters.note.isHidden()
    page.commands.type_words("blue")
    assert page.filters.note.isHidden()


def test_a_search_before_the_model_has_seen_anything_says_that_the_answer_comes(
    windows: OpenWindow, pictures: Path, tmp_path: Path
) -> None:
    studio = windows(tmp_path / "library", lambda: Slow(1.5))
    desk = studio.session.desk
    assert desk is not None
    operations.add_folders(desk, [str(pictures)])
    studio.until(lambda: len(studio.page.model) > 0)
    studio.type("blue")
    filters = studio.page.filters
    studio.until(
        lambda: "has not looked" in filters.note.text() or bool(studio.page.model.sections)
    )
    studio.until(lambda: bool(studio.page.model.sections), 30_000)
    assert filters.note.isHidden()
    close_studio(studio)


def test_what_could_not_be_read_is_one_press_away_after_an_import(
    studio: Studio, pictures: Path
) -> None:
    broken(pictures, 2)
    studio.add(pictures, 10)
    toast = studio.window.messages.toast
    assert "2 files could not be read" in toast.label.text()
    assert toast.button.text() == "Show them"
    studio.window.show_page("settings")
    QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    page = studio.page
    assert studio.window.stack.currentWidget() is page
    assert page.middle.currentWidget() is page.problems
    studio.until(lambda: page.problems.list.topLevelItemCount() == 2)
    item = page.problems.list.topLevelItem(0)
    assert item is not None
    assert str(pictures) in item.toolTip(2)
    assert page.filters.isHidden()
    current = page.sidebar.tree.currentItem()
    assert current is not None
    assert current.text(0) == "Could not be read"
    assert page.sidebar._place == PROBLEMS
    QTest.keyClick(page.problems.list, Qt.Key.Key_Escape)
    studio.until(lambda: page.middle.currentWidget() is page.grid)
    assert not page.filters.isHidden()
    current = page.sidebar.tree.currentItem()
    assert current is not None
    assert current.text(0) == "All pictures"


def test_the_whole_list_of_problems_is_seen_without_scrolling_sideways(
    studio: Studio, pictures: Path
) -> None:
    studio.window.resize(1000, 700)
    broken(pictures, 1)
    studio.add(pictures, 10)
    studio.page.commands.show_problems()
    problems = studio.page.problems
    studio.until(lambda: problems.list.topLevelItemCount() == 1)
    assert problems.list.header().length() <= problems.list.viewport().width() + 1


def test_another_search_leaves_what_was_chosen_behind(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.page.commands.focus_pictures()
    studio.page.grid.selection.all()
    studio.show("blue")
    assert studio.page.grid.selection.count == 0
    QTest.keyClick(studio.page.search.field, Qt.Key.Key_Down)
    assert studio.page.grid.hasFocus()
    assert studio.page.grid.selection.current == 0
    studio.page.commands.add_filter("type:picture")
    studio.until(lambda: studio.page._shown_for == studio.page.wanted)
    assert studio.page.grid.selection.count == 1  # a filter narrows; the question is the same


def test_the_very_first_paint_offers_nothing_that_cannot_be_done_yet(
    windows: OpenWindow, qtbot: QtBot, pictures: Path, tmp_path: Path
) -> None:
    first = windows(tmp_path / "library")
    first.add(pictures, 10)
    close_studio(first)
    gate = threading.Event()

    def open_library(writable: bool) -> Library:
        gate.wait(20)
        return Library.open(tmp_path / "library", writable=writable, encoder=FakeEncoder())

    session = Session(tmp_path / "library", settings.load(), open_library)
    studio = Studio(session, session.open(), qtbot)
    try:
        page = studio.page
        qtbot.wait(100)
        assert page.search.isVisible()
        assert not page.filters.isVisible()
        assert not page.inspector.hint.text()
        gate.set()
        studio.until(lambda: len(page.model) == 10)
        assert page.filters.isVisible()
        assert "Choose a picture" in page.inspector.hint.text()
    finally:
        gate.set()
        close_studio(studio)
