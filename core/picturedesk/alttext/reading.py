"""What a picture shows, slot by slot, and how sure that is (pure, numpy).

Raw cosines compare neither across pictures nor across texts, so each is taken in standard
deviations above the picture's own cosines with the neutral texts (law 7). Among a slot's values,
*other* stands as one more candidate, at the level that the best of as many texts which no picture
shows would reach: its share is what the bank does not know, or what is not in the picture. Shares
are a softmax over all of them. Where members of a group share what is sure only of the group, the
group itself is the answer ("an animal"), and a wider group where even that cannot be told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from picturedesk.suggestions.banks import Value
from picturedesk.vision.encoder import FloatArray

ASK = 0.2
"""Share of the best from which an unsure slot is worth a question."""


@dataclass(frozen=True, slots=True)
class SlotReading:
    """One slot of one picture."""

    slot: str
    values: tuple[Value, ...]
    shares: FloatArray
    """``(n,)``: of each value."""
    other: float
    """The share of *none of these*."""
    margin: float
    """Deviations between the best and the next of another group."""
    chosen: Value | None
    confidence: float
    """Of what is chosen; of the best where nothing is."""
    moved: bool = False
    """Lessons or the file's own words changed what is best."""

    @property
    def order(self) -> npt.NDArray[np.intp]:
        """Rows of ``values``, best first."""
        return np.argsort(-self.shares, kind="stable")

    @property
    def unsure(self) -> bool:
        """Whether it is worth asking."""
        return self.chosen is None and float(self.shares.max(initial=0.0)) >= ASK


@dataclass(frozen=True, slots=True)
class Scale:
    """What turns deviations into shares, for one slot and encoder."""

    other: float
    """The level of *other*, in deviations above neutral."""
    sharpness: float
    """How many e-folds of share one deviation is worth."""
    sure: float
    """Share from which a value stands in the sentence."""
    sure_group: float = 1.0
    """Share from which a group does, where no value is sure."""
    sure_wide: float = 1.0
    """Share from which a group of groups does, where no group is sure."""
    scene_weight: float = 0.0
    """What a scene counts beside a value."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A value that stands for a group, and the rows of all that it covers."""

    row: int
    members: npt.NDArray[np.bool_]
    """``(n,)``."""
    scenes: npt.NDArray[np.bool_]
    """``(m,)``: the scenes that speak of it."""
    wide: bool = False
    """Other groups stand under it."""


@dataclass(frozen=True)
class Shape:
    """What is the same for every picture: a slot's values, and how they stand together."""

    values: tuple[Value, ...]
    wholes: tuple[Whole, ...] = ()

    @cached_property
    def sayable(self) -> npt.NDArray[np.bool_]:
        """``(n,)``: what may be proposed."""
        return np.array([not value.offered for value in self.values])

    @cached_property
    def groups(self) -> npt.NDArray[np.intp]:
        """``(n,)``: a number for each value's group."""
        numbers: dict[str, int] = {}
        return np.array([numbers.setdefault(v.group, len(numbers)) for v in self.values])


def read_slot(
    slot: str,
    shape: Shape,
    levels: FloatArray,
    scale: Scale,
    extra: FloatArray | None = None,
    *,
    scenes: FloatArray | None = None,
) -> SlotReading:
    """Read one slot from deviations above neutral ``levels`` (n,), and of ``scenes`` (m,).

    ``extra`` (n,) is added: what the library has learnt and what the file says of itself.
    """
    moved_levels = levels if extra is None else levels + extra
    shares, acted, other = _shares(moved_levels, scenes, scale)
    best = int(np.argmax(shares))
    moved = extra is not None and bool(extra.any()) and best != int(np.argmax(levels))
    groups = [
        (whole, float(shares[whole.members].sum() + acted[whole.scenes].sum()))
        for whole in shape.wholes
    ]
    chosen, confidence = _chosen(shape, shares, groups, scale)
    margin = _margin(shape, moved_levels, best, scale.other)
    return SlotReading(slot, shape.values, shares, other, margin, chosen, confidence, moved)


def _shares(
    levels: FloatArray, scenes: FloatArray | None, scale: Scale
) -> tuple[FloatArray, FloatArray, float]:
    """Shares of values ``(n,)``, of scenes ``(m,)`` and of *other*; together 1."""
    logits = [scale.sharpness * np.append(levels, scale.other)]
    if scenes is not None and scale.scene_weight > 0:
        logits.append(scale.sharpness * scenes + np.log(scale.scene_weight))
    weights = np.exp(np.concatenate(logits) - max(float(part.max()) for part in logits))
    weights = (weights / weights.sum()).astype(np.float32)
    count = len(levels)
    acted = weights[count + 1 :]
    if scenes is not None and not len(acted):
        acted = np.zeros(len(scenes), np.float32)
    return weights[:count], acted, float(weights[count])


def _chosen(
    shape: Shape,
    shares: FloatArray,
    groups: list[tuple[Whole, float]],
    scale: Scale,
) -> tuple[Value | None, float]:
    """The value that is sure, else the narrowest group that is, else nothing.

    ``groups`` come with their shares, narrowest first. With nothing, the confidence is the
    greatest share: what could not be said surely enough.
    """
    best = int(np.argmax(np.where(shape.sayable, shares, -1.0)))
    most = float(shares[best]) if shape.sayable[best] else 0.0
    if shape.sayable[best] and shares[best] >= scale.sure:
        return shape.values[best], most
    for whole, share in groups:
        if share >= (scale.sure_wide if whole.wide else scale.sure_group):
            return shape.values[whole.row], share
        most = max(most, share)
    return None, most


def _margin(shape: Shape, levels: FloatArray, best: int, other: float) -> float:
    """Deviations between the best and the next that says something else."""
    rivals = levels[shape.groups != shape.groups[best]]
    return float(levels[best]) - max(float(rivals.max(initial=-np.inf)), other)
