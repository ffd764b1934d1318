"""Layouts of huge lists, computed in a pool thread: a million pictures take a tenth of a second.

The newest wish wins; lists of usual length are laid out at once, in about ten milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from picturedesk_app.grid.layout import Layout, Ratios, Section, justified, squares

AT_ONCE = 40_000
"""Lists up to this length are laid out in the GUI thread."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Everything a layout depends on."""

    ratios: Ratios
    sections: tuple[Section, ...]
    width: float
    target: float
    gap: float
    in_rows: bool

    def make(self) -> Layout:
        """Compute it."""
        if self.in_rows:
            return justified(self.ratios, self.width, self.target, self.gap, self.sections)
        return squares(len(self.ratios), self.width, self.target, self.gap, self.sections)


Then = Callable[[Layout], object]


class _Job(QRunnable):
    def __init__(self, home: Laying, ticket: int, wish: Wish) -> None:
        super().__init__()
        self._home, self._ticket, self._wish = home, ticket, wish

    def run(self) -> None:
        """In a pool thread."""
        if self._home.ticket == self._ticket:
            self._home.made.emit(self._ticket, self._wish.make())


class Laying(QObject):
    """One for a view."""

    made = Signal(int, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.ticket = 0
        self._then: Then | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self.made.connect(self._made, Qt.ConnectionType.QueuedConnection)

    def ask(self, wish: Wish, then: Then) -> None:
        """Make a layout: at once for usual lists, else soon."""
        self.ticket += 1
        if len(wish.ratios) <= AT_ONCE:
            then(wish.make())
            return
        self._then = then
        self._pool.start(_Job(self, self.ticket, wish))

    @Slot(int, object)
    def _made(self, ticket: int, layout: Layout) -> None:
        if ticket == self.ticket and self._then is not None:
            self._then(layout)

    def close(self) -> None:
        """Wait for the thread."""
        self.ticket += 1
        self._pool.waitForDone()
