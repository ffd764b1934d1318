"""The only room with SQL: schema, migrations, rows in and records out, filters.

The door is :class:`Catalog` (loaded at first use). :mod:`~picturedesk.catalog.schema` says what
is stored, :mod:`~picturedesk.catalog.opening` how the files are opened, migrated and put right,
:mod:`~picturedesk.catalog.database` how SQLite is spoken to. Each kind of record has a store of
its own: ``roots``, ``assets`` (with ``browsing`` and ``folders``), ``tags``, ``problems``,
``encoders``, ``vectors``, ``audit``, ``boards``, ``searches``, ``usage``, ``alt_texts``,
``lessons``, ``settings`` and ``texts``. :mod:`~picturedesk.catalog.filters` reads the filter
language and knows no SQL;
:mod:`~picturedesk.catalog.backups` copies and restores; :mod:`~picturedesk.catalog.checks`
looks for damage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from picturedesk.catalog.catalog import Catalog

__all__ = ["Catalog"]


def __getattr__(name: str) -> object:
    # apsw and numpy wait until a library is opened: `--help` and the filters need neither.
    if name == "Catalog":
        from picturedesk.catalog.catalog import Catalog

        return Catalog
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
