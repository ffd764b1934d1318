"""Pictures that could not be read, each with its reason and a way to its file."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from picturedesk.records import Problem
from picturedesk_app import i18n, icons
from picturedesk_app.controls import Pair
from picturedesk_app.i18n import tr, trn
from picturedesk_app.library.flow import Flow
from picturedesk_app.theme import Size

_NAME, _FOLDER = 190, 150
"""Widths of the columns beside the reason, which has the rest."""
_PATH = Qt.ItemDataRole.UserRole + 1


class ProblemsView(QWidget):
    """A list, and what was passed by."""

    back_wanted = Signal()
    show_wanted = Signal(str)
    retry_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.title.setWordWrap(True)
        self.skipped = QLabel()
        self.skipped.setProperty("role", "muted")
        self.skipped.setWordWrap(True)
        self.list = QTreeWidget()
        self.list.setHeaderLabels([tr("File"), tr("Why"), tr("Folder")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.list.setAccessibleName(tr("Pictures that could not be read"))
        self.list.itemActivated.connect(self._show)
        self.back = QPushButton(tr("Back to pictures"))
        self.back.setIcon(icons.icon("chevron-left", "text"))
        self.back.clicked.connect(self.back_wanted)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_file = QPushButton(tr("Show file"))
        self.show_file.clicked.connect(lambda: self._show(self.list.currentItem()))
        self.again = QPushButton(tr("Try again"))
        self.again.clicked.connect(self.retry_wanted)
        buttons = QWidget()
        row = Flow(buttons, Size.S2, one_line=True)
        for button in (self.back, self.show_file, self.again):
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Size.S5, Size.S4, Size.S5, Size.S4)
        layout.setSpacing(Size.S3)
        layout.addWidget(Pair(self.title, buttons))
        layout.addWidget(self.skipped)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)

    def show_problems(self, found: tuple[list[Problem], dict[str, int]]) -> None:
        """Fill the list."""
        problems, skipped = found
        words = trn("{n} file could not be read", "{n} files could not be read", len(problems))
        self.title.setText(words if problems else tr("Every picture could be read"))
        for part in (self.list, self.show_file, self.again):
            part.setVisible(bool(problems))
        kinds = ", ".join(f"{i18n.number(n)} {ext or '?'}" for ext, n in list(skipped.items())[:8])
        self.skipped.setText(
            tr("Files of other kinds were passed by: {kinds}.", kinds=kinds) if kinds else ""
        )
        self.list.clear()
        for problem in problems:
            folder, name = os.path.split(problem.path)
            item = QTreeWidgetItem([name, problem.reason, folder])
            item.setData(0, _PATH, problem.path)
            for column, words in enumerate((name, problem.reason, problem.path)):
                item.setToolTip(column, words)
            self.list.addTopLevelItem(item)

        first = self.list.topLevelItem(0)
        if first is not None:
            self.list.setCurrentItem(first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the reason keeps two fifths."""
        super().resizeEvent(event)
        share = round(0.3 * (self.width() - 2 * Size.S5))
        self.list.header().resizeSection(0, min(_NAME, share))
        self.list.header().resizeSection(2, min(_FOLDER, share))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The list takes the keyboard, or the way back where there is none."""
        super().focusInEvent(event)
        (self.back if self.list.isHidden() else self.list).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.show_wanted.emit(item.data(0, _PATH))
