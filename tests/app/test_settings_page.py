"""Settings as a user changes them: another model, a backup brought back, name and theme."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEncoder
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from studio_window import OpenWindow, Studio, close_studio

from picturedesk import paths, settings, vision
from picturedesk.library import Indexes, Library
from picturedesk.vision.encoder import ByteArray, Encoder, EncoderId, FloatArray
from picturedesk_app import messages, theme
from picturedesk_app.session import Session
from picturedesk_app.settings_page import SettingsPage

LEFT = Qt.MouseButton.LeftButton
OLD, NEW = "ViT-B-32-laion2b", "ViT-B-32-datacomp"


class Named(FakeEncoder):
    """A stand-in that goes by the name of a model whose folder is here."""

    def __init__(self, name: str, seconds: float = 0.0) -> None:
        super().__init__(dimension=32 if name == OLD else 48)
        self._id = EncoderId(name, vision.revision(name), "float32")
        self._seconds = seconds

    @property
    def id(self) -> EncoderId:
        return self._id

    def encode_pictures(self, pictures: ByteArray) -> FloatArray:
        time.sleep(self._seconds)
        return super().encode_pictures(pictures)


def put_model(name: str) -> None:
    """A model's folder as a fetch leaves it; its weights are never opened here."""
    folder = paths.models_folder() / name
    folder.mkdir(parents=True)
    config = {"model_cfg": {"embed_dim": 8, "vision_cfg": {"image_size": 16}, "text_cfg": {}}}
    (folder / "open_clip_config.json").write_text(json.dumps(config))
    (folder / "open_clip_model.safetensors").write_bytes(np.zeros(64, np.uint8).tobytes())


@pytest.fixture
def two_models(qtbot: QtBot, tmp_path: Path, own_home: Path) -> Iterator[Studio]:
    """A window on a library whose pictures one of two models knows."""
    folder, indexes = tmp_path / "library", Indexes()
    for name in (OLD, NEW):
        put_model(name)
    with Library.open(folder, writable=True) as library:
        library.choose_model(OLD)

    def load(name: str) -> Encoder:
        return Named(name, 0.8 if name == NEW else 0.0)

    session = Session(
        folder,
        settings.load(),
        lambda writable: Library.open(folder, writable=writable, loader=load, indexes=indexes),
    )
    studio = Studio(session, session.open(), qtbot)
    studio.window.resize(1200, 800)
    desk = session.desk
    assert desk is not None
    studio.until(lambda: desk.writable)
    yield studio
    if not studio.closed:
        close_studio(studio)


def settings_page(studio: Studio) -> SettingsPage:
    studio.window.show_page("settings")
    page = studio.window.page("settings")
    assert isinstance(page, SettingsPage)
    studio.until(lambda: page.models.count() > 1)
    return page


def yes(self: messages.Messages, *_: str) -> bool:
    return True


def row_of(page: SettingsPage, name: str) -> tuple[str, QPushButton | None]:
    """The title of a model's row, and its button."""
    for place in range(page.models.count()):
        item = page.models.itemAt(place)
        row = item.widget() if item is not None else None
        if row is None:
            continue
        title = row.findChildren(QLabel)[0].text()
        if row.property("model") == name:
            return title, next(iter(row.findChildren(QPushButton)), None)
    return "", None


def test_another_model_is_chosen_and_the_old_one_answers_until_it_has_learnt(
    two_models: Studio, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = two_models
    monkeypatch.setattr(messages.Messages, "ask", yes)
    studio.add(pictures, 10)
    page = settings_page(studio)
    assert "answers now" in row_of(page, OLD)[0]
    button = row_of(page, NEW)[1]
    assert button is not None
    assert button.text() == "Use…"
    QTest.mouseClick(button, LEFT)
    desk = studio.session.desk
    assert desk is not None
    studio.until(lambda: desk.work is not None and not desk.work.quiet)
    studio.window.show_page("library")
    studio.show("red")
    assert studio.names()[0].startswith("red")
    assert desk.work is not None, "the old model answered while the new one learnt"
    studio.until(lambda: desk.work is None, 30_000)
    page = settings_page(studio)
    studio.until(lambda: "answers now" in row_of(page, NEW)[0])
    assert row_of(page, OLD)[1] is not None
    studio.window.show_page("library")
    studio.show("blue")
    assert studio.names()[0].startswith("blue")
    close_studio(studio)
    with Library.open(studio.page.desk.folder, loader=Named) as library:
        assert library.active_model == NEW


def test_a_choice_that_is_thought_better_of_changes_nothing(
    two_models: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def no(self: messages.Messages, sentence: str, detail: str, verb: str) -> bool:
        asked.append(f"{sentence} {detail} {verb}")
        return False

    monkeypatch.setattr(messages.Messages, "ask", no)
    page = settings_page(two_models)
    button = row_of(page, NEW)[1]
    assert button is not None
    QTest.mouseClick(button, LEFT)
    assert "Every picture is read again" in asked[0]
    assert "MIT" in asked[0]
    two_models.qtbot.wait(100)
    assert two_models.page.desk.work is None


def test_a_backup_is_brought_back_with_its_ratings(
    studio: Studio, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messages.Messages, "ask", yes)
    studio.add(pictures, 10)
    studio.names()
    studio.page.commands.focus_pictures()
    key = int(studio.page.model.keys[0])

    def rating() -> int:
        row = studio.page.model.row_of_key(key)
        return row.rating if row is not None else -1

    studio.press(Qt.Key.Key_4)
    studio.until(lambda: rating() == 4)
    desk = studio.session.desk
    assert desk is not None
    made: list[object] = []
    desk.change(lambda library: library.catalog.backup(force=True), made.append)
    studio.until(lambda: bool(made))
    studio.page.commands.focus_pictures()
    studio.press(Qt.Key.Key_1)
    studio.until(lambda: rating() == 1)
    page = settings_page(studio)
    studio.until(lambda: bool(page.backup_buttons()))
    QTest.mouseClick(page.backup_buttons()[0], LEFT)
    toast = studio.window.messages.toast
    studio.until(lambda: "as it was" in toast.label.text(), 20_000)
    studio.window.show_page("library")
    studio.until(lambda: rating() == 4)
    studio.page.commands.focus_pictures()
    studio.press(Qt.Key.Key_5)
    studio.until(lambda: rating() == 5)


def test_a_name_and_a_theme_are_kept_for_the_next_start(
    windows: OpenWindow, tmp_path: Path
) -> None:
    studio = windows(tmp_path / "library")
    page = settings_page(studio)
    page.name_field.setFocus()
    QTest.keyClicks(page.name_field, "Mira")
    QTest.keyClick(page.name_field, Qt.Key.Key_Return)
    page.theme_box.setFocus()
    page.theme_box.setCurrentIndex(page.theme_box.findData(theme.ThemeChoice.LIGHT))
    page.theme_box.activated.emit(page.theme_box.currentIndex())
    studio.until(lambda: settings.load().user_name == "Mira")
    studio.until(lambda: settings.load().theme == "light")
    assert not theme.current().dark
    theme.current().choose(theme.ThemeChoice.SYSTEM)


def opened(studio: Studio) -> SettingsPage:
    studio.window.show_page("settings")
    page = studio.window.page("settings")
    assert isinstance(page, SettingsPage)
    studio.until(lambda: page.kept.count() == 3)
    return page


def test_a_backup_is_made_when_it_is_wanted(studio: Studio, pictures: Path) -> None:
    studio.add(pictures, 10)
    studio.page.grid.selection.only(0)
    studio.page.pictures.rate_5()
    page = opened(studio)
    said = studio.window.messages.toast.label
    QTest.mouseClick(page.back_up, LEFT)
    studio.until(lambda: said.text() == "A backup was made.")
    studio.until(lambda: bool(page.backup_buttons()))
    QTest.mouseClick(page.back_up, LEFT)
    studio.until(lambda: said.text() == "Nothing has changed since the last backup.")


def test_the_large_previews_can_be_emptied(studio: Studio) -> None:
    desk = studio.session.desk
    assert desk is not None
    previews = desk.folder / "previews" / "ab"
    previews.mkdir(parents=True)
    (previews / "one.jpg").write_bytes(b"x" * 5000)
    page = opened(studio)
    studio.until(lambda: any(b.text() == "Empty" for b in page.findChildren(QPushButton)))
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "Empty")
    QTest.mouseClick(button, LEFT)
    studio.until(lambda: not (previews / "one.jpg").exists())
