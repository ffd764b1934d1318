"""What was done on this page, the newest first to be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal


@dataclass(frozen=True, slots=True)
class Done:
    """One act of the user's, in words, with its way back."""

    words: str
    back: Callable[[], object]


class History(QObject):
    """Unlimited; a new headline keeps it."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Done] = []

    def __len__(self) -> int:
        return len(self._done)

    def add(self, words: str, back: Callable[[], object]) -> None:
        """Note an act."""
        self._done.append(Done(words, back))
        self.changed.emit()

    def undo(self) -> str:
        """Take the last one back; answers with its words, empty where there is none."""
        if not self._done:
            return ""
        done = self._done.pop()
        done.back()
        self.changed.emit()
        return done.words
