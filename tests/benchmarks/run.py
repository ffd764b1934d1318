"""All benchmarks one after the other: ``python tests/benchmarks/run.py [NAME ...]``.

Each runs in a process of its own, as it would alone, with sizes that end within minutes; the larger
ones (a million vectors, a hundred kills) are named in each script's help. What is printed goes to
the terminal; figures worth keeping are written into RESULTS.md by hand, with the machine's load.
Those that need evaluation pictures say so and are counted as not run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUNS: dict[str, tuple[str, ...]] = {
    "startup": ("--window", "100000"),
    "importing": ("48",),
    "queries": ("1000", "100000"),
    "proposals": (),
    "deck": ("--lines", "500", "--assets", "100000"),
    "window": (),
    "canvas": (),
    "closing": ("10",),
    "kill": ("10",),
    "kill_writes": ("10",),
    "standing": (),
    "crops": (),
    "alttext": (),
}


def run(name: str) -> int:
    """One benchmark's exit status; what it prints is passed on."""
    print(f"\n== {name} {' '.join(RUNS[name])}", flush=True)
    began = time.monotonic()
    surroundings = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    done = subprocess.run(
        [sys.executable, str(HERE / f"{name}.py"), *RUNS[name]], env=surroundings, check=False
    )
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"== {name}: {time.monotonic() - began:.0f} s{load}", flush=True)
    return done.returncode


def main() -> int:
    wanted = sys.argv[1:] or list(RUNS)
    unknown = [name for name in wanted if name not in RUNS]
    if unknown:
        print(f"No benchmark is called {unknown[0]}. There are: {', '.join(RUNS)}", file=sys.stderr)
        return 2
    failed = [name for name in wanted if run(name)]
    if failed:
        print(f"\nNot run, or not as they should be: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
