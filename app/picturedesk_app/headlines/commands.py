"""What the user does on the Headlines page: one short method each; the action table calls some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from picturedesk.errors import UserError
from picturedesk.headlines import Decision, Proposal, Proposals
from picturedesk_app.headlines import asking, deciding
from picturedesk_app.headlines.asking import DeckFound, Found
from picturedesk_app.headlines.reading_lines import lines_of_deck, lines_of_headline
from picturedesk_app.headlines.sheet import Line, Where
from picturedesk_app.i18n import tr, trn

if TYPE_CHECKING:
    from picturedesk_app.headlines.page import HeadlinesPage

CHANNEL = "search-headline"
_VARIANTS = "search-headline-variants"
_PAUSE_MS = 250
"""Several channels ticked one after the other are one question."""


class Commands(QObject):
    """Asks and decides; the page shows."""

    def __init__(self, page: HeadlinesPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk, self._messages = page.desk, page.messages
        self._sheet, self._history = page.sheet, page.history
        self._busy: set[Where] = set()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE_MS)
        self._wait.timeout.connect(self.ask)

    # -- asking --------------------------------------------------------------------------------

    def ask(self) -> None:
        """Look for pictures for the line in the field."""
        self._wait.stop()
        head = self._page.head
        text = head.field.text().strip()
        if not text:
            head.show_status(tr("Write a headline first."), tone="thin")
            return
        if not head.ticked:
            head.show_status(tr("Tick a channel first."), tone="thin")
            return
        head.show_status(tr("Looking…"))
        where = head.where.text().strip()
        work = partial(asking.find, headline=text, channels=head.ticked, where=where)
        self._page.filling.stop()
        self._desk.ask(CHANNEL, work, self._found, self._failed)

    def channels_changed(self) -> None:
        """Other channels: the same line for them."""
        self._page.show_empty()
        if self._sheet.lines and not self._page.deck:
            self._wait.start()

    def _found(self, found: Found) -> None:
        page = self._page
        page.deck = None
        page.deck_bar.hide()
        self._sheet.know(found.decisions)
        page.notes = " ".join(found.proposals.notes)
        fresh = page.head.field.hasFocus() or not self._sheet.lines
        page.filling.prepare({})
        self._sheet.show(lines_of_headline(found.proposals))
        page.show_middle()
        if fresh:
            page.matrix.setFocus()
        page.filling.go_on()
        page.show_standing()

    def _failed(self, error: UserError) -> None:
        self._page.head.show_status(str(error), tone="thin")

    def try_sample(self) -> None:
        """A line to begin with."""
        self._page.head.field.setText(tr("Two runners by the sea"))
        self.ask()

    def focus_headline(self) -> None:
        """To the field."""
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
        name = Path(path).name
        self._ask_deck(partial(asking.deck_file, path=path, name=name))

    def paste_deck(self, text: str) -> None:
        """Give every pasted line its picture."""
        self._ask_deck(partial(asking.deck_text, text=text, name=tr("Pasted lines")))

    def _ask_deck(self, work: partial[DeckFound]) -> None:
        head = self._page.head
        head.show_status(tr("Giving every line its picture…"))
        self._page.filling.stop()
        ready = partial(work, channels=head.ticked)
        self._desk.ask(CHANNEL, ready, self._deck_found, self._failed)

    def _deck_found(self, found: DeckFound) -> None:
        page = self._page
        page.deck, page.notes = found, ""
        self._sheet.know(found.decisions)
        lines = lines_of_deck(found)
        entries = found.schedule.entries
        page.filling.prepare({line.key: e for line, e in zip(lines, entries, strict=True)})
        self._sheet.show(lines)
        page.deck_bar.show_deck(found)
        page.show_middle()
        page.matrix.setFocus()
        page.filling.go_on()
        page.show_standing()

    def close_deck(self) -> None:
        """Back to one line."""
        self._page.filling.stop()
        self._page.deck = None
        self._page.deck_bar.hide()
        self._sheet.show(())
        self._page.show_empty()
        self.focus_headline()

    # -- deciding ------------------------------------------------------------------------------

    def pick(self) -> None:
        """Take the crop in hand, or leave it again."""
        self._toggle(picked=True)

    def reject(self) -> None:
        """Not this one; on to the next."""
        now = self._page.matrix.current
        if now is not None and self._toggle(picked=False):
            self._page.matrix.next_open()

    def _toggle(self, *, picked: bool) -> bool:
        """Decide, or take the same decision back; False where it was taken back."""
        now = self._page.matrix.current
        if now is None or now[0].where(now[1]) in self._busy:
            return False
        old = self._sheet.decision(*now)
        before = old.picked if old is not None else None
        wanted = None if before is picked else picked
        self.decide(*now, wanted)
        words = {True: tr("The pick"), False: tr("The reject"), None: tr("The change of mind")}
        self._history.add(words[wanted], partial(self.decide, *now, before))
        return wanted is not None

    def decide(self, line: Line, proposal: Proposal, picked: bool | None) -> None:
        """Have it recorded; instead of what was decided on this picture before."""
        where = line.where(proposal)
        old = self._sheet.decision(line, proposal)
        choice = deciding.Choice(line.proposals, proposal, line.day)
        key = old.key if old else None
        work = partial(deciding.decide, old=key, choice=choice, picked=picked)
        if where in self._busy:
            # What is under way has no key yet: decide when it has come home.
            QTimer.singleShot(30, self, partial(self.decide, line, proposal, picked))
            return
        self._busy.add(where)
        gone = [old.key] if old else []
        self._desk.change(work, partial(self._decided, where, gone), partial(self._refused, where))

    def _decided(self, where: Where, gone: list[int], made: tuple[object, list[Decision]]) -> None:
        self._busy.discard(where)
        self._sheet.drop(gone)
        self._sheet.add(made[1])

    def _refused(self, where: Where, error: UserError) -> None:
        self._busy.discard(where)
        self._messages.problem(error)

    def pick_first(self) -> None:
        """The first crop of every line that has none picked."""
        taken = {line.key for line, _ in self._sheet.picked()}
        choices = [
            deciding.Choice(line.proposals, line.cells[0], line.day)
            for line in self._sheet.lines
            if line.key not in taken and line.cells
            and self._sheet.decision(line, line.cells[0]) is None
        ]  # fmt: skip
        if choices:
            self._desk.change(
                partial(deciding.pick, choices=choices), self._picked_many, self._messages.problem
            )

    def _picked_many(self, made: tuple[object, list[Decision]]) -> None:
        decisions = made[1]
        self._sheet.add(decisions)
        keys = [d.key for d in decisions]
        self._history.add(tr("The picks"), partial(self._take_back, keys))
        words = trn("{n} crop picked.", "{n} crops picked.", len(keys))
        self._messages.say(words, tr("Undo"), self.undo)

    def _take_back(self, keys: Sequence[int]) -> None:
        work = partial(deciding.take_back, decision_keys=keys)
        self._desk.change(work, lambda _: self._sheet.drop(keys), self._messages.problem)

    def undo(self) -> bool:
        """Take the last act of this page back."""
        words = self._history.undo()
        if words:
            self._page.head.show_status(tr("{what} was taken back.", what=words))
        return bool(words)

    def forget(self) -> None:
        """Let earlier decisions weigh no more, after saying how many there are."""
        count = self._sheet.weighing
        sentence = trn("Let {n} pick or reject count no more?",
                       "Let {n} picks and rejects count no more?", count)  # fmt: skip
        detail = tr(
            "What is proposed from now on is as if they had not been. They stay in the audit, and "
            "which picture was used where stays known. This cannot be taken back."
        )
        if count and self._messages.ask(sentence, detail, tr("Let them go")):
            self._desk.change(deciding.forget, lambda _: self._forgotten(), self._messages.problem)

    def _forgotten(self) -> None:
        self._sheet.forget()
        if not self._page.deck and self._sheet.lines:
            self.ask()

    # -- crops and variants --------------------------------------------------------------------

    def crop(self) -> None:
        """Open the crop editor on the crop in hand."""
        now = self._page.matrix.current
        if now is not None:
            self._page.editor.edit(*now, self._page.head.view)

    def use_crop(self, key: str, proposal: Proposal) -> None:
        """Put a moved crop into its line; a pick follows it."""
        line = self._sheet.line(key)
        if line is None:
            return
        was_touched = proposal.asset.id in line.touched
        old = self._put_crop(key, proposal, touched=True)
        if old is not None:
            back = partial(self._put_crop, key, old, touched=was_touched)
            self._history.add(tr("The crop"), back)

    def _put_crop(self, key: str, proposal: Proposal, *, touched: bool) -> Proposal | None:
        old = self._sheet.put_cell(key, proposal, touched=touched)
        line = self._sheet.line(key)
        if line is not None and old is not None:
            decision = self._sheet.decision(line, proposal)
            if decision is not None and decision.picked:
                self.decide(line, proposal, True)
        return old

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
        work = partial(asking.variants, proposals=line.proposals)
        self._desk.ask(_VARIANTS, work, partial(self._variants_came, line.key), self._failed)

    def _variants_came(self, key: str, proposals: Proposals) -> None:
        line = self._sheet.line(key)
        if line is None:
            return
        self._page.best_of[key] = line
        self._sheet.put(replace(line, proposals=proposals, letters=True, moved=frozenset()))
