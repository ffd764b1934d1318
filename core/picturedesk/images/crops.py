"""Crops: many small views of one picture for an encoder, and one crop in full for a file.

Boxes are rows ``(left, top, right, bottom)`` in fractions of the upright picture; they are handed
to the resampler with fractional edges, so a box of exactly a channel's ratio keeps it.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from PIL import Image

from picturedesk.errors import WriteError
from picturedesk.images import formats as kinds
from picturedesk.images import limits
from picturedesk.images.colour import srgb_profile
from picturedesk.images.picture import ByteArray, _open, _reasons
from picturedesk.images.saving import SaveFormat
from picturedesk.images.shapes import prepare_image
from picturedesk.images.source import FULL
from picturedesk.images.writing import containers, packet
from picturedesk.records import InputSpec

BEST, LEAST = 95, 40
"""Qualities between which the byte limit is searched; below, a picture is no longer shown."""
_NEAR = 0.05
"""An edge this near to a pixel's, in pixels, is meant to be there."""
_LARGEST_BLOCK = 60_000
"""Metadata beyond this does not fit into one segment of a JPEG."""
_ORIENTATION = 0x0112
_EXIF_IFD = 0x8769
_SIZES = (0xA002, 0xA003)
_XMP_TURN = re.compile(rb"(tiff:Orientation(?:=\"|='|>))[2-8]")


def views(
    picture: ByteArray,
    boxes: npt.NDArray[np.float64],
    seen: tuple[int, int] | None,
    spec: InputSpec,
) -> ByteArray:
    """Crops ``(n, 4)`` of a picture ``(H, W, 3)`` as encoder inputs ``(n, S, S, 3)``.

    ``seen`` (width, height in pixels) is the size that people will see: each crop is first made
    that small, so that what is lost on the way is lost for the encoder as well. Every crop is
    squashed, whatever the spec says: nothing of it may be cut again.
    """
    image = Image.fromarray(picture)
    squashed = replace(spec, resize="squash")
    scale = np.array([image.width, image.height, image.width, image.height])
    made = []
    for box in np.asarray(boxes) * scale:
        part = (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
        if seen is not None and seen[0] < part[2] - part[0]:
            small = image.resize(seen, Image.Resampling.BICUBIC, box=part)
            made.append(prepare_image(small, squashed))
        else:
            made.append(
                np.array(image.resize((spec.size, spec.size), Image.Resampling.BICUBIC, box=part))
            )
    return np.array(made, np.uint8).reshape(len(made), spec.size, spec.size, 3)


def resized(
    picture: ByteArray, size: tuple[int, int], box: Sequence[float] | None = None
) -> ByteArray:
    """A picture, or a box of it, at another size (width, height): ``(h, w, 3)``, bicubic."""
    image = Image.fromarray(picture)
    part = None
    if box is not None:
        part = (
            box[0] * image.width, box[1] * image.height,
            box[2] * image.width, box[3] * image.height,
        )  # fmt: skip
    return np.array(image.resize(size, Image.Resampling.BICUBIC, box=part))


@dataclass(frozen=True, slots=True, eq=False)
class Original:
    """A picture file opened for exports: its upright pixels, and what its container carries."""

    image: Image.Image
    exif: bytes
    """Without orientation and sizes, which no longer hold; empty where there is none."""
    xmp: bytes
    credentials: bool
    """Whether it carries C2PA content credentials, which a new file cannot keep."""


def open_original(path: str | bytes) -> Original:
    """The whole picture in sRGB with its metadata. Raises :class:`PictureProblem`."""
    with kinds.open_binary(path) as fp, _reasons():
        source, held, _ = _open(path, fp)
        exif, xmp = _exif(source.blocks.exif), source.blocks.xmp
        image = source.load(FULL)
        held.seek(0)
        data = held.read(64 * 2**20)
    try:
        credentials = containers.has_credentials(data)
    except WriteError:  # a damaged container that decodes all the same
        credentials = False
    return Original(image, exif, _XMP_TURN.sub(rb"\g<1>1", xmp), credentials)


def _exif(exif: Image.Exif | None) -> bytes:
    if not exif:
        return b""
    kept = Image.Exif()
    try:
        kept.load(exif.tobytes())
        kept.pop(_ORIENTATION, None)
        inner = kept.get_ifd(_EXIF_IFD)
        for tag in _SIZES:
            inner.pop(tag, None)
        data = kept.tobytes()
    except limits.DECODER_ERRORS:
        return b""  # what cameras write is not always EXIF; the crop is worth more
    return data if len(data) <= _LARGEST_BLOCK else b""


def cropped(image: Image.Image, box: Sequence[float], size: tuple[int, int]) -> Image.Image:
    """A box of a picture at exactly ``size`` (width, height), Lanczos.

    The filter sees the pixels of the box alone: a border that was cut away must not shine in.
    """
    scale = (image.width, image.height) * 2
    left, top, right, bottom = (
        round(v) if abs(v - round(v)) < _NEAR else v
        for v in (part * whole for part, whole in zip(box, scale, strict=True))
    )
    outer = (math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))
    within = (left - outer[0], top - outer[1], right - outer[0], bottom - outer[1])
    return image.crop(outer).resize(size, Image.Resampling.LANCZOS, box=within)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture as a file's bytes, under a limit."""

    data: bytes
    format: str
    """``jpeg``, ``png`` or ``webp``."""
    quality: int
    """0 for PNG, which loses nothing."""


def within_bytes(
    image: Image.Image,
    formats: Sequence[str],
    limit: int,
    *,
    exif: bytes = b"",
    xmp: bytes = b"",
) -> Fitted:
    """The best quality whose file, metadata included, stays under ``limit`` bytes.

    Formats are tried in their order; the quality is searched by halving. Raises WriteError when
    none will do.
    """
    for name in formats:
        form = cast("SaveFormat", name.upper())

        def made(quality: int, form: SaveFormat = form) -> bytes:
            return _with_packet(_encoded(image, form, quality, exif), xmp)

        best = made(BEST)
        if len(best) <= limit:
            return Fitted(best, name, 0 if form == "PNG" else BEST)
        if form == "PNG":
            continue
        low, high, found = LEAST, BEST - 1, None
        while low <= high:
            middle = (low + high) // 2
            data = made(middle)
            if len(data) <= limit:
                found, low = Fitted(data, name, middle), middle + 1
            else:
                high = middle - 1
        if found is not None:
            return found
    raise WriteError(
        f"The picture does not fit into {limit:,} bytes as {' or '.join(formats)}.",
        "Choose a calmer crop, or a larger limit for the channel.",
    )


def _encoded(image: Image.Image, form: SaveFormat, quality: int, exif: bytes) -> bytes:
    out = io.BytesIO()
    options: dict[str, Any] = {"icc_profile": srgb_profile()}
    if exif:
        options["exif"] = exif
    if form == "JPEG":
        options |= {
            "quality": quality, "optimize": True, "progressive": True,
            "subsampling": 0 if quality >= 90 else 2,
        }  # fmt: skip
    elif form == "WEBP":
        options |= {"quality": quality, "method": 4}
    else:
        options |= {"optimize": True}
    image.save(out, form, **options)
    return out.getvalue()


def _with_packet(data: bytes, xmp: bytes) -> bytes:
    return containers.replace_packet(data, xmp) if xmp else data


def alt_packet(old: bytes, alt_text: str) -> bytes:
    """An XMP packet for an export: the old one (may be empty) with this alt text in it.

    Empty when there is nothing to say. Raises WriteError when the old one is damaged or
    too large.
    """
    if not old and not alt_text:
        return b""
    fields = packet.Fields(alt_text={"x-default": alt_text} if alt_text else None)
    made = packet.without_padding(packet.merge(old or None, fields))
    if len(made) > _LARGEST_BLOCK:
        raise WriteError("The metadata that is there is too large to go along.")
    return made
