"""The cache of text vectors, in a file of its own: anyone may write it, losing it costs nothing.

Busy, read-only, damaged, on a full disk: the cache is silent about it and holds nothing.
"""

from __future__ import annotations

import contextlib
import time
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import apsw
import numpy as np
import numpy.typing as npt

from picturedesk.catalog.database import run_all
from picturedesk.catalog.schema import CACHE
from picturedesk.catalog.values import storable
from picturedesk.records import EncoderId

FloatArray = npt.NDArray[np.float32]
MOST = 60_000
"""How many vectors are kept; the ones unused for longest go."""
_SETTINGS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
PRAGMA journal_size_limit = 1000000;
"""
_BUSY_MS = 50  # a query must not wait for it
_A_DAY = 86_400


class Texts:
    """Text vectors by encoder and text. Opened at first use."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: apsw.Connection | None = None
        self._tried = False

    def get(self, encoder_id: EncoderId | str, texts: Sequence[str]) -> dict[str, FloatArray]:
        """The vectors that are here, float32 ``(D,)``, by text."""
        found: dict[str, FloatArray] = {}
        connection = self._open()
        if connection is None:
            return found
        stale: list[str] = []
        today = int(time.time())
        with self._quietly():
            for text in dict.fromkeys(texts):
                row = connection.execute(
                    "SELECT vector, crc32, used FROM texts WHERE encoder = ? AND text = ?",
                    (str(encoder_id), storable(text)),
                ).fetchone()
                if row is not None and zlib.crc32(row[0]) == row[1]:
                    found[text] = np.frombuffer(row[0], "<f4")
                    if row[2] < today - _A_DAY:
                        stale.append(text)
            if stale:
                connection.executemany(
                    "UPDATE texts SET used = ? WHERE encoder = ? AND text = ?",
                    [(today, str(encoder_id), storable(text)) for text in stale],
                )
        return found

    def put(self, encoder_id: EncoderId | str, vectors: Mapping[str, npt.NDArray[Any]]) -> None:
        """Keep vectors ``(D,)`` by text."""
        connection = self._open()
        if connection is None:
            return
        now = int(time.time())
        rows = []
        for text, vector in vectors.items():
            blob = np.ascontiguousarray(vector, "<f4").tobytes()
            rows.append((str(encoder_id), storable(text), blob, zlib.crc32(blob), now))
        with self._quietly(), connection:
            connection.executemany("INSERT OR REPLACE INTO texts VALUES (?, ?, ?, ?, ?)", rows)
            count: Any = connection.execute("SELECT count(*) FROM texts").fetchall()[0][0]
            if count > MOST:
                connection.execute(
                    "DELETE FROM texts WHERE (encoder, text) IN "
                    "(SELECT encoder, text FROM texts ORDER BY used LIMIT ?)",
                    (count - MOST + MOST // 20,),
                )

    def clear(self) -> None:
        """Forget everything."""
        connection = self._open()
        if connection is not None:
            with self._quietly():
                connection.execute("DELETE FROM texts")

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            with self._quietly():
                self._connection.close()
            self._connection = None

    def _open(self) -> apsw.Connection | None:
        if not self._tried:
            self._tried = True
            if not self._connect():
                # Damaged, perhaps: a cache may be thrown away. Elsewhere this changes nothing.
                with contextlib.suppress(OSError):
                    if _is_damaged(self._path):
                        for ending in ("", "-wal", "-shm"):
                            Path(f"{self._path}{ending}").unlink(missing_ok=True)
                        self._connect()
        return self._connection

    def _connect(self) -> bool:
        with self._quietly():
            connection = apsw.Connection(str(self._path))
            try:
                connection.set_busy_timeout(_BUSY_MS)
                run_all(connection, _SETTINGS)
                run_all(connection, CACHE)
            except apsw.Error:
                connection.close()
                raise
            self._connection = connection
            return True
        return False

    @staticmethod
    def _quietly() -> contextlib.AbstractContextManager[None, bool]:
        return contextlib.suppress(apsw.Error, UnicodeEncodeError)


def _is_damaged(path: Path) -> bool:
    """Whether SQLite itself says that this is no whole database (busy or read-only is not that)."""
    if not path.is_file():
        return False
    try:
        with contextlib.closing(
            apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        ) as connection:
            connection.execute("SELECT count(*) FROM texts").fetchall()
    except (apsw.NotADBError, apsw.CorruptError, apsw.SQLError):
        return True
    except apsw.Error:
        return False
    return False
