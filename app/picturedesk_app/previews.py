"""Larger pictures, made in a process of its own and loaded in a thread.

A decoder that meets a picture it cannot bear must not take the window with it, and one written
in Python must not hold the window's interpreter: so previews are made by a child, which is
replaced when it dies or takes too long. :class:`Pictures` loads what the child made, the newest
wish alone, and sends the image home.
"""

from __future__ import annotations

import contextlib
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage, QImageReader

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_PATIENCE_S = 20.0


def serve(line: Connection, cache: str) -> None:
    """The child's whole life: a path and a side in, the path of a preview out."""
    from picturedesk import images, settings
    from picturedesk.errors import UserError

    most = settings.load().preview_cache_mb * 2**20
    while True:
        try:
            path, side = line.recv()
        except (EOFError, OSError):
            return
        try:
            made = str(images.preview(path, Path(cache), max_side=side, cache_bytes=most))
        except (UserError, OSError):
            made = ""
        with contextlib.suppress(OSError):
            line.send(made)


class PreviewMaker:
    """The child, started when first needed. :meth:`make` may be called from any thread."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._lock = threading.Lock()
        self._line: Connection | None = None
        self._process: BaseProcess | None = None
        self._ended = False

    def make(self, path: str, side: int = 1024) -> str:
        """Path of a preview; empty where the picture cannot be read. Waits for the child."""
        with self._lock:
            if self._ended:
                return ""
            try:
                line = self._started()
                if self._was_closed():  # while the child was being started
                    self._end()
                    return ""
                line.send((path, side))
                if line.poll(_PATIENCE_S):
                    return str(line.recv())
            except (EOFError, OSError):
                pass
            self._end()
            return ""

    def _was_closed(self) -> bool:
        """Whether another thread has closed this meanwhile (mypy takes the attribute as fixed)."""
        return self._ended

    def _started(self) -> Connection:
        if self._line is None or self._process is None or not self._process.is_alive():
            import multiprocessing

            context = multiprocessing.get_context("spawn")
            home, there = context.Pipe()
            process = context.Process(
                target=serve, args=(there, str(self._cache)), name="previews", daemon=True
            )
            process.start()
            there.close()
            # Only now: what others see here can be killed.
            self._process, self._line = process, home
        return self._line

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join(2.0)
        if self._line is not None:
            self._line.close()
        self._process = self._line = None

    def close(self) -> None:
        """End the child; a thread waiting for it gets an empty answer."""
        self._ended = True
        process = self._process
        if process is not None:
            process.kill()
        with self._lock:
            self._end()


@dataclass(frozen=True, slots=True)
class Picture:
    """A wish for a picture at a size: from the thumbnail first, then from a preview."""

    key: int
    thumbnail: str
    original: str
    side: int


class Pictures(QObject):
    """Loads one picture at a time for a widget that shows one: the newest wish wins."""

    arrived = Signal(int, QImage)
    """Key and image; may come twice, small first."""
    failed = Signal(int)
    """Key of a picture that is not here larger than its thumbnail: it cannot be opened."""
    _loaded = Signal(object, object)

    def __init__(self, maker: PreviewMaker | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._maker = maker
        self._wish: Picture | None = None
        self._done: Picture | None = None
        self._ready = threading.Condition()
        self._ended = False
        self._thread: threading.Thread | None = None
        self._loaded.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def want(self, picture: Picture | None) -> None:
        """Load this; what was wanted before is no longer."""
        with self._ready:
            self._wish = picture
            if picture is not None and self._thread is None and not self._ended:
                self._thread = threading.Thread(target=self._run, name="pictures")
                self._thread.start()
            self._ready.notify_all()

    def close(self) -> None:
        """End the thread (close the maker first: the thread may wait for it)."""
        with self._ready:
            self._ended = True
            self._ready.notify_all()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @Slot(object, object)
    def _take(self, picture: Picture, image: QImage | None) -> None:
        if picture != self._wish:
            return
        if image is None:
            self.failed.emit(picture.key)
        else:
            self.arrived.emit(picture.key, image)

    def _run(self) -> None:
        while True:
            with self._ready:
                while not self._ended and (self._wish is None or self._wish == self._done):
                    self._ready.wait()
                if self._ended:
                    return
                picture = self._wish
            assert picture is not None
            self._load(picture)
            self._done = picture

    def _load(self, picture: Picture) -> None:
        small = QImageReader(picture.thumbnail).read() if picture.thumbnail else QImage()
        if not small.isNull():
            self._loaded.emit(picture, small)
        enough = not small.isNull() and max(small.width(), small.height()) >= picture.side
        if enough or picture != self._wish or self._maker is None or not picture.original:
            if small.isNull():
                self._loaded.emit(picture, None)
            return
        made = self._maker.make(picture.original, picture.side)
        large = QImageReader(made).read() if made else QImage()
        self._loaded.emit(picture, None if large.isNull() else large)
