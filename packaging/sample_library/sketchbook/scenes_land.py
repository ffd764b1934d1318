"""Coasts, deserts, fields and tracks."""

from . import air, landmarks, nature, shapes, things, town, wildlife
from .canvas import linear
from .colour import darker, lighter, mix
from .page import Page, Words, tell


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
            wildlife.gull(
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
    landmarks.lighthouse(
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


def desert(p: Page) -> Words:
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
        landmarks.balloon(p, x, y, size, sets[(k + p.rng.randrange(2)) % 4])
    return tell(
        "a hot air balloon" if many == 1 else "hot air balloons",
        "over the hills",
        when,
        words=("balloon", "sky", "flight", "hills", light.name),
        also=("a colourful balloon in the sky", f"ballooning {when}"),
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
