"""What is drawn over the board: outlines, handles, guides, the rubber band, the crop.

Everything has the same thickness at every zoom: it is drawn in the window's own pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from picturedesk.board_document import ArrowItem, Item
from picturedesk_app import theme
from picturedesk_app.i18n import tr
from picturedesk_app.moodboard import shapes
from picturedesk_app.moodboard.snapping import Guide
from picturedesk_app.theme import Size

if TYPE_CHECKING:
    from picturedesk_app.moodboard.canvas import Canvas

HANDLE = 9.0
"""Side of a handle in pixels."""
GRIP = 9.0
"""How near a press must be."""
STALK = 26.0
"""From the upper edge to the handle that turns."""
_OUTLINED = 120
"""Of more chosen things than these, the frame around them all says enough."""
CORNERS = ("nw", "ne", "se", "sw")
SIDES = ("n", "e", "s", "w")


class Overlay:
    """Draws for one canvas; knows where its handles are."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.guides: tuple[Guide, ...] = ()
        self.band: QRectF | None = None
        """In pixels of the viewport."""
        self.shift = (0.0, 0.0)
        """How far many things are being moved, in board units."""
        self.hovered = ""
        """Id of the item under the pointer."""

    # -- handles -------------------------------------------------------------------------------

    def frame(self) -> QPolygonF | None:
        """The frame that carries the handles, in pixels; turned where one item is."""
        chosen = [item for item in self._canvas.chosen.items() if item.KIND != "group"]
        if not chosen or (len(chosen) == 1 and isinstance(chosen[0], ArrowItem)):
            return None
        if len(chosen) == 1:
            return self._polygon(chosen[0])
        box = self._canvas.chosen.box()
        assert box is not None
        box = box.moved(*self.shift)
        points = ((box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom))
        return QPolygonF([self._canvas.on_screen(*point) for point in points])

    def handles(self) -> dict[str, QPointF]:
        """Where the handles are, in pixels: corners, ``turn``; an arrow's two ends."""
        chosen = self._canvas.chosen.items()
        if len(chosen) == 1 and isinstance(chosen[0], ArrowItem):
            arrow = chosen[0]
            return {
                "from": self._canvas.on_screen(arrow.x, arrow.y),
                "to": self._canvas.on_screen(arrow.x + arrow.dx, arrow.y + arrow.dy),
            }
        frame = self.frame()
        if frame is None:
            return {}
        points = [frame.at(i) for i in range(4)]
        made = dict(zip(CORNERS, points, strict=True))
        middles = [(points[i] + points[(i + 1) % 4]) / 2 for i in range(4)]
        if len(chosen) == 1 and (chosen[0].KIND in ("note", "swatch") or self.cropping):
            made.update(zip(SIDES, middles, strict=True))
        if not self.cropping:
            made["turn"] = middles[0] + _outward(points, STALK)
        return made

    def handle_at(self, at: QPointF) -> str:
        """The handle under a point, or nothing."""
        near = [(QLineF(at, place).length(), name) for name, place in self.handles().items()]
        distance, name = min(near, default=(GRIP + 1, ""))
        return name if distance <= GRIP else ""

    @property
    def cropping(self) -> bool:
        """Whether a picture is being cropped."""
        return self._canvas.hand.cropping is not None

    # -- painting ------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        """Draw it all; the painter comes in board units."""
        painter.save()
        painter.resetTransform()
        ratio = self._canvas.devicePixelRatioF()
        if painter.device().devicePixelRatio() != ratio:
            painter.scale(ratio, ratio)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.current()
        accent = look.color("accent")
        cropping = self._canvas.hand.cropping
        if cropping is not None:
            cropping.paint(painter)
        if not self._canvas.model.items():
            self._teach(painter)
        self._outlines(painter, accent, look.color("ground"))
        self._handles(painter, accent, look.color("raised"))
        self._guides(painter, accent)
        if self.band is not None:
            fill = QColor(accent)
            fill.setAlphaF(0.12)
            painter.setPen(QPen(accent, 1))
            painter.setBrush(fill)
            painter.drawRect(self.band)
        painter.restore()

    def _teach(self, painter: QPainter) -> None:
        """What to do with an empty board."""
        look = theme.current()
        room = QRectF(self._canvas.viewport().rect())
        painter.setFont(look.font(Size.TITLE))
        painter.setPen(look.color("muted"))
        words = tr("Drag pictures here, or press Enter on a candidate.\n"
                   "N writes a note, A draws an arrow, Ctrl+V pastes.")  # fmt: skip
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _outlines(self, painter: QPainter, accent: QColor, ground: QColor) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        chosen = self._canvas.chosen.items()
        many = len(chosen) > 1
        if self.hovered and self.hovered not in self._canvas.chosen.ids:
            item = self._canvas.model.item(self.hovered)
            if item is not None:
                muted = theme.current().color("muted")
                painter.setPen(QPen(muted, 1))
                painter.drawPath(_ring(self._polygon(item), 2.0))
        each = chosen if not (many and self._canvas.hand.moving) else []
        for item in each[:_OUTLINED]:
            if isinstance(item, ArrowItem) or item.KIND == "group":
                continue
            polygon = self._polygon(item)
            away = Size.OUTLINE_GAP + Size.OUTLINE / 2
            if not many:
                painter.setPen(QPen(ground, Size.OUTLINE_GAP))
                painter.drawPath(_ring(polygon, Size.OUTLINE_GAP / 2))
            painter.setPen(QPen(accent, 1.0 if many else Size.OUTLINE))
            painter.drawPath(_ring(polygon, 1.0 if many else away))
        frame = self.frame()
        if many and frame is not None:
            painter.setPen(QPen(accent, 1.0, Qt.PenStyle.DashLine))
            painter.drawPath(_ring(frame, 4.0))

    def _handles(self, painter: QPainter, accent: QColor, fill: QColor) -> None:
        handles = self.handles()
        if not handles or self._canvas.hand.moving:
            return
        painter.setPen(QPen(accent, 1.5))
        if "turn" in handles:
            foot = (handles["nw"] + handles["ne"]) / 2
            painter.drawLine(QLineF(foot, handles["turn"]))
        painter.setBrush(fill)
        for name, at in handles.items():
            half = HANDLE / 2
            box = QRectF(at.x() - half, at.y() - half, HANDLE, HANDLE)
            if name in ("turn", "from", "to"):
                painter.drawEllipse(box)
            else:
                painter.drawRoundedRect(box, 2, 2)

    def _guides(self, painter: QPainter, accent: QColor) -> None:
        painter.setPen(QPen(accent, 1))
        for guide in self.guides:
            if guide.upright:
                begin, end = (guide.at, guide.begin), (guide.at, guide.end)
            else:
                begin, end = (guide.begin, guide.at), (guide.end, guide.at)
            first, last = self._canvas.on_screen(*begin), self._canvas.on_screen(*end)
            painter.drawLine(QLineF(_crisp(first), _crisp(last)))

    def _polygon(self, item: Item) -> QPolygonF:
        return QPolygonF([self._canvas.on_screen(*corner) for corner in shapes.corners(item)])


def _ring(polygon: QPolygonF, away: float) -> QPainterPath:
    """A polygon's outline, so many pixels further out."""
    points = [polygon.at(i) for i in range(4)]
    middle = sum(points[1:], points[0]) / 4
    right, down = _unit(points[1] - points[0]), _unit(points[3] - points[0])
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    path = QPainterPath()
    if right is None or down is None:
        path.addEllipse(middle, away, away)
        return path
    path.addPolygon(
        QPolygonF(
            [p + right * (sx * away) + down * (sy * away)
             for p, (sx, sy) in zip(points, signs, strict=True)]
        )
    )  # fmt: skip
    path.closeSubpath()
    return path


def _unit(way: QPointF) -> QPointF | None:
    length = QLineF(QPointF(), way).length()
    return way / length if length else None


def _outward(points: list[QPointF], pixels: float) -> QPointF:
    up = _unit(points[0] - points[3])
    return up * pixels if up is not None else QPointF(0, -pixels)


def _crisp(point: QPointF) -> QPointF:
    return QPointF(round(point.x()) + 0.5, round(point.y()) + 0.5)
