"""The runs: add folders, look again, embed what has no vector yet."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Generator, Iterator
from dataclasses import asdict, dataclass, field

from picturedesk.catalog.assets import Known
from picturedesk.errors import RootError
from picturedesk.importing import moves, roots
from picturedesk.importing.reading import read_all
from picturedesk.importing.scan import Difference, compare
from picturedesk.importing.storing import Storing, Work
from picturedesk.library import Library
from picturedesk.records import Progress, Root, Stamp
from picturedesk.vision.densify import densify, wants_graph

_PATIENCE_S = 0.05
MISSING_SHARE = 0.2
"""A scan that misses more than this part of what it knew changes nothing and asks (law 4)."""


@dataclass(slots=True)
class Counts:
    """What a run did; the names are those of ``picturedesk add --json``, which adds seconds."""

    assets: int = 0
    """In the library now."""
    added: int = 0
    unchanged: int = 0
    changed: int = 0
    moved: int = 0
    missing: int = 0
    """In the records, but no longer at their place."""
    problems: int = 0
    """Listed by ``picturedesk problems`` now."""
    skipped: int = 0
    notes: list[str] = field(default_factory=list)
    """Sentences about what was held back: offline roots, missing files not yet accepted."""
    held_back: int = 0
    """Files that look lost, and that nothing was changed for."""

    def as_counts(self) -> dict[str, int]:
        """The numbers alone."""
        return {name: value for name, value in asdict(self).items() if name != "notes"}


@dataclass(slots=True)
class _Scanned:
    root: Root
    difference: Difference
    known: dict[bytes, Known]


def add(library: Library, folders: list[str]) -> Iterator[Progress]:
    """Add folders and everything in them; the last progress carries the counts.

    All folders are checked before the first is taken in. Raises RootError when one may not be
    added, or when none of them holds a picture.
    """
    paths = [roots.check(library, folder) for folder in folders]
    before = {root.key for root in library.catalog.roots.all()}
    taken: dict[int, Root] = {}
    for path in paths:
        root = roots.take_in(library, path)
        taken[root.key] = root
    counts = Counts()
    scans = yield from _scan(library, list(taken.values()), counts)
    empty = [scan for scan in scans if not scan.difference.seen and not scan.known]
    fruitless = [scan for scan in empty if scan.root.key not in before]
    for scan in fruitless:
        library.catalog.roots.remove(scan.root.key)
    if scans and len(empty) == len(scans):
        names = " and ".join(scan.root.path for scan in empty)
        raise RootError(
            f"There is no picture in {names}.",
            "Add a folder that holds JPEG, PNG, WebP, TIFF, HEIC or similar files.",
        )
    counts.notes += _renamed(library, paths)
    for scan in fruitless:
        scans.remove(scan)
        counts.notes.append(f"There is no picture in {scan.root.path}; it was not added.")
    yield from _apply(library, scans, counts, accept_missing=False)


def _renamed(library: Library, paths: list[str]) -> Iterator[str]:
    """Sentences about folders that may be known under another name, at which nothing is now."""
    for path in paths:
        twin = roots.away_twin(library, path)
        if twin is not None:
            yield (
                f"{path} holds the pictures of {twin.path}, which is away. If it is that folder "
                "under a new name: picturedesk remove NEW, then picturedesk relocate OLD NEW."
            )


def rescan(
    library: Library, only: list[Root] | None = None, *, accept_missing: bool = False
) -> Iterator[Progress]:
    """Look through the roots again; unchanged files cost a stat.

    With ``accept_missing`` files that are no longer there are marked missing however many they
    are; without it a scan that misses more than a fifth changes nothing, and its last progress
    says so in ``note``.
    """
    counts = Counts()
    chosen = library.catalog.roots.all() if only is None else only
    scans = yield from _scan(library, chosen, counts)
    yield from _apply(library, scans, counts, accept_missing=accept_missing)


def embed_missing(library: Library, encoder_key: int | None = None) -> Iterator[Progress]:
    """Embed every asset that has no vector for this encoder (None: the chosen one)."""
    if encoder_key is None:
        yield from _until_loaded(library)
        encoder_key = library.chosen_key()
    work = _without_vector(library, encoder_key)
    yield from read_all(library, work, Storing(library, encoder_key), "Embedding")


def _until_loaded(library: Library) -> Iterator[Progress]:
    """Short steps until the chosen encoder is loaded, so that the caller can do other things."""
    library.start_encoder()
    while not library.encoder_ready:
        time.sleep(_PATIENCE_S)
        yield Progress("Loading", 0, None, "The model is loading")


# -- looking -----------------------------------------------------------------------------------


def _scan(
    library: Library, chosen: list[Root], counts: Counts
) -> Generator[Progress, None, list[_Scanned]]:
    scans: list[_Scanned] = []
    for root in chosen:
        known = library.catalog.assets.stamps(root.key)
        difference = Difference()
        for difference in compare(os.fsencode(root.path), known):
            yield Progress("Looking", difference.seen, None, root.path)
        if _is_offline(root, difference, known):
            library.catalog.roots.set_offline(root.key, offline=True)
            counts.notes.append(
                f"{root.path} cannot be seen now; its pictures are kept as offline."
            )
            continue
        if root.offline:
            library.catalog.roots.set_offline(root.key, offline=False)
        for folder, reason in difference.unreadable:
            where = os.fsdecode(os.path.join(os.fsencode(root.path), folder))
            counts.notes.append(f"{where} could not be looked into: {reason}.")
        scans.append(_Scanned(root, difference, known))
    return scans


def _is_offline(root: Root, difference: Difference, known: dict[bytes, Known]) -> bool:
    """Gone, closed, or suddenly empty (an unmounted drive leaves its empty folder behind)."""
    if not os.path.isdir(os.fsencode(root.path)):
        return True
    if any(folder == b"" for folder, _ in difference.unreadable):
        return True
    return bool(known) and not difference.seen


# -- applying ----------------------------------------------------------------------------------


def _apply(
    library: Library, scans: list[_Scanned], counts: Counts, *, accept_missing: bool
) -> Iterator[Progress]:
    there = {root.key for root in library.catalog.roots.all()}  # one may have been removed
    scans = [scan for scan in scans if scan.root.key in there]
    moved = yield from _apply_moves(library, scans, counts)
    for scan in scans:
        _settle(library, scan, counts, accept_missing=accept_missing)
    storing = Storing(library, None)
    work = [item for scan in scans for item in _work(scan, moved)]
    if work:
        library.start_encoder()
    yield from read_all(library, work, storing, "Reading")
    yield from _finish(library)
    counts.added, counts.changed = storing.stored.added, storing.stored.changed
    if storing.stored.vanished:
        counts.notes.append(
            f"{storing.stored.vanished:,} pictures went away before they were read. "
            "When they are back: picturedesk rescan"
        )
    counts.unchanged += storing.stored.unchanged
    counts.skipped = sum(scan.difference.skipped.total() for scan in scans)
    counts.assets = library.catalog.assets.count()
    counts.missing = library.catalog.assets.count_missing()
    counts.problems = library.catalog.problems.count()
    yield Progress(
        "Done",
        counts.assets,
        counts.assets,
        " ".join(counts.notes),
        counts.as_counts(),
    )


def _apply_moves(
    library: Library, scans: list[_Scanned], counts: Counts
) -> Generator[Progress, None, set[tuple[int, bytes]]]:
    new = [
        moves.Candidate(scan.root.key, os.fsencode(scan.root.path), relative, stamp)
        for scan in scans
        for relative, stamp in scan.difference.new
    ]
    gone = {key: stamp for scan in scans for key, stamp in _gone(scan)}
    if new:
        gone |= moves.gone_elsewhere(library, new, {scan.root.key for scan in scans})
    found: list[moves.Move] = []
    for found in moves.find(library, gone, new):
        yield Progress("Looking", len(found), None, "Recognising moved files")
    with library.catalog.transaction():
        for move in found:
            to = move.to
            library.catalog.assets.move(move.asset_key, to.root_key, to.relative, to.stamp)
    counts.moved = len(found)
    for scan in scans:
        _forget_moved(library, scan, {move.asset_key for move in found})
    return {(move.to.root_key, move.to.relative) for move in found}


def _gone(scan: _Scanned) -> Iterator[tuple[int, Stamp]]:
    """The assets of a root that are not where they were, missing ones too."""
    for known in scan.difference.gone.values():
        if known.asset_key is not None:
            yield known.asset_key, known.stamp
    for known in scan.known.values():
        if known.missing and known.asset_key is not None:
            yield known.asset_key, known.stamp


def _forget_moved(library: Library, scan: _Scanned, moved: set[int]) -> None:
    """What moved is not gone, and is no problem at the place that it left."""
    for relative, known in list(scan.difference.gone.items()):
        if known.asset_key in moved:
            del scan.difference.gone[relative]
            if known.failed:
                library.catalog.problems.clear(scan.root.key, relative)


def _settle(library: Library, scan: _Scanned, counts: Counts, *, accept_missing: bool) -> None:
    """Record what needs no reading: what is gone, what is back, what was skipped."""
    difference, catalog = scan.difference, library.catalog
    counts.unchanged += difference.unchanged + len(difference.returned)
    gone = difference.gone
    present = sum(not known.missing for known in scan.known.values())
    with catalog.transaction():
        if gone and not accept_missing and len(gone) > MISSING_SHARE * present:
            counts.held_back += len(gone)
            counts.notes.append(
                f"{len(gone):,} of {present:,} pictures are no longer in {scan.root.path}; "
                "nothing was changed for them. If they are really gone: "
                "picturedesk rescan --accept-missing"
            )
        else:
            _let_go(library, scan.root, gone)
        if difference.returned:
            catalog.assets.set_missing(difference.returned, missing=False)
        catalog.problems.set_skipped(scan.root.key, dict(difference.skipped))


def _let_go(library: Library, root: Root, gone: dict[bytes, Known]) -> None:
    keys = [known.asset_key for known in gone.values() if known.asset_key is not None]
    library.catalog.assets.set_missing(keys, missing=True)
    for relative in gone:
        library.catalog.problems.clear(root.key, relative)


def _work(scan: _Scanned, moved: set[tuple[int, bytes]]) -> Iterator[Work]:
    key, path = scan.root.key, os.fsencode(scan.root.path)
    for relative, stamp, asset_key in scan.difference.changed:
        yield Work(key, path, relative, stamp, asset_key)
    for relative, stamp in scan.difference.new:
        if (key, relative) not in moved:
            yield Work(key, path, relative, stamp)


def _without_vector(library: Library, encoder_key: int) -> list[Work]:
    paths = {root.key: os.fsencode(root.path) for root in library.catalog.roots.all()}
    return [
        Work(
            asset.root_key,
            paths[asset.root_key],
            asset.relative_path,
            asset.stamp,
            asset.asset_key,
            only_vector=True,
        )
        for asset in library.catalog.vectors.missing(encoder_key)
    ]


def switch(library: Library) -> Iterator[Progress]:
    """Build the chosen model's vectors beside the active ones, then search with them."""
    library.start_encoder()
    yield from _finish(library)


def _finish(library: Library) -> Iterator[Progress]:
    """Embed what an earlier run left out, put the chosen encoder to use, save the index."""
    catalog, key = library.catalog, library.known_key()
    if key is None or catalog.vectors.count_missing(key):
        yield from embed_missing(library)
        key = library.chosen_key()
    active = catalog.encoders.active()
    if active is None or active.key != key:
        yield Progress("Indexing", 0, None)
        library.index_of(key)
        with catalog.transaction(durable=True):
            catalog.encoders.activate(key)
    with catalog.transaction():
        catalog.vectors.drop_orphans()
    yield Progress("Saving", 0, None)
    library.save_indexes()
    catalog.backup()
    yield from finish_indexes(library)


def finish_indexes(library: Library) -> Iterator[Progress]:
    """Make the graphs of large indexes that came back without one; may end at any time."""
    for index in library.loaded_indexes():
        if wants_graph(index):
            with contextlib.closing(densify(index)) as steps:
                for done, total in steps:
                    yield Progress("Indexing", done, total)
