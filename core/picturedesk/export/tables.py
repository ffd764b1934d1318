"""Tables to CSV and XLSX, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from picturedesk.errors import UsageError
from picturedesk.export.files import writing

Cell = str | int | float | date | datetime | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MAX_XLSX_CELL = 32_767
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def guarded(cell: Cell) -> str:
    """A cell's text that no spreadsheet takes for a formula.

    Text that begins with a sign that could start one gets an apostrophe in front (OWASP, "CSV
    injection"); plain numbers are left alone. Characters that files cannot hold are replaced.
    """
    if cell is None:
        return ""
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    text = _CONTROL.sub("", str(cell)).encode("utf-8", "backslashreplace").decode("utf-8")
    lead = text.lstrip(" \u00a0")
    if lead.startswith(_FORMULA) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark (so that Excel reads it right), CR LF, every cell guarded."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(h) for h in header])
    writer.writerows([guarded(c) for c in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


TABLE_FORMATS = (".csv", ".xlsx")
"""What :func:`write_table` writes."""


def write_table(
    path: Path | str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    overwrite: bool = False,
    title: str = "",
) -> Path:
    """A table to ``.csv`` or ``.xlsx``, by the path's extension.

    Raises WriteError when it cannot be written, UsageError for another extension.
    """
    target = Path(path)
    kind = target.suffix.lower()
    if kind not in TABLE_FORMATS:
        raise UsageError(f"Tables are written as .csv or .xlsx, not {kind or 'without ending'}.")
    with writing(target, overwrite=overwrite) as file:
        if kind == ".csv":
            file.write(csv_bytes(header, rows))
        else:
            file.write(_xlsx_bytes(header, rows, title or target.stem))
    return target


def _xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], title: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "Table"
    widths = [len(h) for h in header]
    lines: list[list[Cell]] = [[*header], *([*row] for row in rows)]
    for number, row in enumerate(lines, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            if isinstance(value, (int, float, date, datetime)):
                cell.value = value
            else:
                # An explicit string type is what keeps "=1+1" a text here.
                plain = _CONTROL.sub("", value or "").encode("utf-8", "backslashreplace")
                cell.value = plain.decode("utf-8")[:_MAX_XLSX_CELL]
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if column <= len(widths):
                widths[column - 1] = max(widths[column - 1], len(str(value or "")))
    for column, width in enumerate(widths, 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = min(max(width + 2, 8), 60)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
