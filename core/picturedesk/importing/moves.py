"""Files that were only moved or renamed: the same bytes, at another path.

A file's size is compared first, so that only likely pairs are read.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from picturedesk import images
from picturedesk.errors import PictureProblem
from picturedesk.library import Library
from picturedesk.records import Stamp


@dataclass(frozen=True, slots=True)
class Candidate:
    """A new file that could be one that is gone."""

    root_key: int
    root: bytes
    relative: bytes
    stamp: Stamp


@dataclass(frozen=True, slots=True)
class Move:
    """An asset, and the file that it is now."""

    asset_key: int
    to: Candidate


def find(library: Library, gone: Mapping[int, Stamp], new: list[Candidate]) -> Iterator[list[Move]]:
    """Yield the moves found so far after each file that had to be read; the last is complete.

    ``gone``: stamp by asset key. Of several new files with the same bytes the first in order is
    the moved one, and the others are new.
    """
    by_size: dict[int, list[int]] = defaultdict(list)
    for key, stamp in gone.items():
        by_size[stamp.size].append(key)
    moves: list[Move] = []
    hashes: dict[int, dict[int, bytes]] = {}
    for candidate in new:
        size = candidate.stamp.size
        keys = by_size.get(size)
        if not keys:
            continue
        if size not in hashes:
            hashes[size] = _hashes(library, keys)
        try:
            found = images.file_hash(candidate.root + b"/" + candidate.relative)
        except PictureProblem:
            continue  # it will be listed as a problem when it is read
        match = next((key for key in keys if hashes[size].get(key) == found), None)
        if match is not None:
            keys.remove(match)
            moves.append(Move(match, candidate))
        yield moves
    yield moves


def gone_elsewhere(library: Library, new: list[Candidate], looked_at: set[int]) -> dict[int, Stamp]:
    """Stamps, by key, of assets whose files are gone from roots that are not looked at now.

    Only those that one of ``new`` may be by its size. A root that is away, or that suddenly holds
    nothing at all, says nothing about its files.
    """
    there = {
        root.key
        for root in library.catalog.roots.all()
        if root.key not in looked_at and _holds_something(root.path)
    }
    found = library.catalog.assets.of_sizes({file.stamp.size for file in new}, looked_at)
    return {
        asset.key: asset.stamp
        for asset in found
        if asset.missing
        or (asset.root_key in there and not os.path.lexists(os.fsencode(asset.path)))
    }


def _holds_something(folder: str) -> bool:
    try:
        with os.scandir(os.fsencode(folder)) as entries:
            return next(entries, None) is not None
    except OSError:
        return False


def _hashes(library: Library, keys: list[int]) -> dict[int, bytes]:
    return {asset.key: asset.file_hash for asset in library.catalog.assets.get_many(keys)}
