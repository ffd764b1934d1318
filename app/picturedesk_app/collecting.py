"""Python's garbage is collected in the GUI thread alone.

A widget in a ring of references is destroyed by whoever collects the ring, and Python collects in
whichever thread happens to allocate: a widget that is destroyed in a loading thread ends the
program. So the collector is switched off while the window stands, and a timer at home does what
it would have done. What has been loaded by the time the window has settled stays as long as it
does and is not gone through again: that would take longer than the window may stand still.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer, Slot

_LOOK_MS = 1000
_SETTLED_S = 6.0
_WHOLE_S = 60.0
"""All of memory is gone through at most this often; it takes the longest."""


class Collector(QObject):
    """One for the window; :meth:`close` leaves things as they were."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = gc.isenabled()
        self._begun = time.monotonic()
        self._settled = False
        self._whole = time.monotonic()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @Slot()
    def look(self) -> None:
        """Collect what is due, youngest first."""
        if not self._settled and time.monotonic() - self._begun > _SETTLED_S:
            self._settled = True
            gc.freeze()
        young, middle, old = gc.get_threshold()
        if gc.get_count()[0] > young:
            gc.collect(0)
        if gc.get_count()[1] > middle:
            gc.collect(1)
        if gc.get_count()[2] > old and time.monotonic() - self._whole > _WHOLE_S:
            self._whole = time.monotonic()
            gc.collect(2)

    def close(self) -> None:
        """Python collects again as before."""
        self._timer.stop()
        if self._settled:
            gc.unfreeze()
        if self._before:
            gc.enable()
