"""Animals in the wild."""

from . import air, animals, nature, shapes, wildlife
from .canvas import linear
from .colour import LIGHTS, darker, lighter, mix
from .page import Page, Words, tell


def _dress_branch(p: Page, branch: list[shapes.XY], season: str) -> None:
    """Blossom, leaves or snow along a branch, but not where the bird sits."""
    c, light = p.canvas, p.light
    points = shapes.curve(branch, 8)
    for bx, by in points[2::2]:
        if abs(bx - p.w * 0.5) < p.small * 0.2:
            continue
        side = p.rng.choice((-1, 1))
        if season == "spring":
            for k in range(5):
                c.fill(shapes.leaf(bx, by + side * 26, 22, 17, k * 72), light.on("#f4b6c4"))
            c.fill(shapes.ellipse(bx, by + side * 26, 6), light.on("#f2d05a"))
        elif season == "summer":
            for a in (-60, 60):
                c.form(
                    shapes.leaf(bx, by, p.small * 0.12, p.small * 0.05, a * side),
                    light.on("#4f9448"),
                )
        else:
            c.fill(shapes.ellipse(bx, by - 10, 40, 9), "#ffffff", 0.95)


def bird(p: Page) -> Words:
    """A small bird on a branch."""
    light, _ = p.set_light(("day", "dawn", "overcast", "golden"))
    kind = p.choose("kind", ["robin", "blue tit", "yellow bird", "pink bird"])
    season = p.choose("season", ["spring", "winter", "summer"])
    c = p.canvas
    pale = light.on({"spring": "#cfe0b8", "winter": "#cfdcea", "summer": "#a9cf9a"}[season])
    air.backdrop(p, lighter(pale, 0.4), pale, darker(pale, 0.18), grain=0.02, across=True)
    for _ in range(26):
        c.fill(
            shapes.ellipse(
                p.w * p.rng.random(), p.h * p.rng.random(), p.small * p.rng.uniform(0.03, 0.1)
            ),
            lighter(pale, 0.5),
            0.3,
            feather=4,
        )
    y = p.h * 0.66
    branch = [
        (-20, y + p.h * 0.1),
        (p.w * 0.3, y + p.h * 0.01),
        (p.w * 0.62, y),
        (p.w + 20, y - p.h * 0.12),
    ]
    c.form(
        shapes.brush(branch, [p.small * 0.06, p.small * 0.035, p.small * 0.026, p.small * 0.014]),
        light.on("#6a4a38"),
        (0, 1),
        0.35,
        0.08,
    )
    _dress_branch(p, branch, season)
    size = p.small * p.number("size", 0.0052, 0.0066)
    tones = {
        "robin": ("#df5a2b", "#7a6a5e"),
        "blue tit": ("#f4d24a", "#4f86c0"),
        "yellow bird": ("#f7e07a", "#e0a92e"),
        "pink bird": ("#f2a7b8", "#a0506a"),
    }[kind]
    with c.at(p.w * 0.5, y + 2, size, flip=p.chance("left", 0.5)):
        wildlife.perched_bird(p, *tones)
    if season == "winter":
        air.snowfall(p, 120)
    return tell(
        f"a {kind}",
        "on a branch",
        f"in {season}",
        "",
        ("bird", kind, "branch", season, "animal"),
        ("a small bird perched on a twig", f"songbird in {season}"),
    )


def _reef(p: Page, deep: str) -> None:
    """Corals along the bottom, in the colour of the water."""
    c = p.canvas
    for side in range(14):
        x = p.w * side / 13 + p.wobble(40)
        tone = mix(
            p.rng.choice(("#e4572e", "#e57a9a", "#f2b632", "#7550a8", "#3fa08a")), deep, 0.25
        )
        tall = p.h * p.rng.uniform(0.08, 0.3)
        if side % 2:
            for k in range(3):
                c.form(
                    shapes.brush(
                        [
                            (x + k * 16, p.h + 10),
                            (x + k * 20 + p.wobble(20), p.h - tall * 0.6),
                            (x + k * 26 + p.wobble(30), p.h - tall),
                        ],
                        [18, 12, 4],
                    ),
                    tone,
                )
        else:
            mass: shapes.Shape = []
            for _ in range(9):
                mass += shapes.ellipse(x + p.wobble(70), p.h - tall * 0.5 * p.rng.random(), 44)
            c.form(mass, tone, (0.2, 1), 0.35, 0.1)


def fish_tank(p: Page) -> Words:
    """Fish over a reef."""
    p.set_light(("day",))
    c = p.canvas
    deep = p.choose("water", ["#0f5f8c", "#117a82", "#1d4f9a"])
    air.backdrop(p, lighter(deep, 0.6), deep, darker(deep, 0.5), grain=0.02)
    for k in range(6):
        x = p.w * (k + 0.4) / 6
        beam = shapes.poly(
            (x, -5), (x + p.w * 0.06, -5), (x + p.w * 0.02, p.h), (x - p.w * 0.14, p.h)
        )
        c.fill(
            beam,
            linear((0, 0), (0, p.h * 0.8), ("#ffffff", 0.6), ("#ffffff", 0)),
            0.25,
            "screen",
            feather=12,
        )
    _reef(p, deep)
    many = p.choose("many", [1, 3, 5, 7])
    tones = p.choose(
        "fish",
        [
            ("#ee8434", "#ffffff"),
            ("#f2c83a", "#2a2a4a"),
            ("#e4572e", "#ffe9c0"),
            ("#4fb0e0", "#1d3a7a"),
        ],
    )
    for k in range(many):
        x = p.w * (0.5 if many == 1 else (k + 0.5) / many) + p.wobble(60)
        y = p.h * (0.46 if many == 1 else p.rng.uniform(0.18, 0.68))
        size = p.small * (0.0062 if many == 1 else p.rng.uniform(0.0018, 0.0032))
        with c.at(x, y, size, turn=p.wobble(10), flip=p.rng.random() < 0.3):
            wildlife.fish(p, *tones)
    bubbles: shapes.Shape = []
    for _ in range(26):
        bubbles += shapes.ring(
            p.w * p.rng.random(), p.h * p.rng.random(), p.rng.uniform(3, 13), 1.6
        )
    c.fill(bubbles, "#ffffff", 0.55)
    return tell(
        "a fish" if many == 1 else "tropical fish",
        "in a coral reef",
        "",
        "swimming under water",
        ("fish", "underwater", "sea", "coral", "animal"),
        ("colourful fish in an aquarium", "life below the waves"),
    )


def butterfly(p: Page) -> Words:
    """A butterfly over flowers."""
    light, when = p.set_light(("day", "golden"))
    c = p.canvas
    green = light.on("#a9cf8a")
    air.backdrop(p, lighter(green, 0.5), green, light.on("#5f9a55"), grain=0.02)
    for _ in range(30):
        c.fill(
            shapes.ellipse(
                p.w * p.rng.random(), p.h * p.rng.random(), p.small * p.rng.uniform(0.03, 0.09)
            ),
            p.rng.choice(("#ffffff", "#f4b6c4", "#f7e07a")),
            0.25,
            feather=6,
        )
    petal = p.choose("petal", ["#c86ab0", "#f2b632", "#e4572e", "#8a6ac8"])
    for x, y, r in (
        (0.16, 0.8, 0.13),
        (0.82, 0.74, 0.15),
        (0.5, 0.82, 0.2),
        (0.34, 0.95, 0.12),
        (0.68, 0.96, 0.13),
    ):
        fx, fy, fr = p.w * x, p.h * y, p.small * r
        c.fill(shapes.brush([(fx, fy), (fx + 14, p.h + 20)], fr * 0.1), light.on("#3f7a43"))
        for k in range(12):
            c.form(shapes.leaf(fx, fy, fr, fr * 0.36, k * 30 + 7), light.on(petal))
        c.ball(shapes.ellipse(fx, fy, fr * 0.28), light.on("#7a4a22"))
    wing = p.choose("wing", ["#ee8434", "#4f86e0", "#f2c83a", "#c8402f"])
    with c.at(p.w * 0.5, p.h * 0.45, p.small * 0.0062, turn=p.number("turn", -24, 24)):
        wildlife.butterfly(p, wing, "#fff4dc")
    name = {"#ee8434": "orange", "#4f86e0": "blue", "#f2c83a": "yellow", "#c8402f": "red"}[wing]
    return tell(
        f"a {name} butterfly",
        "over flowers",
        when,
        words=("butterfly", name, "flowers", "insect", "animal"),
        also=("a butterfly in a summer garden",),
    )


def whale(p: Page) -> Words:
    """A whale deep in blue water."""
    p.set_light(("day",))
    c = p.canvas
    air.backdrop(p, "#8fdbe0", "#2f8fb8", "#0f3f70", "#08203f", grain=0.02)
    for k in range(7):
        x = p.w * (k + 0.2) / 7
        beam = shapes.poly(
            (x, -5), (x + p.w * 0.05, -5), (x - p.w * 0.06, p.h), (x - p.w * 0.2, p.h)
        )
        c.fill(
            beam,
            linear((0, 0), (0, p.h * 0.75), ("#ffffff", 0.7), ("#ffffff", 0)),
            0.25,
            "screen",
            feather=12,
        )
    flip = p.chance("left", 0.5)
    size = p.w * p.number("size", 0.0056, 0.0068)
    with c.at(p.w * 0.54, p.h * 0.48, size, turn=p.number("turn", -14, 8), flip=flip):
        wildlife.whale(p)
    if p.chance("calf", 0.5):
        with c.at(p.w * 0.32, p.h * 0.72, size * 0.42, turn=-6, flip=flip):
            wildlife.whale(p)
    for _ in range(40):
        with c.at(p.w * p.rng.random(), p.h * p.rng.uniform(0.7, 0.95), p.small * 0.0003):
            c.fill(shapes.leaf(0, 0, 50, 20, 0), "#bfe6ee", 0.5)
    return tell(
        "a blue whale",
        "in the deep sea",
        "",
        "swimming",
        ("whale", "sea", "underwater", "animal", "blue"),
        ("a whale under the water surface",),
    )


def elephant(p: Page) -> Words:
    """An elephant in the savanna."""
    light, when = p.set_light(("golden", "day", "dusk"))
    c = p.canvas
    horizon = p.h * 0.62
    air.sky(p, horizon, p.w * p.number("sun", 0.2, 0.8), 0.5)
    nature.mountains(p, horizon, p.h * 0.1, "#a8826a", 0.6, False)
    c.fill(shapes.rect(-5, horizon, p.w + 10, p.h), air.ground(p, horizon, "#d9a85a"))
    for x in (0.1, 0.82):
        fx, fy, s = p.w * x, horizon + p.h * 0.05, p.small * 0.3
        c.form(
            shapes.brush(
                [(fx, fy), (fx + s * 0.05, fy - s * 0.5), (fx - s * 0.1, fy - s)], [14, 8, 5]
            ),
            light.on("#5b4436"),
        )
        c.form(
            shapes.ellipse(fx, fy - s * 1.0, s * 0.72, s * 0.14)
            + shapes.ellipse(fx + s * 0.2, fy - s * 1.12, s * 0.45, s * 0.13),
            light.on("#6a7d3f"),
        )
    size = p.small * 0.0062
    y = p.h * 0.88
    air.shadow(p, p.w * 0.48, y + 4, size * 46, size * 4, 0.4)
    with c.at(p.w * 0.46, y, size, flip=p.chance("left", 0.5)):
        animals.elephant(p)
    if p.chance("calf", 0.5):
        with c.at(p.w * 0.78, y + 12, size * 0.5):
            animals.elephant(p)
    nature.grass(p, p.h * 1.015, p.small * 0.09, light.on("#c09a48"), 150)
    return tell(
        "an elephant",
        "in the savanna",
        when,
        words=("elephant", "savanna", "africa", "animal", light.name),
        also=("an elephant in dry grassland",),
    )


def owl(p: Page) -> Words:
    """An owl on a branch at night."""
    light, when = p.set_light(("night", "dusk"))
    c = p.canvas
    air.sky(p, p.h, p.w * 0.7, 0.2)
    for k in range(6):
        nature.pine(
            p,
            p.w * (k + 0.3) / 6,
            p.h * 1.02,
            p.h * p.rng.uniform(0.3, 0.55),
            light.on("#23483f", 0.2),
        )
    y = p.h * 0.78
    c.form(
        shapes.brush(
            [(-20, y + 40), (p.w * 0.4, y + 6), (p.w * 0.75, y + 10), (p.w + 20, y - 50)],
            [p.small * 0.09, p.small * 0.06, p.small * 0.045, p.small * 0.025],
        ),
        light.on("#6a4a38"),
        (0, 1),
        0.35,
        0.08,
    )
    p.light = LIGHTS["overcast"]
    with c.at(p.w * 0.46, y + 14, p.small * 0.0056):
        wildlife.owl(p)
    return tell(
        "an owl",
        "on a branch",
        when,
        words=("owl", "bird", "night", "branch", "animal"),
        also=(
            "an owl looking at the camera under the moon"
            if light.dark
            else "an owl in the evening",
        ),
    )
