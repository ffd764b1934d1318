"""Answers that cost a pass over a table, kept until a file changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from picturedesk.catalog.database import Database

Answer = TypeVar("Answer")
_MOST = 4


class Remembered:
    """The last few answers: search as you type asks the same of the catalog at every key."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._state: tuple[int, int, int] | None = None
        self._answers: dict[Hashable, object] = {}

    def get(self, question: Hashable, answer: Callable[[], Answer]) -> Answer:
        """What ``answer`` said to this question, asked again if anything has been written since.

        Inside a transaction it is always asked again: what is seen there may be rolled back.
        """
        if not self._db.connection.get_autocommit():
            return answer()
        state = self._db.state()
        if state != self._state:
            self._answers.clear()
            self._state = state
        if question in self._answers:
            found: Answer = self._answers.pop(question)  # type: ignore[assignment]
        else:
            found = answer()
            if state != self._state:  # it asked on, and something was written in between
                return found
            while len(self._answers) >= _MOST:
                self._answers.pop(next(iter(self._answers)))
        self._answers[question] = found  # the last one asked is the last one to go
        return found
