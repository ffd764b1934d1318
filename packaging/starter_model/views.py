"""Random views of pictures: the same crop for the student's pixels and the teacher's maps.

Crops are upright boxes, so resampling is two small matrix products (rows, then columns), and all
colour changes together are one 3 x 3 matrix: cheap enough not to slow the training down.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch

# open_clip's own defaults, so that plain open_clip prepares pictures the same way.
MEAN = (0.48145466, 0.4578275, 0.40821073)
STD = (0.26862954, 0.26130258, 0.27577711)


@dataclass(frozen=True)
class Crops:
    """Boxes as centre and half size in -1..1, (B,) each; a negative half width mirrors."""

    x: torch.Tensor
    y: torch.Tensor
    half_width: torch.Tensor
    half_height: torch.Tensor


def random_crops(count: int, smallest: float) -> Crops:
    """Part of the area, shape, place and mirror at random; some pictures stay whole."""
    area = torch.empty(count).uniform_(smallest, 1.0)
    ratio = torch.exp(torch.empty(count).uniform_(math.log(0.8), math.log(1.25)))
    whole = torch.rand(count) < 0.15
    width = (area * ratio).sqrt().clamp_max(1.0).masked_fill(whole, 1.0)
    height = (area / ratio).sqrt().clamp_max(1.0).masked_fill(whole, 1.0)
    x, y = (torch.rand(count) * 2 - 1) * (1 - width), (torch.rand(count) * 2 - 1) * (1 - height)
    mirror = torch.where(torch.rand(count) < 0.5, -1.0, 1.0)
    return Crops(x, y, width * mirror, height)


def whole(count: int) -> Crops:
    """The pictures as they are."""
    zero, one = torch.zeros(count), torch.ones(count)
    return Crops(zero, zero, one, one)


def weights(
    centre: torch.Tensor, half: torch.Tensor, n_in: int, n_out: int, blur: torch.Tensor | None
) -> torch.Tensor:
    """Triangle-filter resampling along one side: (B, n_out, n_in), rows summing to one."""
    u = (2 * torch.arange(n_out) + 1) / n_out - 1
    position = (centre[:, None] + half[:, None] * u + 1) * (n_in / 2) - 0.5
    position = position.clamp(0, n_in - 1)
    radius = (half.abs() * (n_in / n_out)).clamp_min(1.0)
    radius = radius if blur is None else radius * blur
    distance = (position[:, :, None] - torch.arange(n_in)).abs() / radius[:, None, None]
    hat = (1 - distance).clamp_min(0)
    return hat / hat.sum(2, keepdim=True)


def resample(
    maps: torch.Tensor, crops: Crops, side: int, blur: torch.Tensor | None = None
) -> torch.Tensor:
    """The crops out of maps (B, H, W, C) at `side` x `side`: (B, side, side, C), float."""
    count, height, width, channels = maps.shape
    rows = weights(crops.y, crops.half_height, height, side, blur)
    columns = weights(crops.x, crops.half_width, width, side, blur)
    found = torch.bmm(rows, maps.reshape(count, height, width * channels))
    return columns[:, None] @ found.view(count, side, width, channels)


def planar(
    array: np.ndarray, index: np.ndarray, crops: Crops, side: int, blur: torch.Tensor | None = None
) -> torch.Tensor:
    """The crops out of pictures (N, H, W, 3), bytes: (B, 3, side, side), float.

    The same as `resample`, with the channels in front: three channels last make slow products.
    """
    pixels = torch.from_numpy(array[index]).permute(0, 3, 1, 2).contiguous().float()
    count, _, height, width = pixels.shape
    rows = weights(crops.y, crops.half_height, height, side, blur)
    columns = weights(crops.x, crops.half_width, width, side, blur)
    found = torch.bmm(pixels.view(count, 3 * height, width), columns.transpose(1, 2).contiguous())
    return rows[:, None].expand(-1, 3, -1, -1) @ found.view(count, 3, height, side)


def recolour(pixels: torch.Tensor, strength: float = 0.3) -> torch.Tensor:
    """Saturation, tint, contrast and brightness a little off; now and then grey."""
    count = len(pixels)

    def factor(spread: float, channels: int = 1) -> torch.Tensor:
        return 1 + (torch.rand(count, channels, 1, 1) * 2 - 1) * spread

    grey = pixels.mean(1, keepdim=True)
    middle = grey.mean((2, 3), keepdim=True)
    colour = torch.where(torch.rand(count, 1, 1, 1) < 0.03, torch.zeros(()), factor(strength))
    contrast, bright = factor(strength), factor(strength) * factor(0.06, 3)
    pixels.sub_(grey).mul_(colour * contrast)
    pixels.add_(grey.sub_(middle).mul_(contrast).add_(middle)).mul_(bright)
    return pixels.clamp_(0, 255)


def normal(pixels: torch.Tensor) -> torch.Tensor:
    """(B, 3, H, W) in 0..255 as the tower takes it: normalised, channels last."""
    mean = torch.tensor(MEAN).view(1, 3, 1, 1) * 255
    std = torch.tensor(STD).view(1, 3, 1, 1) * 255
    return pixels.sub_(mean).div_(std).contiguous(memory_format=torch.channels_last)


def view(array: np.ndarray, index: np.ndarray, crops: Crops, side: int) -> torch.Tensor:
    """The crops of pictures `index`, colours and sharpness a little off, for the tower."""
    count = len(index)
    soft = torch.rand(count) < 0.12
    blur = torch.where(soft, torch.empty(count).uniform_(1.0, 2.5), torch.ones(()))
    return normal(recolour(planar(array, index, crops, side, blur)))


def plain(array: np.ndarray, index: np.ndarray, side: int) -> torch.Tensor:
    """Whole pictures, unchanged, for the tower."""
    return normal(planar(array, index, whole(len(index)), side))
