"""Where lines and cells of the matrix are (pure)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from picturedesk.channels import Channel
from picturedesk_app.headlines.sheet import Line
from picturedesk_app.theme import Size

MARGIN = 24
HEAD = 188
"""Width of a line's words."""
GAP = 20
CAPTION = 24
BETWEEN = 28
"""Between two lines."""
NEAR = 8
"""So far round a frame a cell is drawn: its outlines."""
_AREA = 30_000.0
"""Pixels of a cell's frame, whatever its shape."""
_TALLEST = 250.0
_WIDEST = 264.0
_SMALLEST_ROOM = 120
_LEAST_SCALE = 0.7
"""So far frames shrink for a line's crops to stand beside each other."""
LARGE_TALLEST = 300
"""Pixels of a frame in the side pane."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the matrix' own pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """One past the last column."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """One past the last row."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Band:
    """One line: its words' place, its cells' frames."""

    top: int
    height: int
    head: Box
    cells: tuple[Box, ...]


def frame_size(channel: Channel, *, real: bool, room: int, scale: float = 1.0) -> tuple[int, int]:
    """Width and height of a channel's frame: all of like area, or as people will see it."""
    width = float(channel.seen_at) if real else scale * _natural_width(channel)
    width = min(width, float(max(room, _SMALLEST_ROOM)))
    return max(8, round(width)), max(8, round(width / channel.ratio))


def _natural_width(channel: Channel) -> float:
    return min(_WIDEST, math.sqrt(_AREA * channel.ratio), _TALLEST * channel.ratio)


def scale_for(lines: Sequence[Line], room: int) -> float:
    """How much all frames shrink, so that each line's crops stand side by side where they can."""
    scales = [1.0]
    for line in lines:
        count = max(1, len(line.cells))
        scales.append((room - (count - 1) * GAP) / (count * _natural_width(line.channel)))
    return min((s for s in scales if _LEAST_SCALE <= s <= 1.0), default=1.0)


def large_size(channel: Channel) -> tuple[int, int]:
    """Width and height of a channel's frame in the side pane."""
    width = min(float(Size.INSPECTOR - 2 * Size.S4), LARGE_TALLEST * channel.ratio)
    return round(width), round(width / channel.ratio)


def lay_out(
    lines: Sequence[Line], width: int, *, real: bool, head_lines: Sequence[int]
) -> list[Band]:
    """Bands from top to bottom; cells go on below where there is no room beside.

    ``head_lines``: the height that each line's words need.
    """
    left = MARGIN + HEAD + GAP
    room = max(_SMALLEST_ROOM, width - left - MARGIN)
    scale = 1.0 if real else scale_for(lines, room)
    bands: list[Band] = []
    top = Size.S3
    for line, least in zip(lines, head_lines, strict=True):
        wide, high = frame_size(line.channel, real=real, room=room, scale=scale)
        cells: list[Box] = []
        x, y = left, top
        for _ in range(max(1, len(line.cells))):
            if x + wide > left + room and x > left:
                x, y = left, y + high + CAPTION + Size.S2
            cells.append(Box(x, y, wide, high))
            x += wide + GAP
        foot = cells[-1].bottom + CAPTION
        height = max(foot - top, least)
        shown = tuple(cells) if line.cells else ()
        bands.append(Band(top, height, Box(MARGIN, top, HEAD, height), shown))
        top += height + BETWEEN
    return bands


def total_height(bands: Sequence[Band]) -> int:
    """Of all of it."""
    return bands[-1].top + bands[-1].height + Size.S4 if bands else 0
