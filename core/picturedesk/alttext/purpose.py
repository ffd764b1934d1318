"""What a picture is for, asked in the order of the W3C decision tree.

Source: Web Accessibility Initiative, *An alt Decision Tree*: text in the picture? a link or
button? information? a chart or other complex matter? told beside it already? nothing? Only what
can be seen is proposed; that a picture is a link, or that the text beside it says the same, is a
person's to know.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from picturedesk.alttext.ranker import KIND
from picturedesk.alttext.reading import SlotReading
from picturedesk.alttext.reading_text import TextFound
from picturedesk.grammar import with_article
from picturedesk.suggestions.banks import SUBJECT
from picturedesk.suggestions.records import Role

_COVERED, _LINES = 0.08, 5
"""From this share of its area, or so many lines, on, text is what a picture is for."""


def believable(
    readings: Mapping[str, SlotReading], *, drawn: bool | None
) -> dict[str, SlotReading]:
    """The readings without a kind that the pixels speak against.

    A chart, a screenshot or an icon has large parts of one tone; where a picture that has none is
    taken for one (``drawn`` False), what sort of picture it is is left open.
    """
    kind = readings.get(KIND)
    shown = kind.chosen if kind is not None else None
    if kind is None or shown is None or drawn is not False or shown.group not in _DRAWN:
        return dict(readings)
    return {**readings, KIND: replace(kind, chosen=None)}


def role_of(readings: Mapping[str, SlotReading], text: TextFound | None) -> tuple[Role, str]:
    """The role, and why in a short sentence."""
    kind = readings.get(KIND)
    shown = kind.chosen if kind is not None else None
    if text is not None and (text.share >= _COVERED or len(text.lines) >= _LINES):
        return Role.TEXT, "It is full of text."
    subject = readings.get(SUBJECT)
    sure = subject is not None and subject.chosen is not None
    if shown is None:
        clear = "It shows something." if sure else "It is not clear what it is for."
        return Role.INFORMATIVE, clear
    role = _role(shown.group)
    if sure and role is Role.DECORATIVE:
        role = Role.INFORMATIVE
    return role, _REASONS[role].format(with_article(shown.name))


_DRAWN = frozenset({str(Role.TEXT), str(Role.FUNCTIONAL), str(Role.COMPLEX)})
_REASONS = {
    Role.TEXT: "It looks like {}: what it says has to be in the text.",
    Role.FUNCTIONAL: "It looks like {}: if it is a link, say where it leads.",
    Role.INFORMATIVE: "It shows something.",
    Role.COMPLEX: "It looks like {}: it needs an extended description too.",
    Role.REDUNDANT: "It looks like {}: the text beside it may say the same.",
    Role.DECORATIVE: "It looks like {}: perhaps it says nothing.",
}


def _role(group: str) -> Role:
    try:
        return Role(group)
    except ValueError:
        return Role.INFORMATIVE
