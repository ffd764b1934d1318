"""Suggestions as JSON values: what the catalog keeps of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from picturedesk.suggestions.records import Choice, Role, Runner, Slot, Suggestion


def to_json(suggestion: Suggestion) -> dict[str, Any]:
    """A suggestion as a JSON object; numbers rounded to four places."""
    return {
        "role": str(suggestion.role),
        "text": suggestion.text,
        "confidence": round(suggestion.confidence, 4),
        "template": suggestion.template,
        "extended": suggestion.extended,
        "role_reason": suggestion.role_reason,
        "notes": list(suggestion.notes),
        "slots": [
            {
                "name": slot.name,
                "chosen": slot.chosen,
                "margin": round(slot.margin, 4),
                "unsure": slot.unsure,
                "learnt": slot.learnt,
                "ranked": [[c.value, c.text, round(c.confidence, 4)] for c in slot.ranked],
            }
            for slot in suggestion.slots
        ],
        "runners_up": [
            {
                "text": runner.text,
                "confidence": round(runner.confidence, 4),
                "template": runner.template,
                "slots": dict(runner.slots),
            }
            for runner in suggestion.runners_up
        ],
    }


def from_json(
    said: Mapping[str, Any],
    *,
    asset_key: int,
    asset_id: str,
    language: str,
    bank: str,
    encoder: str,
    pixel_hash: bytes,
) -> Suggestion:
    """The inverse; what an older version left out gets its default."""
    return Suggestion(
        asset_key=asset_key,
        asset_id=asset_id,
        language=language,
        role=Role(said.get("role", Role.INFORMATIVE)),
        text=str(said.get("text", "")),
        confidence=float(said.get("confidence", 0.0)),
        template=str(said.get("template", "")),
        bank=bank,
        encoder=encoder,
        pixel_hash=pixel_hash,
        extended=str(said.get("extended", "")),
        slots=tuple(
            Slot(
                slot["name"],
                slot["chosen"],
                tuple(Choice(*choice) for choice in slot["ranked"]),
                slot["margin"],
                slot["unsure"],
                slot["learnt"],
            )
            for slot in said.get("slots", ())
        ),
        runners_up=tuple(
            Runner(r["text"], r["confidence"], r["template"], r["slots"])
            for r in said.get("runners_up", ())
        ),
        role_reason=str(said.get("role_reason", "")),
        notes=tuple(said.get("notes", ())),
    )
