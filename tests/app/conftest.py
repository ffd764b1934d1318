"""A window on a small library of painted pictures, driven as a user would."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes import FakeEncoder
from pytestqt.qtbot import QtBot
from studio_window import OpenWindow, Studio, close_studio, open_studio, paint

from picturedesk.vision.encoder import Encoder

_TESTS = pytest.StashKey[int]()
_SPOKEN_BY_THE_OFFSCREEN_PLUGIN = "This plugin does not support"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/app" in item.path.as_posix():
            item.add_marker(pytest.mark.qt_log_ignore(_SPOKEN_BY_THE_OFFSCREEN_PLUGIN))


@pytest.fixture(autouse=True, scope="session")
def garbage_is_collected_at_home() -> Iterator[None]:
    """A widget that a thread's collection destroys ends the process: see ``collecting``."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def garbage_of_this_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Gone before the next test; all of memory is gone through now and then."""
    yield
    count = request.session.stash.setdefault(_TESTS, 0)
    request.session.stash[_TESTS] = count + 1
    gc.collect(2 if count % 20 == 19 else 1)


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning in the log that no test expects fails it."""
    yield
    spoken = [r for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert not spoken, [r.getMessage() for r in spoken]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Two folders: six red and four blue pictures, in several shapes."""
    shapes = [(96, 64), (64, 96), (80, 80)]
    for number in range(6):
        paint(tmp_path / "pictures" / "warm", "red", number, shapes[number % 3])
    for number in range(4):
        paint(tmp_path / "pictures" / "cold", "blue", number, shapes[number % 3])
    return tmp_path / "pictures"


@pytest.fixture
def windows(qtbot: QtBot) -> Iterator[OpenWindow]:
    """Opens windows; those that a test has not closed are closed at its end, come what may."""
    opened: list[Studio] = []

    def open_window(folder: Path, make: Callable[[], Encoder] = FakeEncoder) -> Studio:
        opened.append(open_studio(qtbot, folder, make))
        return opened[-1]

    yield open_window
    for studio in opened:
        if not studio.closed:
            close_studio(studio)


@pytest.fixture
def studio(windows: OpenWindow, tmp_path: Path) -> Studio:
    """An open window on a new library."""
    return windows(tmp_path / "library")
