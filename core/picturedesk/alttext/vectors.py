"""Slots as matrices: the vectors of a bank's values, made once an encoder and kept in the cache.

Each value is said in several ways (its prompts through :data:`PROMPTS`) and the unit vectors are
averaged, as in search (Radford et al. 2021, section 3.1.4).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from picturedesk.alttext.reading import Shape, Whole
from picturedesk.search.probe import text_vectors
from picturedesk.suggestions.banks import ACTION, SETTING, Bank, SlotBank
from picturedesk.vision.encoder import FloatArray
from picturedesk.vision.prompts import PromptSet, unit

if TYPE_CHECKING:
    from picturedesk.library import Library

PROMPTS = PromptSet("alttext", 1, ("{}", "a photo of {}", "a picture of {}"))
"""What every value and sentence goes through."""
_BATCH = 256


@dataclass(frozen=True, slots=True)
class SlotVectors:
    """A slot's values beside their vectors, and what may be said of their groups."""

    slot: str
    shape: Shape
    vectors: FloatArray
    """``(n, D)``, unit."""
    scenes: FloatArray | None = None
    """``(m, D)``, unit: groups doing things in places."""


def wholes(slot: SlotBank, scene_groups: Sequence[str] = ()) -> tuple[Whole, ...]:
    """The groups of a slot that may be named themselves, narrowest first."""
    above = {group: slot.above(group) for group in slot.groups}
    found = []
    for row, value in enumerate(slot.values):
        if value.whole and not value.offered:
            members = np.array([value.group in above[v.group] for v in slot.values])
            scenes = np.array([value.group in above[group] for group in scene_groups], bool)
            wide = any(value.group in up[1:] for up in above.values())
            found.append((-len(above[value.group]), Whole(row, members, scenes, wide)))
    return tuple(whole for _, whole in sorted(found, key=lambda pair: pair[0]))


def slot_vectors(library: Library, bank: Bank) -> dict[str, SlotVectors]:
    """Every slot's matrix; what the cache of text vectors lacks is encoded now (seconds, once)."""
    return {name: _of(library, bank, slot) for name, slot in bank.slots.items()}


def scene_texts(bank: Bank, slot: SlotBank) -> list[tuple[str, str]]:
    """Groups doing things in places: (group, English text) for every action and setting."""
    found: list[tuple[str, str]] = []
    for group in slot.groups.values():
        one = next((value for value in slot.values if value.group == group.name), None)
        if one is None or not group.scenes:
            continue
        phrases = [
            value.prompts[0]
            for other in (ACTION, SETTING)
            if other in bank.slots
            for value in bank.slots[other].values
            if bank.allows(one, value)
        ]
        found += [(group.name, f"{head} {said}") for head in group.scenes for said in phrases]
    return found


def _of(library: Library, bank: Bank, slot: SlotBank) -> SlotVectors:
    texts: list[str] = []
    ends: list[int] = []
    for value in slot.values:
        for prompt in value.prompts:
            texts += PROMPTS.texts(prompt)
        ends.append(len(texts))
    rows = encoded(library, texts)
    starts = [0, *ends[:-1]]
    means = [rows[a:b].mean(0) for a, b in zip(starts, ends, strict=True)]
    vectors = unit(np.array(means, np.float32))
    scenes = scene_texts(bank, slot)
    if not scenes:
        return SlotVectors(slot.name, Shape(slot.values, wholes(slot)), vectors)
    said = encoded(library, [text for _, text in scenes])
    covered = wholes(slot, [group for group, _ in scenes])
    return SlotVectors(slot.name, Shape(slot.values, covered), vectors, said)


def encoded(library: Library, texts: list[str]) -> FloatArray:
    """Unit vectors ``(n, D)`` of texts as they stand, in batches, through the cache."""
    parts = [
        text_vectors(library, texts[start : start + _BATCH])
        for start in range(0, len(texts), _BATCH)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, 0), np.float32)


def sentence_vectors(library: Library, sentences: list[str]) -> FloatArray:
    """Unit vectors ``(n, D)`` of whole sentences: said once each, since they are many."""
    return text_vectors(library, sentences)
