"""Products on plain grounds, as in a shop's catalogue."""

from collections.abc import Callable
from dataclasses import dataclass

from . import air, household, shapes, things
from .canvas import linear, radial
from .colour import darker, lighter, mix
from .page import Page, Words, tell

COLOURS = {
    "red": "#d2402f",
    "orange": "#ee8434",
    "yellow": "#f0b72f",
    "green": "#3f8f63",
    "teal": "#1f8a8a",
    "blue": "#2f66b8",
    "purple": "#7550a8",
    "pink": "#e57a9a",
    "white": "#f3efe6",
    "black": "#2c2b34",
    "brown": "#8a5a38",
}
GROUNDS = (
    "#e9e4da",
    "#f3d9c9",
    "#cfdfe3",
    "#d9e3cf",
    "#f4e3b5",
    "#d9d2e6",
    "#c9d6d0",
    "#e8b9a0",
    "#f4f2ee",
    "#2f3a4a",
)


@dataclass(frozen=True)
class Product:
    """How to draw it, its name, how much of the page it fills, its colours, half its footprint."""

    draw: Callable[[Page, str], None]
    noun: str
    size: float
    words: tuple[str, ...]
    colours: tuple[str, ...] = tuple(COLOURS)
    foot: float = 30


PRODUCTS: dict[str, Product] = {
    "sneaker": Product(
        lambda p, c: things.sneaker(p, c, p.choose("accent", ["#26324a", "#f3efe6", "#f0b72f"])),
        "running shoe",
        0.0068,
        ("sneaker", "shoe", "sport"),
        foot=52,
    ),
    "bottle": Product(
        things.bottle, "water bottle", 0.0068, ("bottle", "drink", "outdoor"), foot=17
    ),
    "perfume": Product(
        things.perfume,
        "bottle of perfume",
        0.0074,
        ("perfume", "beauty", "glass"),
        ("pink", "yellow", "teal", "purple", "blue", "orange"),
        foot=25,
    ),
    "watch": Product(
        lambda p, c: things.watch(p, c, p.choose("dial", ["#26324a", "#f7f4ee", "#20242c"])),
        "wristwatch",
        0.0072,
        ("watch", "time", "accessory"),
        foot=0,
    ),
    "backpack": Product(
        lambda p, c: things.backpack(p, c, p.choose("accent", ["#e9b44c", "#8a5a38", "#2c2b34"])),
        "backpack",
        0.0070,
        ("backpack", "bag", "outdoor"),
        foot=36,
    ),
    "mug": Product(
        household.mug, "mug of coffee", 0.0078, ("mug", "cup", "coffee", "drink"), foot=27
    ),
    "lipstick": Product(
        things.lipstick,
        "lipstick",
        0.0074,
        ("lipstick", "beauty", "makeup"),
        ("red", "pink", "purple", "orange", "brown"),
        foot=15,
    ),
    "headphones": Product(
        lambda p, c: household.headphones(
            p, c, p.choose("accent", ["#2c2b34", "#e9b44c", "#b98a6a"])
        ),
        "pair of headphones",
        0.0072,
        ("headphones", "music", "audio"),
        foot=50,
    ),
    "chair": Product(
        household.chair, "armchair", 0.0068, ("chair", "furniture", "interior"), foot=36
    ),
    "lamp": Product(household.lamp, "table lamp", 0.0068, ("lamp", "light", "furniture"), foot=20),
    "camera": Product(
        lambda p, c: household.camera(p, "#c6cad2" if c in ("#f3efe6", "#2c2b34") else c),
        "camera",
        0.0068,
        ("camera", "photography"),
        ("white", "black", "brown", "teal"),
        foot=46,
    ),
    "sunglasses": Product(
        lambda p, c: things.sunglasses(p, c, p.choose("lens", ["#2f6fc0", "#7a4a2a", "#3a3f4c"])),
        "pair of sunglasses",
        0.0072,
        ("sunglasses", "summer", "accessory"),
        foot=44,
    ),
    "handbag": Product(
        things.handbag, "handbag", 0.0076, ("handbag", "bag", "leather", "fashion"), foot=40
    ),
    "guitar": Product(
        household.guitar,
        "acoustic guitar",
        0.0074,
        ("guitar", "music", "instrument"),
        ("orange", "brown", "red", "black"),
        foot=22,
    ),
    "umbrella": Product(
        things.umbrella, "umbrella", 0.0068, ("umbrella", "rain", "accessory"), foot=6
    ),
    "bicycle": Product(things.bicycle, "bicycle", 0.0074, ("bicycle", "bike", "sport"), foot=46),
    "books": Product(
        household.book, "stack of books", 0.0076, ("book", "books", "reading"), foot=44
    ),
    "teapot": Product(household.teapot, "teapot", 0.0074, ("teapot", "tea", "kitchen"), foot=30),
    "laptop": Product(
        household.laptop,
        "laptop with a chart",
        0.0070,
        ("laptop", "computer", "office"),
        ("teal", "blue", "pink", "yellow"),
        foot=56,
    ),
    "phone": Product(
        household.phone,
        "mobile phone",
        0.0066,
        ("phone", "smartphone", "app"),
        ("blue", "purple", "teal", "pink", "orange"),
        foot=26,
    ),
    "football": Product(
        lambda p, _: things.ball(p, "football"),
        "football",
        0.0086,
        ("football", "ball", "sport"),
        ("white",),
        foot=16,
    ),
    "basketball": Product(
        lambda p, _: things.ball(p, "basketball"),
        "basketball",
        0.0086,
        ("basketball", "ball", "sport"),
        ("orange",),
        foot=16,
    ),
    "tennis": Product(
        lambda p, _: things.ball(p, "tennis"),
        "tennis ball",
        0.0084,
        ("tennis", "ball", "sport"),
        ("yellow",),
        foot=16,
    ),
    "pencils": Product(
        household.scissors_and_pencils,
        "pot of pencils",
        0.0066,
        ("pencils", "drawing", "office"),
        foot=22,
    ),
}


def product(p: Page) -> Words:
    """One product (sometimes a pair) on a plain ground or a plinth."""
    p.set_light(("day",))
    item = PRODUCTS[p.choose("product", list(PRODUCTS))]
    name = p.choose("colour", item.colours)
    ground = p.choose("ground", GROUNDS)
    stage = p.choose("stage", ["plain", "plain", "plinth", "arch", "disc"])
    floor = p.h * (0.77 if stage != "plinth" else 0.72)
    _stage(p, ground, stage, floor)
    many = p.choose("many", [1, 1, 1, 2])
    if item.noun in ("bicycle", "umbrella", "laptop with a chart"):
        many = 1
    size = p.small * item.size * p.number("size", 0.86, 1.04) * (1.0 if many == 1 else 0.66)
    if stage == "plinth":
        size *= 0.9
    _place(p, item, name, many, size, floor)
    plural = item.noun if many == 1 else f"two {_plural(item.noun)}"
    article = "an" if (many == 1 and name == "orange") else "a"
    own = item.colours != tuple(COLOURS) and len(item.colours) == 1
    shade = name if many == 1 else "coloured"
    who = (
        (f"{article} {shade} {item.noun}" if not own else f"a {item.noun}") if many == 1 else plural
    )
    return tell(
        who,
        "on a plain background",
        "",
        words=("product", *item.words, *(() if own or many > 1 else (name,))),
        also=(
            f"product picture of {who}",
            f"{item.words[0]} for a shop catalogue",
            f"studio shot of {who}",
        ),
    )


def _plural(noun: str) -> str:
    first, _, rest = noun.partition(" of ")
    ends = "es" if first.endswith(("ch", "x", "ss")) else ("" if first.endswith("s") else "s")
    return f"{first}{ends}{' of ' + rest if rest else ''}"


def _stage(p: Page, ground: str, stage: str, floor: float) -> None:
    c = p.canvas
    pale = lighter(ground, 0.4)
    c.fill(
        shapes.rect(-5, -5, p.w + 10, p.h + 10),
        radial((p.w * 0.42, p.h * 0.34), p.w * 0.9, pale, ground, darker(ground, 0.16)),
        grain=0.03,
    )
    if stage == "arch":
        half = p.small * 0.34
        arch = shapes.poly(
            (p.w / 2 - half, p.h + 5),
            *shapes.arc(p.w / 2, p.h * 0.42, half, 180, 360),
            (p.w / 2 + half, p.h + 5),
        )
        c.form(
            arch,
            mix(
                ground,
                p.choose("accent_ground", ["#e4572e", "#2f8f8a", "#f0b72f", "#7550a8"]),
                0.32,
            ),
            (0.6, 1),
            0.16,
        )
    elif stage == "disc":
        c.form(
            shapes.ellipse(p.w / 2, p.h * 0.47, p.small * 0.37),
            lighter(ground, 0.55),
            (0.5, 1),
            0.1,
        )
    if stage in ("plain", "disc", "arch"):
        table = shapes.rect(-5, floor - p.h * 0.06, p.w + 10, p.h)
        c.fill(
            table,
            linear(
                (0, floor - p.h * 0.06),
                (0, p.h),
                (lighter(ground, 0.25), 0.0),
                (lighter(ground, 0.3), 0.9),
                (ground, 0.9),
            ),
            grain=0.02,
        )
    else:
        _plinth(p, ground, floor)


def _plinth(p: Page, ground: str, floor: float) -> None:
    """A round base whose top is at `floor`."""
    c = p.canvas
    half = p.small * 0.44
    low = p.h * 0.94
    air.shadow(p, p.w / 2 + half * 0.2, low, half * 1.3, p.small * 0.05, 0.35)
    side = shapes.poly(
        (p.w / 2 - half, floor),
        (p.w / 2 + half, floor),
        (p.w / 2 + half, low),
        (p.w / 2 - half, low),
    )
    tone = lighter(ground, 0.12)
    side += shapes.ellipse(p.w / 2, low, half, half * 0.16)
    c.form(side, tone, (1, 0.1), 0.22)
    c.form(shapes.ellipse(p.w / 2, floor, half, half * 0.16), lighter(ground, 0.55), (0.5, 1), 0.08)


def _ground_shadow(p: Page, x: float, y: float, size: float, foot: float) -> None:
    """Dark where the thing touches the ground, and a softer shadow thrown to the right."""
    if foot:
        air.shadow(p, x + size * foot * 0.3, y + size, size * (foot * 1.2 + 4), size * 6, 0.2)
        air.shadow(p, x, y - size * 0.5, size * (foot + 2), size * 2.2, 0.4)


def _place(p: Page, item: Product, name: str, many: int, size: float, floor: float) -> None:
    c = p.canvas
    names = [name, *(n for n in item.colours if n != name)]
    flip = p.chance("left", 0.3) and "watch" not in item.noun and "phone" not in item.noun
    for k in range(many):
        x = (
            p.w / 2
            + (k - (many - 1) / 2) * min(p.w * 0.4, p.small * 0.46)
            + p.number("dx", -0.03, 0.03) * p.w
        )
        _ground_shadow(p, x, floor, size, item.foot)
        with c.at(x, floor, size, flip=flip if "bottle" not in item.noun else False):
            item.draw(p, COLOURS[names[min(k, len(names) - 1)]])


def flat_lay(p: Page) -> Words:
    """Outdoor or desk things laid out together, seen from the front on shelves."""
    p.set_light(("day",))
    theme = p.choose("theme", ["outdoor", "office", "beauty"])
    ground = p.choose("ground", GROUNDS[:8])
    c = p.canvas
    air.backdrop(p, lighter(ground, 0.4), ground, darker(ground, 0.12), grain=0.03, across=True)
    sets = {
        "outdoor": ("backpack", "bottle", "sneaker", "camera", "sunglasses", "watch"),
        "office": ("laptop", "mug", "pencils", "books", "headphones", "lamp"),
        "beauty": ("lipstick", "perfume", "handbag", "sunglasses", "watch", "mug"),
    }
    cols = 3 if p.w >= p.h else 2
    rows = 6 // cols
    for k, key in enumerate(sets[theme]):
        item = PRODUCTS[key]
        x, y = p.w * (k % cols + 0.5) / cols, p.h * ((k // cols + 1) / rows) - p.h * 0.075
        size = min(p.w / cols, p.h / rows) * item.size * 1.0
        name = p.rng.choice(item.colours)
        _ground_shadow(p, x, y, size, item.foot)
        with c.at(x, y, size):
            item.draw(p, COLOURS[name])
    label = {
        "outdoor": "outdoor gear",
        "office": "things for a desk",
        "beauty": "beauty products and accessories",
    }[theme]
    return tell(
        label,
        "on a plain background",
        "",
        words=("product", "collection", theme, *(PRODUCTS[k].words[0] for k in sets[theme])),
        also=(f"a set of {label}", f"{theme} products in rows"),
    )
