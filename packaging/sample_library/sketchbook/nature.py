"""Hills, mountains, trees, stones, grass and flowers."""

import math

from . import air, shapes
from .canvas import linear
from .colour import Paintable, darker, lighter, mix
from .page import Page
from .shapes import Shape


def mountains(
    p: Page, base: float, height: float, colour: Paintable, distance: float, snow: bool = True
) -> None:
    """A range of peaks standing on the line `base`, with lit and shaded faces."""
    c, light = p.canvas, p.light
    tone = light.on(colour, distance)
    x = -p.w * p.rng.uniform(0.05, 0.2)
    peaks = []
    while x < p.w * 1.1:
        half = height * p.rng.uniform(0.7, 1.15)
        peaks.append((x + half * 0.6, height * p.rng.uniform(0.55, 1.0), half))
        x += half * p.rng.uniform(0.8, 1.3)
    for px, ph, half in peaks:
        _peak(p, px, base, ph, half, tone, snow)
    # The sky ends here, whatever ground is laid in front afterwards.
    foot = mix(tone, light.haze, 0.7)
    c.fill(shapes.rect(-5, base - 1, p.w + 10, p.h - base + 10), foot)
    low = linear((0, base - height * 0.35), (0, base), (light.haze, 0), (light.haze, 0.75))
    with c.inside(shapes.rect(0, base - height * 0.35, p.w, height * 0.35 + 1)):
        c.fill(shapes.rect(0, base - height * 0.4, p.w, height * 0.4), low, 0.8)


def _peak(
    p: Page, x: float, base: float, height: float, half: float, tone: Paintable, snow: bool
) -> None:
    c = p.canvas
    top = (x, base - height)

    def jag(side: float) -> list[shapes.XY]:
        return [
            (
                x + side * half * t + p.wobble(half * 0.05),
                base - height * (1 - t) ** 1.06 + p.wobble(height * 0.025),
            )
            for t in (0.16, 0.34, 0.55, 0.78)
        ]

    left, right = jag(-1), jag(1)
    outline = [(x - half, base + 4), *reversed(left), top, *right, (x + half, base + 4)]
    ridge = [
        (x + p.wobble(half * 0.12) + half * 0.1 * t, base - height * (1 - t))
        for t in (0.2, 0.42, 0.65, 1.0)
    ]
    c.form(shapes.poly(*outline), tone, (0.2, 1), 0.14)
    dark = shapes.poly(top, *right, (x + half, base + 4), *reversed(ridge))
    c.fill(dark, darker(tone, 0.3), 0.75)
    if not snow:
        return
    cap = [
        top,
        right[0],
        (x + half * 0.22, base - height * 0.7),
        right[1],
        (x + half * 0.16, base - height * 0.6),
        (x + half * 0.03, base - height * 0.72),
        (x - half * 0.1, base - height * 0.58),
        (x - half * 0.2, base - height * 0.7),
        left[1],
        left[0],
    ]
    with c.inside(shapes.poly(*outline)):
        c.fill(shapes.poly(*cap), p.light.on("#f7f8fb"), 0.95)
        shade = [
            top,
            right[0],
            right[1],
            (x + half * 0.16, base - height * 0.6),
            (x + half * 0.03, base - height * 0.72),
            ridge[0],
        ]
        c.fill(shapes.poly(*shade), p.light.on("#a9b7d3"), 0.8)


def hills(p: Page, y: float, height: float, colour: Paintable, distance: float) -> None:
    """A rounded rise across the page."""
    line = air.wave_line(p, y, height, p.rng.choice([2, 3]))
    tone = p.light.on(colour, distance)
    shape = air.below(p, line)
    p.canvas.fill(
        shape,
        linear((0, y - height), (0, y + height * 5), lighter(tone, 0.14), tone, darker(tone, 0.25)),
        grain=0.04,
    )


def pine(p: Page, x: float, y: float, height: float, colour: Paintable, snow: bool = False) -> None:
    """A conifer whose foot is at (x, y)."""
    c = p.canvas
    c.fill(
        shapes.rect(x - height * 0.02, y - height * 0.14, height * 0.04, height * 0.14),
        p.light.on("#4a3226"),
    )
    tiers = 5
    for i in range(tiers):
        t = i / tiers
        bottom = y - height * (0.1 + t * 0.74)
        top = bottom - height * (0.32 - 0.06 * t)
        half = height * (0.23 - 0.15 * t)
        bump = [
            (x + half * u, bottom - abs(u) * height * 0.02 + (height * 0.02 if k % 2 else 0))
            for k, u in enumerate((-1, -0.6, -0.2, 0.2, 0.6, 1))
        ]
        tier = shapes.poly((x, top), *reversed(bump))
        c.form(tier, colour, (1, 0.4), 0.3)
        if snow:
            cap = shapes.poly(
                (x, top),
                (x + half * 0.55, bottom - height * 0.09),
                (x + half * 0.2, bottom - height * 0.06),
                (x - half * 0.1, bottom - height * 0.11),
                (x - half * 0.6, bottom - height * 0.055),
            )
            c.fill(cap, p.light.on("#f4f7fc"), 0.92)


def crown(p: Page, x: float, y: float, r: float, colour: Paintable, many: int = 9) -> None:
    """The leaves of a broad tree: a heap of rounded tufts, lit from the upper left."""
    c = p.canvas
    mass: Shape = shapes.ellipse(x, y, r, r * 0.86)
    for i in range(many):
        a = 2 * math.pi * i / many + p.wobble(0.2)
        mass += shapes.ellipse(
            x + math.cos(a) * r * 0.72, y + math.sin(a) * r * 0.6, r * p.rng.uniform(0.34, 0.46)
        )
    c.form(mass, colour, (0.5, 1), 0.32, grain=0.07)
    with c.inside(mass):
        for side, tone, alpha in (
            (1, darker(colour, 0.28), 0.32),
            (-1, lighter(colour, 0.22), 0.4),
        ):
            tuft: Shape = []
            for _ in range(26):
                # Tufts of leaves, denser on the shaded or the lit side.
                reach = p.rng.random() ** 0.6
                a = math.radians(p.rng.uniform(-50, 140) + (0 if side > 0 else 180))
                cx, cy = x + math.cos(a) * r * reach, y + math.sin(a) * r * reach * 0.86
                turn = p.rng.uniform(-40, 40)
                tuft += shapes.leaf(cx, cy, r * p.rng.uniform(0.16, 0.3), r * 0.13, turn)
            c.fill(tuft, tone, alpha)


def tree(p: Page, x: float, y: float, height: float, colour: Paintable) -> None:
    """A broad tree whose foot is at (x, y)."""
    c = p.canvas
    bark = p.light.on("#5b3d2c")
    trunk = shapes.brush(
        [(x, y), (x + height * 0.01, y - height * 0.25), (x, y - height * 0.55)],
        [height * 0.085, height * 0.055, height * 0.04],
    )
    trunk += shapes.stroke(
        [(x, y - height * 0.32), (x + height * 0.13, y - height * 0.52)],
        [height * 0.035, height * 0.018],
    )
    trunk += shapes.stroke(
        [(x, y - height * 0.38), (x - height * 0.12, y - height * 0.56)],
        [height * 0.035, height * 0.018],
    )
    c.form(trunk, bark, (1, 0), 0.3)
    crown(p, x, y - height * 0.68, height * 0.3, colour)


def palm(p: Page, x: float, y: float, height: float, lean: float = 0.15) -> None:
    """A palm with arching fronds."""
    c = p.canvas
    top = (x + height * lean, y - height)
    trunk = shapes.brush(
        [(x, y), (x + height * lean * 0.35, y - height * 0.5), top],
        [height * 0.055, height * 0.035, height * 0.028],
    )
    c.form(trunk, p.light.on("#7a5a3e"), (1, 0), 0.35)
    for i, angle in enumerate((-200, -172, -140, -110, -75, -45, -15, 14, 35, -225)):
        a = math.radians(angle + p.wobble(6))
        length = height * p.rng.uniform(0.36, 0.44)
        mid = (top[0] + math.cos(a) * length * 0.55, top[1] + math.sin(a) * length * 0.55)
        end = (top[0] + math.cos(a) * length, top[1] + math.sin(a) * length + length * 0.38)
        green = p.light.on("#2f7d4f" if i % 2 else "#41935a")
        c.fill(shapes.brush([top, mid, end], [4, height * 0.06, 1]), green)


def cactus(p: Page, x: float, y: float, height: float) -> None:
    """A saguaro with two arms."""
    c, green = p.canvas, p.light.on("#3f7a55")
    w = height * 0.16
    arms = [
        [
            (x, y - height * 0.35),
            (x - w * 1.7, y - height * 0.38),
            (x - w * 1.8, y - height * 0.68),
        ],
        [(x, y - height * 0.5), (x + w * 1.6, y - height * 0.53), (x + w * 1.7, y - height * 0.86)],
    ]
    for arm in arms:
        c.form(shapes.brush(arm, w * 0.62), green, (1, 0.1), 0.3)
    body = shapes.stroke([(x, y), (x, y - height + w / 2)], w)
    c.form(body, green, (1, 0), 0.35)
    for dx in (-0.25, 0.02, 0.28):
        c.fill(
            shapes.stroke([(x + w * dx, y - 4), (x + w * dx, y - height + w * 0.4)], w * 0.045),
            darker(green, 0.3),
            0.6,
        )


def rock(p: Page, x: float, y: float, size: float, colour: Paintable) -> None:
    """A boulder with a lit top."""
    c = p.canvas
    outline = [
        (x - size, y),
        (x - size * 0.86, y - size * 0.45),
        (x - size * 0.35, y - size * 0.8),
        (x + size * 0.3, y - size * (0.72 + p.wobble(0.1))),
        (x + size * 0.85, y - size * 0.35),
        (x + size, y),
    ]
    c.form(shapes.poly(*outline), colour, (0.5, 1), 0.35, grain=0.08)
    facet = shapes.poly(outline[1], outline[2], outline[3], (x - size * 0.1, y - size * 0.42))
    c.fill(facet, lighter(colour, 0.3), 0.6)


def grass(p: Page, y: float, height: float, colour: Paintable, many: int = 120) -> None:
    """A fringe of blades growing from the line `y`."""
    for tone in (darker(colour, 0.2), colour, lighter(colour, 0.18)):
        blades: Shape = []
        for _ in range(many // 3):
            x = p.rng.uniform(-10, p.w + 10)
            blades += shapes.leaf(
                x,
                y + p.rng.uniform(0, height * 0.3),
                height * p.rng.uniform(0.5, 1.1),
                height * 0.07,
                -90 + p.wobble(24),
            )
        p.canvas.fill(blades, tone)


def flowers(
    p: Page, top: float, bottom: float, colours: list[str], many: int = 160, size: float = 9
) -> None:
    """A meadow of dots and petals, larger towards the viewer."""
    for colour in colours:
        heads: Shape = []
        hearts: Shape = []
        for _ in range(many // len(colours)):
            near = p.rng.random()
            x, y = p.rng.uniform(0, p.w), top + (bottom - top) * near
            r = size * (0.25 + near)
            for k in range(5):
                a = k * 1.2566 + near
                heads.append(
                    shapes.disc(x + math.cos(a) * r * 0.6, y + math.sin(a) * r * 0.5, r * 0.48)
                )
            hearts.append(shapes.disc(x, y, r * 0.32))
        p.canvas.fill(heads, p.light.on(colour))
        p.canvas.fill(hearts, p.light.on("#f6c945"))


def pot_plant(p: Page, x: float, y: float, height: float, pot: Paintable = "#c9744f") -> None:
    """Large leaves in a pot that stands at (x, y)."""
    c = p.canvas
    for i, angle in enumerate((-150, -35, -120, -62, -90, -105, -75)):
        length = height * (0.55 + 0.06 * i) * p.rng.uniform(0.9, 1.05)
        green = p.light.on(mix("#2c6b4a", "#6fae6a", i / 7))
        foot = (x, y - height * 0.28)
        shape = shapes.leaf(*foot, length, height * 0.2, angle)
        c.form(shape, green, (0.4, 1), 0.28)
        a = math.radians(angle)
        tip = (foot[0] + math.cos(a) * length * 0.9, foot[1] + math.sin(a) * length * 0.9)
        c.fill(shapes.stroke([foot, tip], height * 0.008), lighter(green, 0.3), 0.6)
    w = height * 0.2
    c.form(
        shapes.poly(
            (x - w, y - height * 0.32),
            (x + w, y - height * 0.32),
            (x + w * 0.74, y),
            (x - w * 0.74, y),
        ),
        p.light.on(pot),
        (1, 0.1),
        0.35,
    )
    c.form(
        shapes.rect(x - w * 1.1, y - height * 0.36, w * 2.2, height * 0.07, 4),
        p.light.on(pot),
        (1, 0.1),
        0.3,
    )
