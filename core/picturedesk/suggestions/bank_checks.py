"""Small checks of what a bank may hold; each says what is wrong and by which word it is found."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Any

from picturedesk.suggestions.banks import SlotBank

_NAME = re.compile(r"[^\W_][\w '’.,&-]{0,60}")
MARKUP = re.compile(r"[<>]|&#?\w+;|\{\{|\}\}|\{%|%\}|\{#|\$\{|`|\]\(|[\x00-\x08\x0b-\x1f]")


class Wrong(ValueError):
    """A reason, and a word by which its line is found."""

    def __init__(self, reason: str, near: str = "") -> None:
        super().__init__(reason)
        self.near = near


def check_wanted(
    slots: Mapping[str, SlotBank], slot: str, wanted: frozenset[str], near: str
) -> None:
    """Whether groups or values that a bank asks for are there. Raises Wrong."""
    if slot not in slots:
        raise Wrong(f"there is no slot {slot!r}", near)
    # A bank that extends another keeps its groups, and may lack some of their values.
    known = set(slots[slot].groups) | {value.name for value in slots[slot].values}
    unknown = wanted - known
    if unknown:
        raise Wrong(f"slot {slot} has no group or value {min(unknown)!r}", near)


def known_words(table: Mapping[str, Any], words: set[str], what: str = "word") -> None:
    """Whether every key may stand here; the nearest right one is named. Raises Wrong."""
    for word in table:
        if word not in words:
            close = difflib.get_close_matches(word, words, n=1)
            hint = f"; did you mean {close[0]}?" if close else ""
            raise Wrong(f"the {what} {word!r} is not known{hint}", word)


def table_in(table: Mapping[str, Any], word: str, near: str = "") -> Mapping[str, Any]:
    """A table inside a table; empty where it is not there. Raises Wrong."""
    found = table.get(word, {})
    if not isinstance(found, dict):
        raise Wrong(f"{word} must be a table", near or word)
    return found


def texts_in(value: Any, near: str) -> list[str]:
    """A list of texts. Raises Wrong."""
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise Wrong("a list of texts was expected", near)
    return [plain(v, near) for v in value]


def name_in(value: Any, near: str) -> str:
    """A name: letters, digits and little else. Raises Wrong."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        raise Wrong(f"{value!r} is not a name", near)
    return value


def plain(value: Any, near: str) -> str:
    """A text of one line without markup, braces or commands. Raises Wrong."""
    if not isinstance(value, str) or not value.strip() or len(value) > 200:
        raise Wrong("a text was expected, of at most 200 characters", near)
    if MARKUP.search(value) or "{" in value or "}" in value:
        raise Wrong("a value holds markup, braces or commands", near)
    return " ".join(value.split())
