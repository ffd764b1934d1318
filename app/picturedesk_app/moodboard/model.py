"""The board that is open: items by id, everything else as the document has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from picturedesk import board_document
from picturedesk.board_document import AssetRef, Board, BoardBeat, Item, PictureItem
from picturedesk_app.moodboard import editing


class BoardModel(QObject):
    """Changed by undo commands only; views listen."""

    loaded = Signal()
    """Another board is open; every view starts anew."""
    items_changed = Signal(object)
    """Ids (frozenset) of items that were added, changed or removed."""
    head_changed = Signal(object)
    """Names (frozenset) of the document's fields that changed, such as ``beats``."""
    edited = Signal()
    """There is something to save."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._head = board_document.blank()
        self._items: dict[str, Item] = {}
        self._assets: dict[str, AssetRef] = {}
        self.is_open = False

    # -- reading -------------------------------------------------------------------------------

    @property
    def id(self) -> str:
        """The board's id."""
        return self._head.id

    @property
    def title(self) -> str:
        """Its name."""
        return self._head.title

    @property
    def beats(self) -> tuple[BoardBeat, ...]:
        """The beats in their order."""
        return self._head.beats

    @property
    def head(self) -> Board:
        """Everything but items and assets, as the document has it."""
        return self._head

    def item(self, item_id: str) -> Item | None:
        """One item."""
        return self._items.get(item_id)

    def items(self) -> list[Item]:
        """All items, in document order."""
        return list(self._items.values())

    def chosen(self, ids: Iterable[str]) -> list[Item]:
        """Those of these that are there, as they lie."""
        return editing.in_order(i for n in ids if (i := self._items.get(n)) is not None)

    def pictures(self) -> list[PictureItem]:
        """The pictures."""
        return [item for item in self._items.values() if isinstance(item, PictureItem)]

    def asset(self, asset_id: str) -> AssetRef | None:
        """What the board knows of an asset."""
        return self._assets.get(asset_id)

    def assets(self) -> Mapping[str, AssetRef]:
        """All of them."""
        return self._assets

    def top(self) -> int:
        """A place above everything."""
        return max((item.z for item in self._items.values()), default=0) + 1

    def members(self, ids: Iterable[str]) -> set[str]:
        """These and whatever is in a group with one of them."""
        wanted = set(ids)
        groups = {i.group for n in wanted if (i := self._items.get(n)) is not None and i.group}
        return wanted | {i.id for i in self._items.values() if i.group and i.group in groups}

    def document(self) -> Board:
        """The board as it is now, to be saved or written out."""
        board = replace(
            self._head, items=tuple(self._items.values()), assets=tuple(self._assets.values())
        )
        return board_document.touched(editing.pruned(board))

    # -- changing ------------------------------------------------------------------------------

    def load(self, board: Board) -> None:
        """Open a board."""
        self._head = replace(board, items=(), assets=())
        self._items = {item.id: item for item in board.items}
        self._assets = {asset.id: asset for asset in board.assets}
        self.is_open = True
        self.loaded.emit()

    def close(self) -> None:
        """No board is open."""
        self.load(board_document.blank())
        self.is_open = False

    def know(self, assets: Iterable[AssetRef]) -> None:
        """Remember these assets; what is not used in the end is not saved."""
        self._assets.update({asset.id: asset for asset in assets})

    def apply(self, items: Mapping[str, Item | None]) -> None:
        """Put these items in the place of those with their ids; None takes one away."""
        for item_id, item in items.items():
            if item is None:
                self._items.pop(item_id, None)
            else:
                self._items[item_id] = item
        self.items_changed.emit(frozenset(items))
        self.edited.emit()

    def set_head(self, values: Mapping[str, Any]) -> None:
        """Change fields of the document."""
        self._head = replace(self._head, **values)
        self.head_changed.emit(frozenset(values))
        self.edited.emit()
