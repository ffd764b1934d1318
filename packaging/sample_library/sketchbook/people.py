"""People as figures with plain faces, 100 units tall, standing on y = 0, looking right."""

from dataclasses import dataclass, replace

from . import shapes
from .colour import darker, lighter, mix
from .page import Page
from .poses import Limb, Pose
from .shapes import XY, Shape

SKINS = ("#f2c9a8", "#e3ab82", "#c98a5e", "#9a623f", "#6b4129", "#f6d7bd")


HAIRS = ("#2a1c18", "#4b2e20", "#7a4a2a", "#c58f4a", "#1c1a22", "#8e3f24", "#9b9490")


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
            c.form(shapes.ellipse(bun[0], bun[1], 3.7), hair)
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
