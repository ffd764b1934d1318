"""Why a picture matched: which variant of the prompt won, and where in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from picturedesk import images
from picturedesk.errors import PictureProblem
from picturedesk.records import Query, Why
from picturedesk.search.background import Background, background
from picturedesk.search.probe import Probe, probe
from picturedesk.vision.encoder import FloatArray

if TYPE_CHECKING:
    from picturedesk.library import Library

_FULL = 4.0
"""Standard deviations above neutral texts at which a place is shown at full strength."""


def whys(probes: Sequence[Probe], vectors: FloatArray) -> list[Why]:
    """For each row of ``vectors`` (n, D): the variant of the plus terms nearest to it."""
    plus = [p for p in probes if p.term.weight > 0]
    names = [name for p in plus for name in p.names]
    scores = vectors @ np.concatenate([p.variants for p in plus]).T
    order = np.argsort(-scores, axis=1, kind="stable")[:, :2]
    found = []
    for row, best in enumerate(order):
        first = int(best[0])
        why = Why(names[first], round(float(scores[row, first]), 6))
        if len(best) > 1:
            second = int(best[1])
            why = replace(
                why,
                runner_up=names[second],
                runner_up_score=round(float(scores[row, second]), 6),
            )
        found.append(why)
    return found


def why_heat_map(library: Library, asset_key: int, query: Query) -> FloatArray:
    """Where in a picture the query matches: ``(h, w)`` in 0..1, over the whole upright picture.

    A place is 0 where it is no nearer to the query than to the neutral texts, 1 where it is four
    standard deviations nearer; nothing is stretched, so a picture that shows nothing of what was
    asked stays dark. (For a picture that was asked with: from as alike as any two to the same.)
    Read from the thumbnail; one pass of the picture tower (tens of ms).

    Raises PictureProblem when the thumbnail is not there and the original cannot be read.
    """
    asset = library.catalog.assets.get(asset_key)
    encoder = library.encoder
    # Squashed, whatever the encoder likes best: the grid has to cover the picture to its edges.
    spec = replace(encoder.input_spec, resize="squash")
    try:
        pixels = images.open_rgb(str(library.paths.thumbnail(asset.pixel_hash)))
    except PictureProblem:
        pixels = images.open_rgb(asset.path, max_side=2 * spec.size)
    grid = encoder.encode_grids(images.prepare(pixels, spec)[None])[0]
    height, width, dimension = grid.shape
    ground = background(library)
    plus = [probe(library, term) for term in query.terms if term.weight > 0]
    places = grid.reshape(-1, dimension)
    warmth = np.average(
        [_warmth(ground, p, places) for p in plus], axis=0, weights=[p.term.weight for p in plus]
    )
    return np.asarray(np.clip(warmth, 0.0, 1.0).reshape(height, width), np.float32)


def _warmth(ground: Background, p: Probe, places: FloatArray) -> FloatArray:
    """How much each place ``(n, D)`` is of what one term asks; 0 to 1 and beyond."""
    if p.is_text:
        return ground.above_neutral(p.vector, places) / _FULL
    likeness = (places @ p.vector - ground.unrelated) / max(1e-6, 1.0 - ground.unrelated)
    return np.asarray(likeness, np.float32)
