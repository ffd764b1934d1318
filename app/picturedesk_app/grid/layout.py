"""Where every picture of a list lies: justified rows or square cells (pure, numpy alone).

A layout of a million pictures is a handful of array operations: pictures go to rows by the
middle of their place on one long line. Lists of usual length are broken picture by picture,
which makes more even rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Ratios = npt.NDArray[np.float32]

RowsOf = Callable[[Floats, float, float, float], tuple[Ints, Floats]]

HEADER = 44
"""Height of a section's title line."""
_NARROWEST, _WIDEST = 0.45, 2.6
"""Ratios beyond these are shown cropped: a panorama would leave a row of its own height."""
_TALLEST = 1.45
"""No row is taller than this times the wish."""
_ONE_BY_ONE = 30_000
"""Lists up to this length are broken into rows picture by picture (some ms)."""


@dataclass(frozen=True, slots=True)
class Section:
    """From picture ``start`` on, a titled line; ``start`` of sections grows."""

    start: int
    title: str
    quiet: bool = False
    """A line that parts without a heading's weight ("likely ends here")."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Rows of pictures; all lengths in logical pixels, y from the top of the list."""

    count: int
    width: float
    height: float
    gap: float
    row_first: Ints
    """Index of each row's first picture, and ``count`` at the end."""
    row_top: Floats
    row_height: Floats
    left: npt.NDArray[np.float32]
    across: npt.NDArray[np.float32]
    """Width of each picture."""
    sections: tuple[tuple[float, Section], ...] = ()
    """(y of the title line, section)."""

    def rows_between(self, top: float, bottom: float) -> range:
        """Rows that touch the band."""
        if not len(self.row_top):
            return range(0)
        ends = self.row_top + self.row_height if len(self.row_top) < 64 else None
        if ends is not None:
            first = int(np.searchsorted(ends, top, "left"))
        else:
            first = max(0, int(np.searchsorted(self.row_top, top, "right")) - 1)
        last = int(np.searchsorted(self.row_top, bottom, "left"))
        return range(first, max(first, last))

    def between(self, top: float, bottom: float) -> range:
        """Pictures in the rows that touch the band."""
        rows = self.rows_between(top, bottom)
        if not rows:
            return range(0)
        return range(int(self.row_first[rows.start]), int(self.row_first[rows.stop]))

    def row_of(self, index: int) -> int:
        """The row a picture is in."""
        return int(np.searchsorted(self.row_first, index, "right")) - 1

    def rect(self, index: int) -> tuple[int, int, int, int]:
        """x, y, width, height, rounded so that neighbours' edges agree."""
        row = self.row_of(index)
        left = round(float(self.left[index]))
        right = round(float(self.left[index]) + float(self.across[index]))
        top = round(float(self.row_top[row]))
        bottom = round(float(self.row_top[row] + self.row_height[row]))
        return left, top, max(1, right - left), max(1, bottom - top)

    def at(self, x: float, y: float) -> int:
        """The picture at a point, or -1 (also in the gaps)."""
        for row in self.rows_between(y, y + 1):
            first, last = int(self.row_first[row]), int(self.row_first[row + 1])
            if not self.row_top[row] <= y < self.row_top[row] + self.row_height[row]:
                continue
            index = first + int(np.searchsorted(self.left[first:last], x, "right")) - 1
            if index >= first and x < float(self.left[index]) + float(self.across[index]):
                return index
        return -1

    def inside(self, left: float, top: float, right: float, bottom: float) -> Ints:
        """Pictures that touch a box, for the rubber band."""
        band = self.between(top, bottom)
        if not band:
            return np.zeros(0, np.int64)
        found = np.arange(band.start, band.stop)
        lefts = self.left[band.start : band.stop]
        rights = lefts + self.across[band.start : band.stop]
        rows = np.searchsorted(self.row_first, found, "right") - 1
        tops = self.row_top[rows]
        touches = (lefts < right) & (rights > left) & (tops < bottom)
        return np.asarray(found[touches & (tops + self.row_height[rows] > top)], np.int64)

    def above_or_below(self, index: int, rows: int) -> int:
        """The picture nearest in x, ``rows`` rows down (negative: up); stays at the ends."""
        here = self.row_of(index)
        row = max(0, min(len(self.row_top) - 1, here + rows))
        if row == here:
            return index
        middle = float(self.left[index]) + float(self.across[index]) / 2
        first, last = int(self.row_first[row]), int(self.row_first[row + 1])
        middles = self.left[first:last] + self.across[first:last] / 2
        return first + int(np.argmin(np.abs(middles - middle)))


def justified(
    ratios: Ratios, width: float, target: float, gap: float, sections: tuple[Section, ...] = ()
) -> Layout:
    """Rows as wide as the view, pictures whole; ``target`` is the wished height of a row."""
    shown = np.clip(ratios, _NARROWEST, _WIDEST).astype(np.float64)
    return _stacked(shown, width, target, gap, sections, rows_of=_justified_rows)


def squares(
    count: int, width: float, target: float, gap: float, sections: tuple[Section, ...] = ()
) -> Layout:
    """Square cells of about ``target`` that fill the width."""
    return _stacked(np.ones(count), width, target, gap, sections, rows_of=_square_rows)


def _justified_rows(ratios: Floats, width: float, target: float, gap: float) -> tuple[Ints, Floats]:
    """First picture of each row, and each row's height."""
    steps = ratios * target + gap
    if len(ratios) <= _ONE_BY_ONE:
        first = _greedy(steps, width + gap)
    else:
        ends = np.cumsum(steps)
        row_of = ((ends - steps / 2) // (width + gap)).astype(np.int64)
        first = np.flatnonzero(np.diff(row_of, prepend=-1))
    counts = np.diff(first, append=len(ratios))
    total = np.add.reduceat(ratios, first)
    heights = (width - gap * (counts - 1)) / total
    if len(heights) and heights[-1] > target:
        heights[-1] = target  # the last row is not stretched to fill the width
    return first, np.clip(heights, 16.0, _TALLEST * target)


def _greedy(steps: Floats, width: float) -> Ints:
    """Rows that end where they come nearest to the wished height: even ones, picture by picture."""
    first = [0]
    filled = 0.0
    for index, step in enumerate(steps.tolist()):
        # A row filled to f times the width becomes 1/f times as high as wished.
        with_it = filled + step
        if filled and with_it > width and with_it / width > width / filled:
            first.append(index)
            filled = step
        else:
            filled = with_it
    return np.array(first[: len(steps)], np.int64)


def _square_rows(ratios: Floats, width: float, target: float, gap: float) -> tuple[Ints, Floats]:
    columns = max(1, int((width + gap) // (target + gap)))
    first = np.arange(0, len(ratios), columns)
    return first, np.full(len(first), (width - gap * (columns - 1)) / columns)


def _stacked(
    ratios: Floats,
    width: float,
    target: float,
    gap: float,
    sections: tuple[Section, ...],
    *,
    rows_of: RowsOf,
) -> Layout:
    """Sections below each other, each with its own rows."""
    width = max(width, 32.0)
    starts = [s.start for s in sections] if sections else []
    cuts = sorted({0, *starts, len(ratios)})
    titled = {s.start: s for s in sections}
    y = 0.0
    firsts, tops, heights, lines = [], [], [], []
    for begin, end in pairwise(cuts):
        if begin in titled:
            lines.append((y, titled[begin]))
            y += HEADER
        first, height = rows_of(ratios[begin:end], width, target, gap)
        top = y + np.concatenate(([0.0], np.cumsum(height + gap)[:-1]))
        firsts.append(first + begin)
        tops.append(top)
        heights.append(height)
        y = float(top[-1] + height[-1]) + gap
    row_first = np.concatenate([*firsts, [len(ratios)]]).astype(np.int64)
    row_top = np.concatenate(tops) if tops else np.zeros(0)
    row_height = np.concatenate(heights) if heights else np.zeros(0)
    left, across = _places(ratios, row_first, row_height, gap)
    return Layout(
        len(ratios), width, max(0.0, y - gap), gap, row_first, row_top, row_height,
        left, across, tuple(lines),
    )  # fmt: skip


def _places(
    ratios: Floats, row_first: Ints, row_height: Floats, gap: float
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Left edge and width of every picture from its row's height."""
    if not len(ratios):
        return np.zeros(0, np.float32), np.zeros(0, np.float32)
    counts = np.diff(row_first)
    across = ratios * np.repeat(row_height, counts)
    ends = np.cumsum(across + gap)
    begins = ends - across - gap
    left = begins - np.repeat(begins[row_first[:-1]], counts)
    return left.astype(np.float32), across.astype(np.float32)
