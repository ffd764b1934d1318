"""The door's functions: each puts the pieces together, in the order told by the package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from picturedesk.errors import LibraryError, UsageError
from picturedesk.records import Match, Query, Result, Standing, Term
from picturedesk.search.background import Background, background
from picturedesk.search.blend import Blend
from picturedesk.search.diversity import collapse, diversify
from picturedesk.search.explain import whys
from picturedesk.search.pool import Pool, Shelf
from picturedesk.search.probe import Probe, asset_vector, probe, text_probe
from picturedesk.search.standing import judge
from picturedesk.vision.encoder import FloatArray

if TYPE_CHECKING:
    from picturedesk.library import Library

_JUDGED = 16
"""How many of the best candidates say whether anything fits."""
_VARIED = 3
_VARIED_LEAST = 200
"""Variety is drawn from so many times the result, and from no fewer than this."""


def find(library: Library, query: Query) -> Result:
    """The best matches for a query among the assets its filter allows.

    Matches come in order of similarity (of MMR where ``diversity`` is asked) and are always
    listed, whatever their standing; ``Result.standing`` says whether anything fits at all.

    Raises UsageError for a query without a plus term or a filter that cannot be read,
    PictureProblem for a ``like`` that cannot be, LibraryError when there is no vector to search,
    ModelError when the encoder is needed and is not here.
    """
    shelf = Shelf(library, query.where, frozenset())  # a wrong filter is said before a model loads
    result = _find(library, query, [probe(library, term) for term in query.terms], shelf)
    if not result.matches and not query.where.strip() and query.limit > 0 and result.total:
        raise LibraryError(
            "No picture of this library has a vector to be found by.",
            "To make them again: picturedesk rescan",
        )
    return result


def similar(
    library: Library,
    asset_key: int,
    *,
    where: str = "",
    limit: int = 50,
    collapse: bool = False,
    diversity: float = 0.0,
) -> Result:
    """More like this: the pictures nearest to one of the library's own, itself left out.

    Raises UsageError when the asset is not there or has not been embedded yet.
    """
    assets = library.catalog.assets.get_many([asset_key])
    vector = asset_vector(library, asset_key) if assets else None
    if vector is None:
        raise UsageError("This picture has not been read yet.", "Wait for the import to reach it.")
    term = Term(like=assets[0].path)
    seen = Probe(term, vector, (f"like {_name(assets[0].path)}",), vector[None], asset_key)
    query = Query((term,), where, limit, collapse, diversity)
    return _find(library, query, [seen], Shelf(library, where, frozenset({asset_key})))


def text_vector(library: Library, text: str) -> FloatArray:
    """The unit vector ``(D,)`` that a text is searched with: the mean of its prompt set."""
    return text_probe(library, Term(text=text)).vector


def warm(library: Library) -> None:
    """Do ahead what a first query would wait for: the neutral texts and the library's sample."""
    background(library)


def _find(library: Library, query: Query, probes: list[Probe], shelf: Shelf) -> Result:
    ground = background(library)
    blend = Blend(probes, ground)
    pool, groups = _candidates(shelf, blend, query, ground)
    if query.diversity > 0:
        rows = np.array([group[0] for group in groups], np.intp)
        chosen = diversify(
            pool.vectors[rows], pool.scores[rows], query.limit, query.diversity, ground.unrelated
        )
        groups = [groups[i] for i in chosen]
    groups = groups[: max(query.limit, 0)]
    leaders = [group[0] for group in groups]
    # The query as a whole is judged by its best candidates, whichever of them are returned.
    looked_at = sorted({*leaders, *range(min(_JUDGED, len(pool.assets)))})
    verdict = judge(ground, blend, pool.vectors[looked_at], pool.drawn_from)
    standings = dict(zip(looked_at, verdict.standings, strict=True))
    matches = _matches(pool, groups, probes, standings)
    return Result(query.label, verdict.whole, matches, shelf.assets)


def _candidates(
    shelf: Shelf, blend: Blend, query: Query, ground: Background
) -> tuple[Pool, list[list[int]]]:
    """A pool large enough for the result, and its rows in groups, each led by its best."""
    wanted = max(query.limit, 1)
    size = max(wanted, _JUDGED)
    if query.diversity > 0:
        size = max(_VARIED * wanted, _VARIED_LEAST)
    elif query.collapse:
        size = 2 * wanted + _JUDGED
    most = 8 * size
    while True:
        pool = shelf.gather(blend.direction, blend.score, size, blend.look_at)
        if not query.collapse:
            return pool, [[row] for row in range(len(pool.assets))]
        hashes = [asset.pixel_hash for asset in pool.assets]
        groups = collapse(pool.vectors, hashes, ground.near_identical)
        if len(groups) >= wanted or len(pool.assets) < size or size >= most:
            return pool, groups
        size *= 2


def _matches(
    pool: Pool,
    groups: list[list[int]],
    probes: list[Probe],
    standings: Mapping[int, Standing],
) -> tuple[Match, ...]:
    if not groups:
        return ()
    reasons = whys(probes, pool.vectors[[group[0] for group in groups]])
    return tuple(
        Match(
            asset_key=pool.assets[group[0]].key,
            asset_id=pool.assets[group[0]].id,
            path=pool.assets[group[0]].path,
            score=float(pool.scores[group[0]]),
            standing=standings[group[0]],
            why=why,
            count=len(group),
            others=tuple(pool.assets[row].key for row in group[1:]),
        )
        for group, why in zip(groups, reasons, strict=True)
    )


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]
