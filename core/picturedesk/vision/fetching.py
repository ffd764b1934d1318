"""Fetching a model from the hub: the only thing that the network is used for (law 10).

What is taken: a configuration, one safetensors file, and tokenizer files where the model needs
them. The hub's metadata (or the list, where it is filled) says commit, sizes and hashes *before*
a byte comes; the files come into a folder beside, go on where they stopped after a broken
connection or a cancelled fetch, are checked, and the folder is renamed when it is whole.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from picturedesk.errors import ModelError, Offline
from picturedesk.records import Progress
from picturedesk.vision import hub, model_folder
from picturedesk.vision.model_list import ModelEntry, RemoteFile

_WEIGHTS = (
    "open_clip_model.safetensors",
    "open_clip_pytorch_model.safetensors",
    "model.safetensors",
)
_CHUNK = 1 << 20
_TRIES = 5
_WAIT_S = 1.0
_TIMEOUT_S = 30.0
_TRY_LATER = "Everything else works without it; try again when there is a connection."


def fetch_into(entry: ModelEntry, models: Path, endpoint: str | None) -> Iterator[Progress]:
    """Fetch ``entry`` into ``models/<name>``; see :func:`picturedesk.vision.models.fetch`."""
    with hub.online():
        commit, files = resolve(entry, endpoint)
        total = sum(file.size for file in files)
        weights = next(file for file in files if file.path.endswith(".safetensors"))
        note = f"{entry.repo} at {commit[:12]}, {weights.path} {weights.sha256}"
        yield Progress("Found", 0, total, note=note)
        beside = models / ".fetching" / f"{entry.name}@{commit[:12]}"
        beside.mkdir(parents=True, exist_ok=True)
        _check_room(beside, total)
        done = 0
        for file in files:
            url = _url(entry.repo, commit, file.path, endpoint)
            for size in _download(url, beside / file.path, file):
                yield Progress("Fetching", done + size, total, note=file.path)
            done += file.size
    yield Progress("Checking", total, total)
    digests = {file.path: _check(beside / file.path, file, entry.name) for file in files}
    _write_configuration(entry, beside, digests)
    record = {
        "name": entry.name,
        "repo": entry.repo,
        "commit": commit,
        "fetched": datetime.now(UTC).isoformat(timespec="seconds"),
        "licence": entry.licence,
    }
    settle(beside, models / entry.name, record, digests)
    yield Progress("Fetched", total, total, note=str(models / entry.name))


def so_far(name: str, models: Path) -> int:
    """Bytes that a stopped fetch of a model has left; 0 where there is none."""
    folders = (models / ".fetching").glob(f"{name}@*")
    return sum(file.stat().st_size for folder in folders for file in folder.iterdir())


def resolve(entry: ModelEntry, endpoint: str | None) -> tuple[str, tuple[RemoteFile, ...]]:
    """Commit and files of a model: from the list when it is filled, else from the hub.

    Inside :func:`picturedesk.vision.hub.online` only. Raises Offline or ModelError.
    """
    if entry.commit is not None and entry.files is not None:
        return entry.commit, entry.files
    from huggingface_hub import HfApi

    api = HfApi(endpoint=endpoint, token=False)
    try:
        info = api.model_info(entry.repo, files_metadata=True, timeout=_TIMEOUT_S)
    except _network_errors() as error:
        raise _said(error, entry.name) from error
    there = {
        sibling.rfilename: RemoteFile(
            sibling.rfilename,
            int(sibling.size or 0),
            sibling.lfs.sha256 if sibling.lfs else None,
            sibling.blob_id,
        )
        for sibling in info.siblings or []
    }
    if info.sha is None:
        raise ModelError(f"The hub does not say which version of {entry.repo} it has.")
    return info.sha, _wanted(entry, there)


def _wanted(entry: ModelEntry, there: dict[str, RemoteFile]) -> tuple[RemoteFile, ...]:
    weights = next((there[name] for name in _WEIGHTS if name in there), None)
    if weights is None or weights.sha256 is None:
        raise ModelError(
            f"{entry.repo} offers no checked safetensors weights.",
            "Weights in other forms are not fetched: they could run any program when opened.",
        )
    names = ["open_clip_config.json", *(model_folder.TOKENIZER_NAMES if entry.extra else ())]
    return (*(there[name] for name in names if name in there), weights)


def settle(
    beside: Path, target: Path, record: dict[str, Any], digests: dict[str, str]
) -> model_folder.ModelFolder:
    """Write the record into a whole folder and put it in its place, where another may be."""
    files = {
        name: {"size": (beside / name).stat().st_size, "sha256": digest}
        for name, digest in digests.items()
    }
    record = {**record, "files": files}
    (beside / model_folder.RECORD_NAME).write_text(json.dumps(record, indent=1), "utf-8")
    check_safetensors(model_folder.read(beside, target.name).weights)
    old = target.with_name(f".old-{target.name}")
    shutil.rmtree(old, ignore_errors=True)
    try:
        if target.exists():
            target.rename(old)
        beside.rename(target)
    except OSError as error:
        raise ModelError(
            f"The folder {target} could not be put in place: {error}.",
            "Close other windows that use this model and try again.",
        ) from error
    shutil.rmtree(old, ignore_errors=True)
    return model_folder.read(target)


def check_safetensors(path: Path) -> None:
    """See that a file is what its name says: a table of contents that fits its length.

    Raises ModelError. The form: 8 bytes length, little-endian; a JSON object; the tensors.
    """
    try:
        whole = _reaches_the_end(path)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        whole = False
    if not whole:
        raise ModelError(f"{path.name} is not a whole safetensors file.", "Get the model again.")


def _reaches_the_end(path: Path) -> bool:
    size = path.stat().st_size
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if not 2 <= length <= min(size - 8, 100_000_000):
            return False
        table = json.loads(file.read(length))
    ends = [entry["data_offsets"][1] for name, entry in table.items() if name != "__metadata__"]
    return bool(ends) and max(ends) == size - 8 - length


# -- the bytes -----------------------------------------------------------------------------------


def _url(repo: str, commit: str, path: str, endpoint: str | None) -> str:
    from huggingface_hub import hf_hub_url

    return str(hf_hub_url(repo, path, revision=commit, endpoint=endpoint))


def _download(url: str, target: Path, file: RemoteFile) -> Iterator[int]:
    """Bytes into ``target``, after those that are there; yields how many it has by then."""
    tries = 0
    target.touch()
    while (size := target.stat().st_size) < file.size:
        try:
            for now in _stream(url, target, size, file.size):
                tries = 0
                yield now
        except _network_errors() as error:
            tries += 1
            if tries >= _TRIES or _is_refusal(error):
                raise _said(error, url) from error
            time.sleep(_WAIT_S * tries)
        except OSError as error:
            raise ModelError(f"{target} could not be written: {error}.") from error
    yield size


def _stream(url: str, target: Path, have: int, expected: int) -> Iterator[int]:
    import huggingface_hub.utils

    client: Any = huggingface_hub.utils
    headers = client.build_hf_headers(token=False) | {"Accept-Encoding": "identity"}
    if have:
        headers["Range"] = f"bytes={have}-"
    with client.get_session().stream("GET", url, headers=headers, timeout=_TIMEOUT_S) as response:
        client.hf_raise_for_status(response)
        # A server that does not know ranges sends everything again.
        go_on = have > 0 and response.status_code == 206
        size = have if go_on else 0
        with target.open("ab" if go_on else "wb") as out:
            for chunk in response.iter_bytes(_CHUNK):
                out.write(chunk)
                size += len(chunk)
                yield size
    if size < expected:
        raise ConnectionError("the connection ended early")


def _check(path: Path, file: RemoteFile, name: str) -> str:
    """SHA-256 of a fetched file, which must be what the hub said; else it is thrown away."""
    digest = model_folder.file_digest(path)
    right = path.stat().st_size == file.size
    if file.sha256 is not None:
        right = right and digest == file.sha256
    elif file.git_id is not None:
        content = path.read_bytes()
        blob = hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False)
        right = right and blob.hexdigest() == file.git_id
    if not right:
        path.unlink()
        raise ModelError(
            f"{file.path} of {name} is not what the hub announced, and was thrown away.",
            "Try again; if it happens twice, something between here and the hub changes files.",
        )
    return digest


def _write_configuration(entry: ModelEntry, beside: Path, digests: dict[str, str]) -> None:
    """Where a repository has no configuration, open_clip's own of that name."""
    target = beside / "open_clip_config.json"
    if target.exists():
        return
    package = importlib.util.find_spec("open_clip")
    if package is None or package.origin is None:
        raise ModelError("The package open_clip is not installed.")
    source = Path(package.origin).parent / "model_configs" / f"{entry.open_clip}.json"
    config = {
        "model_cfg": model_folder.read_json(source),
        "preprocess_cfg": dict(entry.preprocess),
    }
    target.write_text(json.dumps(config, indent=1), "utf-8")
    digests[target.name] = model_folder.file_digest(target)


def _check_room(folder: Path, size: int) -> None:
    here = sum(path.stat().st_size for path in folder.iterdir())
    free = shutil.disk_usage(folder).free
    if free < size - here + 50_000_000:
        raise ModelError(
            f"The model needs {size / 1e6:.0f} MB, and only {free / 1e6:.0f} MB are free.",
            f"Make room on the disk of {folder.parent.parent}.",
        )


# -- errors --------------------------------------------------------------------------------------


def _network_errors() -> tuple[type[Exception], ...]:
    from huggingface_hub import get_session
    from huggingface_hub.errors import HfHubHTTPError

    # The hub's client changes its HTTP library with its versions (httpx, httpx2): ask it.
    library: Any = sys.modules[type(get_session()).__module__.partition(".")[0]]
    return (HfHubHTTPError, library.TransportError, ConnectionError, TimeoutError)


def _status(error: Exception) -> int:
    return int(getattr(getattr(error, "response", None), "status_code", 0) or 0)


def _is_refusal(error: Exception) -> bool:
    return 400 <= _status(error) < 500 and _status(error) not in {408, 429}


def _said(error: Exception, what: str) -> ModelError:
    """A network's error as one sentence."""
    status = _status(error)
    if _is_refusal(error):
        if status in {401, 403}:
            return ModelError(f"The hub does not give out {what} without being asked in person.")
        return ModelError(f"The hub does not have {what} (any more).", "Choose another model.")
    if status:
        return Offline(f"The hub answers with an error ({status}).", "Try again later.")
    return Offline("The hub cannot be reached: there seems to be no network.", _TRY_LATER)
