"""A view that pans and zooms: by wheel, touchpad and pinch, around the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QNativeGestureEvent, QPainter, QTransform
from PySide6.QtWidgets import (
    QFrame,
    QGestureEvent,
    QGraphicsView,
    QPinchGesture,
    QWidget,
)

from picturedesk_app.moodboard import shapes

LEAST, MOST = 0.02, 16.0
_MARGIN = 48


class PannedView(QGraphicsView):
    """Board units to pixels and back; nothing of what lies there."""

    zoomed = Signal(float)
    """Pixels to a board unit."""
    panned = Signal()
    """Another part is seen."""
    pinched = Signal()
    """Two fingers came down: whatever one finger began is not meant."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    @property
    def scale_now(self) -> float:
        """Pixels to a board unit."""
        return float(self.transform().m11())

    def seen(self) -> QRectF:
        """What is visible of the board."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def board_point(self, at: QPointF) -> tuple[float, float]:
        """A point of the viewport on the board."""
        inverse, _ = self.viewportTransform().inverted()
        point = inverse.map(at)
        return point.x(), point.y()

    def on_screen(self, x: float, y: float) -> QPointF:
        """A point of the board in the viewport."""
        return self.viewportTransform().map(QPointF(x, y))

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Pixels to a unit; what is under ``at`` (else the middle) stays under it."""
        scale = min(MOST, max(LEAST, scale))
        point = at if at is not None else QPointF(self.viewport().rect().center())
        x, y = self.board_point(point)
        self.setTransform(QTransform.fromScale(scale, scale))
        there = self.on_screen(x, y)
        self.pan_by(point - there)
        self.zoomed.emit(scale)

    def pan_by(self, way: QPointF) -> None:
        """Move the board under the window, in pixels."""
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        if round(way.x()):
            horizontal.setValue(horizontal.value() - round(way.x()))
        if round(way.y()):
            vertical.setValue(vertical.value() - round(way.y()))
        self.panned.emit()

    def show_rect(self, box: shapes.Box) -> None:
        """Fit a box into the window."""
        port = self.viewport().rect()
        room_x, room_y = port.width() - 2 * _MARGIN, port.height() - 2 * _MARGIN
        scale = min(room_x / max(1.0, box.width), room_y / max(1.0, box.height), 1.0)
        self.zoom_to(max(LEAST, scale))
        self.pan_by(QPointF(port.center()) - self.on_screen(*box.centre))

    def bring_in(self, box: shapes.Box) -> None:
        """Pan as little as it takes to see a box."""
        rect = QRectF(box.x, box.y, box.width, box.height)
        if not self.seen().contains(rect):
            self.ensureVisible(rect, _MARGIN // 2, _MARGIN // 2)
            self.panned.emit()

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinches zoom."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_to(self.scale_now * (1.0 + event.value()), event.position())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._pinch(pinch)
                event.accept(pinch)
                return True
        return bool(super().viewportEvent(event))

    def _pinch(self, pinch: QPinchGesture) -> None:
        """What was between the fingers stays between them."""
        if pinch.state() is Qt.GestureState.GestureStarted:
            self.pinched.emit()
        port = self.viewport()
        now = QPointF(port.mapFromGlobal(pinch.centerPoint().toPoint()))
        before = QPointF(port.mapFromGlobal(pinch.lastCenterPoint().toPoint()))
        self.pan_by(now - before)
        self.zoom_to(self.scale_now * pinch.scaleFactor(), now)
