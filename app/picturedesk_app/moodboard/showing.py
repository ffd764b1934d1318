"""Keeps the scene as the model is, and the pictures as sharp as they are seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPixmap

from picturedesk.board_document import Item, PictureItem
from picturedesk_app import theme
from picturedesk_app.colour import hex_of
from picturedesk_app.i18n import tr
from picturedesk_app.moodboard import scene_items, shapes
from picturedesk_app.moodboard.board_reading import Source
from picturedesk_app.moodboard.canvas_pictures import CanvasPictures, Wish, level_for
from picturedesk_app.moodboard.model import BoardModel
from picturedesk_app.moodboard.scene_items import ItemView, PictureView

if TYPE_CHECKING:
    from picturedesk_app.moodboard.canvas import Canvas

_SETTLE_MS = 90


class Showing(QObject):
    """One for a canvas."""

    sources_wanted = Signal(object)
    """Asset ids (list) whose files are not known yet."""

    def __init__(self, canvas: Canvas, model: BoardModel, pictures: CanvasPictures) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._model = model
        self._pictures = pictures
        self._views: dict[str, ItemView] = {}
        self._sources: dict[str, Source | None] = {}
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.look)
        model.loaded.connect(self._load)
        model.items_changed.connect(self._change)
        pictures.arrived.connect(self._arrived)
        pictures.let_go.connect(self._let_go)
        theme.current().changed.connect(self._restyle)

    def view(self, item_id: str) -> ItemView | None:
        """What draws an item."""
        return self._views.get(item_id)

    def source(self, asset_id: str) -> Source | None:
        """Where an asset is, if that is known."""
        return self._sources.get(asset_id)

    def is_away(self, item: PictureItem) -> bool:
        """Whether the library has answered that this picture's file is not there."""
        source = self._sources.get(item.asset_id)
        return item.asset_id in self._sources and (source is None or source.missing)

    # -- the scene follows the model -----------------------------------------------------------

    def _load(self) -> None:
        scene = self._canvas.board_scene
        self._pictures.forget_all()
        for view in self._views.values():
            scene.removeItem(view)
        self._views.clear()
        self._sources.clear()
        self._change(frozenset(item.id for item in self._model.items()))

    def _change(self, names: Iterable[str]) -> None:
        for name in names:
            item = self._model.item(name)
            view = self._views.get(name)
            if item is not None and view is not None and scene_items.show(view, item):
                self._dress(item, view)
            else:
                self._remake(name, item, view)
        self._ask_sources()
        self.soon()
        self._canvas.viewport().update()

    def _remake(self, name: str, item: Item | None, view: ItemView | None) -> None:
        if view is not None:
            self._canvas.board_scene.removeItem(view)
            del self._views[name]
            self._pictures.forget((name,))
        made = scene_items.view_of(item) if item is not None else None
        if made is not None and item is not None:
            self._views[name] = made
            if isinstance(made, PictureView):
                made.show_pixmap(self._tint(made.item), real=False)
            self._dress(item, made)
            self._canvas.board_scene.addItem(made)

    def _dress(self, item: Item, view: ItemView) -> None:
        if isinstance(view, PictureView) and isinstance(item, PictureItem):
            view.mark("offline", self.is_away(item), tr("The file is not where it was"))
            view.mark("pin", item.pinned, tr("Pinned: stays when the beat is asked again"))

    def _tint(self, item: PictureItem) -> QPixmap:
        asset = self._model.asset(item.asset_id)
        ground = theme.current().color("placeholder")
        pixmap = QPixmap(8, max(1, round(8 * item.height / item.width)))
        if asset is not None and asset.palette:
            ground = theme.mixed(QColor(hex_of(asset.palette[0])), ground, 0.55)
        pixmap.fill(ground)
        return pixmap

    def _restyle(self) -> None:
        for view in self._views.values():
            view.restyle()
            if isinstance(view, PictureView) and not view.has_picture:
                view.show_pixmap(self._tint(view.item), real=False)
        self._canvas.restyle()

    def shift(self, items: Iterable[Item], dx: float, dy: float) -> None:
        """Show many things elsewhere for as long as they are dragged."""
        for item in items:
            view = self._views.get(item.id)
            if isinstance(view, PictureView):
                view.setPos(item.x + item.width / 2 + dx, item.y + item.height / 2 + dy)
            elif view is not None:
                view.setPos(item.x + dx, item.y + dy)

    # -- where the files are -------------------------------------------------------------------

    def _ask_sources(self) -> None:
        used = {picture.asset_id for picture in self._model.pictures()}
        missing = sorted(used - self._sources.keys())
        if missing:
            self.sources_wanted.emit(missing)

    def ask_again(self) -> None:
        """Files may have moved, come or gone."""
        used = sorted({picture.asset_id for picture in self._model.pictures()})
        self._pictures.retry()
        if used:
            self.sources_wanted.emit(used)

    def know_sources(self, asked: Iterable[str], found: Mapping[str, Source]) -> None:
        """The library has answered; what it does not have is gone from it."""
        for asset_id in asked:
            self._sources[asset_id] = found.get(asset_id)
        for name, view in self._views.items():
            item = self._model.item(name)
            if item is not None:
                self._dress(item, view)
        self.soon()

    # -- pixels --------------------------------------------------------------------------------

    def soon(self) -> None:
        """Look at what is seen when the hand rests."""
        self._settle.start()

    def look(self) -> None:
        """Wish for the pictures that are seen, the largest first, and for those near them."""
        seen = self._canvas.seen()
        near = seen.adjusted(
            -seen.width() / 3, -seen.height() / 3, seen.width() / 3, seen.height() / 3
        )
        scale = self._canvas.scale_now * self._canvas.devicePixelRatioF()
        first: list[tuple[float, Wish]] = []
        later: list[Wish] = []
        for picture in self._model.pictures():
            box = shapes.around(picture)
            rect = QRectF(box.x, box.y, box.width, box.height)
            wish = self._wish(picture, scale) if near.intersects(rect) else None
            if wish is not None and seen.intersects(rect):
                first.append((-picture.width * picture.height, wish))
            elif wish is not None:
                later.append(wish)
        first.sort(key=lambda pair: pair[0])
        cropping = self._canvas.hand.cropping
        whole = cropping.wish() if cropping is not None else None
        extra = [whole] if whole is not None else []
        self._pictures.want([*extra, *(wish for _, wish in first), *later])

    def _wish(self, item: PictureItem, scale: float) -> Wish | None:
        source = self._sources.get(item.asset_id)
        if source is None:
            return None
        box = shapes.frame(item)
        crop = shapes.shown(item.crop, source.width / source.height, box)
        level = level_for(max(box.width, box.height) * scale)
        # No more than the file has.
        own = max((crop.right - crop.left) * source.width, (crop.bottom - crop.top) * source.height)
        level = min(level, level_for(own))
        original = "" if source.missing else source.path
        return Wish(
            item.id, source.thumbnail, original, crop, item.greyscale, level,
            box.width / box.height,
        )  # fmt: skip

    def _arrived(self, name: str, pixmap: QPixmap) -> None:
        view = self._views.get(name)
        if isinstance(view, PictureView):
            view.show_pixmap(pixmap)
        else:
            self._canvas.hand.whole_arrived(name, pixmap)

    def _let_go(self, name: str) -> None:
        view = self._views.get(name)
        if isinstance(view, PictureView):
            view.show_pixmap(self._tint(view.item), real=False)
