"""A crop as its channel shows it: what is covered, what is safe, the headline over it.

Everything is drawn into a rectangle of any size, so that a cell, the side pane and the crop
editor show the same frame.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

from picturedesk.channels import WHOLE, Channel
from picturedesk.headlines import clear_areas
from picturedesk.headlines.measuring import TEXT_REGIONS
from picturedesk.records import Crop
from picturedesk_app import theme
from picturedesk_app.theme import Size

_HATCH = 7.0
_REFERENCE = 1000.0
"""Text is set in a frame this wide and scaled, so that it breaks the same at every size."""
_LARGEST_SHARE = 0.155
"""Largest height of letters, as a part of the frame's shorter side."""
_LINES = 4
_FLAGS = int(Qt.TextFlag.TextWordWrap)
_SMALLEST_WHOLE = 44
"""Below this size, of the reference's pixels, long words are broken rather than set smaller."""
_LONG_WORD, _LEAST_PART = 14, 3
_SOFT_HYPHEN = "\u00ad"


def inside(rect: QRectF, part: Crop) -> QRectF:
    """A part of a frame in the frame's own pixels."""
    return QRectF(
        rect.x() + part.left * rect.width(),
        rect.y() + part.top * rect.height(),
        (part.right - part.left) * rect.width(),
        (part.bottom - part.top) * rect.height(),
    )


def picture(
    painter: QPainter, rect: QRectF, pixmap: QPixmap | None, radius: float = Size.THUMB_RADIUS
) -> None:
    """The crop itself with round corners, or where it will be."""
    painter.save()
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if pixmap is None:
        painter.fillPath(path, theme.current().color("placeholder"))
    else:
        painter.setClipPath(path)
        painter.drawPixmap(rect, pixmap, QRectF(pixmap.rect()))
    painter.restore()


def guides(painter: QPainter, rect: QRectF, channel: Channel) -> None:
    """What the platform draws over is hatched; what surely stays visible is outlined."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for part in channel.covered:
        _hatched(painter, inside(rect, part))
    if channel.safe != WHOLE:
        _outlined(painter, inside(rect, channel.safe).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()


def _hatched(painter: QPainter, box: QRectF) -> None:
    look = theme.current()
    painter.save()
    painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
    ground = look.color("scrim")
    ground.setAlphaF(0.5)
    painter.fillRect(box, ground)
    line = look.color("on_scrim")
    line.setAlphaF(0.6)
    painter.setPen(QPen(line, 1))
    x = box.left() - box.height()
    while x < box.right():
        painter.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        x += _HATCH
    painter.restore()


def _outlined(painter: QPainter, box: QRectF) -> None:
    """Light dashes over a dark line: seen on any picture."""
    look = theme.current()
    dark, light = look.color("scrim"), look.color("on_scrim")
    dark.setAlphaF(0.55)
    light.setAlphaF(0.95)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(dark, 1))
    painter.drawRect(box)
    pen = QPen(light, 1)
    pen.setDashPattern([4.0, 4.0])
    painter.setPen(pen)
    painter.drawRect(box)


def thirds(painter: QPainter, rect: QRectF) -> None:
    """Two lines each way."""
    line = theme.current().color("on_scrim")
    line.setAlphaF(0.5)
    painter.setPen(QPen(line, 1))
    for third in (1 / 3, 2 / 3):
        x, y = rect.x() + rect.width() * third, rect.y() + rect.height() * third
        painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom()))
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))


# -- the headline over the picture -----------------------------------------------------------------


def text_side(channel: Channel) -> str:
    """Where the headline is set: the channel's own side, else at the foot."""
    return channel.text if channel.text in TEXT_REGIONS else "bottom"


def text_box(rect: QRectF, channel: Channel) -> QRectF:
    """The part of the frame that the headline has."""
    safe, covered = clear_areas(channel)
    box = inside(inside(rect, safe), TEXT_REGIONS[text_side(channel)])
    for part in covered:
        over = inside(rect, part)
        if over.intersects(box) and over.left() <= box.center().x():
            box.setBottom(min(box.bottom(), over.top()))
    margin = 0.045 * min(rect.width(), rect.height())
    return box.adjusted(margin, margin, -margin, -margin)


def headline(painter: QPainter, rect: QRectF, channel: Channel, text: str) -> None:
    """The headline as large as its place allows, on a shade that keeps it readable."""
    if not text or rect.width() < 8:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(rect, Size.THUMB_RADIUS, Size.THUMB_RADIUS)
    painter.setClipPath(path)
    side = text_side(channel)
    _shade(painter, rect, side)
    scale = rect.width() / _REFERENCE
    whole = QRectF(0, 0, _REFERENCE, rect.height() / scale)
    box = text_box(whole, channel)
    painter.translate(rect.topLeft())
    painter.scale(scale, scale)
    room = round(box.width()), round(box.height()), round(whole.height())
    pixels = fitting(text, *room)
    if pixels < _SMALLEST_WHOLE:
        text = breakable(text)
        pixels = fitting(text, *room)
    painter.setFont(_face(pixels))
    painter.setPen(theme.current().color("on_scrim"))
    upright = {"top": Qt.AlignmentFlag.AlignTop, "bottom": Qt.AlignmentFlag.AlignBottom}
    flags = int(Qt.AlignmentFlag.AlignLeft) | int(upright.get(side, Qt.AlignmentFlag.AlignVCenter))
    painter.drawText(box, flags | _FLAGS, text)
    painter.restore()


def breakable(text: str) -> str:
    """The same text, whose long words may be broken with a hyphen."""
    return " ".join(_breakable(word) if len(word) >= _LONG_WORD else word for word in text.split())


def _breakable(word: str) -> str:
    first, last = word[:_LEAST_PART], word[-_LEAST_PART:]
    return _SOFT_HYPHEN.join([first, *word[_LEAST_PART:-_LEAST_PART], last])


def _unbroken(text: str) -> list[str]:
    """The parts of a text that are never broken, with the hyphen that may follow them."""
    words = [word.split(_SOFT_HYPHEN) for word in text.split()]
    return [
        part if part is parts[-1] else f"{part}-" for parts in words for part in parts
    ]  # fmt: skip


def _face(pixels: int) -> QFont:
    font = theme.current().font(Size.BODY, strong=True)
    font.setPixelSize(pixels)
    return font


@lru_cache(maxsize=512)
def fitting(text: str, width: int, height: int, frame_height: int) -> int:
    """The largest size in pixels at which the text fits its box in a few lines."""
    size = max(8, round(_LARGEST_SHARE * min(_REFERENCE, frame_height)))
    while size > 8:
        metrics = QFontMetricsF(_face(size))
        taken = metrics.boundingRect(QRectF(0, 0, width, 10_000), _FLAGS, text)
        widest = max((metrics.horizontalAdvance(part) for part in _unbroken(text)), default=0.0)
        low = taken.height() <= min(height, _LINES * metrics.lineSpacing() + 1)
        if low and widest <= width:
            return size
        size = max(8, round(size * 0.93))
    return size


def _shade(painter: QPainter, rect: QRectF, side: str) -> None:
    ends = {
        "left": (rect.left(), 0.0, rect.left() + 0.7 * rect.width(), 0.0),
        "right": (rect.right(), 0.0, rect.right() - 0.7 * rect.width(), 0.0),
        "top": (0.0, rect.top(), 0.0, rect.top() + 0.6 * rect.height()),
        "bottom": (0.0, rect.bottom(), 0.0, rect.bottom() - 0.65 * rect.height()),
    }
    gradient = QLinearGradient(*ends[side])
    for place, strength in ((0.0, 0.78), (0.45, 0.55), (1.0, 0.0)):
        colour = QColor(theme.current().color("scrim"))
        colour.setAlphaF(strength)
        gradient.setColorAt(place, colour)
    painter.fillRect(rect, gradient)
