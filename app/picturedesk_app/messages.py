"""The only place that tells a user of success or failure: toasts, and questions before acts.

Pages hand in sentences; what they look like, how long they stay and where is decided here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from picturedesk.errors import UserError
from picturedesk_app.controls import breakable
from picturedesk_app.i18n import tr
from picturedesk_app.theme import Size

_STAY_MS = 7000
_STAY_PROBLEM_MS = 14000
_MAX_WIDTH = 560
_UNDOS = 100


@dataclass(frozen=True, slots=True)
class _Undo:
    """A change that can be taken back, and the sentence that told of it."""

    sentence: str
    act: Callable[[], object]
    lasting: bool


class Toast(QFrame):
    """One sentence over the lower edge of the window, with at most one thing to do about it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setProperty("role", "toast")
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(False)
        self.button = QPushButton()
        self.button.setProperty("role", "link")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press leaves the keyboard alone
        self.button.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Size.S4, Size.S2, Size.S3, Size.S2)
        layout.setSpacing(Size.S3)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.button)
        self.hide()


class Messages(QObject):
    """Owned by the window; every page has it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.toast = Toast(window)
        self.toast.button.clicked.connect(self._act)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.toast.hide)
        self._action: Callable[[], object] | None = None
        self._undos: list[_Undo] = []
        window.installEventFilter(self)

    # -- telling -------------------------------------------------------------------------------

    def say(
        self, sentence: str, label: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Tell of something that happened; with ``label`` there is one thing to do about it."""
        self._show(sentence, label, action, _STAY_MS)

    def say_undoable(
        self, sentence: str, undo: Callable[[], object], *, lasting: bool = True
    ) -> None:
        """Tell of a change that can be taken back, here and with the undo shortcut.

        ``lasting``: also after the next change; what was written into files is taken back at
        once or where it was done, never by a row of shortcuts somewhere else.
        """
        if self._undos and not self._undos[-1].lasting:
            self._undos.clear()
        self._undos.append(_Undo(sentence, undo, lasting))
        del self._undos[:-_UNDOS]
        self._show(sentence, tr("Undo"), self.undo, _STAY_MS)

    def problem(self, error: UserError | str) -> None:
        """Tell what went wrong, in the sentence that came with it, and the way out."""
        self._show(str(error), "", None, _STAY_PROBLEM_MS)

    def undo(self) -> None:
        """Take the last undoable change back, then the one before it, and so on."""
        if not self._undos:
            self.say(tr("There is nothing to take back."))
            return
        last = self._undos.pop()
        self.say(tr("Taken back: {what}", what=last.sentence))
        last.act()

    # -- asking --------------------------------------------------------------------------------

    def ask(self, sentence: str, detail: str, verb: str) -> bool:
        """Ask before an act that writes or removes; ``verb`` is the button that does it."""
        return Question(self._window, sentence, detail, verb).exec() == int(
            QDialog.DialogCode.Accepted
        )

    # -- inside --------------------------------------------------------------------------------

    def _show(
        self, sentence: str, label: str, action: Callable[[], object] | None, stay: int
    ) -> None:
        self.toast.label.setText(breakable(sentence))
        self._action = action
        self.toast.button.setText(label)
        self.toast.button.setVisible(action is not None)
        self.toast.label.setWordWrap(False)
        self.toast.setAccessibleName(sentence)
        self._place()
        self.toast.show()
        self.toast.raise_()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.toast, sentence))
        self._timer.start(stay)

    def _act(self) -> None:
        action, self._action = self._action, None
        self.toast.hide()
        if action is not None:
            action()

    def _place(self) -> None:
        toast = self.toast
        room = min(_MAX_WIDTH, self._window.width() - 2 * Size.S4)
        toast.label.setWordWrap(toast.label.sizeHint().width() > room - 120)
        toast.setFixedWidth(min(room, toast.sizeHint().width()) if not toast.label.wordWrap()
                            else room)  # fmt: skip
        toast.adjustSize()
        toast.move(
            (self._window.width() - toast.width()) // 2,
            self._window.height() - toast.height() - 56,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the toast where it belongs when the window is resized."""
        if event.type() is QEvent.Type.Resize and self.toast.isVisible():
            self._place()
        return super().eventFilter(watched, event)


class Question(QDialog):
    """A question with what will happen in it, the verb as the button, and a way back."""

    def __init__(self, parent: QWidget, sentence: str, detail: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Picture Desk"))
        title = QLabel(breakable(sentence))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "title")
        title.setWordWrap(True)
        more = QLabel(breakable(detail))
        more.setTextFormat(Qt.TextFormat.PlainText)
        more.setProperty("role", "muted")
        more.setWordWrap(True)
        yes = QPushButton(verb)
        yes.setProperty("role", "primary")
        yes.clicked.connect(self.accept)
        back = QPushButton(tr("Cancel"))
        back.setDefault(True)
        back.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(back)
        buttons.addWidget(yes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Size.S5, Size.S5, Size.S5, Size.S4)
        layout.setSpacing(Size.S3)
        layout.addWidget(title)
        layout.addWidget(more)
        layout.addSpacing(Size.S2)
        layout.addLayout(buttons)
        self.setMinimumWidth(420)


class WordsAsked(QDialog):
    """Asks for a name or a word; Enter does what the button says."""

    def __init__(self, parent: QWidget, sentence: str, verb: str, words: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Picture Desk"))
        title = QLabel(sentence)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setProperty("role", "title")
        title.setWordWrap(True)
        self.field = QLineEdit(words)
        self.field.setAccessibleName(sentence)
        self.field.selectAll()
        self.yes = QPushButton(verb)
        self.yes.setProperty("role", "primary")
        self.yes.setDefault(True)
        self.yes.clicked.connect(self.accept)
        back = QPushButton(tr("Cancel"))
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(back)
        buttons.addWidget(self.yes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Size.S5, Size.S5, Size.S5, Size.S4)
        layout.setSpacing(Size.S3)
        layout.addWidget(title)
        layout.addWidget(self.field)
        layout.addSpacing(Size.S2)
        layout.addLayout(buttons)
        self.setMinimumWidth(420)
        self.field.textChanged.connect(self._typed)
        self._typed()

    @property
    def words(self) -> str:
        """What was typed, without spaces too many."""
        return " ".join(self.field.text().split())

    def _typed(self) -> None:
        self.yes.setEnabled(bool(self.words))


def ask_words(parent: QWidget, sentence: str, verb: str, words: str = "") -> str:
    """Ask for a name or a word; empty where there is none."""
    asked = WordsAsked(parent.window(), sentence, verb, words)
    given = asked.exec() == int(QDialog.DialogCode.Accepted)
    asked.deleteLater()
    return asked.words if given else ""
