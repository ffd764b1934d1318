"""What the benchmark of standing asks: nonsense in four kinds, class names, the sample pictures."""

from __future__ import annotations

import random

SYLLABLES = (
    "ba", "be", "bi", "bo", "bu", "da", "dra", "fle", "fri", "ga", "glo", "gri", "ka", "ke",
    "kli", "kno", "la", "lo", "lu", "ma", "mi", "mo", "na", "ne", "no", "pla", "pra", "qua", "ra",
    "re", "ro", "sa", "sku", "sli", "so", "sta", "ta", "tri", "tu", "va", "vex", "wi", "wo", "xa",
    "ya", "zi", "zo",
)  # fmt: skip
WORDS = (
    "although", "theorem", "seven", "invoice", "whereas", "modulo", "parliament", "quarterly",
    "hypothesis", "refund", "nevertheless", "tax", "algebra", "pronoun", "inflation", "syntax",
    "clause", "dividend", "quota", "verdict", "ratio", "adverb", "cosine", "mortgage", "doctrine",
    "between", "unless", "eleven", "axiom", "tariff", "epoch", "memo", "agenda", "logarithm",
    "deadline", "footnote", "warranty", "compiler", "virtue", "irony", "consent", "justice",
    "entropy", "decade", "audit", "backlog",
)  # fmt: skip
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")
SUBJECTS = (
    "the square root of minus nine", "a colourless idea", "last Tuesday", "the concept of debt",
    "an unpaid semicolon", "the third derivative", "a retired vowel", "a recursive alibi",
    "the silence of percentages", "the tax on gravity", "a polite integer", "the plural of nothing",
)  # fmt: skip
DOES = (
    "negotiates with", "sleeps furiously inside", "divides by", "regrets", "subscribes to",
    "evaporates into", "postpones", "outvotes", "rhymes with", "contradicts", "rounds up to",
)  # fmt: skip
OBJECTS = (
    "the letter seven", "an empty theorem", "next year's memory", "the smell of arithmetic",
    "a hypothetical wednesday", "the passive voice", "its own footnote", "half of eternity",
    "the average of two secrets", "the grammar of dust", "the inside of a number",
)  # fmt: skip


def nonsense(count: int, seed: int) -> list[tuple[str, str]]:
    """(kind, line): syllables, word salad, keyboard mash, and well-formed absurdities, in turn."""
    draw = random.Random(seed)

    def syllables() -> str:
        words = range(draw.randint(2, 6))
        return " ".join("".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))) for _ in words)

    def salad() -> str:
        return " ".join(draw.choices(WORDS, k=draw.randint(4, 9)))

    def mash() -> str:
        words = range(draw.randint(1, 4))
        return " ".join(
            "".join(draw.choices(draw.choice(ROWS), k=draw.randint(4, 11))) for _ in words
        )

    def absurd() -> str:
        return f"{draw.choice(SUBJECTS)} {draw.choice(DOES)} {draw.choice(OBJECTS)}"

    kinds = {"syllables": syllables, "salad": salad, "mash": mash, "absurd": absurd}
    names = list(kinds)
    return [(names[i % 4], kinds[names[i % 4]]()) for i in range(count)]


SAMPLES = {
    "a receipt": "till-receipt",
    "a dog on the beach": (
        "black-dog-waiting dog-at-the-tideline dog-at-the-tideline-bright dog-at-the-tideline- "
        "closer walking-the-dog"
    ),
    "a woman doing yoga by the sea": "warrior-by-the-sea",
    "a running shoe on a plain background": "racer-orange racer-teal racer-white",
    "people running outdoors": (
        "two-runners-first-light two-runners-first-light-web trail-in-may beach-run evening-run "
        "lunch-run"
    ),
    "someone running in low sun": (
        "two-runners-first-light two-runners-first-light-web evening-run beach-run"
    ),
    "mountains and a lake": "lake-at-noon lake-in-the-evening",
    "a quiet beach with the sea behind it": (
        "beach-run dog-at-the-tideline grey-morning-with-gulls kite-on-the-sands parasol-at-noon "
        "palms-after-sunset black-dog-waiting dog-at-the-tideline-bright dog-at-the-tideline- "
        "closer walking-the-dog warrior-by-the-sea"
    ),
    "a forest path between tall trees": "old-pines trail-in-may copper-leaves",
    "a cat on a sofa": "cat-on-the-sofa",
    "a pizza": "pizza-night",
    "a bowl of fruit": "bowl-of-fruit",
    "a lighthouse": "lighthouse-in-the-evening",
    "a hot air balloon": "balloons",
    "a waterfall": "waterfall",
    "a horse": "horse-at-the-fence",
    "a cup of coffee and a croissant": "coffee-and-croissant",
    "a birthday cake": "birthday",
    "a lipstick": "red-lipstick",
    "a wristwatch": "field-watch",
    "headphones": "headphones",
    "an armchair": "armchair",
    "a desk lamp": "lamp-lit",
    "a rucksack": "rucksack-green",
    "a steel bottle": "steel-bottle steel-bottle-2",
    "a red mug": "red-mug",
    "a salad": "green-salad",
    "a whale in the sea": "whale-with-calf",
    "a coral reef with fish": "reef",
    "a bridge over a river": "old-bridge",
    "a city skyline at sunset": "towers-at-sunset towers-at-sunset-2 terrace-above-the-roofs",
    "a man riding a bicycle": "riding-home",
    "a field of lavender": "lavender-rows",
    "a desert with cacti": "dry-country",
    "a tent at night": "last-camp",
    "a small bird": "robin",
    "a sale banner with text": "sale-banner-final",
    "a team meeting in an office": "team-meeting",
    "a village in the snow": "village-under-snow",
    "skiing in the snow": "fresh-powder",
    "boats in a harbour": "small-harbour",
    "palm trees at sunset": "palms-after-sunset",
    "a wave": "green-wave",
    "a person reading by a window": "reading-by-the-window",
    "a kitchen": "kitchen-in-the-morning",
    "people walking in the rain with umbrellas": "rain-on-market-street",
    "a swimmer": "lanes",
}
"""What the sample library shows, in words, and the names of its pictures that do."""
NOT_IN_SAMPLES = (
    "a climber on an indoor climbing wall with coloured holds",
    "an elephant",
    "a violin",
    "a wedding couple",
    "a football match in a stadium",
    "an aeroplane",
    "a baby in a cot",
    "a motorbike",
    "a train station",
    "a chess board",
    "a microscope",
    "a giraffe",
    "a guitar player on a stage",
    "a hospital bed",
    "a tractor in a field of wheat",
    "a computer keyboard",
    "a church organ",
    "a sushi plate",
    "a dentist at work",
    "a group of schoolchildren in a classroom",
)
