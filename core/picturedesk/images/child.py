"""The decoding process: ``python -P -m picturedesk.images.child``.

It reads paths from its standard input and answers on its standard output, one picture at a time,
until its parent closes the pipe or dies. It holds nothing worth keeping, so every way out is
``os._exit``. Its limits are its own: memory through the system where it has one, and a watchdog
that needs neither the interpreter's lock nor a living parent.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import queue
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from picturedesk.errors import PictureProblem, Unreachable
from picturedesk.records import InputSpec

if TYPE_CHECKING:
    from picturedesk.images.picture import Decoded

Reader = Callable[[str, InputSpec], "Decoded"]

_GRACE_S = 15.0


def limit_memory(megabytes: int) -> bool:
    """Hold this process to so much more memory than it has now. False where that cannot be."""
    if not sys.platform.startswith("linux"):
        return False  # macOS accepts the limit and ignores it; the parent watches there
    import resource

    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        now = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData"))
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        most = now + megabytes * 2**20
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    except (OSError, StopIteration, ValueError):
        return False
    return True


def _settle() -> None:
    """Leave Ctrl-C to the parent, and be the first to go when the system is out of memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500")


def _listen(pipe: BinaryIO, tasks: queue.SimpleQueue[dict[str, Any]]) -> None:
    from picturedesk.images import wire

    try:
        while True:
            tasks.put(wire.receive(pipe)[0])
    except (wire.Closed, OSError):
        os._exit(0)  # whatever is being decoded, nobody waits for it


def _answer(out: BinaryIO, path: str, spec: InputSpec, read: Reader) -> None:
    from picturedesk.images import limits, wire

    try:
        decoded = read(path, spec)
    except PictureProblem as problem:
        passing = isinstance(problem, Unreachable)
        wire.send(out, {"reason": problem.sentence, "passing": passing})
    except MemoryError:
        wire.send(out, {"reason": limits.TOO_MUCH_MEMORY})
    else:
        header, *blobs = wire.pack(decoded)
        wire.send(out, header, *blobs)


def main(read: Reader | None = None) -> None:
    """Serve until the pipe closes. ``read`` is :func:`read_picture` unless a test has its own."""
    _settle()
    # Whatever prints, prints elsewhere: the answers' pipe is ours alone.
    out = os.fdopen(os.dup(1), "wb", buffering=1 << 18)
    os.dup2(2, 1)
    from picturedesk.images import picture, source, wire

    read = read or picture.read_picture
    hello, _ = wire.receive(sys.stdin.buffer)
    spec = InputSpec(**hello["spec"])
    source.warm_up()
    limited = limit_memory(hello["memory_mb"])
    patience = float(hello["timeout_s"]) + _GRACE_S
    tasks: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, tasks), daemon=True).start()
    wire.send(out, {"limited": limited})
    with Path(os.devnull).open("w") as nowhere:
        while True:
            path = tasks.get()["path"]
            faulthandler.dump_traceback_later(patience, exit=True, file=nowhere)
            _answer(out, path, spec, read)
            faulthandler.cancel_dump_traceback_later()


if __name__ == "__main__":
    main()
