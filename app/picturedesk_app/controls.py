"""Small controls that Qt's style sheets cannot draw in the colours of the theme."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QLabel,
    QMenu,
    QSplitter,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from picturedesk_app import icons, theme
from picturedesk_app.i18n import tr
from picturedesk_app.theme import Size

_BREAK = "\u200b"
"""Where a line may end without anything being seen there."""
_LONG_WORD = 16


class Choice(QComboBox):
    """A combo box with our chevron."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then the chevron."""
        super().paintEvent(event)
        painter = QPainter(self)
        box = QRectF(self.width() - 26, (self.height() - 16) / 2, 16, 16)
        icons.paint(painter, "chevron-down", box, theme.current().color("muted"))
        painter.end()


class Tick(QCheckBox):
    """A check box with our tick in it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then the tick."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        look = theme.current()
        icons.paint(painter, "check", QRectF(box).adjusted(1, 1, -1, -1), look.color("on_accent"))
        painter.end()


def fit_height(label: QLabel, width: int) -> None:
    """Give a label of several lines the height that it needs at a width."""
    label.ensurePolished()
    label.setFixedWidth(width)
    label.setMinimumHeight(0)  # what it was given before counts as its height
    label.setMinimumHeight(max(0, label.heightForWidth(width)))


def breakable(words: str) -> str:
    """The same words, with places in long ones (file names, paths) where a line may end."""
    parts = re.split(r"(\s+)", words)
    return "".join(_broken(part) if len(part) > _LONG_WORD else part for part in parts)


def _broken(word: str) -> str:
    pieces = re.findall(r"[^_./\\-]{1,8}[_./\\-]*|[_./\\-]+", word)
    return _BREAK.join(pieces)


def plain(words: str) -> str:
    """Words for a button or menu: an ampersand is an ampersand."""
    return words.replace("&", "&&")


def elided(words: str, width: int, size: int = Size.SMALL) -> str:
    """As much of the words as ``width`` pixels at 100 % hold: beginning and end."""
    look = theme.current()
    metrics = QFontMetrics(look.font(size))
    return metrics.elidedText(words, Qt.TextElideMode.ElideMiddle, look.pixels(width))


class Sides(QObject):
    """The outer panes of a splitter: as much wider as the text is larger, and as there is room."""

    def __init__(self, splitter: QSplitter, least: tuple[int, int], middle: int) -> None:
        """``least``: the least widths of the left and the right pane, at 100 %.

        ``middle``: what the part between them keeps in a narrow window.
        """
        super().__init__(splitter)
        self._splitter, self._least, self._middle = splitter, least, middle
        self._scale = 1.0
        splitter.setMinimumWidth(1)  # else a narrow window cuts the right pane off
        for place in range(1, splitter.count() - 1):
            if (pane := splitter.widget(place)) is not None:
                pane.setMinimumWidth(middle)
        splitter.installEventFilter(self)
        theme.current().changed.connect(self._follow)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another width to share."""
        if watched is self._splitter and event.type() is QEvent.Type.Resize:
            self._set_least()
        return super().eventFilter(watched, event)

    def _set_least(self) -> None:
        """The right pane gives way first, down to its width at 100 %; then the left one."""
        pixels, (left, right) = theme.current().pixels, self._least
        handles = (self._splitter.count() - 1) * self._splitter.handleWidth()
        room = self._splitter.width() - self._middle - handles
        least = (
            max(left, min(pixels(left), room - right)),
            max(right, min(pixels(right), room - pixels(left))),
        )
        for place, width in zip((0, self._splitter.count() - 1), least, strict=True):
            pane = self._splitter.widget(place)
            if pane is not None:
                pane.setMinimumWidth(width)

    def _follow(self) -> None:
        look = theme.current()
        splitter, last = self._splitter, self._splitter.count() - 1
        self._set_least()
        grown, self._scale = look.text_scale / self._scale, look.text_scale
        if grown != 1.0:
            sizes = splitter.sizes()
            for place in (0, last):
                sizes[place] = round(sizes[place] * grown)
            splitter.setSizes(sizes)


class Pair(QWidget):
    """Two parts side by side; the second below the first where there is no room."""

    def __init__(self, first: QWidget, second: QWidget, spacing: int = Size.S2) -> None:
        super().__init__()
        self._first, self._second = first, second
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(spacing)
        self._row.addWidget(first, 1)
        self._row.addWidget(second)
        self.setMinimumWidth(1)  # the parts' widths together are no reason to stay wide

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side, or not."""
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        """The parts ask for another width."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        needed = self._first.minimumSizeHint().width() + self._second.sizeHint().width()
        beside = needed + self._row.spacing() <= self.width()
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)


class Words(QLabel):
    """Words that wrap wherever they must, and are copied as they were given."""

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = ""
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setText(words)

    def text(self) -> str:
        """The words as they were given."""
        return self._words

    def setText(self, words: str) -> None:
        """Show other words."""
        self._words = words
        super().setText(breakable(words))
        self.setAccessibleName(words)

    def selectedText(self) -> str:
        """What is selected, as it was given."""
        return super().selectedText().replace(_BREAK, "")

    def event(self, event: QEvent) -> bool:
        """Copying is ours while something is selected here, not the pictures' shortcut."""
        ours = event.type() is QEvent.Type.ShortcutOverride and self.hasSelectedText()
        if ours and isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy what is selected."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy what is selected, or all of it."""
        menu = QMenu(self)
        menu.addAction(tr("Copy"), self._copy)
        menu.exec(event.globalPos())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.selectedText() or self._words)
