"""The models that the program knows, as data (``models.json``)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a model on the hub, as the hub describes it."""

    path: str
    size: int
    """Bytes."""
    sha256: str | None
    """Of large files; small ones have only a git id."""
    git_id: str | None = None
    """SHA-1 of git's blob: ``blob <size>\\0`` and the bytes."""


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """What is known of a model before it is here."""

    name: str
    title: str
    open_clip: str
    """Name of open_clip's own configuration; empty for the starter."""
    repo: str
    """Repository on the hub; empty: comes with the program."""
    licence: str
    commercial: Literal["yes", "no", "ask"]
    """Whether the licence allows commercial work; *ask* leaves it to the user, with the note."""
    licence_note: str
    parameters_millions: int | None
    languages: tuple[str, ...]
    """ISO 639-1 codes; ``many`` for a multilingual model."""
    speed: Literal["fast", "medium", "slow"]
    extra: str
    """Optional extra of this package that its tokenizer needs."""
    about: str
    preprocess: Mapping[str, Any]
    """How pictures are prepared, in case the repository does not say."""
    commit: str | None
    files: tuple[RemoteFile, ...] | None
    """None: asked of the hub at fetch."""

    @property
    def bundled(self) -> bool:
        """Whether it comes with the program."""
        return not self.repo

    @property
    def size_bytes(self) -> int | None:
        """Size of the download: exact when the files are known, else 4 bytes a parameter."""
        if self.files is not None:
            return sum(file.size for file in self.files)
        return None if self.parameters_millions is None else self.parameters_millions * 4_000_000


@cache
def entries() -> tuple[ModelEntry, ...]:
    """All known models, the bundled starter first."""
    text = resources.files(__package__).joinpath("models.json").read_text("utf-8")
    return tuple(entry_from(data) for data in json.loads(text)["models"])


def entry_from(data: dict[str, Any]) -> ModelEntry:
    """An entry from its form in the list."""
    files = data["files"]
    known = None if files is None else tuple(RemoteFile(**file) for file in files)
    return ModelEntry(**{**data, "languages": tuple(data["languages"]), "files": known})
