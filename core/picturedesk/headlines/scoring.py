"""From boxes to scored proposals: which boxes the encoder looks at, and what it all adds up to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from picturedesk import images
from picturedesk.channels import Channel
from picturedesk.headlines import boxes as geometry
from picturedesk.headlines import measuring
from picturedesk.headlines.asking import Asked
from picturedesk.headlines.boxes import BoxArray
from picturedesk.headlines.measuring import DoubleArray, Look
from picturedesk.headlines.values import (
    ADDED,
    Contribution,
    Parts,
    Proposal,
    enlarged_words,
    is_enlarged,
)
from picturedesk.vision.encoder import FloatArray

_LEAST_CAREFUL = 2
"""From so many times the encoder's input on, the size that people see changes nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """The boxes of one picture for one channel, with every part but the encoder's."""

    look: Look
    channel: Channel
    boxes: BoxArray
    parts: Mapping[str, DoubleArray | None]
    promise: DoubleArray
    """``(n,)``: the score as far as it is known, density standing in for the crop's part."""

    def best(self, count: int) -> BoxArray:
        """The ``count`` boxes to be encoded, unlike each other."""
        rows = geometry.spread(self.boxes, self.promise, count)
        return self.boxes[rows]


def measured(look: Look, channel: Channel, asked: Asked) -> Measured:
    """Boxes of the channel's ratio all over a picture, and round what is hot in it."""
    numbers = asked.scoring
    found = geometry.grid(look.width, look.height, channel.ratio, numbers.scales, numbers.positions)
    return _measured(look, channel, found, asked)


def _measured(look: Look, channel: Channel, found: BoxArray, asked: Asked) -> Measured:
    parts = measuring.measure(look, channel, found)
    known = {**parts, "crop": measuring.density(look, found)}
    weights = asked.scoring.weights
    promise = np.zeros(len(found))
    for name, values in known.items():
        if values is not None:
            promise += weights[name] * values
    return Measured(look, channel, found, parts, promise)


def seen_size(channel: Channel, asked: Asked) -> tuple[int, int] | None:
    """Pixels at which the channel's smallest view shows a crop; None where that loses nothing."""
    if channel.seen_at >= _LEAST_CAREFUL * asked.encoder.input_spec.size:
        return None
    return channel.seen_at, max(1, round(channel.seen_at / channel.ratio))


Crops = tuple[Look, Channel, BoxArray]
"""Boxes ``(n, 4)`` of one picture for one channel, to be encoded."""
Wanted = Sequence[Crops]


def _key(box: BoxArray, size: tuple[int, int] | None) -> tuple[float, ...]:
    return (*np.round(box, 4).tolist(), *(size or ()))


def count(wanted: Wanted, asked: Asked) -> int:
    """How many crops these are; like ones of two channels are one.

    What the encoder has seen before counts too, so that a question asked again is answered alike.
    """
    return len(_different(wanted, asked))


def _different(
    wanted: Wanted, asked: Asked
) -> dict[tuple[int, tuple[float, ...]], tuple[Look, BoxArray, tuple[int, int] | None]]:
    found = {}
    for look, channel, rows in wanted:
        size = seen_size(channel, asked)
        for box in rows:
            found[id(look.sight), _key(box, size)] = (look, box, size)
    return found


def encode(wanted: Wanted, asked: Asked) -> None:
    """Encode crops that are not known yet, in one batch; their sights keep the vectors."""
    fresh = {
        key: item
        for key, item in _different(wanted, asked).items()
        if key[1] not in item[0].sight.crops
    }
    if not fresh:
        return
    spec = asked.encoder.input_spec
    pictures = np.concatenate(
        [
            images.views(look.sight.pixels, box[None], size, spec)
            for look, box, size in fresh.values()
        ]
    )
    vectors = asked.encoder.encode_pictures(pictures)
    for ((_, key), (look, _, _)), vector in zip(fresh.items(), vectors, strict=True):
        look.sight.crops[key] = vector


def crop_fit(look: Look, channel: Channel, rows: BoxArray, asked: Asked) -> FloatArray:
    """How well encoded crops ``(n, 4)`` fit the headline: ``(n,)``."""
    size = seen_size(channel, asked)
    return asked.fit(np.array([look.sight.crops[_key(box, size)] for box in rows], np.float32))


def proposal(
    look: Look, channel: Channel, rows: BoxArray, asked: Asked, *, from_original: bool
) -> Proposal:
    """The best of some encoded boxes, with its whole score."""
    given = _measured(look, channel, rows, asked)
    fits = crop_fit(look, channel, rows, asked)
    weights = asked.scoring.weights
    stand_in = weights["crop"] * (fits - measuring.density(look, rows))
    best = int(np.argmax(given.promise + stand_in))
    crisp = measuring.sharpness(look, rows[best], channel.seen_at)
    candidate = look.candidate
    values = {
        name: None if column is None else float(column[best])
        for name, column in given.parts.items()
    }
    parts = Parts(
        picture=candidate.fit,
        crop=float(fits[best]),
        subject=values["subject"] or 0.0,
        visible=values["visible"] or 0.0,
        room=values["room"],
        composition=values["composition"] or 0.0,
        faces=values["faces"],
        sharpness=crisp,
        enlargement=values["enlargement"] or 0.0,
        rules=candidate.rules,
        feedback=candidate.feedback,
    )
    contributions = contributions_of(parts, weights)
    enlarge = float(measuring.enlarging(look, channel, rows[best : best + 1])[0])
    return Proposal(
        channel=channel.name,
        asset=candidate.asset,
        crop=geometry.as_crop(rows[best]),
        score=sum(c.points for c in contributions),
        parts=parts,
        contributions=contributions,
        standing=candidate.standing,
        why=candidate.why,
        enlarge=enlarge,
        reasons=(*candidate.reasons, *_remarks(parts, enlarge, look.firm)),
        from_original=from_original,
    )


def contributions_of(parts: Parts, weights: Mapping[str, float]) -> tuple[Contribution, ...]:
    """The points of each part; they add up to the score."""
    named = list(parts.items())
    whole = sum(weights[name] for name, _ in named if name not in ADDED)
    return tuple(
        Contribution(name, value, 1.0, value)
        if name in ADDED
        else Contribution(name, value, weights[name], value * weights[name] / whole)
        for name, value in named
    )


def _remarks(parts: Parts, enlarge: float, firm: float) -> tuple[str, ...]:
    """What a person should know of a proposal before they take it."""
    found = []
    if is_enlarged(enlarge):
        found.append(f"has too few pixels: it would be enlarged {enlarged_words(enlarge)}")
    if parts.faces is not None and parts.faces < 0.9:
        found.append("cuts a face")
    if parts.visible < 0.6:
        found.append("part of the subject lies outside the safe area or is drawn over")
    if firm < 0.5:
        found.append("the headline names nothing in this picture: what stands out was kept")
    return tuple(found)
