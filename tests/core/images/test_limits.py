"""What a picture may cost."""

from __future__ import annotations

import struct
import threading
import warnings
import zlib
from pathlib import Path

import pytest
from PIL import Image

from picturedesk import images
from picturedesk.errors import PictureProblem
from picturedesk.images import limits
from picturedesk.records import InputSpec


def png_claiming(width: int, height: int, data: bytes = b"") -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", crc)

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(20_000, 20_000), (60_000, 60_000), (2_000_000_000, 2)])
def test_a_bomb_is_refused_before_it_is_decoded(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png_claiming(*size, zlib.compress(bytes(100_000))))
    with pytest.raises(PictureProblem, match="claims"):
        images.read_picture(str(path), InputSpec(32))


def test_pictures_beyond_the_limits_are_refused_with_their_size() -> None:
    with pytest.raises(PictureProblem, match=r"too large: 30,000 × 20,000 pixels"):
        limits.check_size(30_000, 20_000, 0.5, 10**9)
    with pytest.raises(PictureProblem, match="too large for its format"):
        limits.check_size(25_000, 20_000, 4, 10**9)


def test_honest_panoramas_are_within_the_limits() -> None:
    limits.check_size(40_000, 12_000, 0.5, 200 * 2**20)  # a JPEG
    limits.check_size(30_000, 10_000, 4, 300 * 2**20)  # a PNG or TIFF
    limits.check_size(20_000, 15_000, 1, 2**20)  # a scan of a drawing, one bit a pixel


def test_a_large_jpeg_panorama_is_read_at_reduced_scale(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", (16_000, 2_000), (40, 90, 160)).save(path)
    decoded = images.read_picture(str(path), InputSpec(224, "shortest"))
    assert (decoded.width, decoded.height) == (16_000, 2_000)
    assert tuple(decoded.prepared[100, 100]) == pytest.approx((40, 90, 160), abs=3)


def test_overlapping_threads_leave_the_warning_filters_as_they_were() -> None:
    before = list(warnings.filters)
    first_in, second_in = threading.Event(), threading.Event()

    def first() -> None:
        with limits.quiet():
            first_in.set()
            second_in.wait(5)

    def second() -> None:
        first_in.wait(5)
        with limits.quiet():
            second_in.set()
            thread.join(5)

    thread = threading.Thread(target=first)
    other = threading.Thread(target=second)
    thread.start()
    other.start()
    other.join(10)
    assert list(warnings.filters) == before
