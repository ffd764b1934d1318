"""What people picked and rejected: kept in the audit, re-ranking later proposals visibly.

A pick is an audit entry ``crop.pick`` with headline, channel and crop, and the encoder and prompt
version that the proposal came from; the picture is remembered as used on that channel. A reject
is ``crop.reject``. Later proposals get a small term of their own, shown among the parts:

- the very picture was picked, or rejected, for a headline like this one: a fixed term;
- it is like pictures that were picked (rejected) for like headlines: at most ``alike`` of
  ``scoring.toml``, by the mean of their likenesses (Rocchio's idea, 1971, kept apart from the
  query so that it can be seen and taken away).

The audit is never changed: :func:`take_back` and :func:`forget` add entries that end the effect
of earlier ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from picturedesk.catalog import Catalog
from picturedesk.errors import UsageError
from picturedesk.headlines import wording
from picturedesk.headlines.asking import Asked
from picturedesk.headlines.values import Decision, Proposal, Proposals
from picturedesk.records import Crop
from picturedesk.search.probe import asset_vector
from picturedesk.vision.encoder import FloatArray

if TYPE_CHECKING:
    from picturedesk.catalog.audit import Entry
    from picturedesk.library import Library

PICK, REJECT, BACK, FORGET = "crop.pick", "crop.reject", "crop.take-back", "crop.forget"
_LIKE_HEADLINE = 0.5
"""Likeness of two headlines (1: the same; 0: any two) from which one's picks speak to another."""
_NEWEST = 200
"""So many decisions at most are weighed."""


@dataclass(slots=True)
class _Ledger:
    """Decisions of one library as far as its audit has been read."""

    last: int = 0
    standing: dict[int, Decision] = field(default_factory=dict)


_LEDGERS: WeakKeyDictionary[Catalog, _Ledger] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True, eq=False)
class Feedback:
    """What decisions so far say about one headline's candidates."""

    picked: Mapping[str, float]
    """Asset id to likeness of the headline it was picked for."""
    rejected: Mapping[str, float]
    vectors: FloatArray
    """``(m, D)``: pictures that were decided on for like headlines."""
    weights: FloatArray
    """``(m,)``: likeness of the headline, negative for rejects."""
    floor: float
    """Cosine of two pictures that have nothing to do with each other."""
    points: tuple[float, float, float]
    """For picked before, rejected before, and at most for likeness."""

    def terms(self, ids: Sequence[str], vectors: FloatArray) -> FloatArray:
        """What is added to each candidate's score: ``(n,)``."""
        picked, rejected, alike = self.points
        added = np.zeros(len(ids), np.float32)
        if len(self.vectors):
            likeness = (vectors @ self.vectors.T - self.floor) / max(1e-6, 1 - self.floor)
            pull = np.clip(likeness, 0, 1) ** 2 @ self.weights
            added += alike * np.tanh(pull / np.sqrt(len(self.vectors)))
        for i, asset_id in enumerate(ids):
            added[i] += picked * self.picked.get(asset_id, 0.0)
            added[i] += rejected * self.rejected.get(asset_id, 0.0)
        return added

    def reasons(self, asset_id: str, term: float) -> tuple[str, ...]:
        """The term in words; empty where it is nothing."""
        if asset_id in self.rejected:
            return (f"rejected before for a headline like this ({term:+.2f})",)
        if asset_id in self.picked:
            return (f"picked before for a headline like this ({term:+.2f})",)
        if abs(term) >= 0.005:
            kind = "picked" if term > 0 else "rejected"
            return (f"like pictures that were {kind} ({term:+.2f})",)
        return ()


def for_headline(
    library: Library, asked: Asked, known: dict[str, FloatArray | None] | None = None
) -> Feedback:
    """What the decisions that stand say about a headline.

    ``known``: vectors by asset id that were looked up before (and are, for the next headline).
    """
    known = {} if known is None else known
    decisions = sorted(decisions_of(library), key=lambda d: -d.key)[:_NEWEST]
    likeness = _like(library, asked, sorted({d.headline for d in decisions}))
    picked: dict[str, float] = {}
    rejected: dict[str, float] = {}
    rows, weights = [], []
    for decision in decisions:
        near = likeness.get(decision.headline, 0.0)
        if near <= 0:
            continue
        if decision.asset_id not in picked and decision.asset_id not in rejected:
            (picked if decision.picked else rejected)[decision.asset_id] = near
        if decision.asset_id not in known:
            known[decision.asset_id] = _vector(library, decision.asset_id)
        vector = known[decision.asset_id]
        if vector is not None:
            rows.append(vector)
            weights.append(near if decision.picked else -near)
    numbers = asked.scoring
    return Feedback(
        picked,
        rejected,
        np.array(rows, np.float32).reshape(len(rows), len(asked.vector)),
        np.array(weights, np.float32),
        asked.ground.unrelated,
        (numbers.picked_before, numbers.rejected_before, numbers.alike),
    )


def _like(library: Library, asked: Asked, headlines: list[str]) -> dict[str, float]:
    """How like each headline is to the one asked: 0 (any two) to 1 (the same)."""
    if not headlines:
        return {}
    vectors = np.array([p.vector for p in wording.probes(library, headlines)], np.float32)
    usual = float(np.median(asked.ground.neutral @ asked.vector))
    cosines = (vectors @ asked.vector - usual) / max(1e-6, 1 - usual)
    near = np.clip((cosines - _LIKE_HEADLINE) / (1 - _LIKE_HEADLINE), 0, 1)
    return {
        text: 1.0 if text == asked.headline else float(value)
        for text, value in zip(headlines, near, strict=True)
    }


def _vector(library: Library, asset_id: str) -> FloatArray | None:
    asset = library.catalog.assets.by_id(asset_id)
    return None if asset is None else asset_vector(library, asset.key)


# -- deciding ------------------------------------------------------------------------------------


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
        decision = _decide(library, PICK, proposals, proposal, actor=actor, day=when)
        library.catalog.usage.add(proposal.asset.key, proposal.channel, when)
    return decision


def reject(library: Library, proposals: Proposals, proposal: Proposal, *, actor: str) -> Decision:
    """Record that a person does not want this crop for this headline."""
    return _decide(library, REJECT, proposals, proposal, actor=actor)


def _decide(
    library: Library,
    action: str,
    proposals: Proposals,
    proposal: Proposal,
    *,
    actor: str,
    day: date | None = None,
) -> Decision:
    crop = proposal.crop
    after: dict[str, Any] = {
        "headline": proposals.headline,
        "channel": proposal.channel,
        "crop": [crop.left, crop.top, crop.right, crop.bottom],
        "score": round(proposal.score, 4),
        "parts": {name: round(value, 4) for name, value in proposal.parts.items()},
    }
    if day is not None:
        after["day"] = day.isoformat()
    key = library.catalog.audit.append(
        actor,
        action,
        proposal.asset.id,
        None,
        after,
        encoder=proposals.encoder,
        prompt_version=proposals.prompt_version,
        origin="headline",
    )
    return Decision(
        key, action == PICK, proposal.asset.id, proposals.headline, proposal.channel, crop
    )


def take_back(library: Library, decision_key: int, *, actor: str) -> None:
    """Undo one pick or reject: it no longer counts, and a pick's use is forgotten.

    Raises UsageError when there is no such decision, or it no longer stands.
    """
    found = [e for e in _entries(library, decision_key - 1, 1) if e.key == decision_key]
    standing = {d.key for d in decisions_of(library)}
    if not found or decision_key not in standing:
        raise UsageError("This decision no longer stands.", "There is nothing to take back.")
    [entry] = found
    with library.catalog.transaction(durable=True):
        library.catalog.audit.append(
            actor, BACK, entry.asset_id, entry.after, {"decision": decision_key}, origin="headline"
        )
        day = entry.after.get("day")
        asset = library.catalog.assets.by_id(entry.asset_id) if entry.asset_id else None
        if day and asset is not None:
            library.catalog.usage.remove(
                asset.key, str(entry.after["channel"]), date.fromisoformat(day)
            )


def forget(library: Library, *, actor: str, asset_id: str | None = None) -> int:
    """End the effect of all decisions so far on later proposals, or of those on one asset.

    Answers how many no longer count. What was used where stays known; only ranking forgets.
    """
    ended = [d for d in decisions_of(library) if asset_id in (None, d.asset_id)]
    if ended:
        library.catalog.audit.append(
            actor, FORGET, asset_id, None, {"up_to": max(d.key for d in ended)}, origin="headline"
        )
    return len(ended)


def decisions_of(library: Library) -> list[Decision]:
    """The picks and rejects that stand, oldest first."""
    ledger = _LEDGERS.setdefault(library.catalog, _Ledger())
    for entry in _entries(library, ledger.last):
        ledger.last = entry.key
        _enter(ledger.standing, entry)
    return list(ledger.standing.values())


def _entries(library: Library, after: int, limit: int | None = None) -> list[Entry]:
    return library.catalog.audit.entries(action="crop.", after=after, limit=limit)


def _enter(standing: dict[int, Decision], entry: Entry) -> None:
    after = entry.after if isinstance(entry.after, dict) else {}
    if entry.action in (PICK, REJECT) and entry.asset_id:
        box = after.get("crop")
        standing[entry.key] = Decision(
            entry.key,
            entry.action == PICK,
            entry.asset_id,
            str(after.get("headline", "")),
            str(after.get("channel", "")),
            Crop(*box) if box else None,
        )
    elif entry.action == BACK:
        standing.pop(int(after.get("decision", 0)), None)
    elif entry.action == FORGET:
        last = int(after.get("up_to", 0))
        for key in [k for k, d in standing.items() if k <= last]:
            if entry.asset_id in (None, standing[key].asset_id):
                del standing[key]
