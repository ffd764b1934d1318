"""Views that paint their own cells, told to a screen reader as lists.

Qt knows nothing of what such a view paints. A view says it through a :class:`Spoken`, which knows
its cells by *places* (whatever names one: an index, a row and a column, an id) and answers in the
coordinates of the viewport; the two interfaces here are the same for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAbstractScrollArea

_MOST_KEPT = 4_000
"""Cells are made again when a reader comes back; a list of a million does not keep them all."""

Place = TypeVar("Place")


class Spoken(Protocol[Place]):
    """What a view says of itself; one object for one view."""

    def places(self) -> Sequence[Place]:
        """The cells, in the order in which they are read."""

    def place_at(self, point: QPoint) -> Place | None:
        """The cell at a point of the viewport."""

    def current(self) -> Place | None:
        """The cell in hand."""

    def is_there(self, place: Place) -> bool:
        """Whether the view still has it."""

    def name(self, place: Place) -> str:
        """What it is called."""

    def description(self, place: Place) -> str:
        """What else there is to see of it."""

    def rect(self, place: Place) -> QRect:
        """Where it is in the viewport."""

    def mark(self, place: Place, state: QAccessible.State) -> None:
        """Say whether it is selected, focused, out of sight."""

    def describe(self) -> str:
        """What there is to say of the whole."""


class CellInterface(QAccessibleInterface, Generic[Place]):
    """One cell."""

    def __init__(self, parent: ListInterface[Place], place: Place) -> None:
        super().__init__()
        self._parent = parent
        self.place = place

    def isValid(self) -> bool:
        """Whether the view still has it."""
        return self._parent.isValid() and self._parent.spoken.is_there(self.place)

    def object(self) -> QObject:
        """Cells have no object of their own."""
        return None  # type: ignore[return-value]

    def parent(self) -> QAccessibleInterface:
        """The list."""
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
        if not self.isValid():
            return QRect()
        rect = self._parent.spoken.rect(self.place)
        return QRect(self._parent.view.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Cells are not renamed from here."""

    def text(self, kind: QAccessible.Text) -> str:
        """Name and description."""
        if not self.isValid():
            return ""
        if kind is QAccessible.Text.Name:
            return self._parent.spoken.name(self.place)
        if kind is QAccessible.Text.Description:
            return self._parent.spoken.description(self.place)
        return ""

    def state(self) -> QAccessible.State:
        """Selected, focused, out of sight."""
        state = QAccessible.State()
        if self.isValid():
            state.selectable = state.focusable = True
            self._parent.spoken.mark(self.place, state)
        return state


class ListInterface(QAccessibleInterface, Generic[Place]):
    """The list."""

    def __init__(self, view: QAbstractScrollArea, spoken: Spoken[Place]) -> None:
        super().__init__()
        self.view = view
        self.spoken = spoken
        self._cells: dict[Place, CellInterface[Place]] = {}

    def isValid(self) -> bool:
        """Whether the view is still there."""
        return bool(shiboken6.isValid(self.view))

    def object(self) -> QObject:
        """The view."""
        return self.view

    def window(self) -> QWindow:
        """The window it is in."""
        return self.view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        """What the view is in."""
        above = self.view.parentWidget()
        return QAccessible.queryAccessibleInterface(above)  # type: ignore[arg-type]

    def childCount(self) -> int:
        """The cells."""
        return len(self.spoken.places())

    def child(self, index: int) -> QAccessibleInterface:
        """A cell."""
        places = self.spoken.places()
        return self._cell(places[index] if 0 <= index < len(places) else None)

    def _cell(self, place: Place | None) -> QAccessibleInterface:
        if place is None:
            return None  # type: ignore[return-value]
        if place not in self._cells:
            if len(self._cells) >= _MOST_KEPT:
                self._cells.clear()
            cell = CellInterface(self, place)
            QAccessible.registerAccessibleInterface(cell)
            self._cells[place] = cell
        return self._cells[place]

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """The cell at a point of the screen."""
        at = self.view.viewport().mapFromGlobal(QPoint(x, y))
        return self._cell(self.spoken.place_at(at))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Its number."""
        place = next((p for p, cell in self._cells.items() if cell is child), None)
        return -1 if place is None else self.number(place)

    def number(self, place: Place) -> int:
        """Where a cell stands among the children, or -1."""
        places = self.spoken.places()
        return places.index(place) if place in places else -1

    def focusChild(self) -> QAccessibleInterface:
        """The cell in hand."""
        return self._cell(self.spoken.current())

    def role(self) -> QAccessible.Role:
        """A list."""
        return QAccessible.Role.List

    def rect(self) -> QRect:
        """Where it is on the screen."""
        return QRect(self.view.mapToGlobal(self.view.rect().topLeft()), self.view.size())

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """The list is not renamed from here."""

    def text(self, kind: QAccessible.Text) -> str:
        """Its name; what there is to say of the whole."""
        if kind is QAccessible.Text.Name:
            return self.view.accessibleName()
        return self.spoken.describe() if kind is QAccessible.Text.Description else ""

    def state(self) -> QAccessible.State:
        """Focusable, several can be chosen."""
        state = QAccessible.State()
        state.focusable = state.multiSelectable = True
        state.focused = self.view.hasFocus()
        state.invisible = not self.view.isVisible()
        return state

    def backgroundColor(self) -> QColor:
        """The ground that cells lie on."""
        return self.view.palette().window().color()

    def foregroundColor(self) -> QColor:
        """The colour of words."""
        return self.view.palette().windowText().color()


_kinds: dict[type[QAbstractScrollArea], Callable[[Any], Spoken[Any]]] = {}
_kept: dict[int, ListInterface[Any]] = {}
"""Qt holds plain pointers to what the factory returns; this keeps the objects alive."""


def speak(kind: type[QAbstractScrollArea], spoken: Callable[[Any], Spoken[Any]]) -> None:
    """Let views of this class be read out through what ``spoken`` makes of each."""
    if not _kinds:  # Qt's factories cannot be taken back one by one, so there is one
        QAccessible.installFactory(_factory)
    _kinds[kind] = spoken


def told_anew(view: QAbstractScrollArea) -> None:
    """Other cells are shown."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(view, QAccessible.Event.ObjectReorder))


def focus_moved(view: QAbstractScrollArea) -> None:
    """Another cell is in hand."""
    if not (QAccessible.isActive() and view.hasFocus()):
        return
    interface = QAccessible.queryAccessibleInterface(view)
    if not isinstance(interface, ListInterface):
        return
    current = interface.spoken.current()
    if current is None:
        return
    event = QAccessibleEvent(view, QAccessible.Event.Focus)
    number = interface.number(current)
    if number >= 0:
        event.setChild(number)
    QAccessible.updateAccessibility(event)


def _factory(name: str, thing: object) -> QAccessibleInterface | None:  # noqa: ARG001 - Qt's form
    spoken = next((made for kind, made in _kinds.items() if isinstance(thing, kind)), None)
    if spoken is None or not isinstance(thing, QAbstractScrollArea):
        return None
    key = id(thing)
    if key not in _kept or _kept[key].object() is not thing:
        _kept[key] = ListInterface(thing, spoken(thing))
        thing.destroyed.connect(lambda: _kept.pop(key, None))
    return _kept[key]
