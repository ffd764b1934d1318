"""People at home, at table, out for a walk."""

from dataclasses import replace

from . import air, animals, household, nature, people, rooms, shapes, town
from .colour import darker, lighter, mix
from .page import Page, Words, tell
from .poses import POSES
from .scenery import running_ground
from .scenes_land import sand


def reader(p: Page) -> Words:
    """A woman reading in an armchair by a window, or on a bench in the park."""
    place = p.choose("place", ["home", "park"])
    wear, _, _ = people.any_outfit(p)
    wear = replace(
        wear, style=p.choose("style", ["long", "bun", "ponytail"]), legs="long", sleeves="long"
    )
    size = p.small * 0.0066
    c = p.canvas
    if place == "home":
        light, when = p.set_light(("day", "golden", "night"))
        x, y = _reading_corner(p, size)
        where = "at home in an armchair"
    else:
        light, when = p.set_light(("day", "golden", "dawn"))
        x, y = _park_bench(p)
        where = "on a park bench"
    with c.at(x, y, size):
        people.figure(p, POSES["sit"], wear)
        c.form(shapes.poly((17, -50), (30, -60), (31, -46), (20, -40)), p.light.on("#c8402f"))
        c.fill(shapes.poly((18, -50), (29, -59), (28, -57), (18.6, -48)), "#fbf4e4")
    return tell(
        "a woman reading a book",
        where,
        when,
        words=("woman", "reading", "book", "person", place, light.name),
        also=(f"a person with a book {where}", "quiet time with a novel"),
    )


def _reading_corner(p: Page, size: float) -> tuple[float, float]:
    """A room with shelves, a lamp and an armchair; returns where the reader sits."""
    c, light = p.canvas, p.light
    floor = p.h * 0.8
    rooms.walls(p, floor, p.choose("wall", ["#d9c3a8", "#a9bdb0", "#c9a79a", "#8fa3b5"]), "#a9744a")
    rooms.window(p, p.w * 0.1, p.h * 0.12, p.w * 0.3, p.h * 0.42)
    rooms.shelf(p, p.w * 0.62, p.h * 0.26, p.w * 0.32)
    rooms.shelf(p, p.w * 0.62, p.h * 0.42, p.w * 0.32)
    nature.pot_plant(p, p.w * 0.14, p.h * 0.88, p.small * 0.44)
    with c.at(p.w * 0.86, p.h * 0.88, p.small * 0.0036):
        c.fill(shapes.stroke([(0, 0), (0, -60)], 2), "#3a3038")
        c.fill(shapes.ellipse(0, 0, 14, 2.4), "#3a3038")
        with c.at(0, -18):
            household.lamp(p, "#e9b44c", lit=light.dark or light.name == "golden")
    x, y = p.w * 0.5, p.h * 0.9
    air.shadow(p, x, y, p.small * 0.26, p.small * 0.03)
    with c.at(x - size * 2, y, size):
        _armchair(p, p.choose("chair", ["#2f7a78", "#b5543c", "#4f5f8a"]))
    return x, y


def _park_bench(p: Page) -> tuple[float, float]:
    """A bench on a meadow under trees; returns where the reader sits."""
    c, light = p.canvas, p.light
    horizon = p.h * 0.6
    air.sky(p, horizon, None, 0.5)
    for k in range(8):
        nature.tree(
            p,
            p.w * (k + 0.5) / 8,
            horizon + p.h * 0.04,
            p.small * 0.4,
            light.on("#6a9a5a", 0.3),
        )
    c.fill(shapes.rect(-5, horizon, p.w + 10, p.h), air.ground(p, horizon, "#7fae5f"))
    nature.flowers(p, horizon + p.h * 0.06, p.h, ["#f7efe0", "#f2b632"], 60, 7)
    nature.tree(p, p.w * 0.17, p.h * 0.92, p.h * 0.86, light.on("#4f8a4a"))
    x, y = p.w * 0.55, p.h * 0.88
    air.shadow(p, x, y, p.small * 0.36, p.small * 0.03)
    town.bench(p, x, y, p.small * 0.3)
    return x, y


def _armchair(p: Page, colour: str) -> None:
    c, tone = p.canvas, p.light.on(colour)
    for x in (-12, 20):
        c.fill(shapes.stroke([(x, -8), (x, 0)], 3), p.light.on("#6a452c"))
    c.form(
        shapes.smooth((-26, -10), (-30, -60), (-22, -78), (-12, -74), (-10, -40), (-8, -10)),
        tone,
        (0.6, 0.8),
        0.3,
        0.06,
    )
    c.form(shapes.rect(-24, -30, 50, 22, 7), darker(tone, 0.06), (0.2, 1), 0.28, 0.06)
    c.form(shapes.rect(-12, -35, 38, 11, 5), lighter(tone, 0.1), (0.2, 1), 0.2, 0.06)


def _diamond_kite(p: Page, kx: float, ky: float, k: float, colours: tuple[str, str]) -> None:
    """A kite of two colours with a tail."""
    c = p.canvas
    with c.at(kx, ky, turn=28):
        c.fill(
            shapes.brush(
                [(0, k * 1.2), (k * 0.3, k * 1.7), (-k * 0.2, k * 2.2), (k * 0.2, k * 2.8)], 3
            ),
            colours[0],
        )
        for i, t in enumerate((1.5, 1.95, 2.4)):
            c.form(
                shapes.leaf(k * (0.1 - 0.1 * i), k * t, k * 0.3, k * 0.22, 20 + i * 90),
                colours[i % 2],
            )
        for i, tri in enumerate(
            (
                ((0, -k), (k * 0.72, -k * 0.1), (0, 0)),
                ((k * 0.72, -k * 0.1), (0, k * 1.25), (0, 0)),
                ((0, k * 1.25), (-k * 0.72, -k * 0.1), (0, 0)),
                ((-k * 0.72, -k * 0.1), (0, -k), (0, 0)),
            )
        ):
            c.form(shapes.poly(*tri), colours[i % 2], (0.5, 1), 0.22)


def kite(p: Page) -> Words:
    """A child with a kite on a meadow or a beach."""
    light, when = p.set_light(("day", "golden", "dawn", "overcast"))
    place = p.choose("place", ["meadow", "beach"])
    c = p.canvas
    ground = p.h * 0.74
    air.sky(p, ground, p.w * 0.12, 0.9)
    if place == "beach":
        air.sea(p, ground - p.h * 0.1, ground + p.h * 0.03)
        sand(p, ground)
    else:
        nature.hills(p, ground - p.h * 0.04, p.h * 0.04, "#8fb76a", 0.3)
        nature.hills(p, ground + p.h * 0.03, p.h * 0.02, "#6fa552", 0.05)
        nature.flowers(p, ground + p.h * 0.07, p.h, ["#f7efe0", "#f2b632", "#e57a9a"], 110, 9)
    x, y = p.w * p.number("x", 0.26, 0.36), p.h * 0.9
    size = p.small * 0.0038
    kx, ky, k = p.w * p.number("kx", 0.66, 0.8), p.h * 0.24, p.small * 0.13
    hand = (x + size * 20, y - size * 98)
    c.fill(
        shapes.stroke(
            shapes.curve(
                [hand, ((hand[0] + kx) / 2, (hand[1] + ky) / 2 + p.h * 0.05), (kx, ky)], 14
            ),
            2.2,
        ),
        "#fbf6ea",
        0.85,
    )
    colours = p.choose(
        "kite", [("#e4572e", "#f2b632"), ("#2f6fc0", "#f7efe0"), ("#c8386a", "#7550a8")]
    )
    _diamond_kite(p, kx, ky, k, colours)
    air.shadow(p, x, y + 3, size * 26, size * 3, 0.35)
    wear, _, who = people.any_outfit(p)
    with c.at(x, y, size):
        people.figure(p, POSES["reach"], wear.child)
    child = "a girl" if who == "woman" else "a boy"
    return tell(
        "a child flying a kite",
        f"on a {place}",
        when,
        words=("child", "kite", "play", "person", place, light.name),
        also=(f"{child} with a kite in the wind", f"a kite in the sky over a {place}"),
    )


def hiker(p: Page) -> Words:
    """Someone with a rucksack looking over mountains."""
    light, when = p.set_light(("dawn", "golden", "day", "dusk"))
    c = p.canvas
    line = p.h * 0.66
    air.sky(p, line, p.w * p.number("sun", 0.6, 0.8), 0.6)
    nature.mountains(p, line, min(p.h * 0.42, p.w * 0.4), "#7c8bb0", 0.6)
    nature.mountains(p, line + p.h * 0.06, min(p.h * 0.26, p.w * 0.26), "#55698f", 0.35, False)
    air.haze(p, line, p.h * 0.12, 0.6)
    nature.hills(p, line + p.h * 0.06, p.h * 0.03, "#5f8560", 0.15)
    cliff = shapes.poly(
        (-5, p.h * 0.76),
        (p.w * 0.2, p.h * 0.75),
        (p.w * 0.44, p.h * 0.78),
        (p.w * 0.56, p.h * 0.84),
        (p.w * 0.6, p.h * 0.93),
        (p.w * 0.68, p.h + 5),
        (-5, p.h + 5),
    )
    c.form(cliff, light.on("#6a5f62"), (0.6, 1), 0.35, 0.1)
    c.fill(
        shapes.stroke(
            [
                (-5, p.h * 0.762),
                (p.w * 0.2, p.h * 0.752),
                (p.w * 0.44, p.h * 0.782),
                (p.w * 0.55, p.h * 0.835),
            ],
            [16, 14, 8],
        ),
        light.on("#7fa060"),
    )
    size = p.small * 0.0043
    wear, _, who = people.any_outfit(p)
    wear = replace(
        wear, sleeves="long", style=p.choose("style", ["beanie", "cap", "ponytail"]), legs="long"
    )
    with c.at(p.w * 0.3, p.h * 0.765, size):
        pack = p.light.on(p.choose("pack", ["#e9b44c", "#c8402f", "#2f8f8a"]))
        people.figure(p, POSES["walk"], wear)
        c.form(
            shapes.smooth((-6, -80), (-19, -78), (-22, -62), (-19, -49), (-5, -49)),
            pack,
            (-0.3, 1),
            0.3,
        )
        c.form(shapes.stroke([(-19, -83), (-7, -84)], 6), darker(pack, 0.3))
        c.fill(shapes.stroke([(14, -56), (22, 0)], 1.6), "#3a3038")
    return tell(
        "a hiker",
        "in the mountains",
        when,
        words=("hiker", "mountains", "backpack", "person", "hiking", light.name),
        also=(f"a {who} with a rucksack looking at the mountains", "hiking on a summit trail"),
    )


def dog_walk(p: Page) -> Words:
    """Someone out with a dog."""
    light, when = p.set_light(("golden", "day", "overcast", "dawn", "dusk"))
    place = p.choose("place", ["hills", "city", "beach"])
    ground = p.h * 0.78
    running_ground(p, place, ground)
    size = p.small * 0.0048
    y = ground + p.h * 0.07
    wear, _, who = people.any_outfit(p)
    wear = replace(wear, sleeves="long", legs="long")
    x = p.w * 0.42
    dx = x + size * 66
    air.shadow(p, x, y + 2, size * 26, size * 3)
    air.shadow(p, dx, y + 2, size * 26, size * 3)
    with p.canvas.at(x, y, size):
        people.figure(p, POSES["walk"], wear)
        p.canvas.fill(shapes.brush([(14, -54), (40, -38), (76, -32)], 1.0), "#3a2a24")
    coat = p.choose("coat", list(animals.COATS))
    with p.canvas.at(dx, y, size * 0.5):
        animals.dog(p, coat, "stand", p.choose("ears", ["floppy", "pointed"]))
    where = {"hills": "in the country", "city": "in the city", "beach": "on the beach"}[place]
    return tell(
        f"a {who} walking a {coat} dog",
        where,
        when,
        words=("dog", "walk", "person", who, coat, place, light.name),
        also=(f"a person and a dog {where}",),
    )


def gardener(p: Page) -> Words:
    """Someone kneeling among vegetables and flowers."""
    light, when = p.set_light(("day", "golden", "dawn"))
    c = p.canvas
    horizon = p.h * 0.56
    air.sky(p, horizon, None, 0.6)
    for k in range(7):
        nature.tree(p, p.w * (k + 0.5) / 7, horizon + 6, p.small * 0.3, light.on("#5f9a5a", 0.35))
    town.fence(p, horizon + p.h * 0.08, p.h * 0.15, "#f1e7d4")
    c.fill(shapes.rect(-5, horizon + p.h * 0.06, p.w + 10, p.h), air.ground(p, horizon, "#7fae5f"))
    for row in range(3):
        y = p.h * (0.72 + row * 0.115)
        c.form(shapes.rect(-5, y, p.w + 10, p.h * 0.045, 14), light.on("#6a4632"), (0, 1), 0.3, 0.1)
        many = 9 - row
        for k in range(many):
            x = p.w * (k + 0.5) / many + p.wobble(14)
            for a in (-140, -115, -90, -65, -40):
                c.form(
                    shapes.leaf(
                        x, y + 8, p.small * (0.05 + 0.014 * row), p.small * 0.03, a + p.wobble(8)
                    ),
                    light.on(mix("#3f8a43", "#8fc05a", p.rng.random())),
                )
            if row == 1:
                c.ball(shapes.ellipse(x, y - p.small * 0.02, p.small * 0.016), light.on("#e2452f"))
    wear, _, who = people.any_outfit(p)
    size = p.small * 0.0062
    with c.at(p.w * 0.4, p.h * 0.84, size):
        people.figure(p, POSES["kneel"], wear)
    return tell(
        f"a {who} gardening",
        "in a vegetable garden",
        when,
        words=("gardening", "garden", "plants", "person", who, light.name),
        also=("a person planting vegetables", "kneeling by a flower bed"),
    )


def portrait(p: Page) -> Words:
    """Head and shoulders in front of a plain or patterned ground."""
    c = p.canvas
    p.set_light(("day",))
    ground = p.choose("ground", ["#f2b632", "#2f8f8a", "#e8a598", "#34406a", "#c8d8c0", "#d96a4a"])
    air.backdrop(p, lighter(ground, 0.25), ground, darker(ground, 0.2), grain=0.04, across=True)
    c.fill(shapes.ellipse(p.w * 0.5, p.h * 0.44, p.small * 0.4), lighter(ground, 0.35), 0.5)
    wear, name, who = people.any_outfit(p)
    wear = replace(wear, sleeves="long")
    size = p.small * 0.028
    with c.at(p.w * 0.5, p.h * 0.42 + size * 91, size):
        people.figure(p, POSES["front"], wear)
    top = {"white": "white", "black": "black"}.get(name, name)
    return tell(
        f"a portrait of a {who}",
        f"in a {top} shirt",
        words=("portrait", "person", who, "face", name),
        also=(f"a smiling {who}", f"head and shoulders of a {who} on a plain background"),
    )
