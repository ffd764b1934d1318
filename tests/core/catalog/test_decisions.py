"""What people decide is kept: tags, audit, boards, searches, settings, uses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from picturedesk.catalog import Catalog
from picturedesk.catalog.filters import parse
from picturedesk.errors import BugError
from picturedesk.records import NewAsset, Problem, Root, Stamp

MakeAsset = Callable[..., NewAsset]


@pytest.fixture
def keys(catalog: Catalog, root: Root, picture: MakeAsset) -> list[int]:
    words = (("Spring", "beach"), ("spring",), ())
    return [catalog.assets.insert(picture(b"%d.jpg" % i, keywords=w)) for i, w in enumerate(words)]


# -- tags --------------------------------------------------------------------------------------


def test_tags_are_given_and_taken_whatever_their_case(catalog: Catalog, keys: list[int]) -> None:
    catalog.tags.add(keys[:2], ["Hero", "  late   summer ", ""])
    catalog.tags.add(keys[:1], ["HERO", "first"])
    assert catalog.tags.given(keys) == {
        keys[0]: ("Hero", "late summer", "first"),
        keys[1]: ("Hero", "late summer"),
    }
    catalog.tags.remove(keys, ["hero"])
    assert catalog.assets.get(keys[0]).tags == ("late summer", "first")
    assert catalog.assets.get(keys[0]).metadata.keywords == ("Spring", "beach")


def test_a_keyword_cannot_be_taken_and_a_tag_survives_a_new_keyword(
    catalog: Catalog, keys: list[int]
) -> None:
    catalog.tags.remove(keys, ["spring"])
    assert catalog.assets.count(parse("tag:spring")) == 2
    catalog.tags.add([keys[2]], ["spring"])
    again = catalog.assets.get(keys[2])
    catalog.assets.set_metadata(keys[2], again.metadata, again.stamp, again.file_hash)
    assert catalog.assets.count(parse("tag:spring")) == 3


def test_words_are_completed_with_the_most_used_first(catalog: Catalog, keys: list[int]) -> None:
    catalog.tags.add(keys, ["SPRING", "Sprint"])
    catalog.tags.add(keys[:1], ["summer"])
    assert [(word.lower(), n) for word, n in catalog.tags.counts("spr")] == [
        ("spring", 3), ("sprint", 3)
    ]  # fmt: skip
    assert [word.lower() for word, _ in catalog.tags.counts()] == [
        "spring", "sprint", "beach", "summer"
    ]  # fmt: skip
    assert len(catalog.tags.counts(limit=2)) == 2
    assert catalog.tags.counts("%") == []
    catalog.tags.remove(keys, ["summer"])
    assert catalog.tags.counts("summer") == []


# -- audit -------------------------------------------------------------------------------------


def test_the_audit_tells_who_decided_what_when_and_on_which_suggestion(
    catalog: Catalog, keys: list[int]
) -> None:
    asset = catalog.assets.get(keys[0])
    key = catalog.audit.append(
        "Ana", "crop.pick", asset.id, {"box": None}, {"box": [0, 0, 1, 1]},
        encoder="starter@0/float32", prompt_version="search-2", origin="headline",
    )  # fmt: skip
    catalog.audit.append("Ben", "tag.add", None, None, ["ü"])
    first, second = catalog.audit.entries()
    assert (first.key, first.actor, first.action, first.asset_id) == (
        key, "Ana", "crop.pick", asset.id
    )  # fmt: skip
    assert (first.before, first.after) == ({"box": None}, {"box": [0, 0, 1, 1]})
    assert (first.encoder, first.prompt_version, first.origin) == (
        "starter@0/float32", "search-2", "headline"
    )  # fmt: skip
    assert abs(datetime.now(UTC) - first.at) < timedelta(minutes=1)
    assert second.asset_id is None
    assert catalog.audit.entries(asset_id=asset.id) == [first]
    assert catalog.audit.entries(action="crop.") == [first]
    assert catalog.audit.entries(after=first.key) == [second]
    assert catalog.audit.entries(limit=1) == [first]
    assert list(catalog.audit.walk(batch=1)) == [first, second]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor = 'somebody else'",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE key = 1",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit",
        "REPLACE INTO audit VALUES (1, 0, 'x', 'x', NULL, '', '', '', '', '')",
        "UPDATE OR REPLACE audit SET key = 2 WHERE key = 1",
    ],
)
def test_the_audit_refuses_to_be_changed(catalog: Catalog, statement: str) -> None:
    catalog.audit.append("Ana", "tag.add")
    catalog.audit.append("Ana", "tag.remove")
    before = catalog.audit.entries()
    with pytest.raises(BugError, match="append-only"):
        catalog.database.write(statement)
    assert catalog.audit.entries() == before


def test_the_audit_outlives_what_it_speaks_of(catalog: Catalog, keys: list[int]) -> None:
    asset = catalog.assets.get(keys[0])
    catalog.audit.append("Ana", "tag.add", asset.id)
    catalog.assets.remove(keys)
    assert catalog.audit.entries()[0].asset_id == asset.id


# -- boards, searches, settings, uses, problems ------------------------------------------------


def test_a_board_is_saved_changed_and_deleted(catalog: Catalog) -> None:
    document = {"title": "Spring 2026", "items": [{"x": 1.5, "note": "ü"}]}
    board_id = catalog.boards.put(document, 1)
    found = catalog.boards.get(board_id)
    assert found is not None
    assert (found.name, found.version, found.document) == ("Spring 2026", 1, document)
    again = catalog.boards.put({"id": board_id, "title": "x"}, 2, name="Renamed")
    assert again == board_id
    changed = catalog.boards.get(board_id)
    assert changed is not None
    assert (changed.name, changed.version, changed.created) == ("Renamed", 2, found.created)
    other = catalog.boards.put({}, 1)
    assert {board.id for board in catalog.boards.all()} == {board_id, other}
    catalog.boards.remove(board_id)
    assert catalog.boards.get(board_id) is None
    assert catalog.boards.get("no id at all") is None
    with pytest.raises(BugError):
        catalog.boards.put({}, 1, board_id="no id at all")


def test_a_search_is_kept_under_its_name(catalog: Catalog) -> None:
    first = catalog.searches.put("best", {"where": "rating:5"})
    catalog.searches.put("Arrivals", {"text": "train"})
    catalog.searches.put("Best of all", {"where": "rating:4"}, search_id=first)
    assert [(s.name, s.query) for s in catalog.searches.all()] == [
        ("Arrivals", {"text": "train"}), ("Best of all", {"where": "rating:4"})
    ]  # fmt: skip
    catalog.searches.remove(first)
    assert [s.name for s in catalog.searches.all()] == ["Arrivals"]


def test_a_library_keeps_its_own_settings(catalog: Catalog) -> None:
    assert catalog.settings.get("model") is None
    assert catalog.settings.get("model", "starter") == "starter"
    catalog.settings.put("model", "ViT-B-32")
    catalog.settings.put("rules", {"days": [1, 2]})
    assert catalog.settings.all() == {"model": "ViT-B-32", "rules": {"days": [1, 2]}}
    catalog.settings.put("model", None)
    assert catalog.settings.get("model") is None


def test_a_used_picture_is_remembered_by_channel_and_day(catalog: Catalog, keys: list[int]) -> None:
    catalog.usage.add(keys[0], "youtube", date(2026, 1, 5))
    catalog.usage.add(keys[0], "youtube", date(2026, 1, 5))
    catalog.usage.add(keys[1], "youtube", date(2025, 12, 31))
    catalog.usage.add(keys[1], "x", date(2026, 1, 5))
    assert catalog.usage.since("youtube", date(2026, 1, 1)).tolist() == [keys[0]]
    assert catalog.usage.of(keys) == {
        keys[0]: [("youtube", date(2026, 1, 5))],
        keys[1]: [("youtube", date(2025, 12, 31)), ("x", date(2026, 1, 5))],
    }
    catalog.usage.remove(keys[0], "youtube", date(2026, 1, 5))
    assert catalog.usage.since("youtube", date(2026, 1, 1)).size == 0


def test_problems_are_listed_with_their_reason_until_they_are_gone(
    catalog: Catalog, root: Root
) -> None:
    catalog.problems.put(root.key, b"b\xff.jpg", Stamp(1, 2), "Too large.")
    catalog.problems.put(root.key, b"b\xff.jpg", Stamp(1, 3), "The file ends too early.")
    catalog.problems.put(root.key, b"a.jpg", Stamp(1, 2), "x")
    assert catalog.problems.all() == [
        Problem("/home/ana/Pictures/a.jpg", "x"),
        Problem("/home/ana/Pictures/b\udcff.jpg", "The file ends too early."),
    ]
    catalog.problems.clear(root.key, b"b\xff.jpg")
    assert catalog.problems.count() == 1


def test_skipped_files_are_counted_by_extension_and_root(catalog: Catalog, root: Root) -> None:
    other = catalog.roots.add("/mnt/x")
    catalog.problems.set_skipped(root.key, {".txt": 2, ".docx": 5})
    catalog.problems.set_skipped(other.key, {".txt": 4})
    catalog.problems.set_skipped(other.key, {".txt": 7, ".odd\udcff": 1})
    assert catalog.problems.skipped() == {".txt": 9, ".docx": 5, ".odd?": 1}
    assert catalog.problems.skipped(root.key) == {".docx": 5, ".txt": 2}


def test_a_root_is_entered_once_whatever_its_path_ends_with(catalog: Catalog, root: Root) -> None:
    assert catalog.roots.add("/home/ana/Pictures/") == root
    assert catalog.roots.all() == [root]
    top = catalog.roots.add("/")
    assert top.path == "/"
    with pytest.raises(BugError):
        catalog.roots.get(99)
