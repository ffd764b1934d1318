"""Where the joints of a figure are: 100 units tall, standing on y = 0, looking right."""

from dataclasses import dataclass
from typing import NamedTuple

from .shapes import XY


class Limb(NamedTuple):
    """Middle joint, end joint, and for legs the direction of the toes in degrees."""

    mid: XY
    end: XY
    toe: float = 0.0


@dataclass(frozen=True)
class Pose:
    """Where the joints are. `near` limbs are drawn over the body, `far` ones behind it."""

    head: XY
    shoulders: tuple[XY, XY]
    hips: tuple[XY, XY]
    arms: tuple[Limb, Limb]
    legs: tuple[Limb, Limb]
    front: bool = False


def _side(
    head: XY, shoulder: XY, hip: XY, arms: tuple[Limb, Limb], legs: tuple[Limb, Limb]
) -> Pose:
    """A pose seen from the side: shoulders and hips nearly coincide."""
    (sx, sy), (hx, hy) = shoulder, hip
    return Pose(head, ((sx - 1.5, sy), (sx + 1.5, sy)), ((hx - 1, hy), (hx + 1, hy)), arms, legs)


def _front(
    head: XY, y: float, hip: float, arms: tuple[Limb, Limb], legs: tuple[Limb, Limb]
) -> Pose:
    """A pose seen from the front, upright, around x = head's x."""
    x = head[0]
    return Pose(
        head, ((x - 8.5, y), (x + 8.5, y)), ((x - 4.5, hip), (x + 4.5, hip)), arms, legs, front=True
    )


POSES: dict[str, Pose] = {
    "stride": _side(
        (11, -88),
        (5, -75),
        (-1, -46),
        (Limb((-8, -64), (2, -54)), Limb((15, -63), (25, -71))),
        (Limb((20, -35), (19, -11), -8), Limb((-10, -24), (-31, -18), 62)),
    ),
    "push": _side(
        (10, -90),
        (5, -77),
        (0, -48),
        (Limb((13, -64), (23, -72)), Limb((-7, -66), (1, -57))),
        (Limb((-4, -25), (-15, -4), 18), Limb((19, -38), (10, -19), 20)),
    ),
    "walk": _side(
        (3, -91),
        (0, -78),
        (-1, -49),
        (Limb((-8, -65), (-7, -51)), Limb((6, -65), (14, -54))),
        (Limb((6, -27), (12, -4), -10), Limb((-4, -26), (-15, -6), 24)),
    ),
    "stand": _side(
        (2, -91),
        (0, -78),
        (0, -49),
        (Limb((-3, -63), (3, -50)), Limb((3, -63), (9, -52))),
        (Limb((1, -26), (-1, -4)), Limb((2, -26), (3, -4))),
    ),
    "reach": _side(
        (0, -90),
        (-1, -77),
        (0, -48),
        (Limb((9, -87), (20, -98)), Limb((8, -80), (18, -90))),
        (Limb((7, -27), (9, -4)), Limb((-5, -26), (-12, -5), 20)),
    ),
    "sit": _side(
        (4, -73),
        (1, -59),
        (-2, -30),
        (Limb((5, -45), (18, -46)), Limb((8, -47), (20, -48))),
        (Limb((21, -30), (21, -4)), Limb((19, -29), (14, -5), 12)),
    ),
    "lounge": _side(
        (-4, -48),
        (-5, -35),
        (-6, -7),
        (Limb((2, -23), (14, -29)), Limb((5, -26), (15, -31))),
        (Limb((13, -26), (24, -4)), Limb((15, -24), (28, -4))),
    ),
    "cycle": _side(
        (17, -90),
        (9, -77),
        (-13, -54),
        (Limb((13, -61), (23, -52)), Limb((16, -62), (25, -53))),
        (Limb((9, -42), (-1, -20), 14), Limb((12, -52), (0, -33), 20)),
    ),
    "surf": _side(
        (11, -66),
        (5, -54),
        (-6, -30),
        (Limb((-6, -58), (-19, -60)), Limb((17, -53), (28, -60))),
        (Limb((-12, -17), (-16, -3)), Limb((11, -21), (13, -3))),
    ),
    "ski": _side(
        (14, -67),
        (9, -55),
        (-8, -35),
        (Limb((6, -42), (17, -38)), Limb((11, -43), (20, -40))),
        (Limb((8, -22), (-1, -4)), Limb((10, -23), (3, -4))),
    ),
    "leap": _side(
        (4, -96),
        (1, -83),
        (-1, -55),
        (Limb((-9, -92), (-19, -101)), Limb((12, -90), (25, -96))),
        (Limb((19, -44), (36, -31), 18), Limb((-18, -46), (-38, -50), 150)),
    ),
    "kneel": _side(
        (9, -61),
        (4, -48),
        (-6, -21),
        (Limb((11, -36), (22, -26)), Limb((13, -38), (25, -29))),
        (Limb((12, -22), (11, -3)), Limb((4, -3), (-16, -3), 150)),
    ),
    "front": _front(
        (0, -91),
        -77,
        -49,
        (Limb((-13, -63), (-12, -49)), Limb((13, -63), (12, -49))),
        (Limb((-5, -26), (-5, -4), 100), Limb((5, -26), (6, -4), 80)),
    ),
    "cheer": _front(
        (0, -91),
        -77,
        -49,
        (Limb((-17, -87), (-16, -103)), Limb((17, -87), (18, -103))),
        (Limb((-6, -26), (-8, -4), 110), Limb((6, -26), (9, -4), 70)),
    ),
    "tree": _front(
        (0, -91),
        -77,
        -49,
        (Limb((-12, -90), (-1, -105)), Limb((12, -90), (1, -105))),
        (Limb((-2, -26), (-1, -4), 90), Limb((22, -38), (3, -29), 190)),
    ),
    "warrior": _front(
        (0, -76),
        -62,
        -35,
        (Limb((-23, -62), (-37, -62)), Limb((23, -62), (37, -62))),
        (Limb((-25, -29), (-26, -4), 170), Limb((18, -18), (33, -4), 40)),
    ),
    "lotus": _front(
        (0, -52),
        -38,
        -9,
        (Limb((-16, -25), (-21, -11)), Limb((16, -25), (21, -11))),
        (Limb((-23, -7), (3, -3), 10), Limb((23, -7), (-3, -3), 170)),
    ),
    "bench": _front(
        (0, -72),
        -58,
        -30,
        (Limb((-14, -46), (-7, -35)), Limb((14, -46), (7, -35))),
        (Limb((-7, -24), (-7, -4), 100), Limb((7, -24), (7, -4), 80)),
    ),
}
