"""Business rules: what lifts a picture, and what is never proposed. Data, editable per library.

Each rule is a filter of the search language (or an age), so whatever can be searched for can be
a rule, and a hundred thousand pictures cost a few queries. A wrong entry is refused with its line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from picturedesk import paths
from picturedesk.catalog import Catalog, filters
from picturedesk.channels import Channel
from picturedesk.errors import InputError, UsageError

if TYPE_CHECKING:
    from picturedesk.library import Library

KeyArray = npt.NDArray[np.int64]
FILE_NAME = "headline-rules.toml"
"""In the library's folder: the library's own rules."""
_KNOWN = {
    "boost": ("where", "days", "by", "because"),
    "exclude": ("where", "because"),
    "used": ("days",),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of business: a filter or an age, and what follows from it."""

    where: str
    by: float
    because: str
    days: int = 0

    def filter(self, today: date) -> str:
        """The rule in the filter language."""
        if not self.days:
            return self.where
        after = f"after:{(today - timedelta(days=self.days)).isoformat()}"
        return f"{self.where} {after}".strip()


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of a library."""

    boosts: tuple[Rule, ...] = ()
    excludes: tuple[Rule, ...] = ()
    used_days: int = 0


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """The rules with the pictures that they hold for, today."""

    boosts: tuple[tuple[Rule, KeyArray], ...]
    excluded: KeyArray
    """Sorted asset keys that are never proposed."""
    notes: tuple[str, ...]
    """One sentence for every excluding rule that leaves something out."""
    used: dict[str, KeyArray] = field(default_factory=dict)
    """By channel: assets used there of late, sorted."""
    used_days: int = 0
    """How many days *of late* are."""

    def boost(self, keys: KeyArray) -> npt.NDArray[np.float32]:
        """What the rules add for each asset: ``(n,)``."""
        added = np.zeros(len(keys), np.float32)
        for rule, members in self.boosts:
            added += rule.by * within(keys, members)
        return added

    def used_anywhere(self) -> KeyArray:
        """Sorted keys of the assets used of late on any of the channels."""
        return np.unique(np.concatenate([np.zeros(0, np.int64), *self.used.values()]))

    def said_of_used(self, channels: Iterable[Channel]) -> tuple[str, ...]:
        """One sentence where pictures are left out because they were used of late; else none."""
        counts = {c.label: len(self.used.get(c.name, ())) for c in channels}
        told = ", ".join(f"{count:,} on {label}" for label, count in counts.items() if count)
        days = "day" if self.used_days == 1 else f"{self.used_days:,} days"
        return (f"Not proposed again, as used in the last {days}: {told}.",) if told else ()

    def reasons(self, key: int) -> tuple[str, ...]:
        """The boosting rules that hold for one asset, in words with their points."""
        one = np.array([key], np.int64)
        return tuple(
            f"{rule.because or rule.where} ({rule.by:+.2f})"
            for rule, members in self.boosts
            if within(one, members)[0]
        )


def within(keys: KeyArray, members: KeyArray) -> npt.NDArray[np.bool_]:
    """Which of ``keys`` a sorted array holds."""
    if not len(members):
        return np.zeros(len(keys), bool)
    places = np.minimum(np.searchsorted(members, keys), len(members) - 1)
    return np.asarray(members[places] == keys)


def load(library_file: Path | None = None) -> Rules:
    """The library's rules where it has a file, else those that come with the program.

    Raises InputError naming file, line and reason for an entry that cannot be.
    """
    own = library_file is not None and library_file.is_file()
    file = library_file if own and library_file else paths.resource_path("headlines", "rules.toml")
    try:
        text = file.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file} is not TOML: {error}.", "Mend the line that it names.") from error
    return _Reader(file.name, text).read(data)


_Asked = tuple[int, Rules, tuple[str, ...], date]
_LAST: WeakKeyDictionary[Catalog, tuple[_Asked, RulesInForce]] = WeakKeyDictionary()


def in_force(library: Library, rules: Rules, channels: Iterable[str], today: date) -> RulesInForce:
    """Look up what the rules hold for: one query a rule, and one a channel.

    The last answer of each catalog is kept until the catalog changes.
    """
    asked = (library.catalog.changes, rules, tuple(channels), today)
    known = _LAST.get(library.catalog)
    if known is None or known[0] != asked:
        known = (asked, _looked_up(library, rules, asked[2], today))
        _LAST[library.catalog] = known
    return known[1]


def _looked_up(
    library: Library, rules: Rules, channels: tuple[str, ...], today: date
) -> RulesInForce:
    assets = library.catalog.assets

    def keys(rule: Rule) -> KeyArray:
        return np.sort(np.asarray(assets.keys(filters.parse(rule.filter(today))), np.int64))

    excluded = [(rule, keys(rule)) for rule in rules.excludes]
    notes = tuple(
        f"{len(members):,} left out: {rule.because or rule.where}."
        for rule, members in excluded
        if len(members)
    )
    gone = [members for _, members in excluded] or [np.zeros(0, np.int64)]
    used: dict[str, KeyArray] = {}
    if rules.used_days:
        since = today - timedelta(days=rules.used_days)
        used = {
            name: np.sort(np.asarray(library.catalog.usage.since(name, since), np.int64))
            for name in channels
        }
    boosts = tuple((rule, keys(rule)) for rule in rules.boosts)
    return RulesInForce(boosts, np.unique(np.concatenate(gone)), notes, used, rules.used_days)


class _Reader:
    """Reads a rules file, and knows the line that each entry begins on."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._lines = text.splitlines()

    def read(self, data: dict[str, Any]) -> Rules:
        for word in data:
            if word not in _KNOWN:
                raise self._wrong(word, 0, f"{word} is not known; there are boost, exclude, used")
        used = data.get("used", {})
        if not isinstance(used, dict):
            raise self._wrong("used", 0, "used must be a table")
        self._fields("used", 0, used)
        return Rules(
            tuple(self._rule("boost", i, t) for i, t in enumerate(self._tables(data, "boost"))),
            tuple(self._rule("exclude", i, t) for i, t in enumerate(self._tables(data, "exclude"))),
            self._days("used", 0, used),
        )

    def _tables(self, data: dict[str, Any], kind: str) -> list[dict[str, Any]]:
        tables = data.get(kind, [])
        if not isinstance(tables, list) or not all(isinstance(t, dict) for t in tables):
            raise self._wrong(kind, 0, f"write [[{kind}]] with two brackets")
        return tables

    def _rule(self, kind: str, number: int, table: dict[str, Any]) -> Rule:
        self._fields(kind, number, table)
        where, days = table.get("where", ""), self._days(kind, number, table)
        if not isinstance(where, str) or not (where.strip() or days):
            raise self._wrong(kind, number, "where is missing: a filter as in search")
        try:
            filters.parse(where)
        except UsageError as error:
            raise self._wrong(kind, number, str(error).rstrip(".")) from None
        by = table.get("by", 0.0)
        if kind == "boost" and (type(by) not in (int, float) or not -1 <= by <= 1 or not by):
            raise self._wrong(kind, number, "by must be a number from -1 to 1, and not 0")
        return Rule(where, float(by), str(table.get("because", "")), days)

    def _days(self, kind: str, number: int, table: dict[str, Any]) -> int:
        days = table.get("days", 0)
        if type(days) is not int or not 0 <= days <= 36_500:
            raise self._wrong(kind, number, "days must be a whole number from 0 to 36,500")
        return days

    def _fields(self, kind: str, number: int, table: dict[str, Any]) -> None:
        for word in table:
            if word not in _KNOWN[kind]:
                known = ", ".join(_KNOWN[kind])
                raise self._wrong(kind, number, f"{word} is not known; there are {known}")

    def _wrong(self, kind: str, number: int, reason: str) -> InputError:
        return InputError(f"{self._name}, line {self._line(kind, number)}: {reason}.")

    def _line(self, kind: str, number: int) -> int:
        pattern = re.compile(rf"^\s*(\[+\s*{re.escape(kind)}\s*\]+|{re.escape(kind)}\s*=)")
        found = [i for i, line in enumerate(self._lines, 1) if pattern.match(line)]
        return found[number] if number < len(found) else (found[0] if found else 1)
