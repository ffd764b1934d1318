"""The model in its own process: answers, order, failures, and its end."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection

import numpy as np
import pytest
from fakes import FakeEncoder

from picturedesk import vision
from picturedesk.errors import ModelError
from picturedesk_app import encoder_process
from picturedesk_app.encoder_process import _Line, serve
from picturedesk_app.previews import PreviewMaker


class Child:
    """The child's own function in a thread, so that it can be given a fake."""

    def __init__(self) -> None:
        self.urgent_home, urgent = multiprocessing.Pipe()
        self.batch_home, batches = multiprocessing.Pipe()
        self.urgent, self.batches = _Line(self.urgent_home), _Line(self.batch_home)
        self._ends: list[Connection] = [urgent, batches]
        self.thread = threading.Thread(target=serve, args=("any", urgent, batches))
        self.thread.start()

    def end(self) -> None:
        self.urgent.close()
        self.batches.close()
        self.thread.join(5)
        for end in self._ends:
            end.close()


class Slow(FakeEncoder):
    order: list[str]

    def encode_pictures(self, pictures: np.ndarray) -> np.ndarray:
        time.sleep(0.15)
        return super().encode_pictures(pictures)


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch) -> Iterator[Child]:
    monkeypatch.setattr(vision, "load_encoder", lambda name: Slow())
    monkeypatch.setattr(encoder_process.os, "nice", lambda by: 0)
    made = Child()
    yield made
    made.end()


def test_vectors_are_those_of_the_encoder_itself(child: Child) -> None:
    here = FakeEncoder()
    pictures = np.random.default_rng(1).integers(0, 255, (3, 16, 16, 3)).astype(np.uint8)
    assert np.allclose(child.batches.ask("pictures", pictures), here.encode_pictures(pictures))
    assert np.allclose(child.urgent.ask("texts", ["red shoe"]), here.encode_texts(["red shoe"]))
    assert child.urgent.ask("grids", pictures).shape == (3, 4, 4, 32)
    assert child.urgent.hello().id == here.id
    assert child.urgent.hello().input_spec == here.input_spec


def test_a_question_overtakes_the_next_batch(child: Child) -> None:
    pictures = np.zeros((2, 16, 16, 3), np.uint8)
    ended: list[str] = []

    def batches() -> None:
        for _ in range(4):
            child.batches.ask("pictures", pictures)
        ended.append("batches")

    worker = threading.Thread(target=batches)
    child.urgent.hello()
    worker.start()
    time.sleep(0.05)
    begun = time.monotonic()
    child.urgent.ask("texts", ["blue"])
    waited = time.monotonic() - begun
    ended.append("question")
    worker.join()
    assert ended[0] == "question"
    assert waited < 0.35, "at most the batch that was begun"


def test_a_model_that_cannot_be_loaded_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> FakeEncoder:
        raise ModelError("The model is not whole.", "Fetch it again.")

    monkeypatch.setattr(vision, "load_encoder", refuse)
    monkeypatch.setattr(encoder_process.os, "nice", lambda by: 0)
    made = Child()
    with pytest.raises(ModelError, match="not whole"):
        made.urgent.ask("texts", ["x"])
    made.end()


def test_a_process_that_ended_is_an_error_with_a_way_out() -> None:
    home, there = multiprocessing.Pipe()
    line = _Line(home)
    assert not line.ready
    there.close()
    with pytest.raises(ModelError, match="ended"):
        line.ask("texts", ["x"])
    line.close()


def test_previews_are_made_by_a_child_and_a_broken_picture_gives_none(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from PIL import Image

    picture = tmp_path / "large.jpg"
    Image.new("RGB", (3000, 2000), (10, 120, 200)).save(picture)
    (tmp_path / "broken.jpg").write_bytes(b"nothing")
    maker = PreviewMaker(tmp_path / "previews")
    try:
        made = maker.make(str(picture), 1024)
        with Image.open(made) as preview:
            assert max(preview.size) == 1024
        assert maker.make(str(tmp_path / "broken.jpg"), 1024) == ""
        assert maker._process is not None
        maker._process.kill()
        assert maker.make(str(picture), 1024) in ("", made), "a child that died is replaced"
        assert maker.make(str(picture), 1024) == made
    finally:
        maker.close()
