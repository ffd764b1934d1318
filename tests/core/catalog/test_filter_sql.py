# ruff: noqa: DTZ001 - a camera's time has no zone
"""A filter finds what it says, and nothing that is typed becomes SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from picturedesk.catalog import Catalog, values
from picturedesk.catalog.filter_sql import to_sql
from picturedesk.catalog.filters import Colour, Filter, Text, parse
from picturedesk.records import AssetKind, NewAsset, Root, Stamp, Swatch

MakeAsset = Callable[..., NewAsset]


@pytest.fixture
def shelf(catalog: Catalog, root: Root, picture: MakeAsset) -> Iterator[Catalog]:
    """Six assets that differ in everything a filter speaks of; named by one letter."""
    orange, grey = (Swatch(63, 43, 35, 0.4),), (Swatch(55, 0, 0, 0.4),)
    rows = [
        picture(b"a.jpg", taken=datetime(2025, 1, 1), camera="Canon EOS R5", rating=5,
                keywords=("Spring", "Löwe"), has_gps=True, palette=orange),
        picture(b"shoots/b.JPG", taken=datetime(2025, 12, 31, 23, 59, 59, 999_999), rating=3,
                width=3000, height=4000, camera="Nikon Z6", palette=grey, alt_text="Alt"),
        picture(b"2025/shoots/c.png", format="PNG", width=1000, height=1015, title="T",
                stamp=Stamp(5_000_000, 1)),
        picture(b"2025/shoots-old/d.tif", format="TIFF", taken=datetime(2024, 12, 31, 23, 59),
                rating=-1, caption="C"),
        picture(b"2025/Stra\xc3\x9fe/e.jpg", taken=datetime(2025, 6, 15), keywords=("spring",)),
        picture(b"f.mp4", kind=AssetKind.VIDEO, format="MP4", width=1920, height=1080),
    ]  # fmt: skip
    keys = [catalog.assets.insert(row) for row in rows]
    catalog.tags.add(keys[1:2], ["SPRING", "late summer"])
    return catalog


CASES = [
    ("type:picture", "abcde"),
    ("type:video", "f"),
    ("type:picture,video", "abcdef"),
    ("orient:landscape", "adef"),
    ("orient:portrait", "b"),
    ("orient:square", "c"),
    ("-orient:landscape", "bc"),
    ("after:2025", "abe"),
    ("after:2025-01-02", "be"),
    ("before:2025", "d"),
    ("before:2025-06-16 after:2025", "ae"),
    ("taken:2025", "abe"),
    ("taken:2025-12", "b"),
    ("taken:2025-12-31,2024", "bd"),
    ("-taken:2025", "cdf"),
    ("rating>=3", "ab"),
    ("rating:5", "a"),
    ("rating<0", "d"),
    ("-rating>=3", "cdef"),
    ("tag:spring", "abe"),
    ("tag:LÖWE", "a"),
    ("tag:spr", ""),
    ('tag:"late  summer"', "b"),
    ("-tag:spring", "cdf"),
    ("tag:spring -tag:löwe", "be"),
    ("camera:canon", "a"),
    ('camera:"eos r5",nikon', "ab"),
    ("-camera:canon", "bcdef"),
    ("color:#e07a5f", "a"),
    ("color:#858585", "b"),
    ("-color:#e07a5f", "bcdef"),
    ("color:#e07a5f,#858585", "ab"),
    ("in:shoots", "bc"),
    ("in:shoots/", "bc"),
    ("in:2025/shoots", "c"),
    ("in:pictures", "abcdef"),
    ("in:pictures/shoots", "b"),
    ("in:strasse", "e"),
    ("in:STRASSE", "e"),
    ("in:home", ""),
    ("in:/home/ana/Pictures/2025", "cde"),
    ("in:/home/ana/Pict", ""),
    ("in:/", "abcdef"),
    ("-in:2025", "abf"),
    ("format:jpeg", "abe"),
    ("format:jpg,tif", "abde"),
    ("has:gps", "a"),
    ("has:alt", "b"),
    ("has:title,caption", "cd"),
    ("has:tags", "abe"),
    ("has:date", "abde"),
    ("has:rating", "abd"),
    ("has:camera", "ab"),
    ("missing:alt", "acdef"),
    ("missing:gps,date", "bcdef"),
    ("-missing:alt", "b"),
    ("width>=4000", "ade"),
    ("height<=1015", "c"),
    ("size>=5MB", "c"),
    ("name:.jp", "abe"),
    ("name:B.J", "b"),
    ("-name:.jp", "cdf"),
    ("", "abcdef"),
]


@pytest.mark.parametrize(("typed", "found"), CASES)
def test_a_filter_finds_what_it_says(shelf: Catalog, typed: str, found: str) -> None:
    assert names(shelf, parse(typed)) == found
    assert shelf.assets.count(parse(typed)) == len(found)


def test_a_negated_term_finds_exactly_the_others(shelf: Catalog) -> None:
    for typed, found in CASES:
        clauses = parse(typed).clauses
        if len(clauses) == 1:
            others = names(shelf, Filter((replace(clauses[0], negated=not clauses[0].negated),)))
            assert sorted(others + found) == list("abcdef"), typed


def test_a_rating_given_here_is_the_one_that_counts(shelf: Catalog) -> None:
    shelf.assets.rate(shelf.assets.keys(parse("name:c.png")), 5)
    assert names(shelf, parse("rating:5")) == "ac"


INJECTIONS = [
    "' OR 1=1 --",
    '"; DROP TABLE assets; --',
    "%",
    "_",
    "*",
    "?1",
    "[a-z]",
    "\\",
    "x'41'",
]


@pytest.mark.parametrize("word", ["tag", "camera", "name", "in", "format"])
@pytest.mark.parametrize("value", INJECTIONS)
def test_nothing_that_is_typed_becomes_sql(shelf: Catalog, word: str, value: str) -> None:
    where = Filter((Text(word, (value,)),))
    sql, parameters = to_sql(where)
    assert value not in sql.replace("?", "")
    assert sql.count("?") == len(parameters)
    assert names(shelf, where) == ""
    assert shelf.assets.count() == 6


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(["tag", "camera", "name", "in", "format"]), st.text(min_size=1))
@example("name", "\0")
@example("in", "\udcff")
@example("tag", "\ud800")
@example("in", "/")
@example("in", "\\")
def test_any_value_at_all_only_narrows(shelf: Catalog, word: str, value: str) -> None:
    where = Filter((Text(word, (value,)),))
    assert set(names(shelf, where)) <= set("abcdef")
    assert shelf.assets.count() == 6


@settings(deadline=None, max_examples=80)
@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_a_colour_finds_a_picture_of_that_very_colour(colour: str) -> None:
    lightness, a, b = values.hex_to_lab(colour)
    assert values.colour_cells([Swatch(lightness, a, b, 0.5)]) <= set(
        values.cells_near(lightness, a, b)
    )


def test_known_colours_have_their_published_lab_values() -> None:
    # Bruce Lindbloom's calculator, sRGB and D65.
    for colour, lab in {
        "#ffffff": (100.0, 0.0, 0.0),
        "#000000": (0.0, 0.0, 0.0),
        "#ff0000": (53.24, 80.09, 67.20),
        "#0000ff": (32.30, 79.19, -107.86),
    }.items():
        assert values.hex_to_lab(colour) == pytest.approx(lab, abs=0.02)


def test_colours_that_nobody_would_call_alike_are_told_apart() -> None:
    for one, other in [("#e07a5f", "#5f7ae0"), ("#ffffff", "#cccccc"), ("#ff0000", "#00ff00")]:
        swatch = Swatch(*values.hex_to_lab(other), 0.5)
        assert not values.colour_cells([swatch]) & set(values.cells_near(*values.hex_to_lab(one)))


def test_a_speck_of_a_colour_does_not_count(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    catalog.assets.insert(picture(palette=(Swatch(63, 43, 35, 0.01),)))
    assert catalog.assets.count(Filter((Colour(("#e07a5f",)),))) == 0


def names(catalog: Catalog, where: Filter) -> str:
    keys = catalog.assets.keys(where, "added")
    return "".join(sorted(Path(a.path).stem for a in catalog.assets.get_many(keys)))
