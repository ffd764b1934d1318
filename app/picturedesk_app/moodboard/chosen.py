"""What is chosen on the canvas: ids, whole groups at once."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from picturedesk.board_document import Item, PictureItem
from picturedesk_app.moodboard.model import BoardModel
from picturedesk_app.moodboard.shapes import Box, around, union


class Chosen(QObject):
    """The selection of one canvas."""

    changed = Signal()

    def __init__(self, model: BoardModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._ids: frozenset[str] = frozenset()
        model.loaded.connect(self.none)
        model.items_changed.connect(self._follow)

    @property
    def ids(self) -> frozenset[str]:
        """What is chosen."""
        return self._ids

    def items(self) -> list[Item]:
        """The chosen items, the lowest first."""
        return self._model.chosen(self._ids)

    def pictures(self) -> list[PictureItem]:
        """The pictures among them."""
        return [item for item in self.items() if isinstance(item, PictureItem)]

    def box(self) -> Box | None:
        """What is around them all."""
        return union(around(item) for item in self.items() if item.KIND != "group")

    def only(self, ids: Iterable[str]) -> None:
        """Choose these, and what is in a group with them, and nothing else."""
        self._set(frozenset(self._model.members(ids)))

    def toggle(self, item_id: str) -> None:
        """Take one in, or out, with its group."""
        self._set(self._ids ^ frozenset(self._model.members({item_id})))

    def none(self) -> None:
        """Choose nothing."""
        self._set(frozenset())

    def _set(self, ids: frozenset[str]) -> None:
        if ids != self._ids:
            self._ids = ids
            self.changed.emit()

    def _follow(self, names: frozenset[str]) -> None:
        gone = {name for name in names & self._ids if self._model.item(name) is None}
        if gone:
            self._set(self._ids - gone)
