"""Commands for headlines: ``headline`` for one line, ``deck`` for a file of them, ``channels``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import picturedesk as desk
from picturedesk import settings
from picturedesk.cli.edge import (
    JsonOption,
    LibraryOption,
    OverwriteOption,
    WhereOption,
    command,
    library_folder,
)
from picturedesk.cli.headlines_output import (
    Recorded,
    as_json,
    deck_as_json,
    print_found,
    print_recorded,
    print_schedule,
)
from picturedesk.cli.output import drive, emit, note, plural, say
from picturedesk.errors import InputError, LibraryError, UsageError, UserError, WriteError
from picturedesk.records import Progress

if TYPE_CHECKING:
    from picturedesk.headlines import Deck, ExportOptions, Proposals, Schedule

app = typer.Typer()

_SCHEDULE = "schedule"

OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="DIR", help="Write the files here.")
]
EnlargeOption = Annotated[
    bool, typer.Option("--enlarge", help="Allow crops with too few pixels to be enlarged.")
]
KeepOption = Annotated[
    bool,
    typer.Option("--keep-metadata", help="Keep EXIF and XMP; without it only the alt text."),
]
RecordOption = Annotated[
    bool,
    typer.Option(
        "--record/--no-record", help="Remember that the pictures were used on these channels."
    ),
]
NameOption = Annotated[
    str,
    typer.Option(
        "--name", metavar="PATTERN", help="Of file names: {date} {channel} {headline} {name}."
    ),
]


@app.command("channels")
@command
def channels(library: LibraryOption = None, json: JsonOption = False) -> None:
    """List the channels: the shipped ones and the library's own."""
    file = library_folder(library) / "channels.toml"
    known = desk.channels.load(file)
    if json:
        emit(
            [
                {
                    "name": c.name, "label": c.label, "width": c.width, "height": c.height,
                    "seen_at": c.seen_at, "formats": list(c.formats), "max_bytes": c.max_bytes,
                    "alt_limit": c.alt_limit, "variants": c.variants,
                }
                for c in known.values()
            ]
        )  # fmt: skip
        return
    for c in known.values():
        size = f"{c.width} x {c.height}"
        say(f"{c.name:<20} {size:>12}  seen at {c.seen_at:>4} px  {c.label}")


@app.command("headline")
@command
def headline(
    text: Annotated[str, typer.Argument(help="The line that the picture goes with.")],
    channel: Annotated[
        list[str] | None, typer.Option("--channel", metavar="NAME", help="Where it is published.")
    ] = None,
    where: WhereOption = "",
    count: Annotated[
        int, typer.Option("-n", "--count", min=1, max=50, help="How many a channel.")
    ] = 3,
    output: OutputOption = None,
    day: Annotated[
        str, typer.Option("--date", metavar="YYYY-MM-DD", help="Of publication; else today.")
    ] = "",
    name: NameOption = "{date}_{channel}_{headline}",
    variants: Annotated[
        bool, typer.Option("--variants", help="Clearly different pictures, to test.")
    ] = False,
    enlarge: EnlargeOption = False,
    keep_metadata: KeepOption = False,
    overwrite: OverwriteOption = False,
    record: RecordOption = True,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Find the picture and its crop for a headline, for every channel named."""
    if not channel:
        raise UsageError(
            "No channel is named.", "Add --channel youtube; `picturedesk channels` lists them."
        )
    options = _options(name, _day(day), enlarge, keep_metadata, overwrite)
    with desk.Library.open(library_folder(library)) as opened:
        if variants:
            found = desk.headlines.propose_variants(opened, text, channel, where=where)
        else:
            found = desk.headlines.propose(opened, text, channel, where=where, count=count)
        if output is not None:
            found = desk.headlines.rescore(opened, found)
    chosen = [proposal for row in found.rows for proposal in row.proposals]
    made = desk.headlines.export(found, chosen, output, options) if output is not None else None
    recorded = Recorded()
    if made is not None and made.done and record:
        recorded = _record(
            library,
            lambda opened, actor: desk.headlines.count_as_used(
                opened, found, made.done, actor=actor, day=options.day
            ),
        )
    if json:
        emit(as_json(found, made, recorded))
    else:
        print_found(found, made)
        print_recorded(recorded)
    if not chosen:
        raise InputError(f"There is no picture for “{found.headline}”.", _gaps(found))
    if made is not None and not made.done:
        raise WriteError("No file was written.", "The reasons are above.")


@app.command("deck")
@command
def deck(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The copy deck: CSV, XLSX, or one headline a line."),
    ],
    output: OutputOption = None,
    channel: Annotated[
        list[str] | None,
        typer.Option("--channel", metavar="NAME", help="For lines that name no channel."),
    ] = None,
    where: WhereOption = "",
    repeat: Annotated[
        bool, typer.Option("--repeat", help="Let a picture be used more than once.")
    ] = False,
    xlsx: Annotated[bool, typer.Option("--xlsx", help="The schedule as XLSX.")] = False,
    name: NameOption = "{date}_{channel}_{headline}",
    enlarge: EnlargeOption = False,
    keep_metadata: KeepOption = False,
    overwrite: OverwriteOption = False,
    record: RecordOption = True,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Give every line of a copy deck its picture, none twice, and write files and a schedule."""
    options = _options(name, None, enlarge, keep_metadata, overwrite)
    table = output / f"{_SCHEDULE}.{'xlsx' if xlsx else 'csv'}" if output is not None else None
    if table is not None and table.exists() and not overwrite:
        raise InputError(f"{table} is already there.", "Add --overwrite to replace it.")
    with desk.Library.open(library_folder(library)) as opened:
        read = desk.headlines.read_deck(opened, file, channel or [])
        schedule = desk.headlines.assign(opened, read.lines, where=where, repeat=repeat)
        if output is not None:
            drive(_produce(opened, schedule, output, options))
    if table is not None:
        desk.headlines.write_schedule(schedule, table, overwrite=overwrite)
    recorded = Recorded()
    if schedule.exported and record:
        recorded = _record(
            library,
            lambda opened, actor: desk.headlines.count_schedule_as_used(
                opened, schedule, actor=actor
            ),
        )
    for problem in read.problems:
        note(f"Line {problem.number} left out: {problem.reason}")
    if json:
        emit(deck_as_json(read, schedule, table, recorded))
    else:
        print_schedule(schedule, table)
        print_recorded(recorded)
    _check_deck(file, read, schedule, output)


def _check_deck(file: Path, read: Deck, schedule: Schedule, output: Path | None) -> None:
    """Refuse to call it done where nothing came of a deck (InputError, WriteError)."""
    if not read.lines:
        raise InputError(f"{file.name} has no line that can be used.", "The reasons are above.")
    if not any(entry.asset for entry in schedule.entries):
        notes = " ".join(dict.fromkeys(e.note for e in schedule.entries if e.note))
        raise InputError(f"There is no picture for any line of {file.name}.", notes)
    if output is not None and not schedule.exported:
        raise WriteError("No picture was written.", "The reasons are above.")


@app.command("unuse")
@command
def unuse(
    keys: Annotated[
        list[int], typer.Argument(metavar="KEY...", help="As `headline` and `deck` name them.")
    ],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Let files that were written count as used no more; picks and rejects can be undone too."""
    done: list[int] = []
    problems: list[dict[str, Any]] = []
    with desk.Library.open(library_folder(library), writable=True) as opened:
        for key in keys:
            try:
                desk.headlines.take_back(opened, key, actor=settings.load().actor)
                done.append(key)
            except UserError as error:
                problems.append({"key": key, "reason": str(error)})
    for problem in problems:
        note(f"{problem['key']}: {problem['reason']}")
    if json:
        emit({"taken_back": done, "problems": problems})
    else:
        say(f"{plural(len(done), 'entry', 'entries')} taken back.")
    if not done:
        raise InputError("Nothing was taken back.")


def _record(
    folder: Path | None, remember: Callable[[desk.Library, str], Sequence[int]]
) -> Recorded:
    """Have the library remember what was used, if this process may write to it now."""
    try:
        with desk.Library.open(library_folder(folder), writable=True) as opened:
            return Recorded(tuple(remember(opened, settings.load().actor)))
    except LibraryError as error:
        return Recorded(reason=str(error))


def _produce(
    library: desk.Library, schedule: Schedule, output: Path, options: ExportOptions
) -> Iterator[Progress]:
    yield from desk.headlines.crop_all(library, schedule)
    yield from desk.headlines.export_all(schedule, output, options)


def _options(
    name: str, day: date | None, enlarge: bool, keep: bool, overwrite: bool
) -> ExportOptions:
    desk.headlines.check_pattern(name)
    return desk.headlines.ExportOptions(
        pattern=name,
        metadata="keep" if keep else "strip",
        allow_enlarging=enlarge,
        overwrite=overwrite,
        day=day,
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, no moment
    except ValueError:
        raise UsageError(f"“{text}” is not a date.", "Write it as 2026-03-31.") from None


def _gaps(found: Proposals) -> str:
    return " ".join(dict.fromkeys(row.gap for row in found.rows if row.gap))
