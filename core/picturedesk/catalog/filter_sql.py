# ruff: noqa: S608 - the SQL is put together from this room's own words; values are parameters
"""A parsed filter as SQL over the table ``assets``, every value a parameter.

Each condition is TRUE or FALSE and never NULL, so that ``NOT`` in front of it is its opposite.
"""

from __future__ import annotations

import os
from typing import Any

from picturedesk.catalog import values
from picturedesk.catalog.filters import Choice, Clause, Colour, Filter, Number, Taken, Text
from picturedesk.errors import BugError

Condition = tuple[str, list[Any]]

_COLUMNS = {"rating": "rating", "width": "width", "height": "height", "size": "size"}
_COMPARISONS = {">=", "<=", ">", "<", "="}
_ORIENTATIONS = {
    "square": "abs(assets.width - assets.height) * 50 <= max(assets.width, assets.height)",
    "landscape": "(assets.width - assets.height) * 50 > assets.width",
    "portrait": "(assets.height - assets.width) * 50 > assets.height",
}
_HAS = {
    "gps": f"assets.has & {values.Has.GPS:d} <> 0",
    "alt": f"assets.has & {values.Has.ALT:d} <> 0",
    "caption": f"assets.has & {values.Has.CAPTION:d} <> 0",
    "title": f"assets.has & {values.Has.TITLE:d} <> 0",
    "tags": "EXISTS (SELECT 1 FROM tags WHERE tags.asset = assets.key)",
    "date": f"assets.taken <> {values.NO_DATE}",
    "rating": "assets.rating <> 0",
    "camera": "assets.camera IS NOT NULL",
}


def to_sql(where: Filter | None) -> Condition:
    """The condition of a ``WHERE`` on ``assets`` and its parameters; ``1`` for no filter."""
    if not where:
        return "1", []
    parts: list[str] = []
    parameters: list[Any] = []
    for clause in where.clauses:
        sql, added = _clause(clause)
        parts.append(f"NOT ({sql})" if clause.negated else f"({sql})")
        parameters += added
    return " AND ".join(parts), parameters


def _clause(clause: Clause) -> Condition:
    match clause:
        case Choice():
            return _choice(clause)
        case Text():
            return _any([_text(clause.word, value) for value in clause.values])
        case Taken():
            return _taken(clause)
        case Number():
            if clause.comparison not in _COMPARISONS:
                raise BugError(f"not a comparison: {clause.comparison}")
            return f"assets.{_COLUMNS[clause.word]} {clause.comparison} ?", [clause.value]
        case Colour():
            return _colour(clause)


def _any(conditions: list[Condition]) -> Condition:
    return (
        " OR ".join(f"({sql})" for sql, _ in conditions),
        [value for _, parameters in conditions for value in parameters],
    )


def _choice(clause: Choice) -> Condition:
    if clause.word == "type":
        return _any([("assets.kind = ?", [value]) for value in clause.values])
    table = _ORIENTATIONS if clause.word == "orient" else _HAS
    no = "NOT " if clause.word == "missing" else ""
    return _any([(f"{no}({table[value]})", []) for value in clause.values])


def _text(word: str, value: str) -> Condition:
    folded = values.storable(values.fold(value))
    if word == "name":
        return "instr(assets.folded, ?) > 0", [folded]
    if word == "format":
        return "lower(assets.format) = ?", [folded]
    if word == "camera":
        has_part = "assets.camera IN (SELECT key FROM cameras WHERE instr(folded, ?) > 0)"
        return f"assets.camera IS NOT NULL AND {has_part}", [folded]
    if word == "tag":
        tagged = (
            "assets.key IN (SELECT tags.asset FROM tags JOIN words ON words.key = tags.word "
            "WHERE words.folded = ?)"
        )
        return tagged, [values.storable(values.fold(" ".join(value.split())))]
    return _folder(value)


def _folder(value: str) -> Condition:
    # Bytes in bytes: a name that is not text is found by its own bytes all the same.
    typed = value.replace("\\", "/") if os.sep == "\\" else value
    path = values.fold_path(os.fsencode(typed)).strip(b"/")
    absolute = typed.startswith("/") or (os.sep == "\\" and typed[1:2] == ":")
    if absolute:
        start = b"/" if typed.startswith("/") else b""
        whole = start + path + b"/" if path else b"/"
        below = "assets.folder IN (SELECT key FROM folders WHERE substr(whole, 1, ?) = ?)"
        return below, [len(whole), whole]
    within = "assets.folder IN (SELECT key FROM folders WHERE instr(below, ?) > 0)"
    return within, [b"/" + path + b"/"]


def _taken(clause: Taken) -> Condition:
    if clause.word == "after":
        return "assets.taken >= ?", [values.from_local(clause.values[0].start)]
    if clause.word == "before":
        start = values.from_local(clause.values[0].start)
        return f"assets.taken < ? AND assets.taken <> {values.NO_DATE}", [start]
    return _any(
        [
            (
                "assets.taken >= ? AND assets.taken < ?",
                [values.from_local(period.start), values.from_local(period.end)],
            )
            for period in clause.values
        ]
    )


def _colour(clause: Colour) -> Condition:
    cells: set[int] = set()
    for colour in clause.values:
        cells.update(values.cells_near(*values.hex_to_lab(colour)))
    marks = ",".join("?" * len(cells))
    return f"assets.key IN (SELECT asset FROM colours WHERE cell IN ({marks}))", sorted(cells)
