"""Folders that come into a library, move, or leave it. Their files are never touched."""

from __future__ import annotations

import os
from pathlib import Path

from picturedesk.errors import RootError
from picturedesk.library import Library
from picturedesk.records import Root, Stamp

_SAMPLE = 200
_SAME = 0.5
"""A folder that holds more than this part of another's files is that folder, or a copy of it."""
_NO_FILES = Stamp(-1, 0)
"""A stamp that every file differs from."""


def absolute(folder: str | Path) -> str:
    """The folder's absolute path, links resolved, as text with surrogates for odd bytes."""
    return os.path.realpath(os.path.expanduser(folder))


def check(library: Library, folder: str | Path) -> str:
    """The absolute path of a folder that may be added.

    Raises RootError when it is not there, is no folder, cannot be read, or is the library's own.
    """
    path = absolute(folder)
    if not os.path.exists(path):
        raise RootError(f"There is no folder {path}.", "Check the spelling, or connect the drive.")
    if not os.path.isdir(path):
        raise RootError(f"{path} is a file.", "Add the folder that it lies in.")
    if not os.access(path, os.R_OK | os.X_OK):
        raise RootError(f"{path} may not be read.", "Change its permissions and add it again.")
    own = os.path.realpath(library.paths.folder)
    if _inside(path, own) or path == own:
        raise RootError(f"{path} is the library's own folder.", "Add a folder of pictures.")
    return path


def take_in(library: Library, path: str) -> Root:
    """The root for a checked path.

    A folder inside a known root is that root. A folder around known roots takes them over: their
    assets keep their records and decisions.
    """
    roots = library.catalog.roots
    known = roots.all()
    for root in known:
        if path == root.path or _inside(path, root.path):
            return root
    within = [root for root in known if _inside(root.path, path)]
    with library.catalog.transaction():
        taken = roots.add(path)
        for root in within:
            _absorb(library, root, taken)
    return taken


def _absorb(library: Library, inner: Root, outer: Root) -> None:
    prefix = os.fsencode(os.path.relpath(inner.path, outer.path)).replace(os.sep.encode(), b"/")
    assets, away = library.catalog.assets, []
    for relative, known in assets.stamps(inner.key).items():
        if known.asset_key is None:
            continue
        # The problem itself stays behind with its root: the look that follows reads the file again.
        stamp = _NO_FILES if known.failed else known.stamp
        assets.move(known.asset_key, outer.key, prefix + b"/" + relative, stamp)
        if known.missing or known.failed:
            away.append(known.asset_key)
    assets.set_missing(away, missing=True)
    library.catalog.roots.remove(inner.key)


def find(library: Library, folder: str | Path) -> Root:
    """The root at this path. Raises RootError naming the roots there are."""
    path = absolute(folder)
    for root in library.catalog.roots.all():
        if root.path in (path, str(folder)):
            return root
    names = ", ".join(root.path for root in library.catalog.roots.all()) or "none"
    raise RootError(f"{path} is not a folder of this library.", f"Its folders: {names}.")


def remove(library: Library, folder: str | Path) -> int:
    """Let go of a root and of the records of its assets; returns how many there were.

    A backup of the catalog is made before, so that ``doctor --restore`` brings them back.
    """
    root = find(library, folder)
    count = library.catalog.assets.count_in_root(root.key)
    library.catalog.backup(force=True)
    with library.catalog.transaction(durable=True):
        library.catalog.roots.remove(root.key)
    library.catalog.vectors.drop_orphans()
    return count


def relocate(library: Library, old: str | Path, new: str | Path) -> int:
    """Tell the library that a root now lies elsewhere; returns how many files were found there.

    Raises RootError when none of a sample of its known files is there: a wrong folder would make
    every record look lost.
    """
    root = find(library, old)
    path = check(library, new)
    for other in library.catalog.roots.all():
        if other.key != root.key and (
            path == other.path or _inside(path, other.path) or _inside(other.path, path)
        ):
            raise RootError(f"{path} and {other.path} overlap.", f"Remove {other.path} first.")
    found = _found_of(library, root, path)
    if found == 0:
        raise RootError(
            f"None of the pictures known from {root.path} is in {path}.",
            "Name the folder that holds them now, with the same folders inside.",
        )
    with library.catalog.transaction(durable=True):
        library.catalog.roots.relocate(root.key, path)
        library.catalog.roots.set_offline(root.key, offline=False)
    return round(found * library.catalog.assets.count_in_root(root.key)) if found else 0


def away_twin(library: Library, path: str) -> Root | None:
    """The root that is away and whose pictures this folder holds: it was renamed, or copied."""
    for root in library.catalog.roots.all():
        away = root.path != path and not os.path.isdir(os.fsencode(root.path))
        if away and (_found_of(library, root, path) or 0) > _SAME:
            return root
    return None


def _found_of(library: Library, root: Root, path: str) -> float | None:
    """What part of a root's known files is there below ``path``, by a sample; None: none known."""
    known = list(library.catalog.assets.stamps(root.key))
    sample = known[:: max(1, len(known) // _SAMPLE)]
    if not sample:
        return None
    found = (os.path.exists(os.fsencode(path) + b"/" + relative) for relative in sample)
    return sum(found) / len(sample)


def _inside(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip(os.sep) + os.sep)
