"""One picture for every line, none twice, best in total (pure: numpy and scipy).

Every line keeps its best pictures, as many as there are lines. That loses nothing: where a best
assignment gives a line a picture beyond those, one of them is free, since the other lines take
fewer than that, and it is no worse. So a hundred thousand pictures become a sparse matrix, and
scipy's Jonker-Volgenant solver for those (LAPJVsp) gives the exact optimum.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from picturedesk.vision.encoder import FloatArray

IndexArray = npt.NDArray[np.int64]
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
