"""What the inspector says of an asset in words and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt

from picturedesk.records import Asset
from picturedesk_app import i18n
from picturedesk_app.i18n import tr


@dataclass(frozen=True, slots=True)
class Facts:
    """A name, a line under it, and rows of title and value."""

    name: str
    line: str
    rows: list[tuple[str, str]]


def facts(asset: Asset, *, away: bool = False) -> Facts:
    """The facts of an asset; what a file does not say is left out.

    ``away``: its folder is offline, or the file is gone.
    """
    meta = asset.metadata
    line = " · ".join(
        [
            f"{i18n.number(asset.width)} × {i18n.number(asset.height)}",
            asset.format,
            i18n.size(asset.stamp.size),
        ]
    )
    rows = [(tr("Folder"), str(Path(asset.path).parent))]
    if meta.taken is not None:
        said = meta.taken.isoformat(timespec="seconds")
        moment = QDateTime.fromString(said, Qt.DateFormat.ISODate)
        shown = QLocale().toString(moment, "d MMM yyyy, HH:mm")
        rows.append((tr("Taken"), shown))
    for title, value in (
        (tr("Camera"), meta.camera),
        (tr("Title"), meta.title),
        (tr("Caption"), meta.caption),
        (tr("Place"), tr("recorded in the file") if meta.has_gps else ""),
    ):
        if value:
            rows.append((title, value))
    if asset.missing:
        rows.append((tr("File"), tr("no longer at its place")))
    elif away:
        rows.append((tr("File"), tr("cannot be seen now: its folder is offline")))
    return Facts(Path(asset.path).name, line, rows)
