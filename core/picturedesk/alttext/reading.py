"""What a picture shows, slot by slot, and how sure that is (pure, numpy).

Raw cosines compare neither across pictures nor across texts, so each is taken in standard
deviations above the picture's own cosines with the neutral texts (law 7), less the text's usual
level. Among a slot's values, *other* stands as one more candidate, at the level that the best of
as many texts which no picture shows would reach: its share is what the bank does not know, or
what is not in the picture. Shares are a softmax over all of them. Where members of a group share
what is sure only of the group, the group itself is the answer ("an animal").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from picturedesk.suggestions.banks import Value
from picturedesk.vision.encoder import FloatArray

SURE = 0.6
"""Share from which a value stands in the sentence."""
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

    usual: FloatArray
    """``(n,)``: each value's usual level, in deviations above neutral."""
    other: float
    """The level of *other*."""
    sharpness: float
    """How many e-folds of share one deviation is worth."""


def read_slot(
    slot: str,
    values: tuple[Value, ...],
    levels: FloatArray,
    scale: Scale,
    extra: FloatArray | None = None,
    *,
    sure: float = SURE,
) -> SlotReading:
    """Read one slot from deviations above neutral ``levels`` (n,).

    ``extra`` (n,) is added: what the library has learnt and what the file says of itself.
    """
    plain = levels - scale.usual
    moved_levels = plain if extra is None else plain + extra
    shares, other = _shares(moved_levels, scale)
    best = int(np.argmax(shares))
    moved = extra is not None and bool(extra.any()) and best != int(np.argmax(plain))
    chosen, confidence = _chosen(values, shares, sure)
    margin = _margin(values, moved_levels, best, scale.other)
    return SlotReading(slot, values, shares, other, margin, chosen, confidence, moved)


def _shares(levels: FloatArray, scale: Scale) -> tuple[FloatArray, float]:
    logits = scale.sharpness * np.append(levels, scale.other)
    weights = np.exp(logits - logits.max())
    weights /= weights.sum()
    return weights[:-1].astype(np.float32), float(weights[-1])


def _chosen(
    values: tuple[Value, ...], shares: FloatArray, sure: float
) -> tuple[Value | None, float]:
    """The value that is sure, else the group that is, else nothing (and the best's share)."""
    allowed = np.array([not value.offered for value in values])
    best = int(np.argmax(np.where(allowed, shares, -1.0)))
    if allowed[best] and shares[best] >= sure:
        return values[best], float(shares[best])
    groups: dict[str, float] = {}
    for value, share in zip(values, shares, strict=True):
        groups[value.group] = groups.get(value.group, 0.0) + float(share)
    wholes: Mapping[str, Value] = {v.group: v for v in values if v.whole and not v.offered}
    known = {group: share for group, share in groups.items() if group in wholes}
    if known:
        group = max(known, key=lambda name: known[name])
        if known[group] >= sure:
            return wholes[group], known[group]
    return None, float(shares[best])


def _margin(values: tuple[Value, ...], levels: FloatArray, best: int, other: float) -> float:
    """Deviations between the best and the next that says something else."""
    rivals = [
        float(level)
        for value, level in zip(values, levels, strict=True)
        if value.group != values[best].group
    ]
    return float(levels[best]) - max([*rivals, other])
