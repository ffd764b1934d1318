"""Align, distribute, arrange: where each thing goes (pure).

Functions take items and answer with those that changed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from enum import StrEnum

from picturedesk.board_document import AssetRef, Board, Item, NoteItem, PictureItem
from picturedesk_app.moodboard.shapes import Box, around, moved, placed, union

GAP = 16.0
SECTION_GAP = 64.0
_LABEL_GAP = 16.0


class Edge(StrEnum):
    """What is brought to one line."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


def align(units: Sequence[Sequence[Item]], edge: Edge) -> list[Item]:
    """Bring an edge of each unit (an item, or a group's items) to that of them all."""
    boxes = [_box(unit) for unit in units]
    whole = union(boxes)
    if whole is None:
        return []
    changed: list[Item] = []
    for unit, box in zip(units, boxes, strict=True):
        dx, dy = {
            Edge.LEFT: (whole.x - box.x, 0.0),
            Edge.CENTRE: (whole.centre[0] - box.centre[0], 0.0),
            Edge.RIGHT: (whole.right - box.right, 0.0),
            Edge.TOP: (0.0, whole.y - box.y),
            Edge.MIDDLE: (0.0, whole.centre[1] - box.centre[1]),
            Edge.BOTTOM: (0.0, whole.bottom - box.bottom),
        }[edge]
        changed += [moved(item, dx, dy) for item in unit]
    return changed


def distribute(units: Sequence[Sequence[Item]], *, across: bool) -> list[Item]:
    """Equal gaps between three or more units; the outermost stay."""
    if len(units) < 3:
        return [item for unit in units for item in unit]
    boxes = [_box(unit) for unit in units]
    order = sorted(
        range(len(units)), key=lambda i: boxes[i].centre[0] if across else boxes[i].centre[1]
    )
    sizes = [boxes[i].width if across else boxes[i].height for i in order]
    first, last = boxes[order[0]], boxes[order[-1]]
    room = (last.right - first.x) if across else (last.bottom - first.y)
    gap = (room - sum(sizes)) / (len(units) - 1)
    at = first.x if across else first.y
    changed: list[Item] = []
    for i, size in zip(order, sizes, strict=True):
        way = at - (boxes[i].x if across else boxes[i].y)
        changed += [moved(m, way if across else 0.0, 0.0 if across else way) for m in units[i]]
        at += size + gap
    return changed


def _box(unit: Sequence[Item]) -> Box:
    box = union(around(item) for item in unit)
    assert box is not None
    return box


# -- arrangements ------------------------------------------------------------------------------


def rows(pictures: Sequence[PictureItem], where: Box, gap: float = GAP) -> list[Item]:
    """Rows of one width: every picture keeps its ratio, each row is as high as it comes."""
    if not pictures:
        return []
    per_row = max(1, round(math.sqrt(len(pictures) * where.width / max(1.0, where.height))))
    count = math.ceil(len(pictures) / per_row)
    shares = _in_parts(pictures, count)
    changed: list[Item] = []
    y = where.y
    full = where.width
    for row in shares:
        ratios = [p.width / p.height for p in row]
        height = (full - gap * (len(row) - 1)) / sum(ratios)
        # A last row of one upright picture would tower over the rest.
        height = min(height, 1.4 * full / per_row)
        x = where.x
        for picture, ratio in zip(row, ratios, strict=True):
            changed.append(placed(picture, Box(x, y, height * ratio, height)))
            x += height * ratio + gap
        y += height + gap
    return changed


def _in_parts(pictures: Sequence[PictureItem], count: int) -> list[list[PictureItem]]:
    """Parts of nearly equal length in ratios, in order."""
    total = sum(p.width / p.height for p in pictures)
    parts: list[list[PictureItem]] = [[] for _ in range(count)]
    run = 0.0
    for picture in pictures:
        ratio = picture.width / picture.height
        parts[min(count - 1, int((run + ratio / 2) / total * count))].append(picture)
        run += ratio
    return [part for part in parts if part]


def masonry(pictures: Sequence[PictureItem], where: Box, gap: float = GAP) -> list[Item]:
    """Columns of one width, each picture under the shortest column."""
    if not pictures:
        return []
    columns = max(1, min(len(pictures), round(math.sqrt(len(pictures) * 1.2))))
    width = (where.width - gap * (columns - 1)) / columns
    bottoms = [where.y] * columns
    changed: list[Item] = []
    for picture in pictures:
        column = bottoms.index(min(bottoms))
        height = width * picture.height / picture.width
        x = where.x + column * (width + gap)
        changed.append(placed(picture, Box(x, bottoms[column], width, height)))
        bottoms[column] += height + gap
    return changed


def by_beat(
    pictures: Sequence[PictureItem], labels: Sequence[NoteItem], board: Board, where: Box
) -> list[Item]:
    """One block of rows for each beat, in the brief's order, its label above it."""
    order = {beat.id: n for n, beat in enumerate(board.beats)}
    groups: dict[str, list[PictureItem]] = {}
    for picture in pictures:
        groups.setdefault(picture.beat_id if picture.beat_id in order else "", []).append(picture)
    label_of = {label.beat_id: label for label in labels}
    text_of = {beat.id: beat.beat.text for beat in board.beats}
    changed: list[Item] = []
    y = where.y
    for beat_id in sorted(groups, key=lambda b: order.get(b, len(order))):
        label = label_of.get(beat_id)
        if label is None and beat_id and text_of[beat_id]:
            words = text_of[beat_id]
            label = NoteItem(text=words[:1].upper() + words[1:], size=28, bold=True, height=40,
                             beat_id=beat_id, z=pictures[0].z)  # fmt: skip
        if label is not None:
            changed.append(placed(label, Box(where.x, y, where.width, label.height)))
            y += label.height + _LABEL_GAP
        block = groups[beat_id]
        high = where.width * math.ceil(len(block) / 5) / 3.4
        some = rows(block, Box(where.x, y, where.width, high))
        changed += some
        y = max(item.y + item.height for item in some) + SECTION_GAP
    return changed


def clear_of(changed: Sequence[Item], still: Sequence[Item]) -> list[Item]:
    """The arrangement moved down until it covers nothing that stays where it is."""
    made = list(changed)
    boxes = [around(item) for item in still]
    for _ in range(len(boxes) + 1):
        whole = union(around(item) for item in made)
        hit = [b for b in boxes if whole is not None and b.touches(whole)]
        if not hit or whole is None:
            break
        down = max(b.bottom for b in hit) + SECTION_GAP - whole.y
        made = [moved(item, 0.0, down) for item in made]
    return made


def with_foot(changed: Sequence[Item], old: Sequence[Item], still: Sequence[Item]) -> list[Item]:
    """The arrangement clear of what stays; loose things that lay below it lie below it again."""
    before = union(around(item) for item in old)
    if before is None:
        return list(changed)
    boxes = [around(item) for item in old]
    foot = [i for i in still if not i.pinned and _lies_below(around(i), boxes)]
    names = {item.id for item in foot}
    made = clear_of(changed, [item for item in still if item.id not in names])
    whole, below = union(around(i) for i in made), union(around(i) for i in foot)
    if whole is None or below is None:
        return made
    down = whole.bottom + SECTION_GAP - below.y
    return [*made, *(moved(item, 0.0, down) for item in foot)]


def _lies_below(box: Box, boxes: Sequence[Box]) -> bool:
    """Whether a box has boxes above it and none beside or below it in its own column."""
    column = [b for b in boxes if b.x < box.right and box.x < b.right]
    return bool(column) and all(b.bottom <= box.y + 1.0 for b in column)


def by_colour(
    pictures: Sequence[PictureItem], assets: Mapping[str, AssetRef], where: Box
) -> list[Item]:
    """Rows in the order of the colour wheel, greys last from dark to light."""
    return rows(sorted(pictures, key=lambda p: _hue(assets.get(p.asset_id))), where)


def _hue(asset: AssetRef | None) -> tuple[int, float, float]:
    if asset is None or not asset.palette:
        return 2, 0.0, 0.0
    # The most telling colour: area counts, chroma counts more.
    main = max(asset.palette, key=lambda s: s.share * (4.0 + math.hypot(s.a, s.b)))
    if math.hypot(main.a, main.b) < 10.0:
        return 1, main.lightness, 0.0
    return 0, math.degrees(math.atan2(main.b, main.a)) % 360.0, main.lightness
