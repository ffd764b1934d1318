"""Cold starts: ``python tests/benchmarks/startup.py --library DIR`` and ``--window ROWS ...``.

With ``--library`` (one with pictures in it): wall and processor time of three commands. With
``--window``: processor time from nothing to a window that shows pictures and takes input, on
libraries of so many made-up rows, beside what Qt takes for an empty window. Medians of five; the
model's own process is not in it.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

RUNS = 5


def seconds(*words: str) -> tuple[float, float]:
    """(wall, CPU) seconds of one command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - begun, used


def commands(library: str) -> None:
    """Three commands, as a user types them."""
    for name, words in (
        ("--help", ["--help"]),
        ("roots", ["roots", "--library", library]),
        ("first search", ["search", "two dogs on a beach", "--library", library, "--json"]),
    ):
        runs = sorted(seconds("-m", "picturedesk.cli", *words) for _ in range(RUNS))
        wall, used = runs[RUNS // 2]
        print(f"{name:<14} {wall:5.2f} s wall, {used:5.2f} s of CPU (median of {RUNS})")


def make_library(folder: Path, rows: int) -> None:
    """A catalog of made-up pictures in a folder that is away."""
    from datetime import datetime, timedelta

    from picturedesk.catalog import Catalog
    from picturedesk.records import AssetKind, Metadata, NewAsset, Stamp, Swatch

    begun = datetime(2015, 1, 1)  # noqa: DTZ001 - cameras know no zone
    palette = tuple(Swatch(10.0 * n, 5.0, -5.0, 1 / 6) for n in range(6))
    catalog = Catalog.open(folder, writable=True)
    catalog.roots.add(str(folder / "pictures"))
    root = catalog.roots.all()[0]
    with catalog.transaction():
        for n in range(rows):
            width, height = [(6000, 4000), (4000, 6000), (4000, 4000), (5120, 2880)][n % 4]
            number = n.to_bytes(16, "big")
            catalog.assets.insert(
                NewAsset(
                    root.key, b"%03d/IMG_%06d.jpg" % (n // 500, n), AssetKind.PICTURE, "JPEG",
                    Stamp(1000 + n, n), width, height, number, number,
                    Metadata(taken=begun + timedelta(minutes=7 * n), rating=n % 6), palette,
                )
            )  # fmt: skip
    catalog.close()


def qt_alone() -> dict[str, float]:
    """An empty window, painted."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1320, 860)
    window.show()
    application.processEvents()
    window.grab()
    return {"cpu_s": time.process_time()}


def our_window(library: Path) -> dict[str, float]:
    """The program as it starts, until its first pictures' rows are shown."""
    from picturedesk_app.__main__ import Start, before

    start = before(["--library", str(library)])
    assert isinstance(start, Start)
    imported = time.process_time()
    from picturedesk_app.library.page import LibraryPage
    from picturedesk_app.session import Session

    session = Session(start.library, start.settings)
    window = session.open()
    session.application.processEvents()
    window.grab()
    painted = time.process_time()
    page = window.page("library")
    assert isinstance(page, LibraryPage)
    begun = time.monotonic()
    while time.monotonic() - begun < 60:
        session.application.processEvents()
        visible = page.grid.visible()
        if visible and all(page.model.row(index) is not None for index in visible):
            break
        time.sleep(0.002)
    window.grab()
    shown = time.process_time()
    window.close()
    session.close()
    return {
        "before_s": imported,
        "first_paint_s": painted,
        "cpu_s": shown,
        "rows": float(len(page.model)),
    }


def window(sizes: list[int]) -> None:
    """Print the medians as one JSON object."""
    report: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as home:
        os.environ["PICTUREDESK_HOME"] = home
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        qt = median([child("--qt") for _ in range(RUNS)])
        report["qt_alone_cpu_s"] = qt["cpu_s"]
        for rows in sizes:
            library = Path(home) / f"library{rows}"
            make_library(library, rows)
            seen = median([child("--open", str(library)) for _ in range(RUNS)])
            beside = {"beside_qt_s": round(seen["cpu_s"] - qt["cpu_s"], 3)}
            report[f"{rows} rows"] = {**seen, **beside}
    print(json.dumps(report, indent=2))


def child(*words: str) -> dict[str, float]:
    """This script in a fresh process."""
    ended = subprocess.run(
        [sys.executable, __file__, *words],
        check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    answer: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return answer


def median(runs: list[dict[str, float]]) -> dict[str, float]:
    """The run in the middle, by its processor time."""
    middle = sorted(runs, key=lambda run: run["cpu_s"])[len(runs) // 2]
    return {name: round(value, 3) for name, value in middle.items()}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--library")
    parser.add_argument("--window", type=int, nargs="*")
    parser.add_argument("--qt", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--open", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.qt:
        print(json.dumps(qt_alone()))
    elif options.open:
        print(json.dumps(our_window(options.open)))
    elif options.window is not None:
        window(options.window or [0, 100_000])
    if options.library:
        commands(options.library)


if __name__ == "__main__":
    main()
