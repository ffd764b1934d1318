"""Every command is a few letters away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from studio_window import Studio

from picturedesk_app.actions import ACTIONS
from picturedesk_app.command_palette import CommandPalette, score


@pytest.mark.parametrize(
    ("letters", "best", "other"),
    [
        ("dark", "Use the dark theme", "Add a folder…"),
        ("adfo", "Add a folder…", "Look for new pictures"),
        ("mlt", "More like this", "Make text larger"),
        ("fs", "Full screen", "Search"),
    ],
)
def test_a_few_letters_find_the_command_that_is_meant(letters: str, best: str, other: str) -> None:
    assert score(letters, best) > score(letters, other)


def test_letters_that_are_not_there_find_nothing() -> None:
    assert score("xyz", "Add a folder…") == 0.0


def test_no_two_actions_of_one_place_share_a_shortcut_or_a_name() -> None:
    assert len({a.id for a in ACTIONS}) == len(ACTIONS)
    for place in ("library", "grid"):
        keys = [k for a in ACTIONS if a.where in (place, "window") for k in a.shortcut]
        assert len(keys) == len(set(keys))


def test_the_palette_opens_filters_and_runs(studio: Studio) -> None:
    QTest.keyClick(studio.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = studio.window.findChild(CommandPalette)
    assert palette is not None
    assert palette.isVisible()
    QTest.keyClicks(palette.field, "show or hide folders")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    studio.until(studio.page.sidebar.isHidden)
    assert not palette.isVisible()


def test_commands_of_a_page_that_is_not_shown_are_not_offered(studio: Studio) -> None:
    studio.window.show_page("settings")
    QApplication.processEvents()
    palette = CommandPalette(studio.window)
    texts = [action.text() for action in palette._commands]
    assert "Add a folder…" in texts
    assert "Save this search" not in texts
    palette.close()
