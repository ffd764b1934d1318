"""Commands for models: list, fetch, import, use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import picturedesk as desk
from picturedesk.cli.edge import JsonOption, LibraryOption, command, library_folder
from picturedesk.cli.output import drive, emit, note, say, shown
from picturedesk.errors import LibraryError
from picturedesk.records import Progress

if TYPE_CHECKING:
    from picturedesk.vision.models import Installed, ModelEntry

app = typer.Typer(help="The models that look at the pictures.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="A name from `models list`.")]


@app.command("list")
@command
def list_models(library: LibraryOption = None, json: JsonOption = False) -> None:
    """List the models: what they are good at, how large, under which licence."""
    chosen, here = _chosen(library), {model.name: model for model in desk.vision.models.installed()}
    rows = [_row(entry, here.pop(entry.name, None)) for entry in desk.vision.models.entries()]
    rows += [_imported(model) for model in here.values()]
    for row in rows:
        row["chosen"] = row["name"] == chosen
    if json:
        emit(rows)
        return
    for row in rows:
        state = "here" if row["installed"] else "not fetched"
        mark = "*" if row["chosen"] else " "
        size = f"{row['bytes'] / 1e6:,.0f} MB" if row["bytes"] else ""
        say(f"{mark} {row['name']:<22} {size:>8}  {row['speed']:<6}  {state:<11}  {row['licence']}")
        for line in (row["about"], row["licence_note"]):
            if line:
                say(f"    {line}")


def _row(entry: ModelEntry, here: Installed | None) -> dict[str, Any]:
    return {
        "name": entry.name,
        "title": entry.title,
        "installed": here is not None,
        "bytes": here.size_bytes if here else entry.size_bytes,
        "licence": entry.licence,
        "commercial": entry.commercial,
        "licence_note": entry.licence_note,
        "languages": list(entry.languages),
        "speed": entry.speed,
        "about": entry.about,
    }


def _imported(model: Installed) -> dict[str, Any]:
    return {
        "name": model.name,
        "title": model.name,
        "installed": True,
        "bytes": model.size_bytes,
        "licence": "unknown",
        "commercial": "ask",
        "licence_note": "Imported by hand; its licence is yours to check.",
        "languages": [],
        "speed": "",
        "about": "",
    }


def _chosen(library: Path | None) -> str:
    try:
        with desk.Library.open(library_folder(library)) as opened:
            return opened.chosen_model
    except LibraryError:
        return desk.vision.models.STARTER


@app.command("fetch")
@command
def fetch(name: NameArgument, library: LibraryOption = None, json: JsonOption = False) -> None:  # noqa: ARG001 - every command has the same options
    """Download a model once; everything works offline before and after."""
    drive(_told(desk.vision.models.fetch(name)))
    _say_installed(name, json=json)


@app.command("import")
@command
def import_model(
    path: Annotated[Path, typer.Argument(help="A model's folder, carried over by hand.")],
    library: LibraryOption = None,  # noqa: ARG001 - every command has the same options
    json: JsonOption = False,
) -> None:
    """Take in a model that was carried over by hand."""
    last = drive(desk.vision.models.import_model(path))
    _say_installed(last.note, json=json)


def _told(steps: Iterator[Progress]) -> Iterator[Progress]:
    """What was found on the hub is shown before anything is downloaded."""
    for step in steps:
        if step.stage == "Found":
            note(step.note)
        yield step


def _say_installed(name: str, *, json: bool) -> None:
    folder = desk.vision.models.folder_of(name).path
    if json:
        emit({"name": name, "folder": shown(str(folder))})
    else:
        say(f"{name} is here: {shown(str(folder))}")
        note(f"To search with it: picturedesk models use {name}")


@app.command("use")
@command
def use(name: NameArgument, library: LibraryOption = None, json: JsonOption = False) -> None:
    """Search this library with another model; the old one answers until the new one is ready."""
    desk.vision.models.folder_of(name)  # a sentence now, rather than after an hour of work
    with desk.Library.open(library_folder(library), writable=True) as opened:
        opened.choose_model(name)
        drive(desk.importing.switch(opened))
        active = opened.catalog.encoders.active()
    if json:
        emit({"model": name, "encoder": str(active.id) if active else None})
    else:
        say(f"This library is now searched with {name}.")
