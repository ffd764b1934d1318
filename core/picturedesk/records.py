"""The frozen values that travel between the rooms.

They hold no behaviour beyond what is derived from their own fields, and import nothing of the
house but :mod:`picturedesk.errors`. The words are those of the product: an *asset* is one file,
a *frame* one embedded view of it, a *match* an asset found for a query, and so on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal


class AssetKind(StrEnum):
    """What an asset is."""

    PICTURE = "picture"
    VIDEO = "video"


class Standing(StrEnum):
    """How a match stands for its query, by both backgrounds of law 7."""

    STRONG = "strong"
    LIKELY = "likely"
    WEAK = "weak"
    NOTHING_FITS = "nothing fits"
    """Only for a query as a whole: no picture stands out for it."""


class BeatKind(StrEnum):
    """What a line of a brief speaks of."""

    TONE = "tone"
    SUBJECT = "subject"
    SETTING = "setting"


class Coverage(StrEnum):
    """How well the library serves a beat."""

    COVERED = "covered"
    THIN = "thin"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class InputSpec:
    """How a picture is made ready for one encoder.

    ``size`` is the side in pixels of the square input. ``resize`` says how a picture that is not
    square gets there: *squash* changes its ratio, *shortest* crops the centre, *longest* pads
    with grey. ``interpolation`` is the resampling filter.
    """

    size: int
    resize: Literal["squash", "shortest", "longest"] = "shortest"
    interpolation: Literal["bicubic", "bilinear"] = "bicubic"


@dataclass(frozen=True, slots=True)
class EncoderId:
    """What makes two vectors comparable: the model, its exact weights and their precision."""

    model: str
    revision: str
    """First 16 hex digits of the SHA-256 of the weights file."""
    precision: str
    """``float32`` or ``bfloat16``."""

    def __str__(self) -> str:
        return f"{self.model}@{self.revision}/{self.precision}"

    @classmethod
    def parse(cls, text: str) -> EncoderId:
        """The inverse of ``str``. Raises ValueError when it is not one."""
        model, _, rest = text.rpartition("@")
        revision, slash, precision = rest.partition("/")
        if not (model and revision and slash and precision):
            raise ValueError(f"not an encoder id: {text!r}")
        return cls(model, revision, precision)

    def comparable(self, other: EncoderId) -> bool:
        """Whether vectors of both may be compared: the same weights, whatever the precision."""
        return (self.model, self.revision) == (other.model, other.revision)


@dataclass(frozen=True, slots=True)
class Swatch:
    """One colour of a picture's palette: CIE Lab (D50 white is not used; D65), and its share."""

    lightness: float
    a: float
    b: float
    share: float
    """Part of the picture's area, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What people filter by, as read from EXIF, IPTC and XMP; empty when the file is silent."""

    taken: datetime | None = None
    """Date taken in the camera's own local time (naive)."""
    camera: str = ""
    has_gps: bool = False
    rating: int = 0
    """0 (unrated) to 5; -1 is a reject."""
    keywords: tuple[str, ...] = ()
    title: str = ""
    caption: str = ""
    alt_text: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stat call says of a file: enough to know that it has not changed."""

    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Root:
    """A folder of the user's that is browsed in place."""

    key: int
    id: str
    path: str
    """Absolute; undecodable bytes are surrogates (``os.fsencode`` gives them back)."""
    offline: bool = False


@dataclass(frozen=True, slots=True)
class NewAsset:
    """What an import knows of a picture when it is stored."""

    root_key: int
    relative_path: bytes
    kind: AssetKind
    format: str
    stamp: Stamp
    width: int
    height: int
    file_hash: bytes
    pixel_hash: bytes
    metadata: Metadata
    palette: tuple[Swatch, ...] = ()


@dataclass(frozen=True, slots=True)
class Asset:
    """One picture or video of the library."""

    key: int
    """Handle inside one library (SQLite rowid): what arrays, grids and search carry."""
    id: str
    """UUID: the identity that lasts, in the audit and in exports."""
    root_key: int
    path: str
    """Absolute; undecodable bytes are surrogates."""
    kind: AssetKind
    format: str
    stamp: Stamp
    width: int
    height: int
    file_hash: bytes
    pixel_hash: bytes
    metadata: Metadata
    palette: tuple[Swatch, ...] = ()
    tags: tuple[str, ...] = ()
    """Words given here; the file's own are ``metadata.keywords``."""
    rating: int = 0
    """The rating in force: the one given here if there is one, else the file's."""
    missing: bool = False
    added: datetime | None = None

    @property
    def orientation(self) -> Literal["landscape", "portrait", "square"]:
        """Landscape, portrait or square (within two per cent)."""
        if abs(self.width - self.height) <= 0.02 * max(self.width, self.height):
            return "square"
        return "landscape" if self.width > self.height else "portrait"


@dataclass(frozen=True, slots=True)
class Problem:
    """A picture that could not be read, with the reason."""

    path: str
    reason: str
    passing: bool = False
    """Whether it may be readable at the next look, though the file stays as it is."""


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a query: a text or a picture, with a weight (negative: a minus term)."""

    text: str = ""
    like: str = ""
    """Path of a picture, in or outside the library."""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of :func:`picturedesk.search.find`."""

    terms: tuple[Term, ...]
    where: str = ""
    """Filter language; see :mod:`picturedesk.catalog.filters`."""
    limit: int = 50
    collapse: bool = False
    """Fold near-identical pictures into one match with a count."""
    diversity: float = 0.0
    """0: by similarity alone; up to 1: as different as possible (MMR)."""

    @property
    def label(self) -> str:
        """The query in words, for lists and exports."""
        plus = [t.text or f"like {t.like}" for t in self.terms if t.weight > 0]
        minus = [t.text or f"like {t.like}" for t in self.terms if t.weight < 0]
        return " + ".join(plus) + "".join(f" - {m}" for m in minus)


@dataclass(frozen=True, slots=True)
class Why:
    """Why a picture matched: the prompt variant that won, and the runner-up, with cosines."""

    winner: str
    winner_score: float
    runner_up: str = ""
    runner_up_score: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """An asset found for a query."""

    asset_key: int
    asset_id: str
    path: str
    score: float
    """Cosine between the query's vector and the picture's; compare within one query only."""
    standing: Standing
    why: Why
    count: int = 1
    """How many near-identical pictures this match stands for."""
    others: tuple[int, ...] = ()
    """Asset keys of the near-identical pictures folded into this one."""
    time_ms: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query, matches in order of similarity (or of MMR where asked)."""

    query: str
    standing: Standing
    matches: tuple[Match, ...]
    total: int = 0
    """How many assets the filters left to choose from."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One searchable line of a brief."""

    kind: BeatKind
    text: str
    weight: float = 1.0
    avoid: tuple[str, ...] = ()
    must_have: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """A parsed brief: its beats, and what was left out of them, line by line, with the reason."""

    title: str
    beats: tuple[Beat, ...]
    avoid: tuple[str, ...] = ()
    """What no picture may show; every beat's ``avoid`` includes it."""
    left_out: tuple[tuple[str, str], ...] = ()
    """(line, why): boilerplate such as client, dates, budget, deliverables."""


@dataclass(frozen=True, slots=True)
class Crop:
    """A box in fractions (0 to 1) of the upright picture."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        if not (0 <= self.left < self.right <= 1 and 0 <= self.top < self.bottom <= 1):
            raise ValueError(f"not a box inside the picture: {self}")


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of a long piece of work."""

    stage: str
    """A word for people: "Looking", "Reading", "Embedding", "Indexing", …"""
    done: int
    total: int | None
    """None while it is not known yet."""
    note: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change touched, so that each page can decide whether it cares."""

    assets: frozenset[int] = frozenset()
    """Keys of assets whose rows changed."""
    list_changed: bool = False
    """Assets came or went."""
    roots: bool = False
    tags: bool = False
    boards: frozenset[str] = frozenset()
    settings: bool = False
    model: bool = False
    origin: object | None = field(default=None, compare=False)
    """The page that caused it, so that it can skip itself."""
