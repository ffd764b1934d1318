"""More places: rooms, camps, fields, and pages of text."""

from . import air, food, nature, people, rooms, shapes, things, town
from .canvas import linear
from .colour import RGB, darker, lighter, mix
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
            people.figure(p, people.POSES["sit"], wear)
    rooms.round_table(p, x, p.h * 0.76, p.small * 0.32, p.h * 0.95, "#e6d9c6")
    with c.at(x + p.small * 0.02, p.h * 0.755, p.small * 0.0012):
        things.mug(p, "#f6f1e7")
    nature.pot_plant(p, p.w * 0.06, p.h * 0.95, p.small * 0.36)
    rooms.sunbeam(p, p.w * 0.1, p.h * 0.3, p.w * 0.24, 0, 0.18 if not light.dark else 0.0)
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
        things.teapot(p, "#c8402f")
    with c.at(p.w * 0.42, top - p.small * 0.11):
        food.fruit_bowl(p, p.small * 0.26, "#3d7a9a")
    with c.at(p.w * 0.66, top):
        food.loaf(p, p.small * 0.16)
    nature.pot_plant(p, p.w * 0.9, top, p.small * 0.3)
    rooms.sunbeam(p, p.w * 0.34, p.h * 0.2, p.w * 0.22, 0, 0.2)
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
            things.lamp(p, "#f0e2c4", True)
    rooms.sunbeam(p, p.w * 0.62, p.h * 0.2, p.w * 0.24, 0, 0.0 if light.dark else 0.2)
    return tell(
        "a living room",
        f"with a {name} sofa",
        when,
        words=("living room", "sofa", "interior", "home", "furniture", name),
        also=("a cosy home interior with plants", f"{name} couch in a lounge"),
    )


def camp(p: Page) -> Words:
    """A tent in the wild, perhaps with a fire."""
    light, when = p.set_light(("night", "dusk", "dawn", "day"))
    c = p.canvas
    line = p.h * 0.62
    air.sky(p, line, p.w * 0.76, 0.3)
    nature.mountains(p, line, min(p.h * 0.34, p.w * 0.34), "#65769c", 0.4)
    for _ in range(18):
        nature.pine(
            p,
            p.w * p.rng.random(),
            line + p.h * 0.06,
            p.small * p.rng.uniform(0.16, 0.3),
            light.on("#2f5f55", 0.12),
        )
    c.fill(shapes.rect(-5, line + p.h * 0.04, p.w + 10, p.h), air.ground(p, line, "#5f8a4f"))
    tone = p.choose("tent", ["#e4772e", "#2f8f8a", "#f0b72f", "#c8402f"])
    town.tent(p, p.w * 0.42, p.h * 0.86, p.small * 0.52, tone)
    fire = light.dark or light.name == "dusk"
    if fire:
        fx, fy, s = p.w * 0.76, p.h * 0.9, p.small * 0.1
        c.glow(fx, fy - s * 0.5, s * 5, "#ff9a3a", 0.8)
        for a in (-14, 14):
            with c.at(fx, fy, turn=a):
                c.form(shapes.rect(-s * 0.8, -s * 0.1, s * 1.6, s * 0.2, 4), "#5a3a26")
        for k, flame in enumerate(("#e4572e", "#ff9a2e", "#ffd95a")):
            r = s * (0.5 - k * 0.13)
            c.fill(
                shapes.smooth(
                    (fx - r, fy - s * 0.1),
                    (fx - r * 0.8, fy - r * 1.6),
                    (fx + r * 0.1, fy - r * 3.0),
                    (fx + r * 0.6, fy - r * 1.5),
                    (fx + r, fy - s * 0.1),
                ),
                flame,
            )
    for k in range(2):
        nature.pine(p, p.w * (0.03 + 0.96 * k), p.h * 1.03, p.h * 0.66, light.on("#1f4640"))
    nature.grass(p, p.h * 1.015, p.small * 0.08, light.on("#44703f"), 130)
    return tell(
        "a tent",
        "in the mountains" + (" with a campfire" if fire else ""),
        when,
        words=(
            "tent",
            "camping",
            "mountains",
            "outdoor",
            light.name,
            *(("fire", "campfire") if fire else ()),
        ),
        also=("a camp in the wild", f"camping {when}"),
    )


def flower_field(p: Page) -> Words:
    """Rows of flowers to the horizon."""
    light, when = p.set_light(("day", "golden", "dawn", "dusk"))
    c = p.canvas
    kind = p.choose("kind", ["lavender", "tulip", "sunflower"])
    horizon = p.h * p.number("horizon", 0.38, 0.48)
    air.sky(p, horizon, p.w * p.number("sun", 0.3, 0.7), 0.6)
    nature.hills(p, horizon - p.h * 0.02, p.h * 0.03, "#8fa98a", 0.5)
    c.fill(shapes.rect(-5, horizon, p.w + 10, p.h), air.ground(p, horizon, "#6a8f4a"))
    tones = {
        "lavender": ("#8a6ac8", "#7050b0"),
        "tulip": ("#d8432f", "#f0b72f", "#e57a9a"),
        "sunflower": ("#f2b62a", "#e09a1e"),
    }[kind]
    vx = p.w * p.number("vanish", 0.35, 0.65)
    for k in range(-11, 12):
        x0, x1 = p.w / 2 + (k - 0.34) * p.w * 0.19, p.w / 2 + (k + 0.34) * p.w * 0.19
        row = shapes.poly(
            (vx + k * 4 - 2, horizon),
            (vx + k * 4 + 2, horizon),
            (x1 + p.w * 0.1, p.h + 5),
            (x0, p.h + 5),
        )
        tone = light.on(tones[k % len(tones)])
        c.fill(
            row,
            linear((0, horizon), (0, p.h), mix(tone, light.haze, 0.4), tone, darker(tone, 0.2)),
            grain=0.12,
        )
        dots: shapes.Shape = []
        for _ in range(44):
            t = p.rng.random() ** 0.7
            x = vx + k * 4 + ((x0 + x1) / 2 + p.wobble((x1 - x0) * 0.5) - vx - k * 4) * t
            y = horizon + (p.h - horizon) * t
            dots.append(shapes.disc(x, y - 6 * t, 2 + 11 * t))
        c.fill(dots, lighter(tone, 0.22), 0.75)
    house = p.chance("house", 0.5)
    if house:
        town.house(
            p, vx + p.w * 0.12, horizon + p.h * 0.03, p.small * 0.13, "#f0e2c8", "#a8452f", False
        )
        for dx in (0.07, 0.28):
            nature.tree(p, vx + p.w * dx, horizon + p.h * 0.03, p.small * 0.2, light.on("#4f7d4a"))
    return tell(
        f"a {kind} field",
        "with a farmhouse" if house else "in rows",
        when,
        words=("flowers", kind, "field", "nature", light.name),
        also=(f"rows of {kind} flowers", f"a landscape of {kind} in bloom"),
    )


def balloons(p: Page) -> Words:
    """Hot-air balloons over hills."""
    light, when = p.set_light(("dawn", "golden", "day"))
    horizon = p.h * 0.78
    air.sky(p, horizon, p.w * p.number("sun", 0.2, 0.8), 0.6)
    nature.mountains(p, horizon, p.h * 0.16, "#8595b5", 0.6, False)
    nature.hills(p, horizon, p.h * 0.04, "#8fa978", 0.35)
    nature.hills(p, horizon + p.h * 0.1, p.h * 0.03, "#6a8f58", 0.1)
    many = p.choose("many", [1, 3, 5])
    sets = (
        ["#e4572e", "#f7efe0", "#f0b72f"],
        ["#2f6fc0", "#f0b72f", "#f7efe0"],
        ["#c8386a", "#f4b6c4", "#7550a8"],
        ["#2f8f8a", "#f7efe0", "#e9b44c"],
    )
    for k in range(many):
        size = p.small * (0.24 if k == 0 else p.rng.uniform(0.05, 0.11))
        x = p.w * (p.number("x", 0.35, 0.5) if k == 0 else (0.14, 0.84, 0.7, 0.26)[(k - 1) % 4])
        y = p.h * (0.36 if k == 0 else p.rng.uniform(0.14, 0.5))
        town.balloon(p, x, y, size, sets[(k + p.rng.randrange(2)) % 4])
    return tell(
        "a hot air balloon" if many == 1 else "hot air balloons",
        "over the hills",
        when,
        words=("balloon", "sky", "flight", "hills", light.name),
        also=("a colourful balloon in the sky", f"ballooning {when}"),
    )


def bridge(p: Page) -> Words:
    """A stone bridge over a river."""
    light, when = p.set_light(("day", "golden", "dusk", "overcast", "dawn"))
    line = p.h * 0.66
    air.sky(p, line, p.w * p.number("sun", 0.2, 0.8), 0.6)
    nature.hills(p, line - p.h * 0.16, p.h * 0.05, "#7fa56a", 0.45)
    for k in range(13):
        tone = light.on(p.rng.choice(("#5f9a50", "#7fa94a", "#4f8550")), 0.2)
        rise = line - p.h * p.rng.uniform(0.14, 0.34)
        nature.crown(p, p.w * (k + p.rng.random()) / 13, rise, p.small * 0.12, tone)
    p.canvas.fill(
        shapes.rect(-5, line - p.h * 0.13, p.w + 10, p.h * 0.14),
        linear(
            (0, line - p.h * 0.13), (0, line), light.on("#5f9a50", 0.25), light.on("#86b35f", 0.15)
        ),
    )
    town.arch_bridge(p, line + 4, p.h * 0.25, "#b09a86")
    air.reflect(p, line, light.on("#3f6f7a"), 0.64, 1.2)
    air.ripples(p, line, p.h, "#ffffff", 34, 0.18)
    nature.grass(p, p.h * 1.01, p.small * 0.12, light.on("#4f8448"), 130)
    return tell(
        "a stone bridge",
        "over a river",
        when,
        words=("bridge", "river", "water", "trees", light.name),
        also=("an old arched bridge reflected in water",),
    )


def _strata(p: Page, stone: RGB) -> None:
    """Pillars and ledges of a rock face, with moss on them."""
    c = p.canvas
    x = -p.w * 0.02
    while x < p.w:
        w = p.w * p.rng.uniform(0.04, 0.1)
        y = p.h * p.rng.uniform(0.14, 0.3)
        while y < p.h * 0.86:
            tall = p.h * p.rng.uniform(0.1, 0.24)
            tone = mix(
                stone, p.rng.choice(("#8f8a86", "#4f4a58", "#7d7470")), p.rng.uniform(0.1, 0.5)
            )
            lean = p.wobble(w * 0.12)
            block = shapes.poly(
                (x + lean, y), (x + w * 0.96, y + w * 0.1), (x + w, y + tall), (x, y + tall)
            )
            c.form(block, tone, (1, 0.5), 0.34, 0.08)
            if p.rng.random() < 0.4:
                ledge = shapes.stroke([(x, y + 3), (x + w * 0.9, y + w * 0.1 + 3)], [13, 5])
                c.fill(ledge, p.light.on("#6f9a52"), 0.9)
            y += tall
        x += w


def waterfall(p: Page) -> Words:
    """A waterfall between rocks and ferns."""
    light, when = p.set_light(("day", "overcast", "golden"))
    c = p.canvas
    c.fill(shapes.rect(-5, -5, p.w + 10, p.h + 10), linear((0, 0), (0, p.h), *light.sky))
    for k in range(9):
        nature.pine(
            p,
            p.w * (k + 0.5) / 9,
            p.h * 0.3,
            p.small * p.rng.uniform(0.18, 0.3),
            light.on("#3f7a5c", 0.35),
        )
    stone = light.on("#6f6a72")
    cliff = shapes.poly(
        (-5, p.h * 0.24),
        (p.w * 0.3, p.h * 0.2),
        (p.w * 0.38, p.h * 0.24),
        (p.w * 0.62, p.h * 0.24),
        (p.w * 0.72, p.h * 0.19),
        (p.w + 5, p.h * 0.25),
        (p.w + 5, p.h),
        (-5, p.h),
    )
    c.form(cliff, stone, (0.1, 1), 0.35, 0.1)
    with c.inside(cliff):
        _strata(p, stone)
    fall = shapes.poly(
        (p.w * 0.4, p.h * 0.23),
        (p.w * 0.6, p.h * 0.23),
        (p.w * 0.63, p.h * 0.8),
        (p.w * 0.37, p.h * 0.8),
    )
    c.fill(fall, linear((p.w * 0.37, 0), (p.w * 0.63, 0), "#bfe0ea", "#f4fbfd", "#a9d3e0"))
    with c.inside(fall):
        for _ in range(30):
            x = p.w * p.rng.uniform(0.37, 0.63)
            c.fill(
                shapes.brush(
                    [(x, p.h * 0.2), (x + p.wobble(10), p.h * 0.5), (x + p.wobble(16), p.h * 0.82)],
                    [2, 7, 3],
                ),
                p.rng.choice(("#ffffff", "#9fcfdd")),
                0.6,
            )
    c.fill(
        shapes.rect(-5, p.h * 0.78, p.w + 10, p.h),
        linear((0, p.h * 0.78), (0, p.h), "#a9dbe0", light.on("#2f8a94"), light.on("#1f6474")),
        grain=0.03,
    )
    air.ripples(p, p.h * 0.79, p.h, "#ffffff", 46, 0.3)
    for _ in range(3):
        c.fill(
            shapes.ellipse(p.w * 0.5 + p.wobble(60), p.h * 0.79, p.w * 0.19, p.h * 0.045),
            "#ffffff",
            0.4,
            feather=16,
        )
    for side in (0, 1):
        for k in range(9):
            x = p.w * (side + (0.01 + 0.02 * k) * (1 - 2 * side))
            c.form(
                shapes.leaf(
                    x,
                    p.h * 1.02,
                    p.small * p.rng.uniform(0.25, 0.42),
                    p.small * 0.07,
                    -90 + (1 - 2 * side) * p.rng.uniform(-10, 55),
                ),
                light.on("#2f7a4a" if k % 2 else "#4f9a55"),
            )
    return tell(
        "a waterfall",
        "in the forest",
        when,
        words=("waterfall", "water", "rocks", "nature", "forest"),
        also=("water falling over rocks into a pool",),
    )


def stadium(p: Page) -> Words:
    """An empty running track seen along its lanes."""
    light, when = p.set_light(("dawn", "golden", "day", "overcast"))
    c = p.canvas
    horizon = p.h * p.number("horizon", 0.42, 0.52)
    air.sky(p, horizon, p.w * p.number("sun", 0.3, 0.7), 0.5, 0.34)
    nature.hills(p, horizon - p.h * 0.06, p.h * 0.02, "#6f9a70", 0.5)
    for k in range(19):
        tone = light.on(p.rng.choice(("#4f8055", "#5f9058", "#447550")), 0.3)
        x = p.w * (k + 0.5) / 19 + p.wobble(p.w * 0.02)
        nature.crown(p, x, horizon - p.small * 0.02, p.small * p.rng.uniform(0.04, 0.075), tone)
    c.fill(shapes.rect(-5, horizon, p.w + 10, p.h), air.ground(p, horizon, "#5f9a55"))
    vx = p.w * 0.5
    tone = light.on("#c9523a")
    track = shapes.poly(
        (vx - 26, horizon), (vx + 26, horizon), (p.w * 1.2, p.h + 5), (-p.w * 0.2, p.h + 5)
    )
    c.fill(
        track,
        linear((0, horizon), (0, p.h), mix(tone, light.haze, 0.5), tone, darker(tone, 0.15)),
        grain=0.06,
    )
    for k in range(7):
        x = -p.w * 0.2 + p.w * 1.4 * k / 6
        c.fill(
            shapes.stroke([(vx - 26 + 52 * k / 6, horizon), (x, p.h + 5)], [1.5, 13], caps=False),
            "#f9f3e6",
            0.92,
        )
    for k in range(6):
        x = -p.w * 0.2 + p.w * 1.4 * (k + 0.5) / 6
        t = 0.72
        c.text(
            vx + (x - vx) * t,
            horizon + (p.h - horizon) * t,
            str(k + 1),
            p.small * 0.07,
            "#f9f3e6",
            bold=0.03,
        )
    return tell(
        "an empty running track",
        "with white lanes",
        when,
        words=("track", "running", "sport", "stadium", light.name),
        also=("numbered lanes on a red athletics track",),
    )


def receipt(p: Page) -> Words:
    """A till receipt lying on a table."""
    p.set_light(("day",))
    c = p.canvas
    tone = p.choose("table", ["#8a5a3f", "#39454f", "#c9d3cf", "#d98e73", "#5f7a6a"])
    c.fill(
        shapes.rect(-5, -5, p.w + 10, p.h + 10),
        linear((0, 0), (p.w, p.h), lighter(tone, 0.2), tone, darker(tone, 0.25)),
        grain=0.03,
    )
    c.texture(shapes.rect(0, 0, p.w, p.h), darker(tone, 0.3), 0.35, (2, 30), seed=8)
    shop = p.choose("shop", ["CORNER MARKET", "CAFE MERIDIAN", "BOOKS & CO", "GREEN GROCER"])
    goods = p.rng.sample(
        [
            "Bread",
            "Milk 1 l",
            "Apples 1 kg",
            "Coffee beans",
            "Croissant",
            "Notebook",
            "Olive oil",
            "Tomatoes",
            "Cheese",
            "Orange juice",
            "Pasta",
            "Batteries",
        ],
        7,
    )
    with c.at(p.w * 0.5, p.h * 0.5, turn=p.number("turn", -9, 9)):
        w, h = p.small * 0.52, min(p.h * 0.84, p.small * 1.1)
        zig = [(w / 2 - w * k / 20, h / 2 + (9 if k % 2 else -4)) for k in range(21)]
        paper = shapes.poly((-w / 2, -h / 2), (w / 2, -h / 2), *zig)
        c.fill([q + (14, 20) for q in paper], "#1d1633", 0.4, "multiply", feather=14)
        c.form(paper, "#f8f5ee", (0.6, 1), 0.1)
        c.text(0, -h * 0.42, shop, w * 0.085, "#2a2630", bold=0.03)
        c.text(0, -h * 0.375, "14 Harbour Street", w * 0.045, "#55505c")
        _receipt_lines(p, w, h, goods)
    if p.chance("coins", 0.6):
        for k in range(3):
            c.ball(
                shapes.ellipse(p.w * 0.86 + p.wobble(26), p.h * (0.72 + k * 0.07), p.small * 0.036),
                ("#d9b26a", "#c6cad2", "#b5713f")[k],
            )
    return tell(
        "a shop receipt",
        "on a table",
        "",
        words=("receipt", "document", "paper", "text", "shopping"),
        also=("a printed till receipt with prices", "a bill with a total"),
    )


def _receipt_lines(p: Page, w: float, h: float, goods: list[str]) -> None:
    c = p.canvas
    total = 0.0
    for k, name in enumerate(goods):
        price = p.rng.randrange(90, 990) / 100
        total += price
        y = -h * 0.29 + k * h * 0.062
        c.text(-w * 0.42, y, name, w * 0.058, "#2a2630", anchor="lm")
        c.text(w * 0.42, y, f"{price:.2f}", w * 0.058, "#2a2630", anchor="rm")
    for y in (-0.335, 0.15):
        c.fill(
            [
                q
                for k in range(24)
                for q in shapes.rect(-w * 0.42 + k * w * 0.0355, h * y, w * 0.02, 2.4)
            ],
            "#55505c",
        )
    c.text(-w * 0.42, h * 0.2, "TOTAL", w * 0.09, "#1d1a22", anchor="lm", bold=0.03)
    c.text(w * 0.42, h * 0.2, f"{total:.2f}", w * 0.09, "#1d1a22", anchor="rm", bold=0.03)
    x = -w * 0.34
    while x < w * 0.34:
        bar = w * p.rng.choice((0.006, 0.01, 0.016))
        c.fill(shapes.rect(x, h * 0.28, bar, h * 0.09), "#1d1a22")
        x += bar + w * p.rng.choice((0.006, 0.012))
    c.text(0, h * 0.42, "Thank you!", w * 0.06, "#2a2630")


def banner(p: Page) -> Words:
    """A sale banner, mostly text."""
    p.set_light(("day",))
    c = p.canvas
    one, two = p.choose(
        "colours",
        [
            ("#e4372e", "#f7c531"),
            ("#2a2f6a", "#f2a7b8"),
            ("#0f7a70", "#f4e3b5"),
            ("#1d1a22", "#f2b632"),
            ("#f0b72f", "#1d2a4a"),
        ],
    )
    percent = p.choose("percent", ["50%", "30%", "70%", "20%"])
    season = p.choose("season", ["SUMMER", "SPRING", "WINTER", "MID-SEASON", "FINAL"])
    c.fill(
        shapes.rect(-5, -5, p.w + 10, p.h + 10),
        linear((0, 0), (p.w, p.h), lighter(one, 0.12), one, darker(one, 0.18)),
        grain=0.03,
    )
    for k in range(28):
        a = k * 360 / 28
        c.fill(
            shapes.poly(
                (p.w * 0.5, p.h * 0.5), *shapes.arc(p.w * 0.5, p.h * 0.5, p.w + p.h, a, a + 6.4)
            ),
            lighter(one, 0.2),
            0.35,
        )
    unit = min(p.w / 10.5, p.h / 7.2)
    c.text(p.w / 2, p.h * 0.5 - unit * 2.5, f"{season} SALE", unit * 1.15, two, bold=0.05)
    c.text(
        p.w / 2 + 8,
        p.h * 0.5 - unit * 0.3 + 10,
        f"{percent}",
        unit * 3.3,
        darker(one, 0.5),
        bold=0.05,
        alpha=0.5,
    )
    c.text(p.w / 2, p.h * 0.5 - unit * 0.3, f"{percent}", unit * 3.3, "#ffffff", bold=0.05)
    c.text(
        p.w / 2, p.h * 0.5 + unit * 1.6, "OFF ALL SHOES AND JACKETS", unit * 0.56, two, bold=0.03
    )
    c.form(
        shapes.rect(
            p.w / 2 - unit * 2.1, p.h * 0.5 + unit * 2.15, unit * 4.2, unit * 0.85, unit * 0.42
        ),
        two,
        (0, 1),
        0.15,
    )
    c.text(p.w / 2, p.h * 0.5 + unit * 2.57, "SHOP NOW", unit * 0.46, one, bold=0.04)
    c.text(
        p.w / 2,
        p.h * 0.5 + unit * 3.25,
        "Offer ends Sunday. Online and in all stores.",
        unit * 0.27,
        "#ffffff",
        alpha=0.85,
    )
    return tell(
        "a sale banner",
        f"with {percent} off in large letters",
        "",
        words=("sale", "banner", "text", "advertisement", "discount"),
        also=(f"{season.lower()} sale poster", "an advertisement with a lot of text"),
    )


def poster(p: Page) -> Words:
    """A concert or market poster with a drawing and words."""
    p.set_light(("day",))
    c = p.canvas
    ground = p.choose("ground", ["#f4e3c4", "#1f3a4a", "#e8a598", "#d9e3cf"])
    ink = "#1d2a3a" if sum(lighter(ground, 0)) > 1.6 else "#f7efe0"
    c.fill(
        shapes.rect(-5, -5, p.w + 10, p.h + 10),
        linear((0, 0), (p.w, p.h), lighter(ground, 0.2), ground),
        grain=0.04,
    )
    kind = p.choose("kind", ["concert", "film", "market"])
    r = p.small * 0.3
    c.form(shapes.ellipse(p.w / 2, p.h * 0.42, r), "#e4572e", (0.3, 1), 0.2)
    with c.at(p.w / 2, p.h * 0.42 + r * 0.9, r * 0.0165):
        if kind == "concert":
            things.guitar(p, "#f0b72f")
        elif kind == "film":
            things.camera(p, "#f3efe6")
        else:
            with c.at(0, -40):
                food.fruit_bowl(p, 110, "#3d7a9a")
    title = {"concert": "LIVE MUSIC", "film": "FILM NIGHT", "market": "FARM MARKET"}[kind]
    size = min(p.w / 7.5, p.h / 9)
    c.text(p.w / 2, p.h * 0.8, title, size, ink, bold=0.04)
    c.text(
        p.w / 2, p.h * 0.8 + size * 0.95, "SATURDAY 8 PM · OLD HALL", size * 0.38, ink, bold=0.02
    )
    c.text(p.w / 2, p.h * 0.06, "THE CITY PRESENTS", size * 0.3, ink)
    return tell(
        f"a {kind} poster",
        f"with the words {title.lower()}",
        "",
        words=("poster", "text", kind, "event", "design"),
        also=(f"event poster for a {kind}",),
    )


def handwriting(p: Page) -> Words:
    """A notebook page with a list."""
    p.set_light(("day",))
    c = p.canvas
    tone = p.choose("table", ["#b5825a", "#39454f", "#c9d3cf", "#e8b9a0"])
    c.fill(
        shapes.rect(-5, -5, p.w + 10, p.h + 10),
        linear((0, 0), (p.w, p.h), lighter(tone, 0.2), tone, darker(tone, 0.2)),
        grain=0.03,
    )
    items = p.rng.sample(
        [
            "call the printer",
            "book the studio",
            "send the brief",
            "pick the pictures",
            "write the copy",
            "check the budget",
            "order samples",
            "plan the shoot",
            "lunch with Ana",
        ],
        6,
    )
    with c.at(p.w * 0.48, p.h * 0.5, turn=p.number("turn", -8, 8)):
        w, h = p.small * 0.66, p.small * 0.84
        page = shapes.rect(-w / 2, -h / 2, w, h, 10)
        c.fill([q + (12, 18) for q in page], "#1d1633", 0.4, "multiply", feather=14)
        c.form(page, "#fbf6ea", (0.6, 1), 0.08)
        for k in range(9):
            c.fill(shapes.rect(-w * 0.44, -h * 0.3 + k * h * 0.09, w * 0.88, 2), "#a9c3d6", 0.8)
        c.text(0, -h * 0.39, "TO DO", w * 0.11, "#c8402f", bold=0.03)
        for k, line in enumerate(items):
            y = -h * 0.245 + k * h * 0.09 - h * 0.012
            c.fill(shapes.ring(-w * 0.38, y, w * 0.02, 2.6), "#34406a")
            if k < 2:
                c.fill(
                    shapes.brush([(-w * 0.4, y), (-w * 0.375, y + 10), (-w * 0.33, y - 18)], 4),
                    "#3f8f63",
                )
            c.text(-w * 0.32, y, line, w * 0.066, "#34406a", anchor="lm")
        for k in range(9):
            c.fill(shapes.ring(-w * 0.4 + k * w * 0.1, -h * 0.5, w * 0.022, 5), "#6a6f7a")
    with c.at(p.w * 0.5 + p.small * 0.42, p.h * 0.66, p.small * 0.005, turn=14):
        c.form(shapes.rect(-4, -60, 8, 80), "#f0b72f", (1, 0))
        c.form(shapes.poly((-4, -60), (4, -60), (0, -74)), "#e9cfa2")
        c.form(shapes.rect(-4, 20, 8, 9, 2), "#e57a9a")
    return tell(
        "a notebook with a to-do list",
        "on a desk",
        "",
        words=("notebook", "list", "text", "paper", "desk", "pencil"),
        also=("a handwritten list on paper",),
    )


def park(p: Page) -> Words:
    """A city park with a bench under a tree."""
    light, when = p.set_light(("day", "golden", "dawn", "overcast"))
    season = p.choose("season", ["spring", "summer", "autumn", "winter"])
    c = p.canvas
    horizon = p.h * 0.58
    leaf = {"spring": "#f2b3c4", "summer": "#4f9448", "autumn": "#dd8a2e", "winter": "#e9f0f8"}[
        season
    ]
    soil = {"spring": "#8fbf68", "summer": "#76ad55", "autumn": "#b59a52", "winter": "#eef3fa"}[
        season
    ]
    air.sky(p, horizon, p.w * 0.78, 0.6)
    town.skyline(p, horizon, p.h * 0.3, "#7a7f9a", 0.6)
    for k in range(8):
        nature.tree(
            p, p.w * (k + 0.5) / 8, horizon + p.h * 0.05, p.small * 0.32, light.on(leaf, 0.3)
        )
    c.fill(shapes.rect(-5, horizon + p.h * 0.02, p.w + 10, p.h), air.ground(p, horizon, soil))
    path = shapes.smooth(
        (p.w * 0.5, horizon + p.h * 0.03),
        (p.w * 0.6, horizon + p.h * 0.1),
        (p.w * 0.5, p.h * 0.8),
        (p.w * 0.7, p.h * 1.1),
        (p.w * 1.05, p.h * 1.1),
        (p.w * 0.7, p.h * 0.8),
        (p.w * 0.68, horizon + p.h * 0.1),
        (p.w * 0.52, horizon + p.h * 0.03),
    )
    c.form(path, light.on("#dcc6a0"), (0, 1), 0.2, 0.05)
    air.shadow(p, p.w * 0.28, p.h * 0.92, p.small * 0.4, p.small * 0.05, 0.3)
    nature.tree(p, p.w * 0.26, p.h * 0.92, p.h * 0.86, light.on(leaf))
    town.bench(p, p.w * 0.42, p.h * 0.93, p.small * 0.17)
    fallen = [
        shapes.disc(p.w * p.rng.random(), p.h * p.rng.uniform(0.72, 1), p.rng.uniform(3, 7))
        for _ in range(90)
    ]
    c.fill(fallen, light.on(leaf), 0.85)
    if season == "winter":
        air.snowfall(p, 120)
    tree = {
        "spring": "cherry trees in blossom",
        "summer": "green trees",
        "autumn": "autumn leaves",
        "winter": "snow",
    }[season]
    return tell(
        "a city park",
        f"with a bench and {tree}",
        when,
        words=("park", "bench", "tree", season, "city", light.name),
        also=(f"a park in {season}", f"{season} in the city"),
    )
