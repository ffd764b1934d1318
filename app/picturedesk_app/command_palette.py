"""The command palette: everything in the action table, found by a few letters."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from picturedesk_app import theme
from picturedesk_app.i18n import tr
from picturedesk_app.theme import Size

Index = QModelIndex | QPersistentModelIndex

_ACTION_ROLE = Qt.ItemDataRole.UserRole + 1
_WIDTH, _ROWS = 560, 9


def score(query: str, text: str, words: str = "") -> float:
    """How well a few letters name a command; 0 is not at all.

    All letters must appear in order. Letters at the start of words and runs of letters count
    more, and short texts win over long ones; a hit among the other words counts half.
    """
    best = _subsequence(query.lower(), text.lower())
    if words:
        best = max(best, 0.5 * _subsequence(query.lower(), words.lower()))
    return best


def _subsequence(query: str, text: str) -> float:
    if not query:
        return 1.0
    at, total, last = 0, 0.0, -2
    for letter in query:
        if letter == " ":
            continue
        starts = [i for i in range(at, len(text)) if text[i] == letter]
        if not starts:
            return 0.0
        found = next((i for i in starts if i == last + 1), None)
        if found is None:
            found = next((i for i in starts if i == 0 or text[i - 1] == " "), starts[0])
        total += 3.0 if found == last + 1 else 2.0 if found == 0 or text[found - 1] == " " else 0.5
        last, at = found, found + 1
    return total / (len(query) * 3.0) + 1.0 / (10 + len(text))


def commands(window: QWidget) -> list[QAction]:
    """The commands that make sense now: enabled, and on the page that is shown."""
    found: list[QAction] = []
    for action in window.findChildren(QAction):
        owner = action.parent()
        if not action.property("in_palette") or not action.isEnabled():
            continue
        if isinstance(owner, QWidget) and (owner is window or owner.isVisible()):
            found.append(action)
    return found


class _RowDelegate(QStyledItemDelegate):
    """A row: icon, title, keys at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """One line of comfortable height."""
        return QSize(100, theme.current().pixels(Size.BODY) + 21)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        """Draw the row in tokens."""
        look = theme.current()
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & option.state.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("line_strong"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), Size.RADIUS, Size.RADIUS)
        action = index.data(_ACTION_ROLE)
        side = Size.ICON
        top = rect.center().y() - side // 2
        action.icon().paint(painter, QRect(rect.left() + Size.S2, top, side, side))
        painter.setFont(look.font())
        painter.setPen(look.color("text"))
        inner = rect.adjusted(Size.S2 + side + Size.S3, 0, -Size.S3, 0)
        flags = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, flags | Qt.AlignmentFlag.AlignLeft, action.text())
        painter.setPen(look.color("text" if rect.isNull() else "muted"))
        keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
        painter.drawText(inner, flags | Qt.AlignmentFlag.AlignRight, keys)
        painter.restore()


class CommandPalette(QDialog):
    """A field and a list over the window; Enter runs, Escape leaves."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setProperty("role", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Find a command"))
        self.setAccessibleName(tr("Find a command"))
        self._commands = commands(window)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("Type a command"))
        self.field.setAccessibleName(tr("Command"))
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list = QListView()
        self.list.setAccessibleName(tr("Commands found"))
        self.list.setItemDelegate(_RowDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(self._run)
        self._rows = QStandardItemModel(self.list)
        self.list.setModel(self._rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Size.S2, Size.S2, Size.S2, Size.S2)
        layout.addWidget(self.field)
        self.nothing = QLabel(
            tr("No command has these letters. Try a word for what you want to do.")
        )
        self.nothing.setProperty("role", "muted")
        self.nothing.setContentsMargins(Size.S2, Size.S2, Size.S2, 0)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        self._filter("")
        row = theme.current().pixels(Size.BODY) + 21
        self.resize(_WIDTH, _ROWS * row + self.field.sizeHint().height() + 3 * Size.S2)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - _WIDTH) // 2, corner.y() + window.height() // 6)

    def _filter(self, text: str) -> None:
        query = text.strip()
        ranked = [
            (score(query, action.text(), str(action.property("words") or "")), action)
            for action in self._commands
        ]
        best = sorted((pair for pair in ranked if pair[0] > 0.25), key=lambda pair: -pair[0])
        self._rows.clear()
        for _, action in best:
            item = QStandardItem(action.text())
            item.setData(action, _ACTION_ROLE)
            item.setEditable(False)
            self._rows.appendRow(item)
        self.nothing.setVisible(not best)
        if best:
            self.list.setCurrentIndex(self._rows.index(0, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the field keeps the focus."""
        pressed = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if watched is self.field and pressed:
            assert isinstance(event, QKeyEvent)
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8,
                 Qt.Key.Key_PageUp: -8}  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps and self._rows.rowCount():
            row = self.list.currentIndex().row() + steps[key]
            row = max(0, min(self._rows.rowCount() - 1, row))
            self.list.setCurrentIndex(self._rows.index(row, 0))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex())
            return True
        return False

    def _run(self, index: QModelIndex) -> None:
        action = index.data(_ACTION_ROLE) if index.isValid() else None
        self.close()
        if isinstance(action, QAction):
            action.trigger()
