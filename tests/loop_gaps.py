"""The event loop's longest gap, told apart from the time that the machine gave to others.

A timer beats every few milliseconds; the longest time between two beats is what a user would feel.
On a busy machine most of that can be the scheduler's: where Linux says how long the GUI thread
was ready to run and did not (``schedstat``), that time is taken off. What is left is ours: work in
the GUI thread, and waiting for a lock, a file, or the interpreter.

With ``PICTUREDESK_GAPS=FILE`` the stacks of all threads are written there whenever the loop has
stood still for 30 ms (by a thread, so not while something holds the interpreter).
"""

from __future__ import annotations

import os
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 4
FELT_MS = 50.0
LOOKED_AT_MS = 30.0


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which the loop did not turn, in milliseconds."""

    wall: float
    own: float
    """Without the time in which the thread was ready to run and another ran."""


class Pulse(QObject):
    """Beats while the loop turns, and keeps the longest gaps. Make it in the GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        self._stat = _schedstat()
        self._watch = _watched()
        self._ended = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self.begin()
        self._timer.start()
        if self._watch is not None:
            home = threading.get_ident()
            threading.Thread(target=self._look, args=(home,), name="watch", daemon=True).start()

    def begin(self) -> None:
        """Forget what was seen."""
        self.wall = self.own = 0.0
        self.felt: list[Gap] = []
        self._last, self._delay = time.perf_counter(), self._delayed()

    def take(self) -> Gap:
        """The longest gaps since :meth:`begin`, which begins anew."""
        longest = Gap(round(self.wall, 1), round(self.own, 1))
        self.begin()
        return longest

    def end(self) -> Gap:
        """The longest gaps; no more beats."""
        longest = self.take()
        self._timer.stop()
        self._ended.set()
        if self._stat is not None:
            os.close(self._stat)
            self._stat = None
        return longest

    def _beat(self) -> None:
        now, delay = time.perf_counter(), self._delayed()
        wall = max(0.0, (now - self._last) * 1000 - BEAT_MS)
        own = max(0.0, wall - (delay - self._delay) / 1e6)
        self.wall, self.own = max(self.wall, wall), max(self.own, own)
        if own > FELT_MS:
            self.felt.append(Gap(wall, own))
        self._last, self._delay = now, delay
        if self._watch is not None and own > LOOKED_AT_MS:
            self._watch.write(f"^^^ {wall:.0f} ms, {own:.0f} ms of it ours\n\n")
            self._watch.flush()

    def _delayed(self) -> int:
        """Nanoseconds that this thread has waited for a processor since it began."""
        return int(os.pread(self._stat, 80, 0).split()[1]) if self._stat is not None else 0

    def _look(self, home: int) -> None:
        """In a thread: write down what everybody does when the loop stands still."""
        assert self._watch is not None
        seen = 0.0
        while not self._ended.wait(0.01):
            if self._last == seen or time.perf_counter() - self._last < LOOKED_AT_MS / 1000:
                continue
            seen = self._last
            names = {t.ident: t.name for t in threading.enumerate()}
            self._watch.write("---\n")
            for number, frame in sys._current_frames().items():
                lines = traceback.format_stack(frame)[-12 if number == home else -4 :]
                name = "the loop" if number == home else names.get(number, "?")
                self._watch.write(f"[{name}]\n{''.join(lines)}")


def _schedstat() -> int | None:
    path = f"/proc/self/task/{threading.get_native_id()}/schedstat"
    try:
        return os.open(path, os.O_RDONLY)
    except OSError:
        return None


def _watched() -> IO[str] | None:
    path = os.environ.get("PICTUREDESK_GAPS")
    return Path(path).open("a") if path else None
