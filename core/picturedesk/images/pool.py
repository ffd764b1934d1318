"""Decoding in processes of their own, because pictures come from anywhere.

Each child decodes one file at a time under a limit of time and memory; one that dies or overruns
is replaced, its file becomes a :class:`Problem`, and every other file is unharmed. A thread here
looks after each child: it writes a path, reads the answer and keeps it until it is asked for.
No more answers than ``look_ahead`` are held, so memory stays flat however slow the consumer is.

Children are started as programs, not through :mod:`multiprocessing`: nothing of the caller's is
imported or inherited, it works the same on all three systems, and a child notices the end of its
parent, by ``kill -9`` too, because its pipe closes.
"""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Generic, Self, TypeVar, cast

from picturedesk.errors import BugError, DecodingFailed
from picturedesk.images import wire
from picturedesk.images.picture import Decoded
from picturedesk.records import InputSpec, Problem

Token = TypeVar("Token", bound=Hashable)

TIMEOUT_S = 20.0
MEMORY_MB = 2048
_POLL_S = 0.1
_START_S = 60.0
_MAX_FAILED_STARTS = 3
_NO_WINDOW, _NEW_GROUP = 0x08000000, 0x00000200  # Windows: creation flags of CreateProcess


def program() -> list[str]:
    """The command that becomes a decoding process."""
    # -P: a folder of downloads must never become a place to import from.
    return [sys.executable, "-P", "-m", "picturedesk.images.child"]


def _environment() -> dict[str, str]:
    package_parent = str(Path(__file__).resolve().parents[2])
    paths = [package_parent, os.environ.get("PYTHONPATH", "")]
    one_thread = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    return {
        **os.environ,
        **dict.fromkeys(one_thread, "1"),
        "PYTHONPATH": os.pathsep.join(p for p in paths if p),
        "MALLOC_ARENA_MAX": "2",
    }


class _Child:
    """One decoding process, and what its guardian needs to know of it."""

    def __init__(
        self, spec: InputSpec, timeout_s: float, memory_mb: int, command: Sequence[str]
    ) -> None:
        self.timeout_s = timeout_s
        self.memory_mb = memory_mb
        self.deadline = time.monotonic() + _START_S
        self.killed_for = ""
        self.limited = True
        self.served = 0
        # A file that ends as its time does must not get the next file's process killed.
        self._lock = threading.Lock()
        flags: dict[str, Any] = {"process_group": 0}  # Ctrl-C is the parent's
        if os.name == "nt":
            flags = {"creationflags": _NO_WINDOW | _NEW_GROUP}
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, env=_environment(), **flags,
        )  # fmt: skip
        self.into = cast("BinaryIO", self.process.stdin)
        self.out = cast("BinaryIO", self.process.stdout)
        self._hello = {"spec": asdict(spec), "timeout_s": timeout_s, "memory_mb": memory_mb}

    def greet(self) -> None:
        """Wait until it is ready. Raises :class:`wire.Closed`."""
        self._send(self._hello)
        self.limited = bool(wire.receive(self.out)[0].get("limited"))
        self._set_deadline(None)

    def _set_deadline(self, seconds: float | None) -> None:
        with self._lock:
            self.deadline = float("inf") if seconds is None else time.monotonic() + seconds

    def _send(self, header: dict[str, Any]) -> None:
        try:
            wire.send(self.into, header)
        except OSError as e:
            raise wire.Closed from e

    def decode(self, path: str) -> Decoded | Problem:
        """One file. Raises :class:`wire.Closed` when the process did not survive it."""
        self._set_deadline(self.timeout_s)
        self._send({"path": path})
        header, blobs = wire.receive(self.out)
        self._set_deadline(None)
        self.served += 1
        if "reason" in header:
            return Problem(path, str(header["reason"]), passing=bool(header.get("passing")))
        if len(blobs) != 2:
            raise wire.Closed
        return wire.unpack(header, *blobs)

    def watch(self) -> None:
        """Kill it when it overruns; called every tenth of a second from another thread."""
        with self._lock:
            if time.monotonic() > self.deadline:
                self.killed_for = "time"
                self.process.kill()
            elif not self.limited and self.deadline != float("inf"):
                self._watch_memory()

    def _watch_memory(self) -> None:
        import psutil

        try:
            used = psutil.Process(self.process.pid).memory_info().rss
        except psutil.Error:
            return
        if used > self.memory_mb * 2**20:
            self.killed_for = "memory"
            self.process.kill()

    def reason(self) -> str:
        """Why it died, as a sentence about its file."""
        if self.killed_for == "time":
            return f"Reading the picture took longer than {self.timeout_s:.0f} seconds."
        if self.killed_for == "memory":
            return "Reading the picture would take too much memory."
        return "Reading the picture crashed its decoder."

    def close(self) -> None:
        """End the process and reap it."""
        self.process.kill()
        for pipe in (self.into, self.out):
            with contextlib.suppress(OSError):  # an unsent rest of a message
                pipe.close()
        self.process.wait()


class DecodePool(Generic[Token]):
    """Decoding processes as a context manager.

    ``submit`` never blocks (what waits is a path); ``results`` gives answers as they come, in
    any order, until all that was submitted is answered; ``read`` does both for an iterable of any
    length, taking from it only as far as needed. Use it from one thread.

    ``timeout_s`` and ``memory_mb`` are for each file; ``workers`` is the number of processors
    unless given; ``command`` starts a child (tests have their own).
    """

    def __init__(
        self,
        spec: InputSpec,
        workers: int | None = None,
        *,
        timeout_s: float = TIMEOUT_S,
        memory_mb: int = MEMORY_MB,
        look_ahead: int = 64,
        command: Sequence[str] | None = None,
    ) -> None:
        self.workers = workers or max(1, os.cpu_count() or 1)
        self._make = (spec, timeout_s, memory_mb, command or program())
        self._tasks: deque[tuple[Token, str]] = deque()
        self._answers: queue.SimpleQueue[tuple[Token, Decoded | Problem] | DecodingFailed]
        self._answers = queue.SimpleQueue()
        self._room = threading.Semaphore(max(look_ahead, self.workers))
        self._changed = threading.Condition()
        self._closed = threading.Event()
        self._pending = 0
        self._children: list[_Child | None] = []
        self._guardians: list[threading.Thread] = []
        self._watcher = threading.Thread(target=self._watch, name="decoding", daemon=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pending(self) -> int:
        """How many submitted files are not yet answered to the caller."""
        return self._pending

    def submit(self, token: Token, path: str | bytes) -> None:
        """Ask for a file; ``token`` comes back with its answer."""
        if self._closed.is_set():
            raise BugError("the decoding pool is closed")
        whole = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 - may not be decodable
        self._pending += 1
        with self._changed:
            self._tasks.append((token, whole))
            self._changed.notify()
        self._start_what_is_needed()

    def next_result(self, timeout: float | None = None) -> tuple[Token, Decoded | Problem] | None:
        """The next answer; None when there is nothing to wait for, or after ``timeout`` s.

        Raises DecodingFailed when the decoding processes do not start.
        """
        if self._pending == 0 or self._closed.is_set():
            return None
        until = time.monotonic() + (float("inf") if timeout is None else timeout)
        while True:
            try:
                answer = self._answers.get(timeout=max(0.0, min(1.0, until - time.monotonic())))
                break
            except queue.Empty:
                if time.monotonic() >= until:
                    return None
                if not any(thread.is_alive() for thread in self._guardians):
                    raise BugError("the threads of the decoding pool are gone") from None
        if isinstance(answer, DecodingFailed):
            self._answers.put(answer)  # for whoever asks again
            raise answer
        self._room.release()
        self._pending -= 1
        return answer

    def results(self) -> Iterator[tuple[Token, Decoded | Problem]]:
        """Answers as they come, until everything submitted has been answered."""
        while (answer := self.next_result()) is not None:
            yield answer

    def read(
        self, items: Iterable[tuple[Token, str | bytes]]
    ) -> Iterator[tuple[Token, Decoded | Problem]]:
        """Answers for an iterable of (token, path), which is taken from as room appears."""
        for token, path in items:
            self.submit(token, path)
            while self._pending >= 4 * self.workers:
                answer = self.next_result()
                if answer is not None:
                    yield answer
        yield from self.results()

    def close(self) -> None:
        """Drop what waits, end the processes and join the threads."""
        with self._changed:
            self._closed.set()
            self._tasks.clear()
            self._changed.notify_all()
        for child in list(self._children):
            if child is not None:
                child.process.kill()
        for _ in self._guardians:
            self._room.release()
        for thread in self._guardians:
            thread.join()
        if self._watcher.is_alive():
            self._watcher.join()

    def _start_what_is_needed(self) -> None:
        place = len(self._children)
        if place >= min(self.workers, self._pending):
            return
        if place == 0:
            self._watcher.start()
        self._children.append(None)
        thread = threading.Thread(target=self._guard, args=(place,), name="decoding", daemon=True)
        self._guardians.append(thread)
        thread.start()

    def _watch(self) -> None:
        while not self._closed.wait(_POLL_S):
            for child in list(self._children):
                if child is not None:
                    child.watch()

    def _next_task(self) -> tuple[Token, str] | None:
        self._room.acquire()
        with self._changed:
            while not self._tasks and not self._closed.is_set():
                self._changed.wait()
            return None if self._closed.is_set() else self._tasks.popleft()

    def _guard(self, place: int) -> None:
        """One child's thread: give it files, replace it when it dies."""
        try:
            while (task := self._next_task()) is not None:
                answer = self._one(place, task[1])
                if answer is not None:
                    self._answers.put((task[0], answer))
        except DecodingFailed as error:
            self._answers.put(error)
        finally:
            self._drop(place)

    def _one(self, place: int, path: str) -> Decoded | Problem | None:
        while (child := self._ready(place)) is not None:
            try:
                return child.decode(path)
            except (wire.Closed, OSError, ValueError):
                if self._closed.is_set():
                    return None
                # Wait for the end first: then the watcher has said whether it was the killer.
                self._drop(place)
                # A process that had served before may have died of an earlier file, or been
                # taken by the system: the file has a second try in a new one.
                if child.killed_for or child.served == 0:
                    return Problem(path, child.reason())
        return None

    def _ready(self, place: int) -> _Child | None:
        """The living child of a place, started if need be; None when the pool is closed.

        Raises DecodingFailed when it will not start: that is no fault of the file, which must not
        be listed for it.
        """
        child, why = self._children[place], "it ends at once"
        for _ in range(_MAX_FAILED_STARTS):
            if child is not None or self._closed.is_set():
                return child
            try:
                child = self._children[place] = _Child(*self._make)
                if self._closed.is_set():  # close() may have missed it
                    child.process.kill()
                child.greet()
            except (wire.Closed, OSError, ValueError) as error:
                why = getattr(error, "strerror", None) or why
                self._drop(place)
                child = None
        if child is None and not self._closed.is_set():
            raise DecodingFailed(
                f"No picture can be read now: the decoding process does not start ({why}).",
                "Close other programs, or install Picture Desk again; what was read is kept.",
            )
        return child

    def _drop(self, place: int) -> None:
        child, self._children[place] = self._children[place], None
        if child is not None:
            child.close()


__all__ = ["MEMORY_MB", "TIMEOUT_S", "DecodePool"]
