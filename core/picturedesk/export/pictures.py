"""Pictures for a page: asked for at the size they are shown, cut, turned over, greyed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from picturedesk import images
from picturedesk.board_document import AssetRef, Board
from picturedesk.errors import UserError
from picturedesk.export.page import Picture

ByteArray = npt.NDArray[np.uint8]
PictureSource = Callable[[AssetRef, int], "ByteArray | None"]
"""(asset, longest side in pixels) -> upright sRGB ``(height, width, 3)`` uint8, no larger than
asked unless that is all there is; None, or a UserError, when the picture cannot be had."""

_MAX_SIDE = 4096
_LUMA = np.array((0.299, 0.587, 0.114))
"""How bright the eye finds red, green and blue (BT.601)."""


class Pictures:
    """Makes the pixels of a board's pictures for one export; remembers which were missing."""

    def __init__(self, board: Board, source: PictureSource) -> None:
        self._assets = {a.id: a for a in board.assets}
        self._source = source
        self.missing: list[str] = []
        """Asset ids that could not be had, in order."""

    def image(self, picture: Picture, pixels_per_point: float) -> ByteArray | None:
        """The picture as it fills its frame: ``(h, w, 3)`` sRGB, upright, not yet rotated.

        As many pixels as asked for, or fewer: it is never enlarged, the renderer scales it, and
        the file stays small.
        """
        width = max(1, round(picture.width * pixels_per_point))
        height = max(1, round(picture.height * pixels_per_point))
        crop = _box(picture)
        array = self._pixels(
            picture, max(width / (crop[2] - crop[0]), height / (crop[3] - crop[1]))
        )
        if array is None:
            return None
        whole = array.shape[1], array.shape[0]
        box = _cut(whole, crop, width / height)
        shrink = min(1.0, (box[2] - box[0]) / width, (box[3] - box[1]) / height)
        size = (max(1, round(width * shrink)), max(1, round(height * shrink)))
        parts = (box[0] / whole[0], box[1] / whole[1], box[2] / whole[0], box[3] / whole[1])
        shown: ByteArray = images.resized(array, size, parts)
        if picture.flip_horizontal:
            shown = shown[:, ::-1]
        if picture.flip_vertical:
            shown = shown[::-1]
        if picture.greyscale:
            grey = (shown @ _LUMA + 0.5).astype(np.uint8)
            shown = np.repeat(grey[..., None], 3, axis=2)
        return np.ascontiguousarray(shown)

    def jpeg(self, picture: Picture, pixels_per_point: float, quality: int = 86) -> bytes | None:
        """The same as JPEG (sRGB and its profile, no metadata)."""
        shown = self.image(picture, pixels_per_point)
        return images.save_jpeg(shown, quality) if shown is not None else None

    def _pixels(self, picture: Picture, side: float) -> ByteArray | None:
        asset = self._assets.get(picture.asset_id)
        array: ByteArray | None = None
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
