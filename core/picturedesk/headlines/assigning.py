"""One picture for every line, none twice nor nearly, best in total (pure: numpy and scipy).

Every line keeps its best pictures, as many as there are lines. That loses nothing: where a best
assignment gives a line a picture beyond those, one of them is free, since the other lines take
fewer than that, and it is no worse. So a hundred thousand pictures become a sparse matrix, and
scipy's Jonker-Volgenant solver for those (LAPJVsp) gives the exact optimum.

Near-identical shots count as one (:func:`assign_apart`), which is found out as needed: where an
optimum gives two lines such shots, these become one column and it is solved again. Each step only
takes away what is not allowed, so the first optimum without such a pair is the best there is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from picturedesk.vision.encoder import FloatArray

IndexArray = npt.NDArray[np.int64]
Near = Callable[[IndexArray, IndexArray], npt.NDArray[np.bool_]]
"""Columns ``(a,)`` and ``(b,)`` to whether they show the same: ``(a, b)``."""
NOBODY = -1
_EMPTY_COSTS = 1e6
"""More than any sum of worths can win back: a line goes without only where pictures run out."""


class Shortlists:
    """The best columns of every line, gathered block by block."""

    def __init__(self, lines: int, size: int) -> None:
        self._size = size
        self.columns: IndexArray = np.full((lines, 0), NOBODY, np.int64)
        self.worths: FloatArray = np.zeros((lines, 0), np.float32)

    def add(self, first: int, worths: FloatArray) -> None:
        """Pictures ``first``, ``first + 1``, … with their worth for every line ``(lines, n)``.

        Minus infinity: never this picture for this line.
        """
        values = np.concatenate([self.worths, worths], axis=1)
        own = np.broadcast_to(np.arange(first, first + worths.shape[1]), worths.shape)
        columns = np.concatenate([self.columns, own], axis=1)
        if values.shape[1] > self._size:
            best = np.argpartition(-values, self._size - 1, axis=1)[:, : self._size]
            values = np.take_along_axis(values, best, 1)
            columns = np.take_along_axis(columns, best, 1)
        self.worths, self.columns = values, columns

    def ordered(self) -> tuple[IndexArray, FloatArray]:
        """Columns and worths ``(lines, k)``, best first; equal worths by the lower column."""
        order = np.lexsort((self.columns, -self.worths), axis=1)
        return np.take_along_axis(self.columns, order, 1), np.take_along_axis(self.worths, order, 1)


def gather(lines: int, blocks: Iterable[tuple[int, FloatArray]], size: int) -> Shortlists:
    """Shortlists from blocks of ``(first column, worths)``."""
    found = Shortlists(lines, max(1, size))
    for first, worths in blocks:
        found.add(first, worths)
    return found


def assign(columns: IndexArray, worths: FloatArray) -> IndexArray:
    """A column for every line ``(lines,)``, none twice, the sum of worths as large as it can be.

    ``columns`` and ``worths`` are shortlists ``(lines, k)``; :data:`NOBODY` where there are fewer
    pictures than lines.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    lines, _ = columns.shape
    usable = np.isfinite(worths)
    if not usable.any():
        return np.full(lines, NOBODY, np.int64)
    names, places = np.unique(columns[usable], return_inverse=True)
    rows = np.broadcast_to(np.arange(lines)[:, None], columns.shape)[usable]
    # Costs are above 0 (a stored 0 is no edge); a place of its own for every line says "nobody".
    costs = 1.0 + float(worths[usable].max()) - worths[usable].astype(np.float64)
    table = csr_matrix(
        (
            np.concatenate([costs, np.full(lines, _EMPTY_COSTS)]),
            (
                np.concatenate([rows, np.arange(lines)]),
                np.concatenate([places, len(names) + np.arange(lines)]),
            ),
        ),
        shape=(lines, len(names) + lines),
    )
    given, taken = min_weight_full_bipartite_matching(table)
    chosen = np.full(lines, NOBODY, np.int64)
    real = taken < len(names)
    chosen[given[real]] = names[taken[real]]
    return chosen


def assign_apart(columns: IndexArray, worths: FloatArray, near: Near) -> tuple[IndexArray, int]:
    """The same, and no two lines get pictures that are ``near`` each other.

    ``columns`` and ``worths`` are ordered shortlists, best first. Also answers how many different
    pictures the shortest list holds: where that is less than there are lines, longer lists might
    do better.
    """
    names = np.unique(columns[np.isfinite(worths)])
    homes = names.copy()
    while True:
        homely = _with_homes(columns, worths, names, homes)
        usable = _first_of_each(homely, worths)
        given = assign(homely, np.where(usable, worths, -np.inf))
        chosen = np.full(len(columns), NOBODY, np.int64)
        for row in np.flatnonzero(given != NOBODY):
            chosen[row] = columns[row][usable[row] & (homely[row] == given[row])][0]
        real = chosen[chosen != NOBODY]
        alike = np.triu(near(real, real), 1)
        if not alike.any():
            least = int(usable.sum(1).min()) if len(usable) else 0
            return chosen, least
        pairs = real[np.argwhere(alike)]
        leaders = np.unique(pairs)
        _join(names, homes, pairs, near(names, leaders), leaders)


def _with_homes(
    columns: IndexArray, worths: FloatArray, names: IndexArray, homes: IndexArray
) -> IndexArray:
    """Each column's home: the one that stands for all that are alike."""
    if not len(names):
        return columns
    places = np.minimum(np.searchsorted(names, columns), len(names) - 1)
    return np.where(np.isfinite(worths), homes[places], NOBODY)


def _first_of_each(homely: IndexArray, worths: FloatArray) -> npt.NDArray[np.bool_]:
    """Where a home stands in a line for the first time: its best there."""
    lines, size = homely.shape
    _, first = np.unique(
        homely + np.arange(lines)[:, None] * (int(homely.max(initial=0)) + 2), return_index=True
    )
    found = np.zeros(lines * size, bool)
    found[first] = True
    return found.reshape(lines, size) & np.isfinite(worths)


def _join(
    names: IndexArray,
    homes: IndexArray,
    pairs: IndexArray,
    like: npt.NDArray[np.bool_],
    leaders: IndexArray,
) -> None:
    """Columns of a pair, and those that stand alone and are like one of them, get one home.

    ``like``: which of the names ``(n,)`` are like which of the leaders ``(m,)``.
    """
    _, groups, sizes = np.unique(homes, return_inverse=True, return_counts=True)
    alone = sizes[groups] == 1
    for pair in pairs:
        first, second = homes[np.searchsorted(names, pair)]
        joined = alone & like[:, np.searchsorted(leaders, pair)].any(1)
        joined |= (homes == first) | (homes == second)
        homes[joined] = first
        alone &= ~joined
