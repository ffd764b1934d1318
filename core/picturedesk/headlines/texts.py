"""The alt text that a picture is published with: what an editor has approved, else the file's own.

An approval counts from the moment it is given, not from the day it is written into the file; one
of other pixels no longer does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from picturedesk.records import Asset
from picturedesk.suggestions.records import ReviewState

if TYPE_CHECKING:
    from picturedesk.catalog.alt_texts import StoredAltText
    from picturedesk.library import Library

_HOLD = (ReviewState.APPROVED, ReviewState.WRITTEN, ReviewState.DECORATIVE)


def with_texts(library: Library, assets: Sequence[Asset], language: str = "") -> list[Asset]:
    """The same assets, each with the alt text that stands for it in a language.

    ``language``: of the line that goes with it (BCP 47); empty: the library's own. Where there is
    no text in that language, a text in the library's own stands, then the file's.
    """
    own = str(library.catalog.settings.get("alttext.language", "") or "en")
    found = dict.fromkeys((a.key for a in assets), "")
    for tag in reversed(_tags(library, language, own)):
        rows = library.catalog.alt_texts.get_many(list(found), tag)
        for asset in assets:
            row = rows.get(asset.key)
            if row is not None and _holds(row, asset):
                # A written text may have been changed in the file since: there the file is right.
                in_file = asset.metadata.alt_text if tag == own else ""
                written = row.state == ReviewState.WRITTEN
                found[asset.key] = (written and in_file) or row.text or _EMPTY
    return [_with(asset, found[asset.key]) for asset in assets]


def known_now(library: Library, assets: Sequence[Asset], language: str = "") -> dict[int, Asset]:
    """The assets as the library knows them by now, by key, with their texts in a language.

    For proposals that have stood for a while: what was written into a file since makes no crop of
    it wrong. Those that are gone, or show something else now, are left out.
    """
    before = {asset.key: asset for asset in assets}
    same = [
        asset
        for asset in library.catalog.assets.get_many(sorted(before))
        if asset.pixel_hash == before[asset.key].pixel_hash and not asset.missing
    ]
    return {asset.key: asset for asset in with_texts(library, same, language)}


_EMPTY = "\0"
"""Decided to be empty, which is not the same as nothing said."""


def _with(asset: Asset, text: str) -> Asset:
    if not text:
        return asset
    said = "" if text == _EMPTY else text
    return replace(asset, metadata=replace(asset.metadata, alt_text=said))


def _holds(row: StoredAltText, asset: Asset) -> bool:
    return row.state in _HOLD and row.pixel_hash == asset.pixel_hash


def _tags(library: Library, language: str, own: str) -> list[str]:
    """Languages to look in, best first: the very one, its relatives, the library's own."""
    wanted = language.strip().replace("_", "-").casefold()
    if not wanted:
        return [own]
    known = [own, *library.catalog.alt_texts.languages()]
    same = [tag for tag in known if tag.casefold() == wanted]
    root = wanted.partition("-")[0]
    near = [tag for tag in known if tag.casefold().partition("-")[0] == root]
    return list(dict.fromkeys([*same, *near, own]))
