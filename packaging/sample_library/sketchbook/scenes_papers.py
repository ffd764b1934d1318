"""Pages of text: a receipt, a banner, a poster, a list."""

import numpy as np

from . import air, food, household, shapes
from .colour import darker, lighter
from .page import Page, Words, tell


def receipt(p: Page) -> Words:
    """A till receipt lying on a table."""
    p.set_light(("day",))
    c = p.canvas
    tone = p.choose("table", ["#8a5a3f", "#39454f", "#c9d3cf", "#d98e73", "#5f7a6a"])
    air.backdrop(p, lighter(tone, 0.2), tone, darker(tone, 0.25), grain=0.03, across=True)
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
        c.fill([q + np.array([14, 20]) for q in paper], "#1d1633", 0.4, "multiply", feather=14)
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


def _banner_words(p: Page, one: str, two: str, percent: str, season: str) -> None:
    """The lines of the banner and its button."""
    c = p.canvas
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
    air.backdrop(p, lighter(one, 0.12), one, darker(one, 0.18), grain=0.03, across=True)
    for k in range(28):
        a = k * 360 / 28
        c.fill(
            shapes.poly(
                (p.w * 0.5, p.h * 0.5), *shapes.arc(p.w * 0.5, p.h * 0.5, p.w + p.h, a, a + 6.4)
            ),
            lighter(one, 0.2),
            0.35,
        )
    _banner_words(p, one, two, percent, season)
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
    air.backdrop(p, lighter(ground, 0.2), ground, grain=0.04, across=True)
    kind = p.choose("kind", ["concert", "film", "market"])
    r = p.small * 0.3
    c.form(shapes.ellipse(p.w / 2, p.h * 0.42, r), "#e4572e", (0.3, 1), 0.2)
    with c.at(p.w / 2, p.h * 0.42 + r * 0.9, r * 0.0165):
        if kind == "concert":
            household.guitar(p, "#f0b72f")
        elif kind == "film":
            household.camera(p, "#f3efe6")
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
    air.backdrop(p, lighter(tone, 0.2), tone, darker(tone, 0.2), grain=0.03, across=True)
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
        c.fill([q + np.array([12, 18]) for q in page], "#1d1633", 0.4, "multiply", feather=14)
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
