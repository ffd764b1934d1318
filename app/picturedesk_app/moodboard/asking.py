"""The library is asked for pictures: a whole brief, one beat, or all of them again."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from picturedesk.board_document import Board, BoardBeat
from picturedesk.errors import UserError
from picturedesk_app.desk import Desk
from picturedesk_app.i18n import tr, trn
from picturedesk_app.messages import Messages
from picturedesk_app.moodboard import board_reading
from picturedesk_app.moodboard.board_reading import Candidates
from picturedesk_app.moodboard.canvas import Canvas
from picturedesk_app.moodboard.commands import Rerun
from picturedesk_app.moodboard.keeper import Keeper

CHANNEL = "search-board"


class Asking(QObject):
    """One for the page; progress comes beat by beat, from the searcher's thread."""

    progressed = Signal(int, int, str)
    ended = Signal(str)
    """Done; or a sentence that says why not."""
    _told = Signal(int, int, str)

    def __init__(self, canvas: Canvas, keeper: Keeper, desk: Desk, messages: Messages) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._model = canvas.model
        self._keeper = keeper
        self._desk = desk
        self._messages = messages
        self._stop = threading.Event()
        self.running = False
        self._told.connect(self._tell)
        desk.crashed.connect(self._crashed)

    @Slot(int, int, str)
    def _tell(self, done: int, total: int, words: str) -> None:
        if self.running:
            self.progressed.emit(done, total, words)

    def _begin(self) -> threading.Event:
        self._stop.set()
        self._stop = threading.Event()
        self.running = True
        self.progressed.emit(0, 0, "")
        return self._stop

    def stop(self) -> None:
        """The user has had enough."""
        self._stop.set()

    def leave(self) -> None:
        """The window closes: nothing is waited for."""
        self._stop.set()
        self._desk.drop(CHANNEL)

    @Slot()
    def _crashed(self) -> None:
        """A worker met what it did not expect; the window has told it."""
        if self.running:
            self.running = False
            self.ended.emit(tr("The board could not be made. Try again."))

    def _failed(self, error: UserError) -> None:
        self.running = False
        self.ended.emit(str(error))

    # -- a new board ---------------------------------------------------------------------------

    def propose(self, text: str) -> None:
        """A new board for a brief."""
        work = partial(
            board_reading.proposed, text=text, title="", tell=self._told.emit, stop=self._begin()
        )
        self._desk.ask(CHANNEL, work, self._proposed, self._failed)

    def _proposed(self, board: Board) -> None:
        self.running = False
        self.ended.emit("")
        self._keeper.show(board)
        gaps = len(board.gaps)
        words = trn("{n} picture on the board", "{n} pictures on the board", len(board.pictures()))
        if gaps:
            words += ", " + trn("{n} gap on the shot list", "{n} gaps on the shot list", gaps)
        self._messages.say(words + ".")

    # -- the open board ------------------------------------------------------------------------

    def rewrite(self, text: str, diversity: float) -> None:
        """The brief was changed: read it again for the open board."""
        old = self._model.document()
        work = partial(
            board_reading.rewritten, old=old, text=text, diversity=diversity,
            tell=self._told.emit, stop=self._begin(),
        )  # fmt: skip
        self._desk.ask(CHANNEL, work, partial(self._asked, old), self._failed)

    def again(self, beat_ids: list[str] | None, diversity: float) -> None:
        """Ask again for some beats, or all; pinned pictures stay."""
        old = self._model.document()
        if not old.beats:
            self._messages.say(tr("This board has no beats yet."))
            return
        work = partial(
            board_reading.asked_again, old=old, beat_ids=beat_ids, diversity=diversity,
            tell=self._told.emit, stop=self._begin(),
        )  # fmt: skip
        self._desk.ask(CHANNEL, work, partial(self._asked, old), self._failed)

    def _asked(self, old: Board, new: Board) -> None:
        self.running = False
        self.ended.emit("")
        if self._model.id != old.id:
            return
        if _content(self._model.document()) != _content(old):
            self._messages.say(tr("The board was changed meanwhile; it is left as it is."))
            return
        self._canvas.stack.push(Rerun(self._model, new))
        fresh = {p.asset_id for p in new.pictures()} - {p.asset_id for p in old.pictures()}
        pinned = sum(p.pinned for p in new.pictures())
        words = trn("{n} new picture", "{n} new pictures", len(fresh))
        if pinned:
            words += ", " + trn("{n} pinned stayed", "{n} pinned stayed", pinned)
        self._messages.say(words + ".")

    def judged(self, found: Candidates) -> None:
        """The candidates of a beat say how well it is covered; no change of the user's."""
        beats = self._model.beats
        if any(
            b.id == found.beat_id and (b.coverage, b.fitting) != (found.coverage, found.fitting)
            for b in beats
        ):
            self._model.set_head({"beats": tuple(_judged(b, found) for b in beats)})


def _judged(beat: BoardBeat, found: Candidates) -> BoardBeat:
    if beat.id != found.beat_id:
        return beat
    return replace(beat, coverage=found.coverage, fitting=found.fitting)


def _content(board: Board) -> object:
    return board.items, board.beats, board.shots, board.title
