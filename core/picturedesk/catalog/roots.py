"""The folders that are browsed in place."""

from __future__ import annotations

import os

from picturedesk.catalog import values
from picturedesk.catalog.database import Database, Row
from picturedesk.errors import BugError
from picturedesk.records import Root

_COLUMNS = "SELECT key, id, path, offline FROM roots"


class Roots:
    """The library's roots. Whether a folder may be one is for the importer to judge."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, path: str | bytes) -> Root:
        """Enter an absolute folder; the root that has this very path if there is one."""
        stored = stored_path(path)
        with self._db.transaction():
            known = self.by_path(stored)
            if known is not None:
                return known
            key = self._db.insert(
                "INSERT INTO roots (id, path) VALUES (?, ?)", (values.new_id(), stored)
            )
            return self.get(key)

    def get(self, key: int) -> Root:
        """One root by its key. BugError when there is none."""
        row = self._db.row(f"{_COLUMNS} WHERE key = ?", (key,))
        if row is None:
            raise BugError(f"no root {key}")
        return _root(row)

    def all(self) -> list[Root]:
        """Every root, by path."""
        return [_root(row) for row in self._db.rows(f"{_COLUMNS} ORDER BY path")]

    def by_path(self, path: str | bytes) -> Root | None:
        """The root with this very path."""
        row = self._db.row(f"{_COLUMNS} WHERE path = ?", (stored_path(path),))
        return None if row is None else _root(row)

    def remove(self, key: int) -> None:
        """Forget a root with its assets, problems and folders. Files and audit stay.

        Vectors are left without assets; :meth:`Vectors.drop_orphans` drops them.
        """
        self._db.write("DELETE FROM roots WHERE key = ?", (key,))

    def relocate(self, key: int, path: str | bytes) -> None:
        """The same folder is now elsewhere: every asset below it keeps its record."""
        stored = stored_path(path)
        with self._db.transaction():
            self._db.write("UPDATE roots SET path = ? WHERE key = ?", (stored, key))
            folders = self._db.rows("SELECT key, path FROM folders WHERE root = ?", (key,))
            self._db.write_many(
                "UPDATE folders SET below = ?, whole = ? WHERE key = ?",
                [(*folder_words(stored, below), folder) for folder, below in folders],
            )

    def set_offline(self, key: int, offline: bool) -> None:
        """Mark a root that has vanished, or is back. Its assets are hidden, not changed."""
        self._db.write("UPDATE roots SET offline = ? WHERE key = ?", (int(offline), key))


def stored_path(path: str | bytes) -> bytes:
    """An absolute path as stored: bytes, ``/`` between folders, none at the end."""
    raw = os.fsencode(path)
    if os.sep != "/":
        raw = raw.replace(os.fsencode(os.sep), b"/")
    return raw.rstrip(b"/") or b"/"


def shown_path(root: bytes, relative: bytes) -> str:
    """The absolute path of a file as records carry it: the system's separators, surrogates."""
    path = os.fsdecode(root.rstrip(b"/") + b"/" + relative if relative else root)
    return path if os.sep == "/" else path.replace("/", os.sep)


def folder_words(root: bytes, below: bytes) -> tuple[bytes, bytes]:
    """What ``in:`` is compared with: the folder from its root's name on, and as a whole."""
    name = root.rsplit(b"/", 1)[-1]
    inner = b"/".join(part for part in (name, below) if part)
    whole = root.rstrip(b"/") + b"/" + (below + b"/" if below else b"")
    return values.fold_path(b"/" + inner + b"/"), values.fold_path(whole)


def _root(row: Row) -> Root:
    key, identity, path, offline = row
    return Root(key, values.id_text(identity), shown_path(path, b""), bool(offline))
