"""Where the XMP file beside a picture is; what is in it is merged, never replaced."""

from __future__ import annotations

import os


def place(picture: str, *, adobe: bool = False) -> str:
    """Where the sidecar of a picture goes: ``name.ext.xmp``, or Adobe's ``name.xmp``.

    One of Adobe's kind that is already there is used, so that there are never two.
    """
    adobes = os.path.splitext(picture)[0] + ".xmp"
    own = picture + ".xmp"
    if os.path.exists(own):
        return own
    return adobes if adobe or os.path.exists(adobes) else own
