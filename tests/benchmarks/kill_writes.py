"""``kill -9`` and a full disk during metadata writes: python tests/benchmarks/kill_writes.py [N].

A child writes alt text into pictures again and again and is killed at a random moment; then every
original must decode to the same pixels and differ in nothing but its packet. The full disk is a
small file system where one can be mounted (root on Linux), else a limit on the size of files.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image

from picturedesk.images import writing
from picturedesk.images.writing import containers
from picturedesk.images.writing.pixels import pixel_digest

_CHILD = """
import sys
from pathlib import Path
from picturedesk.errors import WriteError
from picturedesk.images import writing
folder = Path(sys.argv[1])
if len(sys.argv) > 2:
    import resource, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
journal = writing.Journal(folder.parent / "journal")
number = 0
while True:
    number += 1
    for file in sorted(folder.iterdir()):
        if file.name.startswith("."):
            continue
        try:
            fields = writing.Fields(alt_text={"en": f"Text {number} " * 40})
            writing.write(file, fields, journal=journal)
        except WriteError as error:
            print(error, flush=True)
    if len(sys.argv) > 2:
        break
"""


def make(folder: Path) -> dict[str, tuple[bytes, bytes]]:
    """Pictures of each kind; their pixels and their bytes without a packet, by name."""
    folder.mkdir()
    for seed in range(4):
        image = Image.effect_noise((900, 700), 60 + seed).convert("RGB")
        image.save(folder / f"{seed}.jpg", quality=88)
        image.save(folder / f"{seed}.png")
        image.save(folder / f"{seed}.webp", quality=80)
    return {f.name: state(f) for f in sorted(folder.iterdir())}


def state(file: Path) -> tuple[bytes, bytes]:
    return pixel_digest(str(file)), containers.without_packet(file.read_bytes())


def harmed(folder: Path, known: dict[str, tuple[bytes, bytes]]) -> list[str]:
    return [name for name, before in known.items() if state(folder / name) != before]


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    chance, faults, left_behind = random.Random(5), [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "pictures"
        known = make(folder)
        journal = writing.Journal(Path(name) / "journal")
        for _ in range(kills):
            child = subprocess.Popen([sys.executable, "-c", _CHILD, str(folder)])
            time.sleep(chance.uniform(0.4, 1.6))
            child.kill()
            child.wait()
            faults += harmed(folder, known)
            left_behind += journal.clear()
            faults += [f.name for f in folder.iterdir() if f.name.startswith(".")]
        refused = 0
        for limit in range(20_000, 1_200_000, 60_000):
            done = subprocess.run(
                [sys.executable, "-c", _CHILD, str(folder), str(limit)],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            refused += len(done.stdout.splitlines())
            faults += harmed(folder, known)
    print(f"{kills} kills, {left_behind} of them left a temporary file, all removed at the start")
    print(f"20 runs with no room to write, {refused} writes refused")
    print("originals harmed:", faults or "none")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
