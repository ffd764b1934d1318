"""A picture fitted into its place, with a heat map over it on wish."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from picturedesk_app import theme
from picturedesk_app.theme import Size

_DENSEST = 0.82
_TALLEST = 1.25
"""Height at most this times the width."""


def heat_image(heat: npt.NDArray[np.float32]) -> QImage:
    """A heat map ``(h, w)`` in 0..1 as a veil: dense where nothing matches, open where it does.

    A spotlight rather than a colour over the picture: it reads on a picture of any colour.
    """
    height, width = heat.shape
    veil = theme.current().color("scrim")
    alpha = _DENSEST * (1.0 - np.clip(heat, 0, 1))
    pixels = np.empty((height, width, 4), np.uint8)
    for channel, value in enumerate((veil.red(), veil.green(), veil.blue(), 255)):
        pixels[..., channel] = np.rint(value * alpha)
    form = QImage.Format.Format_RGBA8888_Premultiplied
    return QImage(pixels.tobytes(), width, height, 4 * width, form).copy()


class PictureView(QWidget):
    """Keeps the picture's ratio; round corners; a press says so."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pixmap: QPixmap | None = None
        self._heat: QImage | None = None
        self._ratio = 1.5
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(80)

    def expect(self, ratio: float) -> None:
        """A picture of this ratio is about to come."""
        self._ratio = max(0.1, ratio)
        self._heat = None
        self.updateGeometry()
        self.update()

    def show_image(self, image: QImage | None) -> None:
        """Show a picture, or none."""
        self._pixmap = None if image is None else QPixmap.fromImage(image)
        self.update()

    def show_heat(self, heat: npt.NDArray[np.float32] | None) -> None:
        """Lay a heat map over it, or take it off."""
        self._heat = None if heat is None else heat_image(heat)
        self.update()

    def hasHeightForWidth(self) -> bool:
        """It has."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As the picture's ratio asks."""
        return round(min(width / self._ratio, width * _TALLEST))

    def sizeHint(self) -> QSize:
        """For the width there is."""
        return QSize(272, self.heightForWidth(max(self.width(), 200)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's form
        """The picture, then the heat."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._box()
        path = QPainterPath()
        path.addRoundedRect(box, Size.THUMB_RADIUS, Size.THUMB_RADIUS)
        painter.setClipPath(path)
        if self._pixmap is None:
            painter.fillRect(box, theme.current().color("placeholder"))
        else:
            painter.drawPixmap(box, self._pixmap, QRectF(self._pixmap.rect()))
        if self._heat is not None:
            painter.drawImage(box, self._heat, QRectF(self._heat.rect()))
        painter.end()

    def _box(self) -> QRectF:
        width, height = float(self.width()), float(self.height())
        shown = min(width, height * self._ratio)
        return QRectF((width - shown) / 2, 0, shown, shown / self._ratio)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()
