"""What a command says, and where: results and JSON to stdout, everything else to stderr."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import deque
from collections.abc import Generator, Iterator
from typing import Any

from picturedesk.records import Progress

_NOTHING = Progress("Done", 0, 0)
_ODD_BYTE = re.compile("[\udc80-\udcff]")
"""A byte that is no UTF-8, as Python's own texts hold it."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PARTING = re.compile("[\x85\u2028\u2029]")
"""What JSON lets stand, and some programs take for the end of a line."""
_emitted = 0


def shown(path: str) -> str:
    r"""A path as text: bytes that are no UTF-8 appear as ``\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def emit(value: Any) -> None:
    """One line of JSON to stdout, with escapes where its encoding has no other way."""
    global _emitted  # noqa: PLW0603 - stdout is one for the whole process, and so is its count
    line = _ODD_BYTE.sub(lambda odd: "\\" + _as_hex(odd), json.dumps(value, ensure_ascii=False))
    line = _PARTING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", line)
    if _printable(line, sys.stdout.encoding) != line:
        line = json.dumps(json.loads(line))
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
    _emitted += 1


def emitted() -> int:
    """How many lines of JSON this process has written."""
    return _emitted


def say(text: str) -> None:
    """A line of the result, for people, to stdout."""
    sys.stdout.write(_printable(text, sys.stdout.encoding) + "\n")


def note(text: str) -> None:
    """Anything that is not the result, to stderr."""
    sys.stderr.write(_printable(text, sys.stderr.encoding) + "\n")
    sys.stderr.flush()


def _printable(text: str, encoding: str | None) -> str:
    # A console in an old encoding must not stop a search over names that it cannot show, and no
    # file's name may steer a terminal.
    text = _CONTROL.sub(_as_hex, _ODD_BYTE.sub(_as_hex, text))
    return text.encode(encoding or "utf-8", "backslashreplace").decode(encoding or "utf-8")


def _as_hex(found: re.Match[str]) -> str:
    return f"\\x{ord(found[0]) & 0xFF:02x}"


def drive(steps: Iterator[Progress]) -> Progress:
    """Run a long piece of work to its end, with a bar where stderr is a terminal.

    Returns the last progress. The work is closed, not only dropped, when this is interrupted.
    """
    try:
        if sys.stderr.isatty():
            return _with_bar(steps)
        newest = deque(steps, maxlen=1)
        return newest[0] if newest else _NOTHING
    finally:
        if isinstance(steps, Generator):
            steps.close()


def _with_bar(steps: Iterator[Progress]) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    last = _NOTHING
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task, stage = None, ""
        for last in steps:
            if task is None or last.stage != stage:
                if task is not None:
                    bar.remove_task(task)
                stage, task = last.stage, bar.add_task(last.stage, total=last.total, rate="")
            speed = next(iter(bar.tasks)).speed
            rate = f"{speed:,.0f}/s" if speed else ""
            bar.update(task, completed=last.done, total=last.total, rate=rate)
    return last


def plural(count: int, word: str, many: str = "") -> str:
    """``1 picture``, ``2 pictures``, with thousands separated."""
    return f"{count:,} {word if count == 1 else many or word + 's'}"
