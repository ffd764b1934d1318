"""One undo command per change on a board, ``redo`` and ``undo`` side by side.

What a change does to items is kept as the items before and after, which are frozen values. A
drag makes one command after the other with the same ``drag``; they merge into one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from PySide6.QtGui import QUndoCommand

from picturedesk.board_document import Board, Item
from picturedesk_app.i18n import tr
from picturedesk_app.moodboard.model import BoardModel


class ItemsChange(QUndoCommand):
    """Items before and after; None where there is none."""

    TEXT: ClassVar[str] = "Change"
    KIND: ClassVar[int] = -1
    """Kinds that can merge have a number of their own."""

    def __init__(self, model: BoardModel, after: Mapping[str, Item | None], drag: int = 0) -> None:
        super().__init__(tr(self.TEXT))
        self._model = model
        self.before: dict[str, Item | None] = {name: model.item(name) for name in after}
        self.after = dict(after)
        self.drag = drag

    def redo(self) -> None:
        """Do it, also for the first time."""
        self._model.apply(self.after)

    def undo(self) -> None:
        """Take it back."""
        self._model.apply(self.before)

    def id(self) -> int:
        """Commands of one kind may merge."""
        return self.KIND

    def mergeWith(self, other: QUndoCommand) -> bool:
        """One drag is one command, and so is a run of nudges."""
        if not isinstance(other, ItemsChange) or type(other) is not type(self):
            return False
        if not self.drag or other.drag != self.drag or other.after.keys() != self.after.keys():
            return False
        self.after = other.after
        return True

    @classmethod
    def of(cls, model: BoardModel, items: Iterable[Item], drag: int = 0) -> ItemsChange:
        """The change that puts these items in place of those with their ids."""
        return cls(model, {item.id: item for item in items}, drag)


class AddItems(ItemsChange):
    """Things come onto the canvas."""

    TEXT = "Add"

    @classmethod
    def of_draft(cls, model: BoardModel, item: Item) -> AddItems:
        """For a thing that lies there already while it is being made: undo takes it away."""
        made = cls(model, {item.id: item})
        made.before = {item.id: None}
        return made


class RemoveItems(ItemsChange):
    """Things leave it."""

    TEXT = "Remove"


class Move(ItemsChange):
    """Things are elsewhere."""

    TEXT, KIND = "Move", 1


class Scale(ItemsChange):
    """Things are larger or smaller."""

    TEXT, KIND = "Scale", 2


class Rotate(ItemsChange):
    """Things are turned."""

    TEXT, KIND = "Turn", 3


class Recrop(ItemsChange):
    """A frame shows another part of its picture."""

    TEXT, KIND = "Crop", 4


class Fade(ItemsChange):
    """Things are more or less see-through."""

    TEXT, KIND = "Opacity", 5


class Flip(ItemsChange):
    """Pictures are mirrored."""

    TEXT = "Flip"


class Grey(ItemsChange):
    """Pictures lose or regain their colours."""

    TEXT = "Greyscale"


class Restack(ItemsChange):
    """Things lie higher or lower."""

    TEXT = "Order"


class Align(ItemsChange):
    """Things share an edge."""

    TEXT = "Align"


class Distribute(ItemsChange):
    """Things have equal gaps."""

    TEXT = "Distribute"


class Arrange(ItemsChange):
    """Pictures are laid out anew."""

    TEXT = "Arrange"


class Group(ItemsChange):
    """Things move together, or no longer."""

    TEXT = "Group"


class Pin(ItemsChange):
    """Pictures stay through a re-run, or no longer."""

    TEXT = "Pin"


class EditNote(ItemsChange):
    """A note says something else."""

    TEXT = "Edit the note"


class Recolour(ItemsChange):
    """A swatch, note or arrow has another colour."""

    TEXT = "Colour"


class Embolden(ItemsChange):
    """A note is bold, or no longer."""

    TEXT = "Bold"


class HeadChange(QUndoCommand):
    """Fields of the document before and after."""

    TEXT: ClassVar[str] = "Change the board"

    def __init__(self, model: BoardModel, after: Mapping[str, Any]) -> None:
        super().__init__(tr(self.TEXT))
        self._model = model
        self.before = {name: getattr(model.head, name) for name in after}
        self.after = dict(after)

    def redo(self) -> None:
        """Do it."""
        self._model.set_head(self.after)

    def undo(self) -> None:
        """Take it back."""
        self._model.set_head(self.before)


class Rename(HeadChange):
    """The board has another name."""

    TEXT = "Rename"


class EditBeat(HeadChange):
    """A beat says something else."""

    TEXT = "Edit the beat"


class AddBeat(HeadChange):
    """A beat comes in."""

    TEXT = "Add a beat"


class RemoveBeat(HeadChange):
    """A beat goes."""

    TEXT = "Remove the beat"


class MoveBeat(HeadChange):
    """The beats are in another order."""

    TEXT = "Move the beat"


class EditShots(HeadChange):
    """The shot list is another."""

    TEXT = "Edit the shot list"


class Rerun(QUndoCommand):
    """The library was asked again: items, beats, palette and shots are others."""

    HEAD = ("beats", "palette", "shots", "brief", "avoid", "left_out", "title", "encoder")

    def __init__(self, model: BoardModel, board: Board) -> None:
        super().__init__(tr("Ask the library again"))
        self._model = model
        model.know(board.assets)
        fresh = {item.id: item for item in board.items}
        old = {item.id: item for item in model.items()}
        names = [n for n in {**old, **fresh} if old.get(n) != fresh.get(n)]
        self.before: dict[str, Item | None] = {n: old.get(n) for n in names}
        self.after: dict[str, Item | None] = {n: fresh.get(n) for n in names}
        self.head_before = {name: getattr(model.head, name) for name in self.HEAD}
        self.head_after = {name: getattr(board, name) for name in self.HEAD}

    def redo(self) -> None:
        """Take the new answer."""
        self._model.set_head(self.head_after)
        self._model.apply(self.after)

    def undo(self) -> None:
        """Back to the answer before."""
        self._model.set_head(self.head_before)
        self._model.apply(self.before)
