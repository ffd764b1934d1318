"""Answers of the engine as lines of the sheet (pure)."""

from __future__ import annotations

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


def lines_of_deck(found: DeckFound) -> list[Line]:
    """A line a line; their crops are still to be found."""
    return [_deck_line(place, entry) for place, entry in enumerate(found.schedule.entries)]


def _deck_line(place: int, entry: Entry) -> Line:
    line = entry.line
    proposals = Proposals(line.headline, entry.standing, (Row(line.channel, ()),))
    said = [line.channel.label]
    if line.day is not None:
        day = QDate(line.day.year, line.day.month, line.day.day)
        said.append(QLocale().toString(day, "d MMM"))
    if line.language:
        said.append(line.language)
    said.append(tr("line {n}", n=line.number))
    return Line(
        f"{place}/{line.channel.name}",
        proposals,
        line.headline,
        " · ".join(said),
        waiting=True,
        number=line.number,
        day=line.day,
    )
