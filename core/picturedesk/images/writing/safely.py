"""Replacing a picture by the same picture with other metadata, so that nothing can be lost.

The order is the point. Read and decode the original; make the new bytes; check that the decoded
pixels, every other byte and all other metadata are the same; write them beside, with the
original's mode, owner, times and extended attributes; fsync; look at the original once more;
only then ``os.replace``. Whatever fails before that last step leaves the original untouched, and
the file beside it is noted in a journal first, so that one left by a crash is found and removed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import stat
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from picturedesk.errors import PictureProblem, WriteError
from picturedesk.images.writing import containers, exiftool, sidecar
from picturedesk.images.writing.packet import Fields, others
from picturedesk.images.writing.packet import read as read_packet
from picturedesk.images.writing.pixels import pixel_digest

LARGEST = 512 * 2**20
"""Bytes of the largest file that is written into; larger ones get a sidecar."""
_MARK = ".picturedesk-writing-"


class Target(StrEnum):
    """Where metadata goes."""

    FILE = "file"
    SIDECAR = "sidecar"
    """``name.ext.xmp``, as darktable and digiKam write it."""
    ADOBE_SIDECAR = "adobe sidecar"
    """``name.xmp``, as Lightroom and Bridge write it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did."""

    path: str
    """The file that changed: the picture, or its sidecar."""
    target: Target
    before: str
    """SHA-256 of that file before (hex; empty: it was not there)."""
    after: str
    writer: str
    """``container``, ``exiftool`` or ``sidecar``."""


class Journal:
    """The temporary files that may exist now, one path a line, in the library's folder."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def begin(self, temporary: str) -> None:
        """Note a file that is about to be made."""
        with self._file.open("ab") as log:
            log.write(os.fsencode(temporary) + b"\n")
            log.flush()
            os.fsync(log.fileno())

    def end(self) -> None:
        """All noted files are gone."""
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)

    def clear(self) -> int:
        """Remove what a crash left behind; returns how many files that were."""
        try:
            noted = self._file.read_bytes().splitlines()
        except OSError:
            return 0
        removed = 0
        for line in noted:
            path = os.fsdecode(line)
            if _MARK in Path(path).name:  # never anything that we did not name ourselves
                with contextlib.suppress(OSError):
                    os.unlink(path)
                    removed += 1
        self.end()
        return removed


def how(path: str | os.PathLike[str]) -> str:
    """Which writer would write into this file: ``container``, ``exiftool``, or ``sidecar``."""
    try:
        with open(path, "rb") as file:
            kind = containers.kind_of(file.read(64))
    except OSError:
        return "sidecar"
    if kind:
        return "container"
    return "exiftool" if exiftool.can_write(str(path)) else "sidecar"


def read(path: str | os.PathLike[str]) -> Fields:
    """The fields as they stand in a JPEG, PNG or WebP file. Raises WriteError where unreadable."""
    return read_packet(containers.read_packet(Path(path).read_bytes()))


def write(
    path: str | os.PathLike[str],
    fields: Fields,
    *,
    target: Target = Target.FILE,
    journal: Journal | None = None,
) -> Written:
    """Write approved fields into a picture, or beside it.

    A symbolic link is written through; a file with several hard links, one that cannot be
    decoded, one that holds content credentials, or one of a kind that nothing here can write
    safely is refused. Raises WriteError (the picture is as it was) with the reason.
    """
    real = os.path.realpath(path)
    if target is not Target.FILE:
        return _write_sidecar(real, fields, target, journal)
    before = _original(real)
    with _said(real):
        if containers.kind_of(before.data):
            new, writer = _container_bytes(before.data, fields), "container"
        else:
            new, writer = exiftool.rewritten(real, before.data, fields), "exiftool"
        _replace(real, before, new, journal)
    return Written(real, Target.FILE, _digest(before.data), _digest(new), writer)


# -- inside --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Original:
    data: bytes
    info: os.stat_result


def _original(real: str) -> _Original:
    """The picture's bytes and stat, after every reason to refuse has been looked for."""
    try:
        info = os.lstat(real)
        if not stat.S_ISREG(info.st_mode):
            raise WriteError(f"{real} is not a file.")
        if info.st_nlink > 1:
            raise WriteError(
                f"{real} has several names (hard links), which writing would part.",
                "Write a sidecar instead.",
            )
        if info.st_size > LARGEST:
            raise WriteError(f"{real} is too large to write into.", "Write a sidecar instead.")
        if not os.access(real, os.W_OK) or not os.access(os.path.dirname(real), os.W_OK):
            raise WriteError(f"{real} may not be written.", "Change its permissions first.")
        data = Path(real).read_bytes()
    except FileNotFoundError:
        raise WriteError(f"{real} is no longer there.", "Rescan the folder.") from None
    except OSError as error:
        raise WriteError(f"{real} cannot be read: {error.strerror}.") from error
    if containers.kind_of(data) and containers.has_credentials(data):
        raise WriteError(
            f"{real} carries content credentials, which any change would break.",
            "Write a sidecar instead.",
        )
    return _Original(data, info)


def _container_bytes(data: bytes, fields: Fields) -> bytes:
    """The new file, checked against the old one byte for byte, packet for packet."""
    from picturedesk.images.writing.packet import merge

    old_packet = containers.read_packet(data)
    packet = merge(old_packet, fields)
    new = containers.replace_packet(data, packet)
    stored = containers.read_packet(new)
    if containers.without_packet(new) != containers.without_packet(data):
        raise WriteError("The new file would differ in more than its metadata.")
    if others(stored, fields) != others(old_packet, fields):
        raise WriteError("Other metadata would have changed.")
    if not _holds(read_packet(stored), fields):
        raise WriteError("What was written does not read back.")
    return new


def _holds(stored: Fields, wanted: Fields) -> bool:
    """Whether every given field reads back (a lang-alt may have gained its x-default)."""
    from picturedesk.images.writing.packet import clean

    for name in ("alt_text", "extended", "description"):
        texts, there = getattr(wanted, name), getattr(stored, name) or {}
        if texts is not None and any(there.get(k, "") != clean(v) for k, v in texts.items()):
            return False
    words = wanted.subjects
    return words is None or tuple(clean(w) for w in words if w) == (stored.subjects or ())


def _replace(real: str, before: _Original, new: bytes, journal: Journal | None) -> None:
    beside = _beside(real)
    if journal is not None:
        journal.begin(beside)
    try:
        _write_whole(beside, new)
        if pixel_digest(beside) != pixel_digest(real):
            raise WriteError(f"The pixels of {real} would have changed.")
        _take_over(real, before.info, beside)
        now = os.lstat(real)
        if (now.st_ino, now.st_size, now.st_mtime_ns) != (
            before.info.st_ino,
            before.info.st_size,
            before.info.st_mtime_ns,
        ):
            raise WriteError(f"{real} was changed meanwhile by another program.", "Try again.")
        os.replace(beside, real)
        _sync_folder(os.path.dirname(real))
    finally:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        if journal is not None:
            journal.end()


def _beside(real: str) -> str:
    """A free name in the same folder, with the picture's ending so that decoders know it.

    Only a name: the file is made after the journal knows of it, so that a crash at any moment
    leaves nothing that the next start does not find.
    """
    folder, name = os.path.split(real)
    ending = os.path.splitext(name)[1]
    return os.path.join(folder, f"{_MARK}{secrets.token_hex(8)}{ending}")


def _write_whole(beside: str, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(beside, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _take_over(real: str, info: os.stat_result, beside: str) -> None:
    """Mode, owner, times and extended attributes of the original."""
    if hasattr(os, "chown"):
        try:
            os.chown(beside, info.st_uid, info.st_gid)
        except OSError as error:
            own = os.stat(beside)
            if (own.st_uid, own.st_gid) != (info.st_uid, info.st_gid):
                raise WriteError(
                    f"The owner of {real} could not be kept.", "Write a sidecar instead."
                ) from error
    shutil.copystat(real, beside, follow_symlinks=False)
    handle = os.open(beside, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # Windows syncs only what is open for writing
            os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: str) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_sidecar(real: str, fields: Fields, target: Target, journal: Journal | None) -> Written:
    if not os.path.exists(real):
        raise WriteError(f"{real} is no longer there.", "Rescan the folder.")
    place = sidecar.place(real, adobe=target is Target.ADOBE_SIDECAR)
    with _said(place):
        old = Path(place).read_bytes() if os.path.exists(place) else None
        new = sidecar.merged(old, fields)
        if old is not None:
            info = os.lstat(place)
            _replace_plain(place, info, new, journal)
        else:
            _create(place, new, journal)
    return Written(place, target, _digest(old) if old is not None else "", _digest(new), "sidecar")


def _replace_plain(place: str, info: os.stat_result, new: bytes, journal: Journal | None) -> None:
    beside = _beside(place)
    if journal is not None:
        journal.begin(beside)
    try:
        _write_whole(beside, new)
        _take_over(place, info, beside)
        if os.lstat(place).st_mtime_ns != info.st_mtime_ns:
            raise WriteError(f"{place} was changed meanwhile by another program.", "Try again.")
        os.replace(beside, place)
        _sync_folder(os.path.dirname(place))
    finally:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        if journal is not None:
            journal.end()


def _create(place: str, new: bytes, journal: Journal | None) -> None:
    beside = _beside(place)
    if journal is not None:
        journal.begin(beside)
    try:
        _write_whole(beside, new)
        os.chmod(beside, 0o644)
        os.replace(beside, place)
        _sync_folder(os.path.dirname(place))
    finally:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        if journal is not None:
            journal.end()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def _said(real: str):  # type: ignore[no-untyped-def]  # a generator for contextmanager
    """The system's refusals become sentences; the picture is as it was."""
    try:
        yield
    except PictureProblem as error:
        raise WriteError(
            f"{real} cannot be decoded, so nothing is written into it: {error.sentence}"
        ) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise WriteError(
                f"The disk is full; {real} is as it was.", "Make room and try again."
            ) from error
        raise WriteError(f"{real} could not be written: {error.strerror}.") from error
