"""What a file is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from made_pictures import four_corners, jpeg_bytes

from picturedesk import images
from picturedesk.errors import PictureProblem
from picturedesk.images import formats

FTYP = b"\0\0\0\x18ftyp%b\0\0\0\0%bmif1"


def what(head: bytes, name: str) -> tuple[str, str]:
    kind = images.sniff_head(head, name)
    return str(kind.what), kind.format


def test_a_picture_is_found_under_any_name(tmp_path: Path) -> None:
    path = tmp_path / "no extension"
    path.write_bytes(jpeg_bytes(four_corners()))
    assert images.sniff(path.as_posix()) == images.Kind(images.What.PICTURE, "JPEG")
    assert images.sniff(os.fsencode(path)).is_picture


@pytest.mark.parametrize(
    ("head", "name", "format_name"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "a.jpg", "PNG"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a", "WEBP"),
        (FTYP % (b"heic", b"heic"), "a.heic", "HEIF"),
        (FTYP % (b"mif1", b"avif"), "a", "AVIF"),
        (FTYP % (b"avif", b"avif"), "a.heic", "AVIF"),
        (FTYP % (b"crx ", b"isom"), "IMG_1.CR3", "RAW"),
        (b"II*\0\x10\0\0\0CR\x02\0", "a", "RAW"),
        (b"II*\0\x08\0\0\0" + bytes(8), "a.nef", "RAW"),
        (b"II*\0\x08\0\0\0" + bytes(8), "a.jpg", "TIFF"),
        (b"FUJIFILMCCD-RAW 0201", "a.raf", "RAW"),
        (b"8BPS\0\2", "a", "PSD"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "logo", "EPS"),
        (b"<?xml version='1.0'?>\n<svg xmlns=''>", "logo.xml", "SVG"),
        (b"P6 12 12 255 " + bytes(8), "a.bin", "PPM"),
        (bytes(30), "a.tga", "TGA"),
        (b"", "empty.JPG", ""),
        (b"<!doctype html>", "photo.jpeg", ""),
    ],
)
def test_pictures_are_known_by_their_bytes_and_then_by_their_name(
    head: bytes, name: str, format_name: str
) -> None:
    assert what(head, name) == ("picture", format_name)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (FTYP % (b"isom", b"mp42"), "a.bin"),
        (FTYP % (b"qt  ", b"qt  "), "clip.MOV"),
        (b"\x1aE\xdf\xa3" + bytes(20), "a"),
        (b"RIFF\0\0\0\0AVI LIST", "a"),
        ((b"G" + bytes(187)) * 9, "00001.mts"),
        (b"anything", "a.mp4"),
    ],
)
def test_films_are_known(head: bytes, name: str) -> None:
    assert what(head, name)[0] == "video"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"file,repository\n", "MANIFEST.csv"),
        (b"# Real odd pictures", "README.md"),
        (b"BMW and other cars", "notes"),
        (b"P5 is a word here", "notes.txt"),
        (b"export const a = 1", "index.mts"),
        (b"%PDF-1.7", "brief.pdf"),
        (b"\0\5\x16\7\0\2\0\0Mac OS X", "._IMG_1.jpg"),
        (FTYP % (b"M4A ", b"M4A "), "song.m4a"),
        (b"RIFF\0\0\0\0WAVEfmt ", "a.wav"),
    ],
)
def test_everything_else_is_skipped_by_its_extension(head: bytes, name: str) -> None:
    assert what(head, name) == ("other", formats.extension(name))


def test_a_film_under_a_pictures_name_is_a_problem_and_not_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(FTYP % (b"isom", b"mp42") + bytes(400))
    assert images.sniff(str(path)).is_picture
    with pytest.raises(PictureProblem, match="film"):
        images.read_metadata(str(path))


def test_names_that_cannot_be_decoded_are_no_obstacle(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/caf\xe9.jpg"
    try:
        Path(os.fsdecode(raw)).write_bytes(jpeg_bytes(four_corners()))
    except OSError:
        pytest.skip("this file system wants UTF-8")
    assert images.sniff(raw).format == "JPEG"
    assert images.sniff(os.fsdecode(raw)).format == "JPEG"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_with_a_pictures_name_never_makes_us_wait(tmp_path: Path) -> None:
    pipe = tmp_path / "a.jpg"
    os.mkfifo(pipe)
    with pytest.raises(PictureProblem, match="not a file"):
        images.sniff(str(pipe))


def test_a_missing_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PictureProblem, match="no longer there"):
        images.sniff(str(tmp_path / "gone.jpg"))


def test_every_extension_of_the_decoders_is_a_pictures() -> None:
    from PIL import Image

    Image.init()
    stubs = {"BUFR", "GRIB", "HDF5", "IPTC", "MPEG", "PDF"}
    registered = {e for e, name in Image.registered_extensions().items() if name not in stubs}
    assert registered <= images.PICTURE_EXTENSIONS
    assert {".heic", ".heif", ".psb", ".cr3", ".nef", ".svg"} <= images.PICTURE_EXTENSIONS
    assert not images.PICTURE_EXTENSIONS & images.VIDEO_EXTENSIONS
