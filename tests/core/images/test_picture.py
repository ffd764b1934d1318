"""One reading of a picture, and what comes from it."""

from __future__ import annotations

import io
import os
import warnings
from pathlib import Path

import numpy as np
import pytest
from made_pictures import (
    BLUE,
    CORNERS,
    GREEN,
    RED,
    WHITE,
    corners_of,
    four_corners,
    jpeg_bytes,
    near,
    photo,
    save,
    with_segment,
    xmp_packet,
)  # fmt: skip
from PIL import Image

from picturedesk import images
from picturedesk.errors import PictureProblem
from picturedesk.images.colour import to_lab
from picturedesk.records import InputSpec

SPEC = InputSpec(64, "squash")
XMP = b"http://ns.adobe.com/xap/1.0/\0"

STORED = {  # what an upright picture looks like in the file, for each orientation
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", STORED)
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp", "lzw.tif", "a.avif"])
def test_every_orientation_comes_out_upright(tmp_path: Path, name: str, orientation: int) -> None:
    im = four_corners(120, 80)
    turn = STORED[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"compression": "tiff_lzw"} if name.startswith("lzw") else {"quality": 95}
    path = save(
        im.transpose(turn) if turn is not None else im, tmp_path / name, exif=exif, **options
    )
    decoded = images.read_picture(str(path), SPEC)
    assert (decoded.width, decoded.height) == (120, 80)
    assert near(corners_of(decoded.prepared), CORNERS, 12)
    assert near(corners_of(images.open_rgb(str(path))), CORNERS, 12)
    shown = np.asarray(Image.open(io.BytesIO(decoded.thumbnail)))
    assert shown.shape == (80, 120, 3)
    assert near(corners_of(shown), CORNERS, 16)


def test_one_reading_gives_everything_an_import_keeps(tmp_path: Path) -> None:
    path = save(photo(1600, 1200), tmp_path / "a.jpg", quality=90)
    decoded = images.read_picture(os.fsencode(path), InputSpec(224))
    assert (decoded.width, decoded.height, decoded.format) == (1600, 1200, "JPEG")
    assert decoded.prepared.shape == (224, 224, 3)
    assert decoded.prepared.dtype == np.uint8
    thumbnail = Image.open(io.BytesIO(decoded.thumbnail))
    assert (thumbnail.format, thumbnail.size) == ("WEBP", (320, 240))
    assert decoded.file_hash == images.file_hash(str(path))
    assert len(decoded.file_hash) == len(decoded.pixel_hash) == 16
    assert decoded.stamp.size == path.stat().st_size
    assert decoded.stamp.mtime_ns == path.stat().st_mtime_ns
    assert 2 <= len(decoded.palette) <= 6
    assert sum(s.share for s in decoded.palette) == pytest.approx(1, abs=0.01)
    again = images.read_picture(str(path), InputSpec(224))
    assert np.array_equal(decoded.prepared, again.prepared)
    assert (decoded.thumbnail, decoded.palette) == (again.thumbnail, again.palette)
    assert decoded.pixel_hash == again.pixel_hash


def test_small_pictures_are_not_enlarged_as_thumbnails(tmp_path: Path) -> None:
    decoded = images.read_picture(str(save(four_corners(5, 3), tmp_path / "a.png")), SPEC)
    assert Image.open(io.BytesIO(decoded.thumbnail)).size == (5, 3)


def test_changed_metadata_leaves_the_pixel_hash_and_changes_the_file_hash(tmp_path: Path) -> None:
    plain = jpeg_bytes(photo())
    path = tmp_path / "a.jpg"
    path.write_bytes(plain)
    before = images.read_picture(str(path), SPEC)
    packet = xmp_packet("<dc:title>New</dc:title>")
    path.write_bytes(with_segment(plain, 0xE1, XMP + packet))
    after = images.read_picture(str(path), SPEC)
    assert after.metadata.title == "New"
    assert after.pixel_hash == before.pixel_hash
    assert after.file_hash != before.file_hash


def test_changed_pixels_and_a_turned_picture_have_another_pixel_hash(tmp_path: Path) -> None:
    im = photo()
    hashes = {images.read_picture(str(save(im, tmp_path / "a.png")), SPEC).pixel_hash}
    turned = Image.Exif()
    turned[0x0112] = 3
    hashes.add(images.read_picture(str(save(im, tmp_path / "b.png", exif=turned)), SPEC).pixel_hash)
    im.paste("white", (10, 10, 60, 60))
    hashes.add(images.read_picture(str(save(im, tmp_path / "c.png")), SPEC).pixel_hash)
    assert len(hashes) == 3


def test_the_pixel_hash_does_not_depend_on_the_encoder(tmp_path: Path) -> None:
    path = str(save(photo(2400, 1800), tmp_path / "a.jpg"))
    small, large = (images.read_picture(path, InputSpec(s)) for s in (64, 512))
    assert small.pixel_hash == large.pixel_hash
    assert large.prepared.shape == (512, 512, 3)
    # and the large input really has the detail
    wanted = images.prepare(images.open_rgb(path), InputSpec(512))
    assert np.abs(wanted.astype(int) - large.prepared).mean() < 3


def test_inputs_are_prepared_as_each_encoder_asks() -> None:
    rgb = np.asarray(four_corners(200, 100))
    assert near(corners_of(images.prepare(rgb, InputSpec(40, "squash"))), CORNERS)
    cropped = images.prepare(rgb, InputSpec(40, "shortest"))
    assert near(corners_of(cropped), CORNERS)
    assert near(cropped[2, 19], RED, 20)
    padded = images.prepare(rgb, InputSpec(40, "longest", "bilinear"))
    assert near(padded[0, 20], (128, 128, 128))
    assert near(padded[12, 3], RED)
    assert near(padded[27, 37], WHITE)


def test_a_reduced_decode_is_close_to_the_full_one(tmp_path: Path) -> None:
    path = str(save(photo(2400, 1800), tmp_path / "a.jpg", quality=92))
    reduced = images.read_picture(path, InputSpec(224)).prepared
    full = images.prepare(images.open_rgb(path), InputSpec(224))
    assert np.abs(reduced.astype(int) - full).mean() < 2.5


def test_the_palette_names_the_colours_by_their_share(tmp_path: Path) -> None:
    im = Image.new("RGB", (100, 100), BLUE)
    im.paste(GREEN, (0, 0, 100, 20))
    first, second = images.read_picture(str(save(im, tmp_path / "a.png")), SPEC).palette[:2]
    assert first.share == pytest.approx(0.8, abs=0.03)
    assert second.share == pytest.approx(0.2, abs=0.03)
    assert near((first.lightness, first.a, first.b), to_lab(np.array(BLUE, np.uint8)), 1)


def test_a_plain_picture_has_one_colour(tmp_path: Path) -> None:
    path = save(Image.new("RGB", (50, 50), RED), tmp_path / "a.png")
    (only,) = images.read_picture(str(path), SPEC).palette
    assert only.share == 1


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.jpg", "The file is empty."),
        (bytes(5000), "a.jpg", "The file holds nothing but zeros."),
        (b"<html><body>404", "a.jpg", "This is a web page"),
        (b"hello, this is text", "a.png", "The content is not a picture of any known kind."),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "a.eps", "EPS files are not read"),
        (b"\xff\x0a" + bytes(50), "a.jxl", "JPEG XL"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.png", "The file is damaged."),
        (b"II*\0" + bytes(50), "a.nef", "The camera file holds no preview picture."),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(
    tmp_path: Path, content: bytes, name: str, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(PictureProblem) as caught:
        images.read_picture(str(path), SPEC)
    assert caught.value.sentence.startswith(reason)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.bmp", "a.gif", "a.tif"])
def test_half_a_picture_is_a_problem_and_says_so(tmp_path: Path, name: str) -> None:
    path = save(photo(), tmp_path / name)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(PictureProblem) as caught:
        images.read_picture(str(path), SPEC)
    assert caught.value.sentence in {
        "The file ends before the picture does.", "The file is damaged.",
    }  # fmt: skip


def test_decoders_warnings_stay_inside(tmp_path: Path) -> None:
    path = save(four_corners(), tmp_path / "a.jpg")
    path.write_bytes(with_segment(path.read_bytes(), 0xE1, b"Exif\0\0II*\0\x08\0\0\0\x99\0garbage"))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        filters = list(warnings.filters)
        images.read_picture(str(path), SPEC)
        assert list(warnings.filters) == filters


def test_a_picture_is_read_within_a_size_and_in_full(tmp_path: Path) -> None:
    path = str(save(photo(900, 600), tmp_path / "a.jpg"))
    assert images.open_rgb(path, 300).shape == (200, 300, 3)
    assert images.open_rgb(path, 3000).shape == (600, 900, 3)
    assert images.open_upright(path).mode == "RGB"
