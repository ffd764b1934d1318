"""What crosses between the GUI thread and the workers: questions, changes, long work, and ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from picturedesk.errors import UserError
from picturedesk.records import Changes, Progress

if TYPE_CHECKING:
    from picturedesk.library import Library

OpenLibrary: TypeAlias = "Callable[[bool], Library]"
"""Opens the library; the argument says whether for writing. Called in the worker's thread."""


@dataclass(frozen=True, slots=True)
class Question:
    """A piece of reading: ``work`` is called with the library in the reader's thread."""

    channel: str
    ticket: int
    work: Callable[[Library], object]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question; ``error`` is set instead of ``value`` when it failed."""

    channel: str
    ticket: int
    value: object = None
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A user's change: ``work`` writes and says what it touched."""

    ticket: int
    work: Callable[[Library], object]


@dataclass(frozen=True, slots=True)
class Restore:
    """Bring the backup of this name back."""

    ticket: int
    folder: Path
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a change."""

    ticket: int
    value: object = None
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class LongWork:
    """Work in steps: ``steps`` makes the generator in the writer's thread."""

    title: str
    steps: Callable[[Library], Iterator[Progress]]
    changes: Changes = field(default_factory=lambda: Changes(list_changed=True, roots=True))
    key: str = ""
    """Two works with the same key are one: a batch asked for twice runs once."""
    again: bool = False
    """Asked for while it runs, it runs once more: what it has passed may have changed since."""
    quiet: bool = False
    """Nothing is said at the end when nothing was new."""


@dataclass(frozen=True, slots=True)
class WorkEnd:
    """A long work is over: done, cancelled, or failed with a sentence."""

    work: LongWork
    last: Progress | None
    cancelled: bool = False
    error: UserError | None = None
