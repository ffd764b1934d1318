"""A sheet with every action and its keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from picturedesk_app.actions import ACTIONS
from picturedesk_app.i18n import tr
from picturedesk_app.page import PAGES
from picturedesk_app.theme import Size

_PLACES = {
    "window": "Everywhere",
    "library": "Library",
    "grid": "Pictures",
    "moodboards": "Moodboards",
    "board-export": "Moodboards: exports",
    "board-items": "Moodboards: what is chosen",
    "board-make": "Moodboards: adding",
    "board-view": "Moodboards: looking",
    "board-layout": "Moodboards: laying out",
    "headlines": "Headlines",
    "headline-crops": "Headlines: crops",
    "alttext": "Alt text",
    "alttext-queue": "Alt text, in the queue",
    "alttext-text": "Alt text, in the queue: the text",
    "alttext-many": "Alt text, many at once",
}


class ShortcutSheet(QDialog):
    """Read from the action table, so it is always true."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(Size.S5, Size.S4, Size.S5, Size.S5)
        grid.setHorizontalSpacing(Size.S6)
        self.headings: list[str] = []
        row = 0
        for place in dict.fromkeys(a.where for a in ACTIONS):
            heading = QLabel(tr(_PLACES[place]))
            self.headings.append(heading.text())
            heading.setProperty("role", "section")
            grid.addWidget(heading, row, 0)
            row += 1
            for title, keys in _rows(place):
                grid.addWidget(QLabel(title), row, 0)
                label = QLabel(keys)
                label.setProperty("role", "muted")
                grid.addWidget(label, row, 1, Qt.AlignmentFlag.AlignRight)
                row += 1
            grid.setRowMinimumHeight(row, Size.S3)
            row += 1
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.resize(460, 560)


def _rows(place: str) -> list[tuple[str, str]]:
    rows = [
        (tr(action.title), ", ".join(_native(keys) for keys in action.shortcut))
        for action in ACTIONS
        if action.where == place and action.shortcut
    ]
    if place == "window":
        rows += [(tr(entry.title), _native(entry.shortcut)) for entry in PAGES]
    return rows


def _native(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
