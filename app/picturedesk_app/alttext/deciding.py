"""The changes of the Alt text page: plain functions for the writer's thread.

Each answers with what it touched and where the picture stands then; :func:`undo` takes the last
one of a picture back. Long work yields progress whose note is empty: the page says the end itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from picturedesk import alttext, review
from picturedesk.errors import UserError
from picturedesk.library import Library
from picturedesk.records import Changes, Progress
from picturedesk.review import Sheet
from picturedesk.review.writing import Step, write
from picturedesk.suggestions import Review, ReviewState, Role, Suggestion
from picturedesk_app.alttext.asking import without_suggestion
from picturedesk_app.alttext.wanted import Wanted, WriteWay

ORIGIN = "alttext"
"""Marks changes that the page caused itself."""


class Done(NamedTuple):
    """What a change came to."""

    changes: Changes
    review: Review
    file: str = ""
    """The file that says again what it said before."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as it stands in an editor."""

    key: int
    language: str
    text: str
    role: Role
    extended: str = ""
    slots: Mapping[str, str] | None = None
    """The values it holds, where an editor chose among them and did not rewrite it."""


def _done(found: Review) -> Done:
    return Done(Changes(assets=frozenset({found.asset_key}), origin=ORIGIN), found)


def approve(library: Library, draft: Draft) -> Done:
    """Approve this text."""
    return _done(
        review.approve(
            library, draft.key, draft.language, text=draft.text, extended=draft.extended,
            role=draft.role, slots=draft.slots,
        )
    )  # fmt: skip


def keep_draft(library: Library, draft: Draft) -> Done:
    """Keep a text that was begun, so that going on loses nothing."""
    return _done(
        review.edit(
            library, draft.key, draft.language, text=draft.text, extended=draft.extended,
            role=draft.role,
        )
    )  # fmt: skip


def reject(library: Library, key: int, language: str) -> Done:
    """Refuse what was proposed."""
    return _done(review.reject(library, key, language))


def skip(library: Library, key: int, language: str) -> Done:
    """Leave it for later."""
    return _done(review.skip(library, key, language))


def decorative(library: Library, key: int, language: str, role: Role) -> Done:
    """The picture says nothing, or nothing new: an empty text, on purpose."""
    return _done(review.decorative(library, key, language, role=role))


def unapprove(library: Library, key: int, language: str) -> Done:
    """Take a decision back; the text stays as a draft."""
    return _done(review.unapprove(library, key, language))


def undo(library: Library, key: int, language: str) -> Done:
    """Take the last change of a picture back; after a write, the file's text too."""
    was = review.get(library, key, language)
    done = _done(review.undo(library, key, language))
    if was.stored is not ReviewState.WRITTEN or done.review.state is not ReviewState.APPROVED:
        return done
    asset = library.catalog.assets.get(key)
    return done._replace(changes=Changes(assets=frozenset({key})), file=Path(asset.path).name)


def keep(library: Library, suggestions: Sequence[Suggestion]) -> Changes:
    """Keep suggestions for review."""
    for suggestion in suggestions:
        review.keep(library, suggestion)
    return Changes(assets=frozenset(s.asset_key for s in suggestions), origin=ORIGIN)


def set_channels(library: Library, names: Sequence[str]) -> Changes:
    """Hold texts against the limits of these channels."""
    review.set_channels(library, names)
    return Changes(origin=ORIGIN)


def settle(library: Library) -> None:
    """Nothing: what was asked of the writer before is done when this is."""


# -- long work -----------------------------------------------------------------------------------


def suggest_missing(library: Library, wanted: Wanted) -> Iterator[Progress]:
    """Propose a text for each picture that has none and keep it, a picture a step."""
    yield Progress("Proposing texts", 0, None)
    keys = without_suggestion(library, wanted.language, wanted.where, wanted.keys)
    for done, suggestion in enumerate(alttext.suggest(library, keys, wanted.language), 1):
        review.keep(library, suggestion)
        yield Progress("Proposing texts", done, len(keys), counts={"suggested": done})


def approve_sheet(library: Library, made: Sheet, approved: list[int]) -> Iterator[Progress]:
    """Do what a sheet says; ``approved`` gathers what was, so that it can be taken back."""
    for line, progress in zip(made.approving, review.approve_sheet(library, made), strict=True):
        if progress.counts["approved"] > len(approved):
            approved.append(line.asset_key)
        counts = {"approved": len(approved)}
        yield replace(progress, stage="Approving texts", note="", counts=counts)


def undo_all(library: Library, keys: Sequence[int], language: str) -> Iterator[Progress]:
    """Take the last change of each of these back."""
    for number, key in enumerate(keys, 1):
        review.undo(library, key, language)
        yield Progress("Taking back", number, len(keys))


def write_all(
    library: Library, keys: Sequence[int], way: WriteWay, steps: list[Step]
) -> Iterator[Progress]:
    """Write approved texts, a file a step; ``steps`` gathers what was done."""
    total = len(keys)
    yield Progress("Writing texts", 0, total)
    for step in write(
        library, keys, target=way.target, beside=way.sidecar, description=way.description,
        keywords=way.keywords,
    ):  # fmt: skip
        steps.append(step)
        yield Progress("Writing texts", len(steps), total)


def unwrite_all(library: Library, written: Sequence[Step], steps: list[Step]) -> Iterator[Progress]:
    """Put back what these files said before; ``steps`` gathers what became of each."""
    yield Progress("Putting texts back", 0, len(written))
    for step in written:
        try:
            steps.append(review.unwrite(library, step.asset_key))
        except UserError as error:
            steps.append(replace(step, done=False, reason=str(error)))
        yield Progress("Putting texts back", len(steps), len(written))
