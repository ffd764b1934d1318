"""Cropping: the picture moves inside its frame, or the frame over its picture.

While it lasts, the whole picture is seen, dimmed outside the frame. Every step is an undo
command; those of one drag merge.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPixmap

from picturedesk.board_document import PictureItem
from picturedesk.records import Crop
from picturedesk_app import theme
from picturedesk_app.moodboard import shapes
from picturedesk_app.moodboard.canvas_pictures import Wish, level_for
from picturedesk_app.moodboard.commands import Recrop

if TYPE_CHECKING:
    from picturedesk_app.moodboard.canvas import Canvas

PREFIX = "whole/"


class Cropping:
    """One crop in hand; ``canvas.hand`` owns it while it lasts."""

    def __init__(self, canvas: Canvas, item: PictureItem) -> None:
        self._canvas = canvas
        self.item_id = item.id
        self._whole: QPixmap | None = None
        asset = canvas.model.asset(item.asset_id)
        self._ratio = asset.width / asset.height if asset is not None else item.width / item.height

    @property
    def item(self) -> PictureItem | None:
        """The picture as it is now."""
        item = self._canvas.model.item(self.item_id)
        return item if isinstance(item, PictureItem) else None

    def wish(self) -> Wish | None:
        """The whole picture, to be seen around the frame."""
        item = self.item
        source = self._canvas.showing.source(item.asset_id) if item is not None else None
        if item is None or source is None:
            return None
        crop = self.crop(item)
        size = max(item.width / (crop.right - crop.left), item.height / (crop.bottom - crop.top))
        level = level_for(size * self._canvas.scale_now * self._canvas.devicePixelRatioF())
        original = "" if source.missing else source.path
        return Wish(
            PREFIX + item.id, source.thumbnail, original, shapes.WHOLE, item.greyscale, level,
            source.width / source.height,
        )  # fmt: skip

    def arrived(self, pixmap: QPixmap) -> None:
        """The whole picture is here."""
        self._whole = pixmap
        self._canvas.viewport().update()

    def crop(self, item: PictureItem) -> Crop:
        """What the frame shows now."""
        return shapes.shown(item.crop, self._ratio, shapes.frame(item))

    # -- changing ------------------------------------------------------------------------------

    def pan(self, start: PictureItem, dx: float, dy: float, drag: int) -> None:
        """Move the picture inside the frame, by board units on the screen."""
        crop = self.crop(start)
        along, down = shapes.turned(dx, dy, -start.rotation, 0.0, 0.0)
        wide = start.width / (crop.right - crop.left)
        high = start.height / (crop.bottom - crop.top)
        flip_x = -1.0 if start.flip_horizontal else 1.0
        flip_y = -1.0 if start.flip_vertical else 1.0
        new = shapes.panned(crop, -along / wide * flip_x, -down / high * flip_y)
        self._push(replace(start, crop=new), drag)

    def zoom(self, factor: float, drag: int) -> None:
        """Show less of it, larger, or more."""
        item = self.item
        if item is not None:
            self._push(replace(item, crop=shapes.zoomed(self.crop(item), factor)), drag)

    def cut(self, start: PictureItem, side: str, dx: float, dy: float, drag: int) -> None:
        """Move an edge or a corner of the frame; the picture stays where it is."""
        crop = self.crop(start)
        along, down = shapes.turned(dx, dy, -start.rotation, 0.0, 0.0)
        wide = start.width / (crop.right - crop.left)
        high = start.height / (crop.bottom - crop.top)
        left = along / wide if "w" in side else 0.0
        right = along / wide if "e" in side else 0.0
        top = down / high if "n" in side else 0.0
        bottom = down / high if "s" in side else 0.0
        if start.flip_horizontal:
            left, right = -right, -left
        if start.flip_vertical:
            top, bottom = -bottom, -top
        new = shapes.cut(crop, left, top, right, bottom)
        self._push(self._reframed(start, crop, new, wide, high), drag)

    def _reframed(
        self, start: PictureItem, old: Crop, new: Crop, wide: float, high: float
    ) -> PictureItem:
        """The frame that shows the new crop with the picture at its place."""
        width, height = (new.right - new.left) * wide, (new.bottom - new.top) * high
        shift_x = ((new.left + new.right) - (old.left + old.right)) / 2 * wide
        shift_y = ((new.top + new.bottom) - (old.top + old.bottom)) / 2 * high
        shift_x *= -1.0 if start.flip_horizontal else 1.0
        shift_y *= -1.0 if start.flip_vertical else 1.0
        cx, cy = shapes.frame(start).centre
        dx, dy = shapes.turned(shift_x, shift_y, start.rotation, 0.0, 0.0)
        return replace(
            start, crop=new, width=width, height=height,
            x=cx + dx - width / 2, y=cy + dy - height / 2,
        )  # fmt: skip

    def _push(self, item: PictureItem, drag: int) -> None:
        if item != self.item:
            self._canvas.stack.push(Recrop.of(self._canvas.model, [item], drag))

    # -- painting ------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        """The whole picture, dimmed; the frame's part in full; thirds in it. In pixels."""
        item = self.item
        if item is None:
            return
        look = theme.current()
        scale = self._canvas.scale_now
        crop = self.crop(item)
        frame = QRectF(
            -item.width * scale / 2, -item.height * scale / 2,
            item.width * scale, item.height * scale,
        )  # fmt: skip
        wide = frame.width() / (crop.right - crop.left)
        high = frame.height() / (crop.bottom - crop.top)
        whole = QRectF(frame.x() - crop.left * wide, frame.y() - crop.top * high, wide, high)
        painter.save()
        painter.translate(self._canvas.on_screen(*shapes.frame(item).centre))
        painter.rotate(item.rotation)
        painter.save()
        painter.scale(-1 if item.flip_horizontal else 1, -1 if item.flip_vertical else 1)
        dim = look.color("ground")
        painter.fillRect(whole, dim)
        if self._whole is not None:
            source = QRectF(self._whole.rect())
            painter.setOpacity(0.35)
            painter.drawPixmap(whole, self._whole, source)
            painter.setOpacity(1.0)
            painter.setClipRect(frame)
            painter.drawPixmap(whole, self._whole, source)
        painter.restore()
        line = look.color("on_scrim")
        line.setAlphaF(0.5)
        painter.setPen(QPen(line, 1))
        for third in (1 / 3, 2 / 3):
            x, y = frame.x() + frame.width() * third, frame.y() + frame.height() * third
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
        painter.restore()


def step_of(angle: float) -> float:
    """How much a turn of the wheel zooms."""
    return math.pow(1.0015, angle)
