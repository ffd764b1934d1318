"""``kill -9`` and full disks during batches of metadata writes: kill_writes.py [N].

A child approves new texts for a library of 12 pictures and writes them, batch after batch, until
it is killed at a random moment. Then the library is opened as the next start would, and every file
must be either the old or the new one (same pixels, every other byte the same), with the state, the
stamp and the audit of the catalog agreeing with it, and nothing left behind. The full disk is a
small file system where one can be mounted (root on Linux), and limits on the size of files.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

TESTS = str(Path(__file__).resolve().parents[1])
sys.path.insert(0, TESTS)

import crashing_writes as crashing  # noqa: E402 - a module of the tests

_CHILD = f"""
import sys
sys.path.insert(0, {TESTS!r})
from pathlib import Path
from crashing_writes import UserError, write_batch
number = int(sys.argv[2])
print("ready", flush=True)
while True:
    number += 1
    try:
        print(write_batch(Path(sys.argv[1]), number), flush=True)
    except UserError as error:
        print("ended:", error, flush=True)
        break
    if len(sys.argv) > 3:
        break
"""


def kills(folder: Path, count: int) -> list[str]:
    """What was wrong after so many kills at random moments."""
    known = crashing.make(folder, each=4, size=(900, 700))
    chance, wrong, replayed = random.Random(5), [], 0
    for number in range(count):
        child = subprocess.Popen(
            [sys.executable, "-c", _CHILD, str(folder), str(number * 1000)],
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(chance.uniform(0.05, 1.2))
        child.kill()
        child.communicate()
        journal = folder / "library" / "writing.journal"
        replayed += journal.exists() and bool(crashing.writing.Journal(journal).intents())
        wrong += crashing.faults(folder, known)
    print(f"{count} batches killed, {replayed} of them between the first and last step of a file")
    return wrong


@contextlib.contextmanager
def small_disk(megabytes: int) -> Iterator[Path | None]:
    """A file system of this size; None where none can be mounted."""
    with tempfile.TemporaryDirectory() as name:
        mounted = shutil.which("mount") is not None and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", name],
            capture_output=True, check=False,
        ).returncode  # fmt: skip
        try:
            yield Path(name) if mounted else None
        finally:
            if mounted:
                subprocess.run(["umount", "-l", name], check=False)


def full_disks(runs: int) -> list[str]:
    """What was wrong after batches on a disk with a little less room each time."""
    wrong: list[str] = []
    said = 0
    with small_disk(24) as disk:
        if disk is None:
            print("no small file system could be mounted")
            return wrong
        folder = disk / "made"
        known = crashing.make(folder, each=4, size=(500, 400))
        ballast = disk / "ballast"
        for number in range(runs):
            free = shutil.disk_usage(disk).free
            ballast.write_bytes(bytes(max(0, free - (number % 25) * 40_000)))
            done = subprocess.run(
                [sys.executable, "-c", _CHILD, str(folder), str(number), "once"],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            last = (done.stdout.splitlines() or [""])[-1]
            said += last.startswith("ended") or (last.isdigit() and int(last) > 0)
            if done.returncode:
                wrong.append(f"run {number}: {done.stderr.strip().splitlines()[-1:]}")
            ballast.unlink()
            wrong += [f"run {number}: {fault}" for fault in crashing.faults(folder, known)]
    print(f"{runs} batches on a full disk, {said} of them refused files or ended early, said so")
    return wrong


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as name:
        wrong = kills(Path(name) / "killed", count)
        wrong += full_disks(count)
        refused, more = crashing.without_room(
            Path(name) / "limits", [int(2 ** (n / 2)) for n in range(18, 44)]
        )  # fmt: skip
        wrong += more
        print(f"26 batches in which no file may grow beyond a limit, {refused} refused or ended")
    print("files or records harmed:", wrong or "none")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
