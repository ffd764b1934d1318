"""What is proposed is short and true, or nothing; it changes no record."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from alttext_fakes import WordEncoder, make_library

from picturedesk import alttext, review
from picturedesk.alttext import knowledge, proposing
from picturedesk.errors import InputError, UsageError
from picturedesk.library import Library
from picturedesk.records import Metadata
from picturedesk.suggestions import OTHER, Role
from picturedesk.vision.encoder import FloatArray
from picturedesk.vision.prompts import unit

Maker = Callable[..., Library]
GERMAN_WORDS = {"ein Hund", "eine Katze", "ein Tier", "läuft"}


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Maker]:
    opened: list[Library] = []

    def build(*pictures: str, **given: object) -> Library:
        folder = tmp_path / str(len(opened))
        opened.append(make_library(folder, pictures, **given))  # type: ignore[arg-type]
        return opened[-1]

    yield build
    for library in opened:
        library.close()


def test_a_sure_sentence_says_subject_action_and_place(make: Maker) -> None:
    library = make("dog running grass", "cat", "chair")
    found = alttext.suggest_one(library, 1)
    assert found.text == "A dog running on grass."
    assert found.role is Role.INFORMATIVE
    assert found.confidence > 0.6
    assert {s.name: s.chosen for s in found.slots if s.chosen} == {
        "subject": "dog", "action": "running", "setting": "on grass",
    }  # fmt: skip


def test_what_the_bank_does_not_know_is_left_out_and_not_guessed(make: Maker) -> None:
    library = make("dog juggling volcano", "helicopter", "cat")
    assert alttext.suggest_one(library, 1).text == "A dog."
    unknown = alttext.suggest_one(library, 2)
    assert unknown.text == ""
    assert "Nothing could be said surely." in unknown.notes
    subject = unknown.slots[0]
    assert subject.chosen == ""
    assert OTHER in [choice.value for choice in subject.ranked]


def test_members_that_cannot_be_told_apart_are_named_by_their_group(make: Maker) -> None:
    library = make("cat dog horse animal", "chair", "climber")
    found = alttext.suggest_one(library, 1)
    assert found.text == "An animal."


def test_a_sentence_never_repeats_its_subject_as_its_place(make: Maker) -> None:
    library = make("chair", "dog")
    assert alttext.suggest_one(library, 1).text == "A chair."


def test_what_is_only_offered_is_never_proposed(make: Maker) -> None:
    library = make("surgeon", "dog")
    found = alttext.suggest_one(library, 1)
    assert "surgeon" not in found.text
    assert "surgeon" in [choice.value for choice in found.slots[0].ranked]


def test_actions_go_only_with_subjects_that_can_do_them(make: Maker) -> None:
    library = make("chair running", "dog")
    found = alttext.suggest_one(library, 1)
    assert "running" not in found.text


def test_a_screenshot_is_for_its_text_and_says_that_it_was_not_read(
    make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picturedesk.alttext.reading_text.available", lambda: False)
    library = make("screenshot", "dog")
    found = alttext.suggest_one(library, 1)
    assert (found.role, found.text) == (Role.TEXT, "A screenshot.")
    assert any("ocr" in note for note in found.notes)


def test_a_pattern_is_proposed_as_decorative_with_an_empty_text(make: Maker) -> None:
    library = make("pattern", "dog")
    found = alttext.suggest_one(library, 1)
    assert (found.role, found.text) == (Role.DECORATIVE, "")
    assert review.get(library, 1).state == "missing"


def test_another_language_is_said_from_the_same_reading(make: Maker) -> None:
    library = make("dog running", "cat")
    assert alttext.suggest_one(library, 1, "de").text == "Ein Hund läuft."
    assert alttext.suggest_one(library, 2, "de-AT").text == "Eine Katze."


def test_the_words_of_every_sentence_are_offered_in_its_own_language(
    make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picturedesk.alttext.proposing._SHOWN", 1)
    library = make("cat dog horse animal", "dog running", "chair", "climber")
    for key in (1, 2):
        found = alttext.suggest_one(library, key, "de")
        sentences = [{s.name: s.chosen for s in found.slots}, *(r.slots for r in found.runners_up)]
        offered = {s.name: {c.value: c.text for c in s.ranked} for s in found.slots}
        for filled in sentences:
            for slot, value in filled.items():
                assert not value or offered[slot][value] in GERMAN_WORDS
    animal = alttext.suggest_one(library, 1, "de")
    assert animal.text == "Ein Tier."
    assert "ein Tier" in [choice.text for choice in animal.slots[0].ranked]


def test_people_whom_somebody_named_are_named(make: Maker) -> None:
    library = make("person running", "cat")
    library.catalog.tags.add([1], ["person:Ana", "person:Bo"])
    texts = [alttext.suggest_one(library, 1).text]
    texts += [runner.text for runner in alttext.suggest_one(library, 1).runners_up]
    assert "Ana and Bo running." in texts


def test_a_keyword_of_the_file_decides_between_two_that_are_near(make: Maker) -> None:
    told = [Metadata(keywords=("cat",)), Metadata()]
    library = make("cat dog", "chair", metadata=told)
    found = alttext.suggest_one(library, 1)
    assert found.text == "A cat."


def test_a_suggestion_changes_no_record(make: Maker) -> None:
    library = make("dog", "cat")
    before = library.catalog.changes
    list(alttext.suggest(library))
    assert library.catalog.changes == before
    assert library.catalog.audit.entries() == []


def test_texts_are_encoded_once_and_then_come_from_the_cache(make: Maker) -> None:
    encoder = WordEncoder()
    library = make("dog running grass", "cat", encoder=encoder)
    first = list(alttext.suggest(library))
    seen = len(encoder.texts_seen)
    assert list(alttext.suggest(library)) == first
    assert len(encoder.texts_seen) == seen


def test_a_suggestion_is_cheap_once_the_bank_is_ready(make: Maker) -> None:
    library = make(*(["dog running", "cat", "chair", "climber sleeping snow"] * 10))
    list(alttext.suggest(library))
    start = time.perf_counter()
    assert len(list(alttext.suggest(library))) == 40
    assert (time.perf_counter() - start) / 40 < 0.05


def test_lessons_move_the_order_visibly_and_can_be_unlearnt(make: Maker) -> None:
    library = make("cat dog", "cat dog", "chair", "horse")
    before = alttext.suggest_one(library, 2)
    review.keep(library, alttext.suggest_one(library, 1))
    review.approve(library, 1, text="A dog.", slots={"subject": "dog"})
    after = alttext.suggest_one(library, 2)
    assert after.slots[0].ranked[0].value == "dog"
    share = {c.value: c.confidence for c in after.slots[0].ranked}
    was = {c.value: c.confidence for c in before.slots[0].ranked}
    assert share["dog"] > was["dog"]
    review.set_learning(library, on=False)
    assert alttext.suggest_one(library, 2) == before
    review.set_learning(library, on=True)
    review.forget(library, [lesson.key for lesson in review.lessons(library)])
    assert alttext.suggest_one(library, 2) == before


def test_the_nearest_approved_pictures_are_shown_with_their_texts(make: Maker) -> None:
    library = make("dog running", "dog running", "chair")
    assert alttext.nearest_approved(library, 1) == []
    review.approve(library, 2, text="A dog at full speed.")
    review.approve(library, 3, text="A seat.")
    near = alttext.nearest_approved(library, 1)
    assert [example.text for example in near] == ["A dog at full speed.", "A seat."]
    assert near[0].likeness > near[1].likeness


@pytest.mark.parametrize("near", [1, 3, 400])
def test_the_nearest_approved_are_the_same_wherever_they_are_looked_for(
    make: Maker, monkeypatch: pytest.MonkeyPatch, near: int
) -> None:
    library = make("dog running", "dog running", "dog", "chair", "cat")
    for key in (2, 3, 4):
        review.approve(library, key, text=f"Text {key}.")
    monkeypatch.setattr(proposing, "_NEAR", near)
    found = alttext.nearest_approved(library, 1, limit=2)
    assert [example.asset_key for example in found] == [2, 3]


def test_chips_compose_another_sentence_or_say_that_none_fits(make: Maker) -> None:
    library = make("dog running grass", "cat")
    found = alttext.suggest_one(library, 1)
    made = alttext.compose(library, found, {"subject": "cat", "action": "running", "setting": ""})
    assert made.text == "A cat running."
    with pytest.raises(UsageError, match="No template"):
        alttext.compose(library, found, {"setting": "on grass"})


def test_pictures_without_vectors_and_other_languages_are_told(make: Maker) -> None:
    library = make("dog")
    with pytest.raises(UsageError, match="not been read"):
        alttext.suggest_one(library, 99)
    with pytest.raises(UsageError, match="templates in 'xx'"):
        alttext.suggest_one(library, 1, "xx")


def test_an_imported_bank_is_used_and_a_broken_one_leaves_the_old(
    make: Maker, tmp_path: Path
) -> None:
    library = make("dog", "cat")
    review.keep(library, alttext.suggest_one(library, 1))
    text = alttext.bank(library).templates[0].source
    broken = tmp_path / "en.toml"
    broken.write_text("format = 1\n[slots.subject]\n", encoding="utf-8")
    with pytest.raises(InputError):
        alttext.import_bank(library, broken)
    assert alttext.bank(library).templates[0].source == text
    from alttext_fakes import BANK

    broken.write_text(BANK.replace('"{subject}."', '"Here: {subject}."'), encoding="utf-8")
    alttext.import_bank(library, broken)
    assert alttext.suggest_one(library, 1).text == "Here: a dog."
    assert review.get(library, 1).state == "stale"


def test_hundreds_of_lessons_of_other_pictures_say_no_more_than_the_nearest() -> None:
    rng = np.random.default_rng(5)
    vector = unit(rng.normal(size=(1, 64)))[0]
    other = rng.normal(size=(300, 64))
    other -= np.outer(other @ vector, vector)
    far = unit(unit(other) + 0.25 * vector).astype(np.float32)  # hardly alike
    values = cast("Any", [SimpleNamespace(name="person"), SimpleNamespace(name="dog")])

    def moved(vectors: FloatArray, says: float = 1.0) -> float:
        count = len(vectors)
        lessons = knowledge.Lessons(
            ("subject",) * count, ("person",) * count, np.full(count, says, np.float32), vectors
        )
        return float(knowledge.from_lessons(lessons, "subject", values, vector, 0.0)[0])

    assert moved(far[:1]) < 0.2
    assert moved(far) < knowledge.HABIT + 0.1
    assert moved(far, -1.0) > -knowledge.HABIT - 0.1
    own = np.concatenate([far, vector[None].astype(np.float32)])
    assert moved(own) == pytest.approx(knowledge.LESSON + knowledge.HABIT, abs=0.05)
