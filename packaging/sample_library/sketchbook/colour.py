"""Colours as red, green, blue from 0 to 1, and the light that falls on a scene."""

import colorsys
from dataclasses import dataclass
from functools import lru_cache

RGB = tuple[float, float, float]
Paintable = str | RGB


@lru_cache(maxsize=4096)
def rgb(colour: Paintable) -> RGB:
    """A colour from `#rrggbb`, or itself."""
    if isinstance(colour, str):
        return (
            int(colour[1:3], 16) / 255,
            int(colour[3:5], 16) / 255,
            int(colour[5:7], 16) / 255,
        )
    return colour


def mix(a: Paintable, b: Paintable, t: float) -> RGB:
    """`a` at 0, `b` at 1."""
    p, q = rgb(a), rgb(b)
    return (p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t, p[2] + (q[2] - p[2]) * t)


def darker(colour: Paintable, amount: float = 0.25) -> RGB:
    """A shadow of the colour: darker, a little cooler and richer, never towards grey."""
    r, g, b = rgb(colour)
    h, s, v = colorsys.rgb_to_hsv(r, g, b)
    return mix(
        colorsys.hsv_to_rgb(h, min(1, s * (1 + amount * 0.4)), v * (1 - amount)),
        (0.13, 0.10, 0.30),
        amount * 0.3,
    )


def lighter(colour: Paintable, amount: float = 0.25) -> RGB:
    """The colour in the light: lighter and a little warmer."""
    return mix(colour, (1.0, 0.97, 0.90), amount)


def times(a: Paintable, b: Paintable) -> RGB:
    """Both colours multiplied."""
    p, q = rgb(a), rgb(b)
    return (p[0] * q[0], p[1] * q[1], p[2] * q[2])


@dataclass(frozen=True)
class Light:
    """A time of day or a weather: the sky from top to horizon, and what it does to colours."""

    name: str
    words: tuple[str, ...]
    sky: tuple[str, ...]
    haze: str
    ambient: str
    glow: str
    dark: bool = False
    sun: float = 0.3

    def on(self, colour: Paintable, distance: float = 0.0) -> RGB:
        """The colour as it looks in this light, paler towards the horizon (`distance` 0 to 1)."""
        return mix(times(colour, self.ambient), self.haze, distance)


LIGHTS: dict[str, Light] = {
    "dawn": Light(
        "dawn",
        ("at dawn", "at sunrise", "in the early morning"),
        ("#6f8fc4", "#b9b4d6", "#f7c3b0", "#ffe3bd"),
        "#f5cdbb",
        "#fbe6e0",
        "#fff3d4",
        sun=0.12,
    ),
    "day": Light(
        "day",
        ("on a sunny day", "in daylight", "under a blue sky"),
        ("#2f86cf", "#6fb6e8", "#c4e4f1"),
        "#d4e9ee",
        "#ffffff",
        "#fffbe8",
        sun=0.75,
    ),
    "golden": Light(
        "golden hour",
        ("in golden evening light", "at golden hour", "at sunset"),
        ("#5f86b8", "#c9b39a", "#f8bf73", "#ffdf98"),
        "#fbd09a",
        "#ffe6c4",
        "#fff0c0",
        sun=0.2,
    ),
    "dusk": Light(
        "dusk",
        ("at dusk", "after sunset", "at twilight"),
        ("#23265a", "#5b4086", "#c4607f", "#f68d68", "#ffc98c"),
        "#d98586",
        "#c4a3c0",
        "#ffd9a0",
        sun=0.05,
    ),
    "night": Light(
        "night",
        ("at night", "in the dark", "after dark"),
        ("#060a20", "#101c46", "#263b72"),
        "#2c4277",
        "#5f6fa6",
        "#f4f1da",
        dark=True,
        sun=0.7,
    ),
    "overcast": Light(
        "overcast",
        ("on a cloudy day", "under a grey sky", "in soft grey light"),
        ("#8796a3", "#b3bfc6", "#dde2e0"),
        "#ced7d9",
        "#dfe4e8",
        "#f4f4ee",
        sun=0.6,
    ),
}
