"""What the queue is asked for, and the words for it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from picturedesk.images.writing import Target
from picturedesk.review import QueueOrder
from picturedesk.suggestions import ReviewState, Role
from picturedesk_app.i18n import tr

SURE, FAIRLY = 0.8, 0.6
"""From these confidences on a suggestion is called sure, and fairly sure."""

TO_DO = (ReviewState.MISSING, ReviewState.SUGGESTED, ReviewState.IN_REVIEW, ReviewState.STALE)

STATES: dict[str, tuple[str, tuple[ReviewState, ...] | None]] = {
    "to do": ("To do", TO_DO),
    "all": ("Every picture", None),
    "missing": ("Without a text", (ReviewState.MISSING,)),
    "suggested": ("Suggested", (ReviewState.SUGGESTED,)),
    "in review": ("Begun", (ReviewState.IN_REVIEW,)),
    "stale": ("Out of date", (ReviewState.STALE,)),
    "approved": ("Approved", (ReviewState.APPROVED,)),
    "written": ("In the file", (ReviewState.WRITTEN,)),
    "decorative": ("Decorative", (ReviewState.DECORATIVE,)),
    "rejected": ("Rejected", (ReviewState.REJECTED,)),
}
CONFIDENCES: dict[str, tuple[str, float, float]] = {
    "": ("How sure", 0.0, 1.0),
    "sure": ("Sure", SURE, 1.0),
    "fairly": ("Fairly sure", FAIRLY, SURE - 1e-6),
    "unsure": ("Unsure", 0.0, FAIRLY - 1e-6),
}
WARNINGS = {
    "": "Warnings",
    "any": "With any warning",
    "long": "Long",
    "too-long": "Too long",
    "says-image": "Says “image of”",
    "file-name": "File name in it",
    "no-full-stop": "No full stop",
    "duplicate": "Same as another's",
    "same-as-caption": "Same as the caption",
    "identity": "Claims who somebody is",
    "age": "Claims an age",
    "race": "Claims an origin",
    "health": "Claims something about health",
    "emotion": "Claims a feeling",
    "hard-to-read": "Hard to read",
}
ORDERS = {
    QueueOrder.UNSURE_FIRST: "Unsure ones first",
    QueueOrder.UNSURE_LAST: "Unsure ones last",
    QueueOrder.ADDED: "As they were added",
}
STATE_WORDS = {
    ReviewState.MISSING: "No text yet",
    ReviewState.SUGGESTED: "Suggested",
    ReviewState.IN_REVIEW: "Begun",
    ReviewState.APPROVED: "Approved",
    ReviewState.WRITTEN: "In the file",
    ReviewState.DECORATIVE: "Decorative",
    ReviewState.REJECTED: "Rejected",
    ReviewState.STALE: "Out of date",
}
STATE_TONES = {
    ReviewState.APPROVED: "covered",
    ReviewState.WRITTEN: "covered",
    ReviewState.DECORATIVE: "covered",
    ReviewState.STALE: "thin",
    ReviewState.REJECTED: "gap",
}
"""States that have a colour; it is never the only sign of them."""
ROLES = {
    Role.TEXT: ("Text", "It holds words that have to be read."),
    Role.FUNCTIONAL: ("Link or button", "The text says what it does."),
    Role.INFORMATIVE: ("Informative", "It shows something worth saying."),
    Role.COMPLEX: ("Complex", "A chart or map: a short text, and a long description."),
    Role.REDUNDANT: ("Said beside it", "The text beside it says the same: empty alt."),
    Role.DECORATIVE: ("Decorative", "It says nothing: empty alt."),
}
"""In the order in which the W3C decision tree asks."""


def how_sure(confidence: float) -> str:
    """A confidence in a word."""
    if confidence >= SURE:
        return tr("sure")
    return tr("fairly sure") if confidence >= FAIRLY else tr("unsure")


@dataclass(frozen=True, slots=True)
class WriteWay:
    """Where approved texts go, and what goes along."""

    beside: bool = False
    """Only into sidecars; else into the files, and beside those that cannot be written into."""
    adobe: bool = False
    """Sidecars are called ``name.xmp``, not ``name.ext.xmp``."""
    description: bool = False
    """Into ``dc:description`` as well."""
    keywords: bool = False
    """The tags given here into ``dc:subject`` as well."""

    @property
    def sidecar(self) -> Target:
        """The kind of sidecar."""
        return Target.ADOBE_SIDECAR if self.adobe else Target.SIDECAR

    @property
    def target(self) -> Target:
        """Where they go first."""
        return self.sidecar if self.beside else Target.FILE

    def to_state(self) -> dict[str, object]:
        """For the next start."""
        return dict(asdict(self))

    @classmethod
    def from_state(cls, kept: object) -> WriteWay:
        """From what was kept; what is not known falls back."""
        said = kept if isinstance(kept, dict) else {}
        return cls(**{field.name: said.get(field.name) is True for field in fields(cls)})


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of the queue; every one that is in force is shown."""

    state: str = "to do"
    folder: str = ""
    confidence: str = ""
    warned: str = ""
    language: str = ""
    """Empty: the library's own."""
    order: QueueOrder = QueueOrder.UNSURE_FIRST
    keys_in: str = ""
    """More of the filter language, handed over by another page."""
    chosen: tuple[int, ...] = ()
    """Single pictures, handed over by another page; empty: no matter which."""

    @property
    def states(self) -> tuple[ReviewState, ...] | None:
        """States that are let through; None: all."""
        return STATES[self.state][1]

    @property
    def least(self) -> float:
        """The lowest confidence."""
        return CONFIDENCES[self.confidence][1]

    @property
    def most(self) -> float:
        """The highest confidence."""
        return CONFIDENCES[self.confidence][2]

    @property
    def where(self) -> str:
        """In the filter language."""
        folder = self.folder.replace("\\", "\\\\").replace('"', '\\"')
        return " ".join(part for part in (f'in:"{folder}"' if folder else "", self.keys_in) if part)

    @property
    def keys(self) -> tuple[int, ...] | None:
        """The pictures it is about; None: all that the filters let through."""
        return self.chosen or None

    @property
    def narrowed(self) -> bool:
        """Whether any filter hides pictures that are to be done."""
        return bool(
            self.folder or self.confidence or self.warned or self.keys_in or self.chosen
            or self.state != "to do"
        )  # fmt: skip

    def to_state(self) -> dict[str, object]:
        """For the next start."""
        return {
            "state": self.state, "folder": self.folder, "confidence": self.confidence,
            "warned": self.warned, "language": self.language, "order": str(self.order),
        }  # fmt: skip

    @classmethod
    def from_state(cls, kept: dict[str, object]) -> Wanted:
        """From what was kept; what is not known falls back."""
        said = {name: str(kept.get(name, "")) for name in
                ("state", "folder", "confidence", "warned", "language", "order")}  # fmt: skip
        return cls(
            said["state"] if said["state"] in STATES else "to do",
            said["folder"],
            said["confidence"] if said["confidence"] in CONFIDENCES else "",
            said["warned"] if said["warned"] in WARNINGS else "",
            said["language"],
            QueueOrder(said["order"]) if said["order"] in list(QueueOrder)
            else QueueOrder.UNSURE_FIRST,
        )  # fmt: skip
