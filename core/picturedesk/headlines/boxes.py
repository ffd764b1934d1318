"""Boxes of a channel's ratio in a picture, and what of a map lies in them (pure, numpy).

A box is a row ``(left, top, right, bottom)`` in fractions of the upright picture. Maps are
``(h, w)`` over the whole picture, with any number of cells; sums over boxes with fractional edges
come from one integral image, so a few hundred boxes cost less than a millisecond.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from picturedesk.records import Crop

BoxArray = npt.NDArray[np.float64]


def largest(width: int, height: int, ratio: float) -> tuple[float, float]:
    """Sides, in fractions, of the largest box of this ratio (width over height, in pixels)."""
    picture = width / height
    return (ratio / picture, 1.0) if picture > ratio else (1.0, picture / ratio)


def grid(
    width: int, height: int, ratio: float, scales: Sequence[float], positions: int
) -> BoxArray:
    """Boxes of every scale at evenly spaced places: ``(n, 4)``."""
    wide, high = largest(width, height, ratio)
    found = []
    for scale in scales:
        w, h = wide * scale, high * scale
        xs = np.linspace(0.0, 1.0 - w, positions) if w < 1 - 1e-6 else np.zeros(1)
        ys = np.linspace(0.0, 1.0 - h, positions) if h < 1 - 1e-6 else np.zeros(1)
        left, top = (axis.ravel() for axis in np.meshgrid(xs, ys))
        found.append(np.stack([left, top, left + w, top + h], 1))
    return np.asarray(np.clip(np.concatenate(found), 0.0, 1.0))


def as_crop(box: npt.ArrayLike) -> Crop:
    """A row as a record."""
    left, top, right, bottom = (float(v) for v in np.asarray(box))
    return Crop(left, top, right, bottom)


def as_row(crop: Crop) -> BoxArray:
    """A record as a row ``(4,)``."""
    return np.array([crop.left, crop.top, crop.right, crop.bottom])


def inner(boxes: BoxArray, part: Crop) -> BoxArray:
    """A part of each box (fractions of the box) in fractions of the picture: ``(n, 4)``."""
    size = boxes[:, 2:] - boxes[:, :2]
    start = boxes[:, :2] + size * np.array([part.left, part.top])
    end = boxes[:, :2] + size * np.array([part.right, part.bottom])
    return np.concatenate([start, end], 1)


class Sums:
    """Sums of one map over boxes, from its integral image."""

    def __init__(self, values: npt.NDArray[np.floating[Any]]) -> None:
        """``values``: ``(h, w)``, not negative."""
        self._height, self._width = values.shape
        table = np.zeros((self._height + 1, self._width + 1))
        table[1:, 1:] = values.cumsum(0).cumsum(1)
        self._table = table
        self.total = float(table[-1, -1])

    def over(self, boxes: BoxArray) -> npt.NDArray[np.float64]:
        """The sum inside each box ``(n, 4)``: ``(n,)``; cells count by the part inside."""
        left, top, right, bottom = boxes.T
        return (
            self._at(right, bottom) - self._at(left, bottom)
            - self._at(right, top) + self._at(left, top)
        )  # fmt: skip

    def share(self, boxes: BoxArray) -> npt.NDArray[np.float64]:
        """The same as a share of the whole map; areas where the map is empty."""
        if self.total <= 0:
            return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        return np.clip(self.over(boxes) / self.total, 0.0, 1.0)

    def _at(
        self, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]
    ) -> npt.NDArray[np.float64]:
        """The integral up to a point, bilinear between the table's corners."""
        px = np.clip(x, 0, 1) * self._width
        py = np.clip(y, 0, 1) * self._height
        column = np.minimum(px.astype(np.intp), self._width - 1)
        row = np.minimum(py.astype(np.intp), self._height - 1)
        fx, fy = px - column, py - row
        table = self._table
        upper = table[row, column] * (1 - fx) + table[row, column + 1] * fx
        lower = table[row + 1, column] * (1 - fx) + table[row + 1, column + 1] * fx
        return np.asarray(upper * (1 - fy) + lower * fy)


def overlap(box: BoxArray, boxes: BoxArray) -> npt.NDArray[np.float64]:
    """Intersection over union of one box with others: ``(n,)``."""
    low = np.maximum(box[:2], boxes[:, :2])
    high = np.minimum(box[2:], boxes[:, 2:])
    shared = np.prod(np.clip(high - low, 0, None), axis=1)
    areas = np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)
    return np.asarray(shared / (areas + np.prod(box[2:] - box[:2]) - shared))


def spread(
    boxes: BoxArray, scores: npt.NDArray[np.float64], count: int, most_alike: float = 0.75
) -> npt.NDArray[np.intp]:
    """Up to ``count`` rows, best first, none much like a better one."""
    taken: list[int] = []
    free = np.ones(len(boxes), bool)
    for row in np.argsort(-scores, kind="stable"):
        if len(taken) == count:
            break
        if free[row]:
            taken.append(int(row))
            free &= overlap(boxes[row], boxes) < most_alike
    return np.array(taken, np.intp)
