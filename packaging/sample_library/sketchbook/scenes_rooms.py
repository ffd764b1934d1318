"""The insides of houses."""

from . import food, household, nature, people, poses, rooms, shapes
from .canvas import linear
from .colour import darker
from .page import Page, Words, tell


def cafe(p: Page) -> Words:
    """The inside of a cafe, empty or with a guest."""
    light, when = p.set_light(("day", "golden", "night"))
    c = p.canvas
    floor = p.h * 0.74
    rooms.walls(p, floor, p.choose("wall", ["#c8705a", "#4f7a74", "#e0c49a", "#7a8aa8"]), "#8a5a3a")
    rooms.window(p, p.w * 0.06, p.h * 0.12, p.w * 0.34, p.h * 0.46, 3)
    board = shapes.rect(p.w * 0.5, p.h * 0.12, p.w * 0.2, p.h * 0.26, 4)
    c.form(shapes.rect(p.w * 0.49, p.h * 0.11, p.w * 0.22, p.h * 0.28, 4), "#8a5a34")
    c.fill(board, "#2c3336")
    c.text(p.w * 0.6, p.h * 0.16, "COFFEE", p.small * 0.034, "#f4ecdc")
    for k, line in enumerate(("espresso", "flat white", "cacao")):
        c.text(p.w * 0.6, p.h * (0.215 + k * 0.05), line, p.small * 0.025, "#e3d9c6")
    rooms.shelf(p, p.w * 0.76, p.h * 0.3, p.w * 0.2, "jars")
    rooms.shelf(p, p.w * 0.76, p.h * 0.46, p.w * 0.2, "jars")
    bar = shapes.rect(p.w * 0.62, p.h * 0.6, p.w * 0.5, p.h * 0.26)
    c.form(bar, light.on("#3f5a58"), (0.2, 1), 0.3)
    c.form(shapes.rect(p.w * 0.6, p.h * 0.585, p.w * 0.5, p.h * 0.03), light.on("#c99560"), (0, 1))
    with c.at(p.w * 0.82, p.h * 0.588, p.small * 0.0021):
        _espresso_machine(p)
    for x in (0.3, 0.6, 0.86):
        rooms.pendant(p, p.w * x, p.h * 0.1, p.small * 0.06, "#e9b44c")
    guest = p.chance("guest", 0.5)
    x = p.w * 0.3
    if guest:
        wear, _, _ = people.any_outfit(p)
        with c.at(x - p.small * 0.22, p.h * 0.94, p.small * 0.0056):
            c.form(shapes.rect(-12, -28, 20, 5, 2), light.on("#6a452c"))
            for lx in (-10, 6):
                c.fill(shapes.stroke([(lx, -24), (lx, 0)], 2), light.on("#6a452c"))
            people.figure(p, poses.POSES["sit"], wear)
    rooms.round_table(p, x, p.h * 0.76, p.small * 0.32, p.h * 0.95, "#e6d9c6")
    with c.at(x + p.small * 0.02, p.h * 0.755, p.small * 0.0012):
        household.mug(p, "#f6f1e7")
    nature.pot_plant(p, p.w * 0.06, p.h * 0.95, p.small * 0.36)
    rooms.sunbeam(p, p.w * 0.1, p.h * 0.3, p.w * 0.24, 0.18 if not light.dark else 0.0)
    return tell(
        "a cafe interior",
        "with a guest at a table" if guest else "with an empty table",
        when,
        words=("cafe", "interior", "coffee", "table", light.name, *(("person",) if guest else ())),
        also=("inside a coffee shop", "a cosy coffee bar"),
    )


def _espresso_machine(p: Page) -> None:
    c, steel = p.canvas, p.light.on("#c6cad2")
    c.form(shapes.rect(-42, -46, 84, 46, 5), steel, (1, 0.3), 0.35)
    c.form(shapes.rect(-36, -30, 72, 24, 2), "#2c2b33")
    for x in (-18, 18):
        c.form(shapes.rect(x - 7, -32, 14, 7, 1), darker(steel, 0.2))
        c.form(shapes.poly((x - 5, -14), (x + 5, -14), (x + 4, -6), (x - 4, -6)), "#f6f1e7")
    c.fill(shapes.ellipse(0, -39, 3), "#e4572e")
    for x in (-28, -8, 12):
        c.form(shapes.poly((x, -54), (x + 14, -54), (x + 12, -46), (x + 2, -46)), "#f6f1e7")


def kitchen(p: Page) -> Words:
    """A kitchen counter under a window."""
    light, when = p.set_light(("day", "golden", "dawn"))
    c = p.canvas
    top = p.h * 0.64
    c.fill(
        shapes.rect(-5, -5, p.w + 10, p.h),
        linear((0, 0), (p.w, top), light.on("#f4ead9"), light.on("#dccdb8")),
        grain=0.02,
    )
    rooms.tiles(p, p.h * 0.36, top, p.choose("tiles", ["#bcd3cf", "#e3c9ad", "#b5c6d8"]))
    rooms.window(p, p.w * 0.3, p.h * 0.07, p.w * 0.36, p.h * 0.38)
    rooms.shelf(p, p.w * 0.04, p.h * 0.24, p.w * 0.22, "jars")
    rooms.shelf(p, p.w * 0.72, p.h * 0.24, p.w * 0.24, "jars")
    rooms.counter(
        p, top, p.choose("cupboards", ["#2f6a68", "#3d4f7a", "#e6d9c6", "#a8523c"]), "#d9b98a"
    )
    with c.at(p.w * 0.16, top, p.small * 0.0024):
        household.teapot(p, "#c8402f")
    with c.at(p.w * 0.42, top - p.small * 0.11):
        food.fruit_bowl(p, p.small * 0.26, "#3d7a9a")
    with c.at(p.w * 0.66, top):
        food.loaf(p, p.small * 0.16)
    nature.pot_plant(p, p.w * 0.9, top, p.small * 0.3)
    rooms.sunbeam(p, p.w * 0.34, p.h * 0.2, p.w * 0.22, 0.2)
    return tell(
        "a kitchen",
        "with a fruit bowl on the counter",
        when,
        words=("kitchen", "interior", "home", "fruit", light.name),
        also=("a bright kitchen interior", "kitchen worktop under a window"),
    )


def living_room(p: Page) -> Words:
    """A living room with a sofa."""
    light, when = p.set_light(("day", "golden", "night"))
    c = p.canvas
    floor = p.h * 0.76
    rooms.walls(p, floor, p.choose("wall", ["#9fb5a8", "#d9b9a0", "#c7cbd6", "#e3cf9f"]), "#a9744a")
    rooms.window(p, p.w * 0.62, p.h * 0.1, p.w * 0.3, p.h * 0.42)
    rooms.frame(
        p, p.w * 0.14, p.h * 0.12, p.small * 0.2, p.small * 0.26, ["#e4572e", "#e9b44c", "#2f6f7a"]
    )
    rooms.frame(
        p, p.w * 0.34, p.h * 0.16, p.small * 0.16, p.small * 0.2, ["#2f6f7a", "#e8b9a0", "#5f6fa0"]
    )
    c.form(
        shapes.ellipse(p.w * 0.45, p.h * 0.93, min(p.w * 0.42, p.small * 0.62), p.h * 0.07),
        light.on("#e8dcc6"),
        (0, 1),
        0.15,
    )
    width = min(p.w * 0.66, p.h * 0.95)
    name = p.choose("sofa", ["teal", "red", "blue", "yellow"])
    tone = {"teal": "#2f7a78", "red": "#c8543a", "blue": "#4f5f9a", "yellow": "#d9a441"}[name]
    rooms.sofa(p, p.w * 0.42, p.h * 0.88, width, tone)
    rooms.cushion(
        p, p.w * 0.42 - width * 0.3, p.h * 0.88 - width * 0.25, width * 0.06, "#f2e3c4", -8
    )
    rooms.cushion(
        p, p.w * 0.42 + width * 0.3, p.h * 0.88 - width * 0.25, width * 0.06, "#e8936a", 9
    )
    nature.pot_plant(p, p.w * 0.9, p.h * 0.92, p.small * 0.5)
    with c.at(p.w * 0.06 + 30, p.h * 0.88, p.small * 0.0042):
        c.fill(shapes.stroke([(0, 0), (0, -70)], 2), "#3a3038")
        with c.at(0, -26):
            household.lamp(p, "#f0e2c4", True)
    rooms.sunbeam(p, p.w * 0.62, p.h * 0.2, p.w * 0.24, 0.0 if light.dark else 0.2)
    return tell(
        "a living room",
        f"with a {name} sofa",
        when,
        words=("living room", "sofa", "interior", "home", "furniture", name),
        also=("a cosy home interior with plants", f"{name} couch in a lounge"),
    )
