"""People as figures without faces. A figure is 100 units tall, stands on y = 0, looks right."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from . import shapes
from .colour import darker, lighter, mix
from .page import Page
from .shapes import XY, Shape

SKINS = ("#f2c9a8", "#e3ab82", "#c98a5e", "#9a623f", "#6b4129", "#f6d7bd")
HAIRS = ("#2a1c18", "#4b2e20", "#7a4a2a", "#c58f4a", "#1c1a22", "#8e3f24", "#9b9490")


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


@dataclass(frozen=True)
class Outfit:
    """What a figure wears and how it looks."""

    skin: str = SKINS[1]
    hair: str = HAIRS[0]
    style: str = "short"
    top: str = "#e4572e"
    bottom: str = "#26324a"
    shoes: str = "#f3efe6"
    legs: str = "long"
    sleeves: str = "short"
    hat: str = "#e9b44c"
    head: float = 1.0

    @property
    def child(self) -> "Outfit":
        """The same clothes with a child's larger head."""
        return replace(self, head=1.3)


TOPS = {
    "red": "#d8432f",
    "orange": "#ee8434",
    "yellow": "#f2b632",
    "green": "#3f8f63",
    "teal": "#1f8a8a",
    "blue": "#2f6fc0",
    "purple": "#7550a8",
    "pink": "#e57a9a",
    "white": "#f3efe6",
    "black": "#2b2a33",
}


def any_outfit(p: Page, sporty: bool = False) -> tuple[Outfit, str, str]:
    """A random outfit, with the name of its colour and "man" or "woman"."""
    rng = p.rng
    name = rng.choice(list(TOPS))
    woman = rng.random() < 0.5
    style = rng.choice(("ponytail", "bun", "long", "afro") if woman else ("short", "short", "cap"))
    outfit = Outfit(
        skin=rng.choice(SKINS),
        hair=rng.choice(HAIRS),
        style=style,
        top=TOPS[name],
        bottom=rng.choice(("#26324a", "#3a3f52", "#5b4a3f", "#22313a", "#42506b")),
        shoes=rng.choice(("#f3efe6", "#e4572e", "#f2c14e", "#2e3550")),
        legs=rng.choice(
            ("shorts", "long") if sporty else ("long", "long", "skirt" if woman else "shorts")
        ),
        sleeves="short" if sporty else rng.choice(("short", "long")),
        hat=rng.choice(list(TOPS.values())),
    )
    worn = p.fixed.get("wear")
    if isinstance(worn, tuple):
        outfit = replace(outfit, **worn[p.dressed % len(worn)])
    p.dressed += 1
    return outfit, name, "woman" if woman else "man"


def figure(p: Page, pose: Pose, wear: Outfit) -> None:
    """Draw the figure at the origin."""
    _leg(p, pose, wear, 1)
    _arm(p, pose, wear, 1)
    if wear.style == "long":
        _long_hair(p, pose, wear)
    _leg(p, pose, wear, 0)
    _torso(p, pose, wear)
    head(p, pose.head, wear, pose.front)
    _arm(p, pose, wear, 0)


def _tone(p: Page, colour: str, behind: bool) -> tuple[float, float, float]:
    lit = p.light.on(colour)
    return darker(lit, 0.22) if behind else lit


def _leg(p: Page, pose: Pose, wear: Outfit, i: int) -> None:
    c, limb, hip = p.canvas, pose.legs[i], pose.hips[i]
    behind = i == 1 and not pose.front
    skin, cloth = _tone(p, wear.skin, behind), _tone(p, wear.bottom, behind)
    points = [hip, limb.mid, limb.end]
    c.form(shapes.brush(points, [11, 8.4, 4.6], 5), skin, (1, 0.3), 0.2)
    if wear.legs == "long":
        c.form(shapes.brush(points, [12, 9.4, 6.4], 5), cloth, (1, 0.3), 0.25)
    elif wear.legs == "shorts":
        t = 0.62
        cut = (hip[0] + (limb.mid[0] - hip[0]) * t, hip[1] + (limb.mid[1] - hip[1]) * t)
        c.form(shapes.stroke([hip, cut], [12.5, 11.4]), cloth, (1, 0.3), 0.25)
    _shoe(p, limb, _tone(p, wear.shoes, behind))


def _shoe(p: Page, limb: Limb, tone: tuple[float, float, float]) -> None:
    x, y = limb.end
    with p.canvas.at(x, y, turn=limb.toe):
        flip = -1 if limb.toe > 120 else 1
        body = shapes.smooth(
            (-3.6, -2.2 * flip),
            (1, -3.4 * flip),
            (6, -0.4 * flip),
            (9.4, 1.9 * flip),
            (8.8, 3.7 * flip),
            (-3.6, 3.7 * flip),
        )
        p.canvas.form(body, tone, (0.4, 1), 0.2)
        sole = shapes.stroke([(-3.2, 3.5 * flip), (8.8, 3.5 * flip)], 1.3)
        p.canvas.fill(sole, lighter(tone, 0.65))


def _arm(p: Page, pose: Pose, wear: Outfit, i: int) -> None:
    c, limb, shoulder = p.canvas, pose.arms[i], pose.shoulders[i]
    behind = i == 1 and not pose.front
    skin, cloth = _tone(p, wear.skin, behind), _tone(p, wear.top, behind)
    points = [shoulder, limb.mid, limb.end]
    c.form(shapes.brush(points, [6.4, 5.2, 3.6], 5), skin, (1, 0.4), 0.2)
    c.fill(shapes.ellipse(*limb.end, 2.5), skin)
    if wear.sleeves == "long":
        c.form(shapes.brush(points, [7.6, 6.4, 4.8], 5), cloth, (1, 0.4), 0.26)
        c.fill(shapes.ellipse(limb.end[0], limb.end[1], 2.4), skin)
    elif wear.sleeves == "short":
        t = 0.68
        cut = (
            shoulder[0] + (limb.mid[0] - shoulder[0]) * t,
            shoulder[1] + (limb.mid[1] - shoulder[1]) * t,
        )
        c.form(shapes.stroke([shoulder, cut], [7.6, 7.0]), cloth, (1, 0.4), 0.22)


def _torso(p: Page, pose: Pose, wear: Outfit) -> None:
    c, top = p.canvas, p.light.on(wear.top)
    (s0, s1), (h0, h1) = pose.shoulders, pose.hips
    neck_foot = ((s0[0] + s1[0]) / 2, (s0[1] + s1[1]) / 2)
    c.fill(shapes.stroke([neck_foot, pose.head], [5.6, 5.0]), darker(p.light.on(wear.skin), 0.14))
    wide = (7.0, 9.0) if pose.front else (12.0, 11.4)
    body: Shape = shapes.stroke([s0, h0], wide) + shapes.stroke([s1, h1], wide)
    body += shapes.poly(s0, s1, h1, h0) + shapes.stroke([s0, s1], wide[0] * 0.9)
    body += shapes.stroke([h0, h1], wide[1])
    if wear.legs in ("skirt", "dress"):
        _skirt(p, pose, p.light.on(wear.top if wear.legs == "dress" else wear.bottom))
    else:
        seat = shapes.stroke([h0, h1], 12.4 if not pose.front else 10.5)
        c.form(seat, p.light.on(wear.bottom), (1, 0.5), 0.2)
    c.form(body, top, (1, 0.35), 0.26)


def _skirt(p: Page, pose: Pose, tone: tuple[float, float, float]) -> None:
    h0, h1 = pose.hips
    k0, k1 = pose.legs[0].mid, pose.legs[1].mid
    cut0 = (h0[0] + (k0[0] - h0[0]) * 0.95, h0[1] + (k0[1] - h0[1]) * 0.95)
    cut1 = (h1[0] + (k1[0] - h1[0]) * 0.95, h1[1] + (k1[1] - h1[1]) * 0.95)
    shape = shapes.stroke([h0, cut0], [12, 16]) + shapes.stroke([h1, cut1], [12, 16])
    shape += shapes.poly(h0, h1, cut1, cut0)
    p.canvas.form(shape, tone, (1, 0.4), 0.28)


def _long_hair(p: Page, pose: Pose, wear: Outfit) -> None:
    x, y = pose.head
    k = wear.head
    tone = darker(p.light.on(wear.hair), 0.1)
    if pose.front:
        shape = shapes.smooth(
            (x - 8.4 * k, y - 4),
            (x, y - 9 * k),
            (x + 8.4 * k, y - 4),
            (x + 9.4 * k, y + 12 * k),
            (x, y + 14 * k),
            (x - 9.4 * k, y + 12 * k),
        )
    else:
        shape = shapes.brush(
            [(x - 2.5, y - 3), (x - 6 * k, y + 4), (x - 7.5 * k, y + 15 * k)], [11 * k, 9 * k, 3]
        )
    p.canvas.form(shape, tone, (0.4, 1), 0.25)


def head(p: Page, at: XY, wear: Outfit, front: bool) -> None:
    """Head with hair or hat, its centre at `at`."""
    c, skin, hair = p.canvas, p.light.on(wear.skin), p.light.on(wear.hair)
    with c.at(*at, scale=wear.head):
        if wear.style == "afro":
            c.form(shapes.ellipse(-0.5 if front else -1.6, -2.6, 10, 9.8), hair, (0.5, 1), 0.3)
        if wear.style == "bun":
            bun = (0, -10) if front else (-6.6, -7)
            c.form(shapes.ellipse(*bun, 3.7), hair)
        if wear.style == "ponytail" and not front:
            c.form(shapes.brush([(-5, -4), (-12, -5), (-16, 3)], [4, 5.6, 1.2]), hair)
        face = shapes.ellipse(0, 0, 6.2, 7.3)
        if not front:
            face += shapes.smooth((4.5, -1.5), (7.5, 1.4), (5.5, 2.4), (4, 2))
        c.form(face, skin, (-0.7, 0.8), 0.2)
        if front:
            _front_hair(p, wear, hair)
        else:
            _side_hair(p, wear, hair)


def _side_hair(p: Page, wear: Outfit, hair: tuple[float, float, float]) -> None:
    c = p.canvas
    if wear.style != "afro":
        c.form(
            shapes.smooth(
                (-4.8, 4.6),
                (-6.9, 0),
                (-6.4, -5),
                (-2, -8.6),
                (3.6, -8.2),
                (6.6, -4.4),
                (4.6, -3.6),
                (1.6, -4.4),
                (-0.2, -2.2),
                (-1.4, 1.2),
                (-2.6, 3.4),
            ),
            hair,
            (0.3, 1),
            0.22,
        )
    c.fill(shapes.ellipse(-0.9, 1.0, 1.3, 1.9), mix(p.light.on(wear.skin), "#a2543c", 0.18))
    hat = p.light.on(wear.hat)
    if wear.style in ("cap", "helmet", "beanie"):
        dome = shapes.smooth(
            (-7.2, -1.4), (-6.8, -6), (-2, -9.6), (4, -8.8), (7, -3.6), (6.6, -2.2), (0, -2.6)
        )
        c.form(dome, hat, (-0.6, 1), 0.3)
        if wear.style == "cap":
            c.form(shapes.smooth((4, -4.4), (8.5, -4.2), (12.4, -2.4), (12, -1.4), (5, -2)), hat)
        elif wear.style == "beanie":
            c.form(shapes.stroke([(-6.8, -2.2), (6.6, -2.8)], 2.6), darker(hat, 0.15))
        else:
            c.fill(shapes.stroke([(-3, -6.4), (4, -6)], 1.1), lighter(hat, 0.5))


def _front_hair(p: Page, wear: Outfit, hair: tuple[float, float, float]) -> None:
    c = p.canvas
    hat = p.light.on(wear.hat)
    if wear.style in ("cap", "helmet", "beanie"):
        c.form(shapes.smooth((-7, -2), (-6, -8), (0, -10.4), (6, -8), (7, -2), (0, -3.4)), hat)
        if wear.style == "cap":
            c.form(shapes.smooth((-6.6, -2.6), (0, -4.4), (6.6, -2.6), (0, 0)), darker(hat, 0.2))
    elif wear.style != "afro":
        c.form(
            shapes.smooth(
                (-6.7, 0.6),
                (-6.9, -4),
                (-4, -8.4),
                (1, -9),
                (6, -6.6),
                (6.8, 0.6),
                (5.4, -2.6),
                (1.5, -5),
                (-2.5, -4.2),
                (-5.2, -2),
            ),
            hair,
            (0.3, 1),
            0.2,
        )
    else:
        c.form(
            shapes.smooth(
                (-6.6, -1), (-5.5, -7.5), (0, -9.4), (5.5, -7.5), (6.6, -1), (3, -4.4), (-3, -4.4)
            ),
            hair,
        )
    for side in (-1, 1):
        c.fill(shapes.ellipse(side * 2.4, 0.6, 0.62, 0.8), "#2a1c22", 0.85)
    c.fill(shapes.stroke(shapes.arc(0, 2.2, 2.0, 25, 155), 0.55), "#8a3b3a", 0.8)
