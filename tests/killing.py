"""Kill an import at random moments, and look whether anything was lost.

Used by a test (a few kills) and by the benchmark ``tests/benchmarks/kill.py`` (many). The child
imports with the fake encoder and prints, after every step, how many rows are committed: what it
printed is acknowledged and must still be there.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from fakes import FakeEncoder

from picturedesk import doctor, importing
from picturedesk.catalog import checks
from picturedesk.library import Library

_CHILD = """
import sys, time
sys.path.insert(0, {tests!r})
from fakes import FakeEncoder
from picturedesk import importing
from picturedesk.library import Library

class Slow(FakeEncoder):
    def encode_pictures(self, pictures):
        time.sleep(0.004 * len(pictures))
        return super().encode_pictures(pictures)

with Library.open({library!r}, writable=True, encoder=Slow()) as library:
    for progress in importing.add(library, [{pictures!r}]):
        print(library.catalog.assets.count(), flush=True)
print("whole", flush=True)
"""


@dataclass(slots=True)
class Outcome:
    """What was seen over all kills."""

    kills: int = 0
    in_reading: int = 0
    """Kills that struck after the first row and before the last."""
    faults: list[str] = field(default_factory=list)


def kill_imports(pictures: Path, library: Path, kills: int, seed: int = 1) -> Outcome:
    """Import ``pictures`` again and again, each time killed at a random moment."""
    chance, outcome = random.Random(seed), Outcome()
    total = sum(1 for path in pictures.rglob("*") if path.is_file())
    longest = 3.0
    while outcome.kills < kills:
        acknowledged, finished, took = _run(pictures, library, chance.uniform(0.3, longest))
        if finished:
            longest = max(1.0, 0.9 * took)
            _forget(library)
            continue
        outcome.kills += 1
        outcome.in_reading += 0 < acknowledged < total
        outcome.faults += _examine(library, acknowledged)
        if acknowledged >= 0.8 * total:
            _forget(library)
    outcome.faults += _complete(pictures, library, total)
    return outcome


def _run(pictures: Path, library: Path, seconds: float) -> tuple[int, bool, float]:
    """One import, killed after ``seconds``: (rows acknowledged, whether it ended, how long)."""
    tests = str(Path(__file__).resolve().parent)
    code = _CHILD.format(tests=tests, library=str(library), pictures=str(pictures))
    begun = time.monotonic()
    child = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    try:
        output, _ = child.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        output, _ = child.communicate()
    lines = output.split("\n")[:-1]  # the last line may be torn
    rows = [int(line) for line in lines if line.isdigit()]
    return max(rows, default=0), "whole" in lines, time.monotonic() - begun


def _examine(folder: Path, acknowledged: int) -> list[str]:
    """Open it as the next start would, and look for what must not be."""
    faults: list[str] = []
    with Library.open(folder, writable=True, encoder=FakeEncoder()) as library:
        catalog = library.catalog
        faults += [*checks.quick_check(catalog), *checks.quick_check(catalog, "vec")]
        if catalog.assets.count() < acknowledged:
            faults.append(f"{acknowledged} acknowledged, {catalog.assets.count()} there")
        if len(catalog.vectors.orphans()):
            faults.append(f"{len(catalog.vectors.orphans())} vectors without an asset")
    left = [path.name for path in folder.rglob("*.tmp*")]
    if left:
        faults.append(f"temporary files left: {left}")
    return faults


def _complete(pictures: Path, folder: Path, total: int) -> list[str]:
    """A last import ends the work: everything once, everything with a vector."""
    with Library.open(folder, writable=True, encoder=FakeEncoder()) as library:
        for _ in importing.add(library, [str(pictures)]):
            pass
        report = doctor.Report()
        for _ in doctor.examine(library, report):
            pass
        paths = [a.path for a in library.catalog.assets.get_many(library.catalog.assets.keys())]
        faults = list(report.catalog_faults)
        if len(paths) != total or len(set(paths)) != total:
            faults.append(f"{len(paths)} rows ({len(set(paths))} different) for {total} files")
        if library.catalog.vectors.count_missing(library.encoder_key):
            faults.append("assets without a vector")
        if report.damaged_vectors:
            faults.append(f"{report.damaged_vectors} damaged vectors")
    return faults


def _forget(library: Path) -> None:
    """Begin a new library, so that later kills strike an import and not a rescan."""
    shutil.rmtree(library)
