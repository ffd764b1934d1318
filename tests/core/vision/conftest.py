"""Small models of every kind of tower that is supported, with random weights."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

RECIPE = Path(__file__).resolve().parents[3] / "packaging" / "models" / "make_placeholder.py"

TEXT = {"context_length": 16, "vocab_size": 514 + 300, "width": 32, "heads": 2, "layers": 2}
SHAPES: dict[str, dict[str, Any]] = {
    # The starter's shape: a convolutional trunk, a mean, a linear map.
    "starter": {
        "embed_dim": 32,
        "vision_cfg": {
            "timm_model_name": "regnetx_002",
            "timm_model_pretrained": False,
            "timm_pool": "avg",
            "timm_proj": "linear",
            "image_size": 64,
        },
        "text_cfg": TEXT,
    },
    # ViT-B-32 and ViT-B-16.
    "vit": {
        "embed_dim": 32,
        "vision_cfg": {"image_size": 64, "layers": 3, "width": 128, "patch_size": 16},
        "text_cfg": TEXT,
    },
    # The same with open_clip's own tokenizer, as it lies on the hub.
    "hub": {
        "embed_dim": 32,
        "vision_cfg": {"image_size": 32, "layers": 1, "width": 64, "patch_size": 16},
        "text_cfg": {**TEXT, "vocab_size": 49408},
    },
    # ViT-B-32-SigLIP2-256: attention pooling, a text tower that reads its last position.
    "siglip": {
        "embed_dim": 96,
        "init_logit_bias": -10,
        "custom_text": True,
        "vision_cfg": {
            "timm_model_name": "test_vit3",
            "timm_model_pretrained": False,
            "timm_pool": "map",
            "timm_proj": "none",
            "image_size": 160,
        },
        "text_cfg": {**TEXT, "no_causal_mask": True, "proj_bias": True, "pool_type": "last"},
    },
    # MobileCLIP2-S0: side branches that are folded, a text tower that sees in both directions.
    "mobileclip": {
        "embed_dim": 32,
        "vision_cfg": {
            "timm_model_name": "fastvit_t8",
            "timm_model_pretrained": False,
            "timm_pool": "avg",
            "timm_proj": None,
            "image_size": 64,
        },
        "text_cfg": {**TEXT, "no_causal_mask": True},
        "custom_text": True,
    },
}


@pytest.fixture(scope="session")
def write_model() -> Callable[..., Path]:
    """The recipe of ``packaging/models``: ``write(folder, configuration, seed=0)``."""
    spec = importlib.util.spec_from_file_location("make_placeholder", RECIPE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    write: Callable[..., Path] = module.write
    # Threads that wait for each other cost more than they bring on models as small as these.
    module.import_torch().set_num_threads(1)
    return write


@pytest.fixture(scope="session")
def folders(
    write_model: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """A model folder for each of :data:`SHAPES`."""
    base = tmp_path_factory.mktemp("models")
    return {name: write_model(base / name, shape) for name, shape in SHAPES.items()}
