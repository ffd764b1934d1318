"""People around a table."""

from dataclasses import replace

from . import air, dishes, household, nature, people, rooms, shapes, town
from .canvas import linear
from .colour import darker
from .page import Page, Words, tell
from .poses import POSES


def table_group(p: Page) -> Words:
    """Friends at a table, indoors or under string lights."""
    place = p.choose("place", ["restaurant", "garden", "office"])
    c = p.canvas
    many = p.choose("many", [3, 4, 4, 5])
    top = p.h * 0.68
    if place == "garden":
        light, when = p.set_light(("golden", "dusk", "night"))
        air.sky(p, p.h * 0.6, p.w * 0.8, 0.3)
        for k in range(7):
            nature.tree(p, p.w * (k + 0.5) / 7, p.h * 0.66, p.h * 0.5, light.on("#4f7d4f", 0.2))
        c.fill(shapes.rect(-5, p.h * 0.64, p.w + 10, p.h), air.ground(p, p.h * 0.6, "#6f9a52"))
    else:
        light, when = p.set_light(("day", "golden"))
        rooms.walls(
            p, p.h * 0.86, p.choose("wall", ["#b5533c", "#4f6f6a", "#d9c3a8", "#7a8fa8"]), "#8a5a3a"
        )
        if place == "office":
            _office_wall(p)
    _seated_row(p, many, top)
    _table_top(p, top, place)
    if place == "garden":
        town.string_lights(p, -20, p.w * 0.52, p.h * 0.08, p.h * 0.1)
        town.string_lights(p, p.w * 0.48, p.w + 20, p.h * 0.1, p.h * 0.09)
    elif place == "restaurant":
        for x in (0.25, 0.5, 0.75):
            rooms.pendant(p, p.w * x, p.h * 0.14, p.small * 0.07, "#2f3a40")
    where = {"restaurant": "in a restaurant", "garden": "in the garden", "office": "in an office"}[
        place
    ]
    what = "having a meeting" if place == "office" else "eating together"
    return tell(
        f"{('three', 'four', 'five')[many - 3]} people at a table",
        where,
        when,
        what,
        (
            "people",
            "table",
            "group",
            place,
            light.name,
            "meeting" if place == "office" else "dinner",
        ),
        (
            f"a group of friends {where}" if place != "office" else "colleagues around a table",
            f"a team {what}" if place == "office" else "a shared meal",
        ),
    )


def _office_wall(p: Page) -> None:
    """A window and a board with notes."""
    c = p.canvas
    rooms.window(p, p.w * 0.08, p.h * 0.1, p.w * 0.34, p.h * 0.36, 3)
    c.form(shapes.rect(p.w * 0.55, p.h * 0.1, p.w * 0.34, p.h * 0.32, 4), "#f7f4ee")
    for i, tone in enumerate(("#f2b632", "#e57a9a", "#8fd0c8", "#f2b632", "#8fb0e0")):
        c.form(
            shapes.rect(
                p.w * (0.58 + (i % 3) * 0.1),
                p.h * (0.14 + (i // 3) * 0.12),
                p.w * 0.07,
                p.h * 0.09,
            ),
            tone,
        )


def _seated_row(p: Page, many: int, top: float) -> None:
    size = min(p.w / many / 34, p.h * 0.0076)
    for k in range(many):
        x = p.w * (k + 0.5 + 0.35) / (many + 0.7)
        wear, _, _ = people.any_outfit(p)
        wear = replace(wear, sleeves="long", legs="long")
        with p.canvas.at(x, top + size * 36 + p.wobble(6), size):
            people.figure(p, POSES["bench"], wear)


def _table_top(p: Page, top: float, place: str) -> None:
    c, light = p.canvas, p.light
    wood = light.on("#c99560" if place != "office" else "#e6ddd0")
    c.form(
        shapes.poly(
            (p.w * 0.06, top),
            (p.w * 0.94, top),
            (p.w * 1.02, top + p.h * 0.14),
            (-p.w * 0.02, top + p.h * 0.14),
        ),
        wood,
        (0.2, 1),
        0.22,
        0.05,
    )
    c.form(shapes.rect(-p.w * 0.02, top + p.h * 0.14, p.w * 1.04, p.h * 0.025), darker(wood, 0.2))
    front = light.on("#f1e7d4" if place != "office" else "#c9b9a4")
    cloth = shapes.rect(-5, top + p.h * 0.165, p.w + 10, p.h)
    c.fill(cloth, linear((0, top + p.h * 0.165), (0, p.h), darker(front, 0.25), front), grain=0.03)
    u = p.small * 0.001
    for k in range(5):
        x, y = p.w * (0.14 + k * 0.18), top + p.h * 0.075
        with c.at(x, y, u):
            if place == "office":
                if k % 2 == 0:
                    with c.at(0, 26, 1.0):
                        household.laptop(p, "#8fb0e0")
                else:
                    with c.at(0, 10, 0.9):
                        household.mug(p, p.rng.choice(("#e4572e", "#2f8f8a", "#f7efe0")), False)
            else:
                dishes.plate(p, 62, 0.42)
                tone = p.rng.choice(("#7fae4f", "#d9602f", "#e6b53c", "#b5462f"))
                c.ball(shapes.ellipse(0, -8, 36, 15), tone)
                with c.at(78, 14):
                    _glass(p)


def _glass(p: Page) -> None:
    c = p.canvas
    c.fill(shapes.poly((-13, -64), (13, -64), (10, 0), (-10, 0)), "#ffffff", 0.35)
    c.form(
        shapes.poly((-12, -44), (12, -44), (10, -2), (-10, -2)),
        p.rng.choice(("#a8283a", "#f0c85a", "#e9a05a")),
    )
