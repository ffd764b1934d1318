"""Prompt sets: what is said to the encoder, and how; versioned, because vectors depend on it.

A prompt set is a group of phrasings with ``{}`` where the words go. The unit vectors of all
phrasings are averaged and normalised again (prompt ensembling: Radford et al. 2021, section
3.1.4); the vectors of the single phrasings are kept to say which of them won for a picture.

The *neutral bank* (``neutral.json``) is the second background of law 7: varied captions
that stand for "any picture at all". How far a picture lies above it for a query says more than a
raw cosine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np

from picturedesk.grammar import with_article
from picturedesk.vision.encoder import FloatArray


@dataclass(frozen=True, slots=True)
class PromptSet:
    """Phrasings under one name and version; a changed text needs a new version."""

    name: str
    version: int
    variants: tuple[str, ...]
    """Each with ``{}`` once, where the words go; :data:`ARTICLE` is one of its own kind."""

    def __post_init__(self) -> None:
        if not self.variants or any(v.count("{}") != 1 for v in self.variants):
            raise ValueError(f"every variant of {self.name} needs {{}} once")

    @property
    def id(self) -> str:
        """``name/version``: what is recorded with vectors and decisions."""
        return f"{self.name}/{self.version}"

    def texts(self, words: str) -> tuple[str, ...]:
        """The phrasings with ``words`` in place, in the order of ``variants``, none twice.

        One fewer than ``variants`` where an article would stand before an article or a number.
        """
        # Not str.format: the words are a person's and may hold braces.
        said = (
            _with_article(words) if variant == ARTICLE else variant.replace("{}", words)
            for variant in self.variants
        )  # fmt: skip
        return tuple(dict.fromkeys(said))


@dataclass(frozen=True, slots=True)
class EncodedPrompt:
    """A prompt set's vectors for some words."""

    texts: tuple[str, ...]
    mean: FloatArray
    """``(D,)``, length 1: what is searched with."""
    each: FloatArray
    """``(variants, D)``, rows of length 1: what says which phrasing won."""


ARTICLE = "a {}"
"""The words with an article, where they have none yet."""

_DETERMINERS = frozenset(
    """
    a an the this that these those my our your his her their its some many several few both all
    no every each another one two three four five six seven eight nine ten
    ein eine einen einem einer der die das den dem zwei drei vier fünf mehrere viele
    un une le la les l des du deux trois quatre cinq plusieurs
    jeden jedna jedno dva dvě tři čtyři pět několik
    """.split()  # noqa: SIM905 - seventy words are easier to read without quotes
)


_PREPOSITIONS = frozenset(
    "on in at by with of from for under over near behind above before between into".split()  # noqa: SIM905
)


def _with_article(words: str) -> str:
    """The words with a or an; as they are where a determiner or a number stands, or a plural."""
    said = re.findall(r"\w+", words.casefold())
    if not said or not said[0].isalpha() or said[0] in _DETERMINERS or _is_plural(said):
        return words
    return with_article(words)


def _is_plural(said: list[str]) -> bool:
    """Whether the noun that the words are about (the last before a preposition) ends in one s."""
    end = next((n for n, word in enumerate(said) if word in _PREPOSITIONS), len(said))
    noun = said[max(0, end - 1)]
    return len(noun) > 3 and noun.endswith("s") and not noun.endswith(("ss", "us", "is"))


SEARCH = PromptSet("search", 3, ("{}", ARTICLE, "a photo of {}"))
"""What every typed search goes through.

People leave articles out ("man riding a bicycle"), captions do not. Against version 1 (with "a
picture of" and "a photograph showing" instead of "a"), for the starter: R@10 of sentences 0.440
(0.433), of 101 object names top-1 0.751 (0.739) and precision at 10 0.541 (0.523)."""


def combine(texts: Sequence[str], vectors: FloatArray) -> EncodedPrompt:
    """Put unit vectors ``(n, D)`` of texts (for instance from a cache) together."""
    each = np.asarray(vectors, dtype=np.float32)
    return EncodedPrompt(tuple(texts), unit(each.mean(axis=0)), each)


def unit(vector: FloatArray) -> FloatArray:
    """Rows along the last axis, scaled to length 1; a row of zeros stays."""
    norm = np.linalg.norm(vector, axis=-1, keepdims=True)
    return np.asarray(vector / np.maximum(norm, 1e-12), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class NeutralBank:
    """Captions that stand for any picture."""

    version: int
    texts: tuple[str, ...]


@cache
def neutral_bank() -> NeutralBank:
    """The bank that comes with the program."""
    data = json.loads(resources.files(__package__).joinpath("neutral.json").read_text("utf-8"))
    return NeutralBank(int(data["version"]), tuple(data["texts"]))
