"""The words of one language, from ``resources/briefs/<language>.toml``.

What a section, a pattern or a phrase means is decided in code; which words stand for it is data,
so that another language is another file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from picturedesk.paths import resource_path

LANGUAGES: tuple[str, ...] = ("en", "de")
_MIN_STEM = 4


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words; in languages that compound, a word also counts by its ending."""

    exact: frozenset[str]
    suffixes: tuple[str, ...] = ()

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        return word in self.exact or (bool(self.suffixes) and word.endswith(self.suffixes))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words, compiled."""

    language: str
    sections: Mapping[str, str]
    """Normalised heading -> role (tone, subject, …), or ``-reason`` where its content is left
    out. Every language knows the English ones too: agencies mix them."""
    reasons: Mapping[str, str]
    patterns: Mapping[str, re.Pattern[str]]
    phrases: Mapping[str, re.Pattern[str]]
    slug_scene: str
    """How the place and time of a script's scene heading are said."""
    generic: frozenset[str]
    filler: tuple[str, ...]
    articles: frozenset[str]
    prepositions: re.Pattern[str]
    joiners: re.Pattern[str]
    stop: frozenset[str]
    places: Words
    times: Words
    people: Words
    things: Words
    tones: Words
    plain_heads: frozenset[str]
    detect: frozenset[str]
    qualifiers: frozenset[str]
    """Words before a heading that change nothing: *main* subjects, *key* locations."""
    capital_nouns: bool
    """Whether nouns are written with a capital, so that it is kept."""
    pronouns: Mapping[str, str]
    shots: Mapping[str, Any]


def words_of(text: str) -> list[str]:
    """A list in the data: separated by commas or line ends."""
    return [w for w in (" ".join(p.split()) for p in text.replace("\n", ",").split(",")) if w]


@lru_cache(maxsize=8)
def load(language: str = "en") -> Lexicon:
    """The lexicon of a language (one of :data:`LANGUAGES`)."""
    with resource_path("briefs", f"{language}.toml").open("rb") as file:
        data = tomllib.load(file)
    compound = bool(data.get("suffixes"))
    phrases, words = data["phrases"], data["words"]
    return Lexicon(
        language=language,
        sections={**(load("en").sections if language != "en" else {}), **_sections(data)},
        reasons=data["reasons"] if language == "en" else load("en").reasons,
        patterns={k: re.compile(v, re.IGNORECASE) for k, v in data["patterns"].items()},
        phrases={
            k: re.compile(v.replace("\n", ""), re.IGNORECASE)
            for k, v in phrases.items()
            if k not in ("generic", "filler", "slug_scene")
        },
        slug_scene=phrases["slug_scene"],
        generic=frozenset(words_of(phrases["generic"])),
        filler=tuple(sorted(words_of(phrases["filler"]), key=len, reverse=True)),
        articles=frozenset(words_of(data["articles"])),
        prepositions=_alternatives(words["prepositions"]),
        joiners=_alternatives(data["list_and"]),
        stop=frozenset(words_of(words["stop"])),
        places=_words(words["places"], compound),
        times=_words(words["times"], compound),
        people=_words(words["people"], compound),
        things=_words(words["things"], compound),
        tones=_words(words["tones"], False),
        plain_heads=frozenset(words_of(words["plain_heads"])),
        detect=frozenset(data["detect"].split()),
        qualifiers=frozenset(data["qualifiers"].split()),
        capital_nouns=bool(data.get("capital_nouns")),
        pronouns=data.get("pronouns", {}),
        shots=data["shots"],
    )


def _sections(data: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for reason, text in data["left_out"].items():
        found.update({normal(w): f"-{reason}" for w in words_of(text)})
    for role, text in data["sections"].items():
        found.update({normal(w): role for w in words_of(text)})
    return found


def _alternatives(text: str) -> re.Pattern[str]:
    options = sorted(words_of(text), key=len, reverse=True)
    inner = "|".join(re.escape(o) for o in options)
    return re.compile(rf"(?<!\w)(?:{inner})(?!\w)", re.IGNORECASE)


def _words(text: str, compound: bool) -> Words:
    words = [w.lower() for w in words_of(text)]
    singles = frozenset(w for phrase in words for w in (phrase, phrase.split()[-1]))
    stems = tuple(w for w in words if len(w) >= _MIN_STEM) if compound else ()
    return Words(singles, stems)


def normal(heading: str) -> str:
    """A heading as it is compared: lower case, straight apostrophes, without other signs."""
    text = heading.lower().replace("’", "'").replace("&", " and ")
    text = re.sub(r"\([^)]*\)", " ", text)
    return " ".join(re.sub(r"[^\w' ]", " ", text).replace("_", " ").split())


def detect(text: str) -> str:
    """The language whose small words and headings occur most; English when none do."""
    sample = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    counts = {language: sum(w in load(language).detect for w in sample) for language in LANGUAGES}
    return max(LANGUAGES, key=lambda name: counts[name])
