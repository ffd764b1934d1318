"""Boards written out in a process of their own, so that the window goes on.

The child is given the board and where the pixels lie; it never sees the catalog. A decoder that
dies takes the child with it, not the window.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picturedesk.board_document import AssetRef, Board
from picturedesk.errors import UserError, WriteError
from picturedesk_app.i18n import tr

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Order:
    """What to write, and where to."""

    board: Board
    target: str
    """``.csv`` or ``.xlsx``: the shot list."""
    files: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Asset id -> (path of the picture, empty if it is away; path of its thumbnail)."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it."""

    order: Order
    size: int = 0
    """Bytes."""
    missing: int = 0
    """Pictures that could not be shown."""
    error: UserError | None = None


def write(order: Order) -> int:
    """Write it; answers how many pictures could not be had."""
    from picturedesk import briefs, export, images
    from picturedesk.errors import PictureProblem

    # The document speaks the brief's language.
    wording = export.wording_in(briefs.detect(order.board.brief))
    if Path(order.target).suffix.lower() in (".csv", ".xlsx"):
        export.shot_list(order.board, order.target, overwrite=True, wording=wording)
        return 0

    def source(asset: AssetRef, side: int) -> npt.NDArray[np.uint8]:
        path, thumbnail = order.files.get(asset.id, (asset.path, ""))
        try:
            return images.open_rgb(path or thumbnail, side)
        except PictureProblem:
            if not thumbnail or not path:
                raise
            return images.open_rgb(thumbnail)

    options = export.Options(wording=wording)
    return len(export.board(order.board, order.target, source, options=options, overwrite=True))


def serve(line: Connection, order: Order) -> None:
    """The child's whole life."""
    try:
        line.send(write(order))
    except UserError as error:
        line.send((error.sentence, error.way_out))
    except OSError as error:
        line.send((str(error), ""))


class Exporter(QObject):
    """Starts the child, waits for it in a thread, tells at home."""

    written = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._threads: list[threading.Thread] = []
        self._processes: list[BaseProcess] = []

    @property
    def busy(self) -> bool:
        """Whether something is being written."""
        return any(thread.is_alive() for thread in self._threads)

    def start(self, order: Order) -> None:
        """Write this."""
        thread = threading.Thread(target=self._run, args=(order,), name="export")
        self._threads = [t for t in self._threads if t.is_alive()] + [thread]
        thread.start()

    def _run(self, order: Order) -> None:
        context = multiprocessing.get_context("spawn")
        home, there = context.Pipe(duplex=False)
        process = context.Process(target=serve, args=(there, order), name="export", daemon=True)
        process.start()
        self._processes.append(process)
        there.close()
        try:
            answer = home.recv()
        except EOFError:
            answer = (tr("The export ended before it was done."), tr("Try again."))
        process.join()
        home.close()
        if isinstance(answer, int):
            size = Path(order.target).stat().st_size
            self.written.emit(Written(order, size, answer))
        else:
            self.written.emit(Written(order, error=WriteError(*answer)))

    def close(self) -> None:
        """End what runs; a file is whole or not there."""
        for process in self._processes:
            if process.is_alive():
                process.kill()
        for thread in self._threads:
            thread.join()
        self._threads.clear()
