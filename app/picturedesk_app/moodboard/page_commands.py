"""What a user does on the Moodboards page as a whole: the table's "moodboards" rows."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu

from picturedesk.export import clean_name
from picturedesk.records import Beat
from picturedesk_app import desktop, i18n
from picturedesk_app.controls import plain
from picturedesk_app.i18n import tr, trn
from picturedesk_app.messages import ask_words
from picturedesk_app.moodboard import board_reading, editing
from picturedesk_app.moodboard.canvas import Canvas
from picturedesk_app.moodboard.commands import AddBeat, EditBeat, MoveBeat, RemoveBeat
from picturedesk_app.moodboard.exporting import Order, Written

if TYPE_CHECKING:
    from picturedesk_app.moodboard.page import MoodboardsPage


class PageCommands(QObject):
    """Boards and beats."""

    def __init__(self, page: MoodboardsPage) -> None:
        super().__init__(page)
        self._page = page
        self._model = page.model

    # -- boards --------------------------------------------------------------------------------

    def redo(self) -> None:
        """Do again what was taken back."""
        self._page.canvas.stack.redo()

    def new_board(self) -> None:
        """Begin with a brief."""
        self._page.panes.show_start()

    def empty_board(self) -> None:
        """Begin with nothing."""
        self._page.keeper.new()

    def choose_board(self) -> None:
        """The list of boards."""
        self._page.panes.show_canvas()
        self._page.brief.title.setFocus()
        self._page.brief.title.showMenu()

    def rename_board(self) -> None:
        """Ask for another name."""
        if not self._model.is_open:
            self._page.messages.say(tr("Open a board first."))
            return
        name = ask_words(self._page, tr("A name for this board"), tr("Rename"), self._model.title)
        if name:
            self._page.keeper.rename(name)

    def duplicate_board(self) -> None:
        """A copy."""
        self._page.keeper.duplicate()

    def delete_board(self) -> None:
        """Away with it."""
        self._page.keeper.delete()

    def edit_brief(self) -> None:
        """Show the brief's text."""
        self._page.panes.show_brief()

    def show_shots(self) -> None:
        """Show the shot list."""
        self._page.panes.show_shots()

    def show_canvas(self) -> None:
        """Back to the canvas."""
        self._page.panes.show_canvas()

    def toggle_panes(self) -> None:
        """Only the canvas, or all three panes."""
        self._page.panes.toggle()

    # -- beats ---------------------------------------------------------------------------------

    def rerun_beat(self) -> None:
        """Ask again for the chosen beat."""
        self._page.brief.editor.settle()
        beat_id = self._page.brief.beats.current_id
        if beat_id:
            self._page.asking.again([beat_id], self._page.candidates.share)

    def rerun_board(self) -> None:
        """Ask again for all."""
        self._page.brief.editor.settle()
        self._page.asking.again(None, self._page.candidates.share)

    def add_beat(self) -> None:
        """Put the cursor where a beat is typed."""
        self._page.brief.new_beat.setFocus()

    def type_beat(self, text: str) -> None:
        """A beat was typed."""
        beat = editing.new_beat(text, self._model.beats)
        self._push(AddBeat, (*self._model.beats, beat))
        self._page.brief.beats.choose(beat.id)

    def edit_beat(self, beat: Beat) -> None:
        """A beat's fields were changed."""
        beats = tuple(replace(b, beat=beat) if b.id == beat.id else b for b in self._model.beats)
        self._push(EditBeat, beats)

    def remove_beat(self, beat_id: str) -> None:
        """A beat goes; its pictures stay on the board."""
        self._push(RemoveBeat, tuple(b for b in self._model.beats if b.id != beat_id))

    def move_beat(self, old: int, new: int) -> None:
        """A beat to another place."""
        self._push(MoveBeat, editing.reordered(self._model.beats, old, new))

    def _push(self, kind: type[AddBeat | EditBeat | RemoveBeat | MoveBeat], beats: object) -> None:
        self._page.canvas.stack.push(kind(self._model, {"beats": beats}))


class ExportCommands(QObject):
    """Writing the board out."""

    def __init__(self, page: MoodboardsPage) -> None:
        super().__init__(page)
        self._page = page
        page.exporter.written.connect(self._written)

    def export_pdf(self) -> None:
        """Pages to print and send."""
        self._export("pdf", tr("PDF (*.pdf)"))

    def export_pptx(self) -> None:
        """Slides."""
        self._export("pptx", tr("Slides (*.pptx)"))

    def export_png(self) -> None:
        """One picture of the canvas."""
        self._export("png", tr("Picture (*.png)"))

    def export_html(self) -> None:
        """One page with everything in it."""
        self._export("html", tr("Web page (*.html)"))

    def export_shots(self) -> None:
        """The shot list."""
        self._export("csv", tr("Table (*.csv)"))

    def _export(self, ending: str, kinds: str) -> None:
        page = self._page
        if not page.model.is_open:
            page.messages.say(tr("Open a board first."))
            return
        words = page.model.title
        if ending == "csv":
            words = tr("{title} shot list", title=words)
        target = page.ask_target(f"{clean_name(words)}.{ending}", kinds)
        if not target:
            return
        if Path(target).suffix.lower() != f".{ending}":
            target += f".{ending}"
        board = page.model.document()
        ids = [asset.id for asset in board.assets]
        work = partial(board_reading.sources, asset_ids=ids)
        page.messages.say(tr("Writing {name}…", name=Path(target).name))
        page.desk.ask("board-export", work, partial(self._start, board, target))

    def _start(self, board: object, target: str, sources: dict[str, board_reading.Source]) -> None:
        from picturedesk.board_document import Board

        assert isinstance(board, Board)
        files = {name: ("" if s.missing else s.path, s.thumbnail) for name, s in sources.items()}
        self._page.exporter.start(Order(board, target, files))

    def _written(self, written: Written) -> None:
        messages = self._page.messages
        if written.error is not None:
            messages.problem(written.error)
            return
        target = written.order.target
        words = tr(
            "{name} is written ({size}).", name=Path(target).name, size=i18n.size(written.size)
        )
        if written.missing:
            words += " " + trn(
                "{n} picture could not be had.", "{n} pictures could not be had.", written.missing
            )
        if self._page.toolbar.opens.isChecked():
            desktop.open_file(target)
            messages.say(words, tr("Show in file manager"), partial(desktop.show_file, target))
        else:
            messages.say(words, tr("Open"), partial(desktop.open_file, target))


def ask_target(page: MoodboardsPage, name: str, kinds: str) -> str:
    """Where to write; empty: nowhere."""
    start = QDir(page.last_folder or QDir.homePath()).filePath(name)
    target, _ = QFileDialog.getSaveFileName(page, tr("Export the board"), start, kinds)
    return target


_CHOSEN_MENU = (
    "board-crop", "board-flip-h", "board-flip-v", "board-grey", "board-pin", "", "board-front",
    "board-forward", "board-backward", "board-back", "", "board-group", "board-ungroup", "",
    "board-copy", "board-paste", "board-duplicate", "board-delete",
)  # fmt: skip
_EMPTY_MENU = ("board-note", "board-swatches", "board-paste", "", "board-all", "board-fit")


def canvas_menu(canvas: Canvas, actions: dict[str, QAction]) -> QMenu:
    """The context menu of what is chosen, or of the board."""
    menu = QMenu(canvas)
    for name in _CHOSEN_MENU if canvas.chosen.ids else _EMPTY_MENU:
        if name:
            menu.addAction(actions[name])
        else:
            menu.addSeparator()
    return menu


def fill_boards_menu(page: MoodboardsPage, actions: dict[str, QAction]) -> None:
    """The boards there are, and what can be done with this one."""
    menu = page.brief.title.menu()
    menu.clear()
    for line in page.keeper.lines[:30]:
        words = trn("{n} picture", "{n} pictures", line.pictures)
        entry = menu.addAction(plain(line.title) + f"\t{words}")
        entry.setCheckable(True)
        entry.setChecked(line.id == page.model.id)
        entry.triggered.connect(partial(page.keeper.open, line.id))
    if page.keeper.lines:
        menu.addSeparator()
    for name in ("new-board", "rename-board", "duplicate-board", "delete-board"):
        menu.addAction(actions[name])
