"""The audit of alt texts (and of crops) as lines: as it is printed, listed and put into tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from picturedesk.catalog.audit import Entry
from picturedesk.export.tables import Cell, write_table

if TYPE_CHECKING:
    from picturedesk.library import Library


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One step in the life of an alt text, or a decision about a crop."""

    key: int
    when: str
    """ISO 8601, UTC."""
    who: str
    action: str
    """``alttext.approve``, ``alttext.edit``, ``alttext.write``, …"""
    asset: str
    path: str
    """Where the asset is now; empty when it has left the library."""
    language: str
    state_before: str
    state_after: str
    role: str
    suggestion: str
    text_before: str
    text_after: str
    edited: bool
    score: float | None
    """Confidence of the suggestion, 0 to 1."""
    encoder: str
    templates: str
    """The bank: name, version and hash."""
    origin: str
    """The template, or ``sheet``, ``import``."""
    field: str
    """What was written into, for ``alttext.write``."""
    file: str
    hash_before: str
    """SHA-256 of that file."""
    hash_after: str
    reason: str
    headline: str = ""
    """What a crop was picked, rejected or written for; empty for alt texts."""
    channel: str = ""


def trail(
    library: Library, *, asset_id: str | None = None, action: str = "alttext."
) -> Iterator[TrailLine]:
    """Every step, oldest first; of one asset, or of one kind of action."""
    after = 0
    while entries := library.catalog.audit.entries(
        asset_id=asset_id, action=action, after=after, limit=500
    ):
        paths = _paths(library, entries)
        yield from (_line(entry, paths) for entry in entries)
        after = entries[-1].key


def export_trail(
    library: Library, target: Path | str, *, action: str = "alttext.", overwrite: bool = False
) -> Path:
    """The trail of one kind of action as ``.csv`` or ``.xlsx``.

    Raises WriteError, UsageError for other endings.
    """
    header = [field.name for field in fields(TrailLine)]
    rows = (_cells(line) for line in trail(library, action=action))
    return write_table(target, header, rows, overwrite=overwrite, title="Audit")


def _cells(line: TrailLine) -> list[Cell]:
    return ["yes" if v is True else "no" if v is False else v for v in asdict(line).values()]


def _paths(library: Library, entries: Sequence[Entry]) -> dict[str, str]:
    found: dict[str, str] = {}
    for identity in {entry.asset_id for entry in entries if entry.asset_id}:
        asset = library.catalog.assets.by_id(identity)
        found[identity] = "" if asset is None else asset.path
    return found


def _line(entry: Entry, paths: dict[str, str]) -> TrailLine:
    before: dict[str, Any] = entry.before if isinstance(entry.before, dict) else {}
    after: dict[str, Any] = entry.after if isinstance(entry.after, dict) else {}

    def said(name: str) -> str:
        return str(after.get(name, ""))

    score = after.get("score")
    return TrailLine(
        key=entry.key,
        when=entry.at.isoformat(timespec="seconds"),
        who=entry.actor,
        action=entry.action,
        asset=entry.asset_id or "",
        path=paths.get(entry.asset_id or "", ""),
        language=said("language"),
        state_before=str(before.get("state", "")),
        state_after=said("state"),
        role=said("role"),
        suggestion=said("suggestion"),
        text_before=str(before.get("text", "")),
        text_after=said("text"),
        edited=bool(after.get("edited", False)),
        score=float(score) if isinstance(score, (int, float)) else None,
        encoder=entry.encoder,
        templates=entry.prompt_version,
        origin=entry.origin,
        field=said("field"),
        file=said("file"),
        hash_before=said("hash_before"),
        hash_after=said("hash_after"),
        reason=said("reason"),
        # A decision that was taken back is what stood there before.
        headline=str(after.get("headline", before.get("headline", ""))),
        channel=str(after.get("channel", before.get("channel", ""))),
    )
