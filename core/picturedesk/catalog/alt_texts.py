# ruff: noqa: S608 - the SQL is put together from this room's own words; values are parameters
"""Where the alt text of each asset stands, one row an asset and language.

A row keeps what was decided and of which pixels; whether that still holds is found by comparing
with the asset as it is now, so that a file that changes needs nobody to remember its texts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from picturedesk.catalog import values
from picturedesk.catalog.browsing import shown
from picturedesk.catalog.database import Database, Keys, Row, carray
from picturedesk.catalog.filters import Filter


@dataclass(frozen=True, slots=True)
class StoredAltText:
    """One row as it was put."""

    asset_key: int
    language: str
    state: str
    role: str
    text: str
    extended: str
    confidence: float
    pixel_hash: bytes
    encoder: str
    bank: str
    suggestion: Mapping[str, Any] | None
    actor: str
    changed: datetime | None = None
    """UTC; set when it is put."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The few columns that a queue needs of every asset, and nothing else."""

    asset_key: int
    state: str
    """Empty where there is no row."""
    confidence: float
    pixels_hold: bool
    encoder: str
    bank: str
    has_alt: bool
    """The file itself brought an alt text."""
    role: str


_COLUMNS = (
    "asset, language, state, role, text, extended, confidence, pixel_hash, encoder, bank, "
    "actor, changed"
)
_ROWS = f"SELECT {_COLUMNS}, document FROM alt_texts LEFT JOIN suggestions USING (asset, language)"


class AltTexts:
    """Alt texts by asset and language."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, row: StoredAltText) -> None:
        """Put a row in the place of the one that was there."""
        texts = (values.storable(t) for t in (row.text, row.extended))
        with self._db.transaction(durable=True):
            self._db.write(
                f"INSERT OR REPLACE INTO alt_texts ({_COLUMNS}) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (row.asset_key, row.language, row.state, row.role, *texts, row.confidence,
                 row.pixel_hash, row.encoder, row.bank, values.storable(row.actor), values.now()),
            )  # fmt: skip
            # The row that was replaced took its suggestion with it.
            if row.suggestion is not None:
                self._db.write(
                    "INSERT INTO suggestions (asset, language, document) VALUES (?, ?, ?)",
                    (row.asset_key, row.language, values.to_json(dict(row.suggestion))),
                )

    def get(self, asset_key: int, language: str) -> StoredAltText | None:
        """One row, or None."""
        return self.get_many([asset_key], language).get(asset_key)

    def get_many(self, keys: Iterable[int] | Keys, language: str) -> dict[int, StoredAltText]:
        """The rows of assets in one language; assets without one are left out."""
        rows = self._db.rows(
            f"{_ROWS} WHERE language = ? AND asset IN carray(?)", (language, carray(keys))
        )
        return {row[0]: _stored(row) for row in rows}

    def of(self, asset_key: int) -> list[StoredAltText]:
        """The rows of one asset in every language, by language."""
        rows = self._db.rows(f"{_ROWS} WHERE asset = ? ORDER BY language", (asset_key,))
        return [_stored(row) for row in rows]

    def remove(self, asset_key: int, language: str) -> None:
        """Take a row away: nothing has been said."""
        with self._db.transaction(durable=True):
            self._db.write(
                "DELETE FROM alt_texts WHERE asset = ? AND language = ?", (asset_key, language)
            )

    def languages(self) -> list[str]:
        """Languages in which there is any row."""
        return [r[0] for r in self._db.rows("SELECT DISTINCT language FROM alt_texts ORDER BY 1")]

    def standings(self, language: str, where: Filter | None = None) -> list[Standing]:
        """Every listed picture that a filter lets through, by rising key, with or without a row."""
        condition, parameters = shown(self._db, where)
        rows = self._db.rows(
            "SELECT p.key, coalesce(t.state, ''), coalesce(t.confidence, 0.0), "
            "  t.pixel_hash IS NULL OR t.pixel_hash = p.pixel_hash, coalesce(t.encoder, ''), "
            "  coalesce(t.bank, ''), (p.has & ?) != 0, coalesce(t.role, '') "
            f"FROM (SELECT key, pixel_hash, has FROM assets WHERE {condition} "
            "  AND kind = 'picture') AS p "
            "LEFT JOIN alt_texts AS t ON t.asset = p.key AND t.language = ? ORDER BY p.key",
            [int(values.Has.ALT), *parameters, language],
        )
        return [
            Standing(key, state, float(confidence), bool(hold), encoder, bank, bool(alt), role)
            for key, state, confidence, hold, encoder, bank, alt, role in rows
        ]

    def in_states(self, states: Iterable[str], language: str | None = None) -> Keys:
        """Assets (listed ones) with a row in one of these states, rising keys."""
        condition, parameters = shown(self._db, None)
        wanted = list(states)
        said = "" if language is None else "AND language = ?"
        found = self._db.column(
            "SELECT DISTINCT asset FROM alt_texts JOIN assets ON assets.key = asset WHERE state IN "
            f"({','.join('?' * len(wanted))}) {said} AND {condition} ORDER BY asset",
            [*wanted, *(() if language is None else (language,)), *parameters],
        )
        return np.asarray(found, np.int64)

    def same_text(self, text: str, language: str, limit: int = 20) -> list[int]:
        """Assets whose decided text in this language is exactly this one."""
        rows = self._db.rows(
            "SELECT asset FROM alt_texts WHERE language = ? AND text = ? AND "
            "state IN ('approved', 'written') ORDER BY asset LIMIT ?",
            (language, values.storable(text), limit),
        )
        return [row[0] for row in rows]


def _stored(row: Row) -> StoredAltText:
    (asset, language, state, role, text, extended, confidence, pixel_hash, encoder, bank,
     actor, changed, suggestion) = row  # fmt: skip
    return StoredAltText(
        asset, language, state, role, text, extended, confidence, pixel_hash, encoder, bank,
        None if suggestion is None else json.loads(suggestion), actor, values.to_utc(changed),
    )  # fmt: skip
