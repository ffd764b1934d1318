"""What the commands for headlines say, in words and as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from picturedesk.cli.output import note, plural, say, shown
from picturedesk.records import Standing

if TYPE_CHECKING:
    from picturedesk.headlines import Deck, Entry, Exports, Proposal, Proposals, Schedule

_MARKS = {Standing.STRONG: "●", Standing.LIKELY: "◐", Standing.WEAK: "○"}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was remembered of files that were written."""

    keys: tuple[int, ...] = ()
    """In the audit, a file each: what ``unuse`` is given."""
    reason: str = ""
    """Why nothing was; empty where it was, or was not asked for."""


def print_found(found: Proposals, made: Exports | None) -> None:
    """A line a proposal, channel by channel; files and what a person should know below."""
    files = {id(e.proposal): e for e in made.done} if made else {}
    refused = {id(r.proposal): r.reason for r in made.refused} if made else {}
    for row in found.rows:
        say(f"# {row.channel.label} ({row.channel.width} x {row.channel.height})")
        for proposal in row.proposals:
            mark = _MARKS.get(proposal.standing, " ")
            say(f"{mark} {proposal.score:5.2f}  {_box(proposal)}  {shown(proposal.asset.path)}")
            if (exported := files.get(id(proposal))) is not None:
                say(f"    {shown(str(exported.path))}  {exported.bytes:,} bytes")
                for remark in exported.notes:
                    note(f"    {remark}")
            if id(proposal) in refused:
                note(f"    {refused[id(proposal)]}")
        for sentence in (row.gap, row.changed):
            if sentence:
                note(sentence)
    for sentence in found.notes:
        note(sentence)


def _box(proposal: Proposal) -> str:
    crop = proposal.crop
    return f"{crop.left:.3f},{crop.top:.3f},{crop.right:.3f},{crop.bottom:.3f}"


def print_recorded(recorded: Recorded) -> None:
    """Whether the pictures count as used from now on."""
    if recorded.keys:
        count = plural(len(recorded.keys), "picture counts", "pictures count")
        keys = " ".join(map(str, recorded.keys))
        note(f"{count} as used there from now on. To undo: picturedesk unuse {keys}")
    elif recorded.reason:
        note(f"Not remembered as used: {recorded.reason}")


def _recorded_as_json(recorded: Recorded) -> dict[str, Any]:
    return {"audit": list(recorded.keys), "reason": recorded.reason}


def as_json(found: Proposals, made: Exports | None, recorded: Recorded) -> dict[str, Any]:
    """The answer to a headline; with files where some were made."""
    files = {id(e.proposal): e for e in made.done} if made else {}
    refused = {id(r.proposal): r.reason for r in made.refused} if made else {}

    def one(proposal: Proposal) -> dict[str, Any]:
        crop = proposal.crop
        answer: dict[str, Any] = {
            "path": shown(proposal.asset.path),
            "crop": [round(v, 6) for v in (crop.left, crop.top, crop.right, crop.bottom)],
            "score": round(proposal.score, 4),
            "standing": str(proposal.standing),
            "parts": {part: round(value, 4) for part, value in proposal.parts.items()},
            "enlarge": round(proposal.enlarge, 3),
            "reasons": list(proposal.reasons),
        }
        if made is not None:
            exported = files.get(id(proposal))
            answer["file"] = shown(str(exported.path)) if exported else None
            answer["bytes"] = exported.bytes if exported else None
            answer["refused"] = refused.get(id(proposal), "")
            answer["notes"] = list(exported.notes) if exported else []
        return answer

    return {
        "headline": found.headline,
        "standing": str(found.standing),
        "channels": [
            {
                "channel": row.channel.name,
                "gap": row.gap,
                "changed": row.changed,
                "proposals": [one(proposal) for proposal in row.proposals],
            }
            for row in found.rows
        ],
        "recorded": _recorded_as_json(recorded),
        "notes": list(found.notes),
    }


def deck_as_json(
    read: Deck, schedule: Schedule, table: Path | None, recorded: Recorded
) -> dict[str, Any]:
    """A deck's lines with their pictures, and those that were left out."""

    def one(entry: Entry) -> dict[str, Any]:
        return {
            "line": entry.line.number,
            "headline": entry.line.headline,
            "channel": entry.line.channel.name,
            "date": entry.line.day.isoformat() if entry.line.day else None,
            "language": entry.line.language,
            "path": shown(entry.asset.path) if entry.asset else None,
            "standing": str(entry.standing),
            "runners_up": [shown(asset.path) for asset in entry.runners_up],
            "file": shown(str(entry.file)) if entry.file else None,
            "note": entry.note,
            "why": entry.why,
        }

    return {
        "lines": [one(entry) for entry in schedule.entries],
        "problems": [{"line": p.number, "reason": p.reason} for p in read.problems],
        "schedule": shown(str(table.absolute())) if table is not None else None,
        "recorded": _recorded_as_json(recorded),
        "notes": list(schedule.notes),
    }


def print_schedule(schedule: Schedule, table: Path | None) -> None:
    """A line a line of the deck."""
    for entry in schedule.entries:
        mark = _MARKS.get(entry.standing, " ")
        path = shown(entry.asset.path) if entry.asset else "-"
        say(f"{mark} {entry.line.number:>4}  {entry.line.channel.name:<18} {path}")
        if said := " ".join(filter(None, (entry.note, entry.why))):
            note(f"Line {entry.line.number}: {said}")
    written = sum(entry.file is not None for entry in schedule.entries)
    if table is not None:
        say(f"{plural(written, 'file')} and the schedule: {shown(str(table.absolute()))}")
    if schedule.gaps:
        say(f"{plural(len(schedule.gaps), 'line')} without a picture that fits.")
    for sentence in schedule.notes:
        note(sentence)
