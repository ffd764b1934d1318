"""Snapping, aligning, distributing, arranging, and what editing makes of items."""

from __future__ import annotations

from dataclasses import replace

import pytest

from picturedesk import board_document
from picturedesk.board_document import (
    AssetRef,
    BoardBeat,
    GroupItem,
    Item,
    NoteItem,
    PictureItem,
    Shot,
)
from picturedesk.records import Beat, BeatKind, Swatch
from picturedesk_app.moodboard import arranging, editing, shapes
from picturedesk_app.moodboard.arranging import Edge
from picturedesk_app.moodboard.shapes import Box
from picturedesk_app.moodboard.snapping import Snapper


def at(x: float, y: float, w: float = 100, h: float = 80, **more: object) -> PictureItem:
    return PictureItem(x=x, y=y, width=w, height=h, **more)  # type: ignore[arg-type]


def test_an_edge_snaps_to_an_edge_and_says_along_which_line() -> None:
    snap = Snapper([Box(0, 0, 100, 100)]).snap(Box(103, 300, 50, 50), reach=6)
    assert (snap.dx, snap.dy) == (-3, 0)
    assert [(g.upright, g.at) for g in snap.guides] == [(True, 100)]
    assert (snap.guides[0].begin, snap.guides[0].end) == (0, 350)


def test_middles_snap_to_middles_and_nothing_snaps_from_afar() -> None:
    snapper = Snapper([Box(0, 0, 100, 100)])
    assert snapper.snap(Box(200, 28, 60, 40), reach=5).dy == 2
    assert snapper.snap(Box(200, 500, 60, 40), reach=5).guides == ()
    assert Snapper([]).snap(Box(0, 0, 1, 1), reach=9).guides == ()


def test_the_nearest_line_wins() -> None:
    snapper = Snapper([Box(0, 0, 100, 100), Box(104, 0, 100, 100)])
    assert snapper.snap(Box(103, 300, 50, 50), reach=6).dx == 1


@pytest.mark.parametrize("edge", list(Edge))
def test_aligning_brings_every_unit_to_one_line(edge: Edge) -> None:
    units = [[at(0, 0)], [at(300, 40, 50, 50)], [at(40, 200, rotation=20)]]
    boxes = [shapes.around(i) for i in arranging.align(units, edge)]
    lines = {
        Edge.LEFT: [b.x for b in boxes],
        Edge.RIGHT: [b.right for b in boxes],
        Edge.CENTRE: [b.centre[0] for b in boxes],
        Edge.TOP: [b.y for b in boxes],
        Edge.BOTTOM: [b.bottom for b in boxes],
        Edge.MIDDLE: [b.centre[1] for b in boxes],
    }[edge]
    assert lines == pytest.approx([lines[0]] * 3)


def test_a_group_is_aligned_as_one() -> None:
    pair = [at(100, 0, group="g"), at(220, 0, group="g")]
    moved = arranging.align([[at(0, 0)], pair], Edge.LEFT)
    assert [i.x for i in moved] == [0, 0, 120]


def test_distributing_makes_equal_gaps_and_leaves_the_ends() -> None:
    moved = arranging.distribute([[at(0, 0)], [at(110, 0)], [at(500, 0)]], across=True)
    assert [i.x for i in moved] == [0, 250, 500]
    two = [[at(0, 0)], [at(70, 0)]]
    assert arranging.distribute(two, across=False) == [two[0][0], two[1][0]]


def overlapping(items: list[Item]) -> bool:
    boxes = [shapes.frame(i) for i in items]
    return any(
        a.x < b.right - 0.01 and b.x < a.right - 0.01 and a.y < b.bottom - 0.01
        and b.y < a.bottom - 0.01
        for n, a in enumerate(boxes) for b in boxes[n + 1 :]
    )  # fmt: skip


@pytest.mark.parametrize("count", [1, 2, 3, 7, 24])
@pytest.mark.parametrize("how", [arranging.rows, arranging.masonry])
def test_an_arrangement_keeps_ratios_and_nothing_overlaps(count: int, how: object) -> None:
    pictures = [at(0, 0, 60 + 31 * (n % 5), 70 + 17 * (n % 7), rotation=n) for n in range(count)]
    made = how(pictures, Box(0, 0, 1200, 800))  # type: ignore[operator]
    assert {i.id for i in made} == {p.id for p in pictures}
    assert not overlapping(made)
    for old in pictures:
        new = next(i for i in made if i.id == old.id)
        assert new.width / new.height == pytest.approx(old.width / old.height)
        assert new.rotation == 0


def test_by_beat_follows_the_brief_and_takes_labels_along() -> None:
    beats = tuple(BoardBeat(Beat(BeatKind.SUBJECT, n, id=n)) for n in "ab")
    board = replace(board_document.blank(), beats=beats)
    label = NoteItem(text="B", beat_id="b", width=200, height=40)
    pictures = [at(0, 0, beat_id="b"), at(0, 0, beat_id="a"), at(0, 0), at(0, 0, beat_id="gone")]
    made = arranging.by_beat(pictures, [label], board, Box(0, 0, 1000, 700))
    assert not overlapping(made)
    y = {i.id: i.y for i in made}
    assert y[pictures[1].id] < y[label.id] < y[pictures[0].id] < y[pictures[2].id]
    assert y[pictures[3].id] == y[pictures[2].id]


def test_by_colour_goes_round_the_wheel_and_greys_come_last() -> None:
    def asset(name: str, a: float, b: float) -> AssetRef:
        return AssetRef(name, "", 3, 2, palette=(Swatch(50, a, b, 0.9),))

    assets = {a.id: a for a in (asset("grey", 1, 1), asset("blue", 10, -60), asset("red", 70, 40))}
    pictures = [at(0, 0, 30, 20, asset_id=n) for n in ("grey", "blue", "red", "unknown")]
    made = arranging.by_colour(pictures, assets, Box(0, 0, 4000, 20))
    order = sorted(made, key=lambda i: (i.y, i.x))
    assert [i.asset_id for i in order] == ["red", "blue", "grey", "unknown"]  # type: ignore[attr-defined]


def test_pictures_come_onto_the_canvas_pinned_around_the_spot_and_beside_each_other() -> None:
    assets = [AssetRef(str(n), "", 300, 200 + 40 * n) for n in range(5)]
    made = editing.pictures_for(assets, 500, 400, beat_id="1", z=3)
    assert all(i.pinned and i.beat_id == "1" for i in made)
    assert not overlapping(made)
    box = shapes.union(shapes.frame(i) for i in made)
    assert box is not None
    assert box.centre == pytest.approx((500, 400))


def test_a_copy_of_a_group_is_a_group_of_its_own() -> None:
    items = editing.grouped([at(0, 0), at(200, 0)])
    made = editing.copies(items, 10, 10, z=9)
    groups = {i.group for i in made if i.group}
    assert len(groups) == 1
    assert groups.isdisjoint({i.group for i in items})
    assert {i.id for i in made}.isdisjoint({i.id for i in items})
    assert any(isinstance(i, GroupItem) and i.id in groups for i in made)


def test_one_step_up_passes_one_thing_and_front_passes_all() -> None:
    pile = [at(0, 0, z=n, id=f"p{n}") for n in range(4)]

    def order(changed: list[Item]) -> list[str]:
        new = {i.id: i for i in pile} | {i.id: i for i in changed}
        return [i.id for i in editing.in_order(new.values())]

    chosen = frozenset({"p0", "p1"})
    assert order(editing.restacked(pile, chosen, "up")) == ["p2", "p0", "p1", "p3"]
    assert order(editing.restacked(pile, chosen, "front")) == ["p2", "p3", "p0", "p1"]
    assert order(editing.restacked(pile, frozenset({"p3"}), "back")) == ["p3", "p0", "p1", "p2"]
    assert editing.restacked(pile, frozenset({"p3"}), "up") == []


def test_the_clipboard_brings_items_and_their_pictures_back_and_refuses_others() -> None:
    asset = AssetRef("a", "/x.jpg", 30, 20)
    items = [at(1, 2, asset_id="a"), NoteItem(text="hello")]
    back, assets = editing.from_clipboard(editing.to_clipboard(items, [asset]))
    assert back == items
    assert assets == [asset]
    assert editing.from_clipboard("not ours") == ([], [])


def test_a_changed_brief_keeps_what_its_unchanged_beats_had() -> None:
    old = [BoardBeat(Beat(BeatKind.SUBJECT, "A dog", id="1"), fitting=4),
           BoardBeat(Beat(BeatKind.SUBJECT, "A cat", id="2"))]  # fmt: skip
    fresh = [Beat(BeatKind.SUBJECT, "A fox", id="1"), Beat(BeatKind.TONE, "a dog", id="2")]
    made = editing.merged_beats(old, fresh)
    assert [b.beat.text for b in made] == ["A fox", "a dog"]
    assert made[1].id == "1"
    assert made[1].fitting == 4
    assert made[0].id not in ("1", "2")


def test_a_shot_list_edited_by_hand_is_kept_and_new_beats_come_after_it() -> None:
    mine = Shot("S", "1.1", "mine", beat_id="1")
    kept = editing.kept_shots([mine], [Shot("S", "1.1", "made", beat_id="1"),
                                       Shot("S", "2.1", "new", beat_id="2")])  # fmt: skip
    assert [s.description for s in kept] == ["mine", "new"]


def test_pictures_that_took_nobodys_place_lie_clear_of_everything() -> None:
    old = replace(board_document.blank(), items=(at(0, 0, 500, 400),))
    new = replace(old, items=(*old.items, at(10, 10, 90, 60, beat_id="x")))
    made = editing.cleared(old, new)
    assert not overlapping(list(made.items))


def test_what_nothing_uses_is_not_saved() -> None:
    board = replace(
        board_document.blank(),
        items=(at(0, 0, asset_id="used"), GroupItem(id="empty")),
        assets=(AssetRef("used", "", 1, 1), AssetRef("idle", "", 1, 1)),
    )
    made = editing.pruned(board)
    assert [a.id for a in made.assets] == ["used"]
    assert len(made.items) == 1


def test_a_note_at_the_foot_of_one_column_lies_below_the_new_arrangement() -> None:
    pictures = [at(0, 0, 300, 200), at(320, 0, 300, 600)]
    note = NoteItem(id="foot", x=0, y=220, width=300, height=60, text="Missing")
    aside = NoteItem(id="aside", x=900, y=500, width=100, height=60, text="by hand")
    head = NoteItem(id="head", x=0, y=-80, width=300, height=60, text="Title")
    still: list[Item] = [note, aside, head]
    made = arranging.with_foot(arranging.masonry(pictures, Box(0, 0, 620, 500)), pictures, still)
    whole = shapes.union(shapes.around(i) for i in made if isinstance(i, PictureItem))
    (moved,) = [i for i in made if i.id == "foot"]
    assert whole is not None
    assert moved.y >= whole.bottom
    assert {i.id for i in made}.isdisjoint({"aside", "head"})


def test_an_arrangement_covers_nothing_and_what_lay_below_lies_below_again() -> None:
    old = [at(0, 100), at(120, 100)]
    title, foot = NoteItem(x=0, y=0, width=900, height=60), NoteItem(x=0, y=300, height=50)
    pinned = at(50, 90, pinned=True)
    made = arranging.with_foot(
        arranging.masonry(old, Box(0, 20, 900, 600)), old, [title, foot, pinned]
    )
    moved_foot = next(i for i in made if i.id == foot.id)
    pictures = [i for i in made if i.id != foot.id]
    assert not overlapping([title, pinned, *made])
    assert moved_foot.y == max(i.y + i.height for i in pictures) + arranging.SECTION_GAP
