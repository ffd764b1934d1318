"""What a filter allows is asked once, and again as soon as anything has been written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from picturedesk.catalog import Catalog
from picturedesk.catalog.filters import parse
from picturedesk.records import NewAsset, Root

MakeAsset = Callable[..., NewAsset]
GOOD = parse("rating>=4")


@pytest.fixture
def keys(catalog: Catalog, root: Root, picture: MakeAsset) -> list[int]:
    """Six pictures, rated 0 to 5."""
    return [catalog.assets.insert(picture(b"%d.jpg" % i, rating=i)) for i in range(6)]


def test_what_a_filter_allows_comes_rising_and_is_what_is_listed(
    catalog: Catalog, keys: list[int]
) -> None:
    assert catalog.assets.among(GOOD).tolist() == keys[4:]
    assert catalog.assets.among(None).tolist() == keys
    assert catalog.assets.among(parse("rating>=4 has:gps")).tolist() == []
    catalog.assets.set_missing([keys[5]], missing=True)
    assert catalog.assets.among(GOOD).tolist() == [keys[4]]


def test_the_same_question_is_answered_from_memory(catalog: Catalog, keys: list[int]) -> None:
    first = catalog.assets.among(GOOD)
    assert catalog.assets.among(parse("rating>=4")) is first
    assert not first.flags.writeable
    for other in ("rating>=1", "rating>=2", "rating>=3"):
        catalog.assets.among(parse(other))
        assert catalog.assets.among(GOOD) is first, "the last ones asked are kept"


def test_a_change_of_its_own_is_seen_at_once(catalog: Catalog, keys: list[int]) -> None:
    assert catalog.assets.count(GOOD) == 2
    catalog.assets.rate([keys[0]], 5)
    assert catalog.assets.count(GOOD) == 3
    assert catalog.assets.among(GOOD).tolist() == [keys[0], *keys[4:]]


def test_another_s_change_is_seen_at_once(catalog: Catalog, keys: list[int], folder: Path) -> None:
    with Catalog.open(folder) as reader:
        assert reader.assets.among(GOOD).tolist() == keys[4:]
        catalog.assets.rate([keys[5]], 1)
        assert reader.assets.among(GOOD).tolist() == [keys[4]]
        assert reader.assets.count(GOOD) == 1


def test_what_is_seen_inside_a_transaction_is_not_remembered(
    catalog: Catalog, keys: list[int]
) -> None:
    def given_up() -> None:
        with catalog.transaction():
            catalog.assets.rate([keys[0]], 5)
            assert catalog.assets.count(GOOD) == 3
            raise RuntimeError

    with pytest.raises(RuntimeError):
        given_up()
    assert catalog.assets.count(GOOD) == 2
    assert catalog.assets.among(GOOD).tolist() == keys[4:]
