"""The board survives being written and read, and a damaged one is told from a newer one."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from picturedesk.board_document import (
    VERSION,
    ArrowItem,
    AssetRef,
    Board,
    BoardBeat,
    BoardMatch,
    Colour,
    GroupItem,
    NoteItem,
    PictureItem,
    Shot,
    SwatchItem,
    blank,
    from_json,
    to_json,
    upgraded,
)
from picturedesk.errors import InputError
from picturedesk.records import Beat, BeatKind, Coverage, Crop, Standing, Swatch

FULL = Board(
    id="b",
    title="Früh am Morgen 🌅",
    created=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    changed=datetime(2026, 1, 2, 3, 4, 6, 789, tzinfo=UTC),
    beats=(
        BoardBeat(
            Beat(BeatKind.TONE, "calm", 0.8, ("logos",), True, "1"),
            Coverage.THIN,
            2,
            (BoardMatch("a", 0.31, Standing.STRONG, "a photo of calm", 3),),
            (BoardMatch("x", 0.2, Standing.WEAK),),
        ),
    ),
    items=(
        PictureItem(
            id="p", x=1.5, y=-2.0, width=30, height=20, rotation=12.5, z=3, opacity=0.5,
            pinned=True, group="g", beat_id="1", asset_id="a", crop=Crop(0.1, 0.2, 0.9, 1.0),
            flip_horizontal=True, flip_vertical=True, greyscale=True, caption="c", alt_text="t",
        ),
        NoteItem(id="n", text="soft light", size=30, bold=True, colour="#112233"),
        SwatchItem(id="s", colour="#aabbcc", label="sea"),
        ArrowItem(id="w", dx=-10, dy=5, stroke=2, colour="#000000"),
        GroupItem(id="g", name="hero"),
    ),
    assets=(
        AssetRef("a", "/p/\udce9t\udce9.jpg", 300, 200, "alt", "by me", (Swatch(1, 2, 3, 0.5),)),
    ),
    palette=(Colour("#ff8800", 0.4, "amber"),),
    shots=(Shot("Street", "1.1", "Two friends", "wide", "umbrella", "rain", "1"),),
    avoid=("logos",),
    left_out=(("Budget: 3", "budget"),),
    brief="Tone: calm",
    notes="n",
    encoder="e",
)  # fmt: skip


def test_a_board_comes_back_as_it_was_written() -> None:
    assert from_json(to_json(FULL)) == FULL
    assert from_json(to_json(blank())).items == ()


def test_the_same_board_is_written_as_the_same_text() -> None:
    assert to_json(FULL) == to_json(from_json(to_json(FULL)))
    assert to_json(FULL).isascii()


def test_a_board_of_a_newer_program_is_refused_with_a_way_out() -> None:
    document = json.loads(to_json(FULL)) | {"version": VERSION + 1}
    with pytest.raises(InputError, match="newer Picture Desk") as caught:
        from_json(json.dumps(document))
    assert "Update" in caught.value.way_out


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d["items"].append({"kind": "sticker"}),
        lambda d: d["items"][0].update(width=0),
        lambda d: d["items"][0].update(x=float("nan")),
        lambda d: d["items"][0].update(opacity=7),
        lambda d: d["items"][0].update(crop={"left": 0.5, "right": 0.1, "top": 0, "bottom": 1}),
        lambda d: d["items"][1].update(text=5),
        lambda d: d["assets"][0].update(width=0),
        lambda d: d["beats"][0].update(coverage="full"),
        lambda d: d.pop("title"),
        lambda d: d.update(created="yesterday"),
        lambda d: d.update(version="1"),
        lambda d: d.update(version=-1),
    ],
)
def test_a_damaged_board_is_a_sentence_and_not_a_crash(spoil: object) -> None:
    document = json.loads(to_json(FULL))
    spoil(document)  # type: ignore[operator]
    with pytest.raises(InputError, match="cannot be read"):
        from_json(json.dumps(document))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[" * 5000, '{"version": 1}'])
def test_text_that_is_no_board_is_a_sentence(text: str) -> None:
    with pytest.raises(InputError):
        from_json(text)


def test_a_board_of_an_old_version_is_brought_up_step_by_step() -> None:
    steps = {1: lambda d: d | {"a": 1}, 2: lambda d: d | {"b": d["a"] + 1}}
    assert upgraded({"version": 1}, 3, steps) == {"version": 3, "a": 1, "b": 2}
    assert upgraded({"version": 3}, 3, steps) == {"version": 3}
