"""An open window for tests, with short words for what a user does with it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from fakes import WORD_COLOURS, FakeEncoder
from PIL import Image
from PySide6.QtCore import Qt, QThread
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from picturedesk import settings
from picturedesk.library import Indexes, Library
from picturedesk.vision.encoder import Encoder
from picturedesk_app import operations
from picturedesk_app.library.page import LibraryPage
from picturedesk_app.main_window import MainWindow
from picturedesk_app.session import Session


def paint(folder: Path, word: str, number: int = 0, size: tuple[int, int] = (96, 64)) -> Path:
    """A picture that shows a colour word, a little different for each number."""
    rng = np.random.default_rng([number, sum(map(ord, word))])
    colour = np.array(WORD_COLOURS[word], np.int16)
    soft = rng.integers(-25, 25, (4, 6, 3))
    pixels = np.clip(colour + soft, 0, 255).astype(np.uint8)
    path = folder / f"{word}_{number:02}.jpg"
    folder.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC).save(path, quality=92)
    return path


@dataclass
class Studio:
    """A session, its window, and short words for what tests do with them."""

    session: Session
    window: MainWindow
    qtbot: QtBot
    closed: bool = False

    @property
    def page(self) -> LibraryPage:
        page = self.window.page("library")
        assert isinstance(page, LibraryPage)
        return page

    def until(self, true: Callable[[], bool], timeout: int = 15_000) -> None:
        self.qtbot.waitUntil(true, timeout=timeout)

    def add(self, folder: Path, count: int | None = None) -> None:
        """Add a folder and wait for its pictures."""
        desk = self.session.desk
        assert desk is not None
        with self.qtbot.waitSignal(
            desk.work_ended, timeout=30_000, check_params_cb=lambda end: not end.work.quiet
        ):
            operations.add_folders(desk, [str(folder)])
        if count is not None:
            self.until(lambda: len(self.page.model) == count)

    def type(self, text: str) -> None:
        """Type into the search field."""
        field = self.page.search.field
        field.setFocus()
        field.clear()
        QTest.keyClicks(field, text)

    def show(self, text: str) -> None:
        """Type, and wait for the answer."""
        self.type(text)
        self.until(
            lambda: self.page.wanted.text == text and self.page._shown_for == self.page.wanted
        )

    def names(self) -> list[str]:
        """File names in the grid, in order, once they are known."""
        model = self.page.model
        self.until(lambda: all(model.row(i) is not None for i in range(len(model))))
        rows = [model.row(i) for i in range(len(model))]
        return [row.name for row in rows if row is not None]

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """A key in the grid."""
        none = Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.page.grid, key, modifier if modifier is not None else none)


OpenWindow = Callable[..., Studio]


class Slow(FakeEncoder):
    """An encoder that takes its time, as a large model does."""

    def __init__(self, seconds: float = 0.05) -> None:
        super().__init__()
        self._seconds = seconds

    def encode_pictures(self, pictures: np.ndarray) -> np.ndarray:
        time.sleep(self._seconds)
        return super().encode_pictures(pictures)


def open_studio(qtbot: QtBot, folder: Path, make: Callable[[], Encoder] = FakeEncoder) -> Studio:
    """A session on a library; the caller closes it."""

    indexes = Indexes()

    def open_library(writable: bool) -> Library:
        return Library.open(folder, writable=writable, encoder=make(), indexes=indexes)

    session = Session(folder, settings.load(), open_library)
    window = session.open()
    window.resize(1200, 800)
    desk = session.desk
    assert desk is not None
    qtbot.waitUntil(lambda: desk.writable or bool(window.work_bar._standing), timeout=10_000)
    return Studio(session, window, qtbot)


def close_studio(studio: Studio) -> None:
    """As a user closes it."""
    studio.closed = True
    studio.window.close()
    studio.session.close()
    desk = studio.session.desk
    assert desk is not None
    running = [t.objectName() for t in desk.findChildren(QThread) if t.isRunning()]
    assert not running, running
    studio.window.deleteLater()
    studio.session.deleteLater()
    studio.qtbot.wait(1)
