"""The encoder in its own process: order, errors, and that nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import psutil
import pytest
from fakes import FakeEncoder

from picturedesk.errors import BugError, ModelError, UserError
from picturedesk.vision.encoder_process import RemoteEncoder

TESTS = Path(__file__).resolve().parents[2]


class SlowEncoder(FakeEncoder):
    """Takes a while over every picture, and writes down what it did in which order."""

    def __init__(self, log: str, seconds: float) -> None:
        super().__init__()
        self._log, self._seconds = Path(log), seconds

    def encode_pictures(self, pictures: np.ndarray) -> np.ndarray:
        time.sleep(self._seconds * len(pictures))
        self._write(f"pictures {len(pictures)}")
        return super().encode_pictures(pictures)

    def encode_texts(self, texts: list[str]) -> np.ndarray:  # type: ignore[override]
        self._write("texts")
        if texts == ["bug"]:
            raise ZeroDivisionError("a bug in the model")
        if texts == ["die"]:
            os._exit(9)
        return super().encode_texts(texts)

    def _write(self, line: str) -> None:
        with self._log.open("a") as log:
            log.write(line + "\n")


def refusing() -> FakeEncoder:
    raise ModelError("The weights are not here.", "Fetch them.")


def crashing() -> FakeEncoder:
    os._exit(3)


def crashing_once(marker: str) -> FakeEncoder:
    """Lives; but dies on its first texts."""
    path = Path(marker)

    class Dying(FakeEncoder):
        def encode_texts(self, texts: list[str]) -> np.ndarray:  # type: ignore[override]
            if not path.exists():
                path.touch()
                os._exit(1)
            return super().encode_texts(texts)

    return Dying()


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log"


@pytest.fixture
def remote(log: Path) -> Iterator[RemoteEncoder]:
    with RemoteEncoder(partial(SlowEncoder, str(log), 0.02)) as encoder:
        yield encoder


def pictures(n: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 255, (n, 16, 16, 3), dtype=np.uint8)


def test_it_answers_as_the_encoder_itself_would(remote: RemoteEncoder) -> None:
    here = FakeEncoder()
    assert (remote.id, remote.dimension, remote.input_spec) == (
        here.id,
        here.dimension,
        here.input_spec,
    )
    some = pictures(40)
    assert np.array_equal(remote.encode_pictures(some), here.encode_pictures(some))
    assert np.array_equal(remote.encode_grids(some[:2]), here.encode_grids(some[:2]))
    assert np.array_equal(
        remote.encode_texts(("red", "a dog")), here.encode_texts(("red", "a dog"))
    )
    assert remote.encode_pictures(some[:0]).shape == (0, here.dimension)


def test_a_query_overtakes_the_pictures_that_wait(remote: RemoteEncoder, log: Path) -> None:
    remote.wait_until_ready()
    importing = threading.Thread(target=remote.encode_pictures, args=(pictures(60),))
    importing.start()
    while not log.exists():
        time.sleep(0.005)
    began = time.perf_counter()
    remote.encode_texts(["red"])
    waited = time.perf_counter() - began
    assert importing.is_alive()
    importing.join()
    lines = log.read_text().split("\n")
    assert "texts" in lines[: len(lines) // 2 + 1]
    assert waited < 0.9, "at most a bite or two; 60 pictures take 1.2 s"
    sizes = [int(line.split()[1]) for line in lines if line.startswith("pictures")]
    assert sum(sizes) == 60
    assert max(sizes) <= 8, "bites of about 0.15 s"


def test_starting_returns_at_once_and_says_when_it_is_ready(log: Path) -> None:
    said: list[UserError | None] = []
    with RemoteEncoder(partial(SlowEncoder, str(log), 0), on_ready=said.append) as remote:
        assert not remote.is_ready
        began = time.perf_counter()
        remote.start()
        remote.start()
        assert time.perf_counter() - began < 0.5
        assert remote.wait_until_ready(30)
        assert remote.is_ready
        assert remote.failure is None
    assert said == [None]


def test_a_model_that_cannot_be_loaded_says_why_every_time() -> None:
    said: list[UserError | None] = []
    with RemoteEncoder(refusing, on_ready=said.append) as remote:
        for _ in range(2):
            with pytest.raises(ModelError, match="not here") as caught:
                remote.encode_texts(["x"])
            assert caught.value.way_out == "Fetch them."
        with pytest.raises(ModelError):
            _ = remote.dimension
        assert isinstance(remote.failure, ModelError)
    assert len(said) == 1


def test_a_child_that_dies_while_loading_is_an_answer_too() -> None:
    with RemoteEncoder(crashing) as remote, pytest.raises(ModelError, match="ended by itself"):
        remote.wait_until_ready()


def test_a_child_that_dies_is_replaced_and_the_request_done_again(tmp_path: Path) -> None:
    with RemoteEncoder(partial(crashing_once, str(tmp_path / "died"))) as remote:
        assert remote.encode_texts(["red"]).shape == (1, 32)
    assert (tmp_path / "died").exists()


def test_a_request_that_kills_every_child_fails_and_the_next_is_served(
    remote: RemoteEncoder,
) -> None:
    with pytest.raises(ModelError, match="ended by itself"):
        remote.encode_texts(["die"])
    assert remote.encode_texts(["red"]).shape == (1, 32)


def test_a_bug_in_the_child_comes_back_as_one_and_the_child_lives(remote: RemoteEncoder) -> None:
    with pytest.raises(BugError, match="a bug in the model"):
        remote.encode_texts(["bug"])
    assert remote.encode_texts(["red"]).shape == (1, 32)


def test_closing_in_the_middle_of_an_import_is_quick_and_leaves_no_process(
    remote: RemoteEncoder,
) -> None:
    # Those of other tests of this run are none of ours.
    others = {p.pid for p in psutil.Process().children()}
    remote.wait_until_ready()
    failures: list[Exception] = []

    def importing() -> None:
        try:
            remote.encode_pictures(pictures(500))
        except ModelError as error:
            failures.append(error)

    thread = threading.Thread(target=importing)
    thread.start()
    time.sleep(0.1)
    began = time.perf_counter()
    remote.close()
    thread.join()
    assert time.perf_counter() - began < 1.5
    assert len(failures) == 1
    now = [p for p in psutil.Process().children() if p.pid not in others]
    assert not [p for p in now if "resource" not in str(p.cmdline())]
    with pytest.raises(ModelError, match="closed"):
        remote.encode_texts(["red"])
    remote.close()


def test_closing_what_was_never_started_does_nothing() -> None:
    RemoteEncoder(refusing).close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_in_the_terminal_does_not_reach_the_child(remote: RemoteEncoder) -> None:
    remote.wait_until_ready()
    for child in psutil.Process().children():
        if "spawn_main" in str(child.cmdline()):
            child.send_signal(signal.SIGINT)
    time.sleep(0.1)
    assert remote.encode_texts(["red"]).shape == (1, 32)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_child_ends_when_its_parent_is_killed() -> None:
    program = (
        "import sys, time; sys.path.insert(0, sys.argv[1])\n"
        "from fakes import FakeEncoder\n"
        "from picturedesk.vision.encoder_process import RemoteEncoder\n"
        "if __name__ == '__main__':\n"
        "    r = RemoteEncoder(FakeEncoder); r.wait_until_ready(); print('ready', flush=True)\n"
        "    time.sleep(60)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    with subprocess.Popen(
        [sys.executable, "-c", program, str(TESTS)], stdout=subprocess.PIPE, env=environment
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        children = psutil.Process(parent.pid).children(recursive=True)
        parent.kill()
    _, alive = psutil.wait_procs(children, timeout=5)
    assert not alive


def test_two_workers_at_once_get_their_own_answers(remote: RemoteEncoder) -> None:
    here = FakeEncoder()
    wrong: list[int] = []

    def work(seed: int) -> None:
        for i in range(5):
            some = pictures(3, seed * 100 + i)
            if not np.array_equal(remote.encode_pictures(some), here.encode_pictures(some)):
                wrong.append(seed)
            text = [f"red {seed} {i}"]
            if not np.array_equal(remote.encode_texts(text), FakeEncoder().encode_texts(text)):
                wrong.append(seed)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_an_answer_that_nobody_waits_for_any_more_does_not_end_the_listening(
    remote: RemoteEncoder,
) -> None:
    remote.wait_until_ready()
    child = remote._child
    assert child is not None
    child._hear(12345, None, None)
    assert remote.encode_texts(["red"]).shape == (1, 32)
