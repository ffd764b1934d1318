"""Replacing a picture by the same picture with other metadata, so that nothing can be lost.

The order is the point. Read and decode the original; make the new bytes; check that the decoded
pixels, every other byte and all other metadata are the same; write them beside, with the
original's mode, owner, times and extended attributes; fsync; look at the original once more;
only then ``os.replace``. Whatever fails before that last step leaves the original untouched. The
:mod:`.journal` knows of each step beforehand, so that after a crash the file beside is removed and
a write that was carried out is recorded.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from picturedesk.errors import NeedsSidecar, PictureProblem, WriteError
from picturedesk.images.writing import containers, exiftool, sidecar
from picturedesk.images.writing.journal import MARK, Intent, Journal, sync_folder
from picturedesk.images.writing.packet import Fields, holds, holds_nothing, merge, others
from picturedesk.images.writing.packet import read as read_packet
from picturedesk.images.writing.pixels import pixel_digest

LARGEST = 512 * 2**20
"""Bytes of the largest file that is written into; larger ones get a sidecar."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Target(StrEnum):
    """Where metadata goes."""

    FILE = "file"
    SIDECAR = "sidecar"
    """``name.ext.xmp``, as darktable and digiKam write it."""
    ADOBE_SIDECAR = "adobe sidecar"
    """``name.xmp``, as Lightroom and Bridge write it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a write does, or did."""

    path: str
    """The file that changes: the picture, or its sidecar."""
    target: Target
    before: str
    """SHA-256 of that file before (hex; empty: it was not there)."""
    after: str
    """Afterwards (empty: it is gone, a sidecar of ours that held nothing else)."""
    writer: str
    """``container``, ``exiftool`` or ``sidecar``."""
    former: Fields
    """What the written fields held before: writing that takes this write back."""
    intent: Intent | None = None
    """As it stands in the journal; None where nothing had to be changed."""


Note = Callable[[Written], Mapping[str, Any]]
"""What the journal keeps of a write, so that it can be recorded after a crash (JSON values)."""


def how(path: str | os.PathLike[str]) -> str:
    """Which writer would write into this file: ``container``, ``exiftool``, or ``sidecar``."""
    try:
        if _parts_or_is_large(os.stat(path)):
            return "sidecar"
        with open(path, "rb") as file:
            kind = containers.kind_of(file.read(64))
    except OSError:
        return "sidecar"
    if kind:
        return "container"
    return "exiftool" if exiftool.can_write(str(path)) else "sidecar"


def _parts_or_is_large(info: os.stat_result) -> bool:
    """Whether writing would part the names of a file, or take too much memory."""
    return info.st_nlink > 1 or info.st_size > LARGEST


def read(path: str | os.PathLike[str]) -> Fields:
    """The fields as they stand in a picture, or in an ``.xmp`` file.

    Raises WriteError where they cannot be read (other formats than JPEG, PNG and WebP need
    ExifTool), OSError where the file cannot.
    """
    data = Path(path).read_bytes()
    if Path(path).suffix.lower() == ".xmp":
        return read_packet(data)
    if containers.kind_of(data):
        return read_packet(containers.read_packet(data))
    return read_packet(exiftool.packet(str(path), data))


def write(
    path: str | os.PathLike[str],
    fields: Fields,
    *,
    target: Target = Target.FILE,
    journal: Journal | None = None,
    note: Note | None = None,
) -> Written:
    """Write approved fields into a picture, or beside it.

    A symbolic link is written through; a file with several hard links, one that cannot be
    decoded, one that holds content credentials, or one of a kind that nothing here can write
    safely is refused. A sidecar in which nothing would be left is removed.

    With a ``journal`` the write is in it, with what ``note`` says of it, until the caller has
    recorded it and calls :meth:`.Journal.end`. Raises WriteError (the file is as it was, and out
    of the journal) with the reason.
    """
    real = os.path.realpath(path)
    if target is Target.FILE:
        return _write_file(real, fields, journal, note)
    return _write_sidecar(real, fields, target, journal, note)


# -- inside --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Original:
    data: bytes
    info: os.stat_result


def _write_file(real: str, fields: Fields, journal: Journal | None, note: Note | None) -> Written:
    before = _original(real)
    if containers.kind_of(before.data) and containers.has_credentials(before.data):
        raise NeedsSidecar(
            f"{real} carries content credentials, which any change would break.",
            "Write a sidecar instead.",
        )
    with _said(real):
        if containers.kind_of(before.data):
            old, writer = containers.read_packet(before.data), "container"
            new = _container_bytes(before.data, old, fields)
        else:
            (new, old), writer = exiftool.rewritten(real, before.data, fields), "exiftool"
        done = Written(
            real, Target.FILE, _digest(before.data), _digest(new), writer, _former(old, fields)
        )
        return _put(new, before.info, done, journal=journal, note=note, check=_same_pixels)


def _write_sidecar(
    real: str, fields: Fields, target: Target, journal: Journal | None, note: Note | None
) -> Written:
    if not os.path.exists(real):
        raise WriteError(f"{real} is no longer there.", "Rescan the folder.")
    place = os.path.realpath(sidecar.place(real, adobe=target is Target.ADOBE_SIDECAR))
    before = _original(place) if os.path.lexists(place) else None
    old = None if before is None else before.data
    with _said(place):
        new: bytes | None = merge(old, fields)
        if holds_nothing(new):
            new = None
        done = Written(
            place, target, "" if old is None else _digest(old),
            "" if new is None else _digest(new), "sidecar", _former(old, fields),
        )  # fmt: skip
        if new is None and before is None:
            return done
        info = None if before is None else before.info
        return _put(new, info, done, journal=journal, note=note)


def _original(real: str) -> _Original:
    """A file's bytes and stat, after every reason to refuse has been looked for."""
    try:
        info = os.lstat(real)
        if not stat.S_ISREG(info.st_mode):
            raise WriteError(f"{real} is not a file.")
        if info.st_nlink > 1:
            raise NeedsSidecar(
                f"{real} has several names (hard links), which writing would part.",
                "Write a sidecar instead.",
            )
        if info.st_size > LARGEST:
            raise NeedsSidecar(f"{real} is too large to write into.", "Write a sidecar instead.")
        if not os.access(real, os.W_OK) or not os.access(os.path.dirname(real), os.W_OK):
            raise WriteError(f"{real} may not be written.", "Change its permissions first.")
        data = Path(real).read_bytes()
    except FileNotFoundError:
        raise WriteError(f"{real} is no longer there.", "Rescan the folder.") from None
    except OSError as error:
        raise WriteError(f"{real} cannot be read: {error.strerror}.") from error
    return _Original(data, info)


def _container_bytes(data: bytes, old: bytes | None, fields: Fields) -> bytes:
    """The new file, checked against the old one byte for byte, packet for packet."""
    new = containers.replace_packet(data, merge(old, fields))
    stored = containers.read_packet(new)
    if containers.without_packet(new) != containers.without_packet(data):
        raise WriteError("The new file would differ in more than its metadata.")
    if others(stored, fields) != others(old, fields):
        raise WriteError("Other metadata would have changed.")
    if not holds(read_packet(stored), fields):
        raise WriteError("What was written does not read back.")
    return new


def _former(packet: bytes | None, fields: Fields) -> Fields:
    """What the given fields held; the others stay out of it."""
    there = read_packet(packet)
    return Fields(
        alt_text=None if fields.alt_text is None else there.alt_text or {},
        extended=None if fields.extended is None else there.extended or {},
        description=None if fields.description is None else there.description or {},
        subjects=None if fields.subjects is None else there.subjects or (),
    )


def _same_pixels(beside: str, real: str) -> None:
    if pixel_digest(beside) != pixel_digest(real):
        raise WriteError(f"The pixels of {real} would have changed.")


def _put(
    new: bytes | None,
    info: os.stat_result | None,
    done: Written,
    *,
    journal: Journal | None,
    note: Note | None,
    check: Callable[[str, str], None] | None = None,
) -> Written:
    """Put new bytes where the file is (``info``: as it was seen; None: there was none).

    ``new`` None removes it. The journal lets go of it only where nothing was changed.
    """
    place, beside = done.path, _beside(done.path)
    intent = Intent(beside, place, done.after, None if note is None else note(done))
    changed = False
    try:
        if journal is not None:
            journal.begin(intent)
        if new is not None:
            _write_whole(beside, new)
            if check is not None:
                check(beside, place)
            _take_over(place, info, beside)
        _look_again(place, info)
        if new is None:
            os.unlink(place)
        else:
            os.replace(beside, place)
        changed = True
        sync_folder(os.path.dirname(place))
    finally:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        if journal is not None and not changed:
            journal.end(intent)
    return replace(done, intent=intent)


def _look_again(place: str, info: os.stat_result | None) -> None:
    """Whether the file is the one that was read. Raises WriteError."""
    if info is None:
        same = not os.path.lexists(place)
    else:
        now = os.lstat(place)
        same = (now.st_ino, now.st_size, now.st_mtime_ns) == (
            info.st_ino, info.st_size, info.st_mtime_ns,
        )  # fmt: skip
    if not same:
        raise WriteError(f"{place} was changed meanwhile by another program.", "Try again.")


def _beside(real: str) -> str:
    """A free name in the same folder, with the picture's ending so that decoders know it."""
    folder, name = os.path.split(real)
    return os.path.join(folder, f"{MARK}{secrets.token_hex(8)}{os.path.splitext(name)[1]}")


def _write_whole(beside: str, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(beside, flags, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _take_over(place: str, info: os.stat_result | None, beside: str) -> None:
    """Mode, owner, times and extended attributes of the original; a usual mode where none was."""
    if info is None:
        os.chmod(beside, 0o644)
        return
    if hasattr(os, "chown"):
        try:
            os.chown(beside, info.st_uid, info.st_gid)
        except OSError as error:
            own = os.stat(beside)
            if (own.st_uid, own.st_gid) != (info.st_uid, info.st_gid):
                raise NeedsSidecar(
                    f"The owner of {place} could not be kept.", "Write a sidecar instead."
                ) from error
    shutil.copystat(place, beside, follow_symlinks=False)
    handle = os.open(beside, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # Windows syncs only what is open for writing
            os.fsync(handle)
    finally:
        os.close(handle)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def _said(real: str) -> Iterator[None]:
    """The system's refusals become sentences; the picture is as it was."""
    try:
        yield
    except PictureProblem as error:
        raise WriteError(
            f"{real} cannot be decoded, so nothing is written into it: {error.sentence}"
        ) from error
    except OSError as error:
        if error.errno in _FULL:
            raise WriteError(
                f"The disk is full; {real} is as it was.", "Make room and try again."
            ) from error
        raise WriteError(f"{real} could not be written: {error.strerror}.") from error
