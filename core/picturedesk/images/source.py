"""One open picture of any format, before its pixels are touched.

:func:`open_source` recognises the file, opens it with the one decoder that is meant for it, reads
its metadata blocks and checks its size. :meth:`Source.load` then decodes, at reduced scale where
the format can (JPEG), and gives a small, flattened, upright sRGB picture.
"""

from __future__ import annotations

import functools
import io
import re
from dataclasses import dataclass, field
from typing import BinaryIO, cast

from PIL import Image

from picturedesk.errors import PictureProblem
from picturedesk.images import colour, formats, limits, photoshop, raw
from picturedesk.images.metadata import Blocks
from picturedesk.images.shapes import fit

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_PIXEL_BYTES = {"1": 1, "L": 1, "P": 1, "LA": 4, "PA": 4}
_MARGIN = 1.5
"""A picture that is averaged down keeps this much more than is asked for, so that the last,
finer resampling still has something to work with."""


@dataclass(frozen=True, slots=True)
class Need:
    """The least sides, in pixels, that a decode must keep (if the picture has them)."""

    long: int
    short: int


FULL = Need(1 << 30, 1 << 30)


@dataclass(slots=True)
class Source:
    """An open picture."""

    format: str
    width: int
    height: int
    orientation: int
    icc: bytes
    blocks: Blocks
    image: Image.Image | None = None
    psd: photoshop.PsdFile | None = None
    fp: BinaryIO | None = None
    bits: int = 16
    turned_by_decoder: bool = False
    warnings: list[str] = field(default_factory=list)

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height as a person sees the picture."""
        if self.orientation >= 5:
            return self.height, self.width
        return self.width, self.height

    def load(self, need: Need, within: int | None = None) -> Image.Image:
        """Decode to an upright sRGB picture whose sides are at least ``need``.

        ``within`` makes it fit a square of that side, before its colours are converted.
        """
        icc = self.icc
        if self.psd is not None:
            factor = _factor(self.psd.width, self.psd.height, need)
            small = self.psd.load(factor)
            if self.psd.drawn:
                icc = b""
                self.warnings.append("Drawn from its layers: colours and effects may differ.")
        else:
            image = self.image
            assert image is not None
            if image.format in {"JPEG", "MPO"} and need is not FULL:
                long, short = max(image.size), min(image.size)
                wide = image.width >= image.height
                least = (min(need.long, long), min(need.short, short))
                image.draft(None, least if wide else least[::-1])
            image.load()
            small = colour.shrink(image, _factor(*image.size, need), self.bits)
        if within is not None:
            small = fit(small, within)
        small, warning = colour.to_srgb(small, icc)
        if warning:
            self.warnings.append(warning)
        if self.orientation in _TURNS and not self.turned_by_decoder:
            small = small.transpose(_TURNS[self.orientation])
        return small


def _factor(width: int, height: int, need: Need) -> int:
    """How many pixels a side may be averaged into one."""
    long, short = max(width, height), min(width, height)
    return max(1, min(int(long / (_MARGIN * need.long)), int(short / (_MARGIN * need.short))))


@functools.cache
def _register() -> None:
    """Make HEIF known to Pillow; once, and only when a picture is opened."""
    import pi_heif

    pi_heif.register_heif_opener(
        thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
    )
    # Sizes are checked here, before anything is decoded; plugins that check again agree.
    Image.MAX_IMAGE_PIXELS = limits.MAX_PIXELS


def _orientation(exif: Image.Exif | None) -> int:
    try:
        value = exif.get(_ORIENTATION) if exif is not None else None
    except limits.DECODER_ERRORS:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _exif(image: Image.Image) -> Image.Exif | None:
    try:
        return image.getexif()
    except limits.DECODER_ERRORS:
        return None


def _as_bytes(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    return value if isinstance(value, bytes) else b""


def _blocks(image: Image.Image, exif: Image.Exif | None) -> Blocks:
    info = image.info
    packet = _as_bytes(info.get("xmp") or info.get("XML:com.adobe.xmp"))
    records = b""
    shop = info.get("photoshop")
    if isinstance(shop, dict):
        records = _as_bytes(shop.get(0x0404))
    if image.format == "TIFF":
        tags = getattr(image, "tag_v2", {})
        records = _tiff_bytes(tags, 33723)
        if not records:
            resources = photoshop.photoshop_resources(_tiff_bytes(tags, 34377))
            records = resources.get(0x0404, b"")
    if not records and "Raw profile type iptc" in info:
        records = _magick_profile(_as_bytes(info["Raw profile type iptc"]))
    return Blocks(exif=exif, iptc=records, xmp=packet)


def _tiff_bytes(tags: object, key: int) -> bytes:
    """A tag's own bytes; writers disagree on its type (bytes, or 4-byte integers)."""
    data = getattr(tags, "_tagdata", {}).get(key, b"")
    return data if isinstance(data, bytes) else b""


def _magick_profile(text: bytes) -> bytes:
    """A profile that ImageMagick wrote into a PNG text: name, length, hexadecimal lines."""
    match = re.match(rb"\s*\S+\s+\d+\s+([0-9a-fA-F\s]+)$", text)
    try:
        data = bytes.fromhex(match[1].decode()) if match else b""
    except ValueError:
        return b""
    return photoshop.photoshop_resources(data).get(0x0404, data)


def _pillow_source(fp: BinaryIO, kind: str, file_bytes: int, allowed: tuple[str, ...]) -> Source:
    image = Image.open(fp, formats=allowed)
    exif = _exif(image)
    name = image.format or kind
    pixel_bytes: float = _PIXEL_BYTES.get(image.mode, 2 if image.mode.startswith("I;16") else 4)
    if name in {"JPEG", "MPO"}:
        # A decode at an eighth needs a sixty-fourth, but coefficients of a progressive file
        # are all kept: two bytes each, chroma at a quarter or in full.
        pixel_bytes = 3.0 if image.info.get("progressive") else 0.5
    elif name in {"HEIF", "AVIF", "WEBP"}:
        pixel_bytes = 8.0  # the decoder's planes, its copy and Pillow's
        file_bytes = 1 << 40  # these shrink a plain picture to almost nothing
    limits.check_size(*image.size, pixel_bytes, file_bytes)
    bits = 16
    stored = image.size
    if name == "TIFF":
        tags = getattr(image, "tag_v2", {})
        depth = tags.get(258, (16,))
        bits = depth[0] if isinstance(depth, tuple) and 8 < depth[0] <= 16 else 16
        bits -= tags.get(339, (1,)) == (2,)  # signed
        # Pillow turns TIFFs itself, and tells their size as if it had done so already.
        if tags.get(_ORIENTATION, 1) in {5, 6, 7, 8}:
            stored = stored[::-1]
    icc = _as_bytes(image.info.get("icc_profile"))
    return Source(
        format=name,
        width=stored[0],
        height=stored[1],
        orientation=_orientation(exif),
        icc=icc,
        blocks=_blocks(image, exif),
        image=image,
        bits=bits,
        turned_by_decoder=name == "TIFF",
    )


def _psd_source(fp: BinaryIO, file_bytes: int) -> Source:
    psd = photoshop.open_psd(fp)
    limits.check_size(psd.width, psd.height, psd.bytes_per_pixel, file_bytes)
    exif = None
    if psd.exif:
        exif = Image.Exif()
        try:
            exif.load(b"Exif\0\0" + psd.exif)
        except limits.DECODER_ERRORS:
            exif = None
    blocks = Blocks(exif=exif, iptc=psd.iptc, xmp=psd.xmp)
    # Photoshop turns the pixels and leaves the camera's tag in the resource: it is not obeyed.
    return Source("PSD", psd.width, psd.height, 1, psd.icc, blocks, psd=psd)


def _raw_source(fp: BinaryIO) -> Source:
    preview, _, head = raw.open_preview(fp)
    inner = _pillow_source(preview, "RAW", 1 << 40, ("JPEG", "MPO"))
    outer = raw.container_exif(head)
    inner.format = "RAW"
    inner.fp = preview
    if outer is not None:
        own = inner.blocks.exif
        if own is None or _ORIENTATION not in own:
            inner.orientation = _orientation(outer)
        if own is None or not own.get_ifd(0x8769):
            inner.blocks.exif = outer
        inner.blocks.exif_more = raw.camera_dates(head)
        packet = outer.get(700)
        inner.blocks.xmp = inner.blocks.xmp or _as_bytes(packet)
    return inner


def _raw_or_tiff_source(fp: BinaryIO, head: bytes, file_bytes: int) -> Source:
    """A camera file's preview; the file as a TIFF where it holds none but is one."""
    try:
        return _raw_source(fp)
    except PictureProblem:
        if head[:4] not in {b"II*\0", b"MM\0*"}:
            raise
    fp.seek(0)
    try:
        source = _pillow_source(fp, "RAW", file_bytes, ("TIFF",))
    except limits.DECODER_ERRORS as e:
        raise PictureProblem(raw.NO_PREVIEW) from e
    source.format = "RAW"
    return source


def open_source(fp: BinaryIO, path: str | bytes, file_bytes: int) -> Source:
    """Open a picture for reading; the file stays the caller's to close.

    Raises :class:`PictureProblem` with the reason; decoders' own errors pass through for
    :func:`limits.problem`.
    """
    fp.seek(0)
    head = fp.read(formats.HEAD_BYTES)
    fp.seek(0)
    if not head:
        raise PictureProblem("The file is empty.")
    kind = formats.sniff_head(head, path)
    unread = formats.unread_reason(kind.format)
    if unread:
        raise PictureProblem(unread)
    _register()
    if kind.format == "PSD":
        return _psd_source(fp, file_bytes)
    if kind.format == "RAW":
        return _raw_or_tiff_source(fp, head, file_bytes)
    found = formats.content(head)
    if kind.format not in formats.PILLOW_FORMATS or (found is not None and found.is_video):
        raise PictureProblem(_not_a_picture(head, found))
    allowed = _ALLOWED.get(kind.format, (kind.format,))
    source = _pillow_source(fp, kind.format, file_bytes, allowed)
    if source.format == "TIFF" and 50706 in getattr(source.image, "tag_v2", {}):
        return _raw_or_tiff_source(fp, head, file_bytes)  # a DNG without its name
    return source


_ALLOWED = {
    "JPEG": ("JPEG", "MPO"),
    "MPO": ("JPEG", "MPO"),
    "BMP": ("BMP", "DIB"),
    "HEIF": ("HEIF", "AVIF"),
    "AVIF": ("AVIF", "HEIF"),
}


def _not_a_picture(head: bytes, found: formats.Kind | None) -> str:
    if found is not None and found.is_video:
        return "This is a film under a picture's name."
    if not head.strip(b"\0"):
        return "The file holds nothing but zeros."
    text = head[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "This is a web page that was saved under a picture's name."
    return "The content is not a picture of any known kind."


def as_file(data: bytes) -> BinaryIO:
    """Bytes in memory as a file."""
    return cast("BinaryIO", io.BytesIO(data))


def warm_up() -> None:
    """Load the decoders now, so that no file pays for it and no limit counts it."""
    _register()
    Image.preinit()
    for plugin in ("Tiff", "WebP", "Avif", "Mpo"):
        __import__(f"PIL.{plugin}ImagePlugin")
