"""Texts that we write ourselves: class prompts, and phrases such as campaign briefs hold."""

from __future__ import annotations

import random

TEMPLATES = (
    "{}",
    "a photo of {}",
    "a picture of {}",
    "a close-up of {}",
    "a drawing of {}",
    "{} in the picture",
)
PROMPTS = ("{}", "a photo of {}", "a picture of {}", "a close-up of {}")

# Labels of the sets that read badly as words, and what they are called in a sentence.
SPOKEN = {
    "Faces": "the face of a person",
    "Faces_easy": "a close-up face of a person",
    "Leopards": "a leopard",
    "Motorbikes": "a motorbike",
    "airplanes": "an airplane",
    "car_side": "a car seen from the side",
    "cougar_body": "a cougar",
    "cougar_face": "the face of a cougar",
    "crocodile_head": "the head of a crocodile",
    "flamingo_head": "the head of a flamingo",
    "dollar_bill": "a dollar bill",
    "inline_skate": "an inline skate",
    "soccer_ball": "a soccer ball",
    "stop_sign": "a stop sign",
    "water_lilly": "a water lily",
    "wild_cat": "a wild cat",
    "windsor_chair": "a windsor chair",
    "joshua_tree": "a joshua tree",
    "grand_piano": "a grand piano",
    "electric_guitar": "an electric guitar",
    "ceiling_fan": "a ceiling fan",
    "sea_horse": "a sea horse",
    "yin_yang": "a yin yang symbol",
    "BACKGROUND_Google": "a random picture",
    "garfield": "garfield, the orange cartoon cat",
    "snoopy": "snoopy, the cartoon dog",
    "binocular": "binoculars",
    "scissors": "scissors",
    "headphone": "headphones",
    "ant": "an ant",
    "llama": "a llama",
    "minaret": "a minaret tower",
    "metronome": "a metronome",
    "mayfly": "a mayfly insect",
    "pagoda": "a pagoda temple",
    "buildings": "buildings in a city",
    "forests": "a forest",
    "forest": "a forest",
    "glacier": "a glacier with ice",
    "mountains": "mountains",
    "sea": "the sea",
    "street": "a street in a town",
    "Longsleeve": "a long-sleeved shirt",
    "T-Shirt": "a t-shirt",
    "Polo": "a polo shirt",
    "Top": "a top for women",
    "Body": "a baby body suit",
    "Outwear": "a coat or jacket",
    "Pants": "trousers",
    "Shorts": "shorts",
    "Shoes": "shoes",
    "Not sure": "a piece of clothing",
    "Other": "a piece of clothing",
    "Skip": "something blurred",
}

PEOPLE = (
    "a woman", "a man", "a young couple", "a family", "children", "a girl", "a boy", "friends",
    "an old man", "a team", "a runner", "a chef", "a musician", "a dancer", "a worker", "a baby",
    "tourists", "a cyclist", "a crowd", "two people", "a mother and her child", "nobody",
)  # fmt: skip
DOINGS = (
    "laughing", "reading", "cooking", "walking", "running", "dancing", "resting", "playing",
    "drinking coffee", "working on a laptop", "riding a bike", "swimming", "climbing", "eating",
    "holding flowers", "taking a photo", "looking away", "jumping", "singing", "shopping",
)  # fmt: skip
PLACES = (
    "on a beach", "in the mountains", "in a forest", "in a city street", "at home", "in a kitchen",
    "in an office", "in a garden", "at a market", "in the snow", "by a lake", "at the sea",
    "in a park", "in a cafe", "on a rooftop", "in a studio", "in a desert", "on a boat",
    "in a field of flowers", "at night", "at sunset", "in the rain", "on a road", "under water",
)  # fmt: skip
TONES = (
    "warm", "cold", "calm", "bright", "dark", "moody", "cheerful", "minimal", "playful", "serene",
    "energetic", "elegant", "rustic", "vintage", "modern", "dramatic", "soft", "bold", "natural",
    "dreamy", "nostalgic", "fresh", "cosy", "luxurious", "quiet", "adventurous", "romantic",
)  # fmt: skip
THINGS = (
    "light", "colours", "morning", "evening", "summer", "winter", "autumn leaves", "spring flowers",
    "coffee", "bread", "fruit", "wine", "shoes", "a dress", "a jacket", "a handbag", "a watch",
    "jewellery", "furniture", "a bicycle", "a car", "an old building", "architecture", "glass",
    "wood", "stone", "water", "waves", "clouds", "blue sky", "a waterfall", "snow", "ice", "sand",
    "grass", "trees", "animals", "a dog", "a cat", "a horse", "birds", "a bouquet", "tulips",
    "roses", "sunflowers", "a red circle", "a blue square", "green triangles", "stripes", "dots",
)  # fmt: skip


def campaign_phrases(count: int, seed: int = 7) -> list[str]:
    """Phrases such as stand in a brief: tone, subject, doing, setting, in changing company."""
    draw = random.Random(seed)
    shapes = (
        "{tone} {thing}", "{people} {doing} {place}", "{thing} {place}", "{tone} mood, {people}",
        "{people} with {thing}", "{tone} picture of {thing}", "{people} {doing}",
        "{tone} and {tone2}",
        "{thing} and {thing2}", "{people} {place}", "{tone} scene {place}", "{doing} {place}",
        "{tone} {thing} {place}", "close-up of {thing}", "{thing} on a table", "{tone} colours",
    )  # fmt: skip
    found: dict[str, None] = {}
    while len(found) < count:
        words = {
            "tone": draw.choice(TONES), "tone2": draw.choice(TONES),
            "thing": draw.choice(THINGS), "thing2": draw.choice(THINGS),
            "people": draw.choice(PEOPLE), "doing": draw.choice(DOINGS),
            "place": draw.choice(PLACES),
        }  # fmt: skip
        found[draw.choice(shapes).format(**words)] = None
    return list(found)


def article(word: str) -> str:
    """`a` or `an` before a bare noun."""
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {word}"


def spoken(label: str) -> str:
    """A class label as it is said in a sentence."""
    if label in SPOKEN:
        return SPOKEN[label]
    plain = label.replace("_", " ").strip()
    plural = plain.endswith("s") and not plain.endswith(("ss", "us", "is"))
    return plain if plural else article(plain)
