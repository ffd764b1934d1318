"""XMP files beside a picture: merged into what is there, never in its place."""

from __future__ import annotations

import os

from picturedesk.images.writing.packet import Fields, merge


def place(picture: str, *, adobe: bool = False) -> str:
    """Where the sidecar of a picture goes: ``name.ext.xmp``, or Adobe's ``name.xmp``.

    One of Adobe's kind that is already there is used, so that there are never two.
    """
    adobes = os.path.splitext(picture)[0] + ".xmp"
    own = picture + ".xmp"
    if os.path.exists(own):
        return own
    return adobes if adobe or os.path.exists(adobes) else own


def merged(old: bytes | None, fields: Fields) -> bytes:
    """The new content. Raises WriteError when what is there cannot be read."""
    return merge(old, fields)
