"""A copy deck: a file of headlines, read line by line; what cannot be used is listed by number.

Either a table (CSV with comma, semicolon or tab, or the first sheet of an XLSX; columns headline,
channel, date, language, in any order) or one headline a line. A cell for the channel may name
several, with a semicolon, a bar, a comma or a plus between them: each becomes a line of its own.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from picturedesk import channels as channel_data
from picturedesk.channels import Channel
from picturedesk.errors import InputError, UserError
from picturedesk.headlines import wording, workbook

COLUMNS = ("headline", "channel", "date", "language")
_ALSO = {
    "title": "headline", "copy": "headline", "line": "headline", "text": "headline",
    "channels": "channel", "platform": "channel", "day": "date", "publish": "date",
    "lang": "language", "locale": "language",
}  # fmt: skip
_LARGEST = 20_000_000
_MOST = 20_000
_DATES = ("%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%Y%m%d")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")
_SEPARATOR = re.compile(r"\A\s*sep=(.)(\r\n|\r|\n)")
"""What Excel writes above a table to say how its cells are parted."""
_SEVERAL = re.compile(r"\s*[;|+,]\s*")


@dataclass(frozen=True, slots=True)
class DeckLine:
    """One headline for one channel."""

    number: int
    """Line of the file, from 1."""
    headline: str
    channel: Channel
    day: date | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class DeckProblem:
    """A line that was left out."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Deck:
    """What a file holds."""

    lines: tuple[DeckLine, ...]
    problems: tuple[DeckProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    cells: Mapping[str, str]


def read(path: Path | str, known: dict[str, Channel], default: Sequence[Channel] = ()) -> Deck:
    """Read a deck; ``default`` are the channels of lines that name none.

    Raises InputError for a file that cannot be read, is empty, has no headline in it, lacks the
    headline column, or names no channel where none is given.
    """
    file = Path(path)
    data = _bytes(file)
    if data[:4] == workbook.MARK or file.suffix.lower() == ".xlsx":
        rows = _sheet(workbook.rows(data, file.name), file.name, has_default=bool(default))
        return _deck(rows, known, default, file.name)
    return parse(_decoded(data, file.name), known, default, name=file.name)


def parse(
    text: str, known: dict[str, Channel], default: Sequence[Channel] = (), *, name: str = "The deck"
) -> Deck:
    """The same from text."""
    return _deck(_rows(text, name, has_default=bool(default)), known, default, name)


def _deck(
    rows: Iterable[_Row], known: dict[str, Channel], default: Sequence[Channel], name: str
) -> Deck:
    lines: list[DeckLine] = []
    problems: list[DeckProblem] = []
    for row in rows:
        if len(lines) >= _MOST:
            raise InputError(f"{name} has more than {_MOST:,} lines.", "Split it into parts.")
        try:
            lines += _lines(row, known, default)
        except UserError as error:
            problems.append(DeckProblem(row.number, str(error)))
    if not lines and not problems:
        raise InputError(f"{name} has no headline in it.", "Write one headline a line.")
    return Deck(tuple(lines), tuple(problems))


def _lines(row: _Row, known: dict[str, Channel], default: Sequence[Channel]) -> list[DeckLine]:
    if "" in row.cells:
        raise InputError(row.cells[""])
    headline = wording.clean(row.cells.get("headline", ""))
    named = [word for word in _SEVERAL.split(row.cells.get("channel", "")) if word]
    wanted = channel_data.choose(known, named) if named else list(default)
    if not wanted:
        raise InputError("No channel is named.")
    day = _day(row.cells.get("date", ""))
    language = row.cells.get("language", "").strip()
    if language and not _LANGUAGE.fullmatch(language):
        raise InputError(f"“{language}” is not a language; write en, de or pt-BR.")
    return [DeckLine(row.number, headline, channel, day, language) for channel in wanted]


def _day(text: str) -> date | None:
    text = text.strip()
    if not text:
        return None
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    raise InputError(f"“{text}” is not a date; write it as 2026-03-31.")


def _rows(text: str, name: str, *, has_default: bool) -> Iterator[_Row]:
    text = _SEPARATOR.sub(r"\2", text, count=1)  # the line stays, so that numbers are right
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise InputError(f"{name} is empty.", "Write one headline a line.")
    delimiter = _delimiter(first)
    header = _header(next(csv.reader([first], delimiter=delimiter), []), name)
    if _is_table(header, name, has_default=has_default):
        yield from _table(text, delimiter, header)
        return
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _Row(number, {"headline": line.strip().strip('"')})


def _sheet(
    rows: Iterator[tuple[int, list[str]]], name: str, *, has_default: bool
) -> Iterator[_Row]:
    """The rows of a workbook's sheet: a table below its header, or one headline a row."""
    filled = ((number, cells) for number, cells in rows if any(cells))
    number, cells = next(filled, (0, []))
    if not cells:
        return
    header = _header(cells, name)
    if _is_table(header, name, has_default=has_default):
        for number, cells in filled:
            yield _row(number, cells, header)
        return
    yield _Row(number, {"headline": cells[0]})
    for number, cells in filled:
        yield _Row(number, {"headline": cells[0]})


def _is_table(header: list[str], name: str, *, has_default: bool) -> bool:
    """Whether the first line names columns; else each line is a headline.

    Raises InputError where a column is missing that must be there.
    """
    if "headline" in header:
        if "channel" not in header and not has_default:
            raise InputError(
                f"{name} has no column “channel”.", "Add it, or name a channel for all lines."
            )
        return True
    if len(header) > 1 and any(cell in COLUMNS for cell in header):
        near = difflib.get_close_matches("headline", header, n=1, cutoff=0.5)
        hint = f"Is “{near[0]}” meant? Then rename it." if near else "Add it."
        raise InputError(f"{name} has no column “headline”.", hint)
    if not has_default:
        raise InputError(f"{name} names no channels.", "Name a channel for all its lines.")
    return False


def _table(text: str, delimiter: str, header: list[str]) -> Iterator[_Row]:
    """Records below the header, each with the number of the line it begins on.

    A quotation mark that is never closed would take all lines below it into its cell: it costs
    its own line, and the others are read.
    """
    lines = list(io.StringIO(text, newline=""))
    begin, seen_header = 0, False
    while begin < len(lines):
        reader, first = csv.reader(lines[begin:], delimiter=delimiter), begin
        for start, cells in _records(reader, first):
            begin = first + reader.line_num
            broken = isinstance(cells, csv.Error)
            if begin > start and (broken or _is_open(lines[start - 1 : begin], delimiter)):
                yield _Row(start, {"": "A quotation mark is opened here and never closed."})
                begin = start
                break
            if isinstance(cells, csv.Error):
                yield _Row(start, {"": f"The line cannot be read: {cells}."})
            elif any(cell.strip() for cell in cells):
                if seen_header:
                    yield _row(start, cells, header)
                seen_header = True


def _records(reader: Any, before: int) -> Iterator[tuple[int, list[str] | csv.Error]]:
    """Each record, or why it cannot be read, with the line it begins on."""
    while True:
        start = before + reader.line_num + 1
        try:
            yield start, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield start, error


def _is_open(lines: list[str], delimiter: str) -> bool:
    """Whether a record of several lines does not close its quotation marks where it should."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return True
    return False


def _row(number: int, cells: list[str], header: list[str]) -> _Row:
    if any(cell.strip() for cell in cells[len(header) :]):
        reason = f"It has {len(cells)} cells where the header has {len(header)}."
        return _Row(number, {"": f"{reason} Put a text with commas in double quotes."})
    return _Row(number, dict(zip(header, cells, strict=False)))


def _delimiter(first: str) -> str:
    return max(",;\t", key=lambda sign: (first.count(sign), sign == ","))


def _header(cells: list[str], name: str) -> list[str]:
    """The columns' names. Another word for a column counts where the column itself is not there.

    Raises InputError for a column that is there twice.
    """
    words = [cell.strip().strip("\ufeff").lower() for cell in cells]
    for word in COLUMNS:
        if words.count(word) > 1:
            raise InputError(f"{name} has the column “{word}” twice.", "Rename one of them.")
    found: list[str] = []
    for word in words:
        meant = _ALSO.get(word, word)
        found.append(word if meant != word and meant in (*words, *found) else meant)
    return found


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise InputError(f"There is no file {path}.", "Name the file of the deck.") from None
    except IsADirectoryError:
        raise InputError(f"{path} is a folder.", "Name the file of the deck.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    if len(data) > _LARGEST:
        raise InputError(f"{path.name} is too large for a deck.", "Split it into parts.")
    return data


def _decoded(data: bytes, name: str) -> str:
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not wide and b"\0" in data:
        raise InputError(f"{name} is not a text file.", "Save it as CSV in UTF-8.")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(f"{name} is not text in a known encoding.", "Save it as UTF-8.")
