"""Things of home and desk, about 100 units across, on y = 0 around x = 0."""

from . import shapes
from .canvas import linear, radial
from .colour import Paintable, darker, lighter, mix
from .page import Page
from .things import steel


def mug(p: Page, main: Paintable, steam: bool = True) -> None:
    """A mug with a handle, steaming."""
    c, tone = p.canvas, p.light.on(main)
    c.fill(shapes.ring(31, -34, 15, 6.4, 1.15), darker(tone, 0.15))
    body = shapes.poly((-30, -62), (30, -62), (27, -6), (22, 0), (-22, 0), (-27, -6))
    steel(p, body, tone)
    c.fill(shapes.ellipse(0, -62, 30, 6), lighter(tone, 0.3))
    c.fill(shapes.ellipse(0, -61.4, 26.5, 4.6), p.light.on("#4a2b1c"))
    c.fill(shapes.ellipse(-6, -61.6, 12, 2), "#8a5a38", 0.8)
    if steam:
        for x, tall in ((-10, 26), (2, 36), (13, 24)):
            wisp = [
                (x, -66),
                (x + 6, -66 - tall * 0.35),
                (x - 4, -66 - tall * 0.7),
                (x + 3, -66 - tall),
            ]
            c.fill(shapes.brush(wisp, [2, 4, 3, 0.5]), "#ffffff", 0.55, feather=1.0)


def headphones(p: Page, main: Paintable, accent: Paintable) -> None:
    """Over-ear headphones."""
    c, tone, trim = p.canvas, p.light.on(main), p.light.on(accent)
    c.fill(shapes.stroke(shapes.arc(0, -48, 41, 172, 368, 1.08), 9), darker(tone, 0.12))
    c.fill(shapes.stroke(shapes.arc(0, -48, 42.4, 190, 300, 1.08), 3), lighter(tone, 0.4), 0.8)
    c.fill(shapes.stroke(shapes.arc(0, -48, 37, 215, 325, 1.08), 5), trim)
    for side in (-1, 1):
        c.fill(shapes.stroke([(side * 41, -52), (side * 41, -26)], 5), p.light.on("#b9bec8"))
        c.form(shapes.rect(side * 32 - 8, -46, 16, 44, 8), trim, (1, 0.2), 0.4)
        c.form(shapes.rect(side * 42 - 9, -48, 18, 48, 9), tone, (0.8, 0.7), 0.34)
        c.fill(shapes.stroke([(side * 45, -36), (side * 45, -14)], 1.6), lighter(tone, 0.4), 0.7)


def chair(p: Page, main: Paintable) -> None:
    """A lounge chair with wooden legs."""
    c, tone, wood = p.canvas, p.light.on(main), p.light.on("#9a6a3f")
    for x0, x1 in ((-26, -34), (26, 36), (-16, -19), (18, 22)):
        dark = 0.25 if abs(x0) < 20 else 0.0
        c.form(shapes.stroke([(x0, -30), (x1, -2)], [5, 3]), darker(wood, dark), (1, 0))
    c.form(
        shapes.smooth(
            (-32, -42), (-34, -84), (-24, -98), (0, -101), (24, -98), (34, -84), (32, -42), (0, -36)
        ),
        tone,
        (0.5, 1),
        0.3,
        grain=0.06,
    )
    for x in (-11, 11):
        c.fill(shapes.brush([(x, -92), (x * 1.1, -66), (x, -46)], 1.0), darker(tone, 0.35), 0.6)
    c.form(shapes.rect(-36, -50, 72, 21, 9), lighter(tone, 0.08), (0.3, 1), 0.3)
    for side in (-1, 1):
        c.form(shapes.rect(side * 37 - 7, -66, 14, 36, 7), darker(tone, 0.08), (0.6, 1), 0.3)


def lamp(p: Page, main: Paintable, lit: bool = True) -> None:
    """A table lamp with a conical shade."""
    c, tone = p.canvas, p.light.on(main)
    steel(p, shapes.ellipse(0, -2, 20, 4), p.light.on("#b98b4a"))
    c.form(
        shapes.smooth(
            (-4, -54), (-4, -44), (-15, -24), (-9, -4), (9, -4), (15, -24), (4, -44), (4, -54)
        ),
        p.light.on("#b98b4a"),
        (1, 0.2),
        0.42,
    )
    shade = shapes.poly((-18, -100), (18, -100), (35, -52), (-35, -52))
    if lit:
        c.glow(0, -66, 95, "#ffd98f", 0.55)
        c.fill(shade, linear((0, -100), (0, -52), tone, mix(tone, "#fff2c0", 0.65)), grain=0.04)
        c.fill(shapes.ellipse(0, -52, 35, 4), "#fff6d0")
    else:
        c.form(shade, tone, (1, 0.2), 0.3)
        c.fill(shapes.ellipse(0, -52, 35, 4), darker(tone, 0.4))


def camera(p: Page, trim: Paintable) -> None:
    """A camera from the front."""
    c, black, silver = p.canvas, p.light.on("#2c2a31"), p.light.on(trim)
    c.form(shapes.smooth((-16, -58), (-10, -70), (12, -70), (18, -58)), silver)
    c.form(shapes.rect(-46, -62, 92, 62, 8), silver, (0.4, 1), 0.25)
    c.form(shapes.rect(-46, -50, 92, 38, 1), black, (0.4, 1), 0.25, grain=0.12)
    c.form(shapes.rect(-38, -69, 14, 7, 2), silver)
    c.fill(shapes.ellipse(32, -65, 6, 4), p.light.on("#d8432f"))
    c.form(shapes.ellipse(0, -31, 28), silver, (0.5, 1), 0.4)
    c.form(shapes.ellipse(0, -31, 24), black, (0.5, 1), 0.3)
    c.form(shapes.ellipse(0, -31, 17), "#17161c")
    c.fill(shapes.ellipse(0, -31, 13), radial((-3, -35), 16, "#5b78c4", "#2b2f6a", "#141428"))
    c.fill(shapes.ellipse(-5, -37, 3.6, 2.4), "#ffffff", 0.75)
    c.fill(shapes.rect(26, -58, 13, 6, 1), p.light.on("#e6edf2"))


def guitar(p: Page, main: Paintable) -> None:
    """An acoustic guitar standing upright."""
    c, tone, dark = p.canvas, p.light.on(main), p.light.on("#4a2c1e")
    c.form(shapes.rect(-3, -98, 6, 62), dark, (1, 0))
    c.form(shapes.poly((-5, -112), (5, -112), (4, -97), (-4, -97)), darker(tone, 0.4))
    for y in (-109, -105, -101):
        for side in (-1, 1):
            c.fill(shapes.ellipse(side * 6, y, 1.5), "#e8e2d2")
    body = shapes.smooth(
        (0, 0),
        (-21, -5),
        (-25, -20),
        (-15, -34),
        (-18, -48),
        (-8, -57),
        (8, -57),
        (18, -48),
        (15, -34),
        (25, -20),
        (21, -5),
    )
    c.fill([(q - (0, -28)) * 1.05 + (0, -28) for q in body], dark)
    c.ball(body, tone)
    c.fill(shapes.ellipse(0, -37, 8), dark)
    c.fill(shapes.ring(0, -37, 9, 1.2), lighter(tone, 0.5))
    c.form(shapes.rect(-10, -16, 20, 4, 1), dark)
    c.fill(shapes.rect(-2.6, -98, 5.2, 58), dark)
    for k in range(6):
        x = -1.9 + k * 0.76
        c.fill(shapes.stroke([(x, -108), (x * 1.5, -14)], 0.28), "#efe7d4")


def book(p: Page, main: Paintable) -> None:
    """A closed book lying flat, with two more under it."""
    c = p.canvas
    shades = (p.light.on(main), p.light.on("#e9c46a"), p.light.on("#3d5a80"))
    for i, (tone, x, w) in enumerate(
        ((shades[2], -42, 84), (shades[1], -38, 80), (shades[0], -43, 82))
    ):
        y = -i * 17
        c.form(shapes.rect(x, y - 16, w, 16, 2), tone, (0.6, 1), 0.25)
        c.fill(shapes.rect(x + 5, y - 13.4, w - 4, 10.8), p.light.on("#f4ecd9"))
        for k in range(4):
            c.fill(shapes.rect(x + 6, y - 12 + k * 2.6, w - 6, 0.5), "#c9bda3", 0.8)
        c.form(shapes.rect(x - 1, y - 16, 8, 16, 3), tone, (1, 0), 0.3)


def teapot(p: Page, main: Paintable) -> None:
    """A round teapot."""
    c, tone = p.canvas, p.light.on(main)
    c.fill(shapes.stroke(shapes.arc(-34, -34, 17, 60, 300, 1.1), 5.6), darker(tone, 0.2))
    c.form(shapes.brush([(26, -20), (42, -34), (52, -54)], [17, 9, 6]), tone, (0.5, 1), 0.3)
    c.ball(shapes.ellipse(0, -31, 37, 30), tone)
    c.form(shapes.rect(-18, -4, 36, 5, 2), darker(tone, 0.2))
    c.form(shapes.ellipse(0, -58, 19, 6), darker(tone, 0.08))
    c.ball(shapes.ellipse(0, -67, 5.4), lighter(tone, 0.15))
    c.fill(shapes.ellipse(-15, -44, 7, 10, 30), "#ffffff", 0.35, feather=2)


def laptop(p: Page, screen: Paintable) -> None:
    """An open laptop with a chart on its screen."""
    c, silver = p.canvas, p.light.on("#c4c8d0")
    c.form(shapes.rect(-44, -66, 88, 60, 4), darker(silver, 0.6))
    c.fill(shapes.rect(-40.5, -62.5, 81, 52, 1), linear((-40, -62), (40, -10), "#ffffff", screen))
    for i, tall in enumerate((12, 20, 16, 28, 36)):
        c.form(
            shapes.rect(-30 + i * 13, -16 - tall, 8, tall, 1),
            p.light.on("#e4572e" if i == 4 else "#3d5a80"),
        )
    c.form(shapes.poly((-44, -7), (44, -7), (56, 0), (-56, 0)), silver, (0.2, 1), 0.25)
    c.fill(shapes.rect(-56, -1, 112, 3.4, 1.6), darker(silver, 0.3))


def phone(p: Page, main: Paintable) -> None:
    """A mobile phone standing upright, with icons on its screen."""
    c = p.canvas
    c.form(shapes.rect(-26, -104, 52, 104, 8), p.light.on("#23222a"), (1, 0.3), 0.3)
    c.fill(
        shapes.rect(-23.4, -101, 46.8, 98, 6),
        linear((0, -100), (0, 0), lighter(main, 0.5), main, darker(main, 0.5)),
    )
    for row in range(4):
        for col in range(3):
            tone = ("#ffffff", "#f2b632", "#8fd0c8", "#f4a08a")[(row + col) % 4]
            c.fill(shapes.rect(-18 + col * 13.4, -72 + row * 14, 9.4, 9.4, 2.6), tone, 0.92)
    c.text(0, -87, "9:41", 12, "#ffffff", bold=0.02)
    c.fill(shapes.rect(-8, -99, 16, 3.6, 1.8), "#17161c")


def scissors_and_pencils(p: Page, main: Paintable) -> None:
    """A pot of pencils and brushes."""
    c = p.canvas
    for x, lean, tone, tall in (
        (-14, -12, "#e4572e", 92),
        (-5, -4, "#f2b632", 104),
        (5, 3, "#2f6fc0", 96),
        (14, 11, "#3f8f63", 88),
    ):
        with c.at(x, -40, turn=lean):
            c.form(shapes.rect(-3, -tall + 48, 6, tall - 40), p.light.on(tone), (1, 0))
            c.form(shapes.poly((-3, -tall + 48), (3, -tall + 48), (0, -tall + 38)), "#e9cfa2")
            c.fill(shapes.poly((-1, -tall + 41.5), (1, -tall + 41.5), (0, -tall + 38)), "#2a2630")
    steel(p, shapes.poly((-24, -54), (24, -54), (21, 0), (-21, 0)), p.light.on(main))
