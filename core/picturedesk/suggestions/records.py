"""The values that travel between proposing and deciding alt texts. Frozen; no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ReviewState(StrEnum):
    """Where the alt text of an asset stands, in one language."""

    MISSING = "missing"
    """Nobody and nothing has said anything yet."""
    SUGGESTED = "suggested"
    IN_REVIEW = "in review"
    """An editor has changed the text and not approved it yet."""
    APPROVED = "approved"
    WRITTEN = "written"
    """Approved and in the file (or sidecar); also a text that the file already brought along."""
    DECORATIVE = "decorative"
    """Decided: the picture says nothing, its alt text is empty on purpose."""
    REJECTED = "rejected"
    STALE = "stale"
    """What was said no longer holds; :attr:`Review.outdated` says why."""


DECIDED = frozenset({ReviewState.APPROVED, ReviewState.WRITTEN, ReviewState.DECORATIVE})
"""States that hold a person's decision: no suggestion and no import replaces them silently."""


class Role(StrEnum):
    """What a picture is for, in the order in which the W3C decision tree asks."""

    TEXT = "text"
    """It holds text that has to be read."""
    FUNCTIONAL = "functional"
    """It is a link or a button: the text says what it does."""
    INFORMATIVE = "informative"
    COMPLEX = "complex"
    """A chart, a diagram, a map: a short text and an extended description."""
    REDUNDANT = "redundant"
    """The text beside it says the same: empty alt."""
    DECORATIVE = "decorative"
    """Empty alt."""


EMPTY_ROLES = frozenset({Role.REDUNDANT, Role.DECORATIVE})
"""Roles whose alt text is empty on purpose."""


class Outdated(StrEnum):
    """What has changed since a text was proposed or decided."""

    PIXELS = "the picture has changed"
    TEMPLATES = "the templates have changed"
    ENCODER = "the model has changed"


OTHER = "other"
"""The name of the candidate that stands for everything a slot's bank does not know."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One candidate for a slot."""

    value: str
    """Its name in the bank, the same in every language; :data:`OTHER` for none of them."""
    text: str
    """As it would stand in the sentence, in the suggestion's language."""
    confidence: float
    """0 to 1: how sure the ranking is, made comparable across pictures and encoders."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What a picture was found to show in one slot: a chip that opens its alternatives."""

    name: str
    """``subject``, ``action``, ``setting``, …"""
    chosen: str
    """The value that stands in the sentence; empty where the slot is unsure and left out."""
    ranked: tuple[Choice, ...]
    """Best first, :data:`OTHER` among them."""
    margin: float
    """How far the best lies above the next, in standard deviations of the picture's cosines with
    neutral texts."""
    unsure: bool = False
    """Worth asking about: something is there, but which it is could not be told."""
    learnt: bool = False
    """Earlier decisions in this library moved its order."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Another sentence, with what it would put into the slots."""

    text: str
    confidence: float
    template: str
    slots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An alt text proposed for one asset in one language. It changes nothing by itself."""

    asset_key: int
    asset_id: str
    language: str
    """BCP 47."""
    role: Role
    text: str
    """The sentence; empty for decorative pictures, and where nothing could be said surely."""
    confidence: float
    """0 to 1; of the subject, since a sentence is as true as what it speaks of."""
    template: str = ""
    bank: str = ""
    """The bank of templates: name, version and a hash of its content."""
    encoder: str = ""
    pixel_hash: bytes = b""
    extended: str = ""
    slots: tuple[Slot, ...] = ()
    runners_up: tuple[Runner, ...] = ()
    role_reason: str = ""
    """Why this role, in a short sentence."""
    notes: tuple[str, ...] = ()
    """What a person should know: text that was not read, names that were given, …"""


@dataclass(frozen=True, slots=True)
class Review:
    """Where one asset stands in one language, and what was proposed and decided."""

    asset_key: int
    asset_id: str
    language: str
    state: ReviewState
    """In force now: stale ones are told as such."""
    stored: ReviewState
    """As it was decided, before anything went stale."""
    role: Role = Role.INFORMATIVE
    text: str = ""
    extended: str = ""
    confidence: float = 0.0
    pixel_hash: bytes = b""
    encoder: str = ""
    bank: str = ""
    suggestion: Suggestion | None = None
    actor: str = ""
    changed: datetime | None = None
    outdated: tuple[Outdated, ...] = ()
    """Also told of approvals that a newer model leaves in force: only new pixels undo those."""
    from_file: bool = False
    """The text was in the file when it was read, not decided here."""

    @property
    def edited(self) -> bool:
        """Whether the text is another than the one that was proposed."""
        return self.suggestion is not None and self.text != self.suggestion.text


@dataclass(frozen=True, slots=True)
class LintWarning:
    """Something about a text that an editor should look at; never an error."""

    code: str
    """``too-long``, ``long``, ``says-image``, ``file-name``, ``whitespace``, ``capitals``,
    ``same-as-caption``, ``duplicate``, ``no-full-stop``, ``identity``, ``age``, ``race``,
    ``health``, ``emotion``, ``hard-to-read``, ``channel``, ``empty``."""
    sentence: str
    start: int = -1
    """Where in the text, for marking; -1: all of it."""
    end: int = -1


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing learnt from a decision: this picture does, or does not, show this value."""

    key: int
    asset_key: int
    asset_id: str
    slot: str
    value: str
    says: bool
    """True: that is it; False: it was corrected away."""
    actor: str
    at: datetime
