"""How fast the window is: ``QT_QPA_PLATFORM=offscreen python tests/benchmarks/window.py``.

Prints one JSON object: first paint, scroll frames and memory of the grid at 100,000 and
1,000,000 rows; start, first pictures, first answer, and the event loop's longest gap during an
import (its own part apart from what the machine gave to others). The model is the starter where
it is there, else a stand-in. Closing in the middle of an import: ``closing.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
import psutil
from fakes import FakeEncoder
from loop_gaps import Gap, Pulse
from PIL import Image
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from picturedesk.library import Indexes, Library
from picturedesk.paths import models_folder, resource_path
from picturedesk.settings import Settings
from picturedesk_app import operations, theme
from picturedesk_app.application import paint_in_one_thread
from picturedesk_app.grid import GridModel, GridView, Row, Thumbnails
from picturedesk_app.library.page import LibraryPage
from picturedesk_app.session import Session


def memory_mb() -> float:
    return psutil.Process().memory_info().rss / 2**20


def quantiles(times: Sequence[float]) -> dict[str, float]:
    low, high = np.percentile(np.array(times) * 1000, [50, 95])
    return {
        "p50_ms": round(low, 2),
        "p95_ms": round(high, 2),
        "max_ms": round(max(times) * 1000, 2),
    }


def spin(application: QApplication, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        application.processEvents()
        time.sleep(0.002)


def paint_thumbnails(folder: Path) -> list[tuple[Path, int, int]]:
    rng = np.random.default_rng(1)
    made = []
    for number in range(60):
        width, height = [(320, 213), (213, 320), (320, 320), (320, 180)][number % 4]
        soft = rng.integers(20, 235, (6, 6, 3)).astype(np.uint8)
        path = folder / f"{number}.webp"
        Image.fromarray(soft).resize((width, height), Image.Resampling.BICUBIC).save(path)
        made.append((path, width, height))
    return made


def grid(
    application: QApplication, count: int, files: list[tuple[Path, int, int]]
) -> dict[str, Any]:
    """A grid of so many rows: how long it takes, frame by frame."""

    def rows(keys: Sequence[int], then: Callable[[Iterable[Row]], object]) -> None:
        made = [
            Row(k, f"{k}.jpg", "", str(files[k % 60][0]), *files[k % 60][1:], rating=k % 6)
            for k in keys
        ]
        QTimer.singleShot(0, lambda: then(made))

    before = memory_mb()
    thumbnails = Thumbnails()
    view = GridView(GridModel(rows), thumbnails)
    view.resize(1280, 860)
    view.show()
    application.processEvents()
    keys = np.arange(1, count + 1)
    ratios = np.array([w / h for _, w, h in files], np.float32)[keys % 60]
    begun = time.perf_counter()
    view.show_list(keys, ratios)
    blocked = time.perf_counter() - begun
    while len(view.model) != count or not view.visible():
        application.processEvents()
    view.viewport().repaint()
    first = time.perf_counter() - begun
    spin(application, 1.0)
    bar, frames = view.verticalScrollBar(), []
    for _ in range(240):
        bar.setValue(bar.value() + 120)
        begun = time.perf_counter()
        view.viewport().repaint()
        frames.append(time.perf_counter() - begun)
        spin(application, 0.008)
    jumps = []
    for place in np.random.default_rng(2).integers(0, bar.maximum(), 60):
        bar.setValue(int(place))
        begun = time.perf_counter()
        view.viewport().repaint()
        jumps.append(time.perf_counter() - begun)
        spin(application, 0.008)
    used = memory_mb() - before
    view.finish()
    thumbnails.close()
    view.close()
    view.deleteLater()
    application.processEvents()
    return {
        "first_paint_ms": round(first * 1000, 1),
        "of_it_in_the_gui_thread_ms": round(blocked * 1000, 1),
        "scroll": quantiles(frames),
        "jump": quantiles(jumps),
        "memory_mb": round(used),
    }


def said(gap: Gap) -> dict[str, float]:
    return {"wall_ms": gap.wall, "own_ms": gap.own}


def open_session(folder: Path) -> tuple[Session, bool]:
    real = resource_path("models", "starter").is_dir() or (models_folder() / "starter").is_dir()

    indexes = Indexes()

    def stand_in(writable: bool) -> Library:
        return Library.open(folder, writable=writable, encoder=FakeEncoder(), indexes=indexes)

    return Session(folder, Settings(theme="dark"), None if real else stand_in), real


def life(home: Path, pictures: Path) -> dict[str, Any]:
    """Open, add a folder, search while it is read."""
    cpu, begun = time.process_time(), time.perf_counter()
    session, real = open_session(home / "library")
    window = session.open()
    session.application.processEvents()
    opened = {"wall_ms": round((time.perf_counter() - begun) * 1000),
              "cpu_ms": round((time.process_time() - cpu) * 1000)}  # fmt: skip
    page, desk, application = window.page("library"), session.desk, session.application
    assert isinstance(page, LibraryPage)
    assert desk is not None
    pulse = Pulse()
    spin(application, 10.0)
    loading = said(pulse.take())
    begun = time.perf_counter()
    operations.add_folders(desk, [str(pictures)])
    while not any(desk.imagery.thumbnails.get(int(k)) for k in page.model.keys[:3]):
        spin(application, 0.01)
    first_seen = time.perf_counter() - begun
    page.search.field.setText("two runners")
    page.commands.settle("two runners")
    while page.listing is None or page.listing.standing is None:
        spin(application, 0.01)
    first_answer = time.perf_counter() - begun
    page.commands.clear_search()
    while desk.work is not None:
        spin(application, 0.01)
    importing = said(pulse.end())
    begun = time.perf_counter()
    window.close()
    session.close()
    return {
        "model": "starter" if real else "stand-in",
        "open": opened,
        "loop_gap_while_the_model_loads": loading,
        "first_pictures_s": round(first_seen, 2),
        "first_answer_s": round(first_answer, 2),
        "loop_gap_while_reading": importing,
        "close_s": round(time.perf_counter() - begun, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--pictures", type=Path, default=resource_path("samples"))
    options = parser.parse_args()
    paint_in_one_thread()
    application = QApplication([])
    theme.install(application)
    report: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ.setdefault("PICTUREDESK_HOME", folder)
        files = paint_thumbnails(home)
        for count in options.rows:
            report[f"grid_{count}"] = grid(application, count, files)
        report["life"] = life(home, options.pictures)
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
