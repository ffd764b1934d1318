"""A page's button in the rail; a drag that rests on it brings the page to the front."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QToolButton, QWidget

from picturedesk_app.grid.dragging import KEYS_TYPE, keys_in

REST_MS = 450
"""A drag that rests so long means the page."""


class RailButton(QToolButton):
    """So that pictures of the library can be dragged onto a board, which is another page."""

    rested_on = Signal()
    dropped = Signal(object)
    """Asset keys (list) that were let go of on the button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.rested_on)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures of ours, or files that a page may take."""
        data = event.mimeData()
        if data.hasFormat(KEYS_TYPE) or data.hasUrls() or data.hasImage():
            event.accept()
            self._rest.start()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It only passed by."""
        self._rest.stop()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Let go of on the button: our own pictures go to the page; else it is what was meant."""
        self._rest.stop()
        keys = keys_in(event.mimeData())
        if keys:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.dropped.emit(keys)
        else:
            event.ignore()
            self.rested_on.emit()
