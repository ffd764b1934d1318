"""Commands for the library's folders: add, rescan, roots, remove, relocate, problems, stats."""

from __future__ import annotations

import os
import time
from typing import Annotated, Any

import typer

import picturedesk as desk
from picturedesk.cli.edge import JsonOption, LibraryOption, command, library_folder, library_there
from picturedesk.cli.output import drive, emit, note, plural, say, shown
from picturedesk.errors import RootError
from picturedesk.records import Progress

app = typer.Typer()


@app.command("add")
@command
def add(
    folders: Annotated[list[str], typer.Argument(metavar="FOLDER...", help="Folders to add.")],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Add folders of pictures. They are read where they are; nothing in them is changed."""
    with desk.Library.open(library_folder(library), writable=True) as opened:
        begun = time.monotonic()
        last = drive(desk.importing.add(opened, folders))
    _report(last, time.monotonic() - begun, json=json)


@app.command("rescan")
@command
def rescan(
    accept_missing: Annotated[
        bool, typer.Option("--accept-missing", help="Accept that missing files are really gone.")
    ] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Look through all folders again; unchanged files cost next to nothing."""
    with desk.Library.open(library_there(library), writable=True) as opened:
        if not opened.catalog.roots.all():
            raise RootError("This library has no folder yet.", "picturedesk add FOLDER")
        begun = time.monotonic()
        last = drive(desk.importing.rescan(opened, accept_missing=accept_missing))
    _report(last, time.monotonic() - begun, json=json)
    if last.counts.get("held_back"):
        raise typer.Exit(1)


def _report(last: Progress, seconds: float, *, json: bool) -> None:
    counts = {name: value for name, value in last.counts.items() if name != "held_back"}
    if last.note:
        note(last.note)
    if json:
        emit({**counts, "seconds": round(seconds, 2)})
        return
    done = [
        f"{counts[name]:,} {name}"
        for name in ("added", "changed", "moved", "missing")
        if counts[name]
    ]
    say(
        f"{plural(counts['assets'], 'picture')} in the library"
        f" ({', '.join(done) or 'nothing new'}; {seconds:.1f} s)."
    )
    if counts["problems"]:
        say(
            f"{plural(counts['problems'], 'file')} could not be read; the reasons: "
            "picturedesk problems"
        )


@app.command("roots")
@command
def roots(library: LibraryOption = None, json: JsonOption = False) -> None:
    """List the folders of the library."""
    with desk.Library.open(library_folder(library)) as opened:
        rows: list[dict[str, Any]] = [
            {
                "path": shown(root.path),
                "assets": opened.catalog.assets.count_in_root(root.key),
                "offline": root.offline or not os.path.isdir(root.path),
            }
            for root in opened.catalog.roots.all()
        ]
    if json:
        emit(rows)
        return
    for row in rows:
        offline = "  (offline: not to be seen now)" if row["offline"] else ""
        say(f"{row['path']}  {plural(row['assets'], 'picture')}{offline}")
    if not rows:
        note("No folder yet. Add one: picturedesk add FOLDER")


@app.command("remove")
@command
def remove(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="A folder of the library.")],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Let go of a folder and its records. The files stay; a backup is made before."""
    with desk.Library.open(library_there(library), writable=True) as opened:
        count = desk.importing.remove(opened, folder)
    if json:
        emit({"removed": count})
    else:
        say(f"{plural(count, 'record')} let go of. The files are untouched.")
        note("To take it back: picturedesk doctor --restore")


@app.command("relocate")
@command
def relocate(
    old: Annotated[str, typer.Argument(metavar="OLD", help="Where the folder was.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Where it is now.")],
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Tell the library that a folder now lies elsewhere; records and decisions stay."""
    with desk.Library.open(library_there(library), writable=True) as opened:
        begun = time.monotonic()
        desk.importing.relocate(opened, old, new)
        last = drive(desk.importing.rescan(opened))
    _report(last, time.monotonic() - begun, json=json)


@app.command("problems")
@command
def problems(library: LibraryOption = None, json: JsonOption = False) -> None:
    """List the pictures that could not be read, each with its reason."""
    with desk.Library.open(library_folder(library)) as opened:
        rows = [
            {"path": shown(problem.path), "reason": problem.reason}
            for problem in opened.catalog.problems.all()
        ]
    if json:
        emit(rows)
        return
    for row in rows:
        say(f"{row['path']}: {row['reason']}")
    if not rows:
        note("No problems: every picture could be read.")


@app.command("stats")
@command
def stats(library: LibraryOption = None, json: JsonOption = False) -> None:
    """Say what the library holds and how large it is."""
    with desk.Library.open(library_folder(library)) as opened:
        catalog = opened.catalog
        active = catalog.encoders.active()
        values: dict[str, Any] = {
            "library": shown(str(opened.paths.folder)),
            "roots": len(catalog.roots.all()),
            "assets": catalog.assets.count(),
            "missing": catalog.assets.count_missing(),
            "problems": catalog.problems.count(),
            "skipped": catalog.problems.skipped(),
            "model": str(active.id) if active else None,
            "vectors": catalog.vectors.count(active.key) if active else 0,
            "bytes": _size(str(opened.paths.folder)),
        }
    if json:
        emit(values)
        return
    for name, value in values.items():
        say(f"{name:>10}  {_in_words(name, value)}")


def _in_words(name: str, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{count:,} {ending}" for ending, count in value.items()) or "none"
    if name == "bytes":
        return f"{value / 1e6:,.1f} MB on disk"
    return "none yet" if value is None else str(value)


def _size(folder: str) -> int:
    return sum(
        os.path.getsize(os.path.join(where, name))
        for where, _, names in os.walk(folder)
        for name in names
        if os.path.exists(os.path.join(where, name))
    )
