"""One shipped picture: its scene, the choices made for it, its metadata and its variants."""

from dataclasses import dataclass, field

from .metadata import Notes

QUALITY = 78
"""JPEG quality of the shipped pictures."""

ONE = ("Lumen", "Lumen One")
TWO = ("Lumen", "Lumen Two")
FIELD = ("Fieldcam", "Fieldcam F2")


@dataclass(frozen=True)
class Variant:
    """A near-duplicate: cut to a box in fractions, exposed differently, saved smaller or worse."""

    name: str
    notes: Notes
    box: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    exposure: float = 1.0
    long_side: int = 1400
    quality: int = QUALITY


@dataclass(frozen=True)
class Shot:
    """One shipped picture. `take` rolls its dice anew where the first roll did not please."""

    path: str
    scene: str
    shape: str
    notes: Notes
    fixed: dict[str, object] = field(default_factory=dict)
    take: int = 0
    variants: tuple[Variant, ...] = ()
