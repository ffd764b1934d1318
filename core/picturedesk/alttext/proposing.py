"""The door's functions: pictures in, suggestions out; nothing is changed by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from picturedesk.alttext import purpose, reading_text
from picturedesk.alttext.ranker import Ranker, ranker
from picturedesk.alttext.reading import SlotReading
from picturedesk.alttext.reading_text import ReadText
from picturedesk.alttext.sentences import Sentence, candidates, rank
from picturedesk.alttext.vectors import sentence_vectors
from picturedesk.catalog import filters
from picturedesk.errors import UsageError
from picturedesk.records import Asset
from picturedesk.search.background import background
from picturedesk.search.probe import asset_vector
from picturedesk.suggestions import bank_files
from picturedesk.suggestions.banks import FREE_SLOTS, SUBJECT, Bank, Template, fill, phrase
from picturedesk.suggestions.records import (
    EMPTY_ROLES,
    OTHER,
    Choice,
    Role,
    Runner,
    Slot,
    Suggestion,
)
from picturedesk.vision.encoder import FloatArray

if TYPE_CHECKING:
    from picturedesk.library import Library

KeyArray = npt.NDArray[np.int64]
_BATCH = 200
_SHOWN = 8
_RUNNERS = 8
_NEAR = 400
"""So many of the nearest pictures cost no more to find than a few."""


@dataclass(frozen=True, slots=True)
class Example:
    """A picture whose text was approved, near to the one that is being described."""

    asset_key: int
    asset_id: str
    path: str
    text: str
    likeness: float
    """0: as two of the library usually are; 1: the same."""


def suggest(
    library: Library,
    keys: Iterable[int] | None = None,
    language: str = "",
    *,
    where: str = "",
    role: Role | None = None,
    read_text: ReadText = ReadText.NEVER,
) -> Iterator[Suggestion]:
    """Propose an alt text for each asset, one a step; pictures not embedded yet are left out.

    ``keys`` names the assets, or ``where`` (the filter language) does. ``role`` is what a person
    says the pictures are for; else it is proposed. ``read_text`` says in which of them text is
    looked for (seconds each; needs the optional part). The first call for a model encodes the
    bank (seconds), later ones cost some milliseconds a picture.

    Raises UsageError for a filter or language that is not known, InputError for a bank that
    cannot be used, LibraryError when nothing has been read yet.
    """
    tag = language or str(library.catalog.settings.get("alttext.language", "") or "en")
    bank = bank_files.load(tag, library.paths.folder / "alttext")
    ready = ranker(library)
    wanted = _wanted(library, keys, where)
    for start in range(0, len(wanted), _BATCH):
        assets = library.catalog.assets.get_many(wanted[start : start + _BATCH])
        vectors = _vectors(library, [asset.key for asset in assets])
        for asset in assets:
            vector = vectors.get(asset.key)
            if vector is not None:
                yield _suggest(
                    library, ready, bank, asset, vector, tag=tag, role=role, read_text=read_text
                )


def suggest_one(
    library: Library,
    asset_key: int,
    language: str = "",
    *,
    role: Role | None = None,
    read_text: ReadText = ReadText.NEVER,
) -> Suggestion:
    """Propose an alt text for one asset; see :func:`suggest`.

    Raises UsageError when the picture has not been embedded yet.
    """
    found = next(suggest(library, [asset_key], language, role=role, read_text=read_text), None)
    if found is None:
        raise UsageError("This picture has not been read yet.", "Wait for the import to reach it.")
    return found


def warm(library: Library) -> None:
    """Do ahead what a first suggestion would wait for."""
    ranker(library)


def compose(library: Library, suggestion: Suggestion, slots: Mapping[str, str]) -> Runner:
    """The sentence with these values in its slots (slot to name; empty: left out).

    For chips: the suggestion's own template if it still fits, else the one that says most of
    what is asked and nothing else. Raises UsageError when no template fits.
    """
    bank = bank_files.load(suggestion.language, library.paths.folder / "alttext")
    filled = {slot: value for slot, value in slots.items() if value and value != OTHER}
    own = bank.template(suggestion.template)
    fitting = [
        template
        for template in bank.templates
        if suggestion.role in template.roles and bank.fits(template, filled)
    ]
    if not fitting:
        raise UsageError("No template says that.", "Leave a slot out, or write the text by hand.")

    def says(template: Template) -> tuple[int, bool]:
        return len(template.slots), template == own

    best = max(fitting, key=says)
    kept = {slot: filled[slot] for slot in best.slots}
    return Runner(fill(bank, best, kept), suggestion.confidence, best.id, kept)


def nearest_approved(
    library: Library, asset_key: int, language: str = "", limit: int = 3
) -> list[Example]:
    """The most alike pictures whose texts were approved in this language, most alike first."""
    tag = language or str(library.catalog.settings.get("alttext.language", "") or "en")
    vector = asset_vector(library, asset_key)
    keys = library.catalog.alt_texts.in_states(("approved", "written"), tag)
    keys = keys[keys != asset_key]
    if vector is None or not len(keys):
        return []
    cosines = _nearest(library, vector, keys, limit)
    best = sorted(cosines, key=lambda key: (-cosines[key], key))[:limit]
    texts = library.catalog.alt_texts.get_many(best, tag)
    unrelated = background(library).unrelated
    likeness = {key: (cosines[key] - unrelated) / max(1e-6, 1.0 - unrelated) for key in best}
    return [
        Example(a.key, a.id, a.path, texts[a.key].text, float(np.clip(likeness[a.key], 0.0, 1.0)))
        for a in library.catalog.assets.get_many(best)
    ]


# -- inside --------------------------------------------------------------------------------------


def _nearest(library: Library, vector: FloatArray, among: KeyArray, limit: int) -> dict[int, float]:
    """Cosines of at least the ``limit`` nearest of these assets, by key.

    Where they are many, they are among the nearest of all: then not each of them is looked at.
    """
    index, stored = library.index, library.catalog.vectors
    near, cosines = index.search(vector, _NEAR)
    vectors, owners = stored.owners(near)
    chosen = np.isin(owners, among)
    if np.count_nonzero(chosen) < limit:
        mine = stored.keys_of(library.encoder_key, among)
        cosines = index.exact(vector, np.array(list(mine.values()), np.int64))
        pairs = zip(mine, cosines.tolist(), strict=True)
        return {asset: cosine for asset, cosine in pairs if np.isfinite(cosine)}
    known = dict(zip(near.tolist(), cosines.tolist(), strict=True))
    both = zip(owners[chosen].tolist(), vectors[chosen].tolist(), strict=True)
    return {asset: known[key] for asset, key in both}


def _wanted(library: Library, keys: Iterable[int] | None, where: str) -> list[int]:
    if keys is not None:
        return [int(key) for key in keys]
    narrowed = filters.parse(where) if where.strip() else None
    return [int(key) for key in library.catalog.assets.keys(narrowed)]


def _vectors(library: Library, keys: list[int]) -> dict[int, FloatArray]:
    """Unit vectors by asset, those that are not embedded left out."""
    owners = library.catalog.vectors.keys_of(library.encoder_key, keys)
    stored = library.catalog.vectors.get(sorted(set(owners.values())))
    found: dict[int, FloatArray] = {}
    for asset, key in owners.items():
        if key in stored:
            row = np.asarray(stored[key], np.float32)
            found[asset] = np.asarray(row / max(float(np.linalg.norm(row)), 1e-12), np.float32)
    return found


def _suggest(
    library: Library,
    ready: Ranker,
    bank: Bank,
    asset: Asset,
    vector: FloatArray,
    *,
    tag: str,
    role: Role | None,
    read_text: ReadText,
) -> Suggestion:
    told = _purpose(library, ready, asset, vector, role=role, read_text=read_text)
    proposed, free = told.role, dict(told.free)
    readings, notes = told.readings, list(told.notes)
    names = [t.partition(":")[2].strip() for t in asset.tags if t.casefold().startswith("person:")]
    if names:
        free["people"] = _listed(names, tag)
    sentences = (
        [] if proposed in EMPTY_ROLES else candidates(bank, ready.english, readings, proposed, free)
    )
    ranked = rank(
        sentences, vector, lambda texts: sentence_vectors(library, texts), ready.spread(vector)
    )
    text, template, confidence, runners = _choose(ranked, readings, proposed)
    if not text and proposed not in EMPTY_ROLES:
        notes.append("Nothing could be said surely.")
    return Suggestion(
        asset.key, asset.id, tag, proposed, text, confidence, template, bank.id,
        str(library.catalog.encoders.get(library.encoder_key).id), asset.pixel_hash,
        slots=_slots(bank, readings, text, ranked, runners), runners_up=runners,
        role_reason=told.reason, notes=tuple(notes),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Purpose:
    """What a picture is for, and what was found on the way."""

    role: Role
    reason: str
    readings: Mapping[str, SlotReading]
    free: Mapping[str, str]
    """Words for slots that no bank has: text read in the picture."""
    notes: tuple[str, ...]


def _purpose(
    library: Library,
    ready: Ranker,
    asset: Asset,
    vector: FloatArray,
    *,
    role: Role | None,
    read_text: ReadText,
) -> _Purpose:
    """What it is for, first: by what it shows, the text in it, or what a person says."""
    drawn = reading_text.looks_drawn(library.paths.thumbnail(asset.pixel_hash))
    readings = purpose.believable(ready.read(asset, vector), drawn=drawn)
    proposed, reason = purpose.role_of(readings, None)
    notes: list[str] = []
    free: dict[str, str] = {}
    likely = bool(drawn) or proposed in (Role.TEXT, Role.COMPLEX, Role.FUNCTIONAL)
    if read_text is ReadText.ALWAYS or (likely and read_text is ReadText.LIKELY):
        found = reading_text.read(asset.path)
        if found is not None:
            free["text"] = found.short
            proposed, reason = purpose.role_of(readings, found)
        elif reading_text.available():
            notes.append("No text was found in it.")
    if likely and not reading_text.available():
        notes.append(reading_text.MISSING)
    elif likely and read_text is ReadText.NEVER:
        notes.append("It may hold text, which was not read.")
    if role is not None:
        proposed, reason = role, "Chosen by hand."
    return _Purpose(proposed, reason, readings, free, tuple(notes))


def _listed(names: list[str], tag: str) -> str:
    word = {"de": "und", "es": "y"}.get(tag.split("-", maxsplit=1)[0], "and")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def _choose(
    ranked: list[tuple[Sentence, float]], readings: Mapping[str, SlotReading], role: Role
) -> tuple[str, str, float, tuple[Runner, ...]]:
    """The sentence for what is sure, its confidence, and the runners-up."""
    subject = readings.get(SUBJECT)
    sure = subject is not None and subject.chosen is not None
    confidence = subject.confidence if subject is not None else 0.0
    first: Sentence | None = None
    for sentence, _ in ranked:
        named = sentence.filled.get(SUBJECT, "")
        if (sure and subject is not None and subject.chosen is not None
                and named == subject.chosen.name):  # fmt: skip
            first = sentence
            break
        if not named and (role is not Role.INFORMATIVE or not sure):
            first = sentence
            kind = readings.get("kind")
            confidence = kind.confidence if kind is not None else 0.0
            break
    runners: list[Runner] = []
    seen = {first.filled.get(SUBJECT, "") if first is not None else "\0"}
    rest = [s for s, _ in ranked if s is not first]
    # One sentence of every rival first, then other sentences of the subject itself.
    for sentence in rest:
        named = sentence.filled.get(SUBJECT, "")
        if named not in seen:
            seen.add(named)
            runners.append(_runner(sentence))
    runners += [_runner(s) for s in rest if _runner(s) not in runners]
    text = first.text if first is not None else ""
    template = first.template if first is not None else ""
    return text, template, confidence, tuple(runners[:_RUNNERS])


def _runner(sentence: Sentence) -> Runner:
    return Runner(sentence.text, sentence.share, sentence.template, dict(sentence.filled))


def _slots(
    bank: Bank,
    readings: Mapping[str, SlotReading],
    text: str,
    ranked: list[tuple[Sentence, float]],
    runners: tuple[Runner, ...],
) -> tuple[Slot, ...]:
    """The chips: what stands in the sentence, and the alternatives of every slot."""
    standing: Mapping[str, str] = next(
        (sentence.filled for sentence, _ in ranked if sentence.text == text), {}
    )
    sentences = [standing, *(runner.slots for runner in runners)]
    found = []
    for name, reading in readings.items():
        said = {filled[name] for filled in sentences if name in filled}
        found.append(
            Slot(name, standing.get(name, ""), _choices(bank, name, reading, said),
                 reading.margin, reading.unsure, reading.moved)
        )  # fmt: skip
    found += [Slot(n, standing[n], (), 0.0) for n in sorted(FREE_SLOTS & set(standing))]
    return tuple(found)


def _choices(bank: Bank, slot: str, reading: SlotReading, said: set[str]) -> tuple[Choice, ...]:
    """A slot's alternatives in the bank's words, best first: what any sentence says is among them.

    The name of a group ("an animal") has next to no share of its own, and must be there all the
    same: it may be what stands in the sentence.
    """
    found: list[Choice] = []
    lacking = {name for name in said if bank.value(slot, name) is not None}
    for row in reading.order:
        if len(found) >= _SHOWN and not lacking:
            break
        value = bank.value(slot, reading.values[int(row)].name)
        if value is None or (len(found) >= _SHOWN and value.name not in lacking):
            continue
        lacking.discard(value.name)
        share = float(reading.shares[row])
        if reading.chosen is not None and value.name == reading.chosen.name:
            share = reading.confidence  # of the group, where it stands for one
        found.append(Choice(value.name, phrase(value), share))
    found.append(Choice(OTHER, "", reading.other))
    return tuple(sorted(found, key=lambda choice: -choice.confidence))
