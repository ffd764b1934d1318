"""Which picture goes to which beat: the assignment that is best in total (pure).

Every beat offers slots, the first worth most; every group of near-identical pictures can be
given once. The value of a picture in a slot comes from its *standing* and its place in the beat's
own list, never from the cosine, which does not compare across queries (law 7). The sum is made
as large as it can be by the Hungarian method (Jonker and Volgenant's form, in scipy), so a
picture that only one beat can use is not lost to a beat with plenty.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from picturedesk.records import Match, Result, Standing

FITTING = (Standing.STRONG, Standing.LIKELY)
_STANDING_VALUE = {Standing.STRONG: 1.0, Standing.LIKELY: 0.6}
_RANK_VALUE = 0.3
_SLOT_DECAY = 0.8


def groups_of(results: Sequence[Result]) -> dict[int, int]:
    """Asset key -> the smallest key of its group of near-identical pictures.

    Two beats may fold the same burst under different representatives; they are one group here.
    """
    parent: dict[int, int] = {}

    def root(key: int) -> int:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for result in results:
        for match in result.matches:
            first = root(match.asset_key)
            for other in match.others:
                a, b = sorted((first, root(other)))
                parent[b] = a
                first = a
    return {key: root(key) for key in parent}


def fitting(
    result: Result, groups: Mapping[int, int], refused: Collection[int] = ()
) -> tuple[Match, ...]:
    """The distinct matches that stand strong or likely, in the result's order.

    ``refused`` are groups that may not be used. Empty when nothing fits the query as a whole.
    """
    if result.standing is Standing.NOTHING_FITS:
        return ()
    seen = set(refused)
    kept = []
    for match in result.matches:
        group = groups.get(match.asset_key, match.asset_key)
        if match.standing in FITTING and group not in seen:
            seen.add(group)
            kept.append(match)
    return tuple(kept)


def assign(
    candidates: Sequence[Sequence[Match]],
    groups: Mapping[int, int],
    *,
    slots: int,
    weights: Sequence[float],
) -> list[list[Match]]:
    """Give each beat up to ``slots`` of its candidates, no group twice, best in total.

    A beat that ends empty although it has candidates gets its best one all the same: a picture
    appears twice only when it is the only one. Returned lists are in the candidates' order.
    """
    from scipy.optimize import linear_sum_assignment

    columns: dict[int, int] = {}
    for matches in candidates:
        for match in matches:
            columns.setdefault(groups.get(match.asset_key, match.asset_key), len(columns))
    chosen: list[list[Match]] = [[] for _ in candidates]
    if not columns:
        return chosen
    value = np.zeros((len(candidates) * slots, len(columns)))
    at: dict[tuple[int, int], Match] = {}
    for i, matches in enumerate(candidates):
        for rank, match in enumerate(matches):
            column = columns[groups.get(match.asset_key, match.asset_key)]
            at[i, column] = match
            worth = _STANDING_VALUE[match.standing]
            worth += _RANK_VALUE * (1.0 - rank / len(matches))
            for slot in range(slots):
                value[i * slots + slot, column] = weights[i] * _SLOT_DECAY**slot * worth
    rows, picked = linear_sum_assignment(value, maximize=True)
    for row, column in zip(rows.tolist(), picked.tolist(), strict=True):
        match_or_none = at.get((row // slots, column))
        if match_or_none is not None:
            chosen[row // slots].append(match_or_none)
    return [
        _in_order(row or list(matches[:1]), matches)
        for row, matches in zip(chosen, candidates, strict=True)
    ]


def _in_order(row: list[Match], matches: Sequence[Match]) -> list[Match]:
    keys = {m.asset_key for m in row}
    return [m for m in matches if m.asset_key in keys]
