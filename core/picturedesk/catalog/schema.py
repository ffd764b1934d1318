"""What the two lasting files hold, told as a list of steps.

A new file is made by running every step in order, an old one by running those it has not seen;
``PRAGMA user_version`` says how far a file is. A step that has been released is never edited: a
change is a new step, and a small library of the version before goes to
``tests/fixtures/catalogs``.

Times are whole microseconds since 1970: UTC for what happened here, the camera's own local time
for ``taken``. Paths are bytes with ``/`` between folders. ``folded`` columns hold what text is
compared by (see :func:`picturedesk.catalog.values.fold`).
"""

from __future__ import annotations

from dataclasses import dataclass

APPLICATION_ID = 0x50444B31  # "PDK1": tells our files from any other SQLite file


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a file's history: the version it leads to, what it brings, and the SQL."""

    version: int
    brings: str
    statements: tuple[str, ...]


HOUSEKEEPING = """
CREATE TABLE meta (               -- one row
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    library     BLOB NOT NULL,                -- UUID of this library
    created     INTEGER NOT NULL,
    changes     INTEGER NOT NULL DEFAULT 0,   -- grows with every transaction: is a backup due?
    in_use      INTEGER NOT NULL DEFAULT 0    -- still 1 at opening: the last writer was cut off
) STRICT;
CREATE TABLE settings (
    name        TEXT PRIMARY KEY,
    value       TEXT NOT NULL                 -- JSON
) STRICT, WITHOUT ROWID;
CREATE TABLE encoders (
    key         INTEGER PRIMARY KEY,          -- from the id's hash, so that vectors.sqlite3 and
    id          TEXT NOT NULL UNIQUE,         -- an older catalog restored beside it still agree
    model       TEXT NOT NULL,
    dimension   INTEGER NOT NULL,
    spec        TEXT NOT NULL,                -- JSON of InputSpec
    weights_commit TEXT NOT NULL,
    weights_size   INTEGER NOT NULL,
    weights_sha256 TEXT NOT NULL,
    active      INTEGER NOT NULL DEFAULT 0,   -- answers queries; at most one
    complete    INTEGER NOT NULL DEFAULT 0,   -- has had a vector for every asset
    added       INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_active_encoder ON encoders (active) WHERE active = 1;
"""

PLACES = """
CREATE TABLE roots (
    key         INTEGER PRIMARY KEY AUTOINCREMENT,
    id          BLOB NOT NULL UNIQUE,
    path        BLOB NOT NULL UNIQUE,         -- absolute
    offline     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE folders (
    key         INTEGER PRIMARY KEY,
    root        INTEGER NOT NULL REFERENCES roots ON DELETE CASCADE,
    path        BLOB NOT NULL,                -- below the root; empty for the root itself
    below       BLOB NOT NULL,                -- folded "/name of root/path/", for in:
    whole       BLOB NOT NULL,                -- folded absolute path with / at its end, for in:
    UNIQUE (root, path)
) STRICT;
CREATE TABLE problems (
    root        INTEGER NOT NULL REFERENCES roots ON DELETE CASCADE,
    path        BLOB NOT NULL,
    size        INTEGER NOT NULL,
    mtime_ns    INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    PRIMARY KEY (root, path)
) STRICT, WITHOUT ROWID;
CREATE TABLE skipped (
    root        INTEGER NOT NULL REFERENCES roots ON DELETE CASCADE,
    extension   TEXT NOT NULL,
    count       INTEGER NOT NULL,
    PRIMARY KEY (root, extension)
) STRICT, WITHOUT ROWID;
"""

ASSETS = """
CREATE TABLE cameras (
    key         INTEGER PRIMARY KEY,
    text        TEXT NOT NULL UNIQUE,
    folded      TEXT NOT NULL
) STRICT;
CREATE TABLE assets (             -- narrow on purpose: filters read all of it
    key         INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice
    id          BLOB NOT NULL UNIQUE,         -- UUID
    root        INTEGER NOT NULL REFERENCES roots ON DELETE CASCADE,
    folder      INTEGER NOT NULL REFERENCES folders ON DELETE CASCADE,
    name        BLOB NOT NULL,
    folded      TEXT NOT NULL,                -- the name, for name:
    ordered     TEXT NOT NULL,                -- the name, so that 9 sorts before 10
    kind        TEXT NOT NULL,
    format      TEXT NOT NULL,
    size        INTEGER NOT NULL,
    mtime_ns    INTEGER NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    file_hash   BLOB NOT NULL,
    pixel_hash  BLOB NOT NULL,
    taken       INTEGER NOT NULL,             -- NO_DATE where the file is silent
    camera      INTEGER REFERENCES cameras,
    has         INTEGER NOT NULL,             -- bits, see values.Has
    rating_read  INTEGER NOT NULL,            -- the file's own
    rating_given INTEGER,                     -- given here; NULL: not
    rating      INTEGER NOT NULL AS (coalesce(rating_given, rating_read)) VIRTUAL,
    missing     INTEGER NOT NULL DEFAULT 0,
    added       INTEGER NOT NULL,
    UNIQUE (folder, name)
) STRICT;
CREATE TABLE details (            -- what is shown of one asset and never filtered by
    asset       INTEGER PRIMARY KEY REFERENCES assets ON DELETE CASCADE,
    title       TEXT NOT NULL,
    caption     TEXT NOT NULL,
    alt_text    TEXT NOT NULL,
    palette     BLOB NOT NULL                 -- float16 (L, a, b, share), most area first
) STRICT;
CREATE TABLE colours (            -- cells of Lab space in which an asset has a swatch
    cell        INTEGER NOT NULL,
    asset       INTEGER NOT NULL REFERENCES assets ON DELETE CASCADE,
    PRIMARY KEY (cell, asset)
) STRICT, WITHOUT ROWID;
"""

# Each order is answered from its own index alone, which ends with the key and so makes every
# place in it unique.
ORDERS = """
CREATE INDEX assets_by_taken  ON assets (taken)   WHERE missing = 0;
CREATE INDEX assets_by_added  ON assets (added)   WHERE missing = 0;
CREATE INDEX assets_by_name   ON assets (ordered) WHERE missing = 0;
CREATE INDEX assets_by_rating ON assets (rating)  WHERE missing = 0;
CREATE INDEX assets_by_size   ON assets (size)    WHERE missing = 0;
CREATE INDEX assets_by_folder ON assets (folder)  WHERE missing = 0;
CREATE INDEX assets_by_root   ON assets (root);
CREATE INDEX assets_by_file   ON assets (file_hash);
CREATE INDEX assets_by_pixels ON assets (pixel_hash);
CREATE INDEX colours_by_asset ON colours (asset);
"""

WORDS = """
CREATE TABLE words (
    key         INTEGER PRIMARY KEY,
    text        TEXT NOT NULL UNIQUE,
    folded      TEXT NOT NULL
) STRICT;
CREATE INDEX words_by_folded ON words (folded);
CREATE TABLE tags (
    asset       INTEGER NOT NULL REFERENCES assets ON DELETE CASCADE,
    given       INTEGER NOT NULL,             -- 1: given here; 0: a keyword of the file
    position    INTEGER NOT NULL,
    word        INTEGER NOT NULL REFERENCES words,
    PRIMARY KEY (asset, given, word)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_word ON tags (word, asset);
"""

DECISIONS = """
CREATE TABLE boards (
    id          BLOB PRIMARY KEY,             -- UUID
    name        TEXT NOT NULL,
    version     INTEGER NOT NULL,             -- of the document's own format
    document    TEXT NOT NULL,                -- JSON
    created     INTEGER NOT NULL,
    changed     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE searches (
    id          BLOB PRIMARY KEY,
    name        TEXT NOT NULL,
    query       TEXT NOT NULL,                -- JSON
    created     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE usage (
    asset       INTEGER NOT NULL REFERENCES assets ON DELETE CASCADE,
    channel     TEXT NOT NULL,
    day         TEXT NOT NULL,                -- ISO date
    PRIMARY KEY (asset, channel, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX usage_by_channel ON usage (channel, day);
"""

AUDIT = """
CREATE TABLE audit (              -- append-only, and it outlives the assets it speaks of
    key         INTEGER PRIMARY KEY AUTOINCREMENT,
    at          INTEGER NOT NULL,
    actor       TEXT NOT NULL,
    action      TEXT NOT NULL,
    asset       BLOB,                         -- UUID
    before      TEXT NOT NULL,                -- JSON
    after       TEXT NOT NULL,                -- JSON
    encoder     TEXT NOT NULL,
    prompt_version TEXT NOT NULL,
    origin      TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_asset ON audit (asset);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
    BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
    BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit
    WHEN EXISTS (SELECT 1 FROM audit WHERE key = new.key)
    BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
"""

ALT_TEXTS = """
CREATE TABLE alt_texts (          -- where the alt text of an asset stands, in one language
    asset       INTEGER NOT NULL REFERENCES assets ON DELETE CASCADE,
    language    TEXT NOT NULL,                -- BCP 47
    state       TEXT NOT NULL,                -- as decided; stale is found by comparing
    role        TEXT NOT NULL,
    text        TEXT NOT NULL,
    extended    TEXT NOT NULL,
    confidence  REAL NOT NULL,                -- of the suggestion, 0 to 1
    pixel_hash  BLOB NOT NULL,                -- of the pixels that it speaks of
    encoder     TEXT NOT NULL,
    bank        TEXT NOT NULL,                -- the templates' name, version and hash
    suggestion  TEXT NOT NULL,                -- JSON of what was proposed, or null
    actor       TEXT NOT NULL,
    changed     INTEGER NOT NULL,
    PRIMARY KEY (asset, language)
) STRICT, WITHOUT ROWID;
CREATE INDEX alt_texts_by_state ON alt_texts (language, state);
CREATE TABLE lessons (            -- what decisions said about single slots: learnt from
    key         INTEGER PRIMARY KEY AUTOINCREMENT,
    asset       INTEGER NOT NULL REFERENCES assets ON DELETE CASCADE,
    pixel_hash  BLOB NOT NULL,
    slot        TEXT NOT NULL,
    value       TEXT NOT NULL,
    says        INTEGER NOT NULL,             -- 1: that is it; 0: it is not
    actor       TEXT NOT NULL,
    at          INTEGER NOT NULL,
    UNIQUE (asset, slot, value)
) STRICT;
CREATE INDEX lessons_by_pixels ON lessons (pixel_hash);
"""

# A suggestion is fifty times as long as what a queue asks of every picture: reading round it took
# seconds at a hundred thousand.
SUGGESTIONS_APART = """
CREATE TABLE suggestions (        -- what was proposed, where anything was
    asset       INTEGER NOT NULL,
    language    TEXT NOT NULL,
    document    TEXT NOT NULL,                -- JSON
    PRIMARY KEY (asset, language),
    FOREIGN KEY (asset, language) REFERENCES alt_texts ON DELETE CASCADE
) STRICT;
INSERT INTO suggestions
    SELECT asset, language, suggestion FROM alt_texts WHERE suggestion <> 'null';
ALTER TABLE alt_texts DROP COLUMN suggestion;
CREATE INDEX alt_texts_by_text ON alt_texts (language, text)
    WHERE state IN ('approved', 'written');
"""

VECTORS = """
CREATE TABLE vec.vectors (
    key         INTEGER PRIMARY KEY AUTOINCREMENT,  -- what the index knows a vector by
    encoder     INTEGER NOT NULL,
    pixel_hash  BLOB NOT NULL,                -- equal pictures share a vector
    time_ms     INTEGER NOT NULL,             -- of the frame; 0 for a picture
    vector      BLOB NOT NULL,                -- float16
    crc32       INTEGER NOT NULL,             -- of the vector: SQLite does not check blobs
    UNIQUE (encoder, pixel_hash, time_ms)
) STRICT;
CREATE TABLE vec.state (          -- one row, written when this file has to be on disk
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    synced      INTEGER NOT NULL
) STRICT;
INSERT INTO vec.state VALUES (1, 0);
"""

CATALOG_STEPS = (
    Step(
        1,
        "roots, assets, tags, problems, encoders, boards, usage, audit",
        (HOUSEKEEPING, PLACES, ASSETS, ORDERS, WORDS, DECISIONS, AUDIT),
    ),
    Step(2, "alt texts and what is learnt from them", (ALT_TEXTS,)),
    Step(3, "suggestions apart from the texts, texts by their words", (SUGGESTIONS_APART,)),
)
VECTOR_STEPS = (Step(1, "vectors", (VECTORS,)),)

CACHE = """
CREATE TABLE IF NOT EXISTS texts (
    encoder     TEXT NOT NULL,
    text        TEXT NOT NULL,
    vector      BLOB NOT NULL,                -- float32
    crc32       INTEGER NOT NULL,
    used        INTEGER NOT NULL,
    PRIMARY KEY (encoder, text)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS texts_by_use ON texts (used);
"""
