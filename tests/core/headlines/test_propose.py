"""The right picture and the right crop, where both are known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from picturedesk import headlines
from picturedesk.channels import Channel, load
from picturedesk.errors import InputError, UsageError
from picturedesk.headlines import boxes, proposing
from picturedesk.library import Library
from picturedesk.records import Crop, Standing

Painter = Callable[..., Path]
Reader = Callable[[], Library]
ALL = list(load())


def inside(box: tuple[float, float, float, float], crop: Crop, part: Crop | None = None) -> float:
    """The share of a box that a crop (or a part of its frame) shows."""
    row = boxes.as_row(crop)[None]
    left, top, right, bottom = boxes.inner(row, part)[0] if part else row[0]
    wide = min(box[2], right) - max(box[0], left)
    high = min(box[3], bottom) - max(box[1], top)
    return max(0.0, wide) * max(0.0, high) / ((box[2] - box[0]) * (box[3] - box[1]))


def only(library: Library, headline: str, channel: str | Channel) -> headlines.Proposal:
    found = headlines.propose(library, headline, [channel])
    return found.rows[0].proposals[0]


def test_a_subject_in_a_corner_is_kept_for_every_channel(paint: Painter, read: Reader) -> None:
    subject = (0.72, 0.06, 0.92, 0.36)
    paint("corner.jpg", "white", [("red", subject)])
    found = headlines.propose(read(), "something red", ALL)
    for row in found.rows:
        crop = row.proposals[0].crop
        assert inside(subject, crop) > 0.9, row.channel.name
        wide, high = crop.right - crop.left, crop.bottom - crop.top
        assert wide * 900 / (high * 600) == pytest.approx(row.channel.ratio)


def test_a_mistake_in_the_filter_is_told_before_the_model_is_waited_for(
    paint: Painter, read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    paint("one.jpg", "white", [("red", (0.2, 0.2, 0.5, 0.5))])
    library = read()

    def waited(*_: object) -> None:
        raise AssertionError("the model was waited for")

    monkeypatch.setattr(proposing, "ask", waited)
    with pytest.raises(UsageError, match="rating"):
        headlines.propose(library, "something red", ALL, where="ratin>=3")


def test_of_two_subjects_the_named_one_is_kept(paint: Painter, read: Reader) -> None:
    places = {"red": (0.04, 0.35, 0.24, 0.65), "blue": (0.76, 0.35, 0.96, 0.65)}
    paint("two.jpg", "white", list(places.items()))
    library = read()
    for colour, other in (("red", "blue"), ("blue", "red")):
        named = ["story", "instagram-portrait", "pinterest"]
        for row in headlines.propose(library, f"the {colour} one", named).rows:
            crop = row.proposals[0].crop
            assert inside(places[colour], crop) > 0.9, row.channel.name
            assert inside(places[other], crop) < 0.1, row.channel.name


def test_of_a_subject_that_does_not_fit_the_ratio_as_much_as_possible_is_kept(
    paint: Painter, read: Reader
) -> None:
    subject = (0.25, 0.3, 0.85, 0.7)
    paint("wide.jpg", "white", [("red", subject)])
    found = only(read(), "red", "story")
    wide, _ = boxes.largest(900, 600, load()["story"].ratio)
    assert inside(subject, found.crop) > 0.9 * wide / 0.6


def test_the_subject_is_put_into_the_safe_area(paint: Painter, read: Reader) -> None:
    subject = (0.4, 0.13, 0.6, 0.27)
    paint("high.jpg", "white", [("red", subject)], size=(600, 1200))
    story = load()["story"]
    found = only(read(), "red", story)
    assert inside(subject, found.crop, story.safe) > 0.9
    assert found.parts.visible > 0.8


def test_a_covered_corner_is_not_where_the_subject_goes(paint: Painter, read: Reader) -> None:
    subject = (0.55, 0.5, 0.7, 0.62)
    paint("dot.jpg", "white", [("red", subject)], size=(900, 600))
    covered = Crop(0.5, 0.5, 1.0, 1.0)
    channel = Channel("odd", "Odd", 400, 300, covered=(covered,))
    found = only(read(), "red", channel)
    assert inside(subject, found.crop) > 0.9
    assert inside(subject, found.crop, covered) < 0.2


def test_every_score_is_the_sum_of_its_parts(paint: Painter, read: Reader) -> None:
    for i, colour in enumerate(("red", "green", "blue")):
        paint(f"{colour}.jpg", "white", [(colour, (0.1 + 0.2 * i, 0.2, 0.4 + 0.2 * i, 0.8))])
    found = headlines.propose(read(), "red", ALL)
    assert [row.channel.name for row in found.rows] == ALL
    for row in found.rows:
        assert row.proposals
        scores = [proposal.score for proposal in row.proposals]
        assert scores == sorted(scores, reverse=True)
        for proposal in row.proposals:
            assert proposal.score == pytest.approx(sum(c.points for c in proposal.contributions))
            named = dict(proposal.parts.items())
            assert {"picture", "crop", "subject", "visible", "enlargement"} <= set(named)
            assert ("room" in named) == (row.channel.text != "none")
            assert proposal.why.winner
    assert found.encoder == "fake@0000000000000000/float32"
    assert found.prompt_version.startswith("headline/1")


def test_the_named_colour_wins_over_the_others(paint: Painter, read: Reader) -> None:
    for colour in ("red", "green", "blue", "yellow"):
        paint(f"{colour}.jpg", colour)
    found = headlines.propose(read(), "Fresh green for your week", ["linkedin"])
    assert Path(found.rows[0].proposals[0].asset.path).name == "green.jpg"


def test_a_headline_asked_again_is_answered_alike_and_costs_the_encoder_nothing(
    paint: Painter, read: Reader
) -> None:
    for i in range(6):
        paint(f"{i}.jpg", "white", [("red", (0.1 * i, 0.2, 0.1 * i + 0.3, 0.7))])
    library = read()
    first = headlines.propose(library, "red", ALL)
    before = library.encoder.pictures_seen  # type: ignore[attr-defined]
    assert headlines.propose(library, "red", ALL) == first
    assert library.encoder.pictures_seen == before  # type: ignore[attr-defined]


def test_a_wrong_channel_names_the_nearest(paint: Painter, read: Reader) -> None:
    paint("a.jpg")
    with pytest.raises(UsageError, match="instagram-square"):
        headlines.propose(read(), "red", ["instagram-sqare"])
    with pytest.raises(UsageError, match="No channel"):
        headlines.propose(read(), "red", [])


@pytest.mark.parametrize("text", ["", "  \n ", "?!…"])
def test_an_empty_headline_is_refused(text: str, paint: Painter, read: Reader) -> None:
    paint("a.jpg")
    with pytest.raises(InputError, match="empty"):
        headlines.propose(read(), text, ["x"])


def test_no_candidate_is_said_with_the_gap(paint: Painter, read: Reader) -> None:
    paint("a.jpg", "red")
    found = headlines.propose(read(), "red", ["x"], where="rating>=5")
    assert found.rows[0].proposals == ()
    assert "filter" in found.rows[0].gap


def test_a_picture_used_on_the_channel_of_late_is_left_out_there_alone(
    paint: Painter, read: Reader
) -> None:
    paint("used.jpg", "red")
    paint("fresh.jpg", "white", [("red", (0.2, 0.2, 0.8, 0.8))])
    library = read()
    key = library.catalog.assets.by_path(str(library.catalog.roots.all()[0].path) + "/used.jpg")
    assert key is not None
    library.catalog.usage.add(key.key, "x", date(2026, 3, 1))
    found = headlines.propose(library, "red", ["x", "linkedin"], today=date(2026, 3, 20))
    names = [{Path(p.asset.path).name for p in row.proposals} for row in found.rows]
    assert names == [{"fresh.jpg"}, {"fresh.jpg", "used.jpg"}]
    later = headlines.propose(library, "red", ["x"], today=date(2026, 3, 1) + timedelta(days=61))
    assert len(later.rows[0].proposals) == 2


def test_rules_block_by_tag_and_lift_by_rating_and_say_so(paint: Painter, read: Reader) -> None:
    for name, ground in (("blocked", "white"), ("rated", "yellow"), ("plain", "green")):
        paint(f"{name}.jpg", ground, [("red", (0.1, 0.1, 0.9, 0.9))])
    library = read()
    keys = {
        Path(a.path).stem: a.key
        for a in library.catalog.assets.get_many(library.catalog.assets.keys())
    }
    library.catalog.tags.add([keys["blocked"]], ["do-not-use"])
    library.catalog.assets.rate([keys["rated"]], 5)
    found = headlines.propose(library, "red", ["x"])
    [first, second] = found.rows[0].proposals
    assert Path(first.asset.path).stem == "rated"
    assert first.parts.rules == pytest.approx(0.04)
    assert any("four stars" in reason for reason in first.reasons)
    assert second.parts.rules == 0
    assert any("blocked" in note for note in found.notes)


def test_the_originals_are_looked_at_again_and_what_cannot_be_says_so(
    paint: Painter, read: Reader
) -> None:
    paint("kept.jpg", "white", [("red", (0.1, 0.1, 0.5, 0.6))])
    gone = paint("gone.jpg", "red")
    changed = paint("changed.jpg", "blue", [("red", (0.2, 0.2, 0.9, 0.9))])
    library = read()
    first = headlines.propose(library, "red", ["story", "x"])
    assert not any(p.from_original for row in first.rows for p in row.proposals)
    gone.unlink()
    changed.write_bytes(changed.read_bytes() + b"\0")
    again = headlines.rescore(library, first)
    for row in again.rows:
        by_name = {Path(p.asset.path).name: p for p in row.proposals}
        assert by_name["kept.jpg"].from_original
        assert "no longer there" in by_name["gone.jpg"].reasons[-1]
        assert "changed" in by_name["changed.jpg"].reasons[-1]


def test_what_changed_between_the_two_looks_is_said(paint: Painter, read: Reader) -> None:
    paint("a.jpg", "white", [("red", (0.1, 0.1, 0.5, 0.6))])
    library = read()
    first = headlines.propose(library, "red", ["story"])
    [proposal] = first.rows[0].proposals
    box = proposal.crop
    far = Crop(1 - (box.right - box.left), box.top, 1.0, box.bottom)
    moved = headlines.score(library, first, proposal, far)
    row = headlines.Row(first.rows[0].channel, (moved,))
    again = headlines.rescore(library, headlines.Proposals("red", first.standing, (row,)))
    assert "a.jpg has moved" in again.rows[0].changed
    assert headlines.rescore(library, again).rows[0].changed == ""


def test_a_decks_picture_stays_first_when_the_originals_are_looked_at(
    paint: Painter, read: Reader
) -> None:
    paint("all.jpg", "red", size=(1300, 900))
    paint("half.jpg", "white", [("red", (0.3, 0.0, 0.9, 1.0))], size=(1300, 900))
    library = read()
    found = headlines.propose(library, "red", ["x"])
    [row] = found.rows
    turned = replace(found, rows=(replace(row, proposals=row.proposals[::-1]),))
    keys = [p.asset.key for p in row.proposals]
    assert len(keys) == 2
    assert [p.asset.key for p in headlines.rescore(library, turned).rows[0].proposals] == keys
    [kept] = headlines.rescore(library, turned, in_order=True).rows
    assert [p.asset.key for p in kept.proposals] == keys[::-1]
    assert "comes before" not in kept.changed


def test_a_box_moved_by_hand_is_scored_and_must_keep_the_ratio(
    paint: Painter, read: Reader
) -> None:
    paint("a.jpg", "white", [("red", (0.05, 0.3, 0.3, 0.7))])
    library = read()
    found = headlines.propose(library, "red", ["story"])
    [proposal] = found.rows[0].proposals
    box = proposal.crop
    far = Crop(1 - (box.right - box.left), box.top, 1.0, box.bottom)
    away = headlines.score(library, found, proposal, far)
    assert away.score < proposal.score - 0.2
    assert away.parts.subject < 0.1
    with pytest.raises(UsageError, match="shape"):
        headlines.score(library, found, proposal, Crop(0.0, 0.0, 1.0, 1.0))


def test_variants_are_clearly_different_pictures(paint: Painter, read: Reader) -> None:
    for i in range(3):
        paint(f"same{i}.jpg", "red", size=(900, 600 + 10 * i))
    paint("with blue.jpg", "red", [("blue", (0.0, 0.0, 0.5, 1.0))])
    paint("with green.jpg", "red", [("green", (0.5, 0.0, 1.0, 1.0))])
    library = read()
    [row] = headlines.propose_variants(library, "red", ["youtube"]).rows
    names = [Path(p.asset.path).name for p in row.proposals]
    assert sum(name.startswith("same") for name in names) == 1
    assert len(names) >= 2


def test_near_identical_shots_do_not_fill_a_row(paint: Painter, read: Reader) -> None:
    for i in range(4):
        paint(f"burst{i}.jpg", "red")
    paint("other.jpg", "white", [("red", (0.2, 0.2, 0.8, 0.8))])
    [row] = headlines.propose(read(), "red", ["x"]).rows
    assert np.isin("other.jpg", [Path(p.asset.path).name for p in row.proposals])


def test_where_nothing_fits_no_picture_is_called_a_match(paint: Painter, read: Reader) -> None:
    for ground in ("white", "green", "yellow", "black"):
        paint(f"{ground}.jpg", ground)
    library = read()
    found = headlines.propose(library, "blue", ["x", "story"])
    assert found.standing is Standing.NOTHING_FITS
    every = [p for row in found.rows for p in row.proposals]
    assert {p.standing for p in every} == {Standing.NOTHING_FITS}
    alone = headlines.best_crop(library, "blue", every[0].asset, found.rows[0].channel)
    assert alone.standing is Standing.NOTHING_FITS
