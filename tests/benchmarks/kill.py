"""``kill -9`` at random moments of an import: python tests/benchmarks/kill.py [KILLS]."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from killing import kill_imports
from pictures import paint


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in range(400):
            paint(folder / "pictures" / f"{seed:03}.jpg", seed=seed, size=(320, 240))
        outcome = kill_imports(folder / "pictures", folder / "library", kills)
    print(f"{outcome.kills} kills, {outcome.in_reading} of them in the middle of reading")
    print("faults:", outcome.faults or "none")
    return bool(outcome.faults)


if __name__ == "__main__":
    sys.exit(main())
