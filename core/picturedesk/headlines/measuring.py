"""What can be said of boxes without the encoder: subject, safe area, text, faces, pixels.

All boxes of one picture and channel are measured together (numpy); the result of each measure is
an array ``(n,)`` in 0..1, named like the part of :class:`~picturedesk.headlines.values.Parts` it
becomes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from picturedesk import images
from picturedesk.channels import Channel
from picturedesk.headlines.asking import Asked
from picturedesk.headlines.boxes import BoxArray, Sums, inner
from picturedesk.headlines.candidates import Candidate
from picturedesk.headlines.sight import MAP, Sight, heat
from picturedesk.records import Crop

DoubleArray = npt.NDArray[np.float64]

TEXT_REGIONS = {
    "left": Crop(0.0, 0.0, 0.42, 1.0),
    "right": Crop(0.58, 0.0, 1.0, 1.0),
    "top": Crop(0.0, 0.0, 1.0, 0.38),
    "bottom": Crop(0.0, 0.62, 1.0, 1.0),
}
"""Where a text would stand, in fractions of the frame."""
_AXES = np.array([1 / 3, 1 / 2, 2 / 3])
_OFF = 0.2
"""So far from a third or the centre, in parts of the frame, composition counts nothing."""
_UNCUT = 0.97
"""A face that is this much inside is whole; one that is this much outside is not meant."""
_BLURRED, _CRISP = 0.02, 0.14
"""Contrast of neighbouring pixels, at the steepest twentieth, of blurred and sharp pictures."""


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """One candidate as it is seen for one headline."""

    candidate: Candidate
    sight: Sight
    heat: Sums
    across: Sums
    """Heat times its place from left to right."""
    down: Sums
    edges: Sums
    firm: float
    """0: the headline names nothing in the picture, what stands out is kept; 1: it does."""

    @property
    def width(self) -> int:
        """Pixels of the original."""
        return self.candidate.asset.width

    @property
    def height(self) -> int:
        """Pixels of the original."""
        return self.candidate.asset.height


def look_at(candidate: Candidate, sight: Sight, asked: Asked) -> Look:
    """Lay the headline over a picture."""
    warmth, firm = heat(sight, asked.vector, asked.ground)
    centres = (np.arange(MAP, dtype=np.float32) + 0.5) / MAP
    return Look(
        candidate,
        sight,
        Sums(warmth),
        Sums(warmth * centres[None, :]),
        Sums(warmth * centres[:, None]),
        Sums(sight.edges),
        firm,
    )


def measure(look: Look, channel: Channel, boxes: BoxArray) -> dict[str, DoubleArray | None]:
    """Every part that needs no encoder, for boxes ``(n, 4)``."""
    return {
        "subject": look.heat.share(boxes),
        "visible": _visible(look, channel, boxes),
        "room": _room(look, channel, boxes),
        "composition": _composition(look, boxes),
        "faces": faces_uncut(look.sight.faces, boxes),
        "enlargement": 1.0 - np.clip(np.log2(enlarging(look, channel, boxes)), 0.0, 1.0),
    }


def enlarging(look: Look, channel: Channel, boxes: BoxArray) -> DoubleArray:
    """Pixels of the channel over pixels of the box, along a side."""
    wide = (boxes[:, 2] - boxes[:, 0]) * look.width
    return np.asarray(channel.width / np.maximum(wide, 1e-6))


def clear_areas(channel: Channel) -> tuple[Crop, list[Crop]]:
    """The safe area, and the covered boxes as far as they reach into it."""
    safe, cut = channel.safe, []
    for box in channel.covered:
        left, top = max(box.left, safe.left), max(box.top, safe.top)
        right, bottom = min(box.right, safe.right), min(box.bottom, safe.bottom)
        if left < right and top < bottom:
            cut.append(Crop(left, top, right, bottom))
    return safe, cut


def _visible(look: Look, channel: Channel, boxes: BoxArray) -> DoubleArray:
    safe, covered = clear_areas(channel)
    seen = look.heat.over(inner(boxes, safe))
    for part in covered:
        seen -= look.heat.over(inner(boxes, part))
    return np.asarray(np.clip(seen / np.maximum(look.heat.over(boxes), 1e-9), 0.0, 1.0))


def _room(look: Look, channel: Channel, boxes: BoxArray) -> DoubleArray | None:
    if channel.text == "none":
        return None
    names = TEXT_REGIONS if channel.text == "any" else (channel.text,)
    usual = float(np.percentile(look.sight.edges, 80)) + 1e-3
    found = []
    for name in names:
        region = inner(boxes, _within(TEXT_REGIONS[name], channel.safe))
        cells = np.prod(region[:, 2:] - region[:, :2], axis=1) * MAP * MAP
        busy = look.edges.over(region) / np.maximum(cells, 1e-9) / usual
        taken = look.heat.over(region) / np.maximum(look.heat.over(boxes), 1e-9)
        found.append(np.clip(1.0 - busy, 0, 1) * np.clip(1.0 - 1.5 * taken, 0, 1))
    return np.asarray(np.max(found, axis=0))


def _within(part: Crop, safe: Crop) -> Crop:
    """A part of the frame, moved into its safe area by scaling."""
    wide, high = safe.right - safe.left, safe.bottom - safe.top
    return Crop(
        safe.left + part.left * wide,
        safe.top + part.top * high,
        safe.left + part.right * wide,
        safe.top + part.bottom * high,
    )


def _composition(look: Look, boxes: BoxArray) -> DoubleArray:
    mass = np.maximum(look.heat.over(boxes), 1e-9)
    size = boxes[:, 2:] - boxes[:, :2]
    x = (look.across.over(boxes) / mass - boxes[:, 0]) / size[:, 0]
    y = (look.down.over(boxes) / mass - boxes[:, 1]) / size[:, 1]
    off = np.maximum(*(np.abs(axis[:, None] - _AXES).min(1) for axis in (x, y)))
    return np.asarray(np.clip(1.0 - off / _OFF, 0.0, 1.0))


def faces_uncut(faces: Sequence[Crop] | None, boxes: BoxArray) -> DoubleArray | None:
    """1 where no face is cut, 0 where one is cut through the middle; None without faces."""
    if not faces:
        return None
    worst = np.ones(len(boxes))
    for face in faces:
        wide = np.minimum(boxes[:, 2], face.right) - np.maximum(boxes[:, 0], face.left)
        high = np.minimum(boxes[:, 3], face.bottom) - np.maximum(boxes[:, 1], face.top)
        area = (face.right - face.left) * (face.bottom - face.top)
        inside = np.clip(wide, 0, None) * np.clip(high, 0, None) / area
        cut = np.minimum(inside, 1 - inside)
        worst = np.minimum(worst, np.where(cut <= 1 - _UNCUT, 1.0, 1.0 - 2 * cut))
    return np.asarray(np.clip(worst, 0.0, 1.0))


def sharpness(look: Look, box: BoxArray, seen_at: int) -> float:
    """How crisp a crop is at the size people will see it, from the pixels at hand: 0 to 1."""
    height, width = look.sight.pixels.shape[:2]
    wide = (box[2] - box[0]) * width
    high = (box[3] - box[1]) * height
    scale = min(1.0, seen_at / max(wide, 1.0), 320 / max(wide, high, 1.0))
    size = (max(8, round(wide * scale)), max(8, round(high * scale)))
    grey = images.resized(look.sight.pixels, size, box.tolist()).astype(np.float32).mean(2) / 255.0
    steps = np.hypot(np.diff(grey, axis=0)[:, 1:], np.diff(grey, axis=1)[1:])
    steepest = float(np.percentile(steps, 95))
    return float(np.clip((steepest - _BLURRED) / (_CRISP - _BLURRED), 0.0, 1.0))


def density(look: Look, boxes: BoxArray) -> DoubleArray:
    """How much hotter a box is than the whole picture, 0 to 1: stands in for the encoder."""
    area = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    return np.asarray(np.clip(look.heat.share(boxes) / area / 4.0, 0.0, 1.0))
