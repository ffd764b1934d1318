"""Streets and houses, and what stands along them."""

import math

from . import shapes
from .canvas import linear
from .colour import Paintable, darker, lighter, mix
from .page import Page
from .shapes import Shape

WINDOW = "#ffd98a"


def skyline(p: Page, base: float, height: float, colour: Paintable, distance: float) -> None:
    """A row of towers standing on `base`, with lit windows when the light is low."""
    c, light = p.canvas, p.light
    x = -p.w * 0.03
    heart = p.rng.uniform(0.3, 0.7)
    while x < p.w:
        w = p.w * p.rng.uniform(0.035, 0.075)
        # Towers crowd towards a centre, as they do where land is dear.
        crowd = math.exp(-(((x + w / 2) / p.w - heart) ** 2) / 0.05)
        tall = height * (0.3 + 0.7 * crowd) * p.rng.uniform(0.4, 1.0)
        tone = light.on(mix(colour, "#b98a7a", p.rng.random() * 0.25), distance)
        top = base - tall
        _tower(p, x, top, w, tall, tone)
        share = 0.45 if light.dark else (0.28 if light.name == "dusk" else 0.0)
        _windows(p, x, top, w, tall, tone, share * (1 - distance * 0.4))
        x += w * p.rng.uniform(0.85, 1.15)
    c.fill(
        shapes.rect(0, base - height * 0.3, p.w, height * 0.3 + 2),
        linear((0, base - height * 0.3), (0, base), (light.haze, 0), (light.haze, 0.6)),
        0.7,
    )


def _tower(p: Page, x: float, top: float, w: float, tall: float, tone: Paintable) -> None:
    c = p.canvas
    c.fill(
        shapes.rect(x, top, w, tall + 3),
        linear((x, top), (x + w * 0.4, top + tall), lighter(tone, 0.16), tone, darker(tone, 0.12)),
        grain=0.03,
    )
    c.fill(shapes.rect(x + w * 0.66, top, w * 0.34, tall + 3), darker(tone, 0.25), 0.7)
    style = p.rng.random()
    if style < 0.22:
        c.fill(shapes.rect(x + w * 0.2, top - w * 0.3, w * 0.6, w * 0.31), tone)
    elif style < 0.42:
        c.fill(shapes.poly((x, top + 1), (x + w * 0.5, top - w * 0.5), (x + w, top + 1)), tone)
    elif style < 0.6:
        c.fill(shapes.stroke([(x + w / 2, top), (x + w / 2, top - w * 0.9)], [5, 1.5]), tone)


def _windows(
    p: Page, x: float, top: float, w: float, tall: float, tone: Paintable, share: float
) -> None:
    lit: Shape = []
    dark: Shape = []
    step = max(13.0, p.w * 0.013)
    cols, rows = int((w - step * 0.6) // step), int((tall - step) // (step * 1.35))
    for row in range(rows):
        for col in range(cols):
            box = shapes.rect(
                x + step * 0.5 + col * step,
                top + step * 0.7 + row * step * 1.35,
                step * 0.5,
                step * 0.75,
            )
            if p.rng.random() < share:
                lit += box
            else:
                dark += box
    if dark:
        p.canvas.fill(dark, darker(tone, 0.3) if share else lighter(tone, 0.3), 0.5)
    if lit:
        p.canvas.fill(lit, WINDOW, 0.92)


def facade(p: Page, x: float, base: float, w: float, height: float, colour: Paintable) -> None:
    """A town house with a shop on the ground floor, seen straight on."""
    c, light = p.canvas, p.light
    tone = light.on(colour)
    top = base - height
    c.form(shapes.rect(x, top, w, height), tone, (0.2, 1), 0.2, 0.07)
    c.form(shapes.rect(x - w * 0.02, top - w * 0.05, w * 1.04, w * 0.07), lighter(tone, 0.15))
    shop = base - w * 0.62
    glowing = light.dark or light.name == "dusk"
    floors = max(1, round((shop - top - w * 0.1) / (w * 0.42)))
    gap = (shop - top - w * 0.1) / floors
    for floor in range(floors):
        for col in range(3):
            wx, wy = x + w * (0.11 + col * 0.29), top + w * 0.12 + floor * gap
            box = shapes.rect(wx, wy, w * 0.2, gap * 0.66, 2)
            on = glowing and p.rng.random() < 0.5
            c.fill(
                [
                    (q - (wx, wy)) * 1.0 + (wx, wy)
                    for q in shapes.rect(wx - 4, wy - 4, w * 0.2 + 8, gap * 0.66 + 8, 2)
                ],
                lighter(tone, 0.35),
            )
            c.form(box, WINDOW if on else light.on("#5f7f98"), (0.3, 1), 0.22)
            c.fill(shapes.rect(wx + w * 0.092, wy, w * 0.016, gap * 0.66), lighter(tone, 0.35))
    _shopfront(p, x, shop, base, w, glowing)


def _shopfront(p: Page, x: float, shop: float, base: float, w: float, glowing: bool) -> None:
    c, light = p.canvas, p.light
    awning = p.rng.choice(("#c8402f", "#2f7a6a", "#d99a2e", "#3b5f9a", "#a8446a"))
    pane = shapes.rect(x + w * 0.08, shop + w * 0.14, w * 0.52, base - shop - w * 0.2)
    door = shapes.rect(x + w * 0.68, shop + w * 0.14, w * 0.22, base - shop - w * 0.14)
    if glowing:
        c.glow(x + w * 0.35, (shop + base) / 2, w * 0.7, "#ffc46a", 0.55)
    c.form(pane, "#ffdd94" if glowing else light.on("#86a9b8"), (0.2, 1), 0.25)
    for i in range(3):
        c.fill(
            shapes.rect(
                x + w * (0.13 + i * 0.15),
                base - w * (0.2 + 0.05 * (i % 2)),
                w * 0.09,
                w * (0.14 + 0.05 * (i % 2)),
            ),
            light.on("#6a4a3a"),
            0.7,
        )
    c.form(door, light.on(darker(awning, 0.2)), (1, 0.3))
    c.fill(
        shapes.rect(x + w * 0.72, shop + w * 0.19, w * 0.14, w * 0.2),
        "#ffdd94" if glowing else light.on("#86a9b8"),
    )
    for i in range(8):
        x0, x1 = x + w * (0.04 + i * 0.115), x + w * (0.04 + (i + 1) * 0.115)
        strip = shapes.poly(
            (x0, shop),
            (x1, shop),
            (x1 - w * 0.005, shop + w * 0.16),
            ((x0 + x1) / 2, shop + w * 0.19),
            (x0, shop + w * 0.16),
        )
        c.form(strip, light.on(awning if i % 2 == 0 else "#f4ecdc"), (0, 1), 0.2)


def street_lamp(p: Page, x: float, base: float, height: float, lit: bool) -> None:
    """A lamp on a post, with a pool of light when lit."""
    c, iron = p.canvas, p.light.on("#2a2c36")
    c.fill(shapes.stroke([(x, base), (x, base - height)], [height * 0.028, height * 0.014]), iron)
    c.fill(
        shapes.poly(
            (x - height * 0.035, base - height * 1.08),
            (x + height * 0.035, base - height * 1.08),
            (x + height * 0.022, base - height),
            (x - height * 0.022, base - height),
        ),
        "#ffe9b0" if lit else p.light.on("#c9d2d6"),
    )
    c.fill(
        shapes.poly(
            (x - height * 0.045, base - height * 1.08),
            (x, base - height * 1.12),
            (x + height * 0.045, base - height * 1.08),
        ),
        iron,
    )
    if lit:
        c.glow(x, base - height * 1.04, height * 0.62, "#ffcf7d", 0.85)


def house(
    p: Page, x: float, base: float, w: float, colour: Paintable, roof: Paintable, snow: bool
) -> None:
    """A small house with a gable, chimney and two windows."""
    c, light = p.canvas, p.light
    tone, tile = light.on(colour), light.on(roof)
    wall = w * 0.62
    warm = light.dark or light.name in ("dusk", "dawn")
    c.form(shapes.rect(x + w * 0.68, base - wall - w * 0.5, w * 0.11, w * 0.4), darker(tone, 0.35))
    gable = shapes.poly(
        (x, base),
        (x, base - wall),
        (x + w / 2, base - wall - w * 0.46),
        (x + w, base - wall),
        (x + w, base),
    )
    c.form(gable, tone, (0.8, 0.6), 0.24, 0.07)
    for points in (
        [(x - w * 0.08, base - wall + w * 0.05), (x + w / 2, base - wall - w * 0.5)],
        [(x + w / 2, base - wall - w * 0.5), (x + w * 1.08, base - wall + w * 0.05)],
    ):
        c.form(shapes.stroke(points, w * 0.085), tile)
        if snow:
            lift = [(px, py - w * 0.045) for px, py in points]
            c.fill(shapes.stroke(lift, w * 0.085), light.on("#f5f8fd"))
    for wx in (0.14, 0.62):
        box = shapes.rect(x + w * wx, base - wall * 0.86, w * 0.24, w * 0.24, 2)
        c.fill(
            shapes.rect(x + w * wx - 3, base - wall * 0.86 - 3, w * 0.24 + 6, w * 0.24 + 6),
            lighter(tone, 0.4),
        )
        c.fill(box, WINDOW if warm else light.on("#6b8ea8"))
        c.fill(
            shapes.rect(x + w * (wx + 0.11), base - wall * 0.86, w * 0.02, w * 0.24),
            lighter(tone, 0.4),
        )
        if warm:
            c.glow(x + w * (wx + 0.12), base - wall * 0.66, w * 0.36, "#ffc766", 0.55)
    c.form(shapes.rect(x + w * 0.4, base - wall * 0.44, w * 0.2, wall * 0.44, 3), darker(tile, 0.1))
    if snow:
        c.fill(
            shapes.ellipse(x + w * 0.735, base - wall - w * 0.5, w * 0.075, w * 0.035),
            light.on("#f5f8fd"),
        )


def car(p: Page, x: float, base: float, size: float, colour: Paintable) -> None:
    """A small car from the side, heading right."""
    c, light = p.canvas, p.light
    with c.at(x, base, scale=size / 100):
        tone = light.on(colour)
        cabin = shapes.smooth((-30, -26), (-20, -44), (-4, -49), (14, -46), (30, -26), steps=5)
        c.form(cabin, darker(tone, 0.1))
        for glass in (
            shapes.poly((-24, -27), (-16, -42), (-3, -45), (-3, -27)),
            shapes.poly((1, -27), (1, -45), (12, -42.5), (24, -27)),
        ):
            c.form(glass, light.on("#a9cbd9"))
        c.form(
            shapes.smooth(
                (-50, -9),
                (-49, -25),
                (-30, -29),
                (26, -29),
                (46, -24),
                (51, -12),
                (49, -7),
                (-48, -6),
                steps=5,
            ),
            tone,
            (0.1, 1),
            0.3,
        )
        for wx in (-29, 29):
            c.fill(shapes.ellipse(wx, -8, 10), "#201f27")
            c.fill(shapes.ellipse(wx, -8, 5), "#b9bec8")
        c.fill(shapes.ellipse(48, -19, 2.6, 3.2), "#fff0bf")
        c.fill(shapes.rect(-50, -22, 3, 6, 1), "#d8332f")
        if light.dark:
            c.glow(50, -18, 46, "#ffe9b0", 0.8)


def bench(p: Page, x: float, base: float, size: float) -> None:
    """A park bench seen from the front."""
    c, light = p.canvas, p.light
    wood, iron = light.on("#9a6238"), light.on("#2b2d36")
    for side in (-1, 1):
        c.fill(
            shapes.stroke(
                [(x + side * size * 0.78, base), (x + side * size * 0.78, base - size * 0.75)],
                size * 0.05,
            ),
            iron,
        )
    for k in range(3):
        c.form(
            shapes.rect(x - size, base - size * (0.82 - k * 0.13), size * 2, size * 0.09, 3), wood
        )
    c.form(shapes.rect(x - size, base - size * 0.38, size * 2, size * 0.1, 3), lighter(wood, 0.1))


def string_lights(p: Page, x0: float, x1: float, y: float, sag: float) -> None:
    """A garland of bulbs from (x0, y) to (x1, y)."""
    points = shapes.curve([(x0, y), ((x0 + x1) / 2, y + sag), (x1, y)], 10)
    p.canvas.fill(shapes.stroke(points, 2), "#2a2630", 0.8)
    for bx, by in points[1::2]:
        p.canvas.glow(bx, by + 9, p.small * 0.045, "#ffcf7d", 0.8)
        p.canvas.fill(shapes.ellipse(bx, by + 8, 5.4, 7), "#fff0c4")


def fence(p: Page, base: float, height: float, colour: Paintable) -> None:
    """A wooden fence across the page."""
    tone = p.light.on(colour)
    for k in (0.35, 0.75):
        p.canvas.form(shapes.rect(-5, base - height * k, p.w + 10, height * 0.1), tone, (0, 1))
    many = max(5, round(p.w / (height * 0.9)))
    for i in range(many + 1):
        p.canvas.form(
            shapes.rect(p.w * i / many - height * 0.06, base - height, height * 0.12, height, 3),
            tone,
            (1, 0.2),
            0.3,
        )


def arch_bridge(p: Page, base: float, height: float, colour: Paintable) -> None:
    """A stone bridge of arches across the page, its feet on `base`."""
    c, tone = p.canvas, p.light.on(colour)
    arches = 3
    span = p.w / arches
    top = base - height
    c.form(shapes.rect(-5, top, p.w + 10, height * 0.36), tone, (0, 1), 0.25, 0.1)
    for i in range(arches + 1):
        c.form(
            shapes.rect(i * span - span * 0.1, top + height * 0.3, span * 0.2, height * 0.72),
            tone,
            (1, 0),
            0.3,
            0.1,
        )
    for i in range(arches):
        cx = (i + 0.5) * span
        hole = shapes.arc(
            cx, top + height * 0.86, span * 0.4, 180, 360, height * 0.55 / (span * 0.4)
        )
        points = [
            (cx - span * 0.42, top + height * 0.3),
            *hole,
            (cx + span * 0.42, top + height * 0.3),
        ]
        c.form(shapes.poly(*points), tone, (0, 1), 0.22, 0.1)
        rim = [(x, y) for x, y in hole if math.isfinite(y)]
        c.fill(shapes.stroke(rim, height * 0.04), darker(tone, 0.28), 0.8)
    c.form(shapes.rect(-5, top - height * 0.05, p.w + 10, height * 0.08), lighter(tone, 0.15))
