"""The cache of texts never gets in the way; the checks find what is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import apsw
import numpy as np
import pytest

from picturedesk.catalog import Catalog, checks, texts
from picturedesk.catalog.texts import Texts
from picturedesk.records import EncoderId, NewAsset, Root

MakeAsset = Callable[..., NewAsset]
VECTOR = np.array([0.1, -0.2, 0.3, 0.4], np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache.sqlite3"


def test_text_vectors_come_back_exactly_by_encoder_and_text(catalog: Catalog, folder: Path) -> None:
    encoder = EncoderId("starter", "0" * 16, "float32")
    catalog.texts.put(encoder, {"a dog": VECTOR, "ein Hündchen \udcff": 2 * VECTOR})
    found = catalog.texts.get(str(encoder), ["a dog", "a cat", "ein Hündchen \udcff"])
    assert set(found) == {"a dog", "ein Hündchen \udcff"}
    assert np.array_equal(found["a dog"], VECTOR)
    assert catalog.texts.get("another", ["a dog"]) == {}
    with Catalog.open(folder) as reader:
        assert np.array_equal(reader.texts.get(encoder, ["a dog"])["a dog"], VECTOR)
        reader.texts.put(encoder, {"from a reader": VECTOR})
    assert len(catalog.texts.get(encoder, ["from a reader"])) == 1
    catalog.texts.clear()
    assert catalog.texts.get(encoder, ["a dog"]) == {}


def test_a_busy_cache_is_done_without(path: Path) -> None:
    cache = Texts(path)
    cache.put("e", {"a": VECTOR})
    other = apsw.Connection(str(path))
    other.execute("BEGIN EXCLUSIVE")
    cache.put("e", {"b": VECTOR})
    late = Texts(path)
    late.put("e", {"c": VECTOR})
    late.get("e", ["a"])
    other.execute("COMMIT")
    other.close()
    assert set(cache.get("e", ["a", "b", "c"])) == {"a"}
    cache.close()
    late.close()


def test_a_damaged_cache_is_thrown_away(path: Path) -> None:
    path.write_bytes(b"garbage" * 4000)
    cache = Texts(path)
    cache.put("e", {"a": VECTOR})
    assert set(cache.get("e", ["a"])) == {"a"}
    cache.close()


def test_a_damaged_vector_is_not_believed(path: Path) -> None:
    cache = Texts(path)
    cache.put("e", {"a": VECTOR})
    with apsw.Connection(str(path)) as other:
        other.execute("UPDATE texts SET vector = zeroblob(16)")
    other.close()
    assert cache.get("e", ["a"]) == {}
    cache.close()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden here")
def test_a_read_only_cache_is_done_without(path: Path) -> None:
    path.parent.chmod(0o500)
    cache = Texts(path)
    cache.put("e", {"a": VECTOR})
    assert cache.get("e", ["a"]) == {}
    path.parent.chmod(0o700)


def test_a_cache_where_no_file_can_be_is_done_without(tmp_path: Path) -> None:
    for place in (tmp_path / "missing" / "cache.sqlite3", tmp_path):
        cache = Texts(place)
        cache.put("e", {"a": VECTOR})
        assert cache.get("e", ["a"]) == {}
        cache.clear()
        cache.close()


def test_the_cache_stays_bounded(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST", 40)
    cache = Texts(path)
    for i in range(10):
        monkeypatch.setattr(texts.time, "time", lambda i=i: 1e9 + 1e6 * i)
        cache.put("e", {f"{i}-{j}": VECTOR for j in range(10)})
        cache.get("e", ["0-0"])
    kept = cache.get("e", [f"{i}-{j}" for i in range(10) for j in range(10)])
    assert 30 <= len(kept) <= 40
    assert "9-9" in kept
    assert "0-0" in kept, "it was used all the time"
    cache.close()


def test_a_sound_library_has_no_findings(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset
) -> None:
    catalog.assets.insert(picture())
    catalog.encoders.activate(encoder)
    found = checks.check(catalog)
    assert found == checks.Findings(unembedded=1)
    assert found.sound


def test_every_kind_of_damage_is_found(
    catalog: Catalog, root: Root, encoder: int, picture: MakeAsset
) -> None:
    catalog.assets.insert(picture(pixel_hash=b"a" * 16))
    catalog.vectors.put(encoder, [(bytes([c]) * 16, 0, [1, 0, 0, 0]) for c in b"abc"])
    catalog.database.write("UPDATE vec.vectors SET crc32 = crc32 + 1 WHERE key = 1")
    catalog.vectors.put(encoder + 1, [(b"a" * 16, 0, [1, 0, 0, 0])])
    connection = catalog.database.connection
    connection.execute("PRAGMA foreign_keys = OFF; UPDATE assets SET camera = 77")
    connection.execute("PRAGMA foreign_keys = ON")
    found = checks.check(catalog)
    assert found.damaged == (1,)
    assert found.orphans == (2, 3)
    assert found.references == ("assets 1 points at no row of cameras",)
    assert not found.sound
