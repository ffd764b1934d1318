"""Lakes, forests, waterfalls and camps."""

from . import air, landmarks, nature, shapes
from .canvas import linear
from .colour import RGB, darker, lighter, mix
from .page import Page, Words, tell

OUTSIDE = ("dawn", "day", "golden", "dusk", "night", "overcast")


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
        landmarks.sailboat(p, p.w * 0.55, line + p.h * 0.14, p.small * 0.16, "#b8432f", "#f7efe0")
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


def _falling_water(p: Page) -> None:
    """The fall and the pool that it drops into."""
    c, light = p.canvas, p.light
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


def _ferns(p: Page) -> None:
    """Long leaves in the lower corners."""
    c, light = p.canvas, p.light
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
    _falling_water(p)
    _ferns(p)
    return tell(
        "a waterfall",
        "in the forest",
        when,
        words=("waterfall", "water", "rocks", "nature", "forest"),
        also=("water falling over rocks into a pool",),
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
    landmarks.tent(p, p.w * 0.42, p.h * 0.86, p.small * 0.52, tone)
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
