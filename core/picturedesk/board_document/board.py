"""A board and what it remembers: beats with their matches, assets, palette, shots."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from picturedesk.board_document.items import Item, PictureItem, new_id
from picturedesk.records import Beat, Coverage, Standing, Swatch

PAGE_WIDTH = 2400.0
"""Width, in board units, of the page that a layout makes."""


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


def touched(board: Board, now: datetime | None = None) -> Board:
    """The same board with a new time of change."""
    return replace(board, changed=now or datetime.now(UTC))
