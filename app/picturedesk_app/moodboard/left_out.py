"""The lines of a brief that were left out, each with its reason: a sheet over the window."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from picturedesk_app.i18n import tr, trn
from picturedesk_app.moodboard.shot_list import Words
from picturedesk_app.theme import Size


def sentence(count: int) -> str:
    """How many lines were left out."""
    return trn("{n} line of the brief was left out", "{n} lines of the brief were left out", count)


class LeftOutSheet(QDialog):
    """A table to be read and copied from; Escape closes it."""

    def __init__(self, parent: QWidget, left_out: Sequence[tuple[str, str]]) -> None:
        """``left_out``: each line with its reason."""
        super().__init__(parent)
        self.setWindowTitle(tr("Left out of the brief"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = QLabel(sentence(len(left_out)))
        title.setProperty("role", "title")
        more = QLabel(tr("No pictures were looked for with them. Add a beat where one should be."))
        more.setProperty("role", "muted")
        more.setWordWrap(True)
        self.table = _table(left_out, title.text())
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Size.S5, Size.S5, Size.S5, Size.S4)
        layout.setSpacing(Size.S3)
        for part in (title, more, self.table):
            layout.addWidget(part)
        layout.addLayout(foot)
        self.resize(580, 420)
        self.table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as high as their words at the new width."""
        super().resizeEvent(event)
        if (layout := self.layout()) is not None:
            layout.activate()
        self.table.resizeRowsToContents()


def _table(left_out: Sequence[tuple[str, str]], spoken: str) -> QTableWidget:
    table = QTableWidget(len(left_out), 2)
    table.setHorizontalHeaderLabels([tr("Line"), tr("Why")])
    table.setAccessibleName(spoken)
    table.verticalHeader().hide()
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setHighlightSections(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setItemDelegate(Words(table))
    for row, said in enumerate(left_out):
        for column, words in enumerate(said):
            item = QTableWidgetItem(words)
            item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            table.setItem(row, column, item)
    table.setCurrentCell(0, 0)
    return table
