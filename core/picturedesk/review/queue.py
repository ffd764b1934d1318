"""What there is to decide: an array of asset keys with their states, and counts of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from picturedesk import channels
from picturedesk.catalog import filters
from picturedesk.catalog.alt_texts import Standing
from picturedesk.review import standing
from picturedesk.suggestions import lint
from picturedesk.suggestions.records import LintWarning, ReviewState

if TYPE_CHECKING:
    from picturedesk.library import Library

_BATCH = 500
_CHANNELS = "alttext.channels"


class QueueOrder(StrEnum):
    """What a queue goes by; within that, by asset key."""

    ADDED = "added"
    UNSURE_FIRST = "unsure first"
    UNSURE_LAST = "unsure last"


@dataclass(frozen=True, slots=True)
class Queue:
    """Assets to go through, and where each stood when the queue was made."""

    language: str
    keys: npt.NDArray[np.int64]
    """``(n,)``."""
    states: tuple[ReviewState, ...]
    confidences: npt.NDArray[np.float32]
    """``(n,)``, of the suggestions; 0 where there is none."""


def queue(
    library: Library,
    language: str = "",
    *,
    states: Iterable[ReviewState] | None = None,
    where: str = "",
    keys: Iterable[int] | None = None,
    least: float = 0.0,
    most: float = 1.0,
    warned: str = "",
    order: QueueOrder = QueueOrder.ADDED,
) -> Queue:
    """The listed pictures that a filter allows, in these states (all, if none are named).

    ``where`` is the filter language (folder, date, tag, …), ``keys`` names single assets,
    ``least`` and ``most`` bound the confidence, ``warned`` asks for texts with this lint code
    (``any`` for any). Raises UsageError for a filter that cannot be read.
    """
    tag = language or standing.language(library)
    wanted = None if states is None else frozenset(states)
    rows = [
        (row.asset_key, state, row.confidence)
        for row, state in _standings(library, tag, where, keys)
        if (wanted is None or state in wanted) and least <= row.confidence <= most
    ]
    if warned:
        found = warnings(library, [key for key, _, _ in rows], tag)
        rows = [r for r in rows if any(warned in ("any", w.code) for w in found.get(r[0], ()))]
    if order is not QueueOrder.ADDED:
        sign = 1 if order is QueueOrder.UNSURE_FIRST else -1
        rows.sort(key=lambda row: (sign * row[2], row[0]))
    return Queue(
        tag,
        np.array([key for key, _, _ in rows], np.int64),
        tuple(state for _, state, _ in rows),
        np.array([confidence for _, _, confidence in rows], np.float32),
    )


def counts(
    library: Library, language: str = "", *, where: str = "", keys: Iterable[int] | None = None
) -> dict[ReviewState, int]:
    """How many of the listed pictures are in each state; states without any count 0."""
    tag = language or standing.language(library)
    found = Counter(state for _, state in _standings(library, tag, where, keys))
    return {state: found[state] for state in ReviewState}


def warnings(
    library: Library, keys: Iterable[int], language: str = ""
) -> dict[int, tuple[LintWarning, ...]]:
    """What an editor is warned of in the texts of these assets; those without any are left out."""
    tag = language or standing.language(library)
    found: dict[int, tuple[LintWarning, ...]] = {}
    wanted, longest = list(keys), limits(library)
    for start in range(0, len(wanted), _BATCH):
        reviews = standing.of(library, wanted[start : start + _BATCH], tag)
        for asset in library.catalog.assets.get_many(list(reviews)):
            review = reviews[asset.key]
            if not review.text:
                continue
            others = library.catalog.alt_texts.same_text(review.text, tag, limit=2)
            told = lint.check(
                review.text,
                language=tag,
                role=review.role,
                file_name=asset.path,
                caption=asset.metadata.caption or asset.metadata.title,
                duplicates=sum(other != asset.key for other in others),
                names=named_people(asset.tags),
                limits=longest,
            )
            if told:
                found[asset.key] = told
    return found


def limits(library: Library) -> dict[str, int]:
    """The longest alt text of each channel that this library publishes on, by its label."""
    chosen = chosen_channels(library)
    if not chosen:
        return {}
    known = channels.load(library.paths.folder / "channels.toml")
    return {known[n].label: known[n].alt_limit for n in chosen if n in known}


def chosen_channels(library: Library) -> tuple[str, ...]:
    """The names of the channels that this library publishes on."""
    return tuple(library.catalog.settings.get(_CHANNELS, None) or ())


def set_channels(library: Library, names: Iterable[str]) -> None:
    """Choose the channels whose limits texts are held against; none to begin with.

    Raises UsageError for an unknown one.
    """
    wanted = list(names)
    known = channels.load(library.paths.folder / "channels.toml")
    chosen = [channel.name for channel in channels.choose(known, wanted)]
    library.catalog.settings.put(_CHANNELS, chosen or None)


def named_people(tags: Iterable[str]) -> tuple[str, ...]:
    """People whom a person has named here, by tags such as ``person:Ana Silva``."""
    return tuple(
        tag.partition(":")[2].strip()
        for tag in tags
        if tag.casefold().startswith("person:") and tag.partition(":")[2].strip()
    )


def _standings(
    library: Library, tag: str, where: str, keys: Iterable[int] | None
) -> list[tuple[Standing, ReviewState]]:
    now = standing.current(library, tag)
    first = tag == standing.language(library)
    known: dict[tuple[str, str, bool], tuple[object, ...]] = {}
    rows = library.catalog.alt_texts.standings(tag, filters.parse(where) if where.strip() else None)
    if keys is not None:
        chosen = set(keys)
        rows = [row for row in rows if row.asset_key in chosen]
    found = []
    for row in rows:
        if not row.state:
            brought = first and row.has_alt
            state = ReviewState.WRITTEN if brought else ReviewState.MISSING
        else:
            made = (row.encoder, row.bank, row.pixels_hold)
            if made not in known:
                known[made] = now.outdated(row.encoder, row.bank, pixels_hold=row.pixels_hold)
            outdated = known[made]
            state = standing.effective(ReviewState(row.state), outdated)  # type: ignore[arg-type]
        found.append((row, state))
    return found
