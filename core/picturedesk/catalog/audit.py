# ruff: noqa: S608 - the SQL is put together from this room's own words; values are parameters
"""The audit: who decided what. Rows are added, never changed and never removed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from picturedesk.catalog import values
from picturedesk.catalog.database import Database, Row


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision."""

    key: int
    at: datetime
    """UTC."""
    actor: str
    """Who: a user's name."""
    action: str
    """What, as a verb and its thing: ``tag.add``, ``crop.pick``, ``alttext.approve``."""
    asset_id: str | None
    before: Any
    """JSON value: what was there."""
    after: Any
    """JSON value: what is there now."""
    encoder: str
    prompt_version: str
    origin: str
    """Where the suggestion came from that was decided on; empty for a person's own idea."""


class Audit:
    """Append and read. The table itself refuses anything else."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def append(
        self,
        actor: str,
        action: str,
        asset_id: str | None = None,
        before: object = None,
        after: object = None,
        *,
        encoder: str = "",
        prompt_version: str = "",
        origin: str = "",
    ) -> int:
        """Record a decision, in the transaction that carries it out; answers the entry's key."""
        texts = (values.storable(text) for text in (str(encoder), prompt_version, origin))
        with self._db.transaction(durable=True):
            return self._db.insert(
                "INSERT INTO audit (at, actor, action, asset, before, after, encoder, "
                "prompt_version, origin) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (values.now(), values.storable(actor), action,
                 None if asset_id is None else values.id_bytes(asset_id),
                 values.to_json(before), values.to_json(after), *texts),
            )  # fmt: skip

    def entries(
        self,
        *,
        asset_id: str | None = None,
        action: str | None = None,
        after: int = 0,
        limit: int | None = None,
    ) -> list[Entry]:
        """Entries in the order they were made, from the key ``after`` on.

        ``action`` may be the beginning of one: ``crop.`` means every decision about crops.
        """
        conditions, parameters = ["key > ?"], [after]  # type: tuple[list[str], list[Any]]
        if asset_id is not None:
            conditions.append("asset = ?")
            parameters.append(values.id_bytes(asset_id))
        if action is not None:
            conditions.append("substr(action, 1, ?) = ?")
            parameters += [len(action), action]
        parameters.append(-1 if limit is None else limit)
        sql = (
            "SELECT key, at, actor, action, asset, before, after, encoder, prompt_version, origin "
            f"FROM audit WHERE {' AND '.join(conditions)} ORDER BY key LIMIT ?"
        )
        return [_entry(row) for row in self._db.rows(sql, parameters)]

    def walk(self, batch: int = 1000) -> Iterator[Entry]:
        """Every entry, however many there are."""
        after = 0
        while found := self.entries(after=after, limit=batch):
            yield from found
            after = found[-1].key


def _entry(row: Row) -> Entry:
    key, at, actor, action, asset, before, after, encoder, prompt_version, origin = row
    return Entry(
        key,
        values.to_utc(at),
        actor,
        action,
        None if asset is None else values.id_text(asset),
        json.loads(before),
        json.loads(after),
        encoder,
        prompt_version,
        origin,
    )
