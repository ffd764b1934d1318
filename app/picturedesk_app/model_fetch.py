"""A model fetched in the background, beside everything else that the window does.

A download of hundreds of megabytes must hold up neither an import nor the window, and the hub's
client takes its time to be imported: so a child process fetches, a thread listens to it, and the
progress comes home as a signal. Ending the child is how a fetch is stopped: what has come stays,
and the next fetch goes on after it.
"""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from picturedesk.errors import ModelError, UserError
from picturedesk.records import Progress
from picturedesk_app.running import RunningWork

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_TELL_S = 0.15


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of a fetch; ``error`` is None when the model is here."""

    name: str
    error: UserError | None = None


def serve(line: Connection, name: str) -> None:
    """The child's whole life: progress, then ``None`` or an error's two sentences."""
    from picturedesk.vision import models

    last: Progress | None = None
    told = 0.0
    try:
        for progress in models.fetch(name):
            last, now = progress, time.monotonic()
            if now - told >= _TELL_S or progress.stage != "Fetching":
                told = now
                line.send(progress)
    except UserError as error:
        with contextlib.suppress(OSError):
            line.send((error.sentence, error.way_out))
        return
    except OSError:
        return  # nobody listens any more
    with contextlib.suppress(OSError):
        line.send(last)
        line.send(None)


class ModelFetch(QObject):
    """One fetch at a time. Lives in the GUI thread; nothing here waits but :meth:`close`."""

    changed = Signal()
    """There is progress, or a fetch began or ended."""
    fetched = Signal(str)
    """The model of this name is here now."""
    failed = Signal(str, object)
    """Name and error."""
    stopped = Signal(str)
    """The user has stopped it; it can go on."""
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = ""
        self.title = ""
        self.running: RunningWork | None = None
        self._thread: threading.Thread | None = None
        self._process: BaseProcess | None = None
        self._lock = threading.Lock()
        self._stopping = False
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def start(self, name: str, title: str) -> None:
        """Fetch a model, or go on where its last fetch ended; one is fetched at a time."""
        if self.running is not None:
            return
        self.name, self.title = name, title
        self.running = RunningWork(title)
        self._stopping = False
        self._join()
        self._thread = threading.Thread(target=self._listen, args=(name,), name="fetch-model")
        self._thread.start()
        self.changed.emit()

    def stop(self) -> None:
        """End the fetch; what has come stays."""
        with self._lock:
            self._stopping = True
            if self._process is not None:
                self._process.kill()

    def close(self) -> None:
        """The window closes: end the fetch and its thread."""
        self.stop()
        self._join()
        self.running = None

    def _join(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    @Slot(object)
    def _take(self, told: Progress | Ended) -> None:
        if self.running is None:
            return
        if isinstance(told, Progress):
            self.running.take(told)
            self.changed.emit()
            return
        self.running = None
        self.changed.emit()
        if told.error is None:
            self.fetched.emit(told.name)
        elif self._stopping:
            self.stopped.emit(told.name)
        else:
            self.failed.emit(told.name, told.error)

    # -- in the thread -------------------------------------------------------------------------

    def _listen(self, name: str) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        home, there = context.Pipe(duplex=False)
        process = context.Process(target=serve, args=(there, name), name="fetch", daemon=True)
        with self._lock:
            if not self._stopping:
                process.start()
                self._process = process
        there.close()
        error: UserError | None = ModelError("Fetching the model ended early.", "Try again.")
        with contextlib.suppress(EOFError, OSError):
            while self._process is not None:
                told = home.recv()
                if isinstance(told, Progress):
                    self._told.emit(told)
                    continue
                error = None if told is None else ModelError(*told)
                break
        home.close()
        with self._lock:
            begun, self._process = self._process, None
        if begun is not None:
            begun.join(5.0)  # not under the lock: the window may want it
            begun.kill()
        self._told.emit(Ended(name, error))
