"""A brief becomes a board: the right pictures once each, honest coverage, a useful shot list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from board_fakes import NOW, FakeSearch, asset, match

from picturedesk import briefs, moodboard
from picturedesk.board_document import Board, NoteItem, PictureItem, around, from_json, to_json
from picturedesk.errors import InputError
from picturedesk.export.canvas import bounds
from picturedesk.moodboard.assignment import assign, groups_of
from picturedesk.moodboard.colours import lab_to_hex, palette
from picturedesk.moodboard.layout import columns_of
from picturedesk.records import Beat, BeatKind, Brief, Coverage, Crop, Result, Standing, Swatch

BRIEF = """Tone: calm
Subjects: two friends running, an old dog on a lead, a lighthouse
Settings: rooftop above the harbour
Must have: a steel bottle
Avoid: logos
"""
ANSWERS = {
    "calm": [match(k) for k in range(1, 9)],
    "two friends": [match(k) for k in range(5, 13)],
    "old dog": [match(20), match(21, Standing.LIKELY), match(22, Standing.WEAK)],
    "lighthouse": [match(30, Standing.WEAK), match(31, Standing.WEAK)],
    "logos": [match(12), match(7, Standing.LIKELY)],
}


def compose(answers: object = None, text: str = BRIEF, **options: object) -> Board:
    fake = FakeSearch(answers or ANSWERS)  # type: ignore[arg-type]
    return moodboard.compose(
        briefs.parse(text),
        fake.find,
        fake.assets,
        options=moodboard.Options(**options),  # type: ignore[arg-type]
        text=text,
        now=NOW,
    )


def chosen(board: Board, text: str) -> list[str]:
    beat = next(b for b in board.beats if text in b.beat.text)
    return [m.asset_id for m in beat.matches]


def coverage(board: Board, text: str) -> Coverage:
    return next(b.coverage for b in board.beats if text in b.beat.text)


def test_coverage_says_what_the_library_really_has() -> None:
    board = compose()
    assert coverage(board, "calm") is Coverage.COVERED
    assert coverage(board, "old dog") is Coverage.THIN
    assert coverage(board, "lighthouse") is Coverage.GAP, "weak matches do not cover a beat"
    assert coverage(board, "rooftop") is Coverage.GAP
    assert [b.beat.text for b in board.gaps] == [
        "lighthouse",
        "rooftop above the harbour",
        "steel bottle",
    ]


def test_no_picture_is_shown_twice() -> None:
    pictures = [i.asset_id for i in compose().pictures()]
    assert len(pictures) == len(set(pictures))


def test_a_picture_is_shown_twice_only_when_it_is_the_only_one() -> None:
    board = compose(
        {"calm": [match(1)], "two friends": [match(1)], "old dog": [match(1), match(2)]}
    )
    assert chosen(board, "calm") == chosen(board, "two friends") == ["asset-1"]
    assert chosen(board, "old dog") == ["asset-2"]


def test_a_picture_only_one_beat_can_use_is_not_lost_to_a_beat_with_plenty() -> None:
    board = compose({"calm": [match(k) for k in range(1, 20)], "two friends": [match(1), match(2)]})
    assert chosen(board, "two friends") == ["asset-1", "asset-2"]
    assert len(chosen(board, "calm")) == 5


def test_near_identical_pictures_folded_under_different_names_are_one() -> None:
    first = Result("a", Standing.STRONG, (match(1, others=(2, 3)), match(9)))
    second = Result("b", Standing.STRONG, (match(3, others=(1, 2)), match(8)))
    groups = groups_of([first, second])
    given = assign([first.matches, second.matches], groups, slots=2, weights=[1, 1])
    keys = [groups[m.asset_key] for row in given for m in row]
    assert len(keys) == len(set(keys)) == 3


def test_assigning_is_best_in_total_and_strong_goes_before_likely() -> None:
    a = [match(1), match(2)]
    b = [match(1), match(3, Standing.LIKELY)]
    given = assign([a, b], {1: 1, 2: 2, 3: 3}, slots=1, weights=[1.0, 1.0])
    assert [[m.asset_key for m in row] for row in given] == [[2], [1]]


def test_a_picture_that_strongly_shows_what_is_to_be_avoided_is_not_proposed() -> None:
    board = compose()
    assert "asset-12" not in [i.asset_id for i in board.pictures()]
    assert "asset-7" in [i.asset_id for i in board.pictures()], "likely is no reason to refuse"


def test_beats_lean_away_from_what_they_must_not_show() -> None:
    fake = FakeSearch(ANSWERS)
    moodboard.compose(briefs.parse(BRIEF), fake.find, fake.assets, now=NOW)
    terms = next(q.terms for q in fake.asked if q.terms[0].text.startswith("two friends"))
    assert [t.text for t in terms if t.weight < 0] == ["logos"]
    assert fake.asked[0].collapse
    assert fake.asked[0].diversity > 0


def test_a_filter_holds_for_every_question() -> None:
    fake = FakeSearch(ANSWERS)
    options = moodboard.Options(where="in:shoots/")
    moodboard.compose(briefs.parse(BRIEF), fake.find, fake.assets, options=options, now=NOW)
    assert {q.where for q in fake.asked} == {"in:shoots/"}


def test_gaps_and_thin_beats_become_shots_a_photographer_can_use() -> None:
    board = compose()
    shots = {s.beat_id: s for s in reversed(board.shots)}
    by_text = {b.beat.text: b for b in board.beats}
    dog = shots[by_text["old dog on a lead"].id]
    assert "Only 2 in the library fit" in dog.notes
    assert "animal's eye height" in dog.framing
    assert dog.scene == "Rooftop above the harbour", "the brief names one place"
    assert "pic 20.jpg" in dog.notes
    roof = shots[by_text["rooftop above the harbour"].id]
    assert "Nothing in the library fits" in roof.notes
    assert "permit" in roof.notes
    assert "logos" in roof.notes
    assert not {b.id for b in board.beats if b.coverage is Coverage.COVERED} & set(shots)


def test_a_shot_is_where_its_words_say_and_never_where_it_cannot_be() -> None:
    text = (
        "Subjects\n- woman doing yoga by the sea\n- shoe on a plain background\n"
        "- a child laughing\n- people running outdoors\n- climber on an indoor wall\n"
        "\nSettings\n- quiet beach with the sea behind it\n- pine forest\n"
    )
    fake = FakeSearch({})
    board = moodboard.compose(briefs.parse(text), fake.find, fake.assets, text=text, now=NOW)
    scenes = {s.description.split(".")[0]: s.scene for s in board.shots}
    assert scenes["Woman doing yoga by the sea"] == "Quiet beach with the sea behind it"
    assert scenes["Shoe on a plain background"] == "Location to be chosen"
    assert scenes["Climber on an indoor wall"] == "Location to be chosen"
    assert scenes["Child laughing"].startswith("One of: ")
    assert scenes["People running outdoors"].startswith("One of: ")


def test_a_missing_must_gets_an_alternative_with_room_for_a_headline() -> None:
    board = compose()
    beat = next(b for b in board.beats if "steel bottle" in b.beat.text)
    first, second = [s for s in board.shots if s.beat_id == beat.id]
    assert "must" in first.notes
    assert first.shot in second.description


def test_shots_are_numbered_within_scenes() -> None:
    numbers = [s.shot for s in compose().shots]
    assert len(numbers) == len(set(numbers))
    assert numbers == sorted(numbers, key=lambda n: [int(p) for p in n.split(".")])


def test_a_board_proposed_is_a_document_that_can_be_kept() -> None:
    board = compose()
    assert from_json(to_json(board)) == board
    assert board.brief == BRIEF
    assert {i.asset_id for i in board.pictures()} <= {a.id for a in board.assets}


def test_a_brief_without_beats_is_refused() -> None:
    with pytest.raises(InputError):
        moodboard.compose(Brief("t", ()), FakeSearch({}).find, FakeSearch.assets)


def test_beats_made_by_hand_get_ids() -> None:
    beats = (Beat(BeatKind.TONE, "calm"), Beat(BeatKind.TONE, "calm too"))
    fake = FakeSearch(ANSWERS)
    board = moodboard.compose(Brief("", beats), fake.find, fake.assets, now=NOW)
    assert len({b.id for b in board.beats}) == 2


# --- layout -------------------------------------------------------------------------------------


def test_laid_out_pictures_do_not_overlap_and_keep_their_shape() -> None:
    board = compose()
    items = board.pictures()
    assets = {a.id: a for a in board.assets}
    for n, a in enumerate(items):
        shape = assets[a.asset_id].width / assets[a.asset_id].height
        c = a.crop
        shown = shape * ((c.right - c.left) / (c.bottom - c.top) if c else 1.0)
        assert a.width / a.height == pytest.approx(shown, rel=0.02)
        assert c is None or min(c.right - c.left, c.bottom - c.top) > 0.75
        for b in items[n + 1 :]:
            apart = (
                a.x + a.width <= b.x + 0.1
                or b.x + b.width <= a.x + 0.1
                or a.y + a.height <= b.y + 0.1
                or b.y + b.height <= a.y + 0.1
            )
            assert apart


def test_the_columns_of_a_page_end_at_nearly_the_same_height() -> None:
    heights = [400.0, 700.0, 300.0, 500.0, 650.0, 350.0]
    tops = [900.0, 900.0, 100.0]
    ends = list(tops)
    sides = columns_of(heights, tops)
    for side, height in zip(sides, heights, strict=True):
        ends[side] += height
    assert max(ends) - min(ends) <= 100
    assert columns_of([100.0] * 4, [0.0, 0.0]) == [0, 0, 1, 1], "in the brief's order"
    assert len(columns_of([100.0] * 60, tops)) == 60


def test_nothing_on_a_page_covers_the_note_of_what_is_missing() -> None:
    board = compose()
    (note,) = [i for i in board.items if isinstance(i, NoteItem) and "Missing" in i.text]
    assert not [p for p in board.pictures() if around(p).touches(around(note))]


def test_laying_out_again_changes_nothing_and_moves_nothing_pinned() -> None:
    board = compose()
    assert any(picture.crop is not None for picture in board.pictures())
    assert moodboard.layout(board).items == board.items
    pinned = replace(board.pictures()[0], x=-900.0, y=-700.0, pinned=True)
    moved = replace(board, items=(pinned, *(i for i in board.items if i.id != pinned.id)))
    assert pinned in moodboard.layout(moved).items


def test_what_a_person_cropped_is_cropped_no_further_by_laying_out() -> None:
    board = compose()
    first = board.pictures()[0]
    chosen = replace(first, crop=Crop(0.1, 0.2, 0.7, 0.9), width=300.0, height=350.0)
    board = replace(board, items=tuple(chosen if i.id == chosen.id else i for i in board.items))
    asset = board.asset(chosen.asset_id)
    assert asset is not None
    for _ in range(3):
        board = moodboard.layout(board)
    (after,) = [p for p in board.pictures() if p.id == chosen.id]
    assert after.crop == chosen.crop
    shape = asset.width * 0.6 / (asset.height * 0.7)
    assert after.width / after.height == pytest.approx(shape, rel=1e-3)
    first = board.pictures()[0]
    pinned = replace(first, x=-50.0, y=10.0, width=200.0, height=90.0, rotation=8.0, pinned=True)
    note = NoteItem(text="mine", x=5, y=5)
    items = (note, *(pinned if i.id == first.id else i for i in board.items))
    again = moodboard.layout(replace(board, items=items))
    assert pinned in again.items
    assert note in again.items
    free = [i for i in again.pictures() if not i.pinned]
    assert min(i.y for i in free) > pinned.y + pinned.height


def test_an_empty_board_still_has_a_page() -> None:
    left, top, right, bottom = bounds(Board("i", "t", NOW, NOW))
    assert right > left
    assert bottom > top


# --- asking again -------------------------------------------------------------------------------


def test_asking_a_beat_again_keeps_what_is_pinned() -> None:
    board = compose()
    beat = next(b for b in board.beats if b.beat.text == "calm")
    keep = board.pictures(beat.id)[1]
    pinned = replace(keep, pinned=True, x=7.0)
    board = replace(board, items=tuple(pinned if i.id == keep.id else i for i in board.items))
    fresh = FakeSearch({"calm": [match(k) for k in (keep_key(keep), 40, 41)]})
    again = moodboard.again(board, fresh.find, fresh.assets, beat_ids=[beat.id], now=NOW)
    ids = [i.asset_id for i in again.pictures(beat.id)]
    assert pinned in again.items
    assert sorted(ids) == sorted([keep.asset_id, "asset-40", "asset-41"])
    others = [i for i in board.items if isinstance(i, PictureItem) and i.beat_id != beat.id]
    assert all(i in again.items for i in others), "beats that were not asked are left alone"
    assert from_json(to_json(again)) == again


def keep_key(item: PictureItem) -> int:
    return int(item.asset_id.removeprefix("asset-"))


def test_asking_again_updates_coverage_palette_and_shots() -> None:
    board = compose()
    roof = next(b for b in board.beats if "rooftop" in b.beat.text)
    found = FakeSearch({"rooftop": [match(k) for k in (50, 51, 52)]})
    again = moodboard.again(board, found.find, found.assets, beat_ids=[roof.id], now=NOW)
    assert coverage(again, "rooftop") is Coverage.COVERED
    assert roof.id not in {s.beat_id for s in again.shots}
    assert again.changed == NOW


# --- colours ------------------------------------------------------------------------------------


def test_lab_becomes_the_colour_it_names() -> None:
    assert lab_to_hex(100, 0, 0) == "#ffffff"
    assert lab_to_hex(0, 0, 0) == "#000000"
    assert lab_to_hex(53.24, 80.09, 67.20) == "#ff0000"
    assert lab_to_hex(50, 0, 0) == "#777777"


def test_a_palette_merges_what_looks_the_same_and_keeps_the_small_red_coat() -> None:
    grey = tuple(Swatch(40 + i, 0, 0, 0.15) for i in range(6))
    red = (*grey, Swatch(50, 70, 50, 0.1))
    colours = palette([(1.0, grey), (1.0, red)])
    assert len(colours) == 2
    assert any(c.hex.startswith(("#d", "#e", "#c")) for c in colours)
    assert palette([]) == ()


def test_the_report_is_the_board_in_words() -> None:
    report = moodboard.report(compose())
    assert report["gaps"] == ["lighthouse", "rooftop above the harbour", "steel bottle"]
    assert report["beats"][0]["matches"][0]["path"].startswith("/pictures/")
    assert report["shots"]
    assert asset(1).id == "asset-1"
