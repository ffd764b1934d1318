"""Where an asset's alt text stands now: what was decided, compared with how things are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from picturedesk.catalog.alt_texts import StoredAltText
from picturedesk.errors import UserError
from picturedesk.records import Asset
from picturedesk.suggestions import bank_files
from picturedesk.suggestions.records import DECIDED, Outdated, Review, ReviewState, Role
from picturedesk.suggestions.wire import from_json, to_json

if TYPE_CHECKING:
    from picturedesk.library import Library

_LANGUAGE = "alttext.language"


@dataclass(frozen=True, slots=True)
class Current:
    """What suggestions are made with now; empty where that cannot be said."""

    encoder: str
    bank: str

    def outdated(self, encoder: str, bank: str, *, pixels_hold: bool) -> tuple[Outdated, ...]:
        """What has changed since something was made with this encoder and bank."""
        found = () if pixels_hold else (Outdated.PIXELS,)
        if encoder and self.encoder and not _comparable(encoder, self.encoder):
            found = (*found, Outdated.ENCODER)
        if bank and self.bank and bank != self.bank:
            found = (*found, Outdated.TEMPLATES)
        return found


def _comparable(one: str, other: str) -> bool:
    # Another precision of the same weights ranks the same: see EncoderId.comparable.
    return one.rpartition("/")[0] == other.rpartition("/")[0]


def language(library: Library) -> str:
    """The library's first language: the one a file's own alt text is taken to be in."""
    return str(library.catalog.settings.get(_LANGUAGE, "") or "en")


def set_language(library: Library, tag: str) -> None:
    """Choose the library's first language (BCP 47)."""
    with library.catalog.transaction(durable=True):
        library.catalog.settings.put(_LANGUAGE, tag)


def current(library: Library, tag: str) -> Current:
    """The encoder and the bank that a suggestion in this language would come from now."""
    active = library.catalog.encoders.active()
    try:
        bank = bank_files.load(tag, library.paths.folder / "alttext").id
    except UserError:
        bank = ""  # no templates in this language: texts by hand and from agencies still stand
    return Current("" if active is None else str(active.id), bank)


def effective(stored: ReviewState, outdated: tuple[Outdated, ...]) -> ReviewState:
    """The state in force.

    Other pixels undo everything. A newer model or newer templates undo what nobody has decided
    yet; a text that a person read and approved stays true under any model.
    """
    if Outdated.PIXELS in outdated:
        return ReviewState.STALE
    undecided = (ReviewState.SUGGESTED, ReviewState.REJECTED)
    return ReviewState.STALE if outdated and stored in undecided else stored


def get(library: Library, asset_key: int, tag: str = "") -> Review:
    """Where one asset stands. Raises LibraryError when it has left the library."""
    library.catalog.assets.get(asset_key)
    return of(library, [asset_key], tag)[asset_key]


def of(library: Library, keys: Iterable[int], tag: str = "") -> dict[int, Review]:
    """Where these assets stand in one language (the library's own if none is named)."""
    tag = tag or language(library)
    wanted = list(keys)
    assets = library.catalog.assets.get_many(wanted)
    rows = library.catalog.alt_texts.get_many(wanted, tag)
    now = current(library, tag)
    first = tag == language(library)
    return {a.key: _review(a, rows.get(a.key), tag, now, first=first) for a in assets}


def in_every_language(library: Library, asset_key: int) -> list[Review]:
    """Where one asset stands in every language in which anything was said, by language."""
    tags = {row.language for row in library.catalog.alt_texts.of(asset_key)}
    return [get(library, asset_key, tag) for tag in sorted({*tags, language(library)})]


def _review(
    asset: Asset, row: StoredAltText | None, tag: str, now: Current, *, first: bool
) -> Review:
    if row is None:
        brought = asset.metadata.alt_text.strip() if first else ""
        state = ReviewState.WRITTEN if brought else ReviewState.MISSING
        return Review(
            asset.key, asset.id, tag, state, state, text=brought, from_file=bool(brought),
            pixel_hash=asset.pixel_hash,
        )  # fmt: skip
    stored = ReviewState(row.state)
    outdated = now.outdated(row.encoder, row.bank, pixels_hold=row.pixel_hash == asset.pixel_hash)
    suggestion = None
    if row.suggestion is not None:
        suggestion = from_json(
            row.suggestion,
            asset_key=asset.key,
            asset_id=asset.id,
            language=tag,
            bank=row.bank,
            encoder=row.encoder,
            pixel_hash=row.pixel_hash,
        )
    return Review(
        asset.key, asset.id, tag, effective(stored, outdated), stored, Role(row.role), row.text,
        row.extended, row.confidence, row.pixel_hash, row.encoder, row.bank, suggestion,
        row.actor, row.changed, outdated,
    )  # fmt: skip


def to_stored(review: Review, state: ReviewState, actor: str) -> StoredAltText:
    """A review as the row that holds it, in a state."""
    return StoredAltText(
        review.asset_key, review.language, str(state), str(review.role), review.text,
        review.extended, review.confidence, review.pixel_hash, review.encoder, review.bank,
        None if review.suggestion is None else to_json(review.suggestion), actor,
    )  # fmt: skip


def is_decided(review: Review) -> bool:
    """Whether a person's decision is in force here, which nothing may replace silently."""
    return review.state in DECIDED
