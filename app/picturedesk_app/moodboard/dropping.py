"""What comes onto the board from elsewhere: the library, files, folders, a browser."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QDropEvent, QImage

from picturedesk.board_document import AssetRef
from picturedesk.records import Changes
from picturedesk_app.crossing import LongWork, WorkEnd
from picturedesk_app.desk import Desk
from picturedesk_app.grid.dragging import KEYS_TYPE, keys_in
from picturedesk_app.i18n import tr, trn
from picturedesk_app.messages import Messages
from picturedesk_app.moodboard import board_reading, board_writing, editing
from picturedesk_app.moodboard.board_reading import Dropped
from picturedesk_app.moodboard.canvas import Canvas
from picturedesk_app.moodboard.commands import AddItems

Spot = tuple[float, float]


class Dropping(QObject):
    """The canvas's :class:`~picturedesk_app.moodboard.canvas.Receiver`."""

    def __init__(self, canvas: Canvas, desk: Desk, messages: Messages) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._desk = desk
        self._messages = messages
        self._awaited: dict[str, tuple[tuple[str, ...], Spot, str]] = {}
        self.beat_id = ""
        """The beat that is chosen: pictures dragged from its candidates belong to it."""
        self.candidates: QObject | None = None
        """The grid they are dragged from; what comes from another belongs to no beat."""
        desk.work_ended.connect(self._read)

    def accepts(self, event: QDropEvent) -> bool:
        """Pictures of the library, files, pixels."""
        data = event.mimeData()
        local = any(url.isLocalFile() for url in data.urls())
        return data.hasFormat(KEYS_TYPE) or local or data.hasImage()

    def take(self, event: QDropEvent, x: float, y: float) -> None:
        """Put it on the board."""
        self._canvas.setFocus()
        data = event.mimeData()
        keys = keys_in(data)
        if keys:
            beat_id = self.beat_id if event.source() is self.candidates else ""
            self.add_keys(keys, (x, y), beat_id)
        else:
            self.take_data(data, (x, y))

    def take_data(self, data: QMimeData, spot: Spot) -> None:
        """Files, or pixels from a browser."""
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if files:
            work = partial(board_reading.looked_at, paths=files)
            self._desk.ask("board-drop", work, partial(self._looked, spot))
        elif data.hasImage():
            image = data.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self._keep_image(image, spot)

    # -- pictures of the library ---------------------------------------------------------------

    def add_keys(self, keys: Sequence[int], spot: Spot | None, beat_id: str = "") -> None:
        """Put assets on the board, pinned: at a spot, else where there is room."""
        work = partial(board_reading.references, keys=list(keys))
        self._desk.ask("board-refs", work, partial(self.place, spot=spot, beat_id=beat_id))

    def place(self, refs: Sequence[AssetRef], spot: Spot | None = None, beat_id: str = "") -> None:
        """Put them there, as one change."""
        canvas, model = self._canvas, self._canvas.model
        if not refs or not model.is_open:
            return
        model.know(refs)
        at = spot or editing.free_spot(model.items(), beat_id)
        items = editing.pictures_for(refs, *at, beat_id=beat_id, z=model.top())
        if spot is None:
            items = editing.clear_of(items, model.items(), beat_id)
        canvas.stack.push(AddItems.of(model, items))
        canvas.chosen.only(item.id for item in items)
        if spot is None:
            box = canvas.chosen.box()
            seen = canvas.seen()
            if box is not None and not seen.contains(box.x, box.y):
                canvas.show_box(None)

    # -- files ---------------------------------------------------------------------------------

    def _looked(self, spot: Spot, found: Dropped) -> None:
        self.place(found.known, spot)
        if found.inside:
            self._read_in(found.inside, spot)
        if found.outside:
            self._ask_to_copy(found.outside, spot)
        nothing = not (found.known or found.inside or found.outside)
        if nothing and found.other:
            self._messages.say(
                trn("This is not a picture.", "None of the {n} files is a picture.", found.other)
            )

    def _ask_to_copy(self, paths: tuple[str, ...], spot: Spot) -> None:
        sentence = trn(
            "Copy {n} picture into the library’s own folder?",
            "Copy {n} pictures into the library’s own folder?",
            len(paths),
        )
        detail = tr(
            "They lie in none of the library’s folders. A copy keeps the board whole when the "
            "originals move; the originals stay as they are."
        )
        if self._messages.ask(sentence, detail, tr("Copy")):
            work = partial(board_writing.copy_in, paths=paths)
            self._desk.change(work, partial(self._copied, spot), self._messages.problem)

    def _keep_image(self, image: QImage, spot: Spot) -> None:
        detail = tr("It came as pixels and has no file of its own. It is kept as a PNG.")
        if self._messages.ask(
            tr("Keep this picture in the library’s own folder?"), detail, tr("Keep")
        ):
            name = f"{datetime.now():%Y-%m-%d %H.%M.%S}.png"  # noqa: DTZ005 - the user's clock
            work = partial(board_writing.keep_image, image=image, name=name)
            self._desk.change(work, partial(self._copied, spot), self._messages.problem)

    def _copied(self, spot: Spot, outcome: tuple[Changes, tuple[str, ...]]) -> None:
        self._read_in(outcome[1], spot)

    def _read_in(self, paths: tuple[str, ...], spot: Spot) -> None:
        """Have the library read them; they come onto the board when that is done."""
        folders = list(dict.fromkeys(str(Path(path).parent) for path in paths))
        key = f"board-drop-{len(self._awaited)}-{paths[0]}"
        self._awaited[key] = (paths, spot, self._canvas.model.id)
        work = partial(board_writing.read_in, folders=folders)
        self._desk.start(LongWork(tr("Reading dropped pictures"), work, key=key, quiet=True))

    def _read(self, end: WorkEnd) -> None:
        paths, spot, board_id = self._awaited.pop(end.work.key, ((), (0.0, 0.0), ""))
        if paths and board_id == self._canvas.model.id:
            work = partial(board_reading.known_at, paths=paths)
            self._desk.ask("board-dropped", work, partial(self._placed, spot, len(paths)))

    def _placed(self, spot: Spot, wanted: int, refs: Sequence[AssetRef]) -> None:
        self.place(refs, spot)
        if len(refs) < wanted:
            self._messages.say(
                trn("{n} picture could not be read.", "{n} pictures could not be read.",
                    wanted - len(refs))
            )  # fmt: skip
