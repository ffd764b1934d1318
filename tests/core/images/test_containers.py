"""Photoshop files, camera files and HEIC."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from made_pictures import (
    CORNERS,
    corners_of,
    four_corners,
    jpeg_bytes,
    local,
    near,
    photo,
    psd_bytes,
)
from PIL import Image

from picturedesk import images
from picturedesk.errors import PictureProblem
from picturedesk.images import photoshop
from picturedesk.records import InputSpec

PLANES = [np.asarray(band) for band in four_corners().split()]


def read(tmp_path: Path, data: bytes, name: str = "a.psd") -> np.ndarray:
    path = tmp_path / name
    path.write_bytes(data)
    return images.open_rgb(str(path))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("rle", [False, True])
@pytest.mark.parametrize("depth", [8, 16, 32])
def test_photoshop_files_show_their_flattened_picture(
    tmp_path: Path, large: bool, rle: bool, depth: int
) -> None:
    planes = PLANES
    if depth == 16:
        planes = [p.astype(np.uint16) * 257 for p in planes]
    elif depth == 32:  # linear light
        planes = [
            (
                np.where(p / 255 <= 0.04045, p / 255 / 12.92, ((p / 255 + 0.055) / 1.055) ** 2.4)
            ).astype(np.float32)
            for p in planes
        ]
    data = psd_bytes(planes, 3, large=large, rle=rle)
    assert near(corners_of(read(tmp_path, data, "a.psb" if large else "a.psd")), CORNERS, 2)


def test_photoshop_cmyk_grey_and_lab(tmp_path: Path) -> None:
    solid = lambda v: np.full((8, 8), v, np.uint8)  # noqa: E731
    cyan = psd_bytes([solid(0), solid(255), solid(255), solid(255)], 4)  # stored inverted
    assert near(read(tmp_path, cyan)[4, 4], (0, 174, 239), 3)
    assert near(read(tmp_path, psd_bytes([solid(99)], 1))[4, 4], (99, 99, 99), 1)
    lab = psd_bytes([solid(round(53.6 * 2.55)), solid(128 + 80), solid(128 + 67)], 9)
    red, green, blue = read(tmp_path, lab)[4, 4]
    assert (red > 230, green < 60, blue < 60) == (True, True, True)


def test_a_photoshop_file_that_ends_early_says_so(tmp_path: Path) -> None:
    with pytest.raises(PictureProblem, match="ends before"):
        read(tmp_path, psd_bytes(PLANES, 3)[:-500])


def test_a_photoshop_file_without_a_picture_says_how_to_save_one(tmp_path: Path) -> None:
    blank = psd_bytes([np.full((8, 8), 255, np.uint8)] * 3, 3, real=False)
    with pytest.raises(PictureProblem, match="Maximize compatibility"):
        read(tmp_path, blank)


def test_a_photoshop_file_saved_without_a_picture_is_drawn_from_its_layers(tmp_path: Path) -> None:
    from psd_tools import PSDImage
    from psd_tools.constants import Resource

    path = tmp_path / "a.psd"
    psd = PSDImage.new("RGB", (80, 60))
    psd.create_pixel_layer(four_corners(), name="corners")
    psd.save(path)
    psd = PSDImage.open(path)
    version = psd.image_resources.get_data(Resource.VERSION_INFO)
    if version is None:
        pytest.skip("this psd-tools writes no flag")
    version.has_composite = False
    psd.save(path)
    with path.open("rb") as f:
        start = photoshop.open_psd(f).data_offset
    path.write_bytes(path.read_bytes()[:start] + bytes(2) + b"\xff" * 80 * 60 * 3)
    decoded = images.read_picture(str(path), InputSpec(64, "squash"))
    assert near(corners_of(decoded.prepared), CORNERS)
    assert decoded.warnings == ("Drawn from its layers: colours and effects may differ.",)


def tiff_with_preview(preview: bytes, orientation: int = 1, magic: bytes = b"II*\0") -> bytes:
    """A camera file: a directory with maker, model, turn and date, sensor data, a JPEG."""
    texts = {0x010F: b"Maker\0\0\0", 0x0110: b"Maker M1\0"}
    start = 8 + 2 + 4 * 12 + 4
    places, blob = {}, b""
    for tag, text in texts.items():
        places[tag] = start + len(blob)
        blob += text
    shot = start + len(blob)
    date = b"2024:05:06 07:08:09\0"
    blob += struct.pack("<HHHIII", 1, 0x9003, 2, len(date), shot + 18, 0) + date
    entries = b"".join(
        struct.pack("<HHII", tag, 2, len(text), places[tag]) for tag, text in texts.items()
    )
    entries += struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    entries += struct.pack("<HHII", 0x8769, 4, 1, shot)
    noise = np.random.default_rng(0).integers(0, 256, 50_000, np.uint8).tobytes()
    lossless = b"\xff\xd8\xff\xc3\0\x0b\x0e\x20\0\x30\0\1\0\0\0"  # the sensor's own coding
    head = magic + struct.pack("<I", 8) + struct.pack("<H", 4) + entries + bytes(4) + blob
    return head + lossless + noise + jpeg_bytes(photo(160, 120)) + preview + noise


@pytest.mark.parametrize(
    ("name", "magic"),
    [("a.nef", b"II*\0"), ("a.dng", b"II*\0"), ("a.orf", b"IIRO"), ("a.rw2", b"IIU\0")],
)
def test_camera_files_show_their_largest_preview(tmp_path: Path, name: str, magic: bytes) -> None:
    stored = four_corners(600, 400).transpose(Image.Transpose.ROTATE_90)
    path = tmp_path / name
    path.write_bytes(tiff_with_preview(jpeg_bytes(stored), 6, magic))
    decoded = images.read_picture(str(path), InputSpec(64, "squash"))
    assert (decoded.format, decoded.width, decoded.height) == ("RAW", 600, 400)
    assert near(corners_of(decoded.prepared), CORNERS, 12)
    assert decoded.metadata.camera == "Maker M1"
    assert decoded.metadata.taken == local(2024, 5, 6, 7, 8, 9)


def test_fuji_and_canon_files_need_no_tiff(tmp_path: Path) -> None:
    preview = jpeg_bytes(four_corners(600, 400))
    raf = b"FUJIFILMCCD-RAW 0201FF389501X-T4" + bytes(100) + preview
    cr3 = b"\0\0\0\x18ftypcrx \0\0\0\1crx isom" + bytes(200) + preview
    assert near(corners_of(read(tmp_path, raf, "a.raf")), CORNERS)
    assert near(corners_of(read(tmp_path, cr3, "a.cr3")), CORNERS)


def test_heic_is_read_where_a_sample_lies_beside(shared: Path) -> None:
    folder = shared / "bad-images"
    found = sorted(folder.glob("*rgb*no-alpha.heic")) or sorted(folder.glob("*no-alpha.heic"))
    if not found:
        pytest.skip("no HEIC sample")
    decoded = images.read_picture(str(found[0]), InputSpec(32))
    assert decoded.format == "HEIF"
    assert decoded.prepared.std() > 30
