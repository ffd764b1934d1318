"""The edge between commands and the terminal: options that all share, errors into sentences.

Exit codes: 0 done (also when single files had problems), 1 not done, 2 wrong usage,
130 interrupted. With ``--json`` a command that has nothing else to say to the program that reads
it says ``{"error": …, "way_out": …}``; the sentence for people is on stderr as always.
"""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, ParamSpec

import typer

from picturedesk import paths
from picturedesk.cli.output import emit, emitted, note
from picturedesk.errors import LibraryError, UsageError, UserError, of_system

LIBRARY_VARIABLE = "PICTUREDESK_LIBRARY"

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library",
        metavar="DIR",
        help=f"The library's folder (else ${LIBRARY_VARIABLE}, else your own library).",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs to read.")]
WhereOption = Annotated[
    str, typer.Option(metavar="FILTER", help="orient:landscape after:2025-01 rating>=3 …")
]
OverwriteOption = Annotated[bool, typer.Option("--overwrite", help="Replace files that are there.")]

P = ParamSpec("P")


def library_folder(option: Path | None) -> Path:
    """The absolute folder that ``--library`` names, or the default."""
    named = option or os.environ.get(LIBRARY_VARIABLE)
    return (Path(named) if named else paths.default_library()).expanduser().absolute()


def library_there(option: Path | None) -> Path:
    """The same, for commands that change a library and make none. Raises LibraryError."""
    folder = library_folder(option)
    if not folder.is_dir():
        raise LibraryError(
            f"There is no library at {folder}.", "Add a folder first: picturedesk add FOLDER"
        )
    return folder


def command(function: Callable[P, None]) -> Callable[P, None]:
    """Wrap a command: whatever goes wrong ends in one sentence and the right exit code."""

    @functools.wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        _end_on_sigterm_as_on_interrupt()
        before = emitted()

        def fail(sentence: str, way_out: str = "", code: int = 1) -> typer.Exit:
            note(f"{sentence} {way_out}".rstrip())
            if kwargs.get("json") and emitted() == before:
                with contextlib.suppress(OSError):  # what fails may be the output itself
                    emit({"error": sentence, "way_out": way_out})
            return typer.Exit(code)

        try:
            function(*args, **kwargs)
        except UserError as error:
            code = 2 if isinstance(error, UsageError) else 1
            raise fail(error.sentence, error.way_out, code) from None
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # impatience must not hide the exit code
            note("Stopped. What was done is kept; the same command goes on from there.")
            raise typer.Exit(130) from None
        except BrokenPipeError:
            # The reader of our output has left (`| head`): there is nobody to say more to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except OSError as error:
            raise fail(str(of_system(error))) from None
        except (typer.Exit, typer.Abort):
            raise
        except Exception:  # noqa: BLE001 - the edge: a fault of ours becomes a report, not a traceback
            raise fail(_report_fault()) from None

    return wrapped


def _end_on_sigterm_as_on_interrupt() -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def _report_fault() -> str:
    """Write the traceback where it can be sent from, and say so."""
    log = paths.data_folder() / "fault.log"
    kind = sys.exc_info()[0]
    sentence = f"Picture Desk met a fault of its own ({kind.__name__ if kind else 'unknown'})."
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return sentence
    return f"{sentence} Please report it with the file {log}"
