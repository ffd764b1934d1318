"""From a list of files to stored pictures: the loop between decoding and storing."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator, Sequence

from picturedesk import images, settings
from picturedesk.importing.storing import Storing, Work
from picturedesk.library import Library
from picturedesk.records import Problem, Progress

_WAIT_SECONDS = 0.05
_REPORT_SECONDS = 0.1


def read_all(
    library: Library, work: Sequence[Work], storing: Storing, stage: str
) -> Iterator[Progress]:
    """Read, embed and store every file of ``work``; a bounded number is in flight at a time.

    Yields about ten times a second, and never works longer than about 200 ms in between. What
    is in flight when the generator is closed was not stored and is found by the next run.
    """
    if not work:
        return
    reported = 0.0
    there = _roots(library)
    workers = settings.load().decode_workers or None
    with images.DecodePool[Work](library.chosen_spec, workers=workers) as pool:
        queue = deque(work)
        while queue or pool.pending or storing.pending or storing.problems_pending:
            while queue and pool.pending < 4 * pool.workers and not storing.full:
                item = queue.popleft()
                pool.submit(item, item.path)
            took = _take(pool, storing, there)
            idle = not took and not pool.pending and not queue
            stored = storing.step(flush=idle)
            if not took and not stored and not pool.pending:
                time.sleep(_WAIT_SECONDS)  # the model is still loading
            if time.monotonic() - reported >= _REPORT_SECONDS:
                reported = time.monotonic()
                done = len(work) - len(queue) - pool.pending - storing.pending
                yield Progress(stage, max(0, done), len(work), _note(library, storing))
                if (now := _roots(library)) != there:  # a folder was removed between two steps
                    there = now
                    queue = deque(item for item in queue if item.root_key in there)
                    storing.forget_gone(there)


def _roots(library: Library) -> set[int]:
    return {root.key for root in library.catalog.roots.all()}


def _take(pool: images.DecodePool[Work], storing: Storing, there: set[int]) -> bool:
    """Hand over one answer, if there is one soon; nothing of folders that are not ``there``."""
    answer = pool.next_result(timeout=_WAIT_SECONDS)
    if answer is None:
        return False
    item, read = answer
    if item.root_key not in there:
        return True
    if isinstance(read, Problem):
        if os.path.lexists(item.path):
            storing.take_problem(item, read)
        else:  # it went away between the scan and now: no problem, the next look will miss it
            storing.stored.vanished += 1
    else:
        storing.take(item, read)
    return True


def _note(library: Library, storing: Storing) -> str:
    if storing.pending and not library.encoder_ready:
        return "The model is loading"
    return ""
