"""What can be done to places on a board: hitting, moving, scaling, turning, cropping (pure).

Board units throughout; y points down. Where things are is the document's own geometry, handed on
here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from picturedesk.board_document import ArrowItem, Item, NoteItem
from picturedesk.board_document.geometry import Box, around, corners, frame, turned, union
from picturedesk.export.mosaic import cover
from picturedesk.records import Crop

__all__ = [
    "LEAST_SIDE",
    "WHOLE",
    "Box",
    "around",
    "corners",
    "cut",
    "frame",
    "holds",
    "least_factor",
    "moved",
    "panned",
    "placed",
    "rotated",
    "scaled",
    "shown",
    "turned",
    "union",
    "zoomed",
]

WHOLE = Crop(0.0, 0.0, 1.0, 1.0)
LEAST_SIDE = 8.0
"""No frame becomes smaller than this, in board units."""
_LEAST_CROP = 0.04


def holds(item: Item, x: float, y: float, slack: float = 0.0) -> bool:
    """Whether a point is on an item; ``slack`` is how near counts for thin arrows."""
    box = frame(item)
    if isinstance(item, ArrowItem):
        return _from_line(item, x, y) <= slack + item.stroke
    px, py = turned(x, y, -item.rotation, *box.centre)
    return box.x <= px <= box.right and box.y <= py <= box.bottom


def _from_line(item: ArrowItem, x: float, y: float) -> float:
    length = item.dx**2 + item.dy**2
    along = ((x - item.x) * item.dx + (y - item.y) * item.dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return math.hypot(x - item.x - along * item.dx, y - item.y - along * item.dy)


# -- changing ----------------------------------------------------------------------------------


def moved(item: Item, dx: float, dy: float) -> Item:
    """The item elsewhere."""
    return replace(item, x=item.x + dx, y=item.y + dy)


def scaled(item: Item, factor: float, ax: float, ay: float) -> Item:
    """The item larger or smaller about a point, its ratio kept."""
    if isinstance(item, ArrowItem):
        return replace(
            item,
            x=ax + (item.x - ax) * factor,
            y=ay + (item.y - ay) * factor,
            dx=item.dx * factor,
            dy=item.dy * factor,
            width=max(1.0, abs(item.dx * factor)),
            height=max(1.0, abs(item.dy * factor)),
        )
    cx, cy = frame(item).centre
    cx, cy = ax + (cx - ax) * factor, ay + (cy - ay) * factor
    width, height = item.width * factor, item.height * factor
    placed = replace(item, x=cx - width / 2, y=cy - height / 2, width=width, height=height)
    if isinstance(placed, NoteItem):
        placed = replace(placed, size=placed.size * factor)
    return placed


def least_factor(items: Iterable[Item]) -> float:
    """How small these may be scaled."""
    sides = [
        math.hypot(i.dx, i.dy) if isinstance(i, ArrowItem) else min(i.width, i.height)
        for i in items
    ]
    return max((LEAST_SIDE / max(side, LEAST_SIDE) for side in sides), default=1.0)


def rotated(item: Item, degrees: float, cx: float, cy: float) -> Item:
    """The item turned clockwise about a point."""
    if isinstance(item, ArrowItem):
        x, y = turned(item.x, item.y, degrees, cx, cy)
        dx, dy = turned(item.dx, item.dy, degrees, 0.0, 0.0)
        return replace(
            item, x=x, y=y, dx=dx, dy=dy, width=max(1.0, abs(dx)), height=max(1.0, abs(dy))
        )
    own_x, own_y = frame(item).centre
    x, y = turned(own_x, own_y, degrees, cx, cy)
    turn = round((item.rotation + degrees) % 360.0, 4)
    return replace(item, x=x - item.width / 2, y=y - item.height / 2, rotation=turn)


def placed(item: Item, box: Box) -> Item:
    """The item with another frame, upright."""
    return replace(
        item, x=box.x, y=box.y, width=max(1.0, box.width), height=max(1.0, box.height),
        rotation=0.0,
    )  # fmt: skip


# -- crops -------------------------------------------------------------------------------------


def shown(crop: Crop | None, ratio: float, box: Box) -> Crop:
    """What a frame shows of a picture of a ratio: its crop, or all that fits it."""
    if crop is not None:
        return crop
    return Crop(*cover(ratio, box))


def panned(crop: Crop, dx: float, dy: float) -> Crop:
    """The crop moved inside the picture, in fractions of it; it stops at the edges."""
    dx = min(1.0 - crop.right, max(-crop.left, dx))
    dy = min(1.0 - crop.bottom, max(-crop.top, dy))
    return _crop(crop.left + dx, crop.top + dy, crop.right + dx, crop.bottom + dy)


def zoomed(crop: Crop, factor: float) -> Crop:
    """The crop about its middle: a factor over 1 shows less, larger; the ratio is kept."""
    width, height = crop.right - crop.left, crop.bottom - crop.top
    factor = max(factor, width, height)  # no more than the whole
    factor = min(factor, width / _LEAST_CROP, height / _LEAST_CROP)
    width, height = width / factor, height / factor
    left = (crop.left + crop.right - width) / 2
    top = (crop.top + crop.bottom - height) / 2
    left, top = min(1.0 - width, max(0.0, left)), min(1.0 - height, max(0.0, top))
    return _crop(left, top, left + width, top + height)


def cut(crop: Crop, left: float, top: float, right: float, bottom: float) -> Crop:
    """The crop with its edges moved, in fractions of the picture; a sliver stays."""
    new_left = min(max(0.0, crop.left + left), crop.right + right - _LEAST_CROP)
    new_top = min(max(0.0, crop.top + top), crop.bottom + bottom - _LEAST_CROP)
    new_right = max(min(1.0, crop.right + right), new_left + _LEAST_CROP)
    new_bottom = max(min(1.0, crop.bottom + bottom), new_top + _LEAST_CROP)
    return _crop(max(0.0, new_left), max(0.0, new_top), new_right, new_bottom)


def _crop(left: float, top: float, right: float, bottom: float) -> Crop:
    left, top = max(0.0, min(left, 1.0 - 1e-6)), max(0.0, min(top, 1.0 - 1e-6))
    return Crop(left, top, min(1.0, max(right, left + 1e-6)), min(1.0, max(bottom, top + 1e-6)))
