"""From what is sure to sentences: the templates that it fills, then the full sentences, ranked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from picturedesk.alttext.reading import SlotReading
from picturedesk.suggestions.banks import FREE_SLOTS, PEOPLE, SUBJECT, Bank, Template, fill, phrase
from picturedesk.suggestions.records import Role
from picturedesk.vision.encoder import FloatArray

MOST_NEW = 24
"""Full sentences that are encoded for one picture at most."""
_RIVALS = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A filled template, in the suggestion's language and in the encoder's."""

    text: str
    template: str
    filled: Mapping[str, str]
    prompt: str
    share: float
    """Of its subject."""


def candidates(
    bank: Bank,
    english: Bank,
    readings: Mapping[str, SlotReading],
    role: Role,
    free: Mapping[str, str],
) -> list[Sentence]:
    """Sentences whose every slot is sure, for the chosen subject and then for its rivals.

    Stage one took the subjects; this is stage two: of the templates that fit, those that say most
    come first.
    """
    sure = {
        name: reading.chosen.name
        for name, reading in readings.items()
        if reading.chosen is not None and name != SUBJECT
    }
    found: list[Sentence] = []
    for subject, share in _subjects(readings):
        filled = {**sure, **free}
        if subject:
            filled[SUBJECT] = subject
        for template in _fitting(bank, role, filled, with_subject=bool(subject)):
            kept = {slot: filled[slot] for slot in template.slots}
            text = fill(bank, template, kept)
            prompt = _prompt(english, template, kept, text)
            found.append(Sentence(text, template.id, kept, prompt, share))
    return _distinct(found)


def _subjects(readings: Mapping[str, SlotReading]) -> list[tuple[str, float]]:
    reading = readings.get(SUBJECT)
    if reading is None:
        return [("", 0.0)]
    found: list[tuple[str, float]] = []
    if reading.chosen is not None:
        found.append((reading.chosen.name, reading.confidence))
    for row in reading.order[: _RIVALS + 1]:
        value = reading.values[int(row)]
        if value.name not in dict(found) and not value.offered:
            found.append((value.name, float(reading.shares[row])))
    return [*found[: _RIVALS + 1], ("", 0.0)]


def _fitting(
    bank: Bank, role: Role, filled: Mapping[str, str], *, with_subject: bool
) -> list[Template]:
    fitting = [
        template
        for template in bank.templates
        if role in template.roles
        and (SUBJECT in template.slots) == with_subject
        and bank.fits(template, filled)
    ]
    fitting.sort(key=lambda template: -len(template.slots))
    return fitting


def _prompt(english: Bank, template: Template, filled: Mapping[str, str], text: str) -> str:
    """What is said to the encoder: the English sentence, by the template of the same id.

    What was read in the picture, and people's names, mean nothing to it and are left out.
    """
    same = None if FREE_SLOTS & set(filled) else english.template(template.id)
    if same is not None and same.slots == template.slots and english.fits(same, filled):
        return fill(english, same, filled)
    named = (english.value(slot, name) for slot, name in filled.items())
    return " ".join(phrase(value) for value in named if value is not None) or text


def _distinct(sentences: Sequence[Sentence]) -> list[Sentence]:
    seen: dict[str, Sentence] = {}
    for sentence in sentences:
        seen.setdefault(sentence.text, sentence)
    return list(seen.values())


def rank(
    sentences: Sequence[Sentence],
    vector: FloatArray,
    encode: Callable[[list[str]], FloatArray],
    spread: float,
) -> list[tuple[Sentence, float]]:
    """Stage three: the full sentences by cosine with the picture (D,), subject by subject.

    ``spread`` is the deviation of the picture's cosines with neutral texts. Returns sentences with
    their score, best first: a sentence pays for saying less, so that of two that fit alike the one
    that says more wins, and a wrong detail loses more than it gains.
    """
    if not sentences:
        return []
    looked_at = list(sentences[:MOST_NEW])
    rows = encode([sentence.prompt for sentence in looked_at])
    cosines = rows @ vector
    scored = [
        (sentence, float(cosine) / max(spread, 1e-6) + 0.25 * _said(sentence))
        for sentence, cosine in zip(looked_at, cosines, strict=True)
    ]
    scored.sort(key=lambda pair: (-pair[0].share, -pair[1], pair[0].text))
    return scored


def _said(sentence: Sentence) -> int:
    """Slots that count for a sentence; a name that somebody gave is offered, not preferred."""
    return len(set(sentence.filled) - {PEOPLE})
