"""The picture, large: fitted into its place on the ground, its name under it."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from picturedesk_app import theme
from picturedesk_app.grid.model import Row
from picturedesk_app.imagery import Imagery
from picturedesk_app.previews import Picture
from picturedesk_app.theme import Size

_KEPT = 8
"""Large pictures in memory: the last ones and the next ones."""
_STEP = 512
"""Previews are made in sizes of this step, so that a window that grows a little asks for none."""


class Stage(QWidget):
    """Shows one picture. A press says so; the pixmap is made here, at home."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row: Row | None = None
        self._pixmap: QPixmap | None = None
        self._scaled: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 160)

    @property
    def side(self) -> int:
        """The side in device pixels that a picture should have here."""
        longest = max(self.width(), self.height()) * self.devicePixelRatioF()
        return max(1024, min(4096, -(-int(longest) // _STEP) * _STEP))

    def expect(self, row: Row | None, known: QPixmap | None = None) -> None:
        """This picture is about to come; what is known of it is shown meanwhile."""
        self._row, self._pixmap, self._scaled = row, known, None
        self.setAccessibleName(row.name if row is not None else "")
        self.setToolTip(row.path if row is not None else "")
        self.update()

    def show_image(self, key: int, image: QImage) -> None:
        """The picture, if it is the one that is expected."""
        if self._row is not None and self._row.key == key:
            self._pixmap, self._scaled = QPixmap.fromImage(image), None
            self.update()

    @property
    def shows(self) -> int:
        """Key of the picture that is shown with its own pixels; 0 while it is awaited."""
        return self._row.key if self._row is not None and self._pixmap is not None else 0

    def _box(self) -> QRectF:
        assert self._row is not None
        foot = Size.S2 + self._line_height()
        room = QRectF(self.rect()).adjusted(Size.S5, Size.S1, -Size.S5, -foot)
        ratio = self._row.width / max(1, self._row.height)
        width = min(room.width(), room.height() * ratio)
        width = min(width, max(float(self._row.width), 480.0))
        box = QRectF(0, 0, width, width / ratio)
        box.moveCenter(room.center())
        return box

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's form
        """The picture, or its main colour until it comes."""
        if self._row is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self._box().toAlignedRect()
        path = QPainterPath()
        path.addRoundedRect(QRectF(box), Size.THUMB_RADIUS, Size.THUMB_RADIUS)
        painter.setClipPath(path)
        if self._pixmap is None:
            look = theme.current()
            ground = look.color("placeholder")
            tint = self._row.tint
            painter.fillRect(box, theme.mixed(QColor(tint), ground, 0.55) if tint else ground)
        else:
            painter.drawPixmap(box.topLeft(), self._fitted(box.size()))
        painter.setClipping(False)
        self._name(painter, box)
        painter.end()

    @staticmethod
    def _line_height() -> int:
        return theme.current().pixels(Size.SMALL) + Size.S2

    def _name(self, painter: QPainter, box: QRect) -> None:
        """Which file it is, under the picture and no wider than there is room."""
        assert self._row is not None
        look = theme.current()
        painter.setFont(look.font(Size.SMALL))
        painter.setPen(look.color("muted"))
        place = QRect(Size.S5, box.bottom() + 1 + Size.S1, self.width() - 2 * Size.S5,
                      self._line_height())  # fmt: skip
        words = painter.fontMetrics().elidedText(
            self._row.name, Qt.TextElideMode.ElideMiddle, place.width()
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)

    def _fitted(self, size: QSize) -> QPixmap:
        """Scaled once for a place, not with every paint."""
        ratio = self.devicePixelRatioF()
        wanted = size * ratio
        if self._scaled is None or self._scaled.size() != wanted:
            assert self._pixmap is not None
            self._scaled = self._pixmap.scaled(
                wanted, Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()


class Ahead(QObject):
    """Large pictures of the current asset and of the next ones, loaded before they are shown."""

    arrived = Signal(int, QImage)
    """The picture that is wanted now; may come twice, small first."""

    def __init__(self, imagery: Imagery, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now, self._next = imagery.loader(), imagery.loader()
        self._now.arrived.connect(self._came)
        self._next.arrived.connect(self._came_ahead)
        self._kept: OrderedDict[int, QImage] = OrderedDict()
        self._wanted = 0
        self._waiting: list[tuple[Row, int]] = []
        self._loading: tuple[Row, int] | None = None
        self._seen_small = False

    def show(self, row: Row, side: int) -> None:
        """This one now: at once if it was loaded ahead."""
        self._wanted = row.key
        kept = self._kept.get(row.key)
        if kept is not None:
            self._kept.move_to_end(row.key)
            self.arrived.emit(row.key, kept)
        if not _is_whole(kept, row, side):
            self._now.want(_wish(row, side))

    def expect(self, rows: list[Row], side: int) -> None:
        """These come next, in this order."""
        lacking = [r for r in rows if not _is_whole(self._kept.get(r.key), r, side)]
        self._waiting = [(row, side) for row in lacking][::-1]
        self._advance()

    def forget(self, keys: set[int]) -> None:
        """These pictures changed."""
        for key in keys:
            self._kept.pop(key, None)

    def has(self, key: int) -> bool:
        """Whether a picture is in memory."""
        return key in self._kept

    def _advance(self) -> None:
        if self._waiting:
            self._loading, self._seen_small = self._waiting.pop(), False
            self._next.want(_wish(*self._loading))

    def _keep(self, key: int, image: QImage) -> bool:
        """Keep the larger one of two; whether this is it."""
        kept = self._kept.get(key)
        if kept is not None and image.width() < kept.width():
            return False
        self._kept[key] = image
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return True

    def _came(self, key: int, image: QImage) -> None:
        if key == self._wanted and self._keep(key, image):
            self.arrived.emit(key, image)

    def _came_ahead(self, key: int, image: QImage) -> None:
        if self._loading is None or self._loading[0].key != key:
            return
        if self._keep(key, image) and key == self._wanted:
            self.arrived.emit(key, image)
        if self._seen_small or _is_whole(image, *self._loading):
            self._advance()
        self._seen_small = True


def _is_whole(image: QImage | None, row: Row, side: int) -> bool:
    """Whether an image is as large as it will get: the small one that comes first is not."""
    if image is None:
        return False
    longest = max(row.width, row.height)
    return not _original(row) or max(image.width(), image.height()) >= 0.98 * min(side, longest)


def _original(row: Row) -> str:
    return "" if row.away or row.is_video else row.path


def _wish(row: Row, side: int) -> Picture:
    return Picture(row.key, row.thumbnail, _original(row), side)
