"""A canvas with hands, and a designer before the whole page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from board_hands import Designer, Table
from pytestqt.qtbot import QtBot
from studio_window import Studio


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[Table]:
    made = Table(qtbot)
    yield made
    made.pictures.close()
    made.window.close()
    made.window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def designer(studio: Studio, pictures: Path) -> Designer:
    studio.add(pictures, 10)
    made = Designer(studio)
    made.studio.window.messages.ask = lambda *words: not made.asked.append(words[0])  # type: ignore[method-assign]
    return made
