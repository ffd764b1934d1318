"""The whole picture with the box on it: drag it, pull its corners, nudge it with the arrows."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from picturedesk.channels import Channel
from picturedesk.records import Asset, Crop
from picturedesk_app import theme
from picturedesk_app.headlines import crop_box, frames
from picturedesk_app.i18n import tr

_REACH = 12.0
"""So near a corner or an edge it is taken."""
_HANDLE = 18.0
_NUDGE, _FAR = 0.005, 0.04
_ZOOM = 1.06
_CURSORS = {
    "nw": Qt.CursorShape.SizeFDiagCursor, "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor, "sw": Qt.CursorShape.SizeBDiagCursor,
    "n": Qt.CursorShape.SizeVerCursor, "s": Qt.CursorShape.SizeVerCursor,
    "w": Qt.CursorShape.SizeHorCursor, "e": Qt.CursorShape.SizeHorCursor,
    "move": Qt.CursorShape.SizeAllCursor,
}  # fmt: skip


class CropCanvas(QWidget):
    """Emits each box on the way, and when a hand lets go."""

    moving = Signal(object)
    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(240, 200)
        self.setAccessibleName(tr("Crop: arrows move the box, plus and minus resize it"))
        self._asset: Asset | None = None
        self._channel: Channel | None = None
        self._pixmap: QPixmap | None = None
        self._shape = 1.0
        self.crop = Crop(0, 0, 1, 1)
        self._grip = ""
        self._from = QPointF()
        self._start = self.crop

    def show_picture(self, asset: Asset, channel: Channel, crop: Crop) -> None:
        """Begin with this picture and box."""
        self._asset, self._channel, self._pixmap = asset, channel, None
        self._shape = crop_box.shape_of(channel, asset)
        self.set_crop(crop)

    def show_pixels(self, pixmap: QPixmap) -> None:
        """What there is of the picture."""
        self._pixmap = pixmap
        self.update()

    def set_crop(self, crop: Crop) -> None:
        """Put the box there; says nothing."""
        self.crop = crop
        self.update()

    def sizeHint(self) -> QSize:
        """As large as there is room."""
        return QSize(900, 640)

    # -- geometry ------------------------------------------------------------------------------

    def picture_rect(self) -> QRectF:
        """Where the picture is."""
        if self._asset is None:
            return QRectF()
        ratio = self._asset.width / max(1, self._asset.height)
        room = QRectF(self.rect()).adjusted(_HANDLE, _HANDLE, -_HANDLE, -_HANDLE)
        width = min(room.width(), room.height() * ratio)
        box = QRectF(0, 0, width, width / ratio)
        box.moveCenter(room.center())
        return box

    def box_rect(self) -> QRectF:
        """Where the box is."""
        return frames.inside(self.picture_rect(), self.crop)

    def grip_at(self, point: QPointF) -> str:
        """What a press at a point takes: a corner, an edge, the box ("move"), nothing."""
        box = self.box_rect()
        if not box.adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(point):
            return ""
        down = "n" if abs(point.y() - box.top()) <= _REACH else (
            "s" if abs(point.y() - box.bottom()) <= _REACH else "")  # fmt: skip
        across = "w" if abs(point.x() - box.left()) <= _REACH else (
            "e" if abs(point.x() - box.right()) <= _REACH else "")  # fmt: skip
        return down + across or "move"

    # -- hands ---------------------------------------------------------------------------------

    def _now(self, crop: Crop) -> None:
        if crop != self.crop:
            self.set_crop(crop)
            self.moving.emit(crop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the box, or bring it here."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._grip = self.grip_at(event.position()) or "move"
        self._from, self._start = event.position(), self.crop
        if not self.grip_at(event.position()):
            self._start = self._centred(event.position())
            self._now(self._start)

    def _centred(self, point: QPointF) -> Crop:
        picture, crop = self.picture_rect(), self.crop
        x = (point.x() - picture.x()) / picture.width()
        y = (point.y() - picture.y()) / picture.height()
        return crop_box.moved(
            crop, x - (crop.left + crop.right) / 2, y - (crop.top + crop.bottom) / 2, self._shape
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move or pull; show what a press would take."""
        point, picture = event.position(), self.picture_rect()
        if not self._grip:
            self.setCursor(_CURSORS.get(self.grip_at(point), Qt.CursorShape.CrossCursor))
            return
        if self._grip == "move":
            away = point - self._from
            dx, dy = away.x() / picture.width(), away.y() / picture.height()
            self._now(crop_box.moved(self._start, dx, dy, self._shape))
            return
        x = (point.x() - picture.x()) / picture.width()
        y = (point.y() - picture.y()) / picture.height()
        self._now(crop_box.pulled(self._start, self._grip, x, y, self._shape))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002 - Qt's form
        """Let go."""
        if self._grip:
            self._grip = ""
            self.settled.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Larger and smaller."""
        factor = _ZOOM ** (-event.angleDelta().y() / 120)
        self._now(crop_box.scaled(self.crop, factor, self._shape))
        self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move (Shift: further), plus and minus resize."""
        step = _FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _NUDGE
        moves: dict[int, tuple[float, float]] = {
            Qt.Key.Key_Left: (-step, 0.0), Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step), Qt.Key.Key_Down: (0.0, step),
        }  # fmt: skip
        key = event.key()
        if key in moves:
            self._now(crop_box.moved(self.crop, *moves[key], self._shape))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._now(crop_box.scaled(self.crop, _ZOOM, self._shape))
        elif key == Qt.Key.Key_Minus:
            self._now(crop_box.scaled(self.crop, 1 / _ZOOM, self._shape))
        else:
            event.ignore()
            return
        self.settled.emit()

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's form
        """The picture, dim outside the box; what the channel covers; thirds; handles."""
        if self._channel is None:
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture, box = self.picture_rect(), self.box_rect()
        frames.picture(painter, picture, self._pixmap, 0)
        outside = QPainterPath()
        outside.addRect(picture)
        hole = QPainterPath()
        hole.addRect(box)
        shade = look.color("scrim")
        shade.setAlphaF(0.66)
        painter.fillPath(outside.subtracted(hole), shade)
        frames.thirds(painter, box)
        frames.guides(painter, box, self._channel)
        self._edge(painter, box)
        painter.end()

    def _edge(self, painter: QPainter, box: QRectF) -> None:
        look = theme.current()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.color("on_scrim"), 1))
        painter.drawRect(box)
        painter.setPen(QPen(look.color("accent" if self.hasFocus() else "on_scrim"), 3,
                            Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))  # fmt: skip
        reach = min(_HANDLE, box.width() / 3, box.height() / 3)
        for x, along in ((box.left(), 1), (box.right(), -1)):
            for y, down in ((box.top(), 1), (box.bottom(), -1)):
                painter.drawLine(QPointF(x, y), QPointF(x + along * reach, y))
                painter.drawLine(QPointF(x, y), QPointF(x, y + down * reach))
