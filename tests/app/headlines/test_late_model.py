"""The Headlines page while the model is not there yet: what is said, and what works without it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest
from fakes import FakeEncoder
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from studio_window import OpenWindow, Studio

from picturedesk.errors import ModelError
from picturedesk.vision.encoder import ByteArray, FloatArray
from picturedesk.vision.encoder_process import RemoteEncoder
from picturedesk_app.headlines.page import HeadlinesPage

ENTER, LEFT = Qt.Key.Key_Return, Qt.MouseButton.LeftButton


class Late(FakeEncoder):
    """Answers while the gate is open, as a model that is still being loaded does not."""

    broken = False

    def __init__(self, gate: threading.Event) -> None:
        super().__init__()
        self._gate = gate

    def encode_pictures(self, pictures: ByteArray) -> FloatArray:
        self._wait()
        return super().encode_pictures(pictures)

    def encode_texts(self, texts: Sequence[str]) -> FloatArray:
        self._wait()
        return super().encode_texts(texts)

    def _wait(self) -> None:
        self._gate.wait(30)
        if Late.broken:
            raise ModelError("The model is gone.")


class Loading:
    """What a window knows of a model's process before the model is there."""

    is_ready, failure = False, None

    def close(self) -> None:
        """As a process that is being started."""


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Open at first; opened again at the end, come what may."""
    event = threading.Event()
    event.set()
    yield event
    event.set()


@pytest.fixture
def studio(windows: OpenWindow, tmp_path: Path, gate: threading.Event) -> Studio:
    return windows(tmp_path / "library", lambda: Late(gate))


@pytest.fixture
def page(studio: Studio, pictures: Path) -> HeadlinesPage:
    """The page over ten pictures."""
    studio.add(pictures, 10)
    studio.window.show_page("headlines")
    page = studio.window.page("headlines")
    assert isinstance(page, HeadlinesPage)
    studio.until(lambda: bool(page.channels) and page._ground is not None)
    return page


def ask(page: HeadlinesPage, text: str) -> None:
    page.head.field.setFocus()
    page.head.field.setText(text)
    QTest.keyClick(page.head.field, ENTER)


def test_an_answer_that_waits_for_the_model_says_that_it_is_starting(
    studio: Studio, page: HeadlinesPage, gate: threading.Event
) -> None:
    gate.clear()
    page.commands.late.setInterval(40)
    ask(page, "red")
    studio.qtbot.wait(200)
    assert page.head.status.text() == "Looking…", "a slow answer is not the model's start"
    studio.session.encoders._encoders["any"] = cast("RemoteEncoder", Loading())
    studio.until(lambda: "The model is starting…" in page.head.status.text())
    gate.set()
    studio.until(lambda: bool(page.sheet.lines))
    assert "starting" not in page.head.status.text()
    studio.qtbot.wait(120)
    assert "starting" not in page.head.status.text()


def test_a_wrong_filter_is_told_before_the_model_is_there_and_no_older_answer_hides_it(
    studio: Studio, page: HeadlinesPage, gate: threading.Event
) -> None:
    gate.clear()
    ask(page, "red")
    page.head.where.setText("ratin>=3")
    QTest.keyClick(page.head.where, ENTER)
    assert "rating" in page.head.status.text()
    gate.set()
    studio.qtbot.wait(400)
    assert "rating" in page.head.status.text()
    assert not page.sheet.lines
    page.head.where.clear()
    page.commands.paste_deck("red for all\nblue for all\n")
    studio.until(lambda: page.deck is not None and page.filling.left == 0)
    gate.clear()
    page.head.where.setFocus()
    page.head.where.setText("ratin>=3")
    QTest.keyClick(page.head.where, ENTER)
    assert "rating" in page.head.status.text()
    assert page.deck is not None


def shown(studio: Studio, page: HeadlinesPage) -> HeadlinesPage:
    """The page with an answer whose originals have been looked at."""
    ask(page, "red")
    studio.until(lambda: bool(page.sheet.lines))
    studio.until(lambda: page.filling.left == 0 and not page.filling._busy)
    studio.until(page.matrix.hasFocus)
    return page


def test_a_crop_made_by_hand_is_used_before_the_model_scores_it_and_its_score_comes_later(
    studio: Studio, page: HeadlinesPage, gate: threading.Event
) -> None:
    editor = shown(studio, page).editor
    editor.late.setInterval(40)
    gate.clear()
    QTest.keyClick(page.matrix, Qt.Key.Key_C)
    QTest.keyClick(editor.canvas, Qt.Key.Key_Minus)
    studio.until(lambda: "not known" in editor.score.total.text())
    assert "can be used" in editor.note.text()
    crop = editor.canvas.crop
    assert editor.use.isEnabled()
    QTest.mouseClick(editor.use, LEFT)
    assert not editor.isVisible()
    cell = page.sheet.lines[0].cells[0]
    assert cell.crop == crop
    assert "not known" in page.side.score.total.text()
    spoken = QAccessible.queryAccessibleInterface(page.matrix).child(0)
    assert "score not known yet" in spoken.text(QAccessible.Text.Name)
    page.matrix.grab()
    QTest.keyClick(page.matrix, ENTER)
    studio.until(lambda: len(page.sheet.picked()) == 1)
    gate.set()
    studio.until(lambda: page.sheet.lines[0].cells[0].is_scored)
    assert page.sheet.lines[0].cells[0].crop == crop
    assert page.sheet.picked()[0][1].crop == crop
    assert "of 100" in page.side.score.total.text()
    assert page.side.score.standing.isVisible()


def test_a_model_that_cannot_answer_keeps_no_crop_from_being_used(
    studio: Studio, page: HeadlinesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = shown(studio, page).editor
    monkeypatch.setattr(Late, "broken", True)
    QTest.keyClick(page.matrix, Qt.Key.Key_C)
    QTest.keyClick(editor.canvas, Qt.Key.Key_Minus)
    studio.until(lambda: "The model is gone." in editor.note.text())
    assert "can be used all the same" in editor.note.text()
    crop = editor.canvas.crop
    assert editor.use.isEnabled()
    QTest.mouseClick(editor.use, LEFT)
    assert page.sheet.lines[0].cells[0].crop == crop
    studio.until(lambda: not page.filling._busy)
    monkeypatch.setattr(Late, "broken", False)
    QTest.keyClick(page.matrix, Qt.Key.Key_C)
    studio.until(lambda: "of 100" in editor.score.total.text())
    QTest.keyClick(editor.canvas, Qt.Key.Key_Escape)
    studio.until(lambda: page.sheet.lines[0].cells[0].is_scored)
