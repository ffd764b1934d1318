"""A cache file that is never trusted: its SHA-256 lies beside it and is checked before loading."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from picturedesk.errors import IndexDamaged


class CheckedFile:
    """One file; its checksum is ``<name>.sha256``, in the form that sha256sum writes and checks."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._checksum = path.with_name(path.name + ".sha256")

    @property
    def is_there(self) -> bool:
        """Whether both files exist; nothing is said about what is in them."""
        return self._path.is_file() and self._checksum.is_file()

    def verify(self) -> None:
        """See that the file is one that :meth:`replace` put there. Raises IndexDamaged."""
        accepted = self._accepted()
        if not accepted:
            raise IndexDamaged(f"no checksum beside {self._path.name}")
        try:
            digest = _digest(self._path)
        except OSError as error:
            raise IndexDamaged(f"{self._path.name} cannot be read: {error}") from error
        if digest not in accepted:
            raise IndexDamaged(f"{self._path.name} is not the file that was saved")

    def replace(self, temporary: Path) -> None:
        """Put a file that was written beside into the place of this one. Raises OSError.

        The checksum file names both digests meanwhile, so that whichever file a crash leaves is
        still accepted.
        """
        _flush(temporary)
        digest = _digest(temporary)
        self._accept({digest, *self._accepted()})
        temporary.replace(self._path)
        self._accept({digest})

    def unlink(self) -> None:
        """Remove the file and its checksum, if they are there."""
        self._path.unlink(missing_ok=True)
        self._checksum.unlink(missing_ok=True)

    def _accepted(self) -> set[str]:
        try:
            lines = self._checksum.read_text("ascii").splitlines()
        except (OSError, UnicodeDecodeError):
            return set()
        return {line.split()[0] for line in lines if line.strip()}

    def _accept(self, digests: set[str]) -> None:
        temporary = self._checksum.with_name(self._checksum.name + ".tmp")
        lines = "".join(f"{digest}  {self._path.name}\n" for digest in sorted(digests))
        temporary.write_text(lines, "ascii")
        _flush(temporary)
        temporary.replace(self._checksum)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
