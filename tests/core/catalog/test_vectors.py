"""Vectors are shared by equal pixels, checked when they are read, and heal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from picturedesk.catalog import Catalog, vectors
from picturedesk.catalog.encoders import Weights, key_of
from picturedesk.catalog.filters import parse
from picturedesk.errors import BugError
from picturedesk.records import EncoderId, InputSpec, NewAsset, Root

MakeAsset = Callable[..., NewAsset]


def fill(catalog: Catalog, encoder: int, picture: MakeAsset, count: int) -> list[int]:
    """Assets 1…count, every two of them with the same pixels, and their vectors."""
    rng = np.random.default_rng(5)
    with catalog.transaction():
        for i in range(count):
            pixels = (i // 2).to_bytes(16)
            catalog.assets.insert(picture(b"%d.jpg" % i, pixel_hash=pixels, rating=i % 6))
            if i % 2 == 0:
                catalog.vectors.put(encoder, [(pixels, 0, rng.standard_normal(4))])
    return catalog.assets.keys(order="added").tolist()


def test_pictures_with_equal_pixels_share_a_vector(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset
) -> None:
    a, b, c, d = fill(catalog, encoder, picture, 4)
    keys = catalog.vectors.keys_of(encoder, [a, b, c, d, 99])
    assert keys[a] == keys[b] != keys[c] == keys[d]
    assert 99 not in keys
    assert catalog.vectors.assets_of([keys[a], keys[c], 77]) == {
        keys[a]: [a, b], keys[c]: [c, d], 77: []
    }  # fmt: skip
    catalog.assets.remove([a])
    assert catalog.vectors.drop_orphans().tolist() == []
    catalog.assets.remove([b])
    assert catalog.vectors.drop_orphans().tolist() == [keys[a]]


def test_what_has_no_vector_is_asked_for_once_a_picture(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset
) -> None:
    for name in (b"a.jpg", b"copy/a.jpg"):
        catalog.assets.insert(picture(name, pixel_hash=b"s" * 16))
    [wanted] = catalog.vectors.missing(encoder)
    assert (wanted.asset_key, wanted.path) == (1, "/home/ana/Pictures/a.jpg")
    assert (wanted.root_key, wanted.relative_path) == (root.key, b"a.jpg")
    assert catalog.vectors.count_missing(encoder) == 1
    assert catalog.vectors.known(encoder, [b"s" * 16]) == set()
    catalog.vectors.put(encoder, [(b"s" * 16, 0, [1, 0, 0, 0])])
    assert catalog.vectors.missing(encoder) == []
    assert catalog.vectors.known(encoder, [b"s" * 16, b"t" * 16]) == {b"s" * 16}
    other = catalog.encoders.ensure("other@1111111111111111/float32", 4)
    assert len(catalog.vectors.missing(other)) == 1


def test_vectors_come_back_in_batches_and_from_where_one_left_off(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset
) -> None:
    fill(catalog, encoder, picture, 20)
    other = catalog.encoders.ensure("other@1111111111111111/float32", 4)
    catalog.vectors.put(other, [(b"\0" * 16, 0, [9, 9, 9, 9])])
    batches = list(catalog.vectors.iterate(encoder, 4))
    assert [len(keys) for keys, _ in batches] == [4, 4, 2]
    keys = np.concatenate([keys for keys, _ in batches])
    rows = np.concatenate([rows for _, rows in batches])
    assert (keys.dtype, rows.dtype, rows.shape) == (np.int64, np.float16, (10, 4))
    assert (np.diff(keys) > 0).all()
    later = list(catalog.vectors.iterate(encoder, 100, after=int(keys[6])))
    assert later[0][0].tolist() == keys[7:].tolist()
    assert catalog.vectors.count(encoder) == 10
    assert catalog.vectors.count(encoder, up_to=int(keys[6])) == 7
    single = catalog.vectors.get(keys[:2])
    assert np.array_equal(single[int(keys[1])], rows[1])


def test_a_damaged_vector_is_left_out_named_and_made_again(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset
) -> None:
    fill(catalog, encoder, picture, 6)
    catalog.database.write("UPDATE vec.vectors SET vector = x'0000000000000001' WHERE key = 2")
    catalog.database.write("UPDATE vec.vectors SET vector = x'00' WHERE key = 3")
    damaged: list[int] = []
    [(keys, rows)] = catalog.vectors.iterate(encoder, damaged=damaged)
    assert (keys.tolist(), rows.shape, damaged) == ([1], (1, 4), [2, 3])
    assert list(catalog.vectors.get([1, 2, 3])) == [1]
    catalog.vectors.remove(damaged)
    assert [row.asset_key for row in catalog.vectors.missing(encoder)] == [3, 5]


def test_a_vector_made_again_keeps_its_key_and_a_dropped_key_is_never_given_again(
    catalog: Catalog, encoder: int
) -> None:
    [first] = catalog.vectors.put(encoder, [(b"a" * 16, 0, [1, 0, 0, 0])])
    assert catalog.vectors.put(encoder, [(b"a" * 16, 0, [0, 1, 0, 0])]) == [first]
    catalog.vectors.remove([first])
    assert catalog.vectors.put(encoder, [(b"a" * 16, 0, [1, 0, 0, 0])])[0] > first


def chosen(catalog: Catalog, encoder: int, where: str = "") -> list[int]:
    return sorted(set(catalog.vectors.pairs(encoder, parse(where))[0].tolist()))


@pytest.mark.parametrize("few", [0, 1000])
def test_a_filter_chooses_vectors_the_same_way_for_few_and_for_many(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset, few: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(vectors, "_FEW", few)
    keys = fill(catalog, encoder, picture, 12)
    assert chosen(catalog, encoder, "rating>=4") == [3, 6]
    assert chosen(catalog, encoder) == [1, 2, 3, 4, 5, 6]
    side = catalog.vectors.pairs(encoder, parse("rating>=4"))
    assert sorted(zip(*(part.tolist() for part in side), strict=True)) == [
        (3, keys[4]), (3, keys[5]), (6, keys[10]), (6, keys[11])
    ]  # fmt: skip
    catalog.assets.set_missing([keys[4], keys[5]], missing=True)
    assert chosen(catalog, encoder, "rating>=4") == [6]
    catalog.assets.remove([keys[10], keys[11]])
    assert chosen(catalog, encoder, "rating>=4") == []


def test_a_reader_s_choice_follows_what_a_writer_changes(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset, folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(vectors, "_FEW", 0)
    fill(catalog, encoder, picture, 4)
    with Catalog.open(folder) as reader:
        assert chosen(reader, encoder) == [1, 2]
        catalog.assets.insert(picture(b"new.jpg", pixel_hash=b"n" * 16))
        catalog.vectors.put(encoder, [(b"n" * 16, 0, [1, 0, 0, 0])])
        assert chosen(reader, encoder) == [1, 2, 3]


def test_the_owners_of_vectors_are_told_side_by_side_missing_ones_too(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset
) -> None:
    keys = fill(catalog, encoder, picture, 4)
    catalog.assets.set_missing([keys[3]], missing=True)
    side = catalog.vectors.owners(np.array([2, 1, 99]))
    assert sorted(zip(*(part.tolist() for part in side), strict=True)) == [
        (1, keys[0]), (1, keys[1]), (2, keys[2]), (2, keys[3])
    ]  # fmt: skip


def test_a_video_s_frames_are_vectors_of_one_asset(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset
) -> None:
    key = catalog.assets.insert(picture(b"a.mp4", pixel_hash=b"v" * 16))
    frames = [(b"v" * 16, time, [1, 0, 0, 0]) for time in (2000, 0, 4000)]
    keys = catalog.vectors.put(encoder, frames)
    assert catalog.vectors.keys_of(encoder, [key]) == {key: keys[1]}
    assert catalog.vectors.assets_of(keys) == {k: [key] for k in keys}


def test_an_encoder_is_entered_once_and_what_was_recorded_stays(catalog: Catalog) -> None:
    identity = EncoderId("starter", "a" * 16, "float32")
    key = catalog.encoders.ensure(identity, 8)
    assert key == catalog.encoders.ensure(str(identity), 8) == key_of(identity)
    first = Weights("c0ffee", 123, "ab" * 32)
    catalog.encoders.ensure(identity, 8, spec=InputSpec(128, "longest"), weights=first)
    catalog.encoders.ensure(identity, 8, spec=InputSpec(224), weights=Weights("other", 1, "x"))
    found = catalog.encoders.get(key)
    assert (found.id, found.model, found.dimension) == (identity, "starter", 8)
    assert (found.spec, found.weights) == (InputSpec(128, "longest"), first)
    assert catalog.encoders.by_id(identity) == found
    with pytest.raises(BugError):
        catalog.encoders.ensure(identity, 9)
    with pytest.raises(BugError):
        catalog.encoders.get(1)


def test_one_encoder_answers_at_a_time(catalog: Catalog, encoder: int) -> None:
    assert catalog.encoders.active() is None
    other = catalog.encoders.ensure("other@1111111111111111/float32", 4)
    catalog.encoders.activate(encoder)
    catalog.encoders.activate(other)
    active = catalog.encoders.active()
    assert active is not None
    assert active.key == other
    assert [e.active for e in catalog.encoders.all()].count(True) == 1
    catalog.vectors.put(other, [(b"a" * 16, 0, [1, 0, 0, 0])])
    catalog.encoders.remove(other)
    assert catalog.encoders.active() is None
    assert catalog.vectors.count(other) == 0
    with pytest.raises(BugError):
        catalog.encoders.activate(other)
