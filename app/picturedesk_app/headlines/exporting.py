"""Crops to files, in a thread of their own: what would be written, then the writing.

The engine's export touches no library, so it waits for no import. Plans are cheap and the newest
wins; a job is written piece by piece and can be ended between two.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from queue import SimpleQueue

from PySide6.QtCore import QObject, Qt, Signal, Slot

from picturedesk import headlines
from picturedesk.channels import Channel
from picturedesk.errors import UserError
from picturedesk.headlines import Exported, ExportOptions, Proposal, Schedule
from picturedesk_app.i18n import tr

_ENDINGS = {"jpeg": ".jpg", "png": ".png", "webp": ".webp"}


@dataclass(frozen=True, slots=True)
class Piece:
    """One file to be."""

    headline: str
    channel: Channel
    proposal: Proposal
    day: date | None = None
    number: int = 1
    """Of the deck's line, or its place."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be written, where and how."""

    pieces: tuple[Piece, ...]
    folder: str
    options: ExportOptions
    schedule: Schedule | None = None
    schedule_ending: str = ""
    """``.csv`` or ``.xlsx``: the deck's table is written too."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of a plan."""

    name: str
    taken: bool
    """It is there already."""
    enlarged: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What a job would do."""

    job: Job
    files: tuple[File, ...] = ()
    problem: str = ""

    @property
    def taken(self) -> int:
        """Files that are there already."""
        return sum(file.taken for file in self.files)

    @property
    def enlarged(self) -> int:
        """Files for which there are too few pixels."""
        return sum(file.enlarged for file in self.files)

    def written(self, *, enlarge: bool, replace: bool) -> list[str]:
        """Names of the files that would be written, where that is allowed or not."""
        return [
            file.name
            for file in self.files
            if (enlarge or not file.enlarged) and (replace or not file.taken)
        ]


@dataclass(frozen=True, slots=True)
class Report:
    """What a job has done."""

    job: Job
    done: tuple[Exported, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    """Name of the picture and channel, and why no file was made."""
    schedule: Path | None = None
    cancelled: bool = False
    problem: str = ""


@dataclass(slots=True)
class _Tally:
    done: list[Exported] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


class Exporter(QObject):
    """Owned by the page; its thread begins with the first plan and ends with the window."""

    planned = Signal(object)
    progressed = Signal(int, int)
    written = Signal(object)
    crashed = Signal(object)
    _home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[Callable[[], object] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._newest: Job | None = None
        self._cancel = threading.Event()
        self._home.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def plan(self, job: Job) -> None:
        """Find out what a job would do; says ``planned`` for the newest."""
        self._newest = job
        self._put(lambda: plan(job) if job is self._newest else None)

    def write(self, job: Job) -> None:
        """Write it; says ``progressed`` and ``written``."""
        self._cancel.clear()
        self._put(lambda: self._write(job))

    def cancel(self) -> None:
        """End the job after the file in hand."""
        self._cancel.set()

    def close(self) -> None:
        """End the thread."""
        self._cancel.set()
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    @Slot(object)
    def _take(self, told: object) -> None:
        if isinstance(told, Plan) and told.job is self._newest:
            self.planned.emit(told)
        elif isinstance(told, Report):
            self.written.emit(told)
        elif isinstance(told, tuple):
            self.progressed.emit(*told)
        elif isinstance(told, Exception):
            self.crashed.emit(told)

    # -- in the thread -------------------------------------------------------------------------

    def _put(self, work: Callable[[], object]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="export")
            self._thread.start()
        self._queue.put(work)

    def _run(self) -> None:
        while (work := self._queue.get()) is not None:
            try:
                told = work()
            except Exception as error:  # noqa: BLE001 - the worker's edge: the window shows it
                told = error
            if told is not None:
                self._home.emit(told)

    def _write(self, job: Job) -> Report:
        tally = _Tally()
        try:
            headlines.check_pattern(job.options.pattern)
            folder = headlines.made_folder(job.folder)
        except UserError as error:
            return Report(job, problem=str(error))
        for place, (piece, name) in enumerate(zip(job.pieces, names_of(job), strict=True)):
            if self._cancel.is_set():
                return _report(job, tally, cancelled=True)
            self._home.emit((place, len(job.pieces)))
            self._write_one(job, piece, folder, name, tally)
        return _report(job, tally)

    @staticmethod
    def _write_one(job: Job, piece: Piece, folder: Path, name: str, tally: _Tally) -> None:
        own = replace(job.options, day=piece.day or job.options.day)
        try:
            tally.done.append(
                headlines.export_one(piece.channel, piece.proposal, folder, name, own)
            )
        except UserError as error:
            who = Path(piece.proposal.asset.path).name
            # Many reasons begin with the name already.
            why = str(error).removeprefix(f"{who} ").removeprefix(f"{who}: ")
            tally.refused.append((f"{who}, {piece.channel.label}", why))


def names_of(job: Job) -> list[str]:
    """The files' names without endings, none twice."""
    taken: set[str] = set()
    return [
        headlines.file_name(
            replace(job.options, day=piece.day or job.options.day),
            piece.headline, piece.channel, piece.proposal, number=piece.number, taken=taken,
        )
        for piece in job.pieces
    ]  # fmt: skip


def plan(job: Job) -> Plan:
    """What a job would do. Looks at the folder."""
    try:
        headlines.check_pattern(job.options.pattern)
    except UserError as error:
        return Plan(job, problem=str(error))
    folder = Path(job.folder).expanduser()
    files = []
    for piece, name in zip(job.pieces, names_of(job), strict=True):
        ways = [folder / f"{name}{_ENDINGS[form]}" for form in piece.channel.formats]
        taken = any(way.exists() for way in ways)
        files.append(File(ways[0].name, taken, piece.proposal.too_few_pixels))
    if job.schedule is not None and job.schedule_ending:
        table = schedule_path(job)
        files.append(File(table.name, table.exists(), enlarged=False))
    return Plan(job, tuple(files), _trouble_with(folder))


def _trouble_with(folder: Path) -> str:
    """Why nothing can be written into a folder that may be made first; empty: nothing is known."""
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    if not there.is_dir():
        return tr("{folder} is not a folder. Choose another place.", folder=there)
    if not os.access(there, os.W_OK | os.X_OK):
        return tr("Nothing may be written into {folder}. Choose another place.", folder=there)
    return ""


def schedule_path(job: Job) -> Path:
    """Where the deck's table is written."""
    return Path(job.folder).expanduser() / f"schedule{job.schedule_ending}"


def _report(job: Job, tally: _Tally, *, cancelled: bool = False) -> Report:
    made, problem = None, ""
    if job.schedule is not None and job.schedule_ending and not cancelled:
        try:
            made = _write_schedule(job, tally)
        except UserError as error:
            problem = str(error)
    return Report(job, tuple(tally.done), tuple(tally.refused), made, cancelled, problem)


def _write_schedule(job: Job, tally: _Tally) -> Path:
    """The deck's table, with the file of every line that has one."""
    assert job.schedule is not None
    files = {(d.proposal.asset.id, d.proposal.channel, d.proposal.crop): d.path for d in tally.done}
    entries = []
    for entry in job.schedule.entries:
        p = entry.proposal
        path = files.get((p.asset.id, p.channel, p.crop)) if p is not None else None
        entries.append(replace(entry, file=path))
    filled = Schedule(entries, job.schedule.notes)
    return headlines.write_schedule(filled, schedule_path(job), overwrite=job.options.overwrite)
