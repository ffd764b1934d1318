"""What mouse and keyboard do in a grid: choose, sweep, drag out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from picturedesk_app.grid.dragging import drag_out
from picturedesk_app.grid.zooming import Zoom

if TYPE_CHECKING:
    from picturedesk_app.grid.view import GridView

_EDGE = 36
"""Near the upper and lower edge a rubber band scrolls."""
_MOVING = frozenset(
    (
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
        Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
    )
)  # fmt: skip
_CTRL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Hand(QObject):
    """The input of one view."""

    def __init__(self, view: GridView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered = -1
        self.band: QRectF | None = None
        """In x of the viewport and y of the list."""
        self._pressed: QPoint | None = None
        self._pressed_index = -1
        self._from = QPointF()
        self._before: npt.NDArray[np.bool_] | None = None
        self._last = QPointF()
        self._collapse = False
        self.zoom = Zoom(view)
        self._creep = QTimer(self)
        self._creep.setInterval(16)
        self._creep.timeout.connect(self._creep_on)

    # -- mouse ---------------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """A button goes down."""
        view, point = self._view, event.position().toPoint()
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        index = view.index_at(point)
        if event.button() is not Qt.MouseButton.LeftButton:
            if index >= 0 and not view.selection.mask[index]:
                view.selection.only(index)
            return
        self._pressed, self._pressed_index = point, index
        self._collapse = False
        modifiers = event.modifiers()
        if index >= 0 and view.on_stack(index, point):
            self._pressed = None
            view.stack_clicked.emit(int(view.model.keys[index]))
        elif index < 0:
            self._begin_band(event)
        elif modifiers & _SHIFT:
            view.selection.reach(index, keep=bool(modifiers & _CTRL))
        elif modifiers & _CTRL:
            view.selection.toggle(index)
        elif view.selection.mask[index]:
            self._collapse = True  # on release: a drag takes the whole selection
            view.selection.move(index)
        else:
            view.selection.only(index)

    def _begin_band(self, event: QMouseEvent) -> None:
        view = self._view
        keep = bool(event.modifiers() & (_CTRL | _SHIFT))
        self._before = view.selection.mask.copy() if keep else np.zeros_like(view.selection.mask)
        if not keep:
            view.selection.none()
        self._from = event.position() + QPointF(0, view.top)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moves."""
        self.zoom.end()
        self._last = event.position()
        point = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(self._view.index_at(point))
            return
        if self._before is not None:
            self._sweep()
            return
        far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if far and self._pressed_index >= 0:
            self._pressed = None
            drag_out(self._view)

    def release(self, event: QMouseEvent) -> None:
        """The button comes up."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self._collapse and self._pressed is not None and self._pressed_index >= 0:
            self._view.selection.only(self._pressed_index)
        self._pressed = None
        self._before = None
        self._creep.stop()
        if self.band is not None:
            self.band = None
            self._view.viewport().update()

    def double(self, event: QMouseEvent) -> None:
        """Two clicks: activate."""
        index = self._view.index_at(event.position().toPoint())
        if index >= 0:
            self._view.activated.emit(int(self._view.model.keys[index]))

    def leave(self) -> None:
        """The pointer has left."""
        self._hover(-1)

    def scrolled(self) -> None:
        """The list moved under the pointer."""
        if self._before is not None:
            self._sweep()
        elif self.hovered >= 0:
            self._hover(self._view.index_at(self._last.toPoint()))

    def _hover(self, index: int) -> None:
        if index == self.hovered:
            return
        view = self._view
        for changed in (self.hovered, index):
            if 0 <= changed < len(view.model):
                view.viewport().update(view.rect_of(changed).adjusted(-6, -6, 6, 6))
        self.hovered = index

    def _sweep(self) -> None:
        view = self._view
        assert self._before is not None
        here = self._last + QPointF(0, view.top)
        self.band = QRectF(self._from, here).normalized()
        mask = self._before.copy()
        mask[view.touched_by(self.band)] = True
        view.selection.exactly(mask)
        view.viewport().update()
        near = self._last.y() < _EDGE or self._last.y() > view.viewport().height() - _EDGE
        if near and not self._creep.isActive():
            self._creep.start()

    def _creep_on(self) -> None:
        height = self._view.viewport().height()
        y = self._last.y()
        step = y - _EDGE if y < _EDGE else y - (height - _EDGE) if y > height - _EDGE else 0
        if not step or self._before is None:
            self._creep.stop()
            return
        bar = self._view.verticalScrollBar()
        bar.setValue(bar.value() + round(step / 2))

    # -- keyboard ------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Arrows, pages, ends, Enter; True if it was ours."""
        view, key = self._view, event.key()
        if not len(view.model):
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and view.selection.current >= 0:
            view.activated.emit(int(view.model.keys[view.selection.current]))
            return True
        if key == Qt.Key.Key_Escape and view.selection.count:
            view.selection.none()
            return True
        target = self._target(Qt.Key(key))
        if target is None:
            return False
        modifiers = event.modifiers()
        if modifiers & _SHIFT:
            view.selection.reach(target)
        elif modifiers & _CTRL:
            view.selection.move(target)
        else:
            view.selection.only(target)
        view.ensure_visible(target)
        return True

    def _target(self, key: Qt.Key) -> int | None:
        view = self._view
        last = len(view.model) - 1
        current = view.selection.current
        if key not in _MOVING:
            return None
        if key == Qt.Key.Key_Home:
            return 0
        if key == Qt.Key.Key_End:
            return last
        if current < 0:
            return view.visible().start
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return max(0, min(last, current + (1 if key == Qt.Key.Key_Right else -1)))
        page = max(1, len(view.layout_now.rows_between(view.top, view.top + view.height())) - 1)
        rows = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
        }[key]
        return view.layout_now.above_or_below(current, rows)

    def menu(self, event: QContextMenuEvent) -> None:
        """A menu on what is chosen, at the pointer or at the current picture."""
        view = self._view
        point = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and view.selection.current >= 0:
            point = view.viewport().mapToGlobal(view.rect_of(view.selection.current).center())
        if view.selection.count:
            view.menu_wanted.emit(point)
