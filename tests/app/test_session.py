"""Coming and going: one window per library, what comes back, closing whenever one likes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot
from studio_window import OpenWindow, Slow, close_studio, paint

from picturedesk.library import Library
from picturedesk_app import operations
from picturedesk_app.application import SingleWindow
from picturedesk_app.page import PAGES


def test_a_second_start_raises_the_first_window(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleWindow(tmp_path)
    second = SingleWindow(tmp_path)
    assert not second.raise_first(), "nobody is there yet"
    first.listen()
    with qtbot.waitSignal(first.raised):
        assert second.raise_first()
    other = SingleWindow(tmp_path / "other")
    assert not other.raise_first()
    first.close()
    assert not second.raise_first()


def test_what_was_open_comes_back(
    qtbot: QtBot, windows: OpenWindow, tmp_path: Path, pictures: Path
) -> None:
    studio = windows(tmp_path / "library")
    studio.add(pictures, 10)
    studio.page.commands.toggle_sidebar()
    studio.page.grid.set_cell(240)
    studio.page.commands.add_filter("orient:landscape")
    studio.page.commands.order_by("name")
    studio.window.resize(1000, 700)
    studio.window.show_page("settings")
    close_studio(studio)

    again = windows(tmp_path / "library")
    assert again.window._buttons["settings"].isChecked()
    assert again.page.sidebar.isHidden()
    assert again.page.grid.cell == 240
    assert again.page.wanted.filters == ("orient:landscape",), "a filter in force is visible"
    assert again.page.wanted.order == "name"
    close_studio(again)


def test_a_library_that_another_process_writes_is_opened_for_reading(
    qtbot: QtBot, windows: OpenWindow, tmp_path: Path
) -> None:
    code = (
        "import sys, time; from picturedesk.library import Library\n"
        "library = Library.open(sys.argv[1], writable=True)\n"
        "print('open', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "library")], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "open"
        studio = windows(tmp_path / "library")
        assert "Open for reading only" in studio.window.work_bar.label.text()
        assert str(holder.pid) in studio.window.work_bar.label.text()
        desk, toast = studio.session.desk, studio.window.messages.toast
        assert desk is not None
        operations.add_folders(desk, [str(tmp_path)])
        studio.until(lambda: "open for reading only" in toast.label.text())
        studio.window.show_page("moodboards")
        start = studio.window.page("moodboards").start  # type: ignore[attr-defined]
        start.sample.click()
        studio.until(lambda: bool(start.field.toPlainText()))
        studio.until(start.make.isEnabled)
        close_studio(studio)
    finally:
        holder.kill()
        holder.communicate()


@pytest.mark.parametrize("moment", [0, 40, 150, 400, 900])
def test_closing_in_the_middle_of_an_import_loses_nothing_and_is_quick(
    qtbot: QtBot, windows: OpenWindow, tmp_path: Path, moment: int
) -> None:
    folder = tmp_path / "many"
    for number in range(40):
        paint(folder, "green", number, (48, 32))
    studio = windows(tmp_path / "library", Slow)
    desk = studio.session.desk
    assert desk is not None
    operations.add_folders(desk, [str(folder)])
    qtbot.wait(moment)
    begun = time.monotonic()
    close_studio(studio)
    assert time.monotonic() - begun < 3.0
    with Library.open(tmp_path / "library", writable=True) as library:
        assert library.catalog.assets.count() <= 40


def test_closing_again_and_again_in_the_middle_of_imports_loses_nothing() -> None:
    """``PICTUREDESK_CLOSES`` says how often; a process of its own, so that a crash is seen."""
    script = Path(__file__).parents[1] / "benchmarks" / "closing.py"
    count = os.environ.get("PICTUREDESK_CLOSES", "4")
    ended = subprocess.run(
        [sys.executable, str(script), count],
        capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_next_start_goes_on_where_the_last_one_ended(
    qtbot: QtBot, windows: OpenWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    for number in range(12):
        paint(folder, "green", number, (48, 32))
    studio = windows(tmp_path / "library", Slow)
    desk = studio.session.desk
    assert desk is not None
    operations.add_folders(desk, [str(folder)])
    qtbot.waitUntil(
        lambda: desk.work is not None and not desk.work.quiet and desk.work.progress is not None
    )
    close_studio(studio)
    again = windows(tmp_path / "library")
    again.until(lambda: len(again.page.model) == 12, timeout=30_000)
    close_studio(again)


@pytest.mark.skipif(sys.platform == "win32", reason="signals as Unix has them")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_sigterm_and_ctrl_c_close_the_window_as_its_button_does(
    tmp_path: Path, number: int
) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PICTUREDESK_HOME": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "picturedesk_app", "--library", str(tmp_path / "library")],
        env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    catalog = tmp_path / "library" / "catalog.sqlite3"
    deadline = time.monotonic() + 30
    while not catalog.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.5)
    process.send_signal(number)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 0, said
    assert "Traceback" not in said
    states = list((tmp_path / "config").glob("window-*.json"))
    assert states, "the state was kept, as at any close"


def test_every_page_has_an_icon_a_shortcut_and_a_name(
    qtbot: QtBot, windows: OpenWindow, tmp_path: Path
) -> None:
    studio = windows(tmp_path / "library")
    for entry in PAGES:
        studio.window.show_page(entry.id)
        assert studio.window.stack.currentWidget() is studio.window.page(entry.id)
        assert studio.window._buttons[entry.id].accessibleName()
        assert studio.window.childAt(QPoint(5, 5)) is not None
    close_studio(studio)
