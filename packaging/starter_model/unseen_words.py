"""Queries that no caption of the training photographs holds, each with the pictures it means.

`pairs(records)` gives (query, set, labels): the right answers are the pictures of that set with one
of those labels. A query whose words do occur in a caption is left out by `never_captioned`. Most
are not the label's own word either (that one is trained as a prompt): they are other words for it.
"""

from __future__ import annotations

import re

import pictures

MEANINGS: dict[tuple[str, str], tuple[str, ...]] = {
    ("clothing", "Shoes"): ("sneakers", "footwear", "loafers", "moccasins"),
    ("clothing", "Pants"): ("trousers", "chinos", "slacks"),
    ("clothing", "Blazer"): ("blazer", "sport coat"),
    ("clothing", "Hoodie"): ("hooded pullover", "hoodies"),
    ("clothing", "Dress"): ("gown", "frock", "sundress"),
    ("clothing", "Hat"): ("headwear", "headgear", "fedora"),
    ("clothing", "Outwear"): ("outerwear", "parka", "anorak"),
    ("clothing", "Skirt"): ("miniskirt",),
    ("clothing", "Longsleeve"): ("longsleeve",),
    ("scenes", "glacier"): ("glacier", "iceberg", "permafrost", "arctic"),
    ("scenes", "mountains"): ("alps", "summits", "sierra", "massif"),
    ("scenes", "forests"): ("woodland", "rainforest", "conifers", "deciduous"),
    ("scenes", "sea"): ("seascape", "seashore", "maritime", "coastline"),
    ("scenes", "buildings"): ("skyscrapers", "architecture", "facade", "condominium"),
    ("scenes", "street"): ("boulevard", "avenue", "cobblestones"),
    ("flowers", "tulips"): ("tulip", "tulips"),
    ("flowers", "roses"): ("rosebud", "rosebush"),
    ("flowers", "sunflowers"): ("sunflower", "helianthus"),
    ("flowers", "dandelion"): ("dandelion", "dandelions", "seedhead"),
    ("flowers", "daisy"): ("daisies", "chamomile", "marguerite"),
    ("objects", "airplanes"): ("jetliner", "aircraft", "airliner"),
    ("objects", "Motorbikes"): ("motorcycles", "moped"),
    ("objects", "car_side"): ("sedan", "automobile"),
    ("objects", "cellphone"): ("smartphone", "mobile phone", "nokia"),
    ("objects", "laptop"): ("notebook computer", "macbook"),
    ("objects", "grand_piano"): ("steinway", "concert piano"),
    ("objects", "electric_guitar"): ("stratocaster", "gibson"),
    ("objects", "chandelier"): ("chandelier", "candelabra"),
    ("objects", "ferry"): ("steamship", "cruise liner"),
    ("objects", "ketch"): ("yacht", "sailing ship"),
    ("objects", "schooner"): ("galleon", "tall ship"),
    ("objects", "helicopter"): ("chopper aircraft", "rotorcraft"),
    ("objects", "elephant"): ("pachyderm", "mammoth"),
    ("objects", "crocodile"): ("alligator", "reptile"),
    ("objects", "flamingo"): ("flamingos", "wading bird"),
    ("objects", "hawksbill"): ("sea turtle", "tortoise"),
    ("objects", "revolver"): ("pistol", "handgun"),
    ("objects", "watch"): ("wristwatch", "timepiece", "chronograph"),
    ("objects", "camera"): ("nikon", "slr camera"),
    ("objects", "pagoda"): ("shinto shrine", "chinese temple"),
    ("objects", "minaret"): ("mosque", "islamic tower"),
    ("objects", "sunflower"): ("sunflower",),
    ("objects", "butterfly"): ("monarch", "moth"),
    ("objects", "dragonfly"): ("damselfly",),
    ("objects", "lobster"): ("crustacean", "shellfish"),
    ("objects", "scorpion"): ("arachnid",),
    ("objects", "octopus"): ("cephalopod", "squid"),
    ("objects", "leopards"): ("jaguar",),
    ("objects", "Leopards"): ("jaguar", "cheetah"),
    ("objects", "rooster"): ("cockerel", "poultry"),
    ("objects", "dollar_bill"): ("banknote", "currency"),
    ("objects", "trilobite"): ("fossil",),
    ("objects", "stegosaurus"): ("dinosaur",),
    ("objects", "brontosaurus"): ("sauropod",),
    ("objects", "bonsai"): ("bonsai", "miniature tree"),
    ("objects", "water_lilly"): ("nymphaea", "pond lily"),
    ("objects", "menorah"): ("hanukkah", "candlestick"),
    ("objects", "yin_yang"): ("taoism",),
    ("objects", "lamp"): ("lampshade", "desk light"),
    ("objects", "windsor_chair"): ("wooden armchair", "furniture"),
    ("objects", "pizza"): ("pepperoni", "margherita"),
    ("objects", "strawberry"): ("strawberries", "berry"),
    ("objects", "saxophone"): ("woodwind", "brass instrument"),
    ("objects", "accordion"): ("concertina",),
    ("objects", "gramophone"): ("phonograph", "record player"),
    ("objects", "rhino"): ("rhinoceros",),
    ("objects", "dolphin"): ("porpoise", "cetacean"),
    ("objects", "inline_skate"): ("rollerblade",),
    ("objects", "scissors"): ("shears",),
    ("objects", "starfish"): ("sea star", "echinoderm"),
    ("objects", "kangaroo"): ("wallaby", "marsupial"),
    ("objects", "pigeon"): ("dove",),
    ("objects", "stapler"): ("stationery",),
    ("objects", "wrench"): ("spanner",),
}


def words_of(text: str) -> set[str]:
    """The words of a text, lower case."""
    return set(re.findall(r"[a-z]+", text.lower()))


def never_captioned(records: list[pictures.Picture]) -> list[tuple[str, str, str]]:
    """(query, set, label) for every query with at least one word that no training caption has."""
    seen: set[str] = set()
    for record in records:
        for caption in record.captions:
            seen |= words_of(caption)
    known = {(r.set, r.label) for r in records}
    return [
        (query, name, label)
        for (name, label), queries in MEANINGS.items()
        if (name, label) in known
        for query in queries
        if words_of(query) - seen
    ]
