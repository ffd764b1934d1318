"""A picture dragged in from a browser: the library is searched for more like it.

A browser gives pixels, or an address. Pixels are written into the library's folder, where they
are kept for a while; an address alone is of no use here, for nothing is fetched from it.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget

from picturedesk.errors import WriteError
from picturedesk_app.desk import Desk
from picturedesk_app.grid.dragging import KEYS_TYPE
from picturedesk_app.i18n import tr
from picturedesk_app.messages import Messages

if TYPE_CHECKING:
    from picturedesk.library import Library

_KEPT = 20
_LARGEST = 1600
"""Pixels on the long side; no encoder looks at more."""


def image_in(data: QMimeData) -> QImage:
    """The picture in a drop, from its pixels or from an address that holds it; may be null."""
    found = data.imageData() if data.hasImage() else None
    if isinstance(found, QImage) and not found.isNull():
        return found
    for url in data.urls():
        head, _, body = url.toString().partition(",")
        if head.startswith("data:image/") and head.endswith(";base64"):
            return QImage.fromData(QByteArray.fromBase64(body.encode()))
    return QImage()


def from_elsewhere(data: QMimeData) -> bool:
    """Whether this comes from a browser: no file of this machine, and no picture of ours."""
    if data.hasFormat(KEYS_TYPE) or any(url.isLocalFile() for url in data.urls()):
        return False
    return data.hasImage() or any(u.scheme() in {"data", "http", "https"} for u in data.urls())


def keep(library: Library, image: QImage) -> str:
    """Write it down; the path. Any thread. The oldest of many go."""
    folder = library.paths.folder / "dropped"
    if max(image.width(), image.height()) > _LARGEST:
        from PySide6.QtCore import Qt

        image = image.scaled(
            _LARGEST, _LARGEST, Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    name = hashlib.sha256(bytes(image.constBits())).hexdigest()[:24]
    target = folder / f"{name}.png"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = target.is_file() or image.save(str(target))
        for old in sorted(folder.glob("*.png"), key=lambda p: -p.stat().st_mtime)[_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        kept = False
    if not kept:
        raise WriteError(tr("The picture could not be kept."))
    return str(target)


class PictureDrop(QObject):
    """Watches widgets for drops from a browser; what else is dropped is not touched."""

    kept = Signal(str, str)
    """Path, and a name to show."""

    def __init__(self, desk: Desk, messages: Messages, *widgets: QWidget) -> None:
        super().__init__(messages)
        self._desk, self._messages = desk, messages
        for widget in widgets:
            widget.setAcceptDrops(True)
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A drag comes in; something is let go of."""
        if isinstance(event, QDragEnterEvent) and from_elsewhere(event.mimeData()):
            event.acceptProposedAction()
            return True
        if (
            isinstance(event, QDropEvent)
            and event.type() is QEvent.Type.Drop
            and from_elsewhere(event.mimeData())
        ):
            event.acceptProposedAction()
            self.take(event.mimeData())
            return True
        return super().eventFilter(watched, event)

    def take(self, data: QMimeData) -> None:
        """Search with the picture in it."""
        image = image_in(data)
        if image.isNull():
            self._messages.say(
                tr("Only an address came, and nothing is fetched from the network. "
                   "Copy the picture itself, or save it, and drop that.")
            )  # fmt: skip
            return
        then = partial(self._kept, tr("the dropped picture"))
        self._desk.ask("dropped", partial(keep, image=image), then, self._messages.problem)

    def _kept(self, name: str, path: str) -> None:
        self.kept.emit(path, name)
