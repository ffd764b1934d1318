"""People doing things, out of doors and in."""

from . import air, animals, food, nature, people, rooms, shapes, things, town
from .canvas import linear
from .colour import darker, lighter, mix
from .page import Page, Words, tell
from .people import POSES
from .scenes_places import sand


def _counted(many: int) -> str:
    return ("", "a runner", "two runners", "three runners", "four runners")[many]


def runners(p: Page) -> Words:
    """One to four runners on a road, a track, a beach or a hill path."""
    light, when = p.set_light(("dawn", "golden", "day", "dusk", "overcast"))
    place = p.choose("place", ["road", "beach", "city", "hills", "track"])
    many = p.choose("many", [1, 2, 2, 3])
    ground = p.h * 0.76
    _running_ground(p, place, ground)
    size = min(p.w * 1.25, p.h) * p.number("size", 0.0042, 0.0056)
    gap = min(p.w * 0.24, size * 62)
    middle = p.w * p.number("x", 0.42, 0.58)
    for k in range(many):
        x = middle + (k - (many - 1) / 2) * gap
        y = ground + p.h * (0.07 + 0.035 * (k % 2))
        wear, _, _ = people.any_outfit(p, sporty=True)
        air.shadow(p, x, y + 4, size * 30, size * 3.4, 0.4)
        with p.canvas.at(x, y, size):
            people.figure(p, POSES["stride" if k % 2 == 0 else "push"], wear)
    where = {
        "road": "on a country road",
        "beach": "on the beach",
        "city": "in the city",
        "hills": "on a hill trail",
        "track": "on a running track",
    }[place]
    who = _counted(many)
    return tell(
        who,
        where,
        when,
        "running" if p.rng.random() < 0.3 else "",
        ("running", "runner" if many == 1 else "runners", "people", "sport", place, light.name),
        (
            f"people jogging {where}" if many > 1 else f"a person jogging {where}",
            f"morning run {where}" if light.name == "dawn" else f"sport {where}",
        ),
    )


def _running_ground(p: Page, place: str, ground: float) -> None:
    c, light = p.canvas, p.light
    horizon = ground - p.h * 0.14
    sun = p.w * p.number("sun", 0.25, 0.75)
    air.sky(p, horizon, sun, 0.6)
    if place == "beach":
        air.sea(p, horizon - p.h * 0.03, ground, sun_x=sun)
        sand(p, ground - p.h * 0.04)
        return
    if place == "city":
        for size, far in ((0.5, 0.6), (0.32, 0.35)):
            town.skyline(p, horizon, p.h * size, "#565c80", far)
        c.fill(shapes.rect(-5, horizon, p.w + 10, p.h), air.ground(p, horizon, "#8e8f9a"))
        for k in range(5):
            nature.tree(
                p,
                p.w * (k + 0.5) / 5 + p.wobble(40),
                horizon + 14,
                p.small * 0.26,
                light.on("#5f8f5a", 0.2),
            )
    elif place == "track":
        for k in range(9):
            nature.tree(
                p, p.w * (k + 0.5) / 9, horizon + 6, p.small * 0.24, light.on("#4f8a55", 0.25)
            )
        c.fill(shapes.rect(-5, horizon, p.w + 10, p.h), light.on("#5f9a55"))
        c.fill(
            shapes.rect(-5, ground - p.h * 0.05, p.w + 10, p.h), air.ground(p, ground, "#c9583a")
        )
        for k in range(5):
            y = ground - p.h * 0.045 + p.h * 0.3 * (k / 5) ** 1.3
            c.fill(shapes.rect(-5, y, p.w + 10, 2.5 + k * 1.5), "#f7efe0", 0.85)
    else:
        nature.mountains(p, horizon + 4, p.h * 0.24, "#7585ab", 0.55, snow=False)
        nature.hills(p, horizon - p.h * 0.02, p.h * 0.03, "#7fa56a", 0.4)
        nature.hills(p, horizon + p.h * 0.03, p.h * 0.02, "#6a9a58", 0.2)
        for k in range(6):
            x = p.w * p.rng.random()
            nature.tree(
                p,
                x,
                horizon + p.h * 0.07,
                p.small * p.rng.uniform(0.12, 0.2),
                light.on("#4f8a4f", 0.15),
            )
        tone = "#8a8791" if place == "road" else "#c9a67a"
        c.fill(shapes.rect(-5, ground - p.h * 0.03, p.w + 10, p.h), air.ground(p, ground, tone))
        if place == "road":
            for k in range(7):
                c.fill(
                    shapes.rect(p.w * k / 6 - 50, ground + p.h * 0.16, p.w * 0.09, 8, 2),
                    "#f7efe0",
                    0.8,
                )
        nature.grass(p, ground - p.h * 0.024, p.small * 0.03, light.on("#6a9a58"), 200)
        nature.grass(p, p.h * 1.015, p.small * 0.08, light.on("#4f8448"), 130)


def cyclist(p: Page) -> Words:
    """Someone on a bicycle."""
    light, when = p.set_light(("day", "golden", "dawn", "dusk", "overcast"))
    place = p.choose("place", ["hills", "city", "beach", "road"])
    ground = p.h * 0.78
    _running_ground(p, place, ground)
    size = p.small * p.number("size", 0.0044, 0.0056)
    x, y = p.w * p.number("x", 0.4, 0.6), ground + p.h * 0.07
    wear, _, who = people.any_outfit(p, sporty=True)
    from dataclasses import replace

    wear = replace(wear, style="helmet")
    frame = p.choose("frame", ["#d8432f", "#2f8f8a", "#f2b632", "#2f6fc0"])
    air.shadow(p, x, y + 2, size * 52, size * 3.4, 0.4)
    with p.canvas.at(x, y, size, flip=p.chance("left", 0.4)):
        from .people import Limb

        far = people.Pose(
            POSES["cycle"].head,
            POSES["cycle"].shoulders,
            POSES["cycle"].hips,
            (Limb((14, -62), (24, -53)), Limb((16, -62), (25, -53))),
            (Limb((8, -38), (-4, -12), 8), Limb((11, -48), (-3, -28), 14)),
        )
        things.bicycle(p, frame)
        people.figure(p, far, wear)
    where = {
        "hills": "on a hill road",
        "city": "in the city",
        "beach": "along the beach",
        "road": "on a country road",
    }[place]
    return tell(
        "a cyclist",
        where,
        when,
        "",
        ("cyclist", "bicycle", "cycling", "person", place, light.name),
        (f"a {who} riding a bike {where}", "a person on a bicycle"),
    )


def reader(p: Page) -> Words:
    """A woman reading in an armchair by a window, or on a bench in the park."""
    place = p.choose("place", ["home", "park"])
    wear, _, _ = people.any_outfit(p)
    from dataclasses import replace

    wear = replace(
        wear, style=p.choose("style", ["long", "bun", "ponytail"]), legs="long", sleeves="long"
    )
    size = p.small * 0.0066
    c = p.canvas
    if place == "home":
        light, when = p.set_light(("day", "golden", "night"))
        floor = p.h * 0.8
        rooms.walls(
            p, floor, p.choose("wall", ["#d9c3a8", "#a9bdb0", "#c9a79a", "#8fa3b5"]), "#a9744a"
        )
        rooms.window(p, p.w * 0.1, p.h * 0.12, p.w * 0.3, p.h * 0.42)
        rooms.shelf(p, p.w * 0.62, p.h * 0.26, p.w * 0.32)
        rooms.shelf(p, p.w * 0.62, p.h * 0.42, p.w * 0.32)
        nature.pot_plant(p, p.w * 0.14, p.h * 0.88, p.small * 0.44)
        with c.at(p.w * 0.86, p.h * 0.88, p.small * 0.0036):
            c.fill(shapes.stroke([(0, 0), (0, -60)], 2), "#3a3038")
            c.fill(shapes.ellipse(0, 0, 14, 2.4), "#3a3038")
            with c.at(0, -18):
                things.lamp(p, "#e9b44c", lit=light.dark or light.name == "golden")
        x, y = p.w * 0.5, p.h * 0.9
        air.shadow(p, x, y, p.small * 0.26, p.small * 0.03)
        with c.at(x - size * 2, y, size):
            _armchair(p, p.choose("chair", ["#2f7a78", "#b5543c", "#4f5f8a"]))
        where = "at home in an armchair"
    else:
        light, when = p.set_light(("day", "golden", "dawn"))
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
    _seated_row(p, many, top, place)
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


def _seated_row(p: Page, many: int, top: float, place: str) -> None:
    size = min(p.w / many / 34, p.h * 0.0076)
    for k in range(many):
        x = p.w * (k + 0.5 + 0.35) / (many + 0.7)
        wear, _, _ = people.any_outfit(p)
        from dataclasses import replace

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
                        things.laptop(p, "#8fb0e0")
                else:
                    with c.at(0, 10, 0.9):
                        things.mug(p, p.rng.choice(("#e4572e", "#2f8f8a", "#f7efe0")), False)
            else:
                food.plate(p, 62, 0.42)
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


def yoga(p: Page) -> Words:
    """Yoga on a mat: by the sea, in the park, in a studio."""
    place = p.choose("place", ["beach", "studio", "park"])
    pose = p.choose("pose", ["tree", "warrior", "lotus"])
    c = p.canvas
    ground = p.h * 0.82
    if place == "studio":
        light, when = p.set_light(("day", "golden"))
        rooms.walls(p, p.h * 0.74, p.choose("wall", ["#e3cdb8", "#b9c7bd", "#d3b3a6"]), "#b98556")
        rooms.window(p, p.w * 0.12, p.h * 0.1, p.w * 0.3, p.h * 0.5)
        nature.pot_plant(p, p.w * 0.88, p.h * 0.84, p.small * 0.5)
        rooms.sunbeam(p, p.w * 0.12, p.h * 0.3, p.w * 0.3, 0)
    else:
        light, when = p.set_light(("dawn", "golden", "day", "dusk"))
        horizon = p.h * 0.58
        air.sky(p, horizon, p.w * p.number("sun", 0.35, 0.65), 0.6)
        if place == "beach":
            air.sea(p, horizon, p.h * 0.74, sun_x=p.w * 0.5)
            sand(p, p.h * 0.7)
        else:
            for k in range(8):
                nature.tree(
                    p, p.w * (k + 0.5) / 8, horizon + 20, p.small * 0.34, light.on("#5f9a5a", 0.3)
                )
            c.fill(shapes.rect(-5, horizon, p.w + 10, p.h), air.ground(p, horizon, "#7fae5f"))
    size = p.small * {"tree": 0.0062, "warrior": 0.0072, "lotus": 0.0088}[pose]
    x = p.w * 0.5
    mat = p.choose("mat", ["#7550a8", "#2f8f8a", "#e57a9a", "#3f5fa0"])
    half = p.small * 0.4
    c.form(
        shapes.poly(
            (x - half, ground - 8),
            (x + half, ground - 8),
            (x + half * 1.14, ground + p.small * 0.06),
            (x - half * 1.14, ground + p.small * 0.06),
        ),
        light.on(mat),
        (0, 1),
        0.2,
    )
    air.shadow(p, x, ground + 16, size * 34, size * 3, 0.35)
    wear, _, who = people.any_outfit(p, sporty=True)
    from dataclasses import replace

    wear = replace(wear, legs="long", style="bun" if who == "woman" else "short")
    with c.at(x, ground + p.small * 0.03, size):
        people.figure(p, POSES[pose], wear)
    where = {"beach": "on the beach", "studio": "in a bright room", "park": "in the park"}[place]
    what = "meditating" if pose == "lotus" else "doing yoga"
    return tell(
        f"a {who}",
        where,
        when,
        what,
        (
            "yoga",
            "person",
            who,
            "exercise",
            place,
            light.name,
            *(("meditation",) if pose == "lotus" else ()),
        ),
        (f"yoga {where}", f"a person {what} on a mat"),
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
    from dataclasses import replace

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
    _running_ground(p, place, ground)
    size = p.small * 0.0048
    y = ground + p.h * 0.07
    wear, _, who = people.any_outfit(p)
    from dataclasses import replace

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


def surfer(p: Page) -> Words:
    """A surfer on a wave."""
    light, when = p.set_light(("day", "golden", "dusk", "dawn"))
    c = p.canvas
    horizon = p.h * 0.38
    air.sky(p, horizon, p.w * 0.25, 0.6)
    air.sea(p, horizon, p.h, "#1f8a9c", sun_x=p.w * 0.25)
    deep, bright = light.on("#14708c"), light.on("#4fc0c0")
    wave = [
        (-20, p.h * 0.72),
        (p.w * 0.2, p.h * 0.68),
        (p.w * 0.45, p.h * 0.52),
        (p.w * 0.64, p.h * 0.28),
        (p.w * 0.82, p.h * 0.2),
        (p.w + 30, p.h * 0.25),
    ]
    body = air.below(p, wave)
    c.fill(
        body,
        linear((p.w * 0.5, p.h * 0.25), (p.w * 0.4, p.h), bright, deep, darker(deep, 0.3)),
        grain=0.04,
    )
    with c.inside(body):
        for k in range(9):
            lift = k * p.h * 0.05
            line = [
                (p.w * 0.28 - k * 12, p.h * 0.75 + lift),
                (p.w * 0.56, p.h * 0.56 + lift),
                (p.w * 0.76, p.h * 0.3 + lift * 1.2),
                (p.w * 1.05, p.h * 0.3 + lift),
            ]
            c.fill(shapes.brush(line, [1, 7, 4, 1]), lighter(bright, 0.45), 0.35)
    foam: shapes.Shape = []
    for _ in range(80):
        t = p.rng.random()
        fx, fy = p.w * (0.6 + 0.42 * t), p.h * (0.31 - 0.11 * min(1, t * 1.6))
        foam += shapes.ellipse(
            fx + p.wobble(26), fy + p.wobble(24), p.small * p.rng.uniform(0.01, 0.035)
        )
    for _ in range(60):
        t = p.rng.random()
        foam += shapes.ellipse(
            p.w * t,
            p.h * (0.93 + 0.05 * p.rng.random()),
            p.small * p.rng.uniform(0.02, 0.04),
            p.small * 0.014,
        )
    c.fill(foam, "#f6fcfb", 0.94)
    wear, _, who = people.any_outfit(p, sporty=True)
    size = p.small * 0.0058
    with c.at(p.w * 0.43, p.h * 0.73, size, turn=-20):
        c.form(
            shapes.smooth((-46, -1), (-20, -4), (30, -5), (50, -9), (32, 2), (-20, 3)),
            light.on(p.choose("board", ["#f2b632", "#e4572e", "#f7efe0"])),
            (0, 1),
            0.25,
        )
        people.figure(p, POSES["surf"], wear)
    spray = [
        shapes.disc(p.w * 0.34 + p.wobble(90), p.h * 0.78 + p.wobble(50), p.rng.uniform(2, 8))
        for _ in range(34)
    ]
    c.fill(spray, "#ffffff", 0.85)
    return tell(
        "a surfer",
        "on a big wave",
        when,
        "",
        ("surfer", "surfing", "wave", "sea", "sport", "person", light.name),
        (f"a {who} surfing in the ocean", "surfboard and breaking wave"),
    )


def skier(p: Page) -> Words:
    """A skier on a slope."""
    light, when = p.set_light(("day", "dawn", "golden"))
    c = p.canvas
    air.sky(p, p.h * 0.6, p.w * 0.75, 0.4)
    nature.mountains(p, p.h * 0.62, min(p.h * 0.42, p.w * 0.42), "#7c8bb0", 0.45)
    snow = light.on("#f2f6fc")
    slope = shapes.poly((-5, p.h * 0.5), (p.w + 5, p.h * 0.82), (p.w + 5, p.h + 5), (-5, p.h + 5))
    c.fill(
        slope, linear((0, p.h * 0.5), (p.w * 0.3, p.h), snow, snow, darker(snow, 0.2)), grain=0.03
    )
    for k in range(12):
        x = p.w * p.rng.random()
        nature.pine(
            p,
            x,
            p.h * (0.5 + 0.32 * x / p.w) + 10,
            p.small * p.rng.uniform(0.14, 0.28),
            light.on("#2a5a58"),
            True,
        )
    for k in range(2):
        c.fill(
            shapes.brush(
                [
                    (-5, p.h * (0.62 + k * 0.03)),
                    (p.w * 0.25, p.h * (0.76 + k * 0.03)),
                    (p.w * 0.5, p.h * (0.82 + k * 0.022)),
                ],
                [6, 9, 8],
            ),
            darker(snow, 0.2),
            0.6,
        )
    wear, _, who = people.any_outfit(p)
    from dataclasses import replace

    wear = replace(wear, style="helmet", sleeves="long", legs="long")
    size = p.small * 0.0062
    with c.at(p.w * 0.52, p.h * 0.82, size, turn=16):
        people.figure(p, POSES["ski"], wear)
        for dy in (0, 3):
            c.fill(
                shapes.brush([(-38, 1 + dy), (20, 1 + dy), (36, 0 + dy), (42, -4 + dy)], 1.8),
                "#c8402f",
            )
        c.fill(shapes.stroke([(17, -38), (-8, -6)], 1.1), "#2a2630")
    powder = [
        shapes.disc(p.w * 0.36 + p.wobble(110), p.h * 0.8 + p.wobble(46), p.rng.uniform(2, 9))
        for _ in range(60)
    ]
    c.fill(powder, "#ffffff", 0.75)
    return tell(
        "a skier",
        "on a snowy slope",
        when,
        "",
        ("skier", "skiing", "snow", "winter", "sport", "person", "mountains", light.name),
        (f"a {who} skiing downhill", "winter sport in fresh snow"),
    )


def dancer(p: Page) -> Words:
    """A dancer leaping on a stage."""
    c = p.canvas
    p.set_light(("day",))
    hue = p.choose("stage", ["#3a2458", "#173a52", "#5a1f34", "#1f4a44"])
    floor = p.h * 0.8
    c.fill(
        shapes.rect(-5, -5, p.w + 10, p.h + 10),
        linear((0, 0), (0, p.h), darker(hue, 0.45), hue, lighter(hue, 0.1)),
        grain=0.03,
    )
    c.fill(
        shapes.rect(-5, floor, p.w + 10, p.h),
        linear((0, floor), (0, p.h), lighter(hue, 0.18), darker(hue, 0.2)),
        grain=0.03,
    )
    for x in (0.2, 0.5, 0.8):
        beam = shapes.poly(
            (p.w * x - 10, -5),
            (p.w * x + 10, -5),
            (p.w * 0.5 + p.w * 0.28, floor + 60),
            (p.w * 0.5 - p.w * 0.28, floor + 60),
        )
        c.fill(
            beam,
            linear((0, 0), (0, p.h), ("#fff0cf", 0.9), ("#fff0cf", 0.1)),
            0.2,
            "screen",
            feather=10,
        )
    c.fill(
        shapes.ellipse(p.w * 0.5, floor + p.h * 0.07, p.w * 0.32, p.h * 0.06),
        "#fff0cf",
        0.3,
        "screen",
        feather=14,
    )
    for side in (0, 1):
        for k in range(4):
            x = p.w * (side + (0.02 + k * 0.035) * (1 - 2 * side))
            c.form(
                shapes.brush(
                    [(x, -10), (x + p.wobble(12), p.h * 0.5), (x, p.h * 0.92)], p.w * 0.05
                ),
                mix("#8a1f2f", "#5a0f1f", k / 4),
                (1, 0),
                0.4,
            )
    wear, name, _ = people.any_outfit(p, sporty=True)
    from dataclasses import replace

    wear = replace(wear, legs="long", style=p.choose("style", ["bun", "ponytail"]))
    size = p.small * 0.0058
    with c.at(p.w * 0.5, floor - p.h * 0.02, size):
        people.figure(p, POSES["leap"], wear)
    return tell(
        "a dancer",
        "on a stage",
        "in the spotlight",
        "leaping",
        ("dancer", "dance", "stage", "person", "theatre"),
        ("a ballet jump in stage light", "a performer in the air"),
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
    c.fill(
        shapes.rect(-5, -5, p.w + 10, p.h + 10),
        linear((0, 0), (p.w, p.h), lighter(ground, 0.25), ground, darker(ground, 0.2)),
        grain=0.04,
    )
    c.fill(shapes.ellipse(p.w * 0.5, p.h * 0.44, p.small * 0.4), lighter(ground, 0.35), 0.5)
    wear, name, who = people.any_outfit(p)
    from dataclasses import replace

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
