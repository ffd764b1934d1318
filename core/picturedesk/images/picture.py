"""Reading one picture, once, into everything that an import keeps of it.

:func:`read_picture` opens the file once, hashes it while it is in memory, decodes it at reduced
scale, and makes thumbnail, encoder input, palette and pixel hash from that one decode. It costs
about 30 ms of one core for a 12-megapixel JPEG, two thirds of which is the JPEG's entropy coding.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from picturedesk.errors import PictureProblem, Unreachable
from picturedesk.images import formats, limits, metadata, shapes
from picturedesk.images.source import FULL, Need, Source, as_file, open_source
from picturedesk.records import InputSpec, Metadata, Stamp, Swatch

ByteArray = npt.NDArray[np.uint8]

HASH_BYTES = 16
_IN_MEMORY = 64 * 2**20
_PIXEL_HASH_VERSION = b"picturedesk pixels 1\0"
_BASE = Need(long=shapes.THUMBNAIL_SIDE, short=256)
"""The decode that thumbnail, palette and pixel hash come from, whatever the encoder wants."""


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """What one reading of a picture gives."""

    width: int
    """Of the upright picture, in full."""
    height: int
    format: str
    """``JPEG``, ``PNG``, ``HEIF``, ``PSD``, ``RAW`` …"""
    stamp: Stamp
    """Size and time of the file when it was opened."""
    file_hash: bytes
    """SHA-256 of the file, its first 16 bytes: finds moved files."""
    pixel_hash: bytes
    """Of the upright pixels, 16 bytes: the same after a change of metadata alone."""
    thumbnail: bytes
    """WebP, 320 pixels on the long side."""
    prepared: ByteArray
    """The encoder's input, ``(S, S, 3)`` sRGB."""
    palette: tuple[Swatch, ...]
    metadata: Metadata
    warnings: tuple[str, ...] = ()


@contextmanager
def _reasons() -> Iterator[None]:
    """Decoders' errors become :class:`PictureProblem` with a sentence."""
    with limits.quiet():
        try:
            yield
        except PictureProblem:
            raise
        except UnidentifiedImageError as e:
            raise PictureProblem(limits.DAMAGED) from e
        except Image.DecompressionBombError as e:
            raise limits.problem(e) from e
        except limits.DECODER_ERRORS as e:
            raise limits.problem(e) from e


def _hash_stream(fp: BinaryIO) -> bytes:
    digest = hashlib.sha256(usedforsecurity=False)
    while chunk := fp.read(1 << 20):
        digest.update(chunk)
    return digest.digest()[:HASH_BYTES]


def file_hash(path: str | bytes) -> bytes:
    """SHA-256 of a file's bytes, cut to 16. Raises :class:`PictureProblem`."""
    with formats.open_binary(path) as fp:
        try:
            return _hash_stream(fp)
        except OSError as e:
            raise Unreachable(limits.UNREAD) from e


def _pixel_hash(im: Image.Image, size: tuple[int, int]) -> bytes:
    digest = hashlib.sha256(_PIXEL_HASH_VERSION, usedforsecurity=False)
    digest.update(repr((size, im.size)).encode())
    digest.update(im.tobytes())
    return digest.digest()[:HASH_BYTES]


def _need_for(spec: InputSpec) -> Need:
    if spec.resize == "longest":
        return Need(long=spec.size, short=1)
    return Need(long=spec.size, short=spec.size)


def _suffices(im: Image.Image, size: tuple[int, int], need: Need) -> bool:
    """Whether a decode keeps enough pixels (or all there are)."""
    long, short = max(im.size), min(im.size)
    return (long >= need.long and short >= need.short) or im.size == size


def _open(path: str | bytes, fp: BinaryIO) -> tuple[Source, BinaryIO, int]:
    size = os.fstat(fp.fileno()).st_size
    held = as_file(fp.read()) if size <= _IN_MEMORY else fp
    return open_source(held, path, size), held, size


def read_picture(path: str | bytes, spec: InputSpec) -> Decoded:
    """Everything an import keeps of one picture.

    Meant for a decoding process (see :class:`picturedesk.images.pool.DecodePool`): a hostile
    file can still crash or stall a decoder. Raises :class:`PictureProblem` with the reason.
    """
    with formats.open_binary(path) as fp, _reasons():
        stat = os.fstat(fp.fileno())
        source, held, _ = _open(path, fp)
        size = source.upright_size
        base = source.load(_BASE)
        work = base
        if not _suffices(base, size, _need_for(spec)):
            # A large encoder: decoded again, so that the pixel hash does not depend on it.
            held.seek(0)
            work = open_source(held, path, stat.st_size).load(_need_for(spec))
        found, damaged = metadata.gather(source.blocks)
        found, damaged_beside = metadata.with_sidecars(found, path)
        held.seek(0)
        return Decoded(
            width=size[0],
            height=size[1],
            format=source.format,
            stamp=Stamp(stat.st_size, stat.st_mtime_ns),
            file_hash=_hash_stream(held),
            pixel_hash=_pixel_hash(base, size),
            thumbnail=shapes.thumbnail(base),
            prepared=shapes.prepare_image(work, spec),
            palette=shapes.palette(base),
            metadata=found,
            warnings=(*source.warnings, *damaged, *damaged_beside),
        )


def read_metadata(path: str | bytes) -> Metadata:
    """Metadata of a picture and its sidecars, without decoding a pixel.

    Raises :class:`PictureProblem` where the file itself cannot be opened as a picture.
    """
    with formats.open_binary(path) as fp, _reasons():
        source, _, _ = _open(path, fp)
        found, _ = metadata.gather(source.blocks)
        return metadata.with_sidecars(found, path)[0]


def open_upright(path: str | bytes, max_side: int | None = None) -> Image.Image:
    """A picture, upright in sRGB, for crops and exports: in full, or within ``max_side``.

    Returns a Pillow image of mode ``RGB``. Raises :class:`PictureProblem`.
    """
    need = FULL if max_side is None else Need(long=max_side, short=1)
    with formats.open_binary(path) as fp, _reasons():
        source, _, _ = _open(path, fp)
        return source.load(need, max_side)


def open_rgb(path: str | bytes, max_side: int | None = None) -> ByteArray:
    """The same as an array ``(H, W, 3)`` uint8, sRGB."""
    return np.array(open_upright(path, max_side))


def prepare(image_rgb: ByteArray, spec: InputSpec) -> ByteArray:
    """An upright sRGB picture ``(H, W, 3)`` uint8 as the encoder's input ``(S, S, 3)``."""
    return shapes.prepare_image(Image.fromarray(image_rgb), spec)
