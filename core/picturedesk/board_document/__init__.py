"""The board: a moodboard as a document, to JSON and back.

A board (:mod:`.board`) refers to its pictures by asset id and keeps of each what is needed while
the file is away: its last path, size, alt text and palette. Items (:mod:`.items`) lie on a canvas
in *board units* (one unit is one pixel of the canvas at 100 %; the page that
:func:`picturedesk.moodboard.layout` makes is :data:`PAGE_WIDTH` units wide), x to the right and y
down. ``x, y`` is the upper left corner of the frame before it is turned about its centre by
``rotation`` degrees, clockwise; :mod:`.geometry` says where that is. :mod:`.serialising` writes
and reads.
"""

from picturedesk.board_document.board import (
    PAGE_WIDTH,
    AssetRef,
    Board,
    BoardBeat,
    BoardMatch,
    Colour,
    Shot,
    blank,
    touched,
)
from picturedesk.board_document.geometry import Box, around, union
from picturedesk.board_document.items import (
    ITEM_KINDS,
    ArrowItem,
    GroupItem,
    Item,
    NoteItem,
    PictureItem,
    SwatchItem,
    new_id,
)
from picturedesk.board_document.serialising import (
    UPGRADES,
    VERSION,
    from_document,
    from_json,
    to_document,
    to_json,
    upgraded,
)

__all__ = [
    "ITEM_KINDS",
    "PAGE_WIDTH",
    "UPGRADES",
    "VERSION",
    "ArrowItem",
    "AssetRef",
    "Board",
    "BoardBeat",
    "BoardMatch",
    "Box",
    "Colour",
    "GroupItem",
    "Item",
    "NoteItem",
    "PictureItem",
    "Shot",
    "SwatchItem",
    "around",
    "blank",
    "from_document",
    "from_json",
    "new_id",
    "to_document",
    "to_json",
    "touched",
    "union",
    "upgraded",
]
