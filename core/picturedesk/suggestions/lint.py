"""What an editor is warned of in an alt text. Warnings, never errors: she may know better.

Word lists per language are data (``resources/alttext/lint/*.toml``). Claims about who people are,
how old, of what origin, how healthy, what they feel, cannot be seen by a model and are flagged for
a person. Reading level: Flesch's reading ease (Flesch 1948; for German in Amstad's form, 1978;
for Spanish Fernández Huerta's, 1959), from the words that are long enough to judge by.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from picturedesk import paths
from picturedesk.suggestions.records import EMPTY_ROLES, LintWarning, Role

LONG, TOO_LONG = 125, 250
"""Characters that some screen readers cut at, and beyond which a text wants to be an extended
description."""
_HARD = 40.0
_FEW_WORDS = 12
_FILE = re.compile(
    r"\b[\w-]+\.(?:jpe?g|png|gif|webp|tiff?|heic|avif|psd|bmp|svg|raw|cr2|nef|dng|mp4|mov)\b"
    r"|\b(?:IMG|DSC|DSCN|DSCF|PXL|MVIMG|P\d{3})[_-]?\d{3,}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_VOWELS = re.compile(r"[aeiouyàâäáéèêëíîïóôöúûüœæ]+", re.IGNORECASE)
_ENDINGS = (".", "!", "?", "…", ".”", "!”", "?”", '."', ".’", ".»", ".“")

_SENTENCES = {
    "identity": "says who somebody is or what sex; a picture does not show that",
    "age": "says how old somebody is",
    "race": "says something of origin or skin",
    "health": "says something of health or disability",
    "emotion": "says what somebody feels",
}


@dataclass(frozen=True, slots=True)
class Words:
    """One language's lists."""

    says_image: re.Pattern[str] | None
    """``image of``, ``photo of``, … at the beginning."""
    claims: Mapping[str, re.Pattern[str]]
    """Code to the words that claim it."""


def check(
    text: str,
    *,
    language: str = "en",
    role: Role = Role.INFORMATIVE,
    file_name: str = "",
    caption: str = "",
    duplicates: int = 0,
    names: Sequence[str] = (),
    limits: Mapping[str, int] | None = None,
) -> tuple[LintWarning, ...]:
    """Every warning about one text, the weightiest first.

    ``caption`` is the text shown beside the picture, ``duplicates`` how many other assets have
    the same alt text, ``names`` people that a person has named (they are no claim of ours),
    ``limits`` channels' labels to the longest alt text that they take, in characters (0: none).
    """
    if role in EMPTY_ROLES and not text.strip():
        return ()
    words = _words(language.split("-", maxsplit=1)[0])
    found = [
        *_claims(text, words, names),
        *_form(text, words, file_name),
        *_company(text, caption, duplicates),
        *_length(text, limits or {}),
        *_reading(text, language),
    ]
    return tuple(found)


def _claims(text: str, words: Words, names: Sequence[str]) -> Iterator[LintWarning]:
    hidden = text
    for name in names:
        hidden = re.sub(re.escape(name), lambda m: " " * len(m[0]), hidden, flags=re.IGNORECASE)
    for code, pattern in words.claims.items():
        for match in pattern.finditer(hidden):
            yield LintWarning(
                code, f"“{match[0]}” {_SENTENCES[code]}. Say it only if you know it.",
                match.start(), match.end(),
            )  # fmt: skip


def _form(text: str, words: Words, file_name: str) -> Iterator[LintWarning]:
    if not text.strip():
        yield LintWarning("empty", "There is no text. A picture that needs none is decorative.")
        return
    if words.says_image is not None and (match := words.says_image.match(text)):
        yield LintWarning(
            "says-image", f"“{match[0].strip()}”: screen readers say that it is an image.",
            match.start(), match.end(),
        )  # fmt: skip
    match = _FILE.search(text)
    stem = PurePath(file_name.replace("\\", "/")).stem if file_name else ""
    if match:
        yield LintWarning(
            "file-name", f"“{match[0]}” is a file's name.", match.start(), match.end()
        )
    elif len(stem) > 3 and text.strip().casefold().rstrip(".") == stem.casefold():
        yield LintWarning("file-name", "The text is the file's name.")
    if text != " ".join(text.split()):
        yield LintWarning("whitespace", "It has extra spaces or line breaks.")
    letters = [c for c in text if c.isalpha()]
    if len(letters) > 3 and all(c.isupper() for c in letters):
        yield LintWarning("capitals", "All capitals: screen readers may spell them out.")
    if not text.rstrip().endswith(_ENDINGS):
        yield LintWarning("no-full-stop", "There is no full stop at the end: the voice runs on.")


def _company(text: str, caption: str, duplicates: int) -> Iterator[LintWarning]:
    if caption and _plain(text) and _plain(text) == _plain(caption):
        yield LintWarning("same-as-caption", "The caption says the same: it would be read twice.")
    if duplicates:
        many = "Another picture has" if duplicates == 1 else "Other pictures have"
        yield LintWarning("duplicate", f"{many} this text too: it does not tell them apart.")


def _length(text: str, limits: Mapping[str, int]) -> Iterator[LintWarning]:
    size = len(text)
    if size > TOO_LONG:
        yield LintWarning(
            "too-long", f"{size} characters: move details to the extended description.", TOO_LONG,
            size,
        )  # fmt: skip
    elif size > LONG:
        yield LintWarning("long", f"{size} characters: some screen readers stop at {LONG}.")
    for label, limit in limits.items():
        if limit and size > limit:
            yield LintWarning("channel", f"{label} takes {limit} characters.", limit, size)


def _reading(text: str, language: str) -> Iterator[LintWarning]:
    score = reading_ease(text, language)
    if score is not None and score < _HARD:
        yield LintWarning("hard-to-read", "Long words or sentences: it is hard to follow by ear.")


def reading_ease(text: str, language: str = "en") -> float | None:
    """Flesch's reading ease: about 100 very easy, below 30 very hard. None for short texts."""
    words = _WORD.findall(text)
    if len(words) < _FEW_WORDS:
        return None
    sentences = max(1, len(re.findall(r"[.!?…]+(?:\s|$)", text)))
    syllables = sum(_syllables(word, language) for word in words)
    a, b = len(words) / sentences, syllables / len(words)
    if language.startswith("de"):
        return 180.0 - a - 58.5 * b
    if language.startswith("es"):
        return 206.84 - 1.02 * a - 60.0 * b
    return 206.835 - 1.015 * a - 84.6 * b


def _syllables(word: str, language: str) -> int:
    count = len(_VOWELS.findall(word))
    if language.startswith("en") and word.lower().endswith("e") and not word.lower().endswith("le"):
        count -= 1  # silent
    return max(1, count)


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


@cache
def _words(language: str) -> Words:
    file = paths.resource_path("alttext", "lint", f"{language}.toml")
    if not file.is_file():
        return Words(None, {})
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    starts = data.get("says_image", [])
    says = "|".join(re.escape(s) for s in sorted(starts, key=len, reverse=True))
    return Words(
        re.compile(rf"\s*(?:{says})\b", re.IGNORECASE) if starts else None,
        {code: _any_of(data["claims"][code]) for code in _SENTENCES if data["claims"].get(code)},
    )


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    each = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{each})\b", re.IGNORECASE)
