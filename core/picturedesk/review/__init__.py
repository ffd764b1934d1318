"""Decisions on alt texts: who said what of which picture; nothing is written without one.

The way of a text: :func:`keep` puts a suggestion into the review; an editor goes through
:func:`queue` and edits, approves, rejects, skips, or calls a picture :func:`decorative`;
:func:`undo` and :func:`unapprove` take decisions back; :func:`sheet` shows what approving many
would do before :func:`approve_sheet` does it. :func:`write` puts approved texts into files or
sidecars (:func:`unwrite` puts back what they said before), :mod:`.exchange` gives them to agencies
and content systems and takes them back. Every step is in the audit (:func:`trail`), and what
decisions teach can be seen and unlearnt (:func:`lessons`, :func:`precision`).

:mod:`.standing` says where an asset stands and why it went stale.
"""

from __future__ import annotations

from picturedesk.review.deciding import (
    approve,
    decorative,
    edit,
    keep,
    reject,
    skip,
    unapprove,
    undo,
)
from picturedesk.review.exchange import Taken, export, take_in
from picturedesk.review.learning import Precision, forget, lessons, precision
from picturedesk.review.learning import is_on as learning_is_on
from picturedesk.review.learning import set_on as set_learning
from picturedesk.review.queue import (
    Queue,
    QueueOrder,
    chosen_channels,
    counts,
    limits,
    named_people,
    queue,
    set_channels,
    warnings,
)
from picturedesk.review.sheets import Line, Sheet, approve_sheet, sheet
from picturedesk.review.standing import get, in_every_language, language, of, set_language
from picturedesk.review.trail import TrailLine, export_trail, trail
from picturedesk.review.unwriting import unwrite, unwrite_all
from picturedesk.review.writing import Step, plan, summary, write

__all__ = [
    "Line",
    "Precision",
    "Queue",
    "QueueOrder",
    "Sheet",
    "Step",
    "Taken",
    "TrailLine",
    "approve",
    "approve_sheet",
    "chosen_channels",
    "counts",
    "decorative",
    "edit",
    "export",
    "export_trail",
    "forget",
    "get",
    "in_every_language",
    "keep",
    "language",
    "learning_is_on",
    "lessons",
    "limits",
    "named_people",
    "of",
    "plan",
    "precision",
    "queue",
    "reject",
    "set_channels",
    "set_language",
    "set_learning",
    "sheet",
    "skip",
    "summary",
    "take_in",
    "trail",
    "unapprove",
    "undo",
    "unwrite",
    "unwrite_all",
    "warnings",
    "write",
]
