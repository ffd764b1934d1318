"""One library's ranking, made ready: slot matrices, scales and lessons, kept until they change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from picturedesk.alttext import knowledge, scales
from picturedesk.alttext.reading import Scale, SlotReading, read_slot
from picturedesk.alttext.vectors import SlotVectors, slot_vectors
from picturedesk.records import Asset
from picturedesk.search.background import Background, background
from picturedesk.suggestions import bank_files
from picturedesk.suggestions.banks import SUBJECT, Bank
from picturedesk.vision.encoder import FloatArray

if TYPE_CHECKING:
    from picturedesk.library import Library

KIND = "kind"
"""The slot that says what sort of picture it is: its groups are the roles."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one slot of one picture, in deviations above neutral."""

    levels: FloatArray
    """``(n,)``: of each value."""
    extra: FloatArray | None
    """``(n,)``: what the file's own words and earlier decisions add."""
    scenes: FloatArray | None
    """``(m,)``: of each scene."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """What reading a picture needs, all of it in memory."""

    english: Bank
    slots: Mapping[str, SlotVectors]
    scales: Mapping[str, Scale]
    ground: Background
    lessons: knowledge.Lessons
    allowed: dict[tuple[str, str], npt.NDArray[np.bool_]] = field(default_factory=dict)
    """Which values of a slot may stand beside a subject; found once."""

    def spread(self, vector: FloatArray) -> float:
        """Deviation of a picture's cosines with the neutral texts."""
        return float(max((self.ground.neutral @ vector).std(), 1e-4))

    def read(self, asset: Asset, vector: FloatArray) -> dict[str, SlotReading]:
        """Every slot of one picture ``(D,)``; values that may not meet the subject are left out."""
        found: dict[str, SlotReading] = {}
        for name in sorted(self.slots, key=lambda slot: slot != SUBJECT):
            slot, said = self.slots[name], self.evidence(name, asset, vector)
            levels = self._allowed(found, slot, said.levels)
            found[name] = read_slot(
                name, slot.shape, levels, self.scales[name], said.extra, scenes=said.scenes
            )
        return found

    def evidence(self, name: str, asset: Asset, vector: FloatArray) -> Evidence:
        """What speaks for each value of one slot of a picture ``(D,)``, before it is judged."""
        slot = self.slots[name]
        cosines = self.ground.neutral @ vector
        middle, spread = float(cosines.mean()), float(max(cosines.std(), 1e-4))

        def level(rows: FloatArray) -> FloatArray:
            return np.asarray((_product(rows, vector) - middle) / spread, np.float32)

        extra = knowledge.from_words(asset, slot.shape.values) if name != KIND else None
        if len(self.lessons):
            more = knowledge.from_lessons(
                self.lessons, name, slot.shape.values, vector, self.ground.unrelated
            )
            extra = more if extra is None else extra + more
        scenes = None if slot.scenes is None else level(slot.scenes)
        return Evidence(level(slot.vectors), extra, scenes)

    def _allowed(
        self, found: Mapping[str, SlotReading], slot: SlotVectors, levels: FloatArray
    ) -> FloatArray:
        """Levels with what the subject does not allow sunk."""
        subject = found.get(SUBJECT)
        if subject is None or subject.chosen is None:
            return levels
        place = (slot.slot, subject.chosen.name)
        allowed = self.allowed.get(place)
        if allowed is None:
            chosen = subject.chosen
            allowed = np.array([self.english.allows(chosen, v) for v in slot.shape.values])
            self.allowed[place] = allowed
        return np.where(allowed, levels, np.float32(-1e3)).astype(np.float32)


def _product(rows: FloatArray, vector: FloatArray) -> FloatArray:
    """Inner products ``(n, D)`` with ``(D,)``, without BLAS: see search's ``background``."""
    return np.asarray(np.einsum("nd,d->n", rows, vector), np.float32)


_KNOWN: WeakKeyDictionary[Library, tuple[object, Ranker]] = WeakKeyDictionary()


def ranker(library: Library) -> Ranker:
    """The library's ranker, from memory unless its model, bank, lessons or index changed.

    The first one for a model encodes every value of the bank (seconds; kept in the cache).
    """
    english = bank_files.load("en", library.paths.folder / "alttext")
    ground = background(library)
    learning = library.catalog.settings.get("alttext.learning", True)
    state = (
        library.encoder_key,
        english.id,
        id(ground),
        learning,
        library.catalog.lessons.state(),
    )
    known = _KNOWN.get(library)
    if known is not None and known[0] == state:
        return known[1]
    slots = known[1].slots if known is not None and known[0][:2] == state[:2] else None  # type: ignore[index]
    slots = slots or slot_vectors(library, english)
    made = Ranker(
        english,
        slots,
        {name: scales.of(slot, ground) for name, slot in slots.items()},
        ground,
        knowledge.learnt(library),
    )
    _KNOWN[library] = (state, made)
    return made
