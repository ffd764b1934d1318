"""Which model answers, how good it is, and which would be the next step up: in sentences.

Every figure comes from data: the model's own card, the files in its folder, the list of models.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from picturedesk_app import i18n, keeping
from picturedesk_app.i18n import tr
from picturedesk_app.keeping import ModelLine

if TYPE_CHECKING:
    from picturedesk.library import Library
    from picturedesk.vision.model_card import ModelFigures

LINE_BITS = 50_000_000
"""What the time of a fetch is reckoned with, in bits a second; it is said beside the time."""
_NEAR = 0.08
"""A part is told as "one time in three" where it is this close to that."""
_OFTEN = {
    1: "nearly always",
    2: "about every second time",
    3: "about one time in three",
    4: "about one time in four",
    5: "about one time in five",
    10: "about one time in ten",
}


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What the first start says of models."""

    now: str
    """Which model answers."""
    good: str
    """How good it is; empty where nothing is known."""
    better: ModelLine | None
    """The next step up; None where this is not the bundled model."""


def facts(library: Library) -> ModelFacts:
    """Read in a reader's thread."""
    from picturedesk.vision import model_card, models

    name = library.active_model
    lines = {line.name: line for line in keeping.model_lines(library.chosen_model, name)}
    here = {model.name: model for model in models.installed()}
    line, model = lines.get(name), here.get(name)
    title = line.title if line is not None else name
    if model is None:
        now = tr("“{m}” answers, on this machine.", m=title)
        return ModelFacts(now, "", _better(lines))
    size = i18n.size(model.size_bytes)
    now = tr("The model “{m}” answers: {size}, on this machine alone.", m=title, size=size)
    figures = model_card.figures(model.folder)
    good = how_good(figures) if figures is not None else line.note if line is not None else ""
    step = None if model.entry is None or not model.entry.bundled else _better(lines)
    return ModelFacts(now, good, step)


def _better(lines: dict[str, ModelLine]) -> ModelLine | None:
    """The first full model that anybody may use and that needs nothing else installed."""
    from picturedesk.vision import models

    for entry in models.entries():
        if not entry.bundled and entry.commercial == "yes" and not entry.extra:
            return lines[entry.name]
    return None


def how_good(figures: ModelFigures) -> str:
    """A model's figures as a person would tell them."""
    languages = i18n.listed([i18n.language_name(code) for code in figures.languages])
    found = tr(
        "Asked for one of {n} photographs by a sentence, it has it among its first ten {often}.",
        n=i18n.number(figures.among),
        often=how_often(figures.recall_at_ten),
    )
    return (
        f"{found} {tr('It understands {languages}.', languages=languages)}" if languages else found
    )


def how_often(part: float) -> str:
    """A part of all times: "about one time in three", "about 55 times in 100"."""
    for n, words in _OFTEN.items():
        if abs(part * n - 1) <= _NEAR:
            return tr(words)
    return tr("about {n} times in 100", n=round(part * 100))


def offer(line: ModelLine) -> str:
    """What a better model costs: size, licence, time."""
    if line.installed:
        return tr("It is here already; your pictures are looked at again with it.")
    parts = [line.size.partition(" · ")[0], tr("{licence} licence", licence=line.licence)]
    if line.weight:
        left = max(0, line.weight - line.so_far) * 8 / LINE_BITS
        parts.append(tr("about {time} at 50 Mbit/s", time=i18n.duration(left)))
    return " · ".join(parts)
