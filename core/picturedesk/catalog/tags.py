"""Words on assets: keywords read from the files, and tags given here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from picturedesk.catalog import values
from picturedesk.catalog.database import Database, Keys, carray


class Tags:
    """Tags given here; the files' own keywords are only read."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, keys: Iterable[int] | Keys, tags: Sequence[str]) -> None:
        """Give tags to assets. A tag that an asset has in another case is left as it is."""
        with self._db.transaction(durable=True):
            array = carray(list(map(int, keys)))
            for tag in tags:
                word = _word(self._db, tag)
                if word is not None:
                    self._db.write(
                        "INSERT INTO tags (asset, given, position, word) "
                        "SELECT key, 1, coalesce((SELECT max(position) + 1 FROM tags WHERE "
                        "  asset = assets.key AND given = 1), 0), ? "
                        "FROM assets WHERE key IN carray(?) AND NOT EXISTS (SELECT 1 FROM tags "
                        "  JOIN words ON words.key = tags.word WHERE tags.asset = assets.key "
                        "  AND tags.given = 1 AND words.folded = ?)",
                        (word, array, values.fold(_clean(tag))),
                    )

    def remove(self, keys: Iterable[int] | Keys, tags: Sequence[str]) -> None:
        """Take tags that were given here from assets, in whatever case they were given."""
        with self._db.transaction(durable=True):
            array = carray(list(map(int, keys)))
            for tag in tags:
                self._db.write(
                    "DELETE FROM tags WHERE given = 1 AND asset IN carray(?) AND word IN "
                    "(SELECT key FROM words WHERE folded = ?)",
                    (array, values.fold(_clean(tag))),
                )

    def given(self, keys: Iterable[int] | Keys) -> dict[int, tuple[str, ...]]:
        """The tags given here, by asset: what undo puts back. Assets without one are left out."""
        found: dict[int, list[str]] = {}
        for asset, text in self._db.rows(
            "SELECT tags.asset, words.text FROM tags JOIN words ON words.key = tags.word "
            "WHERE tags.given = 1 AND tags.asset IN carray(?) ORDER BY tags.asset, tags.position",
            (carray(keys),),
        ):
            found.setdefault(asset, []).append(text)
        return {asset: tuple(texts) for asset, texts in found.items()}

    def counts(self, start: str = "", limit: int = 50) -> list[tuple[str, int]]:
        """Words that begin like ``start`` and how many assets have each, most first.

        Keywords and tags together; words that differ only in case are one, shown as it was first
        written.
        """
        folded = values.fold(values.storable(start))
        rows = self._db.rows(
            "SELECT min(text), n FROM (SELECT words.text, words.folded, words.key AS word, "
            "  (SELECT count(DISTINCT tags.asset) FROM tags JOIN words AS same "
            "   ON same.key = tags.word WHERE same.folded = words.folded) AS n "
            "  FROM words WHERE words.folded >= ? AND words.folded < ?) "
            "WHERE n > 0 GROUP BY folded ORDER BY n DESC, folded LIMIT ?",
            (folded, folded + "\U0010ffff", limit),
        )
        return [(text, count) for text, count in rows]


def write_words(db: Database, key: int, keywords: Sequence[str]) -> None:
    """Put a file's keywords in the place of those it had."""
    db.write("DELETE FROM tags WHERE asset = ? AND given = 0", (key,))
    words = dict.fromkeys(word for word in (_word(db, text) for text in keywords) if word)
    db.write_many(
        "INSERT INTO tags (asset, given, position, word) VALUES (?, 0, ?, ?)",
        [(key, position, word) for position, word in enumerate(words)],
    )


def _clean(text: str) -> str:
    return " ".join(values.storable(text).split())


def _word(db: Database, text: str) -> int | None:
    """The key of a word, entered if it is new; None for blanks."""
    clean = _clean(text)
    if not clean:
        return None
    known = db.value("SELECT key FROM words WHERE text = ?", (clean,))
    if known is not None:
        return int(known)
    return db.insert("INSERT INTO words (text, folded) VALUES (?, ?)", (clean, values.fold(clean)))
