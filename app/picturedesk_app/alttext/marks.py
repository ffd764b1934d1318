"""Where in a text the words of its slots stand, so that they can be underlined and pressed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from picturedesk.suggestions import Slot

_ARTICLES = ("a ", "an ", "the ")


@dataclass(frozen=True, slots=True)
class Mark:
    """A slot's words in a text: from ``start`` up to ``end``."""

    slot: str
    start: int
    end: int
    unsure: bool


def marks(text: str, slots: tuple[Slot, ...], chosen: Mapping[str, str]) -> list[Mark]:
    """The words of each slot whose value stands in the text, in the text's order."""
    found: list[Mark] = []
    low = text.casefold()
    if len(low) != len(text):  # a sign whose small form is longer: places would not agree
        return found
    for slot in slots:
        start, size = _place(low, _phrases(slot, chosen.get(slot.name, "")), found)
        if size:
            found.append(Mark(slot.name, start, start + size, slot.unsure))
    return sorted(found, key=lambda mark: mark.start)


def _phrases(slot: Slot, value: str) -> list[str]:
    said = next((c.text for c in slot.ranked if value and c.value == value), "").casefold()
    bare = next((said.removeprefix(a) for a in _ARTICLES if said.startswith(a)), said)
    plain = value.casefold()
    return [phrase for phrase in dict.fromkeys((said, bare, plain)) if phrase]


def _place(low: str, phrases: list[str], taken: list[Mark]) -> tuple[int, int]:
    for phrase in phrases:
        start = low.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            whole = (start == 0 or not low[start - 1].isalnum()) and (
                end == len(low) or not low[end].isalnum() or low[end] == "s"
            )
            if whole and all(end <= mark.start or start >= mark.end for mark in taken):
                return start, len(phrase)
            start = low.find(phrase, start + 1)
    return -1, 0
