"""Start in three named steps: before the application, the application, after it."""

from __future__ import annotations

import argparse
import ctypes.util
import logging
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from picturedesk.settings import Settings

_XCB_LIBRARIES = {
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-image": "libxcb-image0",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
    "xcb-xinerama": "libxcb-xinerama0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "EGL": "libegl1",
    "GL": "libgl1",
    "dbus-1": "libdbus-1-3",
}
"""What Qt's xcb plugin loads that a bare Debian does not have: library name, package."""


@dataclass(frozen=True, slots=True)
class Start:
    """What is known before Qt is."""

    library: Path
    settings: Settings


def before(arguments: list[str]) -> Start | str:
    """First step: arguments, settings, and whether a window can be opened at all.

    A string is the sentence that says why it cannot.
    """
    from picturedesk import paths, settings

    parser = argparse.ArgumentParser(prog="picturedesk-app", description="Open Picture Desk.")
    parser.add_argument("--library", metavar="DIR", type=Path, help="the library to open")
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    options = parser.parse_args(arguments)
    if options.version:
        from importlib.metadata import version

        return f"Picture Desk {version('picturedesk')}"
    chosen = settings.load()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    missing = missing_display()
    if missing:
        return missing
    folder = options.library or chosen.last_library or paths.default_library()
    return Start(Path(folder).expanduser().absolute(), chosen)


def missing_display() -> str:
    """A sentence if no window can be opened here; empty if one can.

    Qt ends the process when its platform plugin cannot be loaded, so this is found out before.
    """
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    instead = "Without a window, the command line does the same work: picturedesk --help"
    try:
        import PySide6.QtWidgets  # noqa: F401 - only whether it loads
    except ImportError as error:
        packages = "libegl1 libgl1 libxkbcommon0 libfontconfig1 libdbus-1-3"
        return (
            f"The window needs system libraries that are not here ({error}). "
            f"On Debian or Ubuntu: apt-get install {packages}\n{instead}"
        )
    if os.environ.get("WAYLAND_DISPLAY"):
        return ""
    if not os.environ.get("DISPLAY"):
        return f"There is no display to open a window on (DISPLAY is not set).\n{instead}"
    gone = [
        package for name, package in _XCB_LIBRARIES.items() if not ctypes.util.find_library(name)
    ]
    if gone:
        return (
            "The window needs system packages that are not here. "
            f"On Debian or Ubuntu: apt-get install {' '.join(gone)}\n{instead}"
        )
    return ""


def run(start: Start) -> int:
    """Second step: the application, its window, its event loop."""
    from picturedesk_app.session import Session

    session = Session(start.library, start.settings)
    if session.single.raise_first():
        return 0
    session.open()
    try:
        return session.application.exec()
    finally:
        session.close()


def after(code: int) -> None:
    """Third step: nothing may be left running; leave with the window's own code."""
    logging.shutdown()
    raise SystemExit(code)


def main(arguments: list[str] | None = None) -> None:
    """Open the window."""
    start = before(sys.argv[1:] if arguments is None else arguments)
    if isinstance(start, str):
        version = start.startswith("Picture Desk ")
        print(start, file=sys.stdout if version else sys.stderr)
        raise SystemExit(0 if version else 1)
    after(run(start))


if __name__ == "__main__":
    main()
