"""Close the window in the middle of an import, again and again: ``python closing.py [COUNT]``.

Every round opens the window on the same library, gives it pictures it does not know, and closes
it after a random while, as its own button does. Then a last start goes on with what is left. Run
in a child process, so that a crash is counted and not suffered; the model is a stand-in that takes
its time and the pictures are small. Prints one JSON object; ends with 1 where something was lost.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SLOWEST_S = 3.0
EACH_ROUND = 24


def rounds(home: Path, count: int) -> dict[str, Any]:
    """In the child: ``count`` closes, then a start that goes on to the end."""
    import numpy as np
    import psutil
    from PySide6.QtCore import QThread
    from studio_window import Slow, paint

    from picturedesk import doctor
    from picturedesk.library import Indexes, Library
    from picturedesk.settings import Settings
    from picturedesk_app import operations
    from picturedesk_app.session import Session

    library, folder = home / "library", home / "pictures"
    rng = np.random.default_rng(5)
    times: list[float] = []
    in_the_middle = left = 0

    def start() -> Session:
        indexes = Indexes()
        session = Session(
            library,
            Settings(theme="dark"),
            lambda writable: Library.open(
                library, writable=writable, encoder=Slow(0.02), indexes=indexes
            ),
        )
        session.open()
        return session

    def spin(session: Session, seconds: float) -> None:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            session.application.processEvents()
            time.sleep(0.002)

    def close(session: Session) -> None:
        assert session.window is not None
        session.window.close()
        session.close()
        session.window.deleteLater()
        session.deleteLater()
        session.application.processEvents()

    for number in range(count):
        for place in range(EACH_ROUND):
            paint(folder, "green", number * EACH_ROUND + place, (24, 16))
        session = start()
        assert session.desk is not None
        operations.add_folders(session.desk, [str(folder)])
        spin(session, float(rng.uniform(0, 0.8)))
        in_the_middle += session.desk.work is not None
        begun = time.perf_counter()
        close(session)
        times.append(time.perf_counter() - begun)
        left += sum(t.isRunning() for t in session.desk.findChildren(QThread))
    session = start()
    desk, window = session.desk, session.window
    assert desk is not None
    assert window is not None
    wanted, end = count * EACH_ROUND, time.monotonic() + 120
    ended: list[object] = []
    desk.work_ended.connect(ended.append)
    while not ended and time.monotonic() < end:
        spin(session, 0.05)
    close(session)
    found = doctor.Report()
    with Library.open(library, writable=True, encoder=Slow(0.0)) as last:
        pictures = last.catalog.assets.count()
        without = len(list(last.catalog.vectors.missing(last.encoder_key)))
        for _ in doctor.examine(last, found):
            pass
    return {
        "closes": count,
        "in_the_middle": in_the_middle,
        "slowest_s": round(max(times), 2),
        "median_s": round(float(np.median(times)), 2),
        "threads_left": left,
        "children_left": len(psutil.Process().children(recursive=True)),
        "pictures": pictures,
        "of": wanted,
        "without_a_vector": without,
        "index": found.index,
        "catalog_faults": found.catalog_faults,
    }


def good(report: dict[str, Any]) -> bool:
    """Nothing lost, nothing left, nothing slow."""
    return (
        report["crashes"] == 0
        and report["slowest_s"] < SLOWEST_S
        and report["pictures"] == report["of"]
        and not report["without_a_vector"]
        and not report["threads_left"]
        and not report["children_left"]
        and not report["catalog_faults"]
    )


def main() -> None:
    if sys.argv[1:2] == ["--inside"]:
        print(json.dumps(rounds(Path(sys.argv[2]), int(sys.argv[3]))))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "PICTUREDESK_HOME": home}
        ended = subprocess.run(
            [sys.executable, __file__, "--inside", home, str(count)],
            env=environment, stdout=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    report: dict[str, Any] = {"crashes": int(ended.returncode != 0), "returned": ended.returncode}
    if ended.returncode == 0:
        report |= json.loads(ended.stdout.splitlines()[-1])
    print(json.dumps(report, indent=2))
    raise SystemExit(0 if ended.returncode == 0 and good(report) else 1)


if __name__ == "__main__":
    main()
