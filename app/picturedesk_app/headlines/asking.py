"""What this page asks of an open library: plain functions for the reader that has the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from picturedesk import headlines
from picturedesk.channels import Channel
from picturedesk.errors import UserError
from picturedesk.headlines import (
    Decision,
    Deck,
    DeckProblem,
    Entry,
    Proposal,
    Proposals,
    Row,
    Schedule,
)
from picturedesk.library import Library
from picturedesk.records import Asset, Crop

KnownNow = Mapping[str, Mapping[int, Asset]]
"""By the language of lines, and by key."""
SHOWN = 3
"""Proposals a channel."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the page stands on before anything is asked."""

    channels: tuple[Channel, ...]
    pictures: int
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one headline."""

    proposals: Proposals
    decisions: tuple[Decision, ...]
    """All that stand, for any headline."""


@dataclass(frozen=True, slots=True)
class DeckWish:
    """A deck and how it is to be given its pictures."""

    name: str
    path: str = ""
    text: str = ""
    """Lines that were pasted, where there is no file."""
    channels: tuple[str, ...] = ()
    """Of lines that name none."""
    where: str = ""
    repeat: bool = False
    """A picture may be used for several lines."""


@dataclass(frozen=True, slots=True)
class DeckFound:
    """The answer to a deck: its lines with pictures, without crops as yet."""

    wish: DeckWish
    schedule: Schedule
    problems: tuple[DeckProblem, ...]
    decisions: tuple[Decision, ...]


def ground(library: Library) -> Ground:
    """The channels, how many pictures there are, and what was decided."""
    return Ground(
        tuple(headlines.channels_of(library).values()),
        library.catalog.assets.count(),
        tuple(headlines.decisions_of(library)),
    )


def find(library: Library, headline: str, channels: Sequence[str], where: str) -> Found:
    """The best crops for each channel, from what is kept; earlier picks for the line included."""
    proposals = headlines.propose(library, headline, list(channels), where=where, count=SHOWN)
    decisions = tuple(headlines.decisions_of(library))
    rows = tuple(_with_picks(library, proposals, row, decisions) for row in proposals.rows)
    return Found(replace(proposals, rows=rows), decisions)


def _with_picks(
    library: Library, proposals: Proposals, row: Row, decisions: Sequence[Decision]
) -> Row:
    """A picture that was picked for this line and channel stays in sight, in its own crop."""
    shown = {p.asset.id: p for p in row.proposals}
    picked: dict[str, Proposal] = {}
    for decision in decisions:
        if not decision.picked or not decision.weighs or decision.crop is None:
            continue
        if (decision.headline, decision.channel) != (proposals.headline, row.channel.name):
            continue
        asset = library.catalog.assets.by_id(decision.asset_id)
        if asset is None or asset.missing:
            continue
        try:
            known = shown.get(asset.id) or headlines.best_crop(
                library, proposals.headline, asset, row.channel
            )
            picked[asset.id] = headlines.score(library, proposals, known, decision.crop)
        except UserError:
            continue
    others = tuple(p for p in row.proposals if p.asset.id not in picked)
    gap = "" if picked else row.gap
    shown_now = (*picked.values(), *others)[: max(SHOWN, len(picked))]
    return replace(row, proposals=shown_now, gap=gap)


def known_now(library: Library, shown: Mapping[str, Sequence[Asset]]) -> KnownNow:
    """The pictures that are shown, by the language of their lines, as they are known by now."""
    return {tag: headlines.known_now(library, assets, tag) for tag, assets in shown.items()}


def again(library: Library, proposals: Proposals, in_order: bool) -> Proposals:
    """The same lines from the originals, with what changed in words.

    ``in_order``: the first picture of a line stays the first, as a deck gave it.
    """
    return headlines.rescore(library, proposals, in_order=in_order)


def scored(library: Library, of: Proposals, proposal: Proposal, crop: Crop) -> Proposal:
    """What the score becomes with another box."""
    return headlines.score(library, of, proposal, crop)


def variants(library: Library, proposals: Proposals) -> Proposals:
    """Clearly different pictures for a channel that tests them against each other."""
    row = proposals.rows[0]
    return headlines.propose_variants(
        library, proposals.headline, [row.channel], where=proposals.where
    )


def deck(library: Library, wish: DeckWish) -> DeckFound:
    """Read a deck and give every line its picture, best in total."""
    usual = list(wish.channels)
    if wish.path:
        read = headlines.read_deck(library, wish.path, usual)
    else:
        read = headlines.read_deck_text(library, wish.text, usual, name=wish.name)
    return _assigned(library, read, wish)


def _assigned(library: Library, read: Deck, wish: DeckWish) -> DeckFound:
    schedule = Schedule([])
    if read.lines:
        schedule = headlines.assign(library, read.lines, where=wish.where, repeat=wish.repeat)
    decisions = tuple(headlines.decisions_of(library))
    return DeckFound(wish, schedule, read.problems, decisions)


def deck_line(library: Library, entry: Entry) -> Proposals:
    """The crops of one line of a deck: its picture first, then the runners-up."""
    return headlines.crop_line(library, entry, SHOWN)
