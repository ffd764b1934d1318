"""The product's own icons, drawn at any size in a colour of the theme in force."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from picturedesk.paths import resource_path
from picturedesk_app import theme
from picturedesk_app.theme import Size


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource_path("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, width: int, height: int) -> QImage:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, width, height))
    painter.end()
    return image


def paint(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw an icon into a rectangle, sharp at the painter's own density."""
    ratio = painter.device().devicePixelRatio()
    side = max(1, round(rect.width() * ratio)), max(1, round(rect.height() * ratio))
    image = _drawn(name, colour.name(), *side)
    painter.drawImage(rect, image, QRectF(image.rect()))


class _Engine(QIconEngine):
    """Asks the theme for its colour each time it is drawn, so icons follow the theme."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw in the colour of the mode and state."""
        name = self._colour
        if mode is QIcon.Mode.Disabled:
            name = "faint"
        elif state is QIcon.State.On and name == "muted":
            name = "text"
        side = min(rect.width(), rect.height())
        square = QRectF(
            rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side
        )
        paint(painter, self._name, square, theme.current().color(name))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The same as a pixmap."""
        image = QPixmap(size)
        if image.isNull():  # a button that is squeezed to nothing for a moment
            return image
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return image

    def clone(self) -> QIconEngine:
        """A copy, as Qt asks for when an icon is detached."""
        return _Engine(self._name, self._colour)


def icon(name: str, colour: str = "muted") -> QIcon:
    """An icon by its file name; ``colour`` is the colour it takes from the theme."""
    return QIcon(_Engine(name, colour))


def image(name: str, side: int, colour: str, ratio: float = 1.0) -> QImage:
    """An icon as a picture, for the window's own icon and for drags."""
    pixels = max(1, round(side * ratio))
    ink = theme.current().color(colour).name()
    picture = _drawn(name, ink, pixels, pixels).copy()
    picture.setDevicePixelRatio(ratio)
    return picture


ICON_SIZE = QSize(Size.ICON, Size.ICON)
