"""Small picture files that tests make themselves, each with colours that are known."""

from __future__ import annotations

import io
import struct
from datetime import datetime
from pathlib import Path

import numpy as np
from PIL import Image

RED, GREEN, BLUE, WHITE = (200, 30, 40), (30, 170, 60), (30, 60, 200), (255, 255, 255)
CORNERS = (RED, GREEN, BLUE, WHITE)


def four_corners(width: int = 80, height: int = 60) -> Image.Image:
    """Red, green / blue, white: every turn and mirror shows."""
    im = Image.new("RGB", (width, height))
    w, h = width // 2, height // 2
    for colour, place in zip(CORNERS, ((0, 0), (w, 0), (0, h), (w, h)), strict=True):
        im.paste(colour, (*place, place[0] + width - w, place[1] + height - h))
    return im


def corners_of(rgb: np.ndarray) -> list[tuple[int, ...]]:
    """The colours a tenth in from each corner, in reading order."""
    h, w = rgb.shape[:2]
    rows, columns = (h // 10, h - 1 - h // 10), (w // 10, w - 1 - w // 10)
    return [tuple(int(v) for v in rgb[y, x]) for y in rows for x in columns]


def near(colour: object, wanted: object, tolerance: float = 6) -> bool:
    """Whether two colours (or lists of them) are the same within ``tolerance`` a channel."""
    difference = np.asarray(colour, float) - np.asarray(wanted, float)
    return bool(np.abs(difference).max() <= tolerance)


def local(*parts: int) -> datetime:
    """A camera's own local time."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def save(im: Image.Image, path: Path, **options: object) -> Path:
    im.save(path, **options)
    return path


def photo(width: int = 640, height: int = 480, seed: int = 0) -> Image.Image:
    """Something with detail everywhere."""
    rng = np.random.default_rng(seed)
    small = Image.fromarray(rng.integers(0, 256, (12, 16, 3), np.uint8))
    return small.resize((width, height), Image.Resampling.BICUBIC)


def xmp_packet(body: str, attributes: str = "") -> bytes:
    """An XMP packet around properties."""
    spaces = " ".join(
        f'xmlns:{prefix}="{uri}"'
        for prefix, uri in {
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "dc": "http://purl.org/dc/elements/1.1/",
            "xmp": "http://ns.adobe.com/xap/1.0/",
            "lr": "http://ns.adobe.com/lightroom/1.0/",
            "exif": "http://ns.adobe.com/exif/1.0/",
            "photoshop": "http://ns.adobe.com/photoshop/1.0/",
            "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
            "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
        }.items()
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/" {spaces}><rdf:RDF>'
        f'<rdf:Description rdf:about="" {attributes}>{body}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def iptc_block(datasets: list[tuple[int, int, bytes]]) -> bytes:
    """IPTC records inside a Photoshop resource, as JPEG's APP13 holds them."""
    records = b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value
        for record, number, value in datasets
    )
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(records)) + records
    return b"Photoshop 3.0\0" + resource + b"\0" * (len(records) & 1)


def with_segment(jpeg: bytes, marker: int, data: bytes) -> bytes:
    """A JPEG with one more segment after its first marker."""
    return jpeg[:2] + struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data + jpeg[2:]


def jpeg_bytes(im: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    im.save(out, "JPEG", **({"quality": 92} | options))
    return out.getvalue()


def packbits(row: bytes) -> bytes:
    """Run-length coded as Photoshop does, without looking for runs."""
    parts = [row[i : i + 128] for i in range(0, len(row), 128)]
    return b"".join(bytes([len(part) - 1]) + part for part in parts)


def psd_bytes(
    planes: list[np.ndarray],
    mode: int,
    *,
    large: bool = False,
    rle: bool = False,
    real: bool = True,
) -> bytes:
    """A flattened PSD (or PSB) from planes of one depth, big-endian."""
    height, width = planes[0].shape
    depth = planes[0].dtype.itemsize * 8
    info = b"8BIM" + struct.pack(">HHI", 1057, 0, 5) + struct.pack(">IB", 1, real) + b"\0"
    out = struct.pack(
        ">4sH6xHIIHH", b"8BPS", 2 if large else 1, len(planes), height, width, depth, mode
    )
    out += struct.pack(">I", 0) + struct.pack(">I", len(info)) + info
    out += struct.pack(">Q" if large else ">I", 0)
    raw = [[row.astype(row.dtype.newbyteorder(">")).tobytes() for row in p] for p in planes]
    if not rle:
        return out + struct.pack(">H", 0) + b"".join(b"".join(rows) for rows in raw)
    coded = [[packbits(row) for row in rows] for rows in raw]
    table = b"".join(struct.pack(">I" if large else ">H", len(r)) for rows in coded for r in rows)
    return out + struct.pack(">H", 1) + table + b"".join(b"".join(rows) for rows in coded)
