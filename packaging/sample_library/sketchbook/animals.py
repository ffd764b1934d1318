"""Four-legged animals, about 100 units long, standing on y = 0 and looking right."""

import math

from . import shapes
from .colour import Paintable, darker, lighter
from .page import Page
from .shapes import XY, Shape

COATS = {
    "golden": "#d79a4a",
    "brown": "#8a5632",
    "black": "#33303a",
    "white": "#efe9df",
    "grey": "#8d9098",
    "red": "#b65a2c",
}


def _leg(points: list[XY], widths: list[float], paw: float = 4.0) -> Shape:
    x, y = points[-1]
    return shapes.brush(points, widths, 5) + shapes.ellipse(x + paw * 0.5, y + 1, paw, paw * 0.55)


def dog(p: Page, coat: str = "golden", pose: str = "run", ears: str = "floppy") -> None:
    """A dog; pose: run, stand or sit."""
    tone = p.light.on(COATS[coat])
    far = darker(tone, 0.25)
    c = p.canvas
    legs = _DOG_LEGS[pose]
    lift = 3.0 if pose == "run" else 0.0
    for points in legs[1]:
        c.form(_leg(points, [9, 6, 4.4]), far, (1, 0.3), 0.15)
    if pose == "sit":
        tail: list[XY] = [(-20, -6), (-34, -5), (-42, -13)]
        body = shapes.smooth(
            (22, -64),
            (27, -48),
            (20, -26),
            (8, -6),
            (-18, -1),
            (-27, -12),
            (-22, -30),
            (-4, -50),
            (8, -66),
        )
        head_at = (22.0, -76.0)
    else:
        tail = [(-27, -50 - lift), (-42, -58), (-53, -72)]
        body = shapes.smooth(
            (30, -54),
            (28, -38),
            (14, -32 - lift),
            (-8, -36),
            (-24, -34),
            (-31, -44),
            (-27, -54),
            (-6, -55),
            (14, -57),
            (26, -62),
        )
        body += shapes.brush([(20, -50), (30, -60), (36, -70)], [22, 17, 14])
        head_at = (39.0, -74.0)
    c.form(shapes.brush(tail, [7, 8, 2.5]), tone, (0.3, 1), 0.2)
    near: Shape = []
    for points in legs[0]:
        near += _leg(points, [12, 7.5, 5])
    c.form(body + near, tone, (0.35, 1), 0.26, grain=0.07)
    chest = (22, -44) if pose == "sit" else (24, -46)
    with c.inside(body):
        c.fill(
            shapes.ellipse(chest[0] + 6, chest[1] + 2, 12, 16), lighter(tone, 0.35), 0.55, feather=5
        )
    _dog_head(p, head_at, tone, ears)


_DOG_LEGS: dict[str, tuple[list[list[XY]], list[list[XY]]]] = {
    "run": (
        [[(24, -44), (38, -33), (52, -24)], [(-22, -42), (-34, -28), (-50, -20)]],
        [[(22, -42), (30, -24), (44, -14)], [(-24, -42), (-26, -24), (-42, -12)]],
    ),
    "stand": (
        [[(23, -42), (23, -20), (22, -2)], [(-23, -42), (-29, -21), (-24, -2)]],
        [[(17, -40), (15, -20), (13, -2)], [(-17, -40), (-20, -20), (-14, -2)]],
    ),
    "sit": (
        [[(16, -46), (19, -22), (19, -2)], [(-14, -16), (0, -8), (6, -2)]],
        [[(10, -44), (11, -22), (11, -2)]],
    ),
}


def _dog_head(p: Page, at: XY, tone: Paintable, ears: str) -> None:
    c = p.canvas
    with c.at(*at):
        if ears == "pointed":
            c.form(shapes.poly((-7, -4), (-7, -20), (3, -9)), darker(tone, 0.2))
        skull = shapes.ellipse(0, 0, 10, 9.4) + shapes.brush(
            [(3, 0), (12, 3), (19, 4)], [13, 9.5, 7]
        )
        c.form(skull, tone, (0.2, 1), 0.22)
        c.fill(shapes.ellipse(21, 1.6, 2.9, 2.4), "#241c22")
        c.fill(shapes.ellipse(5.2, -2.6, 1.35), "#241c22")
        c.fill(shapes.stroke([(12, 7.4), (19, 6.8)], 0.9), darker(tone, 0.5))
        if ears == "floppy":
            c.form(
                shapes.smooth((-5, -9), (1, -6.5), (0, 3), (-4, 10), (-9, 9), (-10, -2)),
                darker(tone, 0.22),
                (0.3, 1),
                0.25,
            )
        else:
            c.form(shapes.poly((-3, -7), (0, -22), (7, -7.5)), darker(tone, 0.08))
        c.fill(shapes.stroke([(-9, 9), (3, 13)], 3.2), p.light.on("#cc3f3a"))


def cat_curled(p: Page, coat: str = "red") -> None:
    """A cat asleep in a ring."""
    c, tone = p.canvas, p.light.on(COATS[coat])
    body = shapes.smooth(
        (-44, -4), (-48, -22), (-30, -40), (2, -44), (32, -36), (47, -18), (44, -3), (0, 0)
    )
    c.form(body, tone, (0.3, 1), 0.3, grain=0.08)
    with c.inside(body):
        for i in range(6):
            x = -34 + i * 11
            c.fill(
                shapes.brush([(x, -48), (x + 5, -36), (x + 3, -24)], [1, 4, 0.5]),
                darker(tone, 0.35),
                0.6,
            )
    c.form(
        shapes.brush([(44, -8), (30, -3), (4, -3), (-14, -6)], [9, 9, 8, 5]),
        darker(tone, 0.12),
        (0.3, 1),
        0.25,
    )
    with c.at(-30, -18, turn=-8):
        cat_head(p, tone, asleep=True)


def cat_head(p: Page, tone: Paintable, asleep: bool = False) -> None:
    """A cat's face, seen from the front, at the origin."""
    c = p.canvas
    for side in (-1, 1):
        c.form(shapes.poly((side * 4, -10), (side * 13, -21), (side * 15, -4)), tone)
        c.fill(shapes.poly((side * 7, -11), (side * 12, -17), (side * 12.6, -7)), "#d98f86", 0.7)
    c.form(
        shapes.smooth(
            (-15, 0), (-12, -10), (0, -13), (12, -10), (15, 0), (9, 10), (0, 12), (-9, 10)
        ),
        tone,
        (0.3, 1),
        0.2,
    )
    for x in (-3, 0, 3):
        c.fill(shapes.stroke([(x, -12), (x * 0.8, -7.5)], [1.6, 0.6]), darker(tone, 0.35), 0.7)
    c.fill(shapes.ellipse(0, 6, 6.4, 4.4), lighter(tone, 0.5), 0.8)
    for side in (-1, 1):
        if asleep:
            c.fill(shapes.stroke(shapes.arc(side * 6, -1.5, 2.8, 10, 170), 0.9), "#2a2024")
        else:
            c.fill(shapes.ellipse(side * 6, -1.5, 2.7, 3.0), "#d9c84a")
            c.fill(shapes.ellipse(side * 6, -1.5, 1.0, 2.7), "#201a1e")
        for dy in (5, 7):
            c.fill(
                shapes.stroke([(side * 6, dy), (side * 19, dy - 2 + (dy - 5) * 2)], 0.45),
                "#ffffff",
                0.7,
            )
    c.fill(shapes.poly((-1.8, 3.2), (1.8, 3.2), (0, 5.4)), "#c4676a")


def cat_sitting(p: Page, coat: str = "grey") -> None:
    """A cat sitting upright, tail around its feet."""
    c, tone = p.canvas, p.light.on(COATS[coat])
    c.form(
        shapes.brush([(18, -8), (40, -6), (48, -20), (42, -34)], [9, 9, 8, 4]), darker(tone, 0.15)
    )
    body = shapes.smooth(
        (-15, -58),
        (-19, -30),
        (-24, -8),
        (-14, 0),
        (16, 0),
        (27, -10),
        (20, -36),
        (14, -58),
        (0, -66),
    )
    c.form(body, tone, (0.6, 0.8), 0.3, grain=0.07)
    c.fill(shapes.ellipse(-1, -42, 8, 15), lighter(tone, 0.45), 0.7, feather=3)
    for x in (-7, 7):
        c.form(shapes.stroke([(x, -30), (x, -3)], [8, 7.4]), lighter(tone, 0.06), (1, 0.2), 0.2)
        c.fill(shapes.ellipse(x, -2.4, 5.4, 3.2), lighter(tone, 0.35))
    with c.at(0, -70, scale=1.25):
        cat_head(p, tone)


def horse(p: Page, coat: str = "brown", pose: str = "stand") -> None:
    """A horse; pose: stand or gallop."""
    c, tone = p.canvas, p.light.on(COATS[coat])
    mane = darker(tone, 0.55) if coat != "white" else p.light.on("#cfc4b4")
    near, far = _HORSE_LEGS[pose]
    for points in far:
        c.form(_leg(points, [9, 5.4, 3.6], 3), darker(tone, 0.3), (1, 0.3), 0.15)
    tail = (
        [(-34, -66), (-46, -60), (-50, -40)]
        if pose == "stand"
        else [(-34, -68), (-52, -72), (-68, -62)]
    )
    c.form(shapes.brush(tail, [4, 9, 2]), mane)
    body = shapes.smooth(
        (-37, -66),
        (-27, -75),
        (-8, -71),
        (12, -69),
        (27, -75),
        (38, -64),
        (35, -49),
        (16, -42),
        (-8, -44),
        (-25, -49),
        (-38, -54),
    )
    neck = shapes.brush([(24, -62), (38, -82), (46, -100)], [27, 17, 12])
    legs: Shape = []
    for points in near:
        thigh = 20 if points[0][0] < 0 else 15
        legs += _leg(points, [thigh, 9, 5.4, 4.6, 4.0], 3.4)
    c.form(body + neck + legs, tone, (0.35, 1), 0.28, grain=0.06)
    for points in near:
        x, y = points[-1]
        c.fill(shapes.ellipse(x + 1.6, y + 1, 3.6, 2.2), "#2b2328")
    c.form(shapes.brush([(16, -76), (26, -90), (36, -104), (46, -109)], [3, 9, 9, 4]), mane)
    with c.at(48, -102, turn=32 if pose == "stand" else 18):
        skull = shapes.brush([(-3, 0), (9, 1), (24, 2.5)], [15, 12, 8.5])
        c.form(skull, tone, (0.3, 1), 0.22)
        c.form(shapes.poly((-6, -5), (-5, -15), (1, -6)), tone)
        c.fill(shapes.ellipse(5, -2, 1.4), "#201a1e")
        c.fill(shapes.ellipse(25.4, 1.4, 1.2), darker(tone, 0.6))


_HORSE_LEGS: dict[str, tuple[list[list[XY]], list[list[XY]]]] = {
    "stand": (
        [[(27, -54), (27, -26), (26, -2)], [(-29, -54), (-34, -27), (-30, -2)]],
        [[(20, -52), (18, -26), (17, -2)], [(-22, -52), (-25, -27), (-20, -2)]],
    ),
    "gallop": (
        [[(28, -54), (50, -46), (60, -28)], [(-30, -54), (-44, -34), (-62, -22)]],
        [[(24, -52), (40, -34), (36, -18)], [(-26, -52), (-34, -30), (-48, -12)]],
    ),
}


def sheep(p: Page) -> None:
    """A woolly sheep."""
    c, wool, dark = p.canvas, p.light.on("#f3ece0"), p.light.on("#38333c")
    for x in (-18, -8, 12, 20):
        c.fill(shapes.stroke([(x, -24), (x, -1)], 5), dark)
    mass: Shape = shapes.ellipse(0, -40, 30, 20)
    for i in range(14):
        a = i * 2 * math.pi / 14
        mass += shapes.ellipse(math.cos(a) * 28, -40 + math.sin(a) * 18, 8.5)
    c.form(mass, wool, (0.3, 1), 0.2)
    c.form(shapes.smooth((28, -58), (42, -58), (50, -44), (44, -38), (32, -42)), dark)
    c.form(shapes.leaf(32, -55, 12, 7, 160), dark)
    c.form(shapes.ellipse(32, -59, 8, 5), wool)
    c.fill(shapes.ellipse(41, -51, 1.2), "#ffffff")


def rabbit(p: Page, coat: str = "brown") -> None:
    """A rabbit sitting."""
    c, tone = p.canvas, p.light.on(COATS[coat])
    c.fill(shapes.ellipse(-37, -16, 8), p.light.on("#f4eee4"))
    for dx, dark in ((4, 0.2), (10, 0.0)):
        c.form(shapes.leaf(20 + dx, -58, 40, 17, -100 - dx), darker(tone, dark))
        c.fill(shapes.leaf(20 + dx, -60, 32, 8, -100 - dx), "#d99a92", 0.6)
    body = shapes.smooth(
        (-36, -8), (-34, -34), (-10, -48), (12, -44), (20, -20), (14, -1), (-28, 0)
    )
    c.form(body, tone, (0.3, 1), 0.28, grain=0.08)
    c.form(
        shapes.smooth((10, -44), (18, -64), (34, -66), (46, -54), (42, -44), (26, -38)),
        tone,
        (0.3, 1),
        0.22,
    )
    c.form(shapes.stroke([(14, -28), (18, -2)], [12, 8]), tone)
    c.fill(shapes.ellipse(-14, -2, 20, 4.5), darker(tone, 0.18))
    c.fill(shapes.ellipse(33, -56, 2.4), "#1d181c")
    c.fill(shapes.ellipse(45.5, -53, 2), "#c4676a")


def elephant(p: Page) -> None:
    """An elephant."""
    c, tone = p.canvas, p.light.on("#8b8794")
    for x in (-22, 16):
        c.form(shapes.stroke([(x, -40), (x, -2)], [17, 13]), darker(tone, 0.25))
    c.form(shapes.brush([(-40, -58), (-47, -44), (-45, -30)], [4, 2.4, 1.6]), tone)
    body = shapes.smooth(
        (-40, -60), (-22, -78), (10, -80), (32, -72), (36, -48), (22, -34), (-26, -34), (-40, -42)
    )
    for x in (-30, 24):
        body += shapes.stroke([(x, -42), (x, -4)], [19, 15])
    c.form(body, tone, (0.35, 1), 0.28, grain=0.07)
    trunk = shapes.brush(
        [(42, -66), (56, -52), (55, -30), (58, -12), (66, -10)], [22, 14, 10, 7, 5]
    )
    c.form(trunk + shapes.ellipse(38, -68, 17, 16), tone, (0.3, 1), 0.26)
    c.fill(shapes.brush([(49, -54), (60, -46), (68, -50)], [4.4, 3, 1]), p.light.on("#f5eedd"))
    c.form(
        shapes.smooth((26, -82), (10, -78), (6, -60), (16, -44), (28, -50), (32, -66)),
        darker(tone, 0.14),
        (-0.4, 1),
        0.28,
    )
    c.fill(shapes.ellipse(43, -70, 1.6), "#1d181c")
    for x in (-30, 24):
        for k in (-4, 0, 4):
            c.fill(shapes.ellipse(x + k, -1.5, 1.6, 1.8), lighter(tone, 0.5))
