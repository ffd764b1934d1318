"""Camera files: the JPEG preview that the camera put inside.

Every maker has a container of its own, but all keep at least one ordinary JPEG for the camera's
screen. It is found by its markers: each ``FF D8 FF`` whose segments lead to a frame header that
a screen can show is a candidate, and the largest wins. Lossless JPEG frames (the sensor's data)
have another header and are passed over.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

from picturedesk.errors import PictureProblem
from picturedesk.images.limits import DECODER_ERRORS

_SCAN_LIMIT = 192 * 2**20
_HEAD = 8 * 2**20
_SHOWN_FRAMES = {0xC0, 0xC1, 0xC2}
_MAX_CANDIDATES = 200
NO_PREVIEW = "The camera file holds no preview picture."


@dataclass(frozen=True, slots=True)
class Preview:
    """Where the embedded JPEG begins, and its size in pixels."""

    offset: int
    width: int
    height: int


def _frame_size(data: bytes, at: int) -> tuple[int, int] | None:
    """Width and height of a JPEG that begins at ``at``, if its segments are whole."""
    at += 2
    for _ in range(64):
        if at + 9 > len(data) or data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker in _SHOWN_FRAMES:
            height = int.from_bytes(data[at + 5 : at + 7], "big")
            width = int.from_bytes(data[at + 7 : at + 9], "big")
            return (width, height) if data[at + 4] == 8 else None
        if not (0xC4 <= marker <= 0xFE) or 0xD0 <= marker <= 0xDA or marker in {0xC8, 0xCC}:
            return None
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if length < 2:
            return None
        at += 2 + length
    return None


def largest_preview(data: bytes) -> Preview | None:
    """The largest JPEG inside ``data``, or None."""
    best: Preview | None = None
    at, tried = data.find(b"\xff\xd8\xff"), 0
    while at >= 0 and tried < _MAX_CANDIDATES:
        size = _frame_size(data, at)
        if size is not None:
            tried += 1
            if best is None or size[0] * size[1] > best.width * best.height:
                best = Preview(at, *size)
        at = data.find(b"\xff\xd8\xff", at + 3)
    return best


def _tiff_part(head: bytes) -> bytes:
    """The part of a camera file that Pillow reads as EXIF; empty if there is none."""
    if head[:2] in {b"II", b"MM"} and head[:4] != b"II\x1a\0":
        # Olympus and Panasonic write a number of their own where TIFF has 42.
        return (b"II*\0" if head[:2] == b"II" else b"MM\0*") + head[4:]
    if head[4:12] == b"ftypcrx ":
        at = head.find(b"CMT1", 0, 1 << 16)
        if at >= 4:
            return head[at + 4 : at + int.from_bytes(head[at - 4 : at], "big") - 4]
    return b""


def container_exif(head: bytes) -> Image.Exif | None:
    """EXIF of the camera file itself (orientation, maker, date), where it is laid out as TIFF."""
    part = _tiff_part(head)
    if not part:
        return None
    exif = Image.Exif()
    try:
        exif.load(b"Exif\0\0" + part)
        exif.get(0x0112)
    except DECODER_ERRORS:
        return None
    return exif


def open_preview(fp: BinaryIO) -> tuple[BinaryIO, Preview, bytes]:
    """The preview as a file of its own, its size, and the head of the camera file."""
    fp.seek(0)
    data = fp.read(_SCAN_LIMIT)
    found = largest_preview(data)
    if found is None or max(found.width, found.height) < 120:
        raise PictureProblem(NO_PREVIEW)
    # Larger sensors' files are read once; the slice drops the rest of them.
    return io.BytesIO(data[found.offset :]), found, data[:_HEAD]


def camera_dates(head: bytes) -> dict[int, object]:
    """Canon CR3 keeps the EXIF directory in a box of its own, laid out as a whole TIFF."""
    at = head.find(b"CMT2", 0, 1 << 16) if head[4:12] == b"ftypcrx " else -1
    if at < 4:
        return {}
    exif = Image.Exif()
    try:
        exif.load(b"Exif\0\0" + head[at + 4 : at + int.from_bytes(head[at - 4 : at], "big") - 4])
        return {key: exif.get(key) for key in (0x9003, 0x9004)}
    except DECODER_ERRORS:
        return {}
