"""What the window does and says when the desk tells it something."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from picturedesk.errors import UserError
from picturedesk_app import operations, reading
from picturedesk_app.crossing import WorkEnd
from picturedesk_app.desk import Desk
from picturedesk_app.i18n import tr
from picturedesk_app.messages import Messages
from picturedesk_app.page import PAGES
from picturedesk_app.preload import Preload
from picturedesk_app.work_bar import WorkBar

_LATER_MS = 700
"""The first pictures come before a look for new ones, and before the other pages' modules."""


class Hearing(QObject):
    """One for the window: the library is open, work has ended, a model has come."""

    problems_wanted = Signal()

    def __init__(self, desk: Desk, messages: Messages, work_bar: WorkBar) -> None:
        super().__init__(messages)
        self._desk, self._messages, self._work_bar = desk, messages, work_bar
        self._preload = Preload([entry.module for entry in PAGES])
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LATER_MS)
        self._later.timeout.connect(self._look_for_new)
        self._later.timeout.connect(self._preload.start)
        desk.ready.connect(self._ready)
        desk.noticed.connect(self._look_for_new)
        desk.refused.connect(self._read_only)
        desk.work_ended.connect(self._work_ended)
        desk.fetch.fetched.connect(self._fetched)
        desk.fetch.failed.connect(self._fetch_failed)
        desk.fetch.stopped.connect(self._fetch_stopped)

    def stop(self) -> None:
        """The window closes: begin nothing more."""
        self._later.stop()

    def close(self) -> None:
        """End the thread."""
        self._preload.close()

    @Slot()
    def _ready(self) -> None:
        self._desk.ask("search-warm", reading.warm, lambda _: None)
        self._later.start()

    @Slot()
    def _look_for_new(self) -> None:
        operations.rescan(self._desk, quiet=True)

    @Slot(object)
    def _read_only(self, error: UserError) -> None:
        self._work_bar.stand(tr("Open for reading only. {why}", why=error.sentence))

    @Slot(object)
    def _work_ended(self, end: WorkEnd) -> None:
        if end.error is not None:
            self._messages.problem(end.error)
        elif not end.cancelled and end.last is not None:
            words = operations.what_was_done(end.last, quiet=end.work.quiet)
            if words and end.last.counts.get("problems") and not end.work.quiet:
                self._messages.say(words, tr("Show them"), self.problems_wanted.emit)
            elif words:
                self._messages.say(words)

    # -- a model in the background -------------------------------------------------------------

    @Slot(str)
    def _fetched(self, name: str) -> None:
        operations.switch_model(self._desk, name)

    @Slot(str, object)
    def _fetch_failed(self, name: str, error: UserError) -> None:
        self._messages.say(str(error), tr("Try again"), partial(self._fetch_on, name))

    @Slot(str)
    def _fetch_stopped(self, name: str) -> None:
        words = tr("Stopped. What has come stays.")
        self._messages.say(words, tr("Go on"), partial(self._fetch_on, name))

    def _fetch_on(self, name: str) -> None:
        self._desk.fetch.start(name, self._desk.fetch.title)
