"""From Enter to proposals for every shipped channel, and the second look at the originals.

``python tests/benchmarks/proposals.py [--pictures DIR] [--model NAME] [--cores 2]``

A library of the pictures (the sample pictures by default) is read with the model; then each
headline is asked twice: as first asked (its words and grids are new), and again (words and grids
are known). What the window does before it draws is all in it: text tower, search, rules, grids,
crops of all channels. On Linux the process is held to ``--cores`` processors.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

import numpy as np

from picturedesk import headlines, importing, search, vision
from picturedesk.headlines import sight
from picturedesk.library import Library

HEADLINES = (
    "Slow mornings by the sea", "The desk you have been waiting for", "Dinner for two, at home",
    "Mountain air, every weekend", "Fresh bread from seven o'clock", "New: shoes for rain",
    "A garden in the city", "Work from anywhere", "Your next great walk", "Coffee, done properly",
    "Autumn colours are here", "Sail away this summer",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    samples = Path(__file__).parents[2] / "resources" / "samples"
    parser.add_argument("--pictures", type=Path, default=samples)
    parser.add_argument("--model", default="starter")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--lines", type=int, default=len(HEADLINES))
    given = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[: given.cores]))
    encoder = vision.load_encoder(given.model, threads=given.cores)
    with (
        tempfile.TemporaryDirectory() as name,
        Library.open(Path(name) / "library", writable=True, encoder=encoder) as library,
    ):
        for _ in importing.add(library, [str(given.pictures)]):
            pass
        search.warm(library)
        channels = list(headlines.channels_of(library))
        headlines.propose(library, "warm up", channels)
        times: dict[str, list[float]] = {"first": [], "again": [], "originals": []}
        work: dict[str, list[float]] = {"first": [], "again": [], "originals": []}
        for line in HEADLINES[: given.lines]:
            sight._SEEN.clear()  # no grid is known
            for kind in ("first", "again"):
                begun, worked = time.perf_counter(), time.process_time()
                found = headlines.propose(library, line, channels)
                times[kind].append(time.perf_counter() - begun)
                work[kind].append(time.process_time() - worked)
            begun, worked = time.perf_counter(), time.process_time()
            headlines.rescore(library, found)
            times["originals"].append(time.perf_counter() - begun)
            work["originals"].append(time.process_time() - worked)
        count = library.catalog.assets.count()
    print(f"{count:,} pictures, {len(channels)} channels, load {os.getloadavg()[0]:.1f}")
    for kind, seconds in times.items():
        low, high = np.percentile(seconds, [50, 95])
        busy = np.median(work[kind])
        print(f"{kind:<10} p50 {low:.2f} s  p95 {high:.2f} s  ({busy:.2f} s of processor)")


if __name__ == "__main__":
    main()
