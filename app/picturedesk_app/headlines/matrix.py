"""The matrix: a line a channel, the best crops in each. Says what the user's hand does in it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)

from picturedesk_app import spoken_list, theme
from picturedesk_app.headlines import laying
from picturedesk_app.headlines.matrix_placing import Placing


class Matrix(Placing):
    """Draws the lines that can be seen; keys and mouse move in it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The lines that can be seen."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), theme.current().color("ground"))
        offset = self.verticalScrollBar().value()
        for row, (line, band) in enumerate(zip(self.sheet.lines, self._bands, strict=False)):
            if band.top - offset > event.rect().bottom() or (
                band.top + band.height - offset + laying.NEAR < event.rect().top()
            ):
                continue
            head = band.head
            place = QRectF(head.x, head.y - offset, head.width, head.height)
            self._painter.head(painter, place, line)
            for column in range(min(len(line.cells), len(band.cells))):
                rect = QRectF(self.cell_rect((row, column)))
                proposal = line.cells[column]
                self._painter.cell(
                    painter, rect, line, proposal, pixmap=self.pixmap(line, proposal),
                    shown=self.shown(row, column), view=self.view,
                )  # fmt: skip
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: ARG002 - Qt's form
        """Lay out anew."""
        self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002 - Qt's form
        """Other lines are seen."""
        self._wish()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The outline of the cell in hand grows stronger."""
        super().focusInEvent(event)
        self.viewport().update()
        spoken_list.focus_moved(self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """… and weaker."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move; Home and End go to the ends of a line, with Ctrl to the first and last."""
        row, column = self._current
        last = len(self.sheet.lines) - 1
        far = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        moves: dict[int, tuple[int, int]] = {
            Qt.Key.Key_Left: (row, column - 1),
            Qt.Key.Key_Right: (row, column + 1),
            Qt.Key.Key_Up: (row - 1, column),
            Qt.Key.Key_Down: (row + 1, column),
            Qt.Key.Key_PageUp: (row - 3, column),
            Qt.Key.Key_PageDown: (row + 3, column),
            Qt.Key.Key_Home: (0 if far else row, 0),
            Qt.Key.Key_End: (last if far else row, 10_000),
        }
        move = moves.get(event.key())
        if move is None:
            event.ignore()
        else:
            self.go(*move)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a cell in hand."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        cell = self.cell_at(event.position().toPoint())
        if cell is not None:
            self.go(*cell)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Activate it."""
        if self.cell_at(event.position().toPoint()) is not None:
            self.activated.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which cell is under the pointer."""
        cell = self.cell_at(event.position().toPoint())
        if cell != self._hovered:
            self._hovered = cell
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the cell."""
        if self.current is not None:
            self.menu_wanted.emit(event.globalPos())
