"""Approved texts into files (or sidecars): first a plan with numbers, then the writing itself.

Nothing is written that was not approved. Each file is written by :mod:`picturedesk.images.writing`
under law 1 and then recorded by :mod:`picturedesk.finishing`: states, audit, and the file's
metadata, hash and stamp as they are now, so that our own write makes nothing stale and no scan
takes it for somebody else's. A file that cannot be written is said with its reason and the rest is
done. :mod:`.unwriting` puts back what a file said before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from picturedesk import finishing, settings
from picturedesk.errors import NeedsSidecar, WriteError
from picturedesk.images import writing
from picturedesk.records import Asset, Stamp
from picturedesk.review import standing
from picturedesk.suggestions.records import Outdated, Review, ReviewState

if TYPE_CHECKING:
    from picturedesk.library import Library

FIELDS = {
    "alt_text": "Iptc4xmpCore:AltTextAccessibility",
    "extended": "Iptc4xmpCore:ExtDescrAccessibility",
    "description": "dc:description",
    "subjects": "dc:subject",
}
"""What is written, by its name in the standard."""
WRITE = "alttext.write"
"""The action in the audit."""
_TEXTS = (ReviewState.APPROVED, ReviewState.WRITTEN)
_BATCH = 200


@dataclass(frozen=True, slots=True)
class Step:
    """What writing did, or would do, for one asset."""

    asset_key: int
    asset_id: str
    path: str
    languages: tuple[str, ...]
    how: str
    """``container``, ``exiftool`` or ``sidecar``; empty where nothing is written."""
    done: bool
    reason: str = ""
    """Why it was not (or would not be) written."""
    file: str = ""
    """What changed: the picture or its sidecar."""


def plan(
    library: Library,
    keys: Iterable[int] | None = None,
    *,
    target: writing.Target = writing.Target.FILE,
) -> list[Step]:
    """What :func:`write` would do, asset by asset; nothing is changed."""
    return [_planned(asset, reviews, target) for asset, reviews in _approved(library, keys)]


def write(
    library: Library,
    keys: Iterable[int] | None = None,
    *,
    target: writing.Target = writing.Target.FILE,
    beside: writing.Target = writing.Target.SIDECAR,
    sidecars: bool = True,
    description: bool = False,
    keywords: bool = False,
) -> Iterator[Step]:
    """Write approved texts of these assets (of all, if none are named), one a step.

    ``target`` chooses files or sidecars of either kind; ``sidecars`` allows one (of the kind
    ``beside``) where a file cannot be written into safely. ``description`` puts the extended text
    (else the alt text) into ``dc:description`` as well, ``keywords`` the tags given here beside
    the file's own into ``dc:subject``. Needs a library opened for writing. Raises LibraryError
    when the catalog cannot be written: then the file in hand is recorded at the next start.
    """
    finishing.settle(library.catalog, library.paths.folder)
    for asset, reviews in _approved(library, keys):
        step = _planned(asset, reviews, target)
        if not step.reason:
            fields = _fields(
                reviews,
                standing.language(library),
                asset,
                description=description,
                keywords=keywords,
            )
            step = _write_one(
                library, asset, reviews, step, fields, target=target, beside=beside,
                sidecars=sidecars,
            )  # fmt: skip
        yield step


def summary(steps: Iterable[Step]) -> dict[str, int]:
    """Numbers of a plan or of what was done: by way of writing, and ``not written``."""
    found: Counter[str] = Counter()
    for step in steps:
        found["not written" if step.reason else step.how] += 1
    return dict(found)


# -- inside --------------------------------------------------------------------------------------


def _approved(library: Library, keys: Iterable[int] | None) -> Iterator[tuple[Asset, list[Review]]]:
    """Assets with a text that is approved and not written yet, with all texts that hold."""
    waiting = library.catalog.alt_texts.in_states([ReviewState.APPROVED]).tolist()
    if keys is not None:
        wanted = set(map(int, keys))
        waiting = [key for key in waiting if key in wanted]
    for start in range(0, len(waiting), _BATCH):
        for asset in library.catalog.assets.get_many(waiting[start : start + _BATCH]):
            reviews = [
                review
                for review in standing.in_every_language(library, asset.key)
                if review.stored in _TEXTS and not review.from_file
            ]
            # Looked at when its turn comes: between two steps an approval may be taken back.
            if any(review.stored is ReviewState.APPROVED for review in reviews):
                yield asset, reviews


def _planned(asset: Asset, reviews: list[Review], target: writing.Target) -> Step:
    tags = tuple(review.language for review in reviews)
    how = "sidecar" if target is not writing.Target.FILE else writing.how(asset.path)
    step = Step(asset.key, asset.id, asset.path, tags, how, done=False)
    if any(Outdated.PIXELS in review.outdated for review in reviews):
        return replace(step, reason="The picture has changed since the text was approved.")
    try:
        stamp = _stamp(asset.path)
    except OSError as error:
        return replace(step, reason=f"The file cannot be had: {error.strerror}.")
    if stamp != asset.stamp:
        return replace(
            step, reason="The file has changed since it was read: run rescan, then look again."
        )
    return step


def _write_one(
    library: Library,
    asset: Asset,
    reviews: list[Review],
    step: Step,
    fields: writing.Fields,
    *,
    target: writing.Target,
    beside: writing.Target,
    sidecars: bool,
) -> Step:
    note = _note(asset, reviews)
    if target is writing.Target.FILE and step.how == "sidecar" and sidecars:
        target = beside
    try:
        try:
            done = carry_out(library, asset, fields, target, note)
        except NeedsSidecar:
            if target is not writing.Target.FILE or not sidecars:
                raise
            done = carry_out(library, asset, fields, beside, note)
    except WriteError as error:
        return replace(step, reason=str(error))
    except OSError as error:
        return replace(step, reason=f"The system refused: {error.strerror}.")
    return replace(step, done=True, how=done.writer, file=done.path)


def _fields(
    reviews: list[Review], first: str, asset: Asset, *, description: bool, keywords: bool
) -> writing.Fields:
    """All languages' texts, the library's own as the default."""
    alt = {review.language: review.text for review in reviews}
    extended = {review.language: review.extended for review in reviews if review.extended}
    words = [w for w in asset.tags if not w.casefold().startswith("person:")]
    return writing.Fields(
        alt_text=_with_default(alt, first),
        extended=_with_default(extended, first) if extended else None,
        description=_with_default(alt | extended, first) if description else None,
        subjects=tuple(dict.fromkeys([*asset.metadata.keywords, *words])) if keywords else None,
    )


def _with_default(texts: dict[str, str], first: str) -> dict[str, str]:
    default = texts.get(first) or next(iter(texts.values()))
    return {"x-default": default, **texts}


def carry_out(
    library: Library,
    asset: Asset,
    fields: writing.Fields,
    target: writing.Target,
    note: writing.Note,
) -> writing.Written:
    """Write one file and record it.

    Raises WriteError (nothing has changed), and LibraryError when the file is written and cannot
    be recorded: the journal knows of it, and the next start records it.
    """
    journal = finishing.journal_of(library.paths.folder)
    done = writing.write(asset.path, fields, target=target, journal=journal, note=note)
    if done.intent is not None:
        finishing.record(library.catalog, done.intent)
        journal.end(done.intent)
    return done


def _note(asset: Asset, reviews: list[Review]) -> writing.Note:
    """What is recorded of a write: one entry a language."""
    actor = settings.load().actor

    def said(done: writing.Written) -> dict[str, Any]:
        former = done.former.alt_text or {}
        given = asdict(done.former)
        texts = [
            {
                "holds": [review.text, review.extended],
                "before": {
                    "language": review.language,
                    "state": str(review.stored),
                    "text": former.get(review.language, former.get("x-default", "")),
                    "fields": _to_json(done.former),
                },
                "after": {
                    "language": review.language,
                    "state": str(ReviewState.WRITTEN),
                    "role": str(review.role),
                    "text": review.text,
                    "extended": review.extended,
                    "field": ", ".join(
                        name for field, name in FIELDS.items() if given[field] is not None
                    ),
                    **about_file(done),
                },
                "encoder": review.encoder,
                "bank": review.bank,
            }
            for review in reviews
        ]
        return {"asset": asset.id, "action": WRITE, "actor": actor, "texts": texts}

    return said


def about_file(done: writing.Written) -> dict[str, str]:
    """What the audit says of the file."""
    return {
        "file": done.path,
        "target": str(done.target),
        "writer": done.writer,
        "hash_before": done.before,
        "hash_after": done.after,
    }


def _stamp(path: str) -> Stamp:
    info = Path(path).stat()
    return Stamp(info.st_size, info.st_mtime_ns)


def _to_json(fields: writing.Fields) -> dict[str, Any]:
    return {name: value for name, value in asdict(fields).items() if value is not None}
