"""The ``search`` command: one query, or a file of them with the model loaded once."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

import picturedesk as desk
from picturedesk.cli.edge import JsonOption, LibraryOption, WhereOption, command, library_folder
from picturedesk.cli.output import emit, note, say, shown
from picturedesk.errors import InputError, UsageError
from picturedesk.records import Match, Query, Result, Standing, Term

app = typer.Typer()

_MARKS = {Standing.STRONG: "●", Standing.LIKELY: "◐", Standing.WEAK: "○"}
_NOTHING = Result("", Standing.NOTHING_FITS, ())


@app.command("search")
@command
def find(
    text: Annotated[
        str | None,
        typer.Argument(help="What the picture shows: 'beach at dusk - people'", show_default=False),
    ] = None,
    like: Annotated[
        list[str] | None, typer.Option("--like", metavar="FILE", help="A picture to be like.")
    ] = None,
    without: Annotated[
        list[str] | None, typer.Option("--not", metavar="TEXT", help="What it must not show.")
    ] = None,
    where: WhereOption = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="How many to list.")] = 20,
    collapse: Annotated[
        bool, typer.Option("--collapse", help="Fold near-identical pictures into one.")
    ] = False,
    diversity: Annotated[
        float, typer.Option(min=0, max=1, help="0: most similar; 1: most varied.")
    ] = 0.0,
    queries: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A query a line; - reads stdin.")
    ] = None,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Find pictures by what they show."""
    if (queries is None) == (text is None and not like):
        raise UsageError(
            "Say what to look for: a text, --like FILE, or --queries FILE.",
            "For example: picturedesk search 'two dogs on a beach'",
        )
    terms = [Term(like=os.path.abspath(path)) for path in like or ()]
    terms += [Term(text=phrase, weight=-1.0) for phrase in without or () if phrase.strip()]
    rest = Query(tuple(terms), where, limit, collapse, diversity)
    with desk.Library.open(library_folder(library)) as opened:
        if queries is not None:
            _answer_each(opened, _lines(queries), rest, json=json)
            return
        query = _with_text(text, rest)
        result = desk.search.find(opened, query)
    _tell(query.label, result, json=json)


def _with_text(text: str | None, rest: Query) -> Query:
    return replace(rest, terms=(*desk.search.parse_query(text), *rest.terms)) if text else rest


def _answer_each(library: desk.Library, lines: list[str], rest: Query, *, json: bool) -> None:
    """A line of JSON, or a titled list, a query; one that asks for nothing stops no other."""
    for line in lines:
        try:
            query = _with_text(line, rest)
        except UsageError as error:
            note(f"“{line}” was not looked for: {error.sentence}")
            if json:
                emit({**_as_json(line, _NOTHING), "error": error.sentence})
            continue
        if not json:
            say(f"# {line}")
        _tell(line, desk.search.find(library, query), json=json)


def _lines(file: Path) -> list[str]:
    try:
        content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        text = content.decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"There is no file {file}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{file} is not UTF-8 text.", "Save it as UTF-8 and try again.") from None
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from error
    # Not splitlines(): it also parts at signs that are common inside pasted text.
    lines = [line.strip() for line in re.split(r"\r\n?|\n", text) if line.strip()]
    if not lines:
        raise InputError(f"{file} has no query in it.", "Write one query a line.")
    return lines


def _as_json(label: str, result: Result) -> dict[str, Any]:
    return {
        "query": label,
        "standing": str(result.standing),
        "matches": [match_as_json(match) for match in result.matches],
    }


def match_as_json(match: Match) -> dict[str, Any]:
    """One match, as ``search --json`` and ``board --json`` print it."""
    why = match.why
    return {
        "path": shown(match.path),
        "score": round(match.score, 4),
        "standing": str(match.standing),
        "why": {
            "winner": why.winner,
            "score": round(why.winner_score, 4),
            "runner_up": why.runner_up,
            "runner_up_score": round(why.runner_up_score, 4),
        },
        "count": match.count,
    }


def _tell(label: str, result: Result, *, json: bool) -> None:
    if json:
        emit(_as_json(label, result))
        return
    for match in result.matches:
        count = f"  x{match.count}" if match.count > 1 else ""
        mark = _MARKS.get(match.standing, " ")
        say(f"{mark} {match.standing:<6} {match.score:6.3f}  {shown(match.path)}{count}")
    if not result.matches:
        note("No picture passes this filter.")
    elif result.standing is Standing.NOTHING_FITS:
        note(f"Nothing fits “{label}”; the nearest are listed all the same.")
