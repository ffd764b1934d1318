"""The matrix told to a screen reader: a list of crops, each named by channel, place and state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface, QColor, QWindow

from picturedesk_app.headlines import words
from picturedesk_app.i18n import tr

if TYPE_CHECKING:
    from picturedesk_app.headlines.matrix_placing import Placing

_kept: dict[int, MatrixInterface] = {}
"""Qt holds plain pointers to what the factory returns; this keeps the objects alive."""
_installed = False


def spoken(matrix: Placing, row: int, column: int) -> str:
    """In the manner of: YouTube thumbnail, 1 of 3: dunes.jpg, 72 points, picked."""
    line = matrix.sheet.lines[row]
    proposal = line.cells[column]
    shown = matrix.shown(row, column)
    state = tr(", picked") if shown.picked else tr(", rejected") if shown.rejected else ""
    return tr(
        "{title}, {i} of {n}: {name}, {score}{state}",
        title=line.title, i=column + 1, n=len(line.cells),
        name=proposal.asset.metadata.alt_text or words.name_of(proposal),
        score=words.spoken_score(proposal), state=state,
    )  # fmt: skip


class CropInterface(QAccessibleInterface):
    """One crop."""

    def __init__(self, parent: MatrixInterface, matrix: Placing, row: int, column: int) -> None:
        super().__init__()
        self._parent, self._matrix = parent, matrix
        self.place = (row, column)

    def isValid(self) -> bool:
        """Whether the line still reaches this far."""
        row, column = self.place
        lines = self._matrix.sheet.lines
        return row < len(lines) and column < len(lines[row].cells)

    def object(self) -> QObject:
        """Cells have no object of their own."""
        return None  # type: ignore[return-value]

    def parent(self) -> QAccessibleInterface:
        """The matrix."""
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
        rect = self._matrix.cell_rect(self.place)
        return QRect(self._matrix.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Crops are not renamed."""

    def text(self, kind: QAccessible.Text) -> str:
        """Channel, place, picture, points, state."""
        if kind is not QAccessible.Text.Name or not self.isValid():
            return ""
        return spoken(self._matrix, *self.place)

    def state(self) -> QAccessible.State:
        """Picked is selected; the one in hand is focused."""
        state = QAccessible.State()
        if self.isValid():
            shown = self._matrix.shown(*self.place)
            state.selectable = state.focusable = True
            state.selected = shown.picked
            state.focused = shown.current
        return state


class MatrixInterface(QAccessibleInterface):
    """The list of crops."""

    def __init__(self, matrix: Placing) -> None:
        super().__init__()
        self._matrix = matrix
        self._cells: dict[tuple[int, int], CropInterface] = {}

    def isValid(self) -> bool:
        """Whether the view is still there."""
        import shiboken6

        return bool(shiboken6.isValid(self._matrix))

    def object(self) -> QObject:
        """The view."""
        return self._matrix

    def window(self) -> QWindow:
        """The window it is in."""
        return self._matrix.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        """What the view is in."""
        above = self._matrix.parentWidget()
        return QAccessible.queryAccessibleInterface(above)  # type: ignore[arg-type]

    def _places(self) -> list[tuple[int, int]]:
        lines = self._matrix.sheet.lines
        return [(row, c) for row, line in enumerate(lines) for c in range(len(line.cells))]

    def childCount(self) -> int:
        """All crops."""
        return len(self._places())

    def child(self, index: int) -> QAccessibleInterface:
        """A crop."""
        places = self._places()
        if not 0 <= index < len(places):
            return None  # type: ignore[return-value]
        return self._cell(places[index])

    def _cell(self, place: tuple[int, int]) -> CropInterface:
        if place not in self._cells:
            cell = CropInterface(self, self._matrix, *place)
            QAccessible.registerAccessibleInterface(cell)
            self._cells[place] = cell
        return self._cells[place]

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """The crop at a point of the screen."""
        place = self._matrix.cell_at(self._matrix.viewport().mapFromGlobal(QPoint(x, y)))
        return self._cell(place) if place is not None else None  # type: ignore[return-value]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Its number."""
        places = self._places()
        place = next((p for p, cell in self._cells.items() if cell is child), None)
        return places.index(place) if place in places else -1

    def focusChild(self) -> QAccessibleInterface:
        """The crop in hand."""
        if self._matrix.current is None:
            return None  # type: ignore[return-value]
        return self._cell(self._matrix.current_cell)

    def focused_index(self) -> int:
        """The number of the crop in hand, or -1."""
        place, places = self._matrix.current_cell, self._places()
        return places.index(place) if place in places else -1

    def role(self) -> QAccessible.Role:
        """A list."""
        return QAccessible.Role.List

    def rect(self) -> QRect:
        """Where it is on the screen."""
        return QRect(self._matrix.mapToGlobal(self._matrix.rect().topLeft()), self._matrix.size())

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """The list is not renamed."""

    def text(self, kind: QAccessible.Text) -> str:
        """Its name."""
        return self._matrix.accessibleName() if kind is QAccessible.Text.Name else ""

    def state(self) -> QAccessible.State:
        """Focusable."""
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._matrix.hasFocus()
        state.invisible = not self._matrix.isVisible()
        return state

    def backgroundColor(self) -> QColor:
        """The ground that crops lie on."""
        return self._matrix.palette().window().color()

    def foregroundColor(self) -> QColor:
        """The colour of words."""
        return self._matrix.palette().windowText().color()


def _factory(name: str, thing: object) -> QAccessibleInterface | None:  # noqa: ARG001 - Qt's form
    from picturedesk_app.headlines.matrix_placing import Placing

    if not isinstance(thing, Placing):
        return None
    interface = _kept.get(id(thing))
    if interface is None or interface.object() is not thing:
        interface = MatrixInterface(thing)
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


def told_anew(matrix: Placing) -> None:
    """Other lines are shown."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleEvent(matrix, QAccessible.Event.ObjectReorder))


def focus_moved(matrix: Placing) -> None:
    """Another crop is in hand."""
    if QAccessible.isActive() and matrix.hasFocus() and matrix.current is not None:
        event = QAccessibleEvent(matrix, QAccessible.Event.Focus)
        interface = QAccessible.queryAccessibleInterface(matrix)
        if isinstance(interface, MatrixInterface):
            event.setChild(interface.focused_index())
        QAccessible.updateAccessibility(event)
