# ruff: noqa: DTZ001 - a camera's time has no zone
"""The filter language is read as it is written, and what is wrong is said with the right word."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picturedesk.catalog.filters import (
    ALIASES,
    CHOICES,
    EXAMPLES,
    Choice,
    Colour,
    Filter,
    Number,
    Period,
    Taken,
    Text,
    parse,
)
from picturedesk.errors import UsageError

LINE = (
    "type:picture orient:landscape after:2025-01 before:2026 taken:2025 rating>=3 rating:5 "
    'tag:spring -tag:winter camera:"Canon EOS" color:#e07a5f in:shoots/ format:jpeg has:gps '
    "has:alt missing:alt width>=2000 name:foo type:video height<900 size>5MB"
)


def test_every_kind_of_term_is_read_and_written_back_the_same() -> None:
    assert str(parse(LINE)) == LINE


def test_the_terms_mean_what_they_say() -> None:
    assert parse("type:picture -tag:x rating>=3 color:#E07A5F taken:2025-06").clauses == (
        Choice("type", ("picture",)),
        Text("tag", ("x",), negated=True),
        Number("rating", ">=", 3),
        Colour(("#e07a5f",)),
        Taken("taken", (Period(2025, 6),)),
    )


def test_an_empty_filter_lets_everything_through() -> None:
    assert parse("  \t") == Filter()
    assert not parse("")
    assert str(parse("")) == ""


def test_a_comma_means_either_of_them() -> None:
    assert parse('tag:spring,"late summer"').clauses == (Text("tag", ("spring", "late summer")),)


def test_quotes_keep_spaces_commas_and_quotes_together() -> None:
    found = parse(r'name:"a \"b\", c\\d"').clauses[0]
    assert found == Text("name", ('a "b", c\\d',))


def test_other_people_s_words_are_understood() -> None:
    assert str(parse("colour:fa0 ext:.JPG folder:shoots keyword:a")) == (
        "color:#ffaa00 format:jpeg in:shoots tag:a"
    )


def test_sizes_are_read_with_their_units_and_written_in_the_shortest_way() -> None:
    assert parse("size>=1.5MB").clauses == (Number("size", ">=", 1_500_000),)
    assert str(parse("size>=1.5MB size<2000000 size>=7 size:1g")) == (
        "size>=1500kB size<2MB size>=7 size:1GB"
    )


def test_a_chip_can_be_closed() -> None:
    where = parse("tag:a rating>=3")
    assert str(where.without(where.clauses[0])) == "rating>=3"


def test_the_same_term_twice_is_one_term() -> None:
    assert str(parse("tag:a tag:a")) == "tag:a"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("orientt:landscape", "“orient”"),
        ("raiting>=3", "“rating”"),
        ("colr:#fff", "“color”"),
        ("tagged:spring", "“tag”"),
        ("landscape", "orient:landscape"),
        ("#e07a5f", "color:#e07a5f"),
        ("orient:landscap", "orient:landscape"),
        ("type:photo", "picture, video"),
        ("has:altt", "has:alt"),
        ("xyzzy:1", "Known are"),
        ("just some words", "For example"),
        ("after:yesterday", "after:2025-01"),
        ("after:2025-13", "There is no date"),
        ("taken:2025-02-30", "There is no date"),
        ("after:0000", "There is no date"),
        ("after:2025,2026", "one date"),
        ("rating>=9", "0 to 5"),
        ("rating:many", "rating>=3"),
        ("width>=2.5", "not a number"),
        ("width>=2kB", "not a number"),
        ("width>=1,2", "one number"),
        ("color:red", "color:#e07a5f"),
        ("tag>3", "cannot be compared"),
        ("tag:", "has no value"),
        ('tag:" "', "has no value"),
        ("tag:a,", "has no value"),
        ('name:"foo', "not closed"),
        ('name:foo"bar"', "out of place"),
        ("format:a/b", "not a file format"),
    ],
)
def test_what_is_wrong_is_said_with_the_right_word_or_an_example(typed: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(typed)
    assert said in str(caught.value)
    assert caught.value.way_out


def test_every_example_is_valid_and_every_alias_known() -> None:
    for word, example in EXAMPLES.items():
        assert parse(example).clauses[0].word == word
    assert set(ALIASES.values()) <= set(EXAMPLES)


def test_periods_begin_and_end_where_they_should() -> None:
    assert Period(2025).end == datetime(2026, 1, 1)
    assert Period(2025, 12).end == datetime(2026, 1, 1)
    assert Period(2024, 2).end == datetime(2024, 3, 1)
    assert Period(2024, 2, 29).end == datetime(2024, 3, 1)
    for last in (Period(9999), Period(9999, 12), Period(9999, 12, 31)):
        assert last.start < last.end


def test_the_language_is_there_without_sqlite_or_numpy() -> None:
    code = (
        "import sys, picturedesk.catalog.filters\n"
        "assert not {'apsw', 'numpy'} & set(sys.modules), 'a heavy import'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


texts = st.text(min_size=1, max_size=12).filter(lambda text: text.strip())
several = st.lists(texts, min_size=1, max_size=3, unique=True).map(tuple)
negated = st.booleans()
dates = st.dates(min_value=datetime(1, 1, 1).date())
periods = st.one_of(
    dates.map(lambda day: Period(day.year)),
    dates.map(lambda day: Period(day.year, day.month)),
    dates.map(lambda day: Period(day.year, day.month, day.day)),
)
choices = st.sampled_from(sorted(CHOICES)).flatmap(
    lambda word: st.builds(
        Choice,
        st.just(word),
        st.lists(st.sampled_from(CHOICES[word]), min_size=1, unique=True).map(tuple),
        negated,
    )
)
numbers = st.one_of(
    st.builds(
        Number,
        st.sampled_from(["width", "height", "size"]),
        st.sampled_from([">=", "<=", ">", "<", "="]),
        st.integers(0, 10**11),
        negated,
    ),
    st.builds(Number, st.just("rating"), st.just("<="), st.integers(-1, 5), negated),
)
colours = st.builds(
    Colour,
    st.lists(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True), min_size=1, max_size=3, unique=True)
    .map(tuple),
    negated,
)  # fmt: skip
clauses = st.one_of(
    choices,
    numbers,
    colours,
    st.builds(Text, st.sampled_from(["tag", "camera", "name", "in"]), several, negated),
    st.builds(Taken, st.just("taken"), st.lists(periods, min_size=1, max_size=3, unique=True)
              .map(tuple), negated),
    st.builds(Taken, st.sampled_from(["after", "before"]), periods.map(lambda p: (p,)), negated),
)  # fmt: skip
filters = st.lists(clauses, max_size=6, unique=True).map(lambda found: Filter(tuple(found)))


@given(filters)
def test_what_is_written_is_read_back_as_the_same_filter(where: Filter) -> None:
    assert parse(str(where)) == where


@given(st.text(max_size=40))
def test_any_text_is_a_filter_or_a_sentence(text: str) -> None:
    try:
        where = parse(text)
    except UsageError as error:
        where = Filter()
        said = (error.sentence, error.way_out)
    else:
        said = ("none", "needed")
    assert all(said)
    assert parse(str(where)) == where
