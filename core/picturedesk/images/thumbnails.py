"""Thumbnails on their own: made again when a cache lost one, and checked by the doctor."""

from __future__ import annotations

from pathlib import Path

from picturedesk.images import picture, shapes


def thumbnail(path: str | bytes) -> bytes:
    """The thumbnail (WebP) of a picture file. Raises :class:`PictureProblem`."""
    return shapes.thumbnail(picture.open_upright(path, 2 * shapes.THUMBNAIL_SIDE))


def is_whole_thumbnail(path: Path) -> bool:
    """Whether a thumbnail file is there and as long as its own header says.

    A WebP file begins with ``RIFF`` and its length; a torn one is shorter. Nothing is decoded,
    so that a hundred thousand of them can be looked at.
    """
    try:
        with path.open("rb") as file:
            head = file.read(12)
            size = path.stat().st_size
    except OSError:
        return False
    whole = int.from_bytes(head[4:8], "little") + 8
    return head[:4] == b"RIFF" and head[8:12] == b"WEBP" and whole == size
