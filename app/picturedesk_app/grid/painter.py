"""One cell, drawn: placeholder or picture, its badges, and how it is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPixmap

from picturedesk_app import icons, theme
from picturedesk_app.grid.layout import HEADER, Section
from picturedesk_app.grid.model import Row
from picturedesk_app.theme import Size

_BADGE = 20
_BADGE_LEAST = 84
"""Cells narrower than this show no badges but the ones that warn."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """How a cell stands to the user."""

    selected: bool = False
    current: bool = False
    """It has the keyboard focus."""
    hovered: bool = False


class CellPainter:
    """Holds colours and fonts ready; made anew when the theme changes."""

    def __init__(self) -> None:
        look = theme.current()
        self._placeholder = look.color("placeholder")
        self._accent = look.color("accent")
        self._ground = look.color("ground")
        self._text, self._muted = look.color("text"), look.color("muted")
        self._line = look.color("line_strong")
        self._scrim = look.color("scrim")
        self._scrim.setAlphaF(0.78)
        self._on_scrim = look.color("on_scrim")
        self._hover = look.color("on_scrim")
        self._hover.setAlphaF(0.09 if look.dark else 0.16)
        self._small = look.font(Size.TINY, strong=True, tabular=True)
        self._heading = look.font(Size.SMALL, strong=True)
        self._quiet = look.font(Size.SMALL)

    def cell(
        self, painter: QPainter, rect: QRect, row: Row | None, pixmap: QPixmap | None,
        chosen: Chosen, *, stack: int = 0,
    ) -> None:  # fmt: skip
        """Draw one cell."""
        if pixmap is None:
            self._blank(painter, rect, row)
        elif pixmap.deviceIndependentSize().toSize() == rect.size():
            painter.drawPixmap(rect.topLeft(), pixmap)
        else:
            painter.drawPixmap(rect, pixmap)
        if chosen.hovered and not chosen.selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._hover)
            painter.drawRoundedRect(rect, Size.THUMB_RADIUS, Size.THUMB_RADIUS)
        if row is not None:
            self._badges(painter, rect, row, stack, chosen)
        if chosen.selected or chosen.current:
            self._outline(painter, rect, chosen)

    def _blank(self, painter: QPainter, rect: QRect, row: Row | None) -> None:
        colour = self._placeholder
        if row is not None and row.tint:
            colour = theme.mixed(QColor(row.tint), self._placeholder, 0.55)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(rect, Size.THUMB_RADIUS, Size.THUMB_RADIUS)

    def _outline(self, painter: QPainter, rect: QRect, chosen: Chosen) -> None:
        away = Size.OUTLINE_GAP + Size.OUTLINE / 2
        pen = QPen(self._accent, Size.OUTLINE)
        if chosen.current and not chosen.selected:
            pen.setStyle(Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        around = QRectF(rect).adjusted(-away, -away, away, away)
        painter.drawRoundedRect(around, Size.THUMB_RADIUS + away, Size.THUMB_RADIUS + away)
        if chosen.current and chosen.selected:
            # Both: a dashed line in the gap's own colour over the outline.
            pen = QPen(self._ground, 1.0)
            pen.setDashPattern([4.0, 4.0])
            painter.setPen(pen)
            painter.drawRoundedRect(around, Size.THUMB_RADIUS + away, Size.THUMB_RADIUS + away)

    # -- badges --------------------------------------------------------------------------------

    def _badges(self, painter: QPainter, rect: QRect, row: Row, stack: int, chosen: Chosen) -> None:
        left, bottom = rect.left() + 6.0, rect.bottom() - 5.0 - _BADGE
        if row.away:
            left += self._sign(painter, left, bottom, "offline") + 4
        if rect.width() < _BADGE_LEAST:
            return
        if row.rating > 0:
            left += self._pill(painter, left, bottom, f"★ {row.rating}") + 4
        if row.alt_state:
            self._sign(painter, left, bottom, "alttext")
        right = rect.right() - 5.0
        if row.is_video:
            self._sign(painter, right - _BADGE, bottom, "play")
        if stack > 1:
            width = self._wide(str(stack)) + 18
            self._pill(painter, right - width, rect.top() + 6.0, str(stack), "stack")
        if chosen.hovered and rect.width() > 2 * _BADGE_LEAST:
            self._name(painter, rect, row)

    def _name(self, painter: QPainter, rect: QRect, row: Row) -> None:
        metrics = QFontMetricsF(self._small)
        words = metrics.elidedText(row.name, Qt.TextElideMode.ElideMiddle, rect.width() - 60)
        self._pill(painter, rect.left() + 6.0, rect.top() + 6.0, words)

    def _wide(self, words: str) -> float:
        return QFontMetricsF(self._small).horizontalAdvance(words) + 12

    def _pill(
        self, painter: QPainter, left: float, top: float, words: str, sign: str = ""
    ) -> float:
        width = self._wide(words) + (18 if sign else 0)
        box = QRectF(left, top, width, _BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._scrim)
        painter.drawRoundedRect(box, _BADGE / 2, _BADGE / 2)
        if sign:
            spot = QRectF(left + 5, top + 3, 14, 14)
            icons.paint(painter, sign, spot, self._on_scrim)
            box.setLeft(left + 16)
        painter.setFont(self._small)
        painter.setPen(self._on_scrim)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        return width

    def _sign(self, painter: QPainter, left: float, top: float, name: str) -> float:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._scrim)
        painter.drawEllipse(QRectF(left, top, _BADGE, _BADGE))
        icons.paint(painter, name, QRectF(left + 3, top + 3, 14, 14), self._on_scrim)
        return _BADGE

    # -- between cells -------------------------------------------------------------------------

    def section(
        self, painter: QPainter, left: float, top: float, width: float, section: Section
    ) -> None:
        """A section's title with a line to the right edge."""
        quiet = section.quiet
        painter.setFont(self._quiet if quiet else self._heading)
        painter.setPen(self._muted if quiet else self._text)
        metrics = QFontMetricsF(painter.font())
        base = top + HEADER / 2 + metrics.ascent() / 2
        title = metrics.elidedText(section.title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QPointF(left, base), title)
        begin = left + metrics.horizontalAdvance(title) + Size.S3
        painter.setPen(QPen(self._line, 1))
        middle = round(top + HEADER / 2) + 0.5
        if begin < left + width:
            painter.drawLine(QPointF(begin, middle), QPointF(left + width, middle))

    def band(self, painter: QPainter, box: QRectF) -> None:
        """The rubber band."""
        fill = QColor(self._accent)
        fill.setAlphaF(0.14)
        painter.setPen(QPen(self._accent, 1))
        painter.setBrush(fill)
        painter.drawRect(box)
