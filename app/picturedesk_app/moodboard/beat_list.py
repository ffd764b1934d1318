"""The beats of the brief as a list: coverage, words, kind; dragged or moved by keys into order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QDropEvent, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from picturedesk.board_document import BoardBeat
from picturedesk.records import BeatKind, Coverage
from picturedesk_app import theme
from picturedesk_app.i18n import tr, trn
from picturedesk_app.theme import Size

_ROW = 46
_DOT = 10.0
Index = QModelIndex | QPersistentModelIndex

KIND_WORDS = {BeatKind.TONE: "Tone", BeatKind.SUBJECT: "Subject", BeatKind.SETTING: "Setting"}


def paint_dot(painter: QPainter, middle: QPointF, coverage: Coverage, ground: QColor) -> None:
    """Full, half or an open ring: told apart without colour too."""
    colour = theme.current().color(str(coverage))
    half = _DOT / 2
    box = QRectF(middle.x() - half, middle.y() - half, _DOT, _DOT)
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(colour if coverage is Coverage.COVERED else ground)
    painter.drawEllipse(box)
    if coverage is Coverage.THIN:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPie(box, 90 * 16, 180 * 16)


def line_below(beat: BoardBeat) -> str:
    """Kind, how many fit, and what is special, in one small line."""
    if beat.coverage is Coverage.GAP:
        fits = tr("gap: nothing fits")
    elif beat.coverage is Coverage.THIN:
        fits = trn("thin: {n} fits", "thin: {n} fit", beat.fitting)
    else:
        fits = trn("{n} fits", "{n} fit", beat.fitting)
    parts = [tr(KIND_WORDS[beat.beat.kind]), fits]
    if beat.beat.must_have:
        parts.append(tr("must have"))
    return " · ".join(parts)


class BeatModel(QAbstractListModel):
    """Beats, in their order."""

    moved = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.beats: tuple[BoardBeat, ...] = ()

    def show_beats(self, beats: Sequence[BoardBeat]) -> None:
        """Show these; where only their content changed, the selection stays."""
        if [b.id for b in beats] == [b.id for b in self.beats]:
            self.beats = tuple(beats)
            if beats:
                self.dataChanged.emit(self.index(0), self.index(len(beats) - 1))
            return
        self.beginResetModel()
        self.beats = tuple(beats)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: ARG002 - Qt's form
        """How many."""
        return len(self.beats)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words for the view and for a screen reader."""
        if not 0 <= index.row() < len(self.beats):
            return None
        beat = self.beats[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return beat.beat.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{beat.beat.text}. {line_below(beat)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """They can be dragged, and dropped between."""
        base = super().flags(index)
        if index.isValid():
            return base | Qt.ItemFlag.ItemIsDragEnabled
        return base | Qt.ItemFlag.ItemIsDropEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """They only move."""
        return Qt.DropAction.MoveAction


class _Painter(QStyledItemDelegate):
    """One row: the dot, the words, a small line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw it."""
        model = index.model()
        assert isinstance(model, BeatModel)
        beat = model.beats[index.row()]
        look = theme.current()
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        box = QRectF(option.rect).adjusted(6, 1, -6, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = look.color("raised" if chosen or hovered else "panel")
        self._row(painter, box, state, ground)
        dot = QPointF(box.left() + 18, box.top() + 15 * look.text_scale)
        paint_dot(painter, dot, beat.coverage, ground)
        self._words(painter, box, beat, chosen=chosen)
        painter.restore()

    def _row(self, painter: QPainter, box: QRectF, state: QStyle.StateFlag, ground: QColor) -> None:
        """How it is chosen, hovered, and where the keyboard is."""
        look = theme.current()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, Size.RADIUS, Size.RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.color("accent"), Size.OUTLINE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Size.RADIUS, Size.RADIUS)
            painter.setPen(Qt.PenStyle.NoPen)
        elif chosen:
            painter.setBrush(look.color("accent"))
            bar = QRectF(box.left(), box.top() + 9, 3, box.height() - 18)
            painter.drawRoundedRect(bar, 1.5, 1.5)

    def _words(self, painter: QPainter, box: QRectF, beat: BoardBeat, *, chosen: bool) -> None:
        look = theme.current()
        scale = look.text_scale
        left = round(box.left()) + 34
        width = round(box.right()) - left - 8
        font = look.font(Size.BODY, strong=beat.beat.must_have)
        painter.setFont(font)
        painter.setPen(look.color("text"))
        words = QFontMetrics(font).elidedText(beat.beat.text, Qt.TextElideMode.ElideRight, width)
        line = QRect(left, round(box.top() + 4 * scale), width, round(22 * scale))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, words)
        small = look.font(Size.TINY)
        painter.setFont(small)
        gap = beat.coverage is Coverage.GAP
        painter.setPen(look.color("gap" if gap and not chosen else "muted"))
        below = QFontMetrics(small).elidedText(line_below(beat), Qt.TextElideMode.ElideRight, width)
        painter.drawText(
            line.translated(0, round(18 * scale)), Qt.AlignmentFlag.AlignVCenter, below
        )

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """One height for all."""
        return QSize(100, round(_ROW * theme.current().text_scale))


class BeatList(QListView):
    """Keyboard: arrows choose, Alt with arrows moves, Enter edits, Delete removes."""

    chosen = Signal(str)
    """Id of the beat that is the current one."""
    edit_wanted = Signal()
    remove_wanted = Signal(str)
    moved = Signal(int, int)
    """From one place to another."""

    def __init__(self) -> None:
        super().__init__()
        self.beats = BeatModel(self)
        self.setModel(self.beats)
        self.setItemDelegate(_Painter(self))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Beats of the brief"))
        self.doubleClicked.connect(self._edit)
        self.selectionModel().currentChanged.connect(self._tell)
        theme.current().changed.connect(self.viewport().update)

    @property
    def current_id(self) -> str:
        """The beat that is chosen; empty for none."""
        row = self.currentIndex().row()
        return self.beats.beats[row].id if 0 <= row < len(self.beats.beats) else ""

    def show_beats(self, beats: Sequence[BoardBeat]) -> None:
        """Show these; the chosen one stays chosen."""
        kept, row = self.current_id, self.currentIndex().row()
        self.beats.show_beats(beats)
        ids = [beat.id for beat in beats]
        if kept in ids:
            self.choose(kept)
        elif ids and row >= 0:
            self.choose(ids[min(row, len(ids) - 1)])
        else:
            self.chosen.emit(self.current_id)

    def choose(self, beat_id: str) -> None:
        """Make a beat the current one."""
        for row, beat in enumerate(self.beats.beats):
            if beat.id == beat_id:
                self.setCurrentIndex(self.beats.index(row))

    def _tell(self) -> None:
        self.chosen.emit(self.current_id)

    def _edit(self) -> None:
        self.edit_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, edit, remove."""
        row = self.currentIndex().row()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if alt and step and 0 <= row + step < len(self.beats.beats):
            self.moved.emit(row, row + step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.edit_wanted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and row >= 0:
            self.remove_wanted.emit(self.current_id)
        elif not alt:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A beat was dragged between two others."""
        old = self.currentIndex().row()
        at = event.position().toPoint()
        index = self.indexAt(at)
        new = index.row() if index.isValid() else len(self.beats.beats)
        if index.isValid() and at.y() > self.visualRect(index).center().y():
            new += 1
        if new > old:
            new -= 1
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if old >= 0 and new != old:
            self.moved.emit(old, new)

    def sizeHint(self) -> QSize:
        """As high as the beats are, within reason."""
        rows = max(2, len(self.beats.beats))
        return QSize(220, rows * round(_ROW * theme.current().text_scale) + 8)
