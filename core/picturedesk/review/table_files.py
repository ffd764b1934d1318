"""Tables from strangers: CSV, XLSX and JSON read into rows, or refused with the line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from picturedesk.errors import InputError

LARGEST = 100_000_000
LARGEST_UNPACKED = 500_000_000
"""Bytes that a spreadsheet may come to when it is unpacked."""
MOST_ROWS = 500_000
_LONGEST_FIELD = 1_000_000
_FORMULA = "\0"


@dataclass(frozen=True, slots=True)
class RowRead:
    """One row as text, by lower-case column name; ``line`` counts from 1 with the header."""

    line: int
    cells: Mapping[str, str]
    formulas: frozenset[str] = frozenset()
    """Columns whose cell is a formula and not a text."""


def read_rows(path: Path) -> list[RowRead]:
    """The rows of a table. Raises InputError with the line for what cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise InputError(
                f"{path.name} is too large for a table ({LARGEST // 10**6} MB at most)."
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    kind = path.suffix.lower()
    if kind == ".json":
        return _json(data, path.name)
    if kind == ".xlsx":
        return _xlsx(data, path.name)
    if kind in (".csv", ".tsv", ".txt"):
        return _csv(data, path.name)
    raise InputError(
        f"{path.name} is no table that can be read.", "Give a .csv, .xlsx or .json file."
    )


def _csv(data: bytes, name: str) -> list[RowRead]:
    text = _text(data, name)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[RowRead] = []
    header: list[str] | None = None
    line = 1
    try:
        for record in reader:
            if header is None:
                header = _header(record, name)
            elif any(cell.strip() for cell in record):
                rows.append(_row(line, header, record))
            _check_count(rows, name)
            line = reader.line_num + 1
    except csv.Error as error:
        why = str(error)
        if "end of data" in why:
            why = "a quotation mark is opened here and never closed"
        raise InputError(f"{name}, line {line}: {why}.", "Mend that line.") from None
    if header is None:
        raise InputError(f"{name} is empty.")
    return rows


def _check_count(rows: list[RowRead], name: str) -> None:
    if len(rows) > MOST_ROWS:
        raise InputError(f"{name} has more than {MOST_ROWS:,} rows.", "Import it in parts.")


def _row(line: int, header: list[str], record: list[str], *, typed: bool = False) -> RowRead:
    """A record under its columns; ``typed``: formulas are marked, and text is never one."""
    pairs = list(zip(header, record, strict=False))
    formulas = {n for n, c in pairs if (c.startswith(_FORMULA) if typed else is_formula(c))}
    return RowRead(line, {n: unguarded(c) for n, c in pairs}, frozenset(formulas))


def _text(data: bytes, name: str) -> str:
    """UTF-8, or UTF-16 where the file says so; nothing is guessed: a wrong guess is silent."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(
            f"{name}, line {line}: this is not UTF-8.",
            "Save the table as “CSV UTF-8” and import it again.",
        ) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise InputError(f"{name}, line {line}: this is not text.", "Save the table as CSV UTF-8.")
    return text


def _json(data: bytes, name: str) -> list[RowRead]:
    try:
        entries = json.loads(_text(data, name))
    except json.JSONDecodeError as error:
        raise InputError(f"{name}, line {error.lineno}: {error.msg}.", "Mend that line.") from None
    except RecursionError:
        raise InputError(f"{name} is no table.") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError(f"{name} is no list of objects.", "One object a picture is expected.")
    return [
        RowRead(number, {str(k).strip().lower(): "" if v is None else str(v) for k, v in e.items()})
        for number, e in enumerate(entries, 1)
    ]


def _xlsx(data: bytes, name: str) -> list[RowRead]:
    import zipfile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
        if unpacked > LARGEST_UNPACKED:
            raise InputError(f"{name} unpacks to {unpacked / 1e6:,.0f} MB: that is no table.")
        # Not data_only: a formula is seen as one, and refused with its line.
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise InputError(
            f"{name} is not a whole .xlsx file.", "Save it again, or as CSV."
        ) from None
    sheet = book.worksheets[0] if book.worksheets else None
    if sheet is None:
        raise InputError(f"{name} is empty.")
    rows: list[RowRead] = []
    header: list[str] | None = None
    for line, record in enumerate(_cells(sheet), 1):
        if header is None:
            header = _header(record, name)
        elif any(record):
            rows.append(_row(line, header, record, typed=True))
        _check_count(rows, name)
    if header is None:
        raise InputError(f"{name} is empty.")
    return rows


def _cells(sheet: object) -> Iterator[list[str]]:
    for row in sheet.iter_rows():  # type: ignore[attr-defined]
        found = []
        for cell in row:
            text = "" if cell.value is None else str(cell.value)
            # A real formula is marked by its type; text that begins with = is a string there.
            found.append(f"{_FORMULA}{text}" if getattr(cell, "data_type", "") == "f" else text)
        yield found


def _header(record: list[str], name: str) -> list[str]:
    """The columns' names. Raises InputError for one that is there twice."""
    found = [cell.strip().lstrip("\ufeff").lower().replace(" ", "_") for cell in record]
    for word in filter(None, found):
        if found.count(word) > 1:
            raise InputError(f"{name}, line 1: the column “{word}” is there twice.",
                             "Rename one of them.")  # fmt: skip
    return found


def unguarded(cell: str) -> str:
    """A cell without the apostrophe that our own export puts before what could be a formula."""
    if cell[:1] == "'" and cell[1:].lstrip(" \u00a0")[:1] in tuple("=+-@＝＋－＠"):
        return cell[1:]
    return cell


def is_formula(cell: str) -> bool:
    """Whether a cell is a formula rather than text: ``=HYPERLINK(…)``, ``@SUM(…)``, ``+1+2``."""
    text = cell.strip()
    if text[:1] in ("=", "＝"):
        return True
    return text[:1] in ("+", "@", "-") and "(" in text and ")" in text
