"""What every page is given: a way to ask, to change, and to hear of changes.

:class:`Desk` lives in the GUI thread and owns the worker threads. ``ask`` sends a question to a
reader and calls back at home with the newest answer of its channel; ``change`` has the writer
make a user's change; ``start`` hands it long work. Nothing here waits.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from picturedesk.errors import UserError
from picturedesk.records import Changes, Progress
from picturedesk_app.crossing import (
    Answer,
    Change,
    LongWork,
    OpenLibrary,
    Outcome,
    Question,
    Restore,
    WorkEnd,
)
from picturedesk_app.imagery import Imagery
from picturedesk_app.model_fetch import ModelFetch
from picturedesk_app.running import RunningWork
from picturedesk_app.watching import Watcher
from picturedesk_app.workers import Control, Reader, Tickets, Writer

if TYPE_CHECKING:
    from picturedesk.library import Library

logger = logging.getLogger(__name__)

Then = Callable[[Any], object]
Failed = Callable[[UserError], object]

_SEARCHER = ("search", "heat", "similar")
"""Channels that need the model; they have a thread of their own, so that rows never wait."""
_PATIENCE_S = 0.6
"""Closing waits so long for the step in hand before it takes the model away."""


class Desk(QObject):
    """The window's side of the engine."""

    changed = Signal(object)
    """A :class:`~picturedesk.records.Changes`; every page hears it."""
    ready = Signal()
    """The library is open for writing."""
    refused = Signal(object)
    """Another process writes; the error says who. Reading works."""
    noticed = Signal()
    """Files came or went in a watched folder."""
    work_changed = Signal()
    work_ended = Signal(object)
    crashed = Signal(object)
    closed = Signal()

    _ask = Signal(object)
    _ask_model = Signal(object)
    _change = Signal(object)
    _start = Signal(object)
    _restore = Signal(object)
    _resume = Signal()
    _watch = Signal(object)
    _open = Signal()
    _close = Signal()
    _forget = Signal()

    def __init__(
        self,
        folder: Path,
        open_library: OpenLibrary,
        parent: QObject | None = None,
        hurry: Callable[[], object] | None = None,
        model_starting: Callable[[], bool] | None = None,
    ) -> None:
        """``hurry`` ends whatever a worker may wait for; called where closing takes too long.

        ``model_starting`` says at once whether a model is still being loaded.
        """
        super().__init__(parent)
        self.folder = folder
        self._model_starting = model_starting
        self._hurry = hurry
        self.imagery = Imagery(folder, self)
        self.fetch = ModelFetch(self)
        self.work: RunningWork | None = None
        self.writable = False
        self._closed = False
        self._tickets = Tickets()
        self._control = Control()
        self._then: dict[str, tuple[Then, Failed | None]] = {}
        self._waiting: dict[int, tuple[Then | None, Failed | None]] = {}
        self._early: list[Callable[[], None]] | None = []
        self._reader = Reader(open_library, self._tickets)
        self._searcher = Reader(open_library, self._tickets)
        self._writer = Writer(open_library, self._control)
        self._watcher = Watcher()
        self._threads = [
            self._thread("reader", self._reader),
            self._thread("searcher", self._searcher),
            self._thread("writer", self._writer),
            self._thread("watcher", self._watcher),
        ]
        self._connect()

    def _thread(self, name: str, worker: QObject) -> QThread:
        thread = QThread(self)
        thread.setObjectName(name)
        worker.moveToThread(thread)
        return thread

    def _connect(self) -> None:
        for reader, signal in ((self._reader, self._ask), (self._searcher, self._ask_model)):
            signal.connect(reader.take)
            reader.answered.connect(self._answered)
            reader.crashed.connect(self.crashed)
            self._forget.connect(reader.forget)
            self._close.connect(reader.close)
        self._watch.connect(self._watcher.watch)
        self._close.connect(self._watcher.close)
        self._watcher.noticed.connect(self.noticed)
        writer = self._writer
        self._change.connect(writer.change)
        self._start.connect(writer.start)
        self._restore.connect(writer.restore)
        self._resume.connect(writer.resume)
        self._open.connect(writer.open)
        self._close.connect(writer.close)
        writer.opened.connect(self._opened)
        writer.refused.connect(self._refused)
        writer.began.connect(self._began)
        writer.progressed.connect(self._progressed)
        writer.ended.connect(self._ended)
        writer.made.connect(self._made)
        writer.changed.connect(self.changed)
        writer.crashed.connect(self.crashed)

    def open(self) -> None:
        """Start the threads and open the library; questions asked before wait for it."""
        for thread in self._threads:
            thread.start()
        self._open.emit()

    # -- asking --------------------------------------------------------------------------------

    def ask(
        self,
        channel: str,
        work: Callable[[Library], object],
        then: Then,
        failed: Failed | None = None,
    ) -> None:
        """Ask a reader; ``then`` gets the answer unless a newer question of the channel came."""
        if self._closed:
            return
        ticket = self._tickets.next(channel)
        self._then[channel] = (then, failed)
        signal = self._ask_model if channel.startswith(_SEARCHER) else self._ask
        question = Question(channel, ticket, work)
        if self._early is None:
            signal.emit(question)
        else:
            self._early.append(lambda: signal.emit(question))

    @property
    def model_starting(self) -> bool:
        """Whether an answer may be late because a model is still being loaded."""
        return self._model_starting is not None and self._model_starting()

    def drop(self, channel: str) -> None:
        """No answer of this channel is wanted any more."""
        self._tickets.drop(channel)
        self._then.pop(channel, None)

    @Slot(object)
    def _answered(self, answer: Answer) -> None:
        if not self._tickets.is_newest(answer.channel, answer.ticket):
            return
        then, failed = self._then.get(answer.channel, (None, None))
        if answer.error is None:
            if then is not None:
                then(answer.value)
        elif failed is not None:
            failed(answer.error)
        else:
            logger.info("no answer on %s: %s", answer.channel, answer.error)

    # -- changing ------------------------------------------------------------------------------

    def change(
        self,
        work: Callable[[Library], object],
        then: Then | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Have a change made. A returned ``Changes`` goes to every page, before ``then``."""
        if self._closed:
            return
        ticket = self._tickets.next("change")
        self._waiting[ticket] = (then, failed)
        self._change.emit(Change(ticket, work))

    def restore(self, name: str, then: Callable[[], object], failed: Failed) -> None:
        """Bring a backup back; the readers let go of the library first."""
        self._forget.emit()
        ticket = self._tickets.next("change")
        self._waiting[ticket] = (lambda _: then(), failed)
        self._restore.emit(Restore(ticket, self.folder, name))

    @Slot(object)
    def _made(self, outcome: Outcome) -> None:
        then, failed = self._waiting.pop(outcome.ticket, (None, None))
        if outcome.error is not None:
            if failed is not None:
                failed(outcome.error)
            return
        changes = outcome.value[0] if isinstance(outcome.value, tuple) else outcome.value
        if isinstance(changes, Changes):
            self.changed.emit(changes)
        if then is not None:
            then(outcome.value)

    def watch(self, folders: list[str]) -> None:
        """Have these folders watched, and no others."""
        self._watch.emit(folders)

    # -- long work -----------------------------------------------------------------------------

    def start(self, work: LongWork) -> None:
        """Do this when what came before it is done."""
        if self._early is None:
            self._start.emit(work)
        else:
            self._early.append(lambda: self._start.emit(work))

    def pause(self, paused: bool) -> None:
        """Hold the long work, or let it go on."""
        self._control.pause(paused)
        if self.work is not None:
            self.work.paused = paused
        if not paused:
            self._resume.emit()
        self.work_changed.emit()

    def cancel(self) -> None:
        """End the long work; what was done stays."""
        self._control.cancel()
        self.pause(paused=False)

    @Slot(object)
    def _began(self, work: LongWork) -> None:
        self.work = RunningWork(work.title, paused=self._control.paused, quiet=work.quiet)
        self.work_changed.emit()

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        if self.work is not None:
            self.work.take(progress)
            self.work_changed.emit()

    @Slot(object)
    def _ended(self, end: WorkEnd) -> None:
        self.work = None
        self.work_changed.emit()
        self.work_ended.emit(end)

    # -- opening and closing -------------------------------------------------------------------

    @Slot()
    def _opened(self) -> None:
        self.writable = True
        self._release()
        self.ready.emit()

    @Slot(object)
    def _refused(self, error: UserError) -> None:
        self._release()
        self.refused.emit(error)

    def _release(self) -> None:
        early, self._early = self._early, None
        for send in early or []:
            send()

    def close(self) -> None:
        """Stop the steps, finish the transaction, save the index, join: in this order."""
        self._closed = True
        self.imagery.close()
        self.fetch.close()
        if not any(thread.isRunning() for thread in self._threads):
            return
        for channel in list(self._then):
            self.drop(channel)
        self._control.cancel()
        self._close.emit()
        end = time.monotonic() + _PATIENCE_S
        for thread in self._threads:
            if not thread.wait(max(0, round((end - time.monotonic()) * 1000))) and self._hurry:
                self._hurry()  # it waits for the model, for many texts or a batch
        for thread in self._threads:
            thread.wait()
        self.closed.emit()
