"""The values of this job: what a proposal is, and the parts that its score is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from picturedesk.channels import Channel
from picturedesk.records import Asset, Crop, Standing, Why

ADDED = ("rules", "feedback")
"""Parts that are added as they are; all others count by their weight."""


_ENOUGH = 1.005
"""Enlarging by half a per cent is rounding."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a score is made of. 0 to 1 each, but for the last two; None where it does not apply."""

    picture: float
    """How well the whole picture fits the headline."""
    crop: float | None
    """How well the crop fits it, encoded at the size people will see; None: not encoded yet."""
    subject: float
    """Share of what the headline names (of what stands out, where it names nothing) inside."""
    visible: float
    """Share of that which lies in the safe area and is not drawn over."""
    room: float | None = None
    """Quiet room for text; None where the channel wants none."""
    composition: float = 0.0
    """Whether the subject sits on a third or in the centre."""
    faces: float | None = None
    """1: no face is cut; None: no face, or nothing here that finds them."""
    sharpness: float = 0.0
    enlargement: float = 1.0
    """1: enough pixels; 0: it would have to be enlarged to twice its size."""
    rules: float = 0.0
    """Added: the business rules that hold."""
    feedback: float = 0.0
    """Added: what picks and rejects say; see :func:`picturedesk.headlines.forget`."""

    def items(self) -> Iterator[tuple[str, float]]:
        """Name and value of the parts that apply, in their order."""
        for part in fields(self):
            value = getattr(self, part.name)
            if value is not None:
                yield part.name, float(value)


@dataclass(frozen=True, slots=True)
class Contribution:
    """One part of a score as it is shown: ``points`` of all parts add up to the score."""

    name: str
    value: float
    weight: float
    points: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """One picture with one crop for one channel."""

    channel: str
    asset: Asset
    crop: Crop
    """Of exactly the channel's ratio, in fractions of the upright picture."""
    score: float
    """Compare within one headline only."""
    parts: Parts
    contributions: tuple[Contribution, ...]
    standing: Standing
    """Of the whole picture for the headline."""
    why: Why
    enlarge: float
    """Pixels of the channel over pixels of the crop, along a side; above 1 it is enlarged."""
    reasons: tuple[str, ...] = ()
    """Sentences: rules that hold, feedback that counts, what a person should know."""
    from_original: bool = False
    """Scored from the file itself; False: from the thumbnail."""

    @property
    def too_few_pixels(self) -> bool:
        """Whether the crop would have to be enlarged for its channel."""
        return is_enlarged(self.enlarge)

    @property
    def is_scored(self) -> bool:
        """Whether score and parts are of this very crop; see :meth:`unscored`."""
        return bool(self.contributions)

    def unscored(self, channel: Channel, crop: Crop) -> Proposal:
        """The same picture with another crop of the channel's ratio, which nobody has scored yet.

        For a box drawn by hand while the model cannot answer: the score is 0, there are no
        contributions, and the parts are still those of the crop before.
        """
        enlarge = channel.width / max(1e-6, (crop.right - crop.left) * self.asset.width)
        return replace(
            self, crop=crop, score=0.0, contributions=(), enlarge=enlarge, reasons=(),
            from_original=False,
        )  # fmt: skip


def is_enlarged(enlarge: float) -> bool:
    """Whether ``enlarge`` (see :class:`Proposal`) is more than rounding."""
    return enlarge > _ENOUGH


def enlarged_words(enlarge: float) -> str:
    """In the manner of ``1.4 times`` or ``by 2 %``."""
    return f"{enlarge:.1f} times" if enlarge >= 1.05 else f"by {100 * (enlarge - 1):.0f} %"


@dataclass(frozen=True, slots=True)
class Row:
    """The proposals for one channel, best first."""

    channel: Channel
    proposals: tuple[Proposal, ...]
    gap: str = ""
    """Why there is none, or that nothing fits; empty when all is well."""
    changed: str = ""
    """After :func:`rescore`: what is different from the first look; empty when nothing is."""
    note: str = ""
    """Why a deck's line has not the picture that suits it best; empty where it has."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """The answer to a headline."""

    headline: str
    standing: Standing
    """Whether anything in the library fits the headline."""
    rows: tuple[Row, ...]
    where: str = ""
    encoder: str = ""
    prompt_version: str = ""
    total: int = 0
    """How many assets filters and rules left to choose from."""
    notes: tuple[str, ...] = ()
    """What was left out, and why: excluding rules with their counts, pictures not readable."""

    def row(self, channel: str) -> Row:
        """The row of a channel. Raises KeyError when it was not asked for."""
        for row in self.rows:
            if row.channel.name == channel:
                return row
        raise KeyError(channel)

    @property
    def changed(self) -> tuple[str, ...]:
        """The sentences of the rows that changed."""
        return tuple(row.changed for row in self.rows if row.changed)


@dataclass(frozen=True, slots=True)
class Decision:
    """A pick or a reject as it stands in the audit."""

    key: int
    """The audit entry's key: what :func:`take_back` is given."""
    picked: bool
    asset_id: str
    headline: str
    channel: str
    crop: Crop | None = None
    weighs: bool = True
    """Whether later proposals learn from it; see :func:`picturedesk.headlines.forget`."""
