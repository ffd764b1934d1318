"""Brief to moodboard.

:func:`propose` reads the brief (:mod:`picturedesk.briefs`), asks the library for every beat
(:mod:`~picturedesk.search`), assigns pictures so that the whole is best and none is used twice
(:mod:`.assignment`), judges each beat covered, thin or a gap, takes the palette of what was
chosen (:mod:`.colours`), turns what is missing into a shot list (:mod:`.shots`) and lays out a
page (:mod:`.layout`). :func:`save` and :func:`load` keep it in the library; :func:`rerun` asks
again and keeps what is pinned; :func:`report` is the board in words, for ``board --json``. The
parts below need no library: :func:`compose` takes two callables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from picturedesk import briefs
from picturedesk.board_document import VERSION, Board, BoardMatch, from_document, to_document
from picturedesk.errors import InputError
from picturedesk.moodboard.layout import layout
from picturedesk.moodboard.proposing import Assets, Find, Options, again, compose, finished
from picturedesk.moodboard.shots import shot_list
from picturedesk.records import Asset, Brief, Query, Result

if TYPE_CHECKING:
    from picturedesk.library import Library

__all__ = [
    "Assets",
    "Find",
    "Options",
    "again",
    "compose",
    "finished",
    "layout",
    "load",
    "propose",
    "report",
    "rerun",
    "save",
    "shot_list",
]

_SHOT = ("scene", "shot", "description", "framing", "props", "notes")


def propose(
    library: Library,
    brief: Brief | str,
    *,
    options: Options | None = None,
    title: str = "",
    now: datetime | None = None,
) -> Board:
    """A board for a brief (its text, or parsed), from a library.

    Raises InputError for an empty brief, or where the library has no picture.
    """
    if not library.catalog.assets.count():
        raise InputError(
            "There is no picture in this library yet.", "Add a folder first: picturedesk add FOLDER"
        )
    text = brief if isinstance(brief, str) else ""
    parsed = briefs.parse(brief) if isinstance(brief, str) else brief
    find, assets = _seams(library)
    board = compose(parsed, find, assets, options=options, text=text, title=title, now=now)
    return replace(board, encoder=str(library.encoder.id))


def rerun(
    library: Library,
    board: Board,
    *,
    beat_ids: Sequence[str] | None = None,
    options: Options | None = None,
    now: datetime | None = None,
) -> Board:
    """Ask the library again for some beats of a board, or all; pinned pictures stay."""
    find, assets = _seams(library)
    return again(board, find, assets, beat_ids=beat_ids, options=options, now=now)


def save(library: Library, board: Board) -> None:
    """Keep a board in the library; saved again under its id, it replaces what was kept."""
    library.catalog.boards.put(to_document(board), VERSION, name=board.title, board_id=board.id)


def load(library: Library, board_id: str) -> Board | None:
    """A board that was kept, brought up to this program's version; None when there is none.

    Raises InputError for one that is damaged or was made by a newer Picture Desk.
    """
    stored = library.catalog.boards.get(board_id)
    return None if stored is None else from_document(dict(stored.document))


def _seams(library: Library) -> tuple[Find, Assets]:
    from picturedesk import search

    def find(query: Query) -> Result:
        return search.find(library, query)

    def assets(keys: Sequence[int]) -> Sequence[Asset]:
        found: Sequence[Asset] = library.catalog.assets.get_many(keys)
        return found

    return find, assets


def report(board: Board) -> dict[str, Any]:
    """The board in words: beats with matches and coverage, gaps, shots, palette.

    Paths are as the board last knew them; undecodable bytes are surrogates.
    """
    paths = {a.id: a.path for a in board.assets}

    def match(m: BoardMatch) -> dict[str, Any]:
        return {
            "path": paths.get(m.asset_id, ""),
            "score": m.score,
            "standing": str(m.standing),
            "why": m.why,
            "count": m.count,
        }

    return {
        "title": board.title,
        "beats": [
            {
                "id": b.id,
                "kind": str(b.beat.kind),
                "text": b.beat.text,
                "weight": b.beat.weight,
                "must_have": b.beat.must_have,
                "avoid": list(b.beat.avoid),
                "coverage": str(b.coverage),
                "fitting": b.fitting,
                "matches": [match(m) for m in b.matches],
            }
            for b in board.beats
        ],
        "gaps": [b.beat.text for b in board.gaps],
        "shots": [{name: getattr(s, name) for name in _SHOT} for s in board.shots],
        "palette": [c.hex for c in board.palette],
        "avoid": list(board.avoid),
        "left_out": [{"line": line, "reason": why} for line, why in board.left_out],
    }
