"""A headline and channels to proposals: at once from what is kept, then from the originals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from picturedesk import channels as channel_data
from picturedesk.catalog import filters
from picturedesk.channels import Channel
from picturedesk.errors import UsageError
from picturedesk.headlines import candidates, feedback, measuring, scoring, sight
from picturedesk.headlines import rules as ruling
from picturedesk.headlines.asking import Asked, ask
from picturedesk.headlines.candidates import Candidate, Found
from picturedesk.headlines.measuring import Look
from picturedesk.headlines.rules import Rules
from picturedesk.headlines.values import Proposals, Row
from picturedesk.records import Standing

if TYPE_CHECKING:
    from picturedesk.library import Library

CHANNELS_FILE = "channels.toml"
"""In the library's folder: the library's own channels."""
COUNT = 3
_SPARE = 1
"""Candidates looked at beyond those shown, since a good crop can lift one; each costs 21 views."""


def channels_of(library: Library) -> dict[str, Channel]:
    """The channels of a library by name: the shipped ones and its own (InputError)."""
    return channel_data.load(library.paths.folder / CHANNELS_FILE)


def rules_of(library: Library) -> Rules:
    """The business rules of a library (InputError)."""
    return ruling.load(library.paths.folder / ruling.FILE_NAME)


def chosen(library: Library, wanted: Sequence[Channel | str]) -> list[Channel]:
    """Channels, or their names, as channels; a name twice is once.

    Raises UsageError for an unknown name, with the nearest, and for none at all.
    """
    if not wanted:
        raise UsageError("No channel is chosen.", "Name at least one, for example youtube.")
    known = channels_of(library)
    found = [
        item if isinstance(item, Channel) else channel_data.choose(known, [item])[0]
        for item in wanted
    ]
    return list({channel.name: channel for channel in found}.values())


def propose(
    library: Library,
    headline: str,
    wanted: Sequence[Channel | str],
    *,
    where: str = "",
    count: int = COUNT,
    today: date | None = None,
    diversity: float | None = None,
) -> Proposals:
    """The best pictures and crops for each channel: from vectors, thumbnails and local grids.

    ``where`` is a filter as in search; ``count`` pictures a channel, each with its best crop.
    ``diversity``: how different the pictures should be (0 to 1); None: as much as suits.
    Nothing is decided or written. Raises InputError for an empty headline or wrong rules,
    UsageError for an unknown channel or filter, LibraryError when nothing has been read yet,
    ModelError.
    """
    listed = chosen(library, wanted)
    filters.parse(where)  # a mistake is told before the model is waited for
    asked = ask(library, headline)
    names = [channel.name for channel in listed]
    day = today or date.today()  # noqa: DTZ011 - a day of the calendar on the wall
    in_force = ruling.in_force(library, rules_of(library), names, day)
    fed = feedback.for_headline(library, asked)
    found = candidates.find(
        library, asked, in_force, fed, where=where, count=count + _SPARE, diversity=diversity
    )
    by_channel = {
        channel.name: candidates.for_channel(found, in_force, channel.name, count + _SPARE)
        for channel in listed
    }
    seen, problems = _looks(library, asked, by_channel)
    rows = _rows(asked, listed, by_channel, seen, count)
    return Proposals(
        asked.headline,
        found.standing,
        tuple(
            replace(row, gap=_gap(row, found, by_channel[row.channel.name], where)) for row in rows
        ),
        where,
        str(asked.encoder.id),
        asked.prompt_version,
        found.total,
        (*in_force.notes, *in_force.said_of_used(listed), *problems),
    )


def _looks(
    library: Library, asked: Asked, by_channel: Mapping[str, Sequence[Candidate]]
) -> tuple[dict[int, Look], list[str]]:
    """How each candidate is seen for the headline, by asset key."""
    wanted = {c.asset.key: c for group in by_channel.values() for c in group}
    seen, notes = sight.sights(library, [c.asset for c in wanted.values()], asked.encoder)
    looks = {
        key: measuring.look_at(candidate, seen[key], asked)
        for key, candidate in wanted.items()
        if key in seen
    }
    return looks, notes


def _rows(
    asked: Asked,
    listed: Sequence[Channel],
    by_channel: Mapping[str, Sequence[Candidate]],
    looks: Mapping[int, Look],
    count: int,
) -> list[Row]:
    """Every channel's proposals; the crops of all of them are encoded in one batch."""
    plan = {
        channel.name: [
            scoring.measured(looks[c.asset.key], channel, asked)
            for c in by_channel[channel.name]
            if c.asset.key in looks
        ]
        for channel in listed
    }
    wanted = _wanted(plan, asked, count)
    scoring.encode([item for items in wanted.values() for item in items], asked)
    rows = []
    for channel in listed:
        made = [
            scoring.proposal(look, channel, boxes, asked, from_original=False)
            for look, _, boxes in wanted[channel.name]
        ]
        made.sort(key=lambda p: (-p.score, p.asset.key))
        rows.append(Row(channel, tuple(made[:count])))
    return rows


Plan = Mapping[str, Sequence[scoring.Measured]]


def _wanted(plan: Plan, asked: Asked, count: int) -> dict[str, list[scoring.Crops]]:
    """Which boxes the encoder looks at: as many each as the whole of them allows."""
    for each in range(asked.scoring.encoded, 0, -1):
        wanted = {
            name: [
                (m.look, m.channel, m.best(each if place < count else 1))
                for place, m in enumerate(items)
            ]
            for name, items in plan.items()
        }
        listed = [item for items in wanted.values() for item in items]
        if scoring.count(listed, asked) <= asked.scoring.encoded_at_once:
            break
    return wanted


def _gap(row: Row, found: Found, listed: Sequence[Candidate], where: str) -> str:
    """The sentence for a row that is empty, or whose pictures do not fit."""
    if row.proposals:
        if found.standing is Standing.NOTHING_FITS:
            return "Nothing in the library fits this headline; the nearest are shown."
        return ""
    if not found.candidates:
        return "No picture passes the filter." if where.strip() else "No picture is left."
    if not listed:
        return f"Every picture that fits was used on {row.channel.label} of late."
    return "None of the pictures that fit could be read."
