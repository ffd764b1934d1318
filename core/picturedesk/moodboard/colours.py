"""The palette of a board, from the palettes of its pictures (pure)."""

from __future__ import annotations

import math
from collections.abc import Iterable

from picturedesk.board_document import Colour
from picturedesk.records import Swatch

_SAME = 13.0
"""Two colours nearer than this (CIE76 in Lab) are one colour of the board."""
_Lab = tuple[float, float, float]


def lab_to_hex(lightness: float, a: float, b: float) -> str:
    """CIE Lab (D65) to ``#rrggbb``; colours outside sRGB are clipped.

    Formulas: IEC 61966-2-1 and CIE 15.
    """
    fy = (lightness + 16) / 116
    x, y, z = (
        _unfold(t) * white
        for t, white in zip((fy + a / 500, fy, fy - b / 200), (0.95047, 1.0, 1.08883), strict=True)
    )
    linear = (
        3.2404542 * x - 1.5371385 * y - 0.4985314 * z,
        -0.9692660 * x + 1.8760108 * y + 0.0415560 * z,
        0.0556434 * x - 0.2040259 * y + 1.0572252 * z,
    )
    return "#" + "".join(f"{round(255 * _gamma(v)):02x}" for v in linear)


def _unfold(t: float) -> float:
    return float(t**3) if t > 6 / 29 else 3 * (6 / 29) ** 2 * (t - 4 / 29)


def _gamma(v: float) -> float:
    v = min(max(v, 0.0), 1.0)
    return float(12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055)


def palette(
    palettes: Iterable[tuple[float, tuple[Swatch, ...]]], size: int = 6
) -> tuple[Colour, ...]:
    """Up to ``size`` colours that speak for all pictures, dark to light.

    ``palettes`` are (weight of the picture, its swatches). Near colours are merged; what is left
    is ranked by area with a bonus for chroma, so that a small red coat outranks a fourth grey.
    """
    clusters: list[tuple[_Lab, float]] = []
    pool = [
        ((s.lightness, s.a, s.b), weight * s.share)
        for weight, swatches in palettes
        for s in swatches
        if s.share > 0
    ]
    for lab, mass in sorted(pool, key=lambda p: (-p[1], p[0])):
        near = min(range(len(clusters)), key=lambda i: math.dist(clusters[i][0], lab), default=None)
        if near is None or math.dist(clusters[near][0], lab) > _SAME:
            clusters.append((lab, mass))
            continue
        centre, held = clusters[near]
        total = held + mass
        mixed = tuple((c * held + v * mass) / total for c, v in zip(centre, lab, strict=True))
        clusters[near] = ((mixed[0], mixed[1], mixed[2]), total)
    whole = sum(mass for _, mass in clusters) or 1.0
    ranked = sorted(clusters, key=lambda c: (-_standing_out(*c), c[0]))[:size]
    return tuple(
        Colour(hex=lab_to_hex(*lab), share=round(mass / whole, 4)) for lab, mass in sorted(ranked)
    )


def _standing_out(lab: _Lab, mass: float) -> float:
    return mass * (0.5 + min(math.hypot(lab[1], lab[2]), 60.0) / 40.0)
