"""Decoding processes: limits, deaths, and that nothing else is harmed."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
from made_pictures import photo, save

from picturedesk import images
from picturedesk.errors import BugError, DecodingFailed, Unreachable
from picturedesk.images import limits, wire
from picturedesk.images.picture import Decoded
from picturedesk.records import InputSpec, Problem

SPEC = InputSpec(64)
MISBEHAVING = [sys.executable, "-P", str(Path(__file__).with_name("misbehaving_child.py"))]


def children() -> list[psutil.Process]:
    """The decoding processes; other tests of this run may have left Python's own helpers."""
    living = [p for p in psutil.Process().children() if p.status() != psutil.STATUS_ZOMBIE]
    return [p for p in living if any("child" in word for word in p.cmdline())]


def make(folder: Path, *names: str) -> list[tuple[str, str]]:
    return [(n, str(save(photo(120, 90, i), folder / f"{n}.png"))) for i, n in enumerate(names)]


def test_every_file_is_answered_once_and_as_it_would_be_in_process(tmp_path: Path) -> None:
    files = make(tmp_path, *(f"p{i}" for i in range(12)))
    (tmp_path / "bad.jpg").write_bytes(b"nothing")
    files.append(("bad", str(tmp_path / "bad.jpg")))
    with images.DecodePool(SPEC, 2) as pool:
        found = dict(pool.read(files))
    assert set(found) == {token for token, _ in files}
    assert found["bad"] == Problem(
        str(tmp_path / "bad.jpg"), "The content is not a picture of any known kind."
    )
    here, there = images.read_picture(files[3][1], SPEC), found["p3"]
    assert isinstance(there, Decoded)
    assert np.array_equal(here.prepared, there.prepared)
    assert (here.pixel_hash, here.file_hash, here.palette, here.metadata, here.stamp) == (
        there.pixel_hash, there.file_hash, there.palette, there.metadata, there.stamp,
    )  # fmt: skip
    assert here.thumbnail == there.thumbnail


def test_crashes_hangs_and_hogs_are_problems_and_harm_no_other(tmp_path: Path) -> None:
    names = ["a", "crash1", "b", "hang1", "c", "hog1", "d", "fail1", "e", "print1", "f", "crash2"]
    with images.DecodePool(SPEC, 2, timeout_s=5, memory_mb=600, command=MISBEHAVING) as pool:
        found = dict(pool.read(make(tmp_path, *names)))
    assert set(found) == set(names)
    reasons = {n: r.reason for n, r in found.items() if isinstance(r, Problem)}
    assert reasons == {
        "crash1": "Reading the picture crashed its decoder.",
        "crash2": "Reading the picture crashed its decoder.",
        "fail1": "Reading the picture crashed its decoder.",
        "hang1": "Reading the picture took longer than 5 seconds.",
        "hog1": "Reading the picture would take too much memory.",
    }


def test_a_file_is_not_blamed_for_the_death_of_a_process_that_served_before(
    tmp_path: Path,
) -> None:
    with images.DecodePool(SPEC, 1, command=MISBEHAVING) as pool:
        found = dict(pool.read(make(tmp_path, "a", "once", "b")))
    assert all(isinstance(answer, Decoded) for answer in found.values())


def test_closing_leaves_no_process_behind_whatever_they_are_doing(tmp_path: Path) -> None:
    with images.DecodePool(SPEC, 2, command=MISBEHAVING) as pool:
        for token, path in make(tmp_path, "hang1", "hang2", "a"):
            pool.submit(token, path)
        deadline = time.monotonic() + 20
        while len(children()) < 2 and time.monotonic() < deadline:
            time.sleep(0.02)
        started = time.monotonic()
    assert time.monotonic() - started < 2
    assert children() == []
    with pytest.raises(BugError):
        pool.submit("late", "late.png")


def test_no_more_answers_than_the_look_ahead_are_held(tmp_path: Path) -> None:
    files = make(tmp_path, *(f"p{i}" for i in range(12)))
    with images.DecodePool(SPEC, 1, look_ahead=3) as pool:
        for token, path in files:
            pool.submit(token, path)
        deadline = time.monotonic() + 20
        while pool._answers.qsize() < 3 and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.3)
        assert pool._answers.qsize() == 3
        assert len(dict(pool.results())) == 12
        assert pool.pending == 0


def test_waiting_for_an_answer_has_an_end(tmp_path: Path) -> None:
    with images.DecodePool(SPEC, 1, command=MISBEHAVING) as pool:
        assert pool.next_result(1) is None
        pool.submit(*make(tmp_path, "hang1")[0])
        started = time.monotonic()
        assert pool.next_result(0.05) is None
        assert time.monotonic() - started < 1


def test_a_child_that_cannot_start_is_told_as_no_fault_of_the_picture(tmp_path: Path) -> None:
    for command in ([sys.executable, "-c", ""], [str(tmp_path / "no such program")]):
        with images.DecodePool(SPEC, 1, command=command) as pool:
            pool.submit(*make(tmp_path, "a")[0])
            for _ in range(2):  # it is told to whoever asks again, too
                with pytest.raises(DecodingFailed):
                    pool.next_result()


PARENT = """
import sys, time
from picturedesk import images
from picturedesk.records import InputSpec
pool = images.DecodePool(InputSpec(32), 2, command=sys.argv[1:4])
for i, path in enumerate(sys.argv[4:]):
    pool.submit(i, path)
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9")
def test_children_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    paths = [path for _, path in make(tmp_path, "hang1", "a")]
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, *MISBEHAVING, *paths], stdout=subprocess.PIPE
    )
    assert parent.stdout is not None
    parent.stdout.readline()
    watched = psutil.Process(parent.pid)
    deadline = time.monotonic() + 20
    while len(watched.children()) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    orphans = watched.children()
    assert len(orphans) == 2
    time.sleep(0.7)  # one hangs in a picture by now
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    _, alive = psutil.wait_procs(orphans, timeout=5)
    assert not alive


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_is_left_to_the_parent(tmp_path: Path) -> None:
    with images.DecodePool(SPEC, 1) as pool:
        ((_, first),) = pool.read(make(tmp_path, "a"))
        (child,) = children()
        child.send_signal(signal.SIGINT)
        ((_, second),) = pool.read(make(tmp_path, "b"))
        assert children() == [child]
    assert isinstance(first, Decoded)
    assert isinstance(second, Decoded)


def test_children_load_no_model_and_import_nothing_from_the_pictures_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "PIL.py").write_text("raise SystemExit")
    (tmp_path / "numpy.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    with images.DecodePool(SPEC, 1) as pool:
        ((_, answer),) = pool.read(make(tmp_path, "a"))
        (child,) = children()
        if hasattr(child, "memory_maps"):
            maps = {Path(m.path).name for m in child.memory_maps()}
            assert not any(name.startswith(("libtorch", "libapsw", "libQt")) for name in maps)
    assert isinstance(answer, Decoded)


def test_a_message_that_makes_no_sense_ends_the_conversation() -> None:
    for data in (b"", b"\0\0\0\5{", b"\xff" * 40, b"\0\0\0\2[]", b'\0\0\0\x0e{"blobs":[-1]}'):
        with pytest.raises(wire.Closed):
            wire.receive(io.BytesIO(data))


def test_importing_the_room_loads_nothing_heavy() -> None:
    code = (
        "import sys, picturedesk.images as i; i.PICTURE_EXTENSIONS; i.sniff; "
        "print([m for m in ('numpy', 'PIL', 'torch', 'pi_heif', 'psutil') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("sizes", ["[1e999]", "[" * 100_000, "5"])
def test_a_header_that_makes_no_sense_is_the_end_of_a_child_and_not_of_its_guardian(
    sizes: str,
) -> None:
    head = f'{{"blobs": {sizes}}}'.encode()
    with pytest.raises(wire.Closed):
        wire.receive(io.BytesIO(len(head).to_bytes(4, "big") + head))


def test_a_file_that_cannot_be_reached_is_told_apart_from_one_that_is_damaged(
    tmp_path: Path,
) -> None:
    (tmp_path / "bad.jpg").write_bytes(b"nothing")
    files = [("gone", str(tmp_path / "gone.jpg")), ("bad", str(tmp_path / "bad.jpg"))]
    with images.DecodePool(SPEC, 1) as pool:
        found = dict(pool.read(files))
    assert found["gone"] == Problem(
        str(tmp_path / "gone.jpg"), "The file is no longer there.", passing=True
    )
    assert isinstance(found["bad"], Problem)
    assert not found["bad"].passing
    assert isinstance(limits.problem(PermissionError(13, "no")), Unreachable)
    assert isinstance(limits.problem(OSError(5, "I/O error")), Unreachable)
    assert not isinstance(limits.problem(OSError("image file is truncated")), Unreachable)
