"""The pages' modules, imported ahead of the click that needs them.

Importing a page and what it uses takes a tenth of a second and more; in the GUI thread that is
felt. So a thread does it once the window stands and the library is open. A page that is asked for
before is imported at once.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Sequence


class Preload:
    """One thread, a module at a time; ends after the one in hand when it is told to."""

    def __init__(self, modules: Sequence[str]) -> None:
        self._modules = modules
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; once."""
        if self._thread is None and not self._ended.is_set():
            self._thread = threading.Thread(target=self._run, name="preload")
            self._thread.start()

    def _run(self) -> None:
        for name in self._modules:
            if self._ended.is_set():
                return
            importlib.import_module(name)

    def close(self) -> None:
        """End it."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()
