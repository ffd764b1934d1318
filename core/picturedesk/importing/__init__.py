"""From folders to searchable pictures, as steps that yield :class:`~picturedesk.records.Progress`.

The way of a picture, in order:

1. :mod:`.roots` says which folders may be added, and takes them in, moves and lets go of them;
2. :func:`.scan.compare` walks a root and says what is new, changed, gone, or none of our kinds;
3. :func:`.moves.find` recognises files that were only moved or renamed, by their file hash;
4. :class:`.reading.Reading` hands the rest to the decoding processes, a bounded number ahead;
5. :class:`.storing.Storing` embeds what comes back, writes rows and vectors in one transaction,
   then adds to the index.

:func:`add` and :func:`rescan` are generators: each step is short (about 200 ms), between two of
them the caller may do something else, and closing the generator ends the work cleanly. What was
committed stays; the next run goes on from there.
"""

from __future__ import annotations

from picturedesk.importing.roots import relocate, remove
from picturedesk.importing.run import (
    Counts,
    add,
    embed_missing,
    finish_indexes,
    rescan,
    switch,
)

__all__ = [
    "Counts",
    "add",
    "embed_missing",
    "finish_indexes",
    "relocate",
    "remove",
    "rescan",
    "switch",
]
