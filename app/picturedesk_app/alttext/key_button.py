"""Controls that show their key where it acts: a button, and a row of text to take."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
)

from picturedesk_app import theme
from picturedesk_app.theme import Size


def paint_key(painter: QPainter, box: QRect, words: str, ink: str) -> None:
    """A key's name in a rounded frame."""
    look = theme.current()
    colour = look.color(ink)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font(Size.TINY, tabular=True))
    edge = look.color(ink)
    edge.setAlphaF(0.45)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(colour)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def key_size(words: str) -> QSize:
    """How large a key is drawn."""
    metrics = QFontMetrics(theme.current().font(Size.TINY, tabular=True))
    height = metrics.height() + 4
    return QSize(max(height, metrics.horizontalAdvance(words) + 10), height)


class KeyButton(QPushButton):
    """A push button with its key at the right."""

    def __init__(self, title: str, key: str, *, primary: bool = False) -> None:
        super().__init__(title)
        self._key = key
        if primary:
            self.setProperty("role", "primary")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._name()

    def show_key(self, key: str) -> None:
        """The key that does it now."""
        if key != self._key:
            self._key = key
            self._name()
            self.updateGeometry()
            self.update()

    def _name(self) -> None:
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._key)
        self.setToolTip(f"{self.text()}  {self._key}")

    def sizeHint(self) -> QSize:
        """Room for title and key."""
        hint = super().sizeHint()
        return QSize(hint.width() + key_size(self._key).width() + Size.S2 - 4, hint.height())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's form
        """The button as the style has it, then its title and key side by side."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        title, option.text = self.text(), ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        primary = self.property("role") == "primary"
        ink = ("on_accent" if primary else "text") if self.isEnabled() else "faint"
        look = theme.current()
        painter.setFont(look.font(strong=primary))
        painter.setPen(look.color(ink))
        key = key_size(self._key)
        wide = QFontMetrics(painter.font()).horizontalAdvance(title)
        left = (self.width() - wide - Size.S2 - key.width()) // 2
        line = QRect(left, 0, wide + 2, self.height())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
        box = QRect(left + wide + Size.S2, (self.height() - key.height()) // 2, key.width(),
                    key.height())  # fmt: skip
        paint_key(painter, box, self._key, ink if primary or not self.isEnabled() else "muted")
        painter.end()


class TextRow(QAbstractButton):
    """A sentence that can be taken: its key or a small picture at the left, the words wrapped."""

    _THUMB = 44

    def __init__(self, text: str, key: str = "", *, pictured: bool = False) -> None:
        super().__init__()
        self._key = key
        self._pixmap: QPixmap | None = None
        self._pictured = pictured
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pixmap(self, pixmap: QPixmap) -> None:
        """The small picture has come."""
        self._pixmap = pixmap
        self.update()

    def _left(self) -> int:
        if self._pictured:
            return Size.S2 + self._THUMB + Size.S3
        return Size.S2 + (key_size(self._key).width() + Size.S3 if self._key else 0)

    def _words_box(self, width: int) -> QRect:
        metrics = QFontMetrics(theme.current().font())
        room = QRect(0, 0, max(40, width - self._left() - Size.S2), 10_000)
        return metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())

    def hasHeightForWidth(self) -> bool:
        """It has."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As many lines as the words need."""
        least = self._THUMB if self._pictured else 0
        return max(least, self._words_box(width).height()) + 2 * 6

    def sizeHint(self) -> QSize:
        """For the width there is."""
        return QSize(220, self.heightForWidth(max(self.width(), 220)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's form
        """Key or picture, then the words; raised under the pointer."""
        look = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(look.color("line_strong" if self.isDown() else "raised"))
            painter.drawRoundedRect(self.rect(), Size.RADIUS, Size.RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(look.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), Size.RADIUS, Size.RADIUS)
        if self._pictured:
            self._picture(painter)
        elif self._key:
            key = key_size(self._key)
            paint_key(painter, QRect(Size.S2, 6, key.width(), key.height()), self._key, "muted")
        painter.setFont(look.font())
        painter.setPen(look.color("text"))
        box = self.rect().adjusted(self._left(), 6, -Size.S2, -6)
        across = Qt.AlignmentFlag.AlignVCenter if self._pictured else Qt.AlignmentFlag.AlignTop
        painter.drawText(box, int(Qt.TextFlag.TextWordWrap | across), self.text())
        painter.end()

    def _picture(self, painter: QPainter) -> None:
        side = self._THUMB
        box = QRect(Size.S2, (self.height() - side) // 2, side, side)
        if self._pixmap is not None:
            side = min(self._pixmap.width(), self._pixmap.height())
            cut = QRect(0, 0, side, side)
            cut.moveCenter(self._pixmap.rect().center())
            painter.drawPixmap(box, self._pixmap, cut)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color("placeholder"))
        painter.drawRoundedRect(box, Size.THUMB_RADIUS, Size.THUMB_RADIUS)
