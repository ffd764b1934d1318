"""Texts out to agencies and content systems, and back; templates in; the audit out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from picturedesk import alttext, review
from picturedesk.library import Library
from picturedesk.records import Changes
from picturedesk_app.alttext.deciding import ORIGIN
from picturedesk_app.alttext.wanted import Wanted
from picturedesk_app.i18n import number, tr, trn

_OUTCOMES = (
    ("approved", "{n} approved", "{n} approved"),
    ("draft", "{n} draft", "{n} drafts"),
    ("decorative", "{n} decorative", "{n} decorative"),
    ("same", "{n} as it was", "{n} as they were"),
    ("kept", "{n} kept: it is decided here otherwise", "{n} kept: they are decided here otherwise"),
    ("refused", "{n} refused", "{n} refused"),
)


def kinds_out() -> str:
    """What can be written, for a file dialog."""
    return ";;".join((
        tr("Tables") + " (*.csv *.xlsx)", tr("WordPress table") + " (*.wordpress.csv)",
        tr("Data") + " (*.json)", tr("Snippets of HTML") + " (*.html)", "Markdown (*.md)",
    ))  # fmt: skip


def kinds_in() -> str:
    """What can be read."""
    return tr("Alt texts") + " (*.csv *.xlsx *.json)"


def export_texts(library: Library, target: str, wanted: Wanted) -> str:
    """Write texts; says how many. The dialog has asked before it overwrites."""
    style = "wordpress" if target.lower().endswith(".wordpress.csv") else ""
    count = review.export(
        library, target, where=wanted.where, keys=wanted.keys, style=style, overwrite=True
    )
    name = Path(target).name
    return trn("{n} line written to {name}", "{n} lines written to {name}", count, name=name)


def import_texts(library: Library, file: str) -> tuple[Changes, str]:
    """Take texts in; nothing that was decided here is overwritten. Says what became of them."""
    taken = list(review.take_in(library, file))
    counts = Counter(row.outcome for row in taken)
    parts = [trn(one, many, counts[name]) for name, one, many in _OUTCOMES if counts[name]]
    first = next((row for row in taken if row.outcome == "refused"), None)
    if first is not None:
        parts[-1] += " " + tr("(line {line}: {why})", line=number(first.line), why=first.reason)
    words = ", ".join(parts) or tr("There is nothing in this table")
    return Changes(origin=ORIGIN), words


def import_templates(library: Library, file: str) -> tuple[Changes, str]:
    """Take a bank of templates into this library."""
    bank = alttext.import_bank(library, file)
    words = tr("{n} templates in “{language}” are used from now on; what was suggested is out of "
               "date.", n=number(len(bank.templates)), language=bank.language)  # fmt: skip
    return Changes(origin=ORIGIN), words


def export_audit(library: Library, target: str) -> str:
    """Write who decided what."""
    made = review.export_trail(library, target, overwrite=True)
    return tr("The audit is in {name}", name=made.name)
