"""The grid's view: paints what is visible, and hands what the user does to its hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from picturedesk_app import spoken_list, theme
from picturedesk_app.grid.accessible import SpokenGrid
from picturedesk_app.grid.hand import Hand
from picturedesk_app.grid.layout import Section
from picturedesk_app.grid.model import GridModel
from picturedesk_app.grid.painter import CellPainter, Chosen
from picturedesk_app.grid.placed import GAP, LARGEST, MARGIN, SMALLEST, PlacedArea
from picturedesk_app.grid.supplying import Supply
from picturedesk_app.grid.thumbnails import Thumbnails

_GESTURES = (QEvent.Type.NativeGesture, QEvent.Type.Gesture)


class GridView(PlacedArea):
    """Shows a :class:`GridModel`. Signals carry asset keys."""

    activated = Signal(object)
    """Enter or a double click on the current picture."""
    menu_wanted = Signal(QPoint)
    stack_clicked = Signal(object)

    def __init__(
        self, model: GridModel, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, parent)
        self.thumbnails = thumbnails
        self._painter = CellPainter()
        self._hand = Hand(self)
        self._supply = Supply(self, thumbnails)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pictures")
        viewport = self.viewport()
        viewport.setMouseTracking(True)
        viewport.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        viewport.grabGesture(Qt.GestureType.PinchGesture)
        model.rows_arrived.connect(viewport.update)
        self.placed_anew.connect(self._told_anew)
        self.selection.changed.connect(viewport.update)
        self.selection.current_changed.connect(self._current_changed)
        theme.current().changed.connect(self._restyle)
        spoken_list.speak(GridView, SpokenGrid)

    def on_stack(self, index: int, point: QPoint) -> bool:
        """Whether a point is on a stack's badge."""
        if int(self.model.keys[index]) not in self.model.stacks:
            return False
        corner = self.rect_of(index).topRight()
        return QRect(corner.x() - 56, corner.y(), 56, 32).contains(point)

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is visible; ask for what is not there yet."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.current().color("ground"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        visible = self.visible()
        focused = self.hasFocus()
        self._sections(painter)
        for index in visible:
            rect = self.rect_of(index)
            if rect.intersects(event.rect().adjusted(-8, -8, 8, 8)):
                self._cell(painter, index, rect, focused)
        band = self._hand.band
        if band is not None:
            self._painter.band(painter, band.translated(0, -self.top))
        painter.end()
        self._supply.ask(visible)

    def _cell(self, painter: QPainter, index: int, rect: QRect, focused: bool) -> None:
        key = int(self.model.keys[index])
        selected = bool(self.selection.mask[index])
        current = index == self.selection.current and not (selected and self.selection.count == 1)
        chosen = Chosen(
            selected,
            focused and current,
            index == self._hand.hovered,
        )
        self._painter.cell(
            painter, rect, self.model.row_of_key(key), self.thumbnails.get(key), chosen,
            stack=self.model.stacks.get(key, 0),
        )  # fmt: skip

    def _sections(self, painter: QPainter) -> None:
        for y, section in self.layout_now.sections:
            top = y - self.top
            if -60 < top < self.viewport().height():
                self._painter.section(painter, MARGIN, top, self.layout_now.width, section)

    def _restyle(self) -> None:
        self._painter = CellPainter()
        self.viewport().update()

    def _told_anew(self) -> None:
        spoken_list.told_anew(self)

    def _current_changed(self) -> None:
        self.viewport().update()
        spoken_list.focus_moved(self)

    # -- events, handed on ---------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:
        """Two fingers on a touchpad or a touch screen: zoom."""
        if event.type() in _GESTURES and self._hand.zoom.pinch(event):
            return True
        return super().viewportEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002 - Qt's form
        """The list moved: paint it anew."""
        self._hand.scrolled()
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        if not self._hand.zoom.wheel(event):
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose, or begin a rubber band or a drag."""
        self._hand.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover, band, drag."""
        self._hand.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End of a click, band or drag."""
        self._hand.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Activate."""
        self._hand.double(event)

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002 - Qt's form
        """Nothing is hovered."""
        self._hand.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and choose with the keyboard."""
        if not self._hand.key(event):
            event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask the page for a menu, on what is chosen."""
        self._hand.menu(event)


__all__ = ["GAP", "LARGEST", "MARGIN", "SMALLEST", "GridView", "Section"]
