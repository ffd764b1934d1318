"""How long a query takes: python tests/benchmarks/queries.py [--graph] [1000 100000 1000000].

For each size a library is filled with clustered random vectors of 512 dimensions (no pictures:
rows and vectors only), its index saved, and a fresh process loads it from its file and asks.
With ``--graph`` a large index gets its graph first, as it does in the window after an import (for
a million vectors the better part of an hour); without it is as on the day it was lost: scanned.
The text tower is left out: queries are vectors that a fake encoder looks up.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from picturedesk import importing, search
from picturedesk.library import Library
from picturedesk.records import (
    AssetKind,
    EncoderId,
    InputSpec,
    Metadata,
    NewAsset,
    Query,
    Stamp,
    Term,
)

DIMENSION = 512
CLUSTERS = 2000
QUERIES = 200
FILTERS = (
    "",
    "rating>=4",
    "orient:portrait",
    "type:picture",
    "rating>=4 orient:portrait",
    "name:77",
)
"""Ratings go by cluster, so that two queries in three have what lies nearest kept out."""


class RandomEncoder:
    """Texts to fixed random directions near the clusters: what a text tower would give."""

    id = EncoderId("benchmark", "0" * 16, "float32")
    dimension = DIMENSION
    input_spec = InputSpec(size=32)

    def encode_texts(self, texts: list[str]) -> np.ndarray:
        rows = [self._row(text) for text in texts]
        return np.array(rows, np.float32)

    def _row(self, text: str) -> np.ndarray:
        number = sum(text.encode())
        random = np.random.default_rng(number)
        row = centres()[number % CLUSTERS] + 0.4 * random.standard_normal(DIMENSION) / 22.6
        return row / np.linalg.norm(row)


_CENTRES: list[np.ndarray] = []


def centres() -> np.ndarray:
    if not _CENTRES:
        rows = np.random.default_rng(7).standard_normal((CLUSTERS, DIMENSION)).astype(np.float32)
        _CENTRES.append(rows / np.linalg.norm(rows, axis=1, keepdims=True))
    return _CENTRES[0]


def fill(folder: Path, count: int, *, graph: bool) -> None:
    random = np.random.default_rng(1)
    with Library.open(folder, writable=True, encoder=RandomEncoder()) as library:  # type: ignore[arg-type]
        catalog = library.catalog
        root = catalog.roots.add("/nowhere/pictures")
        key = catalog.encoders.ensure(RandomEncoder.id, DIMENSION)
        catalog.encoders.activate(key)
        for start in range(0, count, 5000):
            size = min(5000, count - start)
            which = random.integers(0, CLUSTERS, size)
            rows = centres()[which] + random.standard_normal((size, DIMENSION)) * 0.7 / 22.6
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            with catalog.transaction():
                hashes = [(start + i).to_bytes(16, "big") for i in range(size)]
                catalog.vectors.put(
                    key,
                    [(h, 0, row.astype(np.float16)) for h, row in zip(hashes, rows, strict=True)],
                )
                for i, pixel_hash in enumerate(hashes):
                    catalog.assets.insert(
                        NewAsset(
                            root.key,
                            f"{(start + i) // 1000}/{start + i}.jpg".encode(),
                            AssetKind.PICTURE,
                            "JPEG",
                            Stamp(1000, 1),
                            *((4000, 3000) if (start + i) % 3 else (3000, 4000)),
                            pixel_hash,
                            pixel_hash,
                            Metadata(rating=int(which[i]) % 6),
                        )
                    )
        begun = time.monotonic()
        assert len(library.index_of(key)) == count
        print(f"{count:,}: index built in {time.monotonic() - begun:.0f} s", flush=True)
        if graph:
            for _ in importing.finish_indexes(library):
                pass
            print(f"  its graph after {time.monotonic() - begun:.0f} s", flush=True)


def ask(folder: Path) -> None:
    encoder = RandomEncoder()
    begun = time.monotonic()
    with Library.open(folder, encoder=encoder) as library:  # type: ignore[arg-type]
        size = len(library.index)
        print(f"  loaded in {time.monotonic() - begun:.2f} s", flush=True)
        texts = [f"query {number * 7919}" for number in range(QUERIES)]
        for text in texts:
            search.text_vector(library, text)  # the text tower is measured apart
        for where in FILTERS:
            times = []
            for text in texts:
                began = time.perf_counter()
                found = search.find(library, Query((Term(text=text),), where=where, limit=50))
                times.append(1000 * (time.perf_counter() - began))
            first, *rest = times
            print(
                f"  {where or 'no filter':<26} leaves {100 * found.total / size:5.1f} %  "
                f"p50 {np.percentile(rest, 50):6.1f} ms  "
                f"p95 {np.percentile(rest, 95):6.1f} ms  (first {first:.0f} ms)"
            )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {size:,} vectors, peak memory {peak:,.0f} MB (no model)", flush=True)


def main() -> None:
    if sys.argv[1:2] == ["--ask"]:
        ask(Path(sys.argv[2]))
        return
    graph = "--graph" in sys.argv
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or [1000, 100_000, 1_000_000]
    for size in sizes:
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCHMARK_DIR")) as name:
            fill(Path(name), size, graph=graph)
            subprocess.run([sys.executable, __file__, "--ask", name], check=True)


if __name__ == "__main__":
    main()
