"""Cold starts: python tests/benchmarks/startup.py LIBRARY (a library with pictures in it)."""

from __future__ import annotations

import resource
import subprocess
import sys
import time


def seconds(*words: str) -> tuple[float, float]:
    """(wall, CPU) seconds of one command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "picturedesk.cli", *words], check=True, stdout=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - begun, used


def main() -> None:
    library = sys.argv[1]
    for name, words in (
        ("--help", ["--help"]),
        ("roots", ["roots", "--library", library]),
        ("first search", ["search", "two dogs on a beach", "--library", library, "--json"]),
    ):
        runs = sorted(seconds(*words) for _ in range(5))
        wall, used = runs[2]
        print(f"{name:<14} {wall:5.2f} s wall, {used:5.2f} s of CPU (median of 5)")


if __name__ == "__main__":
    main()
