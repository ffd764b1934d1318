"""The files: size, bytes, metadata, names; and what is refused."""

from __future__ import annotations

import errno
import io
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageCms

from picturedesk import headlines, images
from picturedesk.channels import Channel, load
from picturedesk.errors import UsageError, WriteError
from picturedesk.headlines import ExportOptions
from picturedesk.images.writing import containers, packet
from picturedesk.records import (
    Asset,
    AssetKind,
    Crop,
    Metadata,
    Stamp,
    Standing,
    Why,
)

DAY = date(2026, 3, 31)


def proposal(path: Path, channel: Channel, alt_text: str = "", crop: Crop | None = None) -> object:
    with Image.open(path) as picture:
        width, height = picture.size
    stat = path.stat()
    asset = Asset(
        1, "id", 1, str(path), AssetKind.PICTURE, "JPEG", Stamp(stat.st_size, stat.st_mtime_ns),
        width, height, b"", b"", Metadata(alt_text=alt_text),
    )  # fmt: skip
    wide, high = headlines_box(width, height, channel.ratio)
    box = crop or Crop((1 - wide) / 2, (1 - high) / 2, (1 + wide) / 2, (1 + high) / 2)
    enlarge = channel.width / ((box.right - box.left) * width)
    parts = headlines.Parts(1.0, 1.0, 1.0, 1.0)
    return headlines.Proposal(
        channel.name, asset, box, 1.0, parts, (), Standing.STRONG, Why("red", 0.3), enlarge
    )


def headlines_box(width: int, height: int, ratio: float) -> tuple[float, float]:
    picture = width / height
    return (ratio / picture, 1.0) if picture > ratio else (1.0, picture / ratio)


def write(
    folder: Path, channel: Channel, chosen: list[object], **options: object
) -> headlines.Exports:
    row = headlines.Row(channel, tuple(chosen))  # type: ignore[arg-type]
    found = headlines.Proposals("New: red & blue/green?", Standing.STRONG, (row,))
    how = ExportOptions(day=DAY, **options)  # type: ignore[arg-type]
    return headlines.export(found, row.proposals, folder, how)


def noise(path: Path, size: tuple[int, int] = (2400, 1600), **options: object) -> Path:
    """Grain over a slope: what compresses worst."""
    random = np.random.default_rng(4)
    pixels = np.linspace(40, 210, size[0])[None, :, None] + random.normal(0, 22, (*size[::-1], 3))
    Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(path, **options)
    return path


@pytest.mark.parametrize("name", ["newsletter", "story", "open-graph"])
def test_a_file_has_exactly_the_channels_pixels_and_stays_under_its_bytes(
    name: str, tmp_path: Path
) -> None:
    channel = load()[name]
    source = noise(tmp_path / "a.jpg", size=(2400, 1950), quality=90)
    made = write(tmp_path / "out", channel, [proposal(source, channel)])
    [done] = made.done
    assert made.refused == ()
    assert done.path.stat().st_size == done.bytes <= channel.max_bytes
    with Image.open(done.path) as picture:
        assert picture.size == (channel.width, channel.height)
        assert picture.format == "JPEG"
        profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
        assert "sRGB" in ImageCms.getProfileDescription(profile)


def test_the_quality_is_as_high_as_the_bytes_allow(tmp_path: Path) -> None:
    picture = Image.open(noise(tmp_path / "a.png", (400, 300)))
    tight = images.within_bytes(picture, ("jpeg",), 40_000)
    assert 40 <= tight.quality < 95
    assert 30_000 < len(tight.data) <= 40_000
    assert images.within_bytes(picture, ("jpeg",), 4_000_000).quality == 95
    assert images.within_bytes(picture, ("png", "webp"), 40_000).format == "webp"
    with pytest.raises(WriteError, match="does not fit"):
        images.within_bytes(picture, ("jpeg", "png"), 1_000)


def test_the_crop_is_the_box_and_nothing_else(tmp_path: Path) -> None:
    pixels = np.full((600, 1200, 3), 255, np.uint8)
    pixels[100:500, 300:900] = (200, 30, 30)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    channel = Channel("c", "C", 300, 200, formats=("png",))
    box = Crop(0.25, 1 / 6, 0.75, 5 / 6)
    chosen = [proposal(tmp_path / "a.png", channel, crop=box)]
    [done] = write(tmp_path / "out", channel, chosen).done
    with Image.open(done.path) as picture:
        shown = np.array(picture)
    assert np.unique(shown.reshape(-1, 3), axis=0).tolist() == [[200, 30, 30]]


def test_enlarging_is_refused_with_a_sentence_unless_allowed(tmp_path: Path) -> None:
    channel = load()["x"]
    source = noise(tmp_path / "a.jpg", (800, 450))
    [refused] = write(tmp_path / "out", channel, [proposal(source, channel)]).refused
    assert "enlarged 2.0 times" in refused.reason
    assert not list((tmp_path / "out").iterdir())
    [done] = write(
        tmp_path / "out", channel, [proposal(source, channel)], allow_enlarging=True
    ).done
    assert any("Enlarged" in note for note in done.notes)


def test_names_follow_the_pattern_are_cleaned_and_do_not_collide(tmp_path: Path) -> None:
    channel = load()["newsletter"]
    source = noise(tmp_path / "a.jpg", (1300, 700))
    made = write(tmp_path / "out", channel, [proposal(source, channel)] * 2)
    assert [done.path.name for done in made.done] == [
        "2026-03-31_newsletter_New red & blue green.jpg",
        "2026-03-31_newsletter_New red & blue green_2.jpg",
    ]
    made = write(tmp_path / "out", channel, [proposal(source, channel)], pattern="{name} {number}")
    assert made.done[0].path.name == "a 1.jpg"
    with pytest.raises(UsageError, match="headline"):
        write(tmp_path / "out", channel, [], pattern="{headlin}")


@pytest.mark.parametrize("pattern", ["{date", "date}", "{{date}}", "{nope}", " "])
def test_a_pattern_that_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(UsageError):
        headlines.check_pattern(pattern)


def test_nothing_is_replaced_unless_that_was_asked_for(tmp_path: Path) -> None:
    channel = load()["newsletter"]
    source = noise(tmp_path / "a.jpg", (1300, 700))
    target = tmp_path / "out" / "2026-03-31_newsletter_New red & blue green.jpg"
    target.parent.mkdir()
    target.write_bytes(b"mine")
    [refused] = write(tmp_path / "out", channel, [proposal(source, channel)]).refused
    assert "already there" in refused.reason
    assert target.read_bytes() == b"mine"
    assert write(tmp_path / "out", channel, [proposal(source, channel)], overwrite=True).done
    assert target.read_bytes() != b"mine"


def test_the_alt_text_goes_along_and_the_rest_only_where_asked(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Camera maker"
    xmp = packet.merge(None, packet.Fields(description={"x-default": "A caption"}))
    xmp = xmp.replace(b"<rdf:Description", b'<rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"', 1)  # noqa: E501  # fmt: skip
    source = noise(tmp_path / "a.jpg", (1400, 1300), exif=exif, xmp=xmp)
    channel = load()["newsletter"]
    upright = proposal(source, channel, "Two red chairs")
    turned = replace(upright, asset=replace(upright.asset, width=1300, height=1400))  # type: ignore[attr-defined,type-var]
    wide, high = headlines_box(1300, 1400, channel.ratio)
    turned = replace(turned, crop=Crop(0.0, 0.0, wide, high))  # type: ignore[type-var]
    [bare] = write(tmp_path / "bare", channel, [turned]).done
    [kept] = write(tmp_path / "kept", channel, [turned], metadata="keep").done
    for done in (bare, kept):
        found = packet.read(containers.read_packet(done.path.read_bytes()))
        assert found.alt_text == {"x-default": "Two red chairs"}
        with Image.open(done.path) as picture:
            assert picture.getexif().get(0x0112, 1) == 1
            assert picture.size == (1200, 600)
            assert ("Camera maker" in picture.getexif().values()) == (done is kept)
        assert bool(found.description) == (done is kept)


def test_an_alt_text_that_is_too_long_for_the_channel_is_said(tmp_path: Path) -> None:
    channel = load()["newsletter"]
    source = noise(tmp_path / "a.jpg", (1300, 700))
    [done] = write(tmp_path / "out", channel, [proposal(source, channel, "a " * 80)]).done
    assert any("125" in note for note in done.notes)


def test_credentials_that_a_new_file_cannot_keep_are_said(tmp_path: Path) -> None:
    channel = load()["newsletter"]
    source = noise(tmp_path / "a.jpg", (1300, 700))
    body = b"JP\0\1\0\0\0\1" + b"\0\0\0\x20jumb\0\0\0\x18jumdc2pa" + bytes(12)
    data = source.read_bytes()
    segment = b"\xff\xeb" + (len(body) + 2).to_bytes(2, "big") + body
    source.write_bytes(data[:2] + segment + data[2:])
    [done] = write(tmp_path / "out", channel, [proposal(source, channel)]).done
    assert any("C2PA" in note for note in done.notes)


def test_an_original_that_is_gone_or_changed_is_refused_and_the_others_done(tmp_path: Path) -> None:
    channel = load()["newsletter"]
    gone, changed, good = (noise(tmp_path / f"{n}.jpg", (1300, 700)) for n in "abc")
    chosen = [proposal(path, channel) for path in (gone, changed, good)]
    gone.unlink()
    changed.write_bytes(changed.read_bytes() + b"\0")
    made = write(tmp_path / "out", channel, chosen)
    assert len(made.done) == 1
    assert "no longer there" in made.refused[0].reason
    assert "changed since" in made.refused[1].reason


def test_a_folder_that_cannot_be_made_or_written_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = load()["newsletter"]
    source = noise(tmp_path / "a.jpg", (1300, 700))
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteError, match="not a folder"):
        write(tmp_path / "file", channel, [proposal(source, channel)])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("picturedesk.export.files.os.fsync", full)
    [refused] = write(tmp_path / "out", channel, [proposal(source, channel)]).refused
    assert "disk is full" in refused.reason
    assert not list((tmp_path / "out").iterdir())


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_folder_that_is_read_only_is_one_sentence(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = load()["newsletter"]
    source = noise(tmp_path / "a.jpg", (1300, 700))
    real = os.open

    def refusing(path: Any, flags: int, *rest: Any, **more: Any) -> int:
        if flags & os.O_CREAT:
            raise OSError(number, os.strerror(number))
        return real(path, flags, *rest, **more)

    monkeypatch.setattr("picturedesk.export.files.os.open", refusing)
    [refused] = write(tmp_path / "out", channel, [proposal(source, channel)]).refused
    assert "written" in refused.reason
    assert not list((tmp_path / "out").iterdir())


def test_a_little_enlarging_is_said_in_per_cent(tmp_path: Path) -> None:
    channel = load()["newsletter"]
    source = noise(tmp_path / "a.jpg", (1176, 700))
    [refused] = write(tmp_path / "out", channel, [proposal(source, channel)]).refused
    assert "enlarged by 2 %" in refused.reason
