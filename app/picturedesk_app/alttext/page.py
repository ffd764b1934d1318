"""The Alt text page: puts its parts together, asks the desk, shows the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from picturedesk.errors import UserError
from picturedesk.records import Changes
from picturedesk.suggestions import DECIDED, ReviewState
from picturedesk_app import actions, reading
from picturedesk_app.alttext import asking, deciding
from picturedesk_app.alttext.asking import Overview
from picturedesk_app.alttext.bar import Bar
from picturedesk_app.alttext.batches import Batches
from picturedesk_app.alttext.commands import Commands
from picturedesk_app.alttext.ending import Ending
from picturedesk_app.alttext.handling import Handling
from picturedesk_app.alttext.pane import Pane
from picturedesk_app.alttext.sheet import SheetView
from picturedesk_app.alttext.showing import Showing
from picturedesk_app.alttext.stage import Ahead, Stage
from picturedesk_app.alttext.strip import Strip, no_keys
from picturedesk_app.alttext.supply import Supply
from picturedesk_app.alttext.wanted import Wanted, WriteWay
from picturedesk_app.desk import Desk
from picturedesk_app.grid import Row
from picturedesk_app.messages import Messages
from picturedesk_app.page import Page

_AGAIN_MS = 400


class AltTextPage(Page):
    """Queue, picture, text."""

    def __init__(self, desk: Desk, messages: Messages) -> None:
        super().__init__(desk, messages)
        self.wanted = Wanted()
        self.overview: Overview | None = None
        self.second = ""
        """The language beside; empty: the first other one."""
        self._sizes: dict[bool, list[int]] = {}
        self.bar, self.stage = Bar(), Stage()
        self.strip = Strip(self._ask_rows, desk.imagery.thumbnails)
        self.pane = Pane(desk.imagery.thumbnails)
        self.sheet = SheetView(desk.imagery.thumbnails)
        self.ending = Ending()
        self.supply = Supply(desk, self)
        self.ahead = Ahead(desk.imagery, self)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self.refresh)
        self._build()
        self.bar.wanted.connect(self.want)
        self.showing = Showing(self)
        self.commands = Commands(self)
        self.handling, self.batches = Handling(self), Batches(self)
        self.actions_by_id = actions.install(self, "alttext", self.commands)
        self.actions_by_id |= actions.install(self, "alttext-many", self.batches)
        actions.install(self.strip, "alttext-text", self.handling)
        for action in actions.install(self.strip, "alttext-queue", self.commands).values():
            action.setProperty("in_palette", False)  # the palette has them with their Ctrl keys
        self.bar.show_more(self.actions_by_id)
        self.refresh()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stage, 1)
        column.addWidget(self.strip)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([880, 420])
        self.middle = QStackedWidget()
        for place in (self.splitter, self.sheet, self.ending):
            self.middle.addWidget(place)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.middle, 1)

    # -- asking --------------------------------------------------------------------------------

    def want(self, wanted: Wanted) -> None:
        """Ask for another queue."""
        if wanted != self.wanted:
            self.commands.keep_drafts()
            self.wanted = wanted
            self.bar.show_wanted(wanted)
            self.supply.forget()
            self.refresh()

    def refresh(self) -> None:
        """Ask for the queue again."""
        wanted = self.wanted
        self.desk.ask("alttext-queue", partial(asking.overview, wanted=wanted), self._came,
                      self._failed)  # fmt: skip

    def _ask_rows(self, keys: Sequence[int], then: Callable[[Iterable[Row]], object]) -> None:
        self.desk.ask("alttext-rows", partial(reading.rows, keys=keys), then)

    def _came(self, overview: Overview) -> None:
        self.overview = overview
        self.bar.show_overview(overview)
        queue = overview.queue
        self.strip.show_queue(queue.keys, queue.states, self.strip.current)
        if self.middle.currentWidget() is self.sheet:
            return
        skipped = self.commands.only_skipped()
        if skipped and self.middle.currentWidget() is self.ending:
            self.show_ending(skipped)  # the end was told; a list read again does not take it back
        elif len(queue.keys):
            self.middle.setCurrentWidget(self.splitter)
        else:
            self.show_ending()

    def _failed(self, error: UserError) -> None:
        self.strip.show_queue(no_keys(), (), 0)
        self.ending.show_problem(error)
        self.middle.setCurrentWidget(self.ending)

    def show_ending(self, skipped: int = 0) -> None:
        """Nothing is left to do, or nothing passes the filters."""
        if self.overview is not None:
            self.ending.show_done(self.overview, self.wanted, skipped)
            self.middle.setCurrentWidget(self.ending)
            self.ending.focus_first()

    def end(self, skipped: int) -> None:
        """The last one was decided: say so, once what is on its way is in the library."""

        def came(overview: Overview) -> None:
            self.overview = overview
            self.bar.show_overview(overview)
            self.show_ending(skipped)

        def ask(_: object) -> None:
            self.desk.ask("alttext-queue", partial(asking.overview, wanted=self.wanted), came)

        self.desk.change(deciding.settle, ask, ask)

    # -- the current picture -------------------------------------------------------------------

    @property
    def language(self) -> str:
        """The language of the queue."""
        return self.wanted.language or (self.overview.first if self.overview else "en")

    @property
    def languages(self) -> tuple[str, ...]:
        """Those that are shown: the queue's, and the one beside it."""
        if self.pane.beside.isHidden():
            return (self.language,)
        return (self.language, self.second_language)

    @property
    def second_language(self) -> str:
        """The language for the side."""
        known = self.overview.languages if self.overview else ()
        others = [tag for tag in known if tag != self.language]
        return self.second if self.second in others else (others[0] if others else self.language)

    def show_beside(self, *, shown: bool) -> None:
        """A second language beside the first, or not; each way keeps its own widths."""
        self._sizes[not self.pane.beside.isHidden()] = self.splitter.sizes()
        self.pane.show_beside(shown=shown)
        total = sum(self.splitter.sizes())
        right = 700 if shown else 420
        self.splitter.setSizes(self._sizes.get(shown) or [max(320, total - right), right])
        self.handling.show_second()
        self.showing.show_current()

    # -- hearing -------------------------------------------------------------------------------

    def on_changes(self, changes: Changes) -> None:
        """What others changed is read again; what this page did, it has shown already."""
        if changes.origin == deciding.ORIGIN:
            return
        if changes.assets:
            self.supply.forget(changes.assets)
            self.ahead.forget(set(changes.assets))
            self.strip.queue.rows.forget(changes.assets)
        if changes.list_changed or changes.roots or changes.model or changes.assets:
            if changes.list_changed or changes.model:
                self.supply.forget()
            if not self._again.isActive():
                self._again.start()

    def is_decided(self, key: int) -> bool:
        """Whether a picture of the queue needs nothing more."""
        return self.strip.queue.state(key) in (*DECIDED, ReviewState.REJECTED)

    def arrived(self, given: object = None) -> None:
        """Another page may hand over a filter or pictures; the queue may have changed meanwhile."""
        kept = Wanted(state="all", language=self.wanted.language, order=self.wanted.order)
        if isinstance(given, str):
            self.want(replace(kept, keys_in=given))
        elif isinstance(given, (list, tuple)) and given:
            self.want(replace(kept, chosen=tuple(int(key) for key in given)))
        elif self.overview is not None and not len(self.strip.queue.keys):
            self.refresh()

    def focus_first(self) -> None:
        """The queue: single keys act there."""
        if self.middle.currentWidget() is self.ending:
            self.ending.focus_first()
        elif self.middle.currentWidget() is self.sheet:
            self.sheet.list.setFocus()
        else:
            self.strip.setFocus()

    def undo(self) -> bool:
        """Ctrl+Z takes back the page's last decision first."""
        return self.commands.undo_last()

    def state(self) -> dict[str, object]:
        """Filters, the language beside, and the way of writing."""
        return {**self.wanted.to_state(), "second": self.second,
                "beside": not self.pane.beside.isHidden(),
                "write": self.batches.way.to_state()}  # fmt: skip

    def restore(self, state: dict[str, object]) -> None:
        """Put it back."""
        self.wanted = Wanted.from_state(state)
        self.second = str(state.get("second", ""))
        self.batches.way = WriteWay.from_state(state.get("write"))
        self.bar.show_wanted(self.wanted)
        if state.get("beside") is True:
            self.show_beside(shown=True)
        self.refresh()

    def leaving(self) -> None:
        """The window closes: what was begun is kept."""
        self._again.stop()
        self.showing.stop()
        self.commands.keep_drafts()
