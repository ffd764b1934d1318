"""Between the grid and the inspector: which picture is told about, and what its buttons do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from picturedesk.records import Asset, Match, Query
from picturedesk_app import operations, reading
from picturedesk_app.desk import Desk
from picturedesk_app.grid import GridView
from picturedesk_app.library.inspector import Inspector
from picturedesk_app.messages import Messages
from picturedesk_app.previews import Picture

if TYPE_CHECKING:
    from picturedesk.vision.encoder import FloatArray

_PAUSE_MS = 60
"""Arrow keys held down do not ask for every picture on the way."""


class Inspecting(QObject):
    """Follows the selection."""

    tag_chosen = Signal(str)

    def __init__(
        self,
        inspector: Inspector,
        grid: GridView,
        desk: Desk,
        messages: Messages,
        *,
        match_of: Callable[[int], Match | None],
        query_now: Callable[[], Query | None],
    ) -> None:
        super().__init__(inspector)
        self._inspector, self._grid = inspector, grid
        self._desk, self._messages = desk, messages
        self._match_of, self._query_now = match_of, query_now
        self._asset: Asset | None = None
        self._loader = desk.imagery.loader()
        self._loader.arrived.connect(self._picture_came)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE_MS)
        self._wait.timeout.connect(self.refresh)
        grid.selection.changed.connect(self._wait.start)
        grid.selection.current_changed.connect(self._wait.start)
        inspector.rated.connect(self._rate)
        inspector.tag_given.connect(self._tag)
        inspector.tag_taken.connect(self._untag)
        inspector.tag_chosen.connect(self.tag_chosen)
        inspector.heat_wanted.connect(self._heat)

    def keys(self) -> list[int]:
        """What rating and tags act on."""
        chosen = [int(key) for key in self._grid.selection.chosen()]
        if not chosen and self._asset is not None:
            chosen = [self._asset.key]
        return chosen

    def refresh(self) -> None:
        """Tell about the current picture."""
        index = self._grid.selection.current
        if not 0 <= index < len(self._grid.model):
            self._asset = None
            self._loader.want(None)
            self._inspector.show_nothing()
            return
        key = int(self._grid.model.keys[index])
        self._desk.ask("inspect", partial(reading.asset, key=key), self._came)

    def refresh_tags(self) -> None:
        """The words offered while typing a tag."""
        self._desk.ask("tags", reading.tag_names, self._inspector.complete_with)

    def _came(self, asset: Asset | None) -> None:
        if asset is None:
            self._inspector.show_nothing()
            return
        new = self._asset is None or self._asset.key != asset.key
        self._asset = asset
        row = self._grid.model.row_of_key(asset.key)
        away = asset.missing or (row is not None and row.away)
        self._inspector.show_asset(asset, self._match_of(asset.key), away=away)
        if new:
            known = self._desk.imagery.thumbnails.get(asset.key)
            self._inspector.show_picture(known.toImage() if known is not None else None)
        side = round(self._inspector.width() * self._inspector.devicePixelRatioF())
        self._loader.want(
            Picture(
                asset.key,
                row.thumbnail if row is not None else "",
                "" if away else asset.path,
                320 if side <= 340 else 1024,
            )
        )
        if self._grid.selection.count > 1:
            self._inspector.show_many(self._grid.selection.count)
        elif self._inspector.why.heat.isChecked():
            self._heat(on=True)

    def _picture_came(self, key: int, image: QImage) -> None:
        if self._asset is not None and key == self._asset.key:
            self._inspector.show_picture(image)

    # -- buttons -------------------------------------------------------------------------------

    def _rate(self, stars: int) -> None:
        operations.rate(self._desk, self._messages, self.keys(), stars)

    def _tag(self, name: str) -> None:
        operations.tag(self._desk, self._messages, self.keys(), name)

    def _untag(self, name: str) -> None:
        operations.untag(self._desk, self._messages, self.keys(), name)

    def _heat(self, on: bool) -> None:
        query = self._query_now()
        if not on or query is None or self._asset is None:
            self._desk.drop("heat")
            self._inspector.picture.show_heat(None)
            return
        work = partial(reading.heat, key=self._asset.key, query=query)
        self._desk.ask("heat", work, self._heat_came, self._messages.problem)

    def _heat_came(self, heat: FloatArray) -> None:
        self._inspector.picture.show_heat(heat)
