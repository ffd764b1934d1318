"""The only room with pixels: sniff, decode, hash, thumbnail, palette, metadata, previews.

The way of a picture through the room:

1. :func:`sniff` says what a file is (:mod:`formats`): picture, video or other.
2. :func:`read_picture` (:mod:`picture`) opens it once. :mod:`source` picks the decoder (Pillow
   with a list of allowed formats, pi_heif, :mod:`photoshop`, :mod:`raw` for cameras' previews),
   checks the size against :mod:`limits` and decodes at reduced scale; :mod:`colour` brings any
   mode through ICC to sRGB on few pixels; then it is turned upright.
3. From that one decode come thumbnail, encoder input and palette (:mod:`shapes`) and the pixel
   hash; :mod:`metadata` reads EXIF, :mod:`iptc`, :mod:`xmp` and sidecars.
4. An import does this in :class:`DecodePool` (:mod:`pool`): child processes (:mod:`child`) under
   limits of time and memory that speak over pipes (:mod:`wire`).

:func:`preview`, :func:`open_rgb` and :func:`open_upright` decode again, larger, when a person
looks; :mod:`crops` makes views of boxes, and files of them in full. Names are loaded on first use,
so that importing the room costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from picturedesk.images.crops import (
        Fitted,
        Original,
        alt_packet,
        cropped,
        open_original,
        resized,
        views,
        within_bytes,
    )
    from picturedesk.images.formats import (
        PICTURE_EXTENSIONS,
        VIDEO_EXTENSIONS,
        Kind,
        What,
        sniff,
        sniff_head,
    )
    from picturedesk.images.metadata import sidecars
    from picturedesk.images.picture import (
        Decoded,
        file_hash,
        open_rgb,
        open_upright,
        prepare,
        read_metadata,
        read_picture,
    )
    from picturedesk.images.pool import DecodePool
    from picturedesk.images.previews import preview, trim, write_atomically
    from picturedesk.images.saving import encode, save_jpeg, save_png, save_webp
    from picturedesk.images.shapes import THUMBNAIL_SIDE
    from picturedesk.images.thumbnails import is_whole_thumbnail, thumbnail

_HOMES = {
    "crops": (
        "Fitted", "Original", "alt_packet", "cropped", "open_original", "resized", "views",
        "within_bytes",
    ),
    "formats": ("PICTURE_EXTENSIONS", "VIDEO_EXTENSIONS", "Kind", "What", "sniff", "sniff_head"),
    "metadata": ("sidecars",),
    "picture": (
        "Decoded", "file_hash", "open_rgb", "open_upright", "prepare", "read_metadata",
        "read_picture",
    ),
    "pool": ("DecodePool",),
    "previews": ("preview", "trim", "write_atomically"),
    "saving": ("encode", "save_jpeg", "save_png", "save_webp"),
    "shapes": ("THUMBNAIL_SIDE",),
    "thumbnails": ("is_whole_thumbnail", "thumbnail"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "PICTURE_EXTENSIONS",
    "THUMBNAIL_SIDE",
    "VIDEO_EXTENSIONS",
    "DecodePool",
    "Decoded",
    "Fitted",
    "Kind",
    "Original",
    "What",
    "alt_packet",
    "cropped",
    "encode",
    "file_hash",
    "is_whole_thumbnail",
    "open_original",
    "open_rgb",
    "open_upright",
    "prepare",
    "preview",
    "read_metadata",
    "read_picture",
    "resized",
    "save_jpeg",
    "save_png",
    "save_webp",
    "sidecars",
    "sniff",
    "sniff_head",
    "thumbnail",
    "trim",
    "views",
    "within_bytes",
    "write_atomically",
]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
