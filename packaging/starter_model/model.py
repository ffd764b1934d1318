"""The student: a two-tower model that plain open_clip builds from a JSON, plus training heads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn
from torch_ready import open_clip

NAME = "picturedesk-starter"
DIM = 256


def config(arch: str, side: int, vocabulary: int) -> dict[str, Any]:
    """The model.json: what open_clip builds, and how it prepares a picture."""
    return {
        "embed_dim": DIM,
        "vision_cfg": {
            "timm_model_name": arch,
            "timm_model_pretrained": False,
            "timm_pool": "avg",
            "timm_proj": "linear",
            "image_size": side,
        },
        "text_cfg": {
            "context_length": 32,
            "vocab_size": vocabulary,
            "width": 256,
            "heads": 4,
            "layers": 4,
        },
    }


def build(settings: dict[str, Any], folder: Path) -> nn.Module:
    """A fresh, randomly initialised model, built by open_clip itself from `folder`/NAME.json."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.json").write_text(json.dumps(settings, indent=1))
    open_clip.add_model_config(folder)
    return open_clip.create_model(NAME)


def vocabulary(cache: Path) -> int:
    """How many tokens the trained vocabulary has."""
    return open_clip.tokenizer.SimpleTokenizer(str(cache / "bpe.txt.gz")).vocab_size


class Hints(nn.Module):
    """Training-only linear reads of the teacher's maps from the student's stages."""

    def __init__(self, widths: dict[str, int], aims: dict[str, int]) -> None:
        super().__init__()
        self.reads = nn.ModuleDict({k: nn.Conv2d(widths[k], aims[k], 1) for k in aims})

    def forward(self, maps: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        """The student's guesses at the teacher's (standardised) maps."""
        found = {k: read(maps[k]) for k, read in self.reads.items()}
        found["top"] = F.leaky_relu(found["top"], 0.05)
        return found


STAGES = {
    "regnet": ("s2", "s3", "s4"),
    "resnet": ("layer2", "layer3", "layer4"),
}


class Watched(nn.Module):
    """A picture tower with the maps of its last three stages kept for the hints."""

    def __init__(self, tower: nn.Module) -> None:
        super().__init__()
        self.tower = tower
        self.maps: dict[str, torch.Tensor] = {}
        trunk: Any = tower.trunk
        names = next(v for k, v in STAGES.items() if type(trunk).__name__.lower().startswith(k))
        for key, name in zip(("s8", "s16", "top"), names, strict=True):
            getattr(trunk, name).register_forward_hook(self._keeper(key))

    def _keeper(self, key: str) -> Any:
        def keep(_module: nn.Module, _inputs: Any, output: torch.Tensor) -> None:
            self.maps[key] = output

        return keep

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The picture vectors (B, DIM), not normalised; `maps` holds the stages' outputs."""
        return self.tower(x)

    def widths(self, side: int) -> dict[str, int]:
        """The channels of every kept map."""
        training = self.tower.training
        self.tower.eval()
        with torch.inference_mode():
            self.tower(torch.zeros(1, 3, side, side))
        self.tower.train(training)
        return {k: v.shape[1] for k, v in self.maps.items()}
