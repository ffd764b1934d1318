"""Commands for alt texts: propose, approve, exchange; and the audit of all of it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

import picturedesk as desk
from picturedesk.cli.edge import (
    JsonOption,
    LibraryOption,
    OverwriteOption,
    WhereOption,
    command,
    library_folder,
)
from picturedesk.cli.output import emit, note, plural, say, shown
from picturedesk.errors import InputError

app = typer.Typer(no_args_is_help=True, help="Alt texts: proposed, decided, written, exchanged.")
audit_app = typer.Typer()

LanguageOption = Annotated[
    str, typer.Option(metavar="TAG", help="Language (en, de, es, …); else the library's own.")
]


@app.command("suggest")
@command
def suggest(
    where: WhereOption = "",
    language: LanguageOption = "",
    every: Annotated[
        bool, typer.Option("--all", help="Also what is decided or being edited (shown only).")
    ] = False,
    read_text: Annotated[
        bool,
        typer.Option("--read-text", help="Read text in pictures made of it (slow; ocr extra)."),
    ] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Propose alt texts and keep them for review; decisions stay as they are."""
    from picturedesk.suggestions import DECIDED, ReviewState

    reading = desk.alttext.ReadText.LIKELY if read_text else desk.alttext.ReadText.NEVER
    if read_text and not desk.alttext.reads_text():
        note("Text in pictures is not read: pip install 'picturedesk[ocr]'.")
    with desk.Library.open(library_folder(library), writable=True) as opened:
        open_states = [s for s in ReviewState if s not in DECIDED and s != ReviewState.IN_REVIEW]
        wanted = desk.review.queue(
            opened, language, states=None if every else open_states, where=where
        )
        done = said = 0
        for found in desk.alttext.suggest(
            opened, wanted.keys.tolist(), wanted.language, read_text=reading
        ):
            desk.review.keep(opened, found)
            path = opened.catalog.assets.get(found.asset_key).path
            done, said = done + 1, said + bool(found.text)
            if json:
                emit(_as_json(found, path))
            else:
                text = found.text or ("(decorative?)" if not found.notes else "(unsure)")
                say(f"{found.confidence:4.0%}  {shown(path)}  {text}")
        if not json:
            note(f"{plural(done, 'picture')} looked at, {said:,} with a sentence.")
        left = len(wanted.keys) - done
        if left:
            note(f"{plural(left, 'picture')} not read yet: run picturedesk rescan.")


def _as_json(found: desk.suggestions.Suggestion, path: str) -> dict[str, Any]:
    return {
        "path": shown(path),
        "id": found.asset_id,
        "language": found.language,
        "role": str(found.role),
        "role_reason": found.role_reason,
        "alt": found.text,
        "extended": found.extended,
        "confidence": round(found.confidence, 4),
        "template": found.template,
        "templates": found.bank,
        "encoder": found.encoder,
        "slots": [
            {
                "slot": slot.name,
                "chosen": slot.chosen,
                "unsure": slot.unsure,
                "margin": round(slot.margin, 3),
                "ranked": [[c.value, round(c.confidence, 4)] for c in slot.ranked[:4]],
            }
            for slot in found.slots
        ],
        "runners_up": [runner.text for runner in found.runners_up],
        "notes": list(found.notes),
    }


@app.command("approve")
@command
def approve(
    above: Annotated[
        float, typer.Option(min=0, max=1, help="Approve suggestions from this confidence up.")
    ],
    yes: Annotated[bool, typer.Option("--yes", help="Do it; else the sheet is shown.")] = False,
    with_warnings: Annotated[
        bool, typer.Option("--with-warnings", help="Also texts that have warnings.")
    ] = False,
    where: WhereOption = "",
    language: LanguageOption = "",
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Show what approving many at once would do; with --yes, do it."""
    with desk.Library.open(library_folder(library), writable=yes) as opened:
        sheet = desk.review.sheet(opened, above, language, where=where, with_warnings=with_warnings)
        counts: dict[str, int] = {}
        if yes:
            for step in desk.review.approve_sheet(opened, sheet):
                counts = dict(step.counts)
    if json:
        lines = [
            {
                "path": shown(line.path),
                "alt": line.text,
                "confidence": round(line.confidence, 4),
                "held_back": line.held_back,
                "warnings": [warning.code for warning in line.warnings],
            }
            for line in sheet.lines
        ]
        emit({"threshold": above, "approved": counts.get("approved", 0), "lines": lines})
        return
    for line in sheet.lines:
        mark = "–" if line.held_back else "+"
        why = f"  ({line.held_back})" if line.held_back else ""
        say(f"{mark} {line.confidence:4.0%}  {shown(line.path)}  {line.text}{why}")
    if yes:
        note(f"{plural(counts.get('approved', 0), 'text')} approved.")
    else:
        note(f"{plural(len(sheet.approving), 'text')} would be approved; add --yes to do it.")


@app.command("export")
@command
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv|xlsx|json|html|md")],
    where: WhereOption = "",
    language: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Only these languages.")
    ] = None,
    wordpress: Annotated[
        bool, typer.Option("--wordpress", help="A CSV as WordPress' media importers read it.")
    ] = False,
    overwrite: OverwriteOption = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Write alt texts to a table (round trip), or as HTML or Markdown snippets."""
    with desk.Library.open(library_folder(library)) as opened:
        count = desk.review.export(
            opened,
            file,
            where=where,
            languages=tuple(language or ()),
            style="wordpress" if wordpress else "",
            overwrite=overwrite,
        )
    if json:
        emit({"output": shown(str(file.absolute())), "lines": count})
    else:
        say(f"{plural(count, 'line')}: {shown(str(file.absolute()))}")


@app.command("import")
@command
def take_in(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv|xlsx|json")],
    language: LanguageOption = "",
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace decisions that say something else.")
    ] = False,
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Take texts as drafts, not as approved.")
    ] = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Take alt texts from a table; decisions are never overwritten silently."""
    with desk.Library.open(library_folder(library), writable=True) as opened:
        rows = list(
            desk.review.take_in(
                opened, file, language=language, overwrite=overwrite, approve=not drafts
            )
        )
    if not rows:
        raise InputError(
            f"There is no line in {file.name}.",
            "The first line names the columns (path, alt, …), each picture has one below it.",
        )
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.outcome] = counts.get(row.outcome, 0) + 1
        if row.reason and not json:
            note(f"line {row.line}: {row.path or '-'}: {row.reason}")
    if json:
        emit({"counts": counts, "rows": [asdict(row) for row in rows]})
    else:
        say(", ".join(f"{count:,} {outcome}" for outcome, count in counts.items()))
    if rows and counts.get("refused") == len(rows):
        raise InputError(f"Nothing was taken from {file.name}.", "The reasons are above.")


@audit_app.command("audit")
@command
def audit(
    file: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.csv", help="Write a table.")
    ] = None,
    action: Annotated[
        str, typer.Option(metavar="ACTION", help="Only these: alttext.approve, crop., …")
    ] = "alttext.",
    overwrite: OverwriteOption = False,
    library: LibraryOption = None,
    json: JsonOption = False,
) -> None:
    """Show who decided what on which alt text (or, with --action crop., crop), and when."""
    with desk.Library.open(library_folder(library)) as opened:
        if file is not None:
            desk.review.export_trail(opened, file, action=action, overwrite=overwrite)
            written = shown(str(file.absolute()))
            if json:
                emit({"output": written})
            else:
                say(f"Audit: {written}")
            return
        told = False
        for line in desk.review.trail(opened, action=action):
            told = True
            if json:
                emit({**asdict(line), "path": shown(line.path), "file": shown(line.file)})
            else:
                what = line.action.removeprefix("alttext.")
                path = shown(line.path) or line.asset
                said = line.text_after
                if line.headline:  # the key is what `unuse` is given
                    said = f"“{line.headline}” on {line.channel} (key {line.key})"
                say(f"{line.when}  {line.who}  {what:<10} {path}  {said}")
        if not told:
            note("Nothing of this kind has been recorded yet.")
