"""New files appear by themselves: the folders are watched, and looked through now and then.

Watching and stat calls can wait for a sleeping disk or a share, so all of it is done in a thread
of its own. A burst of changes is one notice, given when it has been quiet for a moment.
"""

from __future__ import annotations

from PySide6.QtCore import QFileSystemWatcher, QObject, QThread, QTimer, Signal, Slot

_QUIET_MS = 2_000
_MOST_FOLDERS = 4_000
"""Beyond these (the kernel's watches are counted), changes are found by looking."""
_LOOK_MS = 5 * 60 * 1000


class Watcher(QObject):
    """Lives in a thread; tells when the folders should be looked through again."""

    noticed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._watcher: QFileSystemWatcher | None = None
        self._quiet: QTimer | None = None
        self._look: QTimer | None = None

    @Slot(object)
    def watch(self, folders: list[str]) -> None:
        """Watch these folders from now on, and no others."""
        self._begin()
        assert self._watcher is not None
        assert self._look is not None
        wanted, watched = set(folders[:_MOST_FOLDERS]), set(self._watcher.directories())
        if gone := list(watched - wanted):
            self._watcher.removePaths(gone)
        if new := list(wanted - watched):
            self._watcher.addPaths(new)
        if folders:
            self._look.start()
        else:
            self._look.stop()

    def _begin(self) -> None:
        """Made in the thread that they live in."""
        if self._watcher is not None:
            return
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._changed)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self.noticed)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self.noticed)

    @Slot(str)
    def _changed(self, path: str) -> None:  # noqa: ARG002 - the signal's form
        if self._quiet is not None:
            self._quiet.start()

    @Slot()
    def close(self) -> None:
        """Stop watching, end the thread."""
        for part in (self._watcher, self._quiet, self._look):
            if part is not None:
                part.deleteLater()
        self._watcher = self._quiet = self._look = None
        QThread.currentThread().quit()
