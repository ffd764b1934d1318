"""People running, riding, stretching, on waves and on snow."""

from dataclasses import replace

from . import air, nature, people, poses, rooms, shapes, things
from .canvas import linear
from .colour import darker, lighter, mix
from .page import Page, Words, tell
from .poses import POSES, Limb
from .scenery import running_ground
from .scenes_land import sand


def _counted(many: int) -> str:
    return ("", "a runner", "two runners", "three runners", "four runners")[many]


def runners(p: Page) -> Words:
    """One to four runners on a road, a track, a beach or a hill path."""
    light, when = p.set_light(("dawn", "golden", "day", "dusk", "overcast"))
    place = p.choose("place", ["road", "beach", "city", "hills", "track"])
    many = p.choose("many", [1, 2, 2, 3])
    ground = p.h * 0.76
    running_ground(p, place, ground)
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


def cyclist(p: Page) -> Words:
    """Someone on a bicycle."""
    light, when = p.set_light(("day", "golden", "dawn", "dusk", "overcast"))
    place = p.choose("place", ["hills", "city", "beach", "road"])
    ground = p.h * 0.78
    running_ground(p, place, ground)
    size = p.small * p.number("size", 0.0044, 0.0056)
    x, y = p.w * p.number("x", 0.4, 0.6), ground + p.h * 0.07
    wear, _, who = people.any_outfit(p, sporty=True)
    wear = replace(wear, style="helmet")
    frame = p.choose("frame", ["#d8432f", "#2f8f8a", "#f2b632", "#2f6fc0"])
    air.shadow(p, x, y + 2, size * 52, size * 3.4, 0.4)
    with p.canvas.at(x, y, size, flip=p.chance("left", 0.4)):
        far = poses.Pose(
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
        rooms.sunbeam(p, p.w * 0.12, p.h * 0.3, p.w * 0.3)
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


def _breaking_wave(p: Page) -> None:
    """A wave that rises to the right and breaks."""
    c, light = p.canvas, p.light
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


def surfer(p: Page) -> Words:
    """A surfer on a wave."""
    light, when = p.set_light(("day", "golden", "dusk", "dawn"))
    c = p.canvas
    horizon = p.h * 0.38
    air.sky(p, horizon, p.w * 0.25, 0.6)
    air.sea(p, horizon, p.h, "#1f8a9c", sun_x=p.w * 0.25)
    _breaking_wave(p)
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
    c.fill(shapes.rect(-5, p.h * 0.61, p.w + 10, p.h * 0.4), mix(snow, light.haze, 0.55))
    slope = shapes.poly((-5, p.h * 0.5), (p.w + 5, p.h * 0.82), (p.w + 5, p.h + 5), (-5, p.h + 5))
    c.fill(
        slope, linear((0, p.h * 0.5), (p.w * 0.3, p.h), snow, snow, darker(snow, 0.2)), grain=0.03
    )
    for _ in range(12):
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


def _spotlit_stage(p: Page, floor: float, hue: str) -> None:
    """Boards, three beams and curtains."""
    c = p.canvas
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


def dancer(p: Page) -> Words:
    """A dancer leaping on a stage."""
    c = p.canvas
    p.set_light(("day",))
    hue = p.choose("stage", ["#3a2458", "#173a52", "#5a1f34", "#1f4a44"])
    floor = p.h * 0.8
    air.backdrop(p, darker(hue, 0.45), hue, lighter(hue, 0.1), grain=0.03)
    _spotlit_stage(p, floor, hue)
    wear, _, _ = people.any_outfit(p, sporty=True)
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
