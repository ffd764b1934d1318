"""The canvas told to a screen reader: a list of what lies on it, in reading order.

A picture is named by its alt text, else by its file; a note by its words; a swatch by its colour.
What a sighted person sees of a thing besides (pinned, missing, which beat it answers) is its
description.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QColor,
    QWindow,
)

from picturedesk.board_document import ArrowItem, Item, NoteItem, PictureItem, SwatchItem
from picturedesk_app.i18n import tr
from picturedesk_app.moodboard import shapes

if TYPE_CHECKING:
    from picturedesk_app.moodboard.canvas import Canvas
    from picturedesk_app.moodboard.model import BoardModel

_kept: dict[int, CanvasInterface] = {}
"""Qt holds plain pointers to what the factory returns; this keeps the objects alive."""
_installed = False


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


class ThingInterface(QAccessibleInterface):
    """One thing on the board."""

    def __init__(self, parent: CanvasInterface, canvas: Canvas, item_id: str) -> None:
        super().__init__()
        self._parent = parent
        self._canvas = canvas
        self.item_id = item_id

    @property
    def _item(self) -> Item | None:
        return self._canvas.model.item(self.item_id)

    def isValid(self) -> bool:
        """Whether it is still on the board."""
        return self._parent.isValid() and self._item is not None

    def object(self) -> QObject:
        """Things have no object of their own."""
        return None  # type: ignore[return-value]

    def parent(self) -> QAccessibleInterface:
        """The board."""
        return self._parent

    def childCount(self) -> int:
        """Nothing inside."""
        return 0

    def child(self, index: int) -> QAccessibleInterface:  # noqa: ARG002 - Qt's form
        """Nothing inside."""
        return None  # type: ignore[return-value]

    def childAt(self, x: int, y: int) -> QAccessibleInterface:  # noqa: ARG002 - Qt's form
        """Nothing inside."""
        return None  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: ARG002 - Qt's form
        """Nothing inside."""
        return -1

    def role(self) -> QAccessible.Role:
        """An item of a list."""
        return QAccessible.Role.ListItem

    def rect(self) -> QRect:
        """Where it is on the screen."""
        item = self._item
        if item is None:
            return QRect()
        box = shapes.around(item)
        first = self._canvas.on_screen(box.x, box.y).toPoint()
        last = self._canvas.on_screen(box.right, box.bottom).toPoint()
        return QRect(self._canvas.viewport().mapToGlobal(first), QRect(first, last).size())

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Things are not renamed from here."""

    def text(self, kind: QAccessible.Text) -> str:
        """Its name; what else there is to see."""
        item = self._item
        if item is None:
            return ""
        if kind is QAccessible.Text.Name:
            return spoken(self._canvas.model, item)
        return described(self._canvas, item) if kind is QAccessible.Text.Description else ""

    def state(self) -> QAccessible.State:
        """Selected, focused, out of sight."""
        state = QAccessible.State()
        item = self._item
        if item is None:
            return state
        chosen = self._canvas.chosen.ids
        state.selectable = state.focusable = True
        state.selected = item.id in chosen
        state.focused = state.selected and len(chosen) == 1 and self._canvas.hasFocus()
        box, seen = shapes.around(item), self._canvas.seen()
        state.offscreen = not seen.intersects(QRectF(box.x, box.y, box.width, box.height))
        return state


class CanvasInterface(QAccessibleInterface):
    """The board."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._canvas = canvas
        self._order: list[str] | None = None
        self._things: dict[str, ThingInterface] = {}
        canvas.model.items_changed.connect(self._changed)
        canvas.model.loaded.connect(self._changed)

    def _changed(self, *_: object) -> None:
        self._order = None
        here = self._canvas.model
        self._things = {n: t for n, t in self._things.items() if here.item(n) is not None}

    def order(self) -> list[str]:
        """Ids of the children in their order."""
        if self._order is None:
            self._order = reading_order(self._canvas.model)
        return self._order

    def isValid(self) -> bool:
        """Whether the canvas is still there."""
        import shiboken6

        return bool(shiboken6.isValid(self._canvas))

    def object(self) -> QObject:
        """The canvas."""
        return self._canvas

    def window(self) -> QWindow:
        """The window it is in."""
        return self._canvas.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        """What the canvas is in."""
        above = self._canvas.parentWidget()
        return QAccessible.queryAccessibleInterface(above)  # type: ignore[arg-type]

    def childCount(self) -> int:
        """Everything that is drawn."""
        return len(self.order())

    def child(self, index: int) -> QAccessibleInterface:
        """One thing."""
        order = self.order()
        if not 0 <= index < len(order):
            return None  # type: ignore[return-value]
        return self._thing(order[index])

    def _thing(self, item_id: str) -> ThingInterface:
        if item_id not in self._things:
            thing = ThingInterface(self, self._canvas, item_id)
            QAccessible.registerAccessibleInterface(thing)
            self._things[item_id] = thing
        return self._things[item_id]

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """The topmost thing at a point of the screen."""
        at = QPointF(self._canvas.viewport().mapFromGlobal(QPoint(x, y)))
        item = self._canvas.hand.item_at(at)
        return self._thing(item.id) if item is not None else None  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Its number in reading order."""
        order = self.order()
        name = next((n for n, thing in self._things.items() if thing is child), "")
        return order.index(name) if name in order else -1

    def focusChild(self) -> QAccessibleInterface:
        """The thing that is chosen alone."""
        ids = [n for n in self._canvas.chosen.ids if n in self.order()]
        return self._thing(ids[0]) if len(ids) == 1 else None  # type: ignore[return-value]

    def role(self) -> QAccessible.Role:
        """A list."""
        return QAccessible.Role.List

    def rect(self) -> QRect:
        """Where it is on the screen."""
        return QRect(self._canvas.mapToGlobal(self._canvas.rect().topLeft()), self._canvas.size())

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """The board is not renamed from here."""

    def text(self, kind: QAccessible.Text) -> str:
        """Its name; how many things there are and are chosen."""
        if kind is QAccessible.Text.Name:
            return self._canvas.accessibleName()
        if kind is QAccessible.Text.Description:
            return self._canvas.accessibleDescription()
        return ""

    def state(self) -> QAccessible.State:
        """Focusable, several can be chosen."""
        state = QAccessible.State()
        state.focusable = state.multiSelectable = True
        state.focused = self._canvas.hasFocus()
        state.invisible = not self._canvas.isVisible()
        return state

    def backgroundColor(self) -> QColor:
        """The ground that things lie on."""
        return self._canvas.palette().window().color()

    def foregroundColor(self) -> QColor:
        """The colour of words."""
        return self._canvas.palette().windowText().color()


def _factory(name: str, thing: object) -> QAccessibleInterface | None:  # noqa: ARG001 - Qt's form
    from picturedesk_app.moodboard.canvas import Canvas

    if not isinstance(thing, Canvas):
        return None
    interface = _kept.get(id(thing))
    if interface is None or interface.object() is not thing:
        interface = CanvasInterface(thing)
        _kept[id(thing)] = interface
        key = id(thing)
        thing.destroyed.connect(lambda: _kept.pop(key, None))
    return interface


def install() -> None:
    """Register the factory; once a process."""
    global _installed  # noqa: PLW0603 - Qt's factories cannot be taken back one by one
    if not _installed:
        QAccessible.installFactory(_factory)
        _installed = True


def told_anew(canvas: Canvas) -> None:
    """Things came or went."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(canvas, QAccessible.Event.ObjectReorder))


def focus_moved(canvas: Canvas) -> None:
    """Another thing is the one in hand."""
    if not (QAccessible.isActive() and canvas.hasFocus()):
        return
    order = reading_order(canvas.model)
    ids = [n for n in canvas.chosen.ids if n in order]
    if len(ids) == 1:
        event = QAccessibleEvent(canvas, QAccessible.Event.Focus)
        event.setChild(order.index(ids[0]))
        QAccessible.updateAccessibility(event)
