"""The application around the window: crash handler, signals, one window per library, the end."""

from __future__ import annotations

import hashlib
import logging
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType

from PySide6.QtCore import QObject, QSocketNotifier, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from picturedesk.errors import UserError, of_bug

logger = logging.getLogger(__name__)


def paint_in_one_thread() -> None:
    """Before the first paint: keep Qt's raster engine in the GUI thread.

    It splits every large fill among a pool of threads and waits for them. A wall of small pictures
    is thousands of such fills, and the waiting costs three times what the painting does
    (``tests/benchmarks/canvas.py`` without this line).
    """
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")


class SingleWindow(QObject):
    """One window per library: the first listens, a second raises the first and leaves."""

    raised = Signal()

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(str(library).encode("utf-8", "surrogateescape")).hexdigest()[:20]
        self._name = f"picturedesk-{digest}"
        self._server: QLocalServer | None = None

    def raise_first(self) -> bool:
        """True if another window has this library; it has been asked to come to the front."""
        caller = QLocalSocket()
        caller.connectToServer(self._name)
        if not caller.waitForConnected(300):
            return False
        caller.write(b"raise\n")
        caller.waitForBytesWritten(300)
        caller.disconnectFromServer()
        return True

    def listen(self) -> None:
        """Be the first window."""
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # left behind by a process that was killed
        if server.listen(self._name):
            server.newConnection.connect(self._called)
        else:
            logger.warning("no second start will be noticed: %s", server.errorString())
        self._server = server

    @Slot()
    def _called(self) -> None:
        assert self._server is not None
        while self._server.hasPendingConnections():
            caller = self._server.nextPendingConnection()
            caller.disconnected.connect(caller.deleteLater)
        self.raised.emit()

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()


class Interrupts(QObject):
    """SIGTERM and Ctrl-C, brought into the event loop by a socket pair."""

    interrupted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._receiver, self._sender = socket.socketpair()
        self._receiver.setblocking(False)
        self._sender.setblocking(False)
        self._notifier = QSocketNotifier(self._receiver.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        self._wakeup = signal.set_wakeup_fd(self._sender.fileno(), warn_on_full_buffer=False)
        self._before = {
            number: signal.signal(number, _noted) for number in (signal.SIGINT, signal.SIGTERM)
        }

    @Slot()
    def _read(self) -> None:
        try:
            numbers = self._receiver.recv(64)
        except BlockingIOError:
            return
        if any(number in (signal.SIGINT, signal.SIGTERM) for number in numbers):
            self.interrupted.emit()

    def close(self) -> None:
        """Give the signals back."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._receiver.close()
        self._sender.close()


def _noted(number: int, frame: FrameType | None) -> None:
    """The number arrives through the wake-up socket; there is nothing to do here."""


class CrashHandler(QObject):
    """What nobody caught: told once in the window, written to the log, never swallowed."""

    crashed = Signal(str)

    def install(self) -> None:
        """Take ``sys.excepthook``: PySide sends a slot's exception there."""
        self._before: Callable[..., object] = sys.excepthook
        sys.excepthook = self._hook

    def remove(self) -> None:
        """Give it back."""
        sys.excepthook = self._before

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        words = "".join(traceback.format_exception(kind, error, trace))
        logger.critical("not caught:\n%s", words)
        self.crashed.emit(str(error if isinstance(error, UserError) else of_bug(error)))

    @Slot(object)
    def from_worker(self, error: BaseException) -> None:
        """A worker met what it did not expect."""
        self._hook(type(error), error, error.__traceback__)
