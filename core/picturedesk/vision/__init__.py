"""The only room with models: encoder, model list, weights, index, prompt sets.

The way of a picture: `images` prepares it as the encoder's `InputSpec` says, an
:class:`~picturedesk.vision.encoder.Encoder` (loaded by :func:`load_encoder`, in this process, or
by :class:`~picturedesk.vision.encoder_process.RemoteEncoder`, in a child process) turns it into a
unit vector, and a :class:`~picturedesk.vision.index.VectorIndex` keeps it for searching. The way
of a text: a :class:`~picturedesk.vision.prompts.PromptSet` phrases it, the encoder turns the
phrasings into unit vectors, the index is asked.

Which models there are, where they come from and what their licences allow:
:mod:`~picturedesk.vision.models`. Nothing here imports torch, open_clip or usearch before it is
needed.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from picturedesk.records import InputSpec
from picturedesk.vision.encoder import Encoder

if TYPE_CHECKING:
    from picturedesk.vision import models as models


def __getattr__(name: str) -> ModuleType:
    # The list of models costs a file to read: only for who asks for it.
    if name == "models":
        return importlib.import_module(f"{__name__}.models")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def input_spec(name_or_folder: str | Path) -> InputSpec:
    """How pictures are prepared for a model, read from its folder; nothing is loaded.

    Raises ModelError when the model is not here.
    """
    from picturedesk.vision import models

    return models.folder_of(name_or_folder).input_spec


def revision(name_or_folder: str | Path) -> str:
    """The revision of a model's weights, as its encoder's id will say it; nothing is loaded.

    Raises ModelError when the model is not here or not whole.
    """
    from picturedesk.vision import models

    return models.folder_of(name_or_folder).weights_digest()[:16]


def load_encoder(
    name_or_folder: str | Path,
    *,
    device: str | None = None,
    precision: str | None = None,
    threads: int | None = None,
) -> Encoder:
    """Load a model into this process: seconds of work, and torch is imported.

    ``name_or_folder`` is a name from :mod:`picturedesk.vision.models` or a model's folder.
    ``device`` is ``cpu``, ``cuda`` or ``mps``, ``precision`` ``float32`` or ``bfloat16``; None
    takes the best there is. ``threads`` bounds torch's own threads (None: torch decides). Raises
    ModelError with a sentence when the model is not here or not whole.
    """
    from picturedesk.vision.models import folder_of
    from picturedesk.vision.open_clip_encoder import OpenClipEncoder

    folder = folder_of(name_or_folder)
    return OpenClipEncoder.load(folder, device=device, precision=precision, threads=threads)
