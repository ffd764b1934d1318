"""What lies on the canvas: pictures, notes, swatches, arrows, and groups of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

from picturedesk.records import Crop


def new_id() -> str:
    """A fresh id for a board, a beat or an item."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Item:
    """Base of everything that lies on the canvas."""

    KIND: ClassVar[str] = ""

    id: str = field(default_factory=new_id)
    x: float = 0.0
    y: float = 0.0
    width: float = 100.0
    height: float = 100.0
    rotation: float = 0.0
    """Degrees, clockwise, about the centre of the frame."""
    z: int = 0
    """Drawing order; higher lies above."""
    opacity: float = 1.0
    pinned: bool = False
    """Placed by hand: a re-run of the beat and an arrangement leave it where it is."""
    group: str = ""
    """Id of the :class:`GroupItem` it belongs to; empty for none."""
    beat_id: str = ""
    """The beat it answers; empty for none."""


@dataclass(frozen=True, slots=True)
class PictureItem(Item):
    """A picture in a frame; the crop's ratio is the frame's, so nothing is stretched."""

    KIND: ClassVar[str] = "picture"

    asset_id: str = ""
    crop: Crop | None = None
    """What the frame shows, in fractions of the upright picture, before flipping; None: all that
    fits, cut evenly from the longer sides."""
    flip_horizontal: bool = False
    flip_vertical: bool = False
    greyscale: bool = False
    caption: str = ""
    alt_text: str = ""
    """Overrides the asset's own on this board; empty: the asset's is used."""


@dataclass(frozen=True, slots=True)
class NoteItem(Item):
    """A text on the canvas."""

    KIND: ClassVar[str] = "note"

    text: str = ""
    size: float = 24.0
    """Height of the type in board units."""
    bold: bool = False
    colour: str = ""
    """``#rrggbb``; empty: the theme's text colour."""


@dataclass(frozen=True, slots=True)
class SwatchItem(Item):
    """A field of one colour."""

    KIND: ClassVar[str] = "swatch"

    colour: str = "#808080"
    label: str = ""


@dataclass(frozen=True, slots=True)
class ArrowItem(Item):
    """An arrow from the frame's upper left corner by (``dx``, ``dy``)."""

    KIND: ClassVar[str] = "arrow"

    dx: float = 100.0
    dy: float = 0.0
    stroke: float = 3.0
    colour: str = ""


@dataclass(frozen=True, slots=True)
class GroupItem(Item):
    """Items that move together; they name it in their ``group``."""

    KIND: ClassVar[str] = "group"

    name: str = ""


ITEM_KINDS: Mapping[str, type[Item]] = MappingProxyType(
    {kind.KIND: kind for kind in (PictureItem, NoteItem, SwatchItem, ArrowItem, GroupItem)}
)
"""The name of a kind in a document -> its class."""
