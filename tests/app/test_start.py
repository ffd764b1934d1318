"""Starting: where no window can be opened, a sentence says why and what to do."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from picturedesk_app import __main__ as start


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    clean = {k: v for k, v in os.environ.items() if k not in hidden}
    return subprocess.run(
        [sys.executable, "-m", "picturedesk_app", *arguments],
        env={**clean, **environment}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has no display")
def test_without_a_display_a_sentence_says_so_and_names_what_works_instead() -> None:
    ended = run()
    assert ended.returncode == 1
    assert "no display" in ended.stderr
    assert "picturedesk --help" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's package names")
def test_missing_system_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(start.ctypes.util, "find_library", lambda name: None)
    sentence = start.missing_display()
    assert "libxcb-cursor0" in sentence
    assert "libegl1" in sentence


def test_the_version_is_told_without_a_window() -> None:
    ended = run("--version")
    assert ended.returncode == 0
    assert ended.stdout.startswith("Picture Desk ")


PAINT = """
from pathlib import Path
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from picturedesk_app.application import paint_in_one_thread
{first}
application = QGuiApplication([])
page = QImage(1600, 1600, QImage.Format.Format_ARGB32_Premultiplied)
page.fill(0)
painter = QPainter(page)
painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
painter.rotate(7)
painter.drawImage(0, 0, page.copy())
painter.end()
print(sum("pooled" in (t / "comm").read_text() for t in Path("/proc/self/task").iterdir()))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="threads are counted in /proc")
@pytest.mark.skipif(os.cpu_count() == 1, reason="one processor has no pool to avoid")
def test_painting_stays_in_the_thread_of_the_window() -> None:
    def threads(first: str) -> int:
        clean = {k: v for k, v in os.environ.items() if k != "QT_NO_GUI_THREADPOOL"}
        words = [sys.executable, "-c", PAINT.format(first=first)]
        return int(
            subprocess.run(
                words, env={**clean, "QT_QPA_PLATFORM": "offscreen"},
                capture_output=True, text=True, timeout=60, check=True,
            ).stdout
        )  # fmt: skip

    assert threads("paint_in_one_thread()") == 0
    assert threads("") > 0, "Qt paints otherwise now: is the line still needed?"
