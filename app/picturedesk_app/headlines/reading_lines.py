"""Answers of the engine as lines of the sheet (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QDate, QLocale

from picturedesk.headlines import Entry, Proposals, Row
from picturedesk.records import Standing
from picturedesk_app.headlines import words
from picturedesk_app.headlines.asking import DeckFound
from picturedesk_app.headlines.sheet import Line
from picturedesk_app.i18n import tr


def lines_of_headline(proposals: Proposals) -> list[Line]:
    """A line a channel. That nothing fits is said once for all, not by each."""
    nothing = proposals.standing is Standing.NOTHING_FITS
    return [
        Line(
            row.channel.name,
            replace(proposals, rows=(replace(row, gap="") if nothing and row.proposals else row,)),
            row.channel.label,
            words.channel_words(row.channel),
        )
        for row in proposals.rows
    ]


def carried_over(old: Sequence[Line], new: Sequence[Line]) -> list[Line]:
    """The new lines, with the crops that the user moved in the same lines before."""
    before = {(line.proposals.headline, line.key): line for line in old}
    found = []
    for line in new:
        was = before.get((line.proposals.headline, line.key))
        moved = {p.asset.id: p for p in was.cells if p.asset.id in was.touched} if was else {}
        cells = [moved.get(p.asset.id, p) for p in line.cells]
        kept = frozenset(p.asset.id for p in cells if p.asset.id in moved)
        found.append(replace(line, touched=kept).with_cells(cells) if kept else line)
    return found


def lines_of_deck(found: DeckFound) -> list[Line]:
    """A line a line; their crops are still to be found."""
    return [_deck_line(place, entry) for place, entry in enumerate(found.schedule.entries)]


def _deck_line(place: int, entry: Entry) -> Line:
    line = entry.line
    proposals = Proposals(line.headline, entry.standing, (Row(line.channel, ()),))
    said = [line.channel.label]
    if line.day is not None:
        day = QDate(line.day.year, line.day.month, line.day.day)
        said.append(QLocale().toString(day, "d\u00a0MMM"))
    if line.language:
        said.append(line.language)
    said.append(tr("line\u00a0{n}", n=line.number))
    return Line(
        f"{place}/{line.channel.name}",
        proposals,
        line.headline,
        " · ".join(said),
        waiting=True,
        number=line.number,
        day=line.day,
        language=line.language,
    )
