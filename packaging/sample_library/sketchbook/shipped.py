"""The pictures that Picture Desk carries: which scenes, with which choices, and their metadata."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageEnhance

from . import metadata, scenes
from .metadata import Notes

ONE = ("Lumen", "Lumen One")
TWO = ("Lumen", "Lumen Two")
FIELD = ("Fieldcam", "Fieldcam F2")
QUALITY = 78


@dataclass(frozen=True)
class Variant:
    """A near-duplicate: cut to a box in fractions, exposed differently, saved smaller or worse."""

    name: str
    notes: Notes
    box: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    exposure: float = 1.0
    long_side: int = 1400
    quality: int = QUALITY


@dataclass(frozen=True)
class Shot:
    """One shipped picture. `take` rolls its dice anew where the first roll did not please."""

    path: str
    scene: str
    shape: str
    notes: Notes
    fixed: dict[str, object] = field(default_factory=dict)
    take: int = 0
    variants: tuple[Variant, ...] = ()


def _shots() -> Iterator[Shot]:
    from .shot_list import SHOTS

    yield from SHOTS


def render(shot: Shot, pixels: int = 1500) -> Image.Image:
    """Draw one shipped picture."""
    dice = random.Random(f"{scenes.SHIPPED_SEED}/{shot.path}/{shot.take}")
    return scenes.draw(shot.scene, dice.getrandbits(40), shot.shape, pixels, shot.fixed)[0]


def write(out: Path, pixels: int = 1400) -> None:
    """Draw all of them into folders below `out`."""
    for shot in _shots():
        image = render(shot, pixels)
        path = out / f"{shot.path}.jpg"
        path.parent.mkdir(parents=True, exist_ok=True)
        _save(image, path, shot.notes, QUALITY)
        for variant in shot.variants:
            _save(
                _varied(image, variant),
                path.with_name(f"{variant.name}.jpg"),
                variant.notes,
                variant.quality,
            )


def _varied(image: Image.Image, variant: Variant) -> Image.Image:
    w, h = image.size
    left, top, right, bottom = variant.box
    cut = image.crop((round(left * w), round(top * h), round(right * w), round(bottom * h)))
    scale = min(variant.long_side, max(w, h)) / max(cut.size)
    size = (round(cut.width * scale), round(cut.height * scale))
    return ImageEnhance.Brightness(cut.resize(size, Image.Resampling.LANCZOS)).enhance(
        variant.exposure
    )


def _save(image: Image.Image, path: Path, notes: Notes, quality: int) -> None:
    packet = metadata.xmp(notes)
    more: dict[str, object] = {"xmp": packet} if packet else {}
    image.save(
        path,
        "JPEG",
        quality=quality,
        optimize=True,
        progressive=True,
        subsampling=2,
        exif=metadata.exif(notes),
        extra=metadata.iptc_segment(notes),
        **more,
    )
