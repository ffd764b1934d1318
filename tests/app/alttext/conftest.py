"""The Alt text page on a small library, driven by its keys."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from studio_window import Studio

from picturedesk import review
from picturedesk.library import Library
from picturedesk.records import Changes
from picturedesk.review import standing
from picturedesk.suggestions import ReviewState, Role, Runner, Suggestion
from picturedesk_app.alttext.page import AltTextPage


@dataclass
class Desk:
    """An open Alt text page, and short words for what a user does on it."""

    studio: Studio
    page: AltTextPage

    def until(self, true: Callable[[], bool]) -> None:
        self.studio.until(true)

    def work_ends(self) -> AbstractContextManager[object]:
        """Wait for the end of what was asked for; the look for new pictures may end meanwhile."""
        return self.studio.qtbot.waitSignal(
            self.page.desk.work_ended,
            timeout=20_000,
            check_params_cb=lambda end: not end.work.quiet,
        )

    def press(self, key: Qt.Key, *, control: bool = False) -> None:
        """A key wherever the keyboard is: in the queue, or in the field."""
        modifier = (
            Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        )
        focus = self.studio.window.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    def type(self, text: str) -> None:
        field = self.page.pane.editor.field
        assert field.hasFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def ready(self) -> None:
        """Wait until the current picture has its text."""
        self.until(lambda: self.item_state() is not None)

    def item_state(self) -> ReviewState | None:
        item = self.page.pane.editor.item
        if item is None or item.row.key != self.page.strip.current:
            return None
        return item.review.state

    def suggested(self) -> None:
        """Wait until the current picture has a suggestion (or was found to have none)."""
        self.ready()
        editor = self.page.pane.editor
        supply, strip = self.page.supply, self.page.strip

        def there() -> bool:
            why = supply.why_without(strip.current, "en")
            assert not why, why
            return editor.item is not None and editor.item.review.suggestion is not None

        self.until(there)

    def ask(self, work: Callable[[Library], Any]) -> Any:
        """What the library itself says, once all that was asked of it is done."""
        found: list[Any] = []
        desk = self.page.desk
        desk.change(work, found.append, found.append)
        self.until(lambda: bool(found))
        return found[0]

    def suggest(self, key: int, text: str, *others: str) -> None:
        """Have this proposed for a picture, with other sentences after it."""

        def keep(library: Library) -> None:
            asset = library.catalog.assets.get(key)
            now = standing.current(library, "en")
            runners = tuple(Runner(other, 0.3, "t") for other in others)
            library.catalog.alt_texts.remove(key, "en")
            review.keep(library, Suggestion(
                key, asset.id, "en", Role.INFORMATIVE, text, 0.7, "t", now.bank, now.encoder,
                asset.pixel_hash, runners_up=runners,
            ))  # fmt: skip

        self.ask(keep)
        self.page.on_changes(Changes(assets=frozenset({key})))

    def state_of(self, key: int, language: str = "en") -> ReviewState:
        state: ReviewState = self.ask(lambda library: review.get(library, key, language).state)
        return state


@pytest.fixture
def desk(studio: Studio, pictures: Path) -> Desk:
    """Ten pictures, the page shown, the first one with its suggestion."""
    # The look for new pictures after a start ends in a queue made anew, in the order of what has
    # been proposed by then: not in the middle of a test.
    studio.window.hearing.stop()
    studio.add(pictures, 10)
    studio.window.show_page("alttext")
    page = studio.window.page("alttext")
    assert isinstance(page, AltTextPage)
    made = Desk(studio, page)
    made.until(lambda: len(page.strip.queue.keys) == 10)
    made.suggested()
    studio.window.activateWindow()
    made.until(page.strip.hasFocus)
    return made
