"""Things on the canvas as Qt draws them, without a line of Python while painting.

A picture is a :class:`QGraphicsPixmapItem` whose transform puts the pixels it holds, whatever
their number, into its frame; the transform is computed when item or pixels change, not when the
canvas is painted. Selection, handles and guides are the overlay's.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainterPath, QPen, QPixmap, QTextOption, QTransform
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsPixmapItem,
    QGraphicsRectItem,
    QGraphicsSimpleTextItem,
    QGraphicsTextItem,
)

from picturedesk.board_document import ArrowItem, Item, NoteItem, PictureItem, SwatchItem
from picturedesk_app import icons, theme
from picturedesk_app.theme import Size

_MARK = 22
_HEAD = 5.0
"""An arrow's head is so many strokes long."""


class PictureView(QGraphicsPixmapItem):
    """A picture in its frame."""

    def __init__(self, item: PictureItem) -> None:
        super().__init__()
        self.setShapeMode(QGraphicsPixmapItem.ShapeMode.BoundingRectShape)
        self.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self.item = item
        self._marks: dict[str, QGraphicsPixmapItem] = {}
        self.has_picture = False
        self.show_item(item)

    def show_item(self, item: PictureItem) -> None:
        """Another place, size, turn or opacity."""
        self.item = item
        self.setZValue(item.z)
        self.setOpacity(item.opacity)
        self._fit()

    def show_pixmap(self, pixmap: QPixmap, *, real: bool = True) -> None:
        """Other pixels in the same frame."""
        self.has_picture = real
        self.setPixmap(pixmap)
        self._fit()

    def mark(self, name: str, shown: bool, words: str = "") -> None:
        """A small sign in the corner, always of the same size: missing, pinned."""
        if shown == (name in self._marks):
            return
        if not shown:
            gone = self._marks.pop(name)
            gone.setParentItem(None)  # type: ignore[arg-type]
            if self.scene() is not None:
                self.scene().removeItem(gone)
            return
        sign = QGraphicsPixmapItem(_sign(name), self)
        sign.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        sign.setToolTip(words)
        self._marks[name] = sign
        self._place_marks()

    def marks(self) -> frozenset[str]:
        """The signs it carries."""
        return frozenset(self._marks)

    def restyle(self) -> None:
        """The theme changed."""
        for name, sign in self._marks.items():
            sign.setPixmap(_sign(name))

    def _fit(self) -> None:
        item, pixmap = self.item, self.pixmap()
        if pixmap.isNull():
            return
        wide = item.width / pixmap.width() * (-1 if item.flip_horizontal else 1)
        high = item.height / pixmap.height() * (-1 if item.flip_vertical else 1)
        transform = QTransform()
        if item.rotation:
            transform.rotate(item.rotation)
        transform.scale(wide, high)
        transform.translate(-pixmap.width() / 2, -pixmap.height() / 2)
        self.setPos(item.x + item.width / 2, item.y + item.height / 2)
        self.setTransform(transform)
        self._place_marks()

    def _place_marks(self) -> None:
        pixmap = self.pixmap()
        for place, sign in enumerate(self._marks.values()):
            left = 0.0 if not self.item.flip_horizontal else float(pixmap.width())
            top = 0.0 if not self.item.flip_vertical else float(pixmap.height())
            sign.setPos(left, top)
            sign.setOffset(6 + place * (_MARK + 4), 6)


def _sign(name: str) -> QPixmap:
    """A disc with an icon, drawn for the sharpest screen there is."""
    from PySide6.QtGui import QPainter

    look = theme.current()
    ratio = 2.0
    pixmap = QPixmap(round(_MARK * ratio), round(_MARK * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scrim = look.color("scrim")
    scrim.setAlphaF(0.78)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(scrim)
    painter.drawEllipse(QRectF(0, 0, _MARK, _MARK))
    inside = QRectF(4, 4, _MARK - 8, _MARK - 8)
    icons.paint(painter, name, inside, look.color("on_scrim"))
    painter.end()
    return pixmap


class NoteView(QGraphicsTextItem):
    """A text; edited in place."""

    def __init__(self, item: NoteItem) -> None:
        super().__init__()
        self.item = item
        self.document().setDocumentMargin(0)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        self.document().setDefaultTextOption(option)
        self.show_item(item)

    def show_item(self, item: NoteItem) -> None:
        """Other words, another place or size."""
        self.item = item
        font = QFont(theme.current().font())
        font.setPixelSize(max(1, round(item.size)))
        font.setWeight(QFont.Weight.DemiBold if item.bold else QFont.Weight.Normal)
        self.setFont(font)
        if self.toPlainText() != item.text:
            self.setPlainText(item.text)
        self.setTextWidth(item.width)
        self.setDefaultTextColor(_ink(item.colour))
        self.setTransformOriginPoint(QPointF(item.width / 2, item.height / 2))
        self.setRotation(item.rotation)
        self.setPos(item.x, item.y)
        self.setZValue(item.z)
        self.setOpacity(item.opacity)

    def needed_height(self) -> float:
        """How high the words are."""
        return float(self.document().size().height())

    def restyle(self) -> None:
        """The theme changed."""
        self.show_item(self.item)


class SwatchView(QGraphicsRectItem):
    """A field of colour with its name below."""

    def __init__(self, item: SwatchItem) -> None:
        super().__init__()
        self.item = item
        self._label = QGraphicsSimpleTextItem(self)
        self.show_item(item)

    def show_item(self, item: SwatchItem) -> None:
        """Another colour, place or size."""
        self.item = item
        look = theme.current()
        self.setRect(0, 0, item.width, item.height)
        self.setBrush(QColor(item.colour))
        pen = QPen(look.color("line_strong"), 1)
        pen.setCosmetic(True)
        self.setPen(pen)
        self.setTransformOriginPoint(QPointF(item.width / 2, item.height / 2))
        self.setRotation(item.rotation)
        self.setPos(item.x, item.y)
        self.setZValue(item.z)
        self.setOpacity(item.opacity)
        font = look.font(Size.BODY)
        font.setPixelSize(max(4, round(min(17.0, item.width / 4.6))))
        self._label.setFont(font)
        self._label.setText(item.label.upper() if item.label.startswith("#") else item.label)
        self._label.setBrush(look.color("muted"))
        self._label.setPos(0, item.height + 4)

    def restyle(self) -> None:
        """The theme changed."""
        self.show_item(self.item)


class ArrowView(QGraphicsPathItem):
    """An arrow."""

    def __init__(self, item: ArrowItem) -> None:
        super().__init__()
        self.item = item
        self.show_item(item)

    def show_item(self, item: ArrowItem) -> None:
        """Other ends, another stroke."""
        self.item = item
        pen = QPen(_ink(item.colour), item.stroke)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.setPen(pen)
        path = QPainterPath(QPointF(0, 0))
        path.lineTo(item.dx, item.dy)
        angle = math.atan2(item.dy, item.dx)
        for side in (math.pi * 0.84, -math.pi * 0.84):
            length = item.stroke * _HEAD
            path.moveTo(item.dx, item.dy)
            path.lineTo(
                item.dx + length * math.cos(angle + side), item.dy + length * math.sin(angle + side)
            )
        self.setPath(path)
        self.setPos(item.x, item.y)
        self.setZValue(item.z)
        self.setOpacity(item.opacity)

    def restyle(self) -> None:
        """The theme changed."""
        self.show_item(self.item)


ItemView = PictureView | NoteView | SwatchView | ArrowView


def view_of(item: Item) -> ItemView | None:
    """What draws an item; groups are not drawn."""
    if isinstance(item, PictureItem):
        return PictureView(item)
    if isinstance(item, NoteItem):
        return NoteView(item)
    if isinstance(item, SwatchItem):
        return SwatchView(item)
    if isinstance(item, ArrowItem):
        return ArrowView(item)
    return None


def show(view: ItemView, item: Item) -> bool:
    """Have a view show another state of its item; False where the kinds differ."""
    if type(view.item) is not type(item):
        return False
    view.show_item(item)  # type: ignore[arg-type]
    return True


def _ink(colour: str) -> QColor:
    return QColor(colour) if colour else theme.current().color("text")
