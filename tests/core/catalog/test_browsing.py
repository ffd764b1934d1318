# ruff: noqa: DTZ001 - a camera's time has no zone
"""Lists are complete, in order, and never show what is not there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from picturedesk.catalog import Catalog
from picturedesk.catalog.browsing import Order
from picturedesk.catalog.filters import parse
from picturedesk.records import NewAsset, Root, Stamp

MakeAsset = Callable[..., NewAsset]


def fill(catalog: Catalog, root: Root, picture: MakeAsset, count: int = 97) -> list[int]:
    """Assets with many equal values, so that only the key tells their places apart."""
    day = datetime(2025, 1, 1)
    with catalog.transaction():
        return [
            catalog.assets.insert(
                picture(
                    b"%d/img %d.jpg" % (i % 3, i % 11 + 100 * i),
                    root_key=root.key,
                    taken=None if i % 5 == 0 else day + timedelta(days=i % 4),
                    rating=i % 3,
                    stamp=Stamp(i % 6, 1),
                )
            )
            for i in range(count)
        ]


@pytest.mark.parametrize("order", list(Order))
def test_pages_hold_every_asset_exactly_once_and_in_order(
    catalog: Catalog, root: Root, picture: MakeAsset, order: Order
) -> None:
    keys = fill(catalog, root, picture)
    paged = np.concatenate(list(catalog.assets.pages(order=order, limit=10)))
    assert paged.dtype == np.int64
    assert sorted(paged.tolist()) == keys
    assert paged.tolist() == catalog.assets.keys(order=order).tolist()
    backwards = order.removeprefix("-") if order.descending else f"-{order}"
    assert catalog.assets.keys(order=backwards).tolist() == paged.tolist()[::-1]


def test_every_order_is_answered_from_its_own_index(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    for order in Order:
        sql, parameters = catalog.assets._listing("key", None, order, 10, None)
        plan = catalog.database.rows(f"EXPLAIN QUERY PLAN {sql}", parameters)
        assert f"assets_by_{order.removeprefix('-')}" in plan[0][3]
        assert len(plan) == 1, "it sorts"


def test_pages_stay_right_when_the_place_they_begin_at_is_gone(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    fill(catalog, root, picture)
    everything = catalog.assets.keys(order="-taken").tolist()
    first = catalog.assets.page(order="-taken", limit=20)
    catalog.assets.remove([everything[19], everything[20], everything[3]])
    rest = catalog.assets.keys(order="-taken", after=first.next).tolist()
    assert rest == everything[21:]


def test_a_filtered_list_pages_like_any_other(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    fill(catalog, root, picture)
    where = parse("rating>=1 in:1")
    whole = catalog.assets.keys(where, "name")
    paged = np.concatenate(list(catalog.assets.pages(where, "name", limit=4)))
    assert len(whole) == catalog.assets.count(where) > 4
    assert paged.tolist() == whole.tolist()


def test_shapes_come_in_the_order_of_their_keys(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    sizes = [(4000, 3000), (3000, 4000), (100, 0), (1000, 1000)]
    keys = [
        catalog.assets.insert(picture(b"%d" % (9 - i), width=w, height=h, rating=i))
        for i, (w, h) in enumerate(sizes)
    ]
    listed, ratios = catalog.assets.shapes(order="name")
    assert listed.tolist() == keys[::-1]
    assert ratios.tolist() == pytest.approx([1, 100, 0.75, 4 / 3])
    listed, ratios = catalog.assets.shapes(parse("rating>=2"), "-name")
    assert (listed.tolist(), ratios.tolist()) == (keys[2:], [100, 1])


def test_pictures_of_the_same_pixels_are_told_as_groups(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    same, other = b"s" * 16, b"o" * 16
    hashes = [same, b"a" * 16, other, same, other, same]
    keys = [
        catalog.assets.insert(picture(b"%d" % i, pixel_hash=pixels))
        for i, pixels in enumerate(hashes)
    ]
    twins, groups = catalog.assets.twins()
    found = dict(zip(twins.tolist(), groups.tolist(), strict=True))
    assert found == {
        keys[0]: keys[0], keys[3]: keys[0], keys[5]: keys[0], keys[2]: keys[2], keys[4]: keys[2],
    }  # fmt: skip


def test_a_library_without_twins_has_no_groups(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    catalog.assets.insert(picture(b"1"))
    twins, groups = catalog.assets.twins()
    assert not len(twins)
    assert not len(groups)


def test_names_come_as_people_count(catalog: Catalog, root: Root, picture: MakeAsset) -> None:
    for name in (b"b 10.jpg", b"B 9.jpg", b"a 100.jpg"):
        catalog.assets.insert(picture(name))
    paths = [Path(a.path).name for a in catalog.assets.get_many(catalog.assets.keys(order="name"))]
    assert paths == ["a 100.jpg", "B 9.jpg", "b 10.jpg"]


def test_missing_files_are_not_listed_and_come_back(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    keys = fill(catalog, root, picture, 9)
    catalog.assets.set_missing(keys[:4], missing=True)
    assert catalog.assets.count() == len(catalog.assets.keys()) == 5
    assert catalog.assets.count_missing() == 4
    assert catalog.assets.count_in_root(root.key) == 9
    catalog.assets.set_missing(np.array(keys), missing=False)
    assert catalog.assets.count() == 9


def test_an_offline_root_s_pictures_are_listed_and_not_asked_to_be_read(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset
) -> None:
    keys = fill(catalog, root, picture, 9)
    catalog.roots.set_offline(root.key, offline=True)
    assert catalog.roots.get(root.key).offline
    assert sorted(catalog.assets.keys().tolist()) == keys
    assert catalog.vectors.missing(encoder) == []
    catalog.roots.set_offline(root.key, offline=False)
    assert catalog.vectors.count_missing(encoder) == len(catalog.vectors.missing(encoder)) == 9


def test_the_folder_tree_counts_what_is_in_and_below(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    for path in (b"2025/a/1.jpg", b"2025/a/2.jpg", b"2025/ab/3.jpg", b"2025/4.jpg"):
        catalog.assets.insert(picture(path))
    gone = catalog.assets.insert(picture(b"empty/5.jpg"))
    catalog.assets.set_missing([gone], missing=True)
    tree = [(f.path, f.count, f.total) for f in catalog.folders.tree()]
    assert tree == [(b"", 0, 4), (b"2025", 1, 4), (b"2025/a", 2, 2), (b"2025/ab", 1, 1)]
    assert [f.total for f in catalog.folders.tree(parse("in:ab"))] == [1, 1, 1]


def test_cameras_and_formats_are_counted(catalog: Catalog, root: Root, picture: MakeAsset) -> None:
    for i, camera in enumerate(("Leica", "Canon", "Canon", "")):
        catalog.assets.insert(picture(b"%d" % i, camera=camera, format="PNG" if i else "JPEG"))
    assert catalog.assets.cameras() == [("Canon", 2), ("Leica", 1)]
    assert catalog.assets.formats() == [("PNG", 3), ("JPEG", 1)]


def test_a_root_that_moved_takes_its_pictures_along(
    catalog: Catalog, root: Root, picture: MakeAsset
) -> None:
    key = catalog.assets.insert(picture(b"shoots/a.jpg"))
    catalog.roots.relocate(root.key, "/mnt/disk/Archive")
    assert catalog.assets.get(key).path == "/mnt/disk/Archive/shoots/a.jpg"
    assert catalog.assets.keys(parse("in:archive/shoots")).tolist() == [key]
    assert catalog.assets.keys(parse("in:Pictures")).tolist() == []
    assert catalog.roots.by_path("/mnt/disk/Archive/") == catalog.roots.get(root.key)


def test_a_removed_root_leaves_nothing_but_the_audit(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset
) -> None:
    key = catalog.assets.insert(picture(b"a.jpg", keywords=("x",)))
    asset = catalog.assets.get(key)
    catalog.vectors.put(encoder, [(asset.pixel_hash, 0, [1, 0, 0, 0])])
    catalog.problems.put(root.key, b"b.jpg", Stamp(1, 1), "No.")
    catalog.audit.append("ana", "tag.add", asset.id, None, ["x"])
    catalog.roots.remove(root.key)
    assert catalog.vectors.drop_orphans().size == 1
    for table in ("assets", "details", "folders", "tags", "colours", "problems", "vec.vectors"):
        assert catalog.database.value(f"SELECT count(*) FROM {table}") == 0, table
    assert [entry.asset_id for entry in catalog.audit.entries()] == [asset.id]
