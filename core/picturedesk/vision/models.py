"""Models: which there are, which are here, and how one comes here.

:func:`entries` lists what is known, :func:`installed` what can be loaded, :func:`fetch` brings
one from the hub, :func:`import_model` one that was carried over by hand, and :func:`folder_of`
finds the folder that :func:`picturedesk.vision.load_encoder` loads.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from picturedesk import paths
from picturedesk.errors import ModelError, UsageError
from picturedesk.records import Progress
from picturedesk.vision import fetching, model_folder
from picturedesk.vision.model_folder import ModelFolder
from picturedesk.vision.model_list import ModelEntry, RemoteFile, entries

__all__ = [
    "STARTER",
    "Installed",
    "ModelEntry",
    "RemoteFile",
    "entries",
    "fetch",
    "fetched_so_far",
    "folder_of",
    "get",
    "import_model",
    "installed",
]

STARTER = "starter"
_COPY_BYTES = 8 << 20


@dataclass(frozen=True, slots=True)
class Installed:
    """A model that is here."""

    name: str
    folder: Path
    size_bytes: int
    entry: ModelEntry | None
    """None for one that was imported and is not in the list."""
    commit: str = ""
    """Of the repository it was fetched from; empty for others."""


def get(name: str) -> ModelEntry:
    """The entry of a known model. Raises UsageError with the nearest right name."""
    for entry in entries():
        if entry.name.casefold() == name.casefold():
            return entry
    near = difflib.get_close_matches(name, [entry.name for entry in entries()], 1, 0.4)
    hint = f"Did you mean {near[0]}?" if near else "picturedesk models list shows them all."
    raise UsageError(f"There is no model “{name}”.", hint)


def installed() -> list[Installed]:
    """What can be loaded, the starter first. Folders that are no models are passed over."""
    known = {entry.name: entry for entry in entries()}
    folders = [paths.resource_path("models", STARTER)]
    if paths.models_folder().is_dir():
        folders += sorted(paths.models_folder().iterdir())
    found = []
    for folder in folders:
        if folder.name.startswith(".") or not folder.is_dir():
            continue
        try:
            whole = model_folder.read(folder)
            record = folder / model_folder.RECORD_NAME
            commit = model_folder.read_json(record).get("commit", "") if record.is_file() else ""
        except ModelError:
            continue
        size = sum(file.stat().st_size for file in whole.path.iterdir() if file.is_file())
        found.append(Installed(folder.name, folder, size, known.get(folder.name), str(commit)))
    return found


def folder_of(name_or_folder: str | Path) -> ModelFolder:
    """The folder of a model that is here, by name or by path.

    Raises ModelError when it is known but not here, or not whole; UsageError when not known.
    """
    if isinstance(name_or_folder, Path) or os.sep in name_or_folder:
        return model_folder.read(Path(name_or_folder).expanduser())
    here = paths.models_folder() / name_or_folder
    if here.is_dir() and _good_name(name_or_folder):
        return model_folder.read(here)
    entry = get(name_or_folder)
    if entry.bundled:
        return model_folder.read(paths.resource_path("models", entry.name))
    here = paths.models_folder() / entry.name
    if here.is_dir():
        return model_folder.read(here)
    raise ModelError(
        f"The model {entry.name} is not here yet.",
        f"Fetch it: picturedesk models fetch {entry.name}",
    )


def fetch(name: str, *, endpoint: str | None = None) -> Iterator[Progress]:
    """Bring a known model from the hub into the user's models folder.

    Yields progress in bytes; the first step ("Found") says repository, commit and SHA-256.
    Stopping the iteration cancels: what has come stays, and the next fetch goes on from there.
    ``endpoint`` is the hub's address (None: the public one). Raises Offline when there is no
    network, ModelError when the bytes are not those that were announced, UsageError for a name
    that is not known.
    """
    entry = get(name)
    if entry.bundled:
        raise ModelError(f"The model {entry.name} comes with the program: nothing to fetch.")
    yield from fetching.fetch_into(entry, paths.models_folder(), endpoint)


def fetched_so_far(name: str) -> int:
    """Bytes of a fetch that was stopped before its end; the next one goes on after them."""
    return fetching.so_far(name, paths.models_folder())


def import_model(path: str | os.PathLike[str], name: str | None = None) -> Iterator[Progress]:
    """Take over a model's folder that was carried here by hand (a copy; it is only read).

    It must hold a configuration, safetensors weights and, where the model needs one, its
    tokenizer. The last step's note is the name under which it can be used from now on. Raises
    ModelError with what is missing.
    """
    source = model_folder.read(Path(path).expanduser())
    fetching.check_safetensors(source.weights)
    name = name or re.sub(r"[^\w.-]+", "-", source.path.resolve().name).strip("-.")
    if name == STARTER or not _good_name(name):
        raise ModelError(f"A model cannot be called “{name}”.", "Rename its folder.")
    files = _files_to_copy(source)
    total = sum(file.stat().st_size for file in files)
    beside = paths.models_folder() / ".importing" / name
    shutil.rmtree(beside, ignore_errors=True)
    digests, done = {}, 0
    try:
        beside.mkdir(parents=True)
        for file in files:
            with file.open("rb") as reading, (beside / file.name).open("wb") as writing:
                while block := reading.read(_COPY_BYTES):
                    writing.write(block)
                    done += len(block)
                    yield Progress("Copying", done, total, note=file.name)
            digests[file.name] = model_folder.file_digest(beside / file.name)
        record = {"name": name, "imported": datetime.now(UTC).isoformat(timespec="seconds")}
        fetching.settle(beside, paths.models_folder() / name, record, digests)
    except OSError as error:
        raise ModelError(f"The model could not be copied: {error}.") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    yield Progress("Imported", total, total, note=name)


def _files_to_copy(source: ModelFolder) -> list[Path]:
    tokenizer = {"bpe.txt.gz", *model_folder.TOKENIZER_NAMES}
    small = {*model_folder.CONFIG_NAMES, "preprocess.json", *tokenizer}
    files = [file for file in sorted(source.path.iterdir()) if file.name in small]
    return [*files, source.weights]


def _good_name(name: str) -> bool:
    return bool(re.fullmatch(r"\w[\w.-]*", name))
