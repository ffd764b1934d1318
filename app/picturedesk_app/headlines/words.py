"""What the page calls the parts of a score, and how it says what it shows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from picturedesk.channels import Channel
from picturedesk.headlines import Contribution, Proposal
from picturedesk.records import Standing
from picturedesk_app import i18n
from picturedesk_app.i18n import tr

if TYPE_CHECKING:
    from picturedesk_app.headlines.sheet import Line

PARTS = {
    "picture": "The picture fits the line",
    "crop": "The crop fits it, at the size it is seen",
    "subject": "The subject is in the crop",
    "visible": "… and stays visible",
    "room": "Quiet room for text",
    "composition": "Sits on a third or the centre",
    "faces": "Faces are whole",
    "sharpness": "Sharp at that size",
    "enlargement": "Enough pixels",
    "rules": "Your rules",
    "feedback": "Earlier picks and rejects",
}
"""In the order in which they are shown."""

STANDINGS = {
    Standing.STRONG: ("A strong match", "covered"),
    Standing.LIKELY: ("A likely match", "thin"),
    Standing.WEAK: ("A weak match", "muted"),
    Standing.NOTHING_FITS: ("Only the nearest there is", "muted"),
}
"""Words and the colour they are in."""


def points(value: float) -> int:
    """A score's part in hundredths, as it is shown."""
    return round(100 * value)


def score_words(proposal: Proposal) -> str:
    """The score as a number; a dash while nobody has scored this crop."""
    return str(points(proposal.score)) if proposal.is_scored else "–"


def spoken_score(proposal: Proposal) -> str:
    """The score as it is said aloud."""
    if not proposal.is_scored:
        return tr("score not known yet")
    return tr("{points} points", points=points(proposal.score))


def part_words(part: Contribution) -> str:
    """A part's points of those it could have: "24 of 26"; added ones with their sign."""
    if part.name in ("rules", "feedback"):
        return f"{points(part.points):+d}" if points(part.points) else "0"
    most = part.points / part.value if part.value > 1e-6 else 0.0
    return tr("{n} of {most}", n=points(part.points), most=points(most)) if most else "0"


def size_words(channel: Channel) -> str:
    """In the manner of: 1,280 × 720."""
    return f"{i18n.number(channel.width)} × {i18n.number(channel.height)}"


def channel_words(channel: Channel) -> str:
    """Size, and the width at which people see it."""
    return tr("{size}, seen at {n} px", size=size_words(channel), n=channel.seen_at)


def enlarged_words(proposal: Proposal) -> str:
    """How much it would be enlarged; empty where it has pixels enough."""
    if not proposal.too_few_pixels:
        return ""
    if proposal.enlarge < 1.05:
        return tr("Would be enlarged by {n} %", n=round(100 * (proposal.enlarge - 1)))
    return tr("Would be enlarged {x:.1f} times", x=proposal.enlarge)


def better_cropped(line: Line) -> str:
    """Why the picture of a deck's line may score below another beside it; empty where not."""
    first, *others = line.cells or (None,)
    if first is None or not (line.number and first.is_scored) or line.letters:
        return ""
    better = [p for p in others if p.is_scored and points(p.score) > points(first.score)]
    if not better:
        return ""
    best = max(better, key=lambda p: p.score)
    return tr("Chosen as a whole picture; cropped, {name} scores more.", name=name_of(best))


def name_of(proposal: Proposal) -> str:
    """The file's name."""
    return Path(proposal.asset.path).name
