"""The vectors of one encoder, laid out for fast search: a cache that can always be rebuilt.

usearch's HNSW graph over float16 unit vectors, compared by inner product. What shaped this module
(measured, usearch 2.26):

- a damaged file crashes the process when it is loaded, and an overwritten one that is being
  *viewed* is a bus error: so a SHA-256 lies beside the file and is checked first, files are
  loaded and never viewed, and saved beside and renamed;
- adding from several threads loses items: so ``threads=1``;
- a graph built in folder order over long series of near-identical shots has islands that a search
  does not reach (recall 0.7 on series of 500): so batches are added in shuffled order, the graph
  is dense (connectivity 24), and up to :data:`EXACT_BELOW` vectors nothing is approximated: a
  full scan takes about 0.1 ms per thousand vectors;
- a dense graph over a million vectors takes an hour of one core: an index that has to come back is
  *thin* at first, vectors with hardly a graph (a twentieth of the time), and every search in it
  is a scan; ``densify`` makes the graph beside it, in short steps that may end at any time;
- ``load`` and ``save`` hold the interpreter for about 1.5 ms per thousand vectors, add and search
  do not: save when nobody is waiting.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from picturedesk.errors import IndexDamaged, WriteError
from picturedesk.vision.checked_file import CheckedFile

KeyArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]
HalfArray = npt.NDArray[np.float16]

EXACT_BELOW = 100_000
"""Up to this many vectors a search looks at every one."""
_SCANNED_PER_NEAREST = 100
"""One more of the nearest costs the graph as much as a scan of so many vectors."""
_CONNECTIVITY = 24
_EXPANSION_ADD = 128
_THIN = 2
"""Connectivity of an index that is only scanned."""
_EXPANSION_SEARCH = 512
ADD_CHUNK = 256
"""Vectors added while the lock is held: a search waits for one chunk at most (about 0.1 s)."""
_EXACT_CHUNK = 8192


class VectorIndex:
    """Keys (int64, not negative) to unit vectors of one dimension, searchable by cosine.

    Every method takes the one lock inside, so an instance may be shared between threads. A key is
    in it once; adding it again replaces its vector.
    """

    def __init__(self, path: str | os.PathLike[str], dimension: int) -> None:
        """``path`` is the index file; its checksum lies beside it as ``<name>.sha256``."""
        self._path = Path(path)
        self._file = CheckedFile(self._path)
        self._dimension = dimension
        self._lock = threading.RLock()
        self._thin = False
        self._index = self._empty()
        self._shuffle = np.random.default_rng(0)
        self._touched: list[KeyArray] | None = None
        self._on_disk = False

    @property
    def path(self) -> Path:
        """The index file."""
        return self._path

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._dimension

    @property
    def thin(self) -> bool:
        """Whether it has no graph worth the name yet, so that every search is a scan."""
        with self._lock:
            return self._thin

    def load(self) -> None:
        """Read the file.

        Raises IndexDamaged when the file or its checksum is missing, when they do not fit, or
        when it holds vectors of another kind; the index is empty then and wants rebuilding.
        """
        with self._lock:
            self.clear()
            self._file.verify()
            index = self._empty()
            index.load(os.fspath(self._path), progress=_breathe)
            self._check_loaded(index)
            self._thin = int(index.connectivity) < _CONNECTIVITY
            # Loading takes the expansion of the defaults, not that of the file.
            index.expansion_add = 1 if self._thin else _EXPANSION_ADD
            index.expansion_search = _EXPANSION_SEARCH
            self._index = index
            self._on_disk = True

    def save(self) -> None:
        """Write beside and rename; a crash leaves the old index or the new one, both accepted.

        Nothing is done where the file holds all this already. Raises WriteError.
        """
        if self._on_disk and self._file.is_there:
            return
        temporary = self._path.with_name(self._path.name + ".tmp")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._lock:
                self._index.save(os.fspath(temporary), progress=_breathe)
                self._on_disk = True  # unless something is added before it is
            self._file.replace(temporary)
        except (OSError, RuntimeError) as error:
            self._on_disk = False
            temporary.unlink(missing_ok=True)
            raise WriteError(
                f"The search index could not be written to {self._path.parent}: {error}.",
                "Free some space; it is rebuilt at the next start.",
            ) from error

    def clear(self, *, thin: bool = False) -> None:
        """Forget everything in memory; files stay until the next save.

        ``thin``: what is added from now on is to be here soon, and the graph can wait.
        """
        with self._lock:
            self._thin = thin
            self._index = self._empty()
            self._on_disk = False

    def unlink(self) -> None:
        """Remove the file and its checksum, if they are there."""
        self._file.unlink()

    def add(self, keys: KeyArray, vectors: npt.NDArray[Any]) -> None:
        """Add vectors ``(n, D)`` (float16 or float32, length 1) under keys ``(n,)``.

        A key that is there already gets the new vector; of a key given twice the last one counts.
        """
        keys = _as_keys(keys)
        rows = np.ascontiguousarray(vectors, dtype=np.float16).reshape(-1, self._dimension)
        if len(keys) != len(rows):
            raise ValueError(f"{len(keys)} keys for {len(rows)} vectors")
        if keys.size and keys.min() < 0:
            raise ValueError("keys are not negative")
        last = len(keys) - 1 - np.unique(keys[::-1], return_index=True)[1]
        order = self._shuffle.permutation(last)
        for start in range(0, len(order), ADD_CHUNK):
            chosen = order[start : start + ADD_CHUNK]
            with self._lock:
                self._on_disk = False
                self._note(keys[chosen])
                self._drop(keys[chosen])
                self._index.add(keys[chosen].astype(np.uint64), rows[chosen], threads=1)

    def remove(self, keys: KeyArray) -> int:
        """Remove keys; unknown ones are passed over. Returns how many were there."""
        with self._lock:
            self._note(_as_keys(keys))
            gone = self._drop(_as_keys(keys))
            self._on_disk = self._on_disk and not gone
            return gone

    def watch(self) -> None:
        """Note from now on what changes, for :meth:`replace_by`."""
        with self._lock:
            self._touched = []

    def replace_by(self, other: VectorIndex) -> None:
        """Answer from what ``other`` holds from now on; it is empty then.

        First it is brought up to date with what changed here since :meth:`watch`.
        """
        with self._lock, other._lock:
            changed = np.unique(np.concatenate([np.empty(0, np.int64), *(self._touched or ())]))
            places, rows = self._places(changed)
            other.remove(changed)
            other.add(changed[places], rows)
            self._index, self._thin, self._on_disk = other._index, other._thin, False
            self._touched = None
            other.clear()

    def search(self, vector: FloatArray, k: int) -> tuple[KeyArray, FloatArray]:
        """The ``k`` nearest of a unit vector ``(D,)``: keys and cosines, nearest first.

        Exact up to :data:`EXACT_BELOW` vectors, and where a good part of all is asked for;
        approximate beyond.
        """
        with self._lock:
            size = len(self._index)
            exact = self._thin or size <= EXACT_BELOW or k * _SCANNED_PER_NEAREST >= size
            return self._nearest(vector, min(k, size), exact=exact)

    def search_within(
        self, vector: FloatArray, keys: KeyArray, k: int
    ) -> tuple[KeyArray, FloatArray]:
        """The ``k`` nearest among ``keys`` (unknown ones are passed over), nearest first.

        Every one of them is scored, about 0.15 ms per hundred.
        """
        keys = _as_keys(keys)
        found: list[tuple[KeyArray, FloatArray]] = []
        for start in range(0, len(keys), _EXACT_CHUNK):
            some = keys[start : start + _EXACT_CHUNK]
            with self._lock:
                places, rows = self._places(some)
            found.append(_nearest_rows(vector, some[places], rows, k))
        if not found:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        keys = np.concatenate([part[0] for part in found])
        cosines = np.concatenate([part[1] for part in found])
        order = np.lexsort((keys, -cosines))[:k]
        return keys[order], cosines[order]

    def exact(self, vector: FloatArray, keys: KeyArray) -> FloatArray:
        """Cosines ``(n,)`` of a unit vector with each of ``keys``, in order; NaN for unknown."""
        with self._lock:
            return self._cosines(vector, _as_keys(keys))

    def get(self, keys: KeyArray) -> HalfArray:
        """The vectors ``(n, D)`` of ``keys``, float16, in order; a row of NaN for unknown keys."""
        with self._lock:
            return self._rows(_as_keys(keys))

    def keys(self) -> KeyArray:
        """All keys, sorted."""
        with self._lock:
            found = np.asarray(self._index.keys, dtype=np.uint64)
        # Slots of removed vectors are listed with the largest key.
        found = found[found < np.uint64(np.iinfo(np.int64).max)]
        return np.sort(found.astype(np.int64))

    def __len__(self) -> int:
        with self._lock:
            return len(self._index)

    def __contains__(self, key: object) -> bool:
        if not isinstance(key, int | np.integer) or key < 0:
            return False
        with self._lock:
            return bool(self._index.contains(int(key)))

    # -- inside ------------------------------------------------------------------------------

    def _empty(self) -> Any:
        from usearch.index import Index

        return Index(
            ndim=self._dimension,
            metric="ip",
            dtype="f16",
            connectivity=_THIN if self._thin else _CONNECTIVITY,
            expansion_add=1 if self._thin else _EXPANSION_ADD,
            expansion_search=_EXPANSION_SEARCH,
        )

    def _note(self, keys: KeyArray) -> None:
        if self._touched is not None:
            self._touched.append(keys.copy())

    def _nearest(self, vector: FloatArray, k: int, *, exact: bool) -> tuple[KeyArray, FloatArray]:
        if k <= 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(self._dimension)
        matches = self._index.search(query, k, exact=exact, threads=1)
        cosines = np.float32(1.0) - np.asarray(matches.distances, dtype=np.float32)
        return np.asarray(matches.keys).astype(np.int64), cosines

    def _cosines(self, vector: FloatArray, keys: KeyArray) -> FloatArray:
        query = np.asarray(vector, dtype=np.float32).reshape(self._dimension)
        parts = [
            self._rows(keys[start : start + _EXACT_CHUNK]).astype(np.float32) @ query
            for start in range(0, len(keys), _EXACT_CHUNK)
        ]
        return np.concatenate(parts) if parts else np.empty(0, np.float32)

    def _rows(self, keys: KeyArray) -> HalfArray:
        rows = np.full((len(keys), self._dimension), np.nan, np.float16)
        places, known = self._places(keys)
        rows[places] = known
        return rows

    def _places(self, keys: KeyArray) -> tuple[npt.NDArray[np.intp], HalfArray]:
        """Which of ``keys`` are here, and their vectors."""
        # A negative key would wrap around to a very large one, which is never there.
        found = self._index.get(keys.astype(np.uint64)) if len(keys) else ()
        places = np.array([i for i, row in enumerate(found) if row is not None], np.intp)
        # Put together as bytes: three times as fast as row by row.
        whole = b"".join([row for row in found if row is not None])
        return places, np.frombuffer(whole, np.float16).reshape(-1, self._dimension)

    def _drop(self, keys: KeyArray) -> int:
        present = keys[keys >= 0].astype(np.uint64)
        if present.size:
            present = np.unique(present[np.asarray(self._index.contains(present), bool)])
        if not present.size:
            return 0
        return int(np.sum(self._index.remove(present, threads=1)))

    def _check_loaded(self, index: Any) -> None:
        from usearch.index import MetricKind, ScalarKind

        same = (
            index.ndim == self._dimension
            and index.dtype == ScalarKind.F16
            and index.metric_kind == MetricKind.IP
        )
        if not same:
            raise IndexDamaged(f"{self._path.name} holds vectors of another kind")


def _nearest_rows(
    vector: FloatArray, keys: KeyArray, rows: HalfArray, k: int
) -> tuple[KeyArray, FloatArray]:
    """The ``k`` of ``rows`` nearest to a vector: their keys and cosines, nearest first."""
    from usearch.index import MetricKind, search

    if not len(keys) or k <= 0:
        return np.empty(0, np.int64), np.empty(0, np.float32)
    query = np.ascontiguousarray(vector, np.float16).reshape(rows.shape[1])
    found = search(rows, query, min(k, len(keys)), MetricKind.IP, exact=True, threads=1)
    cosines = np.float32(1.0) - np.asarray(found.distances, dtype=np.float32)
    return keys[np.asarray(found.keys, np.intp)], cosines


def _as_keys(keys: npt.ArrayLike) -> KeyArray:
    return np.asarray(keys, dtype=np.int64).reshape(-1)


def _breathe(done: int, total: int) -> bool:  # noqa: ARG001 -- usearch checks the signature
    # usearch calls this for every vector, holding the interpreter; others get a turn here.
    if done % 500 == 0:
        time.sleep(0)
    return True


# usearch compares the annotations with the types themselves, and here they are strings.
_breathe.__annotations__.update(done=int, total=int, **{"return": bool})
