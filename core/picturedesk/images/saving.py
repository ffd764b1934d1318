"""Pictures to bytes: JPEG, PNG or WebP in sRGB, with the profile that says so."""

from __future__ import annotations

import io
from typing import Literal

import numpy as np
import numpy.typing as npt
from PIL import Image

from picturedesk.images.colour import srgb_profile

SaveFormat = Literal["JPEG", "PNG", "WEBP"]


def encode(
    picture: Image.Image | npt.NDArray[np.uint8], form: SaveFormat, quality: int = 90
) -> bytes:
    """An sRGB picture (Pillow image, or ``(H, W, 3)`` uint8) as a file's bytes."""
    im = Image.fromarray(picture) if isinstance(picture, np.ndarray) else picture
    im = im if im.mode == "RGB" else im.convert("RGB")
    out = io.BytesIO()
    profile = srgb_profile()
    if form == "JPEG":
        sampling = 0 if quality >= 92 else 2
        im.save(
            out, "JPEG", quality=quality, optimize=True, progressive=True,
            subsampling=sampling, icc_profile=profile,
        )  # fmt: skip
    elif form == "PNG":
        im.save(out, "PNG", optimize=False, compress_level=6, icc_profile=profile)
    else:
        im.save(out, "WEBP", quality=quality, method=4, icc_profile=profile)
    return out.getvalue()


def save_jpeg(picture: Image.Image | npt.NDArray[np.uint8], quality: int = 90) -> bytes:
    """:func:`encode` as JPEG."""
    return encode(picture, "JPEG", quality)


def save_png(picture: Image.Image | npt.NDArray[np.uint8]) -> bytes:
    """:func:`encode` as PNG."""
    return encode(picture, "PNG")


def save_webp(picture: Image.Image | npt.NDArray[np.uint8], quality: int = 85) -> bytes:
    """:func:`encode` as WebP."""
    return encode(picture, "WEBP", quality)
