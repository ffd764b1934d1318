"""What decisions said about slots: one row a picture, slot and value; each can be unlearnt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from picturedesk.catalog import values
from picturedesk.catalog.database import Database, Keys, carray


@dataclass(frozen=True, slots=True)
class StoredLesson:
    """One lesson; ``pixel_hash`` is of the picture it was learnt from."""

    key: int
    asset_key: int
    asset_id: str
    pixel_hash: bytes
    slot: str
    value: str
    says: bool
    actor: str
    at: datetime


class Lessons:
    """Lessons by key."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(
        self, asset_key: int, pixel_hash: bytes, slot: str, value: str, *, says: bool, actor: str
    ) -> None:
        """Learn that a picture shows (``says``) or does not show a value; the last word counts."""
        with self._db.transaction(durable=True):
            self._db.write(
                "INSERT INTO lessons (asset, pixel_hash, slot, value, says, actor, at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (asset, slot, value) DO UPDATE SET "
                "says = excluded.says, pixel_hash = excluded.pixel_hash, "
                "actor = excluded.actor, at = excluded.at",
                (asset_key, pixel_hash, slot, values.storable(value), int(says),
                 values.storable(actor), values.now()),
            )  # fmt: skip

    def all(self) -> list[StoredLesson]:
        """Every lesson, oldest first."""
        rows = self._db.rows(
            "SELECT l.key, l.asset, a.id, l.pixel_hash, l.slot, l.value, l.says, l.actor, l.at "
            "FROM lessons AS l JOIN assets AS a ON a.key = l.asset ORDER BY l.key"
        )
        return [
            StoredLesson(
                key, asset, values.id_text(identity), pixels, slot, value, bool(says), actor,
                values.to_utc(at),
            )
            for key, asset, identity, pixels, slot, value, says, actor, at in rows
        ]  # fmt: skip

    def state(self) -> tuple[int, int]:
        """Differs when lessons were added, changed or forgotten."""
        row = self._db.row("SELECT count(*), coalesce(max(at), 0) FROM lessons")
        return (0, 0) if row is None else (int(row[0]), int(row[1]))

    def remove(self, keys: Iterable[int] | Keys) -> None:
        """Forget lessons."""
        with self._db.transaction(durable=True):
            self._db.write("DELETE FROM lessons WHERE key IN carray(?)", (carray(keys),))

    def remove_of(self, asset_key: int) -> None:
        """Forget what was learnt from one asset."""
        with self._db.transaction(durable=True):
            self._db.write("DELETE FROM lessons WHERE asset = ?", (asset_key,))
