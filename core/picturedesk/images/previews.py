"""Previews of 1,024 pixels, made when they are first asked for, in a cache that stays small."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import threading
from pathlib import Path

from picturedesk.errors import PictureProblem, WriteError
from picturedesk.images import saving
from picturedesk.images.picture import open_upright

PREVIEW_SIDE = 1024
CACHE_BYTES = 512 * 2**20
_TRIM_TO = 0.8
_trim_lock = threading.Lock()
_held: dict[Path, int] = {}
"""Bytes in each cache when it was last gone through, and written by this process since."""


def preview_name(path: str | bytes, max_side: int = PREVIEW_SIDE) -> str:
    """The cache's name for a picture as it is now: its place, size and time are in it."""
    stat = os.stat(path)  # noqa: PTH116 - may not be decodable
    key = f"{stat.st_size}:{stat.st_mtime_ns}:{max_side}:1".encode() + b"\0" + os.fsencode(path)
    return hashlib.sha256(key, usedforsecurity=False).hexdigest()[:40] + ".jpg"


def preview(
    path: str | bytes,
    cache_dir: Path,
    max_side: int = PREVIEW_SIDE,
    cache_bytes: int = CACHE_BYTES,
) -> Path:
    """A JPEG of the picture within ``max_side`` pixels; made unless the cache has it.

    The file may go when the cache is trimmed: read it soon. Raises :class:`PictureProblem` where
    the picture cannot be read and :class:`WriteError` where the cache cannot be written.
    """
    try:
        name = preview_name(path, max_side)
    except OSError as e:
        raise PictureProblem("The file is no longer there.") from e
    target = cache_dir / name[:2] / name
    try:
        os.utime(target)  # used just now: the last to be trimmed
    except OSError:
        pass
    else:
        return target
    data = saving.encode(open_upright(path, max_side), "JPEG", quality=88)
    try:
        write_atomically(target, data)
    except OSError as e:
        raise WriteError("A preview could not be kept.", "Is the disk full?") from e
    # Going through a full cache takes longer than a preview: only when it may be one.
    held = _held.get(cache_dir)
    if held is None or held + len(data) > cache_bytes:
        trim(cache_dir, cache_bytes, keep=target)
    else:
        _held[cache_dir] = held + len(data)
    return target


def write_atomically(target: Path, data: bytes) -> None:
    """Whole or not at all: written beside, renamed. Raises :class:`OSError`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as f:
            f.write(data)
        Path(beside).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(beside).unlink()
        raise


def trim(cache_dir: Path, most_bytes: int, keep: Path | None = None) -> int:
    """Remove the files that were used longest ago until the cache fits; how many were."""
    if not _trim_lock.acquire(blocking=False):
        return 0  # somebody is at it
    try:
        files: list[tuple[float, int, Path]] = []
        for file in cache_dir.glob("*/*"):
            with contextlib.suppress(OSError):
                stat = file.stat()
                files.append((stat.st_mtime, stat.st_size, file))
        total, removed = sum(size for _, size, _ in files), 0
        least = most_bytes if total <= most_bytes else most_bytes * _TRIM_TO
        for _, size, file in sorted(files):
            if total <= least:
                break
            if file == keep:
                continue
            with contextlib.suppress(OSError):
                file.unlink()
                total -= size
                removed += 1
        _held[cache_dir] = total
        return removed
    finally:
        _trim_lock.release()
