"""The objects that work in threads of their own, and the signals home.

* :class:`Reader` answers questions with a library open for reading. A question has a channel
  and a ticket; of each channel only the newest ticket is answered (:class:`Tickets`).
* :class:`Writer` holds the one library open for writing. Long work is a generator driven one
  step at a time; a user's change is an event of the same thread and so runs between two steps.

Everything that crosses threads is a frozen value of :mod:`.crossing`, and every slot that receives
it is a method of a QObject: a lambda connected to a worker's signal would run in the worker's
thread.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from picturedesk.errors import UserError, of_bug, of_system
from picturedesk.records import Changes, Progress
from picturedesk_app.crossing import (
    Answer,
    Change,
    LongWork,
    OpenLibrary,
    Outcome,
    Question,
    Restore,
    WorkEnd,
)

if TYPE_CHECKING:
    from picturedesk.library import Library

logger = logging.getLogger(__name__)

_READ_ONLY = "This library is open for reading only."
_TELL_S = 0.1
"""Progress goes home at most this often."""
_LIST_S = 1.0
"""While an import runs, the lists on screen are told of new pictures at most this often."""
_FIRST_LIST_S, _FIRST_S = 0.25, 2.0
"""And this often while it is so young: the first pictures are waited for."""


class Tickets:
    """The newest ticket of each channel; written at home, read by the readers."""

    def __init__(self) -> None:
        self._newest: dict[str, int] = {}
        self._count = 0

    def next(self, channel: str) -> int:
        """A new ticket; the channel's earlier ones are stale from now on."""
        self._count += 1
        self._newest[channel] = self._count
        return self._count

    def drop(self, channel: str) -> None:
        """Make every ticket of the channel stale."""
        self._newest[channel] = -1

    def is_newest(self, channel: str, ticket: int) -> bool:
        """Whether an answer to this ticket would still be wanted."""
        return self._newest.get(channel) == ticket


class Reader(QObject):
    """Answers questions. Lives in a thread of its own; opens its library at the first one."""

    answered = Signal(object)
    crashed = Signal(object)

    def __init__(self, open_library: OpenLibrary, tickets: Tickets) -> None:
        super().__init__()
        self._open = open_library
        self._tickets = tickets
        self._library: Library | None = None

    @Slot(object)
    def take(self, question: Question) -> None:
        """Answer, unless a newer question of the channel has made this one stale."""
        if not self._tickets.is_newest(question.channel, question.ticket):
            return
        try:
            if self._library is None:
                self._library = self._open(False)
            value = question.work(self._library)
        except UserError as error:
            self.answered.emit(Answer(question.channel, question.ticket, error=error))
        except OSError as error:
            self.answered.emit(Answer(question.channel, question.ticket, error=of_system(error)))
        except Exception as error:  # noqa: BLE001 - the worker's edge: the window shows it
            self.crashed.emit(error)
            self.answered.emit(Answer(question.channel, question.ticket, error=of_bug(error)))
        else:
            self.answered.emit(Answer(question.channel, question.ticket, value))

    @Slot()
    def forget(self) -> None:
        """Close the library; it is opened again when asked for (after a restore)."""
        if self._library is not None:
            self._library.close()
            self._library = None

    @Slot()
    def close(self) -> None:
        """Close the library and end this thread; what was asked before is dropped by ticket."""
        self.forget()
        QThread.currentThread().quit()


class Control:
    """What the window says to a long work while it runs; safe from any thread."""

    def __init__(self) -> None:
        self._cancel = threading.Event()
        self._pause = threading.Event()

    def cancel(self) -> None:
        """End the work after the step it is in."""
        self._cancel.set()

    def pause(self, paused: bool) -> None:
        """Hold the work between two steps, or let it go on."""
        if paused:
            self._pause.set()
        else:
            self._pause.clear()

    def reset(self) -> None:
        """Ready for the next work; a pause stays in force."""
        self._cancel.clear()

    @property
    def cancelled(self) -> bool:
        """Whether the work is to end."""
        return self._cancel.is_set()

    @property
    def paused(self) -> bool:
        """Whether the work is held."""
        return self._pause.is_set()


class Writer(QObject):
    """Holds the library for writing, drives long work, makes changes between its steps."""

    opened = Signal()
    refused = Signal(object)
    progressed = Signal(object)
    ended = Signal(object)
    began = Signal(object)
    made = Signal(object)
    changed = Signal(object)
    crashed = Signal(object)
    _again = Signal()

    def __init__(self, open_library: OpenLibrary, control: Control) -> None:
        super().__init__()
        self._open = open_library
        self._control = control
        self._library: Library | None = None
        self._waiting: list[LongWork] = []
        self._work: LongWork | None = None
        self._steps: Iterator[Progress] | None = None
        self._last: Progress | None = None
        self._told = self._listed = self._begun = 0.0
        self._scheduled = False
        self._again.connect(self._step, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def open(self) -> None:
        """Open the library; says ``opened`` or ``refused``."""
        try:
            self._library = self._open(True)
        except UserError as error:
            self.refused.emit(error)
        except OSError as error:
            self.refused.emit(of_system(error))
        except Exception as error:  # noqa: BLE001 - the worker's edge
            self.crashed.emit(error)
        else:
            self.opened.emit()

    @Slot(object)
    def change(self, change: Change) -> None:
        """Make a user's change; runs between two steps of long work."""
        if self._library is None:
            error = UserError(_READ_ONLY)
            self.made.emit(Outcome(change.ticket, error=error))
            return
        try:
            value = change.work(self._library)
        except UserError as error:
            self.made.emit(Outcome(change.ticket, error=error))
        except OSError as error:
            self.made.emit(Outcome(change.ticket, error=of_system(error)))
        except Exception as error:  # noqa: BLE001 - the worker's edge
            self.crashed.emit(error)
            self.made.emit(Outcome(change.ticket, error=of_bug(error)))
        else:
            self.made.emit(Outcome(change.ticket, value))

    @Slot(object)
    def restore(self, change: Restore) -> None:
        """Bring a backup back: the library is closed for it and opened again."""
        from picturedesk import doctor

        error: UserError | None = None
        if self._work is not None:
            error = UserError("Pictures are being read just now.", "Wait until that is done.")
        elif self._library is not None:
            library, self._library = self._library, None
            try:
                library.close()
                doctor.restore(change.folder, change.name)
            except UserError as failed:
                error = failed
            except OSError as failed:
                error = of_system(failed)
            except Exception as failed:  # noqa: BLE001 - the worker's edge
                self.crashed.emit(failed)
                error = of_bug(failed)
            self.open()
        self.made.emit(Outcome(change.ticket, Changes(list_changed=True, roots=True), error))

    @Slot(object)
    def start(self, work: LongWork) -> None:
        """Do this when what came before is done."""
        if self._library is None:
            if not work.quiet:
                self.ended.emit(WorkEnd(work, None, error=UserError(_READ_ONLY)))
            return
        if self._is_under_way(work):
            return
        self._waiting.append(work)
        if self._work is None:
            self._next()
        elif self._work.quiet and not work.quiet:
            self._give_way(self._work)

    def _is_under_way(self, work: LongWork) -> bool:
        """Whether the same is being done, or will be; a quiet one that waits makes room."""
        if not work.key:
            return False
        if not work.quiet:
            self._waiting = [w for w in self._waiting if not (w.quiet and w.key == work.key)]
        running = self._work is not None and self._work.key == work.key and not work.again
        return running or any(w.key == work.key for w in self._waiting)

    @Slot()
    def resume(self) -> None:
        """Go on after a pause."""
        if self._work is not None:
            self._schedule()

    @Slot()
    def close(self) -> None:
        """Stop the steps, finish what is in hand, close the library."""
        self._waiting.clear()
        if self._steps is not None and hasattr(self._steps, "close"):
            self._steps.close()
        self._steps = self._work = None
        if self._library is not None:
            try:
                self._library.close()
            except (UserError, OSError):
                logger.exception("closing the library")
            self._library = None
        QThread.currentThread().quit()

    # -- steps ---------------------------------------------------------------------------------

    def _give_way(self, quiet: LongWork) -> None:
        """What nobody asked for lets what somebody asked for go first, and comes after it."""
        if self._steps is not None and hasattr(self._steps, "close"):
            self._steps.close()
        if not (quiet.key and any(w.key == quiet.key for w in self._waiting)):
            self._waiting.append(quiet)
        self._next()

    def _next(self) -> None:
        self._control.reset()
        self._work = self._waiting.pop(0) if self._waiting else None
        if self._work is None or self._library is None:
            return
        self._last, self._told = None, 0.0
        self._listed = self._begun = time.monotonic()
        self.began.emit(self._work)
        self._steps = iter(self._work.steps(self._library))
        self._schedule()

    def _schedule(self) -> None:
        """One step is asked for at a time, whoever asks."""
        if not self._scheduled:
            self._scheduled = True
            self._again.emit()

    @Slot()
    def _step(self) -> None:
        self._scheduled = False
        work, steps = self._work, self._steps
        if work is None or steps is None:
            return
        if self._control.cancelled:
            if hasattr(steps, "close"):
                steps.close()
            self._end(WorkEnd(work, self._last, cancelled=True))
            return
        if self._control.paused:
            return
        try:
            progress = next(steps)
        except StopIteration:
            self._end(WorkEnd(work, self._last))
        except UserError as error:
            self._end(WorkEnd(work, self._last, error=error))
        except OSError as error:  # a full disk under a thumbnail, a folder that went away
            self._end(WorkEnd(work, self._last, error=of_system(error)))
        except Exception as error:  # noqa: BLE001 - the worker's edge
            self._end(WorkEnd(work, self._last, cancelled=True))
            self.crashed.emit(error)
        else:
            self._tell(work, progress)
            self._schedule()

    def _tell(self, work: LongWork, progress: Progress) -> None:
        self._last = progress
        now = time.monotonic()
        if now - self._told >= _TELL_S:
            self._told = now
            self.progressed.emit(progress)
        pause = _FIRST_LIST_S if now - self._begun < _FIRST_S else _LIST_S
        if now - self._listed >= pause:
            self._listed = now
            self.changed.emit(work.changes)

    def _end(self, end: WorkEnd) -> None:
        self._work = self._steps = None
        self.changed.emit(end.work.changes)
        self.ended.emit(end)
        self._next()
