"""The matrix told to a screen reader: a list of crops, each named by channel, place and state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible

from picturedesk_app.headlines import words
from picturedesk_app.i18n import tr

if TYPE_CHECKING:
    from picturedesk_app.headlines.matrix_placing import Placing

Cell = tuple[int, int]


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


class SpokenMatrix:
    """Places are (row, column)."""

    def __init__(self, matrix: Placing) -> None:
        self._matrix = matrix

    def places(self) -> list[Cell]:
        """All crops, line by line."""
        lines = self._matrix.sheet.lines
        return [(row, c) for row, line in enumerate(lines) for c in range(len(line.cells))]

    def place_at(self, point: QPoint) -> Cell | None:
        """The crop at a point."""
        return self._matrix.cell_at(point)

    def current(self) -> Cell | None:
        """The crop in hand."""
        return self._matrix.current_cell if self._matrix.current is not None else None

    def is_there(self, place: Cell) -> bool:
        """Whether the line still reaches this far."""
        row, column = place
        lines = self._matrix.sheet.lines
        return row < len(lines) and column < len(lines[row].cells)

    def name(self, place: Cell) -> str:
        """Channel, place, picture, points, state."""
        return spoken(self._matrix, *place)

    def description(self, place: Cell) -> str:  # noqa: ARG002 - nothing more to say
        """Nothing more."""
        return ""

    def rect(self, place: Cell) -> QRect:
        """Where it is in the viewport."""
        return self._matrix.cell_rect(place)

    def mark(self, place: Cell, state: QAccessible.State) -> None:
        """Picked is selected; the one in hand is focused."""
        shown = self._matrix.shown(*place)
        state.selected = shown.picked
        state.focused = shown.current

    def describe(self) -> str:
        """Nothing more than its name."""
        return ""
