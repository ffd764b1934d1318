"""A page for a board: the leading beat large, the others as masonry below (pure).

Texts that a layout writes have ids made from the board's id, so that laying out again replaces
them; whatever a person placed or pinned stays where it is, and the page begins below it.
"""

from __future__ import annotations

import itertools
import math
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from picturedesk.board_document import (
    PAGE_WIDTH,
    AssetRef,
    Board,
    BoardBeat,
    Box,
    Item,
    NoteItem,
    PictureItem,
    SwatchItem,
    around,
)
from picturedesk.export.mosaic import MAX_PICTURES, cover, mosaic
from picturedesk.records import Coverage, Crop

MARGIN = 96.0
GAP = 16.0
COLUMN_GAP = 64.0
SECTION_GAP = 72.0
_LABEL = 64.0
_NOTE = 24.0
_MOST_WAYS = 20_000
_MANY = 7
"""From so many beats on the page is half as wide again and has three columns."""
_SAME_CROP = 0.002
_NAMESPACE = uuid.UUID("6f1d2f0c-5f0e-4a3e-9b57-1c1f3a2f7d10")


def layout(board: Board) -> Board:
    """The same board with its loose pictures, labels and palette laid out on a page.

    Pinned items, and anything that is neither a picture nor made by an earlier layout, are not
    moved.
    """
    made = {_made_id(board, name) for name in _names(board)}
    kept: list[Item] = []
    loose: list[PictureItem] = []
    for item in board.items:
        if item.id in made:
            continue
        if isinstance(item, PictureItem) and not item.pinned:
            loose.append(item)
        else:
            kept.append(item)
    # Below whatever stays: what a person put beside the pictures is not covered.
    top = max((around(i).bottom for i in kept if i.KIND != "group"), default=0.0)
    y = top + MARGIN
    columns = 3 if len({i.beat_id for i in loose}) >= _MANY else 2
    page = PAGE_WIDTH * columns / 2
    head, y = _head(board, y, page)
    body = _sections(board, loose, Box(MARGIN, y, page - 2 * MARGIN, 0), columns)
    return replace(board, items=(*kept, *head, *body))


def _names(board: Board) -> Iterable[str]:
    yield from ("title", "palette-0", "missing")
    yield from (f"palette-{i}" for i in range(1, 12))
    yield from (f"beat-{b.id}" for b in board.beats)


def _made_id(board: Board, name: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"{board.id}/{name}"))


def _head(board: Board, y: float, page: float) -> tuple[list[Item], float]:
    """The title, with the palette at its right."""
    swatch = 72.0
    colours = board.palette[:12]
    strip = len(colours) * (swatch + 12)
    items: list[Item] = [
        NoteItem(
            id=_made_id(board, "title"),
            x=MARGIN,
            y=y,
            width=page - 2 * MARGIN - strip - 48,
            height=72,
            text=board.title,
            size=60,
            bold=True,
        )
    ]
    x = page - MARGIN - strip + 12
    for i, colour in enumerate(colours):
        items.append(
            SwatchItem(
                id=_made_id(board, f"palette-{i}"),
                x=x + i * (swatch + 12),
                y=y,
                width=swatch,
                height=swatch,
                colour=colour.hex,
                label=colour.hex,
            )
        )
    return items, y + swatch + SECTION_GAP


def _sections(board: Board, loose: Sequence[PictureItem], where: Box, columns: int) -> list[Item]:
    by_beat: dict[str, list[PictureItem]] = {}
    for item in loose:
        by_beat.setdefault(item.beat_id, []).append(item)
    shown = [b for b in board.beats if by_beat.get(b.id)]
    shown.sort(key=lambda b: -_lead(b, len(by_beat[b.id])))
    items: list[Item] = []
    y = where.y
    width = (where.width - (columns - 1) * COLUMN_GAP) / columns
    bottoms = [y] * columns
    if shown:
        # The lead takes two columns, the others flow around it.
        across = 2 * width + COLUMN_GAP
        lead = Box(where.x, y, across, across / 2.1)
        made, end = _section(board, shown[0], by_beat[shown[0].id], lead)
        items += made
        bottoms[:2] = [end + SECTION_GAP] * 2
    flowing = sorted(shown[1:], key=board.beats.index)
    sections = [_section(board, beat, by_beat[beat.id], Box(0.0, 0.0, width, width / 1.55))
                for beat in flowing]  # fmt: skip
    missing = _missing(board, Box(0.0, 0.0, width, 0.0))
    if missing:
        sections.append((missing, missing[0].height))
    for side, (made, height) in zip(
        columns_of([height + SECTION_GAP for _, height in sections], bottoms), sections, strict=True
    ):
        x = where.x + side * (width + COLUMN_GAP)
        items += [replace(item, x=item.x + x, y=item.y + bottoms[side]) for item in made]
        bottoms[side] += height + SECTION_GAP
    without = [i for i in loose if board.beat(i.beat_id) is None]
    if without:
        below = Box(where.x, max(bottoms), where.width, where.width / 2.6)
        items += _pictures(board, without, below)[0]
    return items


def columns_of(heights: Sequence[float], tops: Sequence[float]) -> list[int]:
    """The column of each section, in order, so that the columns end at nearly the same height.

    The best of all ways for few sections; for many, each goes where there is most room.
    """
    if len(tops) ** len(heights) > _MOST_WAYS:
        ends, chosen = list(tops), []
        for height in heights:
            chosen.append(ends.index(min(ends)))
            ends[chosen[-1]] += height
        return chosen

    def cost(way: tuple[int, ...]) -> tuple[float, float]:
        ends = list(tops)
        for side, height in zip(way, heights, strict=True):
            ends[side] += height
        # Rounded, so that among equals the first, which keeps the brief's order, is taken.
        return round(max(ends), 3), -round(min(ends), 3)

    ways: Iterable[tuple[int, ...]] = itertools.product(range(len(tops)), repeat=len(heights))
    best: tuple[int, ...] = min(ways, key=cost)
    return list(best)


def _lead(beat: BoardBeat, pictures: int) -> float:
    """What makes a beat the one that opens the page: covered, rich in pictures, of weight."""
    lead = beat.beat.weight + 0.2 * min(pictures, 5)
    return lead + (0.5 if beat.coverage is Coverage.COVERED else 0.0)


def _section(
    board: Board, beat: BoardBeat, pictures: Sequence[PictureItem], where: Box
) -> tuple[list[Item], float]:
    label = NoteItem(
        id=_made_id(board, f"beat-{beat.id}"),
        x=where.x,
        y=where.y,
        width=where.width,
        height=40,
        text=beat.beat.text[:1].upper() + beat.beat.text[1:],
        size=28,
        bold=True,
        beat_id=beat.id,
    )
    below = Box(where.x, where.y + _LABEL, where.width, where.height)
    made, y = _pictures(board, pictures, below)
    return [label, *made], y


def _pictures(
    board: Board, pictures: Sequence[PictureItem], where: Box
) -> tuple[list[Item], float]:
    """Pictures in mosaics of the box's width, near its ratio, one below the other."""
    assets = {a.id: a for a in board.assets}
    items: list[Item] = []
    y = where.y
    for start in range(0, len(pictures), MAX_PICTURES):
        some = [_as_chosen(p, assets) for p in pictures[start : start + MAX_PICTURES]]
        ratios = [_ratio(p, assets) for p in some]
        # One upright picture across a whole column would be higher than the window.
        tall = len(some) == 1 and ratios[0] < 1.1
        width = where.width * (0.55 if tall else 1.0)
        boxes = mosaic(ratios, Box(where.x, y, width, width / where.ratio), GAP, grow=True)
        for picture, full, own in zip(some, boxes, ratios, strict=True):
            box = full if picture.crop is None else _inside(full, own)
            items.append(
                replace(
                    picture,
                    x=round(box.x, 2),
                    y=round(box.y, 2),
                    width=round(box.width, 2),
                    height=round(box.height, 2),
                    rotation=0.0,
                    crop=picture.crop or _crop(own, box),
                )
            )
        y = max(b.y + b.height for b in boxes) + GAP
    return items, y - GAP


def _ratio(picture: PictureItem, assets: dict[str, AssetRef]) -> float:
    asset = assets.get(picture.asset_id)
    if asset is None:
        return picture.width / picture.height
    ratio = asset.width / asset.height
    if picture.crop is not None:
        c = picture.crop
        ratio *= (c.right - c.left) / (c.bottom - c.top)
    return ratio


def _as_chosen(picture: PictureItem, assets: dict[str, AssetRef]) -> PictureItem:
    """The picture with the crop that a person chose, and without one that only fills its frame.

    Such a crop an earlier layout made; cropping within it would take a little more every time.
    """
    asset, crop = assets.get(picture.asset_id), picture.crop
    if asset is None or crop is None:
        return picture
    filling = cover(asset.width / asset.height, Box(0.0, 0.0, picture.width, picture.height))
    chosen = (crop.left, crop.top, crop.right, crop.bottom)
    off = max(abs(a - b) for a, b in zip(chosen, filling, strict=True))
    return replace(picture, crop=None) if off < _SAME_CROP else picture


def _inside(box: Box, ratio: float) -> Box:
    """The largest box of this ratio in the middle of another."""
    width, height = min(box.width, box.height * ratio), min(box.height, box.width / ratio)
    return Box(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height)


def _crop(ratio: float, box: Box) -> Crop | None:
    """The crop of a picture that fills the box; None where all of it fits."""
    left, top, right, bottom = cover(ratio, box)
    return None if right - left > 0.995 and bottom - top > 0.995 else Crop(left, top, right, bottom)


def _missing(board: Board, where: Box) -> list[Item]:
    """One quiet note that says what is still to be photographed."""
    gaps = [b.beat.text for b in board.beats if b.coverage is Coverage.GAP]
    if not gaps:
        return []
    lines = ["Missing, see the shot list:", *(f"○ {text}" for text in gaps[:12])]
    # In letters of half their height, as wide as the column.
    rows = sum(math.ceil(max(1, len(line)) * _NOTE / 2 / where.width) for line in lines)
    return [
        NoteItem(
            id=_made_id(board, "missing"),
            x=where.x,
            y=where.y,
            width=where.width,
            height=1.5 * _NOTE * rows,
            text="\n".join(lines),
            size=_NOTE,
        )
    ]
