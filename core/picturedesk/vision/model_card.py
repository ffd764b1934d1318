"""What a model's card says of how good it is, read from the table of figures in it.

The card is written by ``packaging/starter_model/card.py`` from measurements; the lines that are
read here are ``text to picture, R@10`` (with the chance of a blind guess, which says among how
many pictures it was asked) and ``R@10 of the same N captions in “en”``, a line a language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CARD_NAME = "MODEL_CARD.md"
_RECALL = re.compile(r"^\| text to picture, R@10 \| ([\d.]+) \|.*\| ([\d.]+) \|$", re.MULTILINE)
_LANGUAGE = re.compile(r"^\| R@10 of the same [\d,]+ captions in “(\w+)” \|", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ModelFigures:
    """How good a model is, as its card says."""

    recall_at_ten: float
    """Part of held-out captions whose own picture is among the ten nearest."""
    among: int
    """Of so many pictures."""
    languages: tuple[str, ...]
    """ISO 639-1 codes of the languages it was measured in; may be empty."""


def figures(folder: Path) -> ModelFigures | None:
    """The figures of the card in a model's folder; None where there is no such card."""
    try:
        text = (folder / CARD_NAME).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    recall = _RECALL.search(text)
    if recall is None or not float(recall[2]):
        return None
    return ModelFigures(
        float(recall[1]), round(10 / float(recall[2])), tuple(_LANGUAGE.findall(text))
    )
