"""Random views of pictures: the same crop for the student's pixels and the teacher's maps.

Crops are upright boxes, so resampling is two small matrix products (rows, then columns), and all
colour changes together are one 3 x 3 matrix: cheap enough not to slow the training down.
"""

from __future__ import annotations

import functools
import math
import random
import string
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from PIL import Image, ImageDraw

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


@functools.cache
def stamps(count: int = 96, side: int = 256) -> torch.Tensor:
    """How strongly a watermark covers each place, 0..1: (count, side, side), bytes.

    Words, lines and frames of many sizes; where a word stands says nothing about the picture.
    """
    chance = random.Random(5)
    found = []
    for _ in range(count):
        layer = Image.new("L", (side, side))
        draw = ImageDraw.Draw(layer)
        word = "".join(chance.choices(string.ascii_letters, k=chance.randint(3, 9)))
        ink, size = chance.randint(90, 220), chance.randint(14, 64)
        for _ in range(chance.choice((1, 1, 1, 4))):
            place = (chance.uniform(-0.1, 0.6) * side, chance.uniform(0, 0.9) * side)
            draw.text(place, word, ink, font_size=size)
        if chance.random() < 0.2:
            draw.line((0, 0, side, side), ink, 3)
            draw.line((0, side, side, 0), ink, 3)
        if chance.random() < 0.3:
            layer = layer.rotate(chance.uniform(-40, 40))
        found.append(torch.from_numpy(np.array(layer)))
    return torch.stack(found)


def stamp(pixels: torch.Tensor, share: float) -> torch.Tensor:
    """A share of the pictures (B, 3, S, S) with a light or dark watermark over them."""
    rows = (torch.rand(len(pixels)) < share).nonzero()[:, 0]
    if not len(rows):
        return pixels
    chosen = stamps()[torch.randint(len(stamps()), (len(rows),))].float().div(255)[:, None]
    cover = F.interpolate(chosen, pixels.shape[-2:], mode="area")
    ink = torch.where(torch.rand(len(rows), 1, 1, 1) < 0.75, 255.0, 0.0)
    pixels[rows] = pixels[rows].lerp(ink.expand(-1, 3, *cover.shape[-2:]), cover)
    return pixels


@dataclass(frozen=True)
class Patchwork:
    """CutMix (Yun et al. 2019): a box of each picture comes from its partner in the batch.

    The box lies on a grid of quarters, so that the teacher's maps can be put together in the same
    way; pictures whose `box` is empty stay as they are.
    """

    partner: torch.Tensor  # (B,)
    box: torch.Tensor  # (B, 4): top, bottom, left, right, in quarters

    @property
    def pure(self) -> torch.Tensor:
        """Which pictures hold nothing of another: (B,)."""
        return (self.box[:, 1] <= self.box[:, 0]) | (self.box[:, 3] <= self.box[:, 2])

    def mix(self, maps: torch.Tensor) -> torch.Tensor:
        """Maps (B, S, S, C), S a multiple of four or not, with the boxes put in."""
        side = maps.shape[1]
        edge = (self.box.float() * side / 4).round()
        place = torch.arange(side)
        rows = (place >= edge[:, 0:1]) & (place < edge[:, 1:2])
        columns = (place >= edge[:, 2:3]) & (place < edge[:, 3:4])
        inside = (rows[:, :, None] & columns[:, None, :])[..., None]
        return torch.where(inside, maps[self.partner], maps)


def patchwork(count: int, share: float) -> Patchwork:
    """A share of the batch with boxes of a quarter to three quarters of the picture."""
    size = torch.randint(2, 4, (count, 2))
    size[torch.rand(count) >= share] = 0
    first = (torch.rand(count, 2) * (5 - size)).long()
    box = torch.stack([first[:, 0], first[:, 0] + size[:, 0],
                       first[:, 1], first[:, 1] + size[:, 1]], 1)  # fmt: skip
    return Patchwork(torch.arange(count).roll(1), box)


def normal(pixels: torch.Tensor) -> torch.Tensor:
    """(B, 3, H, W) in 0..255 as the tower takes it: normalised, channels last."""
    mean = torch.tensor(MEAN).view(1, 3, 1, 1) * 255
    std = torch.tensor(STD).view(1, 3, 1, 1) * 255
    return pixels.sub_(mean).div_(std).contiguous(memory_format=torch.channels_last)


def view(
    array: np.ndarray, index: np.ndarray, crops: Crops, side: int, patches: Patchwork | None = None
) -> torch.Tensor:
    """The crops of pictures `index`, colours and sharpness a little off, for the tower."""
    count = len(index)
    soft = torch.rand(count) < 0.12
    blur = torch.where(soft, torch.empty(count).uniform_(1.0, 2.5), torch.ones(()))
    pixels = stamp(recolour(planar(array, index, crops, side, blur)), 0.12)
    if patches is not None:
        pixels = patches.mix(pixels.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
    return normal(pixels)


def plain(array: np.ndarray, index: np.ndarray, side: int) -> torch.Tensor:
    """Whole pictures, unchanged, for the tower."""
    return normal(planar(array, index, whole(len(index)), side))
