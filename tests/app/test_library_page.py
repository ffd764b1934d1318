"""The Library page as a designer uses it: add, look, search, filter, rate, tag, preview."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from studio_window import OpenWindow, Slow, Studio, paint

from picturedesk.records import Standing
from picturedesk_app import messages, operations
from picturedesk_app.grid.dragging import mime_of
from picturedesk_app.library.preview import Preview
from picturedesk_app.reading import SavedSearch
from picturedesk_app.settings_page import SettingsPage

LEFT = Qt.MouseButton.LeftButton


def buttons(parent: QWidget, starts: str) -> list[QPushButton]:
    return [b for b in parent.findChildren(QPushButton)
            if b.text().startswith(starts) and not b.isHidden()]  # fmt: skip


def test_the_first_start_says_what_to_do(studio: Studio) -> None:
    studio.until(lambda: studio.page.middle.currentWidget() is studio.page.empty)
    assert studio.page.empty.title.text() == "Add a folder of pictures"
    assert studio.page.empty.first.text() == "Add a folder…"
    assert studio.page.empty.second.text() == "Try the sample brief"
    studio.until(lambda: "answers" in studio.page.empty.foot.text())


def test_a_folder_is_added_and_its_pictures_are_shown_with_counts(
    studio: Studio, pictures: Path
) -> None:
    studio.add(pictures, 10)
    assert studio.page.middle.currentWidget() is studio.page.grid
    assert studio.page.filters.count.text() == "10 pictures"
    studio.until(lambda: studio.page.overview is not None and studio.page.overview.total == 10)
    overview = studio.page.overview
    assert overview is not None
    assert {f.name: f.total for f in overview.folders} == {"pictures": 10, "warm": 6, "cold": 4}
    assert "10 pictures added" in studio.window.messages.toast.label.text()


def test_typing_finds_what_is_meant_strong_to_weak(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.show("blue")
    names = studio.names()
    assert names[0].startswith("blue")
    assert studio.page.listing is not None
    assert studio.page.model.sections


def test_nonsense_is_answered_plainly(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.show("xq zv wwpl")
    assert studio.page.listing is not None
    if studio.page.listing.standing is Standing.NOTHING_FITS:
        assert "Nothing here fits" in studio.page.filters.count.text()


def test_a_filter_typed_among_words_becomes_a_chip_on_enter(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.show("orient:portrait")
    assert all(r is None or r.height > r.width for r in map(studio.page.model.row, range(3)))
    QTest.keyClick(studio.page.search.field, Qt.Key.Key_Return)
    assert studio.page.wanted.filters == ("orient:portrait",)
    assert studio.page.search.field.text() == ""
    (chip,) = buttons(studio.page.filters, "Portrait")
    QTest.mouseClick(chip, LEFT)
    studio.until(lambda: len(studio.page.model) == 10)


def test_a_filter_that_leaves_nothing_says_how_to_get_out(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.page.commands.add_filter("type:video")
    studio.until(lambda: studio.page.middle.currentWidget() is studio.page.empty)
    assert "No picture passes" in studio.page.empty.title.text()
    QTest.mouseClick(studio.page.empty.first, LEFT)
    studio.until(lambda: studio.page.middle.currentWidget() is studio.page.grid)


def test_a_folder_in_the_tree_narrows_the_list(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.page.commands.choose_folder(f"in:{pictures / 'cold'}")
    studio.until(lambda: len(studio.page.model) == 4)
    assert buttons(studio.page.filters, "cold")


def test_a_number_key_rates_and_undo_takes_it_back(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.names()
    studio.page.commands.focus_pictures()
    key = int(studio.page.model.keys[0])
    studio.press(Qt.Key.Key_4)
    studio.until(lambda: (r := studio.page.model.row_of_key(key)) is not None and r.rating == 4)
    assert "rated" in studio.window.messages.toast.label.text()
    QTest.mouseClick(studio.window.messages.toast.button, LEFT)
    studio.until(lambda: (r := studio.page.model.row_of_key(key)) is not None and r.rating == 0)


def test_digits_typed_into_the_search_field_rate_nothing(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.page.commands.focus_pictures()
    studio.type("4")
    studio.qtbot.wait(300)
    assert all(
        (r := studio.page.model.row(i)) is None or r.rating == 0
        for i in range(len(studio.page.model))
    )


def test_a_tag_is_given_shown_and_taken_off(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.names()
    studio.page.commands.focus_pictures()
    inspector = studio.page.inspector
    studio.until(inspector.area.isVisible)
    QTest.keyClicks(inspector.tag_field, "spring  launch")
    QTest.keyClick(inspector.tag_field, Qt.Key.Key_Return)
    studio.until(lambda: bool(buttons(inspector, "spring launch")))
    studio.page.commands.add_filter('tag:"spring launch"')
    studio.until(lambda: len(studio.page.model) == 1)
    studio.until(lambda: bool(buttons(inspector, "spring launch")))
    QTest.mouseClick(buttons(inspector, "spring launch")[0], LEFT)
    studio.until(lambda: not buttons(inspector, "spring launch"))


def test_a_colour_of_the_palette_finds_pictures_with_it(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.names()
    studio.page.commands.focus_pictures()
    studio.until(lambda: bool(studio.page.inspector.palette_row.findChildren(QPushButton)))
    patch = studio.page.inspector.palette_row.findChildren(QPushButton)[0]
    QTest.mouseClick(patch, LEFT)
    assert studio.page.wanted.filters[0].startswith("color:#")
    studio.until(lambda: studio.page._shown_for == studio.page.wanted)
    assert 0 < len(studio.page.model) < 10


def test_space_previews_arrows_go_on_and_escape_comes_back(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    names = studio.names()
    studio.page.commands.focus_pictures()
    studio.press(Qt.Key.Key_Space)
    preview = studio.window.findChild(Preview)
    assert preview is not None
    studio.until(preview.isVisible)
    assert preview._row is not None
    assert preview._row.name == names[0]
    QTest.keyClick(preview, Qt.Key.Key_Right)
    assert preview._row.name == names[1]
    studio.until(lambda: preview._pixmap is not None)
    QTest.keyClick(preview, Qt.Key.Key_Escape)
    assert not preview.isVisible()
    assert studio.page.grid.selection.current == 1


def test_more_like_this_finds_its_kind(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    names = studio.names()
    place = next(i for i, name in enumerate(names) if name.startswith("blue"))
    studio.page.grid.selection.only(place)
    studio.page.pictures.more_like_this()
    studio.until(lambda: studio.page._shown_for == studio.page.wanted)
    assert studio.page.search.like.isVisible()
    assert all(name.startswith("blue") for name in studio.names()[:3])
    QTest.mouseClick(studio.page.search.like, LEFT)
    studio.until(lambda: len(studio.page.model) == 10)


def test_a_picture_dropped_on_the_search_field_is_searched_with(
    studio: Studio, pictures: Path
) -> None:
    studio.add(pictures, 10)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(pictures / "cold" / "blue_00.jpg"))])
    drop(studio.page.search, data)
    studio.until(lambda: studio.page._shown_for == studio.page.wanted)
    assert studio.names()[0].startswith("blue")


def test_folders_dropped_on_the_window_are_added(studio: Studio, pictures: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(pictures))])
    drop(studio.window, data)
    studio.until(lambda: len(studio.page.model) == 10, timeout=30_000)


def drop(widget: QWidget, data: QMimeData) -> None:
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 10), Qt.DropAction.CopyAction, data, LEFT, none)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(20, 10), Qt.DropAction.CopyAction, data, LEFT, none)
    QApplication.sendEvent(widget, event)


def test_the_heat_map_lies_over_the_picture(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.show("red")
    studio.names()
    studio.page.commands.focus_pictures()
    heat = studio.page.inspector.why.heat
    studio.until(heat.isVisible)
    QTest.mouseClick(heat, LEFT)
    studio.until(lambda: studio.page.inspector.picture._heat is not None)
    QTest.mouseClick(heat, LEFT)
    studio.until(lambda: studio.page.inspector.picture._heat is None)


def test_a_saved_search_stays_and_is_asked_again(
    studio: Studio, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.add(pictures, 10)
    studio.show("blue orient:landscape")
    monkeypatch.setattr("picturedesk_app.library.commands.ask_words", lambda *_: "Blue ones")
    studio.page.commands.save_search()
    studio.until(lambda: studio.page.overview is not None and bool(studio.page.overview.searches))
    overview = studio.page.overview
    assert overview is not None
    saved = overview.searches[0]
    assert isinstance(saved, SavedSearch)
    studio.page.commands.clear_search()
    studio.page.commands.choose_search(saved)
    assert studio.page.wanted.text == "blue"
    assert studio.page.wanted.filters == ("orient:landscape",)


def test_a_broken_picture_is_listed_with_its_reason(studio: Studio, pictures: Path) -> None:
    (pictures / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 nothing")
    studio.add(pictures, 10)
    studio.page.commands.show_problems()
    listed = studio.page.problems.list
    studio.until(lambda: listed.topLevelItemCount() == 1)
    item = listed.topLevelItem(0)
    assert item is not None
    assert item.text(0) == "broken.jpg"
    assert len(item.text(1)) > 8


def test_paths_are_copied(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.names()
    studio.page.grid.selection.all()
    studio.page.pictures.copy_paths()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 10
    assert all(Path(line).is_file() for line in lines)


def test_removing_a_folder_asks_with_its_number_and_touches_no_file(
    studio: Studio, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio.add(pictures, 10)
    asked: list[str] = []

    def yes(self: object, sentence: str, detail: str, verb: str) -> bool:
        asked.append(detail)
        return True

    monkeypatch.setattr(messages.Messages, "ask", yes)
    studio.page.sidebar.remove_wanted.emit(str(pictures), 10)
    studio.until(lambda: len(studio.page.model) == 0)
    assert "10 pictures" in asked[0]
    assert len(list(pictures.rglob("*.jpg"))) == 10


def test_order_changes_the_list(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.page.commands.order_by("name")
    studio.until(lambda: studio.page._shown_for == studio.page.wanted)
    names = studio.names()
    assert names == sorted(names)


@pytest.mark.parametrize("hide", ["toggle_sidebar", "toggle_inspector"])
def test_sides_can_be_hidden(studio: Studio, hide: str) -> None:
    command: Callable[[], None] = getattr(studio.page.commands, hide)
    side = studio.page.sidebar if hide == "toggle_sidebar" else studio.page.inspector
    command()
    assert side.isHidden()
    command()
    assert not side.isHidden()


def test_pictures_added_later_are_found_without_a_new_start(studio: Studio, pictures: Path) -> None:
    studio.add(pictures / "warm", 6)
    studio.show("blue")
    studio.add(pictures / "cold")
    studio.until(lambda: studio.page.listing is not None and studio.names()[0].startswith("blue"))


def test_pictures_are_found_while_the_rest_is_still_being_read(
    windows: OpenWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    for number in range(60):
        paint(folder, ("red", "blue", "green")[number % 3], number, (48, 32))
    studio = windows(tmp_path / "library", lambda: Slow(0.4))
    desk = studio.session.desk
    assert desk is not None
    operations.add_folders(desk, [str(folder)])
    studio.until(lambda: len(studio.page.model) > 3)
    studio.type("blue")
    studio.until(lambda: bool(studio.page.listing and studio.page.listing.matches))
    assert desk.work is not None, "it is still being read"


def test_a_new_file_in_a_known_folder_appears_by_itself(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.until(lambda: studio.page.overview is not None and studio.page.overview.total == 10)
    studio.qtbot.wait(300)
    paint(pictures / "cold", "green", 1)
    studio.until(lambda: len(studio.page.model) == 11, timeout=20_000)


def test_a_picture_dragged_from_a_browser_is_searched_with(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/some.jpg")])
    data.setImageData(QImage(str(pictures / "cold" / "blue_00.jpg")))
    drop(studio.page, data)
    studio.until(lambda: studio.page.wanted.like_path != "")
    studio.until(lambda: studio.page._shown_for == studio.page.wanted)
    assert studio.names()[0].startswith("blue")
    assert "dropped picture" in studio.page.search.like.text()


def test_an_address_alone_is_not_fetched_and_that_is_said(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/some.jpg")])
    drop(studio.page, data)
    assert "nothing is fetched" in studio.window.messages.toast.label.text()
    assert not studio.page.wanted.searches


def test_pictures_let_go_of_on_the_button_of_moodboards_come_onto_a_board(
    studio: Studio, pictures: Path
) -> None:
    from picturedesk_app.moodboard.page import MoodboardsPage

    studio.add(pictures, 10)
    studio.names()
    data = mime_of([row for row in map(studio.page.model.row, range(2)) if row is not None])
    drop(studio.window._buttons["moodboards"], data)
    page = studio.window.page("moodboards")
    assert isinstance(page, MoodboardsPage)
    assert studio.window.stack.currentWidget() is page
    studio.until(lambda: len(page.model.document().pictures()) == 2)


def test_words_dragged_onto_the_search_field_are_searched_for(
    studio: Studio, pictures: Path
) -> None:
    studio.add(pictures, 10)
    data = QMimeData()
    data.setText("blue")
    drop(studio.page.search, data)
    studio.until(lambda: studio.page.wanted.text == "blue")


def test_the_same_picture_twice_is_one_stack_that_opens(studio: Studio, pictures: Path) -> None:
    for number in range(2):
        copy = pictures / "cold" / f"copy{number}.jpg"
        copy.write_bytes((pictures / "warm" / "red_00.jpg").read_bytes())
    studio.add(pictures, 10)
    page = studio.page
    assert page.filters.count.text() == "12 pictures"
    (head,) = page.model.stacks
    assert page.model.stacks[head] == 3
    index = page.model.index_of(head)
    page.grid.viewport().repaint()
    badge = page.grid.rect_of(index).topRight() + QPoint(-16, 14)
    QTest.mouseClick(page.grid.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, badge)
    studio.until(lambda: len(page.model) == 12)
    names = studio.names()[index : index + 3]
    assert {"red_00.jpg", "copy0.jpg", "copy1.jpg"} == set(names)
    page.toggle_stack(head)
    assert len(page.model) == 10


def test_folding_is_switched_off_in_the_settings(studio: Studio, pictures: Path) -> None:
    (pictures / "copy.jpg").write_bytes((pictures / "warm" / "red_00.jpg").read_bytes())
    studio.add(pictures, 10)
    studio.window.show_page("settings")
    page = studio.window.page("settings")
    assert isinstance(page, SettingsPage)
    studio.until(page.stack_box.isChecked)
    page.stack_box.setFocus()
    QTest.keyClick(page.stack_box, Qt.Key.Key_Space)
    studio.until(lambda: len(studio.page.model) == 11)
    assert not studio.page.model.stacks


def marked(studio: Studio) -> str:
    item = studio.page.sidebar.tree.currentItem()
    return item.text(0) if item is not None else ""


def test_the_sidebar_marks_where_the_list_is(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.until(lambda: marked(studio) == "All pictures")
    studio.page.commands.choose_folder(f"in:{pictures / 'cold'}")
    studio.until(lambda: len(studio.page.model) == 4)
    assert marked(studio) == "cold"
    studio.show("blue")
    assert marked(studio) == "", "a search is not a place"
    studio.page.commands.clear_search()
    assert marked(studio) == "All pictures"


def test_where_every_picture_could_be_read_nothing_is_offered_to_mend(
    studio: Studio, pictures: Path
) -> None:
    studio.add(pictures, 10)
    problems = studio.page.problems
    studio.page.commands.show_problems()
    studio.until(lambda: problems.title.text() == "Every picture could be read")
    assert problems.again.isHidden()
    assert problems.show_file.isHidden()


def test_an_empty_library_shows_no_filters_and_asks_for_no_picture(
    studio: Studio, pictures: Path
) -> None:
    studio.until(lambda: studio.page.middle.currentWidget() is studio.page.empty)
    studio.until(lambda: not studio.page.empty.more.isHidden())
    assert studio.page.filters.isHidden()
    assert studio.page.inspector.hint.text() == ""
    studio.add(pictures, 10)
    assert not studio.page.filters.isHidden()
    assert "Choose a picture" in studio.page.inspector.hint.text()


def test_zooming_at_the_top_of_the_list_stays_there(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.page.grid.set_cell(400)
    assert studio.page.grid.verticalScrollBar().value() == 0
