"""What decisions teach: lessons that can be seen and unlearnt, and how often proposals were right.

A lesson is small: this picture shows (or does not show) this value in this slot. The ranking reads
them (:mod:`picturedesk.alttext`): values that people confirmed on similar pictures rise, values
that were corrected away fall, and a slot that lessons moved is marked as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from picturedesk.suggestions.records import OTHER, Lesson, Review

if TYPE_CHECKING:
    from picturedesk.library import Library

_ON = "alttext.learning"


@dataclass(frozen=True, slots=True)
class Precision:
    """How the suggestions that were decided on one day fared."""

    day: date
    accepted: int
    """Approved as they were proposed."""
    edited: int
    rejected: int

    @property
    def share(self) -> float:
        """Accepted unedited, of all that were decided; 0 to 1."""
        total = self.accepted + self.edited + self.rejected
        return self.accepted / total if total else 0.0


def is_on(library: Library) -> bool:
    """Whether decisions are learnt from (they are unless somebody has said no)."""
    return bool(library.catalog.settings.get(_ON, True))


def set_on(library: Library, on: bool) -> None:
    """Learn from decisions, or do not: lessons are kept and not used while this is off."""
    library.catalog.settings.put(_ON, on)


def lessons(library: Library) -> list[Lesson]:
    """Everything learnt, oldest first."""
    return [
        Lesson(row.key, row.asset_key, row.asset_id, row.slot, row.value, row.says, row.actor,
               row.at)
        for row in library.catalog.lessons.all()
    ]  # fmt: skip


def forget(library: Library, keys: Iterable[int]) -> None:
    """Unlearn single lessons."""
    library.catalog.lessons.remove(keys)


def learn(
    library: Library,
    before: Review,
    after: Review,
    slots: Mapping[str, str] | None,
    actor: str,
) -> None:
    """Learn from an approval.

    Where an editor chose slots, what she chose is right and what had stood there is wrong. Where
    the proposed text was approved as it was, its slots are right. A text rewritten by hand says
    nothing that could be told apart, and teaches nothing.
    """
    suggestion = after.suggestion or before.suggestion
    proposed = {} if suggestion is None else {s.name: s.chosen for s in suggestion.slots}
    if slots is None:
        if suggestion is None or after.text != suggestion.text:
            return
        slots = proposed
    store = library.catalog.lessons
    for slot, value in slots.items():
        was = proposed.get(slot, "")
        if value and value != OTHER:
            store.put(after.asset_key, after.pixel_hash, slot, value, says=True, actor=actor)
        if was and was != value:
            store.put(after.asset_key, after.pixel_hash, slot, was, says=False, actor=actor)


def unlearn(library: Library, asset_key: int) -> None:
    """Forget what was learnt from one asset: its decision was taken back."""
    library.catalog.lessons.remove_of(asset_key)


def precision(library: Library) -> list[Precision]:
    """How suggestions fared, day by day (UTC), from the audit; oldest day first.

    Only decisions on something that was proposed count; a decision that was taken back counts no
    more.
    """
    last: dict[tuple[str, str], tuple[date, str]] = {}
    for entry in library.catalog.audit.entries(action="alttext."):
        if not isinstance(entry.after, dict) or entry.asset_id is None:
            continue
        place = (entry.asset_id, str(entry.after.get("language", "")))
        if entry.action in ("alttext.undo", "alttext.unapprove"):
            last.pop(place, None)
        if not entry.after.get("suggestion"):
            continue
        if entry.action == "alttext.approve":
            fate = "edited" if entry.after.get("edited") else "accepted"
            last[place] = (entry.at.date(), fate)
        elif entry.action in ("alttext.reject", "alttext.decorative"):
            last[place] = (entry.at.date(), "rejected")
    days: dict[date, dict[str, int]] = {}
    for day, fate in last.values():
        counts = days.setdefault(day, {"accepted": 0, "edited": 0, "rejected": 0})
        counts[fate] += 1
    return [Precision(day, **counts) for day, counts in sorted(days.items())]
