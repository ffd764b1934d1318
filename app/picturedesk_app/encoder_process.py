"""The model in a process of its own, serving both workers.

Importing torch, loading weights and the first batch hold the interpreter for 150 to 335 ms at a
time; in the window's own process that would be felt. So a child holds the encoder, and
:class:`RemoteEncoder` is an :class:`~picturedesk.vision.encoder.Encoder` that asks it. There are
two lines to the child: questions (texts, a picture to compare with) overtake the next batch of
an import. The child ends with the window, or when its lines break.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path

import numpy as np

from picturedesk.errors import ModelError, UserError
from picturedesk.library import Indexes, Library
from picturedesk.records import InputSpec
from picturedesk.vision.encoder import ByteArray, Encoder, EncoderId, FloatArray
from picturedesk_app.workers import OpenLibrary


@dataclass(frozen=True, slots=True)
class _Hello:
    id: EncoderId
    dimension: int
    input_spec: InputSpec


# -- the child ---------------------------------------------------------------------------------


def serve(name: str, urgent: Connection, batches: Connection) -> None:
    """The child's whole life: load, say hello on both lines, answer until they close."""
    with contextlib.suppress(OSError):
        os.nice(2)  # the window's own threads come first
    lines: list[Connection] = [urgent, batches]
    try:
        from picturedesk import vision

        encoder: Encoder = vision.load_encoder(name)
        hello: object = _Hello(encoder.id, encoder.dimension, encoder.input_spec)
    except UserError as error:
        for line in lines:
            line.send(error)
        return
    for line in lines:
        line.send(hello)
    while lines:
        ready = wait(lines)
        line = urgent if urgent in ready else batches
        try:
            line.send(_answer(encoder, *line.recv()))
        except (EOFError, OSError):
            lines.remove(line)


def _answer(encoder: Encoder, what: str, given: object) -> object:
    try:
        if what == "texts":
            assert isinstance(given, list)
            return encoder.encode_texts(given)
        assert isinstance(given, np.ndarray)
        if what == "grids":
            return encoder.encode_grids(given)
        return encoder.encode_pictures(given)
    except UserError as error:
        return error


# -- home --------------------------------------------------------------------------------------


class _Line:
    """One line to the child; one question at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._hello: _Hello | None = None

    @property
    def ready(self) -> bool:
        """Whether the model is loaded; never waits."""
        if self._hello is not None:
            return True
        if not self._lock.acquire(blocking=False):
            return False
        try:
            return self._connection.poll()
        except (OSError, EOFError):
            return True  # the question that follows will say what is wrong
        finally:
            self._lock.release()

    def hello(self) -> _Hello:
        """What the child said when its model was loaded; waits for it."""
        with self._lock:
            if self._hello is None:
                said = self._receive()
                assert isinstance(said, _Hello)
                self._hello = said
            return self._hello

    def ask(self, what: str, given: object) -> FloatArray:
        """Send a question, wait for its answer."""
        self.hello()
        with self._lock:
            try:
                self._connection.send((what, given))
            except (OSError, ValueError) as error:
                raise _ended() from error
            answer = self._receive()
        assert isinstance(answer, np.ndarray)
        return answer

    def _receive(self) -> object:
        try:
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            raise _ended() from error
        if isinstance(answer, UserError):
            raise answer
        return answer

    def close(self) -> None:
        """Hang up; a thread that waits for an answer gets a ModelError."""
        self._connection.close()


def _ended() -> ModelError:
    return ModelError("The model's process has ended.", "Search again to start it anew.")


class _Child:
    """A started process and its two lines."""

    def __init__(self, name: str) -> None:
        context = multiprocessing.get_context("spawn")
        urgent, urgent_there = context.Pipe()
        batches, batches_there = context.Pipe()
        self.name = name
        self.process = context.Process(
            target=serve, args=(name, urgent_there, batches_there), name="encoder", daemon=True
        )
        self.process.start()
        urgent_there.close()
        batches_there.close()
        self.urgent, self.batches = _Line(urgent), _Line(batches)

    def end(self) -> None:
        """Stop it; it holds nothing that could be lost."""
        self.process.terminate()
        self.process.join(2.0)
        if self.process.is_alive():
            self.process.kill()
            self.process.join(2.0)
        self.urgent.close()
        self.batches.close()


class Encoders:
    """The models' processes of one window, started when first needed."""

    def __init__(self) -> None:
        self._children: dict[str, _Child] = {}
        self._lock = threading.Lock()

    def line(self, name: str, *, urgent: bool) -> _Line:
        """A line to the process of a model, started (or started anew) if need be."""
        with self._lock:
            child = self._children.get(name)
            if child is None or not child.process.is_alive():
                child = self._children[name] = _Child(name)
            return child.urgent if urgent else child.batches

    def opener(self, folder: Path) -> OpenLibrary:
        """How this window's workers open the library: with the model elsewhere."""
        indexes = Indexes()

        def open_library(writable: bool) -> Library:
            def load(name: str) -> Encoder:
                return RemoteEncoder(self, name, urgent=not writable)

            return Library.open(folder, writable=writable, loader=load, indexes=indexes)

        return open_library

    def close(self) -> None:
        """End the processes."""
        with self._lock:
            for child in self._children.values():
                child.end()
            self._children.clear()


class RemoteEncoder:
    """An encoder whose towers are in another process."""

    def __init__(self, encoders: Encoders, name: str, *, urgent: bool) -> None:
        self.name = name
        self._encoders = encoders
        self._urgent = urgent
        self._line()  # the child begins to load at once

    def _line(self) -> _Line:
        return self._encoders.line(self.name, urgent=self._urgent)

    @property
    def ready(self) -> bool:
        """Whether the model is loaded; asking starts it."""
        return self._line().ready

    @property
    def id(self) -> EncoderId:
        """Which encoder this is."""
        return self._line().hello().id

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._line().hello().dimension

    @property
    def input_spec(self) -> InputSpec:
        """How pictures must be prepared."""
        return self._line().hello().input_spec

    def encode_pictures(self, pictures: ByteArray) -> FloatArray:
        """``(n, S, S, 3)`` uint8 to ``(n, D)``."""
        return self._line().ask("pictures", pictures)

    def encode_grids(self, pictures: ByteArray) -> FloatArray:
        """``(n, S, S, 3)`` uint8 to ``(n, h, w, D)``."""
        return self._line().ask("grids", pictures)

    def encode_texts(self, texts: Sequence[str]) -> FloatArray:
        """Texts to ``(n, D)``."""
        return self._line().ask("texts", list(texts))
