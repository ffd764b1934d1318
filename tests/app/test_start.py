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
