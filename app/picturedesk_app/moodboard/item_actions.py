"""What can be done to what is chosen on the canvas: the action table's "board-items" rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QMimeData, QObject, QPointF, QUrl, Signal
from PySide6.QtGui import QColor, QGuiApplication

from picturedesk.board_document import (
    ArrowItem,
    GroupItem,
    Item,
    NoteItem,
    PictureItem,
    SwatchItem,
)
from picturedesk_app.i18n import tr, trn
from picturedesk_app.messages import Messages
from picturedesk_app.moodboard import drags, editing
from picturedesk_app.moodboard.canvas import Canvas
from picturedesk_app.moodboard.commands import (
    AddItems,
    Fade,
    Flip,
    Grey,
    Group,
    ItemsChange,
    Pin,
    Recolour,
    RemoveItems,
    Restack,
)

ITEMS_TYPE = "application/x-picturedesk-items"
_SHIFTED = 24.0


class ItemActions(QObject):
    """One method per thing a designer does to things on the board."""

    pasted_files = Signal(object)
    """Mime data from another program that was pasted."""

    def __init__(self, canvas: Canvas, messages: Messages) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._messages = messages
        self._pastes = 0

    def _push(self, kind: type[ItemsChange], items: list[Item], drag: int = 0) -> None:
        old = self._canvas.model.item
        changed = [item for item in items if old(item.id) != item]
        if changed or drag:
            self._canvas.stack.push(kind.of(self._canvas.model, changed or items, drag))

    def _pictures(self, kind: type[ItemsChange], change: Callable[[PictureItem], Item]) -> None:
        self._push(kind, [change(item) for item in self._canvas.chosen.pictures()])

    # -- pictures ------------------------------------------------------------------------------

    def crop(self) -> None:
        """Begin or end cropping."""
        hand, pictures = self._canvas.hand, self._canvas.chosen.pictures()
        if hand.cropping is not None:
            hand.end_crop()
        elif pictures:
            hand.begin_crop(pictures[-1])

    def flip_horizontal(self) -> None:
        """Mirror left and right."""
        self._pictures(Flip, lambda p: replace(p, flip_horizontal=not p.flip_horizontal))

    def flip_vertical(self) -> None:
        """Mirror top and bottom."""
        self._pictures(Flip, lambda p: replace(p, flip_vertical=not p.flip_vertical))

    def greyscale(self) -> None:
        """Take the colours away; where all are grey, bring them back."""
        grey = not all(p.greyscale for p in self._canvas.chosen.pictures())
        self._pictures(Grey, lambda p: replace(p, greyscale=grey))

    def pin(self) -> None:
        """Keep these when a beat is asked again; where all are pinned, let them go."""
        pinned = not all(p.pinned for p in self._canvas.chosen.pictures())
        self._pictures(Pin, lambda p: replace(p, pinned=pinned))

    def fade(self, opacity: float, drag: int) -> None:
        """More or less see-through."""
        items = [replace(i, opacity=opacity) for i in self._canvas.chosen.items()]
        if items:
            self._push(Fade, items, drag)

    # -- the pile ------------------------------------------------------------------------------

    def to_front(self) -> None:
        """Above everything."""
        self._restack("front")

    def to_back(self) -> None:
        """Below everything."""
        self._restack("back")

    def forward(self) -> None:
        """One step up."""
        self._restack("up")

    def backward(self) -> None:
        """One step down."""
        self._restack("down")

    def _restack(self, step: str) -> None:
        model = self._canvas.model
        self._push(Restack, editing.restacked(model.items(), self._canvas.chosen.ids, step))

    # -- groups --------------------------------------------------------------------------------

    def group(self) -> None:
        """From now on these move together."""
        items = [i for i in self._canvas.chosen.items() if not isinstance(i, GroupItem)]
        if len(items) > 1:
            self._push(Group, editing.grouped(items))

    def ungroup(self) -> None:
        """Each moves by itself again."""
        items = [i for i in self._canvas.chosen.items() if i.group]
        groups = {i.group for i in items}
        after: dict[str, Item | None] = {i.id: replace(i, group="") for i in items}
        after |= dict.fromkeys(g for g in groups if self._canvas.model.item(g) is not None)
        if after:
            self._canvas.stack.push(Group(self._canvas.model, after))

    # -- coming and going ----------------------------------------------------------------------

    def delete(self) -> None:
        """Take these off the board; the pictures stay in the library."""
        ids = self._canvas.chosen.ids
        if ids:
            self._canvas.stack.push(RemoveItems(self._canvas.model, dict.fromkeys(ids)))

    def duplicate(self) -> None:
        """The same again, a little aside."""
        items = self._canvas.chosen.items()
        if items:
            made = editing.copies(items, _SHIFTED, _SHIFTED, z=self._canvas.model.top())
            self.add(made)

    def add(self, items: list[Item]) -> None:
        """Put things on the board and choose them."""
        self._canvas.stack.push(AddItems.of(self._canvas.model, items))
        self._canvas.chosen.only(item.id for item in items)

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
        self.copy()
        self.delete()

    def paste(self) -> None:
        """From the clipboard: things of a board, pictures, files, words."""
        data = QGuiApplication.clipboard().mimeData()
        if data.hasFormat(ITEMS_TYPE):
            text = bytes(data.data(ITEMS_TYPE).data()).decode()
            items, assets = editing.from_clipboard(text)
            self._canvas.model.know(assets)
            self._pastes += 1
            way = _SHIFTED * self._pastes
            if items:
                self.add(editing.copies(items, way, way, z=self._canvas.model.top()))
        elif data.hasUrls() or data.hasImage():
            self.pasted_files.emit(data)
        elif data.hasText() and data.text().strip():
            self._note(data.text().strip(), edit=False)

    # -- notes, swatches, arrows ---------------------------------------------------------------

    def note(self) -> None:
        """Write a note in the middle of what is seen."""
        self._note(tr("Note"), edit=True)

    def _note(self, text: str, *, edit: bool) -> None:
        canvas = self._canvas
        x, y = self._middle()
        size = max(8.0, round(20.0 / min(1.0, canvas.scale_now)))
        note = NoteItem(
            x=x - 6 * size, y=y - size, width=12 * size, height=1.4 * size, text=text, size=size,
            z=canvas.model.top(),
        )  # fmt: skip
        self.add([drags.fitted(canvas, note)])
        if edit:
            canvas.hand.notes.edit(note.id)

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
            x, y = box.centre[0], box.bottom + 0.25 * side
        left = x - len(colours) * side * 1.15 / 2
        made: list[Item] = [
            SwatchItem(
                x=left + n * side * 1.15, y=y, width=side, height=side, colour=colour, label=colour,
                z=model.top() + n,
            )
            for n, colour in enumerate(colours)
        ]  # fmt: skip
        self.add(made)

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

    def bold(self) -> None:
        """Bold notes, or no longer."""
        notes = [i for i in self._canvas.chosen.items() if isinstance(i, NoteItem)]
        strong = not all(n.bold for n in notes)
        made = [drags.fitted(self._canvas, replace(n, bold=strong)) for n in notes]
        self._push(Recolour, list(made))

    def recolour(self, colour: QColor) -> None:
        """Notes, swatches and arrows in another colour."""
        made: list[Item] = []
        for item in self._canvas.chosen.items():
            if isinstance(item, SwatchItem):
                label = colour.name() if item.label.startswith("#") else item.label
                made.append(replace(item, colour=colour.name(), label=label))
            elif isinstance(item, (NoteItem, ArrowItem)):
                made.append(replace(item, colour=colour.name()))
        self._push(Recolour, made)
