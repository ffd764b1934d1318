"""Food and drink on tables."""

from . import air, dishes, food, nature, rooms, shapes
from .canvas import linear
from .colour import darker, lighter
from .page import Page, Words, tell

TABLES = ("#b5825a", "#8a5a3f", "#e6d9c6", "#39454f", "#c9d3cf", "#d98e73", "#2f5f5c", "#f0c77a")


def _from_above(p: Page) -> str:
    """A table top filling the page; returns its colour."""
    c = p.canvas
    p.set_light(("day",))
    tone = p.choose("table", TABLES)
    air.backdrop(p, lighter(tone, 0.22), tone, darker(tone, 0.22), grain=0.03, across=True)
    if tone in TABLES[:2]:
        for k in range(1, 7):
            c.fill(
                shapes.stroke([(-5, p.h * k / 7), (p.w + 5, p.h * k / 7)], 3),
                darker(tone, 0.35),
                0.6,
            )
        c.texture(shapes.rect(0, 0, p.w, p.h), darker(tone, 0.3), 0.4, (2, 40), seed=5)
    elif p.chance("cloth", 0.5):
        with c.at(p.w * 0.5, p.h * 0.5, turn=p.number("turn", -16, 16)):
            half = p.small * 0.62
            c.form(shapes.rect(-half, -half * 0.7, half * 2, half * 1.4, 6), lighter(tone, 0.3))
            for k in range(9):
                c.fill(
                    shapes.rect(-half + k * half * 0.25, -half * 0.7, half * 0.05, half * 1.4),
                    darker(tone, 0.05),
                    0.35,
                )
    return tone


def _leaves(p: Page, spots: tuple[tuple[float, float], ...]) -> None:
    for x, y in spots:
        for a in (-50, 10, 75):
            p.canvas.form(
                shapes.leaf(p.w * x, p.h * y, p.small * 0.1, p.small * 0.05, a + x * 200), "#4a9448"
            )


def _where(p: Page) -> tuple[float, float]:
    return p.w * p.number("x", 0.44, 0.56), p.h * p.number("y", 0.45, 0.55)


def pizza(p: Page) -> Words:
    """A pizza from above."""
    _from_above(p)
    kind = p.choose("kind", ["salami", "margherita"])
    x, y = _where(p)
    r = p.small * p.number("r", 0.34, 0.42)
    c = p.canvas
    c.fill(
        shapes.ellipse(x + r * 0.05, y + r * 0.09, r * 1.12),
        "#1d1633",
        0.4,
        "multiply",
        feather=r * 0.05,
    )
    c.form(shapes.ellipse(x, y, r * 1.12), "#c08a55", (0.5, 1), 0.2)
    with c.at(x, y):
        dishes.pizza(p, r, kind)
    _leaves(p, ((0.08, 0.12), (0.92, 0.86)))
    for tx, ty in ((0.9, 0.14), (0.08, 0.86)):
        c.ball(shapes.ellipse(p.w * tx, p.h * ty, p.small * 0.055), "#d93a2c")
    return tell(
        f"a {kind} pizza",
        "on a wooden board",
        "",
        words=("pizza", "food", kind, "italian", "meal"),
        also=("a pizza seen from above",),
    )


def coffee(p: Page) -> Words:
    """Coffee and a croissant from above."""
    _from_above(p)
    c = p.canvas
    with_roll = p.chance("croissant", 0.7)
    wide = p.w > p.h
    a = (p.w * 0.34, p.h * 0.5) if wide else (p.w * 0.46, p.h * 0.32)
    b = (p.w * 0.71, p.h * 0.52) if wide else (p.w * 0.52, p.h * 0.73)
    if not with_roll:
        a = (p.w * 0.5, p.h * 0.5)
    with c.at(*a):
        dishes.cup(p, p.small * 0.19, p.choose("cup", ["#f6f1e7", "#d9e3df", "#e4b39a", "#3d5a6a"]))
    if with_roll:
        with c.at(*b):
            dishes.plate(p, p.small * 0.29, 1.0, "#f6f1e7")
            with c.at(0, p.small * 0.03, turn=p.number("lie", -30, 20)):
                dishes.croissant(p, p.small * 0.2)
    beans: shapes.Shape = []
    for _ in range(9):
        beans += shapes.ellipse(
            p.w * p.rng.uniform(0.04, 0.96),
            p.h * p.rng.choice((0.06, 0.93)) + p.wobble(20),
            15,
            10,
            p.rng.uniform(0, 180),
        )
    c.form(beans, "#4a2b1c")
    who = "a cup of coffee and a croissant" if with_roll else "a cup of coffee"
    return tell(
        who,
        "on a table",
        "",
        words=(
            "coffee",
            "cup",
            "breakfast",
            "drink",
            "food",
            *(("croissant",) if with_roll else ("cappuccino",)),
        ),
        also=("a cappuccino seen from above", "breakfast in a cafe"),
    )


def fruit(p: Page) -> Words:
    """A bowl of fruit on a table by a wall."""
    p.set_light(("day",))
    c = p.canvas
    wall = p.choose("wall", ["#d9c3a8", "#8fb0a8", "#e8b9a0", "#34505a", "#f0d9a0", "#b7a4c4"])
    line = p.h * 0.68
    c.fill(
        shapes.rect(-5, -5, p.w + 10, p.h + 10),
        linear((0, 0), (p.w, line), lighter(wall, 0.35), wall, darker(wall, 0.25)),
        grain=0.03,
    )
    beam = shapes.poly((p.w * 0.1, -5), (p.w * 0.38, -5), (p.w * 0.86, line), (p.w * 0.5, line))
    c.fill(beam, "#fff6da", 0.28, "screen", feather=14)
    top = p.choose("table", list(TABLES[:4]))
    c.fill(
        shapes.rect(-5, line, p.w + 10, p.h),
        linear((0, line), (0, p.h), lighter(top, 0.2), top, darker(top, 0.25)),
        grain=0.04,
    )
    width = p.small * p.number("width", 0.56, 0.7)
    x = p.w * p.number("x", 0.42, 0.58)
    rim = p.h * 0.82 - width * 0.42
    air.shadow(p, x + width * 0.1, rim + width * 0.45, width * 0.42, width * 0.05, 0.45)
    with c.at(x, rim):
        food.fruit_bowl(p, width, p.choose("bowl", ["#3d7a9a", "#f3ece0", "#c8543a", "#3f8f63"]))
    with c.at(x - width * 0.6, p.h * 0.85):
        air.shadow(p, 0, p.small * 0.07, p.small * 0.08, p.small * 0.016)
        food.apple(p, p.small * 0.07, "#d23b30")
    with c.at(x + width * 0.62, p.h * 0.87):
        air.shadow(p, 0, p.small * 0.065, p.small * 0.08, p.small * 0.016)
        food.orange(p, p.small * 0.066)
    return tell(
        "a bowl of fruit",
        "on a table",
        "",
        words=("fruit", "bowl", "apple", "orange", "food", "healthy"),
        also=("apples, oranges, bananas and grapes", "still life with fruit"),
    )


def salad(p: Page) -> Words:
    """A salad from above."""
    _from_above(p)
    x, y = _where(p)
    with p.canvas.at(x, y):
        dishes.salad(p, p.small * p.number("r", 0.36, 0.42))
    _cutlery(p, x, y, p.small * 0.42)
    return tell(
        "a green salad",
        "with tomatoes and cucumber",
        "",
        words=("salad", "vegetables", "food", "healthy", "tomato"),
        also=("a healthy meal in a bowl", "fresh salad seen from above"),
    )


def _cutlery(p: Page, x: float, y: float, r: float) -> None:
    c, steel = p.canvas, "#c6cad2"
    gap = min(r * 1.2, p.w * 0.45)
    c.form(
        shapes.stroke([(x - gap, y - r * 0.2), (x - gap, y + r * 0.7)], r * 0.045),
        steel,
        (1, 0),
        0.4,
    )
    for k in (-1, 0, 1):
        c.form(
            shapes.stroke(
                [(x - gap + k * r * 0.05, y - r * 0.2), (x - gap + k * r * 0.05, y - r * 0.6)],
                r * 0.026,
            ),
            steel,
            (1, 0),
        )
    c.form(
        shapes.stroke(
            [(x - gap - r * 0.05, y - r * 0.2), (x - gap + r * 0.05, y - r * 0.2)], r * 0.06
        ),
        steel,
    )
    c.form(shapes.stroke([(x + gap, y), (x + gap, y + r * 0.7)], r * 0.045), steel, (1, 0), 0.4)
    c.form(
        shapes.smooth(
            (x + gap - r * 0.04, y + r * 0.05),
            (x + gap - r * 0.05, y - r * 0.55),
            (x + gap + r * 0.04, y - r * 0.4),
            (x + gap + r * 0.05, y + r * 0.05),
        ),
        steel,
        (1, 0),
        0.4,
    )


def breakfast(p: Page) -> Words:
    """Fried eggs from above, with a cup."""
    _from_above(p)
    c = p.canvas
    wide = p.w > p.h
    with c.at(p.w * (0.4 if wide else 0.5), p.h * (0.52 if wide else 0.6)):
        dishes.eggs(p, p.small * 0.36)
    with c.at(p.w * (0.82 if wide else 0.72), p.h * (0.3 if wide else 0.17)):
        dishes.cup(p, p.small * 0.1)
    return tell(
        "fried eggs and bacon",
        "on a plate",
        "",
        words=("eggs", "breakfast", "food", "bacon", "plate"),
        also=("a cooked breakfast with coffee", "breakfast seen from above"),
    )


def ramen(p: Page) -> Words:
    """Noodle soup from above."""
    _from_above(p)
    x, y = _where(p)
    with p.canvas.at(x, y):
        dishes.ramen(p, p.small * p.number("r", 0.34, 0.4))
    return tell(
        "a bowl of ramen",
        "with egg and chopsticks",
        "",
        words=("ramen", "noodles", "soup", "food", "japanese"),
        also=("noodle soup seen from above", "asian food"),
    )


def _stand(p: Page) -> float:
    """A plain ground with a table edge; returns the height things stand on."""
    p.set_light(("day",))
    c = p.canvas
    wall = p.choose(
        "wall", ["#f3c9b5", "#bfd9d6", "#f4dd9a", "#d9c9e6", "#2f4a5a", "#e8e0d2", "#a9c79a"]
    )
    line = p.h * 0.74
    c.fill(
        shapes.rect(-5, -5, p.w + 10, p.h + 10),
        linear((0, 0), (p.w, line), lighter(wall, 0.35), wall, darker(wall, 0.15)),
        grain=0.03,
    )
    c.fill(shapes.ellipse(p.w * 0.5, p.h * 0.46, p.small * 0.38), lighter(wall, 0.4), 0.5)
    c.fill(
        shapes.rect(-5, line, p.w + 10, p.h),
        linear((0, line), (0, p.h), lighter(wall, 0.15), darker(wall, 0.22)),
        grain=0.03,
    )
    return p.h * 0.84


def cake(p: Page) -> Words:
    """A birthday cake."""
    y = _stand(p)
    icing = p.choose("icing", ["#f2a7b8", "#fbf4e4", "#7a4a30", "#a9d9c8"])
    air.shadow(p, p.w / 2, y, p.small * 0.3, p.small * 0.03)
    with p.canvas.at(p.w / 2, y):
        food.cake(p, p.small * 0.56, icing)
    return tell(
        "a birthday cake",
        "with candles",
        "",
        words=("cake", "birthday", "candles", "dessert", "food"),
        also=("a layer cake with icing", "party cake on a stand"),
    )


def burger(p: Page) -> Words:
    """A burger."""
    y = _stand(p)
    air.shadow(p, p.w / 2, y, p.small * 0.36, p.small * 0.03)
    p.canvas.form(
        shapes.rect(p.w / 2 - p.small * 0.4, y - 2, p.small * 0.8, p.small * 0.04, 8), "#9a6238"
    )
    with p.canvas.at(p.w / 2, y):
        food.burger(p, p.small * p.number("size", 0.54, 0.62))
    return tell(
        "a cheeseburger",
        "on a wooden board",
        "",
        words=("burger", "food", "cheese", "fast food"),
        also=("a hamburger with lettuce and tomato",),
    )


def ice_cream(p: Page) -> Words:
    """An ice-cream cone or two."""
    _stand(p)
    many = p.choose("many", [1, 1, 2])
    flavours = ["#f2a7b8", "#f7e7b8", "#7a4a30", "#a9d9a0", "#f4b06a", "#c9a4e0", "#d8435a"]
    for k in range(many):
        scoops = p.rng.sample(flavours, p.rng.choice((1, 2, 3)))
        x = p.w * (0.5 + (k - (many - 1) / 2) * 0.34)
        with p.canvas.at(x, p.h * 0.9, turn=(k * 2 - 1) * 9 * (many > 1)):
            food.ice_cream(p, p.small * 0.56, scoops)
    return tell(
        "an ice cream cone" if many == 1 else "two ice cream cones",
        "on a plain background",
        "",
        words=("ice cream", "dessert", "summer", "food", "sweet"),
        also=("scoops of ice cream with a cherry",),
    )


def cocktail(p: Page) -> Words:
    """One to three cold drinks."""
    y = _stand(p)
    many = p.choose("many", [1, 2, 3])
    names = {
        "orange": "#ee8434",
        "red": "#d8324a",
        "green": "#8fc05a",
        "yellow": "#f2c83a",
        "pink": "#e57a9a",
    }
    chosen = p.rng.sample(list(names), many)
    for k, name in enumerate(chosen):
        x = p.w * 0.5 + (k - (many - 1) / 2) * p.small * 0.3
        size = p.small * (0.56 if many == 1 else 0.42)
        air.shadow(p, x, y, size * 0.26, size * 0.035)
        with p.canvas.at(x, y, flip=bool(k % 2)):
            food.cocktail(p, size, names[name])
    who = f"{chosen[0]} cocktail"
    return tell(
        f"{'an' if who[0] == 'o' else 'a'} {who}" if many == 1 else "cold summer drinks",
        "with ice and lemon",
        "",
        words=("drink", "cocktail", "summer", "glass", "ice"),
        also=("a long drink with a straw", "refreshing lemonade"),
    )


def bread(p: Page) -> Words:
    """A loaf on a board in a kitchen."""
    p.set_light(("day",))
    c = p.canvas
    rooms.tiles(p, -40, p.h * 0.7, p.choose("tiles", ["#d9e3e0", "#e8d3bf", "#b9cbd6"]))
    top = p.choose("table", list(TABLES[:3]))
    c.fill(
        shapes.rect(-5, p.h * 0.66, p.w + 10, p.h),
        linear((0, p.h * 0.66), (0, p.h), lighter(top, 0.2), top, darker(top, 0.3)),
        grain=0.04,
    )
    y = p.h * 0.84
    air.shadow(p, p.w / 2, y + 20, p.small * 0.52, p.small * 0.04)
    c.form(
        shapes.rect(p.w / 2 - p.small * 0.46, y - 8, p.small * 0.92, p.small * 0.05, 14),
        "#a9703f",
        (0, 1),
    )
    with c.at(p.w * 0.46, y):
        food.loaf(p, p.small * 0.48)
    nature.pot_plant(p, p.w * 0.88, p.h * 0.76, p.small * 0.28)
    return tell(
        "a loaf of bread",
        "on a cutting board",
        "",
        words=("bread", "food", "bakery", "kitchen", "loaf"),
        also=("sliced bread in a kitchen", "fresh baking"),
    )
