"""An encoder in a process of its own: the model never shares the window's interpreter.

Importing torch, loading a model and running a batch hold Python's lock long enough to be seen
(150-335 ms were measured), so the window keeps the model in a child process that serves both its
workers at once. Three kinds of request wait in the child: texts go before grids, grids before
pictures, and pictures are done in bites of about :data:`BITE_SECONDS`, so that a query waits for
one bite at most, however long the import behind it is.

Pictures travel through a pipe, as bytes: a batch of 32 costs about 5 ms beside half a second of
work, and nothing is left behind when a process is killed, as shared memory would be.

The child ignores Ctrl-C (its parent decides), ends when its parent does, however that dies, and is
replaced when it dies itself.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Self

import numpy as np

from picturedesk.errors import BugError, ModelError, UserError
from picturedesk.records import InputSpec
from picturedesk.vision import load_encoder
from picturedesk.vision.encoder import ByteArray, Encoder, EncoderId, FloatArray

BITE_SECONDS = 0.15
"""How long the child works on pictures before it looks for a query."""
_LARGEST_BITE = 32
_PRIORITY = {"texts": 0, "grids": 1, "pictures": 2}
_CLOSING_S = 2.0
_ENDED = "The process that runs the model ended by itself."
_ENDED_WAY_OUT = "If it happens again, choose a smaller model: memory may be short."


class _ChildEnded(ModelError):
    """The child went away before it answered."""


class RemoteEncoder:
    """An :class:`~picturedesk.vision.encoder.Encoder` whose model lives in a child process.

    Safe to use from several threads at once. Nothing is started before :meth:`start` or the
    first use; every method but ``start`` waits for the model to be loaded, and raises the
    UserError that kept it from loading.
    """

    def __init__(
        self,
        factory: Callable[[], Encoder],
        *,
        on_ready: Callable[[UserError | None], None] | None = None,
    ) -> None:
        """``factory`` makes the encoder, in the child: it must be picklable, so not a lambda.

        ``on_ready`` is called once for every child, from a thread of this object's own: with None
        when the model is loaded, with the reason when it cannot be.
        """
        self._factory = factory
        self._on_ready = on_ready
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._closed = False

    @classmethod
    def for_model(
        cls,
        name_or_folder: str | Path,
        *,
        device: str | None = None,
        precision: str | None = None,
        threads: int | None = None,
        on_ready: Callable[[UserError | None], None] | None = None,
    ) -> RemoteEncoder:
        """One for a model; the arguments are those of :func:`picturedesk.vision.load_encoder`."""
        factory = partial(
            load_encoder, name_or_folder, device=device, precision=precision, threads=threads
        )
        return cls(factory, on_ready=on_ready)

    def start(self) -> None:
        """Begin to load, in the background; returns at once. Starting twice is harmless."""
        self._living_child()

    @property
    def is_ready(self) -> bool:
        """Whether the model is loaded and answers at once."""
        child = self._child
        return child is not None and child.is_ready

    @property
    def failure(self) -> UserError | None:
        """Why the model could not be loaded; None while it may still be, or is."""
        child = self._child
        return None if child is None else child.failure

    def wait_until_ready(self, timeout: float | None = None) -> bool:
        """Start if need be and wait. False when the time is over; raises what went wrong."""
        return self._living_child().wait(timeout)

    @property
    def id(self) -> EncoderId:
        """Which encoder this is."""
        return self._living_child().describe()[0]

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._living_child().describe()[1]

    @property
    def input_spec(self) -> InputSpec:
        """How pictures are prepared."""
        return self._living_child().describe()[2]

    def encode_pictures(self, pictures: ByteArray) -> FloatArray:
        """``(n, S, S, 3)`` uint8 to ``(n, D)``."""
        return self._ask("pictures", np.ascontiguousarray(pictures))

    def encode_grids(self, pictures: ByteArray) -> FloatArray:
        """``(n, S, S, 3)`` uint8 to ``(n, h, w, D)``."""
        return self._ask("grids", np.ascontiguousarray(pictures))

    def encode_texts(self, texts: Sequence[str]) -> FloatArray:
        """Texts to ``(n, D)``; goes before all pictures that wait."""
        return self._ask("texts", list(texts))

    def close(self) -> None:
        """End the child; whoever waits for an answer gets a ModelError. May be called twice."""
        with self._lock:
            self._closed = True
            child = self._child
        if child is not None:
            child.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask(self, kind: str, payload: object) -> FloatArray:
        child = self._living_child()
        try:
            return child.ask(kind, payload)
        except _ChildEnded:
            if self._closed:
                raise
            # Once more with a fresh one: a killed child costs an import one batch's time.
            return self._living_child(after=child).ask(kind, payload)

    def _living_child(self, after: _Child | None = None) -> _Child:
        with self._lock:
            if self._closed:
                raise ModelError("The model has been closed.")
            if self._child is not None and (self._child.ended or self._child is after):
                self._child.close()
                self._child = None
            if self._child is None:
                self._child = _Child(self._factory, self._on_ready)
            return self._child


class _Child:
    """One child process, and the thread that hears it. Used by RemoteEncoder alone."""

    def __init__(
        self,
        factory: Callable[[], Encoder],
        on_ready: Callable[[UserError | None], None] | None,
    ) -> None:
        self.failure: UserError | None = None
        self._about: tuple[EncoderId, int, InputSpec] | None = None
        self._on_ready = on_ready
        self._tickets = itertools.count()
        self._waiting: dict[int, Future[Any]] = {}
        self._lock = threading.Lock()
        self._sending = threading.Lock()
        self._settled = threading.Event()
        self._ended = False
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(theirs, factory, os.getpid()), name="encoder", daemon=True
        )
        # A thread of its own: starting a process takes longer than a frame.
        self._thread = threading.Thread(
            target=self._listen, args=(theirs,), name="encoder replies", daemon=True
        )
        self._thread.start()

    @property
    def is_ready(self) -> bool:
        return self._about is not None and not self._ended

    @property
    def ended(self) -> bool:
        """Went away by itself, and may be replaced; one that could not load is kept."""
        return self._ended and self.failure is None

    def wait(self, timeout: float | None) -> bool:
        if not self._settled.wait(timeout):
            return False
        if self.failure is not None:
            raise self.failure
        return True

    def describe(self) -> tuple[EncoderId, int, InputSpec]:
        self.wait(None)
        assert self._about is not None, "settled without a failure"
        return self._about

    def ask(self, kind: str, payload: object) -> FloatArray:
        self.wait(None)
        future: Future[FloatArray] = Future()
        with self._lock:
            if self._ended:
                raise _ChildEnded(_ENDED, _ENDED_WAY_OUT)
            ticket = next(self._tickets)
            self._waiting[ticket] = future
        try:
            with self._sending:
                self._pipe.send((ticket, kind, payload))
        except (OSError, ValueError):
            self._end()
        return future.result()

    def close(self) -> None:
        try:
            with self._sending:
                self._pipe.send((-1, "stop", None))
        except (OSError, ValueError):
            pass  # it is gone already
        self._thread.join(_CLOSING_S)
        if self._process.pid is not None and self._process.is_alive():
            self._process.kill()
        self._thread.join()

    def _listen(self, theirs: Connection) -> None:
        try:
            with _without_interrupts():
                self._process.start()
            theirs.close()
            while True:
                self._hear(*self._pipe.recv())
        except (EOFError, OSError):
            pass
        finally:
            self._end()
            if self._process.pid is not None:
                self._process.join()
            with self._sending:
                self._pipe.close()

    def _hear(self, ticket: int, answer: Any, failure: Exception | None) -> None:
        if ticket >= 0:
            with self._lock:
                future = self._waiting.pop(ticket, None)
            if future is None:
                return  # a request after it found the pipe broken: whoever waited has been told
            if failure is None:
                future.set_result(answer)
            else:
                future.set_exception(failure)
            return
        if failure is None:
            self._about = answer
        elif isinstance(failure, UserError):
            self.failure = failure
        else:
            self.failure = ModelError(f"The model could not be loaded: {failure}")
        self._settled.set()
        if self._on_ready is not None:
            self._on_ready(self.failure)

    def _end(self) -> None:
        with self._lock:
            self._ended = True
            waiting, self._waiting = self._waiting, {}
        for future in waiting.values():
            future.set_exception(_ChildEnded(_ENDED, _ENDED_WAY_OUT))
        if not self._settled.is_set():
            self.failure = ModelError(_ENDED, _ENDED_WAY_OUT)
            self._settled.set()
            if self._on_ready is not None:
                self._on_ready(self.failure)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """A process started in here does not hear Ctrl-C until it says so itself."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


# -- in the child --------------------------------------------------------------------------------


def _serve(pipe: Connection, factory: Callable[[], Encoder], parent: int) -> None:
    """The child's life: load, say so, answer until the parent says stop or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, args=(parent,), daemon=True).start()
    requests: queue.PriorityQueue[tuple[int, int, Any]] = queue.PriorityQueue()
    threading.Thread(target=_receive, args=(pipe, requests), daemon=True).start()
    try:
        encoder = factory()
        about = (encoder.id, encoder.dimension, encoder.input_spec)
    except Exception as error:  # noqa: BLE001 -- the edge of this process
        pipe.send((-1, None, _portable(error)))
        return
    pipe.send((-1, about, None))
    bites = _Bites(encoder)
    while True:
        priority, order, request = requests.get()
        try:
            answer = bites.take(request)
        except Exception as error:  # noqa: BLE001 -- the edge of this process
            pipe.send((request[0], None, _portable(error)))
            continue
        if answer is None:
            requests.put((priority, order, request))
        else:
            pipe.send((request[0], answer, None))


class _Bites:
    """Does requests, pictures a bite at a time."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._bite = 1
        self._done: dict[int, list[FloatArray]] = {}

    def take(self, request: tuple[int, str, Any]) -> FloatArray | None:
        """The answer; None when pictures are left for another bite."""
        ticket, kind, payload = request
        if kind == "texts":
            return self._encoder.encode_texts(payload)
        if kind == "grids":
            return self._encoder.encode_grids(payload)
        done = self._done.pop(ticket, [])
        start = sum(len(part) for part in done)
        bite = payload[start : start + self._bite]
        began = time.perf_counter()
        done.append(self._encoder.encode_pictures(bite))
        each = (time.perf_counter() - began) / max(1, len(bite))
        fitting = int(BITE_SECONDS / max(each, 1e-6))
        self._bite = max(1, min(_LARGEST_BITE, fitting, 2 * self._bite))
        if start + len(bite) < len(payload):
            self._done[ticket] = done
            return None
        return np.concatenate(done)


def _receive(pipe: Connection, requests: queue.PriorityQueue[tuple[int, int, Any]]) -> None:
    try:
        while True:
            ticket, kind, payload = pipe.recv()
            if kind == "stop":
                break
            requests.put((_PRIORITY[kind], ticket, (ticket, kind, payload)))
    except (EOFError, OSError):
        pass
    # Nothing is lost by leaving in the middle of a batch, and nobody waits for it any more.
    os._exit(0)


def _end_with_parent(parent: int) -> None:
    # The pipe alone does not tell: another child of the parent may hold its end open.
    process = multiprocessing.parent_process()
    while os.name == "nt" or os.getppid() == parent:
        if process is not None and wait([process.sentinel], timeout=1.0):
            break
    os._exit(0)


def _portable(error: Exception) -> Exception:
    if isinstance(error, UserError):
        return error
    return BugError("".join(traceback.format_exception(error)))
