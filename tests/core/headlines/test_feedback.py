"""Picks and rejects: recorded, visible, and they can be taken away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from picturedesk import headlines, review
from picturedesk.errors import UsageError
from picturedesk.library import Library

Painter = Callable[..., Path]
Reader = Callable[[], Library]


@pytest.fixture
def library(paint: Painter, read: Reader) -> Library:
    for i, ground in enumerate(("white", "yellow", "green")):
        paint(f"{ground}.jpg", ground, [("red", (0.1, 0.1, 0.9, 0.8 + 0.05 * i))])
    return read()


def by_name(found: headlines.Proposals) -> dict[str, headlines.Proposal]:
    return {Path(p.asset.path).stem: p for p in found.rows[0].proposals}


def test_a_pick_is_in_the_audit_with_its_encoder_and_prompt_and_remembered_as_used(
    library: Library,
) -> None:
    found = headlines.propose(library, "red", ["x"])
    chosen = found.rows[0].proposals[1]
    headlines.pick(library, found, chosen, actor="Ada", day=date(2026, 3, 31))
    [entry] = library.catalog.audit.entries(action="crop.")
    assert (entry.actor, entry.action, entry.asset_id) == ("Ada", "crop.pick", chosen.asset.id)
    assert entry.encoder == str(library.encoder.id)
    assert entry.prompt_version == found.prompt_version
    assert entry.after["headline"] == "red"
    assert entry.after["channel"] == "x"
    assert entry.after["crop"][0] == chosen.crop.left
    used = library.catalog.usage.of([chosen.asset.key])
    assert used == {chosen.asset.key: [("x", date(2026, 3, 31))]}
    headlines.take_back(library, entry.key, actor="Ada")
    told = [
        (line.action, line.headline, line.channel) for line in review.trail(library, action="crop.")
    ]
    assert told == [("crop.pick", "red", "x"), ("crop.take-back", "red", "x")]


def test_a_pick_of_a_crop_that_nobody_has_scored_records_no_score(library: Library) -> None:
    found = headlines.propose(library, "red", ["x"])
    row = found.rows[0]
    first = row.proposals[0]
    crop = replace(first.crop, right=(first.crop.left + first.crop.right) / 2)
    drawn = first.unscored(row.channel, crop)
    assert not drawn.is_scored
    assert drawn.enlarge == pytest.approx(2 * first.enlarge)
    headlines.pick(library, found, drawn, actor="Ada")
    [entry] = library.catalog.audit.entries(action="crop.")
    assert entry.after["crop"][2] == crop.right
    assert "score" not in entry.after
    assert "parts" not in entry.after


def test_a_reject_ranks_the_picture_lower_and_says_so(library: Library) -> None:
    found = headlines.propose(library, "red", ["x"])
    first = found.rows[0].proposals[0]
    headlines.reject(library, found, first, actor="Ada")
    again = headlines.propose(library, "red", ["x"])
    assert again.rows[0].proposals[0].asset.key != first.asset.key
    lower = by_name(again)[Path(first.asset.path).stem]
    assert lower.parts.feedback < -0.2
    assert any("rejected before" in reason for reason in lower.reasons)


def test_a_pick_lifts_the_picture_on_other_channels(library: Library) -> None:
    found = headlines.propose(library, "red", ["x"])
    last = found.rows[0].proposals[-1]
    headlines.pick(library, found, last, actor="Ada")
    again = by_name(headlines.propose(library, "red", ["linkedin"]))
    assert again[Path(last.asset.path).stem].parts.feedback > 0.04


def test_a_decision_can_be_taken_back_once(library: Library) -> None:
    found = headlines.propose(library, "red", ["x"])
    decision = headlines.pick(library, found, found.rows[0].proposals[0], actor="Ada")
    headlines.take_back(library, decision.key, actor="Ada")
    assert headlines.decisions_of(library) == []
    assert library.catalog.usage.of([found.rows[0].proposals[0].asset.key]) == {}
    again = headlines.propose(library, "red", ["x"])
    assert [p.score for p in again.rows[0].proposals] == [
        pytest.approx(p.score) for p in found.rows[0].proposals
    ]
    with pytest.raises(UsageError, match="no longer stands"):
        headlines.take_back(library, decision.key, actor="Ada")
    assert len(library.catalog.audit.entries(action="crop.")) == 2


def test_everything_learned_can_be_forgotten_and_the_audit_keeps_it(library: Library) -> None:
    found = headlines.propose(library, "red", ["x"])
    for proposal in found.rows[0].proposals[:2]:
        headlines.reject(library, found, proposal, actor="Ada")
    one = found.rows[0].proposals[0].asset.id
    assert headlines.forget(library, actor="Ada", asset_id=one)
    assert [d.weighs for d in headlines.decisions_of(library)] == [False, True]
    assert headlines.forget(library, actor="Ada")
    assert not headlines.forget(library, actor="Ada")
    again = headlines.propose(library, "red", ["x"])
    assert all(p.parts.feedback == 0 for p in again.rows[0].proposals)
    assert len(library.catalog.audit.entries(action="crop.reject")) == 2


def test_forgetting_can_be_taken_back_and_a_forgotten_pick_still_stands(library: Library) -> None:
    found = headlines.propose(library, "red", ["x"])
    first, second = found.rows[0].proposals[:2]
    decision = headlines.pick(library, found, first, actor="Ada")
    headlines.forget(library, actor="Ada", asset_id=first.asset.id)
    headlines.reject(library, found, second, actor="Ada")
    key = headlines.forget(library, actor="Ada")
    headlines.take_back(library, key, actor="Ada")
    assert [d.weighs for d in headlines.decisions_of(library)] == [False, True]
    headlines.take_back(library, decision.key, actor="Ada")
    assert library.catalog.usage.of([first.asset.key]) == {}
    with pytest.raises(UsageError, match="no longer stands"):
        headlines.take_back(library, key, actor="Ada")


def test_a_file_that_nobody_picked_counts_as_used_and_teaches_nothing(
    library: Library, tmp_path: Path
) -> None:
    found = headlines.propose(library, "red", ["newsletter"])
    first = found.rows[0].proposals[0]
    how = headlines.ExportOptions(allow_enlarging=True)
    done = headlines.export(found, [first], tmp_path / "out", how).done
    [key] = headlines.count_as_used(library, found, done, actor="Ada", day=date(2026, 3, 31))
    [entry] = library.catalog.audit.entries(action="crop.export")
    assert (entry.key, entry.asset_id) == (key, first.asset.id)
    assert entry.after["file"] == done[0].path.name
    assert entry.prompt_version == found.prompt_version
    used = library.catalog.usage.of([first.asset.key])
    assert used == {first.asset.key: [("newsletter", date(2026, 3, 31))]}
    assert headlines.decisions_of(library) == []
    picked = headlines.pick(library, found, first, actor="Ada", day=date(2026, 3, 31))
    headlines.take_back(library, key, actor="Ada")
    assert library.catalog.usage.of([first.asset.key]) == used
    headlines.take_back(library, picked.key, actor="Ada")
    assert library.catalog.usage.of([first.asset.key]) == {}


def test_a_headline_about_something_else_is_not_touched(library: Library) -> None:
    found = headlines.propose(library, "red", ["x"])
    headlines.reject(library, found, found.rows[0].proposals[0], actor="Ada")
    other = headlines.propose(library, "blue", ["x"])
    assert all(p.parts.feedback == 0 for p in other.rows[0].proposals)
