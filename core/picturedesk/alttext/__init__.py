"""Alt texts proposed: templates ranked against a picture, in stages; unsure slots left out.

In order: :mod:`.vectors` turns a bank's slot values into matrices, once a model;
:mod:`.scales` finds what a level means there, without labels; :mod:`.reading` says for each slot
what a picture shows and how sure that is, with what :mod:`.knowledge` adds (the file's own words,
lessons of earlier decisions); :mod:`.purpose` says what the picture is for; :mod:`.sentences`
fills the templates that what is sure can fill and ranks the full sentences. :func:`suggest` is
all of it. Suggestions change nothing: :mod:`picturedesk.review` keeps and decides them.
"""

from __future__ import annotations

from picturedesk.alttext.importing_banks import bank, import_bank, languages, remove_bank
from picturedesk.alttext.proposing import (
    Example,
    compose,
    nearest_approved,
    suggest,
    suggest_one,
    warm,
)
from picturedesk.alttext.reading_text import ReadText
from picturedesk.alttext.reading_text import available as reads_text
from picturedesk.suggestions.lint import check as lint

__all__ = [
    "Example",
    "ReadText",
    "bank",
    "compose",
    "import_bank",
    "languages",
    "lint",
    "nearest_approved",
    "reads_text",
    "remove_bank",
    "suggest",
    "suggest_one",
    "warm",
]
