"""Where alt texts stand, and what was proposed for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from picturedesk.catalog import Catalog
from picturedesk.catalog.alt_texts import StoredAltText
from picturedesk.records import NewAsset, Root

MakeAsset = Callable[..., NewAsset]


@pytest.fixture
def said(catalog: Catalog, root: Root, picture: MakeAsset) -> StoredAltText:
    key = catalog.assets.insert(picture())
    row = StoredAltText(
        key, "en", "suggested", "informative", "A beach.", "", 0.5, b"p" * 16, "", "",
        {"text": "A beach."}, "ana",
    )  # fmt: skip
    catalog.alt_texts.put(row)
    return row


def test_a_suggestion_stays_with_its_row_until_it_is_replaced_or_taken_away(
    catalog: Catalog, said: StoredAltText
) -> None:
    key = said.asset_key
    catalog.alt_texts.put(replace(said, state="approved"))
    kept = catalog.alt_texts.get(key, "en")
    assert kept is not None
    assert (kept.state, kept.suggestion) == ("approved", {"text": "A beach."})
    catalog.alt_texts.put(replace(said, suggestion=None))
    bare = catalog.alt_texts.get(key, "en")
    assert bare is not None
    assert bare.suggestion is None
    catalog.alt_texts.put(said)
    catalog.alt_texts.remove(key, "en")
    assert catalog.alt_texts.of(key) == []
    assert catalog.database.value("SELECT count(*) FROM suggestions") == 0


def test_what_was_proposed_goes_with_its_asset(catalog: Catalog, said: StoredAltText) -> None:
    catalog.assets.remove([said.asset_key])
    assert catalog.database.value("SELECT count(*) FROM suggestions") == 0


def test_a_text_is_found_by_its_words_without_reading_every_other(
    catalog: Catalog, said: StoredAltText
) -> None:
    catalog.alt_texts.put(replace(said, state="approved"))
    assert catalog.alt_texts.same_text("A beach.", "en") == [said.asset_key]
    steps: list[str] = []
    connection = catalog.database.connection
    connection.set_profile(lambda sql, _: steps.append(sql))
    catalog.alt_texts.same_text("A beach.", "en")
    connection.set_profile(None)
    [sql] = [step for step in steps if "alt_texts" in step]
    plan = catalog.database.rows(f"EXPLAIN QUERY PLAN {sql}", ("en", "A beach.", 2))
    assert "alt_texts_by_text" in str(plan)
