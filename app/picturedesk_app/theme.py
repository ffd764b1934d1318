"""Every colour, size and typeface of the window: tokens, and what is made of them.

No colour or size is written anywhere else. :class:`Tokens` holds one theme's colours,
:data:`DARK` and :data:`LIGHT` are the two themes, :class:`Theme` follows the system (or the
user's choice) and hands out colours and fonts; :mod:`picturedesk_app.style` turns the tokens
into a palette and a style sheet.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from picturedesk.paths import resource_path


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, by what they are for."""

    ground: str
    panel: str
    raised: str
    line: str
    line_strong: str
    text: str
    muted: str
    faint: str
    """Never text that informs: disabled words, placeholders of pictures, ornaments."""
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_text: str
    """The accent where it is itself text on ground, panel or raised."""
    covered: str
    thin: str
    gap: str
    placeholder: str
    scrim: str
    """Behind a preview that covers the window; and behind badges on pictures."""
    on_scrim: str
    muted_on_scrim: str


DARK = Tokens(
    ground="#141415", panel="#1c1c1e", raised="#28282b",
    line="#2e2e32", line_strong="#45454b",
    text="#ececee", muted="#a8a8ae", faint="#77777e",
    accent="#ff7a59", accent_hover="#ff8d70", accent_press="#f06a48", on_accent="#1a1a1c",
    accent_text="#ff7a59",
    covered="#57b98a", thin="#e0a83a", gap="#ea6a70",
    placeholder="#232326", scrim="#0e0e0f", on_scrim="#ffffff", muted_on_scrim="#b4b4ba",
)  # fmt: skip

LIGHT = Tokens(
    ground="#fafafa", panel="#f0f0f1", raised="#ffffff",
    line="#e2e2e5", line_strong="#c4c4ca",
    text="#1a1a1c", muted="#57575e", faint="#86868d",
    accent="#c5401c", accent_hover="#b23817", accent_press="#9c3013", on_accent="#ffffff",
    accent_text="#b93a18",
    covered="#1f7a50", thin="#8a5c00", gap="#b3262e",
    placeholder="#e6e6e9", scrim="#0e0e0f", on_scrim="#ffffff", muted_on_scrim="#b4b4ba",
)  # fmt: skip

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((text, ground) for text in ("text", "muted") for ground in ("ground", "panel", "raised")),
    *(("accent_text", ground) for ground in ("ground", "panel", "raised")),
    *((tone, ground) for tone in ("covered", "thin", "gap") for ground in ("ground", "panel")),
    ("panel", "text"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_press"),
    ("on_scrim", "scrim"),
    ("muted_on_scrim", "scrim"),
)
"""Every (text, ground) pair in use: a test computes the contrast of each in both themes."""

EDGE_PAIRS: tuple[tuple[str, str], ...] = (
    ("accent", "ground"),
    ("accent", "panel"),
    ("accent", "raised"),
    ("muted", "panel"),
    ("muted", "ground"),
)
"""Signs that are not text (focus, selection, icons): 3 : 1 is asked of them."""


class Size:
    """Sizes in pixels at 100 %."""

    TINY, SMALL, BODY, TITLE, HEADING, DISPLAY = 11, 12, 13, 15, 20, 28
    S1, S2, S3, S4, S5, S6 = 4, 8, 12, 16, 24, 32
    RADIUS, THUMB_RADIUS = 6, 4
    ICON = 20
    CONTROL = 32
    RAIL = 52
    SIDEBAR = 224
    INSPECTOR = 304
    OUTLINE, OUTLINE_GAP = 2, 2


class ThemeChoice(StrEnum):
    """What a user can choose."""

    SYSTEM = "system"
    DARK = "dark"
    LIGHT = "light"


_SCHEMES = {
    ThemeChoice.SYSTEM: Qt.ColorScheme.Unknown,
    ThemeChoice.DARK: Qt.ColorScheme.Dark,
    ThemeChoice.LIGHT: Qt.ColorScheme.Light,
}


class Theme(QObject):
    """The theme in force. ``changed`` is emitted after palette and style sheet are set."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._family = _load_typeface(application)
        self._scale = 1.0
        self._choice = ThemeChoice.SYSTEM
        self.tokens = DARK
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self._follow()

    @property
    def choice(self) -> ThemeChoice:
        """What the user chose."""
        return self._choice

    @property
    def dark(self) -> bool:
        """Whether the theme in force is the dark one."""
        return self.tokens is DARK

    @property
    def text_scale(self) -> float:
        """1.0 is 100 %."""
        return self._scale

    def choose(self, choice: ThemeChoice) -> None:
        """Set the user's choice."""
        self._choice = choice
        self._application.styleHints().setColorScheme(_SCHEMES[choice])
        self._follow()

    def set_text_scale(self, scale: float) -> None:
        """Scale all text, between 0.8 and 2."""
        self._scale = min(2.0, max(0.8, scale))
        self._apply()

    def color(self, token: str) -> QColor:
        """The colour of a token by its name."""
        return QColor(getattr(self.tokens, token))

    def pixels(self, size: int) -> int:
        """A type size at the text scale in force."""
        return max(8, round(size * self._scale))

    def font(self, size: int = Size.BODY, *, strong: bool = False, tabular: bool = False) -> QFont:
        """The interface's typeface at a size of the type scale."""
        font = QFont(self._family)
        font.setPixelSize(self.pixels(size))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _follow(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            scheme = QGuiApplication.styleHints().colorScheme()
            light = scheme is Qt.ColorScheme.Light
        else:
            light = self._choice is ThemeChoice.LIGHT
        self.tokens = LIGHT if light else DARK
        self._apply()

    def _apply(self) -> None:
        from picturedesk_app.style import palette_of, sheet_of

        self._application.setFont(self.font())
        self._application.setPalette(palette_of(self.tokens))
        self._application.setStyleSheet(sheet_of(self.tokens, self.pixels))
        self.changed.emit()


def _load_typeface(application: QApplication) -> str:
    """The bundled open face, so that the window looks and measures the same everywhere."""
    family = ""
    for name in ("Inter-Regular.ttf", "Inter-SemiBold.ttf"):
        key = QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))
        family = next(iter(QFontDatabase.applicationFontFamilies(key)), family)
    return family or application.font().family()


def install(application: QApplication) -> Theme:
    """Put the theme on the application; once."""
    existing = application.property("picturedesk_theme")
    if isinstance(existing, Theme):
        return existing
    application.setStyle("Fusion")
    theme = Theme(application)
    application.setProperty("picturedesk_theme", theme)
    return theme


def current() -> Theme:
    """The theme of the running application."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return install(application)


def contrast(first: str, second: str) -> float:
    """WCAG 2 contrast ratio of two ``#rrggbb`` colours, 1 to 21."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def token_names() -> tuple[str, ...]:
    """All tokens, for the style sheet's template and the tests."""
    return tuple(f.name for f in fields(Tokens))


def mixed(front: QColor, back: QColor, share: float) -> QColor:
    """``share`` of ``front`` over ``back``, opaque."""
    keep = 1.0 - share
    return QColor(
        round(front.red() * share + back.red() * keep),
        round(front.green() * share + back.green() * keep),
        round(front.blue() * share + back.blue() * keep),
    )
