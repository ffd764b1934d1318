"""Pictures into a box without distortion: slicing trees (pure).

A slicing tree cuts a box again and again into left and right or top and bottom; each leaf is a
picture. Its ratio follows from its pictures' ratios alone. For up to seven pictures every tree
is tried and the one is taken whose ratio is nearest to the box and whose areas are best: the
first picture (or, for a better fit, one of the next two) is the hero and largest, none is tiny.
What little ratio is left over is cut from the pictures' edges (at most :data:`MAX_CUT`), or left
free where it would be more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from picturedesk.board_document import Box

MAX_CUT = 0.12
"""Largest part of a picture's side that an arrangement may cut off."""
MAX_PICTURES = 7
_HEROES = 3
"""How many of the first pictures may be the hero, if the arrangement gains by it."""
_LATER_HERO = 0.4
"""What each step away from the first, the best match, costs."""
_FIT = {False: 4.0, True: 30.0}
"""What missing the box's ratio costs, and what it costs where the box must be filled."""
_Tree = int | tuple[str, "_Tree", "_Tree"]


def mosaic(
    ratios: Sequence[float], box: Box, gap: float, *, grow: bool = False, fill: bool = False
) -> list[Box]:
    """Boxes for pictures of these ratios (width by height), in their order, inside ``box``.

    At most :data:`MAX_PICTURES`; raises ValueError for more. With ``grow`` the box's height is
    free: the boxes then keep the pictures' exact ratios but for the gaps, and the arrangement is
    as high as it comes, near the box's. With ``fill`` the box is filled edge to edge, by the
    arrangement that cuts least for it.
    """
    n = len(ratios)
    if n == 0:
        return []
    if n > MAX_PICTURES:
        raise ValueError(f"a mosaic holds {MAX_PICTURES} pictures, not {n}")
    tame = [min(max(r, 0.45), 2.6) for r in ratios]  # slivers are cut to something that shows
    order, tree = _best(tame, box.ratio, _FIT[fill])
    tame = [tame[i] for i in order]
    ratio = _ratio(tree, tame)
    width, height = box.width, box.width / ratio
    if fill:
        height = box.height
    elif not grow and not 1 - MAX_CUT <= ratio / box.ratio <= 1 / (1 - MAX_CUT):
        width = min(box.width, box.height * ratio / (1 - MAX_CUT))
        height = min(box.height, box.width / ratio / (1 - MAX_CUT))
    elif not grow:
        height = box.height
    placed: dict[int, Box] = {}
    _place(tree, Box(box.x, box.y, width, height), tame, gap, placed)
    return [placed[order.index(i)] for i in range(n)]


def _best(ratios: Sequence[float], wanted: float, fit: float) -> tuple[tuple[int, ...], _Tree]:
    """The cheapest tree, and the order in which the pictures are its leaves."""
    n = len(ratios)
    # Of two neither is much of a hero: the better one stays first.
    heroes = min(n, _HEROES) if n > 2 else 1
    orders = [(i, *(j for j in range(n) if j != i)) for i in range(heroes)]

    def cost(order: tuple[int, ...], tree: _Tree) -> float:
        return _cost(tree, [ratios[i] for i in order], wanted, fit) + _LATER_HERO * order[0]

    every = ((cost(o, t), o, t) for o in orders for t in _trees(tuple(range(n))))
    _, order, tree = min(every, key=lambda found: found[0])
    return order, tree


@lru_cache(maxsize=64)
def _trees(leaves: tuple[int, ...]) -> tuple[_Tree, ...]:
    return tuple(_grown(leaves))


def _grown(leaves: tuple[int, ...]) -> Iterator[_Tree]:
    if len(leaves) == 1:
        yield leaves[0]
        return
    for cut in range(1, len(leaves)):
        for first in _trees(leaves[:cut]):
            for second in _trees(leaves[cut:]):
                for way in "|-":
                    # A chain of equal cuts is built in one way only: its later part is never
                    # cut the same way as the whole, which would be the same picture again.
                    if not (isinstance(second, tuple) and second[0] == way):
                        yield (way, first, second)


def _ratio(tree: _Tree, ratios: Sequence[float]) -> float:
    if isinstance(tree, int):
        return ratios[tree]
    a, b = _ratio(tree[1], ratios), _ratio(tree[2], ratios)
    return a + b if tree[0] == "|" else 1 / (1 / a + 1 / b)


def _cost(tree: _Tree, ratios: Sequence[float], wanted: float, fit: float) -> float:
    whole = _ratio(tree, ratios)
    areas = [0.0] * len(ratios)
    _areas(tree, ratios, whole, 1.0, areas)
    others = areas[1:]
    # Too wide leaves room below, where captions stand; too narrow leaves a hole beside.
    miss = math.log(whole / wanted)
    cost = fit * (miss if miss > 0 else -1.25 * miss)
    if others:
        hero = areas[0]
        cost += 3.0 * max(0.0, max(others) * 1.25 - hero)
        cost += 1.5 * abs(hero - max(0.36, 1.5 / len(ratios)))
        cost += 1.2 * max(0.0, math.log(max(others) / min(others)) - 0.6)
        cost += 6.0 * max(0.0, 0.4 / len(ratios) - min(others)) * len(ratios)
    return cost


def _areas(
    tree: _Tree, ratios: Sequence[float], ratio: float, area: float, into: list[float]
) -> None:
    if isinstance(tree, int):
        into[tree] = area
        return
    a, b = _ratio(tree[1], ratios), _ratio(tree[2], ratios)
    share = a / (a + b) if tree[0] == "|" else b / (a + b)
    _areas(tree[1], ratios, ratio, area * share, into)
    _areas(tree[2], ratios, ratio, area * (1 - share), into)


def _place(
    tree: _Tree, box: Box, ratios: Sequence[float], gap: float, into: dict[int, Box]
) -> None:
    if isinstance(tree, int):
        into[tree] = box
        return
    a, b = _ratio(tree[1], ratios), _ratio(tree[2], ratios)
    if tree[0] == "|":
        width = (box.width - gap) * a / (a + b)
        first = Box(box.x, box.y, width, box.height)
        second = Box(box.x + width + gap, box.y, box.width - gap - width, box.height)
    else:
        height = (box.height - gap) * b / (a + b)
        first = Box(box.x, box.y, box.width, height)
        second = Box(box.x, box.y + height + gap, box.width, box.height - gap - height)
    _place(tree[1], first, ratios, gap, into)
    _place(tree[2], second, ratios, gap, into)


def cover(ratio: float, box: Box, focus: tuple[float, float] = (0.5, 0.45)) -> tuple[float, ...]:
    """(left, top, right, bottom) in fractions of a picture so that it fills ``box`` exactly.

    ``ratio`` is the picture's; ``focus`` the point that stays as near the middle as it can.
    """
    if ratio > box.ratio:
        share = box.ratio / ratio
        left = min(max(focus[0] - share / 2, 0.0), 1.0 - share)
        return left, 0.0, left + share, 1.0
    share = ratio / box.ratio
    top = min(max(focus[1] - share / 2, 0.0), 1.0 - share)
    return 0.0, top, 1.0, top + share
