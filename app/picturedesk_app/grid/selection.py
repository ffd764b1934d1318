"""What is selected in a list: a mask over places, a current picture, an anchor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from picturedesk_app.grid.model import Keys


class Selection(QObject):
    """Keeps by key what was selected when the list changes."""

    changed = Signal()
    current_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: Keys = np.zeros(0, np.int64)
        self.mask: npt.NDArray[np.bool_] = np.zeros(0, np.bool_)
        self.current = -1
        self.anchor = -1

    def follow(self, keys: Keys) -> None:
        """The list is another one now: keep what is still in it."""
        current = int(self._keys[self.current]) if 0 <= self.current < len(self._keys) else None
        chosen = self.chosen()
        had = len(chosen)
        self._keys = keys
        self.mask = np.isin(keys, chosen) if had else np.zeros(len(keys), np.bool_)
        found = np.flatnonzero(keys == current) if current is not None else np.zeros(0, np.int64)
        if not found.size:
            found = np.flatnonzero(self.mask)
        self.current = self.anchor = int(found[0]) if found.size else -1
        self.current_changed.emit()
        if had:
            self.changed.emit()

    def chosen(self) -> Keys:
        """Keys of the selected pictures, in the list's order."""
        return np.asarray(self._keys[self.mask], np.int64)

    @property
    def count(self) -> int:
        """How many are selected."""
        return int(np.count_nonzero(self.mask))

    def only(self, index: int) -> None:
        """Select one and nothing else."""
        self.mask[:] = False
        if index >= 0:
            self.mask[index] = True
        self.anchor = index
        self._move(index)
        self.changed.emit()

    def toggle(self, index: int) -> None:
        """Add one, or take it out."""
        self.mask[index] = not self.mask[index]
        self.anchor = index
        self._move(index)
        self.changed.emit()

    def reach(self, index: int, *, keep: bool = False) -> None:
        """Select from the anchor to here."""
        anchor = self.anchor if self.anchor >= 0 else max(self.current, 0)
        if not keep:
            self.mask[:] = False
        self.mask[min(anchor, index) : max(anchor, index) + 1] = True
        self.anchor = anchor
        self._move(index)
        self.changed.emit()

    def exactly(self, mask: npt.NDArray[np.bool_]) -> None:
        """Select what a mask over the list says (the rubber band)."""
        if not np.array_equal(mask, self.mask):
            self.mask = mask
            self.changed.emit()

    def all(self) -> None:
        """Select everything."""
        self.mask[:] = True
        self.changed.emit()

    def none(self) -> None:
        """Select nothing."""
        if self.mask.any():
            self.mask[:] = False
            self.changed.emit()

    def clear(self) -> None:
        """Select nothing, and be nowhere."""
        self.current = self.anchor = -1
        self.current_changed.emit()
        self.none()

    def move(self, index: int) -> None:
        """Make a picture the current one without selecting it."""
        self._move(index)

    def _move(self, index: int) -> None:
        if index != self.current:
            self.current = index
            self.current_changed.emit()
