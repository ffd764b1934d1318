"""Whether a picture's file is still the one that was read."""

from __future__ import annotations

import os

from picturedesk.records import Asset


def trouble(asset: Asset) -> str:
    """A sentence when the file is missing or was changed since it was read; else empty."""
    try:
        stat = os.stat(os.fsencode(asset.path))  # noqa: PTH116 - may not be decodable
    except FileNotFoundError:
        return "The file is no longer there."
    except OSError as error:
        return f"The file cannot be read: {error.strerror}."
    if (stat.st_size, stat.st_mtime_ns) != (asset.stamp.size, asset.stamp.mtime_ns):
        return "The file was changed since it was read; read it again with a rescan."
    return ""
