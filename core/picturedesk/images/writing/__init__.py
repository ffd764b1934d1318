"""Approved metadata into files: the one exception to "roots are read-only" (law 1).

:mod:`.packet` merges fields into an XMP packet, :mod:`.containers` puts a packet into JPEG, PNG
and WebP files byte for byte, :mod:`.exiftool` asks ExifTool where another format needs it,
:mod:`.sidecar` writes beside the picture, and :mod:`.safely` does the replacing: copy beside,
verify, fsync, look again, replace. :func:`write` chooses among them.
"""

from __future__ import annotations

from picturedesk.images.writing.packet import Fields
from picturedesk.images.writing.safely import Journal, Target, Written, how, read, write

__all__ = ["Fields", "Journal", "Target", "Written", "how", "read", "write"]
