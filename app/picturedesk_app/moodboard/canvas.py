"""The canvas: a view of the board that pans and zooms and hands every event to its hand."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QUndoStack,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGestureEvent,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QWidget,
)

from picturedesk_app import theme
from picturedesk_app.i18n import tr
from picturedesk_app.moodboard import shapes
from picturedesk_app.moodboard.canvas_pictures import CanvasPictures
from picturedesk_app.moodboard.chosen import Chosen
from picturedesk_app.moodboard.hand import Hand
from picturedesk_app.moodboard.model import BoardModel
from picturedesk_app.moodboard.overlay import Overlay
from picturedesk_app.moodboard.showing import Showing

LEAST, MOST = 0.02, 16.0
_FAR = 200_000.0
"""How far the canvas reaches from its middle, in board units."""
_MARGIN = 48


class Receiver(Protocol):
    """Takes what is dropped on the canvas."""

    def accepts(self, event: QDropEvent) -> bool:
        """Whether something in the drop can come onto the board."""

    def take(self, event: QDropEvent, x: float, y: float) -> None:
        """Put it there."""


class Canvas(QGraphicsView):
    """Everything on it is changed through ``stack``."""

    zoomed = Signal(float)
    menu_wanted = Signal(QPoint)

    def __init__(
        self, model: BoardModel, pictures: CanvasPictures, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.model = model
        self.stack = QUndoStack(self)
        self.board_scene = QGraphicsScene(-_FAR, -_FAR, 2 * _FAR, 2 * _FAR, self)
        self.board_scene.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setScene(self.board_scene)
        self.chosen = Chosen(model, self)
        self.showing = Showing(self, model, pictures)
        self.overlay = Overlay(self)
        self.hand = Hand(self)
        self.receiver: Receiver | None = None
        self._wants_fit = False
        self._look()
        self.restyle()
        self.chosen.changed.connect(self._tell_chosen)

    def _look(self) -> None:
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
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Board"))
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    def restyle(self) -> None:
        """Take the theme's colours."""
        self.setBackgroundBrush(theme.current().color("ground"))
        self.viewport().update()

    def paint_whole(self, whole: bool) -> None:
        """While nearly everything moves, one large area is cheaper than a thousand small ones."""
        modes = QGraphicsView.ViewportUpdateMode
        self.setViewportUpdateMode(modes.FullViewportUpdate if whole else modes.SmartViewportUpdate)

    def _tell_chosen(self) -> None:
        count = len(self.chosen.items())
        self.setAccessibleDescription(
            tr("{n} things, {c} selected", n=len(self.model.items()), c=count)
        )
        self.viewport().update()

    # -- where things are ----------------------------------------------------------------------

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

    # -- looking -------------------------------------------------------------------------------

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
        self.showing.soon()

    def show_box(self, box: shapes.Box | None) -> None:
        """Fit a box into the window; everything where it is None."""
        if box is None:
            box = shapes.union(shapes.around(i) for i in self.model.items() if i.KIND != "group")
        if box is None:
            box = shapes.Box(-400.0, -300.0, 800.0, 600.0)
        port = self.viewport().rect()
        room_x, room_y = port.width() - 2 * _MARGIN, port.height() - 2 * _MARGIN
        scale = min(room_x / max(1.0, box.width), room_y / max(1.0, box.height), 1.0)
        self.zoom_to(max(LEAST, scale))
        self.pan_by(QPointF(port.center()) - self.on_screen(*box.centre))
        self._wants_fit = not self.isVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again at what is seen; the first time, fit the board."""
        super().resizeEvent(event)
        if self._wants_fit and self.isVisible():
            self.show_box(None)
        self.showing.soon()

    def showEvent(self, event: QShowEvent) -> None:
        """A board that was opened while hidden is fitted now."""
        super().showEvent(event)
        if self._wants_fit:
            self.show_box(None)

    # -- events, handed on ---------------------------------------------------------------------

    def drawForeground(self, painter: QPainter, rect: object) -> None:  # noqa: ARG002 - Qt's form
        """Selection, handles, guides."""
        self.overlay.paint(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, or begin a drag."""
        if self.hand.notes.takes(event):
            super().mousePressEvent(event)
        else:
            self.hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        if self.hand.notes.takes(event):
            super().mouseMoveEvent(event)
        else:
            self.hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        if self.hand.notes.takes(event):
            super().mouseReleaseEvent(event)
        else:
            self.hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit a note, crop a picture."""
        if self.hand.notes.takes(event):
            super().mouseDoubleClickEvent(event)
        else:
            self.hand.double(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom; with a touchpad, pan."""
        self.hand.wheel(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Into a note that is being edited, else to the hand."""
        if self.hand.notes.editing is not None and event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.hand.key(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space is let go."""
        self.hand.key_up(event)
        super().keyReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu on what is chosen."""
        if self.hand.notes.editing is None:
            self.menu_wanted.emit(event.globalPos())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from thing to thing, and leaves after the last one."""
        if self.hand.notes.editing is None and self.hand.step(1 if forward else -1):
            return True
        return bool(super().focusNextPrevChild(forward))

    def viewportEvent(self, event: QEvent) -> bool:
        """Pinches zoom."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_to(self.scale_now * (1.0 + event.value()), event.position())
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                at = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
                self.zoom_to(self.scale_now * pinch.scaleFactor(), QPointF(at))
                return True
        return bool(super().viewportEvent(event))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures may come in."""
        if self.receiver is not None and self.receiver.accepts(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Anywhere on the board."""
        if self.receiver is not None and self.receiver.accepts(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They lie where they were dropped."""
        if self.receiver is not None and self.receiver.accepts(event):
            event.acceptProposedAction()
            self.receiver.take(event, *self.board_point(event.position()))
