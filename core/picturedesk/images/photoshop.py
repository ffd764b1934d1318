"""Photoshop files (PSD and PSB): their flattened picture, read channel by channel.

Pillow reads 8-bit PSD only, and psd-tools parses every layer first (the whole file, often
gigabytes). What a library needs is the merged picture at the end of the file, which is simple to
reach; only where a file was saved without one does psd-tools draw the layers. Source: Adobe
Photoshop File Formats Specification. Photoshop lays transparency on white when it merges.
"""

from __future__ import annotations

import logging
import os
import struct
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageStat

from picturedesk.errors import PictureProblem
from picturedesk.images.limits import DECODER_ERRORS, TRUNCATED

_MODES = {0: "1", 1: "L", 2: "P", 3: "RGB", 4: "CMYK", 7: "L", 8: "L", 9: "LAB"}
_BANDS = {"RGB": 3, "CMYK": 4, "LAB": 3}
_ICC, _IPTC, _EXIF, _XMP, _VERSION_INFO = 1039, 1028, 1058, 1060, 1057
_MAX_RESOURCE = 16 * 2**20
_MAX_DRAWN_BYTES = 200 * 2**20
_MAX_DRAWN_PIXELS = 25_000_000  # drawn in floats, several copies of every pixel
_LAYERS_ONLY = "The file holds layers only; save it in Photoshop with “Maximize compatibility”."


@dataclass(slots=True)
class PsdFile:
    """An open PSD or PSB: its size and metadata; pixels on request."""

    fp: BinaryIO
    width: int
    height: int
    mode: str
    depth: int
    large: bool
    palette: bytes
    resources: dict[int, bytes]
    data_offset: int
    transparent: bool
    """Whether the first extra channel is the merged picture's transparency."""
    drawn: bool = False
    """Whether :meth:`load` had to draw the layers: in sRGB then, and perhaps not exactly."""

    @property
    def icc(self) -> bytes:
        """The ICC profile; 32-bit pictures are brought to sRGB's own curve instead."""
        return b"" if self.depth == 32 else self.resources.get(_ICC, b"")

    @property
    def iptc(self) -> bytes:
        """IPTC records."""
        return self.resources.get(_IPTC, b"")

    @property
    def exif(self) -> bytes:
        """EXIF, as a TIFF."""
        return self.resources.get(_EXIF, b"")

    @property
    def xmp(self) -> bytes:
        """The XMP packet."""
        return self.resources.get(_XMP, b"")

    @property
    def bytes_per_pixel(self) -> float:
        """What decoding holds at once, for :func:`limits.check_size`: one channel, deep."""
        return 2.5 * max(1, self.depth // 8)

    def load(self, factor: int) -> Image.Image:
        """The merged picture, each square of ``factor`` pixels averaged."""
        self.fp.seek(self.data_offset)
        compression = struct.unpack(">H", _exactly(self.fp, 2))[0]
        rows = _channel_sizes(self, compression)
        bands = _BANDS.get(self.mode, 1)
        planes = [self._band(compression, rows, band, factor) for band in range(bands)]
        if self.mode == "CMYK":
            planes = [plane.point(_inverted) for plane in planes]
        merged = planes[0] if bands == 1 else Image.merge(self.mode, planes)
        # Saved for the smallest file, the merged picture is blank, and a flag says so; other
        # programs leave the flag unset beside a picture that is real.
        says_real = self.resources.get(_VERSION_INFO, b"\0\0\0\1\1")[4:5] != b"\0"
        if not says_real and all(low == high for low, high in _extrema(merged)):
            self.drawn = True
            drawn = _draw_layers(self)
            return drawn.reduce(factor) if factor > 1 else drawn
        if self.transparent and self.mode in {"L", "RGB"} and self.depth in {8, 16}:
            merged = _on_white(merged, self._band(compression, rows, bands, factor))
        return merged

    def _band(self, compression: int, sizes: list[int], band: int, factor: int) -> Image.Image:
        plane = self._plane(compression, sizes, band)
        if self.mode == "P":
            plane.putpalette(b"".join(self.palette[i::256] for i in range(256)))
            plane = plane.convert("RGB")
        elif self.mode == "1":
            plane = plane.convert("L")
        return plane.reduce(factor) if factor > 1 else plane

    def _plane(self, compression: int, sizes: list[int], band: int) -> Image.Image:
        bits = self.width * self.depth
        row_bytes = (bits + 7) // 8
        if compression == 1:
            data = _exactly(self.fp, sizes[band])
            raw = Image.frombytes("L", (row_bytes, self.height), data, "packbits", "L").tobytes()
        elif compression == 0:
            raw = _exactly(self.fp, row_bytes * self.height)
        else:
            raise PictureProblem("This variant of the format is not read.")
        if self.depth == 1:
            return Image.frombytes("1", (self.width, self.height), raw, "raw", "1;I")
        if self.depth == 8:
            return Image.frombytes("L", (self.width, self.height), raw)
        shape = (self.height, self.width)
        if self.depth == 16:
            return Image.fromarray(np.frombuffer(raw, np.uint8)[::2].reshape(shape))
        light = np.clip(np.nan_to_num(np.frombuffer(raw, ">f4").astype(np.float32)), 0, 1)
        curve = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
        return Image.fromarray((curve * 255 + 0.5).astype(np.uint8).reshape(shape))


def _exactly(fp: BinaryIO, count: int) -> bytes:
    data = fp.read(count)
    if len(data) < count:
        raise PictureProblem(TRUNCATED)
    return data


def _inverted(value: float) -> float:
    return 255 - value


def _draw_layers(psd: PsdFile) -> Image.Image:
    """The picture of a file saved without one, drawn by psd-tools; ``RGB`` on white."""
    psd.fp.seek(0, os.SEEK_END)
    if psd.fp.tell() > _MAX_DRAWN_BYTES or psd.width * psd.height > _MAX_DRAWN_PIXELS:
        raise PictureProblem(_LAYERS_ONLY)
    from psd_tools import PSDImage

    logging.getLogger("psd_tools").setLevel(logging.CRITICAL + 1)
    psd.fp.seek(0)
    try:
        drawn = PSDImage.open(psd.fp).composite(ignore_preview=True)
    except ImportError as e:  # shapes need an extra of psd-tools
        raise PictureProblem(_LAYERS_ONLY) from e
    except DECODER_ERRORS as e:
        raise PictureProblem(_LAYERS_ONLY) from e
    if drawn is None:
        raise PictureProblem(_LAYERS_ONLY)
    drawn = drawn.convert("RGBA")
    paper = Image.new("RGB", drawn.size, "white")
    paper.paste(drawn.convert("RGB"), mask=drawn.getchannel("A"))
    return paper


def _on_white(im: Image.Image, alpha: Image.Image) -> Image.Image:
    """Lay transparency on white, unless the writer did it already, as Photoshop does."""
    clear = alpha.point([255, *[0] * 255])
    if not clear.getbbox():
        return im
    under = Image.composite(im.convert("L"), Image.new("L", im.size, 255), clear)
    if ImageStat.Stat(under, clear).mean[0] >= 250:
        return im
    paper = Image.new(im.mode, im.size, "white")
    paper.paste(im, mask=alpha)
    return paper


def _extrema(im: Image.Image) -> list[tuple[float, float]]:
    """Lowest and highest value of each band."""
    return [band.getextrema() for band in im.split()]  # type: ignore[misc]


def _channel_sizes(psd: PsdFile, compression: int) -> list[int]:
    """Bytes of each run-length coded channel, from the table of row lengths."""
    if compression != 1:
        return []
    width = 4 if psd.large else 2
    psd.fp.seek(12)
    channels = struct.unpack(">H", _exactly(psd.fp, 2))[0]
    psd.fp.seek(psd.data_offset + 2)
    table = np.frombuffer(_exactly(psd.fp, width * channels * psd.height), f">u{width}")
    return [int(n) for n in table.reshape(channels, psd.height).sum(1, dtype=np.int64)]


def _read_resources(data: bytes) -> dict[int, bytes]:
    """Image resource blocks: identifier to content; stops at the first damaged one."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 12 <= len(data) and data[at : at + 3] in {b"8BI", b"MeS", b"Agf", b"PHU", b"DCS"}:
        key = int.from_bytes(data[at + 4 : at + 6], "big")
        name = data[at + 6] + 1
        at += 6 + name + (name & 1)
        size = int.from_bytes(data[at : at + 4], "big")
        found.setdefault(key, data[at + 4 : at + 4 + size])
        at += 4 + size + (size & 1)
    return found


def photoshop_resources(data: bytes) -> dict[int, bytes]:
    """The same blocks as found in a TIFF or JPEG."""
    return _read_resources(data)


def open_psd(fp: BinaryIO) -> PsdFile:
    """Read header and metadata of a PSD or PSB. Raises :class:`PictureProblem`."""
    fp.seek(0)
    header = _exactly(fp, 26)
    magic, version, channels, height, width, depth, mode = struct.unpack(">4sH6x HIIHH", header)
    if magic != b"8BPS" or version not in {1, 2} or mode not in _MODES:
        raise PictureProblem("This variant of the format is not read.")
    if depth not in {1, 8, 16, 32} or (depth == 1) != (mode == 0):
        raise PictureProblem("This variant of the format is not read.")
    size = int.from_bytes(_exactly(fp, 4), "big")
    palette = _exactly(fp, 768) if mode == 2 and size >= 768 else b""
    fp.seek(30 + size)
    size = int.from_bytes(_exactly(fp, 4), "big")
    start = fp.tell()
    resources = _read_resources(fp.read(min(size, _MAX_RESOURCE)))
    fp.seek(start + size)
    large = version == 2
    wide = 8 if large else 4
    size = int.from_bytes(_exactly(fp, wide), "big")
    end = fp.tell() + size
    # A negative number of layers says that the first extra channel is transparency.
    count = fp.read(wide + 2)[wide:] if size > wide + 2 else b""
    name = _MODES[mode]
    transparent = count[:1] >= b"\x80" and channels > _BANDS.get(name, 1)
    return PsdFile(fp, width, height, name, depth, large, palette, resources, end, transparent)
