"""Laying out what is on the board: the action table's "board-layout" rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from picturedesk.board_document import Item, NoteItem, PictureItem
from picturedesk_app.i18n import tr, trn
from picturedesk_app.messages import Messages
from picturedesk_app.moodboard import arranging, editing, shapes
from picturedesk_app.moodboard.arranging import Edge
from picturedesk_app.moodboard.canvas import Canvas
from picturedesk_app.moodboard.commands import Align, Arrange, Distribute


class LayoutActions(QObject):
    """Align, distribute, arrange."""

    def __init__(self, canvas: Canvas, messages: Messages) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._messages = messages

    # -- align and distribute ------------------------------------------------------------------

    def _units(self) -> list[list[Item]]:
        return editing.units([i for i in self._canvas.chosen.items() if i.KIND != "group"])

    def _align(self, edge: Edge) -> None:
        units = self._units()
        if len(units) < 2:
            self._messages.say(tr("Choose two or more things to align."))
            return
        self._canvas.stack.push(Align.of(self._canvas.model, arranging.align(units, edge)))

    def align_left(self) -> None:
        """Left edges in one line."""
        self._align(Edge.LEFT)

    def align_centre(self) -> None:
        """Middles above each other."""
        self._align(Edge.CENTRE)

    def align_right(self) -> None:
        """Right edges in one line."""
        self._align(Edge.RIGHT)

    def align_top(self) -> None:
        """Upper edges in one line."""
        self._align(Edge.TOP)

    def align_middle(self) -> None:
        """Middles beside each other."""
        self._align(Edge.MIDDLE)

    def align_bottom(self) -> None:
        """Lower edges in one line."""
        self._align(Edge.BOTTOM)

    def _distribute(self, *, across: bool) -> None:
        units = self._units()
        if len(units) < 3:
            self._messages.say(tr("Choose three or more things to distribute."))
            return
        changed = arranging.distribute(units, across=across)
        self._canvas.stack.push(Distribute.of(self._canvas.model, changed))

    def distribute_across(self) -> None:
        """Equal gaps from left to right."""
        self._distribute(across=True)

    def distribute_down(self) -> None:
        """Equal gaps from top to bottom."""
        self._distribute(across=False)

    # -- arrange -------------------------------------------------------------------------------

    def _subjects(self) -> list[PictureItem]:
        """The chosen pictures; with fewer than two, all that are not pinned."""
        chosen = self._canvas.chosen.pictures()
        if len(chosen) > 1:
            return _reading_order(chosen)
        every = self._canvas.model.pictures()
        loose = [p for p in every if not p.pinned]
        if len(loose) < len(every):
            self._messages.say(
                trn("{n} pinned picture stayed where it is", "{n} pinned pictures stayed",
                    len(every) - len(loose))
            )  # fmt: skip
        return _reading_order(loose)

    def _where(self, pictures: Sequence[PictureItem]) -> shapes.Box:
        box = shapes.union(shapes.around(p) for p in pictures)
        assert box is not None
        area = sum(p.width * p.height for p in pictures)
        width = max(1.0, (area * 1.25 * 1.5) ** 0.5)
        return shapes.Box(box.x, box.y, width, width / 1.5)

    def _labels(self) -> list[NoteItem]:
        """The beats' names on the canvas, where everything is arranged."""
        if len(self._canvas.chosen.pictures()) > 1:
            return []
        items = self._canvas.model.items()
        return [i for i in items if isinstance(i, NoteItem) and i.beat_id and not i.pinned]

    def _arrange(self, changed: list[Item]) -> None:
        """As one change; names of beats that stand nowhere any more go with it."""
        model = self._canvas.model
        gone = {label.id: None for label in self._labels()}
        names = gone.keys() | {item.id for item in changed}
        if len(self._canvas.chosen.pictures()) < 2:
            still = [i for i in model.items() if i.id not in names and i.KIND != "group"]
            old = model.chosen(item.id for item in changed)
            changed = arranging.with_foot(changed, old, still)
        after: dict[str, Item | None] = {**gone, **{item.id: item for item in changed}}
        if after:
            self._canvas.stack.push(Arrange(model, after))
            self._canvas.show_box(None)

    def arrange_grid(self) -> None:
        """Rows of one width."""
        pictures = self._subjects()
        if pictures:
            self._arrange(arranging.rows(pictures, self._where(pictures)))

    def arrange_masonry(self) -> None:
        """Columns of one width."""
        pictures = self._subjects()
        if pictures:
            self._arrange(arranging.masonry(pictures, self._where(pictures)))

    def arrange_by_beat(self) -> None:
        """A block for each beat."""
        pictures = self._subjects()
        if not pictures:
            return
        labels = self._labels()
        board = self._canvas.model.head
        self._arrange(arranging.by_beat(pictures, labels, board, self._where(pictures)))

    def arrange_by_colour(self) -> None:
        """In the order of the colour wheel."""
        pictures = self._subjects()
        if pictures:
            assets = self._canvas.model.assets()
            self._arrange(arranging.by_colour(pictures, assets, self._where(pictures)))


def _reading_order(pictures: Sequence[PictureItem]) -> list[PictureItem]:
    """Left to right in rows, as they lie now."""
    if not pictures:
        return []
    high = sum(p.height for p in pictures) / len(pictures)
    return sorted(pictures, key=lambda p: (round(p.y / max(1.0, high)), p.x))
