"""The contact sheet: what approving many at once would do, picture by picture, before it is done.

The button that does it works only on a sheet that is on the screen, for the threshold it was made
for, and with the pictures that were taken out by hand left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QSlider,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from picturedesk.review import Line, Sheet
from picturedesk_app import i18n, icons, theme
from picturedesk_app.alttext.wanted import SURE, how_sure
from picturedesk_app.grid.model import Row
from picturedesk_app.grid.thumbnails import Thumbnails, Wish
from picturedesk_app.i18n import tr, trn
from picturedesk_app.theme import Size

Index = QModelIndex | QPersistentModelIndex

_LEAST = 208
"""Width of a cell at least; the columns share what there is."""
_PICTURE_SHAPE = 0.66
_WORDS = 82
"""Height for what is under the picture."""
_EDGE = 8
_LINE = Qt.ItemDataRole.UserRole + 1
_ROW = Qt.ItemDataRole.UserRole + 2
_OUT = "Taken out by hand."


class SheetModel(QAbstractListModel):
    """The lines of a sheet with their rows; single lines can be taken out and put back."""

    counted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheet: Sheet | None = None
        self._rows: dict[int, Row] = {}
        self._lines: list[Line] = []
        self._out: set[int] = set()

    def show(self, sheet: Sheet | None, rows: Sequence[Row]) -> None:
        """Another sheet: those that would be approved first."""
        self.beginResetModel()
        self._sheet = sheet
        self._rows = {row.key: row for row in rows}
        lines = sheet.lines if sheet is not None else ()
        self._lines = sorted(lines, key=lambda line: bool(line.held_back))
        self._out &= {line.asset_key for line in lines}
        self.endResetModel()
        self.counted.emit()

    def forget_out(self) -> None:
        """A new beginning."""
        self._out.clear()

    def result(self) -> Sheet | None:
        """The sheet as it was left: what was taken out is held back."""
        if self._sheet is None:
            return None
        lines = (
            replace(line, held_back=_OUT) if line.asset_key in self._out and not line.held_back
            else line
            for line in self._sheet.lines
        )  # fmt: skip
        return replace(self._sheet, lines=tuple(lines))

    def toggle(self, index: Index) -> None:
        """Take a picture out, or put it back."""
        line = self._lines[index.row()]
        if not line.held_back:
            self._out ^= {line.asset_key}
            self.dataChanged.emit(index, index)
            self.counted.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many lines."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Line and row, and the words for both."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        why = line.held_back or (_OUT if line.asset_key in self._out else "")
        if role == _LINE:
            return replace(line, held_back=why)
        if role == _ROW:
            return self._rows.get(line.asset_key)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            fate = why or tr("Would be approved.")
            return f"{line.text}\n{fate}"
        return line.text if role == Qt.ItemDataRole.DisplayRole else None


class _Cell(QStyledItemDelegate):
    """Picture, text, and what would become of it."""

    def __init__(self, view: QListView, thumbnails: Thumbnails) -> None:
        super().__init__(view)
        self._view = view
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """All alike."""
        return self._view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Those that are held back are dimmed, and say why."""
        look = theme.current()
        cell: QRect = option.rect
        state: QStyle.StateFlag = option.state
        line: Line = index.data(_LINE)
        row: Row | None = index.data(_ROW)
        box = picture_box(cell)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(0.4 if line.held_back else 1.0)
        pixmap = self._thumbnails.get(line.asset_key)
        if pixmap is not None:
            painter.drawPixmap(box, pixmap)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("placeholder"))
            if row is not None and row.tint:
                painter.setBrush(theme.mixed(QColor(row.tint), look.color("placeholder"), 0.55))
            painter.drawRoundedRect(box, Size.THUMB_RADIUS, Size.THUMB_RADIUS)
        painter.setOpacity(1.0)
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.setPen(QPen(look.color("accent"), Size.OUTLINE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 7, 7)
        self._words(painter, box, line)
        painter.restore()

    def _words(self, painter: QPainter, box: QRect, line: Line) -> None:
        look = theme.current()
        wrap = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
        small = look.pixels(Size.SMALL) + 5
        head = QRect(box.left(), box.bottom() + 7, box.width(), small)
        painter.setFont(look.font(Size.TINY))
        if line.held_back:
            painter.setPen(look.color("thin"))
            head.setHeight(reason_height(painter.fontMetrics(), line.held_back, box.width(), small))
            painter.drawText(head, wrap, line.held_back)
        else:
            icons.paint(painter, "check", QRect(head.left(), head.top() + 1, 14, 14).toRectF(),
                        look.color("covered"))  # fmt: skip
            painter.setPen(look.color("muted"))
            painter.drawText(head.adjusted(18, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter,
                             how_sure(line.confidence))  # fmt: skip
        painter.setFont(look.font(Size.SMALL))
        painter.setPen(look.color("muted" if line.held_back else "text"))
        foot = box.bottom() + 7 + 4 * small
        under = QRect(box.left(), head.bottom() + 2, box.width(), foot - head.bottom())
        painter.setClipRect(under)
        painter.drawText(under, wrap, line.text)


class SheetList(QListView):
    """The lines in columns; Space takes one out or puts it back."""

    def __init__(self, model: SheetModel, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self.setModel(model)
        self.setItemDelegate(_Cell(self, thumbnails))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(tr("What would be approved"))
        self.doubleClicked.connect(model.toggle)
        thumbnails.arrived.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns as there is room for, all of the width used."""
        width = self.viewport().width() - 1
        cell = width // max(1, width // _LEAST)
        high = round((cell - 2 * _EDGE) * _PICTURE_SHAPE) + _EDGE + _WORDS
        self.setGridSize(QSize(cell, high))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, then ask for what is seen."""
        super().paintEvent(event)
        ratio = self.devicePixelRatioF()
        ground = theme.current().color("ground").rgb()
        wishes = []
        first = self.indexAt(QPoint(_LEAST // 2, 4)).row()
        for place in range(max(0, first), self.model().rowCount()):
            index = self.model().index(place, 0)
            seen = self.visualRect(index)
            if seen.top() > self.height():
                break
            row = index.data(_ROW)
            if row is not None and seen.bottom() > 0:
                box = picture_box(seen)
                wishes.append(Wish(
                    row.key, row.thumbnail, "", round(box.width() * ratio),
                    round(box.height() * ratio), Size.THUMB_RADIUS * ratio, ratio, ground,
                ))  # fmt: skip
        self._thumbnails.want(self, wishes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space."""
        model = self.model()
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            assert isinstance(model, SheetModel)
            model.toggle(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters do not search here."""


def reason_height(metrics: QFontMetrics, words: str, width: int, line: int) -> int:
    """Pixels that a reason needs in a cell: one line or two."""
    wrap = int(Qt.TextFlag.TextWordWrap)
    needed = metrics.boundingRect(QRect(0, 0, width, 1000), wrap, words).height()
    return max(line, min(needed, 2 * metrics.lineSpacing()))


def picture_box(cell: QRect) -> QRect:
    """Where in a cell the picture is."""
    width = cell.width() - 2 * _EDGE
    return QRect(cell.left() + _EDGE, cell.top() + _EDGE, width, round(width * _PICTURE_SHAPE))


class SheetView(QWidget):
    """Threshold, sheet, and the button that does what the sheet says."""

    asked = Signal(float, bool)
    """A sheet from this confidence up, with or without texts that have warnings."""
    approve_wanted = Signal(object)
    left = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.model = SheetModel(self)
        self.list = SheetList(self.model, thumbnails)
        self.title = QLabel(tr("Approve many"))
        self.title.setProperty("role", "heading")
        self.words = QLabel()
        self.words.setProperty("role", "muted")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(30, 99)
        self.slider.setValue(round(SURE * 100))
        self.slider.setFixedWidth(160)
        self.slider.setAccessibleName(tr("Approve from this sureness up"))
        self.level = QLabel()
        self.level.setProperty("role", "small")
        self.warned = QPushButton(tr("With warnings too"))
        self.warned.setCheckable(True)
        self.warned.setProperty("role", "choice")
        self.approve = QPushButton()
        self.approve.setProperty("role", "primary")
        self.back = QPushButton(tr("Back to the queue"))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(150)
        self._build()
        self._wait.timeout.connect(self._ask)
        self.slider.valueChanged.connect(self._moved)
        self.warned.toggled.connect(self._moved)
        self.model.counted.connect(self._count)
        self.approve.clicked.connect(self._approve)
        self.back.clicked.connect(self.left)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Size.S3)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.words)
        self.words.setWordWrap(True)
        head.addLayout(words, 1)
        for part in (self.warned, self.slider, self.level, self.back, self.approve):
            head.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Size.S5, Size.S4, Size.S4, Size.S2)
        layout.setSpacing(Size.S3)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)

    def begin(self) -> None:
        """Come to the front: an empty sheet, and ask for the right one."""
        self.model.forget_out()
        self.model.show(None, ())
        self._moved()
        self.list.setFocus()

    def _moved(self) -> None:
        level = self.slider.value() / 100
        self.level.setText(tr("{word}: {n} % and up", word=how_sure(level).capitalize(),
                              n=self.slider.value()))  # fmt: skip
        self.approve.setEnabled(False)
        self._wait.start()

    def _ask(self) -> None:
        self.asked.emit(self.slider.value() / 100, self.warned.isChecked())

    def show_sheet(self, sheet: Sheet, rows: Sequence[Row]) -> None:
        """What it would do."""
        if round(sheet.threshold * 100) == self.slider.value():
            self.model.show(sheet, rows)
            if sheet.lines:
                self.list.setCurrentIndex(self.model.index(0))

    def _count(self) -> None:
        sheet = self.model.result()
        count = len(sheet.approving) if sheet is not None else 0
        held = len(sheet.lines) - count if sheet is not None else 0
        some = trn("Approve {n} text", "Approve {n} texts", count)
        self.approve.setText(some if count else tr("Nothing to approve"))
        self.approve.setEnabled(count > 0 and not self._wait.isActive())
        if sheet is None:
            self.words.setText(tr("Looking…"))
        elif not sheet.lines:
            self.words.setText(tr("There is no suggestion waiting."))
        else:
            self.words.setText(
                tr("{held} held back. Space takes a picture out; nothing is written to files.",
                   held=i18n.number(held))
            )  # fmt: skip

    def _approve(self) -> None:
        sheet = self.model.result()
        if sheet is not None and sheet.approving:
            self.approve_wanted.emit(sheet)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
