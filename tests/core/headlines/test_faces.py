"""Faces are kept whole where they can be found, and nothing is claimed where they cannot."""

from __future__ import annotations

import numpy as np
import pytest

from picturedesk.headlines import faces, measuring
from picturedesk.records import Crop


def test_a_box_that_cuts_a_face_is_worse_than_one_with_or_without_it() -> None:
    face = Crop(0.4, 0.3, 0.6, 0.7)
    boxes = np.array([[0.3, 0.0, 0.8, 1.0], [0.5, 0.0, 1.0, 1.0], [0.65, 0.0, 1.0, 1.0]])
    whole, cut, away = measuring.faces_uncut((face,), boxes)
    assert whole == away == 1.0
    assert cut == pytest.approx(0.0)
    assert measuring.faces_uncut((), boxes) is None
    assert measuring.faces_uncut(None, boxes) is None


def test_without_the_library_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "available", lambda: False)
    assert faces.find(np.zeros((20, 20, 3), np.uint8)) is None


def test_a_picture_without_a_face_has_none() -> None:
    if not faces.available():
        pytest.skip("OpenCV is not installed")
    grain = np.random.default_rng(0).integers(0, 255, (240, 320, 3)).astype(np.uint8)
    assert faces.find(grain) == ()
