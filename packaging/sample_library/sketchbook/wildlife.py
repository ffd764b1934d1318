"""Birds, fish, butterflies and whales, about 100 units long and looking right."""

from . import shapes
from .colour import Paintable, darker, lighter, mix
from .page import Page


def gull(p: Page, x: float, y: float, size: float, lift: float = 0.5) -> None:
    """A gull on the wing: two curved strokes and a body."""
    tone = p.light.on("#f5f5f2") if not p.light.dark else p.light.on("#c9cfdf")
    for side in (-1, 1):
        wing = [
            (x, y),
            (x + side * size * 0.5, y - size * lift * 0.7),
            (x + side * size, y - size * lift * 0.35),
        ]
        p.canvas.fill(shapes.brush(wing, [size * 0.16, size * 0.13, size * 0.02]), tone)
        tip = [wing[2], (x + side * size * 0.82, y - size * lift * 0.5)]
        p.canvas.fill(shapes.stroke(tip, [size * 0.02, size * 0.06]), "#3a3f4c")
    p.canvas.fill(shapes.ellipse(x, y + size * 0.03, size * 0.12, size * 0.1), tone)


def perched_bird(p: Page, breast: Paintable, back: Paintable) -> None:
    """A small round bird."""
    c = p.canvas
    b, k = p.light.on(breast), p.light.on(back)
    c.form(shapes.brush([(-20, -34), (-44, -30), (-58, -24)], [14, 10, 7]), darker(k, 0.2))
    for x in (-2, 8):
        c.fill(shapes.stroke([(x, -14), (x + 2, 2)], 2), "#4a3226")
    body = shapes.smooth(
        (-26, -34), (-8, -14), (16, -16), (30, -36), (30, -58), (18, -68), (2, -62), (-14, -50)
    )
    c.form(body, k, (0.4, 1), 0.25, grain=0.07)
    with c.inside(body):
        c.form(shapes.ellipse(20, -38, 19, 23), b, (0.3, 1), 0.22)
        c.fill(shapes.ellipse(10, -12, 20, 9), p.light.on("#f4eee2"), 0.9, feather=3)
    c.form(
        shapes.smooth((-28, -34), (-10, -26), (8, -32), (6, -48), (-8, -50)),
        darker(k, 0.16),
        (0.3, 1),
        0.3,
    )
    for i in range(3):
        c.fill(shapes.stroke([(-26 + i * 3, -33 + i * 3), (2, -36 + i * 4)], 1.1), darker(k, 0.4))
    c.fill(shapes.poly((31, -55), (42, -51), (31, -48)), p.light.on("#d99a3a"))
    c.fill(shapes.ellipse(22, -56, 2.7), "#1d181c")
    c.fill(shapes.ellipse(23, -57, 0.9), "#ffffff")


def fish(p: Page, body: Paintable, stripe: Paintable) -> None:
    """A fish swimming right, its middle at the origin."""
    c, tone, mark = p.canvas, p.light.on(body), p.light.on(stripe)
    c.form(shapes.smooth((-34, 0), (-56, -22), (-52, 0), (-56, 22)), mark, (0.3, 1), 0.3)
    c.form(shapes.smooth((-14, -18), (4, -36), (20, -20)), mark, (0.3, 1), 0.25)
    c.form(shapes.smooth((-6, 18), (4, 32), (14, 18)), mark, (0.3, 1), 0.25)
    outline = shapes.smooth(
        (-40, 0), (-22, -15), (8, -23), (34, -13), (46, 0), (34, 13), (8, 22), (-22, 14)
    )
    c.form(outline, tone, (0.2, 1), 0.3)
    with c.inside(outline):
        for x in (-16, 8, 29):
            c.fill(shapes.brush([(x, -28), (x + 4, 0), (x, 28)], [6, 8, 6]), mark, 0.85)
    c.fill(shapes.ellipse(36, -4, 4.2), "#ffffff")
    c.fill(shapes.ellipse(37, -4, 2.2), "#191720")
    c.form(shapes.smooth((8, 2), (-6, 10), (6, 12)), lighter(mark, 0.2))


def butterfly(p: Page, wing: Paintable, mark: Paintable) -> None:
    """A butterfly seen from above, wings spread, at the origin."""
    c, tone, dot = p.canvas, p.light.on(wing), p.light.on(mark)
    for side in (-1, 1):
        upper = shapes.smooth(
            (side * 3, -4), (side * 14, -36), (side * 46, -42), (side * 44, -14), (side * 20, 4)
        )
        lower = shapes.smooth(
            (side * 3, 2), (side * 30, 6), (side * 34, 26), (side * 18, 36), (side * 5, 18)
        )
        for shape in (lower, upper):
            c.form(shape, darker(tone, 0.55))
        for shape, k in ((lower, (19, 18, 0.8)), (upper, (26, -20, 0.82))):
            x, y, s = side * k[0], k[1], k[2]
            c.ball([(q - (x, y)) * s + (x, y) for q in shape], tone)
        for x, y, r in ((36, -32, 3.4), (38, -20, 2.6), (26, 24, 3), (18, 29, 2.4)):
            c.fill(shapes.ellipse(side * x, y, r), dot)
        c.fill(shapes.brush([(0, -14), (side * 6, -26), (side * 10, -32)], 0.9), "#2a2024")
    c.form(shapes.stroke([(0, -14), (0, 24)], [5, 2.4]), "#2d2428")


def whale(p: Page) -> None:
    """A whale swimming right, about 100 long, around the origin."""
    c, tone = p.canvas, p.light.on("#3b6a94")
    body = shapes.smooth(
        (48, -2),
        (40, -17),
        (14, -22),
        (-18, -12),
        (-44, -3),
        (-46, 2),
        (-18, 10),
        (14, 18),
        (40, 13),
    )
    c.form(shapes.smooth((-42, 0), (-62, -18), (-66, -6), (-58, 0), (-64, 12), (-54, 12)), tone)
    c.form(body, tone, (0.1, 1), 0.3)
    with c.inside(body):
        c.fill(
            shapes.smooth((52, 3), (30, 5), (6, 12), (-14, 14), (10, 30), (50, 24)),
            p.light.on("#dfe8ee"),
            0.9,
        )
        for i in range(5):
            c.fill(
                shapes.brush([(46, 7 + i * 2.4), (26, 9 + i * 2.4), (4, 14 + i * 2)], 0.6),
                "#8aa3b8",
                0.8,
            )
    c.form(shapes.smooth((16, 8), (6, 26), (-2, 28), (4, 10)), darker(tone, 0.2))
    c.fill(shapes.ellipse(34, 0, 1.3), "#14121a")


def owl(p: Page) -> None:
    """An owl looking at you."""
    c, tone = p.canvas, p.light.on("#8a6a4a")
    for side in (-1, 1):
        c.form(shapes.poly((side * 6, -84), (side * 22, -98), (side * 25, -76)), tone)
    body = shapes.smooth(
        (-26, -70),
        (-20, -88),
        (0, -92),
        (20, -88),
        (26, -70),
        (27, -30),
        (14, -4),
        (-14, -4),
        (-27, -30),
    )
    c.form(body, tone, (0.4, 1), 0.28, grain=0.08)
    c.form(shapes.ellipse(0, -30, 18, 25), lighter(tone, 0.45), (0.3, 1), 0.15)
    for row in range(4):
        for k in range(4 - row % 2):
            x, y = (k - 1.5 + (row % 2) * 0.5) * 8, -46 + row * 9
            c.fill(shapes.leaf(x, y, 6, 4.6, 90), darker(tone, 0.1), 0.8)
    for side in (-1, 1):
        c.form(
            shapes.smooth((side * 24, -64), (side * 31, -36), (side * 20, -8), (side * 17, -40)),
            darker(tone, 0.22),
        )
        c.fill(shapes.ellipse(side * 10, -72, 11.5), lighter(tone, 0.6))
        c.fill(shapes.ellipse(side * 10, -72, 7.8), p.light.on(mix("#f2b632", "#ee8434", 0.3)))
        c.fill(shapes.ellipse(side * 10, -72, 4.6), "#17141a")
        c.fill(shapes.ellipse(side * 10 + 1.6, -74, 1.4), "#ffffff")
    c.fill(shapes.poly((-3.4, -66), (3.4, -66), (0, -57)), p.light.on("#d9a13a"))
