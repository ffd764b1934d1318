"""Where things on a board are: frames, turned corners, what is around them (pure).

Board units; x to the right, y down. An item's frame is turned about its centre, clockwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from picturedesk.board_document.items import ArrowItem, Item


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle: upper left corner, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def ratio(self) -> float:
        """Width by height."""
        return self.width / self.height

    def moved(self, dx: float, dy: float) -> Box:
        """The same box elsewhere."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, by: float) -> Box:
        """The box with so much more on every side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def touches(self, other: Box) -> bool:
        """Whether both share a point."""
        return not (
            self.x > other.right
            or other.x > self.right
            or self.y > other.bottom
            or other.y > self.bottom
        )


def frame(item: Item) -> Box:
    """The item's own frame, before it is turned; of an arrow, what its two ends span."""
    if isinstance(item, ArrowItem):
        left, top = min(0.0, item.dx), min(0.0, item.dy)
        return Box(item.x + left, item.y + top, max(1.0, abs(item.dx)), max(1.0, abs(item.dy)))
    return Box(item.x, item.y, item.width, item.height)


def corners(item: Item) -> list[tuple[float, float]]:
    """The frame's corners after turning: upper left, upper right, lower right, lower left."""
    box = frame(item)
    cx, cy = box.centre
    points = ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
    return [turned(x, y, item.rotation, cx, cy) for x, y in points]


def turned(x: float, y: float, degrees: float, cx: float, cy: float) -> tuple[float, float]:
    """A point turned clockwise about another."""
    if not degrees:
        return x, y
    angle = math.radians(degrees)
    sin, cos = math.sin(angle), math.cos(angle)
    dx, dy = x - cx, y - cy
    return cx + dx * cos - dy * sin, cy + dx * sin + dy * cos


def around(item: Item) -> Box:
    """The upright box around an item as it is turned."""
    if not item.rotation:
        return frame(item)
    points = corners(item)
    left, top = min(p[0] for p in points), min(p[1] for p in points)
    right, bottom = max(p[0] for p in points), max(p[1] for p in points)
    return Box(left, top, right - left, bottom - top)


def union(boxes: Iterable[Box]) -> Box | None:
    """The box around all; None for none."""
    every = list(boxes)
    if not every:
        return None
    left, top = min(b.x for b in every), min(b.y for b in every)
    return Box(left, top, max(b.right for b in every) - left, max(b.bottom for b in every) - top)
