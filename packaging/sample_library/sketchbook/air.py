"""Sky, weather and water."""

import math

import numpy as np

from . import shapes
from .canvas import Gradient, linear, radial
from .colour import Paintable, darker, lighter, mix
from .page import Page


def backdrop(p: Page, *colours: Paintable, grain: float = 0.03, across: bool = False) -> None:
    """Fill the page with colours from top to bottom, or from corner to corner."""
    end = (p.w if across else 0.0, p.h)
    page = shapes.rect(-5, -5, p.w + 10, p.h + 10)
    p.canvas.fill(page, linear((0, 0), end, *colours), grain=grain)


def sky(
    p: Page,
    horizon: float,
    sun_x: float | None = None,
    clouds: float = 0.5,
    sun: float | None = None,
) -> None:
    """Sky down to the horizon, with sun or moon, stars or clouds as the light wants.

    `sun` is its height over the horizon, as a share of the sky.
    """
    c, light = p.canvas, p.light
    c.fill(
        shapes.rect(-5, -5, p.w + 10, p.h + 10),
        linear((0, 0), (0, horizon), *light.sky),
        grain=0.015,
    )
    if light.dark:
        stars(p, horizon)
    x = p.w * p.rng.uniform(0.2, 0.8) if sun_x is None else sun_x
    y = horizon * (1 - (light.sun if sun is None else sun))
    if light.name != "overcast":
        luminary(p, x, y)
    if clouds > 0:
        _clouds(p, horizon, clouds)


def luminary(p: Page, x: float, y: float) -> None:
    """The sun, or the moon at night."""
    c, light = p.canvas, p.light
    r = p.small * (0.045 if light.sun > 0.5 else 0.065)
    c.glow(x, y, r * (9 if light.sun < 0.5 else 6), light.glow, 0.75)
    if light.dark:
        c.fill(shapes.ellipse(x, y, r), light.glow)
        c.fill(shapes.ellipse(x + r * 0.3, y - r * 0.2, r * 0.2), "#d9d7c4", 0.8)
        c.fill(shapes.ellipse(x - r * 0.3, y + r * 0.3, r * 0.27), "#d9d7c4", 0.7)
    else:
        c.fill(shapes.ellipse(x, y, r), radial((x, y), r, "#ffffff", light.glow), 0.95)


def stars(p: Page, horizon: float, many: int = 140) -> None:
    """Stars, thinning out towards the horizon."""
    dots: list[np.ndarray] = []
    big: list[np.ndarray] = []
    for _ in range(many):
        x, y = p.rng.uniform(0, p.w), horizon * p.rng.random() ** 1.5 * 0.95
        (big if p.rng.random() < 0.12 else dots).append(
            shapes.disc(x, y, p.rng.uniform(1.0, 2.2) * (1.6 if p.rng.random() < 0.12 else 1))
        )
    p.canvas.fill(dots, "#dfe6ff", 0.75)
    p.canvas.fill(big, "#ffffff", 0.95)


def _clouds(p: Page, horizon: float, amount: float) -> None:
    c, light = p.canvas, p.light
    if light.sun < 0.5 and not light.dark:
        band = shapes.rect(0, 0, p.w, horizon)
        tone = mix(light.sky[-1], light.sky[0], 0.35)
        c.texture(band, tone, 0.55 * amount, (1.6, 7), seed=3, edge=(0.5, 0.8))
        c.texture(band, light.glow, 0.4 * amount, (1.3, 9), seed=4, edge=(0.6, 0.9))
        return
    if light.name == "overcast":
        band = shapes.rect(0, 0, p.w, horizon)
        c.texture(band, "#7f8b96", 0.55, (2.2, 4), seed=3, edge=(0.35, 0.85))
        c.texture(band, "#f3f4f0", 0.6, (2.5, 5), seed=4, edge=(0.5, 0.9))
        return
    for _ in range(round(2 + amount * 5)):
        x, y = p.rng.uniform(0, p.w), horizon * p.rng.uniform(0.1, 0.78)
        size = p.small * p.rng.uniform(0.05, 0.13) * (0.5 + (horizon - y) / horizon)
        cloud(p, x, y, size, 0.28 if light.dark else 0.92)


def cloud(p: Page, x: float, y: float, size: float, alpha: float) -> None:
    """A heaped cloud with a flat base, bright on top."""
    light = p.light
    shape: shapes.Shape = shapes.rect(
        x - size * 1.6, y - size * 0.3, size * 3.2, size * 0.36, size * 0.18
    )
    for i in range(6):
        dx = (i - 2.5) * size * 0.48 + p.wobble(size * 0.12)
        r = size * (0.55 - abs(i - 2.5) * 0.11 + p.wobble(0.06))
        shape += shapes.ellipse(x + dx, y - size * 0.16 - r * 0.42, r, r * 0.84)
    with p.canvas.inside(shapes.rect(x - size * 3, y - size * 3, size * 6, size * 3.06)):
        top = mix(light.glow, "#ffffff", 0.6)
        low = mix(light.sky[1], "#ffffff", 0.35 if not light.dark else 0.1)
        p.canvas.fill(
            shape,
            linear((x, y - size), (x, y + size * 0.1), top, low),
            alpha,
            feather=size * 0.03,
            grain=0.05,
        )


def haze(p: Page, y: float, depth: float, alpha: float = 0.5) -> None:
    """A band of mist around the height `y`."""
    tone = p.light.haze
    band = shapes.rect(0, y - depth, p.w, depth * 2)
    p.canvas.fill(
        band,
        linear((0, y - depth), (0, y + depth), (tone, 0), (tone, 1), (tone, 0)),
        alpha,
        grain=0.02,
    )


def sea(
    p: Page,
    top: float,
    bottom: float,
    colour: Paintable = "#1f7d9c",
    sun_x: float | None = None,
    calm: float = 0.5,
) -> None:
    """Open water from the horizon to the shore, with bands of light on it."""
    c, light = p.canvas, p.light
    base = light.on(colour)
    far = mix(base, light.sky[-1], 0.55)
    c.fill(
        shapes.rect(0, top, p.w, bottom - top),
        linear((0, top), (0, bottom), far, base, darker(base, 0.12)),
        grain=0.02,
    )
    ripples(p, top, bottom, lighter(far, 0.35), 60, 0.5 - calm * 0.2)
    ripples(p, top, bottom, darker(base, 0.25), 40, 0.3)
    if sun_x is not None:
        glitter(p, sun_x, top, bottom)


def ripples(p: Page, top: float, bottom: float, colour: Paintable, many: int, alpha: float) -> None:
    """Flat strokes on water, larger towards the viewer."""
    shape: shapes.Shape = []
    for _ in range(many):
        near = p.rng.random()
        y = top + (bottom - top) * near**1.4
        half = p.w * (0.012 + 0.06 * near) * p.rng.uniform(0.5, 1.3)
        x = p.rng.uniform(-20, p.w + 20)
        shape += shapes.ellipse(x, y, half, 0.8 + 3.2 * near)
    p.canvas.fill(shape, colour, alpha)


def glitter(p: Page, x: float, top: float, bottom: float) -> None:
    """The path of light below sun or moon."""
    tone = p.light.glow
    shape: shapes.Shape = []
    for i in range(46):
        near = i / 46
        y = top + (bottom - top) * near**1.25 + 2
        spread = p.w * (0.012 + 0.05 * near)
        for _ in range(2):
            half = p.w * (0.008 + 0.03 * near) * p.rng.uniform(0.3, 1.2)
            shape += shapes.ellipse(x + p.wobble(spread), y, half, 1.0 + 2.6 * near)
    p.canvas.fill(shape, tone, 0.7)


def reflect(
    p: Page, line: float, tint: Paintable, amount: float = 0.6, ripple: float = 1.0
) -> None:
    """Mirror everything above `line` into the water below it."""
    c = p.canvas
    row = round(line * c.scale)
    rows, cols = c.pixels.shape[:2]
    depth = rows - row
    if depth <= 1 or row <= 1:
        return
    steps = np.arange(depth)
    source = np.clip(row - 1 - (steps * 1.0).astype(int), 0, rows - 1)
    noise = np.random.default_rng(p.rng.getrandbits(32))
    sway = np.convolve(noise.standard_normal(depth + 8), np.ones(3) / 3, "same")[:depth]
    wave = np.sin(steps / (c.scale * (5 + steps / depth * 26))) + sway * 0.5
    shift = (wave * ripple * (1.5 + steps / depth * 9) * c.scale).astype(int)
    columns = np.clip(np.arange(cols)[None, :] + shift[:, None], 0, cols - 1)
    mirror = c.pixels[source[:, None], columns, :3]
    tone = np.array(mix(tint, tint, 0), dtype=np.float32)
    fade = np.linspace(amount, amount * 0.45, depth, dtype=np.float32)[:, None, None]
    c.pixels[row:, :, :3] = mirror * fade + tone * (1 - fade)


def ground(p: Page, top: float, colour: Paintable, depth: float = 0.2) -> Gradient:
    """The paint for flat ground that starts at `top`: hazy far away, fuller near."""
    base = p.light.on(colour)
    return linear((0, top), (0, p.h), mix(base, p.light.haze, 0.45), base, darker(base, depth))


def rain(p: Page, many: int = 160, alpha: float = 0.35) -> None:
    """Slanting rain over everything."""
    shape: shapes.Shape = []
    for _ in range(many):
        x, y = p.rng.uniform(0, p.w * 1.1), p.rng.uniform(-40, p.h)
        length = p.rng.uniform(20, 60)
        shape += shapes.stroke([(x, y), (x - length * 0.22, y + length)], 1.6, caps=False)
    p.canvas.fill(shape, "#dfe8f5", alpha)


def snowfall(p: Page, many: int = 180) -> None:
    """Snowflakes near and far."""
    for size, alpha in ((2.0, 0.7), (3.6, 0.8), (6.0, 0.5)):
        dots = [
            shapes.disc(p.rng.uniform(0, p.w), p.rng.uniform(0, p.h), size * p.rng.uniform(0.6, 1))
            for _ in range(many // 3)
        ]
        p.canvas.fill(dots, "#ffffff", alpha)


def shadow(p: Page, x: float, y: float, rx: float, ry: float, alpha: float = 0.35) -> None:
    """A soft shadow lying on the ground."""
    p.canvas.fill(shapes.ellipse(x, y, rx, ry), "#1d1633", alpha, "multiply", feather=ry * 0.45)


def wave_line(p: Page, y: float, height: float, bumps: int = 6) -> list[shapes.XY]:
    """Points of a gently waving line across the page."""
    phase = p.rng.uniform(0, 6.28)
    return [
        (
            p.w * (i / (bumps * 2) * 1.1 - 0.05),
            y + math.sin(phase + i * 1.4) * height + p.wobble(height * 0.5),
        )
        for i in range(bumps * 2 + 1)
    ]


def below(p: Page, line: list[shapes.XY], steps: int = 8) -> shapes.Shape:
    """Everything under a line that crosses the page."""
    points = shapes.curve(line, steps)
    return shapes.poly((points[0][0], p.h + 10), *points, (points[-1][0], p.h + 10))
