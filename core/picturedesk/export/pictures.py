"""Pictures for a page: asked for at the size they are shown, cut, turned over, greyed."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from picturedesk.board_document import AssetRef, Board
from picturedesk.errors import UserError
from picturedesk.export.page import Picture

if TYPE_CHECKING:
    from PIL import Image

PictureSource = Callable[[AssetRef, int], "npt.NDArray[np.uint8] | None"]
"""(asset, longest side in pixels) -> upright sRGB ``(height, width, 3)`` uint8, no larger than
asked unless that is all there is; None, or a UserError, when the picture cannot be had."""

_MAX_SIDE = 4096


class Pictures:
    """Makes the pixels of a board's pictures for one export; remembers which were missing."""

    def __init__(self, board: Board, source: PictureSource) -> None:
        self._assets = {a.id: a for a in board.assets}
        self._source = source
        self.missing: list[str] = []
        """Asset ids that could not be had, in order."""

    def image(self, picture: Picture, pixels_per_point: float) -> Image.Image | None:
        """The picture as it fills its frame, upright in the frame (not yet rotated)."""
        from PIL import Image, ImageOps

        width = max(1, round(picture.width * pixels_per_point))
        height = max(1, round(picture.height * pixels_per_point))
        left, top, right, bottom = _box(picture)
        array = self._pixels(picture, max(width / (right - left), height / (bottom - top)))
        if array is None:
            return None
        image = Image.fromarray(array)
        box = _cut(image.size, (left, top, right, bottom), width / height)
        # Never enlarged: the renderer scales it, and the file stays small.
        shrink = min(1.0, (box[2] - box[0]) / width, (box[3] - box[1]) / height)
        size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
        image = image.resize(size, Image.Resampling.LANCZOS, box=box)
        if picture.flip_horizontal:
            image = ImageOps.mirror(image)
        if picture.flip_vertical:
            image = ImageOps.flip(image)
        if picture.greyscale:
            image = ImageOps.grayscale(image).convert("RGB")
        return image

    def jpeg(self, picture: Picture, pixels_per_point: float, quality: int = 86) -> bytes | None:
        """The same as JPEG (baseline, sRGB, no metadata)."""
        image = self.image(picture, pixels_per_point)
        if image is None:
            return None
        out = io.BytesIO()
        image.save(
            out, "JPEG", quality=quality, subsampling=0 if quality >= 90 else 2, optimize=True
        )
        return out.getvalue()

    def _pixels(self, picture: Picture, side: float) -> npt.NDArray[np.uint8] | None:
        asset = self._assets.get(picture.asset_id)
        array: npt.NDArray[np.uint8] | None = None
        if asset is not None:
            try:
                # The longest side of the whole, so that the part shown has pixels enough.
                shape = max(asset.width, asset.height) / min(asset.width, asset.height)
                array = self._source(asset, min(_MAX_SIDE, round(side * min(shape, 2.0))))
            except UserError:
                array = None
        if array is None or array.ndim != 3 or array.shape[2] != 3 or 0 in array.shape:
            if picture.asset_id not in self.missing:
                self.missing.append(picture.asset_id)
            return None
        return np.ascontiguousarray(array, dtype=np.uint8)


def _box(picture: Picture) -> tuple[float, float, float, float]:
    c = picture.crop
    return (c.left, c.top, c.right, c.bottom) if c is not None else (0.0, 0.0, 1.0, 1.0)


def _cut(
    size: tuple[int, int], crop: tuple[float, float, float, float], ratio: float
) -> tuple[float, float, float, float]:
    """The crop in pixels, trimmed evenly to the frame's ratio: nothing is ever stretched."""
    left, top, right, bottom = (
        crop[0] * size[0], crop[1] * size[1], crop[2] * size[0], crop[3] * size[1]
    )  # fmt: skip
    width, height = right - left, bottom - top
    if width / height > ratio:
        spare = (width - height * ratio) / 2
        left, right = left + spare, right - spare
    else:
        spare = height - width / ratio
        top, bottom = top + spare * 0.45, bottom - spare * 0.55
    return max(0.0, left), max(0.0, top), min(float(size[0]), right), min(float(size[1]), bottom)
