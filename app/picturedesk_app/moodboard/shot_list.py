"""The shot list as a table: what the library lacks, for the photographer. Every cell is edited."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from picturedesk.board_document import Shot
from picturedesk_app.controls import Pair
from picturedesk_app.i18n import tr, trn
from picturedesk_app.library.flow import Flow
from picturedesk_app.moodboard.commands import EditShots
from picturedesk_app.moodboard.model import BoardModel
from picturedesk_app.theme import Size

_FIELDS = ("shot", "scene", "description", "framing", "props", "notes")
_TITLES = ("Shot", "Scene", "Description", "Framing", "Props", "Notes")
_WIDTHS = (52, 150, 220, 200, 130, 220)


class Words(QStyledItemDelegate):
    """Cells as high as their words, with air around them."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Measured at the column's width."""
        width = self._table.columnWidth(index.column()) - 2 * Size.S3
        box = option.fontMetrics.boundingRect(
            QRect(0, 0, max(40, width), 10_000), Qt.TextFlag.TextWordWrap, str(index.data() or " ")
        )
        return QSize(box.width(), box.height() + 2 * Size.S3)


class Table(QTableWidget):
    """Delete takes the shot away; Enter edits."""

    remove_wanted = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows are as high as their words at the new width."""
        super().resizeEvent(event)
        self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Enter."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.editItem(self.currentItem())
        else:
            super().keyPressEvent(event)


class ShotList(QWidget):
    """Edits the board's shots through ``push``."""

    back_wanted = Signal()
    export_wanted = Signal()
    changed = Signal(object)
    """An :class:`EditShots` to push."""

    def __init__(self, model: BoardModel) -> None:
        super().__init__()
        self._model = model
        self._filling = False
        self.title = QLabel(tr("Shot list"))
        self.title.setProperty("role", "heading")
        self.line = QLabel()
        self.line.setProperty("role", "muted")
        self.table = Table(0, len(_FIELDS))
        self.table.setHorizontalHeaderLabels([tr(title) for title in _TITLES])
        self.table.setAccessibleName(tr("Shot list"))
        self.table.setWordWrap(True)
        self.table.setAlternatingRowColors(False)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        for place, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(place, width)
        header.setSectionResizeMode(_FIELDS.index("description"), QHeaderView.ResizeMode.Stretch)
        self.table.setItemDelegate(Words(self.table))
        self.table.cellChanged.connect(self._edited)
        self.table.remove_wanted.connect(self.remove)
        self.add_button = QPushButton(tr("Add a shot"))
        self.add_button.clicked.connect(self.add)
        self.remove_button = QPushButton(tr("Remove"))
        self.remove_button.clicked.connect(self.remove)
        self.export_button = QPushButton(tr("Export as CSV…"))
        self.export_button.setProperty("role", "primary")
        self.export_button.clicked.connect(self.export_wanted)
        self.back = QPushButton(tr("Back to the board"))
        self.back.clicked.connect(self.back_wanted)
        self._lay_out()
        model.loaded.connect(self.refresh)
        model.head_changed.connect(self._head_changed)

    def _lay_out(self) -> None:
        words, buttons = QWidget(), QWidget()
        lines, row = QVBoxLayout(words), Flow(buttons, Size.S2, one_line=True)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.title)
        lines.addWidget(self.line)
        for button in (self.back, self.export_button):
            row.addWidget(button)
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Size.S5, Size.S4, Size.S5, Size.S4)
        column.setSpacing(Size.S3)
        column.addWidget(Pair(words, buttons))
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def refresh(self) -> None:
        """Show the shots there are."""
        shots = self._model.head.shots
        self._filling = True
        row = self.table.currentRow()
        self.table.setRowCount(len(shots))
        for place, shot in enumerate(shots):
            for column, name in enumerate(_FIELDS):
                item = QTableWidgetItem(str(getattr(shot, name)))
                item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                self.table.setItem(place, column, item)
        self.table.resizeRowsToContents()
        if 0 <= row < len(shots):
            self.table.setCurrentCell(row, max(0, self.table.currentColumn()))
        self._filling = False
        self.line.setText(
            trn("{n} picture is missing", "{n} pictures are missing", len(shots))
            if shots
            else tr("Nothing is missing: every beat is covered.")
        )
        self.export_button.setEnabled(bool(shots))

    def _head_changed(self, names: frozenset[str]) -> None:
        if "shots" in names:
            self.refresh()

    def _edited(self, row: int, column: int) -> None:
        shots = list(self._model.head.shots)
        item = self.table.item(row, column)
        if self._filling or item is None or not 0 <= row < len(shots):
            return
        changed = replace(shots[row], **{_FIELDS[column]: item.text()})
        if changed != shots[row]:
            shots[row] = changed
            self._push(shots)

    def add(self) -> None:
        """A shot by hand."""
        shots = list(self._model.head.shots)
        number = str(len({s.shot.split(".")[0] for s in shots}) + 1)
        self._push([*shots, Shot(scene="", shot=f"{number}.1", description=tr("New shot"))])
        self.table.setCurrentCell(len(shots), _FIELDS.index("description"))
        self.table.editItem(self.table.currentItem())

    def remove(self) -> None:
        """Take the chosen shots away."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        shots = [shot for place, shot in enumerate(self._model.head.shots) if place not in rows]
        if rows:
            self._push(shots)

    def _push(self, shots: list[Shot]) -> None:
        self.changed.emit(EditShots(self._model, {"shots": tuple(shots)}))
