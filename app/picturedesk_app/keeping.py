"""What the settings page shows: models, caches, backups; read in a reader's thread."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from picturedesk import settings
from picturedesk.settings import Settings
from picturedesk_app import i18n
from picturedesk_app.i18n import tr

if TYPE_CHECKING:
    from picturedesk.library import Library

_SPEED = {"fast": "fast", "medium": "middling in speed", "slow": "slow"}


@dataclass(frozen=True, slots=True)
class ModelLine:
    """One model, as people choose it."""

    name: str
    note: str
    size: str
    licence: str
    installed: bool
    chosen: bool
    """Pictures are embedded with it from now on."""
    answers: bool = False
    """It answers now."""
    title: str = ""
    so_far: int = 0
    """Bytes that a stopped fetch has left."""
    weight: int = 0
    """Bytes; 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One backup."""

    name: str
    when: str
    size: int


@dataclass(frozen=True, slots=True)
class Kept:
    """Everything on the settings page that has to be read."""

    settings: Settings
    models: tuple[ModelLine, ...]
    caches: tuple[tuple[str, int, str], ...]
    """(words, bytes, path)."""
    backups: tuple[BackupLine, ...]


def kept(library: Library) -> Kept:
    """Read it."""
    from picturedesk import doctor

    paths = library.paths
    return Kept(
        settings.load(),
        tuple(model_lines(library.chosen_model, library.active_model)),
        (
            (tr("Thumbnails"), _weight(paths.thumbnails), str(paths.thumbnails)),
            (tr("Large previews"), _weight(paths.previews), str(paths.previews)),
            (tr("Index"), _weight(paths.index(0).parent), str(paths.index(0).parent)),
        ),
        tuple(
            BackupLine(b.name, f"{b.made.astimezone():%Y-%m-%d %H:%M}", b.size)
            for b in doctor.backups(paths.folder)
        ),
    )


def model_lines(chosen: str, active: str) -> list[ModelLine]:
    """Every known model: the one that answers first, then those that are here."""
    from picturedesk.vision import models

    here = {model.name: model for model in models.installed()}
    lines = []
    for entry in models.entries():
        known = here.get(entry.name)
        weight = known.size_bytes if known is not None else entry.size_bytes
        licence = entry.licence + (
            tr(" (not for commercial work)") if entry.commercial == "no" else ""
        )
        heavy = i18n.size(weight) if weight else tr("size unknown")
        lines.append(
            ModelLine(
                entry.name,
                entry.about,
                f"{heavy} · {tr(_SPEED[entry.speed])}",
                licence,
                known is not None,
                entry.name == chosen,
                entry.name == active,
                entry.title,
                0 if known is not None else models.fetched_so_far(entry.name),
                weight or 0,
            )
        )
    return sorted(lines, key=lambda line: (not line.answers, not line.chosen, not line.installed))


def _weight(folder: Path) -> int:
    """Bytes in a folder, two levels deep, as our caches are."""
    if not folder.is_dir():
        return 0
    return sum(f.stat().st_size for f in folder.glob("**/*") if f.is_file())
