"""What an empty library says of models, and the way to a better one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from picturedesk.records import Changes
from picturedesk_app import model_facts, operations
from picturedesk_app.desk import Desk
from picturedesk_app.i18n import tr
from picturedesk_app.keeping import ModelLine
from picturedesk_app.library.empty import Empty
from picturedesk_app.messages import Messages
from picturedesk_app.model_facts import ModelFacts


class FirstStart(QObject):
    """Fills the empty page of a new library."""

    def __init__(self, empty: Empty, desk: Desk, messages: Messages) -> None:
        super().__init__(empty)
        self._empty, self._desk, self._messages = empty, desk, messages
        self._facts: ModelFacts | None = None
        self._shown = False
        self._said: str | None = None
        empty.more_pressed.connect(self._pressed)
        desk.fetch.changed.connect(self._refresh)
        desk.fetch.stopped.connect(self._ask)
        desk.fetch.failed.connect(self._ask)
        desk.changed.connect(self._changed)

    def show(self) -> None:
        """Say what to do first."""
        if self._facts is None:
            self._ask()
        self._shown = True
        self._fill()

    def hide(self) -> None:
        """Something else is said there now."""
        self._shown, self._said = False, None

    @Slot()
    def _ask(self) -> None:
        self._desk.ask("model-facts", model_facts.facts, self._came)

    def _changed(self, changes: Changes) -> None:
        if changes.model and self._facts is not None:
            self._ask()

    def _came(self, facts: ModelFacts) -> None:
        self._facts = facts
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        if self._shown:
            self._fill()

    def _fill(self) -> None:
        facts = self._facts
        foot = f"{facts.now} {facts.good}".strip() if facts is not None else ""
        if foot != self._said:
            self._said = foot
            self._empty.show_first_start(foot)
        if self._desk.fetch.running is not None:
            line = tr("It is used as soon as it is here; you can begin meanwhile.")
            self._empty.show_more(tr("Stop fetching {name}", name=self._desk.fetch.title), line)
        elif facts is not None and facts.better is not None:
            self._empty.show_more(_words(facts.better), model_facts.offer(facts.better))
        else:
            self._empty.show_more("")

    @Slot()
    def _pressed(self) -> None:
        if self._desk.fetch.running is not None:
            self._desk.fetch.stop()
        elif self._facts is not None and self._facts.better is not None:
            better = self._facts.better
            if better.installed:
                operations.switch_model(self._desk, better.name)
            else:
                operations.fetch_model(self._desk, self._messages, better)


def _words(better: ModelLine) -> str:
    if better.installed:
        return tr("Use a better one: {name}", name=better.title)
    if better.so_far:
        return tr("Go on fetching {name}", name=better.title)
    return tr("Fetch a better one: {name}", name=better.title)
