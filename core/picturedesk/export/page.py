"""What a page is made of: texts, pictures, fields, dots and arrows in points (pure).

One composition serves PDF, PPTX and PNG; each renderer draws these few elements in its own way.
Points are 1/72 inch; x to the right and y down from the page's upper left corner.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from picturedesk.records import Coverage, Crop

WIDTH, HEIGHT = 960.0, 540.0
"""A 16:9 page, 13⅓ by 7½ inches."""
MARGIN, TOP, FOOT = 48.0, 96.0, HEIGHT - 30.0
"""Where content begins at the sides and below the head, and where the foot stands."""

# The light theme of the product.
PAPER = "#ffffff"
GROUND = "#f0f0f1"
TEXT = "#1a1a1c"
MUTED = "#57575e"
LINE = "#e2e2e5"
COVERAGE = {Coverage.COVERED: "#1f7a50", Coverage.THIN: "#8a5c00", Coverage.GAP: "#b3262e"}


_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """The text without what no document may hold: control characters, halves of characters.

    Undecodable bytes of file names (surrogates) become the replacement character.
    """
    return _UNPRINTABLE.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Text:
    """Text in a box, set from its top; wrapped at the box's width."""

    x: float
    y: float
    width: float
    text: str
    size: float = 10.0
    bold: bool = False
    colour: str = TEXT
    align: Literal["left", "right", "centre"] = "left"
    leading: float = 1.35
    """Line height in sizes."""
    max_lines: int = 0
    """0: as many as it takes; else the last ends with an ellipsis."""
    role: Literal["title", "heading", "body", "small"] = "body"
    rotation: float = 0.0
    """Degrees, clockwise, about the centre of the text as it is set."""
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that fills its frame exactly."""

    x: float
    y: float
    width: float
    height: float
    asset_id: str
    alt: str = ""
    crop: Crop | None = None
    flip_horizontal: bool = False
    flip_vertical: bool = False
    greyscale: bool = False
    opacity: float = 1.0
    rotation: float = 0.0
    """Degrees, clockwise, about the centre."""
    path: str = ""
    """The real file, for a link; empty for none."""


@dataclass(frozen=True, slots=True)
class Field:
    """A rectangle of one colour, or only its outline."""

    x: float
    y: float
    width: float
    height: float
    colour: str = ""
    outline: str = ""
    radius: float = 0.0
    opacity: float = 1.0
    rotation: float = 0.0


@dataclass(frozen=True, slots=True)
class Dot:
    """The sign of coverage: full, half or an open ring; told apart without colour too."""

    x: float
    """Centre."""
    y: float
    radius: float
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line from ``x, y`` by (``dx``, ``dy``), either of which may be negative, with a head."""

    x: float
    y: float
    dx: float
    dy: float
    stroke: float = 1.5
    colour: str = TEXT
    opacity: float = 1.0


Element = Text | Picture | Field | Dot | Arrow


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what is on it, in drawing and reading order."""

    elements: tuple[Element, ...]
    title: str = ""
    width: float = WIDTH
    height: float = HEIGHT
    background: str = PAPER
    number: int = field(default=0)
