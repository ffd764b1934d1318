"""Approved metadata into files: the one exception to "roots are read-only" (law 1).

:mod:`.packet` merges fields into an XMP packet, :mod:`.containers` puts a packet into JPEG, PNG
and WebP files byte for byte, :mod:`.exiftool` asks ExifTool where another format needs it,
:mod:`.sidecar` writes beside the picture, and :mod:`.safely` does the replacing: copy beside,
verify, fsync, look again, replace. :func:`write` chooses among them. The :mod:`.journal` knows of
every write before it begins, so that a crash leaves nothing half done and nothing unrecorded.
"""

from __future__ import annotations

from picturedesk.images.writing.journal import Intent, Journal, Settled
from picturedesk.images.writing.packet import Fields
from picturedesk.images.writing.safely import Note, Target, Written, how, read, write

__all__ = [
    "Fields",
    "Intent",
    "Journal",
    "Note",
    "Settled",
    "Target",
    "Written",
    "how",
    "read",
    "write",
]
