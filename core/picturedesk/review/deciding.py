"""Decisions, one short function each. Every one is in the audit and can be taken back.

An audit entry holds who and when, what stood there before and after (state, role, text, extended
description), the suggestion's text, score and template, the encoder and the bank's version. A
write adds the field, the file and its hash before and after (:mod:`.writing`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from picturedesk import settings
from picturedesk.catalog.audit import Entry
from picturedesk.errors import UsageError
from picturedesk.review import learning, standing, unwriting
from picturedesk.review.writing import WRITE
from picturedesk.suggestions.records import (
    EMPTY_ROLES,
    Outdated,
    Review,
    ReviewState,
    Role,
    Suggestion,
)

if TYPE_CHECKING:
    from picturedesk.library import Library

_UNSET = "\0"
LONGEST = 10_000
"""Characters of the longest text that is kept."""


def keep(library: Library, suggestion: Suggestion) -> Review:
    """Keep a suggestion for review. What a person has decided or is editing stays as it is.

    Returns where the asset stands then; its state says whether the suggestion was taken.
    """
    before = standing.get(library, suggestion.asset_key, suggestion.language)
    if standing.is_decided(before) or before.state is ReviewState.IN_REVIEW:
        return before
    asset = library.catalog.assets.get(suggestion.asset_key)
    if suggestion.pixel_hash != asset.pixel_hash:
        return before  # the picture changed while it was being looked at
    if before.state is ReviewState.REJECTED and _same(before.suggestion, suggestion):
        return before
    # Decorative is proposed by its role alone: the state is a person's to give.
    after = replace(
        before,
        role=suggestion.role,
        text=suggestion.text,
        extended=suggestion.extended,
        confidence=suggestion.confidence,
        pixel_hash=suggestion.pixel_hash,
        encoder=suggestion.encoder,
        bank=suggestion.bank,
        suggestion=suggestion,
        from_file=False,
    )
    return _put(library, before, after, ReviewState.SUGGESTED, "alttext.suggest")


def _same(old: Suggestion | None, new: Suggestion) -> bool:
    return old is not None and (old.text, old.role) == (new.text, new.role)


def edit(
    library: Library,
    asset_key: int,
    language: str = "",
    *,
    text: str = _UNSET,
    extended: str = _UNSET,
    role: Role | None = None,
) -> Review:
    """Keep a draft: the text (or role) is changed and not approved yet; state *in review*."""
    before = standing.get(library, asset_key, language)
    after = _with(library, before, text, extended, role)
    return _put(library, before, after, ReviewState.IN_REVIEW, "alttext.edit")


def approve(
    library: Library,
    asset_key: int,
    language: str = "",
    *,
    text: str = _UNSET,
    extended: str = _UNSET,
    role: Role | None = None,
    slots: Mapping[str, str] | None = None,
    origin: str = "",
) -> Review:
    """Approve the text as it stands, or this one. Nothing is written to a file yet.

    ``slots`` says which values the approved sentence holds where an editor chose among them, so
    that the library learns (see :mod:`.learning`); without it the suggestion's own count as
    confirmed where the text was left unedited. ``origin`` names where the decision came from
    (``sheet``, ``import``). Raises UsageError when there is no text to approve; a picture that
    needs none is :func:`decorative`.
    """
    before = standing.get(library, asset_key, language)
    after = _with(library, before, text, extended, role)
    if after.role in EMPTY_ROLES:
        after = replace(after, role=Role.INFORMATIVE)
    if not after.text.strip():
        raise UsageError(
            "There is no text to approve.", "Write one, or mark the picture as decorative."
        )
    after = replace(after, text=" ".join(after.text.split()))
    with library.catalog.transaction(durable=True):
        done = _put(library, before, after, ReviewState.APPROVED, "alttext.approve", origin=origin)
        learning.learn(library, before, done, slots, settings.load().actor)
    return done


def decorative(
    library: Library, asset_key: int, language: str = "", *, role: Role = Role.DECORATIVE
) -> Review:
    """Decide that the picture says nothing (or only what the text beside it says): empty alt."""
    if role not in EMPTY_ROLES:
        raise UsageError(f"A picture that is {role} needs a text.")
    before = standing.get(library, asset_key, language)
    after = _with(library, before, "", "", role)
    return _put(library, before, after, ReviewState.DECORATIVE, "alttext.decorative")


def reject(library: Library, asset_key: int, language: str = "", *, reason: str = "") -> Review:
    """Refuse the suggestion: it is not proposed again for these pixels."""
    before = standing.get(library, asset_key, language)
    after = _with(library, before, _UNSET, _UNSET, None)
    with library.catalog.transaction(durable=True):
        done = _put(library, before, after, ReviewState.REJECTED, "alttext.reject", reason=reason)
        learning.unlearn(library, asset_key)
    return done


def skip(library: Library, asset_key: int, language: str = "") -> Review:
    """Leave it for later: noted, and nothing else."""
    before = standing.get(library, asset_key, language)
    _append(library, before, before, "alttext.skip")
    return before


def unapprove(library: Library, asset_key: int, language: str = "") -> Review:
    """Take a decision back: the text stays as a draft. A written file keeps what is in it.

    Raises UsageError when nothing was decided.
    """
    before = standing.get(library, asset_key, language)
    if before.stored not in (
        ReviewState.APPROVED, ReviewState.WRITTEN, ReviewState.DECORATIVE, ReviewState.REJECTED,
    ) or before.from_file:  # fmt: skip
        raise UsageError("Nothing has been decided for this picture yet.")
    after = before
    if before.stored is ReviewState.DECORATIVE or before.stored is ReviewState.REJECTED:
        text = before.suggestion.text if before.suggestion is not None else ""
        role = before.suggestion.role if before.suggestion is not None else Role.INFORMATIVE
        after = replace(before, text=before.text or text, role=role)
    with library.catalog.transaction(durable=True):
        learning.unlearn(library, asset_key)
        return _put(library, before, after, ReviewState.IN_REVIEW, "alttext.unapprove")


def undo(library: Library, asset_key: int, language: str = "") -> Review:
    """Take back the last change to this asset's text, whatever it was; itself in the audit.

    After a write that is the write: the file says again what it said before, in every language
    (see :mod:`.unwriting`), and the text is approved. Undoing an undo brings the change back.
    Raises UsageError when there is nothing to take back, WriteError when the file cannot be.
    """
    before = standing.get(library, asset_key, language)
    entries = library.catalog.audit.entries(asset_id=before.asset_id, action="alttext.")
    last = _last_change(entries, before.language)
    if last is None:
        raise UsageError("Nothing has been decided for this picture yet.")
    if last.action == WRITE:
        unwriting.unwrite(library, asset_key)
        return standing.get(library, asset_key, before.language)
    with library.catalog.transaction(durable=True):
        learning.unlearn(library, asset_key)
        return _put_back(library, before, last.before)


# -- inside --------------------------------------------------------------------------------------


def _put_back(library: Library, before: Review, was: Mapping[str, Any]) -> Review:
    """What stood there before the last change."""
    state = ReviewState(was["state"])
    if state is ReviewState.MISSING or was.get("from_file"):
        _append(library, before, replace(before, state=state), "alttext.undo")
        library.catalog.alt_texts.remove(before.asset_key, before.language)
        return standing.get(library, before.asset_key, before.language)
    after = replace(
        before,
        role=Role(was["role"]),
        text=was["text"],
        extended=was["extended"],
        pixel_hash=bytes.fromhex(was["pixels"]),
    )
    return _put(library, before, after, state, "alttext.undo")


def _last_change(entries: list[Entry], language: str) -> Entry | None:
    """The last entry that changed something and still stands."""
    undone = unwriting.undone_writes(entries)
    for entry in reversed(entries):
        said = entry.before if isinstance(entry.before, dict) else {}
        passed = entry.action in ("alttext.skip", unwriting.UNWRITE) or (
            entry.action == WRITE and entry.after.get("write") in undone
        )
        if said.get("language") == language and not passed:
            return entry
    return None


def _with(library: Library, before: Review, text: str, extended: str, role: Role | None) -> Review:
    """The review with these changes, speaking of the pixels that are there now."""
    asset = library.catalog.assets.get(before.asset_key)
    for said in (text, extended):
        if len(said) > LONGEST:
            raise UsageError(f"The text is longer than {LONGEST:,} characters.")
    now = standing.current(library, before.language)
    # A person who decides has seen the picture as it is: only its pixels are taken anew.
    fresh = before.suggestion is None or Outdated.PIXELS in before.outdated
    return replace(
        before,
        text=before.text if text == _UNSET else text,
        extended=before.extended if extended == _UNSET else extended,
        role=before.role if role is None else role,
        pixel_hash=asset.pixel_hash,
        encoder=now.encoder if fresh else before.encoder,
        bank=now.bank if fresh else before.bank,
        from_file=False,
    )


def _put(
    library: Library,
    before: Review,
    after: Review,
    state: ReviewState,
    action: str,
    *,
    origin: str = "",
    reason: str = "",
) -> Review:
    actor = settings.load().actor
    with library.catalog.transaction(durable=True):
        library.catalog.alt_texts.put(standing.to_stored(after, state, actor))
        if action != "alttext.suggest":
            done = replace(after, state=state, stored=state)
            _append(library, before, done, action, origin=origin, reason=reason)
    return standing.get(library, after.asset_key, after.language)


def _append(
    library: Library,
    before: Review,
    after: Review,
    action: str,
    *,
    origin: str = "",
    reason: str = "",
) -> None:
    suggestion = after.suggestion
    said: dict[str, Any] = _snapshot(after)
    if suggestion is not None:
        said |= {
            "suggestion": suggestion.text,
            "score": round(suggestion.confidence, 4),
            "edited": after.text != suggestion.text,
        }
    if reason:
        said["reason"] = reason
    library.catalog.audit.append(
        settings.load().actor,
        action,
        after.asset_id,
        _snapshot(before),
        said,
        encoder=after.encoder,
        prompt_version=after.bank,
        origin=origin or (suggestion.template if suggestion is not None else ""),
    )


def _snapshot(review: Review) -> dict[str, Any]:
    """What an undo needs to bring a review back."""
    found: dict[str, Any] = {
        "language": review.language,
        "state": str(review.stored),
        "role": str(review.role),
        "text": review.text,
        "extended": review.extended,
        "pixels": review.pixel_hash.hex(),
    }
    if review.from_file:
        found["from_file"] = True
    return found
