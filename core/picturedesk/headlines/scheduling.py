"""A deck to a schedule: a picture for every line, none twice nor nearly, best in total.

It needs no pixels: 500 lines against 100,000 pictures are a few matrix products and one assignment
(:mod:`.assigning`). Crops, files and the table come after (:mod:`.producing`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from picturedesk.catalog import filters
from picturedesk.headlines import assigning, decisions, feedback, wording
from picturedesk.headlines import rules as ruling
from picturedesk.headlines.asking import Asked, scoring
from picturedesk.headlines.assigning import NOBODY, IndexArray
from picturedesk.headlines.deck import DeckLine
from picturedesk.headlines.exporting import Exported
from picturedesk.headlines.proposing import rules_of
from picturedesk.headlines.rules import within
from picturedesk.headlines.texts import with_texts
from picturedesk.headlines.values import Proposal
from picturedesk.records import Asset, Standing
from picturedesk.search.background import background
from picturedesk.search.blend import Blend
from picturedesk.search.standing import judge
from picturedesk.vision.encoder import FloatArray
from picturedesk.vision.prompts import unit

if TYPE_CHECKING:
    from picturedesk.library import Library

RUNNERS_UP = 2
_BLOCK = 8_192
_BEYOND = 0.01
"""Worth of a deviation beyond where the fit's curve has flattened: the better of two good ones."""
_SPARE, _SPARE_SHARE = 64, 0.25
"""Pictures that a shortlist holds beyond those it must: near-identical shots take up places."""
_LONGER = 4
_LOOKED_THROUGH = 24
"""So many of a line's best are looked through for runners-up."""
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
    why: str = ""
    """Which picture the line would have by itself, and which line has it; empty where it is its
    own. The deck as a whole is best so."""
    proposal: Proposal | None = None
    """The crop, once :func:`picturedesk.headlines.crop_all` has come by."""
    file: Path | None = None
    """Once :func:`picturedesk.headlines.export_all` has written it."""


@dataclass(slots=True)
class Schedule:
    """All lines, in the deck's order; filled in as the work goes on."""

    entries: list[Entry]
    notes: tuple[str, ...] = ()
    encoder: str = ""
    prompt_version: str = ""
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
    """Give each line a picture: none twice nor nearly (unless ``repeat``), best in total.

    Near-identical shots count as one picture, also among the runners-up. Raises what
    :func:`picturedesk.headlines.propose` raises.
    """
    day = today or date.today()  # noqa: DTZ011 - a day of the calendar on the wall
    names = sorted({line.channel.name for line in lines})
    in_force = ruling.in_force(library, rules_of(library), names, day)
    shelf = _pictures(library, where, in_force.excluded)
    notes = (*in_force.notes, *in_force.said_of_used([line.channel for line in lines]))
    askeds = _askeds(library, [line.headline for line in lines])
    if not askeds:
        return Schedule([], notes)
    alike = _Alike(library, shelf, askeds[0].ground.near_identical)
    must = 1 if repeat else len(lines)
    size = must + runners_up + max(_SPARE, round(_SPARE_SHARE * must))
    while True:
        blocks = _worths(library, lines, askeds, shelf, in_force)
        columns, worths = assigning.gather(len(lines), blocks, size).ordered()
        chosen, least = _chosen(columns, worths, alike, repeat=repeat)
        if least >= must or size >= len(shelf.owners):
            break
        # Bursts of like shots fill the shortlists: other pictures may be just behind.
        size *= _LONGER
    lists = _Lists(columns, worths, chosen, alike, runners_up, repeat=repeat)
    entries = _entries(library, lines, askeds, shelf, lists)
    first = askeds[0]
    return Schedule(entries, notes, str(first.encoder.id), first.prompt_version)


def _chosen(
    columns: IndexArray, worths: FloatArray, alike: _Alike, *, repeat: bool
) -> tuple[IndexArray, int]:
    """A column for every line, and how many different ones the shortest list holds."""
    if not repeat:
        return assigning.assign_apart(columns, worths, alike)
    if not columns.shape[1]:
        return np.full(len(columns), NOBODY, np.int64), 0
    return np.where(np.isfinite(worths[:, 0]), columns[:, 0], NOBODY), 1


@dataclass(frozen=True, slots=True, eq=False)
class _Shelf:
    """The pictures to choose from, a column each."""

    vectors: _KeyArray
    """Keys of their vectors."""
    owners: _KeyArray
    """One asset of each."""


class _Alike:
    """Which columns are shots of the same."""

    def __init__(self, library: Library, shelf: _Shelf, threshold: float) -> None:
        self._index, self._shelf, self._threshold = library.index, shelf, threshold

    def __call__(self, some: IndexArray, others: IndexArray) -> npt.NDArray[np.bool_]:
        right = self._vectors(others)
        found = [
            self._vectors(some[start : start + _BLOCK]) @ right.T >= self._threshold
            for start in range(0, len(some), _BLOCK)
        ]
        return np.concatenate(found) if found else np.zeros((0, len(others)), bool)

    def _vectors(self, columns: IndexArray) -> FloatArray:
        return unit(np.asarray(self._index.get(self._shelf.vectors[columns]), np.float32))


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
        self._terms: list[feedback.Feedback] = []
        if any(decision.weighs for decision in decisions.decisions_of(library)):
            known: dict[str, FloatArray | None] = {}
            self._terms = [feedback.for_headline(library, a, known) for a in askeds]
        named = {i for f in self._terms for i in (*f.picked, *f.rejected)}
        assets = [library.catalog.assets.by_id(asset_id) for asset_id in sorted(named)]
        self._decided = {asset.key: asset.id for asset in assets if asset is not None}

    def terms(self, keys: _KeyArray, rows: FloatArray) -> FloatArray:
        """``(lines, n)``, or a scalar 0."""
        if not self._terms:
            return np.zeros((1, 1), np.float32)
        added = np.array([f.by_likeness(rows) for f in self._terms], np.float32)
        for place in np.flatnonzero(np.isin(keys, list(self._decided))):
            asset_id = self._decided[int(keys[place])]
            added[:, place] += [f.own(asset_id) for f in self._terms]
        return added


@dataclass(frozen=True, slots=True, eq=False)
class _Lists:
    columns: IndexArray
    worths: FloatArray
    chosen: IndexArray
    alike: _Alike
    runners_up: int
    repeat: bool

    def of_line(self, row: int) -> tuple[list[int], float]:
        """Columns of a line, the chosen first, then its runners-up; and the chosen's worth.

        No runner-up is like the chosen, like another, or (unless repeated) like what another
        line has.
        """
        own = int(self.chosen[row])
        usable = np.isfinite(self.worths[row])
        listed = self.columns[row][usable]
        given = [own] if own != NOBODY else []
        gone = self.chosen[self.chosen != NOBODY] if not self.repeat else np.array(given, np.int64)
        others = listed[~np.isin(listed, gone)][:_LOOKED_THROUGH]
        others = others[~self.alike(others, gone).any(1)]
        same = self.alike(others, others)
        kept: list[int] = []
        for place in range(len(others)):
            if len(kept) < self.runners_up and not same[place, kept].any():
                kept.append(place)
        worth = float(self.worths[row][self.columns[row] == own][0]) if given else 0.0
        return given + others[kept].tolist(), worth

    def first_choice(self, row: int) -> tuple[int, int] | None:
        """The column that a line would have by itself, and the line that has it (or its like).

        None where the line has its own first choice.
        """
        own = int(self.chosen[row])
        if self.repeat or own == NOBODY:
            return None
        best, worths = int(self.columns[row][0]), self.worths[row]
        if not worths[0] > worths[self.columns[row] == own][0]:
            return None
        taken = np.flatnonzero(self.chosen == best)
        if not len(taken):
            others = np.flatnonzero((self.chosen != NOBODY) & (np.arange(len(self.chosen)) != row))
            like = self.alike(self.chosen[others], np.array([best], np.int64))
            taken = others[like.any(1)]
        return (best, int(taken[0])) if len(taken) else None


def _entries(
    library: Library,
    lines: Sequence[DeckLine],
    askeds: Sequence[Asked],
    shelf: _Shelf,
    lists: _Lists,
) -> list[Entry]:
    listed = [lists.of_line(row) for row in range(len(lines))]
    firsts = [lists.first_choice(row) for row in range(len(lines))]
    columns = {c for group, _ in listed for c in group} | {first[0] for first in firsts if first}
    known = _assets(library, [int(shelf.owners[c]) for c in columns], lines)
    entries = []
    for row, (line, asked) in enumerate(zip(lines, askeds, strict=True)):
        group, worth = listed[row]
        assets = known[line.language]
        found = [assets[int(shelf.owners[c])] for c in group if int(shelf.owners[c]) in assets]
        if lists.chosen[row] == NOBODY or not found:
            note = "No picture is left for this line; shots that are nearly the same count as one."
            entries.append(Entry(line, None, Standing.NOTHING_FITS, 0.0, tuple(found), note))
            continue
        standing = _standing(library, asked, shelf.vectors[group[:1]], len(shelf.vectors))
        note = "" if standing is not Standing.NOTHING_FITS else (
            "Nothing in the library fits this line; the nearest is given."
        )  # fmt: skip
        why = ""
        if (first := firsts[row]) is not None:
            why = _why(assets.get(int(shelf.owners[first[0]])), lines[first[1]], line)
        entries.append(Entry(line, found[0], standing, worth, tuple(found[1:]), note, why))
    return entries


def _assets(
    library: Library, keys: Sequence[int], lines: Sequence[DeckLine]
) -> dict[str, dict[int, Asset]]:
    """By a line's language: the assets by key, with the alt texts of that language."""
    assets = library.catalog.assets.get_many(sorted(set(keys)))
    return {
        language: {asset.key: asset for asset in with_texts(library, assets, language)}
        for language in {line.language for line in lines}
    }


def _why(asset: Asset | None, taker: DeckLine, line: DeckLine) -> str:
    """That a line's first choice is another's."""
    if asset is None:
        return ""
    at = f"line {taker.number}"
    if taker.number == line.number:
        at = f"{taker.channel.label}"
    return f"Its first choice, {Path(asset.path).name}, went to {at}: best for the whole deck."


def _standing(library: Library, asked: Asked, keys: _KeyArray, total: int) -> Standing:
    rows = unit(np.asarray(library.index.get(keys), np.float32))
    return judge(asked.ground, Blend([asked.probe], asked.ground), rows, total).whole
