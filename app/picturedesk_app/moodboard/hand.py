"""What mouse, wheel and keyboard do on the canvas: which drag begins, what a key does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QMouseEvent,
    QPixmap,
    QWheelEvent,
)

from picturedesk.board_document import ArrowItem, Item, NoteItem, PictureItem
from picturedesk_app.moodboard import drags, editing, shapes
from picturedesk_app.moodboard.commands import Move
from picturedesk_app.moodboard.cropping import PREFIX, Cropping, step_of
from picturedesk_app.moodboard.drags import Drag
from picturedesk_app.moodboard.notes import Notes

if TYPE_CHECKING:
    from picturedesk_app.moodboard.canvas import Canvas

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_NUDGE, _FAR_NUDGE = 1.0, 16.0
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_START = 3.0
"""Pixels before a press becomes a drag."""
_CURSORS = {
    "nw": Qt.CursorShape.SizeFDiagCursor, "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor, "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor, "s": Qt.CursorShape.SizeVerCursor,
    "e": Qt.CursorShape.SizeHorCursor, "w": Qt.CursorShape.SizeHorCursor,
}  # fmt: skip


class Hand(QObject):
    """The input of one canvas."""

    tool_changed = Signal(str)
    crop_changed = Signal(bool)

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.tool = ""
        """``arrow`` while the next drag draws one."""
        self.cropping: Cropping | None = None
        self.notes = Notes(canvas)
        self._drag: Drag | None = None
        self._pressed: QPointF | None = None
        self._collapse = ""
        self._space = False
        self._nudges = 0
        canvas.chosen.changed.connect(self._chosen_changed)
        canvas.model.loaded.connect(self._forget)

    @property
    def moving(self) -> bool:
        """Whether something is dragged that should be seen whole."""
        return isinstance(self._drag, drags.MoveDrag)

    # -- mouse ---------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """A button goes down: on a handle, a thing, or the board."""
        canvas = self._canvas
        canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        self.notes.end()
        at, button = event.position(), event.button()
        if button is Qt.MouseButton.MiddleButton or (
            self._space and button is Qt.MouseButton.LeftButton
        ):
            self.begin(drags.PanDrag(canvas, at), Qt.CursorShape.ClosedHandCursor)
        elif button is Qt.MouseButton.RightButton:
            item = self.item_at(at)
            if item is not None and item.id not in canvas.chosen.ids:
                canvas.chosen.only({item.id})
        elif button is Qt.MouseButton.LeftButton:
            self._press_left(at, event.modifiers())

    def _press_left(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        canvas = self._canvas
        handle = canvas.overlay.handle_at(at)
        item = self.item_at(at)
        self._collapse = ""
        if self.cropping is not None and self._press_crop(at, handle, item):
            return
        if self.tool == "arrow":
            self.begin(drags.ArrowDrag(canvas, at))
        elif handle:
            self.begin(self._handle_drag(handle))
        elif item is None:
            keep = bool(modifiers & (_SHIFT | _CTRL))
            self.begin(drags.BandDrag(canvas, at, keep=keep))
        elif modifiers & (_SHIFT | _CTRL):
            canvas.chosen.toggle(item.id)
        else:
            if item.id not in canvas.chosen.ids:
                canvas.chosen.only({item.id})
            else:
                self._collapse = item.id
            self._pressed = at

    def _handle_drag(self, handle: str) -> Drag:
        canvas = self._canvas
        chosen = canvas.chosen.items()
        if handle == "turn":
            return drags.RotateDrag(canvas)
        if handle in ("from", "to") and isinstance(chosen[0], ArrowItem):
            return drags.EndDrag(canvas, chosen[0], handle)
        return drags.ScaleDrag(canvas, handle)

    def _press_crop(self, at: QPointF, handle: str, item: Item | None) -> bool:
        """Inside the crop; a press elsewhere ends it, and does what it does."""
        crop = self.cropping
        start = crop.item if crop is not None else None
        if crop is None or start is None:
            return False
        if handle or (item is not None and item.id == start.id):
            self.begin(drags.CropDrag(self._canvas, crop, start, at, handle))
            return True
        self.end_crop()
        return False

    def begin(self, drag: Drag, cursor: Qt.CursorShape | None = None) -> None:
        """From now on the pointer belongs to this drag."""
        self._drag = drag
        if cursor is not None:
            self._canvas.viewport().setCursor(cursor)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moves."""
        at = event.position()
        if self._drag is not None:
            self._drag.go(at, event.modifiers())
            self._canvas.viewport().update()
        elif self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            if (at - self._pressed).manhattanLength() >= _START:
                copy = bool(event.modifiers() & _ALT)
                self.begin(drags.MoveDrag(self._canvas, self._pressed, copy=copy))
                self._drag_on(at, event.modifiers())
        else:
            self._hover(at)

    def _drag_on(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if self._drag is not None:
            self._drag.go(at, modifiers)
        self._collapse = ""

    def release(self, event: QMouseEvent) -> None:
        """The button comes up."""
        if self._drag is not None:
            drag, self._drag = self._drag, None
            drag.end()
            if isinstance(drag, drags.ArrowDrag):
                self.use_tool("")
        elif self._collapse:
            self._canvas.chosen.only({self._collapse})
        self._pressed, self._collapse = None, ""
        self._hover(event.position())
        self._canvas.viewport().update()

    def _hover(self, at: QPointF) -> None:
        canvas = self._canvas
        handle = canvas.overlay.handle_at(at)
        item = self.item_at(at)
        name = item.id if item is not None and not handle and self.cropping is None else ""
        if name != canvas.overlay.hovered:
            canvas.overlay.hovered = name
            canvas.viewport().update()
        shape = _CURSORS.get(handle, Qt.CursorShape.ArrowCursor)
        if self._space:
            shape = Qt.CursorShape.OpenHandCursor
        elif self.tool == "arrow" or handle in ("turn", "from", "to"):
            shape = Qt.CursorShape.CrossCursor
        elif self.cropping is not None and item is not None and item.id == self.cropping.item_id:
            shape = Qt.CursorShape.SizeAllCursor
        canvas.viewport().setCursor(shape)

    def item_at(self, at: QPointF) -> Item | None:
        """The topmost thing under a point of the viewport."""
        x, y = self._canvas.board_point(at)
        slack = drags.SNAP / self._canvas.scale_now
        for item in reversed(editing.in_order(self._canvas.model.items())):
            if item.KIND != "group" and shapes.holds(item, x, y, slack):
                return item
        return None

    def double(self, event: QMouseEvent) -> None:
        """Edit a note, crop a picture; on the empty board, write a note."""
        item = self.item_at(event.position())
        self._pressed = None
        if isinstance(item, NoteItem):
            self.notes.edit(item.id)
        elif isinstance(item, PictureItem):
            self.begin_crop(item)

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom; a touchpad pans, and zooms with Ctrl. In a crop, the picture zooms."""
        canvas = self._canvas
        event.accept()
        pixels, angle = event.pixelDelta(), event.angleDelta()
        touchpad = event.phase() is not Qt.ScrollPhase.NoScrollPhase and not pixels.isNull()
        if event.modifiers() & _SHIFT:
            canvas.pan_by(QPointF(angle.y() or angle.x(), 0) / 2)
        elif touchpad and not event.modifiers() & _CTRL:
            canvas.pan_by(QPointF(pixels))
        elif self.cropping is not None and not event.modifiers() & _CTRL:
            self.cropping.zoom(step_of(angle.y()), id(self.cropping))
        else:
            canvas.zoom_to(canvas.scale_now * step_of(angle.y()), event.position())

    # -- keyboard ------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Arrows nudge, Space pans, Enter edits, Escape steps back. True if it was ours."""
        key = Qt.Key(event.key())
        if key in _ARROWS and self._canvas.chosen.ids:
            self._nudge(_ARROWS[key], far=bool(event.modifiers() & _SHIFT),
                        more=event.isAutoRepeat())  # fmt: skip
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self._canvas.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter()
        elif key == Qt.Key.Key_Escape:
            return self.escape()
        else:
            return key == Qt.Key.Key_Space
        return True

    def key_up(self, event: QKeyEvent) -> None:
        """Space is let go."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and self._space:
            self._space = False
            self._canvas.viewport().unsetCursor()

    def _nudge(self, way: tuple[int, int], *, far: bool, more: bool) -> None:
        """A key that is held down is one change."""
        canvas = self._canvas
        if not more or not self._nudges:
            self._nudges = drags.drag_number()
        by = _FAR_NUDGE if far else _NUDGE
        if self.cropping is not None and self.cropping.item is not None:
            self.cropping.pan(self.cropping.item, way[0] * by, way[1] * by, self._nudges)
            return
        moved = drags.nudged(canvas.chosen.items(), way[0] * by, way[1] * by)
        canvas.stack.push(Move.of(canvas.model, moved, self._nudges))

    def _enter(self) -> bool:
        chosen = self._canvas.chosen.items()
        if self.cropping is not None:
            self.end_crop()
        elif len(chosen) == 1 and isinstance(chosen[0], NoteItem):
            self.notes.edit(chosen[0].id)
        elif len(chosen) == 1 and isinstance(chosen[0], PictureItem):
            self.begin_crop(chosen[0])
        else:
            return False
        return True

    def escape(self) -> bool:
        """One step back: out of the note, the crop, the tool, the selection."""
        if self.notes.editing is not None:
            self.notes.end()
        elif self.cropping is not None:
            self.end_crop()
        elif self.tool:
            self.use_tool("")
        elif self._canvas.chosen.ids:
            self._canvas.chosen.none()
        else:
            return False
        return True

    def step(self, places: int) -> bool:
        """Choose the next thing, in reading order; False past the last one."""
        canvas = self._canvas
        order = sorted(
            (i for i in canvas.model.items() if i.KIND != "group"), key=lambda i: (i.y, i.x)
        )
        ids = [item.id for item in order]
        at = [place for place, name in enumerate(ids) if name in canvas.chosen.ids]
        new = (at[0] + places if at else (0 if places > 0 else len(ids) - 1)) if ids else -1
        if not 0 <= new < len(ids):
            canvas.chosen.none()
            return False
        canvas.chosen.only({ids[new]})
        if not canvas.seen().contains(_rect(order[new])):
            canvas.ensureVisible(_rect(order[new]))
            canvas.showing.soon()
        _tell(canvas, order[new])
        return True

    # -- tools ---------------------------------------------------------------------------------

    def use_tool(self, name: str) -> None:
        """The next drag draws an arrow; empty: it chooses."""
        if name != self.tool:
            self.tool = name
            self.tool_changed.emit(name)

    def begin_crop(self, item: PictureItem) -> None:
        """Crop a picture; it alone is chosen."""
        self._canvas.chosen.only({item.id})
        self.cropping = Cropping(self._canvas, item)
        self._canvas.showing.look()
        self.crop_changed.emit(True)
        self._canvas.viewport().update()

    def end_crop(self) -> None:
        """Done; the crop stays."""
        if self.cropping is not None:
            self.cropping = None
            self._canvas.showing.look()
            self.crop_changed.emit(False)
            self._canvas.viewport().update()

    def whole_arrived(self, name: str, pixmap: QPixmap) -> None:
        """The whole of the picture that is being cropped."""
        if self.cropping is not None and name == PREFIX + self.cropping.item_id:
            self.cropping.arrived(pixmap)

    def _chosen_changed(self) -> None:
        if self.cropping is not None and self._canvas.chosen.ids != {self.cropping.item_id}:
            self.end_crop()

    def _forget(self) -> None:
        self.cropping = self._drag = self._pressed = None


def _rect(item: Item) -> QRectF:
    box = shapes.around(item)
    return QRectF(box.x, box.y, box.width, box.height)


def _tell(canvas: Canvas, item: Item) -> None:
    """Say it to a screen reader."""
    words = item.text if isinstance(item, NoteItem) else item.KIND
    if isinstance(item, PictureItem):
        asset = canvas.model.asset(item.asset_id)
        words = item.alt_text or (asset.alt_text if asset is not None else "") or words
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(canvas, words))
