"""Template banks: sentences with slots, and what may stand in the slots. Pure values.

A bank is versioned data (``resources/alttext/*.toml``, or a library's own). The bank of one
language holds slots and values whose English names are also what is said to the encoder; a bank
of another language *extends* it: it has its own templates and says in its own words what the
other only names, so that a picture is read once, in English, and described in every language.

A sentence is filled by plain substitution (:func:`fill`): nothing in a bank is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Literal

from picturedesk.grammar import with_article
from picturedesk.suggestions.records import Role

Number = Literal["one", "many", "mass"]
"""``one``: with a/an; ``many``: a plural; ``mass``: what is not counted."""

SUBJECT = "subject"
COUNT = "count"
ACTION = "action"
SETTING = "setting"
TEXT = "text"
"""A slot without a bank: what was read in the picture."""
PEOPLE = "people"
"""A slot without a bank: names that a person has given."""
FREE_SLOTS = frozenset({TEXT, PEOPLE})


@dataclass(frozen=True, slots=True)
class Value:
    """One thing that may stand in a slot."""

    name: str
    """The same in every language, and English."""
    slot: str
    group: str
    say: str
    """Without an article where ``article`` gives one."""
    plural: str
    number: Number
    article: bool = True
    """Whether a/an is put in front; never in banks that bring whole phrases."""
    prompts: tuple[str, ...] = ()
    """What is said to the encoder, in English."""
    also: tuple[str, ...] = ()
    """Other words for the same."""
    offered: bool = False
    """Offered to the editor, never proposed: what a machine should not claim by itself."""
    whole: bool = False
    """Stands for its whole group ("an animal"), where its members cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Group:
    """Values that behave alike."""

    name: str
    slot: str
    goes_with: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Another slot to the groups that it may meet there; slots not named are free."""
    under: str = ""
    """A wider group, which may be named where this one cannot be told from its like."""
    scenes: tuple[str, ...] = ()
    """English heads ("a person") that are put before actions and settings: pictures of people
    look like what people do and where, more than like "a person"."""


@dataclass(frozen=True)
class SlotBank:
    """A slot's values."""

    name: str
    ask: str
    """The question to an editor where the ranking is unsure."""
    values: tuple[Value, ...]
    groups: Mapping[str, Group]

    def above(self, group: str) -> tuple[str, ...]:
        """A group and the wider ones it stands under, nearest first."""
        found = [group]
        while self.groups[found[-1]].under:
            found.append(self.groups[found[-1]].under)
        return tuple(found)

    def get(self, name: str) -> Value | None:
        """The value of this name."""
        return self._by_name.get(name)

    @cached_property
    def _by_name(self) -> dict[str, Value]:
        return {value.name: value for value in self.values}


@dataclass(frozen=True, slots=True)
class Place:
    """Slots in a sentence: ``{subject}``, or several with one article, ``{a colour subject}``."""

    slots: tuple[str, ...]
    article: bool = False
    """Written ``a`` before the slots: the article goes before them all."""


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with slots."""

    id: str
    parts: tuple[str | Place, ...]
    roles: frozenset[Role]
    needs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Slot to the groups (or values) it must come from here."""

    @property
    def slots(self) -> frozenset[str]:
        """The slots that must be filled."""
        return frozenset(s for part in self.parts if isinstance(part, Place) for s in part.slots)

    @property
    def source(self) -> str:
        """The sentence as it is written in the bank."""
        return "".join(
            part
            if isinstance(part, str)
            else "{" + " ".join((("a",) if part.article else ()) + part.slots) + "}"
            for part in self.parts
        )


@dataclass(frozen=True, slots=True)
class Bank:
    """One language's templates and slots."""

    name: str
    version: int
    language: str
    templates: tuple[Template, ...]
    slots: Mapping[str, SlotBank]
    digest: str
    """Hash of the content: an edited bank is another one, whatever its version says."""

    @property
    def id(self) -> str:
        """``name-language/version#hash``: what is recorded with suggestions and decisions."""
        return f"{self.name}-{self.language}/{self.version}#{self.digest}"

    def template(self, identity: str) -> Template | None:
        """The template of this id."""
        return next((t for t in self.templates if t.id == identity), None)

    def value(self, slot: str, name: str) -> Value | None:
        """A value by slot and name; None where the bank does not have it."""
        bank = self.slots.get(slot)
        return None if bank is None else bank.get(name)

    def allows(self, first: Value, second: Value) -> bool:
        """Whether two values of different slots may stand in one sentence.

        Not where one repeats the other: "a chair on a chair".
        """
        if _content(first.name) & _content(second.name):
            return False
        for one, other in ((first, second), (second, first)):
            wanted = self.slots[one.slot].groups[one.group].goes_with.get(other.slot)
            if wanted is not None and not wanted & {other.group, other.name}:
                return False
        return True

    def fits(self, template: Template, filled: Mapping[str, str]) -> bool:
        """Whether these values (slot to name) may fill a template: all there, all allowed."""
        if not template.slots <= set(filled):
            return False
        chosen: list[Value] = []
        for slot in sorted(template.slots - FREE_SLOTS):
            value = self.value(slot, filled[slot])
            if value is None:
                return False
            wanted = template.needs.get(slot)
            if wanted is not None and not wanted & {value.group, value.name}:
                return False
            chosen.append(value)
        return all(self.allows(a, b) for i, a in enumerate(chosen) for b in chosen[i + 1 :])


@lru_cache(maxsize=8192)
def _content(name: str) -> frozenset[str]:
    """The words of a value's (English) name that carry meaning, without plurals."""
    return frozenset(word.removesuffix("s") for word in name.lower().split() if len(word) > 3)


def phrase(value: Value, *, many: bool = False) -> str:
    """A value as it stands alone in a sentence, with its article where it has one."""
    if many:
        return value.plural
    if value.article and value.number == "one":
        return with_article(value.say)
    return value.say


def fill(bank: Bank, template: Template, filled: Mapping[str, str]) -> str:
    """The sentence: values (slot to name; free slots to text) put in their places.

    Values and free text are inserted as they are, never looked at again for slots. Raises
    ValueError when a slot of the template is not filled by a value of the bank.
    """
    values: dict[str, Value] = {}
    for slot in template.slots - FREE_SLOTS:
        value = bank.value(slot, filled.get(slot, ""))
        if value is None:
            raise ValueError(f"{template.id} needs {slot}")
        values[slot] = value
    many = _is_many(values)
    pieces = [
        part if isinstance(part, str) else _placed(part, values, filled, many=many)
        for part in template.parts
    ]
    return tidy("".join(pieces))


def tidy(text: str) -> str:
    """Single spaces, none before punctuation, a capital at the start."""
    text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split()))
    return text[:1].upper() + text[1:]


def _is_many(values: Mapping[str, Value]) -> bool:
    """Whether the sentence speaks of several: verbs agree with it."""
    count, subject = values.get(COUNT), values.get(SUBJECT)
    if count is not None:
        return count.number == "many"
    return subject is not None and subject.number == "many"


def _placed(
    place: Place, values: Mapping[str, Value], filled: Mapping[str, str], *, many: bool
) -> str:
    if len(place.slots) == 1 and not place.article:
        slot = place.slots[0]
        if slot in FREE_SLOTS:
            return filled.get(slot, "")
        value = values[slot]
        # What is counted is said in the count's place; everything else agrees with the subject.
        plural = many and value.number != "mass" and (slot != SUBJECT or value.number != "many")
        return phrase(value, many=plural and (slot == SUBJECT or not value.article))
    words = []
    for slot in place.slots:
        value = values[slot]
        counted = many and COUNT in values and slot == SUBJECT
        words.append(value.plural if counted else value.say)
    joined = " ".join(words)
    head = values[place.slots[-1]]
    return with_article(joined) if place.article and head.number == "one" else joined
