"""A deck to a schedule: a picture for every line, its crop, the files and the table.

:func:`assign` needs no pixels: 500 lines against 100,000 pictures are a few matrix products and
one assignment. :func:`crop_all` and :func:`export_all` are generators with a step a line, so that
the caller decides about threads and stopping; what they made is in the :class:`Schedule` that
they fill.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from picturedesk.catalog import filters
from picturedesk.errors import UserError
from picturedesk.export import write_table
from picturedesk.headlines import assigning, feedback, wording
from picturedesk.headlines import rules as ruling
from picturedesk.headlines.asking import Asked, scoring
from picturedesk.headlines.assigning import NOBODY
from picturedesk.headlines.choosing import best_crop
from picturedesk.headlines.deck import DeckLine
from picturedesk.headlines.exporting import (
    Exported,
    ExportOptions,
    check_pattern,
    export_one,
    file_name,
    made_folder,
)
from picturedesk.headlines.proposing import rules_of
from picturedesk.headlines.rules import within
from picturedesk.headlines.values import Proposal
from picturedesk.records import Asset, Progress, Standing
from picturedesk.search.background import background
from picturedesk.search.blend import Blend
from picturedesk.search.standing import judge
from picturedesk.vision.encoder import FloatArray
from picturedesk.vision.prompts import unit

if TYPE_CHECKING:
    from picturedesk.library import Library

RUNNERS_UP = 2
HEADER = ("date", "channel", "headline", "language", "file", "alt text", "asset path", "standing",
          "note")  # fmt: skip
_BLOCK = 8_192
_JUDGED = 16
_BEYOND = 0.01
"""Worth of a deviation beyond where the fit's curve has flattened: the better of two good ones."""
_KeyArray = ruling.KeyArray


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a deck with what was found for it."""

    line: DeckLine
    asset: Asset | None
    """None where the pictures ran out, or none is allowed."""
    standing: Standing
    """Of the asset for the headline; NOTHING_FITS where it is only the nearest."""
    worth: float
    runners_up: tuple[Asset, ...] = ()
    note: str = ""
    proposal: Proposal | None = None
    """The crop, once :func:`crop_all` has come by."""
    file: Path | None = None
    """Once :func:`export_all` has written it."""


@dataclass(slots=True)
class Schedule:
    """All lines, in the deck's order; filled in as the work goes on."""

    entries: list[Entry]
    notes: tuple[str, ...] = ()
    exported: list[Exported] = field(default_factory=list)

    @property
    def gaps(self) -> list[Entry]:
        """Lines without a picture that fits."""
        return [e for e in self.entries if e.asset is None or e.standing is Standing.NOTHING_FITS]


def assign(
    library: Library,
    lines: Sequence[DeckLine],
    *,
    where: str = "",
    repeat: bool = False,
    runners_up: int = RUNNERS_UP,
    today: date | None = None,
) -> Schedule:
    """Give each line a picture: none twice (unless ``repeat``), best in total.

    Raises what :func:`picturedesk.headlines.propose` raises.
    """
    day = today or date.today()  # noqa: DTZ011 - a day of the calendar on the wall
    names = sorted({line.channel.name for line in lines})
    in_force = ruling.in_force(library, rules_of(library), names, day)
    shelf = _pictures(library, where, in_force.excluded)
    askeds = _askeds(library, [line.headline for line in lines])
    size = min(len(shelf.owners), 1 if repeat else len(lines)) + runners_up
    blocks = _worths(library, lines, askeds, shelf, in_force)
    lists = assigning.gather(len(lines), blocks, size)
    columns, worths = lists.ordered()
    if repeat and columns.shape[1]:
        chosen = np.where(np.isfinite(worths[:, 0]), columns[:, 0], NOBODY)
    else:
        chosen = assigning.assign(columns, worths)
    lists_made = _Lists(columns, worths, chosen, runners_up, repeat=repeat)
    entries = _entries(library, lines, askeds, shelf, lists_made)
    return Schedule(entries, in_force.notes)


@dataclass(frozen=True, slots=True, eq=False)
class _Shelf:
    """The pictures to choose from, a column each."""

    vectors: _KeyArray
    """Keys of their vectors."""
    owners: _KeyArray
    """One asset of each."""


def _pictures(library: Library, where: str, excluded: _KeyArray) -> _Shelf:
    """Vector keys and one asset of each, side by side: like pixels are one picture here."""
    allowed = filters.parse(f"{where} type:picture")
    vectors, owners = library.catalog.vectors.pairs(library.encoder_key, allowed)
    free = ~within(owners, excluded)
    vectors, owners = vectors[free], owners[free]
    order = np.lexsort((owners, vectors))
    vectors, owners = vectors[order], owners[order]
    _, first = np.unique(vectors, return_index=True)
    return _Shelf(vectors[first], owners[first])


def _askeds(library: Library, headlines: Sequence[str]) -> list[Asked]:
    ground = background(library)
    probes = wording.probes(library, headlines)
    encoder = library.encoder
    return [
        Asked(headline, probe, ground, encoder, scoring())
        for headline, probe in zip(headlines, probes, strict=True)
    ]


def _worths(
    library: Library,
    lines: Sequence[DeckLine],
    askeds: Sequence[Asked],
    shelf: _Shelf,
    in_force: ruling.RulesInForce,
) -> Iterator[tuple[int, FloatArray]]:
    """Blocks of what every picture is worth for every line: ``(lines, n)``."""
    if not len(shelf.vectors) or not askeds:
        return
    texts = np.array([asked.vector for asked in askeds], np.float32)
    ground = askeds[0].ground
    fed = _Fed(library, askeds)
    used = [in_force.used.get(line.channel.name, np.zeros(0, np.int64)) for line in lines]
    for start in range(0, len(shelf.vectors), _BLOCK):
        rows = unit(
            np.asarray(library.index.get(shelf.vectors[start : start + _BLOCK]), np.float32)
        )
        keys = shelf.owners[start : start + _BLOCK]
        neutral = rows @ ground.neutral.T
        spread = np.maximum(neutral.std(1), 1e-4)
        above = (texts @ rows.T - neutral.mean(1)) / spread
        worths = Asked.fit_of(above) + _BEYOND * above + in_force.boost(keys)
        worths += fed.terms(keys, rows)
        for name in {line.channel.name for line in lines}:
            group = [i for i, line in enumerate(lines) if line.channel.name == name]
            gone = within(keys, used[group[0]])
            if gone.any():
                worths[np.ix_(np.array(group), np.flatnonzero(gone))] = -np.inf
        worths[:, np.isnan(rows).any(1)] = -np.inf
        yield start, np.asarray(worths, np.float32)


class _Fed:
    """What picks and rejects add, for all lines; nothing at all where there are none."""

    def __init__(self, library: Library, askeds: Sequence[Asked]) -> None:
        self._library = library
        self._terms: list[feedback.Feedback] = []
        if feedback.decisions_of(library):
            known: dict[str, FloatArray | None] = {}
            self._terms = [feedback.for_headline(library, a, known) for a in askeds]

    def terms(self, keys: _KeyArray, rows: FloatArray) -> FloatArray:
        """``(lines, n)``, or a scalar 0."""
        if not self._terms:
            return np.zeros((1, 1), np.float32)
        named = {i for f in self._terms for i in (*f.picked, *f.rejected)}
        wanted = {}
        for asset_id in named:
            asset = self._library.catalog.assets.by_id(asset_id)
            if asset is not None:
                wanted[asset.key] = asset_id
        ids = [wanted.get(key, "") for key in keys.tolist()]
        return np.array([f.terms(ids, rows) for f in self._terms], np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Lists:
    columns: assigning.IndexArray
    worths: FloatArray
    chosen: assigning.IndexArray
    runners_up: int
    repeat: bool

    def of_line(self, row: int, taken: set[int]) -> tuple[list[int], float]:
        """Columns of a line, the chosen first, then its runners-up; and the chosen's worth."""
        own = int(self.chosen[row])
        usable = np.isfinite(self.worths[row])
        listed = self.columns[row][usable].tolist()
        others = [c for c in listed if c != own and (self.repeat or c not in taken)]
        first = [own] if own != NOBODY else []
        worth = float(self.worths[row][self.columns[row] == own][0]) if first else 0.0
        return first + others[: self.runners_up], worth


def _entries(
    library: Library,
    lines: Sequence[DeckLine],
    askeds: Sequence[Asked],
    shelf: _Shelf,
    lists: _Lists,
) -> list[Entry]:
    taken = set(lists.chosen.tolist())
    listed = [lists.of_line(row, taken) for row in range(len(lines))]
    keys = sorted({int(shelf.owners[c]) for group, _ in listed for c in group})
    assets = {a.key: a for a in library.catalog.assets.get_many(keys)}
    entries = []
    for row, (line, asked) in enumerate(zip(lines, askeds, strict=True)):
        group, worth = listed[row]
        found = [assets[int(shelf.owners[c])] for c in group if int(shelf.owners[c]) in assets]
        if lists.chosen[row] == NOBODY or not found:
            note = "No picture is left for this line."
            entries.append(Entry(line, None, Standing.NOTHING_FITS, 0.0, tuple(found), note))
            continue
        standing = _standing(library, asked, shelf.vectors[group[:1]], len(shelf.vectors))
        note = "" if standing is not Standing.NOTHING_FITS else (
            "Nothing in the library fits this line; the nearest is given."
        )  # fmt: skip
        entries.append(Entry(line, found[0], standing, worth, tuple(found[1:]), note))
    return entries


def _standing(library: Library, asked: Asked, keys: _KeyArray, total: int) -> Standing:
    rows = unit(np.asarray(library.index.get(keys), np.float32))
    return judge(asked.ground, Blend([asked.probe], asked.ground), rows, total).whole


# -- crops, files, table ---------------------------------------------------------------------------


def crop_all(library: Library, schedule: Schedule) -> Iterator[Progress]:
    """Find the crop of every line that has a picture; a step a line."""
    total = len(schedule.entries)
    for place, entry in enumerate(schedule.entries):
        if entry.asset is not None and entry.proposal is None:
            schedule.entries[place] = _with_crop(library, entry, entry.asset)
        yield Progress("Cropping", place + 1, total)


def _with_crop(library: Library, entry: Entry, asset: Asset) -> Entry:
    try:
        found = best_crop(library, entry.line.headline, asset, entry.line.channel)
    except UserError as error:
        return replace(entry, note=_said(entry.note, str(error)))
    return replace(entry, proposal=replace(found, standing=entry.standing))


def swap(entry: Entry, asset: Asset) -> Entry:
    """The same line with one of its runners-up (or any picture) instead; its crop is to be found.

    The asset that was there becomes the first runner-up.
    """
    others = [a for a in (entry.asset, *entry.runners_up) if a is not None and a.key != asset.key]
    return replace(entry, asset=asset, runners_up=tuple(others), proposal=None, file=None, note="")


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
            entry.note,
        )
        for entry in schedule.entries
    ]
    return write_table(path, HEADER, rows, overwrite=overwrite, title="Schedule")
