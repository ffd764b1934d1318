"""What the Moodboards page asks of an open library; for the reader threads.

Nothing here writes. :func:`proposed` and :func:`asked_again` tell of their progress beat by beat
through a callable that may be called from any thread.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from picturedesk import board_document, briefs, images, moodboard, search
from picturedesk.board_document import AssetRef, Board
from picturedesk.errors import InputError, UserError
from picturedesk.library import Library
from picturedesk.moodboard import Options
from picturedesk.moodboard.proposing import query_of
from picturedesk.paths import resource_path
from picturedesk.records import Asset, AssetKind, Beat, Brief, Coverage, Query, Result, Standing
from picturedesk_app import reading
from picturedesk_app.moodboard import editing
from picturedesk_app.reading import Listing

Tell = Callable[[int, int, str], object]
"""(beats asked, beats in all, words of the beat)."""
MOST_CANDIDATES = 60
MOST_DROPPED = 500
_FITS = (Standing.STRONG, Standing.LIKELY)


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One board in the list of boards."""

    id: str
    title: str
    changed: datetime
    pictures: int
    gaps: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where the pixels of an asset are now."""

    asset_id: str
    key: int
    thumbnail: str
    path: str
    missing: bool
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """The pictures for a beat, and how well the library serves it."""

    beat_id: str
    listing: Listing
    fitting: int
    coverage: Coverage
    refused: int = 0
    """How many would fit, but show what is to be avoided."""


def board_lines(library: Library) -> list[BoardLine]:
    """All boards, the one changed last first."""
    lines = []
    for stored in library.catalog.boards.all():
        items = stored.document.get("items") or ()
        beats = stored.document.get("beats") or ()
        lines.append(
            BoardLine(
                stored.id,
                stored.name,
                stored.changed,
                sum(i.get("kind") == "picture" for i in items),
                sum(b.get("coverage") == str(Coverage.GAP) for b in beats),
            )
        )
    return lines


def board(library: Library, board_id: str) -> Board | None:
    """One board; None if it is not there (any more)."""
    stored = library.catalog.boards.get(board_id)
    return board_document.from_json(json.dumps(stored.document)) if stored is not None else None


def sources(library: Library, asset_ids: Sequence[str]) -> dict[str, Source]:
    """Where these assets are now: a moved file is found through its asset."""
    offline = {root.key for root in library.catalog.roots.all() if root.offline}
    found = {}
    for asset_id in asset_ids:
        asset = library.catalog.assets.by_id(asset_id)
        if asset is not None:
            away = asset.missing or asset.root_key in offline
            found[asset_id] = Source(
                asset_id, asset.key, str(library.paths.thumbnail(asset.pixel_hash)), asset.path,
                away, max(1, asset.width), max(1, asset.height),
            )  # fmt: skip
    return found


def references(library: Library, keys: Sequence[int]) -> tuple[AssetRef, ...]:
    """What a board remembers of these assets, in order."""
    return tuple(_reference(asset) for asset in library.catalog.assets.get_many(keys))


def _reference(asset: Asset) -> AssetRef:
    meta = asset.metadata
    return AssetRef(
        asset.id, asset.path, max(1, asset.width), max(1, asset.height),
        meta.alt_text or meta.caption or meta.title, meta.caption or meta.title, asset.palette,
    )  # fmt: skip


# -- asking for beats --------------------------------------------------------------------------


def candidates(library: Library, beat: Beat, diversity: float) -> Candidates:
    """What the library has for a beat, strong to weak; covered as a proposal judges it."""
    query = query_of(beat, Options(diversity=diversity))
    listing = reading.found(library, replace(query, limit=MOST_CANDIDATES))
    find, assets = _seams(library, 0, _tell_nobody, threading.Event())
    judged = moodboard.compose(Brief("", (beat,)), find, assets).beats[0]
    alike = 0
    if listing.standing is not Standing.NOTHING_FITS:
        matches = (listing.matches or {}).values()
        alike = sum(m.standing in _FITS for m in matches)
    return Candidates(
        beat.id, listing, judged.fitting, judged.coverage, max(0, alike - judged.fitting)
    )


def _tell_nobody(done: int, total: int, words: str) -> None:
    """One beat is asked in no time."""


class Stopped(UserError):
    """The user asked to stop."""


def _seams(
    library: Library, beats: int, tell: Tell, stop: threading.Event
) -> tuple[moodboard.Find, moodboard.Assets]:
    done = 0

    def find(query: Query) -> Result:
        nonlocal done
        if stop.is_set():
            raise Stopped("Stopped; the board is as it was.")
        if done < beats:
            tell(done, beats, query.terms[0].text)
        done += 1
        return search.find(library, query)

    def assets(keys: Sequence[int]) -> Sequence[Asset]:
        return library.catalog.assets.get_many(keys)

    return find, assets


def proposed(library: Library, text: str, title: str, tell: Tell, stop: threading.Event) -> Board:
    """A new board for a brief."""
    parsed = briefs.parse(text)
    if not library.catalog.assets.count():
        raise InputError(
            "There are no pictures in the library yet.", "Add a folder of pictures first."
        )
    find, assets = _seams(library, len(parsed.beats), tell, stop)
    made = moodboard.compose(parsed, find, assets, text=text, title=title)
    return replace(made, encoder=str(library.encoder.id))


def asked_again(
    library: Library,
    old: Board,
    beat_ids: Sequence[str] | None,
    *,
    diversity: float,
    tell: Tell,
    stop: threading.Event,
) -> Board:
    """The board with some beats asked again, or all; what is pinned stays."""
    count = len(old.beats) if beat_ids is None else len(beat_ids)
    find, assets = _seams(library, count, tell, stop)
    options = Options(diversity=diversity)
    made = moodboard.again(old, find, assets, beat_ids=beat_ids, options=options)
    if editing.shots_were_edited(old):
        made = replace(made, shots=editing.kept_shots(old.shots, made.shots))
    if not any(not p.pinned for p in old.pictures()):
        return moodboard.layout(made)
    return editing.cleared(old, made)


def rewritten(
    library: Library,
    old: Board,
    text: str,
    *,
    diversity: float,
    tell: Tell,
    stop: threading.Event,
) -> Board:
    """The board for a brief that was changed: beats whose words stay keep their pictures."""
    parsed = briefs.parse(text)
    beats = editing.merged_beats(old.beats, parsed.beats)
    ids = {beat.id for beat in beats}
    items = tuple(i for i in old.items if i.pinned or not i.beat_id or i.beat_id in ids)
    started = replace(
        old, beats=beats, items=items, brief=text, avoid=parsed.avoid, left_out=parsed.left_out
    )
    return asked_again(library, started, None, diversity=diversity, tell=tell, stop=stop)


def sample_brief(library: Library) -> tuple[str, int]:
    """The brief that comes with the program, and how many pictures there are to answer it."""
    return briefs.read(resource_path("samples", "brief.txt")), library.catalog.assets.count()


def brief_in(library: Library, path: str) -> str:  # noqa: ARG001 - uniform
    """The text of a brief in a file."""
    return briefs.read(path)


# -- pictures from outside ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dropped:
    """What came of files that were dropped."""

    known: tuple[AssetRef, ...]
    inside: tuple[str, ...]
    """Files inside a root that the library has not read yet."""
    outside: tuple[str, ...]
    """Files that lie in no root."""
    other: int = 0
    """How many were no pictures."""


def looked_at(library: Library, paths: Sequence[str]) -> Dropped:
    """Which dropped files the library knows, which lie in a root, which outside."""
    roots = [Path(root.path) for root in library.catalog.roots.all()]
    known: list[AssetRef] = []
    inside: list[str] = []
    outside: list[str] = []
    other = 0
    for path in _files(paths):
        asset = library.catalog.assets.by_path(str(path))
        if asset is not None and not asset.missing:
            known.append(_reference(asset))
        elif images.sniff(str(path)).what is not images.What.PICTURE:
            other += 1
        elif any(path.is_relative_to(root) for root in roots):
            inside.append(str(path))
        else:
            outside.append(str(path))
    return Dropped(tuple(known), tuple(inside), tuple(outside), other)


def _files(paths: Sequence[str]) -> list[Path]:
    """Files as they are, and those in folders, real paths, a bounded number."""
    files: list[Path] = []
    for path in map(Path, paths):
        if path.is_dir():
            files += sorted(p for p in path.rglob("*") if p.is_file() and p.name[0] != ".")
        elif path.is_file():
            files.append(path)
    return [file.resolve() for file in files[:MOST_DROPPED]]


def known_at(library: Library, paths: Sequence[str]) -> tuple[AssetRef, ...]:
    """The assets at these paths, after they were read."""
    found = (library.catalog.assets.by_path(path) for path in paths)
    return tuple(_reference(a) for a in found if a is not None and a.kind is AssetKind.PICTURE)
