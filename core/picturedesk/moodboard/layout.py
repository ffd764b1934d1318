"""A page for a board: the leading beat large, the others as masonry below (pure).

Texts that a layout writes have ids made from the board's id, so that laying out again replaces
them; whatever a person placed or pinned stays where it is, and the page begins below it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from picturedesk.board_document import (
    PAGE_WIDTH,
    AssetRef,
    Board,
    BoardBeat,
    Item,
    NoteItem,
    PictureItem,
    SwatchItem,
)
from picturedesk.export.mosaic import MAX_PICTURES, Box, cover, mosaic
from picturedesk.records import Coverage, Crop

MARGIN = 96.0
GAP = 16.0
COLUMN_GAP = 64.0
SECTION_GAP = 72.0
_LABEL = 64.0
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
    top = max((i.y + i.height for i in kept if i.pinned), default=0.0)
    y = top + MARGIN
    head, y = _head(board, y)
    body = _sections(board, loose, y)
    return replace(board, items=(*kept, *head, *body))


def _names(board: Board) -> Iterable[str]:
    yield from ("title", "palette-0", "missing")
    yield from (f"palette-{i}" for i in range(1, 12))
    yield from (f"beat-{b.id}" for b in board.beats)


def _made_id(board: Board, name: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"{board.id}/{name}"))


def _head(board: Board, y: float) -> tuple[list[Item], float]:
    """The title, with the palette at its right."""
    swatch = 72.0
    colours = board.palette[:12]
    strip = len(colours) * (swatch + 12)
    items: list[Item] = [
        NoteItem(
            id=_made_id(board, "title"),
            x=MARGIN,
            y=y,
            width=PAGE_WIDTH - 2 * MARGIN - strip - 48,
            height=72,
            text=board.title,
            size=60,
            bold=True,
        )
    ]
    x = PAGE_WIDTH - MARGIN - strip + 12
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


def _sections(board: Board, loose: Sequence[PictureItem], y: float) -> list[Item]:
    by_beat: dict[str, list[PictureItem]] = {}
    for item in loose:
        by_beat.setdefault(item.beat_id, []).append(item)
    shown = [b for b in board.beats if by_beat.get(b.id)]
    shown.sort(key=lambda b: -_lead(b))
    inner = PAGE_WIDTH - 2 * MARGIN
    items: list[Item] = []
    rest = shown
    if shown:
        lead, rest = shown[0], shown[1:]
        where = Box(MARGIN, y, inner, inner / 2.35)
        made, y = _section(board, lead, by_beat[lead.id], where)
        items += made
        y += SECTION_GAP
    column = (inner - COLUMN_GAP) / 2
    bottoms = [y, y]
    for beat in sorted(rest, key=board.beats.index):
        side = 0 if bottoms[0] <= bottoms[1] else 1
        x = MARGIN + side * (column + COLUMN_GAP)
        where = Box(x, bottoms[side], column, column / 1.55)
        made, end = _section(board, beat, by_beat[beat.id], where)
        items += made
        bottoms[side] = end + SECTION_GAP
    y = max(bottoms) if rest else y
    without = [i for i in loose if board.beat(i.beat_id) is None]
    if without:
        made, y = _pictures(board, without, Box(MARGIN, y, inner, inner / 2.6))
        items += made
        y += SECTION_GAP
    return items + _missing(board, y)


def _lead(beat: BoardBeat) -> float:
    lead = beat.beat.weight + (0.5 if beat.beat.must_have else 0.0)
    return lead + (0.4 if beat.coverage is Coverage.COVERED else 0.0) + 0.05 * len(beat.matches)


def _section(
    board: Board, beat: BoardBeat, pictures: Sequence[PictureItem], where: Box
) -> tuple[list[Item], float]:
    label = NoteItem(
        id=_made_id(board, f"beat-{beat.id}"),
        x=where.x,
        y=where.y,
        width=where.width,
        height=40,
        text=beat.beat.text,
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
        some = pictures[start : start + MAX_PICTURES]
        ratios = [_ratio(p, assets) for p in some]
        # One upright picture across a whole column would be higher than the window.
        tall = len(some) == 1 and ratios[0] < 1.1
        width = where.width * (0.55 if tall else 1.0)
        boxes = mosaic(ratios, Box(where.x, y, width, width / where.ratio), GAP, grow=True)
        for picture, box, own in zip(some, boxes, ratios, strict=True):
            items.append(
                replace(
                    picture,
                    x=round(box.x, 2),
                    y=round(box.y, 2),
                    width=round(box.width, 2),
                    height=round(box.height, 2),
                    rotation=0.0,
                    crop=_crop(picture, own, box),
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


def _crop(picture: PictureItem, ratio: float, box: Box) -> Crop | None:
    """The crop that fills the box, inside the one that was there; None where all fits."""
    left, top, right, bottom = cover(ratio, box)
    if picture.crop is None and right - left > 0.995 and bottom - top > 0.995:
        return None
    c = picture.crop or Crop(0, 0, 1, 1)
    w, h = c.right - c.left, c.bottom - c.top
    return Crop(
        max(0.0, c.left + left * w),
        max(0.0, c.top + top * h),
        min(1.0, c.left + right * w),
        min(1.0, c.top + bottom * h),
    )


def _missing(board: Board, y: float) -> list[Item]:
    """One quiet note that says what is still to be photographed."""
    gaps = [b.beat.text for b in board.beats if b.coverage is Coverage.GAP]
    if not gaps:
        return []
    lines = ["Missing, see the shot list:", *(f"○ {text}" for text in gaps[:12])]
    return [
        NoteItem(
            id=_made_id(board, "missing"),
            x=MARGIN,
            y=y,
            width=PAGE_WIDTH - 2 * MARGIN,
            height=36.0 * len(lines),
            text="\n".join(lines),
            size=24,
        )
    ]


def extent(board: Board) -> Box:
    """The part of the canvas that has something on it, with a margin; the page if it is empty."""
    shown = [i for i in board.items if i.KIND != "group"]
    if not shown:
        return Box(0, 0, PAGE_WIDTH, PAGE_WIDTH * 9 / 16)
    left = min(min(0.0, i.x - MARGIN / 2) for i in shown)
    top = min(min(0.0, i.y - MARGIN / 2) for i in shown)
    right = max(max(PAGE_WIDTH, i.x + i.width + MARGIN / 2) for i in shown)
    bottom = max(i.y + i.height + MARGIN for i in shown)
    return Box(left, top, right - left, bottom - top)
