"""Boards come and go: open, new, rename, duplicate, delete, and saved as they change."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from picturedesk import board_document
from picturedesk.board_document import Board
from picturedesk.errors import UserError
from picturedesk.records import Changes
from picturedesk_app.desk import Desk
from picturedesk_app.i18n import tr, trn
from picturedesk_app.messages import Messages
from picturedesk_app.moodboard import board_reading, board_writing
from picturedesk_app.moodboard.board_reading import BoardLine
from picturedesk_app.moodboard.commands import Rename
from picturedesk_app.moodboard.model import BoardModel

logger = logging.getLogger(__name__)

SAVE_MS = 700
"""A board is saved when nothing was changed for so long."""


class Keeper(QObject):
    """One for the page. What is open is in the model."""

    lines_changed = Signal()
    opened = Signal()
    """A board is open and shown from now on."""
    closed = Signal()
    """None is open."""

    def __init__(
        self, model: BoardModel, stack: QUndoStack, desk: Desk, messages: Messages
    ) -> None:
        super().__init__()
        self._model = model
        self._stack = stack
        self._desk = desk
        self._messages = messages
        self.lines: Sequence[BoardLine] = ()
        self.unsaved = False
        self._told = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_MS)
        self._timer.timeout.connect(self.flush)
        model.edited.connect(self._edited)

    # -- saving --------------------------------------------------------------------------------

    def _edited(self) -> None:
        if self._model.is_open:
            self.unsaved = True
            self._timer.start()

    def flush(self) -> None:
        """Save now what is not saved yet."""
        self._timer.stop()
        if self.unsaved and self._model.is_open:
            self.unsaved = False
            self._save(self._model.document())

    def _save(self, board: Board) -> None:
        self._desk.change(partial(board_writing.save, board=board), self._saved, self._not_saved)

    def _saved(self, _: object) -> None:
        self._told = False

    def _not_saved(self, error: UserError) -> None:
        self.unsaved = True
        if not self._told:
            self._told = True
            self._messages.problem(tr("The board is not saved: {why}", why=error.sentence))

    # -- the list ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask which boards there are."""
        self._desk.ask("board-lines", board_reading.board_lines, self._listed)

    def _listed(self, lines: Sequence[BoardLine]) -> None:
        self.lines = lines
        self.lines_changed.emit()

    def on_changes(self, changes: Changes) -> None:
        """Boards were saved, or another way changed."""
        if changes.boards:
            self.refresh()

    # -- opening -------------------------------------------------------------------------------

    def open(self, board_id: str) -> None:
        """Open a board by its id."""
        self.flush()
        work = partial(board_reading.board, board_id=board_id)
        self._desk.ask("board-open", work, self._came, self._messages.problem)

    def _came(self, board: Board | None) -> None:
        if board is not None:
            self.show(board, new=False)
        else:
            self._messages.say(tr("This board is no longer there."))

    def show(self, board: Board, *, new: bool = True) -> None:
        """Show a board; a new one is saved at once."""
        self.flush()
        self._stack.clear()
        self._model.load(board)
        if new:
            self._save(board)
        self.opened.emit()

    def new(self, title: str = "") -> None:
        """An empty board."""
        self.show(board_document.blank(title or tr("Untitled board")))

    def rename(self, title: str) -> None:
        """Another name for the open board."""
        title = title.strip()
        if title and title != self._model.title and self._model.is_open:
            self._stack.push(Rename(self._model, {"title": title}))

    def duplicate(self) -> None:
        """A copy of the open board, which is opened."""
        if not self._model.is_open:
            return
        self.flush()
        work = partial(board_writing.duplicate, board_id=self._model.id)
        self._desk.change(work, self._duplicated, self._messages.problem)

    def _duplicated(self, outcome: tuple[Changes, str]) -> None:
        if outcome[1]:
            self.open(outcome[1])

    def delete(self) -> None:
        """Delete the open board, after saying what that means; can be undone."""
        if not self._model.is_open:
            return
        title, count = self._model.title, len(self._model.pictures())
        sentence = tr("Delete the board “{title}”?", title=title)
        detail = trn(
            "{n} picture is on it. The picture itself stays in the library.",
            "{n} pictures are on it. The pictures themselves stay in the library.",
            count,
        )
        if self._messages.ask(sentence, detail, tr("Delete the board")):
            self.flush()
            work = partial(board_writing.remove, board_id=self._model.id)
            self._desk.change(work, self._removed, self._messages.problem)
            self._stack.clear()
            self._model.close()
            self.unsaved = False
            self.closed.emit()

    def _removed(self, outcome: tuple[Changes, Board | None]) -> None:
        gone = outcome[1]
        if gone is not None:
            self._messages.say_undoable(
                tr("“{title}” was deleted.", title=gone.title), partial(self.show, gone)
            )
