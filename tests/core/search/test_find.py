"""Search on libraries made by hand, in which the right answer is known."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from picturedesk import images, search
from picturedesk.errors import LibraryError, PictureProblem, UsageError
from picturedesk.library import Library
from picturedesk.records import Query, Result, Standing, Term
from picturedesk.search.background import background
from picturedesk.search.standing import FITS, LIKELY

Maker = Callable[..., Library]

THINGS = [
    "dog grass", "cat sofa", "red car street", "old church hill", "boat harbour", "pizza plate",
    "child swing park", "snowy mountain", "violin concert hall", "market fruit stall",
    "train station crowd", "bride bouquet", "desert dune", "laptop desk", "tulip field",
    "surfer wave", "candle window", "bridge river fog", "zebra savanna", "chess board",
]  # fmt: skip


def everyday() -> list[str]:
    """Three pictures of each thing, and beaches with and without people."""
    beaches = ["beach dusk"] * 4 + ["beach dusk people umbrella"] * 6
    return THINGS * 3 + beaches


def ask(library: Library, text: str, **more: Any) -> Result:
    return search.find(library, Query(search.parse_query(text), **more))


def words(result: Result) -> list[str]:
    """What the matches show, as their file names say."""
    return [Path(m.path).stem.split("-", 1)[1].replace("-", " ") for m in result.matches]


def test_what_was_asked_for_comes_first_and_is_strong(make: Maker) -> None:
    result = ask(make(everyday()), "a violin in a concert hall", limit=5)
    assert words(result)[:3] == ["violin concert hall"] * 3
    assert [m.standing for m in result.matches[:3]] == [Standing.STRONG] * 3
    assert result.standing is Standing.STRONG
    assert result.total == len(everyday())


def test_what_has_nothing_to_do_with_it_is_listed_as_weak(make: Maker) -> None:
    result = ask(make(everyday()), "violin concert hall", limit=30)
    assert len(result.matches) == 30
    assert {m.standing for m in result.matches[10:]} == {Standing.WEAK}


@pytest.mark.parametrize(
    "line", ["qwpoeiruty zxmcn", "although quarterly modulo", "zzz", "the of a"]
)
def test_nonsense_fits_nothing_and_still_lists_pictures(make: Maker, line: str) -> None:
    result = ask(make(everyday()), line)
    assert result.standing is Standing.NOTHING_FITS
    assert result.matches
    assert {m.standing for m in result.matches} == {Standing.WEAK}


def test_of_many_lines_of_nonsense_no_more_fit_than_the_border_allows(make: Maker) -> None:
    library, draw = make(everyday()), random.Random(6)
    lines = [
        " ".join("".join(draw.choices("bdfgklmnprstvzaeiou", k=6)) for _ in range(3))
        for _ in range(100)
    ]
    found = Counter(ask(library, line, limit=1).standing for line in lines)
    assert found[Standing.NOTHING_FITS] >= 100 * (1 - 2 * FITS)
    assert found[Standing.LIKELY] + found[Standing.STRONG] <= 100 * 2 * LIKELY


def test_in_a_shoe_shop_every_shoe_is_strong(make: Maker) -> None:
    shop = make([f"shoe {colour}" for colour in ("red", "blue", "black", "white") * 20])
    result = ask(shop, "shoe", limit=80)
    assert {m.standing for m in result.matches} == {Standing.STRONG}


def test_in_a_shoe_shop_nothing_else_fits(make: Maker) -> None:
    shop = make([f"shoe {colour}" for colour in ("red", "blue", "black", "white") * 20])
    assert ask(shop, "giraffe").standing is Standing.NOTHING_FITS
    assert ask(shop, "flurb weevik stonnag").standing is Standing.NOTHING_FITS


def test_a_minus_term_keeps_the_beach_and_takes_the_people_away(make: Maker) -> None:
    library = make(everyday())
    plain = words(ask(library, "beach at dusk", limit=10))
    assert plain.count("beach dusk people umbrella") == 6
    result = ask(library, "beach at dusk - people", limit=10)
    assert words(result)[:4] == ["beach dusk"] * 4
    assert result.query == "beach at dusk - people"


def test_what_shows_the_minus_term_is_never_a_likely_match(make: Maker) -> None:
    result = ask(make(everyday()), "beach at dusk - people", limit=20)
    shown = [m for m in result.matches if "people" in m.path]
    assert shown
    assert {m.standing for m in shown} == {Standing.WEAK}


def test_scores_fall_from_first_to_last(make: Maker) -> None:
    for text in ("beach", "beach - people", "beach + red car"):
        scores = [m.score for m in ask(make(everyday()), text, limit=40).matches]
        assert scores == sorted(scores, reverse=True)


def test_two_plus_terms_find_pictures_of_either_and_first_of_both(make: Maker) -> None:
    library = make([*everyday(), "red car beach dusk"])
    found = words(ask(library, "beach dusk + red car", limit=12))
    assert found[0] == "red car beach dusk"
    assert "red car street" in found


def test_a_filter_holds_before_ranking(make: Maker) -> None:
    pictures = ["beach"] * 200 + ["beach"] * 2
    library = make(pictures, folders=["many"] * 200 + ["few"] * 2)
    result = ask(library, "beach", where="in:few/", limit=10)
    assert [Path(m.path).parent.name for m in result.matches] == ["few", "few"]
    assert result.total == 2


def test_of_twins_the_filter_lets_only_its_own_through(make: Maker) -> None:
    library = make(["beach", "beach"], folders=["one", "two"], pixels=[b"x" * 16] * 2)
    result = ask(library, "beach", where="in:two/")
    assert [Path(m.path).parent.name for m in result.matches] == ["two"]


def test_twins_that_share_a_vector_both_appear_in_the_order_of_their_keys(make: Maker) -> None:
    library = make(["cat sofa", "dog", "dog", "dog"], pixels=[b"c" * 16] + [b"d" * 16] * 3)
    result = ask(library, "dog", limit=3)
    keys = [m.asset_key for m in result.matches]
    assert keys == sorted(keys)
    assert len(set(keys)) == 3
    assert len({m.score for m in result.matches}) == 1


def test_the_same_question_has_the_same_answer(make: Maker) -> None:
    library = make(everyday())
    assert ask(library, "park") == ask(library, "park")


def test_a_missing_picture_is_not_shown_and_others_take_its_place(make: Maker) -> None:
    library = make(everyday())
    first = ask(library, "violin", limit=3).matches[0].asset_key
    library.catalog.assets.set_missing([first], True)
    again = ask(library, "violin", limit=3)
    assert len(again.matches) == 3
    assert first not in {m.asset_key for m in again.matches}


def test_the_winning_phrasing_and_the_runner_up_are_named(make: Maker) -> None:
    why = ask(make(everyday()), "violin", limit=1).matches[0].why
    assert "violin" in why.winner
    assert "violin" in why.runner_up
    assert why.winner != why.runner_up
    assert why.winner_score >= why.runner_up_score


def test_near_identical_shots_are_one_match_with_a_count(make: Maker, encoder: Any) -> None:
    base = [encoder.picture(t, i) for i, t in enumerate(THINGS)]
    rng = np.random.default_rng(1)
    burst = [base[0] + 0.004 * rng.standard_normal(len(base[0])) for _ in range(4)]
    rows = np.array([row / np.linalg.norm(row) for row in [*base, *burst]], np.float32)
    library = make([*THINGS, *[THINGS[0]] * 4], vectors=rows)
    result = ask(library, "dog on grass", limit=5, collapse=True)
    assert result.matches[0].count == 5
    assert len(result.matches[0].others) == 4
    assert [m.count for m in result.matches[1:]] == [1] * 4
    keys = {m.asset_key for m in result.matches}
    assert not keys & set(result.matches[0].others)
    assert {m.count for m in ask(library, "dog on grass", limit=5).matches} == {1}


def test_equal_pixels_fold_too(make: Maker) -> None:
    library = make(
        [*THINGS, "dog grass"], pixels=[bytes([i]) * 16 for i in range(20)] + [b"\0" * 16]
    )
    assert ask(library, "dog grass", collapse=True).matches[0].count == 2


def test_variety_looks_further_than_the_first_results(make: Maker) -> None:
    library = make(["beach dusk umbrella"] * 30 + ["beach rock"] * 3 + THINGS)
    plain = set(words(ask(library, "beach dusk", limit=6)))
    varied = set(words(ask(library, "beach dusk", limit=6, diversity=0.5)))
    assert plain == {"beach dusk umbrella"}
    assert "beach rock" in varied


def test_more_like_this_leaves_the_picture_itself_out(make: Maker) -> None:
    library = make(everyday())
    first = ask(library, "tulip field", limit=1).matches[0].asset_key
    result = search.similar(library, first, limit=5)
    assert first not in {m.asset_key for m in result.matches}
    assert words(result)[:2] == ["tulip field"] * 2
    assert result.matches[0].standing in {Standing.STRONG, Standing.LIKELY}
    assert {m.standing for m in result.matches[3:]} == {Standing.WEAK}


def test_more_like_a_picture_that_is_not_there_is_a_sentence(make: Maker) -> None:
    with pytest.raises(UsageError, match="not been read"):
        search.similar(make(everyday()), 4711)


def test_a_picture_of_the_library_is_found_by_its_stored_vector(make: Maker) -> None:
    library = make(everyday())
    path = ask(library, "candle window", limit=1).matches[0].path
    result = search.find(library, Query((Term(like=path),), limit=3))
    assert result.matches[0].path == path
    assert result.matches[0].score == pytest.approx(1.0, abs=1e-3)
    assert result.matches[0].why.winner.startswith("like ")


def test_text_and_picture_together_weigh_as_told(make: Maker) -> None:
    library = make([*everyday(), "tulip field candle window"])
    path = ask(library, "tulip field", limit=1).matches[0].path
    both = Query((Term(text="candle window"), Term(like=path)), limit=4)
    assert words(search.find(library, both))[0] == "tulip field candle window"
    mostly = Query((Term(text="candle window"), Term(like=path, weight=0.05)), limit=4)
    assert words(search.find(library, mostly)).count("candle window") == 3


def test_a_file_from_outside_is_read_and_embedded(
    make: Maker, tmp_path: Path, encoder: Any
) -> None:
    from PIL import Image

    Image.new("RGB", (40, 40), (230, 10, 10)).save(tmp_path / "outside.png")
    rows = np.array(
        [encoder.picture("red", 1), *[encoder.picture(t, i) for i, t in enumerate(THINGS)]]
    )
    library = make(["red", *THINGS], vectors=rows)
    query = Query((Term(like=str(tmp_path / "outside.png")),), limit=1)
    assert words(search.find(library, query)) == ["red"]


def test_a_file_from_outside_is_decoded_in_a_process_of_its_own_and_a_bad_one_is_a_sentence(
    make: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def here(*_: Any, **__: Any) -> Any:
        raise AssertionError("a strange file was decoded in our own process")

    monkeypatch.setattr(images, "open_rgb", here)
    (tmp_path / "torn.jpg").write_bytes(b"\xff\xd8\xff\xe0 and no more")
    library = make(everyday())
    with pytest.raises(PictureProblem, match=r"^torn\.jpg: .+\.$"):
        search.find(library, Query((Term(like=str(tmp_path / "torn.jpg")),), limit=1))
    with pytest.raises(
        PictureProblem, match=r"^There is no picture .+gone\.jpg\. Check the path\.$"
    ):
        search.find(library, Query((Term(like=str(tmp_path / "gone.jpg")),), limit=1))


def test_texts_are_encoded_once_and_then_remembered(make: Maker, encoder: Any) -> None:
    library = make(everyday())
    ask(library, "violin")
    seen = len(encoder.texts_seen)
    ask(library, "violin")
    assert len(encoder.texts_seen) == seen


def test_a_filter_word_that_is_not_known_is_a_sentence_before_a_model_is_needed(
    make: Maker, encoder: Any
) -> None:
    with pytest.raises(UsageError, match="orientt"):
        ask(make(everyday()), "violin", where="orientt:landscape")
    assert not encoder.texts_seen


def test_a_filter_that_leaves_nothing_fits_nothing(make: Maker) -> None:
    result = ask(make(everyday()), "violin", where="orient:portrait")
    assert (result.standing, result.matches, result.total) == (Standing.NOTHING_FITS, (), 0)


def test_a_library_that_holds_nothing_yet_says_so(tmp_path: Path, encoder: Any) -> None:
    with (
        Library.open(tmp_path / "empty", writable=True, encoder=encoder) as library,
        pytest.raises(LibraryError),
    ):
        ask(library, "violin")


def test_one_picture_is_enough_to_answer(make: Maker) -> None:
    result = ask(make(["violin"]), "violin", limit=3)
    assert len(result.matches) == 1
    assert ask(make(["violin"]), "flurb weevik").standing is Standing.NOTHING_FITS


def test_the_backgrounds_are_kept_until_the_library_changes(make: Maker) -> None:
    library = make(everyday())
    first = background(library)
    assert background(library) is first
    library.index.remove(library.index.keys()[:20])
    assert background(library) is not first


def test_the_heat_map_is_warm_where_the_query_is_and_dark_elsewhere(
    make: Maker, tmp_path: Path
) -> None:
    from PIL import Image

    library = make(["red", *THINGS])
    asset = library.catalog.assets.get(int(library.catalog.assets.keys(order="added")[0]))
    picture = Image.new("RGB", (300, 200), (10, 10, 230))
    picture.paste((230, 10, 10), (150, 0, 300, 200))
    thumbnail = library.paths.thumbnail(asset.pixel_hash)
    thumbnail.parent.mkdir(parents=True)
    picture.save(thumbnail)
    heat = search.why_heat_map(library, asset.key, Query((Term(text="red"),)))
    assert heat.shape == (2, 2)
    assert heat[:, 1].min() > 0.8
    assert heat[:, 0].max() < 0.5
    cold = search.why_heat_map(library, asset.key, Query((Term(text="giraffe"),)))
    assert cold.max() < 0.6
