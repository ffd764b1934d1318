"""A new user: what the empty window says, the sample brief, a better model in the background."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from hub_stand_in import Hub
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from studio_window import OpenWindow, Studio, close_studio

from picturedesk import paths
from picturedesk.vision import models
from picturedesk.vision.model_card import ModelFigures
from picturedesk_app import i18n, model_facts, operations
from picturedesk_app.library.empty import Empty
from picturedesk_app.settings_page import SettingsPage

LEFT = Qt.MouseButton.LeftButton
NAME = "ViT-B-32-laion2b"
WEIGHTS = 3 << 20


def empty_of(studio: Studio) -> Empty:
    studio.until(lambda: studio.page.middle.currentWidget() is studio.page.empty)
    studio.until(lambda: not studio.page.empty.more.isHidden())
    return studio.page.empty


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A stand-in for the hub that has one model, and takes its time."""
    folder = tmp_path / "repository"
    folder.mkdir()
    config = {"model_cfg": {"embed_dim": 8, "vision_cfg": {"image_size": 32}, "text_cfg": {}}}
    (folder / "open_clip_config.json").write_text(json.dumps(config))
    entry = {"dtype": "U8", "shape": [WEIGHTS], "data_offsets": [0, WEIGHTS]}
    table = json.dumps({"weights": entry}).encode()
    weights = len(table).to_bytes(8, "little") + table + bytes(WEIGHTS)
    (folder / "open_clip_model.safetensors").write_bytes(weights)
    with Hub(folder, models.get(NAME).repo) as running:
        running.slow_s = 0.02
        monkeypatch.setenv("HF_ENDPOINT", running.endpoint)
        yield running


def installed() -> list[str]:
    return [model.name for model in models.installed()]


def test_the_first_start_says_which_model_answers_and_how_good_it_is(
    windows: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figures = ModelFigures(0.34, 1000, ("en", "de", "cs"))
    monkeypatch.setattr("picturedesk.vision.model_card.figures", lambda _: figures)
    monkeypatch.setattr(
        "picturedesk.library.Library.active_model", property(lambda _: models.STARTER)
    )
    studio = windows(tmp_path / "library")
    words = empty_of(studio).foot.text()
    if models.STARTER in installed():
        assert "Starter" in words
        assert "MB" in words
        assert "000 photographs" in words
        assert "about one time in three" in words
        assert "English, German and Czech" in words


def test_a_better_model_is_one_click_away_with_size_licence_and_time(studio: Studio) -> None:
    empty = empty_of(studio)
    assert models.get(NAME).title in empty.more.text()
    assert empty.about_more.text().startswith("604 MB")
    assert "MIT licence" in empty.about_more.text()
    assert "min at 50 Mbit/s" in empty.about_more.text()


def test_a_model_is_fetched_beside_other_work_and_then_used(
    studio: Studio, hub: Hub, pictures: Path
) -> None:
    hub.slow_s = 0.3
    empty = empty_of(studio)
    desk = studio.session.desk
    assert desk is not None
    QTest.mouseClick(empty.more, LEFT)
    studio.until(lambda: desk.fetch.running is not None and desk.fetch.running.rate > 0)
    assert "Fetching CLIP" in studio.window.work_bar.fetch.label.text()
    assert "/s" in studio.window.work_bar.fetch.label.text()
    assert "Stop fetching" in empty.more.text()
    studio.add(pictures, 10)  # nothing waits for the download
    assert desk.fetch.running is not None
    hub.slow_s = 0.0
    changed = []
    desk.work_ended.connect(lambda end: changed.append(end.work.key))
    studio.until(lambda: "model" in changed, 30_000)
    assert NAME in installed()
    assert studio.window.work_bar.fetch.isHidden()


def test_a_stopped_fetch_keeps_what_came_and_goes_on_from_there(studio: Studio, hub: Hub) -> None:
    empty = empty_of(studio)
    desk = studio.session.desk
    assert desk is not None
    QTest.mouseClick(empty.more, LEFT)
    studio.until(lambda: models.fetched_so_far(NAME) > WEIGHTS // 4, 30_000)
    QTest.mouseClick(studio.window.work_bar.stop_fetch, LEFT)
    studio.until(lambda: desk.fetch.running is None)
    assert "Stopped" in studio.window.messages.toast.label.text()
    studio.until(lambda: "Go on fetching" in empty.more.text())
    assert NAME not in installed()
    hub.slow_s = 0.0
    QTest.mouseClick(empty.more, LEFT)
    studio.until(lambda: NAME in installed(), 30_000)
    begun = [int(r.removeprefix("bytes=").removesuffix("-")) for _, r in hub.requests if r]
    assert begun
    assert begun[-1] > WEIGHTS // 8


def test_without_a_network_a_sentence_says_so_and_offers_to_try_again(
    studio: Studio, hub: Hub
) -> None:
    hub.status = 503
    empty = empty_of(studio)
    QTest.mouseClick(empty.more, LEFT)
    toast = studio.window.messages.toast
    studio.until(lambda: "hub answers with an error" in toast.label.text(), 30_000)
    assert toast.button.text() == "Try again"
    hub.status, hub.slow_s = None, 0.0
    QTest.mouseClick(toast.button, LEFT)
    studio.until(lambda: NAME in installed(), 30_000)


def test_closing_the_window_ends_a_fetch(windows: OpenWindow, tmp_path: Path, hub: Hub) -> None:
    studio = windows(tmp_path / "library")
    QTest.mouseClick(empty_of(studio).more, LEFT)
    studio.until(lambda: models.fetched_so_far(NAME) > 0, 30_000)
    close_studio(studio)
    assert not [p for p in multiprocessing.active_children() if p.name == "fetch"]
    assert (paths.models_folder() / ".fetching").is_dir()


def test_settings_show_how_far_a_fetch_came(studio: Studio, hub: Hub) -> None:
    folder = paths.models_folder() / ".fetching" / f"{NAME}@0123"
    folder.mkdir(parents=True)
    (folder / "open_clip_model.safetensors").write_bytes(bytes(5_000_000))
    page = studio.window.page("settings")
    assert isinstance(page, SettingsPage)
    studio.window.show_page("settings")
    studio.until(lambda: page.models.count() > 1)
    buttons = [b.text() for b in page.model_buttons()]
    assert "Go on fetching…" in buttons


def test_the_sample_brief_ends_in_a_finished_board(
    studio: Studio, pictures: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        operations,
        "add_sample",
        lambda desk, _: operations.add_folders(desk, [str(pictures)]),
    )
    from picturedesk_app.moodboard.page import MoodboardsPage

    empty = empty_of(studio)
    QTest.mouseClick(empty.second, LEFT)
    page = studio.window.page("moodboards")
    assert isinstance(page, MoodboardsPage)
    studio.until(lambda: studio.window.stack.currentWidget() is page)
    studio.until(lambda: page.model.is_open, 30_000)
    assert page.model.head.brief.startswith("FELL & SHORE")
    assert len(page.model.beats) > 8
    assert page.model.document().pictures()
    studio.window.show_page("library")
    studio.until(lambda: len(studio.page.model) == 10)


@pytest.mark.parametrize(
    ("part", "words"),
    [(0.34, "about one time in three"), (0.5, "about every second time"),
     (0.41, "about 41 times in 100"), (0.98, "nearly always"), (0.2, "about one time in five")],
)  # fmt: skip
def test_a_part_is_told_in_words(part: float, words: str) -> None:
    assert model_facts.how_often(part) == words


def test_languages_are_named() -> None:
    assert i18n.listed([i18n.language_name(c) for c in ("en", "fr", "cs")]) == (
        "English, French and Czech"
    )


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 bytes"), (999, "999 bytes"), (2_400_000, "2.4 MB"), (604_000_000, "604 MB")],
)
def test_sizes_are_rounded_for_people(number: int, words: str) -> None:
    assert i18n.size(number).replace("\u202f", " ") == words
