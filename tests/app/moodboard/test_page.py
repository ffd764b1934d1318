"""The Moodboards page as a designer uses it: from a pasted brief to a file that opens."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from board_hands import ALT, BRIEF, CTRL, Designer
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from studio_window import OpenWindow, Studio, close_studio, paint

from picturedesk.board_document import PictureItem, Shot
from picturedesk.records import BeatKind, Coverage
from picturedesk_app import desktop
from picturedesk_app.grid.dragging import mime_of


def test_a_pasted_brief_becomes_beats_and_a_board(designer: Designer) -> None:
    designer.make()
    page = designer.page
    assert len(page.model.beats) == 3
    red, blue, green = page.model.beats
    assert Coverage.GAP not in (red.coverage, blue.coverage)
    assert green.coverage is Coverage.GAP
    assert {p.beat_id for p in page.model.pictures()} == {red.id, blue.id}
    assert page.model.head.shots
    assert "1 gap" in page.brief.gaps.text()
    assert page.brief.title.text().startswith("Spring")


def test_candidates_are_dragged_in_moved_pinned_and_kept_through_a_rerun(
    designer: Designer, tmp_path: Path
) -> None:
    designer.make()
    page = designer.page
    designer.until(lambda: page.candidates.grid.model.row(0) is not None)
    row = page.candidates.grid.model.row(0)
    assert row is not None
    before = len(page.model.pictures())
    designer.drop(mime_of([row]), 3000, 500)
    designer.until(lambda: len(page.model.pictures()) == before + 1)
    (mine,) = page.canvas.chosen.pictures()
    assert mine.pinned
    assert mine.x + mine.width / 2 == pytest.approx(3000, abs=2)
    page.canvas.setFocus()
    QTest.keyClick(page.canvas, Qt.Key.Key_Right)
    moved = page.model.item(mine.id)
    assert moved is not None
    assert moved.x == mine.x + 1
    page.brief.rerun.click()
    designer.until(lambda: not page.asking.running)
    assert page.model.item(mine.id) == moved
    QTest.keyClick(page.canvas, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(page.canvas, Qt.Key.Key_Z, CTRL)
    assert page.model.item(mine.id) == mine
    page.by_id["redo"].trigger()
    assert page.model.item(mine.id) == moved


def test_enter_adds_a_candidate_to_its_beat(designer: Designer) -> None:
    designer.make()
    page = designer.page
    designer.choose_beat(1)
    before = len(page.model.pictures())
    page.candidates.grid.setFocus()
    page.candidates.grid.selection.only(0)
    QTest.keyClick(page.candidates.grid, Qt.Key.Key_Return)
    designer.until(lambda: len(page.model.pictures()) == before + 1)
    (added,) = page.canvas.chosen.pictures()
    assert added.beat_id == page.model.beats[1].id
    assert page.undo()
    assert len(page.model.pictures()) == before


def test_beats_are_edited_added_moved_and_removed_and_all_of_it_is_taken_back(
    designer: Designer,
) -> None:
    designer.make()
    page = designer.page
    first = page.model.beats
    page.brief.new_beat.setFocus()
    QTest.keyClicks(page.brief.new_beat, "white walls")
    QTest.keyClick(page.brief.new_beat, Qt.Key.Key_Return)
    assert page.model.beats[-1].beat.text == "white walls"
    assert page.brief.beats.current_id == page.model.beats[-1].id
    QTest.keyClick(page.brief.beats, Qt.Key.Key_Up, ALT)
    assert page.model.beats[-2].beat.text == "white walls"
    page.brief.editor.kinds.button(list(BeatKind).index(BeatKind.SETTING)).click()
    page.brief.editor.must.click()
    page.brief.editor.avoid.setText("snow, logos , snow")
    page.brief.editor.avoid.editingFinished.emit()
    page.brief.editor.weight.setValue(3)
    beat = page.model.beats[-2].beat
    assert (beat.kind, beat.must_have, beat.weight) == (BeatKind.SETTING, True, 2.0)
    assert beat.avoid == ("snow", "logos")
    QTest.keyClick(page.brief.beats, Qt.Key.Key_Delete)
    assert len(page.model.beats) == 3
    while page.undo():
        pass
    assert [b.beat for b in page.model.beats] == [b.beat for b in first]


def test_another_wording_brings_other_candidates_and_coverage(designer: Designer) -> None:
    designer.make()
    page = designer.page
    designer.choose_beat(2)
    assert page.model.beats[2].coverage is Coverage.GAP
    page.brief.editor.text.setText("blue")
    page.brief.editor.text.editingFinished.emit()
    designer.until(lambda: page.model.beats[2].coverage is not Coverage.GAP)
    assert "fit" in page.candidates.line.text()


def test_boards_are_saved_by_themselves_and_come_back(
    windows: OpenWindow, tmp_path: Path, pictures: Path
) -> None:
    first = Designer(windows(tmp_path / "library"))
    first.studio.add(pictures, 10)
    first.make()
    page = first.page
    page.canvas.chosen.only({page.model.pictures()[0].id})
    page.making.note()
    page.canvas.hand.notes.end()
    page.view_actions.choose_all()
    page.item_actions.fade(0.5, 1)
    page.keeper.rename("Autumn")
    saved = page.model.document()
    first.until(lambda: not page.keeper.unsaved)
    page.panes.setSizes([300, 600, 300])
    close_studio(first.studio)
    second = Designer(windows(tmp_path / "library"))
    second.studio.window.show_page("moodboards")
    again = second.page
    second.until(lambda: again.model.is_open)
    assert again.model.title == "Autumn"
    assert {i.id: i for i in again.model.items()} == {i.id: i for i in saved.items}
    assert again.model.beats == saved.beats
    assert again.candidates.isVisible()


def test_what_was_changed_just_before_the_window_closes_is_saved(
    windows: OpenWindow, tmp_path: Path
) -> None:
    first = Designer(windows(tmp_path / "library"))
    first.studio.window.show_page("moodboards")
    first.page.start.empty.click()
    first.page.making.note()
    first.page.canvas.hand.notes.end()
    board_id = first.page.model.id
    close_studio(first.studio)
    second = Designer(windows(tmp_path / "library"))
    second.studio.window.show_page("moodboards")
    second.until(lambda: second.page.model.is_open)
    assert second.page.model.id == board_id
    assert len(second.page.model.items()) == 1


def test_boards_are_duplicated_deleted_and_brought_back(designer: Designer) -> None:
    designer.make()
    page = designer.page
    original = page.model.id
    page.commands.duplicate_board()
    designer.until(lambda: page.model.id != original)
    assert page.model.title == "Spring (copy)"
    designer.until(lambda: len(page.keeper.lines) == 2)
    page.commands.delete_board()
    assert designer.asked == ["Delete the board “Spring (copy)”?"]
    assert not page.model.is_open
    assert page.panes.middle.currentWidget() is page.start
    designer.until(lambda: len(page.keeper.lines) == 1)
    designer.studio.window.messages.undo()
    designer.until(lambda: len(page.keeper.lines) == 2)
    assert page.model.title == "Spring (copy)"
    page.keeper.open(original)
    designer.until(lambda: page.model.id == original)
    entries = [a.text().split("\t")[0] for a in page.brief.title.menu().actions()]
    assert {"Spring", "Spring (copy)", "New board"} <= set(entries)


def test_a_moved_file_is_found_and_a_missing_one_is_marked(
    designer: Designer, pictures: Path
) -> None:
    designer.make()
    page = designer.page
    assets = page.model.assets()
    red = next(p for p in page.model.pictures() if "red" in assets[p.asset_id].path)
    old = Path(assets[red.asset_id].path)
    new = old.with_name("renamed.jpg")
    old.rename(new)
    gone = next(p for p in page.model.pictures() if "blue" in assets[p.asset_id].path)
    Path(assets[gone.asset_id].path).unlink()
    designer.studio.window.rescan()
    showing = page.canvas.showing

    def known() -> bool:
        source, lost = showing.source(red.asset_id), showing.source(gone.asset_id)
        return source is not None and source.path == str(new) and (lost is None or lost.missing)

    designer.until(known)
    view = showing.view(gone.id)
    designer.until(lambda: "offline" in view.marks())  # type: ignore[union-attr]
    assert "offline" not in showing.view(red.id).marks()  # type: ignore[union-attr]


def test_files_from_outside_are_copied_after_asking_and_those_inside_are_referenced(
    designer: Designer, tmp_path: Path, pictures: Path
) -> None:
    designer.make()
    page = designer.page
    before = len(page.model.pictures())
    inside = QMimeData()
    inside.setUrls([QUrl.fromLocalFile(str(pictures / "warm" / "red_00.jpg"))])
    designer.drop(inside, 4000, 0)
    designer.until(lambda: len(page.model.pictures()) == before + 1)
    assert not designer.asked
    outside = paint(tmp_path / "elsewhere", "yellow")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(outside))])
    designer.drop(data, 5000, 0)
    designer.until(lambda: len(page.model.pictures()) == before + 2)
    assert designer.asked == ["Copy 1 picture into the library’s own folder?"]
    (added,) = page.canvas.chosen.pictures()
    asset = page.model.asset(added.asset_id)
    assert asset is not None
    assert Path(asset.path).parent.name == "library-pictures"
    assert outside.exists()


def test_pixels_from_a_browser_are_kept_after_asking(designer: Designer) -> None:
    designer.make()
    page = designer.page
    before = len(page.model.pictures())
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 180, 20))
    data = QMimeData()
    data.setImageData(image)
    designer.drop(data, 5000, 0)
    designer.until(lambda: len(page.model.pictures()) == before + 1)
    assert len(designer.asked) == 1


def test_add_to_board_from_the_library_puts_the_selection_on_the_board(
    designer: Designer,
) -> None:
    window, library = designer.studio.window, designer.studio.page
    window.show_page("library")
    library.grid.selection.only(0)
    library.grid.selection.toggle(1)
    library.pictures.by_id["add-to-board"].trigger()
    page = designer.page
    designer.until(lambda: len(page.model.pictures()) == 2)
    assert window.stack.currentWidget() is page
    window.show_page("library")
    library.pictures.by_id["add-to-board"].trigger()
    designer.until(lambda: len(page.model.pictures()) == 4)


def test_the_board_is_written_in_every_form_and_the_result_can_be_opened(
    designer: Designer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    designer.make()
    page = designer.page
    opened: list[str] = []
    shown: list[str] = []
    monkeypatch.setattr(desktop, "open_file", opened.append)
    monkeypatch.setattr(desktop, "show_file", shown.append)
    toast = designer.studio.window.messages.toast
    for ending in ("pdf", "html", "png", "pptx", "shots"):
        target = tmp_path / f"board.{'csv' if ending == 'shots' else ending}"
        monkeypatch.setattr(page, "ask_target", lambda *_, at=target: str(at))
        with designer.studio.qtbot.waitSignal(page.exporter.written, timeout=60_000):
            page.by_id[f"export-{ending}"].trigger()
        assert target.stat().st_size > 100
        assert f"{target.name} is written" in toast.label.text()
        assert opened[-1] == str(target), "the result opens"
        toast.button.click()
        assert shown[-1] == str(target)


def test_the_shot_list_is_edited_and_taken_back(designer: Designer) -> None:
    designer.make()
    page = designer.page
    page.brief.shots.click()
    assert page.panes.middle.currentWidget() is page.shots
    count = len(page.model.head.shots)
    item = page.shots.table.item(0, 2)
    assert item is not None
    item.setText("A meadow from above")
    assert page.model.head.shots[0].description == "A meadow from above"
    page.shots.add_button.click()
    page.shots.table.closePersistentEditor(page.shots.table.currentItem())
    assert len(page.model.head.shots) == count + 1
    page.shots.table.clearSelection()
    page.shots.table.selectRow(0)
    page.shots.remove_button.click()
    assert len(page.model.head.shots) == count
    while page.undo():
        pass
    assert len(page.model.head.shots) == count
    assert isinstance(page.model.head.shots[0], Shot)


def test_a_changed_brief_keeps_its_unchanged_beats_and_pinned_pictures(
    designer: Designer,
) -> None:
    designer.make()
    page = designer.page
    pin = page.model.pictures()[0]
    page.canvas.chosen.only({pin.id})
    page.item_actions.pin()
    page.brief.brief.click()
    assert page.start.field.toPlainText().startswith("Spring")
    page.start.field.setPlainText(BRIEF.replace("blue things", "black things"))
    page.start.make.click()
    designer.until(lambda: not page.asking.running)
    assert "black" in page.model.beats[1].beat.text
    kept = page.model.item(pin.id)
    assert isinstance(kept, PictureItem)
    assert kept.pinned
    assert not any(p.beat_id == "2" and not p.pinned for p in page.model.pictures())
    assert page.undo()
    assert "blue" in page.model.beats[1].beat.text


def test_a_brief_without_anything_to_look_for_says_so(designer: Designer) -> None:
    page = designer.page
    designer.studio.window.show_page("moodboards")
    page.start.field.setPlainText("   ")
    page.start.make.click()
    designer.until(lambda: not page.asking.running)
    assert "empty" in page.start.told.text()
    assert page.start.make.isEnabled()


def test_progress_is_told_beat_by_beat_and_can_be_stopped(designer: Designer) -> None:
    page = designer.page
    designer.studio.window.show_page("moodboards")
    told: list[tuple[int, int, str]] = []
    threads: set[str] = set()

    def note(done: int, total: int, words: str) -> None:
        told.append((done, total, words))
        threads.add(threading.current_thread().name)

    page.asking.progressed.connect(note)
    designer.make()
    assert [t[0] for t in told if t[1]] == [0, 1, 2]
    assert threads == {"MainThread"}
    page.commands.new_board()
    page.start.field.setPlainText(BRIEF)
    page.start.make.click()
    page.asking.stop()
    designer.until(lambda: not page.asking.running)


def test_every_control_of_the_page_has_a_name_for_a_screen_reader(designer: Designer) -> None:
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSlider, QWidget

    designer.make()
    kinds: tuple[type[QWidget], ...] = (QAbstractButton, QLineEdit, QSlider)
    nameless = []
    for kind in kinds:
        for widget in designer.page.findChildren(kind):
            if not widget.isVisible():
                continue
            spoken = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            if not spoken:
                nameless.append(widget)
    assert not nameless, nameless


def test_a_library_open_for_reading_only_says_that_the_board_is_not_saved(
    designer: Designer,
) -> None:
    designer.make()
    page = designer.page
    desk = designer.studio.session.desk
    assert desk is not None
    from picturedesk.errors import UserError

    page.keeper._not_saved(UserError("This library is open for reading only."))
    assert "not saved" in designer.studio.window.messages.toast.label.text()
    assert page.keeper.unsaved


def test_the_sample_brief_brings_its_pictures_along_into_an_empty_library(
    studio: Studio, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from picturedesk_app import operations
    from picturedesk_app.moodboard import briefing

    def add_small(desk: object, _: object) -> None:
        operations.add_folders(desk, [str(pictures)])  # type: ignore[arg-type]

    monkeypatch.setattr(briefing.operations, "add_sample", add_small)
    designer = Designer(studio)
    studio.window.show_page("moodboards")
    page = designer.page
    page.start.sample.click()
    designer.until(lambda: page.model.is_open, 30_000)
    assert len(page.model.beats) > 8
    assert page.model.head.brief.startswith("FELL & SHORE")
