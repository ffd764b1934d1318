"""A deck in a workbook (.xlsx): the rows of its first sheet as text.

openpyxl reads row by row, through defusedxml. A formula counts as the value that the spreadsheet
program left in the file.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from picturedesk.errors import InputError

MARK = b"PK\3\4"
"""What such a file begins with."""
_UNPACKED = 200_000_000
"""Bytes that the parts of a workbook may have: more is no deck."""
_COLUMNS = 50


def rows(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Row numbers, from 1, and the texts of the cells; days as ``2026-03-31``.

    Raises InputError where it is no whole workbook, or holds too much.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    broken = InputError(f"{name} is not a whole .xlsx file.", "Save it again, or as CSV.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _UNPACKED:
                raise InputError(f"{name} is too large for a deck.", "Split it into parts.")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        if not book.worksheets:
            return
        for number, cells in enumerate(
            book.worksheets[0].iter_rows(max_col=_COLUMNS, values_only=True), 1
        ):
            texts = [_text(cell) for cell in cells]
            while texts and not texts[-1]:
                texts.pop()
            yield number, texts
    except InvalidFileException:
        raise broken from None
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, SyntaxError):
        # A damaged sheet shows only when it is read; ParseError is a SyntaxError.
        raise broken from None


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
