# ruff: noqa: DTZ001 - a camera's time has no zone
"""Records keep their identity and what was decided, whatever happens to the files."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from picturedesk.catalog import Catalog, values
from picturedesk.catalog.filters import parse
from picturedesk.errors import BugError, LibraryError
from picturedesk.records import Metadata, NewAsset, Root, Stamp, Swatch

MakeAsset = Callable[..., NewAsset]


def test_what_an_import_knows_comes_back_whole(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    meta = Metadata(
        taken=datetime(2025, 3, 4, 5, 6, 7, 891_000),
        camera="Canon EOS R5",
        has_gps=True,
        rating=3,
        keywords=("zebra", "Apfel", "spring"),
        title="Title",
        caption="A caption\nof two lines",
        alt_text="Alt 🦓",
    )
    palette = (Swatch(50.0, 20.5, -30.0, 0.75), Swatch(10.0, 0.0, 0.0, 0.25))
    new = picture(b"2025/shoots/a.jpg", metadata=meta, palette=palette, pixel_hash=b"p" * 16)
    key = catalog.assets.insert(new)
    found = catalog.assets.get(key)
    assert found.path == "/home/ana/Pictures/2025/shoots/a.jpg"
    assert found.metadata == meta
    assert found.palette == palette
    assert (found.format, found.width, found.height) == ("JPEG", 4000, 3000)
    assert (found.file_hash, found.pixel_hash) == (new.file_hash, b"p" * 16)
    assert (found.stamp, found.root_key, found.rating) == (Stamp(1000, 2000), root.key, 3)
    assert found.added is not None
    assert abs(datetime.now(UTC) - found.added) < timedelta(minutes=1)
    assert catalog.assets.by_id(found.id) == found
    assert catalog.assets.by_path(found.path) == found
    assert catalog.assets.by_file_hash(new.file_hash) == [found]


def test_a_moved_file_keeps_its_record_its_vector_and_what_was_decided(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset
) -> None:
    key = catalog.assets.insert(picture(b"old/a.jpg"))
    before = catalog.assets.get(key)
    [vector] = catalog.vectors.put(encoder, [(before.pixel_hash, 0, [1, 0, 0, 0])])
    catalog.tags.add([key], ["hero"])
    catalog.assets.rate([key], 5)
    catalog.assets.set_missing([key], missing=True)
    other = catalog.roots.add("/mnt/archive")

    catalog.assets.move(key, other.key, b"new/place/b.jpg", Stamp(1000, 9))

    after = catalog.assets.get(key)
    assert after.id == before.id
    assert after.path == "/mnt/archive/new/place/b.jpg"
    assert (after.tags, after.rating, after.missing) == (("hero",), 5, False)
    assert catalog.vectors.keys_of(encoder, [key]) == {key: vector}
    assert catalog.assets.by_path(before.path) is None


def test_new_pixels_replace_what_was_read_and_keep_what_was_decided(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    red, blue = (Swatch(50, 70, 50, 1.0),), (Swatch(30, 20, -70, 1.0),)
    key = catalog.assets.insert(picture(b"a.jpg", keywords=("old",), rating=2, palette=red))
    before = catalog.assets.get(key)
    catalog.tags.add([key], ["hero"])
    catalog.assets.rate([key], 4)

    again = picture(b"a.jpg", keywords=("new",), rating=1, palette=blue, pixel_hash=b"n" * 16)
    catalog.assets.replace(key, again)

    after = catalog.assets.get(key)
    assert (after.id, after.added) == (before.id, before.added)
    assert (after.tags, after.rating) == (("hero",), 4)
    assert after.metadata.keywords == ("new",)
    assert after.palette == blue
    assert after.pixel_hash == b"n" * 16
    catalog.assets.rate([key], None)
    assert catalog.assets.get(key).rating == 1


def test_metadata_alone_changes_nothing_else(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    palette = (Swatch(50, 70, 50, 1.0),)
    key = catalog.assets.insert(picture(keywords=("old",), palette=palette))
    before = catalog.assets.get(key)
    catalog.assets.set_metadata(key, Metadata(title="New"), Stamp(1001, 3), b"h" * 16)
    after = catalog.assets.get(key)
    assert after.metadata == Metadata(title="New")
    assert (after.stamp, after.file_hash) == (Stamp(1001, 3), b"h" * 16)
    assert (after.palette, after.pixel_hash) == (palette, before.pixel_hash)


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # emptied at the end
)
@given(
    name=st.binary(min_size=1, max_size=40).filter(lambda b: b"/" not in b and b"\0" not in b),
    folder=st.binary(max_size=20).filter(lambda b: b"\0" not in b and b"//" not in b),
)
def test_a_name_in_no_encoding_at_all_is_still_a_name(
    catalog: Catalog, picture: MakeAsset, name: bytes, folder: bytes
) -> None:
    folder = folder.strip(b"/")
    relative = folder + b"/" + name if folder else name
    root = catalog.roots.add(b"/pict\xffures")
    key = catalog.assets.insert(picture(relative, root_key=root.key))
    try:
        found = catalog.assets.get(key)
        assert os.fsencode(found.path) == b"/pict\xffures/" + relative
        assert catalog.assets.by_path(found.path) == found
        assert list(catalog.assets.stamps(root.key)) == [relative]
        if folder:
            where = parse("in:" + quoted(os.fsdecode(folder)))
            assert catalog.assets.keys(where).tolist() == [key]
    finally:
        catalog.assets.remove([key])


def test_metadata_that_no_database_can_keep_is_kept_as_far_as_it_goes(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    odd = picture(title="a\udcffb\0c", keywords=("\ud800", " ", "x\0"), camera="\udc80")
    found = catalog.assets.get(catalog.assets.insert(odd))
    assert found.metadata.title == "a?bc"
    assert found.metadata.keywords == ("?", "x")


def test_get_many_keeps_the_order_and_leaves_out_what_is_gone(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    keys = [catalog.assets.insert(picture(b"%d.jpg" % i)) for i in range(5)]
    catalog.assets.remove([keys[2]])
    found = catalog.assets.get_many([keys[4], keys[2], keys[0]])
    assert [asset.key for asset in found] == [keys[4], keys[0]]
    assert catalog.assets.get_many([]) == []
    with pytest.raises(LibraryError, match="no longer in the library"):
        catalog.assets.get(keys[2])


def test_a_key_is_never_given_twice(catalog: Catalog, root: Root, picture: MakeAsset) -> None:
    first = catalog.assets.insert(picture())
    catalog.assets.remove([first])
    assert catalog.assets.insert(picture()) > first


def test_a_path_is_one_asset(catalog: Catalog, root: Root, picture: MakeAsset) -> None:
    catalog.assets.insert(picture(b"a.jpg"))
    with pytest.raises(BugError):
        catalog.assets.insert(picture(b"a.jpg"))
    for wrong in (b"", b"/a.jpg", b"folder/"):
        with pytest.raises(BugError):
            catalog.assets.insert(picture(wrong))
    assert catalog.assets.count() == 1


def test_a_scan_sees_every_known_file_and_a_problem_once(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    a = catalog.assets.insert(picture(b"a.jpg"))
    b = catalog.assets.insert(picture(b"sub/b.jpg"))
    catalog.assets.set_missing([a, b], missing=True)
    catalog.problems.put(root.key, b"sub/b.jpg", Stamp(5, 6), "The file ends too early.")
    catalog.problems.put(root.key, b"c.jpg", Stamp(7, 8), "No picture.")
    known = catalog.assets.stamps(root.key)
    assert set(known) == {b"a.jpg", b"sub/b.jpg", b"c.jpg"}
    assert (known[b"a.jpg"].asset_key, known[b"a.jpg"].missing) == (a, True)
    assert (known[b"sub/b.jpg"].asset_key, known[b"sub/b.jpg"].stamp) == (b, Stamp(5, 6))
    assert not known[b"sub/b.jpg"].missing
    assert known[b"c.jpg"].asset_key is None


def test_ratings_can_be_put_back(catalog: Catalog, root: Root, picture: MakeAsset) -> None:
    keys = [catalog.assets.insert(picture(b"%d.jpg" % i, rating=1)) for i in range(2)]
    catalog.assets.rate(keys[:1], 0)
    assert catalog.assets.ratings_given(keys) == {keys[0]: 0, keys[1]: None}
    assert [a.rating for a in catalog.assets.get_many(keys)] == [0, 1]
    with pytest.raises(BugError):
        catalog.assets.rate(keys, 6)


def test_numbers_in_names_sort_as_people_count() -> None:
    names = [b"img 10.jpg", b"img 9.jpg", b"IMG 009b.jpg", b"a2b10", b"a2b9", b"img 100.jpg"]
    assert sorted(names, key=values.name_order) == [
        b"a2b9", b"a2b10", b"img 9.jpg", b"IMG 009b.jpg", b"img 10.jpg", b"img 100.jpg"
    ]  # fmt: skip


@given(st.datetimes())
def test_every_moment_is_kept_to_the_microsecond(moment: datetime) -> None:
    assert values.to_local(values.from_local(moment)) == moment


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
