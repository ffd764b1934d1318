"""Boats, lighthouses, tents and balloons."""

from . import shapes
from .canvas import linear
from .colour import Paintable, darker, lighter, mix
from .page import Page
from .town import WINDOW


def sailboat(p: Page, x: float, y: float, size: float, hull: Paintable, sail: Paintable) -> None:
    """A sailing boat; (x, y) is the middle of its waterline."""
    c, light = p.canvas, p.light
    cloth = light.on(sail)
    c.fill(
        shapes.stroke([(x, y - size * 0.1), (x, y - size * 1.25)], size * 0.025),
        light.on("#5a4436"),
    )
    c.form(
        shapes.smooth(
            (x + size * 0.03, y - size * 1.18),
            (x + size * 0.34, y - size * 0.6),
            (x + size * 0.5, y - size * 0.2),
            (x + size * 0.03, y - size * 0.2),
            steps=4,
        ),
        cloth,
        (1, 0.5),
        0.2,
    )
    c.form(
        shapes.smooth(
            (x - size * 0.03, y - size * 1.05),
            (x - size * 0.2, y - size * 0.5),
            (x - size * 0.42, y - size * 0.2),
            (x - size * 0.03, y - size * 0.2),
            steps=4,
        ),
        darker(cloth, 0.12),
        (1, 0.5),
        0.2,
    )
    c.form(
        shapes.poly(
            (x - size * 0.58, y - size * 0.15),
            (x + size * 0.62, y - size * 0.17),
            (x + size * 0.4, y + size * 0.03),
            (x - size * 0.4, y + size * 0.03),
        ),
        light.on(hull),
        (0.2, 1),
        0.3,
    )
    c.fill(
        shapes.stroke(
            [(x - size * 0.55, y - size * 0.12), (x + size * 0.58, y - size * 0.14)], size * 0.025
        ),
        light.on("#f6efe0"),
    )


def fishing_boat(p: Page, x: float, y: float, size: float, hull: Paintable) -> None:
    """A small fishing boat with a cabin."""
    c, light = p.canvas, p.light
    c.fill(
        shapes.stroke(
            [(x + size * 0.14, y - size * 0.3), (x + size * 0.14, y - size * 0.95)], size * 0.03
        ),
        light.on("#4a3a32"),
    )
    c.fill(
        shapes.stroke(
            [(x + size * 0.14, y - size * 0.9), (x + size * 0.58, y - size * 0.25)], size * 0.008
        ),
        light.on("#4a3a32"),
    )
    c.form(
        shapes.rect(x - size * 0.3, y - size * 0.5, size * 0.34, size * 0.32, 3),
        light.on("#f4ecdc"),
        (1, 0.3),
    )
    c.form(
        shapes.rect(x - size * 0.34, y - size * 0.55, size * 0.42, size * 0.07, 3), light.on(hull)
    )
    for k in range(2):
        c.fill(
            shapes.rect(x - size * (0.25 - k * 0.14), y - size * 0.43, size * 0.1, size * 0.11, 2),
            WINDOW if light.dark or light.name == "dusk" else light.on("#6b93ad"),
        )
    body = shapes.smooth(
        (x - size * 0.6, y - size * 0.22),
        (x, y - size * 0.16),
        (x + size * 0.66, y - size * 0.32),
        (x + size * 0.46, y + size * 0.04),
        (x - size * 0.5, y + size * 0.04),
        steps=5,
    )
    c.form(body, light.on(hull), (0.2, 1), 0.32)
    with c.inside(body):
        c.fill(
            shapes.brush(
                [
                    (x - size * 0.65, y - size * 0.15),
                    (x, y - size * 0.1),
                    (x + size * 0.66, y - size * 0.24),
                ],
                size * 0.04,
            ),
            light.on("#f4ecdc"),
        )


def lighthouse(p: Page, x: float, base: float, height: float, band: Paintable) -> None:
    """A banded lighthouse, its lamp shining when it is dark."""
    c, light = p.canvas, p.light
    w = height * 0.12
    body = shapes.poly(
        (x - w, base),
        (x - w * 0.62, base - height * 0.8),
        (x + w * 0.62, base - height * 0.8),
        (x + w, base),
    )
    if light.dark or light.name == "dusk":
        for side, reach in ((-1, 5.2), (1, 5.2)):
            beam = shapes.poly(
                (x, base - height * 0.88),
                (x + side * height * reach / 3, base - height * 1.12),
                (x + side * height * reach / 3, base - height * 0.74),
            )
            c.fill(
                beam,
                linear((x, 0), (x + side * height * 1.6, 0), ("#fff0bf", 0.75), ("#fff0bf", 0)),
                0.8,
                blend="screen",
            )
        c.glow(x, base - height * 0.88, height * 0.3, "#fff0bf", 0.9)
    c.form(body, light.on("#f5f0e6"), (1, 0), 0.35)
    with c.inside(body):
        for k in range(3):
            y = base - height * (0.7 - k * 0.26)
            c.form(
                shapes.rect(x - w * 1.2, y, w * 2.4, height * 0.13), light.on(band), (1, 0), 0.35
            )
    c.form(
        shapes.rect(x - w * 0.85, base - height * 0.82, w * 1.7, height * 0.03), light.on("#3a3f4c")
    )
    c.fill(
        shapes.rect(x - w * 0.42, base - height * 0.93, w * 0.84, height * 0.11),
        "#fff0bf" if light.dark or light.name == "dusk" else light.on("#b7d3dc"),
    )
    c.form(
        shapes.poly(
            (x - w * 0.6, base - height * 0.93),
            (x, base - height),
            (x + w * 0.6, base - height * 0.93),
        ),
        light.on(band),
    )
    c.form(
        shapes.rect(x - w * 0.22, base - height * 0.13, w * 0.44, height * 0.13, w * 0.2),
        light.on("#3a3f4c"),
    )


def tent(p: Page, x: float, base: float, size: float, colour: Paintable) -> None:
    """A ridge tent, glowing from inside when it is dark."""
    c, light = p.canvas, p.light
    warm = light.dark or light.name == "dusk"
    tone = mix(light.on(colour), "#ffb54a", 0.5) if warm else light.on(colour)
    if warm:
        c.glow(x, base - size * 0.3, size * 1.3, "#ffb65a", 0.7)
    c.form(
        shapes.poly(
            (x - size * 0.62, base), (x - size * 0.04, base - size * 0.7), (x + size * 0.66, base)
        ),
        tone,
        (1, 0.4),
        0.35,
    )
    c.form(
        shapes.poly(
            (x - size * 0.62, base), (x - size * 0.04, base - size * 0.7), (x + size * 0.14, base)
        ),
        lighter(tone, 0.12),
        (0.5, 1),
        0.2,
    )
    c.form(
        shapes.poly(
            (x - size * 0.36, base), (x - size * 0.1, base - size * 0.54), (x - size * 0.04, base)
        ),
        "#ffe6a6" if warm else darker(tone, 0.5),
    )
    for px, end in ((x - size * 0.62, x - size * 0.85), (x + size * 0.66, x + size * 0.9)):
        c.fill(
            shapes.stroke([(px, base - size * 0.02), (end, base + size * 0.04)], 2), "#efe6d4", 0.6
        )


def balloon(p: Page, x: float, y: float, size: float, colours: list[str]) -> None:
    """A hot-air balloon; (x, y) is the middle of its envelope."""
    c, light = p.canvas, p.light
    outline = [
        *shapes.arc(0, 0, 1, 150, 390),
        (0.3, 0.98),
        (0.17, 1.16),
        (-0.17, 1.16),
        (-0.3, 0.98),
    ]
    shape = shapes.poly(*[(x + u * size, y + v * size) for u, v in outline])
    c.form(shape, light.on(colours[0]), (0.8, 0.6), 0.3)
    with c.inside(shape):
        for k, half in enumerate((0.72, 0.36)):
            c.fill(
                shapes.ellipse(x, y + size * 0.1, size * half, size * 1.2),
                light.on(colours[(k + 1) % len(colours)]),
                0.85,
            )
        c.fill(
            shape,
            linear(
                (x - size, y - size),
                (x + size, y + size),
                ("#ffffff", 0.25),
                ("#ffffff", 0),
                ("#1d1633", 0.35),
            ),
        )
    for side in (-1, 1):
        c.fill(
            shapes.stroke(
                [
                    (x + side * size * 0.16, y + size * 1.15),
                    (x + side * size * 0.11, y + size * 1.45),
                ],
                1.6,
            ),
            light.on("#4a3428"),
        )
    c.form(
        shapes.rect(x - size * 0.14, y + size * 1.42, size * 0.28, size * 0.22, 4),
        light.on("#8a5a34"),
    )
