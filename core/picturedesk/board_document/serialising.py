"""A board to JSON and back.

:func:`to_json` writes version :data:`VERSION`; :func:`from_json` reads that and every older one
(:data:`UPGRADES`), refuses newer ones with a sentence, and leaves out nothing silently: an item
of a kind it does not know is an error, not a gap in the picture.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

from picturedesk.board_document.board import (
    AssetRef,
    Board,
    BoardBeat,
    BoardMatch,
    Colour,
    Shot,
)
from picturedesk.board_document.items import ITEM_KINDS, Item, PictureItem
from picturedesk.errors import InputError
from picturedesk.records import Beat, BeatKind, Coverage, Crop, Standing, Swatch

VERSION = 1
_MAX_JSON = 64 * 1024 * 1024

Document = dict[str, Any]


def to_document(board: Board) -> Document:
    """The board as plain values: what ``catalog.boards.put(document, VERSION)`` stores."""
    document = {"version": VERSION, **_plain(board)}
    document["items"] = [{"kind": item.KIND, **_plain(item)} for item in board.items]
    return document


def to_json(board: Board) -> str:
    """The board as JSON text, stable: the same board gives the same text."""
    document = to_document(board)
    return json.dumps(document, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, (tuple, list)):
        return [_plain(v) for v in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, str):
        return str(value)  # StrEnum members as their plain words
    return value


# --- from JSON ----------------------------------------------------------------------------------


UPGRADES: Mapping[int, Callable[[Document], Document]] = MappingProxyType({})
"""For every old version, the step to the next: none yet, version 1 being the first."""


def from_json(text: str) -> Board:
    """Read a board.

    Raises :class:`InputError` for text that is no board, is damaged, or was written by a newer
    Picture Desk.
    """
    if len(text) > _MAX_JSON:
        raise InputError("This board is too large to be one of ours.", "Restore a backup.")
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _damaged("it is not JSON") from error
    return from_document(document)


def from_document(document: Any) -> Board:
    """The same from plain values, as ``catalog.boards.get`` gives them."""
    if not isinstance(document, dict) or not isinstance(document.get("version"), int):
        raise _damaged("it has no version")
    version: int = document["version"]
    if version > VERSION:
        raise InputError(
            "This board was made by a newer Picture Desk.", "Update Picture Desk to open it."
        )
    try:
        return _board(upgraded(document, VERSION, UPGRADES))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(f"{type(error).__name__}: {error}") from error


def upgraded(
    document: Document, version: int, upgrades: Mapping[int, Callable[[Document], Document]]
) -> Document:
    """The document brought to ``version`` by one upgrade after the other."""
    for old in range(document["version"], version):
        document = {**upgrades[old](document), "version": old + 1}
    return document


def _damaged(why: str) -> InputError:
    return InputError(
        f"This board cannot be read ({why[:200]}).", "Open another board, or restore a backup."
    )


def _board(d: Document) -> Board:
    return Board(
        id=str(d["id"]),
        title=str(d["title"]),
        created=_moment(d["created"]),
        changed=_moment(d["changed"]),
        beats=tuple(_beat(b) for b in d.get("beats", ())),
        items=tuple(_item(i) for i in d.get("items", ())),
        assets=tuple(_asset(a) for a in d.get("assets", ())),
        palette=tuple(_known(Colour, c) for c in d.get("palette", ())),
        shots=tuple(_known(Shot, s) for s in d.get("shots", ())),
        avoid=tuple(str(a) for a in d.get("avoid", ())),
        left_out=tuple((str(line), str(why)) for line, why in d.get("left_out", ())),
        brief=str(d.get("brief", "")),
        notes=str(d.get("notes", "")),
        encoder=str(d.get("encoder", "")),
    )


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _known(kind: type[Any], d: Document, /, **over: Any) -> Any:
    """A dataclass from those keys it has; numbers must be finite, texts texts."""
    values: Document = {}
    for f in fields(kind):
        if f.name in over or f.name not in d:
            continue
        value = d[f.name]
        if isinstance(value, float) and not math.isfinite(value):
            raise ValueError(f"{f.name} is not a finite number")
        wanted = str(f.type)
        if wanted in _PLAIN_TYPES and not isinstance(value, _PLAIN_TYPES[wanted]):
            raise TypeError(f"{f.name} is not {wanted}")
        values[f.name] = value
    return kind(**values, **over)


_PLAIN_TYPES: Mapping[str, tuple[type, ...]] = MappingProxyType(
    {"str": (str,), "int": (int,), "float": (int, float), "bool": (bool,)}
)


def _item(d: Document) -> Item:
    kind = ITEM_KINDS.get(d["kind"])
    if kind is None:
        raise ValueError(f"an item of the kind {d['kind']!r} is not known")
    over: Document = {}
    if kind is PictureItem and d.get("crop") is not None:
        over["crop"] = Crop(**d["crop"])
    item: Item = _known(kind, d, **over)
    if not (item.width > 0 and item.height > 0 and 0 <= item.opacity <= 1):
        raise ValueError("an item without a size, or with an opacity outside 0 to 1")
    return item


def _beat(d: Document) -> BoardBeat:
    b = d["beat"]
    beat: Beat = _known(Beat, b, kind=BeatKind(b["kind"]), avoid=tuple(b.get("avoid", ())))
    return BoardBeat(
        beat=beat,
        coverage=Coverage(d["coverage"]),
        fitting=int(d["fitting"]),
        matches=tuple(_match(m) for m in d["matches"]),
        others=tuple(_match(m) for m in d["others"]),
    )


def _match(d: Document) -> BoardMatch:
    match: BoardMatch = _known(BoardMatch, d, standing=Standing(d["standing"]))
    return match


def _asset(d: Document) -> AssetRef:
    asset: AssetRef = _known(
        AssetRef, d, palette=tuple(_known(Swatch, s) for s in d.get("palette", ()))
    )
    if asset.width <= 0 or asset.height <= 0:
        raise ValueError("a picture without a size")
    return asset
