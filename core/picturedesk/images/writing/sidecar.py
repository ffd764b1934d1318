"""Where the XMP file beside a picture is; what is in it is merged, never replaced."""

from __future__ import annotations

import os

from picturedesk.images.formats import PICTURE_EXTENSIONS


def place(picture: str, *, adobe: bool = False) -> str:
    """Where the sidecar of a picture goes: ``name.ext.xmp``, or Adobe's ``name.xmp``.

    One that is already there is used, so that there are never two. Adobe's name is not used where
    another picture of the same name (``name.cr3`` beside ``name.jpg``) would have to share it.
    """
    stem, ending = os.path.splitext(picture)
    own, adobes = f"{picture}.xmp", f"{stem}.xmp"
    if os.path.exists(own) or _is_shared(stem, ending):
        return own
    return adobes if adobe or os.path.exists(adobes) else own


def _is_shared(stem: str, ending: str) -> bool:
    others = {end for end in PICTURE_EXTENSIONS if end != ending.lower()}
    return any(os.path.exists(stem + end) for other in others for end in (other, other.upper()))
