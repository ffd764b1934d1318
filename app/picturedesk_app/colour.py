"""Palette colours, from Lab to what screens show."""

from __future__ import annotations

from picturedesk.records import Swatch

_WHITE = (0.95047, 1.0, 1.08883)
"""D65."""


def hex_of(swatch: Swatch) -> str:
    """A swatch as ``#rrggbb`` in sRGB, clipped."""
    fy = (swatch.lightness + 16) / 116
    lab = (fy + swatch.a / 500, fy, fy - swatch.b / 200)
    x, y, z = (
        white * (f**3 if f > 6 / 29 else 3 * (6 / 29) ** 2 * (f - 4 / 29))
        for white, f in zip(_WHITE, lab, strict=True)
    )
    linear = (
        3.2406 * x - 1.5372 * y - 0.4986 * z,
        -0.9689 * x + 1.8758 * y + 0.0415 * z,
        0.0557 * x - 0.2040 * y + 1.0570 * z,
    )
    return "#" + "".join(f"{round(255 * _gamma(min(1.0, max(0.0, c)))):02x}" for c in linear)


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)
