"""One picture that a person or a deck has chosen: its crops; and pictures to test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from picturedesk.channels import Channel
from picturedesk.errors import PictureProblem, UsageError
from picturedesk.headlines import boxes as geometry
from picturedesk.headlines import candidates, measuring, scoring, sight
from picturedesk.headlines.asking import Asked, ask
from picturedesk.headlines.measuring import Look
from picturedesk.headlines.proposing import chosen, propose
from picturedesk.headlines.texts import with_texts
from picturedesk.headlines.values import Proposal, Proposals, Row
from picturedesk.records import Asset, Crop
from picturedesk.search.probe import asset_vector
from picturedesk.vision.encoder import FloatArray

if TYPE_CHECKING:
    from picturedesk.library import Library

_RATIO_OFF = 0.01


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


def best_crop(
    library: Library, headline: str, asset: Asset, channel: Channel, *, language: str = ""
) -> Proposal:
    """The best crop of one picture that is already chosen (a deck's, or a person's).

    ``language``: of the headline, for the alt text that goes along; empty: the library's own.
    """
    [known] = with_texts(library, [asset], language)
    look, asked = one_look(library, headline, known)
    boxes = scoring.measured(look, channel, asked).best(asked.scoring.encoded)
    scoring.encode([(look, channel, boxes)], asked)
    return scoring.proposal(look, channel, boxes, asked, from_original=False)


_ALIKE_AT_MOST = 0.5
"""Of the way from two unrelated pictures to the same one."""
_VARIED = 0.45


def propose_variants(
    library: Library,
    headline: str,
    wanted: Sequence[Channel | str],
    *,
    where: str = "",
    count: int | None = None,
    today: date | None = None,
) -> Proposals:
    """Clearly different pictures for one headline, to test against each other: A, B, C of a row.

    ``count``: None takes what each channel tests, at least three. Fewer come back where the
    library has no more that differ. Raises what :func:`propose` raises.
    """
    listed = chosen(library, wanted)
    most = count or max(3, *(channel.variants for channel in listed))
    found = propose(
        library, headline, listed, where=where, count=4 * most, today=today, diversity=_VARIED
    )
    floor = ask(library, headline).ground.unrelated
    rows = tuple(
        replace(
            row, proposals=_different(library, row, count or max(3, row.channel.variants), floor)
        )
        for row in found.rows
    )
    return replace(found, rows=rows)


def _different(library: Library, row: Row, count: int, floor: float) -> tuple[Proposal, ...]:
    """The best of a row that are clearly different from each other."""
    taken: list[tuple[Proposal, FloatArray]] = []
    for proposal in row.proposals:
        vector = asset_vector(library, proposal.asset.key)
        if vector is None or len(taken) == count:
            continue
        likeness = [(float(v @ vector) - floor) / max(1e-6, 1 - floor) for _, v in taken]
        if max(likeness, default=0.0) <= _ALIKE_AT_MOST:
            taken.append((proposal, vector))
    return tuple(proposal for proposal, _ in taken)
