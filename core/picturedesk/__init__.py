"""Picture Desk's engine: a library of folders that stay where they are, searched by meaning.

The public door. Everything here is loaded on first use, so that a help text or a window comes
up at once::

    import picturedesk as desk

    with desk.Library.open("~/library", writable=True) as library:
        for progress in desk.importing.add(library, ["~/Pictures"]):
            print(progress.stage, progress.done)
        query = desk.Query(terms=desk.search.parse_query("two dogs on a beach"))
        for match in desk.search.find(library, query).matches:
            print(match.path, match.standing)

A job is a function that takes the library: :mod:`~picturedesk.importing`,
:mod:`~picturedesk.search`, :mod:`~picturedesk.moodboard`, :mod:`~picturedesk.headlines`,
:mod:`~picturedesk.doctor`. Values that
travel are in :mod:`~picturedesk.records`, everything raised on purpose in
:mod:`~picturedesk.errors`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from picturedesk import (
        alttext,
        board_document,
        briefs,
        channels,
        doctor,
        errors,
        export,
        headlines,
        images,
        importing,
        library,
        moodboard,
        paths,
        records,
        review,
        search,
        settings,
        suggestions,
        vision,
    )
    from picturedesk.errors import UserError
    from picturedesk.library import Library
    from picturedesk.records import Query, Term

_MODULES = frozenset(
    {
        "alttext",
        "board_document",
        "briefs",
        "channels",
        "doctor",
        "errors",
        "export",
        "headlines",
        "images",
        "importing",
        "library",
        "moodboard",
        "paths",
        "records",
        "review",
        "search",
        "settings",
        "suggestions",
        "vision",
    }
)
_NAMES = {"Library": "library", "Query": "records", "Term": "records", "UserError": "errors"}

__all__ = [
    "Library",
    "Query",
    "Term",
    "UserError",
    "alttext",
    "board_document",
    "briefs",
    "channels",
    "doctor",
    "errors",
    "export",
    "headlines",
    "images",
    "importing",
    "library",
    "moodboard",
    "paths",
    "records",
    "review",
    "search",
    "settings",
    "suggestions",
    "vision",
]


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    home = _NAMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
