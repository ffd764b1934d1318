"""Where a board begins: a brief is pasted, or the sample brief tried. Teaches by doing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from picturedesk_app.i18n import tr
from picturedesk_app.library.flow import Flow
from picturedesk_app.theme import Size

_WIDE = 620


class BriefField(QPlainTextEdit):
    """Takes text, and text files that are dropped on it."""

    file_dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Brief"))
        self.setPlaceholderText(
            tr(
                "Tone\n- early morning light, calm\n\nSubjects\n- two runners side by side\n"
                "- a dog on the beach\n\nAvoid\n- snow, logos"
            )
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A text file, or text."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
        else:
            super().dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """The file's text comes in."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.file_dropped.emit(files[0])
        else:
            super().dropEvent(event)


class Start(QWidget):
    """Shown while no board is open, and to edit the brief of one."""

    brief_given = Signal(str)
    sample_wanted = Signal()
    empty_wanted = Signal()
    back_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.editing = False
        self.title = QLabel()
        self.title.setProperty("role", "heading")
        self.line = QLabel()
        self.line.setProperty("role", "muted")
        self.line.setWordWrap(True)
        self.field = BriefField()
        self.field.setMinimumHeight(220)
        self.field.installEventFilter(self)
        self.make = QPushButton()
        self.make.setProperty("role", "primary")
        self.make.clicked.connect(self._give)
        self.sample = QPushButton(tr("Try the sample brief"))
        self.sample.clicked.connect(self.sample_wanted)
        self.empty = QPushButton(tr("Start with an empty board"))
        self.empty.clicked.connect(self.empty_wanted)
        self.back = QPushButton(tr("Back to the board"))
        self.back.clicked.connect(self.back_wanted)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Progress"))
        self.told = QLabel()
        self.told.setProperty("role", "small")
        self.told.setWordWrap(True)
        self.stop = QPushButton(tr("Stop"))
        self.stop.clicked.connect(self.stop_wanted)
        self._lay_out()
        self.show_new()
        self.show_idle()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(Size.S3)
        column.addWidget(self.title)
        column.addWidget(self.line)
        column.addWidget(self.field, 1)
        buttons = QWidget()
        wrapped = Flow(buttons, Size.S2)
        for button in (self.make, self.sample, self.empty, self.back):
            wrapped.addWidget(button)
        column.addWidget(buttons)
        running = QHBoxLayout()
        running.setSpacing(Size.S3)
        running.addWidget(self.told, 1)
        running.addWidget(self.stop)
        column.addWidget(self.progress)
        column.addLayout(running)
        holder = QWidget()
        holder.setLayout(column)
        holder.setMaximumWidth(_WIDE)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(holder, 8)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Size.S5, Size.S6, Size.S5, Size.S6)
        outer.addStretch(1)
        outer.addLayout(row, 6)
        outer.addStretch(2)

    def show_new(self) -> None:
        """For a board that does not exist yet."""
        self.editing = False
        self.title.setText(tr("Paste a brief"))
        self.line.setText(
            tr("Every line becomes a beat, and every beat gets the pictures that fit it best. "
               "What is missing goes on a shot list.")
        )  # fmt: skip
        self.make.setText(tr("Make the board"))
        self.sample.show()
        self.empty.show()
        self.back.hide()

    def show_brief(self, text: str) -> None:
        """To edit the brief of the open board."""
        self.editing = True
        self.title.setText(tr("The brief"))
        self.line.setText(
            tr("Beats whose words stay keep their pictures; pinned pictures stay in any case.")
        )
        self.field.setPlainText(text)
        self.make.setText(tr("Read it again"))
        self.sample.hide()
        self.empty.hide()
        self.back.show()

    def show_text(self, text: str) -> None:
        """Put text into the field."""
        self.field.setPlainText(text)

    def show_running(self, done: int, total: int, words: str) -> None:
        """Beat by beat."""
        self.progress.setVisible(True)
        self.stop.setVisible(True)
        self.progress.setRange(0, max(1, total))
        self.progress.setValue(done)
        self.told.setText(
            tr("Beat {i} of {n}: {words}", i=min(done + 1, total), n=total, words=words)
            if total
            else tr("Reading the brief")
        )
        for button in (self.make, self.sample, self.empty):
            button.setEnabled(False)

    def show_waiting(self) -> None:
        """The sample pictures are read first."""
        self.show_running(0, 0, "")
        self.stop.setVisible(False)
        self.told.setText(tr("Reading the sample pictures first"))

    def show_idle(self, words: str = "") -> None:
        """Nothing runs; ``words`` say what went wrong, if something did."""
        self.progress.setVisible(False)
        self.stop.setVisible(False)
        self.told.setText(words)
        for button in (self.make, self.sample, self.empty):
            button.setEnabled(True)

    def _give(self) -> None:
        self.brief_given.emit(self.field.toPlainText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter makes the board."""
        if watched is self.field and isinstance(event, QKeyEvent):
            pressed = event.type() is QEvent.Type.KeyPress
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if pressed and enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._give()
                return True
        return bool(super().eventFilter(watched, event))
