"""Snapping: edges and middles of what moves meet those of what lies still (pure)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from picturedesk_app.moodboard.shapes import Box


@dataclass(frozen=True, slots=True)
class Guide:
    """A line to draw: upright at x, or level at y, from one end to the other."""

    upright: bool
    at: float
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Snap:
    """How far to go on so that something meets, and the lines that say what met."""

    dx: float = 0.0
    dy: float = 0.0
    guides: tuple[Guide, ...] = ()


class Snapper:
    """Holds the lines of everything that lies still during one drag."""

    def __init__(self, still: Sequence[Box]) -> None:
        self._boxes = list(still)
        self._xs = sorted((x, i) for i, box in enumerate(still) for x in _lines_x(box))
        self._ys = sorted((y, i) for i, box in enumerate(still) for y in _lines_y(box))

    def snap(self, box: Box, reach: float) -> Snap:
        """Where a moving box should go, if a line is within ``reach`` board units."""
        dx = _nearest(self._xs, _lines_x(box), reach)
        dy = _nearest(self._ys, _lines_y(box), reach)
        there = box.moved(dx or 0.0, dy or 0.0)
        guides = []
        if dx is not None:
            guides += self._guides(self._xs, _lines_x(there), there, upright=True)
        if dy is not None:
            guides += self._guides(self._ys, _lines_y(there), there, upright=False)
        return Snap(dx or 0.0, dy or 0.0, tuple(guides))

    def _guides(
        self, lines: list[tuple[float, int]], own: Sequence[float], box: Box, *, upright: bool
    ) -> list[Guide]:
        made = []
        for at in own:
            place = bisect_left(lines, (at - 0.01, -1))
            near = []
            while place < len(lines) and lines[place][0] <= at + 0.01:
                near.append(self._boxes[lines[place][1]])
                place += 1
            if near:
                every = [box, *near]
                begins = [b.y if upright else b.x for b in every]
                ends = [b.bottom if upright else b.right for b in every]
                made.append(Guide(upright, at, min(begins), max(ends)))
        return made


def _lines_x(box: Box) -> tuple[float, float, float]:
    return box.x, box.x + box.width / 2, box.right


def _lines_y(box: Box) -> tuple[float, float, float]:
    return box.y, box.y + box.height / 2, box.bottom


def _nearest(lines: list[tuple[float, int]], own: Sequence[float], reach: float) -> float | None:
    """The smallest way from one of the own lines to one of the others, within reach."""
    best: float | None = None
    for at in own:
        place = bisect_left(lines, (at, -1))
        for near in lines[max(0, place - 1) : place + 1]:
            way = near[0] - at
            if abs(way) <= reach and (best is None or abs(way) < abs(best)):
                best = way
    return best
