"""One picture in the making: its canvas, its dice, its light, and the words that it earns."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from .canvas import LONG_SIDE, Canvas
from .colour import LIGHTS, Light

T = TypeVar("T")
FORMATS: dict[str, tuple[float, float]] = {
    "landscape": (1500, 1000),
    "wide": (1500, 844),
    "portrait": (1000, 1500),
    "tall": (1125, 1500),
    "square": (1500, 1500),
}


@dataclass(frozen=True)
class Words:
    """What a picture shows: sentences for it, and the single words that are true of it."""

    captions: tuple[str, ...]
    words: tuple[str, ...]


def tell(
    subject: str,
    place: str = "",
    light: str = "",
    doing: str = "",
    words: Sequence[str] = (),
    also: Sequence[str] = (),
) -> Words:
    """Put the parts of a description together in the ways people write them."""
    who = " ".join(p for p in (subject, doing) if p)
    full = " ".join(p for p in (who, place, light) if p)
    captions = [
        full,
        " ".join(p for p in (subject, place) if p),
        " ".join(p for p in (who, light) if p),
        f"an illustration of {full}",
        f"a flat drawing of {who}",
        *also,
    ]
    return Words(tuple(dict.fromkeys(captions)), tuple(dict.fromkeys(words)))


@dataclass
class Page:
    """What every scene is given. `fixed` holds choices made beforehand, by name."""

    canvas: Canvas
    rng: random.Random
    fixed: Mapping[str, object] = field(default_factory=dict)
    light: Light = LIGHTS["day"]
    dressed: int = 0

    @property
    def w(self) -> float:
        """Width in units."""
        return self.canvas.width

    @property
    def h(self) -> float:
        """Height in units."""
        return self.canvas.height

    @property
    def small(self) -> float:
        """The shorter side."""
        return min(self.w, self.h)

    def choose(self, name: str, options: Sequence[T]) -> T:
        """One of the options, or the one that was fixed; rolls the dice either way."""
        rolled = self.rng.choice(options)
        return cast("T", self.fixed.get(name, rolled))

    def number(self, name: str, low: float, high: float) -> float:
        """A number in the range, or the fixed one."""
        rolled = self.rng.uniform(low, high)
        wanted = self.fixed.get(name, rolled)
        return float(wanted) if isinstance(wanted, (int, float)) else rolled

    def chance(self, name: str, odds: float) -> bool:
        """True this often, or as fixed."""
        rolled = self.rng.random() < odds
        return bool(self.fixed.get(name, rolled))

    def set_light(self, names: Sequence[str]) -> tuple[Light, str]:
        """Choose the time of day; returns it with one phrase for it."""
        self.light = LIGHTS[self.choose("light", names)]
        return self.light, self.rng.choice(self.light.words)

    def wobble(self, amount: float) -> float:
        """A small random offset."""
        return self.rng.uniform(-amount, amount)


def new_page(seed: int, shape: str, pixels: int, fixed: Mapping[str, object] | None = None) -> Page:
    """An empty page of the named format whose longer side has so many pixels."""
    width, height = FORMATS[shape]
    canvas = Canvas(width, height, pixels / LONG_SIDE, seed)
    return Page(canvas, random.Random(seed), fixed or {})
