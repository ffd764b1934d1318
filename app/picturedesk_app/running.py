"""Long work as it is shown while it runs: what, how many, how fast, how long still."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from picturedesk.records import Progress

_LOOK_BACK_S = 10.0


@dataclass(slots=True)
class RunningWork:
    """Work in hand: an import, a rescan, a model being fetched."""

    title: str
    progress: Progress | None = None
    paused: bool = False
    quiet: bool = False
    """Nobody asked for it: a look for new pictures at the start."""
    rate: float = 0.0
    """Items (of a fetch: bytes) a second, smoothed; 0 while it is not known."""
    _seen: list[tuple[float, str, int]] = field(default_factory=list)

    def take(self, progress: Progress) -> None:
        """Note a progress, and how fast it went over the last ten seconds."""
        now = time.monotonic()
        self.progress = progress
        if self._seen and self._seen[-1][1] != progress.stage:
            self._seen.clear()
        self._seen.append((now, progress.stage, progress.done))
        while now - self._seen[0][0] > _LOOK_BACK_S:
            self._seen.pop(0)
        begun, _, first = self._seen[0]
        self.rate = (progress.done - first) / (now - begun) if now - begun > 0.5 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long still, if that can be said."""
        progress = self.progress
        if progress is None or progress.total is None or self.rate <= 0:
            return None
        return max(0.0, (progress.total - progress.done) / self.rate)
