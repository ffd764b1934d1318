"""What is written is what two other readers find, in every format that is written into or beside.

The second reader is the tests' own and always runs; ExifTool is the third where it is installed.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import second_reader
from made_pictures import four_corners, psd_bytes
from PIL import Image

from picturedesk import images
from picturedesk.errors import NeedsSidecar
from picturedesk.images import writing
from picturedesk.images.writing import exiftool
from picturedesk.images.writing.pixels import pixel_digest

TEXT = 'A dog & a "kite" <on> the beach – über alles 🐕.'
FIELDS = writing.Fields(
    alt_text={"en": TEXT, "de": "Ein Hund am Strand.", "es": "Un perro en la playa."},
    extended={"en": "Longer.\nTwo lines & “quotes”."},
    description={"en": "A caption."},
    subjects=("dog", "beach & sea"),
)
_HEIC = (
    "c-"
    "muNV30{GsVvAy%}izhg51nBLl8SRGck>Ufw49>wIq=N0u(b+a*CjAhJwuG5(YG&l$nzcHpIn&fe{FSfN>#&27+@ytely"
    "dmj>p6L`8v|R3<1dqb%7F#N;c;EXjo{`I}i#Q~;#!W)>vp1L-oLGG|6+kkACMBDoI?fBydX!N9=JoB-"
    "4z;lRkl`2Rmh0W(MiGYHA;Vsc0XN@_VVGNQ>WP-"
    "tYG_Ug&9ojW)(3>1Ju%pih6F$t)g&4uw`@qtdDCBn)1IYoKNITb)rUIw-"
    "XppZyraX~87XAV%Tk(`rQ0A+(5Zvdr1fa(AL{~tg!5DOG!R%C(%nK?K(fRsdLK`tzif#Js5$i&Rr0%TvyO-Td=@+l3*^"
    "_&kBEmr>j%zgjgmATWm1TUYue1F9M9~<|5jH>_9m3#4*jarY5<^9|3|5R$%PMkEW|Np{iacqxTPkdvG;46PzqPeh0Zj<"
    "@%^@i?;_RL+&Ai&18tpCjNzC-<I7`to)Zk#$jS#0Sux0akE-IXja^tltx+`FV3Q>*`hVae0Hyg0taw@xNLnKZ%Ersl_b"
    "^&&Sv{y=TPbwP9HJn~;Ni6yvM=5F)R3-1fHpKe}v{=BqsSl!jk8oSfdX~C)Qr^H=7#3d1%Q1qzplub_q08ikv6a"
)
"""Four coloured corners, 64 by 48, HEVC: nothing that we depend on can encode one."""

needs_exiftool = pytest.mark.skipif(exiftool.program() is None, reason="ExifTool is not installed")


def corners() -> Image.Image:
    return four_corners(64, 48)


def saved(**options: object) -> Callable[[Path], None]:
    def save(path: Path) -> None:
        corners().save(path, **options)

    return save


def photoshop(*, large: bool) -> Callable[[Path], None]:
    def save(path: Path) -> None:
        planes = list(np.moveaxis(np.asarray(corners()), 2, 0))
        path.write_bytes(psd_bytes(planes, 3, large=large))

    return save


def heic(path: Path) -> None:
    path.write_bytes(zlib.decompress(base64.b85decode(_HEIC)))


def dng(path: Path) -> None:
    version = {50706: (1, 4, 0, 0), 50708: "Tests"}
    corners().save(path, "TIFF", tiffinfo=version)


def exif() -> Image.Exif:
    made = Image.Exif()
    made[0x010F], made[0x0110] = "Maker", "Model"
    return made


CONTAINERS: dict[str, Callable[[Path], None]] = {
    "plain.jpg": saved(quality=90),
    "exif.jpeg": saved(quality=90, exif=exif()),
    "progressive.jpg": saved(quality=90, progressive=True),
    "plain.png": saved(),
    "lossy.webp": saved(quality=80),
    "lossless.webp": saved(lossless=True),
}
BY_EXIFTOOL: dict[str, Callable[[Path], None]] = {
    "a.tif": saved(),
    "packed.tiff": saved(compression="tiff_lzw"),
    "a.psd": photoshop(large=False),
    "a.psb": photoshop(large=True),
    "a.heic": heic,
    "a.heif": heic,
    "a.avif": saved(),
    "a.dng": dng,
}
BESIDE: dict[str, Callable[[Path], None]] = {
    "a.bmp": saved(),
    "a.gif": saved(),
    "a.jp2": saved(),
    "a.ico": saved(),
}


def made(tmp_path: Path, name: str) -> Path:
    path = tmp_path / name
    (CONTAINERS | BY_EXIFTOOL | BESIDE)[name](path)
    return path


def check_second_reader(file: Path) -> None:
    assert second_reader.alt_texts(file) == {"x-default": TEXT, **dict(FIELDS.alt_text or {})}
    long = (FIELDS.extended or {})["en"]
    assert second_reader.extended(file) == {"x-default": long, "en": long}
    assert second_reader.descriptions(file)["x-default"] == "A caption."
    assert second_reader.subjects(file) == list(FIELDS.subjects or ())


def told_by_exiftool(file: Path) -> dict[str, object]:
    done = subprocess.run(
        ["exiftool", "-json", "-G1", "-a", "-n", "-charset", "utf8", str(file)],
        capture_output=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout)[0])


def check_exiftool(file: Path) -> None:
    told = told_by_exiftool(file)
    group = "XMP-iptcCore:AltTextAccessibility"
    assert told[group] == TEXT
    assert told[f"{group}-de"] == "Ein Hund am Strand."
    assert told["XMP-iptcCore:ExtDescrAccessibility"] == (FIELDS.extended or {})["en"]
    assert told["XMP-dc:Subject"] == list(FIELDS.subjects or ())
    assert "ExifTool:Warning" not in told


def keepable(told: dict[str, object]) -> dict[str, object]:
    """What a write of XMP has no business with."""
    groups = ("IFD0", "ExifIFD", "IFD1", "ICC", "PNG", "JFIF", "Photoshop", "Meta", "QuickTime")
    moving = ("Offset", "Offsets", "ByteCounts", "Size", "IPTCDigest")
    return {k: v for k, v in told.items() if k.startswith(groups) and not k.endswith(moving)}


@pytest.mark.parametrize("name", [*CONTAINERS, *BY_EXIFTOOL])
def test_a_file_says_to_every_reader_what_was_written_and_is_otherwise_the_same(
    tmp_path: Path, name: str
) -> None:
    file = made(tmp_path, name)
    if name in BY_EXIFTOOL and exiftool.program() is None:
        assert writing.how(file) == "sidecar"
        pytest.skip("ExifTool is not installed: such files get a sidecar")
    file.chmod(0o640)
    os.utime(file, ns=(1_600_000_000_123_456_789, 1_500_000_000_987_654_321))
    pixels, before = pixel_digest(str(file)), file.stat()
    known = keepable(told_by_exiftool(file)) if exiftool.program() else {}
    done = writing.write(file, FIELDS)
    assert done.writer == ("container" if name in CONTAINERS else "exiftool")
    check_second_reader(file)
    if exiftool.program():
        check_exiftool(file)
        assert keepable(told_by_exiftool(file)) == known
    after = file.stat()
    assert (after.st_mode, after.st_mtime_ns) == (before.st_mode, before.st_mtime_ns)
    assert pixel_digest(str(file)) == pixels
    assert images.read_metadata(file).alt_text == TEXT
    writing.write(file, done.former)
    assert second_reader.alt_texts(file) == {}
    assert second_reader.subjects(file) == []
    assert pixel_digest(str(file)) == pixels
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("kind", [writing.Target.SIDECAR, writing.Target.ADOBE_SIDECAR])
@pytest.mark.parametrize("name", ["plain.jpg", "a.heic", *BESIDE])
def test_a_sidecar_says_it_too_and_the_picture_is_not_touched(
    tmp_path: Path, name: str, kind: writing.Target
) -> None:
    file = made(tmp_path, name)
    before = file.read_bytes()
    done = writing.write(file, FIELDS, target=kind)
    adobe = kind is writing.Target.ADOBE_SIDECAR
    assert done.path == str(file.with_suffix(".xmp") if adobe else tmp_path / f"{name}.xmp")
    check_second_reader(Path(done.path))
    if exiftool.program():
        check_exiftool(Path(done.path))
    assert file.read_bytes() == before
    assert images.read_metadata(file).alt_text == TEXT


@pytest.mark.parametrize("name", BESIDE)
def test_a_kind_that_nothing_writes_into_is_known_beforehand(tmp_path: Path, name: str) -> None:
    assert writing.how(made(tmp_path, name)) == "sidecar"


@needs_exiftool
def test_what_exiftool_wrote_is_read_and_merged_by_us(tmp_path: Path) -> None:
    file = made(tmp_path, "plain.jpg")
    subprocess.run(
        ["exiftool", "-q", "-overwrite_original", "-XMP-xmp:Rating=4", "-XMP-dc:Creator=Ana",
         "-XMP-iptcCore:AltTextAccessibility=Old.", str(file)],
        check=True,
    )  # fmt: skip
    assert writing.read(file).alt_text == {"x-default": "Old."}
    done = writing.write(file, FIELDS)
    assert done.former.alt_text == {"x-default": "Old."}
    told = told_by_exiftool(file)
    assert (told["XMP-xmp:Rating"], told["XMP-dc:Creator"]) == (4, "Ana")
    check_exiftool(file)


def test_without_exiftool_other_formats_get_a_sidecar_and_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exiftool, "program", lambda: None)
    for name in BY_EXIFTOOL:
        file = made(tmp_path, name)
        assert writing.how(file) == "sidecar"
        before = file.read_bytes()
        with pytest.raises(NeedsSidecar, match="install ExifTool"):
            writing.write(file, FIELDS)
        assert file.read_bytes() == before


def test_a_hostile_name_never_reaches_exiftool(tmp_path: Path) -> None:
    if exiftool.program() is None:
        pytest.skip("ExifTool is not installed")
    file = tmp_path / "a\n-execute\n-all=.tif"
    shutil.copy(made(tmp_path, "a.tif"), file)
    writing.write(file, FIELDS)
    check_second_reader(file)
