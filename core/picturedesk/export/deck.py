"""A board as pages to show: cover, brief and coverage, the beats, the shot list (pure).

Composes :mod:`~picturedesk.export.page` elements; measuring text is all it needs of a renderer.
"""

from __future__ import annotations

import ntpath
import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from picturedesk.board_document import Board, BoardBeat, Box, PictureItem
from picturedesk.export import fonts
from picturedesk.export.canvas import canvas_page
from picturedesk.export.lists import Lists
from picturedesk.export.mosaic import MAX_PICTURES, cover, mosaic
from picturedesk.export.page import (
    COVERAGE,
    FOOT,
    GROUND,
    HEIGHT,
    LINE,
    MARGIN,
    MUTED,
    TOP,
    WIDTH,
    Dot,
    Element,
    Field,
    Page,
    Picture,
    Text,
)
from picturedesk.export.wording import ENGLISH, Wording
from picturedesk.records import Coverage, Crop

GAP = 6.0
_BODY = Box(MARGIN, TOP, WIDTH - 2 * MARGIN, HEIGHT - TOP - 62)
_FEW = 2
_LITTLE = 0.06
"""So much may be cut from a side without a second look."""
_SPLIT = 372.0
"""Where the cover's pictures begin."""


@dataclass(frozen=True, slots=True)
class Options:
    """What goes into the pages."""

    canvas: bool | None = None
    """Add the canvas as it was arranged; None: when somebody pinned something on it."""
    links: bool = False
    """Pictures open the real files (their paths become part of the document)."""
    captions: bool = True
    wording: Wording = ENGLISH


def pages(board: Board, options: Options | None = None) -> tuple[Page, ...]:
    """All pages of a board, numbered from 1."""
    made = list(_Deck(board, options or Options()).pages())
    return tuple(replace(page, number=n) for n, page in enumerate(made, 1))


def with_canvas(board: Board, options: Options) -> bool:
    """Whether the canvas is shown as it was arranged."""
    if options.canvas is not None:
        return options.canvas
    return any(item.pinned for item in board.items)


def alt_of(board: Board, item: PictureItem) -> str:
    """What a picture shows, in words: the item's text, the asset's, else the beat and file."""
    asset = board.asset(item.asset_id)
    if item.alt_text or (asset is not None and asset.alt_text):
        return item.alt_text or (asset.alt_text if asset else "")
    beat = board.beat(item.beat_id)
    name = file_name(asset.path) if asset is not None else ""
    return f"{beat.beat.text} ({name})" if beat is not None and name else name or item.asset_id


def file_name(path: str) -> str:
    """The last part of a path, in characters that can be printed."""
    return ntpath.basename(posixpath.basename(path)).encode("utf-8", "replace").decode("utf-8")


def caption_of(board: Board, item: PictureItem) -> str:
    """The small print under a picture."""
    asset = board.asset(item.asset_id)
    return item.caption or (file_name(asset.path) if asset is not None else "")


def ratio_of(board: Board, item: PictureItem) -> float:
    """Width by height of what a picture item shows."""
    asset = board.asset(item.asset_id)
    if asset is None:
        return item.width / item.height
    if item.pinned:
        return item.width / item.height
    return asset.width / asset.height


def placed(board: Board, item: PictureItem, box: Box, *, links: bool = False) -> Picture:
    """The item in a box: its own crop where a person pinned it, else cut to fill the box."""
    asset = board.asset(item.asset_id)
    own = item.crop if item.pinned and item.crop is not None else Crop(0, 0, 1, 1)
    whole = asset.width / asset.height if asset is not None else item.width / item.height
    width, height = own.right - own.left, own.bottom - own.top
    left, top, right, bottom = cover(whole * width / height, box)
    return Picture(
        box.x,
        box.y,
        box.width,
        box.height,
        asset_id=item.asset_id,
        alt=alt_of(board, item),
        crop=Crop(
            max(0.0, own.left + left * width),
            max(0.0, own.top + top * height),
            min(1.0, own.left + right * width),
            min(1.0, own.top + bottom * height),
        ),
        flip_horizontal=item.flip_horizontal,
        flip_vertical=item.flip_vertical,
        greyscale=item.greyscale,
        path=asset.path if links and asset is not None else "",
    )


class _Deck:
    def __init__(self, board: Board, options: Options) -> None:
        self._board = board
        self._options = options
        self._words = options.wording

    def pages(self) -> Iterator[Page]:
        board = self._board
        lists = Lists(board, self._words)
        yield self._cover()
        if with_canvas(board, self._options):
            yield canvas_page(board, title=self._words.arranged, fit=(WIDTH, HEIGHT))
        if board.beats:
            for elements in lists.overview():
                yield self._page(self._words.overview, "", elements)
        yield from self._beats()
        known = {b.id for b in board.beats}
        more = [i for i in board.pictures() if i.beat_id not in known]
        for start in range(0, len(more), MAX_PICTURES):
            yield self._page(
                self._words.more, "", self._mosaic(more[start : start + MAX_PICTURES], _BODY)
            )
        if board.shots:
            for elements in lists.shot_list():
                yield self._page(self._words.shot_list, self._words.shot_list_lead, elements)

    # -- frame ---------------------------------------------------------------------------------

    def _page(self, title: str, label: str, elements: Sequence[Element]) -> Page:
        head: list[Element] = [
            Text(MARGIN, 34, 400, label, 9, colour=MUTED, role="small"),
            Text(
                MARGIN,
                47,
                WIDTH - 2 * MARGIN - 150,
                title,
                20,
                bold=True,
                max_lines=1,
                role="title",
            ),
        ]
        if not label:
            head.pop(0)
        return Page((*head, *elements, *self._foot()), title=title)

    def _foot(self) -> list[Element]:
        name = self._board.title
        return [Text(MARGIN, FOOT, 600, name, 8, colour=MUTED, max_lines=1, role="small")]

    # -- cover ---------------------------------------------------------------------------------

    def _cover(self) -> Page:
        board = self._board
        area = Box(_SPLIT, 0, WIDTH - _SPLIT, HEIGHT)
        elements = self._titles(_SPLIT - MARGIN - 36)
        heroes = self._heroes()
        if heroes:
            heroes, boxes = self._cut_least(heroes, area)
            elements += [placed(board, i, b) for i, b in zip(heroes, boxes, strict=True)]
        else:
            words = self._words.no_pictures
            elements.append(Field(area.x, area.y, area.width, area.height, colour=GROUND))
            elements.append(
                Text(area.x, HEIGHT / 2 - 8, area.width, words, 12, colour=MUTED, align="centre")
            )
        return Page(tuple(elements), title=board.title)

    def _cut_least(
        self, heroes: list[PictureItem], area: Box
    ) -> tuple[list[PictureItem], list[Box]]:
        """As many of the heroes as fill the area with little cut off; three at least."""
        best: tuple[float, int, list[Box]] | None = None
        for count in range(len(heroes), min(3, len(heroes)) - 1, -1):
            ratios = [ratio_of(self._board, i) for i in heroes[:count]]
            boxes = mosaic(ratios, area, 4.0, fill=True)
            cut = max(1 - min(b.ratio / r, r / b.ratio) for b, r in zip(boxes, ratios, strict=True))
            if best is None or max(cut, _LITTLE) < max(best[0], _LITTLE):
                best = cut, count, boxes
        assert best is not None
        return heroes[: best[1]], best[2]

    def _titles(self, room: float) -> list[Element]:
        """The left side of the cover: title, date, counts and palette."""
        board, words = self._board, self._words
        size = 34.0 if len(fonts.wrapped(board.title, 34, True, room)) <= 3 else 24.0
        lines = min(5, len(fonts.wrapped(board.title, size, True, room)))
        y = 82 + lines * size * 1.18 + 14
        elements: list[Element] = [
            Text(MARGIN, 60, room, words.moodboard, 10, colour=MUTED, role="small"),
            Text(
                MARGIN, 82, room, board.title, size, bold=True, leading=1.18, max_lines=5,
                role="title",
            ),
            Text(MARGIN, y, room, words.date(board.created), 11, colour=MUTED),
        ]  # fmt: skip
        if board.beats:
            counts = [sum(b.coverage is c for b in board.beats) for c in Coverage]
            elements.append(Text(MARGIN, y + 20, room, words.counts(*counts), 11, colour=MUTED))
        return elements + self._palette(MARGIN, HEIGHT - 116, room)

    def _heroes(self) -> list[PictureItem]:
        """The leading picture of up to five beats, the weightiest beat first."""
        board = self._board
        order = sorted(
            (b for b in board.beats if board.pictures(b.id)),
            key=lambda b: (
                b.coverage is not Coverage.COVERED,
                -b.beat.weight,
                board.beats.index(b),
            ),
        )
        heroes: list[PictureItem] = []
        seen: set[str] = set()
        for item in [*(board.pictures(b.id)[0] for b in order), *board.pictures()]:
            if item.asset_id not in seen and len(heroes) < 5:
                seen.add(item.asset_id)
                heroes.append(item)
        return heroes

    def _palette(self, x: float, y: float, room: float) -> list[Element]:
        colours = self._board.palette[:6]
        if not colours:
            return []
        width = room / len(colours)
        elements: list[Element] = [
            Text(x, y - 20, room, self._words.palette, 9, colour=MUTED, role="small")
        ]
        for i, colour in enumerate(colours):
            edge = LINE if _is_light(colour.hex) else ""
            elements.append(Field(x + i * width, y, width - 5, 36, colour=colour.hex, outline=edge))
            elements.append(
                Text(
                    x + i * width,
                    y + 42,
                    width,
                    colour.hex.upper(),
                    7.5,
                    colour=MUTED,
                    role="small",
                )
            )
        return elements

    # -- beats ---------------------------------------------------------------------------------

    def _beats(self) -> Iterator[Page]:
        waiting: tuple[BoardBeat, tuple[PictureItem, ...]] | None = None
        for beat in self._board.beats:
            pictures = self._board.pictures(beat.id)
            if not pictures:
                continue
            if len(pictures) <= _FEW:
                if waiting is None:
                    waiting = (beat, pictures)
                else:
                    yield self._pair(waiting, (beat, pictures))
                    waiting = None
                continue
            for start in range(0, len(pictures), MAX_PICTURES - 1):
                yield self._beat(beat, pictures[start : start + MAX_PICTURES - 1])
        if waiting is not None:
            yield self._beat(*waiting)

    def _beat(self, beat: BoardBeat, pictures: Sequence[PictureItem]) -> Page:
        elements = [*self._sign(beat, WIDTH - MARGIN), *self._mosaic(pictures, _BODY)]
        return self._page(_capital(beat.beat.text), self._words.one(beat.beat.kind), elements)

    def _sign(self, beat: BoardBeat, right: float) -> list[Element]:
        word = f"{self._words.coverage(beat.coverage)}  ·  {self._words.found(beat.fitting)}"
        width = fonts.width(word, 9, False)
        return [
            Dot(right - width - 11, 60, 4, beat.coverage),
            Text(
                right - width - 2,
                54,
                width + 2,
                word,
                9,
                colour=COVERAGE[beat.coverage],
                align="right",
            ),
        ]

    def _pair(
        self,
        left: tuple[BoardBeat, tuple[PictureItem, ...]],
        right: tuple[BoardBeat, tuple[PictureItem, ...]],
    ) -> Page:
        """Two beats with few pictures side by side."""
        width = (WIDTH - 2 * MARGIN - 36) / 2
        elements: list[Element] = []
        for i, (beat, pictures) in enumerate((left, right)):
            x = MARGIN + i * (width + 36)
            label = self._words.one(beat.beat.kind)
            elements.append(Text(x, 34, width, label, 9, colour=MUTED, role="small"))
            role = "title" if i == 0 else "heading"
            title = _capital(beat.beat.text)
            elements.append(
                Text(x, 47, width - 6, title, 15, bold=True, max_lines=2,
                     role="title" if role == "title" else "heading")
            )  # fmt: skip
            word = f"{self._words.coverage(beat.coverage)}  ·  {self._words.found(beat.fitting)}"
            lines = min(2, len(fonts.wrapped(title, 15, True, width - 6)))
            y = 52 + lines * 15 * 1.35
            elements.append(Dot(x + 4, y + 6, 4, beat.coverage))
            elements.append(Text(x + 14, y, width, word, 9, colour=COVERAGE[beat.coverage]))
            elements += self._mosaic(pictures, Box(x, TOP + 28, width, HEIGHT - TOP - 90))
        return Page((*elements, *self._foot()), title=_capital(left[0].beat.text))

    def _mosaic(self, items: Sequence[PictureItem], box: Box) -> list[Element]:
        board = self._board
        boxes = mosaic([ratio_of(board, i) for i in items], box, GAP)
        elements: list[Element] = [
            placed(board, i, b, links=self._options.links)
            for i, b in zip(items, boxes, strict=True)
        ]
        if self._options.captions:
            elements.append(self._captions(items, boxes, box))
        return elements

    def _captions(self, items: Sequence[PictureItem], boxes: Sequence[Box], box: Box) -> Text:
        """In a line below the pictures, or in the column that they leave free."""
        names = list(dict.fromkeys(caption_of(self._board, i) for i in items))
        right = max(b.x + b.width for b in boxes)
        bottom = max(b.y + b.height for b in boxes)
        free = box.x + box.width - right - 14
        if free < 110:
            text = "   ·   ".join(names)
            return Text(
                box.x, bottom + 7, box.width, text, 7, colour=MUTED, max_lines=2, role="small"
            )
        text = "\n".join(names)
        lines = sum(len(fonts.wrapped(name, 7, False, free)) for name in names)
        y = max(box.y, bottom - lines * 7 * 1.5)
        return Text(right + 14, y, free, text, 7, colour=MUTED, leading=1.5, role="small")


def _is_light(colour: str) -> bool:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 225


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
