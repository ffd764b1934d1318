"""Food and drink seen from the front, around the origin."""

import math

from . import shapes
from .colour import Paintable, darker, lighter
from .page import Page
from .shapes import Shape


def apple(p: Page, r: float, colour: Paintable) -> None:
    """An apple around the origin."""
    c, tone = p.canvas, p.light.on(colour)
    shape = shapes.smooth(
        (0, -r * 0.78),
        (-r * 0.55, -r * 0.95),
        (-r, -r * 0.3),
        (-r * 0.72, r * 0.7),
        (-r * 0.2, r * 0.95),
        (r * 0.2, r * 0.95),
        (r * 0.72, r * 0.7),
        (r, -r * 0.3),
        (r * 0.55, -r * 0.95),
    )
    c.ball(shape, tone)
    c.fill(
        shapes.brush([(0, -r * 0.74), (r * 0.05, -r), (r * 0.2, -r * 1.25)], r * 0.09), "#4a3020"
    )
    c.form(shapes.leaf(r * 0.1, -r * 1.0, r * 0.7, r * 0.36, -20), p.light.on("#4f9a4f"))
    c.fill(shapes.ellipse(-r * 0.42, -r * 0.42, r * 0.14, r * 0.24, 30), "#ffffff", 0.55)


def orange(p: Page, r: float) -> None:
    """An orange around the origin."""
    c = p.canvas
    c.ball(shapes.ellipse(0, 0, r), p.light.on("#f0902c"))
    c.fill(shapes.ellipse(r * 0.1, -r * 0.62, r * 0.11, r * 0.07), "#6a7a3a")
    c.fill(shapes.ellipse(-r * 0.4, -r * 0.4, r * 0.16, r * 0.1, -40), "#ffffff", 0.4)


def lemon(p: Page, r: float) -> None:
    """A lemon around the origin."""
    shape = shapes.smooth(
        (-r * 1.25, 0),
        (-r * 0.9, -r * 0.5),
        (0, -r * 0.82),
        (r * 0.9, -r * 0.5),
        (r * 1.25, 0),
        (r * 0.9, r * 0.5),
        (0, r * 0.82),
        (-r * 0.9, r * 0.5),
    )
    p.canvas.ball(shape, p.light.on("#f4d03a"))


def banana(p: Page, length: float) -> None:
    """A banana curving upward around the origin."""
    c, tone = p.canvas, p.light.on("#f2cc3e")
    line = [
        (-length * 0.5, -length * 0.16),
        (-length * 0.22, length * 0.1),
        (length * 0.15, length * 0.12),
        (length * 0.48, -length * 0.14),
    ]
    c.form(
        shapes.brush(line, [length * 0.05, length * 0.2, length * 0.21, length * 0.06]),
        tone,
        (0.1, 1),
        0.26,
    )
    c.fill(shapes.stroke([line[3], (length * 0.55, -length * 0.24)], length * 0.05), "#6b5526")
    c.fill(shapes.ellipse(-length * 0.51, -length * 0.17, length * 0.03), "#4a3a1c")


def grapes(p: Page, r: float, colour: Paintable = "#6d3f86") -> None:
    """A bunch of grapes hanging from the origin."""
    tone = p.light.on(colour)
    for row in range(5):
        for k in range(5 - row):
            x = (k - (4 - row) / 2) * r * 1.7
            p.canvas.ball(shapes.ellipse(x, row * r * 1.5, r), tone)


def bowl(width: float) -> tuple[Shape, Shape]:
    """The back rim and the front of a bowl, to draw before and after what lies in it."""
    half = width / 2
    back = shapes.ellipse(0, 0, half, width * 0.11)
    points = [
        (-half, 0.0),
        *(
            (half * math.cos(a), width * 0.46 * math.sin(a) ** 0.8)
            for a in (math.pi * (1 - k / 14) for k in range(1, 14))
        ),
        (half, 0.0),
    ]
    rim = [
        (half * math.cos(a), width * 0.11 * math.sin(a))
        for a in (math.pi * k / 20 for k in range(1, 20))
    ]
    return back, shapes.poly(*points, *rim)


def fruit_bowl(p: Page, width: float, colour: Paintable) -> None:
    """A bowl heaped with fruit; the origin is the middle of its rim."""
    c, tone = p.canvas, p.light.on(colour)
    back, front = bowl(width)
    c.fill(back, darker(tone, 0.35))
    r = width * 0.13
    places = [
        (-0.16, -0.18, "apple"),
        (0.12, -0.2, "orange"),
        (-0.02, -0.3, "apple2"),
        (-0.3, -0.04, "orange"),
        (0.3, -0.05, "apple"),
        (0.02, -0.06, "lemon"),
        (0.18, -0.02, "orange"),
    ]
    with c.at(width * 0.3, -width * 0.17, turn=-28):
        banana(p, width * 0.56)
    for x, y, kind in places:
        with c.at(x * width, y * width, turn=p.wobble(14)):
            if kind == "orange":
                orange(p, r)
            elif kind == "lemon":
                lemon(p, r * 0.92)
            else:
                apple(p, r, "#d23b30" if kind == "apple" else "#9cbb3f")
    with c.at(-width * 0.36, -width * 0.06):
        grapes(p, width * 0.042)
    c.form(front, tone, (0.5, 1), 0.32)
    c.fill(
        shapes.brush(
            [(-width * 0.4, width * 0.12), (0, width * 0.24), (width * 0.4, width * 0.12)],
            width * 0.018,
        ),
        lighter(tone, 0.5),
        0.7,
    )


def cake(p: Page, size: float, icing: Paintable) -> None:
    """A layer cake with candles on a stand; its foot is at the origin."""
    c, tone, sponge = p.canvas, p.light.on(icing), p.light.on("#d9a561")
    c.form(shapes.rect(-size * 0.09, -size * 0.2, size * 0.18, size * 0.2, 2), "#e6e2ea", (1, 0))
    c.form(shapes.ellipse(0, 0, size * 0.26, size * 0.045), "#e6e2ea")
    c.form(shapes.ellipse(0, -size * 0.2, size * 0.62, size * 0.085), "#f2eef4")
    x, y, w = -size * 0.46, -size * 0.22, size * 0.92
    for _ in range(3):
        c.form(shapes.rect(x, y - size * 0.17, w, size * 0.17, 3), sponge, (1, 0.1), 0.25, 0.1)
        c.fill(shapes.rect(x, y - size * 0.19, w, size * 0.04, 2), tone)
        y -= size * 0.17
    top = shapes.rect(x - 3, y - size * 0.07, w + 6, size * 0.13, size * 0.05)
    for i in range(9):
        dx = x + w * (i + 0.5) / 9
        top += shapes.stroke([(dx, y), (dx, y + size * p.rng.uniform(0.06, 0.17))], size * 0.085)
    c.form(top, tone, (0.6, 1), 0.2)
    for i in range(5):
        cx = x + w * (i + 0.5) / 5
        c.form(
            shapes.rect(cx - 4, y - size * 0.27, 8, size * 0.21, 2),
            ("#e4572e", "#3d8fc0", "#f2b632", "#6dae6a", "#a06cc0")[i],
            (1, 0),
        )
        c.glow(cx, y - size * 0.32, size * 0.16, "#ffd070", 0.55)
        c.fill(shapes.leaf(cx, y - size * 0.26, size * 0.1, size * 0.055, -90), "#ffb53a")


def burger(p: Page, size: float) -> None:
    """A burger; its foot is at the origin."""
    c, bun = p.canvas, p.light.on("#d8934a")
    c.form(shapes.rect(-size * 0.5, -size * 0.2, size, size * 0.2, size * 0.09), bun, (0.4, 1), 0.3)
    c.form(
        shapes.rect(-size * 0.53, -size * 0.34, size * 1.06, size * 0.17, size * 0.08),
        p.light.on("#5e3322"),
        (0.3, 1),
        0.35,
        grain=0.15,
    )
    cheese = shapes.poly(
        (-size * 0.52, -size * 0.38),
        (size * 0.52, -size * 0.38),
        (size * 0.34, -size * 0.33),
        (size * 0.2, -size * 0.2),
        (size * 0.06, -size * 0.33),
        (-size * 0.25, -size * 0.33),
        (-size * 0.36, -size * 0.24),
    )
    c.form(cheese, p.light.on("#f5b82e"))
    c.form(
        shapes.rect(-size * 0.47, -size * 0.45, size * 0.94, size * 0.08, size * 0.03),
        p.light.on("#d13c2c"),
    )
    lettuce: Shape = shapes.rect(-size * 0.52, -size * 0.52, size * 1.04, size * 0.07, size * 0.03)
    for i in range(10):
        lettuce += shapes.ellipse(
            -size * 0.49 + i * size * 0.109, -size * 0.455, size * 0.068, size * 0.045
        )
    c.form(lettuce, p.light.on("#72b043"), (0.3, 1), 0.25)
    top = [
        (-size * 0.52, -size * 0.5),
        *shapes.arc(0, -size * 0.52, size * 0.52, 180, 360, 0.78),
        (size * 0.52, -size * 0.5),
    ]
    c.ball(shapes.poly(*top), bun)
    for _ in range(16):
        a = math.pi * (1.12 + 0.76 * p.rng.random())
        d = size * p.rng.uniform(0.22, 0.46)
        c.fill(
            shapes.ellipse(
                math.cos(a) * d,
                -size * 0.52 + math.sin(a) * d * 0.78,
                size * 0.024,
                size * 0.014,
                p.rng.uniform(0, 180),
            ),
            "#f8e6bd",
        )


def ice_cream(p: Page, size: float, scoops: list[str]) -> None:
    """Scoops in a cone whose tip is at the origin."""
    c = p.canvas
    cone = shapes.poly((-size * 0.24, -size * 0.62), (size * 0.24, -size * 0.62), (0, 0))
    top = -size * 0.66
    c.form(cone, "#d99a4e", (1, 0.2), 0.3)
    with c.inside(cone):
        for k in range(-6, 9):
            for lean in (-1, 1):
                x = k * size * 0.09
                c.fill(
                    shapes.stroke([(x, -size * 0.7), (x + lean * size * 0.34, 0)], size * 0.012),
                    "#a5652a",
                    0.7,
                )
    for i, colour in enumerate(scoops):
        y = top - i * size * 0.3
        mass = shapes.ellipse(0, y, size * 0.28 - i * size * 0.015, size * 0.25)
        for k in range(7):
            mass += shapes.ellipse((k - 3) * size * 0.085, y + size * 0.16, size * 0.06)
        c.ball(mass, p.light.on(colour))
        c.fill(
            shapes.ellipse(-size * 0.1, y - size * 0.1, size * 0.05, size * 0.03, -35),
            "#ffffff",
            0.55,
        )
    y = top - len(scoops) * size * 0.3 + size * 0.08
    c.ball(shapes.ellipse(size * 0.03, y, size * 0.08), "#c8232c")
    c.fill(
        shapes.brush(
            [
                (size * 0.03, y - size * 0.06),
                (size * 0.08, y - size * 0.16),
                (size * 0.16, y - size * 0.2),
            ],
            size * 0.014,
        ),
        "#3f6a34",
    )


def cocktail(p: Page, size: float, drink: Paintable) -> None:
    """A tall drink with ice, a straw and a slice of lemon; its foot is at the origin."""
    c, tone = p.canvas, p.light.on(drink)
    w = size * 0.24
    c.fill(
        shapes.stroke([(w * 0.1, -size * 0.3), (w * 1.25, -size * 1.22)], size * 0.035), "#e4572e"
    )
    glass = shapes.poly((-w, -size), (w, -size), (w * 0.82, 0), (-w * 0.82, 0))
    c.fill(glass, "#ffffff", 0.35)
    liquid = shapes.poly(
        (-w * 0.94, -size * 0.85),
        (w * 0.94, -size * 0.85),
        (w * 0.78, -size * 0.04),
        (-w * 0.78, -size * 0.04),
    )
    c.form(liquid, tone, (0.1, -1), 0.4)
    with c.inside(liquid):
        for x, y, turn in (
            (-0.3, -0.74, 12),
            (0.34, -0.66, -20),
            (-0.1, -0.5, 35),
            (0.36, -0.4, 8),
        ):
            with c.at(x * w, y * size, turn=turn):
                c.fill(
                    shapes.rect(-size * 0.075, -size * 0.075, size * 0.15, size * 0.15, 4),
                    "#ffffff",
                    0.42,
                )
        for _ in range(4):
            c.form(
                shapes.leaf(
                    p.wobble(w * 0.5),
                    -size * p.rng.uniform(0.2, 0.8),
                    size * 0.14,
                    size * 0.07,
                    p.rng.uniform(0, 360),
                ),
                "#3f9a55",
            )
    c.fill(
        shapes.poly(
            (-w * 0.8, -size * 0.95),
            (-w * 0.6, -size * 0.95),
            (-w * 0.56, -size * 0.06),
            (-w * 0.7, -size * 0.06),
        ),
        "#ffffff",
        0.4,
    )
    with c.at(-w * 0.95, -size * 1.0):
        c.fill(shapes.ellipse(0, 0, size * 0.15), "#f2c81e")
        c.fill(shapes.ellipse(0, 0, size * 0.125), "#fdf3c4")
        for k in range(8):
            a = k * math.pi / 4
            c.fill(
                shapes.leaf(
                    math.cos(a) * 4, math.sin(a) * 4, size * 0.1, size * 0.06, math.degrees(a)
                ),
                "#f7dc5a",
            )


def loaf(p: Page, size: float) -> None:
    """A loaf of bread with cut slices; it stands on y = 0."""
    c, crust = p.canvas, p.light.on("#b8722f")
    body = shapes.smooth(
        (-size * 0.62, -2),
        (-size * 0.7, -size * 0.24),
        (-size * 0.5, -size * 0.44),
        (0, -size * 0.5),
        (size * 0.36, -size * 0.44),
        (size * 0.44, -size * 0.2),
        (size * 0.4, -2),
        (0, 0),
    )
    c.form(body, crust, (0.2, 1), 0.35, grain=0.12)
    with c.inside(body):
        for k in range(4):
            x = -size * 0.48 + k * size * 0.23
            c.form(
                shapes.smooth(
                    (x, -size * 0.12),
                    (x + size * 0.1, -size * 0.5),
                    (x + size * 0.17, -size * 0.5),
                    (x + size * 0.06, -size * 0.14),
                ),
                lighter(crust, 0.45),
            )
    for k in range(2):
        x = size * (0.4 + k * 0.26)
        with c.at(x, 0, turn=6 + k * 10):
            slice_ = shapes.smooth(
                (-size * 0.15, -2),
                (-size * 0.18, -size * 0.32),
                (0, -size * 0.46),
                (size * 0.18, -size * 0.32),
                (size * 0.15, -2),
            )
            c.form(slice_, crust)
            c.form(
                [(q - (0, -size * 0.2)) * 0.86 + (0, -size * 0.21) for q in slice_],
                "#f2dcae",
                grain=0.1,
            )
