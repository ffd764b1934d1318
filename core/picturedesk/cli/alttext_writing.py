"""Commands that write approved alt texts into files, and put back what stood there."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

import picturedesk as desk
from picturedesk.cli.edge import JsonOption, LibraryOption, WhereOption, command, library_folder
from picturedesk.cli.output import emit, note, say, shown
from picturedesk.errors import UsageError, WriteError

if TYPE_CHECKING:
    from picturedesk.images.writing import Target
    from picturedesk.review import Step

app = typer.Typer()

_HOW = {
    "container": "in the file itself",
    "exiftool": "in the file itself, by ExifTool",
    "sidecar": "in a sidecar",
}
"""Ways of writing, in a person's words."""


@app.command("write")
@command
def write(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")
    ] = False,
    description: Annotated[
        bool, typer.Option("--description", help="Also into the description (dc:description).")
    ] = False,
    keywords: Annotated[
        bool, typer.Option("--keywords", help="Also the tags given here (dc:subject).")
    ] = False,
    sidecar: Annotated[
        str, typer.Option(metavar="KIND", help="Beside the files: 'name.ext.xmp' or 'adobe'.")
    ] = "",
    where: WhereOption = "",
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Write approved alt texts into the files (or sidecars); everything else stays as it is."""
    target = _target(sidecar)
    with desk.Library.open(library_folder(library), writable=not dry_run) as opened:
        keys = desk.review.queue(opened, where=where).keys.tolist() if where else None
        if dry_run:
            steps = desk.review.plan(opened, keys, target=target)
        else:
            steps = []
            for step in desk.review.write(
                opened, keys, target=target, description=description, keywords=keywords
            ):
                steps.append(step)
                if step.reason and not json:
                    note(f"{shown(step.path)}: {step.reason}")
    if dry_run and not json:
        for step in steps:
            how = step.reason or _HOW.get(step.how, step.how)
            say(f"{how}  {', '.join(step.languages)}  {shown(step.path)}")
    _report(steps, ("Would write" if dry_run else "Written", "nothing to write"), dry_run, json)
    if not dry_run and steps and not any(step.done for step in steps):
        raise WriteError("No text was written.", "The reasons are above; the files are as before.")


@app.command("unwrite")
@command
def unwrite(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be put back, and do nothing.")
    ] = False,
    where: WhereOption = "",
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Put back what files said before the last texts were written into them."""
    with desk.Library.open(library_folder(library), writable=not dry_run) as opened:
        steps = []
        for step in desk.review.unwrite_all(opened, where=where, dry_run=dry_run):
            steps.append(step)
            if step.reason and not json:
                note(f"{shown(step.path)}: {step.reason}")
            elif dry_run and not json:
                say(f"{', '.join(step.languages)}  {shown(step.file)}")
    said = "Would put back" if dry_run else "Put back", "nothing to put back"
    _report(steps, said, dry_run, json)
    if not dry_run and steps and not any(step.done for step in steps):
        raise WriteError("Nothing was put back.", "The reasons are above; the files are as before.")


def _target(sidecar: str) -> Target:
    from picturedesk.images.writing import Target

    kinds = {"": Target.FILE, "name.ext.xmp": Target.SIDECAR, "adobe": Target.ADOBE_SIDECAR}
    if sidecar not in kinds:
        raise UsageError(
            f"There is no kind of sidecar “{sidecar}”.", "There are: name.ext.xmp, adobe."
        )
    return kinds[sidecar]


def _report(steps: list[Step], said: tuple[str, str], dry_run: bool, json: bool) -> None:
    """What was done or would be; ``said``: in these words, and what there is to say of nothing."""
    counts = desk.review.summary(steps)
    if json:
        files = [{**asdict(s), "path": shown(s.path), "file": shown(s.file)} for s in steps]
        emit({"dry_run": dry_run, "counts": counts, "files": files})
        return
    told = ", ".join(f"{count:,} {_HOW.get(how, how)}" for how, count in counts.items())
    say(f"{said[0]}: {told or said[1]}.")
