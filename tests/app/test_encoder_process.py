"""The models' processes of a window (the encoder process itself: tests/core/vision)."""

from __future__ import annotations

from pathlib import Path

import pytest

from picturedesk.errors import ModelError, UserError
from picturedesk.library import Library
from picturedesk_app.encoder_process import Encoders


@pytest.fixture
def encoders(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    made = Encoders()
    yield made
    made.close()


def test_both_workers_share_one_process_of_a_model(encoders: Encoders) -> None:
    assert encoders.get("no such model") is encoders.get("no such model")


def test_a_model_that_cannot_be_loaded_says_why_and_is_tried_anew(encoders: Encoders) -> None:
    first = encoders.get("MobileCLIP2-S0")
    with pytest.raises(ModelError, match="not here yet"):
        first.wait_until_ready(60)
    second = encoders.get("MobileCLIP2-S0")
    assert second is not first


def test_a_library_opened_for_the_window_loads_no_model_by_itself(
    encoders: Encoders, tmp_path: Path
) -> None:
    with encoders.opener(tmp_path / "library")(True) as library:
        assert isinstance(library, Library)
        assert not library.encoder_ready
    assert encoders._encoders == {}


def test_the_window_can_ask_without_waiting_whether_a_model_is_still_starting(
    encoders: Encoders,
) -> None:
    assert not encoders.starting
    model = encoders.get("no such model")
    with encoders._lock:
        assert encoders.starting
    with pytest.raises(UserError):
        model.wait_until_ready(60)
    assert not encoders.starting
