"""What comes after the first look, line by line: a deck's crops, then all from the originals.

Crops that were used before the model could score them get their scores in between. One question
at a time, so that a search or a moved crop waits for a few lines at most; what can be seen comes
first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from picturedesk.errors import UserError
from picturedesk.headlines import Entry, Proposal, Proposals
from picturedesk.records import Crop
from picturedesk_app.desk import Desk
from picturedesk_app.headlines import asking
from picturedesk_app.headlines.sheet import Line, Sheet

CHANNEL = "search-headline-more"
_AT_ONCE = 4
"""Lines that are looked at again in one question."""


class Filling(QObject):
    """Works through the lines of a sheet."""

    progressed = Signal()
    """One line more is done, or all are."""

    def __init__(self, sheet: Sheet, desk: Desk, visible: Callable[[], list[Line]]) -> None:
        super().__init__(sheet)
        self._sheet, self._desk, self._visible = sheet, desk, visible
        self._entries: dict[str, Entry] = {}
        self._done: set[str] = set()
        self._unscorable: set[tuple[str, str, Crop]] = set()
        self._busy = self._held = False

    def hold(self, *, held: bool) -> None:
        """Ask for nothing more while a person waits for a score."""
        self._held = held
        if not held:
            self._unscorable.clear()  # the model may be back
            self.go_on()

    def prepare(self, entries: dict[str, Entry]) -> None:
        """Other lines are about to be shown; ``entries`` of a deck, by the keys of its lines."""
        self.stop()
        self._entries = entries

    def stop(self) -> None:
        """No more of these lines."""
        self._desk.drop(CHANNEL)
        self._busy = False
        self._done.clear()
        self._unscorable.clear()

    @property
    def left(self) -> int:
        """Lines that are still to be looked at."""
        return sum(self._next_of(line) in ("crops", "originals") for line in self._sheet.lines)

    @property
    def is_deck(self) -> bool:
        """Whether the lines are a deck's."""
        return bool(self._entries)

    def _next_of(self, line: Line) -> str:
        """What is to be done for a line: crops, a score, originals, or nothing."""
        if line.waiting:
            return "crops"
        if self._unscored(line) is not None:
            return "score"
        if line.key in self._done or line.from_originals or not line.cells:
            return ""
        # A deck may be long: its originals are looked at when they are seen.
        seen = not self.is_deck or line in self._visible()
        return "originals" if seen else ""

    def _unscored(self, line: Line) -> Proposal | None:
        """A crop of a line that was used without its score, as far as it can be had."""
        return next(
            (
                p
                for p in line.cells
                if not p.is_scored and (line.key, p.asset.id, p.crop) not in self._unscorable
            ),
            None,
        )

    def go_on(self) -> None:
        """Ask for the next line, if none is being asked for."""
        if self._busy or self._held:
            return
        seen = self._visible()
        order = [*seen, *(line for line in self._sheet.lines if line not in seen)]
        for wanted in ("crops", "score", "originals"):
            line = next((one for one in order if self._next_of(one) == wanted), None)
            if line is not None:
                self._busy = True
                if wanted == "crops":
                    self._ask_crops(line)
                elif wanted == "score":
                    self._ask_score(line)
                else:
                    self._ask_originals(line, order)
                return

    def _ask_crops(self, line: Line) -> None:
        work = partial(asking.deck_line, entry=self._entries[line.key])
        cropped = partial(self._cropped, line.key)
        self._desk.ask(CHANNEL, work, cropped, partial(self._failed, [line.key]))

    def _ask_score(self, line: Line) -> None:
        proposal = self._unscored(line)
        assert proposal is not None
        about = (line.key, proposal.asset.id, proposal.crop)
        work = partial(asking.scored, of=line.proposals, proposal=proposal, crop=proposal.crop)
        self._desk.ask(
            CHANNEL, work, partial(self._scored, about), partial(self._not_scored, about)
        )

    def _scored(self, about: tuple[str, str, Crop], proposal: Proposal) -> None:
        """The score belongs to the crop that it was asked for, if that is still there."""
        key, asset_id, crop = about
        line = self._sheet.line(key)
        cells = line.cells if line is not None else ()
        if any(p.asset.id == asset_id and p.crop == crop and not p.is_scored for p in cells):
            self._sheet.put_cell(key, replace(proposal, crop=crop), touched=True)
        self._go_on_after()

    def _not_scored(self, about: tuple[str, str, Crop], _: UserError) -> None:
        self._unscorable.add(about)
        self._go_on_after()

    def _ask_originals(self, first: Line, order: list[Line]) -> None:
        """A few lines of one headline at once: they share their pictures."""
        batch = [
            line
            for line in order
            if self._next_of(line) == "originals"
            and line.proposals.headline == first.proposals.headline
        ][:_AT_ONCE]
        keys = [line.key for line in batch]
        together = replace(first.proposals, rows=tuple(line.row for line in batch))
        again = partial(asking.again, proposals=together, in_order=self.is_deck)
        self._desk.ask(CHANNEL, again, partial(self._came_again, keys), partial(self._failed, keys))

    def _cropped(self, key: str, proposals: Proposals) -> None:
        line = self._sheet.line(key)
        if line is not None:
            self._sheet.put(replace(line, proposals=proposals, waiting=False))
        self._go_on_after()

    def _came_again(self, keys: list[str], proposals: Proposals) -> None:
        for key, row in zip(keys, proposals.rows, strict=True):
            line = self._sheet.line(key)
            self._done.add(key)
            if line is not None and not line.letters:
                self._sheet.came_again(key, row)
        self._go_on_after()

    def _failed(self, keys: list[str], error: UserError) -> None:
        self._done.update(keys)
        for line in filter(None, map(self._sheet.line, keys)):
            if line.waiting:
                row = replace(line.row, gap=error.sentence)
                proposals = replace(line.proposals, rows=(row,))
                self._sheet.put(replace(line, proposals=proposals, waiting=False))
        self._go_on_after()

    def _go_on_after(self) -> None:
        self._busy = False
        self.progressed.emit()
        self.go_on()
