"""The lines of the matrix: what is proposed, what was decided, what the user moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from picturedesk.channels import Channel
from picturedesk.headlines import Decision, Proposal, Proposals, Row
from picturedesk.records import Asset
from picturedesk_app.headlines.asking import KnownNow

Where = tuple[str, str, str]
"""Headline, channel, asset id: what a decision is about."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: a headline on a channel, and the crops proposed for it."""

    key: str
    proposals: Proposals
    """With exactly one row."""
    title: str
    detail: str = ""
    letters: bool = False
    """Its cells are variants to be tested against each other: A, B, C."""
    from_originals: bool = False
    waiting: bool = False
    """Its crops are still being found (a deck's lines)."""
    moved: frozenset[str] = frozenset()
    """Ids of assets whose crop moved when the originals were looked at."""
    touched: frozenset[str] = frozenset()
    """Ids of assets whose crop the user moved."""
    number: int = 0
    """Line of the deck; 0 where there is none."""
    day: date | None = None
    """Of publication, where the deck names one."""
    language: str = ""
    """Of the line, where the deck names one."""

    @property
    def row(self) -> Row:
        """The engine's row."""
        return self.proposals.rows[0]

    @property
    def channel(self) -> Channel:
        """Where it is published."""
        return self.row.channel

    @property
    def cells(self) -> tuple[Proposal, ...]:
        """The crops, best first."""
        return self.row.proposals

    def with_cells(self, cells: Sequence[Proposal]) -> Line:
        """The same line with other crops."""
        row = replace(self.row, proposals=tuple(cells))
        return replace(self, proposals=replace(self.proposals, rows=(row,)))

    def where(self, proposal: Proposal) -> Where:
        """What a decision on one of its cells is about."""
        return self.proposals.headline, self.channel.name, proposal.asset.id


class Sheet(QObject):
    """Lives in the GUI thread; the matrix shows it."""

    reset = Signal()
    """Other lines altogether."""
    changed = Signal()
    """Something about the lines that are there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self._decided: dict[Where, Decision] = {}

    # -- lines ---------------------------------------------------------------------------------

    def show(self, lines: Iterable[Line]) -> None:
        """Other lines."""
        self.lines = tuple(lines)
        self.reset.emit()

    def line(self, key: str) -> Line | None:
        """The line of this key, if it is still there."""
        return next((line for line in self.lines if line.key == key), None)

    def put(self, line: Line) -> None:
        """This line instead of the one with its key."""
        self.lines = tuple(line if old.key == line.key else old for old in self.lines)
        self.changed.emit()

    def came_again(self, key: str, fresh_row: Row) -> None:
        """The originals were looked at: what the user moved or decided on stays as it is."""
        line = self.line(key)
        if line is None:
            return
        held = {
            p.asset.id: p
            for p in line.cells
            if p.asset.id in line.touched or self.decision(line, p) is not None
        }
        fresh = [held.get(p.asset.id, p) for p in fresh_row.proposals]
        before = {p.asset.id: p.crop for p in line.cells}
        moved = frozenset(p.asset.id for p in fresh if before.get(p.asset.id, p.crop) != p.crop)
        said = fresh_row.changed
        row = replace(line.row, changed=said)
        new = replace(line, proposals=replace(line.proposals, rows=(row,)), from_originals=True,
                      moved=moved if said else frozenset())  # fmt: skip
        self.put(new.with_cells(fresh))

    def put_cell(self, key: str, proposal: Proposal, *, touched: bool) -> Proposal | None:
        """Another crop of the same picture; answers with the one that was there."""
        line = self.line(key)
        if line is None:
            return None
        old = next((p for p in line.cells if p.asset.id == proposal.asset.id), None)
        cells = [proposal if p.asset.id == proposal.asset.id else p for p in line.cells]
        ids = {proposal.asset.id}
        new = replace(line, touched=line.touched | ids if touched else line.touched - ids)
        self.put(new.with_cells(cells))
        return old

    def shown(self) -> dict[str, list[Asset]]:
        """The pictures in it, by the language of their lines."""
        found: dict[str, list[Asset]] = {}
        for line in self.lines:
            found.setdefault(line.language, []).extend(p.asset for p in line.cells)
        return found

    def refresh(self, now: KnownNow) -> None:
        """What is known of the pictures by now; their crops and scores stay as they are."""
        lines = []
        for line in self.lines:
            known = now.get(line.language, {})
            new = [known.get(p.asset.key, p.asset) for p in line.cells]
            same = all(a == p.asset for a, p in zip(new, line.cells, strict=True))
            cells = [replace(p, asset=a) for a, p in zip(new, line.cells, strict=True)]
            lines.append(line if same else line.with_cells(cells))
        if any(new is not old for new, old in zip(lines, self.lines, strict=True)):
            self.lines = tuple(lines)
            self.changed.emit()

    # -- decisions -----------------------------------------------------------------------------

    def know(self, decisions: Iterable[Decision]) -> None:
        """All decisions that stand."""
        self._decided = {(d.headline, d.channel, d.asset_id): d for d in decisions}
        self.changed.emit()

    def add(self, decisions: Iterable[Decision]) -> None:
        """These were made now."""
        self._decided |= {(d.headline, d.channel, d.asset_id): d for d in decisions}
        self.changed.emit()

    def drop(self, keys: Iterable[int]) -> None:
        """These were taken back."""
        gone = set(keys)
        self._decided = {w: d for w, d in self._decided.items() if d.key not in gone}
        self.changed.emit()

    def decision(self, line: Line, proposal: Proposal) -> Decision | None:
        """What was decided on a cell."""
        return self._decided.get(line.where(proposal))

    @property
    def weighing(self) -> int:
        """How many decisions weigh on what is proposed."""
        return sum(d.weighs for d in self._decided.values())

    def picked(self) -> list[tuple[Line, Proposal]]:
        """The cells that are picked, line by line."""
        found = []
        for line in self.lines:
            for proposal in line.cells:
                decision = self.decision(line, proposal)
                if decision is not None and decision.picked:
                    found.append((line, proposal))
        return found
