"""Commands for briefs: ``brief`` shows the beats, ``board`` makes the moodboard."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import picturedesk as desk
from picturedesk.cli.edge import JsonOption, LibraryOption, OverwriteOption, command, library_folder
from picturedesk.cli.output import emit, note, plural, say, shown
from picturedesk.errors import InputError, PictureProblem, UsageError
from picturedesk.records import Coverage

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from picturedesk.board_document import AssetRef, Board

app = typer.Typer()

BriefArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The brief; - reads stdin.")]
_MARKS = {Coverage.COVERED: "●", Coverage.THIN: "◐", Coverage.GAP: "○"}


@app.command("brief")
@command
def brief(file: BriefArgument, library: LibraryOption = None, json: JsonOption = False) -> None:  # noqa: ARG001 - every command has the same options
    """Show the beats that a brief is taken apart into, and what is left out."""
    parsed = desk.briefs.parse(_read(file))
    if json:
        emit(
            {
                "title": parsed.title,
                "beats": [
                    {
                        "kind": str(beat.kind),
                        "text": beat.text,
                        "weight": beat.weight,
                        "must_have": beat.must_have,
                        "avoid": list(beat.avoid),
                    }
                    for beat in parsed.beats
                ],
                "avoid": list(parsed.avoid),
                "left_out": [{"line": line, "reason": why} for line, why in parsed.left_out],
            }
        )
        return
    say(parsed.title)
    for beat in parsed.beats:
        must = "  (must have)" if beat.must_have else ""
        say(f"  {beat.kind:<8} {beat.text}{must}")
    if parsed.avoid:
        say(f"  avoid    {', '.join(parsed.avoid)}")
    for line, why in parsed.left_out:
        note(f"Left out ({why}): {line}")


@app.command("board")
@command
def board(
    file: BriefArgument,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="OUT.pdf|pptx|html|png", help="Where to.")
    ],
    shot_list: Annotated[
        Path | None, typer.Option("--shot-list", metavar="OUT.csv", help="The missing shots.")
    ] = None,
    overwrite: OverwriteOption = False,
    links: Annotated[
        bool, typer.Option("--links", help="Let pictures open the real files.")
    ] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Turn a brief into a moodboard: the best pictures for every beat, and what is missing."""
    _check_targets(output, shot_list, overwrite=overwrite)
    text = _read(file)
    wording = desk.export.wording_in(desk.briefs.detect(text))
    with desk.Library.open(library_folder(library)) as opened:
        made = desk.moodboard.propose(opened, text)
        missing = desk.export.board(
            made,
            output,
            _picture_source(opened),
            options=desk.export.Options(links=links, wording=wording),
            overwrite=overwrite,
        )
    if shot_list is not None:
        desk.export.shot_list(made, shot_list, overwrite=overwrite, wording=wording)
    for asset_id in missing:
        reference = made.asset(asset_id)
        note(f"{shown(reference.path) if reference else asset_id} could not be shown.")
    _report(made, output, shot_list, json=json)


def _picture_source(library: desk.Library) -> desk.export.PictureSource:
    """The picture itself, or its thumbnail where the file cannot be had now."""

    def source(asset: AssetRef, side: int) -> npt.NDArray[np.uint8]:
        try:
            return desk.images.open_rgb(asset.path, side)
        except PictureProblem:
            record = library.catalog.assets.by_id(asset.id)
            if record is None:
                raise
            return desk.images.open_rgb(str(library.paths.thumbnail(record.pixel_hash)))

    return source


def _check_targets(output: Path, shot_list: Path | None, *, overwrite: bool) -> None:
    """Refuse what cannot be written before the work, not after it."""
    if output.suffix.lower() not in desk.export.FORMATS:
        raise UsageError(
            f"{output.name} is none of the kinds that a board can be written as.",
            f"Name a file ending in one of {', '.join(desk.export.FORMATS)}.",
        )
    if shot_list is not None and shot_list.suffix.lower() not in desk.export.TABLE_FORMATS:
        raise UsageError(
            f"{shot_list.name} is none of the kinds that a shot list can be written as.",
            f"Name a file ending in one of {', '.join(desk.export.TABLE_FORMATS)}.",
        )
    for target in (output, shot_list):
        if target is None:
            continue
        if target.exists() and not overwrite:
            raise InputError(f"{target} is already there.", "Add --overwrite to replace it.")
        if not target.absolute().parent.is_dir():
            raise InputError(f"There is no folder {target.absolute().parent}.", "Make it first.")


def _read(file: Path) -> str:
    if str(file) == "-":
        return desk.briefs.decode(sys.stdin.buffer.read(desk.briefs.MAX_BYTES), "The input")
    return desk.briefs.read(file)


def _report(made: Board, output: Path, shot_list: Path | None, *, json: bool) -> None:
    if json:
        report = desk.moodboard.report(made)
        for beat in report["beats"]:
            for match in beat["matches"]:
                match["path"] = shown(match["path"])
        report["output"] = shown(str(output.absolute()))
        if shot_list is not None:
            report["shot_list"] = shown(str(shot_list.absolute()))
        emit(report)
        return
    for beat in made.beats:
        mark = _MARKS[beat.coverage]
        say(f"{mark} {beat.coverage:<8} {beat.beat.text}  ({plural(len(beat.matches), 'picture')})")
    if made.shots:
        say(f"{plural(len(made.shots), 'shot')} to make; they are on the board's last page.")
    say(f"Moodboard: {shown(str(output.absolute()))}")
    if shot_list is not None:
        say(f"Shot list: {shown(str(shot_list.absolute()))}")
