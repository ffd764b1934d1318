"""Verify a library, and build again what is only a cache.

The catalog is the truth: where it is damaged, nothing here guesses; a backup can be restored.
Vectors that fail their CRC are dropped and made again from the pictures, and so are all of them
where their file is damaged; index and thumbnails come back from vectors and pictures.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from picturedesk import images, importing
from picturedesk.catalog import backups as copies
from picturedesk.catalog import checks
from picturedesk.catalog.backups import Backup
from picturedesk.errors import IndexDamaged, PictureProblem
from picturedesk.importing.storing import write_thumbnail
from picturedesk.library import Library, take_write_lock
from picturedesk.records import Progress
from picturedesk.vision.index import VectorIndex

__all__ = ["Backup", "Report", "backups", "examine", "restore"]


@dataclass(slots=True)
class Report:
    """What was found, and what was mended."""

    assets: int = 0
    vectors: int = 0
    catalog_faults: list[str] = field(default_factory=list)
    vectors_set_aside: bool = False
    """The file of vectors was damaged; a new one was begun."""
    damaged_vectors: int = 0
    orphan_vectors: int = 0
    index: str = "whole"
    """``whole``, ``rebuilt`` or ``none yet``."""
    thumbnails_rebuilt: int = 0
    thumbnails_unneeded: int = 0
    embedded: int = 0
    notes: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether the library is in order now."""
        return not self.catalog_faults

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {"whole": self.whole, **asdict(self)}

    def sentences(self) -> Iterator[str]:
        """The report for people."""
        if self.catalog_faults:
            yield f"The catalog is damaged: {'; '.join(self.catalog_faults[:3])}."
            yield "Bring back a backup: picturedesk doctor --restore"
            return
        yield f"{self.assets:,} pictures, {self.vectors:,} vectors."
        yield "The catalog is whole."
        if self.vectors_set_aside:
            yield "The file of vectors was damaged; it was set aside, and they were made again."
        if self.damaged_vectors:
            yield f"{self.damaged_vectors:,} damaged vectors were dropped and made again."
        if self.orphan_vectors:
            yield f"{self.orphan_vectors:,} vectors without a picture were dropped."
        if self.embedded:
            yield f"{self.embedded:,} pictures had no vector; they have one now."
        yield f"The index is {self.index}."
        if self.thumbnails_rebuilt:
            yield f"{self.thumbnails_rebuilt:,} thumbnails were made again."
        if self.thumbnails_unneeded:
            yield f"{self.thumbnails_unneeded:,} thumbnails of no picture were removed."
        yield from self.notes


def examine(library: Library, report: Report) -> Iterator[Progress]:
    """Verify and mend, step by step, filling ``report``."""
    catalog = library.catalog
    yield Progress("Checking the catalog", 0, None)
    report.catalog_faults = checks.quick_check(catalog) or checks.foreign_keys(catalog)
    if report.catalog_faults:
        return
    report.vectors_set_aside = bool(checks.quick_check(catalog, "vec"))
    if report.vectors_set_aside:
        catalog.renew_vectors()
    report.assets = catalog.assets.count()
    yield from _check_vectors(library, report)
    yield from _check_index(library, report)
    yield from _check_thumbnails(library, report)


def _check_vectors(library: Library, report: Report) -> Iterator[Progress]:
    catalog = library.catalog
    yield Progress("Checking the vectors", 0, None)
    damaged = checks.damaged_vectors(catalog)
    with catalog.transaction():
        # Those that the opening found after a cut-off writer count as well.
        healed = 0 if catalog.healed is None else len(catalog.healed)
        report.orphan_vectors = healed + len(catalog.vectors.drop_orphans())
        catalog.vectors.remove(damaged)
    report.damaged_vectors = len(damaged)
    active = catalog.encoders.active()
    if active is None:
        if report.assets:  # an import that ended before the model was there
            yield from importing.switch(library)
            report.embedded = report.vectors = catalog.vectors.count(library.encoder_key)
        return
    waiting = catalog.vectors.count_missing(active.key)
    if waiting:
        yield from importing.embed_missing(library)
        report.embedded = waiting - catalog.vectors.count_missing(active.key)
    report.vectors = catalog.vectors.count(active.key)


def _check_index(library: Library, report: Report) -> Iterator[Progress]:
    active = library.catalog.encoders.active()
    if active is None:
        report.index = "none yet"
        return
    yield Progress("Checking the index", 0, None)
    stored = VectorIndex(library.paths.index(active.key), active.dimension)
    try:
        stored.load()
        batches = [keys for keys, _ in library.catalog.vectors.iterate(active.key)]
        wanted = np.concatenate(batches) if batches else np.empty(0, np.int64)
        whole = np.array_equal(np.sort(stored.keys()), wanted)
    except (IndexDamaged, FileNotFoundError):
        whole = False
    if not whole:
        library.forget_index(active.key)
        yield Progress("Rebuilding the index", 0, report.vectors)
        library.index_of(active.key)
        library.save_indexes()
        report.index = "rebuilt"
    elif stored.thin:
        library.index_of(active.key)
    yield from importing.finish_indexes(library)


def _check_thumbnails(library: Library, report: Report) -> Iterator[Progress]:
    """Every picture whose file is there has a readable thumbnail; no other file lies there."""
    catalog, wanted = library.catalog, set[Path]()
    keys = catalog.assets.keys()
    for start in range(0, len(keys), 500):
        for asset in catalog.assets.get_many(keys[start : start + 500]):
            path = library.paths.thumbnail(asset.pixel_hash)
            wanted.add(path)
            if not images.is_whole_thumbnail(path):
                path.unlink(missing_ok=True)
                report.thumbnails_rebuilt += _make_again(path, asset.path, report)
        yield Progress("Checking the thumbnails", min(start + 500, len(keys)), len(keys))
    # What is away may come back as it was, and nobody reads it again then.
    wanted |= {library.paths.thumbnail(h) for h in catalog.assets.hashes_of_missing()}
    for where, _, names in os.walk(library.paths.thumbnails):
        for name in names:
            if Path(where, name) not in wanted:
                Path(where, name).unlink(missing_ok=True)
                report.thumbnails_unneeded += 1


def _make_again(path: Path, picture: str, report: Report) -> int:
    try:
        write_thumbnail(path, images.thumbnail(picture))
    except (OSError, PictureProblem) as error:
        report.notes.append(f"No thumbnail could be made of {picture}: {error}")
        return 0
    return 1


def backups(folder: Path) -> list[Backup]:
    """The backups of a library, newest first."""
    return copies.list_backups(folder)


def restore(folder: Path, name: str = "") -> Backup:
    """Put a backup (the newest, or the one named) in the catalog's place.

    The catalog that was there is kept beside it; vectors without a picture are dropped at the
    next start, pictures without a vector are embedded by the next rescan. Raises LibraryError
    when there is no such backup, LibraryBusy when the library is open elsewhere.
    """
    lock = take_write_lock(folder)
    try:
        return copies.restore(folder, name)
    finally:
        lock.release()
