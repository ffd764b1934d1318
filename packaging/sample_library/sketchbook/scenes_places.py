"""Places out of doors."""

from . import air, animals, nature, people, shapes, town
from .canvas import linear
from .colour import LIGHTS, darker, lighter, mix
from .page import Page, Words, tell

OUTSIDE = ("dawn", "day", "golden", "dusk", "night", "overcast")


def skyline(p: Page) -> Words:
    """A city of towers, over water or not."""
    light, when = p.set_light(("golden", "dusk", "dusk", "night", "day", "dawn"))
    water = p.chance("water", 0.6)
    base = p.h * (p.number("base", 0.58, 0.7) if water else 0.94)
    # The sun stands where a gap between the far towers may show it.
    low = None if light.sun > 0.5 else 0.34
    air.sky(p, base, p.w * p.number("sun", 0.2, 0.8), 0.6, low)
    tall = min(base * 0.74, p.w * (0.52 if p.w > p.h else 0.95))
    for k, (size, far) in enumerate(((0.95, 0.55), (0.75, 0.3), (0.45, 0.04))):
        town.skyline(p, base, tall * size, ("#6b6f8e", "#4d5274", "#32375a")[k], far)
    if water:
        air.reflect(p, base, mix(light.on("#2a5575"), light.sky[-2], 0.3), 0.86, 1.2)
        air.ripples(p, base, p.h, light.sky[-1], 45, 0.22)
        p.canvas.fill(shapes.rect(0, base - 3, p.w, 5), darker(light.on("#2a3048"), 0.3), 0.7)
    else:
        p.canvas.fill(shapes.rect(0, base, p.w, p.h), light.on("#1d2238"))
    where = "above the river" if water else ""
    return tell(
        "a city skyline",
        where,
        when,
        words=("city", "skyline", "buildings", light.name, *(("river", "water") if water else ())),
        also=("skyscrapers and office towers", f"urban skyline {light.name}"),
    )


def wet_street(p: Page) -> Words:
    """A row of shops along a wet street, their lights in the puddles."""
    light, when = p.set_light(("night", "night", "dusk"))
    c = p.canvas
    base = p.h * p.number("base", 0.6, 0.68)
    air.sky(p, base, p.w * 0.85, 0)
    town.skyline(p, base, base * 0.8, "#4d5274", 0.3)
    w = p.small * p.rng.uniform(0.38, 0.46)
    x = -w * p.rng.random() * 0.6
    while x < p.w:
        colour = p.rng.choice(("#b8654a", "#c99a5f", "#6f8a8a", "#8a6a86", "#a8787a", "#5f7390"))
        town.facade(p, x, base, w, w * p.rng.uniform(1.15, 1.45), colour)
        x += w
    c.form(shapes.rect(-5, base, p.w + 10, p.h * 0.035), light.on("#7a7684"))
    for lx in (0.16, 0.55, 0.92):
        town.street_lamp(p, p.w * lx, base + 12, p.small * 0.42, True)
    walker = p.chance("person", 0.65)
    edge = base + p.h * 0.035
    if p.chance("car", 0.5):
        town.car(p, p.w * p.rng.uniform(0.6, 0.8), edge + 8, p.small * 0.3, "#c8402f")
    if walker:
        wear, _, _ = people.any_outfit(p)
        c.glow(p.w * 0.4, edge - p.small * 0.14, p.small * 0.4, "#ffcf7d", 0.35)
        night, p.light = p.light, LIGHTS["overcast"]  # under the lamps it is bright enough
        with c.at(p.w * p.number("walker", 0.3, 0.48), edge + 10, p.small * 0.0036):
            people.figure(p, people.POSES["walk"], wear)
            from . import things

            with c.at(12, -44, 0.82):
                things.umbrella(p, p.choose("umbrella", ["#d8432f", "#f2b632", "#2f8f8a"]))
        p.light = night
    air.reflect(p, edge + 6, light.on("#2a3150"), 0.86, 1.5)
    air.ripples(p, edge + 10, p.h, "#ffd08a", 30, 0.13)
    air.ripples(p, edge + 10, p.h, "#0d1226", 36, 0.28)
    if p.chance("rain", 0.6):
        air.rain(p, 170, 0.3)
    who = "a person with an umbrella on " if walker else ""
    return tell(
        f"{who}a wet city street",
        "",
        when,
        words=(
            "street",
            "rain",
            "wet",
            light.name,
            "city",
            "shops",
            *(("person", "umbrella") if walker else ()),
        ),
        also=("rainy street with reflections of shop lights", "wet asphalt and lit windows"),
    )


def beach(p: Page) -> Words:
    """Sand, sea and sky, perhaps with palms or a parasol."""
    light, when = p.set_light(("dusk", "golden", "day", "dawn", "overcast"))
    horizon = p.h * p.number("horizon", 0.36, 0.5)
    shore = p.h * p.number("shore", 0.66, 0.78)
    sun = p.w * p.number("sun", 0.25, 0.75)
    air.sky(p, horizon, sun, 0.7)
    air.sea(p, horizon, shore + p.h * 0.05, sun_x=None if light.name == "overcast" else sun)
    sand(p, shore)
    extra = p.choose("extra", ["palms", "parasol", "none", "gulls", "rocks"])
    if extra == "palms":
        for k, px in enumerate((0.1, 0.2, 0.86)):
            nature.palm(
                p,
                p.w * px,
                p.h * (0.97 - k * 0.03),
                p.small * (0.85 - k * 0.13),
                0.16 if px < 0.5 else -0.18,
            )
    elif extra == "parasol":
        _parasol(p, p.w * p.rng.uniform(0.3, 0.7), p.h * 0.9, p.small * 0.42)
    elif extra == "gulls":
        for k in range(5):
            animals.gull(
                p,
                p.w * (k + 0.5 + p.wobble(0.3)) / 5,
                horizon * p.rng.uniform(0.25, 0.85),
                p.small * p.rng.uniform(0.05, 0.11),
                p.rng.uniform(0.3, 0.8),
            )
    elif extra == "rocks":
        for rx in (0.05, 0.17, 0.92):
            nature.rock(
                p,
                p.w * rx,
                shore + p.h * 0.1,
                p.small * p.rng.uniform(0.07, 0.15),
                light.on("#7a6f76"),
            )
    noun = {
        "palms": "with palm trees",
        "parasol": "with a parasol",
        "gulls": "with seagulls",
        "rocks": "with rocks",
        "none": "",
    }[extra]
    return tell(
        "a quiet beach" if extra != "parasol" else "a sandy beach",
        noun,
        when,
        words=("beach", "sea", "sand", light.name, *noun.split()[1:]),
        also=(f"the sea and a sandy shore {when}", f"ocean waves {when}"),
    )


def sand(p: Page, shore: float) -> None:
    """A sandy foreground with a line of foam."""
    c, light = p.canvas, p.light
    line = air.wave_line(p, shore, p.h * 0.018, 4)
    low = [(x, y + p.h * 0.035) for x, y in line]
    c.fill(air.below(p, line), mix(light.on("#cfe3df"), light.glow, 0.3), 0.85)
    c.fill(air.below(p, [(x, y + p.h * 0.014) for x, y in line]), light.on("#a98d6c"))
    tone = light.on("#e8cfa2")
    shape = air.below(p, low)
    c.fill(
        shape,
        linear((0, shore), (0, p.h), light.on("#bfa27c"), tone, lighter(tone, 0.12)),
        grain=0.05,
    )
    c.texture(shape, darker(tone, 0.2), 0.35, (5, 16), seed=9)
    pebbles = [
        shapes.disc(
            p.rng.uniform(0, p.w), p.rng.uniform(shore + p.h * 0.08, p.h), p.rng.uniform(1.5, 4)
        )
        for _ in range(40)
    ]
    c.fill(pebbles, darker(tone, 0.3), 0.5)


def _parasol(p: Page, x: float, y: float, size: float) -> None:
    from . import things

    air.shadow(p, x + size * 0.3, y, size * 0.5, size * 0.06, 0.3)
    with p.canvas.at(x, y, size / 80, turn=-9):
        things.umbrella(p, p.choose("parasol", ["#e4572e", "#2f8f8a", "#f2b632"]), "#f7efe0", False)
    c = p.canvas
    c.form(
        shapes.poly(
            (x + size * 0.18, y + 4),
            (x + size * 0.9, y + 4),
            (x + size * 1.0, y + size * 0.12),
            (x + size * 0.1, y + size * 0.12),
        ),
        p.light.on("#3d8fc0"),
    )


def lake(p: Page) -> Words:
    """Mountains mirrored in a lake."""
    light, when = p.set_light(OUTSIDE)
    line = p.h * p.number("line", 0.52, 0.62)
    air.sky(p, line, p.w * p.number("sun", 0.2, 0.8), 0.5)
    tall = min(line * 0.75, p.w * 0.42)
    nature.mountains(p, line, tall, "#7585ab", 0.5)
    nature.mountains(p, line, tall * 0.62, "#4d6288", 0.2)
    for _ in range(44):
        x = p.rng.uniform(0, p.w)
        nature.pine(p, x, line + 3, p.small * p.rng.uniform(0.05, 0.1), light.on("#2f5f55", 0.15))
    air.reflect(p, line, light.on("#3f7f9c"), 0.68)
    air.ripples(p, line, p.h, "#ffffff", 40, 0.15)
    boat = p.chance("boat", 0.3)
    if boat:
        town.sailboat(p, p.w * 0.55, line + p.h * 0.14, p.small * 0.16, "#b8432f", "#f7efe0")
    for k in range(3):
        for side in (0.0, 1.0):
            x = p.w * (side + (0.02 + k * 0.075) * (1 - 2 * side))
            nature.pine(p, x, p.h * 1.02, p.small * p.rng.uniform(0.36, 0.66), light.on("#234c44"))
    nature.grass(p, p.h * 1.01, p.small * 0.08, light.on("#3d6a44"), 150)
    return tell(
        "snowy mountains",
        "with a lake" if not boat else "with a sailboat on a lake",
        when,
        words=("mountains", "lake", "reflection", "pine", light.name, *(("boat",) if boat else ())),
        also=("an alpine landscape reflected in still water", f"mountain lake {when}"),
    )


def forest(p: Page) -> Words:
    """A path between trees, in summer or autumn, with light falling through."""
    light, when = p.set_light(("day", "golden", "dawn", "overcast"))
    season = p.choose("season", ["summer", "autumn", "summer"])
    c = p.canvas
    green = (
        ("#5d9a4a", "#3f7d4a", "#86b356")
        if season == "summer"
        else ("#d98a2e", "#c2532c", "#e6b53c")
    )
    horizon = p.h * 0.55
    pale = mix(light.haze, green[2], 0.35)
    c.fill(
        shapes.rect(0, 0, p.w, p.h),
        linear((0, 0), (0, p.h), mix(pale, light.glow, 0.5), pale, light.on(green[1])),
    )
    c.glow(p.w * 0.5, horizon * 0.7, p.small * 0.75, light.glow, 0.9)
    for depth in range(4):
        far = 0.66 - depth * 0.21
        base = horizon + (p.h - horizon) * (0.06 + depth * 0.16)
        tone = light.on(green[depth % 3], max(0.0, far - 0.1))
        nature_floor(p, base, tone)
        if depth == 0:
            _path(p, horizon + (p.h - horizon) * 0.06)
        _trunks(p, base, depth, far, green)
    _path(p, horizon + (p.h - horizon) * 0.06)
    rays(p, p.w * 0.5, horizon * 0.3)
    nature.grass(p, p.h * 1.02, p.small * 0.09, light.on(darker(green[1], 0.2)), 90)
    return tell(
        "a forest path",
        "in autumn" if season == "autumn" else "between green trees",
        when,
        words=("forest", "path", "trees", season, light.name),
        also=("a trail through the woods", f"sunlight falling through trees in {season}"),
    )


def nature_floor(p: Page, y: float, tone: tuple[float, float, float]) -> None:
    """A rise of ground."""
    line = air.wave_line(p, y, p.h * 0.012, 3)
    p.canvas.fill(
        air.below(p, line),
        linear((0, y), (0, p.h), lighter(tone, 0.15), tone, darker(tone, 0.2)),
        grain=0.04,
    )


def _path(p: Page, top: float) -> None:
    c, mid = p.canvas, p.w * 0.5
    sway = p.w * 0.05
    left = [
        (mid - 6, top),
        (mid + sway - 20, top + (p.h - top) * 0.3),
        (mid - sway - p.w * 0.1, top + (p.h - top) * 0.65),
        (mid - p.w * 0.26, p.h + 20),
    ]
    right = [
        (mid + p.w * 0.3, p.h + 20),
        (mid - sway + p.w * 0.14, top + (p.h - top) * 0.65),
        (mid + sway + 30, top + (p.h - top) * 0.3),
        (mid + 6, top),
    ]
    shape = shapes.poly(*shapes.curve(left), *shapes.curve(right))
    tone = p.light.on("#d2b084")
    c.fill(
        shape,
        linear((0, top), (0, p.h), mix(tone, p.light.glow, 0.55), tone, darker(tone, 0.25)),
        grain=0.06,
    )
    c.texture(shape, darker(tone, 0.35), 0.5, (4, 14), seed=21)


def _trunks(p: Page, base: float, depth: int, far: float, green: tuple[str, ...]) -> None:
    c, light = p.canvas, p.light
    many = (13, 9, 6, 4)[depth]
    for k in range(many):
        x = p.w * (k + 0.5) / many + p.wobble(p.w * 0.03)
        clear = p.w * (0.03 + depth * 0.085)
        if abs(x - p.w / 2) < clear:
            continue
        w = p.small * (0.012 + depth * 0.016) * p.rng.uniform(0.8, 1.25)
        bark = light.on("#5b4436", max(0.0, far))
        trunk = shapes.brush(
            [(x - w, base + w), (x, base - p.h * 0.3), (x + p.wobble(w), -20)],
            [w * 1.9, w, w * 0.85],
        )
        c.form(trunk, bark, (1 if x < p.w / 2 else -1, 0), 0.3)
    tufts: shapes.Shape = []
    for _ in range(26):
        x = p.rng.uniform(-20, p.w + 20)
        lift = abs(x - p.w / 2) / p.w * 2
        y = p.h * (0.02 + 0.2 * p.rng.random() * lift + depth * 0.012)
        tufts += shapes.ellipse(x, y, p.small * p.rng.uniform(0.05, 0.1), p.small * 0.055)
    tone = light.on(green[(depth + 1) % 3], max(0.0, far))
    c.form(tufts, tone, (0.2, 1), 0.25, 0.08)


def rays(p: Page, x: float, y: float) -> None:
    """Shafts of light from a point."""
    for k in range(5):
        lean = (k - 2) * p.w * 0.2 + p.wobble(p.w * 0.05)
        wide = p.w * p.rng.uniform(0.03, 0.07)
        beam = shapes.poly((x - 8, y), (x + 8, y), (x + lean + wide, p.h), (x + lean - wide, p.h))
        p.canvas.fill(
            beam,
            linear((x, y), (x, p.h * 0.95), (p.light.glow, 0.9), (p.light.glow, 0)),
            0.2,
            "screen",
            feather=p.small * 0.012,
        )


def desert(p: Page) -> None | Words:
    """Dunes, with cacti or a rider's trail."""
    light, when = p.set_light(("golden", "day", "dusk", "dawn", "night"))
    c = p.canvas
    horizon = p.h * p.number("horizon", 0.42, 0.55)
    air.sky(p, horizon, p.w * p.number("sun", 0.2, 0.8), 0.25)
    nature.mountains(p, horizon, p.h * 0.16, "#b07a66", 0.45, snow=False)
    for k in range(4):
        y = horizon + (p.h - horizon) * k * 0.24
        tone = light.on(("#e8b273", "#e09f5c", "#d18a4a", "#c67c40")[k], 0.3 - k * 0.1)
        crest = air.wave_line(p, y + p.h * 0.02, p.h * (0.015 + 0.012 * k), 2)
        shape = air.below(p, crest)
        c.fill(
            shape,
            linear(
                (0, y - p.h * 0.05),
                (p.w * 0.4, y + p.h * 0.24),
                lighter(tone, 0.25),
                tone,
                darker(tone, 0.28),
            ),
            grain=0.05,
        )
    cacti = p.chance("cacti", 0.7)
    if cacti:
        for x, y, size in (
            (0.14, 0.8, 0.34),
            (0.8, 0.9, 0.48),
            (0.62, 0.7, 0.17),
            (0.36, 0.67, 0.12),
        ):
            air.shadow(
                p, p.w * x + p.small * size * 0.3, p.h * y, p.small * size * 0.35, p.small * 0.012
            )
            nature.cactus(p, p.w * x, p.h * y, p.small * size)
    return tell(
        "a desert",
        "with cacti" if cacti else "with sand dunes",
        when,
        words=("desert", "dunes", "sand", light.name, *(("cactus",) if cacti else ())),
        also=("dry dunes under a wide sky",),
    )


def harbour(p: Page) -> Words:
    """Boats in front of a row of coloured houses."""
    light, when = p.set_light(("day", "golden", "dusk", "dawn", "overcast"))
    line = p.h * p.number("line", 0.55, 0.63)
    air.sky(p, line, p.w * p.number("sun", 0.2, 0.8), 0.6)
    nature.hills(p, line - p.h * 0.2, p.h * 0.04, "#6f9a86", 0.45)
    x = -p.small * 0.05
    roofs = ("#a8452f", "#8a3f38", "#5f4a52", "#b5613a")
    while x < p.w:
        w = p.small * p.rng.uniform(0.15, 0.2)
        wall = p.rng.choice(("#e9b44c", "#d96a4a", "#8fb7b0", "#f0e2c8", "#c7545a", "#6f9ac0"))
        town.house(p, x, line, w, wall, p.rng.choice(roofs), False)
        x += w * 1.02
    p.canvas.form(shapes.rect(-5, line - 4, p.w + 10, p.h * 0.022), light.on("#8a8078"))
    air.reflect(p, line + p.h * 0.02, light.on("#2f7390"), 0.62, 1.3)
    for k, (bx, by, size) in enumerate(((0.2, 0.76, 0.3), (0.7, 0.84, 0.42), (0.48, 0.7, 0.17))):
        hull = ("#c8432f", "#2f6f8a", "#e9b44c")[(k + p.rng.randrange(3)) % 3]
        y = p.h * by
        air.shadow(
            p,
            p.w * bx,
            y + p.small * size * 0.06,
            p.small * size * 0.55,
            p.small * size * 0.06,
            0.45,
        )
        if k == 1:
            town.fishing_boat(p, p.w * bx, y, p.small * size, hull)
        else:
            town.sailboat(p, p.w * bx, y, p.small * size, hull, "#f7efe0")
    air.ripples(p, line + p.h * 0.03, p.h, "#ffffff", 50, 0.2)
    for _ in range(3):
        animals.gull(
            p,
            p.w * p.rng.uniform(0.1, 0.9),
            p.h * p.rng.uniform(0.08, 0.3),
            p.small * p.rng.uniform(0.03, 0.05),
        )
    return tell(
        "a small harbour",
        "with boats and colourful houses",
        when,
        words=("harbour", "boats", "houses", "water", light.name),
        also=("fishing boats moored in a port", "sailboats in front of a seaside town"),
    )


def village(p: Page) -> Words:
    """Houses in the snow."""
    light, when = p.set_light(("night", "dusk", "dawn", "day", "overcast"))
    c = p.canvas
    line = p.h * p.number("line", 0.5, 0.58)
    air.sky(p, line, p.w * 0.78, 0.4)
    nature.mountains(p, line + p.h * 0.03, min(line * 0.62, p.w * 0.34), "#6b7da6", 0.4)
    snow = light.on("#eef3fb")
    c.fill(
        shapes.rect(-5, line, p.w + 10, p.h),
        linear((0, line), (0, p.h), mix(snow, light.haze, 0.3), snow, darker(snow, 0.14)),
        grain=0.03,
    )
    for _ in range(16):
        nature.pine(
            p,
            p.rng.uniform(0, p.w),
            line + p.h * p.rng.uniform(0, 0.06),
            p.small * p.rng.uniform(0.1, 0.2),
            light.on("#2f5a58", 0.15),
            True,
        )
    spots = sorted(
        (p.h * y, p.w * x, s)
        for x, y, s in (
            (0.1, 0.66, 0.15),
            (0.34, 0.63, 0.13),
            (0.62, 0.65, 0.15),
            (0.84, 0.7, 0.18),
            (0.24, 0.8, 0.24),
            (0.58, 0.86, 0.28),
        )
    )
    for y, x, size in spots:
        w = p.small * size
        c.fill(shapes.ellipse(x + w / 2, y, w * 0.8, w * 0.1), darker(snow, 0.2), 0.6, feather=6)
        town.house(
            p, x, y, w, p.rng.choice(("#a8523c", "#c98a4f", "#7a5a4a", "#b8a58a")), "#5a4038", True
        )
        nature.pine(p, x + w * 1.35, y + w * 0.06, w * 1.3, light.on("#24504c"), True)
    air.snowfall(p)
    return tell(
        "a snowy village",
        "in the mountains",
        when,
        words=("village", "snow", "winter", "houses", light.name),
        also=("cottages with lit windows in winter", "snow falling on houses and pines"),
    )


def lighthouse(p: Page) -> Words:
    """A lighthouse on a cliff above the sea."""
    light, when = p.set_light(("dusk", "day", "night", "golden", "overcast"))
    c = p.canvas
    horizon = p.h * p.number("horizon", 0.55, 0.64)
    flip = p.chance("left", 0.5)
    sun = p.w * (0.72 if flip else 0.28)
    air.sky(p, horizon, sun, 0.6)
    air.sea(p, horizon, p.h, sun_x=sun if light.name != "overcast" else None)
    side = p.w * (0.3 if flip else 0.7)
    with c.at(p.w if flip else 0, 0, flip=flip):
        x = p.w * 0.7
        cliff = shapes.poly(
            (x - p.w * 0.22, p.h + 5),
            (x - p.w * 0.17, p.h * 0.78),
            (x - p.w * 0.1, p.h * 0.66),
            (x + p.w * 0.02, p.h * 0.6),
            (p.w + 5, p.h * 0.56),
            (p.w + 5, p.h + 5),
        )
        c.form(cliff, light.on("#7d6a62"), (-0.4, 1), 0.4, 0.1)
        turf = shapes.smooth(
            (x - p.w * 0.13, p.h * 0.68),
            (x - p.w * 0.02, p.h * 0.598),
            (p.w + 40, p.h * 0.54),
            (p.w + 40, p.h * 0.64),
            (x + p.w * 0.06, p.h * 0.65),
        )
        c.form(turf, light.on("#6f9a52"), (0, 1), 0.25)
    town.lighthouse(
        p,
        side + (-1 if flip else 1) * p.w * 0.06,
        p.h * 0.6,
        p.h * 0.47,
        p.choose("band", ["#c8402f", "#2f5f9a", "#2b2a33"]),
    )
    foam: shapes.Shape = []
    for k in range(16):
        fx = side + (1 if flip else -1) * p.w * (0.17 + 0.05 * (k / 16)) + p.wobble(p.w * 0.03)
        foam += shapes.ellipse(fx, p.h * (0.86 + 0.14 * k / 16), p.small * 0.035, p.small * 0.012)
    c.fill(foam, "#ffffff", 0.9)
    return tell(
        "a lighthouse",
        "on a cliff above the sea",
        when,
        words=("lighthouse", "sea", "cliff", "coast", light.name),
        also=("a striped lighthouse by the ocean", f"rocky coast {when}"),
    )


def rooftop(p: Page) -> Words:
    """A terrace over the town, with string lights."""
    light, when = p.set_light(("dusk", "golden", "night", "day"))
    c = p.canvas
    floor = p.h * 0.74
    air.sky(p, p.h * 0.7, p.w * 0.3, 0.5)
    for size, far in ((0.42, 0.5), (0.26, 0.2)):
        town.skyline(p, floor - p.h * 0.02, p.h * size, "#4d5274", far)
    deck = light.on("#b5825a")
    c.fill(
        shapes.rect(-5, floor, p.w + 10, p.h),
        linear((0, floor), (0, p.h), darker(deck, 0.15), deck, lighter(deck, 0.08)),
        grain=0.04,
    )
    for k in range(-7, 8):
        x = p.w / 2 + k * p.w * 0.1
        c.fill(
            shapes.stroke([(x, floor), (p.w / 2 + (x - p.w / 2) * 2, p.h)], 2),
            darker(deck, 0.3),
            0.5,
        )
    rail = light.on("#2b2d36")
    c.fill(shapes.rect(-5, floor - p.h * 0.13, p.w + 10, 9), rail)
    c.fill(
        [
            q
            for k in range(40)
            for q in shapes.rect(p.w * k / 40, floor - p.h * 0.13, 3, p.h * 0.13)
        ],
        rail,
    )
    from . import rooms, things

    nature.pot_plant(p, p.w * 0.1, p.h * 0.9, p.small * 0.42)
    nature.pot_plant(p, p.w * 0.9, p.h * 0.86, p.small * 0.34, "#e6d9c6")
    for side, x in ((False, 0.3), (True, 0.72)):
        with c.at(p.w * x, p.h * 0.93, p.small * 0.0027, flip=side):
            things.chair(p, p.choose("chair", ["#2f8f8a", "#e9b44c", "#c8543a"]))
    rooms.round_table(p, p.w * 0.51, p.h * 0.8, p.small * 0.24, p.h * 0.95, "#e6d9c6")
    with c.at(p.w * 0.49, p.h * 0.8, p.small * 0.0012):
        from . import food

        food.cocktail(p, 80, "#ee8434")
        with c.at(34, 3):
            food.cocktail(p, 80, "#d8435a")
    town.string_lights(p, -20, p.w * 0.55, p.h * 0.1, p.h * 0.09)
    town.string_lights(p, p.w * 0.45, p.w + 20, p.h * 0.12, p.h * 0.1)
    return tell(
        "a rooftop terrace",
        "above the city",
        when,
        words=("rooftop", "terrace", "city", "lights", light.name),
        also=("chairs and drinks on a roof terrace", "string lights over a balcony"),
    )
