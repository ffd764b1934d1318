"""What can be done to what is chosen on the canvas: the action table's "board-items" rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog

from picturedesk.board_document import (
    ArrowItem,
    GroupItem,
    Item,
    NoteItem,
    PictureItem,
    SwatchItem,
)
from picturedesk_app import theme
from picturedesk_app.i18n import tr
from picturedesk_app.moodboard import drags, editing
from picturedesk_app.moodboard.canvas import Canvas
from picturedesk_app.moodboard.commands import (
    AddItems,
    Embolden,
    Fade,
    Flip,
    Grey,
    Group,
    ItemsChange,
    Pin,
    Recolour,
    RemoveItems,
    Restack,
)

SHIFTED = 24.0
"""How far aside a copy lies, in board units."""


class ItemActions(QObject):
    """One method per thing a designer does to things on the board."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas

    def _push(self, kind: type[ItemsChange], items: list[Item], drag: int = 0) -> None:
        old = self._canvas.model.item
        changed = [item for item in items if old(item.id) != item]
        if changed or drag:
            self._canvas.stack.push(kind.of(self._canvas.model, changed or items, drag))

    def _pictures(self, kind: type[ItemsChange], change: Callable[[PictureItem], Item]) -> None:
        self._push(kind, [change(item) for item in self._canvas.chosen.pictures()])

    # -- pictures ------------------------------------------------------------------------------

    def crop(self) -> None:
        """Begin or end cropping."""
        hand, pictures = self._canvas.hand, self._canvas.chosen.pictures()
        if hand.cropping is not None:
            hand.end_crop()
        elif pictures:
            hand.begin_crop(pictures[-1])

    def flip_horizontal(self) -> None:
        """Mirror left and right."""
        self._pictures(Flip, lambda p: replace(p, flip_horizontal=not p.flip_horizontal))

    def flip_vertical(self) -> None:
        """Mirror top and bottom."""
        self._pictures(Flip, lambda p: replace(p, flip_vertical=not p.flip_vertical))

    def greyscale(self) -> None:
        """Take the colours away; where all are grey, bring them back."""
        grey = not all(p.greyscale for p in self._canvas.chosen.pictures())
        self._pictures(Grey, lambda p: replace(p, greyscale=grey))

    def pin(self) -> None:
        """Keep these when a beat is asked again; where all are pinned, let them go."""
        pinned = not all(p.pinned for p in self._canvas.chosen.pictures())
        self._pictures(Pin, lambda p: replace(p, pinned=pinned))

    def fade(self, opacity: float, drag: int) -> None:
        """More or less see-through."""
        items = [replace(i, opacity=opacity) for i in self._canvas.chosen.items()]
        if items:
            self._push(Fade, items, drag)

    # -- the pile ------------------------------------------------------------------------------

    def to_front(self) -> None:
        """Above everything."""
        self._restack("front")

    def to_back(self) -> None:
        """Below everything."""
        self._restack("back")

    def forward(self) -> None:
        """One step up."""
        self._restack("up")

    def backward(self) -> None:
        """One step down."""
        self._restack("down")

    def _restack(self, step: str) -> None:
        model = self._canvas.model
        self._push(Restack, editing.restacked(model.items(), self._canvas.chosen.ids, step))

    # -- groups --------------------------------------------------------------------------------

    def group(self) -> None:
        """From now on these move together."""
        items = [i for i in self._canvas.chosen.items() if not isinstance(i, GroupItem)]
        if len(items) > 1:
            self._push(Group, editing.grouped(items))

    def ungroup(self) -> None:
        """Each moves by itself again."""
        items = [i for i in self._canvas.chosen.items() if i.group]
        groups = {i.group for i in items}
        after: dict[str, Item | None] = {i.id: replace(i, group="") for i in items}
        after |= dict.fromkeys(g for g in groups if self._canvas.model.item(g) is not None)
        if after:
            self._canvas.stack.push(Group(self._canvas.model, after))

    # -- coming and going ----------------------------------------------------------------------

    def delete(self) -> None:
        """Take these off the board; the pictures stay in the library."""
        ids = self._canvas.chosen.ids
        if ids:
            self._canvas.stack.push(RemoveItems(self._canvas.model, dict.fromkeys(ids)))

    def duplicate(self) -> None:
        """The same again, a little aside."""
        items = self._canvas.chosen.items()
        if items:
            made = editing.copies(items, SHIFTED, SHIFTED, z=self._canvas.model.top())
            self._canvas.stack.push(AddItems.of(self._canvas.model, made))
            self._canvas.chosen.only(item.id for item in made)

    # -- looks ---------------------------------------------------------------------------------

    def bold(self) -> None:
        """Bold notes, or no longer."""
        notes = [i for i in self._canvas.chosen.items() if isinstance(i, NoteItem)]
        strong = not all(n.bold for n in notes)
        made = [drags.fitted(self._canvas, replace(n, bold=strong)) for n in notes]
        self._push(Embolden, list(made))

    def choose_colour(self) -> None:
        """Ask which colour notes, swatches and arrows are to have."""
        kinds = (NoteItem, SwatchItem, ArrowItem)
        coloured = [i for i in self._canvas.chosen.items() if isinstance(i, kinds)]
        if coloured:
            start = QColor(coloured[-1].colour or theme.current().color("text").name())
            colour = QColorDialog.getColor(start, self._canvas.window(), tr("Colour"))
            if colour.isValid():
                self.recolour(colour)

    def recolour(self, colour: QColor) -> None:
        """Notes, swatches and arrows in another colour."""
        made: list[Item] = []
        for item in self._canvas.chosen.items():
            if isinstance(item, SwatchItem):
                label = colour.name() if item.label.startswith("#") else item.label
                made.append(replace(item, colour=colour.name(), label=label))
            elif isinstance(item, (NoteItem, ArrowItem)):
                made.append(replace(item, colour=colour.name()))
        self._push(Recolour, made)
