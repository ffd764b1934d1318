"""What comes onto the board by hand: the action table's "board-make" rows.

Notes, swatches, arrows, and what was copied.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QPointF, QUrl, Signal
from PySide6.QtGui import QGuiApplication

from picturedesk.board_document import Item, NoteItem, SwatchItem
from picturedesk_app.i18n import tr, trn
from picturedesk_app.messages import Messages
from picturedesk_app.moodboard import drags, editing, shapes
from picturedesk_app.moodboard.canvas import Canvas
from picturedesk_app.moodboard.commands import AddItems, RemoveItems
from picturedesk_app.moodboard.item_actions import SHIFTED

ITEMS_TYPE = "application/x-picturedesk-items"


class Making(QObject):
    """One method per way to put something there."""

    pasted_files = Signal(object)
    """Mime data from another program that was pasted."""

    def __init__(self, canvas: Canvas, messages: Messages) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._messages = messages
        self._pastes = 0

    def add(self, items: list[Item]) -> None:
        """Put things on the board and choose them."""
        self._canvas.stack.push(AddItems.of(self._canvas.model, items))
        self._canvas.chosen.only(item.id for item in items)

    # -- notes, swatches, arrows ---------------------------------------------------------------

    def note(self) -> None:
        """Write a note in the middle of what is seen."""
        note = self._note(tr("Note"))
        # Shown, but no change yet: adding and writing it is one.
        self._canvas.model.apply({note.id: note})
        self._canvas.hand.notes.edit(note.id, draft=True)

    def _note(self, text: str) -> NoteItem:
        canvas = self._canvas
        x, y = self._middle()
        size = max(8.0, round(20.0 / min(1.0, canvas.scale_now)))
        note = NoteItem(
            x=x - 6 * size, y=y - size, width=12 * size, height=1.4 * size, text=text, size=size,
            z=canvas.model.top(),
        )  # fmt: skip
        return drags.fitted(canvas, note)

    def _middle(self) -> tuple[float, float]:
        return self._canvas.board_point(QPointF(self._canvas.viewport().rect().center()))

    def swatches(self) -> None:
        """The colours of the chosen pictures, else of the board, as fields."""
        model = self._canvas.model
        colours = self._colours()
        if not colours:
            self._messages.say(tr("There is no picture to take colours from yet."))
            return
        x, y = self._middle()
        side = max(24.0, round(64.0 / min(1.0, self._canvas.scale_now)))
        box = self._canvas.chosen.box()
        if box is not None:
            side = max(16.0, min(side, box.width / (len(colours) * 1.15)))
        # With room for the labels below them.
        strip = shapes.Box(x, y, len(colours) * side * 1.15, side * 1.5)
        if box is not None:
            strip = editing.beside(box, strip, model.items(), 0.25 * side)
        else:
            strip = strip.moved(-strip.width / 2, 0.0)
        left, y = strip.x, strip.y
        made: list[Item] = [
            SwatchItem(
                x=left + n * side * 1.15, y=y, width=side, height=side, colour=colour, label=colour,
                z=model.top() + n,
            )
            for n, colour in enumerate(colours)
        ]  # fmt: skip
        self.add(made)
        self._canvas.bring_in(strip)

    def _colours(self) -> list[str]:
        from picturedesk.moodboard.colours import palette

        model = self._canvas.model
        pictures = self._canvas.chosen.pictures() or model.pictures()
        assets = [a for p in pictures if (a := model.asset(p.asset_id)) is not None]
        return [colour.hex for colour in palette((1.0, a.palette) for a in assets)]

    def arrow(self) -> None:
        """The next drag draws an arrow; again: it does not."""
        hand = self._canvas.hand
        hand.use_tool("" if hand.tool == "arrow" else "arrow")

    # -- the clipboard -------------------------------------------------------------------------

    def copy(self) -> None:
        """To the clipboard: for a board, and as files for other programs."""
        items = self._canvas.chosen.items()
        if not items:
            return
        model = self._canvas.model
        data = QMimeData()
        text = editing.to_clipboard(items, model.assets().values())
        data.setData(ITEMS_TYPE, text.encode())
        refs = [a for p in self._canvas.chosen.pictures() if (a := model.asset(p.asset_id))]
        if refs:
            data.setUrls([QUrl.fromLocalFile(asset.path) for asset in refs])
        notes = [i.text for i in items if isinstance(i, NoteItem)]
        if notes and not refs:
            data.setText("\n\n".join(notes))
        QGuiApplication.clipboard().setMimeData(data)
        self._pastes = 0
        self._messages.say(trn("{n} thing copied", "{n} things copied", len(items)))

    def cut(self) -> None:
        """To the clipboard and off the board."""
        ids = self._canvas.chosen.ids
        if ids:
            self.copy()
            self._canvas.stack.push(RemoveItems(self._canvas.model, dict.fromkeys(ids)))

    def paste(self) -> None:
        """From the clipboard: things of a board, pictures, files, words."""
        data = QGuiApplication.clipboard().mimeData()
        if data.hasFormat(ITEMS_TYPE):
            text = bytes(data.data(ITEMS_TYPE).data()).decode()
            items, assets = editing.from_clipboard(text)
            self._canvas.model.know(assets)
            self._pastes += 1
            way = SHIFTED * self._pastes
            if items:
                self.add(editing.copies(items, way, way, z=self._canvas.model.top()))
        elif data.hasUrls() or data.hasImage():
            self.pasted_files.emit(data)
        elif data.hasText() and data.text().strip():
            self.add([self._note(data.text().strip())])
