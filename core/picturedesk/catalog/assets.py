"""Assets: what an import writes, and single records. Lists and counts are in ``browsing``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from picturedesk.catalog import values
from picturedesk.catalog.browsing import Browsing
from picturedesk.catalog.database import Database, Keys, Row, carray
from picturedesk.catalog.roots import folder_words, shown_path, stored_path
from picturedesk.catalog.tags import write_words
from picturedesk.errors import BugError, LibraryError
from picturedesk.records import Asset, AssetKind, Metadata, NewAsset, Stamp


@dataclass(frozen=True, slots=True)
class Known:
    """What the catalog knows of a file, enough to see that it has not changed."""

    asset_key: int | None
    """None for a problem that never was an asset."""
    stamp: Stamp
    missing: bool = False
    failed: bool = False
    """It is listed as a problem."""


_ASSET = """
SELECT a.key, a.id, a.root, r.path, f.path, a.name, a.kind, a.format, a.size, a.mtime_ns,
    a.width, a.height, a.file_hash, a.pixel_hash, a.taken, coalesce(c.text, ''), a.has,
    a.rating_read, a.rating, a.missing, a.added, d.title, d.caption, d.alt_text, d.palette,
    (SELECT json_group_array(w.text ORDER BY t.position) FROM tags AS t
        JOIN words AS w ON w.key = t.word WHERE t.asset = a.key AND t.given = 0),
    (SELECT json_group_array(w.text ORDER BY t.position) FROM tags AS t
        JOIN words AS w ON w.key = t.word WHERE t.asset = a.key AND t.given = 1)
FROM assets AS a
    JOIN roots AS r ON r.key = a.root
    JOIN folders AS f ON f.key = a.folder
    JOIN details AS d ON d.asset = a.key
    LEFT JOIN cameras AS c ON c.key = a.camera
"""

_INSERT = """
INSERT INTO assets (id, root, folder, name, folded, ordered, kind, format, size, mtime_ns, width,
    height, file_hash, pixel_hash, taken, camera, has, rating_read, added)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


class Assets(Browsing):
    """Records of the files in the roots."""

    def __init__(self, db: Database) -> None:
        super().__init__(db)
        self._db = db

    # -- what an import writes ------------------------------------------------------------------

    def insert(self, asset: NewAsset) -> int:
        """Enter a new file; answers its key. BugError when its path is known already."""
        meta = asset.metadata
        with self._db.transaction():
            folder, name = self._place(asset.root_key, asset.relative_path)
            key = self._db.insert(
                _INSERT,
                (values.new_id(), asset.root_key, folder, *_name(name), str(asset.kind),
                 values.storable(asset.format), asset.stamp.size, asset.stamp.mtime_ns,
                 asset.width, asset.height, asset.file_hash, asset.pixel_hash,
                 values.from_local(meta.taken), self._camera(meta.camera),
                 values.has_bits(meta), meta.rating, values.now()),
            )  # fmt: skip
            self._write_details(key, meta, values.pack_palette(asset.palette))
            self._write_colours(key, asset)
        return key

    def replace(self, key: int, asset: NewAsset) -> None:
        """The file has other pixels now: everything read is new, everything decided stays."""
        with self._db.transaction():
            folder, name = self._place(asset.root_key, asset.relative_path)
            self._db.write(
                "UPDATE assets SET root = ?, folder = ?, name = ?, folded = ?, ordered = ?, "
                "kind = ?, format = ?, width = ?, height = ?, pixel_hash = ? WHERE key = ?",
                (asset.root_key, folder, *_name(name), str(asset.kind),
                 values.storable(asset.format), asset.width, asset.height, asset.pixel_hash, key),
            )  # fmt: skip
            self._db.write(
                "UPDATE details SET palette = ? WHERE asset = ?",
                (values.pack_palette(asset.palette), key),
            )
            self._db.write("DELETE FROM colours WHERE asset = ?", (key,))
            self._write_colours(key, asset)
            self.set_metadata(key, asset.metadata, asset.stamp, asset.file_hash)

    def set_metadata(self, key: int, meta: Metadata, stamp: Stamp, file_hash: bytes) -> None:
        """The file was written again with the same pixels: only what is said of it is new."""
        with self._db.transaction():
            self._db.write(
                "UPDATE assets SET size = ?, mtime_ns = ?, file_hash = ?, taken = ?, camera = ?, "
                "has = ?, rating_read = ?, missing = 0 WHERE key = ?",
                (stamp.size, stamp.mtime_ns, file_hash, values.from_local(meta.taken),
                 self._camera(meta.camera), values.has_bits(meta), meta.rating, key),
            )  # fmt: skip
            palette = self._db.value("SELECT palette FROM details WHERE asset = ?", (key,))
            self._write_details(key, meta, palette or b"")

    def move(self, key: int, root_key: int, relative_path: bytes, stamp: Stamp) -> None:
        """The same file at another path: the record, its vectors and decisions stay."""
        with self._db.transaction():
            folder, name = self._place(root_key, relative_path)
            self._db.write(
                "UPDATE assets SET root = ?, folder = ?, name = ?, folded = ?, ordered = ?, "
                "size = ?, mtime_ns = ?, missing = 0 WHERE key = ?",
                (root_key, folder, *_name(name), stamp.size, stamp.mtime_ns, key),
            )

    def set_missing(self, keys: Iterable[int] | Keys, missing: bool) -> None:
        """The files are no longer at their paths, or are there again; nothing else changes."""
        self._db.write(
            "UPDATE assets SET missing = ? WHERE key IN carray(?)", (int(missing), carray(keys))
        )

    def remove(self, keys: Iterable[int] | Keys) -> None:
        """Forget records and what was decided about them. The audit keeps what it says."""
        self._db.write("DELETE FROM assets WHERE key IN carray(?)", (carray(keys),))

    def rate(self, keys: Iterable[int] | Keys, rating: int | None) -> None:
        """Give a rating here (-1 to 5), which overrides the file's; None takes it back."""
        if rating is not None and not -1 <= rating <= 5:
            raise BugError(f"not a rating: {rating}")
        with self._db.transaction(durable=True):
            self._db.write(
                "UPDATE assets SET rating_given = ? WHERE key IN carray(?)", (rating, carray(keys))
            )

    def ratings_given(self, keys: Iterable[int] | Keys) -> dict[int, int | None]:
        """The ratings given here, None where there is none: what undo puts back."""
        return dict(
            self._db.rows(
                "SELECT key, rating_given FROM assets WHERE key IN carray(?)", (carray(keys),)
            )
        )

    # -- single records -------------------------------------------------------------------------

    def get(self, key: int) -> Asset:
        """One asset, missing or not. LibraryError when it has left the library."""
        found = self.get_many([key])
        if not found:
            raise LibraryError(
                "That picture is no longer in the library.", "Add its folder again to see it."
            )
        return found[0]

    def get_many(self, keys: Sequence[int] | Keys) -> list[Asset]:
        """Assets in the order of ``keys``; those that have left the library are left out."""
        rows = self._db.rows(f"{_ASSET} WHERE a.key IN carray(?)", (carray(keys),))
        found = {row[0]: _asset(row) for row in rows}
        return [found[key] for key in map(int, keys) if key in found]

    def by_id(self, identity: str) -> Asset | None:
        """The asset with this UUID."""
        return self._one("a.id = ?", values.id_bytes(identity))

    def by_path(self, path: str | bytes) -> Asset | None:
        """The asset at this absolute path."""
        stored = stored_path(path)
        for key, root in self._db.rows("SELECT key, path FROM roots"):
            start = root.rstrip(b"/") + b"/"
            if stored.startswith(start):
                folder, _, name = stored[len(start) :].rpartition(b"/")
                found = self._one(
                    "a.name = ? AND a.folder = "
                    "(SELECT key FROM folders WHERE root = ? AND path = ?)",
                    name, key, folder,
                )  # fmt: skip
                if found is not None:
                    return found
        return None

    def by_file_hash(self, file_hash: bytes) -> list[Asset]:
        """Every asset with exactly these bytes, missing ones too, oldest first."""
        rows = self._db.rows(f"{_ASSET} WHERE a.file_hash = ? ORDER BY a.key", (file_hash,))
        return [_asset(row) for row in rows]

    def of_sizes(self, sizes: Iterable[int], outside: Iterable[int]) -> list[Asset]:
        """Assets of these sizes (bytes) outside these roots, missing ones too."""
        rows = self._db.rows(
            "SELECT key FROM assets WHERE size IN carray(?) AND root NOT IN carray(?) ORDER BY key",
            (carray(sizes), carray(outside)),
        )
        return self.get_many([key for (key,) in rows])

    # -- what a scan compares with --------------------------------------------------------------

    def stamps(self, root_key: int) -> dict[bytes, Known]:
        """Every known file of a root by its relative path; see :meth:`walk`."""
        return dict(self.walk(root_key))

    def walk(self, root_key: int) -> Iterator[tuple[bytes, Known]]:
        """Every known file of a root, folder by folder, problems after assets.

        A file that was an asset and can no longer be read is told once, with the stamp of the
        problem: it is tried again when that changes.
        """
        problems = self._problem_stamps(root_key)
        folders = self._db.rows("SELECT key, path FROM folders WHERE root = ?", (root_key,))
        for folder, path in folders:
            for key, name, size, mtime_ns, missing in self._db.rows(
                "SELECT key, name, size, mtime_ns, missing FROM assets WHERE folder = ?", (folder,)
            ):
                relative = path + b"/" + name if path else name
                failed = problems.pop(relative, None)
                if failed is not None:
                    yield relative, Known(key, failed, failed=True)
                else:
                    yield relative, Known(key, Stamp(size, mtime_ns), bool(missing))
        for relative, stamp in problems.items():
            yield relative, Known(None, stamp, failed=True)

    def _problem_stamps(self, root_key: int) -> dict[bytes, Stamp]:
        rows = self._db.rows(
            "SELECT path, size, mtime_ns FROM problems WHERE root = ?", (root_key,)
        )
        return {path: Stamp(size, mtime_ns) for path, size, mtime_ns in rows}

    # -- inside ---------------------------------------------------------------------------------

    def _one(self, condition: str, *parameters: object) -> Asset | None:
        row = self._db.row(f"{_ASSET} WHERE {condition}", parameters)
        return None if row is None else _asset(row)

    def _place(self, root_key: int, relative: bytes) -> tuple[int, bytes]:
        """The key of the folder that holds a file (entered if it is new), and the file's name."""
        path, _, name = relative.rpartition(b"/")
        if not name or path.startswith(b"/"):
            raise BugError(f"not a path below a root: {relative!r}")
        known = self._db.value(
            "SELECT key FROM folders WHERE root = ? AND path = ?", (root_key, path)
        )
        if known is not None:
            return int(known), name
        root = self._db.value("SELECT path FROM roots WHERE key = ?", (root_key,))
        if root is None:
            raise BugError(f"no root {root_key}")
        key = self._db.insert(
            "INSERT INTO folders (root, path, below, whole) VALUES (?, ?, ?, ?)",
            (root_key, path, *folder_words(root, path)),
        )
        return key, name

    def _camera(self, name: str) -> int | None:
        text = values.storable(name).strip()
        if not text:
            return None
        known = self._db.value("SELECT key FROM cameras WHERE text = ?", (text,))
        if known is not None:
            return int(known)
        return self._db.insert(
            "INSERT INTO cameras (text, folded) VALUES (?, ?)", (text, values.fold(text))
        )

    def _write_details(self, key: int, meta: Metadata, palette: bytes) -> None:
        texts = (values.storable(text) for text in (meta.title, meta.caption, meta.alt_text))
        self._db.write(
            "INSERT OR REPLACE INTO details (asset, title, caption, alt_text, palette) "
            "VALUES (?, ?, ?, ?, ?)",
            (key, *texts, palette),
        )
        write_words(self._db, key, meta.keywords)

    def _write_colours(self, key: int, asset: NewAsset) -> None:
        cells = values.colour_cells(asset.palette)
        self._db.write_many("INSERT INTO colours VALUES (?, ?)", [(cell, key) for cell in cells])


def _name(name: bytes) -> tuple[bytes, str, str]:
    """The columns that a name fills."""
    return name, values.fold(values.readable(name)), values.name_order(name)


def _asset(row: Row) -> Asset:
    (key, identity, root_key, root, folder, name, kind, form, size, mtime_ns, width, height,
     file_hash, pixel_hash, taken, camera, has, rating_read, rating, missing, added, title,
     caption, alt_text, palette, keywords, tags) = row  # fmt: skip
    meta = Metadata(
        taken=values.to_local(taken),
        camera=camera,
        has_gps=bool(has & values.Has.GPS),
        rating=rating_read,
        keywords=tuple(json.loads(keywords)),
        title=title,
        caption=caption,
        alt_text=alt_text,
    )
    return Asset(
        key=key,
        id=values.id_text(identity),
        root_key=root_key,
        path=shown_path(root, folder + b"/" + name if folder else name),
        kind=AssetKind(kind),
        format=form,
        stamp=Stamp(size, mtime_ns),
        width=width,
        height=height,
        file_hash=file_hash,
        pixel_hash=pixel_hash,
        metadata=meta,
        palette=values.unpack_palette(palette),
        tags=tuple(json.loads(tags)),
        rating=rating,
        missing=bool(missing),
        added=values.to_utc(added),
    )
