"""Pictures by seed: any number of them, each with its captions and class words."""

import random
from collections.abc import Callable, Iterator

from PIL import Image

from . import (
    scenes_food,
    scenes_land,
    scenes_papers,
    scenes_people,
    scenes_pets,
    scenes_products,
    scenes_rooms,
    scenes_sport,
    scenes_table,
    scenes_town,
    scenes_wild,
    scenes_woods,
)
from .page import FORMATS, Page, Words, new_page

Scene = Callable[[Page], Words]

SHIPPED_SEED = 20260321
"""The seed of the shipped pictures. Nothing that is trained may ever see it."""

SCENES: dict[str, Scene] = {
    "skyline": scenes_town.skyline,
    "wet_street": scenes_town.wet_street,
    "beach": scenes_land.beach,
    "lake": scenes_woods.lake,
    "forest": scenes_woods.forest,
    "desert": scenes_land.desert,
    "harbour": scenes_town.harbour,
    "village": scenes_town.village,
    "lighthouse": scenes_land.lighthouse,
    "rooftop": scenes_town.rooftop,
    "cafe": scenes_rooms.cafe,
    "kitchen": scenes_rooms.kitchen,
    "living_room": scenes_rooms.living_room,
    "camp": scenes_woods.camp,
    "flower_field": scenes_land.flower_field,
    "balloons": scenes_land.balloons,
    "bridge": scenes_town.bridge,
    "waterfall": scenes_woods.waterfall,
    "stadium": scenes_land.stadium,
    "park": scenes_town.park,
    "receipt": scenes_papers.receipt,
    "banner": scenes_papers.banner,
    "poster": scenes_papers.poster,
    "handwriting": scenes_papers.handwriting,
    "runners": scenes_sport.runners,
    "cyclist": scenes_sport.cyclist,
    "reader": scenes_people.reader,
    "kite": scenes_people.kite,
    "table_group": scenes_table.table_group,
    "yoga": scenes_sport.yoga,
    "hiker": scenes_people.hiker,
    "dog_walk": scenes_people.dog_walk,
    "surfer": scenes_sport.surfer,
    "skier": scenes_sport.skier,
    "dancer": scenes_sport.dancer,
    "gardener": scenes_people.gardener,
    "portrait": scenes_people.portrait,
    "dog": scenes_pets.dog_outside,
    "cat": scenes_pets.cat_inside,
    "horse": scenes_pets.horses,
    "bird": scenes_wild.bird,
    "fish": scenes_wild.fish_tank,
    "butterfly": scenes_wild.butterfly,
    "whale": scenes_wild.whale,
    "sheep": scenes_pets.sheep,
    "elephant": scenes_wild.elephant,
    "owl": scenes_wild.owl,
    "rabbit": scenes_pets.rabbit,
    "product": scenes_products.product,
    "flat_lay": scenes_products.flat_lay,
    "pizza": scenes_food.pizza,
    "coffee": scenes_food.coffee,
    "fruit": scenes_food.fruit,
    "salad": scenes_food.salad,
    "breakfast": scenes_food.breakfast,
    "ramen": scenes_food.ramen,
    "cake": scenes_food.cake,
    "burger": scenes_food.burger,
    "ice_cream": scenes_food.ice_cream,
    "cocktail": scenes_food.cocktail,
    "bread": scenes_food.bread,
}

_WEIGHTS = {"product": 12.0, "flat_lay": 1.5, "runners": 2.0, "dog": 1.5}


class SeedReserved(ValueError):
    """The shipped pictures' seed was asked for; they are held out from training."""


def random_pictures(
    seed: int, count: int, pixels: int = 320
) -> Iterator[tuple[Image.Image, list[str], list[str]]]:
    """Yield `count` pictures as (RGB image, captions, class words), the same for the same seed.

    `pixels` is the longer side of each image; the drawing does not otherwise depend on it.
    Subject, setting, number, colours, light, viewpoint, place and size on the page all vary.
    The captions of one picture all describe it, from short to long; the class words are each
    true of it. Raises SeedReserved for SHIPPED_SEED, before anything is drawn.
    """
    if seed == SHIPPED_SEED:
        raise SeedReserved(f"seed {seed} draws the shipped pictures, which training never sees")
    return _pictures(seed, count, pixels)


def _pictures(
    seed: int, count: int, pixels: int
) -> Iterator[tuple[Image.Image, list[str], list[str]]]:
    names = list(SCENES)
    weights = [_WEIGHTS.get(n, 1.0) for n in names]
    for index in range(count):
        rng = random.Random(f"{seed}/{index}")
        name = rng.choices(names, weights)[0]
        shape = rng.choice(list(FORMATS))
        image, words = draw(name, rng.getrandbits(40), shape, pixels)
        yield image, list(words.captions), list(words.words)


def draw(
    name: str,
    seed: int,
    shape: str = "landscape",
    pixels: int = 1500,
    fixed: dict[str, object] | None = None,
) -> tuple[Image.Image, Words]:
    """One picture of the named scene; `fixed` sets choices that the dice would make."""
    page = new_page(seed, shape, pixels, fixed)
    words = SCENES[name](page)
    return page.canvas.finish(), words
