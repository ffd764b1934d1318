"""What the Alt text page asks of an open library; plain functions for the reader threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from picturedesk import alttext, channels, review
from picturedesk.errors import UserError
from picturedesk.library import Library
from picturedesk.review import Queue, QueueOrder, Sheet, standing
from picturedesk.review.writing import Step, plan
from picturedesk.suggestions import (
    DECIDED,
    Choice,
    LintWarning,
    Review,
    ReviewState,
    Role,
    Runner,
    Suggestion,
)
from picturedesk_app import reading
from picturedesk_app.alttext.wanted import Wanted, WriteWay
from picturedesk_app.grid.model import Row

__all__ = ["Choice", "QueueOrder"]


@dataclass(frozen=True, slots=True)
class Overview:
    """The queue and everything around it."""

    queue: Queue
    total: int
    """Pictures of the set, in whatever state."""
    done: int
    today: int
    """Decided today by this user's clock."""
    approved: int
    """Approved and not in their files yet."""
    missing: int
    """Without a suggestion, or with one that is out of date."""
    open: int
    """Suggested or begun: what a batch could approve."""
    languages: tuple[str, ...]
    first: str
    """The library's own language."""
    folders: tuple[tuple[str, str], ...]
    """(name, path) of roots and their folders."""


@dataclass(frozen=True, slots=True)
class Item:
    """One picture with where its text stands."""

    row: Row
    review: Review
    warnings: tuple[LintWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A picture like this one whose text was approved."""

    row: Row
    text: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """Suggestions to keep, and the pictures that none could be made for."""

    suggestions: tuple[Suggestion, ...]
    without: tuple[int, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Publishing:
    """A channel that limits alt texts."""

    name: str
    label: str
    limit: int
    """Characters."""
    chosen: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What writing would do."""

    steps: tuple[Step, ...]
    numbers: Mapping[str, int] = field(default_factory=dict)
    way: WriteWay = field(default_factory=WriteWay)


def overview(library: Library, wanted: Wanted) -> Overview:
    """The queue that is wanted, and the numbers beside it."""
    first = review.language(library)
    tag = wanted.language or first
    queue = review.queue(
        library, tag, states=wanted.states, where=wanted.where, keys=wanted.keys,
        least=wanted.least, most=wanted.most, warned=wanted.warned, order=wanted.order,
    )  # fmt: skip
    counts = review.counts(library, tag, where=wanted.where, keys=wanted.keys)
    listed = {*alttext.languages(library), *library.catalog.alt_texts.languages(), first, tag}
    shown = reading.overview(library)
    return Overview(
        queue,
        sum(counts.values()),
        sum(counts[state] for state in DECIDED),
        decided_today(library),
        counts[ReviewState.APPROVED],
        len(without_suggestion(library, tag, wanted.where, wanted.keys)),
        counts[ReviewState.SUGGESTED] + counts[ReviewState.IN_REVIEW],
        tuple(sorted(listed, key=lambda name: (name != first, name))),
        first,
        tuple((f"{'   ' * node.depth}{node.name}", node.path) for node in shown.folders),
    )


def lacks_suggestion(review: Review) -> bool:
    """Whether a suggestion may be kept unasked.

    So it is where nothing was said, or where what is out of date was never a person's decision:
    those wait for her.
    """
    if review.state is ReviewState.MISSING:
        return True
    undecided = (ReviewState.SUGGESTED, ReviewState.REJECTED)
    return review.state is ReviewState.STALE and review.stored in undecided


def without_suggestion(
    library: Library, language: str, where: str, keys: Sequence[int] | None = None
) -> list[int]:
    """Pictures that a suggestion should be made for."""
    states = (ReviewState.MISSING, ReviewState.STALE)
    waiting = review.queue(library, language, states=states, where=where, keys=keys).keys.tolist()
    found = standing.of(library, waiting, language)
    return [key for key in waiting if key in found and lacks_suggestion(found[key])]


def decided_today(library: Library) -> int:
    """Pictures that were decided since midnight, here, and not taken back since."""
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    last: dict[tuple[str, str], bool] = {}
    for entry in library.catalog.audit.entries(action="alttext."):
        if entry.at < midnight or entry.asset_id is None or not isinstance(entry.after, dict):
            continue
        place = (entry.asset_id, str(entry.after.get("language", "")))
        if entry.action not in ("alttext.skip", "alttext.write", "alttext.unwrite"):
            last[place] = str(entry.after.get("state")) in DECIDED
    return sum(last.values())


def items(library: Library, keys: Sequence[int], language: str) -> list[Item]:
    """These pictures with their texts and warnings, in order."""
    reviews = standing.of(library, keys, language)
    told = review.warnings(library, keys, language)
    return [
        Item(row, reviews[row.key], told.get(row.key, ()))
        for row in reading.rows(library, keys)
        if row.key in reviews
    ]


def propose(
    library: Library,
    keys: Sequence[int],
    language: str,
    role: Role | None,
    read_text: alttext.ReadText = alttext.ReadText.NEVER,
) -> Proposed:
    """Suggestions for these pictures; needs the model."""
    try:
        made = tuple(alttext.suggest(library, keys, language, role=role, read_text=read_text))
    except UserError as error:
        return Proposed((), tuple(keys), str(error))
    known = {suggestion.asset_key for suggestion in made}
    return Proposed(made, tuple(key for key in keys if key not in known))


def neighbours(library: Library, key: int, language: str) -> list[Neighbour]:
    """The nearest pictures with an approved text; none where the model cannot say."""
    try:
        found = alttext.nearest_approved(library, key, language)
    except UserError:
        return []
    rows = {row.key: row for row in reading.rows(library, [e.asset_key for e in found])}
    return [Neighbour(rows[e.asset_key], e.text) for e in found if e.asset_key in rows and e.text]


def warnings_of(
    library: Library, key: int, language: str, text: str, role: Role
) -> tuple[LintWarning, ...]:
    """What there is to say about a text that is being written."""
    found = library.catalog.assets.get_many([key])
    if not found:
        return ()
    asset = found[0]
    others = library.catalog.alt_texts.same_text(text, language, limit=2) if text.strip() else []
    return alttext.lint(
        text,
        language=language,
        role=role,
        file_name=Path(asset.path).name,
        caption=asset.metadata.caption or asset.metadata.title,
        duplicates=sum(other != key for other in others),
        names=review.named_people(asset.tags),
        limits=_limits(library),
    )


def _limits(library: Library) -> dict[str, int]:
    """Of the channels that the library publishes on."""
    try:
        return review.limits(library)
    except UserError:
        return {}  # its own channels cannot be read: the Headlines page says so


def channel_choices(library: Library) -> list[Publishing]:
    """The channels that limit alt texts, and which of them this library publishes on."""
    known = channels.load(library.paths.folder / "channels.toml")
    chosen = review.chosen_channels(library)
    return [
        Publishing(channel.name, channel.label, channel.alt_limit, channel.name in chosen)
        for channel in known.values()
        if channel.alt_limit
    ]


def compose(library: Library, suggestion: Suggestion, slots: Mapping[str, str]) -> Runner:
    """The sentence with these words in its slots."""
    return alttext.compose(library, suggestion, slots)


def sheet(
    library: Library, threshold: float, wanted: Wanted, *, with_warnings: bool
) -> tuple[Sheet, list[Row]]:
    """What approving from this confidence up would do, with the rows to show it by."""
    made = review.sheet(
        library, threshold, wanted.language, where=wanted.where, keys=wanted.keys,
        with_warnings=with_warnings,
    )  # fmt: skip
    return made, reading.rows(library, [line.asset_key for line in made.lines])


def writing_plan(library: Library, way: WriteWay) -> Plan:
    """What writing approved texts would do, file by file."""
    steps = tuple(plan(library, target=way.target))
    return Plan(steps, numbers(steps), way)


def numbers(steps: Sequence[Step]) -> dict[str, int]:
    """Files, sidecars, refused."""
    return {
        "files": sum(step.how in ("container", "exiftool") and not step.reason for step in steps),
        "sidecars": sum(step.how == "sidecar" and not step.reason for step in steps),
        "refused": sum(bool(step.reason) for step in steps),
    }
