"""One line of the matrix, drawn: its words, and each crop in its frame with how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from picturedesk.headlines import Proposal
from picturedesk_app import icons, theme
from picturedesk_app.headlines import frames, words
from picturedesk_app.headlines.laying import CAPTION, HEAD
from picturedesk_app.headlines.sheet import Line
from picturedesk_app.i18n import tr
from picturedesk_app.theme import Size

_WRAP = int(Qt.TextFlag.TextWordWrap)
_DIM = 0.28
_LETTER = 20.0


@dataclass(frozen=True, slots=True)
class Shown:
    """How a cell stands to the user."""

    picked: bool = False
    rejected: bool = False
    current: bool = False
    focused: bool = False
    hovered: bool = False
    letter: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What the user chose to see."""

    real: bool = False
    guides: bool = True
    headline: bool = False


def head_words(line: Line) -> list[tuple[str, str, int, bool]]:
    """What a line says of itself: text, colour, size of type, strong."""
    said = [(line.title, "text", Size.BODY, True), (line.detail, "muted", Size.SMALL, False)]
    if line.waiting:
        said.append((tr("Looking for its crops…"), "muted", Size.SMALL, False))
    said.append((line.row.gap, "thin", Size.SMALL, False))
    said.append((line.row.note, "muted", Size.SMALL, False))
    said.append((words.better_cropped(line), "muted", Size.SMALL, False))
    said.append((line.row.changed, "muted", Size.SMALL, False))
    if line.letters:
        said.append((tr("A, B and C, to be tested against each other"), "muted", Size.SMALL, False))
    return [row for row in said if row[0]]


def head_height(line: Line) -> int:
    """Pixels that a line's words need."""
    total = 0.0
    for text, _, size, strong in head_words(line):
        metrics = QFontMetricsF(theme.current().font(size, strong=strong))
        total += metrics.boundingRect(QRectF(0, 0, HEAD, 4000), _WRAP, text).height() + Size.S1
    return round(total) + Size.S2


class MatrixPainter:
    """Holds colours and fonts ready; made anew when the theme changes."""

    def __init__(self) -> None:
        look = theme.current()
        self._look = look
        self._accent, self._ground = look.color("accent"), look.color("ground")
        self._text, self._muted = look.color("text"), look.color("muted")
        self._small = look.font(Size.SMALL, tabular=True)
        self._strong = look.font(Size.SMALL, strong=True, tabular=True)
        self._scrim = look.color("scrim")
        self._scrim.setAlphaF(0.78)
        self._on_scrim = look.color("on_scrim")

    def head(self, painter: QPainter, rect: QRectF, line: Line) -> None:
        """The words of a line."""
        top = rect.top()
        for text, colour, size, strong in head_words(line):
            font = self._look.font(size, strong=strong)
            painter.setFont(font)
            painter.setPen(self._look.color(colour))
            box = QRectF(rect.left(), top, rect.width(), 4000)
            taken = painter.boundingRect(box, _WRAP, text)
            painter.drawText(taken, _WRAP, text)
            top += taken.height() + Size.S1

    def cell(
        self, painter: QPainter, rect: QRectF, line: Line, proposal: Proposal,
        *, pixmap: QPixmap | None, shown: Shown, view: View,
    ) -> None:  # fmt: skip
        """A crop in its frame, its caption under it."""
        if shown.rejected:
            painter.setOpacity(_DIM)
        frames.picture(painter, rect, pixmap)
        if view.headline:
            frames.headline(painter, rect, line.channel, line.proposals.headline)
        if view.guides:
            frames.guides(painter, rect, line.channel)
        painter.setOpacity(1.0)
        if shown.letter:
            self._letter(painter, rect, shown.letter)
        if shown.hovered and not shown.current:
            self._hover(painter, rect)
        self._outline(painter, rect, shown)
        self._caption(painter, rect, line, proposal, shown)

    def _hover(self, painter: QPainter, rect: QRectF) -> None:
        shade = self._look.color("on_scrim")
        shade.setAlphaF(0.1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawRoundedRect(rect, Size.THUMB_RADIUS, Size.THUMB_RADIUS)

    def _letter(self, painter: QPainter, rect: QRectF, letter: str) -> None:
        spot = QRectF(rect.left() + 6, rect.top() + 6, _LETTER, _LETTER)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._scrim)
        painter.drawEllipse(spot)
        painter.setFont(self._strong)
        painter.setPen(self._on_scrim)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, letter)

    def _outline(self, painter: QPainter, rect: QRectF, shown: Shown) -> None:
        """Picked: the accent outline; the cell in hand: dashed, stronger with the focus."""
        away = Size.OUTLINE_GAP + Size.OUTLINE / 2
        around = rect.adjusted(-away, -away, away, away)
        radius = Size.THUMB_RADIUS + away
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if shown.picked:
            painter.setPen(QPen(self._accent, Size.OUTLINE))
            painter.drawRoundedRect(around, radius, radius)
        if not shown.current:
            return
        if shown.picked:
            wider = around.adjusted(-away, -away, away, away)
            around, radius = wider, radius + away
        pen = QPen(
            self._accent if shown.focused else self._muted, Size.OUTLINE if shown.focused else 1
        )
        pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.drawRoundedRect(around, radius, radius)

    def _caption(
        self, painter: QPainter, rect: QRectF, line: Line, proposal: Proposal, shown: Shown
    ) -> None:
        box = QRectF(rect.left(), rect.bottom() + Size.S1 + 2, rect.width(), CAPTION - Size.S1 - 2)
        left = box.left()
        sign, colour = self._sign(line, proposal, shown)
        if sign:
            spot = QRectF(left - 1, box.center().y() - 8, 16, 16)
            icons.paint(painter, sign, spot, self._look.color(colour))
            left += 19
        painter.setFont(self._strong)
        painter.setPen(self._text)
        number = words.score_words(proposal)
        wide = QFontMetricsF(self._strong).horizontalAdvance(number)
        base = box.center().y() + QFontMetricsF(self._strong).ascent() / 2 - 1
        painter.drawText(QPointF(left, base), number)
        painter.setFont(self._small)
        painter.setPen(self._muted)
        room = box.right() - left - wide - Size.S2
        said = QFontMetricsF(self._small).elidedText(
            self._state_words(line, proposal, shown), Qt.TextElideMode.ElideMiddle, max(0.0, room)
        )
        painter.drawText(QPointF(left + wide + Size.S2, base), said)

    @staticmethod
    def _sign(line: Line, proposal: Proposal, shown: Shown) -> tuple[str, str]:
        if shown.picked:
            return "check", "accent_text"
        if shown.rejected:
            return "reject", "muted"
        if proposal.too_few_pixels:
            return "warning", "thin"
        if proposal.asset.id in line.touched or proposal.asset.id in line.moved:
            return "crop", "muted"
        return "", ""

    @staticmethod
    def _state_words(line: Line, proposal: Proposal, shown: Shown) -> str:
        if shown.rejected:
            return tr("rejected")
        if proposal.asset.id in line.moved and not shown.picked:
            return tr("crop has moved")
        return words.name_of(proposal)
