"""What a person has chosen on this machine: one small JSON file, typed.

A file that cannot be read is kept aside and the defaults are used: settings never stop the
program from starting. What belongs to one library (its model, its prompt sets) lives in that
library's catalog, not here.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, Literal

from picturedesk.errors import WriteError
from picturedesk.paths import config_folder

Theme = Literal["system", "dark", "light"]


def _system_user() -> str:
    # getuser raises OSError (KeyError before Python 3.13) where the user has no name at all.
    with contextlib.suppress(OSError, KeyError):
        return getpass.getuser()
    return "unknown"


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices with their defaults; ``0`` workers means "as many as this machine suggests"."""

    user_name: str = ""
    """Shown in the audit; empty means the system's user name."""
    theme: Theme = "system"
    language: str = ""
    """BCP 47; empty follows the system."""
    last_library: str = ""
    decode_workers: int = 0
    preview_cache_mb: int = 512
    collapse_near_identical: bool = True

    @property
    def actor(self) -> str:
        """Who decisions are recorded for."""
        return self.user_name or _system_user()


def settings_file() -> Path:
    """Where the settings are."""
    return config_folder() / "settings.json"


def load() -> Settings:
    """The settings as stored; the defaults where there are none or they cannot be read."""
    path = settings_file()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError):
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".damaged.json"))
        return Settings()
    return _typed(stored) if isinstance(stored, dict) else Settings()


def save(settings: Settings) -> None:
    """Store the settings; the old file stays whole if that fails.

    Raises WriteError when the folder cannot be written.
    """
    path = settings_file()
    beside = path.with_suffix(".tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise WriteError(
            f"The settings could not be saved: {error.strerror}.",
            f"Check that {path.parent} can be written.",
        ) from error


def _typed(stored: dict[str, object]) -> Settings:
    """Keep the entries that are known and of the right type; defaults for the rest."""
    defaults = Settings()
    known: dict[str, Any] = {
        field.name: stored[field.name]
        for field in fields(Settings)
        if type(stored.get(field.name)) is type(getattr(defaults, field.name))
    }
    settings = Settings(**known)
    if settings.theme not in ("system", "dark", "light"):
        settings = replace(settings, theme="system")
    return settings
