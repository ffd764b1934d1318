"""The search field at the top: words, a picture to compare with, and how many were found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton

from picturedesk_app import icons, theme
from picturedesk_app.controls import elided, plain
from picturedesk_app.grid.dragging import KEYS_TYPE, keys_in
from picturedesk_app.i18n import tr
from picturedesk_app.theme import Size

_DEBOUNCE_MS = 160
_LIKE = 180
"""Pixels at 100 % that the name of a picture to compare with may take."""


class SearchBar(QFrame):
    """Says what was typed a moment after the last key, at once on Enter."""

    typed = Signal(str)
    settled = Signal(str)
    like_dropped = Signal(object)
    """An asset key (int), or the path of a picture from outside (str)."""
    like_removed = Signal()
    down_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "searchbar")
        self.setAcceptDrops(True)
        self.sign = QLabel()
        self.like = QPushButton()
        self.like.setProperty("role", "chip")
        self.like.setIcon(icons.icon("similar"))
        self.like.hide()
        self.like.clicked.connect(self.like_removed)
        self.field = QLineEdit()
        self.field.setProperty("role", "bare")
        self.field.setPlaceholderText(tr("Say what the picture shows: two runners at sunset"))
        self.field.setAccessibleName(tr("Search pictures"))
        self.field.setAcceptDrops(False)  # the frame takes what is dropped
        self.field.installEventFilter(self)
        self.clear = QToolButton()
        self.clear.setIcon(icons.icon("close"))
        self.clear.setIconSize(QSize(16, 16))
        self.clear.setToolTip(tr("Clear"))
        self.clear.setAccessibleName(tr("Clear the search"))
        self.clear.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(Size.S3, 0, Size.S1, 0)
        layout.setSpacing(Size.S2)
        layout.addWidget(self.sign)
        layout.addWidget(self.like)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.clear)
        self.setFixedHeight(Size.CONTROL + 4)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_DEBOUNCE_MS)
        self._wait.timeout.connect(self._say)
        self.field.textEdited.connect(self._edited)
        self.field.returnPressed.connect(self._settle)
        self.clear.clicked.connect(self._cleared)
        theme.current().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        ratio = self.devicePixelRatioF()
        from PySide6.QtGui import QPixmap

        self.sign.setPixmap(QPixmap.fromImage(icons.image("search", 18, "muted", ratio)))

    def show_words(self, text: str) -> None:
        """Put words in from elsewhere, without saying them again."""
        if text != self.field.text():
            self.field.setText(text)
        self.clear.setVisible(bool(text))

    def show_like(self, name: str) -> None:
        """Show the picture that is compared with; empty for none."""
        self.like.setText(tr("Like {name}  ✕", name=plain(elided(name, _LIKE))))
        self.like.setToolTip(name)
        self.like.setAccessibleName(tr("Compared with {name}; press to remove", name=name))
        self.like.setVisible(bool(name))

    def _edited(self, text: str) -> None:
        self.clear.setVisible(bool(text))
        self._wait.start()

    def _say(self) -> None:
        self.typed.emit(self.field.text())

    def _settle(self) -> None:
        self._wait.stop()
        self.settled.emit(self.field.text())

    def _cleared(self) -> None:
        self.field.clear()
        self._edited("")
        self._wait.stop()
        self._say()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes to the pictures, Escape clears; the frame shows the field's focus."""
        pressed = event.type() is QEvent.Type.KeyPress
        if watched is self.field and pressed and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.down_pressed.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self._cleared()
                return True
        elif watched is self.field and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.setProperty("focused", event.type() is QEvent.Type.FocusIn)
            self.style().unpolish(self)
            self.style().polish(self)
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One picture may be dropped here to search with, or words."""
        data = event.mimeData()
        files = any(url.isLocalFile() for url in data.urls())
        if data.hasFormat(KEYS_TYPE) or files or data.hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Search with the picture."""
        keys = keys_in(event.mimeData())
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if keys or files:
            event.acceptProposedAction()
            self.like_dropped.emit(keys[0] if keys else files[0])
        elif event.mimeData().hasText():
            event.acceptProposedAction()
            self.field.setText(" ".join(event.mimeData().text().split()))
            self._settle()
