"""The headline over a picture stays readable, whatever is written."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from picturedesk_app.headlines import frames

LONG = "Donaudampfschifffahrtsgesellschaftskapitän am Steuer"


def test_long_words_are_broken_with_a_hyphen_rather_than_set_too_small_to_read(
    qtbot: QtBot,
) -> None:
    room = (480, 480, 560)
    assert frames.fitting(LONG, *room) < 30
    assert frames.fitting(frames.breakable(LONG), *room) > 1.5 * frames.fitting(LONG, *room)


def test_breaking_changes_no_letter_and_no_usual_word(qtbot: QtBot) -> None:
    assert frames.breakable("Two runners by the sea") == "Two runners by the sea"
    broken = frames.breakable(LONG)
    assert broken.replace("\u00ad", "") == LONG
    assert broken.endswith("am Steuer")
    assert not broken.startswith("D\u00ad")
