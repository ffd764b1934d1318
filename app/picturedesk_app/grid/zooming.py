"""Zoom by Ctrl and the wheel, by two fingers on a touchpad, by a pinch on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

if TYPE_CHECKING:
    from picturedesk_app.grid.placed import Anchor, PlacedArea

_STEP = 1.12


class Zoom(QObject):
    """Of one view. A whole turn or pinch keeps to one picture, though the rows break anew."""

    def __init__(self, view: PlacedArea) -> None:
        super().__init__(view)
        self._view = view
        self._around: tuple[QPointF, Anchor | None] | None = None
        self._exact = 0.0
        """The size that the fingers have reached; cells have whole pixels."""

    def end(self) -> None:
        """The pointer moved: the next zoom is around another picture."""
        self._around = None

    def wheel(self, event: QWheelEvent) -> bool:
        """Zoom with Ctrl; True if that was it."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        notches = event.angleDelta().y() / 120
        cell = self._view.cell
        size = round(cell * _STEP**notches)
        self._to(size if size != cell else cell + (1 if notches > 0 else -1), event.position())
        event.accept()
        return True

    def pinch(self, event: QEvent) -> bool:
        """Zoom with two fingers; True if that was it."""
        if isinstance(event, QNativeGestureEvent):
            kind = event.gestureType()
            if kind is Qt.NativeGestureType.BeginNativeGesture:
                self._begin()
            elif kind is Qt.NativeGestureType.ZoomNativeGesture:
                self._by(1.0 + event.value(), event.position())
            else:
                return False
            event.accept()
            return True
        if isinstance(event, QGestureEvent):
            gesture = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(gesture, QPinchGesture):
                if gesture.state() is Qt.GestureState.GestureStarted:
                    self._begin()
                spot = self._view.viewport().mapFromGlobal(gesture.centerPoint().toPoint())
                self._by(gesture.scaleFactor(), QPointF(spot))
                event.accept(gesture)
                return True
        return False

    def _begin(self) -> None:
        self._around, self._exact = None, float(self._view.cell)

    def _by(self, factor: float, spot: QPointF) -> None:
        if round(self._exact) != self._view.cell:
            self._exact = float(self._view.cell)  # zoomed by other means meanwhile
        self._exact *= max(0.2, min(5.0, factor))
        before = self._around
        self._to(round(self._exact), before[0] if before is not None else spot)
        if self._view.cell != round(self._exact):
            self._exact = float(self._view.cell)  # as small or large as it gets

    def _to(self, size: int, spot: QPointF) -> None:
        if self._around is None or self._around[0] != spot:
            self._around = (spot, self._view.anchor_under(spot))
        self._view.set_cell(size, self._around[1])
