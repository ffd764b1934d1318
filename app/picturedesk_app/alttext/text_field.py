"""The field in which a text is finished: its slots underlined, what lint marks waved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from picturedesk.suggestions import LintWarning
from picturedesk_app import theme
from picturedesk_app.alttext.marks import Mark
from picturedesk_app.theme import Size

_LINES_LEAST, _LINES_MOST = 3, 9
_OURS = (
    Qt.Key.Key_R, Qt.Key.Key_S, Qt.Key.Key_D, Qt.Key.Key_U, Qt.Key.Key_K, Qt.Key.Key_L,
    Qt.Key.Key_Return, Qt.Key.Key_Enter,
)  # fmt: skip
"""With Ctrl these act on the picture; the field would take some of them for its own."""


class TextField(QPlainTextEdit):
    """One paragraph. Enter approves, Escape leaves, Ctrl and a digit opens a slot."""

    entered = Signal()
    left = Signal()
    slot_numbered = Signal(int)
    slot_pressed = Signal(str)
    typed = Signal()
    """The user changed the text (showing one does not say so)."""
    focused = Signal(bool)

    def __init__(self, *, role: str = "alt") -> None:
        super().__init__()
        self.setProperty("role", role)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self._marks: list[Mark] = []
        self._told: tuple[LintWarning, ...] = ()
        self._showing = False
        self.textChanged.connect(self._changed)
        theme.current().changed.connect(self._paint_marks)
        self._fit()

    @property
    def text(self) -> str:
        """The text."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Put a text in, as a step that Ctrl+Z takes back if there was one before."""
        if text != self.text:
            self._showing = True
            cursor = self.textCursor()
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(text)
            self._showing = False

    def begin(self, text: str) -> None:
        """Another picture's text: what was typed before cannot come back here."""
        self._showing = True
        self.setPlainText(text)
        self._showing = False
        self.moveCursor(QTextCursor.MoveOperation.End)

    # -- marks ---------------------------------------------------------------------------------

    def show_marks(self, marks: list[Mark], told: Sequence[LintWarning]) -> None:
        """Underline the slots' words, wave under what lint means."""
        self._marks, self._told = marks, tuple(told)
        self._paint_marks()

    def _paint_marks(self) -> None:
        look = theme.current()
        size = len(self.text)
        shown: list[QTextEdit.ExtraSelection] = []
        for mark in self._marks:
            form = QTextCharFormat()
            unsure = QTextCharFormat.UnderlineStyle.DashUnderline
            single = QTextCharFormat.UnderlineStyle.SingleUnderline
            form.setUnderlineStyle(unsure if mark.unsure else single)
            form.setUnderlineColor(look.color("accent"))
            shown.append(self._selection(mark.start, min(mark.end, size), form))
        for warning in self._told:
            if 0 <= warning.start < size:
                form = QTextCharFormat()
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                form.setUnderlineColor(look.color("thin"))
                shown.append(self._selection(warning.start, min(warning.end, size), form))
        self.setExtraSelections(shown)

    def _selection(self, start: int, end: int, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(max(start, end), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor = cursor
        selection.format = form
        return selection

    def _mark_at(self, event: QMouseEvent) -> Mark | None:
        place = self.cursorForPosition(event.position().toPoint())
        if not self.cursorRect(place).adjusted(-12, -4, 12, 4).contains(event.position().toPoint()):
            return None
        at = place.position()
        return next((mark for mark in self._marks if mark.start <= at <= mark.end), None)

    # -- events --------------------------------------------------------------------------------

    def _changed(self) -> None:
        self._fit()
        if not self._showing:
            self._marks, self._told = [], ()
            self._paint_marks()
            self.typed.emit()

    def _fit(self) -> None:
        lines = 0
        block = self.document().firstBlock()
        while block.isValid():
            lines += max(1, block.layout().lineCount())
            block = block.next()
        height = self.fontMetrics().lineSpacing()
        count = min(_LINES_MOST, max(_LINES_LEAST, lines))
        self.setFixedHeight(count * height + 2 * Size.S3 + 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other lines, another height."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Leave the page's own shortcuts to the page."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if control and event.key() in _OURS:
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Escape and Ctrl with a digit; all else is writing."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif control and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.slot_numbered.emit(event.key() - Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over words that open."""
        over = self._mark_at(event) is not None and not event.buttons()
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A press on a slot's words, without selecting any, opens it."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            mark = self._mark_at(event)
            if mark is not None:
                self.slot_pressed.emit(mark.slot)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is here."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And gone."""
        super().focusOutEvent(event)
        self.focused.emit(False)
