"""Written texts taken back: what stood in the file before goes in again, by the same safe writer.

What that was is in the audit entry of the write, so that it can be taken back at any time, whoever
wrote it and whenever; only not over what another program has written since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from picturedesk import finishing, settings
from picturedesk.catalog.audit import Entry
from picturedesk.errors import UsageError, WriteError
from picturedesk.images import writing
from picturedesk.images.writing.journal import digest_of
from picturedesk.records import Asset
from picturedesk.review.queue import queue
from picturedesk.review.writing import WRITE, Step, about_file, carry_out

if TYPE_CHECKING:
    from picturedesk.library import Library

UNWRITE = "alttext.unwrite"
"""The action in the audit."""


def unwrite(library: Library, asset_key: int) -> Step:
    """Put back what a file said before the last text was written into it, in every language.

    The same safe writer does it, and the audit has it; a sidecar that was made for the text alone
    is removed. The texts are then in the states that they had before (approved, as a rule).
    Raises UsageError when nothing was written, WriteError with the reason where the file cannot
    be written or another program has changed the text since.
    """
    asset = library.catalog.assets.get(asset_key)
    finishing.settle(library.catalog, library.paths.folder)
    entries = _last_write(library, asset.id)
    if not entries:
        raise UsageError("Nothing was written for this picture.")
    last = entries[-1].after
    target = writing.Target(last["target"])
    path = asset.path if target is writing.Target.FILE else str(last["file"])
    _check_unchanged(path, entries)
    fields = _from_json(entries[-1].before["fields"])
    note = _note_of_undoing(library, asset, entries)
    done = carry_out(library, asset, fields, target, note)
    tags = tuple(entry.after["language"] for entry in entries)
    return Step(asset.key, asset.id, asset.path, tags, done.writer, done=True, file=done.path)


def unwrite_all(library: Library, *, where: str = "", dry_run: bool = False) -> Iterator[Step]:
    """:func:`unwrite` for every listed picture that a filter allows and that was written here.

    One a step, with the reason where one stays as it is; ``dry_run`` only says which there are.
    """
    keys = queue(library, where=where).keys.tolist()
    for asset in library.catalog.assets.get_many(keys):
        entries = _last_write(library, asset.id)
        if not entries:
            continue
        last = entries[-1].after
        tags = tuple(entry.after["language"] for entry in entries)
        step = Step(asset.key, asset.id, asset.path, tags, last["writer"], done=False,
                    file=last["file"])  # fmt: skip
        try:
            yield step if dry_run else unwrite(library, asset.key)
        except WriteError as error:
            yield replace(step, reason=str(error))


def undone_writes(entries: list[Entry]) -> set[str]:
    """The names of the writes that were taken back."""
    return {str(entry.after["undoes"]) for entry in entries if entry.action == UNWRITE}


# -- inside --------------------------------------------------------------------------------------


def _last_write(library: Library, asset_id: str) -> list[Entry]:
    """The entries (one a language) of the last write that was not taken back."""
    entries = library.catalog.audit.entries(asset_id=asset_id, action="alttext.")
    undone = undone_writes(entries)
    for last in reversed(entries):
        name = last.after.get("write") if last.action == WRITE else None
        if name and name not in undone:
            return [e for e in entries if e.action == WRITE and e.after.get("write") == name]
    return []


def _check_unchanged(path: str, entries: list[Entry]) -> None:
    """Whether the fields are still as we wrote them. Raises WriteError."""
    if digest_of(path) == entries[0].after["hash_after"]:
        return
    try:
        texts = writing.read(path).alt_text or {}
    except OSError as error:
        raise WriteError(f"{path} cannot be read: {error.strerror}.") from error
    if any(texts.get(e.after["language"]) != e.after["text"] for e in entries):
        raise WriteError(
            f"Another program has changed the text in {path} since it was written.",
            "It stays as it is.",
        )


def _note_of_undoing(library: Library, asset: Asset, entries: list[Entry]) -> writing.Note:
    actor = settings.load().actor

    def said(done: writing.Written) -> dict[str, Any]:
        texts = []
        for entry in entries:
            tag = entry.after["language"]
            row = library.catalog.alt_texts.get(asset.key, tag)
            texts.append(
                {
                    "holds": [entry.after["text"], entry.after["extended"]],
                    "before": {
                        "language": tag,
                        "state": "" if row is None else row.state,
                        "text": entry.after["text"],
                    },
                    "after": {
                        **entry.after,
                        "state": entry.before["state"],
                        "text": entry.before["text"],
                        "undoes": entry.after["write"],
                        **about_file(done),
                    },
                    "encoder": entry.encoder,
                    "bank": entry.prompt_version,
                }
            )
        return {"asset": asset.id, "action": UNWRITE, "actor": actor, "texts": texts}

    return said


def _from_json(said: Mapping[str, Any]) -> writing.Fields:
    words = said.get("subjects")
    return writing.Fields(
        said.get("alt_text"), said.get("extended"), said.get("description"),
        None if words is None else tuple(words),
    )  # fmt: skip
