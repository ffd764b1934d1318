"""What happens to items when a board is edited (pure): in go items, out come those that changed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from picturedesk import board_document
from picturedesk.board_document import (
    AssetRef,
    Board,
    BoardBeat,
    GroupItem,
    Item,
    PictureItem,
    Shot,
    new_id,
)
from picturedesk.errors import InputError
from picturedesk.moodboard.shots import shot_list
from picturedesk.records import Beat, BeatKind, Coverage
from picturedesk_app.moodboard.shapes import Box, around, union

PLACED_HEIGHT = 280.0
"""Height of a picture when it comes onto the canvas, in board units."""
_GAP = 16.0


def in_order(items: Iterable[Item]) -> list[Item]:
    """As they lie, the lowest first."""
    return sorted(items, key=lambda item: item.z)


def units(items: Sequence[Item]) -> list[list[Item]]:
    """Items by themselves, and groups together."""
    made: dict[str, list[Item]] = {}
    for item in items:
        made.setdefault(item.group or item.id, []).append(item)
    return list(made.values())


def pictures_for(
    assets: Sequence[AssetRef], x: float, y: float, *, beat_id: str = "", z: int = 0
) -> list[Item]:
    """Frames for pictures that were put on the canvas by hand: pinned, in rows around a point."""
    per_row = max(1, math.ceil(math.sqrt(len(assets))))
    made: list[Item] = []
    top = 0.0
    for start in range(0, len(assets), per_row):
        left = 0.0
        for asset in assets[start : start + per_row]:
            width = PLACED_HEIGHT * asset.width / asset.height
            made.append(
                PictureItem(
                    x=left, y=top, width=width, height=PLACED_HEIGHT, z=z + len(made),
                    pinned=True, beat_id=beat_id, asset_id=asset.id,
                )
            )  # fmt: skip
            left += width + _GAP
        top += PLACED_HEIGHT + _GAP
    whole = union(Box(i.x, i.y, i.width, i.height) for i in made)
    if whole is None:
        return []
    dx, dy = x - whole.width / 2, y - whole.height / 2
    return [replace(item, x=item.x + dx, y=item.y + dy) for item in made]


def free_spot(items: Iterable[Item], beat_id: str) -> tuple[float, float]:
    """The middle of where the next picture of a beat goes: right of its others, else below all."""
    every = list(items)
    own = [i for i in every if isinstance(i, PictureItem) and i.beat_id == beat_id and beat_id]
    whole = union(around(i) for i in own)
    if whole is not None:
        return whole.right + _GAP + PLACED_HEIGHT * 0.7, whole.y + PLACED_HEIGHT / 2
    whole = union(around(i) for i in every if i.KIND != "group")
    if whole is None:
        return 0.0, 0.0
    return whole.x + PLACED_HEIGHT * 0.7, whole.bottom + 4 * _GAP + PLACED_HEIGHT / 2


def clear_of(new: Sequence[Item], items: Iterable[Item], beat_id: str) -> list[Item]:
    """New things, moved together to beside their beat's where they would lie upon others."""
    every = [item for item in items if item.KIND != "group"]
    box = union(around(item) for item in new)
    if box is None or not any(box.touches(around(item)) for item in every):
        return list(new)
    own = (i for i in every if isinstance(i, PictureItem) and i.beat_id == beat_id and beat_id)
    there = beside(union(map(around, own)) or box, box, every, _GAP)
    dx, dy = there.x - box.x, there.y - box.y
    return [replace(item, x=item.x + dx, y=item.y + dy) for item in new]


def beside(box: Box, new: Box, items: Iterable[Item], gap: float) -> Box:
    """Where a new box goes that belongs to another: below, above, right or left of it.

    The first of these where nothing lies; where everything is full, below all things.
    """
    every = [around(item) for item in items if item.KIND != "group"]
    middle_x, middle_y = box.centre[0] - new.width / 2, box.centre[1] - new.height / 2
    for x, y in (
        (middle_x, box.bottom + gap),
        (middle_x, box.y - gap - new.height),
        (box.right + gap, middle_y),
        (box.x - gap - new.width, middle_y),
    ):
        placed = Box(x, y, new.width, new.height)
        if not any(placed.touches(other) for other in every):
            return placed
    whole = union(every)
    bottom = whole.bottom if whole is not None else box.bottom
    return Box(middle_x, bottom + gap, new.width, new.height)


def copies(items: Iterable[Item], dx: float, dy: float, *, z: int) -> list[Item]:
    """The same things again, elsewhere, above everything; copies of a group are a group."""
    every = in_order(items)
    names = {item.id: new_id() for item in every}
    groups: dict[str, str] = {}
    for item in every:
        if item.group:
            groups.setdefault(item.group, names.get(item.group, new_id()))
    made = [
        replace(
            item, id=names[item.id], x=item.x + dx, y=item.y + dy, z=z + n,
            group=groups.get(item.group, ""),
        )
        for n, item in enumerate(every)
    ]  # fmt: skip
    here = {item.id for item in made}
    made += [GroupItem(id=g) for g in set(groups.values()) if g not in here]
    return made


def grouped(items: Sequence[Item]) -> list[Item]:
    """The items as one new group, and the group itself."""
    whole = union(around(i) for i in items)
    if whole is None:
        return []
    group = GroupItem(x=whole.x, y=whole.y, width=whole.width, height=whole.height)
    return [*(replace(item, group=group.id) for item in items), group]


def restacked(items: Iterable[Item], chosen: frozenset[str], step: str) -> list[Item]:
    """Those whose place in the pile changed: ``front``, ``back``, ``up`` or ``down``."""
    pile = [item for item in in_order(items) if not isinstance(item, GroupItem)]
    ours = [item for item in pile if item.id in chosen]
    rest = [item for item in pile if item.id not in chosen]
    if step == "front":
        new = rest + ours
    elif step == "back":
        new = ours + rest
    else:
        new = _one_step(pile, chosen, up=step == "up")
    return [replace(item, z=z) for z, item in enumerate(new) if item.z != z]


def _one_step(pile: list[Item], chosen: frozenset[str], *, up: bool) -> list[Item]:
    new = pile[::-1] if up else list(pile)
    for place in range(1, len(new)):
        if new[place].id in chosen and new[place - 1].id not in chosen:
            new[place - 1], new[place] = new[place], new[place - 1]
    return new[::-1] if up else new


# -- copying through the clipboard ---------------------------------------------------------------


def to_clipboard(items: Sequence[Item], assets: Iterable[AssetRef]) -> str:
    """Items with what is known of their pictures, as a small board of their own."""
    used = {i.asset_id for i in items if isinstance(i, PictureItem)}
    moment = datetime.now(UTC)
    board = Board(
        id=new_id(), title="", created=moment, changed=moment, items=tuple(items),
        assets=tuple(a for a in assets if a.id in used),
    )  # fmt: skip
    return board_document.to_json(board)


def from_clipboard(text: str) -> tuple[list[Item], list[AssetRef]]:
    """What was copied; nothing where it is not ours."""
    try:
        board = board_document.from_json(text)
    except InputError:
        return [], []
    return list(board.items), list(board.assets)


# -- beats -------------------------------------------------------------------------------------


def new_beat(text: str, beats: Sequence[BoardBeat]) -> BoardBeat:
    """A beat that was typed in by hand, with an id of its own."""
    taken = {beat.id for beat in beats}
    number = len(beats) + 1
    while str(number) in taken:
        number += 1
    return BoardBeat(Beat(BeatKind.SUBJECT, text, id=str(number)), Coverage.GAP)


def reordered(beats: Sequence[BoardBeat], old: int, new: int) -> tuple[BoardBeat, ...]:
    """A beat at another place."""
    made = list(beats)
    made.insert(new, made.pop(old))
    return tuple(made)


def merged_beats(old: Sequence[BoardBeat], fresh: Sequence[Beat]) -> tuple[BoardBeat, ...]:
    """The beats of a brief that was changed: those with the same words keep what they had."""
    known = {beat.beat.text.casefold(): beat for beat in old}
    taken: set[str] = set()
    made: list[BoardBeat] = []
    for number, beat in enumerate(fresh, 1):
        before = known.get(beat.text.casefold())
        own = before.id if before is not None else beat.id or str(number)
        while own in taken or (before is None and any(b.id == own for b in old)):
            own += "'"
        taken.add(own)
        kept = replace(beat, id=own)
        made.append(replace(before, beat=kept) if before is not None else BoardBeat(kept))
    return tuple(made)


def shots_were_edited(board: Board) -> bool:
    """Whether the shot list is another than the beats alone would make it."""
    return bool(board.shots) and board.shots != shot_list(board)


def kept_shots(old: Sequence[Shot], fresh: Sequence[Shot]) -> tuple[Shot, ...]:
    """A list that was edited by hand stays; beats that it does not know come after it."""
    known = {shot.beat_id for shot in old}
    return (*old, *(shot for shot in fresh if shot.beat_id not in known))


def cleared(old: Board, new: Board) -> Board:
    """The new board with pictures that took nobody's place put where nothing lies."""
    frames = {(i.x, i.y, i.width, i.height) for i in old.items}
    before = {i.id for i in old.items}
    loose = [
        i for i in new.pictures()
        if i.id not in before and (i.x, i.y, i.width, i.height) not in frames
    ]  # fmt: skip
    if not loose:
        return new
    names = {item.id for item in loose}
    rest = [around(i) for i in new.items if i.id not in names and i.KIND != "group"]
    whole = union(rest) or Box(0.0, 0.0, 0.0, 0.0)
    placed: dict[str, Item] = {}
    y = whole.bottom + 4 * _GAP
    for beat_id in dict.fromkeys(item.beat_id for item in loose):
        x = whole.x
        for item in (i for i in loose if i.beat_id == beat_id):
            width = PLACED_HEIGHT * item.width / item.height
            placed[item.id] = replace(item, x=x, y=y, width=width, height=PLACED_HEIGHT)
            x += width + _GAP
        y += PLACED_HEIGHT + _GAP
    return replace(new, items=tuple(placed.get(i.id, i) for i in new.items))


def pruned(board: Board) -> Board:
    """The board without assets that nothing on it uses, and without empty groups."""
    used = {i.asset_id for i in board.items if isinstance(i, PictureItem)}
    used |= {m.asset_id for b in board.beats for m in (*b.matches, *b.others)}
    groups = {i.group for i in board.items if i.group}
    items = tuple(i for i in board.items if not isinstance(i, GroupItem) or i.id in groups)
    return replace(board, items=items, assets=tuple(a for a in board.assets if a.id in used))
