"""What a grid asks for while it is looked at: rows, thumbnails, larger previews."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from picturedesk_app import theme
from picturedesk_app.grid.thumbnails import THUMBNAIL_SIDE, Thumbnails, Wish
from picturedesk_app.theme import Size

if TYPE_CHECKING:
    from picturedesk_app.grid.placed import PlacedArea

_AHEAD = 0.75
"""Part of a screen that is loaded beyond what is visible."""


class Supply(QObject):
    """One for a view; it is told what is seen at every paint."""

    def __init__(self, view: PlacedArea, thumbnails: Thumbnails) -> None:
        super().__init__(view)
        self._view = view
        self._thumbnails = thumbnails
        self._ground = theme.current().color("ground").rgb()
        thumbnails.arrived.connect(self._arrived)
        view.model.repainted.connect(thumbnails.forget)
        theme.current().changed.connect(self._restyle)

    def ask(self, visible: range) -> None:
        """Rows and thumbnails: first what is seen, then what comes next."""
        view = self._view
        page, top = view.viewport().height(), view.top
        near = view.layout_now.between(top - _AHEAD * page, top + (1 + _AHEAD) * page)
        view.model.want(near)
        after = range(visible.stop, near.stop)
        before = range(near.start, visible.start)
        wishes = [
            wish
            for indexes in (visible, after, before)
            for index in indexes
            if (wish := self._wish(index)) is not None
        ]
        # A large preview only once the thumbnail is there, and only for what is seen.
        large = [w for w in wishes[: len(visible)] if self._wants_large(w)]
        larger = [replace(wish, large=True) for wish in large]
        self._thumbnails.want(view, [*wishes, *larger])

    def _wants_large(self, wish: Wish) -> bool:
        if max(wish.width, wish.height) <= THUMBNAIL_SIDE * 1.1:
            return False
        return self._thumbnails.get(wish.key) is not None and bool(wish.original)

    def _wish(self, index: int) -> Wish | None:
        row = self._view.model.row(index)
        if row is None:
            return None
        ratio = self._view.viewport().devicePixelRatioF()
        _, _, width, height = self._view.layout_now.rect(index)
        return Wish(
            row.key, row.thumbnail, "" if row.away or row.is_video else row.path,
            round(width * ratio), round(height * ratio), Size.THUMB_RADIUS * ratio, ratio,
            self._ground,
        )  # fmt: skip

    @Slot(int)
    def _arrived(self, key: int) -> None:
        for index in self._view.visible():
            if int(self._view.model.keys[index]) == key:
                self._view.viewport().update(self._view.rect_of(index).adjusted(-6, -6, 6, 6))
                return

    @Slot()
    def _restyle(self) -> None:
        self._ground = theme.current().color("ground").rgb()
        self._thumbnails.forget_all()
        self._view.viewport().update()
