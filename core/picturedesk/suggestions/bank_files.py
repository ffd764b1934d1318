"""Reading banks from TOML: everything that is wrong is refused with its line and the reason.

What a bank may hold is small on purpose, because banks are edited by hand and come from
strangers: a limited size, known words only, sentences without markup, slots that exist and are not
empty, no bank that extends itself.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from picturedesk import paths
from picturedesk.errors import InputError, UsageError
from picturedesk.grammar import with_article
from picturedesk.suggestions.bank_checks import (
    MARKUP,
    Wrong,
    check_wanted,
    known_words,
    name_in,
    plain,
    table_in,
    texts_in,
)
from picturedesk.suggestions.banks import (
    FREE_SLOTS,
    SUBJECT,
    Bank,
    Group,
    Number,
    Place,
    SlotBank,
    Template,
    Value,
)
from picturedesk.suggestions.records import OTHER, Role

LARGEST = 2_000_000
"""Bytes of the largest bank that is read."""
MOST_VALUES = 20_000
MOST_TEMPLATES = 2_000
_LONGEST = 400
_PLACE = re.compile(r"\{([^{}]*)\}")
_TABLES = {"format", "name", "version", "language", "extends", "slots", "texts", "template"}
_VALUE_WORDS = {"name", "say", "plural", "number", "prompts", "also", "offered"}
_GROUP_WORDS = (_VALUE_WORDS - {"name"}) | {
    "values", "with", "article", "under", "scenes",
}  # fmt: skip
_TEMPLATE_WORDS = {"id", "say", "roles", "needs"}
_NUMBERS: dict[str, Number] = {"one": "one", "many": "many", "mass": "mass"}
_FORMAT = 1


def shipped_languages() -> list[str]:
    """The languages of the banks that come with the program."""
    return sorted(file.stem for file in paths.resource_path("alttext").glob("??*.toml"))


def languages(folder: Path | None = None) -> list[str]:
    """Every language with a bank: the shipped ones and those in a library's ``alttext`` folder."""
    own = [file.stem for file in folder.glob("*.toml")] if folder and folder.is_dir() else []
    return sorted({*shipped_languages(), *own})


def load(language: str, folder: Path | None = None) -> Bank:
    """The bank of a language: the library's own in ``folder`` if it has one, else the shipped one.

    ``de-AT`` falls back to ``de``. Raises UsageError where there is none, InputError with file
    and line for one that cannot be used.
    """
    for tag in dict.fromkeys((language, language.split("-", maxsplit=1)[0])):
        for place in (folder, paths.resource_path("alttext")):
            file = None if place is None else place / f"{tag}.toml"
            if file is not None and file.is_file():
                return _load(file, folder)
    raise UsageError(
        f"There are no alt text templates in {language!r}.",
        f"There are: {', '.join(languages(folder))}.",
    )


def read(file: Path, folder: Path | None = None) -> Bank:
    """The bank in a file, for importing. Raises InputError with line and reason."""
    return parse(_bytes(file), file.name, folder)


def _load(file: Path, folder: Path | None) -> Bank:
    stat = file.stat()
    return _cached(file, stat.st_mtime_ns, stat.st_size, folder)


@lru_cache(maxsize=16)
def _cached(file: Path, _mtime_ns: int, _size: int, folder: Path | None) -> Bank:
    return parse(_bytes(file), file.name, folder)


def _bytes(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > LARGEST:
            raise InputError(
                f"{file.name} is too large for a bank of templates ({size / 1e6:.1f} MB).",
                f"The largest is {LARGEST / 1e6:.0f} MB.",
            )
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from error


def parse(data: bytes, name: str, folder: Path | None = None, *, _depth: int = 0) -> Bank:
    """A bank from the bytes of a TOML file; ``name`` is for sentences about it.

    Raises InputError that names the line.
    """
    if len(data) > LARGEST:
        raise InputError(f"{name} is too large for a bank of templates.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{name}, line {line}: this is not UTF-8.", "Save it as UTF-8.") from None
    try:
        tables = tomllib.loads(text)
        return _bank(tables, hashlib.sha256(data).hexdigest()[:8], folder, _depth)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(f"{name} is not TOML: {error}.", "Mend the line that it names.") from None
    except Wrong as wrong:
        line = _line_of(text, wrong.near)
        raise InputError(f"{name}, line {line}: {wrong}.", "Mend that line.") from None


def _line_of(text: str, near: str) -> int:
    if near:
        quoted = (f'"{near}"', f"'{near}'", f"[{near}]", f".{near}]", near)
        for form in quoted:
            at = text.find(form)
            if at >= 0:
                return text.count("\n", 0, at) + 1
    return 1


# -- the parts -----------------------------------------------------------------------------------


def _bank(tables: Mapping[str, Any], digest: str, folder: Path | None, depth: int) -> Bank:
    known_words(tables, _TABLES)
    if tables.get("format") != _FORMAT:
        raise Wrong(f"format must be {_FORMAT}", "format")
    name = name_in(tables.get("name"), "name")
    version = tables.get("version")
    if type(version) is not int or version < 1:
        raise Wrong("version must be a whole number from 1", "version")
    language = str(tables.get("language", ""))
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        raise Wrong("language must be a language tag such as en or de-AT", "language")
    if "extends" in tables:
        base = _base(str(tables["extends"]), language, folder, depth)
        slots = _translated(base, tables)
        digest = hashlib.sha256(f"{digest} {base.digest}".encode()).hexdigest()[:8]
    else:
        slots = _slots(table_in(tables, "slots"))
    templates = tuple(_templates(tables.get("template", []), slots))
    return Bank(name, version, language, templates, slots, digest)


def _base(extends: str, language: str, folder: Path | None, depth: int) -> Bank:
    if extends == language or depth > 3:
        raise Wrong("a bank cannot extend itself", "extends")
    for place in (folder, paths.resource_path("alttext")):
        file = None if place is None else place / f"{extends}.toml"
        if file is not None and re.fullmatch(r"[A-Za-z0-9-]+", extends) and file.is_file():
            return parse(_bytes(file), file.name, folder, _depth=depth + 1)
    raise Wrong(f"there is no bank {extends!r} to extend", "extends")


def _slots(tables: Mapping[str, Any]) -> dict[str, SlotBank]:
    if SUBJECT not in tables:
        raise Wrong("a bank needs the slot subject", "slots")
    slots = {name: _slot(name, table) for name, table in tables.items()}
    if sum(len(slot.values) for slot in slots.values()) > MOST_VALUES:
        raise Wrong(f"there are more than {MOST_VALUES:,} values", "slots")
    for slot in slots.values():
        for group in slot.groups.values():
            for other, wanted in group.goes_with.items():
                check_wanted(slots, other, wanted, group.name)
    return slots


def _slot(name: str, table: Any) -> SlotBank:
    if not re.fullmatch(r"[a-z]{2,20}", name) or name in FREE_SLOTS or name == "a":
        raise Wrong(f"{name} cannot be a slot's name", name)
    if not isinstance(table, dict):
        raise Wrong(f"slot {name} must be a table", name)
    known_words(table, {"ask", "groups"})
    groups: dict[str, Group] = {}
    values: list[Value] = []
    for group, content in table_in(table, "groups", name).items():
        if not isinstance(content, dict):
            raise Wrong(f"group {group} must be a table", group)
        known_words(content, _GROUP_WORDS)
        goes = {str(k): frozenset(texts_in(v, group)) for k, v in content.get("with", {}).items()}
        under = str(content.get("under", ""))
        scenes = tuple(texts_in(content.get("scenes", []), group))
        groups[group] = Group(name_in(group, group), name, goes, under, scenes)
        values += _group_values(name, group, content)
    for each in groups.values():
        _check_above(each, groups)
    if not values:
        raise Wrong(f"slot {name} has no values", name)
    seen: set[str] = set()
    for value in values:
        if value.name in seen or value.name == OTHER:
            raise Wrong(f"{value.name} is there twice in slot {name}", value.name)
        seen.add(value.name)
    return SlotBank(name, plain(table.get("ask", f"Which {name}?"), name), tuple(values), groups)


def _check_above(group: Group, groups: Mapping[str, Group]) -> None:
    """A group stands under another that is there, and never, round some corners, under itself."""
    seen, above = {group.name}, group.under
    while above:
        if above not in groups:
            raise Wrong(f"there is no group {above!r} to stand under", group.name)
        if above in seen:
            raise Wrong(f"group {group.name} stands under itself", group.name)
        seen.add(above)
        above = groups[above].under


def _group_values(slot: str, group: str, content: Mapping[str, Any]) -> list[Value]:
    article = content.get("article", slot == SUBJECT)
    number = content.get("number", "one")
    found: list[Value] = []
    if "say" in content:
        own = {k: v for k, v in content.items() if k in _VALUE_WORDS}
        found.append(_value(slot, group, {"name": group, **own}, "one", bool(article), whole=True))
    entries = content.get("values", [])
    if not isinstance(entries, list) or not (entries or found):
        raise Wrong(f"group {group} is empty", group)
    offered = bool(content.get("offered", False))
    for entry in entries:
        table = {"name": entry} if isinstance(entry, str) else entry
        if not isinstance(table, dict):
            raise Wrong(f"a value of {group} is neither text nor table", group)
        known_words(table, _VALUE_WORDS)
        table = {"offered": offered, **table}
        found.append(_value(slot, group, table, number, bool(article), whole=False))
    return found


def _value(
    slot: str, group: str, table: Mapping[str, Any], number: str, article: bool, *, whole: bool
) -> Value:
    name = name_in(table.get("name"), group)
    number = str(table.get("number", number))
    if number not in _NUMBERS:
        raise Wrong(f"number of {name} is not one of {', '.join(_NUMBERS)}", name)
    say = plain(table.get("say", name), name)
    plural = plain(table.get("plural", say if number != "one" else _plural(say)), name)
    spoken = with_article(say) if article and number == "one" else say
    prompts = tuple(texts_in(table.get("prompts", []), name)) or (spoken,)
    return Value(
        name, slot, group, say, plural if article else plain(table.get("plural", say), name),
        _NUMBERS[number], article, tuple(plain(p, name) for p in prompts),
        tuple(texts_in(table.get("also", []), name)), bool(table.get("offered", False)), whole,
    )  # fmt: skip


def _plural(word: str) -> str:
    """The regular English plural of a phrase's head, which comes before any ``of``/``with``/…."""
    head, *rest = re.split(r" (?=(?:of|with|in|on|for|at)\b)", word, maxsplit=1)
    tail = f" {rest[0]}" if rest else ""
    if re.search(r"[^aeiou]y$", head):
        return head[:-1] + "ies" + tail
    if re.search(r"(s|x|z|ch|sh)$", head):
        return head + "es" + tail
    return head + "s" + tail


def _translated(base: Bank, tables: Mapping[str, Any]) -> dict[str, SlotBank]:
    """The base's slots with the values that this bank says in its own words."""
    texts = table_in(tables, "texts")
    known_words(texts, set(base.slots))
    slots: dict[str, SlotBank] = {}
    for slot, said in texts.items():
        original = base.slots[slot]
        if not isinstance(said, dict) or not said:
            raise Wrong(f"texts.{slot} has no values", slot)
        known_words(said, {value.name for value in original.values}, "value")
        values = tuple(
            _said(value, said[value.name]) for value in original.values if value.name in said
        )
        slots[slot] = SlotBank(slot, original.ask, values, original.groups)
    if SUBJECT not in slots:
        raise Wrong("a bank needs the slot subject", "texts")
    return slots


def _said(value: Value, entry: Any) -> Value:
    table = {"say": entry} if isinstance(entry, str) else entry
    if not isinstance(table, dict):
        raise Wrong(f"{value.name} is neither text nor table", value.name)
    known_words(table, {"say", "plural", "number"})
    say = plain(table.get("say"), value.name)
    plural = plain(table.get("plural", say), value.name)
    number = table.get("number", value.number)
    return Value(
        value.name, value.slot, value.group, say, plural, number, False, value.prompts,
        value.also, value.offered, value.whole,
    )  # fmt: skip


def _templates(entries: Any, slots: Mapping[str, SlotBank]) -> Iterable[Template]:
    if not isinstance(entries, list) or not entries:
        raise Wrong("a bank needs at least one [[template]]", "template")
    if len(entries) > MOST_TEMPLATES:
        raise Wrong(f"there are more than {MOST_TEMPLATES:,} templates", "template")
    seen: set[str] = set()
    for entry in entries:
        if not isinstance(entry, dict):
            raise Wrong("a template must be a [[template]] table", "template")
        template = _template(entry, slots)
        if template.id in seen:
            raise Wrong(f"template {template.id} is there twice", template.id)
        seen.add(template.id)
        yield template


def _template(entry: Mapping[str, Any], slots: Mapping[str, SlotBank]) -> Template:
    say = entry.get("say")
    if not isinstance(say, str) or not say.strip():
        raise Wrong("a template needs a sentence in say", str(entry.get("id", "template")))
    known_words(entry, _TEMPLATE_WORDS)
    if len(say) > _LONGEST:
        raise Wrong(f"a sentence is longer than {_LONGEST} characters", say)
    if MARKUP.search(say):
        raise Wrong("a sentence holds markup or commands; only {slots} are known", say)
    parts = tuple(_parts(say, slots))
    roles = texts_in(entry.get("roles", ["informative"]), say)
    try:
        known = frozenset(Role(role) for role in roles)
    except ValueError:
        raise Wrong(f"roles are among {', '.join(Role)}", say) from None
    needs = {str(k): frozenset(texts_in(v, say)) for k, v in table_in(entry, "needs", say).items()}
    for slot, wanted in needs.items():
        check_wanted(slots, slot, wanted, say)
    return Template(name_in(entry.get("id"), say), parts, known, needs)


def _parts(say: str, slots: Mapping[str, SlotBank]) -> Iterable[str | Place]:
    at = 0
    for match in _PLACE.finditer(say):
        if match.start() > at:
            yield say[at : match.start()]
        words = tuple(match[1].split())
        article = len(words) > 1 and words[0] == "a"
        names = words[1:] if article else words
        for word in names:
            if word not in slots and word not in FREE_SLOTS:
                near = difflib.get_close_matches(word, slots, n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                raise Wrong(f"there is no slot {word!r}{hint}", say)
        if not names or (len(names) > 1 and FREE_SLOTS & set(names)):
            raise Wrong("a slot stands alone, or with others that have values", say)
        yield Place(names, article)
        at = match.end()
    rest = say[at:]
    if "{" in _PLACE.sub("", say) or "}" in _PLACE.sub("", say):
        raise Wrong("a brace is not closed", say)
    if rest:
        yield rest
