"""What the user decides: picks, rejects, moved crops, and the way back from each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from picturedesk.errors import UserError
from picturedesk.headlines import Decision, Proposal
from picturedesk_app.headlines import deciding
from picturedesk_app.headlines.sheet import Line, Where
from picturedesk_app.i18n import tr, trn

if TYPE_CHECKING:
    from picturedesk_app.headlines.page import HeadlinesPage


class Decisions(QObject):
    """Has decisions recorded by the writer, and keeps how to take them back."""

    def __init__(self, page: HeadlinesPage) -> None:
        super().__init__(page)
        self._page = page
        self._desk, self._messages = page.desk, page.messages
        self._sheet, self._history = page.sheet, page.history
        self._busy: set[Where] = set()

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
            "What is proposed from now on is as if they had not been. They stand all the same, and "
            "which picture was used where stays known. U takes it back."
        )
        if count and self._messages.ask(sentence, detail, tr("Let them go")):
            self._desk.change(deciding.forget, self._forgotten, self._messages.problem)

    def _forgotten(self, made: tuple[object, int, list[Decision]]) -> None:
        _, key, decisions = made
        if not key:
            return
        self._history.add(tr("The forgetting"), partial(self._remember, key))
        words = tr("Earlier picks and rejects count no more.")
        self._messages.say(words, tr("Undo"), self.undo)
        self._weigh_anew(decisions)

    def _remember(self, key: int) -> None:
        work = partial(deciding.remember, key=key)
        self._desk.change(work, lambda made: self._weigh_anew(made[1]), self._messages.problem)

    def _weigh_anew(self, decisions: list[Decision]) -> None:
        self._sheet.know(decisions)
        if not self._page.deck and self._sheet.lines:
            self._page.commands.ask()

    # -- crops ---------------------------------------------------------------------------------

    def crop(self) -> None:
        """Open the crop editor on the crop in hand."""
        now = self._page.matrix.current
        if now is not None:
            self._page.filling.hold(held=True)
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
        self._page.filling.go_on()
        return old
