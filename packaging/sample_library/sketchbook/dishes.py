"""Dishes seen from above, around the origin."""

import math

import numpy as np

from . import shapes
from .canvas import radial
from .colour import RGB, Paintable, darker, lighter, mix
from .page import Page


def plate(p: Page, r: float, squash: float = 1.0, colour: Paintable = "#f6f1e7") -> None:
    """A round plate."""
    c, tone = p.canvas, p.light.on(colour)
    c.fill(
        shapes.ellipse(r * 0.04, r * 0.07 * squash, r * 1.03, r * 1.03 * squash),
        "#1d1633",
        0.3,
        "multiply",
        feather=r * 0.05,
    )
    c.form(shapes.ellipse(0, 0, r, r * squash), tone, (0.6, 1), 0.1)
    c.form(shapes.ellipse(0, 0, r * 0.74, r * 0.74 * squash), darker(tone, 0.05), (-0.6, -1), 0.08)


def pizza(p: Page, r: float, toppings: str = "salami") -> None:
    """A whole pizza from above, cut into eight."""
    c = p.canvas
    crust = shapes.smooth(
        *[
            (math.cos(a) * r * (1 + p.wobble(0.02)), math.sin(a) * r * (1 + p.wobble(0.02)))
            for a in (k * 0.349 for k in range(18))
        ]
    )
    c.fill(
        crust, radial((-r * 0.2, -r * 0.2), r * 1.3, "#e2a85c", "#d4924a", "#a8622c"), grain=0.08
    )
    c.fill(shapes.ellipse(0, 0, r * 0.86), p.light.on("#c8402a"))
    c.fill(
        shapes.ellipse(0, 0, r * 0.82),
        radial((-r * 0.2, -r * 0.2), r, "#fbdf8e", "#f2bf58"),
        grain=0.1,
    )
    spots: list[tuple[float, float]] = []
    while len(spots) < 13:
        a, d = p.rng.uniform(0, 6.28), r * 0.72 * p.rng.random() ** 0.5
        x, y = math.cos(a) * d, math.sin(a) * d
        if all(math.hypot(x - u, y - v) > r * 0.24 for u, v in spots) or p.rng.random() < 0.04:
            spots.append((x, y))
    for i, (x, y) in enumerate(spots):
        if toppings == "margherita":
            c.ball(shapes.ellipse(x, y, r * 0.12, r * 0.1, i * 40), "#fff4dc", 0.2)
        else:
            c.ball(shapes.ellipse(x, y, r * 0.115), "#c23b2c", 0.35)
            c.fill(shapes.ring(x, y, r * 0.1, r * 0.016), "#8a2018", 0.6)
    for _ in range(9):
        a, d = p.rng.uniform(0, 6.28), r * 0.7 * p.rng.random() ** 0.5
        c.form(
            shapes.leaf(math.cos(a) * d, math.sin(a) * d, r * 0.17, r * 0.1, p.rng.uniform(0, 360)),
            "#3f8a43",
        )
    for k in range(4):
        a = k * math.pi / 4 + 0.2
        x, y = math.cos(a) * r, math.sin(a) * r
        c.fill(shapes.stroke([(-x, -y), (x, y)], r * 0.014), "#8a5426", 0.5)


def cup(p: Page, r: float, colour: Paintable = "#f6f1e7") -> None:
    """A cup of coffee on a saucer, from above, with a leaf of milk foam."""
    c, tone = p.canvas, p.light.on(colour)
    plate(p, r * 1.6, 1.0, colour)
    c.fill(shapes.stroke([(r * 0.7, -r * 0.5), (r * 1.32, -r * 0.98)], r * 0.24), darker(tone, 0.1))
    c.fill(
        shapes.ellipse(r * 0.06, r * 0.1, r * 1.03), "#1d1633", 0.25, "multiply", feather=r * 0.08
    )
    c.form(shapes.ellipse(0, 0, r), tone, (0.6, 1), 0.15)
    c.fill(
        shapes.ellipse(0, 0, r * 0.86), radial((0, 0), r * 0.86, "#b57a45", "#a4683a", "#6a3c20")
    )
    cream = "#f4dfbd"
    for k, width in ((-0.42, 0.46), (-0.14, 0.4), (0.13, 0.3), (0.36, 0.18)):
        wave = [(-r * width, r * (k - 0.12)), (0, r * (k + 0.12)), (r * width, r * (k - 0.12))]
        c.fill(shapes.brush(wave, [r * 0.03, r * 0.13, r * 0.03]), cream)
    c.fill(shapes.stroke([(0, -r * 0.6), (0, r * 0.62)], r * 0.035), "#9a6236")


def croissant(p: Page, size: float) -> None:
    """A croissant around the origin."""
    c, tone = p.canvas, p.light.on("#dd9a44")
    line = shapes.curve([(-1.0, 0.42), (-0.82, -0.06), (0, -0.42), (0.82, -0.06), (1.0, 0.42)], 8)
    at = [line[i] for i in (1, 6, 11, 16, 21, 26, 31)]
    spine = [(x * size, y * size) for x, y in line]
    widths = [size * w for w in (0.1, 0.34, 0.5, 0.56, 0.5, 0.34, 0.1)]
    under = [q + np.array([size * 0.04, size * 0.09]) for q in shapes.stroke(spine, widths)]
    c.fill(under, "#1d1633", 0.3, "multiply", feather=size * 0.04)
    c.fill(shapes.stroke(spine, widths), darker(tone, 0.3))
    for i in (0, 6, 1, 5, 2, 4, 3):
        x, y = at[i]
        t = 1 - abs(i - 3) / 3
        with c.at(x * size, y * size, turn=(i - 3) * 24):
            _croissant_fold(p, size * (0.16 + 0.13 * t), size * (0.12 + 0.22 * t), tone)


def _croissant_fold(p: Page, wide: float, tall: float, tone: RGB) -> None:
    """One roll of the dough, its bulging side up."""
    c = p.canvas
    fold = shapes.smooth(
        (-wide, -tall * 0.5),
        (-wide * 0.5, -tall * 0.95),
        (wide * 0.5, -tall * 0.95),
        (wide, -tall * 0.5),
        (wide * 0.8, tall * 0.75),
        (0, tall * 0.95),
        (-wide * 0.8, tall * 0.75),
    )
    c.form(fold, tone, (0.6, 1), 0.45, grain=0.08)
    shine = [(-wide * 0.45, -tall * 0.7), (-wide * 0.52, -tall * 0.1), (-wide * 0.42, tall * 0.4)]
    c.fill(shapes.brush(shine, [wide * 0.08, wide * 0.24, wide * 0.04]), lighter(tone, 0.55), 0.5)
    crease = [(wide * 0.98, -tall * 0.5), (wide * 0.86, tall * 0.1), (wide * 0.76, tall * 0.75)]
    c.fill(shapes.brush(crease, wide * 0.07), darker(tone, 0.5), 0.6)


def salad(p: Page, r: float) -> None:
    """A green salad in a bowl, from above."""
    c = p.canvas
    plate(p, r, 1.0, p.choose("dish", ["#f6f1e7", "#d9e0e2", "#39414f"]))
    for ring_ in range(3):
        many = 15 - ring_ * 4
        for k in range(many):
            a = k * 2 * math.pi / many + p.wobble(0.2)
            d = r * (0.58 - ring_ * 0.22)
            tone = mix("#2f7a3c", "#9ccf5c", p.rng.random())
            x, y = math.cos(a) * d, math.sin(a) * d
            shape = shapes.leaf(
                x * 0.55, y * 0.55, r * 0.42, r * 0.28, math.degrees(a) + p.wobble(30)
            )
            c.form(shape, tone, (0.6, 1), 0.3)
    for _ in range(7):
        a, d = p.rng.uniform(0, 6.28), r * 0.55 * p.rng.random() ** 0.5
        with c.at(math.cos(a) * d, math.sin(a) * d):
            c.ball(shapes.ellipse(0, 0, r * 0.12), "#d93a2c")
            c.fill(shapes.ellipse(-r * 0.035, -r * 0.04, r * 0.03), "#ffffff", 0.6)
    for _ in range(6):
        a, d = p.rng.uniform(0, 6.28), r * 0.55 * p.rng.random() ** 0.5
        with c.at(math.cos(a) * d, math.sin(a) * d):
            c.fill(shapes.ellipse(0, 0, r * 0.13), "#4f9448")
            c.fill(shapes.ellipse(0, 0, r * 0.112), "#d3e8a8")
            for k in range(6):
                c.fill(
                    shapes.ellipse(
                        math.cos(k) * r * 0.055, math.sin(k) * r * 0.055, r * 0.014, r * 0.01
                    ),
                    "#a9c878",
                )
    for _ in range(9):
        a, d = p.rng.uniform(0, 6.28), r * 0.5 * p.rng.random() ** 0.5
        c.fill(shapes.ring(math.cos(a) * d, math.sin(a) * d, r * 0.07, r * 0.018), "#c79ac4", 0.9)


def ramen(p: Page, r: float) -> None:
    """A bowl of noodle soup from above, with egg and greens."""
    c = p.canvas
    c.fill(
        shapes.ellipse(r * 0.05, r * 0.08, r * 1.03), "#1d1633", 0.35, "multiply", feather=r * 0.06
    )
    c.form(shapes.ellipse(0, 0, r), p.light.on("#2b3a5c"), (0.6, 1), 0.3)
    broth = shapes.ellipse(0, 0, r * 0.86)
    c.fill(broth, radial((0, 0), r, "#d98f3e", "#c87a30", "#9a5420"))
    with c.inside(broth):
        for k in range(26):
            y = -r * 0.5 + k * r * 0.045
            line = [
                (-r * 0.75 + p.wobble(r * 0.1), y),
                (-r * 0.2, y + p.wobble(r * 0.1)),
                (r * 0.25, y + p.wobble(r * 0.1)),
                (r * 0.7, y + p.wobble(r * 0.12)),
            ]
            c.fill(shapes.brush(line, r * 0.035), mix("#f5d78e", "#e3b565", p.rng.random()))
        for x, y in ((-0.36, -0.36), (-0.12, -0.48)):
            c.form(shapes.ellipse(x * r, y * r, r * 0.22, r * 0.17, 20), "#fdf8ee")
            c.ball(shapes.ellipse(x * r, y * r, r * 0.11, r * 0.1), "#f0921e")
        for k in range(3):
            c.form(
                shapes.leaf(r * 0.12 + k * r * 0.12, r * 0.1, r * 0.55, r * 0.22, -70 + k * 22),
                "#3f8a43",
            )
        for x in (-0.4, -0.18):
            c.form(shapes.ellipse(x * r, r * 0.32, r * 0.22, r * 0.15, -20), "#b06a4c", grain=0.12)
        for _ in range(16):
            x, y = p.wobble(r * 0.5), p.wobble(r * 0.5)
            c.fill(shapes.ring(x, y, r * 0.03, r * 0.016), "#6fb04a")
    for dy in (-0.06, 0.06):
        c.fill(
            shapes.stroke(
                [(r * 0.1, -r * (0.75 + dy)), (r * 1.5, -r * (0.95 + dy * 2.4))],
                [r * 0.03, r * 0.055],
            ),
            p.light.on("#8a4a2a"),
        )


def eggs(p: Page, r: float) -> None:
    """A fried breakfast on a plate, from above."""
    c = p.canvas
    plate(p, r, 1.0, p.choose("dish", ["#f6f1e7", "#cfdde0", "#e9d3c0"]))
    for x, y in ((-0.26, -0.14), (0.18, -0.3)):
        white = shapes.smooth(
            *[
                (
                    x * r + math.cos(k) * r * 0.32 * (1 + p.wobble(0.14)),
                    y * r + math.sin(k) * r * 0.28 * (1 + p.wobble(0.14)),
                )
                for k in (i * 0.785 for i in range(8))
            ]
        )
        c.form(white, "#fffdf6", (0.5, 1), 0.08)
        c.ball(shapes.ellipse(x * r, y * r, r * 0.13), "#f6a821")
        c.fill(shapes.ellipse(x * r - r * 0.04, y * r - r * 0.05, r * 0.03), "#ffffff", 0.8)
    for k in range(3):
        wave = [
            (-r * 0.5 + k * 6, r * (0.22 + k * 0.12)),
            (-r * 0.3, r * (0.28 + k * 0.12)),
            (-r * 0.1, r * (0.22 + k * 0.12)),
            (r * 0.1, r * (0.28 + k * 0.12)),
        ]
        c.form(shapes.brush(wave, r * 0.1), "#b8452f", (0, 1), 0.3)
        c.fill(shapes.brush(wave, r * 0.025), "#f0b99a", 0.9)
    for x, y in ((0.38, 0.12), (0.5, -0.02), (0.32, 0.34)):
        with c.at(x * r, y * r):
            c.ball(shapes.ellipse(0, 0, r * 0.12), "#d93a2c")
    for k in range(4):
        c.form(shapes.leaf(r * 0.2, r * 0.42, r * 0.2, r * 0.09, -150 + k * 50), "#4a9448")
