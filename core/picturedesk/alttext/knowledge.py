"""What is known of a picture before it is looked at: its own words, people's names, lessons.

All of it moves the order of candidates by a bounded number of deviations and is marked where it
does; none of it can put a word into a sentence that the bank does not have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from picturedesk.records import Asset
from picturedesk.suggestions.banks import Value
from picturedesk.vision.encoder import FloatArray
from picturedesk.vision.prompts import unit

if TYPE_CHECKING:
    from picturedesk.library import Library

KEYWORD, CAPTION = 1.5, 0.75
"""Deviations that a keyword or tag, and a word of the caption, are worth."""
LESSON, HABIT = 1.5, 0.4
"""Deviations that a lesson of the very same picture, and many lessons of others, are worth."""
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Lessons:
    """What the library has learnt, as arrays: row ``i`` is one lesson."""

    slots: tuple[str, ...]
    names: tuple[str, ...]
    says: FloatArray
    """``(m,)``: 1 or -1."""
    vectors: FloatArray
    """``(m, D)``: of the pictures they were learnt from."""

    def __len__(self) -> int:
        return len(self.slots)


NONE = Lessons((), (), np.zeros(0, np.float32), np.zeros((0, 0), np.float32))


def learnt(library: Library) -> Lessons:
    """The library's lessons; none where learning is off."""
    if not library.catalog.settings.get("alttext.learning", True):
        return NONE
    rows = library.catalog.lessons.all()
    keys = library.catalog.vectors.keys_of(library.encoder_key, [row.asset_key for row in rows])
    known = library.catalog.vectors.get(sorted(set(keys.values())))
    kept = [row for row in rows if keys.get(row.asset_key) in known]
    if not kept:
        return NONE
    vectors = np.array([known[keys[row.asset_key]] for row in kept], np.float32)
    return Lessons(
        tuple(row.slot for row in kept),
        tuple(row.value for row in kept),
        np.array([1.0 if row.says else -1.0 for row in kept], np.float32),
        unit(vectors),
    )


def from_lessons(
    lessons: Lessons, slot: str, values: Sequence[Value], vector: FloatArray, unrelated: float
) -> FloatArray:
    """Deviations to add to each value ``(n,)``, by lessons of pictures like this one ``(D,)``.

    A lesson counts by the square of how alike the pictures are (0: as two of the library usually
    are, 1: the same), so that it speaks for its own kind of picture and hardly for others. Of a
    value's lessons only the nearest for and the nearest against it count: hundreds of pictures
    that are hardly like this one are no better a witness than the best of them, and a batch that
    was approved must not say of every other picture what it said of its own. On top, a value that
    was confirmed (or corrected) again and again gains (or loses) a little everywhere.
    """
    extra = np.zeros(len(values), np.float32)
    rows = [i for i, name in enumerate(lessons.slots) if name == slot]
    if not rows:
        return extra
    place = {value.name: i for i, value in enumerate(values)}
    alike = (lessons.vectors[rows] @ vector - unrelated) / max(1e-6, 1.0 - unrelated)
    weights = np.clip(alike, 0.0, 1.0) ** 2
    balance: Counter[str] = Counter()
    nearest: dict[tuple[str, float], float] = {}
    for row, weight in zip(rows, weights, strict=True):
        name, says = lessons.names[row], float(lessons.says[row])
        if name in place:
            nearest[name, says] = max(nearest.get((name, says), 0.0), float(weight))
            balance[name] += int(says)
    for (name, says), weight in nearest.items():
        extra[place[name]] += LESSON * says * weight
    for name, total in balance.items():
        extra[place[name]] += HABIT * total / (abs(total) + 5.0)
    return np.clip(extra, -2 * LESSON, 2 * LESSON)


def from_words(asset: Asset, values: Sequence[Value]) -> FloatArray:
    """Deviations to add to each value ``(n,)`` because the file's own words name it."""
    said = {_plain(word) for word in (*asset.metadata.keywords, *asset.tags)}
    caption = f" {_plain(asset.metadata.caption)} {_plain(asset.metadata.title)} "
    extra = np.zeros(len(values), np.float32)
    if not said and not caption.strip():
        return extra
    for i, value in enumerate(values):
        for name in (value.name, value.say, value.plural, *value.also):
            plain = _plain(name)
            if plain in said:
                extra[i] = KEYWORD
                break
            if f" {plain} " in caption:
                extra[i] = max(extra[i], CAPTION)
    return extra


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))
