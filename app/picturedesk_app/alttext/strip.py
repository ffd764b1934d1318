"""The queue as a strip of small pictures; while it has the keyboard, single keys decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from picturedesk.suggestions import ReviewState
from picturedesk_app import icons, theme
from picturedesk_app.alttext.wanted import STATE_TONES, STATE_WORDS
from picturedesk_app.grid.model import AskRows, GridModel, Keys, Row
from picturedesk_app.grid.thumbnails import Thumbnails, Wish
from picturedesk_app.i18n import tr
from picturedesk_app.theme import Size

Index = QModelIndex | QPersistentModelIndex

THUMB = 60
_CELL_WIDTH, _CELL_HEIGHT = THUMB + 12, THUMB + 30
_SIGNS = {
    ReviewState.APPROVED: "check",
    ReviewState.WRITTEN: "check",
    ReviewState.DECORATIVE: "minus",
    ReviewState.REJECTED: "close",
    ReviewState.STALE: "refresh",
    ReviewState.IN_REVIEW: "note",
    ReviewState.SUGGESTED: "",
    ReviewState.MISSING: "",
}
_ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_STATE_ROLE = Qt.ItemDataRole.UserRole + 2


class QueueModel(QAbstractListModel):
    """Keys and states of the queue; rows are asked for when they are seen."""

    def __init__(self, ask_rows: AskRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = GridModel(ask_rows, self)
        self.rows.rows_arrived.connect(self._rows_arrived)
        self._states: dict[int, ReviewState] = {}

    @property
    def keys(self) -> Keys:
        """Asset keys in order."""
        return self.rows.keys

    def show(self, keys: Keys, states: Sequence[ReviewState]) -> None:
        """Another queue."""
        self.beginResetModel()
        self._states = dict(zip(keys.tolist(), states, strict=True))
        self.rows.set_list(keys)
        self.endResetModel()

    def state(self, key: int) -> ReviewState:
        """Where a picture stands, as far as is known here."""
        return self._states.get(key, ReviewState.MISSING)

    def set_state(self, key: int, state: ReviewState) -> None:
        """A decision was made."""
        if self._states.get(key) is not state and key in self._states:
            self._states[key] = state
            place = self.index(self.place(key))
            self.dataChanged.emit(place, place)

    def place(self, key: int) -> int:
        """Where a picture is in the queue, or -1."""
        return self.rows.index_of(key)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Row, state, and the words for both."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        key = int(self.keys[index.row()])
        if role == _STATE_ROLE:
            return self.state(key)
        row = self.rows.row_of_key(key)
        if role == _ROW_ROLE:
            return row
        name = row.name if row is not None else ""
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return f"{name}: {tr(STATE_WORDS[self.state(key)])}"
        return name if role == Qt.ItemDataRole.DisplayRole else None

    def _rows_arrived(self) -> None:
        if len(self.rows):
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))


class _Cell(QStyledItemDelegate):
    """A square of the picture, its state as a sign under it."""

    def __init__(self, view: Strip, thumbnails: Thumbnails) -> None:
        super().__init__(view)
        self._view = view
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """All alike."""
        return QSize(_CELL_WIDTH, _CELL_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Picture, sign, and the outline of the current one."""
        look = theme.current()
        cell: QRect = option.rect
        state: QStyle.StateFlag = option.state
        box = QRect(cell.left() + 6, cell.top() + 6, THUMB, THUMB)
        row, stands = index.data(_ROW_ROLE), index.data(_STATE_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pixmap = self._thumbnails.get(row.key) if row is not None else None
        if pixmap is not None:
            painter.drawPixmap(box, pixmap, square_of(pixmap))
        else:
            ground = look.color("placeholder")
            tint = row.tint if row is not None else ""
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.mixed(QColor(tint), ground, 0.55) if tint else ground)
            painter.drawRoundedRect(box, Size.THUMB_RADIUS, Size.THUMB_RADIUS)
        if state & QStyle.StateFlag.State_Selected:
            ink = "accent" if self._view.hasFocus() else "muted"
            painter.setPen(QPen(look.color(ink), Size.OUTLINE))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            around = QRectF(box).adjusted(-3, -3, 3, 3)
            painter.drawRoundedRect(around, Size.THUMB_RADIUS + 3, Size.THUMB_RADIUS + 3)
        sign = _SIGNS[stands]
        middle = QRectF(box.center().x() - 6.5, box.bottom() + 7.0, 14, 14)
        if sign:
            icons.paint(painter, sign, middle, look.color(STATE_TONES.get(stands, "muted")))
        elif stands == ReviewState.SUGGESTED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("muted"))
            painter.drawEllipse(middle.center(), 2.0, 2.0)
        painter.restore()


class Strip(QListView):
    """One line of small pictures; the current one is the one on the stage."""

    current_changed = Signal(int)
    """Asset key."""
    digit = Signal(int)
    """A number key, from 0: another sentence."""
    slot_numbered = Signal(int)
    focused = Signal(bool)

    def __init__(self, ask_rows: AskRows, thumbnails: Thumbnails) -> None:
        super().__init__()
        self.queue = QueueModel(ask_rows, self)
        self._thumbnails = thumbnails
        self.setModel(self.queue)
        self.setItemDelegate(_Cell(self, thumbnails))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(_CELL_HEIGHT + 6)
        self.setViewportMargins(Size.S4, 0, Size.S4, 0)
        self.setAccessibleName(tr("Pictures to describe"))
        self.setProperty("role", "strip")
        self.selectionModel().currentChanged.connect(self._moved)
        thumbnails.arrived.connect(self.viewport().update)
        theme.current().changed.connect(self._restyle)

    @property
    def current(self) -> int:
        """The current picture's key; 0 where there is none."""
        place = self.currentIndex().row()
        return int(self.queue.keys[place]) if 0 <= place < len(self.queue.keys) else 0

    def row(self, key: int) -> Row | None:
        """What is known of a picture."""
        return self.queue.rows.row_of_key(key)

    def show_queue(self, keys: Keys, states: Sequence[ReviewState], current: int) -> None:
        """Another queue; the current picture stays if it is in it."""
        self.queue.show(keys, states)
        if len(keys):
            self.go_to(max(0, self.queue.place(current) if current else 0))

    def go_to(self, place: int) -> None:
        """Make the picture at this place the current one."""
        if 0 <= place < len(self.queue.keys):
            index = self.queue.index(place)
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def next_open(self, passed: Callable[[int], bool]) -> int:
        """The next place for which ``passed`` (of its key) is not true, around the end; else -1."""
        count = len(self.queue.keys)
        here = self.currentIndex().row()
        for step in range(1, count + 1):
            place = (here + step) % count
            if not passed(int(self.queue.keys[place])):
                return place
        return -1

    def following(self, count: int) -> list[int]:
        """Keys of the next pictures, around the end, the current one left out."""
        total, here = len(self.queue.keys), self.currentIndex().row()
        places = [(here + step) % total for step in range(1, min(count + 1, total))]
        return [int(self.queue.keys[place]) for place in places]

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.current_changed.emit(int(self.queue.keys[current.row()]))

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, then ask for the rows and thumbnails of what is seen."""
        super().paintEvent(event)
        count = len(self.queue.keys)
        if not count:
            return
        left = self.horizontalScrollBar().value() // _CELL_WIDTH
        seen = range(max(0, left), min(count, left + self.width() // _CELL_WIDTH + 2))
        self.queue.rows.want(range(seen.start, min(count, seen.stop + 8)))
        ratio = self.devicePixelRatioF()
        side = round(THUMB * ratio)
        ground = theme.current().color("ground").rgb()
        rows = (self.queue.rows.row(place) for place in seen)
        self._thumbnails.want(self, [
            Wish(row.key, row.thumbnail, "", side, side, Size.THUMB_RADIUS * ratio, ratio, ground)
            for row in rows if row is not None
        ])  # fmt: skip

    def _restyle(self) -> None:
        self._thumbnails.forget_all()
        self.viewport().update()

    # -- keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits take sentences, with Ctrl they open slots; arrows move; nothing is typed."""
        digit = event.key() - Qt.Key.Key_1
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if 0 <= digit <= 8 and plain:
            self.digit.emit(digit)
        elif 0 <= digit <= 8 and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.slot_numbered.emit(digit)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.go_to(self.currentIndex().row() - 1)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.go_to(self.currentIndex().row() + 1)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go_to(0 if event.key() == Qt.Key.Key_Home else len(self.queue.keys) - 1)
        elif not event.text():
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Either wheel moves the strip along."""
        bar, turned = self.horizontalScrollBar(), event.angleDelta()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
        event.accept()

    def keyboardSearch(self, search: str) -> None:
        """Letters decide here; none of them searches."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Single keys act from now on."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """They do not."""
        super().focusOutEvent(event)
        self.focused.emit(False)


def square_of(pixmap: QPixmap) -> QRect:
    """The middle square of a pixmap, in its own pixels (it may be another view's cut)."""
    side = min(pixmap.width(), pixmap.height())
    return QRect((pixmap.width() - side) // 2, (pixmap.height() - side) // 2, side, side)


def no_keys() -> Keys:
    """An empty queue."""
    return np.zeros(0, np.int64)
