"""Settings that belong to one library, and where its pictures have been used."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from picturedesk.catalog import values
from picturedesk.catalog.database import Database, Keys, carray


class LibrarySettings:
    """Names and JSON values."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, name: str, default: Any = None) -> Any:
        """The value kept under a name."""
        text = self._db.value("SELECT value FROM settings WHERE name = ?", (name,))
        return default if text is None else json.loads(text)

    def put(self, name: str, value: object) -> None:
        """Keep a value under a name; None forgets the name."""
        with self._db.transaction(durable=True):
            if value is None:
                self._db.write("DELETE FROM settings WHERE name = ?", (name,))
            else:
                self._db.write(
                    "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)",
                    (name, values.to_json(value)),
                )

    def all(self) -> dict[str, Any]:
        """Everything that is kept."""
        rows = self._db.rows("SELECT name, value FROM settings ORDER BY name")
        return {name: json.loads(text) for name, text in rows}


class Usage:
    """On which channel an asset was used, and when."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, asset_key: int, channel: str, day: date) -> None:
        """Remember a use; twice on one day is once."""
        with self._db.transaction(durable=True):
            self._db.write(
                "INSERT OR IGNORE INTO usage (asset, channel, day) VALUES (?, ?, ?)",
                (asset_key, channel, day.isoformat()),
            )

    def remove(self, asset_key: int, channel: str, day: date) -> None:
        """Take a use back."""
        with self._db.transaction(durable=True):
            self._db.write(
                "DELETE FROM usage WHERE asset = ? AND channel = ? AND day = ?",
                (asset_key, channel, day.isoformat()),
            )

    def since(self, channel: str, day: date) -> Keys:
        """The assets used on a channel on that day or later, rising keys."""
        return self._db.column(
            "SELECT DISTINCT asset FROM usage WHERE channel = ? AND day >= ? ORDER BY asset",
            (channel, day.isoformat()),
        )

    def of(self, asset_keys: Iterable[int] | Keys) -> dict[int, list[tuple[str, date]]]:
        """Where and when assets were used, oldest first; unused ones are left out."""
        found: dict[int, list[tuple[str, date]]] = {}
        for asset, channel, day in self._db.rows(
            "SELECT asset, channel, day FROM usage WHERE asset IN carray(?) ORDER BY day, channel",
            (carray(asset_keys),),
        ):
            found.setdefault(asset, []).append((channel, date.fromisoformat(day)))
        return found
