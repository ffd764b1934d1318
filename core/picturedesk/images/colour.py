"""Every colour mode to upright-ready 8-bit sRGB, on no more pixels than are needed.

:func:`shrink` brings a decoded picture to few pixels in 8 bits, strip by strip (alpha over white,
16 bits and floats scaled); :func:`to_srgb` then goes through the ICC profile. Colours of CMYK
without a profile follow the inks of an offset press (Neugebauer's equations over the sixteen
solid overprints), because screens' own complement colours look like neon beside print.
"""

from __future__ import annotations

import functools
import io

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

ByteArray = npt.NDArray[np.uint8]
FloatArray = npt.NDArray[np.float32]

_STRIP_PIXELS = 1 << 20


def _over_white(im: Image.Image) -> Image.Image:
    """A picture with an alpha channel laid on white paper."""
    grey = im.mode in {"LA", "La"}
    im = im.convert("LA" if grey else "RGBA")
    paper = Image.new("L", im.size, 255) if grey else Image.new("RGB", im.size, (255, 255, 255))
    paper.paste(im.convert(paper.mode), mask=im.getchannel("A"))
    return paper


def _scaled(im: Image.Image, low: float, high: float) -> Image.Image:
    """Whole numbers and floats of any width to 8 bits, ``low`` to black, ``high`` to white."""
    values = np.asarray(im).astype(np.float32)
    if im.mode == "I;16B":
        values = np.asarray(im).view(">u2").astype(np.float32)
    values = np.nan_to_num((values - low) * (255.0 / (high - low)), posinf=255.0, neginf=0.0)
    return Image.fromarray(np.clip(values + 0.5, 0, 255).astype(np.uint8))


def value_range(im: Image.Image, bits: int = 16) -> tuple[float, float]:
    """Which values of a deep grey picture are black and white.

    Whole pictures are asked, never strips. Whole numbers span their own ``bits``, but scanners
    and cameras store 10, 12 or 14 bits in 16 without saying so: a picture that is all but black
    is taken for one of those. Floats are 0 to 1 unless they are not.
    """
    if im.mode.startswith("I;16"):
        values = np.asarray(im)
        values = values.view(">u2") if im.mode == "I;16B" else values
        low, high = 0.0, float(values.max())
    else:
        low, high = (float(v) for v in im.getextrema())  # type: ignore[arg-type]
    if im.mode == "F":
        if low >= 0 and high <= 1:
            return 0.0, 1.0
        if low >= 0 and high <= 255:
            return 0.0, 255.0
    elif low >= 0 and high <= 65535:
        if high < 2 ** (bits - 4):
            bits = next(b for b in (8, 10, 12, 16) if high < 2**b)
        return 0.0, float(2**bits - 1)
    if not (np.isfinite(low) and np.isfinite(high)):
        finite = np.asarray(im)[np.isfinite(np.asarray(im))]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    return (low, high) if high > low else (low - 1.0, low)


def flatten(im: Image.Image, low: float = 0.0, high: float = 65535.0) -> Image.Image:
    """Any mode to opaque 8-bit ``L``, ``RGB``, ``CMYK`` or ``LAB`` of the same size."""
    if im.mode.startswith("I") or im.mode == "F":
        return _scaled(im, low, high)
    if "transparency" in im.info or im.mode in {"RGBA", "RGBa", "LA", "La", "PA"}:
        return _over_white(im)
    if im.mode == "P" and im.palette is not None and im.palette.mode == "RGBA":
        return _over_white(im)
    if im.mode == "1":
        return im.convert("L")
    if im.mode in {"L", "RGB", "CMYK", "LAB"}:
        return im
    return im.convert("RGB")


def shrink(im: Image.Image, factor: int, bits: int = 16) -> Image.Image:
    """:func:`flatten` and average squares of ``factor`` pixels, in strips of about a megapixel."""
    deep = im.mode.startswith("I") or im.mode == "F"
    low, high = value_range(im, bits) if deep else (0.0, 1.0)
    if factor == 1 and im.width * im.height <= 4 * _STRIP_PIXELS:
        return flatten(im, low, high)
    rows = max(factor, _STRIP_PIXELS // max(1, im.width) // factor * factor)
    out: Image.Image | None = None
    for top in range(0, im.height, rows):
        strip = im.crop((0, top, im.width, min(im.height, top + rows)))
        small = flatten(strip, low, high)
        small = small.reduce(factor) if factor > 1 else small
        if out is None:
            size = (-(-im.width // factor), -(-im.height // factor))
            out = Image.new(small.mode, size)
        out.paste(small, (0, top // factor))
    assert out is not None
    return out


# sRGB of solid offset inks on coated paper and of their overprints, in the order of the bits
# C=1, M=2, Y=4, K=8. The four with black and others on top are all but black.
_INKS = np.array(
    [
        (255, 255, 255), (0, 174, 239), (236, 0, 140), (46, 49, 146),
        (255, 242, 0), (0, 166, 81), (237, 28, 36), (54, 53, 52),
        (35, 31, 32), (0, 15, 22), (30, 0, 10), (6, 4, 16),
        (34, 28, 0), (0, 16, 6), (30, 2, 0), (0, 0, 0),
    ],
    np.float32,
)  # fmt: skip


def _press(im: Image.Image) -> Image.Image:
    """CMYK without a profile to sRGB (Neugebauer 1937: each solid, by the area it covers)."""
    ink = np.asarray(im).astype(np.float32) / 255.0
    out = np.zeros((*ink.shape[:2], 3), np.float32)
    for solid, colour in enumerate(_INKS):
        area = np.ones(ink.shape[:2], np.float32)
        for band in range(4):
            area *= ink[..., band] if solid >> band & 1 else 1.0 - ink[..., band]
        out += area[..., None] * colour
    return Image.fromarray(np.clip(out + 0.5, 0, 255).astype(np.uint8))


@functools.cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@functools.cache
def srgb_profile() -> bytes:
    """The ICC profile that every file we write carries."""
    return _srgb().tobytes()


@functools.lru_cache(maxsize=16)
def _transform(icc: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """From a profile to sRGB; None where the profile is sRGB already or is for another mode."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    space = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK", "LAB": "Lab"}[mode]
    if profile.profile.xcolor_space.strip() != space:
        return None
    if space == "RGB" and (profile.profile.profile_description or "").startswith("sRGB"):
        return None
    return ImageCms.buildTransform(
        profile, _srgb(), mode, "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )  # fmt: skip


@functools.cache
def _lab_transform() -> ImageCms.ImageCmsTransform:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    return ImageCms.buildTransform(
        lab, _srgb(), "LAB", "RGB", ImageCms.Intent.RELATIVE_COLORIMETRIC
    )


def to_srgb(im: Image.Image, icc: bytes) -> tuple[Image.Image, str]:
    """A flattened picture to sRGB, and a warning (empty when all was well)."""
    warning = ""
    if icc and im.mode != "LAB":
        try:
            transform = _transform(icc, im.mode)
            if transform is not None:
                done = ImageCms.applyTransform(im, transform)
                if done is not None:
                    return done, ""
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            warning = "The colour profile is damaged and was not used."
    if im.mode == "CMYK":
        return _press(im), warning
    if im.mode == "LAB":
        done = ImageCms.applyTransform(im, _lab_transform())
        return (done if done is not None else im.convert("RGB")), warning
    return (im if im.mode == "RGB" else im.convert("RGB")), warning


def to_lab(rgb: npt.NDArray[np.uint8]) -> FloatArray:
    """SRGB bytes ``(…, 3)`` to CIE Lab under D65 (IEC 61966-2-1, CIE 15)."""
    c = rgb.astype(np.float32) / 255.0
    linear = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    to_xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
         [0.0193339, 0.1191920, 0.9503041]], np.float32,
    )  # fmt: skip
    xyz = linear @ to_xyz.T / np.array([0.95047, 1.0, 1.08883], np.float32)
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    out = np.stack(
        [116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1
    )
    return np.asarray(out, np.float32)
