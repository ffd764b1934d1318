"""Previews on demand, in a cache that stays small, and what is written for others."""

from __future__ import annotations

import io
import os
import time
from pathlib import Path

import pytest
from made_pictures import CORNERS, corners_of, four_corners, near, photo, save
from PIL import Image, ImageCms

from picturedesk import images
from picturedesk.errors import PictureProblem, WriteError
from picturedesk.images import previews


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as im:
        return im.size


def test_a_preview_is_made_once_and_again_when_the_picture_changes(tmp_path: Path) -> None:
    path, cache = save(photo(1500, 1000), tmp_path / "a.jpg"), tmp_path / "previews"
    first = images.preview(str(path), cache)
    assert size_of(first) == (1024, 683)
    made = first.stat().st_ino
    assert images.preview(os.fsencode(path), cache).stat().st_ino == made
    save(four_corners(1500, 1000), path)
    second = images.preview(str(path), cache)
    assert second != first


def test_the_cache_forgets_what_was_used_longest_ago(tmp_path: Path) -> None:
    cache = tmp_path / "previews"
    made = []
    for n in range(6):
        path = save(photo(200, 200, n), tmp_path / f"{n}.png")
        made.append(images.preview(str(path), cache))
        os.utime(made[-1], (time.time() - 100 + n, time.time() - 100 + n))
    images.preview(str(tmp_path / "0.png"), cache)  # looked at again
    size = sum(p.stat().st_size for p in made)
    assert images.trim(cache, size * 2 // 3) >= 2
    assert made[0].exists()
    assert not made[1].exists()
    assert sum(p.stat().st_size for p in cache.glob("*/*")) <= size * 2 // 3


def test_a_full_cache_keeps_the_preview_that_was_asked_for(tmp_path: Path) -> None:
    path = save(photo(), tmp_path / "a.png")
    assert images.preview(str(path), tmp_path / "previews", 64, 10).exists()


def test_a_cache_that_grows_is_trimmed_by_what_was_written_since_it_was_looked_through(
    tmp_path: Path,
) -> None:
    cache, sizes = tmp_path / "previews", []
    for n in range(12):
        path = save(photo(200, 200, n), tmp_path / f"{n}.png")
        made = images.preview(str(path), cache, cache_bytes=4 * max(sizes, default=10**6))
        sizes.append(made.stat().st_size)
        os.utime(made, (time.time() - 100 + n, time.time() - 100 + n))
    held = sum(p.stat().st_size for p in cache.glob("*/*"))
    assert held <= 4 * max(sizes)
    assert made.exists()


def test_the_cache_is_not_gone_through_for_every_preview(tmp_path: Path) -> None:
    cache = tmp_path / "previews"
    images.preview(str(save(photo(60, 60, 0), tmp_path / "0.png")), cache, cache_bytes=10**6)
    (cache / "stray").mkdir()
    (cache / "stray" / "large.jpg").write_bytes(b"x" * 2 * 10**6)
    images.preview(str(save(photo(60, 60, 1), tmp_path / "1.png")), cache, cache_bytes=10**6)
    assert (cache / "stray" / "large.jpg").exists()


def test_no_half_written_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(photo(), tmp_path / "a.png")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(WriteError):
        images.preview(str(path), tmp_path / "previews")
    assert not [p for p in (tmp_path / "previews").rglob("*") if p.is_file()]


def test_a_missing_picture_has_no_preview(tmp_path: Path) -> None:
    with pytest.raises(PictureProblem):
        images.preview(str(tmp_path / "gone.jpg"), tmp_path)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_what_is_written_says_that_it_is_srgb(form: previews.saving.SaveFormat) -> None:
    data = images.encode(four_corners(), form, 95)
    im = Image.open(io.BytesIO(data))
    assert im.format == form
    profile = ImageCms.getOpenProfile(io.BytesIO(im.info["icc_profile"]))
    assert ImageCms.getProfileDescription(profile).startswith("sRGB")
    import numpy as np

    assert near(corners_of(np.asarray(im.convert("RGB"))), CORNERS, 10)
