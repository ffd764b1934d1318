"""What the rest of the desktop does for us: show a file, open one. Never waits for it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices


def show_file(path: str) -> None:
    """Open the file manager with the file chosen where it can, at its folder where not."""
    if sys.platform == "darwin":
        QProcess.startDetached("open", ["-R", path])
    elif sys.platform == "win32":
        QProcess.startDetached("explorer", [f"/select,{os.path.normpath(path)}"])
    elif not _ask_file_manager(path):
        open_file(str(Path(path).parent))


def _ask_file_manager(path: str) -> bool:
    """The freedesktop interface that chooses a file; False where there is no session bus."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    url = QUrl.fromLocalFile(path).toString(QUrl.ComponentFormattingOption.FullyEncoded)
    started, _ = QProcess.startDetached(
        "dbus-send",
        [
            "--session",
            "--dest=org.freedesktop.FileManager1",
            "--type=method_call",
            "/org/freedesktop/FileManager1",
            "org.freedesktop.FileManager1.ShowItems",
            f"array:string:{url}",
            "string:",
        ],
        "",
    )
    return bool(started)


def open_file(path: str) -> None:
    """Open with the program that the desktop has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))
