"""What people decided about crops: recorded in the audit, and each can be taken back.

A pick is an audit entry ``crop.pick`` with headline, channel and crop, and the encoder and prompt
version that the proposal came from; the picture is remembered as used on that channel. A reject is
``crop.reject``. A file that was written without a pick (by the command line) is ``crop.export``:
the picture counts as used, and nothing is learnt from it. :func:`forget` ends the weight of picks
and rejects on later proposals; they stand all the same.

The audit is never changed: :func:`take_back` adds an entry that ends the effect of an earlier one,
a forgetting included.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from picturedesk.catalog import Catalog
from picturedesk.errors import UsageError
from picturedesk.headlines.exporting import Exported
from picturedesk.headlines.values import Decision, Proposal, Proposals
from picturedesk.records import Crop

if TYPE_CHECKING:
    from picturedesk.catalog.audit import Entry
    from picturedesk.library import Library

PICK, REJECT, EXPORT = "crop.pick", "crop.reject", "crop.export"
BACK, FORGET = "crop.take-back", "crop.forget"


@dataclass(slots=True)
class _Ledger:
    """What stands in one library as far as its audit has been read."""

    last: int = 0
    standing: dict[int, Decision] = field(default_factory=dict)
    uses: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    """Picks and exports that stand: asset id, channel and day of each."""
    forgotten: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Forgettings that stand, each with the decisions that it took the weight of."""


_LEDGERS: WeakKeyDictionary[Catalog, _Ledger] = WeakKeyDictionary()


def pick(
    library: Library,
    proposals: Proposals,
    proposal: Proposal,
    *,
    actor: str,
    day: date | None = None,
) -> Decision:
    """Record that a person takes this crop; the picture counts as used on that channel.

    ``day``: of publication; None: today. The library must be open for writing.
    """
    when = day or date.today()  # noqa: DTZ011 - a day of the calendar on the wall
    with library.catalog.transaction(durable=True):
        key = _append(library, PICK, proposals, proposal, actor=actor, day=when)
        library.catalog.usage.add(proposal.asset.key, proposal.channel, when)
    return _decision(key, proposals, proposal, picked=True)


def reject(library: Library, proposals: Proposals, proposal: Proposal, *, actor: str) -> Decision:
    """Record that a person does not want this crop for this headline."""
    key = _append(library, REJECT, proposals, proposal, actor=actor)
    return _decision(key, proposals, proposal, picked=False)


def count_as_used(
    library: Library,
    proposals: Proposals,
    files: Sequence[Exported],
    *,
    actor: str,
    day: date | None = None,
) -> list[int]:
    """Record that files were written for these channels without anybody picking.

    The pictures count as used there from ``day`` (None: today); ranking learns nothing from it.
    Answers the audit's keys, for :func:`take_back`. The library must be open for writing.
    """
    when = day or date.today()  # noqa: DTZ011 - a day of the calendar on the wall
    keys = []
    with library.catalog.transaction(durable=True):
        for done in files:
            keys.append(
                _append(
                    library, EXPORT, proposals, done.proposal,
                    actor=actor, day=when, file=done.path.name,
                )
            )  # fmt: skip
            library.catalog.usage.add(done.proposal.asset.key, done.proposal.channel, when)
    return keys


def _decision(key: int, proposals: Proposals, proposal: Proposal, *, picked: bool) -> Decision:
    return Decision(
        key, picked, proposal.asset.id, proposals.headline, proposal.channel, proposal.crop
    )


def _append(
    library: Library,
    action: str,
    proposals: Proposals,
    proposal: Proposal,
    *,
    actor: str,
    day: date | None = None,
    file: str = "",
) -> int:
    crop = proposal.crop
    after: dict[str, Any] = {
        "headline": proposals.headline,
        "channel": proposal.channel,
        "crop": [crop.left, crop.top, crop.right, crop.bottom],
    }
    if proposal.is_scored:
        after["score"] = round(proposal.score, 4)
        after["parts"] = {name: round(value, 4) for name, value in proposal.parts.items()}
    if day is not None:
        after["day"] = day.isoformat()
    if file:
        after["file"] = file
    return library.catalog.audit.append(
        actor,
        action,
        proposal.asset.id,
        None,
        after,
        encoder=proposals.encoder,
        prompt_version=proposals.prompt_version,
        origin="headline",
    )


def take_back(library: Library, key: int, *, actor: str) -> None:
    """Undo one pick, reject, export or forgetting, by its key in the audit.

    What it did no longer counts; the use of a pick or an export is forgotten. Raises UsageError
    when there is no such decision, or it no longer stands.
    """
    found = [e for e in _entries(library, key - 1, 1) if e.key == key]
    ledger = _ledger(library)
    if not found or not _stands(ledger, key):
        raise UsageError("This decision no longer stands.", "There is nothing to take back.")
    [entry], use = found, ledger.uses.get(key)
    with library.catalog.transaction(durable=True):
        library.catalog.audit.append(
            actor, BACK, entry.asset_id, entry.after, {"decision": key}, origin="headline"
        )
        # What another pick or export says as well stays known.
        if use is not None and list(ledger.uses.values()).count(use) == 1:
            asset = library.catalog.assets.by_id(use[0])
            if asset is not None:
                library.catalog.usage.remove(asset.key, use[1], date.fromisoformat(use[2]))


def forget(library: Library, *, actor: str, asset_id: str | None = None) -> int:
    """End the weight of all decisions so far on later proposals, or of those on one asset.

    They stand, and what was used where stays known; only ranking forgets. Answers the audit's
    key, for :func:`take_back`; 0 where nothing weighed.
    """
    ended = [d for d in decisions_of(library) if d.weighs and asset_id in (None, d.asset_id)]
    if not ended:
        return 0
    return library.catalog.audit.append(
        actor, FORGET, asset_id, None, {"up_to": max(d.key for d in ended)}, origin="headline"
    )


def decisions_of(library: Library) -> list[Decision]:
    """The picks and rejects that stand, oldest first; those that were forgotten do not weigh."""
    ledger = _ledger(library)
    gone = {key for keys in ledger.forgotten.values() for key in keys}
    return [replace(d, weighs=False) if d.key in gone else d for d in ledger.standing.values()]


def _ledger(library: Library) -> _Ledger:
    ledger = _LEDGERS.setdefault(library.catalog, _Ledger())
    for entry in _entries(library, ledger.last):
        ledger.last = entry.key
        _enter(ledger, entry)
    return ledger


def _entries(library: Library, after: int, limit: int | None = None) -> list[Entry]:
    return library.catalog.audit.entries(action="crop.", after=after, limit=limit)


def _stands(ledger: _Ledger, key: int) -> bool:
    return key in ledger.standing or key in ledger.uses or key in ledger.forgotten


def _enter(ledger: _Ledger, entry: Entry) -> None:
    after = entry.after if isinstance(entry.after, dict) else {}
    if entry.action in (PICK, EXPORT) and entry.asset_id and after.get("day"):
        use = (entry.asset_id, str(after.get("channel", "")), str(after["day"]))
        ledger.uses[entry.key] = use
    if entry.action in (PICK, REJECT) and entry.asset_id:
        box = after.get("crop")
        ledger.standing[entry.key] = Decision(
            entry.key,
            entry.action == PICK,
            entry.asset_id,
            str(after.get("headline", "")),
            str(after.get("channel", "")),
            Crop(*box) if box else None,
        )
    elif entry.action == BACK:
        key = int(after.get("decision", 0))
        ledger.standing.pop(key, None)
        ledger.uses.pop(key, None)
        ledger.forgotten.pop(key, None)
    elif entry.action == FORGET:
        last = int(after.get("up_to", 0))
        gone = {key for keys in ledger.forgotten.values() for key in keys}
        ledger.forgotten[entry.key] = tuple(
            key
            for key, decision in ledger.standing.items()
            if key <= last and key not in gone and entry.asset_id in (None, decision.asset_id)
        )
