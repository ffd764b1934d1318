"""The lock of the one process that writes to a library, and the note of who that is."""

from __future__ import annotations

import contextlib
import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from picturedesk.errors import LibraryBusy, LibraryError
from picturedesk.library.folder import LibraryPaths

if TYPE_CHECKING:
    from filelock import BaseFileLock


def take_write_lock(folder: Path) -> BaseFileLock:
    """Take the lock for writing, and leave a note of who holds it; ``release()`` gives it back.

    Raises LibraryBusy when another process holds it, LibraryError when the folder cannot be
    written.
    """
    paths = LibraryPaths(folder)
    from filelock import FileLock, Timeout

    lock = FileLock(paths.lock, blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise LibraryBusy(
            f"The library at {paths.folder} is being written to by {_holder(paths)}.",
            "Close it or wait until it is done; searching works meanwhile.",
        ) from None
    except OSError as error:
        raise LibraryError(
            f"The library at {paths.folder} cannot be written: {error.strerror}.",
            "Check the folder's permissions, or choose another with --library DIR.",
        ) from error
    note = {
        "pid": os.getpid(),
        "host": platform.node(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with contextlib.suppress(OSError):
        paths.holder.write_text(json.dumps(note), encoding="utf-8")
    return lock


def _holder(paths: LibraryPaths) -> str:
    try:
        note = json.loads(paths.holder.read_text(encoding="utf-8"))
        return f"process {note['pid']} on {note['host']} since {note['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
