"""What is being written now, so that a crash at any moment is finished or undone, never guessed at.

A picture is replaced in steps (:mod:`.safely`); the catalog's record of it follows. Before the
first step the journal holds an :class:`Intent`, and it lets go of it after the last. At the next
start :meth:`Journal.settle` removes what lies beside pictures and says which intents came so far
that their file is the new one: those are to be recorded.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

MARK = ".picturedesk-writing-"
"""In the name of every file that we make beside a picture, and of no other."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One file that is about to be replaced (or made, or removed)."""

    beside: str
    """The file that is made first; unique, so that it names the write as well."""
    place: str
    """The file that it becomes."""
    after: str
    """SHA-256 of that file then (hex); empty: it will be gone."""
    note: Mapping[str, Any] | None = None
    """What its caller will record when it is done (JSON values)."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What was found after a crash."""

    removed: int
    """Files beside pictures that were removed."""
    done: tuple[Intent, ...]
    """Writes whose file is in its place, and that may not be recorded yet."""


class Journal:
    """Intents, one JSON object a line, in the library's folder."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def begin(self, intent: Intent) -> None:
        """Note it, on the disk before this returns. Raises OSError when there is no room."""
        new = not self._file.exists()
        line = b"\n" + json.dumps(asdict(intent)).encode("ascii") + b"\n"
        with self._file.open("ab") as log:
            size = log.tell()
            try:
                log.write(line)
                log.flush()
                os.fsync(log.fileno())
            except OSError:
                with contextlib.suppress(OSError):
                    os.truncate(self._file, size)
                raise
        if new:
            sync_folder(str(self._file.parent))

    def end(self, intent: Intent | None = None) -> None:
        """Let go of one intent, or of all: it is recorded, or was never carried out."""
        kept = [] if intent is None else [i for i in self.intents() if i.beside != intent.beside]
        lines = b"".join(b"\n" + json.dumps(asdict(i)).encode("ascii") + b"\n" for i in kept)
        with contextlib.suppress(FileNotFoundError), self._file.open("r+b") as log:
            log.write(lines)
            log.truncate()
            log.flush()
            os.fsync(log.fileno())

    def intents(self) -> list[Intent]:
        """What was begun and not ended; a line that a crash tore had not begun."""
        try:
            lines = self._file.read_bytes().split(b"\n")
        except OSError:
            return []
        found = []
        for line in lines:
            with contextlib.suppress(ValueError, TypeError, AttributeError):
                found.append(Intent(**json.loads(line)))
        return found

    def settle(self) -> Settled:
        """Remove what lies beside pictures, and say which writes were carried out.

        The journal keeps them until :meth:`end`.
        """
        removed, done = 0, []
        for intent in self.intents():
            if MARK in Path(intent.beside).name:  # never anything that we did not name ourselves
                with contextlib.suppress(OSError):
                    os.unlink(intent.beside)
                    removed += 1
            if digest_of(intent.place) == intent.after:
                done.append(intent)
        return Settled(removed, tuple(done))


def digest_of(path: str) -> str | None:
    """SHA-256 of a file (hex); empty where there is none, None where it cannot be read."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
    except OSError:
        return None


def sync_folder(folder: str) -> None:
    """Have a folder's names on the disk."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
