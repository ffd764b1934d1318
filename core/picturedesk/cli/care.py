"""The ``doctor`` command: verify, repair what is a cache, bring back a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import picturedesk as desk
from picturedesk.cli.edge import JsonOption, LibraryOption, command, library_there
from picturedesk.cli.output import drive, emit, note, plural, say, shown
from picturedesk.errors import UsageError

app = typer.Typer()


@app.command("doctor")
@command
def examine(
    restore: Annotated[
        bool, typer.Option("--restore", help="Bring back the newest backup of the catalog.")
    ] = False,
    backup: Annotated[
        str, typer.Option(metavar="NAME", help="With --restore: this backup instead.")
    ] = "",
    backups: Annotated[bool, typer.Option("--backups", help="List the backups.")] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Verify the catalog, the vectors, the index and the thumbnails; mend what is a cache."""
    if backup and not restore:
        raise UsageError(
            "--backup says which backup --restore brings back.",
            f"doctor --restore --backup {backup}",
        )
    folder = library_there(library)
    if backups:
        _list_backups(desk.doctor.backups(folder), json=json)
        return
    if restore:
        _restore(folder, backup, json=json)
        return
    with desk.Library.open(folder, writable=True) as opened:
        report = desk.doctor.Report()
        drive(desk.doctor.examine(opened, report))
    if json:
        emit(report.as_json())
    else:
        for line in report.sentences():
            say(line)
    if not report.whole:
        raise typer.Exit(1)


def _restore(folder: Path, backup: str, *, json: bool) -> None:
    used = desk.doctor.restore(folder, backup)
    if json:
        emit({"restored": used.name})
        return
    say(f"The catalog is as it was in {used.name}; the one that was there is kept beside it.")
    note("To read what has changed since: picturedesk rescan")


def _list_backups(found: list[desk.doctor.Backup], *, json: bool) -> None:
    if json:
        emit([{"name": b.name, "made": b.made.isoformat(), "bytes": b.size} for b in found])
        return
    for backup in found:
        say(f"{shown(backup.name)}  {backup.made:%Y-%m-%d %H:%M}  {backup.size / 1e6:,.1f} MB")
    note(plural(len(found), "backup"))
