"""What a person types, as terms."""

import pytest

from picturedesk.errors import UsageError
from picturedesk.search.query import parse_query


def terms(text: str) -> list[tuple[str, float]]:
    return [(t.text, t.weight) for t in parse_query(text)]


def test_a_minus_between_spaces_takes_the_rest_away() -> None:
    assert terms("beach at dusk - people - dogs") == [
        ("beach at dusk", 1.0),
        ("people", -1.0),
        ("dogs", -1.0),
    ]


def test_hyphenated_words_and_numbers_stay_whole() -> None:
    assert terms("black-and-white t-shirt at -5 degrees") == [
        ("black-and-white t-shirt at -5 degrees", 1.0)
    ]


def test_a_plus_between_spaces_makes_a_second_thing_to_look_for() -> None:
    assert terms("beach + red umbrella - people") == [
        ("beach", 1.0),
        ("red umbrella", 1.0),
        ("people", -1.0),
    ]


def test_a_quoted_phrase_may_hold_a_minus() -> None:
    assert terms('"rock - paper" game - "new - york"') == [
        ("rock - paper game", 1.0),
        ("new - york", -1.0),
    ]


def test_a_lonely_quote_or_sign_loses_no_word() -> None:
    assert terms('a 5" screen') == [('a 5 " screen', 1.0)]
    assert terms("beach -") == [("beach", 1.0)]


def test_spaces_are_tidied() -> None:
    assert terms("  red\t shoes  ") == [("red shoes", 1.0)]


@pytest.mark.parametrize("text", ["", "   ", "-", '""', "- people"])
def test_nothing_to_look_for_is_said_in_a_sentence(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_query(text)
    assert "example" in caught.value.way_out
