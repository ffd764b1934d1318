"""The canvas as it was arranged, as one page (pure)."""

from __future__ import annotations

import re
from dataclasses import replace

from picturedesk.board_document import (
    PAGE_WIDTH,
    ArrowItem,
    Board,
    Box,
    Item,
    NoteItem,
    PictureItem,
    SwatchItem,
    around,
    union,
)
from picturedesk.export.page import (
    LINE,
    MUTED,
    TEXT,
    Arrow,
    Element,
    Field,
    Page,
    Picture,
    Text,
)

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_MARGIN = 48.0
_LABEL = 17.0
"""Height of the type below a swatch, in board units."""
_HEAD = 5.0
"""An arrow's head is so many strokes long."""


def bounds(board: Board) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) of what lies on the canvas, in board units, with a margin."""
    whole = union(_drawn_around(i) for i in board.items if i.KIND != "group")
    if whole is None:
        return 0.0, 0.0, PAGE_WIDTH, PAGE_WIDTH * 9 / 16
    whole = whole.grown(2 * _MARGIN)
    return whole.x, whole.y, whole.right, whole.bottom


def _drawn_around(item: Item) -> Box:
    """What an item covers as it is drawn: turned, with an arrow's head and a swatch's label."""
    box = around(item)
    if isinstance(item, ArrowItem):
        return box.grown(_HEAD * item.stroke)
    if isinstance(item, SwatchItem) and item.label:
        return Box(box.x, box.y, box.width, box.height + 4 + 1.35 * _LABEL)
    return box


def canvas_page(
    board: Board, *, title: str = "", fit: tuple[float, float] | None = None, scale: float = 0.4
) -> Page:
    """Everything on the canvas, in its order.

    ``fit``: a page of that size in points with the canvas centred in it; else a page as large as
    the canvas, ``scale`` points a unit.
    """
    left, top, right, bottom = bounds(board)
    width, height = (right - left) * scale, (bottom - top) * scale
    dx = dy = 0.0
    if fit is not None:
        scale *= min(fit[0] / width, fit[1] / height)
        dx = (fit[0] - (right - left) * scale) / 2
        dy = (fit[1] - (bottom - top) * scale) / 2
        width, height = fit
    elements: list[Element] = []
    for item in sorted(board.items, key=lambda i: i.z):
        moved = replace(
            item,
            x=(item.x - left) * scale + dx,
            y=(item.y - top) * scale + dy,
            width=item.width * scale,
            height=item.height * scale,
        )
        elements += _drawn(board, moved, scale)
    return Page(tuple(elements), title=title or board.title, width=width, height=height)


def _drawn(board: Board, item: Item, scale: float) -> list[Element]:
    if isinstance(item, PictureItem):
        return [_picture(board, item)]
    if isinstance(item, NoteItem):
        return [
            Text(
                item.x,
                item.y,
                item.width,
                item.text,
                item.size * scale,
                bold=item.bold,
                colour=_colour(item.colour, TEXT),
                rotation=item.rotation,
                role="heading" if item.bold else "body",
                opacity=item.opacity,
            )
        ]
    if isinstance(item, SwatchItem):
        return _swatch(item, scale)
    if isinstance(item, ArrowItem):
        return [
            Arrow(
                item.x,
                item.y,
                item.dx * scale,
                item.dy * scale,
                max(0.25, item.stroke * scale),
                _colour(item.colour, TEXT),
                item.opacity,
            )
        ]
    return []


def _swatch(item: SwatchItem, scale: float) -> list[Element]:
    colour = _colour(item.colour, "#808080")
    made: list[Element] = [
        Field(
            item.x,
            item.y,
            item.width,
            item.height,
            colour=colour,
            outline=LINE,
            opacity=item.opacity,
            rotation=item.rotation,
        )
    ]
    if item.label:
        size = min(_LABEL * scale, item.width / 4.6)
        below = item.y + item.height + 4 * scale
        label = item.label.upper() if _COLOUR.fullmatch(item.label) else item.label
        made.append(
            Text(
                item.x,
                below,
                item.width * 1.4,
                label,
                size,
                colour=MUTED,
                role="small",
                opacity=item.opacity,
            )
        )
    return made


def _picture(board: Board, item: PictureItem) -> Picture:
    asset = board.asset(item.asset_id)
    return Picture(
        item.x,
        item.y,
        item.width,
        item.height,
        asset_id=item.asset_id,
        alt=item.alt_text or (asset.alt_text if asset else "") or item.caption or item.asset_id,
        crop=item.crop,
        flip_horizontal=item.flip_horizontal,
        flip_vertical=item.flip_vertical,
        greyscale=item.greyscale,
        opacity=item.opacity,
        rotation=item.rotation,
    )


def _colour(text: str, otherwise: str) -> str:
    return text.lower() if _COLOUR.fullmatch(text) else otherwise
