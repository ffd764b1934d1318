"""A schedule to crops, files and a table.

:func:`crop_all` and :func:`export_all` are generators with a step a line, so that the caller
decides about threads and stopping; what they made is in the :class:`Schedule` that they fill.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from picturedesk.errors import UserError
from picturedesk.export import write_table
from picturedesk.headlines.asking import ask
from picturedesk.headlines.choosing import best_crop
from picturedesk.headlines.decisions import count_as_used
from picturedesk.headlines.exporting import (
    ExportOptions,
    check_pattern,
    export_one,
    file_name,
    made_folder,
)
from picturedesk.headlines.scheduling import Entry, Schedule
from picturedesk.headlines.values import Proposals, Row
from picturedesk.records import Asset, Progress

if TYPE_CHECKING:
    from picturedesk.library import Library

HEADER = ("date", "channel", "headline", "language", "file", "alt text", "asset path", "standing",
          "note")  # fmt: skip


def crop_all(library: Library, schedule: Schedule) -> Iterator[Progress]:
    """Find the crop of every line that has a picture; a step a line."""
    total = len(schedule.entries)
    for place, entry in enumerate(schedule.entries):
        if entry.asset is not None and entry.proposal is None:
            schedule.entries[place] = _with_crop(library, entry, entry.asset)
        yield Progress("Cropping", place + 1, total)


def _with_crop(library: Library, entry: Entry, asset: Asset) -> Entry:
    try:
        line = entry.line
        found = best_crop(library, line.headline, asset, line.channel, language=line.language)
    except UserError as error:
        return replace(entry, note=_said(entry.note, str(error)))
    return replace(entry, proposal=replace(found, standing=entry.standing))


def crop_line(library: Library, entry: Entry, count: int) -> Proposals:
    """The crops of one line of a deck: its picture's, then its runners-up', ``count`` at most.

    Pictures that cannot be seen are left out; where none is left the row says why.
    """
    line = entry.line
    asked = ask(library, line.headline)
    made, gap = [], entry.note
    for asset in [a for a in (entry.asset, *entry.runners_up) if a is not None][:count]:
        try:
            found = best_crop(library, asked.headline, asset, line.channel, language=line.language)
        except UserError as error:
            gap = gap or error.sentence
            continue
        made.append(replace(found, standing=entry.standing) if asset is entry.asset else found)
    return Proposals(
        asked.headline,
        entry.standing,
        (Row(line.channel, tuple(made), gap=gap, note=entry.why),),
        encoder=str(asked.encoder.id),
        prompt_version=asked.prompt_version,
    )


def swap(entry: Entry, asset: Asset) -> Entry:
    """The same line with one of its runners-up (or any picture) instead; its crop is to be found.

    The asset that was there becomes the first runner-up.
    """
    others = [a for a in (entry.asset, *entry.runners_up) if a is not None and a.key != asset.key]
    return replace(entry, asset=asset, runners_up=tuple(others), proposal=None, file=None, note="",
                   why="")  # fmt: skip


def export_all(
    schedule: Schedule, folder: Path | str, options: ExportOptions | None = None
) -> Iterator[Progress]:
    """Write the file of every line that has a crop; a step a line.

    A file that cannot be written is noted with its line and the others are done. Raises UsageError
    for a pattern that cannot be, WriteError when the folder cannot be made.
    """
    how = options or ExportOptions()
    check_pattern(how.pattern)
    target = made_folder(folder)
    taken: set[str] = set()
    total = len(schedule.entries)
    for place, entry in enumerate(schedule.entries):
        if entry.proposal is not None:
            schedule.entries[place] = _exported(schedule, entry, target, how, taken)
        yield Progress("Writing", place + 1, total)


def _exported(
    schedule: Schedule,
    entry: Entry,
    folder: Path,
    how: ExportOptions,
    taken: set[str],
) -> Entry:
    line, proposal = entry.line, entry.proposal
    assert proposal is not None
    own = replace(how, day=line.day or how.day)
    name = file_name(own, line.headline, line.channel, proposal, number=line.number, taken=taken)
    try:
        done = export_one(line.channel, proposal, folder, name, own)
    except UserError as error:
        return replace(entry, note=_said(entry.note, str(error)))
    schedule.exported.append(done)
    return replace(entry, file=done.path, note=_said(entry.note, *done.notes))


def _said(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def write_schedule(schedule: Schedule, path: Path | str, *, overwrite: bool = False) -> Path:
    """The schedule as ``.csv`` or ``.xlsx``: a row a line, in the deck's order.

    Raises UsageError for another ending, WriteError when it cannot be written.
    """
    rows = [
        (
            entry.line.day,
            entry.line.channel.name,
            entry.line.headline,
            entry.line.language,
            entry.file.name if entry.file else "",
            entry.asset.metadata.alt_text if entry.asset else "",
            entry.asset.path if entry.asset else "",
            str(entry.standing),
            _said(entry.note, entry.why),
        )
        for entry in schedule.entries
    ]
    return write_table(path, HEADER, rows, overwrite=overwrite, title="Schedule")


def count_schedule_as_used(library: Library, schedule: Schedule, *, actor: str) -> list[int]:
    """Record the files of a schedule; see :func:`picturedesk.headlines.count_as_used`.

    A picture counts as used from its line's day on.
    """
    keys: list[int] = []
    with library.catalog.transaction(durable=True):
        for entry in schedule.entries:
            done = next((d for d in schedule.exported if d.path == entry.file), None)
            if done is None:
                continue
            of = Proposals(
                entry.line.headline,
                entry.standing,
                (),
                encoder=schedule.encoder,
                prompt_version=schedule.prompt_version,
            )
            keys += count_as_used(library, of, [done], actor=actor, day=entry.line.day)
    return keys
