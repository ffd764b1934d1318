"""Small controls that Qt's style sheets cannot draw in the colours of the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QStyle, QStyleOptionButton

from picturedesk_app import icons, theme


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
    label.setMinimumHeight(max(0, label.heightForWidth(width)))
