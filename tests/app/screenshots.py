"""Pictures of every page in both themes: ``python tests/app/screenshots.py --out DIR``.

Runs where Qt finds a screen: with ``QT_QPA_PLATFORM=offscreen``, or in a real window under
``xvfb-run``. Uses the sample library and the starter model where they are there, else painted
pictures and a stand-in.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


class Camera:
    """Opens the window, waits for it, takes pictures."""

    def __init__(self, out: Path, home: Path, theme: str, ratio: str) -> None:
        os.environ["PICTUREDESK_HOME"] = str(home)
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ.setdefault("QT_SCALE_FACTOR", ratio)
        from fakes import FakeEncoder

        from picturedesk import paths
        from picturedesk.library import Indexes, Library
        from picturedesk.settings import Settings
        from picturedesk_app.session import Session

        self.out, self.theme = out, theme
        self.has_model = any(
            place.is_dir()
            for place in (
                paths.resource_path("models", "starter"),
                paths.models_folder() / "starter",
            )
        )
        folder = home / "data" / "library"

        indexes = Indexes()

        def open_library(writable: bool) -> Library:
            return Library.open(folder, writable=writable, encoder=FakeEncoder(), indexes=indexes)

        settings = Settings(theme=theme, user_name="Mira")  # type: ignore[arg-type]
        opener = None if self.has_model else open_library
        self.session = Session(folder, settings, opener)
        self.window = self.session.open()
        self.window.resize(1400, 880)
        self.window.activateWindow()  # without a window manager nobody else does; keys need it
        self.wait(700)

    def wait(self, milliseconds: int) -> None:
        end = time.monotonic() + milliseconds / 1000
        while time.monotonic() < end:
            self.session.application.processEvents()
            time.sleep(0.005)

    def until(self, true: Callable[[], bool], seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while not true() and time.monotonic() < end:
            self.wait(50)

    def take(self, name: str) -> None:
        self.wait(400)
        self.window.grab().save(str(self.out / f"{name}-{self.theme}.png"))
        print(self.out / f"{name}-{self.theme}.png")

    def close(self) -> None:
        self.window.close()
        self.session.close()


def shoot(camera: Camera, pictures: Path) -> None:
    """Every page, in the order in which a newcomer meets them."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from picturedesk_app import operations
    from picturedesk_app.command_palette import CommandPalette
    from picturedesk_app.library.page import LibraryPage

    window, desk = camera.window, camera.session.desk
    page = window.page("library")
    assert isinstance(page, LibraryPage)
    assert desk is not None
    window.show_page("library")
    camera.wait(800)
    if not len(page.model):
        camera.until(lambda: desk.work is None, 60)
        camera.take("01-first-start")
        operations.add_folders(desk, [str(pictures)])
        camera.until(lambda: desk.work is not None and len(page.model) > 10, 60)
        camera.take("02-reading")
        camera.until(lambda: desk.work is None)
    camera.wait(1500)
    window.messages.toast.hide()
    camera.take("03-library")
    page.search.field.setText("red" if not camera.has_model else "runners on the beach")
    page.commands.settle(page.search.field.text())
    camera.until(lambda: page._shown_for == page.wanted)
    page.commands.focus_pictures()
    camera.wait(900)
    camera.take("04-search")
    page.inspector.why.heat.click()
    camera.wait(1500)
    camera.take("05-heat")
    page.inspector.why.heat.click()
    page.grid.selection.reach(4)
    page.commands.add_filter("orient:landscape")
    page.commands.add_filter("rating>=3")
    camera.until(lambda: page._shown_for == page.wanted)
    camera.wait(800)
    camera.take("06-filters")
    page.commands.clear_search()
    camera.until(lambda: page._shown_for == page.wanted)
    page.commands.toggle_layout()
    page.grid.set_cell(120)
    camera.wait(900)
    camera.take("07-squares")
    page.commands.toggle_layout()
    page.grid.set_cell(380)
    camera.wait(2500)
    camera.take("08-large")
    page.grid.set_cell(176)
    page.grid.selection.only(3)
    page.pictures.preview()
    camera.wait(1500)
    camera.take("09-preview")
    QTest.keyClick(page.pictures._preview, Qt.Key.Key_Escape)  # type: ignore[arg-type]
    page.commands.show_problems()
    camera.take("10-problems")
    page.commands.leave_problems()
    page.commands.add_filter("type:video")
    camera.take("11-nothing")
    page.commands.clear_search()
    camera.wait(500)
    window.open_palette()
    palette = window.findChild(CommandPalette)
    assert palette is not None
    QTest.keyClicks(palette.field, "pic")
    camera.wait(300)
    palette.grab().save(str(camera.out / f"12-palette-{camera.theme}.png"))
    palette.close()
    operations.rate(desk, window.messages, [int(page.model.keys[0])], 4)
    camera.wait(600)
    camera.take("13-toast")
    window.show_page("settings")
    camera.wait(800)
    camera.take("14-settings")


def main(take: Callable[[Camera, Path], None] = shoot) -> None:
    """Take them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--theme", choices=["dark", "light"], default="dark")
    parser.add_argument("--ratio", default="1")
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--home", type=Path, help="keep the library there for the next run")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        camera = Camera(options.out, options.home or Path(home), options.theme, options.ratio)
        from picturedesk.paths import resource_path

        try:
            take(camera, options.pictures or resource_path("samples"))
        finally:
            camera.close()  # threads that nobody ends would keep the script from ending


if __name__ == "__main__":
    main()
