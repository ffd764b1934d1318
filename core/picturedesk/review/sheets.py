"""Approving many at once: first the sheet of what that would do, then exactly what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from picturedesk.records import Progress
from picturedesk.review import deciding, standing
from picturedesk.review.queue import queue, warnings
from picturedesk.suggestions.records import EMPTY_ROLES, LintWarning, Review, ReviewState

if TYPE_CHECKING:
    from picturedesk.library import Library

_OPEN = (ReviewState.SUGGESTED, ReviewState.IN_REVIEW)
_SAME = LintWarning(
    "duplicate", "Another picture of these has this text too: it does not tell them apart."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One picture of a sheet."""

    asset_key: int
    asset_id: str
    path: str
    text: str
    confidence: float
    warnings: tuple[LintWarning, ...]
    held_back: str
    """Why it would not be approved; empty: it would."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a batch approval would do, picture by picture, surest first."""

    language: str
    threshold: float
    lines: tuple[Line, ...]

    @property
    def approving(self) -> tuple[Line, ...]:
        """The lines that would be approved."""
        return tuple(line for line in self.lines if not line.held_back)


def sheet(
    library: Library,
    threshold: float,
    language: str = "",
    *,
    where: str = "",
    keys: Iterable[int] | None = None,
    with_warnings: bool = False,
) -> Sheet:
    """What approving every suggestion from this confidence (0 to 1) up would do.

    Held back, with the reason: less sure ones, texts with warnings (unless ``with_warnings``),
    one of them that a surer picture of these has the same text, pictures with nothing to say or
    proposed as decorative (those are decided one by one).
    Changes nothing. Raises UsageError for a filter that cannot be read.
    """
    tag = language or standing.language(library)
    waiting = queue(library, tag, states=_OPEN, where=where, keys=keys).keys.tolist()
    reviews = standing.of(library, waiting, tag)
    told = warnings(library, waiting, tag)
    lines = []
    for asset in library.catalog.assets.get_many(waiting):
        review = reviews[asset.key]
        found = told.get(asset.key, ())
        why = _held_back(review, threshold, found if not with_warnings else ())
        lines.append(
            Line(asset.key, asset.id, asset.path, review.text, review.confidence, found, why)
        )
    lines.sort(key=lambda line: (-line.confidence, line.asset_key))
    apart = _told_apart(lines, with_warnings=with_warnings)
    return Sheet(tag, threshold, tuple(apart))


def approve_sheet(library: Library, made: Sheet) -> Iterator[Progress]:
    """Do what a sheet says, a picture a step.

    A picture whose text or state has changed since the sheet was made is left alone and counted:
    nothing is approved that was not seen.
    """
    approving = made.approving
    done = changed = 0
    for number, line in enumerate(approving, 1):
        review = standing.of(library, [line.asset_key], made.language).get(line.asset_key)
        if review is None or review.state not in _OPEN or review.text != line.text:
            changed += 1
        else:
            deciding.approve(library, line.asset_key, made.language, origin="sheet")
            done += 1
        yield Progress(
            "Approving", number, len(approving), line.path, {"approved": done, "changed": changed}
        )


def _told_apart(lines: Iterable[Line], *, with_warnings: bool) -> Iterator[Line]:
    """The lines again: of those with the same text only the surest would be approved.

    Each is warned of as it would be if the others had been approved one by one before it.
    """
    taken: set[str] = set()
    for line in lines:
        if line.held_back or line.text not in taken:
            if not line.held_back:
                taken.add(line.text)
            yield line
            continue
        told = line.warnings
        if all(warning.code != _SAME.code for warning in told):
            told = (*told, _SAME)
        yield replace(line, warnings=told, held_back="" if with_warnings else _SAME.sentence)


def _held_back(review: Review, threshold: float, found: tuple[LintWarning, ...]) -> str:
    if review.role in EMPTY_ROLES:
        return f"Proposed as {review.role}: to be decided by hand."
    if not review.text.strip():
        return "There is no text."
    if review.confidence < threshold:
        return "Less sure than was asked."
    if found:
        return found[0].sentence
    return ""
