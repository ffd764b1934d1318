"""The grid told to a screen reader: a list whose children are the visible cells.

A cell's name is its alt text, else its file name. A list of a million does not become a million
accessible objects: children are what is on screen, numbered from the first visible one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QAccessibleInterface,
    QColor,
    QWindow,
)
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from picturedesk_app.grid.view import GridView

_kept: dict[int, GridInterface] = {}
"""Qt holds plain pointers to what the factory returns; this keeps the objects alive."""
_installed = False


class CellInterface(QAccessibleInterface):
    """One visible cell."""

    def __init__(self, parent: GridInterface, view: GridView, index: int) -> None:
        super().__init__()
        self._parent = parent
        self._view = view
        self._index = index

    def isValid(self) -> bool:
        """Whether the list still reaches this far."""
        return self._index < len(self._view.model)

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
        rect = self._view.rect_of(self._index)
        return QRect(self._view.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Cells are not renamed from here."""

    def text(self, kind: QAccessible.Text) -> str:
        """The alt text, else the file's name."""
        if kind is not QAccessible.Text.Name or not self.isValid():
            return ""
        row = self._view.model.row(self._index)
        return row.spoken if row is not None else ""

    def state(self) -> QAccessible.State:
        """Selected, focused."""
        state = QAccessible.State()
        if not self.isValid():
            return state
        state.selectable = True
        state.focusable = True
        if self._view.selection.mask[self._index]:
            state.selected = True
        if self._view.selection.current == self._index:
            state.focused = True
        return state


class GridInterface(QAccessibleInterface):
    """The list."""

    def __init__(self, view: GridView) -> None:
        super().__init__()
        self._view = view
        self._cells: dict[int, CellInterface] = {}

    def isValid(self) -> bool:
        """Whether the view is still there."""
        import shiboken6

        return bool(shiboken6.isValid(self._view))

    def object(self) -> QObject:
        """The view."""
        return self._view

    def window(self) -> QWindow:
        """The window it is in."""
        return self._view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        """What the view is in."""
        above = self._view.parentWidget()
        return QAccessible.queryAccessibleInterface(above)  # type: ignore[arg-type]

    def childCount(self) -> int:
        """The visible cells."""
        return len(self._view.visible())

    def child(self, index: int) -> QAccessibleInterface:
        """A visible cell."""
        visible = self._view.visible()
        if not 0 <= index < len(visible):
            return None  # type: ignore[return-value]
        return self._cell(visible[index])

    def _cell(self, place: int) -> CellInterface:
        if place not in self._cells:
            if len(self._cells) > 4000:
                self._cells.clear()
            cell = CellInterface(self, self._view, place)
            QAccessible.registerAccessibleInterface(cell)
            self._cells[place] = cell
        return self._cells[place]

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """The cell at a point of the screen."""
        from PySide6.QtCore import QPoint

        index = self._view.index_at(self._view.viewport().mapFromGlobal(QPoint(x, y)))
        return self._cell(index) if index >= 0 else None  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Its number among the visible ones."""
        visible = self._view.visible()
        for place, cell in self._cells.items():
            if cell is child and place in visible:
                return place - visible.start
        return -1

    def focusChild(self) -> QAccessibleInterface:
        """The current picture."""
        current = self._view.selection.current
        return self._cell(current) if current >= 0 else None  # type: ignore[return-value]

    def role(self) -> QAccessible.Role:
        """A list."""
        return QAccessible.Role.List

    def rect(self) -> QRect:
        """Where it is on the screen."""
        return QRect(self._view.mapToGlobal(self._view.rect().topLeft()), self._view.size())

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """The list is not renamed from here."""

    def text(self, kind: QAccessible.Text) -> str:
        """Its name; how many there are and are chosen."""
        if kind is QAccessible.Text.Name:
            return self._view.accessibleName()
        if kind is QAccessible.Text.Description:
            return f"{len(self._view.model)}, {self._view.selection.count} selected"
        return ""

    def state(self) -> QAccessible.State:
        """Focusable, several can be chosen."""
        state = QAccessible.State()
        state.focusable = True
        state.multiSelectable = True
        if self._view.hasFocus():
            state.focused = True
        if not self._view.isVisible():
            state.invisible = True
        return state

    def backgroundColor(self) -> QColor:
        """The ground that pictures lie on."""
        return self._view.palette().window().color()

    def foregroundColor(self) -> QColor:
        """The colour of titles."""
        return self._view.palette().windowText().color()


def _factory(name: str, thing: object) -> QAccessibleInterface | None:  # noqa: ARG001 - Qt's form
    from picturedesk_app.grid.view import GridView

    if not isinstance(thing, GridView):
        return None
    interface = _kept.get(id(thing))
    if interface is None or interface.object() is not thing:
        interface = GridInterface(thing)
        _kept[id(thing)] = interface
        thing.destroyed.connect(_forgetter(id(thing)))
    return interface


def _forgetter(key: int) -> object:
    def forget() -> None:
        _kept.pop(key, None)

    return forget


def install() -> None:
    """Register the factory; once a process."""
    global _installed  # noqa: PLW0603 - Qt's factories cannot be taken back one by one
    if not _installed:
        QAccessible.installFactory(_factory)
        _installed = True


def told_anew(view: QWidget) -> None:
    """The list changed."""
    if QAccessible.isActive():
        event = QAccessibleEvent(view, QAccessible.Event.ObjectReorder)
        QAccessible.updateAccessibility(event)


def focus_moved(view: GridView) -> None:
    """Another picture is the current one."""
    if QAccessible.isActive() and view.hasFocus():
        event = QAccessibleEvent(view, QAccessible.Event.Focus)
        visible = view.visible()
        if view.selection.current in visible:
            event.setChild(view.selection.current - visible.start)
        QAccessible.updateAccessibility(event)
