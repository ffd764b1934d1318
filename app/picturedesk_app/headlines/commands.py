"""What the user does on the Headlines page: one short method each; the action table calls some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from picturedesk.catalog import filters
from picturedesk.errors import UsageError, UserError
from picturedesk.headlines import Proposals
from picturedesk.records import Standing
from picturedesk_app.headlines import asking
from picturedesk_app.headlines.asking import DeckFound, DeckWish, Found
from picturedesk_app.headlines.reading_lines import (
    carried_over,
    lines_of_deck,
    lines_of_headline,
)
from picturedesk_app.headlines.sheet import Line
from picturedesk_app.i18n import tr

if TYPE_CHECKING:
    from picturedesk_app.headlines.page import HeadlinesPage

CHANNEL = "search-headline"
_VARIANTS = "search-headline-variants"
_PAUSE_MS = 250
"""Several channels ticked one after the other are one question."""
_LATE_MS = 3000
"""An answer that takes longer says why, where the reason is known."""


class Commands(QObject):
    """Asks; the page shows."""

    def __init__(self, page: HeadlinesPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk, self._messages = page.desk, page.messages
        self._sheet = page.sheet
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE_MS)
        self._wait.timeout.connect(self.ask)
        self.late = QTimer(self)
        self.late.setInterval(_LATE_MS)
        self.late.timeout.connect(self._say_why)

    # -- asking --------------------------------------------------------------------------------

    def ask(self) -> None:
        """Look for pictures for the line in the field."""
        self._wait.stop()
        head = self._page.head
        where = head.where.text().strip()
        if self._is_wrong(where, self._failed):
            return
        text = head.field.text().strip()
        if not text:
            head.show_status(tr("Write a headline first."), tone="thin")
            return
        if not head.ticked:
            head.show_status(tr("Tick a channel first."), tone="thin")
            return
        self._page.trouble = ""
        head.show_status(tr("Looking…"))
        self.late.start()
        work = partial(asking.find, headline=text, channels=head.ticked, where=where)
        self._page.filling.stop()
        self._desk.ask(CHANNEL, work, self._found, self._failed)

    def _is_wrong(self, where: str, failed: Callable[[UserError], object]) -> bool:
        """Whether a filter has a mistake, which is said without waiting for the model."""
        try:
            filters.parse(where)
        except UsageError as error:
            self._desk.drop(CHANNEL)
            failed(error)
            return True
        return False

    def _say_why(self) -> None:
        """The answer is late: say so where the model is the reason."""
        if self._desk.model_starting:
            self.late.stop()
            said = tr("The model is starting… The answer comes by itself.")
            self._page.head.show_status(said)

    def channels_changed(self) -> None:
        """Other channels: the same line for them."""
        self._page.show_empty()
        if self._sheet.lines and not self._page.deck:
            self._wait.start()

    def filter_entered(self) -> None:
        """Other pictures may be used: for the deck that is open, else for the line."""
        deck = self._page.deck
        if deck is None:
            self.ask()
        else:
            self._ask_deck(replace(deck.wish, where=self._page.head.where.text().strip()))

    def _found(self, found: Found) -> None:
        self.late.stop()
        page = self._page
        self._put_deck_away()
        lines = carried_over(self._sheet.lines, lines_of_headline(found.proposals))
        self._sheet.know(found.decisions)
        page.notes = " ".join(found.proposals.notes)
        page.nothing_fits = found.proposals.standing is Standing.NOTHING_FITS
        fresh = page.head.field.hasFocus() or not self._sheet.lines
        page.filling.prepare({})
        self._sheet.show(lines)
        page.show_middle()
        if fresh:
            page.matrix.setFocus()
        page.filling.go_on()
        page.show_standing()

    def _failed(self, error: UserError) -> None:
        """What is shown stays, and its lines go on being looked at."""
        self.late.stop()
        self._page.trouble = str(error)
        self._page.show_standing()
        self._page.filling.go_on()

    def try_sample(self) -> None:
        """A line to begin with."""
        self._page.head.field.setText(tr("Two runners by the sea"))
        self.ask()

    def pick_first(self) -> None:
        """The first crop of every line."""
        self._page.decisions.pick_first()

    def forget(self) -> None:
        """Let earlier decisions weigh no more."""
        self._page.decisions.forget()

    def focus_headline(self) -> None:
        """To the field, which an open deck has no use for."""
        if self._page.deck is not None:
            words = tr("The deck has its own lines.")
            self._messages.say(words, tr("Close the deck"), self.close_deck)
            return
        self._page.head.field.setFocus()
        self._page.head.field.selectAll()

    # -- decks ---------------------------------------------------------------------------------

    def open_deck(self) -> None:
        """Ask for a deck's file."""
        path, _ = QFileDialog.getOpenFileName(
            self._page, tr("Open a deck"), "", tr("Decks (*.csv *.tsv *.txt *.xlsx)")
        )
        if path:
            self.read_deck(path)

    def read_deck(self, path: str) -> None:
        """Give every line of a file its picture."""
        self._ask_deck(self._wish(name=Path(path).name, path=path))

    def paste_deck(self, text: str) -> None:
        """Give every pasted line its picture."""
        self._ask_deck(self._wish(name=tr("Pasted lines"), text=text))

    def repeat_pictures(self, repeat: bool) -> None:
        """Let pictures be used for several lines, or no longer."""
        if self._page.deck is not None:
            self._ask_deck(replace(self._page.deck.wish, repeat=repeat))

    def _wish(self, *, name: str, path: str = "", text: str = "") -> DeckWish:
        head = self._page.head
        return DeckWish(name, path, text, tuple(head.ticked), head.where.text().strip())

    def _ask_deck(self, wish: DeckWish) -> None:
        if self._is_wrong(wish.where, self._deck_failed):
            return
        self._page.trouble = ""
        self._page.head.show_status(tr("Giving every line its picture…"))
        self.late.start()
        self._page.filling.stop()
        work = partial(asking.deck, wish=wish)
        self._desk.ask(CHANNEL, work, self._deck_found, self._deck_failed)

    def _deck_failed(self, error: UserError) -> None:
        deck = self._page.deck
        if deck is not None:
            self._page.deck_bar.show_deck(deck)
        self._failed(error)

    def _deck_found(self, found: DeckFound) -> None:
        self.late.stop()
        self._put_deck_away()
        self._sheet.know(found.decisions)
        self._show_deck(found, lines_of_deck(found))

    def _show_deck(self, found: DeckFound, lines: Sequence[Line]) -> None:
        page, entries = self._page, found.schedule.entries
        page.deck, page.notes, page.nothing_fits = found, "", False
        page.trouble = ""
        page.filling.prepare({line.key: e for line, e in zip(lines, entries, strict=True)})
        self._sheet.show(lines)
        page.deck_bar.show_deck(found)
        page.head.show_deck(is_open=True)
        page.show_middle()
        page.matrix.setFocus()
        page.filling.go_on()
        page.show_standing()

    def _put_deck_away(self) -> None:
        """Another thing is about to be shown: the deck and its crops can be had back."""
        page, deck = self._page, self._page.deck
        if deck is None:
            return
        page.history.add(tr("The deck"), partial(self._show_deck, deck, self._sheet.lines))
        page.deck = None
        page.deck_bar.hide()
        page.head.show_deck(is_open=False)

    def close_deck(self) -> None:
        """Back to one line."""
        if self._page.deck is None:
            return
        self._page.filling.stop()
        self._put_deck_away()
        self._sheet.show(())
        self._page.show_empty()
        self.focus_headline()
        self._messages.say(tr("The deck was closed."), tr("Undo"), self._page.decisions.undo)

    # -- variants ------------------------------------------------------------------------------

    def variants(self) -> None:
        """Three clearly different pictures for the line in hand, or back to the best."""
        line = self._page.matrix.current_line
        if line is None:
            return
        if line.letters:
            self._sheet.put(self._page.best_of.pop(line.key, line))
            return
        if line.channel.variants < 2:
            self._messages.say(tr("{c} tests no variants.", c=line.channel.label))
            return
        self._page.trouble = ""
        work = partial(asking.variants, proposals=line.proposals)
        self._desk.ask(_VARIANTS, work, partial(self._variants_came, line.key), self._failed)

    def _variants_came(self, key: str, proposals: Proposals) -> None:
        line = self._sheet.line(key)
        if line is None:
            return
        self._page.best_of[key] = line
        self._sheet.put(replace(line, proposals=proposals, letters=True, moved=frozenset()))
