"""What a page of the window is, and the table of pages.

A page is made when it is first shown. To add one: a class derived from :class:`Page`, and a row
in :data:`PAGES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from picturedesk.records import Changes
from picturedesk_app.desk import Desk
from picturedesk_app.messages import Messages


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One row of the rail."""

    id: str
    title: str
    icon: str
    shortcut: str
    factory: str
    """``module:Class``, imported when the page is first shown."""
    at_foot: bool = False
    """At the lower end of the rail."""

    @property
    def module(self) -> str:
        """The module of the factory."""
        return self.factory.partition(":")[0]


PAGES: tuple[PageEntry, ...] = (
    PageEntry("library", "Library", "library", "Alt+1", "picturedesk_app.library.page:LibraryPage"),
    PageEntry(
        "moodboards", "Moodboards", "boards", "Alt+2",
        "picturedesk_app.moodboard.page:MoodboardsPage",
    ),
    PageEntry(
        "headlines", "Headlines", "headlines", "Alt+3",
        "picturedesk_app.headlines.page:HeadlinesPage",
    ),
    PageEntry(
        "alttext", "Alt text", "alttext", "Alt+4", "picturedesk_app.alttext.page:AltTextPage"
    ),
    PageEntry(
        "settings", "Settings", "settings", "Ctrl+,",
        "picturedesk_app.settings_page:SettingsPage", at_foot=True,
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SampleBrief:
    """Handed to the Moodboards page: read the sample pictures if there are none, make the board."""


@dataclass(frozen=True, slots=True)
class ProblemList:
    """Handed to the Library page: show what could not be read."""


class Page(QWidget):
    """Base of all pages: they get the desk and the messages, and keep their own state."""

    wants_page = Signal(str, object)
    """Ask the window to show another page, and hand it something (a query, asset keys)."""

    def __init__(self, desk: Desk, messages: Messages) -> None:
        super().__init__()
        self.desk = desk
        self.messages = messages
        desk.changed.connect(self.on_changes)

    def arrived(self, given: object = None) -> None:
        """The page is shown now; ``given`` is what another page handed over."""

    def on_changes(self, changes: Changes) -> None:
        """Something changed in the library; take note if it concerns this page."""

    def focus_first(self) -> None:
        """Put the keyboard focus where work begins."""
        self.setFocus()

    def undo(self) -> bool:
        """Take back the last change of the page's own; False where there is none."""
        return False

    def state(self) -> dict[str, object]:
        """What should come back at the next start (JSON values)."""
        return {}

    def restore(self, state: dict[str, object]) -> None:
        """Put back what :meth:`state` gave."""

    def leaving(self) -> None:
        """The window is closing; stop timers and helpers of the page's own."""


def make(entry: PageEntry, desk: Desk, messages: Messages) -> Page:
    """Import and make a page."""
    name = entry.factory.partition(":")[2]
    page = getattr(import_module(entry.module), name)(desk, messages)
    assert isinstance(page, Page)
    return page
