"""What a pressed mouse button does, one class a drag: move, scale, turn, sweep, pan, draw, crop.

Each has ``go`` for a step and ``end``. Steps push commands that merge (same ``drag`` number), so
that undo takes the whole drag back.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF, Qt

from picturedesk.board_document import ArrowItem, Item, NoteItem, PictureItem
from picturedesk_app.i18n import tr
from picturedesk_app.moodboard import editing, shapes
from picturedesk_app.moodboard.commands import AddItems, Move, Rotate, Scale
from picturedesk_app.moodboard.cropping import Cropping
from picturedesk_app.moodboard.shapes import Box
from picturedesk_app.moodboard.snapping import Snapper

if TYPE_CHECKING:
    from picturedesk_app.moodboard.canvas import Canvas

SNAP = 7.0
"""Pixels within which things snap."""
_TURN_STEP = 15.0
_MANY = 40
"""From so many things on, a move is shown while it lasts and becomes a change at its end."""
_numbers = itertools.count(1)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_OPPOSITE = {"nw": "se", "ne": "sw", "se": "nw", "sw": "ne"}


def drag_number() -> int:
    """A number that no other drag has."""
    return next(_numbers)


class Drag(Protocol):
    """One drag."""

    def go(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """The pointer is here now (pixels)."""

    def end(self) -> None:
        """The button is up."""


class MoveDrag:
    """Things follow the pointer, and snap."""

    def __init__(self, canvas: Canvas, at: QPointF, *, copy: bool = False) -> None:
        self._canvas = canvas
        self._from = canvas.board_point(at)
        self._number = drag_number()
        self._copies = copy
        if copy:
            canvas.stack.beginMacro(tr("Duplicate"))
            made = editing.copies(canvas.chosen.items(), 0.0, 0.0, z=canvas.model.top())
            canvas.stack.push(AddItems.of(canvas.model, made))
            canvas.chosen.only(item.id for item in made)
        self._items = canvas.chosen.items()
        ids = canvas.chosen.ids
        seen = canvas.seen()
        view = Box(seen.x(), seen.y(), seen.width(), seen.height())
        still = [shapes.around(i) for i in canvas.model.items()
                 if i.id not in ids and i.KIND != "group"]  # fmt: skip
        self._snapper = Snapper([box for box in still if box.touches(view)])
        self._box = canvas.chosen.box()
        self._many = len(self._items) > _MANY
        canvas.paint_whole(self._many)
        self._way = (0.0, 0.0)

    def go(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Shift: along one axis only. Ctrl: no snapping."""
        x, y = self._canvas.board_point(at)
        dx, dy = x - self._from[0], y - self._from[1]
        if modifiers & _SHIFT:
            dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
        self._canvas.overlay.guides = ()
        if self._box is not None and not modifiers & _CTRL:
            reach = SNAP / self._canvas.scale_now
            snap = self._snapper.snap(self._box.moved(dx, dy), reach)
            dx, dy = dx + snap.dx, dy + snap.dy
            self._canvas.overlay.guides = snap.guides
        self._way = (dx, dy)
        if self._many:
            self._canvas.overlay.shift = (dx, dy)
            self._canvas.showing.shift(self._items, dx, dy)
        else:
            self._push()

    def _push(self) -> None:
        moved = [shapes.moved(item, *self._way) for item in self._items]
        self._canvas.stack.push(Move.of(self._canvas.model, moved, self._number))

    def end(self) -> None:
        """Guides go."""
        self._canvas.overlay.guides = ()
        self._canvas.overlay.shift = (0.0, 0.0)
        if self._many:
            self._canvas.paint_whole(False)
            self._push()
        if self._copies:
            self._canvas.stack.endMacro()


class ScaleDrag:
    """A corner is pulled: the ratio stays. Notes and swatches may change theirs by their sides."""

    def __init__(self, canvas: Canvas, handle: str) -> None:
        self._canvas = canvas
        self._handle = handle
        self._number = drag_number()
        self._items = [i for i in canvas.chosen.items() if i.KIND != "group"]
        handles = canvas.overlay.handles()
        corner = _OPPOSITE.get(handle, "nw")
        self._anchor = canvas.board_point(handles[corner])
        self._start = canvas.board_point(handles[handle])
        self._least = shapes.least_factor(self._items)

    def go(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:  # noqa: ARG002
        """The factor is how far along the diagonal the pointer is."""
        x, y = self._canvas.board_point(at)
        if self._handle in _OPPOSITE:
            changed = self._scaled(x, y)
        else:
            changed = [self._stretched(item, x, y) for item in self._items]
        self._canvas.stack.push(Scale.of(self._canvas.model, changed, self._number))

    def _scaled(self, x: float, y: float) -> list[Item]:
        ax, ay = self._anchor
        wx, wy = self._start[0] - ax, self._start[1] - ay
        long = wx * wx + wy * wy
        factor = ((x - ax) * wx + (y - ay) * wy) / long if long else 1.0
        factor = max(factor, self._least)
        return [shapes.scaled(item, factor, ax, ay) for item in self._items]

    def _stretched(self, item: Item, x: float, y: float) -> Item:
        dx, dy = shapes.turned(x - self._start[0], y - self._start[1], -item.rotation, 0.0, 0.0)
        left = min(dx, item.width - shapes.LEAST_SIDE) if self._handle == "w" else 0.0
        top = min(dy, item.height - shapes.LEAST_SIDE) if self._handle == "n" else 0.0
        right = max(dx, shapes.LEAST_SIDE - item.width) if self._handle == "e" else 0.0
        bottom = max(dy, shapes.LEAST_SIDE - item.height) if self._handle == "s" else 0.0
        changed = replace(
            item, x=item.x + left, y=item.y + top,
            width=item.width + right - left, height=item.height + bottom - top,
        )  # fmt: skip
        return fitted(self._canvas, changed) if isinstance(changed, NoteItem) else changed

    def end(self) -> None:
        """Nothing is left over."""


class RotateDrag:
    """The handle above the frame is pulled around."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._number = drag_number()
        self._items = [i for i in canvas.chosen.items() if i.KIND != "group"]
        box = canvas.chosen.box()
        assert box is not None
        self._centre = box.centre
        turn = canvas.board_point(canvas.overlay.handles()["turn"])
        self._begin = self._angle(*turn)
        self._own = self._items[0].rotation if len(self._items) == 1 else 0.0

    def _angle(self, x: float, y: float) -> float:
        return math.degrees(math.atan2(y - self._centre[1], x - self._centre[0]))

    def go(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Shift: in steps of 15 degrees; near an upright angle it snaps."""
        way = self._angle(*self._canvas.board_point(at)) - self._begin
        whole = self._own + way
        if modifiers & _SHIFT:
            whole = round(whole / _TURN_STEP) * _TURN_STEP
        elif abs(whole - round(whole / 90.0) * 90.0) < 3.0:
            whole = round(whole / 90.0) * 90.0
        turned = [shapes.rotated(i, whole - self._own, *self._centre) for i in self._items]
        self._canvas.stack.push(Rotate.of(self._canvas.model, turned, self._number))

    def end(self) -> None:
        """Nothing is left over."""


class EndDrag:
    """One end of an arrow is pulled."""

    def __init__(self, canvas: Canvas, arrow: ArrowItem, end: str) -> None:
        self._canvas = canvas
        self._arrow = arrow
        self._tip = end == "to"
        self._number = drag_number()

    def go(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Shift: in steps of 15 degrees."""
        arrow = self._arrow
        x, y = self._canvas.board_point(at)
        fixed = (arrow.x, arrow.y) if self._tip else (arrow.x + arrow.dx, arrow.y + arrow.dy)
        if modifiers & _SHIFT:
            x, y = in_steps(fixed, (x, y))
        start, stop = (fixed, (x, y)) if self._tip else ((x, y), fixed)
        self._canvas.stack.push(
            Scale.of(self._canvas.model, [between(arrow, start, stop)], self._number)
        )

    def end(self) -> None:
        """Nothing is left over."""


class ArrowDrag:
    """An arrow is drawn."""

    def __init__(self, canvas: Canvas, at: QPointF) -> None:
        self._canvas = canvas
        self._from = canvas.board_point(at)
        stroke = max(1.0, round(3.0 / min(1.0, canvas.scale_now), 1))
        self._arrow = ArrowItem(
            x=self._from[0], y=self._from[1], dx=1.0, dy=0.0, stroke=stroke, z=canvas.model.top()
        )
        self._number = drag_number()
        self._drawn = False

    def go(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Shift: in steps of 15 degrees."""
        point = self._canvas.board_point(at)
        if modifiers & _SHIFT:
            point = in_steps(self._from, point)
        arrow = between(self._arrow, self._from, point)
        if not self._drawn:
            self._drawn = True
            self._canvas.stack.beginMacro(tr("Draw an arrow"))
            self._canvas.stack.push(AddItems.of(self._canvas.model, [arrow]))
        else:
            self._canvas.stack.push(Scale.of(self._canvas.model, [arrow], self._number))

    def end(self) -> None:
        """It is chosen, so that its ends can be pulled."""
        if self._drawn:
            self._canvas.stack.endMacro()
            self._canvas.chosen.only({self._arrow.id})


class BandDrag:
    """The rubber band chooses what it touches."""

    def __init__(self, canvas: Canvas, at: QPointF, *, keep: bool) -> None:
        self._canvas = canvas
        self._from = canvas.board_point(at)
        self._before = canvas.chosen.ids if keep else frozenset()
        if not keep:
            canvas.chosen.none()

    def go(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:  # noqa: ARG002
        """Sweep."""
        canvas = self._canvas
        here = canvas.board_point(at)
        x, y = min(here[0], self._from[0]), min(here[1], self._from[1])
        box = Box(x, y, abs(here[0] - self._from[0]), abs(here[1] - self._from[1]))
        canvas.overlay.band = QRectF(canvas.on_screen(*self._from), at).normalized()
        touched = {
            i.id
            for i in canvas.model.items()
            if i.KIND != "group" and box.touches(shapes.around(i))
        }
        canvas.chosen.only(self._before | touched)
        canvas.viewport().update()

    def end(self) -> None:
        """The band goes."""
        self._canvas.overlay.band = None
        self._canvas.viewport().update()


class PanDrag:
    """The board follows the pointer."""

    def __init__(self, canvas: Canvas, at: QPointF) -> None:
        self._canvas = canvas
        self._last = at

    def go(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:  # noqa: ARG002
        """Pan."""
        self._canvas.pan_by(at - self._last)
        self._last = at

    def end(self) -> None:
        """Nothing is left over."""


class CropDrag:
    """The picture is moved inside its frame, or an edge of the frame is pulled."""

    def __init__(self, canvas: Canvas, crop: Cropping, start: PictureItem, at: QPointF,
                 handle: str = "") -> None:  # fmt: skip
        self._canvas = canvas
        self._crop = crop
        self._start = start
        self._handle = handle
        self._from = canvas.board_point(at)
        self._number = drag_number()

    def go(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:  # noqa: ARG002
        """Crop."""
        x, y = self._canvas.board_point(at)
        dx, dy = x - self._from[0], y - self._from[1]
        if self._handle:
            self._crop.cut(self._start, self._handle, dx, dy, self._number)
        else:
            self._crop.pan(self._start, dx, dy, self._number)

    def end(self) -> None:
        """Nothing is left over."""


def between(arrow: ArrowItem, start: tuple[float, float], stop: tuple[float, float]) -> ArrowItem:
    """The arrow with other ends."""
    dx, dy = stop[0] - start[0], stop[1] - start[1]
    return replace(
        arrow, x=start[0], y=start[1], dx=dx, dy=dy,
        width=max(1.0, abs(dx)), height=max(1.0, abs(dy)),
    )  # fmt: skip


def in_steps(fixed: tuple[float, float], free: tuple[float, float]) -> tuple[float, float]:
    """The free end on the nearest of 24 directions."""
    dx, dy = free[0] - fixed[0], free[1] - fixed[1]
    step = math.radians(_TURN_STEP)
    angle = round(math.atan2(dy, dx) / step) * step
    length = math.hypot(dx, dy)
    return fixed[0] + length * math.cos(angle), fixed[1] + length * math.sin(angle)


def fitted(canvas: Canvas, note: NoteItem) -> NoteItem:
    """The note as high as its words need at its width."""
    from picturedesk_app.moodboard.scene_items import NoteView

    view = canvas.showing.view(note.id)
    made = view if isinstance(view, NoteView) else NoteView(note)
    made.show_item(note)
    return replace(note, height=max(note.size, made.needed_height()))


def nudged(items: Sequence[Item], dx: float, dy: float) -> list[Item]:
    """Moved by the keyboard."""
    return [shapes.moved(item, dx, dy) for item in items]
