"""The board: a moodboard as a document, to JSON and back.

A board refers to its pictures by asset id and keeps of each what is needed while the file is
away: its last path, size, alt text and palette. Items lie on a canvas in *board units* (one unit
is one pixel of the canvas at 100 %; the page that :func:`picturedesk.moodboard.layout` makes is
1600 units wide), x to the right and y down. ``x, y`` is the upper left corner of the frame before
it is turned about its centre by ``rotation`` degrees, clockwise.

:func:`to_json` writes version :data:`VERSION`; :func:`from_json` reads that and every older one
(:data:`UPGRADES`), refuses newer ones with a sentence, and leaves out nothing silently: an item
of a kind it does not know is an error, not a gap in the picture.
"""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, ClassVar

from picturedesk.errors import InputError
from picturedesk.records import Beat, BeatKind, Coverage, Crop, Standing, Swatch

VERSION = 1
PAGE_WIDTH = 2400.0
"""Width, in board units, of the page that a layout makes."""
_MAX_JSON = 64 * 1024 * 1024


def new_id() -> str:
    """A fresh id for a board, a beat or an item."""
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour of a board's palette."""

    hex: str
    """``#rrggbb``, lower case, sRGB."""
    share: float = 0.0
    """Part of the chosen pictures' area, 0 to 1."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class AssetRef:
    """What a board remembers of an asset, so that it can be found, and drawn when it is away."""

    id: str
    path: str
    """Last known; absolute, undecodable bytes as surrogates."""
    width: int
    height: int
    """Upright pixels of the whole picture."""
    alt_text: str = ""
    credit: str = ""
    """A caption or title from the file, for small print."""
    palette: tuple[Swatch, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Base of everything that lies on the canvas."""

    KIND: ClassVar[str] = ""

    id: str = field(default_factory=new_id)
    x: float = 0.0
    y: float = 0.0
    width: float = 100.0
    height: float = 100.0
    rotation: float = 0.0
    """Degrees, clockwise, about the centre of the frame."""
    z: int = 0
    """Drawing order; higher lies above."""
    opacity: float = 1.0
    pinned: bool = False
    """Placed by hand: a re-run of the beat and an arrangement leave it where it is."""
    group: str = ""
    """Id of the :class:`GroupItem` it belongs to; empty for none."""
    beat_id: str = ""
    """The beat it answers; empty for none."""


@dataclass(frozen=True, slots=True)
class PictureItem(Item):
    """A picture in a frame; the crop's ratio is the frame's, so nothing is stretched."""

    KIND: ClassVar[str] = "picture"

    asset_id: str = ""
    crop: Crop | None = None
    """What the frame shows, in fractions of the upright picture, before flipping; None: all that
    fits, cut evenly from the longer sides."""
    flip_horizontal: bool = False
    flip_vertical: bool = False
    greyscale: bool = False
    caption: str = ""
    alt_text: str = ""
    """Overrides the asset's own on this board; empty: the asset's is used."""


@dataclass(frozen=True, slots=True)
class NoteItem(Item):
    """A text on the canvas."""

    KIND: ClassVar[str] = "note"

    text: str = ""
    size: float = 24.0
    """Height of the type in board units."""
    bold: bool = False
    colour: str = ""
    """``#rrggbb``; empty: the theme's text colour."""


@dataclass(frozen=True, slots=True)
class SwatchItem(Item):
    """A field of one colour."""

    KIND: ClassVar[str] = "swatch"

    colour: str = "#808080"
    label: str = ""


@dataclass(frozen=True, slots=True)
class ArrowItem(Item):
    """An arrow from the frame's upper left corner by (``dx``, ``dy``)."""

    KIND: ClassVar[str] = "arrow"

    dx: float = 100.0
    dy: float = 0.0
    stroke: float = 3.0
    colour: str = ""


@dataclass(frozen=True, slots=True)
class GroupItem(Item):
    """Items that move together; they name it in their ``group``."""

    KIND: ClassVar[str] = "group"

    name: str = ""


@dataclass(frozen=True, slots=True)
class BoardMatch:
    """A match as the board remembers it."""

    asset_id: str
    score: float
    standing: Standing
    why: str = ""
    """The prompt variant that won, in words."""
    count: int = 1


@dataclass(frozen=True, slots=True)
class BoardBeat:
    """A beat with what the library had for it."""

    beat: Beat
    coverage: Coverage = Coverage.GAP
    fitting: int = 0
    """How many distinct pictures stand strong or likely for it."""
    matches: tuple[BoardMatch, ...] = ()
    """The chosen ones, best first."""
    others: tuple[BoardMatch, ...] = ()
    """The runners-up, best first; for a gap, the closest there are, which do not fit."""

    @property
    def id(self) -> str:
        """The beat's id."""
        return self.beat.id


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture that is missing, as a line for the photographer."""

    scene: str
    shot: str
    """Number within the list, such as ``2.1``."""
    description: str
    framing: str = ""
    props: str = ""
    notes: str = ""
    beat_id: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """A moodboard. Frozen: a change makes a new one (:func:`dataclasses.replace`)."""

    id: str
    title: str
    created: datetime
    changed: datetime
    beats: tuple[BoardBeat, ...] = ()
    items: tuple[Item, ...] = ()
    assets: tuple[AssetRef, ...] = ()
    palette: tuple[Colour, ...] = ()
    shots: tuple[Shot, ...] = ()
    avoid: tuple[str, ...] = ()
    """What no picture may show, from the brief."""
    left_out: tuple[tuple[str, str], ...] = ()
    """(line of the brief, why it was left out)."""
    brief: str = ""
    """The brief as it was pasted (bounded)."""
    notes: str = ""
    encoder: str = ""
    """Which encoder answered; empty when not known."""

    def asset(self, asset_id: str) -> AssetRef | None:
        """What the board knows of an asset; None if it is not on the board."""
        return next((a for a in self.assets if a.id == asset_id), None)

    def beat(self, beat_id: str) -> BoardBeat | None:
        """The beat with this id, if there is one."""
        return next((b for b in self.beats if b.id == beat_id), None)

    def pictures(self, beat_id: str | None = None) -> tuple[PictureItem, ...]:
        """The pictures on the canvas in document order, of one beat if one is named."""
        return tuple(
            i
            for i in self.items
            if isinstance(i, PictureItem) and (beat_id is None or i.beat_id == beat_id)
        )

    @property
    def gaps(self) -> tuple[BoardBeat, ...]:
        """The beats for which nothing fits."""
        return tuple(b for b in self.beats if b.coverage is Coverage.GAP)


def blank(title: str = "Untitled board", now: datetime | None = None) -> Board:
    """An empty board, to be filled by hand."""
    moment = now or datetime.now(UTC)
    return Board(id=new_id(), title=title, created=moment, changed=moment)


ITEM_KINDS: Mapping[str, type[Item]] = MappingProxyType(
    {kind.KIND: kind for kind in (PictureItem, NoteItem, SwatchItem, ArrowItem, GroupItem)}
)


# --- to JSON ------------------------------------------------------------------------------------


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


def touched(board: Board, now: datetime | None = None) -> Board:
    """The same board with a new time of change."""
    return replace(board, changed=now or datetime.now(UTC))
