"""What the keyboard does on the canvas: nudge, pan, edit, step back, go from thing to thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from picturedesk.board_document import NoteItem, PictureItem
from picturedesk_app.moodboard import accessible, drags, shapes
from picturedesk_app.moodboard.commands import Move

if TYPE_CHECKING:
    from picturedesk_app.moodboard.canvas import Canvas

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_NUDGE, _FAR_NUDGE = 1.0, 16.0
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Keys(QObject):
    """The keyboard of one canvas."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._hand = canvas.hand
        self._nudges = 0

    def key(self, event: QKeyEvent) -> bool:
        """Arrows nudge, Space pans, Enter edits, Escape steps back. True if it was ours."""
        key = Qt.Key(event.key())
        if key in _ARROWS and self._canvas.chosen.ids:
            self._nudge(_ARROWS[key], far=bool(event.modifiers() & _SHIFT),
                        more=event.isAutoRepeat())  # fmt: skip
        elif key == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hand.panning = True
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
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.let_go()

    def let_go(self) -> None:
        """Space counts as let go (the keyboard went elsewhere)."""
        if self._hand.panning:
            self._hand.panning = False
            self._canvas.viewport().unsetCursor()

    def _nudge(self, way: tuple[int, int], *, far: bool, more: bool) -> None:
        """A key that is held down is one change."""
        canvas = self._canvas
        if not more or not self._nudges:
            self._nudges = drags.drag_number()
        by = _FAR_NUDGE if far else _NUDGE
        crop = self._hand.cropping
        if crop is not None and crop.item is not None:
            crop.pan(crop.item, way[0] * by, way[1] * by, self._nudges)
            return
        moved = drags.nudged(canvas.chosen.items(), way[0] * by, way[1] * by)
        canvas.stack.push(Move.of(canvas.model, moved, self._nudges))

    def _enter(self) -> bool:
        chosen = self._canvas.chosen.items()
        if self._hand.cropping is not None:
            self._hand.end_crop()
        elif len(chosen) == 1 and isinstance(chosen[0], NoteItem):
            self._hand.notes.edit(chosen[0].id)
        elif len(chosen) == 1 and isinstance(chosen[0], PictureItem):
            self._hand.begin_crop(chosen[0])
        else:
            return False
        return True

    def escape(self) -> bool:
        """One step back: out of the drag, the note, the crop, the tool, the selection."""
        if self._hand.cancel():
            return True
        if self._hand.notes.editing is not None:
            self._hand.notes.end()
        elif self._hand.cropping is not None:
            self._hand.end_crop()
        elif self._hand.tool:
            self._hand.use_tool("")
        elif self._canvas.chosen.ids:
            self._canvas.chosen.none()
        else:
            return False
        return True

    def step(self, places: int) -> bool:
        """Choose the next thing or group, in reading order; False past the last one."""
        canvas = self._canvas
        ids = self._stops()
        at = [place for place, name in enumerate(ids) if name in canvas.chosen.ids]
        new = (at[0] + places if at else (0 if places > 0 else len(ids) - 1)) if ids else -1
        if not 0 <= new < len(ids):
            canvas.chosen.none()
            return False
        canvas.chosen.only({ids[new]})
        item = canvas.model.item(ids[new])
        if item is not None:
            canvas.bring_in(shapes.around(item))
        return True

    def _stops(self) -> list[str]:
        """What can be stepped to: a group, which is chosen whole, only once."""
        groups: set[str] = set()
        stops = []
        for name in accessible.reading_order(self._canvas.model):
            item = self._canvas.model.item(name)
            group = item.group if item is not None else ""
            if not group or group not in groups:
                stops.append(name)
            groups.add(group)
        return stops
