"""What parent and decoding process say to each other: a JSON line and raw bytes.

Deliberately not pickle: a process that has read a hostile file must not be able to hand its
parent an object. Every message is a 4-byte length, that much JSON, and the bytes it announces.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, BinaryIO

import numpy as np

from picturedesk.images.picture import Decoded
from picturedesk.records import Metadata, Stamp, Swatch

_MAX_HEADER = 16 * 2**20
_MAX_BLOB = 256 * 2**20


class Closed(Exception):
    """The other side is gone."""


def send(pipe: BinaryIO, header: dict[str, Any], *blobs: bytes) -> None:
    """Write one message and flush."""
    head = json.dumps(header | {"blobs": [len(b) for b in blobs]}).encode("ascii")
    pipe.write(len(head).to_bytes(4, "big"))
    pipe.write(head)
    pipe.writelines(blobs)
    pipe.flush()


def _exactly(pipe: BinaryIO, count: int) -> bytes:
    data = pipe.read(count)
    if len(data) < count:
        raise Closed
    return data


def receive(pipe: BinaryIO) -> tuple[dict[str, Any], list[bytes]]:
    """Read one message. Raises :class:`Closed` at the end or on anything that makes no sense."""
    size = int.from_bytes(_exactly(pipe, 4), "big")
    if size > _MAX_HEADER:
        raise Closed
    try:
        header = json.loads(_exactly(pipe, size))
        sizes = [int(n) for n in header["blobs"]]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as e:
        raise Closed from e
    if any(not 0 <= n <= _MAX_BLOB for n in sizes):
        raise Closed
    return header, [_exactly(pipe, n) for n in sizes]


def pack(decoded: Decoded) -> tuple[dict[str, Any], bytes, bytes]:
    """A reading as a header and its two blobs (thumbnail, prepared input)."""
    m = decoded.metadata
    header = {
        "size": [decoded.width, decoded.height],
        "format": decoded.format,
        "stamp": [decoded.stamp.size, decoded.stamp.mtime_ns],
        "file_hash": decoded.file_hash.hex(),
        "pixel_hash": decoded.pixel_hash.hex(),
        "side": decoded.prepared.shape[0],
        "palette": [[s.lightness, s.a, s.b, s.share] for s in decoded.palette],
        "taken": m.taken.isoformat() if m.taken else None,
        "camera": m.camera,
        "has_gps": m.has_gps,
        "rating": m.rating,
        "keywords": m.keywords,
        "title": m.title,
        "caption": m.caption,
        "alt_text": m.alt_text,
        "warnings": decoded.warnings,
    }
    return header, decoded.thumbnail, decoded.prepared.tobytes()


def unpack(header: dict[str, Any], thumbnail: bytes, prepared: bytes) -> Decoded:
    """The reverse of :func:`pack`. Raises :class:`Closed` when the parts do not fit."""
    try:
        side = int(header["side"])
        metadata = Metadata(
            taken=datetime.fromisoformat(header["taken"]) if header["taken"] else None,
            camera=str(header["camera"]),
            has_gps=bool(header["has_gps"]),
            rating=int(header["rating"]),
            keywords=tuple(str(k) for k in header["keywords"]),
            title=str(header["title"]),
            caption=str(header["caption"]),
            alt_text=str(header["alt_text"]),
        )
        return Decoded(
            width=int(header["size"][0]),
            height=int(header["size"][1]),
            format=str(header["format"]),
            stamp=Stamp(*(int(v) for v in header["stamp"])),
            file_hash=bytes.fromhex(header["file_hash"]),
            pixel_hash=bytes.fromhex(header["pixel_hash"]),
            thumbnail=thumbnail,
            prepared=np.frombuffer(prepared, np.uint8).reshape(side, side, 3),
            palette=tuple(Swatch(*(float(v) for v in row)) for row in header["palette"]),
            metadata=metadata,
            warnings=tuple(str(w) for w in header["warnings"]),
        )
    except (KeyError, ValueError, TypeError, IndexError, OverflowError) as e:
        raise Closed from e
