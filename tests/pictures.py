"""Small pictures made by the tests themselves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

COLOURS = {
    "red": (220, 40, 40),
    "green": (40, 180, 60),
    "blue": (40, 70, 220),
    "yellow": (235, 210, 50),
    "white": (245, 245, 245),
    "black": (12, 12, 12),
}


def paint(path: Path, colour: str = "red", size: tuple[int, int] = (64, 48), seed: int = 0) -> Path:
    """A picture of one colour with a little grain, so that no two seeds are alike."""
    path.parent.mkdir(parents=True, exist_ok=True)
    width, height = size
    grain = np.random.default_rng(seed).integers(-8, 8, (height, width, 3))
    pixels = np.clip(np.array(COLOURS[colour]) + grain, 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(path, quality=95)
    return path
