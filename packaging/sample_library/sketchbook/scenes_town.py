"""Cities, streets, harbours and villages."""

from . import (
    air,
    food,
    household,
    landmarks,
    nature,
    people,
    poses,
    rooms,
    shapes,
    things,
    town,
    wildlife,
)
from .canvas import linear
from .colour import LIGHTS, darker, lighter, mix
from .page import Page, Words, tell


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
            people.figure(p, poses.POSES["walk"], wear)
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
            landmarks.fishing_boat(p, p.w * bx, y, p.small * size, hull)
        else:
            landmarks.sailboat(p, p.w * bx, y, p.small * size, hull, "#f7efe0")
    air.ripples(p, line + p.h * 0.03, p.h, "#ffffff", 50, 0.2)
    for _ in range(3):
        wildlife.gull(
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
    nature.pot_plant(p, p.w * 0.1, p.h * 0.9, p.small * 0.42)
    nature.pot_plant(p, p.w * 0.9, p.h * 0.86, p.small * 0.34, "#e6d9c6")
    for side, x in ((False, 0.3), (True, 0.72)):
        with c.at(p.w * x, p.h * 0.93, p.small * 0.0027, flip=side):
            household.chair(p, p.choose("chair", ["#2f8f8a", "#e9b44c", "#c8543a"]))
    rooms.round_table(p, p.w * 0.51, p.h * 0.8, p.small * 0.24, p.h * 0.95, "#e6d9c6")
    with c.at(p.w * 0.49, p.h * 0.8, p.small * 0.0012):
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
