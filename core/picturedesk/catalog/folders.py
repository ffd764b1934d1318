# ruff: noqa: S608 - the SQL is put together from this room's own words; values are parameters
"""The tree of folders below the roots, with counts, for the window."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from picturedesk.catalog.browsing import shown
from picturedesk.catalog.database import Database
from picturedesk.catalog.filters import Filter


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder that holds assets, itself or further down."""

    root_key: int
    path: bytes
    """Below the root, ``/`` between folders; empty for the root itself."""
    count: int
    """Assets in the folder itself."""
    total: int
    """Assets in it and below it."""


class Folders:
    """Folders are entered with their assets; empty ones are not shown."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def tree(self, where: Filter | None = None) -> list[Folder]:
        """Every folder with listed assets, parents before children, in path order.

        A root that has assets in a subfolder only is there too, with a count of 0.
        """
        condition, parameters = shown(self._db, where)
        rows = self._db.rows(
            "SELECT folders.root, folders.path, n FROM (SELECT folder, count(*) AS n FROM assets "
            f"WHERE {condition} GROUP BY folder) JOIN folders ON folders.key = folder",
            parameters,
        )
        counts: dict[tuple[int, tuple[bytes, ...]], int] = {}
        totals: defaultdict[tuple[int, tuple[bytes, ...]], int] = defaultdict(int)
        for root, path, count in rows:
            parts = tuple(path.split(b"/")) if path else ()
            counts[root, parts] = count
            for depth in range(len(parts) + 1):
                totals[root, parts[:depth]] += count
        return [
            Folder(root, b"/".join(parts), counts.get((root, parts), 0), totals[root, parts])
            for root, parts in sorted(totals)
        ]
