"""Approved texts into files (or sidecars): first a plan with numbers, then the writing itself.

Nothing is written that was not approved. Each file is written by :mod:`picturedesk.images.writing`
under law 1; afterwards its metadata, hash and stamp are read again, so that our own write makes
nothing stale and no scan takes it for somebody else's. A file that cannot be written is said with
its reason and the rest is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from picturedesk import images, settings
from picturedesk.errors import PictureProblem, WriteError
from picturedesk.images import writing
from picturedesk.records import Asset, Metadata, Stamp
from picturedesk.review import standing
from picturedesk.suggestions.records import Outdated, Review, ReviewState

if TYPE_CHECKING:
    from picturedesk.library import Library

FIELD = "Iptc4xmpCore:AltTextAccessibility"
EXTENDED_FIELD = "Iptc4xmpCore:ExtDescrAccessibility"
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
    sidecars: bool = True,
    description: bool = False,
    keywords: bool = False,
) -> Iterator[Step]:
    """Write approved texts of these assets (of all, if none are named), one a step.

    ``target`` chooses files or sidecars of either kind; ``sidecars`` allows one where a file
    cannot be written into safely. ``description`` puts the extended text (else the alt text) into
    ``dc:description`` as well, ``keywords`` the tags given here beside the file's own into
    ``dc:subject``. Needs a library opened for writing.
    """
    _journal(library).clear()
    for asset, reviews in list(_approved(library, keys)):
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
                library, asset, reviews, step, fields, target=target, sidecars=sidecars
            )
        yield step


def clear_leftovers(library: Library) -> int:
    """Remove what a process that was killed while it wrote left beside pictures; how many."""
    return _journal(library).clear()


def summary(steps: Iterable[Step]) -> dict[str, int]:
    """Numbers of a plan or of what was done: by way of writing, and ``not written``."""
    found: Counter[str] = Counter()
    for step in steps:
        found["not written" if step.reason else step.how] += 1
    return dict(found)


# -- inside --------------------------------------------------------------------------------------


def _journal(library: Library) -> writing.Journal:
    return writing.Journal(library.paths.folder / "writing.journal")


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
            if reviews:
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
    sidecars: bool,
) -> Step:
    journal = _journal(library)
    if target is writing.Target.FILE and step.how == "sidecar":
        target = writing.Target.SIDECAR
    try:
        try:
            done = writing.write(asset.path, fields, target=target, journal=journal)
        except WriteError:
            if target is not writing.Target.FILE or not sidecars:
                raise
            sidecar = writing.Target.SIDECAR
            done = writing.write(asset.path, fields, target=sidecar, journal=journal)
    except WriteError as error:
        return replace(step, reason=str(error))
    except OSError as error:
        return replace(step, reason=f"The system refused: {error.strerror}.")
    _record(library, asset, reviews, done)
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


def _record(library: Library, asset: Asset, reviews: list[Review], done: writing.Written) -> None:
    """The state, the stamp and the audit, in one transaction with each other."""
    actor = settings.load().actor
    catalog = library.catalog
    fresh = _read_again(asset)
    with catalog.transaction(durable=True):
        if fresh is not None:
            catalog.assets.set_metadata(asset.key, *fresh)
        for review in reviews:
            catalog.alt_texts.put(standing.to_stored(review, ReviewState.WRITTEN, actor))
            catalog.audit.append(
                actor,
                "alttext.write",
                asset.id,
                {"language": review.language, "state": str(review.stored)},
                {
                    "language": review.language,
                    "state": str(ReviewState.WRITTEN),
                    "role": str(review.role),
                    "text": review.text,
                    "extended": review.extended,
                    "field": f"{FIELD}, {EXTENDED_FIELD}" if review.extended else FIELD,
                    "file": done.path,
                    "target": str(done.target),
                    "writer": done.writer,
                    "hash_before": done.before,
                    "hash_after": done.after,
                },
                encoder=review.encoder,
                prompt_version=review.bank,
            )


def _read_again(asset: Asset) -> tuple[Metadata, Stamp, bytes] | None:
    try:
        metadata = images.read_metadata(asset.path)
        return metadata, _stamp(asset.path), images.file_hash(asset.path)
    except (OSError, PictureProblem):
        return None  # gone right after the write: the next scan says so


def _stamp(path: str) -> Stamp:
    info = Path(path).stat()
    return Stamp(info.st_size, info.st_mtime_ns)
