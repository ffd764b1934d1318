"""Pictures that could not be read, and files that are none of our kinds."""

from __future__ import annotations

from collections.abc import Mapping

from picturedesk.catalog import values
from picturedesk.catalog.database import Database
from picturedesk.catalog.roots import shown_path
from picturedesk.records import Problem, Stamp


class Problems:
    """Listed until the file can be read or is gone."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, root_key: int, relative_path: bytes, stamp: Stamp, reason: str) -> None:
        """List a file; the stamp says when it is worth trying again."""
        self._db.write(
            "INSERT OR REPLACE INTO problems (root, path, size, mtime_ns, reason) "
            "VALUES (?, ?, ?, ?, ?)",
            (root_key, relative_path, stamp.size, stamp.mtime_ns, values.storable(reason)),
        )

    def clear(self, root_key: int, relative_path: bytes) -> None:
        """The file could be read, or is gone."""
        self._db.write(
            "DELETE FROM problems WHERE root = ? AND path = ?", (root_key, relative_path)
        )

    def all(self) -> list[Problem]:
        """Every problem, by path."""
        rows = self._db.rows(
            "SELECT roots.path, problems.path, reason FROM problems "
            "JOIN roots ON roots.key = problems.root ORDER BY 1, 2"
        )
        return [Problem(shown_path(root, path), reason) for root, path, reason in rows]

    def count(self) -> int:
        """How many problems there are."""
        return int(self._db.value("SELECT count(*) FROM problems"))

    def set_skipped(self, root_key: int, counts: Mapping[str, int]) -> None:
        """How many files of each extension a scan of the root passed by."""
        with self._db.transaction():
            self._db.write("DELETE FROM skipped WHERE root = ?", (root_key,))
            summed: dict[str, int] = {}
            for extension, count in counts.items():
                text = values.storable(extension)
                summed[text] = summed.get(text, 0) + count
            self._db.write_many(
                "INSERT INTO skipped (root, extension, count) VALUES (?, ?, ?)",
                [(root_key, extension, count) for extension, count in summed.items()],
            )

    def skipped(self, root_key: int | None = None) -> dict[str, int]:
        """Skipped files by extension, most first; of one root, or of all."""
        rows = self._db.rows(
            "SELECT extension, sum(count) AS n FROM skipped WHERE ?1 IS NULL OR root = ?1 "
            "GROUP BY extension ORDER BY n DESC, extension",
            (root_key,),
        )
        return dict(rows)
