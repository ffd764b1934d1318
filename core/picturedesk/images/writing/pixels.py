"""A digest of a picture's decoded pixels, in full, for "the same before and after"."""

from __future__ import annotations

import hashlib

from picturedesk.images.picture import open_upright


def pixel_digest(path: str) -> bytes:
    """SHA-256 over size and upright sRGB pixels. Raises PictureProblem where none come out."""
    image = open_upright(path)
    digest = hashlib.sha256(repr(image.size).encode())
    digest.update(image.tobytes())
    return digest.digest()
