"""Animals of house and farm."""

from . import air, animals, nature, rooms, shapes, things, town
from .page import Page, Words, tell
from .scenes_land import sand


def dog_outside(p: Page) -> Words:
    """A dog on a beach or a meadow."""
    light, when = p.set_light(("golden", "day", "dusk", "dawn", "overcast"))
    place = p.choose("place", ["beach", "beach", "meadow"])
    coat = p.choose("coat", list(animals.COATS))
    pose = p.choose("pose", ["run", "stand", "sit"])
    ground = p.h * 0.7
    sun = p.w * p.number("sun", 0.2, 0.8)
    air.sky(p, ground - p.h * 0.2, sun, 0.6)
    if place == "beach":
        air.sea(p, ground - p.h * 0.2, ground + p.h * 0.02, sun_x=sun)
        sand(p, ground - p.h * 0.02)
    else:
        nature.hills(p, ground - p.h * 0.18, p.h * 0.05, "#8fb76a", 0.45)
        nature.hills(p, ground - p.h * 0.04, p.h * 0.02, "#6fa552", 0.1)
        nature.flowers(p, ground + p.h * 0.02, p.h, ["#f7efe0", "#f2b632"], 120, 9)
    size = p.small * p.number("size", 0.005, 0.0066)
    x, y = p.w * p.number("x", 0.4, 0.6), p.h * 0.89
    air.shadow(p, x, y + 4, size * 46, size * 4, 0.4)
    with p.canvas.at(x, y, size, flip=p.chance("left", 0.5)):
        animals.dog(p, coat, pose, p.choose("ears", ["floppy", "floppy", "pointed"]))
    if p.chance("ball", 0.35):
        with p.canvas.at(p.w * 0.82, p.h * 0.93, p.small * 0.0007):
            things.ball(p, "tennis")
    doing = {"run": "running", "stand": "standing", "sit": "sitting"}[pose]
    where = "on the beach" if place == "beach" else "in a meadow"
    return tell(
        f"a {coat} dog",
        where,
        when,
        doing,
        ("dog", coat, place, "animal", "pet", light.name, *(("sea",) if place == "beach" else ())),
        (f"a dog {doing} {where}",),
    )


def cat_inside(p: Page) -> Words:
    """A cat on a sofa or a windowsill."""
    light, when = p.set_light(("day", "golden", "night"))
    coat = p.choose("coat", ["red", "grey", "white", "black", "brown"])
    place = p.choose("place", ["sofa", "window"])
    c = p.canvas
    rooms.walls(
        p,
        p.h * 0.78,
        p.choose("wall", ["#d9c3a8", "#a9bdb0", "#c9a79a", "#8fa3b5", "#e6d3a8"]),
        "#a9744a",
    )
    name = "ginger" if coat == "red" else coat
    if place == "sofa":
        rooms.frame(
            p,
            p.w * 0.12,
            p.h * 0.1,
            p.small * 0.22,
            p.small * 0.28,
            ["#e4572e", "#e9b44c", "#2f6f7a"],
        )
        rooms.frame(
            p,
            p.w * 0.62,
            p.h * 0.14,
            p.small * 0.3,
            p.small * 0.22,
            ["#e9b44c", "#8fb7b0", "#3d5a80"],
        )
        width = min(p.w * 0.9, p.h * 1.15)
        rooms.sofa(
            p,
            p.w * 0.5,
            p.h * 0.9,
            width,
            p.choose("sofa", ["#2f7a78", "#c8543a", "#5f6fa0", "#d9a441"]),
        )
        rooms.cushion(
            p, p.w * 0.5 + width * 0.3, p.h * 0.9 - width * 0.25, width * 0.06, "#f2c14e", 10
        )
        with c.at(p.w * 0.47, p.h * 0.9 - width * 0.165, width * 0.0038):
            animals.cat_curled(p, coat)
    else:
        rooms.window(p, p.w * 0.16, p.h * 0.08, p.w * 0.68, p.h * 0.6, 2)
        c.form(shapes.rect(p.w * 0.08, p.h * 0.69, p.w * 0.84, p.h * 0.05, 4), light.on("#f3ece0"))
        nature.pot_plant(p, p.w * 0.72, p.h * 0.7, p.small * 0.3)
        with c.at(p.w * 0.42, p.h * 0.7, p.small * 0.0048):
            animals.cat_sitting(p, coat)
    where = "on a sofa" if place == "sofa" else "on a windowsill"
    doing = "sleeping" if place == "sofa" else "sitting"
    return tell(
        f"a {name} cat",
        where,
        when if place == "window" else "",
        doing,
        ("cat", name, place, "animal", "pet", "home"),
        (f"a cat {doing} {where}", "a pet at home"),
    )


def horses(p: Page) -> Words:
    """A horse or two in a field."""
    light, when = p.set_light(("golden", "day", "dawn", "dusk", "overcast"))
    horizon = p.h * 0.56
    many = p.choose("many", [1, 1, 2])
    pose = p.choose("pose", ["stand", "gallop"])
    coat = p.choose("coat", ["brown", "white", "black", "golden"])
    air.sky(p, horizon, p.w * p.number("sun", 0.2, 0.8), 0.7)
    nature.mountains(p, horizon, p.h * 0.2, "#8595b5", 0.6, False)
    nature.hills(p, horizon - p.h * 0.01, p.h * 0.03, "#8fb76a", 0.35)
    nature.hills(p, horizon + p.h * 0.12, p.h * 0.015, "#7aa552", 0.05)
    if p.chance("fence", 0.6):
        town.fence(p, horizon + p.h * 0.15, p.h * 0.11, "#9a7350")
    size = p.small * (0.0052 if many == 1 else 0.0042)
    for k in range(many):
        x, y = p.w * (0.5 + (k - (many - 1) / 2) * 0.42), p.h * (0.9 - 0.04 * k)
        air.shadow(p, x, y + 4, size * 46, size * 4, 0.4)
        with p.canvas.at(x, y, size, flip=bool(k % 2) and pose == "stand"):
            animals.horse(p, coat if k == 0 else "white", pose)
    nature.grass(p, p.h * 1.015, p.small * 0.09, light.on("#5f9448"), 150)
    who = f"a {coat} horse" if many == 1 else "two horses"
    doing = "galloping" if pose == "gallop" else "standing"
    return tell(
        who,
        "in a field",
        when,
        doing,
        ("horse", coat, "field", "animal", light.name),
        (f"{'a horse' if many == 1 else 'horses'} {doing} on a pasture",),
    )


def sheep(p: Page) -> Words:
    """Sheep on a green hill."""
    light, when = p.set_light(("day", "overcast", "golden", "dawn"))
    horizon = p.h * 0.46
    air.sky(p, horizon, p.w * 0.75, 0.8)
    nature.hills(p, horizon, p.h * 0.05, "#9cc078", 0.4)
    nature.hills(p, horizon + p.h * 0.14, p.h * 0.04, "#86b35f", 0.15)
    nature.hills(p, horizon + p.h * 0.3, p.h * 0.02, "#74a54f", 0.0)
    many = p.choose("many", [3, 5, 7])
    spots = sorted((p.h * p.rng.uniform(0.66, 0.92), p.w * (k + 0.5) / many) for k in range(many))
    for y, x in spots:
        size = p.small * 0.0028 * (y / p.h) ** 2
        air.shadow(p, x, y + 2, size * 34, size * 4, 0.3)
        with p.canvas.at(x, y, size, flip=p.rng.random() < 0.5):
            animals.sheep(p)
    return tell(
        "a flock of sheep",
        "on a green hill",
        when,
        words=("sheep", "hill", "meadow", "farm", "animal", light.name),
        also=("sheep grazing on a pasture",),
    )


def rabbit(p: Page) -> Words:
    """A rabbit in a meadow."""
    light, when = p.set_light(("day", "dawn", "golden"))
    horizon = p.h * 0.5
    coat = p.choose("coat", ["brown", "white", "grey"])
    air.sky(p, horizon, p.w * 0.8, 0.5)
    nature.hills(p, horizon, p.h * 0.05, "#a3c878", 0.4)
    nature.hills(p, horizon + p.h * 0.14, p.h * 0.03, "#86b35f", 0.1)
    nature.flowers(p, horizon + p.h * 0.2, p.h, ["#f7efe0", "#e57a9a", "#f2b632"], 120, 10)
    size = p.small * 0.0068
    air.shadow(p, p.w * 0.5, p.h * 0.88, size * 40, size * 4, 0.4)
    with p.canvas.at(p.w * 0.5, p.h * 0.88, size, flip=p.chance("left", 0.5)):
        animals.rabbit(p, coat)
    nature.grass(p, p.h * 1.015, p.small * 0.12, light.on("#5f9a48"), 170)
    return tell(
        f"a {coat} rabbit",
        "in a meadow",
        when,
        words=("rabbit", coat, "meadow", "animal", "flowers"),
        also=("a bunny in the grass",),
    )
