"""One picture over the whole window: arrows go on, the wheel zooms, Space or Escape leaves."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from picturedesk_app import theme
from picturedesk_app.grid.model import Row
from picturedesk_app.i18n import tr
from picturedesk_app.previews import Picture, Pictures
from picturedesk_app.theme import Size

_MARGIN = 56
_MOST_ZOOM = 8.0
_FULL_SIDE = 6000
"""Asked for when a picture is zoomed beyond its preview."""


class Preview(QWidget):
    """A child of the window that covers it."""

    stepped = Signal(int)
    """The user wants the picture so many places on."""
    rated = Signal(int)
    closed = Signal()

    def __init__(self, window: QWidget, pictures: Pictures) -> None:
        super().__init__(window)
        self.hide()
        self._window = window
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._pictures = pictures
        self._row: Row | None = None
        self._pixmap: QPixmap | None = None
        self._words = ""
        self._zoom = 1.0
        self._moved = QPointF()
        self._grip: QPointF | None = None
        self._asked_full = False
        self._unopened = False
        pictures.arrived.connect(self._arrived)
        pictures.failed.connect(self._failed)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        window.installEventFilter(self)

    def show_row(self, row: Row, words: str, known: QPixmap | None) -> None:
        """Show a picture: what is known at once, the large one when it comes."""
        self._row, self._words = row, words
        self._pixmap, self._unopened = known, False
        self._zoom, self._moved, self._asked_full = 1.0, QPointF(), False
        self.setAccessibleName(tr("Preview of {name}", name=row.spoken))
        self.setGeometry(self._window.rect())
        self._want(max(1024, round(max(self.width(), self.height()) * self.devicePixelRatioF())))
        if not self.isVisible():
            self.show()
        self.raise_()
        self.setFocus()
        self.update()

    @property
    def key(self) -> int:
        """The picture that is shown; 0 for none."""
        return self._row.key if self._row is not None and self.isVisible() else 0

    def show_facts(self, row: Row, words: str) -> None:
        """What is known of the picture that is shown has changed: its rating, its place."""
        self._row, self._words = row, words
        self.update()

    def _focus_moved(self, old: QWidget | None, now: QWidget | None) -> None:  # noqa: ARG002
        """A shortcut went somewhere else in the window: it must be seen."""
        elsewhere = now is not None and now is not self and now.window() is self._window
        if elsewhere and self.isVisible():
            self._put_away()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, ARG002 - Qt's form
        """Nothing below is reached by Tab: it is covered."""
        return True

    def _want(self, side: int) -> None:
        row = self._row
        if row is not None:
            original = "" if row.away or row.is_video else row.path
            self._pictures.want(Picture(row.key, row.thumbnail, original, side))

    def leave(self) -> None:
        """Close the preview, and give the keyboard back."""
        self._put_away()
        self.closed.emit()

    def lend(self, actions: Iterable[QAction]) -> None:
        """Shortcuts of the page below act here too; what they do must be seen, so it gives way."""
        for action in actions:
            self.addAction(action)
            action.triggered.connect(self._given_way)

    def _given_way(self) -> None:
        if self.isVisible():  # else the keyboard went to where the action took it
            self.leave()

    def _put_away(self) -> None:
        self._pictures.want(None)
        self._pixmap = None
        self.hide()

    def _arrived(self, key: int, image: QImage) -> None:
        if self._row is None or key != self._row.key or not self.isVisible():
            return
        if self._pixmap is None or image.width() > self._pixmap.width():
            self._pixmap = QPixmap.fromImage(image)
            self.update()

    def _failed(self, key: int) -> None:
        if self._row is not None and key == self._row.key:
            self._unopened = True
            self.update()

    # -- geometry ------------------------------------------------------------------------------

    def _fitted(self) -> QRectF:
        row = self._row
        if row is None:
            return QRectF()
        room = QRectF(self.rect()).adjusted(_MARGIN, 24, -_MARGIN, -_MARGIN)
        ratio = row.width / max(1, row.height)
        width = min(room.width(), room.height() * ratio)
        width = min(width, max(float(row.width), 320.0))
        box = QRectF(0, 0, width, width / ratio)
        box.moveCenter(room.center())
        return box

    def _shown(self) -> QRectF:
        box = self._fitted()
        centre = box.center() + self._moved
        box.setSize(box.size() * self._zoom)
        box.moveCenter(centre)
        return box

    def _zoom_to(self, zoom: float, at: QPointF) -> None:
        zoom = max(1.0, min(_MOST_ZOOM, zoom))
        centre = self._shown().center()
        away = (centre - at) * (zoom / self._zoom)
        self._moved = at + away - self._fitted().center() if zoom > 1 else QPointF()
        self._zoom = zoom
        if zoom > 1.5 and not self._asked_full:
            self._asked_full = True
            self._want(_FULL_SIDE)
        self.update()

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's form
        """The picture on a dark ground, its name under it."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), look.color("scrim"))
        box = self._shown()
        if self._pixmap is not None:
            painter.drawPixmap(box, self._pixmap, QRectF(self._pixmap.rect()))
        line = QRectF(Size.S5, self.height() - 40, self.width() - 2 * Size.S5, 24)
        painter.setFont(look.font())
        painter.setPen(look.color("on_scrim"))
        name = self._row.name if self._row is not None else ""
        right = self.said()
        metrics = painter.fontMetrics()
        room = round(line.width()) - metrics.horizontalAdvance(right) - Size.S5
        name = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(look.color("muted_on_scrim"))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        painter.end()

    def said(self) -> str:
        """The words at the lower right: what is the matter, rating, place, zoom."""
        row = self._row
        if row is None:
            return ""
        parts = []
        if row.away:
            parts.append(tr("the file is away; this is its thumbnail"))
        elif self._unopened:
            parts.append(tr("the file cannot be opened now; this is its thumbnail"))
        parts += ["★" * row.rating] if row.rating > 0 else []
        parts += [self._words]
        parts += [f"{round(self._zoom * 100)} %"] if self._zoom > 1 else []
        return "  ·  ".join(parts)

    # -- hands ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Escape leave, arrows go on, digits rate, plus and minus zoom."""
        key = event.key()
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Return):
            self.leave()
        elif key in steps:
            self.stepped.emit(steps[Qt.Key(key)])
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
            self.rated.emit(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom_to(self._zoom * 1.25, QPointF(self.rect().center()))
        elif key == Qt.Key.Key_Minus:
            self._zoom_to(self._zoom / 1.25, QPointF(self.rect().center()))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer."""
        self._zoom_to(self._zoom * 1.2 ** (event.angleDelta().y() / 120), event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold, or leave by a press beside the picture."""
        if not self._shown().contains(event.position()):
            self.leave()
        else:
            self._grip = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move a zoomed picture."""
        if self._grip is not None and self._zoom > 1:
            self._moved += event.position() - self._grip
            self._grip = event.position()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's form
        """Let go."""
        self._grip = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between whole and close."""
        self._zoom_to(1.0 if self._zoom > 1 else 2.5, event.position())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window at every size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)
