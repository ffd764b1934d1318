"""Alt texts out to agencies and content systems, and back in without losing a decision.

``.csv``, ``.xlsx`` and ``.json`` make the round trip (:func:`export`, :func:`take_in`); snippets
of HTML (``.html``), Markdown (``.md``) and a table as WordPress' media importers read it
(:func:`export` with ``style="wordpress"``) only go out.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from picturedesk.catalog import filters
from picturedesk.errors import InputError, UsageError, UserError
from picturedesk.export.files import writing
from picturedesk.export.tables import write_table
from picturedesk.records import Asset
from picturedesk.review import deciding, standing
from picturedesk.review.table_files import RowRead, read_rows
from picturedesk.suggestions.records import (
    DECIDED,
    EMPTY_ROLES,
    Review,
    ReviewState,
    Role,
)

if TYPE_CHECKING:
    from picturedesk.library import Library

COLUMNS = ("path", "hash", "alt", "extended", "language", "role", "state")
ENDINGS = (".csv", ".xlsx", ".json", ".html", ".md")
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one row of a table."""

    line: int
    path: str
    outcome: str
    """``approved``, ``draft``, ``decorative``, ``same``, ``kept`` (a decision that was not
    overwritten) or ``refused``."""
    reason: str = ""


def export(
    library: Library,
    target: Path | str,
    *,
    where: str = "",
    keys: Iterable[int] | None = None,
    languages: Iterable[str] = (),
    style: str = "",
    overwrite: bool = False,
) -> int:
    """Write where every listed picture stands, in these languages (all with any text by default).

    ``where`` narrows by the filter language, ``keys`` to single assets. The kind follows from the
    ending; ``style="wordpress"`` writes a CSV for its media importers.
    Returns how many lines were written. Raises UsageError for an unknown ending or filter,
    WriteError when it cannot be written.
    """
    path = Path(target)
    kind = path.suffix.lower()
    if kind not in ENDINGS:
        raise UsageError(
            f"Alt texts are not exported as {kind or 'a file without ending'}.",
            f"Name a file ending in one of {', '.join(ENDINGS)}.",
        )
    # One after the other: a review with its suggestion is some fifty times its line.
    pairs = _reviews(library, where, keys, tuple(languages) or _languages(library))
    if kind in (".csv", ".xlsx"):
        header, rows = _wordpress(pairs) if style == "wordpress" else (COLUMNS, _rows(pairs))
        write_table(path, header, rows, overwrite=overwrite, title="Alt texts")
        return len(rows)
    if kind == ".json":
        objects = [dict(zip(COLUMNS, row, strict=True)) for row in _rows(pairs)]
        lines = [json.dumps(objects, ensure_ascii=False, indent=1)]
    else:
        snippet = html_snippet if kind == ".html" else markdown_snippet
        lines = [snippet(asset, said) for asset, said in pairs if said.state in DECIDED]
    with writing(path, overwrite=overwrite) as file:
        file.writelines(f"{line}\n".encode("utf-8", "backslashreplace") for line in lines)
    return len(objects) if kind == ".json" else len(lines)


def html_snippet(asset: Asset, review: Review) -> str:
    """``<img>`` with its alt text, everything escaped; the source is the file's name alone."""
    name = html.escape(_shown(PurePath(asset.path).name), quote=True)
    alt = html.escape(review.text, quote=True)
    tag = html.escape(review.language, quote=True)
    size = f' width="{asset.width}" height="{asset.height}"'
    return f'<img src="{name}" alt="{alt}" lang="{tag}"{size}>'


def markdown_snippet(asset: Asset, review: Review) -> str:
    """``![alt](<name>)`` with what Markdown would take for its own escaped."""
    alt = "".join(f"\\{c}" if c in "\\`*_{}[]<>()#!|" else c for c in review.text)
    name = _shown(PurePath(asset.path).name)
    safe = name.replace("\\", "\\\\").replace("<", "\\<").replace(">", "\\>")
    return f"![{alt}](<{safe}>)"


def take_in(
    library: Library,
    source: Path | str,
    *,
    language: str = "",
    overwrite: bool = False,
    approve: bool = True,
) -> Iterator[Taken]:
    """Take texts from a table, row by row; every row is answered.

    Columns: ``path`` or ``hash``, ``alt``, and where they are there ``extended``, ``language``,
    ``role``, ``state``. A decision that says something else is kept and told (``kept``), unless
    ``overwrite``; without ``approve``, or where the state says so, texts come in as drafts. Rows
    that cannot be used are refused with their reason and the rest is done.

    Raises InputError before anything is changed for a table that cannot be read or lacks columns.
    """
    path = Path(source)
    rows = read_rows(path)
    _check_columns(rows, path.name)
    for row in rows:
        try:
            yield _take(library, row, language, overwrite=overwrite, approve=approve)
        except UserError as error:
            yield Taken(row.line, row.cells.get("path", ""), "refused", str(error))


# -- out -----------------------------------------------------------------------------------------


def _languages(library: Library) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys([standing.language(library), *library.catalog.alt_texts.languages()])
    )


def _reviews(
    library: Library, where: str, keys: Iterable[int] | None, tags: tuple[str, ...]
) -> Iterator[tuple[Asset, Review]]:
    narrowed = filters.parse(where) if where.strip() else None
    listed = library.catalog.assets.keys(narrowed).tolist()
    if keys is not None:
        chosen = set(keys)
        listed = [key for key in listed if key in chosen]
    for start in range(0, len(listed), _BATCH):
        batch = listed[start : start + _BATCH]
        found = {tag: standing.of(library, batch, tag) for tag in tags}
        for asset in library.catalog.assets.get_many(batch):
            for tag in tags:
                yield asset, found[tag][asset.key]


def _rows(pairs: Iterable[tuple[Asset, Review]]) -> list[tuple[str, ...]]:
    return [
        (
            _shown(asset.path), asset.file_hash.hex(), review.text, review.extended,
            review.language, str(review.role), str(review.state),
        )
        for asset, review in pairs
    ]  # fmt: skip


def _wordpress(
    pairs: Iterable[tuple[Asset, Review]],
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    header: tuple[str, ...] = ("filename", "alt_text", "title", "caption", "description")
    rows: list[tuple[str, ...]] = [
        (
            _shown(PurePath(asset.path).name), review.text, asset.metadata.title,
            asset.metadata.caption, review.extended,
        )
        for asset, review in pairs
        if review.state in DECIDED
    ]  # fmt: skip
    return header, rows


def _shown(path: str) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")


# -- in ------------------------------------------------------------------------------------------


def _check_columns(rows: list[RowRead], name: str) -> None:
    known = set(rows[0].cells) if rows else {"alt", "path"}
    if "alt" not in known and "alt_text" not in known:
        raise InputError(
            f"{name}, line 1: the column “alt” is missing.", f"Columns: {', '.join(COLUMNS)}."
        )
    if not known & {"path", "hash"}:
        raise InputError(
            f"{name}, line 1: there is neither a column “path” nor “hash”.",
            f"Columns: {', '.join(COLUMNS)}.",
        )


def _take(
    library: Library, row: RowRead, language: str, *, overwrite: bool, approve: bool
) -> Taken:
    cells = row.cells
    for column in ("alt", "alt_text", "extended"):
        if column in row.formulas:
            raise InputError(f"line {row.line}: “{column}” holds a formula, not a text.")
    asset = _asset(library, cells)
    tag = _language(cells.get("language", "")) or language or standing.language(library)
    role, state = _role(cells.get("role", "")), _state(cells.get("state", ""))
    text = " ".join((cells.get("alt") or cells.get("alt_text") or "").split())
    extended = cells.get("extended", "").strip()
    before = standing.get(library, asset.key, tag)
    empty = role in EMPTY_ROLES or state is ReviewState.DECORATIVE

    def answer(outcome: str, reason: str = "") -> Taken:
        return Taken(row.line, _shown(asset.path), outcome, reason)

    if _says_the_same(before, text, extended, empty=empty):
        return answer("same")
    if before.state in DECIDED and not overwrite:
        return answer("kept", f"It is {before.state}: “{before.text}”.")
    if not (text or empty):
        return answer("refused", "There is no text in this row.")
    if empty:
        chosen = role if role in EMPTY_ROLES else Role.DECORATIVE
        deciding.decorative(library, asset.key, tag, role=chosen or Role.DECORATIVE)
        return answer("decorative")
    told: dict[str, Any] = {"text": text, "extended": extended, "role": role or before.role}
    if approve and state not in _DRAFTS:
        deciding.approve(library, asset.key, tag, origin="import", **told)
        return answer("approved")
    deciding.edit(library, asset.key, tag, **told)
    return answer("draft")


_DRAFTS = (ReviewState.SUGGESTED, ReviewState.IN_REVIEW, ReviewState.REJECTED, ReviewState.STALE)


def _says_the_same(before: Review, text: str, extended: str, *, empty: bool) -> bool:
    if empty or before.state is ReviewState.DECORATIVE:
        return before.state is ReviewState.DECORATIVE and not text
    return (before.text, before.extended) == (text, extended) and (
        before.state in DECIDED or not text
    )


def _asset(library: Library, cells: Mapping[str, str]) -> Asset:
    path, digest = cells.get("path", "").strip(), cells.get("hash", "").strip()
    if path:
        found = library.catalog.assets.by_path(path)
        if found is not None:
            return found
    if digest:
        try:
            same = library.catalog.assets.by_file_hash(bytes.fromhex(digest))
        except ValueError:
            raise InputError(f"“{digest}” is not a hash.") from None
        if path:
            named = [a for a in same if PurePath(a.path).name == PurePath(path).name]
            same = named or same
        if len(same) == 1:
            return same[0]
        if same:
            raise InputError(f"{len(same)} pictures have this hash; name the path.")
    raise InputError(f"{path or digest or 'The row'} is not in this library.")


def _language(text: str) -> str:
    tag = text.strip()
    if tag and not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}", tag):
        raise InputError(f"“{tag[:40]}” is no language tag such as en or de-AT.")
    return tag


def _role(text: str) -> Role | None:
    word = text.strip().lower()
    if not word:
        return None
    try:
        return Role(word)
    except ValueError:
        raise InputError(f"“{text}” is no role; there are: {', '.join(Role)}.") from None


def _state(text: str) -> ReviewState | None:
    word = text.strip().lower().replace("_", " ")
    if not word:
        return None
    try:
        return ReviewState(word)
    except ValueError:
        raise InputError(f"“{text}” is no state; there are: {', '.join(ReviewState)}.") from None
