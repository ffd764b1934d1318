"""The insides of houses: walls, windows, furniture."""

from . import air, shapes
from .canvas import linear
from .colour import Paintable, darker, lighter, mix
from .page import Page


def walls(p: Page, floor: float, wall: Paintable, boards: Paintable) -> None:
    """A back wall and a wooden floor that meet at `floor`."""
    c = p.canvas
    tone, wood = p.light.on(wall), p.light.on(boards)
    c.fill(
        shapes.rect(-5, -5, p.w + 10, floor + 10),
        linear((0, 0), (p.w, floor), lighter(tone, 0.2), tone, darker(tone, 0.18)),
        grain=0.03,
    )
    c.fill(
        shapes.rect(-5, floor, p.w + 10, p.h - floor + 5),
        linear((0, floor), (0, p.h), darker(wood, 0.15), wood, lighter(wood, 0.1)),
        grain=0.03,
    )
    for i in range(-8, 9):
        x = p.w / 2 + i * p.w * 0.11
        c.fill(
            shapes.stroke([(x, floor), (p.w / 2 + (x - p.w / 2) * 2.2, p.h + 5)], 1.6),
            darker(wood, 0.3),
            0.45,
        )
    c.form(shapes.rect(-5, floor - p.small * 0.022, p.w + 10, p.small * 0.024), lighter(tone, 0.35))


def window(p: Page, x: float, y: float, w: float, h: float, panes: int = 2) -> None:
    """A window onto the sky and a few hills, throwing light into the room."""
    c = p.canvas
    pane = shapes.rect(x, y, w, h)
    sky = p.light
    with c.inside(pane):
        c.fill(pane, linear((0, y), (0, y + h), *sky.sky))
        if p.light.dark:
            dots = [
                shapes.disc(x + w * p.rng.random(), y + h * 0.6 * p.rng.random(), 1.8)
                for _ in range(14)
            ]
            c.fill(dots, "#ffffff", 0.9)
        for k, tone in enumerate(("#7fa08a", "#4f7d62")):
            rise = y + h * (0.68 + k * 0.12)
            c.fill(
                shapes.smooth(
                    (x - w * 0.3, y + h * 1.2),
                    (x + w * (0.15 + k * 0.1), rise),
                    (x + w * 0.5, rise + h * 0.06),
                    (x + w * (0.9 - k * 0.2), rise - h * 0.04),
                    (x + w * 1.3, y + h * 1.2),
                ),
                p.light.on(tone, 0.4 - k * 0.25),
            )
        c.fill(
            shapes.poly(
                (x + w * 0.1, y), (x + w * 0.3, y), (x - w * 0.1, y + h), (x - w * 0.3, y + h)
            ),
            "#ffffff",
            0.18,
        )
    frame = lighter(p.light.on("#f3ece0"), 0.1)
    t = p.small * 0.014
    for line in (
        [(x, y), (x + w, y)],
        [(x, y + h), (x + w, y + h)],
        [(x, y), (x, y + h)],
        [(x + w, y), (x + w, y + h)],
        [(x, y + h * 0.42), (x + w, y + h * 0.42)],
    ):
        c.form(shapes.stroke(line, t), frame, (0.5, 1), 0.12)
    for i in range(1, panes):
        c.fill(shapes.stroke([(x + w * i / panes, y), (x + w * i / panes, y + h)], t * 0.8), frame)
    c.form(shapes.rect(x - t * 2, y + h + t * 0.4, w + t * 4, t * 1.6, 2), frame)


def sunbeam(p: Page, x: float, y: float, w: float, alpha: float = 0.22) -> None:
    """Slanting light from a window that begins at (x, y) and is `w` wide."""
    tone = p.light.glow
    beam = shapes.poly((x, y), (x + w, y), (x + w + p.h * 0.45, p.h), (x + p.h * 0.2, p.h))
    p.canvas.fill(
        beam,
        linear((x, y), (x + w, p.h), (tone, 1.0), (tone, 0.0)),
        alpha,
        "screen",
        feather=p.small * 0.02,
    )


def sofa(p: Page, x: float, base: float, width: float, colour: Paintable) -> None:
    """A sofa from the front, its middle at x."""
    c, tone = p.canvas, p.light.on(colour)
    h = width * 0.4
    air.shadow(p, x, base, width * 0.56, width * 0.035)
    for side in (-1, 1):
        c.form(
            shapes.stroke(
                [(x + side * width * 0.4, base - h * 0.14), (x + side * width * 0.42, base)],
                width * 0.02,
            ),
            p.light.on("#7a4f30"),
        )
    c.form(
        shapes.rect(x - width * 0.45, base - h, width * 0.9, h * 0.8, width * 0.05),
        tone,
        (0, 1),
        0.26,
        0.06,
    )
    for k in (-1, 0, 1):
        c.form(
            shapes.rect(
                x + k * width * 0.28 - width * 0.137,
                base - h * 0.93,
                width * 0.274,
                h * 0.52,
                width * 0.04,
            ),
            lighter(tone, 0.07),
            (0.3, 1),
            0.22,
            0.06,
        )
    c.form(
        shapes.rect(x - width * 0.45, base - h * 0.52, width * 0.9, h * 0.26, width * 0.03),
        lighter(tone, 0.14),
        (0, 1),
        0.22,
        0.06,
    )
    c.form(
        shapes.rect(x - width * 0.45, base - h * 0.3, width * 0.9, h * 0.18, 4), darker(tone, 0.1)
    )
    for side in (-1, 1):
        c.form(
            shapes.rect(
                x + side * width * 0.46 - width * 0.055,
                base - h * 0.74,
                width * 0.11,
                h * 0.64,
                width * 0.045,
            ),
            tone,
            (0.4, 1),
            0.28,
            0.06,
        )


def cushion(p: Page, x: float, y: float, size: float, colour: Paintable, turn: float) -> None:
    """A square cushion standing on a corner's edge."""
    with p.canvas.at(x, y, turn=turn):
        shape = shapes.smooth(
            (-size, -size),
            (0, -size * 0.86),
            (size, -size),
            (size * 0.88, 0),
            (size, size),
            (0, size * 0.88),
            (-size, size),
            (-size * 0.88, 0),
        )
        p.canvas.form(shape, p.light.on(colour), (0.5, 1), 0.3, 0.07)


def table(p: Page, x: float, top: float, width: float, base: float, colour: Paintable) -> None:
    """A table from the front."""
    c, tone = p.canvas, p.light.on(colour)
    for side in (-1, 1):
        c.form(
            shapes.stroke(
                [(x + side * width * 0.42, top), (x + side * width * 0.45, base)],
                [width * 0.045, width * 0.03],
            ),
            darker(tone, 0.2),
            (1, 0),
        )
    c.form(shapes.rect(x - width / 2, top, width, width * 0.045, 4), tone, (0.2, 1), 0.25)


def round_table(
    p: Page, x: float, top: float, width: float, base: float, colour: Paintable
) -> None:
    """A round cafe table on one leg."""
    c, tone = p.canvas, p.light.on(colour)
    c.fill(shapes.stroke([(x, top), (x, base)], width * 0.05), p.light.on("#2c2b33"))
    c.fill(shapes.ellipse(x, base, width * 0.24, width * 0.035), p.light.on("#2c2b33"))
    c.form(shapes.ellipse(x, top + width * 0.02, width / 2, width * 0.09), darker(tone, 0.3))
    c.form(shapes.ellipse(x, top, width / 2, width * 0.09), tone, (0.5, 0.4), 0.2)


def pendant(p: Page, x: float, y: float, size: float, colour: Paintable) -> None:
    """A hanging lamp that shines."""
    c, tone = p.canvas, p.light.on(colour)
    c.fill(shapes.stroke([(x, -5), (x, y - size * 0.6)], 2.4), "#2a2630")
    c.glow(x, y + size * 0.1, size * 3.2, "#ffcf82", 0.6)
    c.form(shapes.poly(*shapes.arc(x, y, size, 180, 360, 0.8)), tone, (0.7, 0.6), 0.32)
    c.fill(shapes.ellipse(x, y, size, size * 0.14), "#fff0c6")


def frame(p: Page, x: float, y: float, w: float, h: float, colours: list[str]) -> None:
    """An abstract picture on the wall."""
    c = p.canvas
    c.fill(shapes.rect(x + 5, y + 9, w, h), "#1d1633", 0.25, "multiply", feather=6)
    c.form(shapes.rect(x, y, w, h), p.light.on("#7a5334"), (1, 1))
    inner = shapes.rect(x + w * 0.06, y + w * 0.06, w * 0.88, h - w * 0.12)
    c.fill(inner, p.light.on("#f4ecdc"))
    with c.inside(inner):
        c.form(shapes.ellipse(x + w * 0.62, y + h * 0.36, w * 0.2), p.light.on(colours[0]))
        c.form(
            shapes.smooth(
                (x - w * 0.2, y + h * 1.2),
                (x + w * 0.2, y + h * 0.6),
                (x + w * 0.6, y + h * 0.74),
                (x + w * 1.2, y + h * 0.55),
                (x + w * 1.2, y + h * 1.2),
            ),
            p.light.on(colours[1]),
        )
        c.form(
            shapes.smooth(
                (x - w * 0.2, y + h * 1.2),
                (x + w * 0.3, y + h * 0.82),
                (x + w * 0.8, y + h * 0.78),
                (x + w * 1.2, y + h * 1.2),
            ),
            p.light.on(colours[2]),
        )


def shelf(p: Page, x: float, y: float, w: float, kind: str = "books") -> None:
    """A wall shelf with books, or with jars."""
    c = p.canvas
    at = x + w * 0.03
    while at < x + w * 0.9:
        if kind == "books":
            wide, tall = w * p.rng.uniform(0.03, 0.06), w * p.rng.uniform(0.16, 0.25)
            tone = p.rng.choice(
                (
                    "#c8543a",
                    "#e9c46a",
                    "#2a6f7a",
                    "#8a9a5b",
                    "#d9a48a",
                    "#3d4f7a",
                    "#f0e6d2",
                    "#7a4a5e",
                )
            )
            c.form(shapes.rect(at, y - tall, wide, tall, 2), p.light.on(tone), (1, 0), 0.25)
            c.fill(
                shapes.rect(at + wide * 0.2, y - tall * 0.8, wide * 0.6, tall * 0.05),
                "#fff4da",
                0.6,
            )
            at += wide * 1.04
        else:
            wide, tall = w * p.rng.uniform(0.07, 0.1), w * p.rng.uniform(0.11, 0.17)
            tone = p.rng.choice(("#d9a441", "#a8532f", "#7f9a5b", "#e6d9bd", "#8a4a3a"))
            c.form(
                shapes.rect(at, y - tall, wide, tall, wide * 0.18),
                mix(p.light.on(tone), "#ffffff", 0.2),
                (1, 0),
                0.3,
            )
            c.form(
                shapes.rect(at + wide * 0.08, y - tall * 1.14, wide * 0.84, tall * 0.17, 3),
                p.light.on("#5a4436"),
            )
            at += wide * 1.3
    c.form(shapes.rect(x, y, w, w * 0.03, 2), p.light.on("#a9744a"), (0, 1))
    c.fill(shapes.rect(x + 4, y + w * 0.03, w - 8, w * 0.03), "#1d1633", 0.2, "multiply")


def counter(p: Page, top: float, colour: Paintable, surface: Paintable) -> None:
    """Kitchen cupboards with a worktop at `top`, across the page."""
    c, tone = p.canvas, p.light.on(colour)
    c.fill(
        shapes.rect(-5, top, p.w + 10, p.h - top + 5),
        linear((0, top), (0, p.h), tone, darker(tone, 0.25)),
        grain=0.03,
    )
    many = max(2, round(p.w / (p.small * 0.34)))
    w = p.w / many
    for i in range(many):
        c.form(
            shapes.rect(i * w + w * 0.05, top + p.small * 0.06, w * 0.9, p.h - top, 5),
            lighter(tone, 0.06),
            (0.5, 1),
            0.14,
        )
        c.fill(
            shapes.stroke(
                [(i * w + w * 0.4, top + p.small * 0.1), (i * w + w * 0.6, top + p.small * 0.1)], 6
            ),
            p.light.on("#c9a15a"),
        )
    c.form(
        shapes.rect(-5, top - p.small * 0.012, p.w + 10, p.small * 0.04),
        p.light.on(surface),
        (0, 1),
        0.25,
    )


def tiles(p: Page, y0: float, y1: float, colour: Paintable) -> None:
    """A tiled wall between two heights."""
    c, tone = p.canvas, p.light.on(colour)
    size = p.small * 0.055
    row, y = 0, y1
    while y > y0:
        x = -size * 2 + (size if row % 2 else 0)
        boxes = []
        while x < p.w:
            boxes.append(shapes.rect(x + 1.5, y - size + 1.5, size * 2 - 3, size - 3, 3))
            x += size * 2
        for k, box in enumerate(boxes):
            c.fill(box, mix(tone, lighter(tone, 0.4), ((k * 7 + row * 3) % 5) / 5), 0.7)
        y -= size
        row += 1
