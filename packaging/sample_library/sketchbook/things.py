"""Products that people wear and carry, about 100 units across, on y = 0 around x = 0."""

import math

from . import shapes
from .canvas import linear
from .colour import RGB, Paintable, darker, lighter, mix
from .page import Page
from .shapes import Shape


def sneaker(p: Page, main: Paintable, accent: Paintable) -> None:
    """A running shoe from the side, toe to the right."""
    c, tone, trim = p.canvas, p.light.on(main), p.light.on(accent)
    sole = shapes.smooth(
        (-52, -11),
        (-53, -3),
        (-44, 0),
        (30, 0),
        (52, -4),
        (57, -10),
        (40, -12),
        (0, -12),
        (-40, -13),
    )
    upper = shapes.smooth(
        (-49, -12),
        (-51, -28),
        (-49, -45),
        (-43, -47),
        (-36, -41),
        (-22, -40),
        (-13, -46),
        (-6, -43),
        (8, -31),
        (26, -25),
        (46, -20),
        (54, -11),
        (20, -9),
        (-20, -9),
    )
    c.form(
        shapes.smooth((-44, -46), (-30, -44), (-13, -46), (-18, -38), (-36, -38)),
        darker(tone, 0.45),
    )
    c.form(upper, tone, (0.2, 1), 0.28, grain=0.07)
    with c.inside(upper):
        c.form(shapes.smooth((-56, -50), (-42, -40), (-36, -22), (-38, -6), (-56, -6)), trim)
        c.form(shapes.smooth((56, -24), (38, -20), (33, -8), (60, -6)), trim)
        c.fill(shapes.brush([(-38, -12), (-18, -30), (2, -14), (14, -24)], [2, 7, 7, 2]), trim)
        c.fill(shapes.brush([(-2, -44), (6, -34), (22, -26)], [2, 7, 3]), darker(tone, 0.2))
    for i in range(5):
        x, y = -7 + i * 5.2, -41 + i * 3.4
        c.fill(shapes.stroke([(x - 5, y + 6), (x + 3.5, y - 1.5)], 2.0), lighter(trim, 0.75))
    c.form(sole, p.light.on("#f7f4ee"), (0.1, 1), 0.16)
    c.fill(shapes.brush([(-50, -4), (0, -3.4), (52, -6)], [2.4, 2.6, 1.6]), trim)
    for i in range(9):
        c.fill(shapes.rect(-44 + i * 10, -1.6, 5, 2.2, 0.8), darker(trim, 0.3))


def bottle(p: Page, main: Paintable, cap: Paintable = "#2d3038") -> None:
    """A steel drinking bottle."""
    c, tone, lid = p.canvas, p.light.on(main), p.light.on(cap)
    body = shapes.smooth(
        (-15, -2),
        (-16.5, -10),
        (-16.5, -62),
        (-14, -72),
        (-9, -78),
        (9, -78),
        (14, -72),
        (16.5, -62),
        (16.5, -10),
        (15, -2),
        (0, 0),
        steps=10,
    )
    steel(p, body, tone)
    c.form(shapes.rect(-8.5, -84, 17, 7, 1), p.light.on("#c9ccd2"), (1, 0), 0.35)
    c.form(shapes.rect(-10, -95, 20, 12.5, 3), lid, (1, 0.1), 0.3)
    c.fill(shapes.ring(0, -98, 6, 2.6), lid)
    c.fill(shapes.rect(-16.6, -24, 33.2, 1.2), lighter(tone, 0.5), 0.5)
    c.text(0, -42, "fell", 11, lighter(tone, 0.85), bold=0.03)


def steel(p: Page, body: Shape, tone: RGB) -> None:
    """Fill an upright round body: dark edges, a bright band left of the middle."""
    x0, _, x1, _ = shapes.bounds(body)
    stops = (darker(tone, 0.2), lighter(tone, 0.32), tone, tone, darker(tone, 0.3))
    p.canvas.fill(body, linear((x0, 0), (x1, 0), *stops), grain=0.04)


def perfume(p: Page, main: Paintable) -> None:
    """A square glass flacon."""
    c, tone = p.canvas, p.light.on(main)
    glass = shapes.rect(-25, -54, 50, 54, 6)
    c.fill(
        glass, linear((-25, -54), (25, 0), mix(tone, "#ffffff", 0.75), mix(tone, "#ffffff", 0.4))
    )
    c.form(shapes.rect(-20, -40, 40, 35, 4), tone, (0.4, 1), 0.3)
    c.fill(shapes.poly((-19, -52), (-8, -52), (-16, -4), (-22, -4)), "#ffffff", 0.4)
    c.form(shapes.rect(-7, -60, 14, 7, 1), p.light.on("#d9b56a"), (1, 0), 0.35)
    c.form(shapes.rect(-12, -82, 24, 23, 3), p.light.on("#2b2730"), (1, 0.2), 0.35)
    c.fill(shapes.rect(-13, -30, 26, 16, 1), "#fbf6ea", 0.92)
    c.text(0, -22, "No. 7", 8, "#4a3a3a")


def watch(p: Page, strap: Paintable, dial: Paintable) -> None:
    """A wristwatch, face on, its middle at (0, -50)."""
    c, band, face = p.canvas, p.light.on(strap), p.light.on(dial)
    steel_tone = p.light.on("#c6cad2")
    under = shapes.rect(-11, -98, 30, 104, 4) + shapes.ellipse(5, -44, 31)
    c.fill(under, "#1d1633", 0.34, "multiply", feather=4)
    for top, bottom in ((-102, -72), (-28, 2)):
        narrow = 13 if top < -50 else 15
        wide = 15 if top < -50 else 13
        c.form(
            shapes.poly((-narrow, top), (narrow, top), (wide, bottom), (-wide, bottom)),
            band,
            (1, 0),
            0.3,
            grain=0.07,
        )
    for y in (-14, -8, -2):
        c.fill(shapes.ellipse(0, y, 1.5, 1.8), darker(band, 0.5))
    c.form(shapes.rect(26, -54, 8, 8, 2), steel_tone)
    c.form(shapes.ellipse(0, -50, 29), steel_tone, (0.6, 1), 0.4)
    c.form(shapes.ellipse(0, -50, 25), darker(steel_tone, 0.25), (-0.6, -1), 0.3)
    c.ball(shapes.ellipse(0, -50, 23.5), face, 0.25)
    pale = "#f7f4ee" if sum(face) < 1.6 else "#26242c"
    for hour in range(12):
        a = math.radians(hour * 30)
        r0 = 17.5 if hour % 3 == 0 else 19.4
        mark = [
            (math.sin(a) * r0, -50 - math.cos(a) * r0),
            (math.sin(a) * 21.5, -50 - math.cos(a) * 21.5),
        ]
        c.fill(shapes.stroke(mark, 2.0 if hour % 3 == 0 else 1.1), pale)
    for angle, length, width in ((-58, 11.5, 2.2), (52, 17, 1.6)):
        a = math.radians(angle)
        c.fill(
            shapes.stroke([(0, -50), (math.sin(a) * length, -50 - math.cos(a) * length)], width),
            pale,
        )
    c.fill(shapes.stroke([(0, -50), (-4, -33)], 0.8), "#e4572e")
    c.fill(shapes.ellipse(0, -50, 1.9), pale)


def backpack(p: Page, main: Paintable, accent: Paintable) -> None:
    """A rucksack from the front."""
    c, tone, trim = p.canvas, p.light.on(main), p.light.on(accent)
    c.fill(shapes.stroke(shapes.arc(0, -94, 8, 180, 360), 3.6), darker(tone, 0.3))
    for side in (-1, 1):
        c.form(shapes.rect(side * 33 - 8, -46, 16, 36, 7), darker(tone, 0.15), (1, 0.2))
    body = shapes.smooth(
        (-32, -4),
        (-34, -50),
        (-30, -82),
        (-16, -95),
        (16, -95),
        (30, -82),
        (34, -50),
        (32, -4),
        (0, 0),
        steps=10,
    )
    c.form(body, tone, (0.7, 0.8), 0.3, grain=0.07)
    c.form(
        shapes.smooth(
            (-31, -64), (-28, -85), (-14, -97), (14, -97), (28, -85), (31, -64), (0, -58)
        ),
        darker(tone, 0.1),
        (0.4, 1),
        0.25,
    )
    c.form(shapes.rect(-24, -40, 48, 32, 8), lighter(tone, 0.08), (0.5, 1), 0.28)
    c.fill(shapes.stroke([(-20, -33), (20, -33)], 1.6), darker(tone, 0.5))
    c.fill(shapes.stroke([(18, -33), (20, -26)], 2.2), trim)
    for x in (-15, 15):
        c.form(shapes.rect(x - 3, -70, 6, 28, 1), trim, (1, 0), 0.25)
        c.fill(shapes.rect(x - 4.2, -56, 8.4, 6, 1), p.light.on("#d8c79a"))
    c.fill(shapes.rect(-8, -82, 16, 9, 1.5), trim)


def lipstick(p: Page, main: Paintable) -> None:
    """An open lipstick."""
    c, tone = p.canvas, p.light.on(main)
    gold = p.light.on("#d9b26a")
    steel(p, shapes.rect(-14, -44, 28, 44, 2), p.light.on("#2a2630"))
    steel(p, shapes.rect(-11, -62, 22, 19, 1), gold)
    bullet = shapes.smooth(
        (-9, -61), (-9, -84), (-7, -95), (2, -103), (8.5, -100), (9, -84), (9, -61), (0, -60)
    )
    steel(p, bullet, tone)
    c.form(
        shapes.smooth((-7.6, -92), (0, -101.5), (7.6, -100.4), (6, -92), (-2, -86)),
        lighter(tone, 0.2),
        (0.4, 1),
        0.12,
    )
    c.fill(shapes.rect(-14, -46, 28, 3, 1), gold)


def sunglasses(p: Page, frame: Paintable, lens: Paintable) -> None:
    """Sunglasses lying open, seen from the front."""
    c, tone, glass = p.canvas, p.light.on(frame), p.light.on(lens)
    for side in (-1, 1):
        c.form(
            shapes.brush([(side * 47, -36), (side * 50, -20), (side * 40, -4)], [5, 4, 3]),
            darker(tone, 0.25),
        )
        rim = shapes.smooth(
            (side * 5, -36),
            (side * 26, -41),
            (side * 48, -38),
            (side * 46, -18),
            (side * 28, -7),
            (side * 10, -13),
        )
        c.form(rim, tone, (0.3, 1), 0.3)
        hole = [(q - (side * 27, -24)) * 0.84 + (side * 27, -24) for q in rim]
        c.fill(hole, linear((0, -40), (0, -8), darker(glass, 0.35), glass, lighter(glass, 0.4)))
        with c.inside(hole):
            x = side * 27
            c.fill(
                shapes.poly((x - 6, -44), (x + 4, -44), (x - 10, -4), (x - 20, -4)), "#ffffff", 0.25
            )
    c.fill(shapes.brush([(-7, -31), (0, -35), (7, -31)], 4.4), tone)


def handbag(p: Page, main: Paintable) -> None:
    """A structured handbag."""
    c, tone, gold = p.canvas, p.light.on(main), p.light.on("#d9b26a")
    c.fill(shapes.stroke(shapes.arc(0, -52, 25, 180, 360, 1.45), 4.6), darker(tone, 0.2))
    body = shapes.smooth(
        (-40, -3),
        (-36, -52),
        (-30, -58),
        (30, -58),
        (36, -52),
        (40, -3),
        (34, 0),
        (-34, 0),
        steps=6,
    )
    c.form(body, tone, (0.5, 1), 0.3, grain=0.05)
    with c.inside(body):
        c.form(
            shapes.smooth((-40, -62), (40, -62), (34, -30), (0, -22), (-34, -30)),
            lighter(tone, 0.06),
            (0.4, 1),
            0.24,
        )
        c.fill(shapes.brush([(-37, -31), (0, -22), (37, -31)], 1.2), darker(tone, 0.4))
    c.form(shapes.rect(-6, -29, 12, 11, 2), gold, (0.5, 1), 0.35)
    for x in (-25, 25):
        c.fill(shapes.ring(x, -54, 3.6, 1.8), gold)


def umbrella(p: Page, main: Paintable, stripes: Paintable | None = None, hook: bool = True) -> None:
    """An open umbrella; its handle ends at y = 0."""
    c, tone = p.canvas, p.light.on(main)
    end = [(4, -1), (9, -5)] if hook else [(0, 0)]
    c.fill(shapes.brush([(0, -90), (0, -10), *end], 2.2), p.light.on("#4a3428"))
    edge = [(52, -60), (35, -56), (17, -60), (0, -56), (-17, -60), (-35, -56), (-52, -60)]
    dome = [*shapes.arc(0, -60, 52, 180, 360, 0.8), *edge]
    canopy = shapes.poly(*dome)
    c.form(canopy, tone, (0.7, 0.7), 0.3)
    with c.inside(canopy):
        for i, (x0, x1) in enumerate(((-52, -17), (-17, 17), (17, 52))):
            if i == 1 or stripes is not None:
                wedge = shapes.smooth((0, -106), (x0, -56), ((x0 + x1) / 2, -50), (x1, -56))
                shade = (
                    p.light.on(stripes) if stripes is not None and i == 1 else darker(tone, 0.12)
                )
                c.fill(wedge, shade, 0.6)
    c.fill(shapes.stroke([(0, -101), (0, -107)], 2), p.light.on("#4a3428"))


def bicycle(p: Page, main: Paintable) -> None:
    """A road bicycle facing right; its wheels stand on y = 0."""
    c, tone = p.canvas, p.light.on(main)
    dark = p.light.on("#23222a")
    spokes: Shape = []
    for x in (-30, 30):
        for k in range(10):
            a = k * math.pi / 10
            dx, dy = math.cos(a) * 17, math.sin(a) * 17
            spokes += shapes.stroke([(x - dx, -18 - dy), (x + dx, -18 - dy * -1)], 0.3)
    c.fill(spokes, "#c9ced6", 0.6)
    for x in (-30, 30):
        c.fill(shapes.ring(x, -18, 17, 2.4), dark)
        c.fill(shapes.ring(x, -18, 15.4, 0.8), "#d7dae0", 0.8)
        c.fill(shapes.ellipse(x, -18, 2), dark)
    bars = [
        [(-30, -18), (-4, -17)],
        [(-30, -18), (-13, -45)],
        [(-4, -17), (-15, -50)],
        [(-4, -17), (20, -43)],
        [(-13, -45), (19, -46)],
        [(18, -49), (30, -18)],
    ]
    for bar in bars:
        c.fill(shapes.stroke(bar, 2.4), tone)
    c.fill(shapes.stroke([(-20, -52), (-9, -51)], [4.4, 2.2]), dark)
    c.fill(shapes.brush([(18, -49), (19, -53), (27, -53), (29, -48), (25, -45)], 2.2), dark)
    c.fill(shapes.ring(-4, -17, 5, 1.4), dark)
    c.fill(shapes.stroke([(-4, -17), (-1, -8)], 1.6), dark)


def ball(p: Page, kind: str) -> None:
    """A ball: football, basketball or tennis."""
    c = p.canvas
    tone = p.light.on({"football": "#f5f3ee", "basketball": "#d9722c", "tennis": "#cfe04a"}[kind])
    ring_ = shapes.ellipse(0, -36, 36)
    c.ball(ring_, tone)
    with c.inside(ring_):
        if kind == "football":
            for i in range(6):
                a = i * 1.2566 + 0.3
                x, y, r = (
                    (0.0, -36.0, 11.0)
                    if i == 5
                    else (math.cos(a) * 29, -36 + math.sin(a) * 29, 10.0)
                )
                pent = [
                    (
                        x + math.cos(k * 1.2566 - 1.57 + (0 if i == 5 else a)) * r,
                        y + math.sin(k * 1.2566 - 1.57 + (0 if i == 5 else a)) * r,
                    )
                    for k in range(5)
                ]
                c.fill(shapes.poly(*pent), "#2a2832")
                if i < 5:
                    c.fill(shapes.stroke([(0, -36), (x, y)], 1.1), "#6a6670", 0.7)
        elif kind == "basketball":
            for line in (
                [(-40, -36), (0, -32), (40, -36)],
                [(0, -76), (-3, -36), (0, 4)],
                [(-26, -70), (-12, -36), (-26, -2)],
                [(26, -70), (12, -36), (26, -2)],
            ):
                c.fill(shapes.brush(line, 1.7), "#3a2018")
        else:
            for side in (-1, 1):
                c.fill(shapes.stroke(shapes.arc(side * 46, -36, 30, 0, 360), 2.4), "#f7f9e8")
