"""Pictures by seed: any number of them, each with its captions and class words."""

import random
from collections.abc import Callable, Iterator

from PIL import Image

from . import (
    scenes_animals,
    scenes_food,
    scenes_more,
    scenes_people,
    scenes_places,
    scenes_products,
)
from .page import FORMATS, Page, Words, new_page

Scene = Callable[[Page], Words]

SHIPPED_SEED = 20260321
"""The seed of the shipped pictures. Nothing that is trained may ever see it."""

SCENES: dict[str, Scene] = {
    "skyline": scenes_places.skyline,
    "wet_street": scenes_places.wet_street,
    "beach": scenes_places.beach,
    "lake": scenes_places.lake,
    "forest": scenes_places.forest,
    "desert": scenes_places.desert,
    "harbour": scenes_places.harbour,
    "village": scenes_places.village,
    "lighthouse": scenes_places.lighthouse,
    "rooftop": scenes_places.rooftop,
    "cafe": scenes_more.cafe,
    "kitchen": scenes_more.kitchen,
    "living_room": scenes_more.living_room,
    "camp": scenes_more.camp,
    "flower_field": scenes_more.flower_field,
    "balloons": scenes_more.balloons,
    "bridge": scenes_more.bridge,
    "waterfall": scenes_more.waterfall,
    "stadium": scenes_more.stadium,
    "park": scenes_more.park,
    "receipt": scenes_more.receipt,
    "banner": scenes_more.banner,
    "poster": scenes_more.poster,
    "handwriting": scenes_more.handwriting,
    "runners": scenes_people.runners,
    "cyclist": scenes_people.cyclist,
    "reader": scenes_people.reader,
    "kite": scenes_people.kite,
    "table_group": scenes_people.table_group,
    "yoga": scenes_people.yoga,
    "hiker": scenes_people.hiker,
    "dog_walk": scenes_people.dog_walk,
    "surfer": scenes_people.surfer,
    "skier": scenes_people.skier,
    "dancer": scenes_people.dancer,
    "gardener": scenes_people.gardener,
    "portrait": scenes_people.portrait,
    "dog": scenes_animals.dog_outside,
    "cat": scenes_animals.cat_inside,
    "horse": scenes_animals.horses,
    "bird": scenes_animals.bird,
    "fish": scenes_animals.fish_tank,
    "butterfly": scenes_animals.butterfly,
    "whale": scenes_animals.whale,
    "sheep": scenes_animals.sheep,
    "elephant": scenes_animals.elephant,
    "owl": scenes_animals.owl,
    "rabbit": scenes_animals.rabbit,
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
