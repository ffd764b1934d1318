"""Proposals once more, from the originals: what the thumbnails could not show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from picturedesk import images
from picturedesk.errors import PictureProblem
from picturedesk.headlines import boxes as geometry
from picturedesk.headlines import candidates, feedback, measuring, scoring, sight
from picturedesk.headlines import rules as ruling
from picturedesk.headlines.asking import Asked, ask
from picturedesk.headlines.measuring import Look
from picturedesk.headlines.originals import trouble
from picturedesk.headlines.proposing import rules_of
from picturedesk.headlines.values import Proposal, Proposals, Row
from picturedesk.records import Asset
from picturedesk.search.probe import asset_vector

if TYPE_CHECKING:
    from picturedesk.library import Library

_SIDE = 1280
"""Originals are looked at within this many pixels: what any channel's view needs."""
_WORTH_MOVING = 0.015
"""A new box has to be better by this much: a proposal that people look at does not fidget."""
_MOVED = 0.85
"""Boxes that overlap less than this are another crop."""


def rescore(library: Library, proposals: Proposals, *, in_order: bool = False) -> Proposals:
    """The same proposals from the originals: new crops where they are better, and what changed.

    ``in_order``: the pictures stay in their order (a deck's line has its own picture first).
    A picture whose file is missing or was changed since it was read stays as it is and says so.
    """
    asked = ask(library, proposals.headline)
    looks, faults = _originals(library, asked, proposals)
    wanted = {row.channel.name: _wanted(row, looks, asked) for row in proposals.rows}
    scoring.encode([item for items in wanted.values() for item in items], asked)
    rows = []
    for row in proposals.rows:
        again = [_again(item, asked) for item in wanted[row.channel.name]]
        rows.append(_compared(row, again, faults, in_order=in_order))
    return replace(proposals, rows=tuple(rows))


def _originals(
    library: Library, asked: Asked, proposals: Proposals
) -> tuple[dict[int, Look], dict[int, str]]:
    """Looks at the files by asset key, and a sentence for each that cannot be looked at."""
    names = [row.channel.name for row in proposals.rows]
    today = date.today()  # noqa: DTZ011 - a day of the calendar on the wall
    in_force = ruling.in_force(library, rules_of(library), names, today)
    fed = feedback.for_headline(library, asked)
    looks: dict[int, Look] = {}
    faults: dict[int, str] = {}
    for asset in {p.asset.key: p.asset for row in proposals.rows for p in row.proposals}.values():
        try:
            look = _from_original(library, asked, asset)
        except PictureProblem as problem:
            faults[asset.key] = problem.sentence
            continue
        ruled = candidates.with_terms(look.candidate, in_force, fed)
        looks[asset.key] = replace(look, candidate=ruled)
    return looks, faults


def _from_original(library: Library, asked: Asked, asset: Asset) -> Look:
    if problem := trouble(asset):
        raise PictureProblem(problem)
    pixels = images.open_rgb(asset.path, max_side=_SIDE)
    [fresh] = sight.look([(asset, pixels)], asked.encoder)
    vector = asset_vector(library, asset.key)
    if vector is None:
        raise PictureProblem("This picture has no vector any more.")
    candidate = candidates.of_asset(library, asked, asset, vector)
    return measuring.look_at(candidate, fresh, asked)


def _wanted(row: Row, looks: Mapping[int, Look], asked: Asked) -> list[scoring.Crops]:
    """The box that is shown, then the most promising others, of every picture in a row."""
    found = []
    for proposal in row.proposals:
        look = looks.get(proposal.asset.key)
        if look is not None:
            others = scoring.measured(look, row.channel, asked).best(asked.scoring.encoded)
            old = geometry.as_row(proposal.crop)[None]
            found.append((look, row.channel, np.concatenate([old, others])))
    return found


def _again(item: scoring.Crops, asked: Asked) -> Proposal:
    look, channel, rows = item
    old = scoring.proposal(look, channel, rows[:1], asked, from_original=True)
    new = scoring.proposal(look, channel, rows, asked, from_original=True)
    return new if new.score > old.score + _WORTH_MOVING else old


def _compared(
    row: Row, again: Sequence[Proposal], faults: Mapping[int, str], *, in_order: bool
) -> Row:
    """The row anew, with the old proposals that could not be looked at, and what changed."""
    before = {p.asset.key: p for p in row.proposals}
    kept = [
        replace(p, reasons=(*p.reasons, faults[p.asset.key]))
        for p in row.proposals
        if p.asset.key in faults
    ]
    fresh = [
        replace(p, standing=before[p.asset.key].standing, why=before[p.asset.key].why)
        for p in again
    ]
    places = {key: place for place, key in enumerate(before)}
    merged = tuple(
        sorted([*fresh, *kept], key=lambda p: places[p.asset.key] if in_order else -p.score)
    )
    said = [_moved(before[p.asset.key], p) for p in fresh]
    if merged and row.proposals[0].asset.key != merged[0].asset.key:
        said.insert(0, f"{_name(merged[0])} now comes before {_name(row.proposals[0])}")
    words = "; ".join(word for word in said if word)
    return replace(row, proposals=merged, changed=f"From the originals: {words}." if words else "")


def _moved(before: Proposal, after: Proposal) -> str:
    box = geometry.as_row(after.crop)[None]
    if geometry.overlap(geometry.as_row(before.crop), box)[0] >= _MOVED:
        return ""
    return f"the crop of {_name(after)} has moved"


def _name(proposal: Proposal) -> str:
    return Path(proposal.asset.path).name
