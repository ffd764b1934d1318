"""A box of a fixed ratio in a picture: moved, resized, always inside (pure).

``shape`` is the box's width over its height in fractions of the picture: the channel's ratio
times the picture's height over its width.
"""

from __future__ import annotations

from picturedesk.channels import Channel
from picturedesk.records import Asset, Crop

SMALLEST = 0.06
"""Shorter side of a box, in fractions."""


def shape_of(channel: Channel, asset: Asset) -> float:
    """The shape of a channel's boxes in one picture."""
    return channel.ratio * asset.height / max(1, asset.width)


def largest(shape: float) -> tuple[float, float]:
    """Sides of the largest box."""
    return (1.0, 1.0 / shape) if shape >= 1.0 else (shape, 1.0)


def _width_between(width: float, shape: float, most: float) -> float:
    least = min(SMALLEST * max(1.0, shape), most)
    return min(max(width, least), most)


def placed(left: float, top: float, width: float, shape: float) -> Crop:
    """A box of a width near a place, wholly inside the picture."""
    width = _width_between(width, shape, largest(shape)[0])
    height = width / shape
    left = min(max(left, 0.0), 1.0 - width)
    top = min(max(top, 0.0), 1.0 - height)
    left, top = max(0.0, left), max(0.0, top)
    return Crop(left, top, min(1.0, left + width), min(1.0, top + height))


def moved(crop: Crop, dx: float, dy: float, shape: float) -> Crop:
    """The same box elsewhere."""
    return placed(crop.left + dx, crop.top + dy, crop.right - crop.left, shape)


def scaled(crop: Crop, factor: float, shape: float) -> Crop:
    """Larger or smaller about its centre."""
    width = _width_between((crop.right - crop.left) * factor, shape, largest(shape)[0])
    x, y = (crop.left + crop.right) / 2, (crop.top + crop.bottom) / 2
    return placed(x - width / 2, y - width / shape / 2, width, shape)


def pulled(crop: Crop, grip: str, x: float, y: float, shape: float) -> Crop:
    """A corner or an edge (``n``, ``se``, …) pulled to a point; what is opposite stays."""
    across = -1 if "w" in grip else 1 if "e" in grip else 0
    down = -1 if "n" in grip else 1 if "s" in grip else 0
    fixed_x = crop.right if across < 0 else crop.left if across else (crop.left + crop.right) / 2
    fixed_y = crop.bottom if down < 0 else crop.top if down else (crop.top + crop.bottom) / 2
    wide = (x - fixed_x) * across if across else 0.0
    high = (y - fixed_y) * down if down else 0.0
    room_x = fixed_x if across < 0 else 1 - fixed_x if across else 2 * min(fixed_x, 1 - fixed_x)
    room_y = fixed_y if down < 0 else 1 - fixed_y if down else 2 * min(fixed_y, 1 - fixed_y)
    width = _width_between(max(wide, high * shape), shape, min(room_x, room_y * shape))
    height = width / shape
    left = fixed_x - width if across < 0 else fixed_x if across else fixed_x - width / 2
    top = fixed_y - height if down < 0 else fixed_y if down else fixed_y - height / 2
    return placed(left, top, width, shape)
