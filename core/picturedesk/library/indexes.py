"""The indexes of a library in memory, and how they catch up with its catalog."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from picturedesk.catalog import Catalog
from picturedesk.vision.index import VectorIndex

_SYNC_BATCH = 20_000
_THIN_FROM = 20_000
"""An index over more vectors comes back without its graph (which would take 10 s here)."""


class Indexes:
    """The indexes that are in memory, for the threads of one process that open one library.

    Handed to :meth:`Library.open` by each of them, so that what the writing thread adds is found
    by the others at once.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.by_encoder: dict[int, VectorIndex] = {}


def catch_up(catalog: Catalog, index: VectorIndex, encoder_key: int) -> Iterator[int]:
    """Add to ``index`` every vector that the catalog has and the index lacks.

    Yields how many were added after each batch. Vector keys only grow, so what is missing is
    what lies above the index's greatest key, unless the counts say that it is more: then all of
    them are laid out anew, many of them thinly (a minute for a million; importing and the doctor
    make their graph later).
    """
    last = int(index.keys().max(initial=0))
    known = catalog.vectors.count(encoder_key, up_to=last)
    gone = len(index) > known * 1.25 + 1000  # too many in it whose pictures are gone
    if gone or len(index) < known or not len(index):
        index.clear(thin=catalog.vectors.count(encoder_key) > _THIN_FROM)
        last = 0
    added = 0
    for keys, vectors in catalog.vectors.iterate(encoder_key, _SYNC_BATCH, after=last):
        index.add(keys, vectors)
        added += len(keys)
        yield added
