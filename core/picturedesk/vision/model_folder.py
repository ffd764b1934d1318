"""A model as a folder: what must lie in it, read without importing torch.

- a configuration: ``open_clip_config.json`` as on the hub (``model_cfg`` and ``preprocess_cfg``),
  or ``model.json`` as plain open_clip takes it (the model's keys at the top), with
  ``preprocess_cfg`` inside or in ``preprocess.json`` beside it;
- the weights: one ``.safetensors`` file. Nothing else is ever opened: a pickle runs code;
- a tokenizer, where open_clip's own does not do: ``bpe.txt.gz`` (merges), or the files of a
  Hugging Face tokenizer when the configuration asks for one.

Of a fetched model, ``record.json`` says which bytes were checked when they came
(:mod:`picturedesk.vision.models`).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from picturedesk import paths
from picturedesk.errors import ModelError
from picturedesk.records import InputSpec

CONFIG_NAMES = ("open_clip_config.json", "model.json")
WEIGHTS_NAMES = ("open_clip_model.safetensors", "model.safetensors")
RECORD_NAME = "record.json"
TOKENIZER_NAMES = (
    "tokenizer.json",
    "tokenizer.model",
    "spiece.model",
    "vocab.json",
    "merges.txt",
    "tokenizer_config.json",
    "special_tokens_map.json",
)
_VOCABULARIES = TOKENIZER_NAMES[:4]
_CLIP_MEAN = (0.48145466, 0.4578275, 0.40821073)
_CLIP_STD = (0.26862954, 0.26130258, 0.27577711)


@dataclass(frozen=True)
class ModelFolder:
    """What was found in a model's folder."""

    path: Path
    model_config: Mapping[str, Any]
    """The keyword arguments of open_clip's model."""
    preprocess: Mapping[str, Any]
    weights: Path
    merges: Path | None = None
    """The byte-pair merges of the model's own; None: open_clip's."""
    name: str = field(default="")

    @property
    def input_spec(self) -> InputSpec:
        """How pictures are prepared for this model."""
        size = self.preprocess.get("size") or self.model_config["vision_cfg"].get("image_size", 224)
        side = int(size if isinstance(size, int) else size[-1])
        resize = self.preprocess.get("resize_mode", "shortest")
        if resize not in {"squash", "shortest", "longest"}:
            raise ModelError(f"The model {self.name} wants pictures resized by “{resize}”.", _NEWER)
        bilinear = self.preprocess.get("interpolation") == "bilinear"
        return InputSpec(
            side,
            cast("Literal['squash', 'shortest', 'longest']", resize),
            "bilinear" if bilinear else "bicubic",
        )

    @property
    def mean(self) -> tuple[float, ...]:
        """What is taken from each channel (0 to 1)."""
        return tuple(self.preprocess.get("mean") or _CLIP_MEAN)

    @property
    def std(self) -> tuple[float, ...]:
        """What each channel is divided by."""
        return tuple(self.preprocess.get("std") or _CLIP_STD)

    @property
    def wants_transformers(self) -> bool:
        """Whether its tokenizer is one of the transformers package's."""
        return bool(self.model_config["text_cfg"].get("hf_tokenizer_name"))

    def weights_digest(self) -> str:
        """SHA-256 of the weights, after every file of the record was checked against it.

        Hashing is done once for a file that stays as it is (same size, time and inode). Raises
        ModelError when the bytes are not those of the record.
        """
        path = self.path / RECORD_NAME
        record = read_json(path) if path.is_file() else {}
        for name, entry in record.get("files", {}).items():
            if checked_digest(self.path / name) != str(entry["sha256"]):
                raise ModelError(
                    f"The model {self.name} has changed since it came here ({name}).",
                    "Import it again: picturedesk models import PATH"
                    if "imported" in record
                    else f"Fetch it again: picturedesk models fetch {self.name}",
                )
        return checked_digest(self.weights)


_NEWER = "A newer version of Picture Desk may know how."


def read(folder: str | os.PathLike[str], name: str = "") -> ModelFolder:
    """Look into a folder. Raises ModelError with a sentence that names what is missing."""
    path = Path(folder)
    name = name or path.name
    if not path.is_dir():
        raise ModelError(f"There is no model folder {path}.")
    model_config, preprocess = _configuration(path)
    text = model_config["text_cfg"]
    # Without this check transformers would make up an empty vocabulary.
    own = any((path / file).is_file() for file in _VOCABULARIES)
    if text.get("hf_tokenizer_name") and not own:
        raise ModelError(
            f"The folder of {name} lacks the files of the model's tokenizer.",
            "They are called tokenizer.json and tokenizer_config.json.",
        )
    if text.get("hf_model_name"):
        raise ModelError(f"The model {name} has a text tower that is not supported.", _NEWER)
    merges = path / "bpe.txt.gz"
    return ModelFolder(
        path,
        model_config,
        preprocess,
        _weights(path, name),
        merges if merges.is_file() else None,
        name,
    )


def _configuration(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    found = next((path / n for n in CONFIG_NAMES if (path / n).is_file()), None)
    if found is None:
        raise ModelError(
            f"The folder {path} holds no model configuration.",
            f"It needs a file {' or '.join(CONFIG_NAMES)}.",
        )
    data = read_json(found)
    preprocess = dict(data.pop("preprocess_cfg", None) or {})
    if (path / "preprocess.json").is_file():
        preprocess.update(read_json(path / "preprocess.json"))
    model_config = dict(data.get("model_cfg", data))
    if not {"embed_dim", "vision_cfg", "text_cfg"} <= model_config.keys():
        raise ModelError(f"{found} does not describe a model of pictures and texts.")
    return model_config, preprocess


def _weights(path: Path, name: str) -> Path:
    all_weights = sorted(path.glob("*.safetensors"))
    preferred = [path / n for n in WEIGHTS_NAMES if (path / n) in all_weights]
    if preferred:
        return preferred[0]
    if len(all_weights) == 1:
        return all_weights[0]
    if all_weights:
        raise ModelError(
            f"The folder of {name} holds {len(all_weights)} weights files, none of them "
            f"called {WEIGHTS_NAMES[0]}."
        )
    if any(path.glob("*.bin")) or any(path.glob("*.pt")) or any(path.glob("*.pth")):
        raise ModelError(
            f"The weights of {name} are a pickle, which could run any program when opened.",
            "Get the model as a .safetensors file.",
        )
    raise ModelError(f"The folder of {name} holds no weights (a .safetensors file).")


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object. Raises ModelError when the file cannot be read or is something else."""
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read: {error}.") from error
    if not isinstance(data, dict):
        raise ModelError(f"{path} is not what a model's folder holds.")
    return data


# -- digests, remembered by what a stat call says -----------------------------------------------


def checked_digest(path: Path) -> str:
    """SHA-256 of a file, from memory when it has not changed since. Raises ModelError."""
    try:
        stat = path.stat()
        stamp = [stat.st_size, stat.st_mtime_ns, stat.st_ino]
        known = remembered("digests").get(os.fspath(path.resolve()))
        if isinstance(known, dict) and known.get("stamp") == stamp:
            return str(known["sha256"])
        digest = file_digest(path)
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error}.") from error
    remember("digests", os.fspath(path.resolve()), {"stamp": stamp, "sha256": digest})
    return digest


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def remembered(what: str) -> dict[str, Any]:
    """What this machine remembers under a name (digests, precisions); empty when nothing."""
    try:
        data = json.loads(_memory().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    part = data.get(what, {}) if isinstance(data, dict) else {}
    return part if isinstance(part, dict) else {}


def remember(what: str, key: str, value: object) -> None:
    """Keep a value for the next start; losing it costs a little time, so nothing is raised."""
    path = _memory()
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            data = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            data = {}
        data.setdefault(what, {})[key] = value
        temporary.write_text(json.dumps(data, indent=1), "utf-8")
        temporary.replace(path)
    except OSError:
        temporary.unlink(missing_ok=True)


def _memory() -> Path:
    return paths.models_folder() / "machine.json"
