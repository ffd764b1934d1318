"""One headline put to one library: its vectors, the backgrounds, and the numbers in force."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from picturedesk import paths
from picturedesk.headlines import wording
from picturedesk.search.background import Background, background
from picturedesk.search.probe import Probe
from picturedesk.vision.encoder import Encoder, FloatArray

if TYPE_CHECKING:
    from picturedesk.library import Library

_MIDDLE, _SLOPE = 2.5, 1.0


@dataclass(frozen=True, slots=True)
class Scoring:
    """The weights and numbers of ``resources/headlines/scoring.toml``."""

    version: int
    weights: Mapping[str, float]
    scales: tuple[float, ...]
    positions: int
    encoded: int
    encoded_at_once: int
    picked_before: float
    rejected_before: float
    alike: float


@cache
def scoring() -> Scoring:
    """What comes with the program."""
    file = paths.resource_path("headlines", "scoring.toml")
    data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    boxes, feedback = data["boxes"], data["feedback"]
    return Scoring(
        int(data["version"]),
        {name: float(value) for name, value in data["weights"].items()},
        tuple(map(float, boxes["scales"])),
        int(boxes["positions"]),
        int(boxes["encoded"]),
        int(boxes["encoded_at_once"]),
        float(feedback["picked_before"]),
        float(feedback["rejected_before"]),
        float(feedback["alike"]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A headline as it is asked."""

    headline: str
    probe: Probe
    ground: Background
    encoder: Encoder
    scoring: Scoring

    @property
    def vector(self) -> FloatArray:
        """Unit vector ``(D,)`` of the headline."""
        return self.probe.vector

    @property
    def prompt_version(self) -> str:
        """What decisions on its proposals are recorded with: prompt set and scoring."""
        return f"{wording.wording().prompt_set.id}+scoring/{self.scoring.version}"

    def fit(self, vectors: FloatArray) -> FloatArray:
        """How well pictures or crops ``(n, D)`` fit the headline: 0 to 1, ``(n,)``.

        Deviations above neutral texts through a logistic curve whose middle is where a library's
        best picture for a line that says nothing usually lies.
        """
        return self.fit_of(self.ground.above_neutral(self.vector, vectors))

    @staticmethod
    def fit_of(above: FloatArray) -> FloatArray:
        """The same from deviations above neutral texts, of any shape."""
        return np.asarray(1.0 / (1.0 + np.exp(-(above - _MIDDLE) / _SLOPE)), np.float32)


def ask(library: Library, headline: str) -> Asked:
    """Prepare a headline. Raises InputError for an empty one, LibraryError, ModelError."""
    text = wording.clean(headline)
    ground = background(library)
    [probe] = wording.probes(library, [text])
    return Asked(text, probe, ground, library.encoder, scoring())
