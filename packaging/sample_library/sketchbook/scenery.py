"""Ground to run, ride and walk on: roads, tracks, beaches, city squares."""

from . import air, nature, shapes, town
from .page import Page
from .scenes_land import sand


def running_ground(p: Page, place: str, ground: float) -> None:
    """Sky, distance and ground of a place; feet belong a little below `ground`.

    `place` is beach, city, track, road or hills.
    """
    horizon = ground - p.h * 0.14
    sun = p.w * p.number("sun", 0.25, 0.75)
    air.sky(p, horizon, sun, 0.6)
    if place == "beach":
        air.sea(p, horizon - p.h * 0.03, ground, sun_x=sun)
        sand(p, ground - p.h * 0.04)
    elif place == "city":
        _square(p, horizon)
    elif place == "track":
        _track(p, horizon, ground)
    else:
        _country(p, horizon, ground, road=place == "road")


def _square(p: Page, horizon: float) -> None:
    for size, far in ((0.5, 0.6), (0.32, 0.35)):
        town.skyline(p, horizon, p.h * size, "#565c80", far)
    paving = air.ground(p, horizon, "#8e8f9a")
    p.canvas.fill(shapes.rect(-5, horizon, p.w + 10, p.h), paving)
    for k in range(5):
        x = p.w * (k + 0.5) / 5 + p.wobble(40)
        nature.tree(p, x, horizon + 14, p.small * 0.26, p.light.on("#5f8f5a", 0.2))


def _track(p: Page, horizon: float, ground: float) -> None:
    c = p.canvas
    for k in range(9):
        x = p.w * (k + 0.5) / 9
        nature.tree(p, x, horizon + 6, p.small * 0.24, p.light.on("#4f8a55", 0.25))
    c.fill(shapes.rect(-5, horizon, p.w + 10, p.h), p.light.on("#5f9a55"))
    lanes = shapes.rect(-5, ground - p.h * 0.05, p.w + 10, p.h)
    c.fill(lanes, air.ground(p, ground, "#c9583a"))
    for k in range(5):
        y = ground - p.h * 0.045 + p.h * 0.3 * (k / 5) ** 1.3
        c.fill(shapes.rect(-5, y, p.w + 10, 2.5 + k * 1.5), "#f7efe0", 0.85)


def _country(p: Page, horizon: float, ground: float, road: bool) -> None:
    c, light = p.canvas, p.light
    nature.mountains(p, horizon + 4, p.h * 0.24, "#7585ab", 0.55, snow=False)
    nature.hills(p, horizon - p.h * 0.02, p.h * 0.03, "#7fa56a", 0.4)
    nature.hills(p, horizon + p.h * 0.03, p.h * 0.02, "#6a9a58", 0.2)
    for _ in range(6):
        x = p.w * p.rng.random()
        tall = p.small * p.rng.uniform(0.12, 0.2)
        nature.tree(p, x, horizon + p.h * 0.07, tall, light.on("#4f8a4f", 0.15))
    tone = "#8a8791" if road else "#c9a67a"
    way = shapes.rect(-5, ground - p.h * 0.03, p.w + 10, p.h)
    c.fill(way, air.ground(p, ground, tone))
    if road:
        for k in range(7):
            dash = shapes.rect(p.w * k / 6 - 50, ground + p.h * 0.16, p.w * 0.09, 8, 2)
            c.fill(dash, "#f7efe0", 0.8)
    nature.grass(p, ground - p.h * 0.024, p.small * 0.03, light.on("#6a9a58"), 200)
    nature.grass(p, p.h * 1.015, p.small * 0.08, light.on("#4f8448"), 130)
