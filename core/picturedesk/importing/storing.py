"""What the decoding processes brought: embedded, written, indexed.

Rows and vectors of a batch are one transaction. While the model is still loading, rows go in
alone, so that pictures can be seen at once; their prepared inputs wait here, a bounded number of
them, and their vectors follow.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from picturedesk import images
from picturedesk.images import Decoded
from picturedesk.library import Library
from picturedesk.records import AssetKind, NewAsset, Problem, Stamp
from picturedesk.vision.encoder import ByteArray, FloatArray

STEP_SECONDS = 0.15
"""How long one batch may take in the encoder, so that a step stays under about 200 ms."""
WAITING_BYTES = 256 * 1024 * 1024
"""How many bytes of prepared pictures may wait for the model."""
LARGEST_BATCH = 32
_NO_TIME = -1
"""In a stamp: a time that no file has, so that the next look tries the file again."""


@dataclass(frozen=True, slots=True)
class Work:
    """One file to read: where it is, and which asset it was (None: it is new)."""

    root_key: int
    root: bytes
    relative: bytes
    stamp: Stamp
    asset_key: int | None = None
    only_vector: bool = False
    """The row stands; only its vector is wanted (a new model, or an interrupted run)."""

    @property
    def path(self) -> bytes:
        """The absolute path."""
        return self.root + b"/" + self.relative


@dataclass(slots=True)
class Stored:
    """How many of each there were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: int = 0
    """Files that were there to be listed, and no longer there to be read."""


class Storing:
    """Collects decoded pictures and stores them batch by batch."""

    def __init__(self, library: Library, encoder_key: int | None) -> None:
        self._library = library
        self._encoder_key = encoder_key
        self._rows: list[tuple[Work, Decoded]] = []
        self._problems: list[tuple[Work, Problem]] = []
        self._waiting: deque[tuple[bytes, ByteArray]] = deque()
        self._waiting_bytes = 0
        self._batch = 4
        self.stored = Stored()

    @property
    def full(self) -> bool:
        """Whether to stop reading until the model has caught up."""
        return self._waiting_bytes >= WAITING_BYTES or len(self._rows) >= 2 * LARGEST_BATCH

    @property
    def pending(self) -> int:
        """Pictures that are read but not yet embedded."""
        return len(self._rows) + len(self._waiting)

    @property
    def problems_pending(self) -> bool:
        """Whether problems wait to be written."""
        return bool(self._problems)

    def take(self, work: Work, decoded: Decoded) -> None:
        """A picture that was read."""
        self._rows.append((work, decoded))

    def take_problem(self, work: Work, problem: Problem) -> None:
        """A picture that could not be read."""
        self._problems.append((work, problem))

    def step(self, *, flush: bool = False) -> bool:
        """Do one short piece of work; False when there was nothing worth doing.

        ``flush`` stores small batches too (the reading is done, or nothing came for a while).
        """
        if self._library.encoder_ready:
            if self._waiting:
                self._embed_waiting()
                return True
            if len(self._rows) >= self._batch or (flush and self._rows):
                batch = self._rows[: self._batch]  # embedding them changes how many are next
                self._store(batch, embed=True)
                del self._rows[: len(batch)]
                return True
        elif self._rows and self._waiting_bytes < WAITING_BYTES:
            self._store(self._rows, embed=False)
            self._rows = []
            return True
        if self._problems and (flush or len(self._problems) >= LARGEST_BATCH):
            with self._library.catalog.transaction():
                self._write_problems()
            return True
        return False

    # -- embedding -----------------------------------------------------------------------------

    def _key(self) -> int:
        if self._encoder_key is None:
            self._encoder_key = self._library.chosen_key()
            encoders = self._library.catalog.encoders
            if encoders.active() is None:
                # The first import: what is embedded can be searched while the rest is read.
                with self._library.catalog.transaction():
                    encoders.activate(self._encoder_key)
        return self._encoder_key

    def _encode(self, pictures: list[ByteArray]) -> FloatArray:
        """One batch through the model, its size adapted to how long that takes."""
        begun = time.monotonic()
        vectors = self._library.chosen_encoder.encode_pictures(np.stack(pictures))
        each = (time.monotonic() - begun) / len(pictures)
        self._batch = max(1, min(LARGEST_BATCH, 2 * self._batch, int(STEP_SECONDS / each)))
        return vectors

    def _embed_waiting(self) -> None:
        batch = [self._waiting.popleft() for _ in range(min(self._batch, len(self._waiting)))]
        self._waiting_bytes -= sum(prepared.nbytes for _, prepared in batch)
        vectors = self._encode([prepared for _, prepared in batch])
        key = self._key()
        rows = [
            (pixel_hash, 0, vector) for (pixel_hash, _), vector in zip(batch, vectors, strict=True)
        ]
        with self._library.catalog.transaction():
            vector_keys = self._library.catalog.vectors.put(key, rows)
        self._add_to_index(vector_keys, vectors)

    def _add_to_index(self, keys: list[int], vectors: FloatArray) -> None:
        if keys:
            index = self._library.index_of(self._key())
            index.add(np.array(keys, np.int64), vectors)

    # -- writing -------------------------------------------------------------------------------

    def forget_gone(self, there: set[int]) -> None:
        """Let go of what belongs to folders that have left the library meanwhile."""
        self._rows = [(work, decoded) for work, decoded in self._rows if work.root_key in there]
        self._problems = [(work, p) for work, p in self._problems if work.root_key in there]

    def _store(self, batch: list[tuple[Work, Decoded]], *, embed: bool) -> None:
        fresh = self._without_vector(batch)
        vectors: FloatArray | None = None
        if embed and fresh:
            vectors = self._encode(list(fresh.values()))
        for _, decoded in batch:
            write_thumbnail(self._library.paths.thumbnail(decoded.pixel_hash), decoded.thumbnail)
        vector_keys: list[int] = []
        catalog = self._library.catalog
        with catalog.transaction():
            if vectors is not None:
                rows = [(h, 0, v) for h, v in zip(fresh, vectors, strict=True)]
                vector_keys = catalog.vectors.put(self._key(), rows)
            for work, decoded in batch:
                self._write_row(work, decoded)
            self._write_problems()
        if vectors is not None:
            self._add_to_index(vector_keys, vectors)
        elif not embed:
            self._waiting.extend(fresh.items())
            self._waiting_bytes += sum(prepared.nbytes for prepared in fresh.values())

    def _without_vector(self, batch: list[tuple[Work, Decoded]]) -> dict[bytes, ByteArray]:
        """The prepared pictures whose pixels have no vector yet, by pixel hash."""
        known: set[bytes] = set()
        if self._encoder_key is not None or self._library.encoder_ready:
            hashes = [decoded.pixel_hash for _, decoded in batch]
            known = self._library.catalog.vectors.known(self._key(), hashes)
        return {
            decoded.pixel_hash: decoded.prepared
            for _, decoded in batch
            if decoded.pixel_hash not in known
        }

    def _write_row(self, work: Work, decoded: Decoded) -> None:
        if work.only_vector:
            return
        assets, asset = self._library.catalog.assets, new_asset(work, decoded)
        self._library.catalog.problems.clear(work.root_key, work.relative)
        if work.asset_key is None:
            assets.insert(asset)
            self.stored.added += 1
            return
        before = assets.get(work.asset_key)
        if before.file_hash == decoded.file_hash:
            self.stored.unchanged += 1  # touched, not changed
        else:
            self.stored.changed += 1
        if before.pixel_hash == decoded.pixel_hash:
            assets.set_metadata(work.asset_key, decoded.metadata, work.stamp, decoded.file_hash)
        else:
            assets.replace(work.asset_key, asset)

    def _write_problems(self) -> None:
        problems = self._library.catalog.problems
        for work, problem in self._problems:
            stamp = Stamp(work.stamp.size, _NO_TIME) if problem.passing else work.stamp
            problems.put(work.root_key, work.relative, stamp, problem.reason)
            if work.asset_key is not None and not work.only_vector:
                # The record and its decisions stay, for when the file is whole again.
                self._library.catalog.assets.set_missing([work.asset_key], missing=True)
        self._problems = []


def new_asset(work: Work, decoded: Decoded) -> NewAsset:
    """The row of a picture that was read."""
    return NewAsset(
        root_key=work.root_key,
        relative_path=work.relative,
        kind=AssetKind.PICTURE,
        format=decoded.format,
        stamp=work.stamp,
        width=decoded.width,
        height=decoded.height,
        file_hash=decoded.file_hash,
        pixel_hash=decoded.pixel_hash,
        metadata=decoded.metadata,
        palette=decoded.palette,
    )


def write_thumbnail(path: Path, data: bytes) -> None:
    """Keep a thumbnail, whole or not at all. A cache: no fsync. Raises OSError."""
    if not path.exists():
        images.write_atomically(path, data)
