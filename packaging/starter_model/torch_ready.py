"""open_clip, importable: take it from here (`from torch_ready import open_clip`).

The CPU build of torch and the only torchvision to be had from a plain index do not match in their
compiled operators; torchvision's Python code then fails on import because two operators that
nothing here uses are unknown. Declaring their signatures is enough.
"""

from __future__ import annotations

import os

import torch

os.environ.setdefault("HF_HUB_OFFLINE", "1")
_DECLARED: list[torch.library.Library] = []


def _declare() -> None:
    if hasattr(torch.ops.torchvision, "nms"):
        return
    library = torch.library.Library("torchvision", "DEF")
    library.define("nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    library.define("qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    _DECLARED.append(library)  # torch forgets the declarations with the object


_declare()

import open_clip  # noqa: E402

__all__ = ["open_clip"]
