"""The index: what a search could lose, and what a damaged or half-written file could do."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import numpy as np
import pytest

from picturedesk.errors import IndexDamaged, WriteError
from picturedesk.vision import index as index_module
from picturedesk.vision.index import VectorIndex


def unit(rows: np.ndarray) -> np.ndarray:
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


def random_rows(n: int, dimension: int = 32, seed: int = 0) -> np.ndarray:
    return unit(np.random.default_rng(seed).standard_normal((n, dimension)))


@pytest.fixture
def filled(tmp_path: Path) -> tuple[VectorIndex, np.ndarray]:
    rows = random_rows(500)
    index = VectorIndex(tmp_path / "fake.usearch", 32)
    index.add(np.arange(500), rows)
    return index, rows


@pytest.fixture(scope="module")
def clustered() -> tuple[np.ndarray, np.ndarray]:
    """20,000 vectors in clusters of 100 in folder order, off centre as CLIP's are; queries."""
    rng = np.random.default_rng(5)
    centres = unit(rng.standard_normal((200, 128)))
    rows = np.repeat(centres, 100, 0) + 0.5 * rng.standard_normal((20_000, 128)) / np.sqrt(128)
    rows = unit(rows + np.ones(128) / np.sqrt(128))
    queries = centres[rng.integers(0, 200, 150)]
    queries = unit(queries + rng.standard_normal((150, 128)) / np.sqrt(128))
    return rows, queries


def test_search_gives_the_nearest_first_with_their_cosines(
    filled: tuple[VectorIndex, np.ndarray],
) -> None:
    index, rows = filled
    keys, cosines = index.search(rows[7], 10)
    truth = rows @ rows[7]
    assert keys[0] == 7
    assert list(keys) == list(np.argsort(-truth)[:10])
    assert np.allclose(cosines, np.sort(truth)[::-1][:10], atol=2e-3)


def test_asking_for_more_than_there_is_gives_all(filled: tuple[VectorIndex, np.ndarray]) -> None:
    index, rows = filled
    keys, _ = index.search(rows[0], 9999)
    assert sorted(keys) == list(range(500))


def test_an_empty_index_answers_with_nothing(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path / "x.usearch", 8)
    keys, cosines = index.search(np.ones(8, np.float32), 5)
    assert len(keys) == len(cosines) == len(index) == len(index.keys()) == 0
    assert index.get(np.empty(0, np.int64)).shape == (0, 8)


@pytest.mark.parametrize("bound", [0, 100_000], ids=["graph", "scan"])
def test_graph_and_scan_agree_on_clustered_vectors(
    clustered: tuple[np.ndarray, np.ndarray],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    bound: int,
) -> None:
    rows, queries = clustered
    monkeypatch.setattr(index_module, "EXACT_BELOW", bound)
    index = VectorIndex(tmp_path / "x.usearch", 128)
    for start in range(0, len(rows), 1000):  # as an import adds them: folder after folder
        index.add(np.arange(start, start + 1000), rows[start : start + 1000])
    truth = np.argsort(-(queries @ rows.T), axis=1)[:, :10]
    found = [index.search(query, 10)[0] for query in queries]
    recall = np.mean([len(set(f) & set(t)) / 10 for f, t in zip(found, truth, strict=True)])
    assert recall >= (0.98 if bound == 0 else 0.995)


@pytest.mark.parametrize("chunk", [100, 8192])
@pytest.mark.parametrize("share", [0.9, 0.5, 0.02])
def test_a_search_within_keys_finds_the_best_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: float, chunk: int
) -> None:
    monkeypatch.setattr(index_module, "_EXACT_CHUNK", chunk)
    rows = random_rows(3000, 24)
    index = VectorIndex(tmp_path / "x.usearch", 24)
    index.add(np.arange(3000), rows)
    rng = np.random.default_rng(1)
    keys = rng.permutation(3000)[: int(3000 * share)]
    query = random_rows(1, 24, seed=9)[0]
    found, cosines = index.search_within(query, np.append(keys, 10**12), 20)
    best = keys[np.argsort(-(rows[keys] @ query))][:20]
    assert len(set(found) & set(best)) >= 19
    assert np.all(np.diff(cosines) <= 1e-4)


def test_a_good_part_of_all_is_found_by_a_scan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "EXACT_BELOW", 10)
    rows = random_rows(3000, 24)
    index = VectorIndex(tmp_path / "x.usearch", 24)
    index.add(np.arange(3000), rows)
    found, _ = index.search(rows[0], 1000)
    truth = np.argsort(-(rows.astype(np.float16).astype(np.float32) @ rows[0]))[:1000]
    assert len(set(found) & set(truth)) >= 998


def test_exact_scores_keep_the_order_of_the_keys(filled: tuple[VectorIndex, np.ndarray]) -> None:
    index, rows = filled
    keys = np.array([9, 3, 777, -1, 400, 3])
    scores = index.exact(rows[0], keys)
    assert np.isnan(scores[[2, 3]]).all()
    assert np.allclose(scores[[0, 1, 4, 5]], rows[[9, 3, 400, 3]] @ rows[0], atol=2e-3)


def test_vectors_come_back_by_key(filled: tuple[VectorIndex, np.ndarray]) -> None:
    index, rows = filled
    back = index.get(np.array([3, 499, 500]))
    assert back.dtype == np.float16
    assert np.allclose(back[:2], rows[[3, 499]], atol=1e-3)
    assert np.isnan(back[2]).all()


def test_adding_a_key_again_replaces_its_vector(filled: tuple[VectorIndex, np.ndarray]) -> None:
    index, rows = filled
    index.add(np.array([5, 5]), np.stack([rows[1], -rows[0]]))
    assert len(index) == 500
    assert np.allclose(index.get(np.array([5]))[0], -rows[0], atol=1e-3)


def test_removed_keys_are_gone_from_everything_also_after_saving(
    filled: tuple[VectorIndex, np.ndarray],
) -> None:
    index, rows = filled
    gone = np.arange(0, 500, 3)
    assert index.remove(np.append(gone, [10_000, -4])) == len(gone)
    index.save()
    again = VectorIndex(index.path, 32)
    again.load()
    for one in (index, again):
        assert len(one) == 500 - len(gone)
        assert 0 not in one
        assert 1 in one
        assert not set(one.keys()) & set(gone)
        assert not set(one.search(rows[0], 500)[0]) & set(gone)
    again.add(gone, rows[gone])
    assert list(again.keys()) == list(range(500))


def test_a_saved_index_answers_the_same(filled: tuple[VectorIndex, np.ndarray]) -> None:
    index, rows = filled
    index.save()
    again = VectorIndex(index.path, 32)
    again.load()
    assert list(again.search(rows[3], 20)[0]) == list(index.search(rows[3], 20)[0])
    again.add(np.array([10**9]), rows[:1])
    assert 10**9 in again
    left = {p.name for p in index.path.parent.iterdir()}
    assert left == {"fake.usearch", "fake.usearch.sha256"}


def test_every_damage_is_noticed_before_the_file_is_read(
    filled: tuple[VectorIndex, np.ndarray],
) -> None:
    index, _ = filled
    index.save()
    whole = index.path.read_bytes()
    rng = np.random.default_rng(0)
    for i in range(40):
        broken = bytearray(whole)
        if i % 2:
            broken = broken[: rng.integers(0, len(whole))]
        else:
            broken[rng.integers(0, len(whole))] ^= 0xFF
        index.path.write_bytes(broken)
        again = VectorIndex(index.path, 32)
        with pytest.raises(IndexDamaged):
            again.load()
        assert len(again) == 0


@pytest.mark.parametrize("name", ["fake.usearch", "fake.usearch.sha256"])
def test_a_missing_file_or_checksum_means_rebuilding(
    filled: tuple[VectorIndex, np.ndarray], name: str
) -> None:
    index, _ = filled
    index.save()
    (index.path.parent / name).unlink()
    with pytest.raises(IndexDamaged):
        VectorIndex(index.path, 32).load()


def test_an_index_of_another_encoder_is_refused(filled: tuple[VectorIndex, np.ndarray]) -> None:
    index, _ = filled
    index.save()
    with pytest.raises(IndexDamaged):
        VectorIndex(index.path, 16).load()


@pytest.mark.parametrize("crash_after", [1, 2, 3])
def test_a_crash_while_saving_leaves_an_index_that_loads(
    filled: tuple[VectorIndex, np.ndarray], monkeypatch: pytest.MonkeyPatch, crash_after: int
) -> None:
    index, rows = filled
    index.save()
    index.add(np.array([1000]), rows[:1])
    replace, done = Path.replace, []

    def dying(self: Path, target: Path) -> Path:
        if len(done) == crash_after - 1:
            raise KeyboardInterrupt
        done.append(target)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", dying)
    with pytest.raises(KeyboardInterrupt):
        index.save()
    monkeypatch.undo()
    again = VectorIndex(index.path, 32)
    again.load()
    assert len(again) == (500 if crash_after < 3 else 501)


def test_a_full_disk_keeps_the_old_index(
    filled: tuple[VectorIndex, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    index, rows = filled
    index.save()
    index.add(np.array([600]), rows[:1])

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match="No space left"):
        index.save()
    monkeypatch.undo()
    VectorIndex(index.path, 32).load()
    assert not list(index.path.parent.glob("*.tmp"))


def test_searching_while_adding_and_removing_neither_fails_nor_loses(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path / "x.usearch", 32)
    rows = random_rows(4000)
    stop, failures = threading.Event(), []

    def searching() -> None:
        try:
            while not stop.is_set():
                keys, cosines = index.search(rows[0], 50)
                assert len(keys) == len(cosines)
        except (AssertionError, RuntimeError, ValueError) as error:
            failures.append(error)

    threads = [threading.Thread(target=searching) for _ in range(2)]
    for thread in threads:
        thread.start()
    for start in range(0, 4000, 200):
        index.add(np.arange(start, start + 200), rows[start : start + 200])
        index.remove(np.arange(start, start + 20))
    stop.set()
    for thread in threads:
        thread.join()
    assert not failures
    assert len(index) == 3600


def test_impossible_keys_are_refused(filled: tuple[VectorIndex, np.ndarray]) -> None:
    index, rows = filled
    with pytest.raises(ValueError, match="not negative"):
        index.add(np.array([-1]), rows[:1])
    with pytest.raises(ValueError, match="2 keys for 1"):
        index.add(np.array([1, 2]), rows[:1])
    assert "five" not in index


def test_an_index_that_its_file_holds_already_is_not_written_again(tmp_path: Path) -> None:
    path, rows = tmp_path / "x.usearch", np.eye(8, dtype=np.float32)
    index = VectorIndex(path, 8)
    index.add(np.arange(4), rows[:4])
    index.save()
    again = VectorIndex(path, 8)
    again.load()
    first = path.stat().st_ino
    again.remove(np.array([99]))
    again.save()
    assert path.stat().st_ino == first
    for change in (
        lambda: again.add(np.array([5]), rows[5:6]),
        lambda: again.remove(np.array([5])),
        again.clear,
        path.unlink,
    ):
        change()
        again.save()
        fresh = VectorIndex(path, 8)
        fresh.load()
        assert fresh.keys().tolist() == again.keys().tolist()
