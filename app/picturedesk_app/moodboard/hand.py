"""What mouse and wheel do on the canvas: which drag begins; tools and cropping."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPixmap, QWheelEvent

from picturedesk.board_document import ArrowItem, Item, NoteItem, PictureItem
from picturedesk_app.moodboard import drags, editing, shapes
from picturedesk_app.moodboard.cropping import PREFIX, Cropping, step_of
from picturedesk_app.moodboard.drags import Drag
from picturedesk_app.moodboard.notes import Notes

if TYPE_CHECKING:
    from picturedesk_app.moodboard.canvas import Canvas

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
        self._before = 0
        """How many changes there were when the button went down."""
        self.panning = False
        """While Space is held, a drag pans."""
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
        self._before = canvas.stack.index()
        if button is Qt.MouseButton.MiddleButton or (
            self.panning and button is Qt.MouseButton.LeftButton
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

    def cancel(self) -> bool:
        """Everything as it was before the button went down; False where none is down."""
        drag, self._drag, self._pressed = self._drag, None, None
        if drag is None:
            return False
        drag.end()
        stack = self._canvas.stack
        if stack.index() > self._before:
            # Taken back and forgotten: there is nothing to do again either. The stack drops an
            # obsolete command without calling it.
            change = stack.command(stack.index() - 1)
            change.undo()
            change.setObsolete(True)
            stack.undo()
        self._canvas.viewport().update()
        return True

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
        if self.panning:
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
