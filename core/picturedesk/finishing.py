"""Metadata writes recorded: after each, and after a crash that came between file and record.

A write changes a file first and the catalog second. What the catalog will say (a *note*: JSON
values) is in the journal of :mod:`picturedesk.images.writing` before the file is touched, so that
whichever of the two a crash leaves out, the next opening of the library for writing brings them
together: :func:`settle` removes files that were not finished, and records those that were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from picturedesk import images
from picturedesk.catalog import Catalog
from picturedesk.errors import PictureProblem
from picturedesk.images.writing import Intent, Journal
from picturedesk.records import Asset, Metadata, Stamp


def journal_of(folder: Path) -> Journal:
    """The journal of the library in ``folder``."""
    return Journal(folder / "writing.journal")


def settle(catalog: Catalog, folder: Path) -> int:
    """Bring files and records together after a crash; returns how many writes were recorded.

    Raises LibraryError when the catalog cannot be written; the journal keeps them then.
    """
    journal = journal_of(folder)
    intents = journal.settle().done
    recorded = sum(record(catalog, intent) for intent in intents)
    journal.end()
    return recorded


def record(catalog: Catalog, intent: Intent) -> bool:
    """Record one write that was carried out: states, stamp and audit, all or none, and once.

    Returns whether it was not there yet.
    """
    note = intent.note or {}
    asset = catalog.assets.by_id(str(note.get("asset", "")))
    if asset is None:
        return False
    action, name = str(note["action"]), Path(intent.beside).name
    entries = catalog.audit.entries(asset_id=asset.id, action=action)
    if any(isinstance(e.after, dict) and e.after.get("write") == name for e in entries):
        return False
    fresh = _read_again(asset)
    with catalog.transaction(durable=True):
        if fresh is not None:
            catalog.assets.set_metadata(asset.key, *fresh)
        for text in note["texts"]:
            _record_text(catalog, asset, note, text, name)
    return True


def _record_text(
    catalog: Catalog, asset: Asset, note: Mapping[str, Any], text: Mapping[str, Any], write: str
) -> None:
    actor = str(note["actor"])
    after: dict[str, Any] = dict(text["after"])
    row = catalog.alt_texts.get(asset.key, after["language"])
    # A text that was decided anew meanwhile keeps its state: the file holds the one before it.
    if row is not None and [row.text, row.extended] == text["holds"]:
        catalog.alt_texts.put(replace(row, state=after["state"], actor=actor))
    catalog.audit.append(
        actor, str(note["action"]), asset.id, text["before"], {**after, "write": write},
        encoder=text["encoder"], prompt_version=text["bank"],
    )  # fmt: skip


def _read_again(asset: Asset) -> tuple[Metadata, Stamp, bytes] | None:
    try:
        info = Path(asset.path).stat()
        stamp = Stamp(info.st_size, info.st_mtime_ns)
        return images.read_metadata(asset.path), stamp, images.file_hash(asset.path)
    except (OSError, PictureProblem):
        return None  # gone right after the write: the next scan says so
