"""The map of a picture: what the headline names, completed by what plainly stands out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from picturedesk.headlines import boxes, sight
from picturedesk.headlines.asking import ask
from picturedesk.library import Library

Painter = Callable[..., Path]
Reader = Callable[[], Library]
LEFT, RIGHT = (0.1, 0.3, 0.35, 0.7), (0.65, 0.3, 0.9, 0.7)


def shares(library: Library, headline: str) -> tuple[float, float, float]:
    """Of the map of the only picture: what lies left, what lies right, and how firm it is."""
    [asset] = library.catalog.assets.get_many(library.catalog.assets.keys())
    asked = ask(library, headline)
    seen, _ = sight.sights(library, [asset], asked.encoder)
    warmth, firm = sight.heat(seen[asset.key], asked.vector, asked.ground)
    left, right = boxes.Sums(warmth).share(np.array([LEFT, RIGHT]))
    return float(left), float(right), firm


def test_the_named_thing_weighs_most_and_the_other_that_stands_out_is_not_lost(
    paint: Painter, read: Reader
) -> None:
    paint("a.jpg", "white", [("red", LEFT), ("blue", RIGHT)])
    library = read()
    left, right, firm = shares(library, "red")
    assert firm > 0.9
    assert left > 2 * right > 0.08
    left, right, _ = shares(library, "blue")
    assert right > 2 * left > 0.08
