"""Batches of metadata writes cut off at every step, and whether files and catalog still agree.

``python tests/crashing_writes.py write FOLDER`` makes a library of three pictures, approves new
texts and writes them, again and again; each time the process that writes dies at the next step
(before the first fsync, before the second, …) until a batch runs through. ``take back`` does so
with what was written, ``full`` has no file grow beyond a limit. After each the library is opened
as the next start would, and :func:`faults` says what is wrong. Used by a test and, with real
``kill -9`` at random moments, by ``tests/benchmarks/kill_writes.py``.
"""

from __future__ import annotations

import hashlib
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from alttext_fakes import WordEncoder
from PIL import Image

from picturedesk import importing, review
from picturedesk.errors import UserError
from picturedesk.images import writing
from picturedesk.images.writing import containers, journal
from picturedesk.images.writing.pixels import pixel_digest
from picturedesk.library import Library

KINDS = ("jpg", "png", "webp")
State = dict[str, tuple[bytes, bytes]]


def make(
    folder: Path, kinds: Iterable[str] = KINDS, each: int = 1, size: tuple[int, int] = (120, 90)
) -> State:
    """A library in ``folder`` of pictures of each kind; what must never change, by file name."""
    pictures = folder / "pictures"
    pictures.mkdir(parents=True)
    for seed in range(each):
        image = Image.effect_noise(size, 60 + seed).convert("RGB")
        for kind in kinds:
            image.save(pictures / f"{seed}.{kind}")
    with open_library(folder) as library:
        for _ in importing.add(library, [str(pictures)]):
            pass
    return {file.name: _unchanging(file) for file in sorted(pictures.iterdir())}


def open_library(folder: Path) -> Library:
    """As the next start would."""
    return Library.open(folder / "library", writable=True, encoder=WordEncoder())


def write_batch(folder: Path, number: int, *, take_back: bool = False) -> int:
    """Approve new texts and write them (or take back what was written); how many were refused."""
    refused = 0
    with open_library(folder) as library:
        keys = review.queue(library).keys.tolist()
        if take_back:
            for key in keys:
                if review.get(library, key).state == "written":
                    review.unwrite(library, key)
            return 0
        for key in keys:
            review.approve(library, key, text=f"Text {number} of picture {key}. " * 20)
        for step in review.write(library):
            refused += not step.done
    return refused


def _unchanging(file: Path) -> tuple[bytes, bytes]:
    return pixel_digest(str(file)), containers.without_packet(file.read_bytes())


def faults(folder: Path, known: State) -> list[str]:
    """What a start after a crash finds that must not be."""
    found = []
    with open_library(folder) as library:
        for asset in library.catalog.assets.get_many(library.catalog.assets.keys()):
            file, name = Path(asset.path), Path(asset.path).name
            if _unchanging(file) != known[name]:
                found.append(f"{name} was harmed")
            entries = library.catalog.audit.entries(asset_id=asset.id, action="alttext.")
            told = [e for e in entries if e.action in ("alttext.write", "alttext.unwrite")]
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            if told and told[-1].after["hash_after"] != digest:
                found.append(f"{name} is not what the audit says")
            if len({e.after["write"] for e in told}) != len(told):
                found.append(f"{name}: a write is in the audit twice")
            standing = review.get(library, asset.key)
            text = (writing.read(file).alt_text or {}).get("en", "")
            if (standing.state == "written") != (text == standing.text and bool(text)):
                found.append(f"{name} is {standing.state}, and the file says {text[:20]!r}")
            if text and asset.metadata.alt_text != text.strip():
                found.append(f"{name}: the catalog knows another text of the file")
    if (folder / "library" / "writing.journal").exists():
        intents = writing.Journal(folder / "library" / "writing.journal").intents()
        found += [f"still in the journal: {i.place}" for i in intents]
    left = [p.name for p in (folder / "pictures").iterdir() if p.name.startswith(".")]
    return found + [f"left behind: {name}" for name in left]


# -- dying at a step -----------------------------------------------------------------------------


def _dying_at(step: int) -> None:
    """Have this process die before its ``step``-th act on the disk (from 1)."""
    left = [step]

    def mortal(act: Callable[..., Any]) -> Callable[..., Any]:
        def acting(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                os._exit(9)
            return act(*given, **named)

        return acting

    for name in ("fsync", "replace", "unlink", "truncate", "chmod"):
        setattr(os, name, mortal(getattr(os, name)))
    journal.Journal.end = mortal(journal.Journal.end)  # type: ignore[method-assign]


def die_everywhere(folder: Path, *, take_back: bool = False) -> tuple[int, list[str]]:
    """Cut a batch off at its first step, its second, … until one runs through.

    Returns how often, and what was wrong after it.
    """
    known = make(folder, ("jpg", "webp"))
    found: list[str] = []
    step = 0
    while True:
        step += 1
        if take_back:
            write_batch(folder, step)
        child = os.fork()
        if child == 0:
            _dying_at(step)
            write_batch(folder, step, take_back=take_back)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        found += [f"step {step}: {fault}" for fault in faults(folder, known)]
        if os.waitstatus_to_exitcode(status) == 0:
            return step - 1, found


def without_room(folder: Path, limits: Iterable[int]) -> tuple[int, list[str]]:
    """Batches in which no file may grow beyond so many bytes, the catalog's own included.

    Returns how many writes were refused or batches ended early, and what was wrong after them.
    """
    known = make(folder)
    found: list[str] = []
    refused = 0
    for number, limit in enumerate(limits, 1):
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            try:
                os._exit(write_batch(folder, number))
            except UserError:
                os._exit(100)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if not 0 <= code <= 100:
            found.append(f"limit {limit}: ended with {code}")
        refused += min(code, 1) if code == 100 else code
        found += [f"limit {limit}: {fault}" for fault in faults(folder, known)]
    return refused, found


if __name__ == "__main__":
    how, place = sys.argv[1], Path(sys.argv[2])
    if how == "full":
        count, wrong = without_room(place, [2**n for n in range(9, 22)])
    else:
        count, wrong = die_everywhere(place, take_back=how == "take back")
    print(count, *wrong, sep="\n")
    sys.exit(bool(wrong))
