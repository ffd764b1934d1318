"""The models' processes of one window.

Importing torch, loading weights and the first batch hold the interpreter for 150 to 335 ms at a
time; in the window's own process that would be felt. So every model lives in a child
(:class:`picturedesk.vision.encoder_process.RemoteEncoder`) that serves both workers, and in which
a question overtakes the next batch of an import.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from picturedesk.errors import ModelError
from picturedesk_app.crossing import OpenLibrary

if TYPE_CHECKING:
    from picturedesk.library import Indexes, Library
    from picturedesk.vision.encoder_process import RemoteEncoder


class Encoders:
    """One process a model, started when it is first asked for; thread-safe."""

    def __init__(self) -> None:
        self._encoders: dict[str, RemoteEncoder] = {}
        self._lock = threading.Lock()
        self._closed = False

    def get(self, name: str) -> RemoteEncoder:
        """The encoder of a model, which begins to load; anew where it could not be loaded."""
        from picturedesk.vision.encoder_process import RemoteEncoder

        with self._lock:
            if self._closed:
                raise ModelError("The window is closing.")
            encoder = self._encoders.get(name)
            if encoder is not None and encoder.failure is not None:
                encoder.close()
                encoder = None
            if encoder is None:
                encoder = self._encoders[name] = RemoteEncoder.for_model(name)
            encoder.start()
            return encoder

    @property
    def starting(self) -> bool:
        """Whether a model that was asked for is still being loaded; never waits."""
        # Without the lock, which is held while a failed one is closed: the window asks this.
        asked = tuple(self._encoders.values())
        return any(not encoder.is_ready and encoder.failure is None for encoder in asked)

    def opener(self, folder: Path) -> OpenLibrary:
        """How this window's workers open the library: with the model elsewhere."""
        shared: list[Indexes] = []
        lock = threading.Lock()

        def open_library(writable: bool) -> Library:
            # Imported in the worker's thread: the window stands before.
            from picturedesk.library import Indexes, Library

            with lock:
                if not shared:
                    shared.append(Indexes())
            return Library.open(folder, writable=writable, loader=self.get, indexes=shared[0])

        return open_library

    def close(self) -> None:
        """End the processes; whoever waits for one gets a ModelError, and none is started anew."""
        with self._lock:
            self._closed = True
            for encoder in self._encoders.values():
                encoder.close()
            self._encoders.clear()
