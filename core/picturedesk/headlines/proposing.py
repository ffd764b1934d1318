"""A headline and channels to proposals: at once from what is kept, then from the originals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from picturedesk import channels as channel_data
from picturedesk import images
from picturedesk.channels import Channel
from picturedesk.errors import PictureProblem, UsageError
from picturedesk.headlines import boxes as geometry
from picturedesk.headlines import candidates, feedback, measuring, scoring, sight
from picturedesk.headlines import rules as ruling
from picturedesk.headlines.asking import Asked, ask
from picturedesk.headlines.candidates import Candidate, Found
from picturedesk.headlines.measuring import Look
from picturedesk.headlines.originals import trouble
from picturedesk.headlines.rules import Rules, RulesInForce
from picturedesk.headlines.values import Proposal, Proposals, Row
from picturedesk.records import Asset, Crop, Standing
from picturedesk.search.probe import asset_vector

if TYPE_CHECKING:
    from picturedesk.library import Library

CHANNELS_FILE = "channels.toml"
"""In the library's folder: the library's own channels."""
COUNT = 3
_SPARE = 2
"""Candidates looked at beyond those shown: a good crop can lift one."""
_ORIGINAL_SIDE = 1280
_MOVED = 0.85
"""Boxes that overlap less than this are another crop."""
_RATIO_OFF = 0.01


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
        tuple(replace(row, gap=_gap(row, found, in_force, where)) for row in rows),
        where,
        str(asked.encoder.id),
        asked.prompt_version,
        found.total,
        (*in_force.notes, *problems),
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
    *,
    from_original: bool = False,
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
            scoring.proposal(look, channel, boxes, asked, from_original=from_original)
            for look, _, boxes in wanted[channel.name]
        ]
        made.sort(key=lambda p: (-p.score, p.asset.key))
        rows.append(Row(channel, tuple(made[:count])))
    return rows


Plan = Mapping[str, Sequence[scoring.Measured]]


def _wanted(
    plan: Plan, asked: Asked, count: int
) -> dict[str, list[tuple[Look, Channel, geometry.BoxArray]]]:
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
        if scoring.count_fresh(listed, asked) <= asked.scoring.encoded_at_once:
            break
    return wanted


def _gap(row: Row, found: Found, in_force: RulesInForce, where: str) -> str:
    """The sentence for a row that is empty, or whose pictures do not fit."""
    if row.proposals:
        if found.standing is Standing.NOTHING_FITS:
            return "Nothing in the library fits this headline; the nearest are shown."
        return ""
    if not found.candidates:
        return "No picture passes the filter." if where.strip() else "No picture is left."
    used = len(in_force.used.get(row.channel.name, ()))
    if used:
        return f"Every picture that fits was used on {row.channel.label} of late."
    return "None of the pictures that fit could be read."


# -- again, from the files ------------------------------------------------------------------------


def rescore(library: Library, proposals: Proposals) -> Proposals:
    """The same proposals from the originals: new crops where they are better, and what changed.

    A picture whose file is missing or was changed since it was read stays as it is and says so.
    """
    asked = ask(library, proposals.headline)
    seen: dict[int, Look] = {}
    faults: dict[int, str] = {}
    fed = feedback.for_headline(library, asked)
    names = [row.channel.name for row in proposals.rows]
    in_force = ruling.in_force(library, rules_of(library), names, date.today())  # noqa: DTZ011
    for asset in {p.asset.key: p.asset for row in proposals.rows for p in row.proposals}.values():
        try:
            seen[asset.key] = _from_original(library, asked, asset, in_force, fed)
        except PictureProblem as problem:
            faults[asset.key] = problem.sentence
    listed = [row.channel for row in proposals.rows]
    by_channel = {
        row.channel.name: [
            seen[p.asset.key].candidate for p in row.proposals if p.asset.key in seen
        ]
        for row in proposals.rows
    }
    longest = max((len(row.proposals) for row in proposals.rows), default=0)
    again = _rows(asked, listed, by_channel, seen, longest, from_original=True)
    rows = [_compared(old, new, faults) for old, new in zip(proposals.rows, again, strict=True)]
    return replace(proposals, rows=tuple(rows))


def _from_original(
    library: Library,
    asked: Asked,
    asset: Asset,
    in_force: RulesInForce,
    fed: feedback.Feedback,
) -> Look:
    if problem := trouble(asset):
        raise PictureProblem(problem)
    pixels = images.open_rgb(asset.path, max_side=_ORIGINAL_SIDE)
    [fresh] = sight.look([(asset, pixels)], asked.encoder)
    vector = asset_vector(library, asset.key)
    if vector is None:
        raise PictureProblem("This picture has no vector any more.")
    plain = candidates.of_asset(library, asked, asset, vector)
    return measuring.look_at(candidates.with_terms(plain, in_force, fed), fresh, asked)


def _compared(old: Row, new: Row, faults: Mapping[int, str]) -> Row:
    """The new row, with the old proposals that could not be looked at again, and what changed."""
    kept = [
        replace(p, reasons=(*p.reasons, faults[p.asset.key]))
        for p in old.proposals
        if p.asset.key in faults
    ]
    standings = {p.asset.key: p for p in old.proposals}
    fresh = [
        replace(p, standing=standings[p.asset.key].standing, why=standings[p.asset.key].why)
        for p in new.proposals
    ]
    merged = tuple(sorted([*fresh, *kept], key=lambda p: -p.score))
    said = [_moved(standings[p.asset.key], p) for p in merged if p.from_original]
    if old.proposals and merged and old.proposals[0].asset.key != merged[0].asset.key:
        said.insert(0, f"{_name(merged[0])} now comes before {_name(old.proposals[0])}")
    words = "; ".join(word for word in said if word)
    changed = f"From the originals: {words}." if words else ""
    return replace(old, proposals=merged, changed=changed)


def _moved(before: Proposal, after: Proposal) -> str:
    box = geometry.as_row(after.crop)[None]
    if geometry.overlap(geometry.as_row(before.crop), box)[0] >= _MOVED:
        return ""
    return f"the crop of {_name(after)} has moved"


def _name(proposal: Proposal) -> str:
    return Path(proposal.asset.path).name


# -- by hand ---------------------------------------------------------------------------------------


def score(library: Library, proposals: Proposals, proposal: Proposal, crop: Crop) -> Proposal:
    """The same picture with another crop: what the score becomes while a person moves the box.

    One crop is encoded (milliseconds). Raises UsageError when the box has not the channel's
    ratio, PictureProblem when the picture cannot be seen any more.
    """
    channel = proposals.row(proposal.channel).channel
    look, asked = one_look(library, proposals.headline, proposal.asset)
    candidate = replace(
        look.candidate,
        rules=proposal.parts.rules,
        feedback=proposal.parts.feedback,
        standing=proposal.standing,
        why=proposal.why,
    )
    return _one_box(replace(look, candidate=candidate), channel, crop, asked)


def one_look(library: Library, headline: str, asset: Asset) -> tuple[Look, Asked]:
    """How one picture is seen for a headline. Raises PictureProblem when it cannot be."""
    asked = ask(library, headline)
    seen, notes = sight.sights(library, [asset], asked.encoder)
    vector = asset_vector(library, asset.key)
    if asset.key not in seen or vector is None:
        raise PictureProblem(notes[0] if notes else "This picture has not been read yet.")
    candidate = candidates.of_asset(library, asked, asset, vector)
    return measuring.look_at(candidate, seen[asset.key], asked), asked


def _one_box(look: Look, channel: Channel, crop: Crop, asked: Asked) -> Proposal:
    wide, high = (crop.right - crop.left) * look.width, (crop.bottom - crop.top) * look.height
    if abs(wide / high / channel.ratio - 1) > _RATIO_OFF:
        raise UsageError(
            f"The box is not of {channel.label}'s shape, {channel.width} to {channel.height}."
        )
    box = geometry.as_row(crop)[None]
    scoring.encode([(look, channel, box)], asked)
    return scoring.proposal(look, channel, box, asked, from_original=False)


def best_crop(library: Library, headline: str, asset: Asset, channel: Channel) -> Proposal:
    """The best crop of one picture that is already chosen (a deck's, or a person's)."""
    look, asked = one_look(library, headline, asset)
    boxes = scoring.measured(look, channel, asked).best(asked.scoring.encoded)
    scoring.encode([(look, channel, boxes)], asked)
    return scoring.proposal(look, channel, boxes, asked, from_original=False)


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the clearly different pictures that a channel tests against each other."""

    letter: str
    proposal: Proposal


_ALIKE_AT_MOST = 0.5
"""Of the way from two unrelated pictures to the same one."""


def variants(
    library: Library,
    headline: str,
    channel: Channel | str,
    *,
    where: str = "",
    count: int | None = None,
    today: date | None = None,
) -> tuple[Variant, ...]:
    """Clearly different pictures for one headline on one channel, the best first: A, B, C.

    ``count``: None takes what the channel tests, at least three. Fewer come back where the library
    has no more that differ.
    """
    [listed] = chosen(library, [channel])
    wanted = count or max(3, listed.variants)
    found = propose(
        library, headline, [listed], where=where, count=4 * wanted, today=today, diversity=0.45
    )
    ground = ask(library, headline).ground
    taken: list[tuple[Proposal, np.ndarray]] = []
    for proposal in found.rows[0].proposals:
        vector = asset_vector(library, proposal.asset.key)
        if vector is None or len(taken) == wanted:
            continue
        likeness = [
            (float(v @ vector) - ground.unrelated) / (1 - ground.unrelated) for _, v in taken
        ]
        if max(likeness, default=0.0) <= _ALIKE_AT_MOST:
            taken.append((proposal, vector))
    return tuple(Variant(chr(65 + i), proposal) for i, (proposal, _) in enumerate(taken))
