"""What is read must be readable, in both themes, and colours live in one file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import picturedesk_app
from picturedesk.paths import resource_path
from picturedesk_app import icons, theme
from picturedesk_app.actions import ACTIONS
from picturedesk_app.page import PAGES
from picturedesk_app.theme import DARK, EDGE_PAIRS, LIGHT, TEXT_PAIRS, ThemeChoice, Tokens

SOURCES = sorted(Path(picturedesk_app.__file__).parent.rglob("*.py"))


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(tokens: Tokens, text: str, ground: str) -> None:
    ratio = theme.contrast(getattr(tokens, text), getattr(tokens, ground))
    assert ratio >= 4.5, f"{text} on {ground} is {ratio:.2f}"


@pytest.mark.parametrize("tokens", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize(("sign", "ground"), EDGE_PAIRS)
def test_focus_and_icons_can_be_seen(tokens: Tokens, sign: str, ground: str) -> None:
    assert theme.contrast(getattr(tokens, sign), getattr(tokens, ground)) >= 3.0


def test_every_text_colour_of_the_style_sheet_is_among_the_pairs_that_are_checked() -> None:
    source = (Path(picturedesk_app.__file__).parent / "style.py").read_text()
    used = set(re.findall(r"(?<![-a-z])color: \$(\w+)", source)) - {"faint"}
    assert used <= {text for text, _ in TEXT_PAIRS}


def test_no_colour_is_written_outside_the_theme() -> None:
    allowed = {"theme.py", "filter_bar.py"}  # the filter's colours are data, not look
    found = {
        source.name: colours
        for source in SOURCES
        if source.name not in allowed
        and (colours := re.findall(r'"#[0-9a-fA-F]{6}"', source.read_text()))
    }
    assert not found


def test_every_icon_that_is_asked_for_is_drawn(qtbot: QtBot) -> None:
    theme.install(picture_application())
    names = {action.icon for action in ACTIONS if action.icon} | {page.icon for page in PAGES}
    for source in SOURCES:
        names |= set(re.findall(r'icons\.icon\(\s*"([a-z-]+)"', source.read_text()))
    missing = {name for name in names if not resource_path("icons", f"{name}.svg").is_file()}
    assert not missing
    for name in names:
        drawn = icons.image(name, 20, "text")
        alpha = [drawn.pixelColor(x, y).alpha() for x in range(20) for y in range(20)]
        assert max(alpha) > 150, name


def test_icons_follow_the_theme(qtbot: QtBot) -> None:
    look = theme.install(picture_application())
    icon = icons.icon("folder", "text")
    look.choose(ThemeChoice.DARK)
    dark = brightest(icon.pixmap(20, 20).toImage())
    look.choose(ThemeChoice.LIGHT)
    light = brightest(icon.pixmap(20, 20).toImage())
    look.choose(ThemeChoice.SYSTEM)
    assert dark > 200
    assert light < 80


def test_text_scales(qtbot: QtBot) -> None:
    look = theme.install(picture_application())
    look.set_text_scale(1.5)
    assert look.font().pixelSize() == 20
    look.set_text_scale(1.0)
    assert look.font().pixelSize() == 13


def picture_application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def brightest(image: QImage) -> int:
    seen = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(QColor(c).lightness() for c in seen if c.alpha() > 128)
