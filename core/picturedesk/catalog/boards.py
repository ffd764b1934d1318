"""Board documents and saved searches: JSON that the rooms above understand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from picturedesk.catalog import values
from picturedesk.catalog.database import Database, Row
from picturedesk.errors import BugError


@dataclass(frozen=True, slots=True)
class StoredBoard:
    """A board as it was saved."""

    id: str
    name: str
    version: int
    """Of the document's own format."""
    document: dict[str, Any]
    created: datetime
    changed: datetime


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query that was kept."""

    id: str
    name: str
    query: dict[str, Any]
    created: datetime


class Boards:
    """Boards by their UUID."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(
        self, document: Mapping[str, Any], version: int, *, name: str = "", board_id: str = ""
    ) -> str:
        """Save a board, a new one or another state of an old one; answers its UUID.

        ``name`` and ``board_id``, where not given, are the document's ``"name"`` (or
        ``"title"``) and ``"id"``.
        """
        said = board_id or str(document.get("id", ""))
        identity = values.id_bytes(said) if said else values.new_id()
        if identity is None:
            raise BugError(f"not a board's id: {said!r}")
        name = name or str(document.get("name") or document.get("title") or "")
        moment = values.now()
        with self._db.transaction(durable=True):
            self._db.write(
                "INSERT INTO boards (id, name, version, document, created, changed) "
                "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
                "version = excluded.version, document = excluded.document, "
                "changed = excluded.changed",
                (identity, values.storable(name), version, values.to_json(dict(document)),
                 moment, moment),
            )  # fmt: skip
        return values.id_text(identity)

    def get(self, board_id: str) -> StoredBoard | None:
        """One board."""
        row = self._db.row(f"{_BOARD} WHERE id = ?", (values.id_bytes(board_id),))
        return None if row is None else _board(row)

    def all(self) -> list[StoredBoard]:
        """Every board, the one changed last first."""
        return [_board(row) for row in self._db.rows(f"{_BOARD} ORDER BY changed DESC, id")]

    def remove(self, board_id: str) -> None:
        """Delete a board."""
        with self._db.transaction(durable=True):
            self._db.write("DELETE FROM boards WHERE id = ?", (values.id_bytes(board_id),))


class Searches:
    """Saved searches by their UUID."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, name: str, query: Mapping[str, Any], *, search_id: str = "") -> str:
        """Keep a query, or change one that is kept; answers its UUID."""
        identity = values.id_bytes(search_id) if search_id else values.new_id()
        if identity is None:
            raise BugError(f"not a search's id: {search_id!r}")
        with self._db.transaction(durable=True):
            self._db.write(
                "INSERT INTO searches (id, name, query, created) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET name = excluded.name, query = excluded.query",
                (identity, values.storable(name), values.to_json(dict(query)), values.now()),
            )
        return values.id_text(identity)

    def all(self) -> list[SavedSearch]:
        """Every saved search, by name."""
        rows = self._db.rows("SELECT id, name, query, created FROM searches")
        found = [
            SavedSearch(values.id_text(identity), name, json.loads(query), values.to_utc(created))
            for identity, name, query, created in rows
        ]
        return sorted(found, key=lambda search: (values.fold(search.name), search.id))

    def remove(self, search_id: str) -> None:
        """Forget a saved search."""
        with self._db.transaction(durable=True):
            self._db.write("DELETE FROM searches WHERE id = ?", (values.id_bytes(search_id),))


_BOARD = "SELECT id, name, version, document, created, changed FROM boards"


def _board(row: Row) -> StoredBoard:
    identity, name, version, document, created, changed = row
    return StoredBoard(
        values.id_text(identity),
        name,
        version,
        json.loads(document),
        values.to_utc(created),
        values.to_utc(changed),
    )
