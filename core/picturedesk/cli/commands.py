"""Putting the commands together."""

from __future__ import annotations

from typing import Annotated

import typer

from picturedesk.cli import (
    alttext,
    alttext_writing,
    boards,
    care,
    finding,
    folders,
    headlines,
    models,
)

app = typer.Typer(
    name="picturedesk",
    help="Find pictures by meaning; turn a brief into a moodboard. Folders stay where they are.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for part in (folders, finding, boards, headlines, care):
    app.add_typer(part.app)
app.add_typer(alttext.audit_app)
alttext.app.add_typer(alttext_writing.app)
app.add_typer(alttext.app, name="alttext")
app.add_typer(models.app, name="models")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"picturedesk {version('picturedesk')}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Find pictures by meaning; turn a brief into a moodboard. Folders stay where they are."""
    del version
