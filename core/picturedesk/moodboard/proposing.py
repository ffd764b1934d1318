"""Brief to board: ask for every beat, assign, judge coverage, write shots, lay out.

Nothing here needs a library: :func:`compose` takes two callables, one that answers queries and
one that gives the assets of keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from picturedesk.board_document import (
    AssetRef,
    Board,
    BoardBeat,
    BoardMatch,
    Item,
    PictureItem,
    new_id,
)
from picturedesk.errors import InputError
from picturedesk.moodboard.assignment import assign, fitting, groups_of
from picturedesk.moodboard.colours import palette
from picturedesk.moodboard.layout import layout
from picturedesk.moodboard.shots import shot_list
from picturedesk.records import (
    Asset,
    Beat,
    BeatKind,
    Brief,
    Coverage,
    Match,
    Query,
    Result,
    Standing,
    Term,
)

Find = Callable[[Query], Result]
Assets = Callable[[Sequence[int]], Sequence[Asset]]

COVERED_FROM = 3
"""So many distinct pictures, strong or likely, cover a beat; fewer are thin, none is a gap."""
_MINUS = -0.5
"""Weight shared by a beat's minus terms: enough to lean away, not enough to lead."""
_MAX_AVOID = 12
_BRIEF_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Options:
    """How a board is proposed."""

    per_beat: int = 5
    """Most pictures a beat gets."""
    diversity: float = 0.3
    """0: the most similar; up to 1: as different from each other as possible."""
    where: str = ""
    """A filter that every picture must pass."""
    others: int = 8
    """Runners-up kept with each beat."""


def query_of(beat: Beat, options: Options) -> Query:
    """What is asked for a beat: its words, leaning away from what it must not show."""
    text = beat.text
    if beat.kind is BeatKind.TONE and not text.lower().endswith(("mood", "light", "colours")):
        text = f"{text} mood"
    avoid = beat.avoid[:_MAX_AVOID]
    minus = tuple(Term(text=a, weight=_MINUS / len(avoid)) for a in avoid)
    return Query(
        terms=(Term(text=text), *minus),
        where=options.where,
        limit=max(40, 8 * options.per_beat),
        collapse=True,
        diversity=options.diversity,
    )


def compose(
    brief: Brief,
    find: Find,
    assets: Assets,
    *,
    options: Options | None = None,
    text: str = "",
    title: str = "",
    now: datetime | None = None,
) -> Board:
    """A board for a brief, proposed and laid out.

    ``find`` answers a query, ``assets`` gives the assets of keys (those it has). Raises
    InputError for a brief without a beat.
    """
    if not brief.beats:
        raise InputError(
            "There is nothing to look for in this brief.",
            "Add a line that says what the pictures should show, such as: two friends running.",
        )
    options = options or Options()
    beats = _with_ids(brief.beats)
    chosen, others, counts = _search(beats, brief.avoid, find, options)
    made = _beats(beats, chosen, others, counts, options)
    refs = _references(assets, [m.asset_key for row in (*chosen, *others) for m in row])
    moment = now or datetime.now(UTC)
    board = Board(
        id=new_id(),
        title=title or brief.title or "Moodboard",
        created=moment,
        changed=moment,
        beats=made,
        assets=refs,
        avoid=brief.avoid,
        left_out=brief.left_out,
        brief=text[:_BRIEF_KEPT],
    )
    items = tuple(_item(m, beat.id) for beat in made for m in beat.matches)
    return layout(finished(replace(board, items=items)))


def finished(board: Board) -> Board:
    """The same board with palette and shot list made again from what it holds now."""
    weights: dict[str, float] = {}
    for beat in board.beats:
        for i, match in enumerate(beat.matches):
            weights[match.asset_id] = max(weights.get(match.asset_id, 0.0), 1.0 if i else 2.0)
    for item in board.pictures():
        weights.setdefault(item.asset_id, 1.0)
    colours = palette((weights.get(a.id, 0.0), a.palette) for a in board.assets if a.id in weights)
    return replace(board, palette=colours, shots=shot_list(board))


def again(
    board: Board,
    find: Find,
    assets: Assets,
    *,
    beat_ids: Sequence[str] | None = None,
    options: Options | None = None,
    now: datetime | None = None,
) -> Board:
    """Ask again for some beats (all, if none are named), keeping what is pinned.

    Pictures that are pinned, or belong to beats that are not asked again, stay and are not
    proposed a second time. New pictures take the frames of those they replace; further ones are
    laid to the right.
    """
    options = options or Options()
    wanted = set(beat_ids) if beat_ids is not None else {b.id for b in board.beats}
    asked = [b.beat for b in board.beats if b.id in wanted]
    stay = [i for i in board.items if not _replaceable(i, wanted)]
    held = {i.asset_id for i in stay if isinstance(i, PictureItem)}
    chosen, others, counts = _search(asked, board.avoid, find, options, held)
    fresh = {b.id: b for b in _beats(asked, chosen, others, counts, options)}
    known = {a.id: a for a in board.assets}
    keys = [m.asset_key for row in (*chosen, *others) for m in row]
    known.update({a.id: a for a in _references(assets, keys)})
    beats = [_joined(old, fresh.get(old.id), held, options.per_beat) for old in board.beats]
    items: list[Item] = list(stay)
    for beat in (b for b in beats if b.id in wanted):
        frames = [i for i in board.pictures(beat.id) if _replaceable(i, wanted)]
        new = [m for m in beat.matches if m.asset_id not in held]
        items += _refilled(new, frames, known, beat.id)
    moment = now or datetime.now(UTC)
    used = {i.asset_id for i in items if isinstance(i, PictureItem)}
    used |= {m.asset_id for b in beats for m in (*b.matches, *b.others)}
    refs = tuple(a for a in known.values() if a.id in used)
    changed = replace(board, beats=tuple(beats), items=tuple(items), assets=refs, changed=moment)
    return finished(changed)


def _joined(old: BoardBeat, fresh: BoardBeat | None, held: set[str], most: int) -> BoardBeat:
    """A beat asked again: what was pinned of it first, then what is new."""
    if fresh is None:
        return old
    pinned = tuple(m for m in old.matches if m.asset_id in held)
    return replace(fresh, matches=pinned + fresh.matches[: max(0, most - len(pinned))])


def _replaceable(item: Item, wanted: set[str]) -> bool:
    return isinstance(item, PictureItem) and not item.pinned and item.beat_id in wanted


def _refilled(
    matches: Sequence[BoardMatch],
    frames: Sequence[PictureItem],
    assets: Mapping[str, AssetRef],
    beat_id: str,
) -> list[Item]:
    made: list[Item] = []
    right = max((f.x + f.width for f in frames), default=0.0)
    top = min((f.y for f in frames), default=0.0)
    for i, match in enumerate(matches):
        item = _item(match, beat_id)
        if i < len(frames):
            frame = frames[i]
            item = replace(
                item, x=frame.x, y=frame.y, width=frame.width, height=frame.height, z=frame.z
            )
        else:
            asset = assets.get(match.asset_id)
            ratio = asset.width / asset.height if asset else 1.5
            right += 16
            item = replace(item, x=right, y=top, width=320 * ratio, height=320.0)
            right += 320 * ratio
        made.append(item)
    return made


def _search(
    beats: Sequence[Beat],
    avoid: Sequence[str],
    find: Find,
    options: Options,
    held: set[str] | None = None,
) -> tuple[list[list[Match]], list[list[Match]], list[int]]:
    """(chosen, runners-up, number of distinct fitting pictures) for each beat."""
    results = [find(query_of(beat, options)) for beat in beats]
    refusals = {
        a: find(Query(terms=(Term(text=a),), where=options.where, limit=60, collapse=True))
        for a in dict.fromkeys([*avoid, *(a for beat in beats for a in beat.avoid)])
        if a
    }
    groups = groups_of([*results, *refusals.values()])
    shown = {
        a: {groups[m.asset_key] for m in fitting(r, groups) if m.standing is Standing.STRONG}
        for a, r in refusals.items()
    }
    taken = {
        groups[m.asset_key] for r in results for m in r.matches if m.asset_id in (held or set())
    }
    pools: list[tuple[Match, ...]] = []
    counts: list[int] = []
    for beat, result in zip(beats, results, strict=True):
        refused = set().union(*(shown[a] for a in (*avoid, *beat.avoid) if a in shown))
        pool = fitting(result, groups, refused)
        counts.append(len(pool))
        pools.append(tuple(m for m in pool if groups[m.asset_key] not in taken))
    weights = [max(0.1, b.weight) * (1.3 if b.must_have else 1.0) for b in beats]
    chosen = assign(pools, groups, slots=options.per_beat, weights=weights)
    others = []
    for row, pool, result in zip(chosen, pools, results, strict=True):
        have = {m.asset_key for m in row}
        rest = [m for m in (pool or result.matches) if m.asset_key not in have]
        others.append(rest[: options.others])
    return chosen, others, counts


def _beats(
    beats: Sequence[Beat],
    chosen: Sequence[Sequence[Match]],
    others: Sequence[Sequence[Match]],
    counts: Sequence[int],
    options: Options,
) -> tuple[BoardBeat, ...]:
    enough = min(COVERED_FROM, options.per_beat)
    made = []
    for beat, row, rest, count in zip(beats, chosen, others, counts, strict=True):
        coverage = Coverage.THIN if count else Coverage.GAP
        if count >= enough:
            coverage = Coverage.COVERED
        made.append(
            BoardBeat(
                beat=beat,
                coverage=coverage,
                fitting=count,
                matches=tuple(_remembered(m) for m in row),
                others=tuple(_remembered(m) for m in rest),
            )
        )
    return tuple(made)


def _remembered(match: Match) -> BoardMatch:
    return BoardMatch(
        asset_id=match.asset_id,
        score=round(float(match.score), 5),
        standing=match.standing,
        why=match.why.winner,
        count=match.count,
    )


def _with_ids(beats: Sequence[Beat]) -> tuple[Beat, ...]:
    taken: set[str] = set()
    made = []
    for n, beat in enumerate(beats, 1):
        own = beat.id or str(n)
        while own in taken:
            own += "'"
        taken.add(own)
        made.append(replace(beat, id=own))
    return tuple(made)


def _references(assets: Assets, keys: Sequence[int]) -> tuple[AssetRef, ...]:
    unique = list(dict.fromkeys(keys))
    return tuple(
        AssetRef(
            id=a.id,
            path=a.path,
            width=max(1, a.width),
            height=max(1, a.height),
            alt_text=a.metadata.alt_text or a.metadata.caption or a.metadata.title,
            credit=a.metadata.caption or a.metadata.title,
            palette=a.palette,
        )
        for a in (assets(unique) if unique else ())
    )


def _item(match: BoardMatch, beat_id: str) -> PictureItem:
    return PictureItem(asset_id=match.asset_id, beat_id=beat_id)
