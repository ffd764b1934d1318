"""The pictures that Picture Desk carries: which scenes, with which choices, and their metadata."""

import random
from pathlib import Path

from PIL import Image, ImageEnhance

from . import metadata, scenes
from .metadata import Notes
from .shot import QUALITY, Shot, Variant
from .shots_inside import INSIDE
from .shots_outside import OUTSIDE

SHOTS: tuple[Shot, ...] = OUTSIDE + INSIDE


def render(shot: Shot, pixels: int = 1500) -> Image.Image:
    """Draw one shipped picture."""
    dice = random.Random(f"{scenes.SHIPPED_SEED}/{shot.path}/{shot.take}")
    return scenes.draw(shot.scene, dice.getrandbits(40), shot.shape, pixels, shot.fixed)[0]


def write(out: Path, pixels: int = 1400) -> None:
    """Draw all of them into folders below `out`."""
    for shot in SHOTS:
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
