"""The canvas told to a screen reader: a list of what lies on it, in reading order.

A picture is named by its alt text, else by its file; a note by its words; a swatch by its colour.
What a sighted person sees of a thing besides (pinned, missing, which beat it answers) is its
description.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QAccessible

from picturedesk.board_document import ArrowItem, Item, NoteItem, PictureItem, SwatchItem
from picturedesk_app.i18n import tr
from picturedesk_app.moodboard import shapes

if TYPE_CHECKING:
    from picturedesk_app.moodboard.canvas import Canvas
    from picturedesk_app.moodboard.model import BoardModel


def spoken(model: BoardModel, item: Item) -> str:
    """What a thing on the board is called."""
    if isinstance(item, PictureItem):
        asset = model.asset(item.asset_id)
        known = item.alt_text or (asset.alt_text if asset is not None else "") or item.caption
        return known or (PurePath(asset.path).name if asset is not None else "") or tr("Picture")
    if isinstance(item, NoteItem):
        return item.text
    if isinstance(item, SwatchItem):
        return tr("Colour {name}", name=item.label or item.colour)
    if isinstance(item, ArrowItem):
        return tr("Arrow")
    return item.KIND


def described(canvas: Canvas, item: Item) -> str:
    """What else can be seen of it."""
    parts = []
    if isinstance(item, PictureItem):
        beat = next((b for b in canvas.model.beats if b.id == item.beat_id), None)
        if beat is not None:
            parts.append(tr("For the beat {words}", words=beat.beat.text))
        if item.pinned:
            parts.append(tr("Pinned"))
        if canvas.showing.is_away(item):
            parts.append(tr("The file is not where it was"))
    if item.group:
        parts.append(tr("In a group"))
    return ". ".join(parts)


def reading_order(model: BoardModel) -> list[str]:
    """Ids of all things that are drawn, from the upper left to the lower right."""
    things = [item for item in model.items() if item.KIND != "group"]
    return [item.id for item in sorted(things, key=lambda item: (item.y, item.x))]


class SpokenCanvas:
    """Places are the ids of things."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._order: list[str] | None = None
        canvas.model.items_changed.connect(self._changed)
        canvas.model.loaded.connect(self._changed)

    def _changed(self, *_: object) -> None:
        self._order = None

    def places(self) -> list[str]:
        """Everything that is drawn, in reading order."""
        if self._order is None:
            self._order = reading_order(self._canvas.model)
        return self._order

    def place_at(self, point: QPoint) -> str | None:
        """The topmost thing at a point."""
        item = self._canvas.hand.item_at(QPointF(point))
        return item.id if item is not None else None

    def current(self) -> str | None:
        """The thing that is chosen alone."""
        ids = [n for n in self._canvas.chosen.ids if n in self.places()]
        return ids[0] if len(ids) == 1 else None

    def is_there(self, place: str) -> bool:
        """Whether it is still on the board."""
        return self._canvas.model.item(place) is not None

    def _item(self, place: str) -> Item:
        item = self._canvas.model.item(place)
        assert item is not None
        return item

    def name(self, place: str) -> str:
        """Its words."""
        return spoken(self._canvas.model, self._item(place))

    def description(self, place: str) -> str:
        """Pinned, missing, which beat it answers."""
        return described(self._canvas, self._item(place))

    def rect(self, place: str) -> QRect:
        """Where it is in the viewport."""
        box = shapes.around(self._item(place))
        first = self._canvas.on_screen(box.x, box.y).toPoint()
        return QRect(first, self._canvas.on_screen(box.right, box.bottom).toPoint())

    def mark(self, place: str, state: QAccessible.State) -> None:
        """Selected, focused, out of sight."""
        chosen = self._canvas.chosen.ids
        state.selected = place in chosen
        state.focused = state.selected and len(chosen) == 1 and self._canvas.hasFocus()
        box, seen = shapes.around(self._item(place)), self._canvas.seen()
        state.offscreen = not seen.intersects(QRectF(box.x, box.y, box.width, box.height))

    def describe(self) -> str:
        """How many things there are and are chosen."""
        return self._canvas.accessibleDescription()
