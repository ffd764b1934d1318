"""A headline as the encoder is asked for it: a versioned prompt set, kept as data.

A headline is seldom a description. The line itself is one variant; the others are phrasings that
suit pictures, filled with the line less what no picture shows (calls to act, prices, quotes). All
variants are averaged as in search (see :mod:`picturedesk.vision.prompts`).
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from picturedesk import paths
from picturedesk.errors import InputError
from picturedesk.records import Term
from picturedesk.search.probe import Probe, text_vectors
from picturedesk.vision import prompts
from picturedesk.vision.prompts import PromptSet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from picturedesk.library import Library

LONGEST = 500
"""Characters of a headline that are looked at."""
_PRICES = re.compile(
    r"(?:up to\s+)?[-–]?\d+(?:[.,]\d+)?\s?%(?:\s+off)?|"
    r"[$€£]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|eur|usd)\b",
    re.IGNORECASE,
)
_EDGES = " \t\"'“”‘’«».,:;!?–—-|/…"


@dataclass(frozen=True, slots=True)
class Wording:
    """The prompt set, and the phrases that are left out of its variants."""

    prompt_set: PromptSet
    left_out: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """Any of the phrases, as whole words."""
        phrases = sorted(self.left_out, key=len, reverse=True)
        return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b", re.IGNORECASE)


@cache
def wording() -> Wording:
    """What comes with the program."""
    file = paths.resource_path("headlines", "prompts.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    prompt_set = PromptSet(str(data["name"]), int(data["version"]), tuple(data["variants"]))
    return Wording(prompt_set, tuple(data["left_out"]))


def clean(headline: str) -> str:
    """A headline in one line of sensible length. Raises InputError when it says nothing."""
    text = " ".join(headline.split())[:LONGEST]
    if not any(character.isalnum() for character in text):
        raise InputError("The headline is empty.", "Write the line that the picture goes with.")
    return text


def shown_words(headline: str) -> str:
    """What of a headline a picture could show; the headline itself where nothing remains."""
    words = wording().pattern.sub(" ", _PRICES.sub(" ", headline))
    words = re.sub(r"\s+([.,:;!?])", r"\1", " ".join(words.split())).strip(_EDGES)
    return words if sum(character.isalpha() for character in words) >= 3 else headline


def texts(headline: str) -> tuple[str, ...]:
    """The variants of one headline: the line as it stands, then the phrasings."""
    phrased = wording().prompt_set.texts(shown_words(headline))
    return (headline, *phrased[1:])


def probes(library: Library, headlines: Sequence[str]) -> list[Probe]:
    """Each headline as a probe; one batch for the text tower, less what the cache knows."""
    variants = [texts(headline) for headline in headlines]
    vectors = text_vectors(library, [text for group in variants for text in group])
    found, start = [], 0
    for headline, group in zip(headlines, variants, strict=True):
        encoded = prompts.combine(group, vectors[start : start + len(group)])
        start += len(group)
        found.append(Probe(Term(text=headline), encoded.mean, group, encoded.each))
    return found
