# ruff: noqa: S608 - the SQL is put together from this room's own words; values are parameters
"""Lists of assets: keys in an order, page by page, and counts.

What is listed is at its place, or was when its root was last seen; a filter narrows it further.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from picturedesk.catalog.database import Database, Keys
from picturedesk.catalog.filter_sql import to_sql
from picturedesk.catalog.filters import Filter
from picturedesk.catalog.remembered import Remembered


class Order(StrEnum):
    """What a list goes by; ``-``: the other way round. Pictures without a date are oldest."""

    TAKEN = "taken"
    NEWEST_TAKEN = "-taken"
    ADDED = "added"
    NEWEST_ADDED = "-added"
    NAME = "name"
    NAME_BACKWARDS = "-name"
    RATING = "rating"
    BEST_RATED = "-rating"
    SIZE = "size"
    LARGEST = "-size"

    @property
    def column(self) -> str:
        """The column of ``assets`` behind it."""
        plain = self.value.removeprefix("-")
        return "ordered" if plain == "name" else plain

    @property
    def descending(self) -> bool:
        """Largest, latest, last first."""
        return self.value.startswith("-")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: it stays right when that asset has gone since."""

    value: int | str
    key: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of keys, int64 ``(n,)``, and where the next one begins (None: it was the last)."""

    keys: Keys
    next: Place | None


class Browsing:
    """The reading half of the assets."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._remembered = Remembered(db)

    def keys(
        self,
        where: Filter | None = None,
        order: Order | str = Order.NEWEST_TAKEN,
        limit: int | None = None,
        after: Place | None = None,
    ) -> Keys:
        """Keys in order, int64 ``(n,)``: all of them, or ``limit`` from ``after`` on."""
        sql, parameters = self._listing("key", where, Order(order), limit, after)
        return self._db.column(sql, parameters)

    def shapes(
        self, where: Filter | None = None, order: Order | str = Order.NEWEST_TAKEN
    ) -> tuple[Keys, npt.NDArray[np.float32]]:
        """All keys in order, and each picture's width over its height: what a grid lays out.

        int64 ``(n,)`` and float32 ``(n,)``, read together so that they agree.
        """
        condition, parameters = self._shown(where)
        sql = (
            "SELECT key, cast(width AS REAL) / max(height, 1) FROM assets NOT INDEXED "
            f"WHERE {condition} ORDER BY key"
        )
        with self._db.snapshot():
            keys = self.keys(where, order)
            known, ratios = self._db.two_columns(sql, parameters)
        # In the table's own order and put into the list's here: SQLite would jump about in it.
        return keys, ratios[np.searchsorted(known, keys)]

    def twins(self) -> tuple[Keys, Keys]:
        """Assets that share every pixel with another: their keys, and of each its group.

        int64 ``(n,)`` both, group by group; a group goes by the least of its keys. What is away
        is in it too.
        """
        sql = (
            "SELECT key, least FROM assets JOIN (SELECT pixel_hash, min(key) AS least FROM assets "
            "GROUP BY pixel_hash HAVING count(*) > 1) AS shared USING (pixel_hash) "
            "ORDER BY least, key"
        )
        found = self._db.columns(sql, 2)
        return found[:, 0], found[:, 1]

    def page(
        self,
        where: Filter | None = None,
        order: Order | str = Order.NEWEST_TAKEN,
        limit: int = 1000,
        after: Place | None = None,
    ) -> Page:
        """One page, and the place where the next begins.

        Pages put together hold every asset exactly once, also when assets come and go meanwhile
        (those that do may or may not be in it).
        """
        order = Order(order)
        sql, parameters = self._listing(f"key, {order.column}", where, order, limit, after)
        rows = self._db.rows(sql, parameters)
        keys = np.fromiter((row[0] for row in rows), np.int64, len(rows))
        return Page(keys, Place(rows[-1][1], rows[-1][0]) if len(rows) == limit else None)

    def pages(
        self,
        where: Filter | None = None,
        order: Order | str = Order.NEWEST_TAKEN,
        limit: int = 1000,
    ) -> Iterator[Keys]:
        """Page after page until the end."""
        page = self.page(where, order, limit)
        while page.keys.size:
            yield page.keys
            if page.next is None:
                return
            page = self.page(where, order, limit, page.next)

    def count(self, where: Filter | None = None) -> int:
        """How many assets :meth:`keys` would list; remembered until something is written."""
        shown, parameters = self._shown(where)
        sql = f"SELECT count(*) FROM assets WHERE {shown}"
        return self._remembered.get(
            ("count", str(where or "")), lambda: int(self._db.value(sql, parameters))
        )

    def among(self, where: Filter | None) -> Keys:
        """The keys that :meth:`keys` would list, rising; remembered until something is written.

        int64 ``(n,)``, not to be written to: what a search asks whether its candidates are in.
        """
        shown, parameters = self._shown(where)
        sql = f"SELECT key FROM assets WHERE {shown}"

        def ask() -> Keys:
            keys = np.sort(self._db.long_column(sql, parameters))
            keys.setflags(write=False)
            return keys

        return self._remembered.get(("among", str(where or "")), ask)

    def count_missing(self) -> int:
        """How many assets are no longer at their place."""
        return int(self._db.value("SELECT count(*) FROM assets WHERE missing = 1"))

    def hashes_of_missing(self) -> set[bytes]:
        """The pixel hashes of assets that are no longer at their place."""
        rows = self._db.rows("SELECT DISTINCT pixel_hash FROM assets WHERE missing = 1")
        return {pixel_hash for (pixel_hash,) in rows}

    def count_in_root(self, root_key: int) -> int:
        """How many assets a root has, missing ones too."""
        return int(self._db.value("SELECT count(*) FROM assets WHERE root = ?", (root_key,)))

    def cameras(self) -> list[tuple[str, int]]:
        """The cameras and how many pictures each took, most first."""
        shown, parameters = self._shown(None)
        sql = f"SELECT camera FROM assets WHERE {shown} AND camera IS NOT NULL"
        found, counts = np.unique(self._db.column(sql, parameters), return_counts=True)
        texts: dict[int, str] = dict(self._db.rows("SELECT key, text FROM cameras"))
        named = [(texts[k], n) for k, n in zip(found.tolist(), counts.tolist(), strict=True)]
        return sorted(named, key=lambda one: (-one[1], one[0]))

    def formats(self) -> list[tuple[str, int]]:
        """The file formats and how many assets have each, most first."""
        shown, parameters = self._shown(None)
        return self._counts(
            f"SELECT format, count(*) AS n FROM assets WHERE {shown} GROUP BY format "
            "ORDER BY n DESC, 1",
            parameters,
        )

    def _counts(self, sql: str, parameters: list[object]) -> list[tuple[str, int]]:
        return [(text, count) for text, count in self._db.rows(sql, parameters)]

    def _shown(self, where: Filter | None) -> tuple[str, list[object]]:
        return shown(self._db, where)

    def _listing(
        self, columns: str, where: Filter | None, order: Order, limit: int | None,
        after: Place | None,
    ) -> tuple[str, list[object]]:  # fmt: skip
        condition, parameters = self._shown(where)
        direction = "DESC" if order.descending else "ASC"
        if after is not None:
            condition += f" AND ({order.column}, key) {'<' if order.descending else '>'} (?, ?)"
            parameters += [after.value, after.key]
        # All that a filter lets through: reading the table from front to back and sorting is
        # faster than jumping about in it in the right order (the + keeps the index out of it).
        plain = "+" if where and limit is None else ""
        sql = (
            f"SELECT {columns} FROM assets WHERE {condition} "
            f"ORDER BY {plain}{order.column} {direction}, key {direction}"
        )
        if limit is not None:
            sql += " LIMIT ?"
            parameters.append(limit)
        return sql, parameters


def shown(
    db: Database, where: Filter | None, *, reachable: bool = False
) -> tuple[str, list[object]]:
    """The condition on ``assets`` for what is listed, and its parameters.

    Pictures of an offline root are listed: their thumbnails and vectors are here. ``reachable``
    leaves them out, for work that needs the files.
    """
    condition, parameters = to_sql(where)
    seen = "assets.missing = 0"
    offline: list[object] = []
    if reachable:
        offline = [row[0] for row in db.rows("SELECT key FROM roots WHERE offline = 1")]
    if not offline:
        return f"{seen} AND {condition}", parameters
    seen += f" AND assets.root NOT IN ({','.join('?' * len(offline))})"
    return f"{seen} AND {condition}", [*offline, *parameters]
