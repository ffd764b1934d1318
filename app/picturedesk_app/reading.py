"""What the window asks of an open library: plain functions for the reader threads.

Each takes the library first and gives back values that may cross threads.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from picturedesk import settings
from picturedesk.catalog import filters
from picturedesk.errors import LibraryError, UserError
from picturedesk.records import Asset, AssetKind, Match, Problem, Query, Result, Root, Standing
from picturedesk_app.colour import hex_of
from picturedesk_app.grid.layout import Ratios, Section
from picturedesk_app.grid.model import Keys, Row
from picturedesk_app.i18n import tr

if TYPE_CHECKING:
    from picturedesk.library import Library
    from picturedesk.vision.encoder import FloatArray

MOST_FOUND = 400
"""A search shows this many pictures; what comes after is weaker still."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a grid shows."""

    keys: Keys
    ratios: Ratios
    sections: tuple[Section, ...] = ()
    stacks: dict[int, int] | None = None
    others: dict[int, tuple[int, ...]] | None = None
    """For the heads of stacks: the other keys in it."""
    ratio_of: dict[int, float] | None = None
    """Ratios of those others."""
    matches: dict[int, Match] | None = None
    standing: Standing | None = None
    total: int = 0


@dataclass(frozen=True, slots=True)
class FolderNode:
    """One folder of the tree."""

    root: Root
    path: str
    """Absolute."""
    name: str
    depth: int
    total: int


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that is kept beside the folders."""

    id: str
    name: str
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything that the sidebar shows."""

    total: int
    folders: tuple[FolderNode, ...]
    searches: tuple[SavedSearch, ...]
    problems: int
    skipped: int
    model: str


def listing(library: Library, where: str, order: str) -> Listing:
    """Every picture that the filters leave, in an order."""
    chosen = filters.parse(where) if where else None
    assets = library.catalog.assets
    keys, ratios = assets.shapes(chosen, order)
    whole = Listing(keys, ratios, total=len(keys))
    if not settings.load().collapse_near_identical:
        return whole
    return folded(whole, *assets.twins())


def folded(whole: Listing, twins: Keys, groups: Keys) -> Listing:
    """Pictures of the same pixels behind the first of them in the list."""
    group_of = dict(zip(twins.tolist(), groups.tolist(), strict=True))
    shown = np.ones(len(whole.keys), np.bool_)
    heads: dict[int, int] = {}
    others: dict[int, tuple[int, ...]] = {}
    ratio_of: dict[int, float] = {}
    for place in np.flatnonzero(np.isin(whole.keys, twins)):
        key = int(whole.keys[place])
        head = heads.setdefault(group_of[key], key)
        if head != key:
            shown[place] = False
            others[head] = (*others.get(head, ()), key)
            ratio_of[key] = float(whole.ratios[place])
    if not others:
        return whole
    return replace(
        whole,
        keys=whole.keys[shown],
        ratios=whole.ratios[shown],
        stacks={head: len(behind) + 1 for head, behind in others.items()},
        others=others,
        ratio_of=ratio_of,
    )


def found(library: Library, query: Query) -> Listing:
    """The answer to a search."""
    from picturedesk import search

    _learnt(library)
    folds = settings.load().collapse_near_identical
    query = replace(query, collapse=query.collapse and folds)
    return _answer(library, search.find(library, query))


def similar(library: Library, key: int, where: str, *, collapse: bool) -> Listing:
    """More like one of the library's pictures."""
    from picturedesk import search

    _learnt(library)
    result = search.similar(library, key, where=where, limit=MOST_FOUND, collapse=collapse)
    return _answer(library, result)


def _learnt(library: Library) -> None:
    """Raises LibraryError, with its way out in this window, before the first vectors are here."""
    if library.catalog.encoders.active() is None and library.catalog.assets.count():
        raise LibraryError(
            tr("The model has not looked at your pictures yet."),
            tr("The answer comes with the first of them; where that was stopped, F5 goes on."),
        )


def _answer(library: Library, result: Result) -> Listing:
    """Strong first, then likely, then weak; each in order of similarity."""
    rank = {Standing.STRONG: 0, Standing.LIKELY: 1}
    matches = sorted(result.matches, key=lambda m: rank.get(m.standing, 2))
    keys = np.array([m.asset_key for m in matches], np.int64)
    hidden = [key for match in matches for key in match.others]
    assets = {a.key: a for a in library.catalog.assets.get_many([*map(int, keys), *hidden])}
    ratios = np.array(
        [_ratio(assets[int(k)]) if int(k) in assets else 1.4 for k in keys], np.float32
    )
    return Listing(
        keys,
        ratios,
        _sections([m.standing for m in matches], result.standing),
        {m.asset_key: m.count for m in matches if m.count > 1},
        {m.asset_key: m.others for m in matches if m.others},
        {key: _ratio(assets[key]) for key in hidden if key in assets},
        {m.asset_key: m for m in matches},
        result.standing,
        len(matches),
    )


def _ratio(asset: Asset) -> float:
    return asset.width / max(1, asset.height)


def _sections(standings: list[Standing], whole: Standing) -> tuple[Section, ...]:
    strong = sum(s is Standing.STRONG for s in standings)
    fits = strong + sum(s is Standing.LIKELY for s in standings)
    if whole is Standing.NOTHING_FITS:
        return (Section(0, tr("The nearest there are"), quiet=True),) if standings else ()
    sections = []
    if strong:
        sections.append(Section(0, tr("Strong")))
    if fits > strong:
        sections.append(Section(strong, tr("Likely")))
    if fits < len(standings):
        title = tr("Likely ends here") if fits else tr("Weak")
        sections.append(Section(fits, title, quiet=True))
    return tuple(sections)


def rows(library: Library, keys: Sequence[int]) -> list[Row]:
    """What cells show of these assets."""
    offline = {root.key for root in library.catalog.roots.all() if root.offline}
    return [
        _row_of(library, asset, away=asset.missing or asset.root_key in offline)
        for asset in library.catalog.assets.get_many(keys)
    ]


def _row_of(library: Library, asset: Asset, *, away: bool) -> Row:
    alt = asset.metadata.alt_text
    return Row(
        asset.key,
        Path(asset.path).name,
        asset.path,
        str(library.paths.thumbnail(asset.pixel_hash)),
        asset.width,
        asset.height,
        asset.rating,
        asset.kind is AssetKind.VIDEO,
        away,
        alt,
        "approved" if alt else "",
        hex_of(asset.palette[0]) if asset.palette else "",
        asset.pixel_hash,
    )


def asset(library: Library, key: int) -> Asset | None:
    """One asset's record, for the inspector."""
    known = library.catalog.assets.get_many([key])
    return known[0] if known else None


def overview(library: Library) -> Overview:
    """Roots, folders and their counts; saved searches; how much could not be read."""
    catalog = library.catalog
    roots = {root.key: root for root in catalog.roots.all()}
    nodes = {key: [_root_node(root)] for key, root in roots.items()}
    for folder in catalog.folders.tree():
        root = roots[folder.root_key]
        if not folder.path:
            nodes[root.key][0] = _root_node(root, folder.total)
            continue
        below = os.fsdecode(folder.path)
        path, depth = Path(root.path, below), below.count("/") + 1
        node = FolderNode(root, str(path), path.name, depth, folder.total)
        nodes[root.key].append(node)
    kept = [
        SavedSearch(s.id, s.name, str(s.query.get("text", "")), str(s.query.get("where", "")))
        for s in catalog.searches.all()
    ]
    return Overview(
        catalog.assets.count(),
        tuple(node for root in nodes.values() for node in root),
        tuple(kept),
        catalog.problems.count(),
        sum(catalog.problems.skipped().values()),
        library.chosen_model,
    )


def _root_node(root: Root, total: int = 0) -> FolderNode:
    return FolderNode(root, root.path, Path(root.path).name or root.path, 0, total)


def problems(library: Library) -> tuple[list[Problem], dict[str, int]]:
    """What could not be read, and what was passed by, by extension."""
    return library.catalog.problems.all(), library.catalog.problems.skipped()


def tag_names(library: Library) -> list[str]:
    """Words that are in use, most used first."""
    return [name for name, _ in library.catalog.tags.counts("", 500)]


def heat(library: Library, key: int, query: Query) -> FloatArray:
    """Where in the picture the query matches; ``(h, w)`` in 0..1."""
    from picturedesk import search

    return search.why_heat_map(library, key, query)


def paths(library: Library, keys: Sequence[int]) -> list[str]:
    """Paths of assets, in order."""
    return [asset.path for asset in library.catalog.assets.get_many(keys)]


def warm(library: Library) -> None:
    """Do ahead what the first search would wait for: the model, and what it is judged by."""
    from picturedesk import search

    library.start_encoder()
    try:
        search.warm(library)
    except UserError:
        return


def with_open_stacks(listing: Listing, opened: frozenset[int]) -> Listing:
    """The listing with the pictures of opened stacks after their heads."""
    others, ratio_of = listing.others or {}, listing.ratio_of or {}
    if not opened & others.keys():
        return listing
    keys: list[int] = []
    ratios: list[float] = []
    begins = {section.start: section for section in listing.sections}
    sections: list[Section] = []
    for place, (key, ratio) in enumerate(zip(listing.keys, listing.ratios, strict=True)):
        if place in begins:
            sections.append(replace(begins[place], start=len(keys)))
        keys.append(int(key))
        ratios.append(float(ratio))
        if int(key) in opened:
            inside = others.get(int(key), ())
            keys.extend(inside)
            ratios.extend(ratio_of.get(k, 1.4) for k in inside)
    return replace(
        listing,
        keys=np.array(keys, np.int64),
        ratios=np.array(ratios, np.float32),
        sections=tuple(sections),
    )
