"""How long a copy deck takes: python tests/benchmarks/deck.py [--lines 500] [--assets 100000].

A library is filled with clustered random vectors (as in ``queries.py``), a fresh process loads it
and assigns a picture to every line. The text tower is left out (its vectors are in the cache), as
are crops and files. Also printed: whether the total is that of the dense assignment over every
asset (``--exact``), which the shortlists promise.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import queries

from picturedesk import headlines
from picturedesk.channels import load
from picturedesk.headlines import assigning, scheduling, wording
from picturedesk.library import Library
from picturedesk.search import warm


def lines(count: int) -> list[headlines.DeckLine]:
    channels = list(load().values())
    return [
        headlines.DeckLine(i, f"headline {i * 7919}", channels[i % len(channels)])
        for i in range(count)
    ]


def ask(folder: Path, count: int, *, exact: bool) -> None:
    deck = lines(count)
    with Library.open(folder, encoder=queries.RandomEncoder()) as library:  # type: ignore[arg-type]
        size = len(library.index)
        warm(library)
        wording.probes(library, [line.headline for line in deck])
        begun, worked = time.perf_counter(), time.process_time()
        schedule = headlines.assign(library, deck)
        seconds, worked = time.perf_counter() - begun, time.process_time() - worked
        used = [entry.asset.key for entry in schedule.entries if entry.asset]
        print(f"{count:,} lines, {size:,} assets: {seconds:.2f} s ({worked:.2f} s of processor, "
              f"load {os.getloadavg()[0]:.1f}); {len(set(used)):,} pictures, "
              f"none twice: {len(set(used)) == len(used)}")  # fmt: skip
        if exact:
            print(f"  total {sum(e.worth for e in schedule.entries):.4f}, "
                  f"dense {dense(library, deck):.4f}")  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  peak memory {peak:,.0f} MB (no model)")


def dense(library: Library, deck: list[headlines.DeckLine]) -> float:
    """The best total over all assets, without shortlists."""
    from scipy.optimize import linear_sum_assignment

    taken: list[np.ndarray] = []
    gather = assigning.gather

    def all_of_it(count: int, blocks: object, size: int) -> assigning.Shortlists:
        listed = list(blocks)  # type: ignore[call-overload]
        taken.extend(worths for _, worths in listed)
        return gather(count, listed, size)

    scheduling.assigning.gather = all_of_it  # type: ignore[assignment]
    try:
        headlines.assign(library, deck)
    finally:
        scheduling.assigning.gather = gather
    worths = np.concatenate(taken, axis=1)
    rows, columns = linear_sum_assignment(worths, maximize=True)
    return float(worths[rows, columns].sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lines", type=int, default=500)
    parser.add_argument("--assets", type=int, default=100_000)
    parser.add_argument("--exact", action="store_true")
    parser.add_argument("--ask", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask:
        ask(given.ask, given.lines, exact=given.exact)
        return
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCHMARK_DIR")) as name:
        queries.fill(Path(name), given.assets)
        command = [sys.executable, __file__, "--ask", name, "--lines", str(given.lines)]
        subprocess.run(command + ["--exact"] * given.exact, check=True)


if __name__ == "__main__":
    main()
