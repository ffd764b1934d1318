# ruff: noqa: S608 - the SQL is put together from this room's own words; values are parameters
"""Vectors: one row a frame and encoder, shared by assets with equal pixels.

SQLite does not checksum blobs, so every row carries a CRC that is compared when it is read.
Keys only grow and are never given twice: an index that was saved before a removal can hold keys
that are gone, never keys that mean another picture.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from picturedesk.catalog.browsing import shown
from picturedesk.catalog.database import Database, Keys, Row, carray
from picturedesk.catalog.filters import Filter
from picturedesk.catalog.remembered import Remembered
from picturedesk.catalog.roots import shown_path
from picturedesk.errors import BugError
from picturedesk.records import Stamp

HalfArray = npt.NDArray[np.float16]
_FEW = 20_000
"""Up to so many assets their vectors are looked up one by one."""


@dataclass(frozen=True, slots=True)
class Unembedded:
    """An asset whose pixels have no vector yet; of several with the same pixels, one."""

    asset_key: int
    root_key: int
    relative_path: bytes
    path: str
    stamp: Stamp
    pixel_hash: bytes


class Vectors:
    """The vectors of every encoder."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._remembered = Remembered(db)

    # -- writing --------------------------------------------------------------------------------

    def put(
        self, encoder_key: int, frames: Iterable[tuple[bytes, int, npt.NDArray[Any]]]
    ) -> list[int]:
        """Store ``(pixel_hash, time_ms, vector (D,))``; answers the keys, in the same order.

        Vectors are stored as float16. One that is there already is replaced and keeps its key.
        """
        keys = []
        with self._db.transaction():
            for pixel_hash, time_ms, vector in frames:
                blob = np.ascontiguousarray(vector, "<f2").tobytes()
                keys.append(
                    int(self._db.value(
                        "INSERT INTO vec.vectors (encoder, pixel_hash, time_ms, vector, crc32) "
                        "VALUES (?, ?, ?, ?, ?) ON CONFLICT (encoder, pixel_hash, time_ms) "
                        "DO UPDATE SET vector = excluded.vector, crc32 = excluded.crc32 "
                        "RETURNING key",
                        (encoder_key, pixel_hash, time_ms, blob, zlib.crc32(blob)),
                    ))
                )  # fmt: skip
        return keys

    def remove(self, keys: Iterable[int] | Keys) -> None:
        """Delete vectors, damaged ones for example: their assets are embedded again."""
        self._db.write("DELETE FROM vec.vectors WHERE key IN carray(?)", (carray(keys),))

    def drop_orphans(self) -> Keys:
        """Delete the vectors whose pixels no asset has any more; answers their keys.

        Assets that are missing or offline keep theirs.
        """
        with self._db.transaction():
            keys = self.orphans()
            if keys.size:
                self.remove(keys)
        return keys

    # -- what there is --------------------------------------------------------------------------

    def orphans(self) -> Keys:
        """Keys of the vectors whose pixels no asset has."""
        return self._db.column(
            "SELECT key FROM vec.vectors AS v WHERE NOT EXISTS "
            "(SELECT 1 FROM assets WHERE assets.pixel_hash = v.pixel_hash) ORDER BY key"
        )

    def count(self, encoder_key: int, up_to: int | None = None) -> int:
        """How many vectors an encoder has, with keys up to ``up_to``."""
        if up_to is None:
            sql = "SELECT count(*) FROM vec.vectors WHERE encoder = ?"
            return int(self._db.value(sql, (encoder_key,)))
        sql = "SELECT count(*) FROM vec.vectors WHERE encoder = ? AND key <= ?"
        return int(self._db.value(sql, (encoder_key, up_to)))

    def known(self, encoder_key: int, pixel_hashes: Sequence[bytes]) -> set[bytes]:
        """Those of the pixel hashes that have a vector."""
        return {
            pixel_hash
            for pixel_hash in set(pixel_hashes)
            if self._db.value(
                "SELECT 1 FROM vec.vectors WHERE encoder = ? AND pixel_hash = ?",
                (encoder_key, pixel_hash),
            )
        }

    def missing(self, encoder_key: int, limit: int | None = None) -> list[Unembedded]:
        """Pictures that can be read and have no vector from this encoder, oldest first."""
        condition, parameters = shown(self._db, None, reachable=True)
        rows = self._db.rows(
            "SELECT min(assets.key), assets.root, roots.path, folders.path, assets.name, "
            "  assets.size, assets.mtime_ns, assets.pixel_hash FROM assets "
            "JOIN roots ON roots.key = assets.root JOIN folders ON folders.key = assets.folder "
            f"WHERE {condition} AND assets.kind = 'picture' AND NOT EXISTS (SELECT 1 FROM "
            "  vec.vectors AS v WHERE v.encoder = ? AND v.pixel_hash = assets.pixel_hash) "
            "GROUP BY assets.pixel_hash ORDER BY 1 LIMIT ?",
            [*parameters, encoder_key, -1 if limit is None else limit],
        )
        return [_unembedded(row) for row in rows]

    def count_missing(self, encoder_key: int) -> int:
        """How many :meth:`missing` would list."""
        condition, parameters = shown(self._db, None, reachable=True)
        sql = (
            f"SELECT count(DISTINCT pixel_hash) FROM assets WHERE {condition} "
            "AND kind = 'picture' AND NOT EXISTS (SELECT 1 FROM vec.vectors AS v "
            "WHERE v.encoder = ? AND v.pixel_hash = assets.pixel_hash)"
        )
        return int(self._db.value(sql, [*parameters, encoder_key]))

    # -- vectors --------------------------------------------------------------------------------

    def iterate(
        self,
        encoder_key: int,
        batch: int = 8192,
        *,
        after: int = 0,
        damaged: list[int] | None = None,
    ) -> Iterator[tuple[Keys, HalfArray]]:
        """Batches of keys, int64 ``(n,)`` rising, and vectors, float16 ``(n, D)``.

        Begins above the key ``after``. Rows whose CRC or length is wrong are left out; their keys
        go into ``damaged``.
        """
        dimension = self._dimension(encoder_key)
        while True:
            # By key and not by encoder's index: the file is read from front to back.
            rows = self._db.rows(
                "SELECT key, vector, crc32 FROM vec.vectors NOT INDEXED "
                "WHERE key > ? AND encoder = ? ORDER BY key LIMIT ?",
                (after, encoder_key, batch),
            )
            if not rows:
                return
            after = rows[-1][0]
            keys, vectors = _whole(rows, dimension, damaged)
            if keys.size:
                yield keys, vectors

    def get(self, keys: Sequence[int] | Keys) -> dict[int, HalfArray]:
        """Vectors by key, float16 ``(D,)``; damaged and deleted ones are left out."""
        rows = self._db.rows(
            "SELECT key, vector, crc32 FROM vec.vectors WHERE key IN carray(?)", (carray(keys),)
        )
        return {
            key: np.frombuffer(blob, "<f2") for key, blob, crc in rows if zlib.crc32(blob) == crc
        }

    # -- vectors and assets ---------------------------------------------------------------------

    def assets_of(self, vector_keys: Iterable[int] | Keys) -> dict[int, list[int]]:
        """The assets behind each vector that are not missing, by rising key; [] where none is."""
        wanted = [int(key) for key in vector_keys]
        condition, parameters = shown(self._db, None)
        found: dict[int, list[int]] = {key: [] for key in wanted}
        for vector, asset in self._db.rows(
            "SELECT v.key, assets.key FROM vec.vectors AS v CROSS JOIN assets ON "
            f"assets.pixel_hash = v.pixel_hash WHERE v.key IN carray(?) AND {condition} "
            "ORDER BY assets.key",
            [carray(wanted), *parameters],
        ):
            found[vector].append(asset)
        return found

    def keys_of(self, encoder_key: int, asset_keys: Iterable[int] | Keys) -> dict[int, int]:
        """The vector of each asset's first frame; assets without one are left out."""
        rows = self._db.rows(
            "SELECT assets.key, v.key, min(v.time_ms) FROM assets CROSS JOIN vec.vectors AS v ON "
            "v.encoder = ? AND v.pixel_hash = assets.pixel_hash WHERE assets.key IN carray(?) "
            "GROUP BY assets.key",
            (encoder_key, carray(asset_keys)),
        )
        return {asset: vector for asset, vector, _ in rows}

    def pairs(self, encoder_key: int, where: Filter | None = None) -> tuple[Keys, Keys]:
        """Vector keys and the keys of their listed assets, int64 ``(n,)`` each, side by side.

        Remembered until something is written; not to be written to.
        """
        return self._remembered.get(
            (encoder_key, str(where or "")), lambda: self._pairs(encoder_key, where)
        )

    def owners(self, vector_keys: Iterable[int] | Keys) -> tuple[Keys, Keys]:
        """Vector keys and the keys of all their assets, missing ones too, side by side."""
        sql = (
            "SELECT v.key, assets.key FROM vec.vectors AS v CROSS JOIN assets ON "
            "assets.pixel_hash = v.pixel_hash WHERE v.key IN carray(?)"
        )
        return _apart(self._db.columns(sql, 2, (carray(vector_keys),)))

    def _pairs(self, encoder_key: int, where: Filter | None) -> tuple[Keys, Keys]:
        condition, parameters = shown(self._db, where)
        assets = self._db.long_column(f"SELECT key FROM assets WHERE {condition}", parameters)
        if assets.size <= _FEW:
            sql = (
                "SELECT v.key, assets.key FROM assets CROSS JOIN vec.vectors AS v ON "
                "v.encoder = ? AND v.pixel_hash = assets.pixel_hash WHERE assets.key IN carray(?)"
            )
            return _apart(self._db.columns(sql, 2, (encoder_key, carray(assets))))
        vectors, owners = self._remembered.get(encoder_key, lambda: self._all_pairs(encoder_key))
        among = np.isin(owners, assets)
        return vectors[among], owners[among]

    def _all_pairs(self, encoder_key: int) -> tuple[Keys, Keys]:
        """Every pair, missing assets too."""
        # Both tables lie in the order of their hashes in these two indexes: no jumping about.
        sql = (
            "SELECT v.key, assets.key FROM assets INDEXED BY assets_by_pixels "
            "CROSS JOIN vec.vectors AS v ON v.encoder = ? AND v.pixel_hash = assets.pixel_hash"
        )
        return _apart(self._db.columns(sql, 2, (encoder_key,)))

    def _dimension(self, encoder_key: int) -> int:
        found = self._db.value("SELECT dimension FROM encoders WHERE key = ?", (encoder_key,))
        if found is None:
            raise BugError(f"no encoder {encoder_key}")
        return int(found)


def _apart(both: Keys) -> tuple[Keys, Keys]:
    """The two columns of ``(n, 2)``."""
    first, second = both[:, 0].copy(), both[:, 1].copy()
    first.setflags(write=False)
    second.setflags(write=False)
    return first, second


def _whole(rows: list[Row], dimension: int, damaged: list[int] | None) -> tuple[Keys, HalfArray]:
    """Keys and vectors of the rows that are as they were written."""
    good = [
        (key, blob)
        for key, blob, crc in rows
        if len(blob) == 2 * dimension and zlib.crc32(blob) == crc
    ]
    if damaged is not None and len(good) < len(rows):
        fine = {key for key, _ in good}
        damaged.extend(key for key, _, _ in rows if key not in fine)
    keys = np.fromiter((key for key, _ in good), np.int64, len(good))
    vectors = np.frombuffer(b"".join(blob for _, blob in good), "<f2").reshape(-1, dimension)
    return keys, vectors


def _unembedded(row: Row) -> Unembedded:
    key, root_key, root, folder, name, size, mtime_ns, pixel_hash = row
    relative = folder + b"/" + name if folder else name
    return Unembedded(
        key, root_key, relative, shown_path(root, relative), Stamp(size, mtime_ns), pixel_hash
    )
