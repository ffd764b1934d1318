"""How one picture is seen: its small pixels, its local grid, and what stands out in it.

None of it depends on a headline, so it is kept: the grids and pixels of the pictures looked at
last stay in memory (about half a megabyte each), and the next headline costs no grid.

The grid is that of the whole picture, squashed to the encoder's input, and of four overlapping
quarters of it: a tower whose grid is 4 by 4 still tells what stands where. A place of a grid also
knows its surroundings, which blurs where a thing ends; so sixteen overlapping windows are encoded
as pictures of their own as well. For a headline, :func:`heat` lays all of them over each other and
over what plainly stands out: words say which thing, saliency says how far it reaches.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from picturedesk import images
from picturedesk.errors import PictureProblem
from picturedesk.headlines import faces
from picturedesk.headlines.saliency import SIDE, salient
from picturedesk.records import Asset, Crop
from picturedesk.search.background import Background
from picturedesk.vision.encoder import ByteArray, Encoder, FloatArray
from picturedesk.vision.index import VectorIndex

if TYPE_CHECKING:
    from picturedesk.library import Library

DoubleArray = npt.NDArray[np.float64]
MAP = 32
"""Cells of heat and saliency maps, along each side."""
_QUARTER = 0.6
TILES = np.array(
    [
        (0.0, 0.0, 1.0, 1.0),
        (0.0, 0.0, _QUARTER, _QUARTER),
        (1 - _QUARTER, 0.0, 1.0, _QUARTER),
        (0.0, 1 - _QUARTER, _QUARTER, 1.0),
        (1 - _QUARTER, 1 - _QUARTER, 1.0, 1.0),
    ]
)
"""What grids are taken of: the whole, and four quarters that overlap."""
_WINDOW = 0.4
_STARTS = np.linspace(0.0, 1.0 - _WINDOW, 4)
WINDOWS = np.array([(x, y, x + _WINDOW, y + _WINDOW) for y in _STARTS for x in _STARTS])
"""What is encoded as pictures of their own."""
_REACH = 0.16
"""How far, in parts of the picture, a window speaks for what lies round its centre."""
_KEPT = 160
_FIRM = 0.7
"""Deviations between a picture's warmest and its usual place from which heat is trusted wholly."""
_SHARP = 2.0
_EVERYWHERE = 0.1
"""Part of a picture's mean saliency that every place has: what is warm and plain is not lost."""
_TRUSTED = 0.6
"""Part of a map that the headline draws at most; the rest is what plainly stands out.

A map from words is blurred and sometimes points at the wrong thing. On 480 made pictures all groups
were right most often from 0.5 to 0.7, and that stayed so when the map was made better than it is.
"""


@dataclass(slots=True, eq=False)
class Sight:
    """One picture as it is looked at."""

    asset: Asset
    pixels: ByteArray
    """``(H, W, 3)`` uint8, sRGB, upright: the thumbnail, or a larger view of the original."""
    grids: FloatArray
    """``(5, h, w, D)``: a unit vector a place, for each of :data:`TILES`."""
    windows: FloatArray
    """``(16, D)``: the unit vectors of :data:`WINDOWS`."""
    saliency: FloatArray
    """``(32, 32)`` in 0..1."""
    edges: FloatArray
    """``(32, 32)``: mean contrast of a place to its neighbours, 0..1."""
    faces: tuple[Crop, ...] | None
    """None where nothing here finds faces."""
    crops: dict[tuple[float, ...], FloatArray] = field(default_factory=dict)
    """Vectors of crops that were encoded, by box and size."""


_SEEN: WeakKeyDictionary[VectorIndex, OrderedDict[bytes, Sight]] = WeakKeyDictionary()
_LOCK = threading.Lock()
"""An index may serve two threads, and its sights with it."""


def sights(
    library: Library, assets: Sequence[Asset], encoder: Encoder
) -> tuple[dict[int, Sight], list[str]]:
    """Sights by asset key, from memory or the thumbnails, grids in one batch.

    Also sentences for pictures that could not be seen: those are left out.
    """
    found = _remembered(library.index, assets)
    fresh: list[tuple[Asset, ByteArray]] = []
    notes: list[str] = []
    for asset in assets:
        if asset.key in found:
            continue
        try:
            fresh.append((asset, small_pixels(library, asset)))
        except PictureProblem as problem:
            notes.append(f"{asset.path}: {problem.sentence}")
    seen = look(fresh, encoder)
    found |= {sight.asset.key: sight for sight in seen}
    with _LOCK:
        kept = _SEEN[library.index]
        kept.update((sight.asset.pixel_hash, sight) for sight in seen)
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    return found, notes


def _remembered(index: VectorIndex, assets: Sequence[Asset]) -> dict[int, Sight]:
    with _LOCK:
        kept = _SEEN.setdefault(index, OrderedDict())
        found = {a.key: kept[a.pixel_hash] for a in assets if a.pixel_hash in kept}
        for asset in assets:
            if asset.key in found:
                kept.move_to_end(asset.pixel_hash)
    return found


def small_pixels(library: Library, asset: Asset) -> ByteArray:
    """The thumbnail's pixels, or the original's where the cache lost it (PictureProblem)."""
    try:
        return images.open_rgb(str(library.paths.thumbnail(asset.pixel_hash)))
    except PictureProblem:
        return images.open_rgb(asset.path, max_side=images.THUMBNAIL_SIDE)


def look(pictures: Sequence[tuple[Asset, ByteArray]], encoder: Encoder) -> list[Sight]:
    """Sights of pictures that are decoded: one batch of grids, one of windows, for all of them."""
    if not pictures:
        return []
    spec = encoder.input_spec
    tiles = np.concatenate([images.views(pixels, TILES, None, spec) for _, pixels in pictures])
    grids = encoder.encode_grids(tiles)
    grids = grids.reshape(len(pictures), len(TILES), *grids.shape[1:])
    parts = np.concatenate([images.views(pixels, WINDOWS, None, spec) for _, pixels in pictures])
    windows = encoder.encode_pictures(parts).reshape(len(pictures), len(WINDOWS), -1)
    return [
        _sight(asset, pixels, grids[i], windows[i]) for i, (asset, pixels) in enumerate(pictures)
    ]


def _sight(asset: Asset, pixels: ByteArray, grids: FloatArray, windows: FloatArray) -> Sight:
    small = images.resized(pixels, (SIDE, SIDE))
    return Sight(
        asset,
        pixels,
        grids,
        windows,
        _pooled(salient(small)),
        _edges(pixels),
        faces.find(pixels),
    )


def _pooled(plane: FloatArray) -> FloatArray:
    side = plane.shape[0] // MAP
    return np.asarray(plane.reshape(MAP, side, MAP, side).mean((1, 3)), np.float32)


def _edges(pixels: ByteArray) -> FloatArray:
    """Contrast between neighbouring pixels of a picture squashed to 128 by 128, a cell's mean."""
    grey = images.resized(pixels, (4 * MAP, 4 * MAP)).astype(np.float32).mean(2) / 255.0
    steps = np.zeros_like(grey)
    steps[:, 1:] += np.abs(np.diff(grey, axis=1))
    steps[1:] += np.abs(np.diff(grey, axis=0))
    return np.asarray(steps.reshape(MAP, 4, MAP, 4).mean((1, 3)), np.float32)


def heat(sight: Sight, headline: FloatArray, ground: Background) -> tuple[FloatArray, float]:
    """Where in a picture the headline is: ``(32, 32)``, not negative, and how firm that is.

    Each place is measured in deviations above neutral texts; what is no warmer than the picture's
    usual place is cold; what is left counts by how much it plainly stands out. Firmness, 0 to 1, is
    how far the warmest place stands out from the usual one. The rest of the map is plain saliency:
    it completes a thing that the words only touch, and where they name nothing in the picture, what
    stands out is kept.
    """
    plane = (
        _warmth_of_grids(sight, headline, ground) + _warmth_of_windows(sight, headline, ground)
    ) / 2
    usual, warmest = np.percentile(plane, [45, 99])
    firm = float(np.clip((warmest - usual) / _FIRM, 0.0, 1.0))
    hot = np.clip((plane - usual) / max(warmest - usual, 1e-6), 0.0, 1.0) ** _SHARP
    plain = sight.saliency.astype(np.float64) + 0.02
    named = hot * (_EVERYWHERE * plain.mean() + plain)
    trust = _TRUSTED * firm
    mixed = trust * named / max(float(named.sum()), 1e-9) + (1 - trust) * plain / plain.sum()
    return np.asarray(mixed, np.float32), firm


def _warmth_of_grids(sight: Sight, headline: FloatArray, ground: Background) -> DoubleArray:
    height, width, dimension = sight.grids.shape[1:]
    places = sight.grids.reshape(-1, dimension)
    warmth = ground.above_neutral(headline, places).reshape(len(TILES), height, width)
    total = np.zeros((MAP, MAP))
    weight = np.zeros((MAP, MAP))
    for tile, values in zip(TILES, warmth, strict=True):
        _lay(total, weight, tile, values)
    return total / np.maximum(weight, 1e-9)


def _warmth_of_windows(sight: Sight, headline: FloatArray, ground: Background) -> DoubleArray:
    warmth = ground.above_neutral(headline, sight.windows)
    centres = (np.arange(MAP) + 0.5) / MAP
    middle = (WINDOWS[:, :2] + WINDOWS[:, 2:]) / 2
    near = np.exp(-(((centres[None, :, None] - middle[:, None, :]) / _REACH) ** 2))
    weights = near[:, :, 1][:, :, None] * near[:, :, 0][:, None, :]
    return np.asarray(np.tensordot(warmth, weights, 1) / weights.sum(0))


def _lay(total: DoubleArray, weight: DoubleArray, tile: DoubleArray, values: FloatArray) -> None:
    """Add one grid, interpolated between its cells' centres, where its tile lies."""
    height, width = values.shape
    centres = (np.arange(MAP) + 0.5) / MAP
    across = (centres - tile[0]) / (tile[2] - tile[0])
    down = (centres - tile[1]) / (tile[3] - tile[1])
    columns, rows = (across >= 0) & (across <= 1), (down >= 0) & (down <= 1)
    x = np.clip(across[columns] * width - 0.5, 0, width - 1)
    y = np.clip(down[rows] * height - 0.5, 0, height - 1)
    along = np.stack([np.interp(x, np.arange(width), row) for row in values])
    plane = np.stack([np.interp(y, np.arange(height), column) for column in along.T], 1)
    total[np.ix_(rows, columns)] += plane
    weight[np.ix_(rows, columns)] += 1.0
