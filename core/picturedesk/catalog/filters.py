r"""The filter language: ``type:picture orient:landscape after:2025-01 rating>=3 tag:spring``.

Terms stand side by side and all of them hold; values with a comma between them are alternatives
(``format:jpeg,png``); ``-`` in front turns a term round. A value with a space, a comma or a quote
is quoted: ``camera:"Canon EOS R5"``, with ``\"`` and ``\\`` inside.

==============================  ============================================================
``type:``                       picture, video
``orient:``                     landscape, portrait, square
``after:`` ``before:``          date taken: from the start of that year, month or day / until
                                just before it
``taken:``                      within that year, month or day
``rating`` ``width`` ``height`` with ``>= <= > < =`` or ``:`` and a number
``size``                        the same, with kB, MB or GB
``tag:``                        a word given here, or a keyword of the file; whole, any case
``camera:`` ``name:``           part of the camera's or the file's name, any case
``color:``                      ``#e07a5f``: has a colour like this
``in:``                         a folder, or several (``2025/shoots``), at or below a root; an
                                absolute path means that one
``format:``                     jpeg, png, tiff, …
``has:`` ``missing:``           gps, alt, caption, title, tags, date, rating, camera
==============================  ============================================================

:func:`parse` is pure; :mod:`picturedesk.catalog.filter_sql` makes SQL of the result. ``str()``
of a filter or of one of its terms is the canonical text, so that a window can show each term as
a chip and take one away.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from picturedesk.errors import UsageError

CHOICES = {
    "type": ("picture", "video"),
    "orient": ("landscape", "portrait", "square"),
    "has": ("gps", "alt", "caption", "title", "tags", "date", "rating", "camera"),
    "missing": ("gps", "alt", "caption", "title", "tags", "date", "rating", "camera"),
}
EXAMPLES = {
    "type": "type:picture",
    "orient": "orient:landscape",
    "has": "has:gps",
    "missing": "missing:alt",
    "after": "after:2025-01",
    "before": "before:2025-06-30",
    "taken": "taken:2025",
    "rating": "rating>=3",
    "width": "width>=2000",
    "height": "height>=1000",
    "size": "size>=5MB",
    "tag": "tag:spring",
    "camera": 'camera:"Canon EOS"',
    "name": "name:beach",
    "color": "color:#e07a5f",
    "in": "in:shoots/",
    "format": "format:jpeg",
}
"""Every word of the language, with an example."""

ALIASES = {
    "colour": "color",
    "ext": "format",
    "extension": "format",
    "folder": "in",
    "keyword": "tag",
    "kind": "type",
    "orientation": "orient",
    "stars": "rating",
}
_NUMBERS = ("rating", "width", "height", "size")
_TEXTS = ("tag", "camera", "name", "in", "format")
_DATES = ("after", "before", "taken")
_UNITS = {"": 1, "b": 1, "kb": 1000, "mb": 1000**2, "gb": 1000**3}
_FORMATS = {"jpg": "jpeg", "tif": "tiff", "heif": "heic", "jpe": "jpeg"}


@dataclass(frozen=True, slots=True)
class Choice:
    """``type:``, ``orient:``, ``has:``, ``missing:`` with one or several of their known values."""

    word: str
    values: tuple[str, ...]
    negated: bool = False

    def __str__(self) -> str:
        return _write(self.word, self.values, self.negated)


@dataclass(frozen=True, slots=True)
class Text:
    """``tag:``, ``camera:``, ``name:``, ``in:``, ``format:`` with any text."""

    word: str
    values: tuple[str, ...]
    negated: bool = False

    def __str__(self) -> str:
        return _write(self.word, self.values, self.negated)


@dataclass(frozen=True, slots=True)
class Period:
    """A year, a month or a day; ``month`` and ``day`` are 0 where not given."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return datetime(self.year, self.month or 1, self.day or 1)  # noqa: DTZ001 - local time

    @property
    def end(self) -> datetime:
        """The first moment after it (the last there is, for the year 9999)."""
        try:
            if self.day:
                return self.start + timedelta(days=1)
            if self.month and self.month < 12:
                return self.start.replace(month=self.month + 1)
            return self.start.replace(year=self.year + 1, month=1)
        except (ValueError, OverflowError):
            return datetime.max  # noqa: DTZ901


@dataclass(frozen=True, slots=True)
class Taken:
    """``after:``, ``before:``, ``taken:``."""

    word: str
    values: tuple[Period, ...]
    negated: bool = False

    def __str__(self) -> str:
        return _write(self.word, tuple(map(str, self.values)), self.negated)


@dataclass(frozen=True, slots=True)
class Number:
    """``rating``, ``width``, ``height``, ``size`` compared with a whole number."""

    word: str
    comparison: str
    """``>=``, ``<=``, ``>``, ``<`` or ``=``."""
    value: int
    negated: bool = False

    def __str__(self) -> str:
        sign = ":" if self.comparison == "=" else self.comparison
        return f"{'-' * self.negated}{self.word}{sign}{_amount(self.word, self.value)}"


@dataclass(frozen=True, slots=True)
class Colour:
    """``color:`` with one or several ``#rrggbb`` in lower case."""

    values: tuple[str, ...]
    negated: bool = False
    word: str = "color"

    def __str__(self) -> str:
        return _write(self.word, self.values, self.negated)


Clause = Choice | Text | Taken | Number | Colour


@dataclass(frozen=True, slots=True)
class Filter:
    """Terms that all hold. An empty filter lets everything through."""

    clauses: tuple[Clause, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))

    def __bool__(self) -> bool:
        return bool(self.clauses)

    def without(self, clause: Clause) -> Filter:
        """The same filter less one term: its chip was closed."""
        return Filter(tuple(c for c in self.clauses if c != clause))


def parse(text: str) -> Filter:
    """Read a filter; raises :class:`UsageError` with the nearest right word, or an example."""
    clauses: list[Clause] = []
    position = 0
    while position < len(text):
        if text[position].isspace():
            position += 1
            continue
        clause, position = _term(text, position)
        if clause not in clauses:
            clauses.append(clause)
    return Filter(tuple(clauses))


_HEAD = re.compile(r"(?P<minus>-?)(?P<word>[^\W\d]+)(?P<sign>>=|<=|[:=<>])")


def _term(text: str, position: int) -> tuple[Clause, int]:
    head = _HEAD.match(text, position)
    if head is None:
        bare = re.compile(r"\S+").match(text, position)
        raise _not_a_term(bare[0] if bare else text[position:])
    word = head["word"].lower()
    word = ALIASES.get(word, word)
    if word not in EXAMPLES:
        raise _unknown(head["word"])
    values, position = _values(text, head.end(), word)
    return _READERS[word](word, head["sign"], values, bool(head["minus"])), position


def _values(text: str, position: int, word: str) -> tuple[tuple[str, ...], int]:
    """Values up to the next space: bare or quoted, commas between them."""
    values: list[str] = []
    while True:
        if text.startswith('"', position):
            value, position = _quoted(text, position + 1, word)
        else:
            bare = _BARE.match(text, position)
            assert bare is not None  # it also matches nothing
            value, position = bare[0], bare.end()
        # A folder may be named by a space or a tab; nothing else is.
        if not (value if word == "in" else value.strip()):
            raise _bad(word, f"“{word}:” has no value.")
        values.append(value)
        if text.startswith(",", position):
            position += 1
            continue
        if position < len(text) and not text[position].isspace():
            raise _bad(word, f"A quote is out of place after “{word}:{value}”.")
        return tuple(dict.fromkeys(values)), position


_BARE = re.compile(r'[^\s,"]*')
_ESCAPED = re.compile(r'\\(["\\])')
_QUOTED = re.compile(r'((?:[^"\\]|\\.)*)"', re.DOTALL)


def _quoted(text: str, position: int, word: str) -> tuple[str, int]:
    found = _QUOTED.match(text, position)
    if found is None:
        raise _bad(word, f"A quote is opened after “{word}:” and not closed.")
    return _ESCAPED.sub(r"\1", found[1]), found.end()


def _write(word: str, values: tuple[str, ...], negated: bool) -> str:
    return f"{'-' * negated}{word}:{','.join(map(_quote, values))}"


def _quote(value: str) -> str:
    if re.fullmatch(r'[^\s,"]+', value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _bad(word: str, sentence: str) -> UsageError:
    return UsageError(sentence, f"For example: {EXAMPLES[word]}")


def _nearest(word: str, known: tuple[str, ...] | list[str]) -> str:
    found = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.5)
    return found[0] if found else ""


def _unknown(word: str) -> UsageError:
    near = _nearest(word, [*EXAMPLES, *ALIASES])
    near = ALIASES.get(near, near)
    way_out = (
        f"Did you mean “{near}”? For example: {EXAMPLES[near]}"
        if near
        else f"Known are {', '.join(EXAMPLES)}."
    )
    return UsageError(f"The filter word “{word}” is not known.", way_out)


def _not_a_term(token: str) -> UsageError:
    """A word without a value: say which term it may have been meant as."""
    bare = token.lstrip("-").lower()
    for word, choices in CHOICES.items():
        if bare in choices:
            return UsageError(f"“{token}” is not a filter.", f"Did you mean “{word}:{bare}”?")
    if re.fullmatch(r"#[0-9a-f]{6}", bare):
        return UsageError(f"“{token}” is not a filter.", f"Did you mean “color:{bare}”?")
    near = _nearest(bare, [*EXAMPLES, *ALIASES])
    near = ALIASES.get(near, near)
    example = EXAMPLES[near] if near else EXAMPLES["tag"]
    return UsageError(
        f"“{token}” is not a filter: a filter is a word and a value.", f"For example: {example}"
    )


def _colon_only(word: str, sign: str) -> None:
    if sign not in (":", "="):
        raise _bad(word, f"“{word}” cannot be compared with “{sign}”.")


def _read_choice(word: str, sign: str, values: tuple[str, ...], negated: bool) -> Clause:
    _colon_only(word, sign)
    lowered = tuple(dict.fromkeys(value.lower() for value in values))
    for value in lowered:
        if value not in CHOICES[word]:
            near = _nearest(value, CHOICES[word])
            hint = f"Did you mean “{word}:{near}”? " if near else ""
            known = ", ".join(CHOICES[word])
            raise UsageError(f"“{word}:{value}” is not known.", f"{hint}Known are {known}.")
    return Choice(word, lowered, negated)


def _read_text(word: str, sign: str, values: tuple[str, ...], negated: bool) -> Clause:
    _colon_only(word, sign)
    if word == "format":
        lowered = (value.lower().lstrip(".") for value in values)
        values = tuple(dict.fromkeys(_FORMATS.get(value, value) for value in lowered))
        if not all(re.fullmatch(r"[a-z0-9+-]+", value) for value in values):
            raise _bad(word, f"“{','.join(values)}” is not a file format.")
    return Text(word, values, negated)


def _read_dates(word: str, sign: str, values: tuple[str, ...], negated: bool) -> Clause:
    _colon_only(word, sign)
    periods = tuple(dict.fromkeys(_period(word, value) for value in values))
    if word != "taken" and len(periods) > 1:
        raise _bad(word, f"“{word}:” takes one date.")
    return Taken(word, periods, negated)


def _period(word: str, value: str) -> Period:
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", value)
    if found is None:
        raise _bad(word, f"“{value}” is not a date: a year, a month or a day is meant.")
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        date(year, month if found[2] else 1, day if found[3] else 1)
    except ValueError as error:
        raise _bad(word, f"There is no date “{value}”.") from error
    return Period(year, month, day)


def _read_number(word: str, sign: str, values: tuple[str, ...], negated: bool) -> Clause:
    if len(values) != 1:
        raise _bad(word, f"“{word}” is compared with one number.")
    found = re.fullmatch(r"(-?[0-9]{1,12}(?:\.[0-9]{1,6})?)\s*([kmg]?b?)", values[0], re.IGNORECASE)
    unit = found[2].lower() if found else ""
    unit = unit + "b" if unit in ("k", "m", "g") else unit
    if found is None or (word != "size" and (unit or "." in found[1])):
        raise _bad(word, f"“{values[0]}” is not a number.")
    amount = round(float(found[1]) * _UNITS[unit]) if "." in found[1] or unit else int(found[1])
    if word == "rating" and not -1 <= amount <= 5:
        raise _bad(word, f"There is no rating {amount}: 0 to 5, and -1 for rejected.")
    return Number(word, "=" if sign == ":" else sign, amount, negated)


def _amount(word: str, value: int) -> str:
    """A number as it is written: sizes in the largest unit that says them exactly."""
    if word == "size" and value:
        for unit, factor in (("GB", 1000**3), ("MB", 1000**2), ("kB", 1000)):
            if value % factor == 0:
                return f"{value // factor}{unit}"
    return str(value)


def _read_colour(word: str, sign: str, values: tuple[str, ...], negated: bool) -> Clause:
    _colon_only(word, sign)
    colours = []
    for value in values:
        found = re.fullmatch(r"#?([0-9a-f]{6}|[0-9a-f]{3})", value.lower())
        if found is None:
            raise _bad(word, f"“{value}” is not a colour.")
        digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
        colours.append(f"#{digits}")
    return Colour(tuple(dict.fromkeys(colours)), negated)


_Reader = Callable[[str, str, tuple[str, ...], bool], Clause]
_READERS: dict[str, _Reader] = {
    **dict.fromkeys(CHOICES, _read_choice),
    **dict.fromkeys(_TEXTS, _read_text),
    **dict.fromkeys(_DATES, _read_dates),
    **dict.fromkeys(_NUMBERS, _read_number),
    "color": _read_colour,
}
