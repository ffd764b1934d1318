"""The list that a grid shows: keys as an array, rows cached as they are seen."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from picturedesk_app.grid.layout import Ratios, Section

Keys = npt.NDArray[np.int64]

_ROWS_KEPT = 20_000
_USUAL_RATIO = 1.4


@dataclass(frozen=True, slots=True)
class Row:
    """What a cell shows of one asset."""

    key: int
    name: str
    path: str
    thumbnail: str
    """Path of the 320-px file; it may not be there yet."""
    width: int
    height: int
    rating: int = 0
    is_video: bool = False
    away: bool = False
    """Its folder is offline, or the file is gone."""
    alt_text: str = ""
    alt_state: str = ""
    """"" none, "suggested", "approved"."""
    tint: str = ""
    """Main colour as ``#rrggbb``, for the placeholder."""
    pixel_hash: bytes = b""

    @property
    def spoken(self) -> str:
        """Its name for a screen reader: the alt text, else the file's name."""
        return self.alt_text or self.name


AskRows = Callable[[Sequence[int], Callable[[Iterable[Row]], object]], object]
"""Given keys, calls back later with their rows."""


class GridModel(QObject):
    """Asset keys in order, their ratios, their sections; rows where they are known."""

    about_to_reset = Signal()
    reset = Signal()
    rows_arrived = Signal()
    repainted = Signal(object)
    """Asset keys (list) whose pixels are others now."""

    def __init__(self, ask_rows: AskRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ask_rows = ask_rows
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._asked: frozenset[int] = frozenset()
        self._stale: set[int] = set()
        self.keys: Keys = np.zeros(0, np.int64)
        self.ratios: Ratios = np.zeros(0, np.float32)
        self.sections: tuple[Section, ...] = ()
        self.stacks: dict[int, int] = {}
        """For the heads of stacks of near-identical pictures: how many."""

    def __len__(self) -> int:
        return len(self.keys)

    def set_list(
        self,
        keys: Keys,
        ratios: Ratios | None = None,
        sections: tuple[Section, ...] = (),
        stacks: dict[int, int] | None = None,
    ) -> None:
        """Show another list; rows already known are kept."""
        self.about_to_reset.emit()
        self.keys = np.ascontiguousarray(keys, np.int64)
        known = ratios if ratios is not None else np.full(len(keys), _USUAL_RATIO)
        self.ratios = np.asarray(known, np.float32)
        self.sections = sections
        self.stacks = stacks or {}
        self._asked = frozenset()
        self.reset.emit()

    def row(self, index: int) -> Row | None:
        """The row at an index, if it is known."""
        return self.row_of_key(int(self.keys[index]))

    def row_of_key(self, key: int) -> Row | None:
        """The row of a key, if it is known."""
        row = self._rows.get(key)
        if row is not None:
            self._rows.move_to_end(key)
        return row

    def want(self, indexes: range) -> None:
        """Ask for the rows of these that are not known; they arrive later."""
        part = self.keys[indexes.start : indexes.stop]
        missing = frozenset(
            int(key) for key in part if int(key) not in self._rows or int(key) in self._stale
        )
        if missing and not missing <= self._asked:
            self._asked = missing
            self._ask_rows(sorted(missing), self._arrived)

    def _arrived(self, rows: Iterable[Row]) -> None:
        repainted = []
        for row in rows:
            before = self._rows.get(row.key)
            if before is not None and before.pixel_hash != row.pixel_hash:
                repainted.append(row.key)
            self._stale.discard(row.key)
            self._rows[row.key] = row
            self._rows.move_to_end(row.key)
        while len(self._rows) > _ROWS_KEPT:
            self._rows.popitem(last=False)
        self._asked = frozenset()
        if repainted:
            self.repainted.emit(repainted)
        self.rows_arrived.emit()

    def ask_again(self) -> None:
        """Any row may have changed: those known are shown until new ones come."""
        self._stale = set(self._rows)
        self._asked = frozenset()
        self.rows_arrived.emit()

    def forget(self, keys: Iterable[int] | None = None) -> None:
        """These rows changed (None: all); they are asked for again when seen."""
        if keys is None:
            self._rows.clear()
            self._stale.clear()
        else:
            for key in keys:
                self._rows.pop(key, None)
        self._asked = frozenset()
        self.rows_arrived.emit()

    def index_of(self, key: int) -> int:
        """Where a key is, or -1."""
        found = np.flatnonzero(self.keys == key)
        return int(found[0]) if len(found) else -1
