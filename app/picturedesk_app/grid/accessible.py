"""The grid told to a screen reader: the visible cells, each by its alt text, else its file name.

A list of a million does not become a million accessible objects: children are what is on screen,
numbered from the first visible one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible

if TYPE_CHECKING:
    from picturedesk_app.grid.view import GridView


class SpokenGrid:
    """Places are indexes of the list."""

    def __init__(self, view: GridView) -> None:
        self._view = view

    def places(self) -> Sequence[int]:
        """The visible cells."""
        return self._view.visible()

    def place_at(self, point: QPoint) -> int | None:
        """The cell at a point."""
        index = self._view.index_at(point)
        return index if index >= 0 else None

    def current(self) -> int | None:
        """The current picture."""
        current = self._view.selection.current
        return current if current >= 0 else None

    def is_there(self, place: int) -> bool:
        """Whether the list still reaches this far."""
        return place < len(self._view.model)

    def name(self, place: int) -> str:
        """The alt text, else the file's name; empty until its row has come."""
        row = self._view.model.row(place)
        return row.spoken if row is not None else ""

    def description(self, place: int) -> str:  # noqa: ARG002 - nothing more to say
        """Nothing more."""
        return ""

    def rect(self, place: int) -> QRect:
        """Where it is in the viewport."""
        return self._view.rect_of(place)

    def mark(self, place: int, state: QAccessible.State) -> None:
        """Selected, current."""
        state.selected = bool(self._view.selection.mask[place])
        state.focused = self._view.selection.current == place

    def describe(self) -> str:
        """How many there are and are chosen."""
        return f"{len(self._view.model)}, {self._view.selection.count} selected"
