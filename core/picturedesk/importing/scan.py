"""Looking through a root: what is there, and how that differs from what the catalog knows.

Nothing is read but directory entries and, for names that say nothing, a few bytes. Paths are
bytes throughout, so that a name in no encoding at all is still a name.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from picturedesk import images
from picturedesk.catalog.assets import Known
from picturedesk.errors import PictureProblem
from picturedesk.records import Stamp

SYSTEM_FOLDERS = frozenset(
    {b"$RECYCLE.BIN", b"System Volume Information", b"@eaDir", b"#recycle", b"lost+found"}
)
"""Folders that systems and network drives make for themselves."""


@dataclass(slots=True)
class Difference:
    """How a root differs from what the catalog knows of it."""

    new: list[tuple[bytes, Stamp]] = field(default_factory=list)
    changed: list[tuple[bytes, Stamp, int | None]] = field(default_factory=list)
    """With the key of the asset it was (None when it was a problem)."""
    unchanged: int = 0
    returned: list[int] = field(default_factory=list)
    """Keys of assets that were missing and are there again, unchanged."""
    gone: dict[bytes, Known] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    """Files that are none of our kinds, by extension."""
    unreadable: list[tuple[bytes, str]] = field(default_factory=list)
    """Folders that could not be looked into, and files not at, with the reason."""
    seen: int = 0
    """Files of our kinds that are there."""


def compare(root: bytes, known: Mapping[bytes, Known]) -> Iterator[Difference]:
    """Walk ``root`` and yield the growing difference, about once a thousand files and at the end.

    The same object is yielded each time; only after the last one is ``gone`` filled. What could
    not be looked at, and what lies below it, is neither gone nor unchanged.
    """
    difference = Difference()
    seen: set[bytes] = set()
    for count, (relative, info) in enumerate(_walk(root, difference), start=1):
        _place(root, relative, Stamp(info.st_size, info.st_mtime_ns), known, difference)
        seen.add(relative)
        if count % 1000 == 0:
            yield difference
    seen.update(relative for relative, _ in difference.unreadable)
    closed = tuple(folder + b"/" if folder else b"" for folder, _ in difference.unreadable)
    difference.gone = {
        relative: entry
        for relative, entry in known.items()
        if relative not in seen and not entry.missing and not relative.startswith(closed)
    }
    yield difference


def _place(
    root: bytes, relative: bytes, stamp: Stamp, known: Mapping[bytes, Known], into: Difference
) -> None:
    entry = known.get(relative)
    if entry is not None:
        into.seen += 1
        if entry.stamp != stamp:
            into.changed.append((relative, stamp, entry.asset_key))
        elif entry.missing and entry.asset_key is not None:
            into.returned.append(entry.asset_key)
        elif not entry.failed:
            into.unchanged += 1
        return
    what = _what(root + b"/" + relative)
    if what is images.What.PICTURE:
        into.seen += 1
        into.new.append((relative, stamp))
    elif what is images.What.VIDEO:
        into.skipped["videos come later"] += 1
    else:
        into.skipped[_extension(relative)] += 1


def _what(path: bytes) -> images.What:
    try:
        return images.sniff(path).what
    except PictureProblem:
        # It may not be opened: its name decides, and reading it will say why.
        return images.sniff_head(b"", path).what


def _extension(relative: bytes) -> str:
    ending = os.path.splitext(os.fsdecode(relative))[1].lower()
    return ending.encode("utf-8", "backslashreplace").decode() or "no extension"


def _walk(root: bytes, difference: Difference) -> Iterator[tuple[bytes, os.stat_result]]:
    """Every regular file below ``root``, as (relative path, stat), in name order.

    Links are followed, each real folder once, so that a link to a parent cannot go round for
    ever. Hidden files and folders, and those a system makes for itself, are left out.
    """
    visited: set[tuple[int, int]] = set()
    folders = [b""]
    while folders:
        folder = folders.pop()
        try:
            here = os.stat(os.path.join(root, folder))
            if (here.st_dev, here.st_ino) in visited and here.st_ino:
                continue
            visited.add((here.st_dev, here.st_ino))
            with os.scandir(os.path.join(root, folder)) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            difference.unreadable.append((folder, error.strerror or str(error)))
            continue
        below: list[bytes] = []
        for entry in listed:
            # Forward slashes on every system: Windows opens them too, and a catalog can travel.
            relative = folder + b"/" + entry.name if folder else entry.name
            if entry.name.startswith(b".") or entry.name in SYSTEM_FOLDERS:
                continue
            try:
                if entry.is_dir():
                    below.append(relative)
                elif entry.is_file():
                    yield relative, entry.stat()
            except FileNotFoundError:
                pass  # it went away while the folder was read
            except OSError as error:
                difference.unreadable.append((relative, error.strerror or str(error)))
        folders.extend(reversed(below))
