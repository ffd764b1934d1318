"""The one real encoder: any model that open_clip builds, loaded from a folder and nothing else.

The only module that imports torch, torchvision and open_clip, and late: the first import costs
seconds. One code path serves the bundled starter and every full model.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from picturedesk.errors import ModelError
from picturedesk.records import InputSpec
from picturedesk.vision import model_folder
from picturedesk.vision.encoder import ByteArray, EncoderId, FloatArray
from picturedesk.vision.hub import stay_offline
from picturedesk.vision.model_folder import ModelFolder
from picturedesk.vision.precision import PRECISIONS, best_precision
from picturedesk.vision.towers import encode_tokens, grid_shape, local_vectors

_log = logging.getLogger(__name__)

_BATCH = 32
_TEXT_BATCH = 64


def import_torch() -> Any:
    """Torch, made ready for open_clip.

    A CPU build of torch beside the registry's torchvision, which is built for CUDA, lacks
    torchvision's compiled operators, and ``import torchvision`` fails with "operator
    torchvision::nms does not exist". Nothing here uses them: declaring the signatures of the two
    that the import asks for is enough.
    """
    stay_offline()
    # Read once, when OpenMP starts. By default its threads spin while they wait for each other;
    # beside the decoding processes of an import that took nine tenths of the processor.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    import torch

    if "torchvision" not in _DECLARED and not _has_operator(torch):
        library: Any = torch.library.Library("torchvision", "DEF")  # type: ignore[no-untyped-call]
        for name in ("nms", "qnms"):
            library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
        # torch forgets the declarations with the object.
        _DECLARED["torchvision"] = library
    return torch


_DECLARED: dict[str, Any] = {}


def _has_operator(torch: Any) -> bool:
    import importlib.util

    try:
        # A torchvision whose compiled part fits registers its operators when it is imported.
        if importlib.util.find_spec("torchvision") is not None:
            extension = importlib.util.find_spec("torchvision._C")
            if extension is not None and extension.origin is not None:
                torch.ops.load_library(extension.origin)
    except (OSError, ImportError, AttributeError, RuntimeError):
        _log.debug("torchvision's compiled operators do not fit this torch")
    return hasattr(torch.ops.torchvision, "nms")


class OpenClipEncoder:
    """An :class:`~picturedesk.vision.encoder.Encoder` on an open_clip model.

    Not more than one thread should use it at a time for speed's sake; it is safe if more do.
    """

    def __init__(
        self, folder: ModelFolder, model: Any, tokenize: Any, device: str, precision: str
    ) -> None:
        """Use :meth:`load`."""
        torch = import_torch()
        self._model = model
        self._tokenize = tokenize
        self._device = device
        self._dtype = getattr(torch, precision)
        self._spec = folder.input_spec
        self._dimension = int(folder.model_config["embed_dim"])
        self._id = EncoderId(folder.name, folder.weights_digest()[:16], precision)
        shape = (1, 3, 1, 1)
        # On bytes: (x / 255 - mean) / std.
        self._mean = torch.tensor(folder.mean, device=device).reshape(shape) * 255
        self._std = torch.tensor(folder.std, device=device).reshape(shape) * 255

    @classmethod
    def load(
        cls,
        folder: ModelFolder | Path,
        *,
        device: str | None = None,
        precision: str | None = None,
        threads: int | None = None,
    ) -> OpenClipEncoder:
        """Load a model's folder; see :func:`picturedesk.vision.load_encoder`."""
        if not isinstance(folder, ModelFolder):
            folder = model_folder.read(folder)
        if precision is not None and precision not in PRECISIONS:
            raise ModelError(f"There is no precision “{precision}”, only {', '.join(PRECISIONS)}.")
        folder.weights_digest()
        torch = import_torch()
        if threads is not None:
            torch.set_num_threads(max(1, threads))
        device = _device(torch, device)
        model = _build(torch, folder)
        tokenize = _tokenizer(folder)
        if precision is None:
            precision = best_precision(torch, folder, model, device)
        model = model.to(device=device, dtype=getattr(torch, precision))
        if hasattr(model.visual, "trunk"):
            # Convolutions on this layout are 1.2 to 2 times as fast; attention does not care.
            model = model.to(memory_format=torch.channels_last)
        return cls(folder, model, tokenize, device, precision)

    @property
    def id(self) -> EncoderId:
        """Model, weights and precision."""
        return self._id

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._dimension

    @property
    def input_spec(self) -> InputSpec:
        """How pictures are prepared."""
        return self._spec

    def encode_pictures(self, pictures: ByteArray) -> FloatArray:
        """``(n, S, S, 3)`` uint8 to ``(n, D)``."""
        return self._batches(pictures, self._model.encode_image, (self._dimension,))

    def encode_grids(self, pictures: ByteArray) -> FloatArray:
        """``(n, S, S, 3)`` uint8 to ``(n, h, w, D)``: each place of the last map by itself."""
        height, width = grid_shape(self._model.visual, self._spec.size)
        shape = (height, width, self._dimension)
        return self._batches(pictures, lambda x: local_vectors(self._model.visual, x), shape)

    def encode_texts(self, texts: Sequence[str]) -> FloatArray:
        """Texts to ``(n, D)``; what does not fit into the model's context is cut off."""
        torch = import_torch()
        rows = [np.empty((0, self._dimension), np.float32)]
        with torch.inference_mode():
            for start in range(0, len(texts), _TEXT_BATCH):
                # An empty text is a text without words, not an error.
                tokens = self._tokenize(list(texts[start : start + _TEXT_BATCH]))
                found = encode_tokens(self._model, tokens.to(self._device))
                rows.append(self._unit(torch, found))
        return np.concatenate(rows)

    def _batches(
        self, pictures: ByteArray, run: Callable[[Any], Any], shape: tuple[int, ...]
    ) -> FloatArray:
        torch = import_torch()
        size = self._spec.size
        if pictures.shape[1:] != (size, size, 3) or pictures.dtype != np.uint8:
            raise ValueError(f"pictures must be (n, {size}, {size}, 3) bytes: {pictures.shape}")
        rows = [np.empty((0, *shape), np.float32)]
        with torch.inference_mode():
            for start in range(0, len(pictures), _BATCH):
                batch = np.ascontiguousarray(pictures[start : start + _BATCH])
                # Read-only arrays (shared memory) are only read here too.
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore", UserWarning)
                    pixels = torch.from_numpy(batch)
                # Rows of pixels seen as channels: this is the channels-last layout already.
                x = pixels.to(self._device).permute(0, 3, 1, 2).to(torch.float32)
                x = ((x - self._mean) / self._std).to(self._dtype)
                rows.append(self._unit(torch, run(x)).reshape(len(batch), *shape))
        return np.concatenate(rows)

    def _unit(self, torch: Any, features: Any) -> FloatArray:
        rows = torch.nn.functional.normalize(features.to(torch.float32), dim=-1).cpu().numpy()
        if not np.isfinite(rows).all():
            raise ModelError(
                f"The model {self._id.model} gives no usable numbers on this machine.",
                "Fetch it again, or use another model.",
            )
        return np.asarray(rows, dtype=np.float32)


# -- building ------------------------------------------------------------------------------------


def _device(torch: Any, wanted: str | None) -> str:
    there = ["cpu"]
    if torch.backends.mps.is_available():
        there.insert(0, "mps")
    if torch.cuda.is_available():
        there.insert(0, "cuda")
    if wanted is None:
        return there[0]
    if wanted.split(":", maxsplit=1)[0] not in there:
        raise ModelError(f"There is no device “{wanted}” here, only {', '.join(there)}.")
    return wanted


def _build(torch: Any, folder: ModelFolder) -> Any:
    """The model with its weights, in evaluation mode, in whatever precision the file has."""
    import open_clip

    try:
        model = _create(torch, folder, on="meta")
        # Without this the weights would be copied into memory that "meta" does not have.
        load = model.load_state_dict
        model.load_state_dict = lambda state, strict=True: load(state, strict, assign=True)
        open_clip.load_checkpoint(model, str(folder.weights))
        del model.load_state_dict
        if not _restore_masks(torch, model):
            model = _create(torch, folder, on="cpu")
            open_clip.load_checkpoint(model, str(folder.weights))
    except (RuntimeError, ValueError, TypeError, KeyError, AssertionError, OSError) as error:
        raise ModelError(
            f"The weights of the model {folder.name} do not fit its configuration: "
            f"{str(error).splitlines()[0]}",
            "Fetch or import it again.",
        ) from error
    model.eval().requires_grad_(requires_grad=False)
    return _simplify(torch, model.to(torch.float32))


def _create(torch: Any, folder: ModelFolder, on: str) -> Any:
    import open_clip

    # open_clip builds from a folder of its own form; nothing global is touched.
    with tempfile.TemporaryDirectory() as scratch:
        config = {"model_cfg": dict(folder.model_config), "preprocess_cfg": {}}
        (Path(scratch) / "open_clip_config.json").write_text(json.dumps(config), "utf-8")
        level = logging.root.level
        logging.root.setLevel(logging.ERROR)  # it warns that no weights were loaded: not yet
        try:
            with torch.device(on):
                return open_clip.create_model(f"local-dir:{scratch}", load_weights=False, device=on)
        finally:
            logging.root.setLevel(level)


def _restore_masks(torch: Any, model: Any) -> bool:
    """Make what is computed, not stored: the causal masks. False: something else is missing."""
    for module in model.modules():
        for name, buffer in list(module.named_buffers(recurse=False)):
            if buffer.is_meta and name == "attn_mask":
                mask = torch.full(tuple(buffer.shape), float("-inf")).triu_(1)
                module.register_buffer(name, mask, persistent=False)
    tensors = [*model.parameters(), *model.buffers()]
    return not any(tensor.is_meta for tensor in tensors)


def _simplify(torch: Any, model: Any) -> Any:
    """Fold what training needs and use does not: side branches and batch normalisation."""
    from timm.layers import ConvNormAct
    from timm.utils.model import reparameterize_model

    for module in model.modules():
        if isinstance(module, torch.nn.MultiheadAttention) and module.batch_first:
            module.forward = partial(_attend, module)
    trunk = getattr(model.visual, "trunk", None)
    if trunk is None:
        return model
    model.visual.trunk = reparameterize_model(trunk, inplace=True)
    for module in model.visual.trunk.modules():
        # ConvNormAct's norm carries the activation, so only its arithmetic is emptied.
        norm = module.bn if isinstance(module, ConvNormAct) else None
        if isinstance(norm, torch.nn.BatchNorm2d) and type(module.conv) is torch.nn.Conv2d:
            module.conv = torch.nn.utils.fuse_conv_bn_eval(module.conv, norm)
            after = [norm.drop, norm.act] if hasattr(norm, "act") else []
            module.bn = torch.nn.Sequential(*after)
    return model


def _attend(module: Any, query: Any, key: Any, value: Any, **options: Any) -> tuple[Any, None]:
    """What MultiheadAttention computes for self-attention, without its transposed input.

    torch multiplies a transposed batch by copying the weights for every row of it: four short
    texts in bfloat16 took 210 ms that way, and take 30 ms this way.
    """
    from torch.nn import functional

    mask = options.get("attn_mask")
    if not (query is key is value) or module.in_proj_weight is None or query.ndim != 3:
        found: tuple[Any, None] = type(module).forward(module, query, key, value, **options)
        return found
    n, length, width = query.shape
    packed = functional.linear(query, module.in_proj_weight, module.in_proj_bias)
    q, k, v = packed.view(n, length, 3, module.num_heads, -1).permute(2, 0, 3, 1, 4)
    if mask is not None and mask.ndim == 3:
        mask = mask.view(n, module.num_heads, length, length)
    mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    return module.out_proj(mixed.transpose(1, 2).reshape(n, length, width)), None


def _tokenizer(folder: ModelFolder) -> Any:
    import open_clip

    text = folder.model_config["text_cfg"]
    options = {**text.get("tokenizer_kwargs", {}), "context_length": text.get("context_length", 77)}
    if folder.wants_transformers:
        try:
            return open_clip.tokenizer.HFTokenizer(
                str(folder.path), tokenizer_mode=text.get("tokenizer_mode"), **options
            )
        except ImportError as error:
            raise ModelError(
                f"The model {folder.name} needs the package transformers for its texts.",
                "Install it: pip install 'picturedesk[siglip]'",
            ) from error
        except (OSError, ValueError) as error:
            raise ModelError(
                f"The tokenizer of the model {folder.name} is missing or damaged.",
                "Fetch or import it again.",
            ) from error
    if folder.merges is not None:
        options["bpe_path"] = str(folder.merges)
    try:
        tokenizer = open_clip.SimpleTokenizer(**options)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ModelError(f"The tokenizer of the model {folder.name} is damaged.") from error
    if tokenizer.vocab_size > text.get("vocab_size", tokenizer.vocab_size):
        raise ModelError(f"The tokenizer of the model {folder.name} does not fit its weights.")
    return tokenizer
