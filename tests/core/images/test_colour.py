"""Every colour mode comes out in the colours a person expects."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_pictures import CORNERS, corners_of, four_corners, near, save
from PIL import Image, ImageCms

from picturedesk import images
from picturedesk.images import colour


def read(path: Path) -> np.ndarray:
    return images.open_rgb(str(path))


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.png", {}),
        ("a.bmp", {}),
        ("a.tif", {}),
        ("lzw.tif", {"compression": "tiff_lzw"}),
        ("a.webp", {"lossless": True}),
        ("a.gif", {}),
        ("a.tga", {}),
        ("a.pcx", {}),
        ("a.ppm", {}),
        ("a.sgi", {}),
        ("a.jp2", {"irreversible": False}),
        ("a.jpg", {"quality": 95, "subsampling": 0}),
        ("progressive.jpg", {"quality": 95, "progressive": True}),
        ("a.avif", {"quality": 95}),
        ("a.mpo", {}),
        ("a.dds", {}),
        ("a.qoi", {}),
    ],
)
def test_every_format_gives_its_colours(tmp_path: Path, name: str, options: dict) -> None:
    path = save(four_corners(), tmp_path / name, **options)
    assert near(corners_of(read(path)), CORNERS, 8)


def test_palettes_with_a_transparent_colour_show_white_paper(tmp_path: Path) -> None:
    im = four_corners().quantize(8)
    index = im.getpixel((2, 2))
    path = save(im, tmp_path / "a.png", transparency=index)
    assert near(corners_of(read(path)), [(255, 255, 255), *CORNERS[1:]])
    gif = save(im, tmp_path / "a.gif", transparency=index)
    assert near(corners_of(read(gif)), [(255, 255, 255), *CORNERS[1:]])


def test_palettes_with_graded_alpha_are_laid_on_white(tmp_path: Path) -> None:
    im = four_corners().quantize(8)
    alphas = bytearray(b"\xff" * 8)
    alphas[im.getpixel((2, 2))] = 128
    path = save(im, tmp_path / "a.png", transparency=bytes(alphas))
    assert near(corners_of(read(path))[0], (228, 143, 148))


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_alpha_is_laid_on_white(tmp_path: Path, mode: str) -> None:
    im = four_corners().convert("RGBA")
    im.putalpha(Image.linear_gradient("L").resize(im.size))
    path = save(im.convert(mode), tmp_path / "a.png")
    rgb = read(path)
    assert near(rgb[0, 5], (255, 255, 255))
    assert rgb[-1, 5].max() < 210


def test_sixteen_bit_grey_is_scaled_and_not_clipped(tmp_path: Path) -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16)
    im = Image.fromarray(np.tile(ramp, (4, 1)))
    for name in ("a.png", "a.tif"):
        rgb = read(save(im, tmp_path / name))
        assert near(rgb[0, :, 0], np.arange(256), 1)


def test_big_endian_sixteen_bits_are_read_the_right_way_round(tmp_path: Path) -> None:
    data = np.tile(np.linspace(0, 65535, 64).astype(np.uint16), (4, 1))
    path = tmp_path / "a.pgm"
    path.write_bytes(b"P5 64 4 65535\n" + data.astype(">u2").tobytes())
    assert near(read(path)[0, :, 0], np.linspace(0, 255, 64), 1)


def test_twelve_bits_in_sixteen_are_not_all_but_black(tmp_path: Path) -> None:
    ramp = np.linspace(0, 4095, 64).astype(np.uint16)
    path = save(Image.fromarray(np.tile(ramp, (4, 1))), tmp_path / "a.tif")
    assert near(read(path)[0, :, 0], np.linspace(0, 255, 64), 1)


def test_floats_are_scaled_whatever_their_range(tmp_path: Path) -> None:
    ramp = np.tile(np.linspace(0, 1, 64).astype(np.float32), (4, 1))
    for factor in (1.0, 255.0, 4000.0):
        path = save(Image.fromarray(ramp * factor), tmp_path / "a.tif")
        assert near(read(path)[0, :, 0], np.linspace(0, 255, 64), 2)


def test_one_bit_pictures_are_black_and_white(tmp_path: Path) -> None:
    path = save(
        four_corners().convert("L").point(lambda v: 255 * (v > 150)).convert("1"),
        tmp_path / "a.tif",
        compression="group4",
    )
    assert near(corners_of(read(path))[-1], (255, 255, 255))
    assert near(corners_of(read(path))[0], (0, 0, 0))


def test_lab_pictures_come_out_in_their_colours(tmp_path: Path) -> None:
    srgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
    im = ImageCms.profileToProfile(four_corners(), srgb, lab, outputMode="LAB")
    assert near(corners_of(read(save(im, tmp_path / "a.tif"))), CORNERS, 8)


def test_cmyk_without_a_profile_looks_like_print(tmp_path: Path) -> None:
    inks = {
        (0, 0, 0, 0): (255, 255, 255),
        (255, 0, 0, 0): (0, 174, 239),
        (0, 255, 255, 0): (237, 28, 36),
        (0, 0, 0, 255): (35, 31, 32),
        (0, 0, 0, 128): (145, 143, 143),
    }
    for ink, wanted in inks.items():
        im = Image.new("CMYK", (16, 16), ink)
        for name in ("a.tif", "a.jpg"):  # the JPEG is stored inverted, as Adobe does
            assert near(read(save(im, tmp_path / name))[8, 8], wanted, 5), (ink, name)


def cmyk_profile() -> bytes:
    """A press whose cyan prints green: the smallest CMYK profile there can be (ICC.1, lut8)."""
    corners = bytearray()
    for solid in range(16):  # the first ink is the slowest index
        cyan, black = solid >> 3 & 1, solid & 1
        lab = (60, -60, 50) if cyan else (100, 0, 0)
        lab = (0, 0, 0) if black else lab
        corners += bytes([round(lab[0] * 2.55), lab[1] + 128, lab[2] + 128])
    same = bytes(range(256))
    one = (65536).to_bytes(4, "big")
    matrix = b"".join(one if i % 4 == 0 else bytes(4) for i in range(9))
    lut = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + matrix + same * 4 + bytes(corners) + same * 3
    head = bytearray(128)
    size = 128 + 4 + 12 + len(lut)
    head[0:4], head[8:12], head[36:40] = size.to_bytes(4, "big"), b"\2\x40\0\0", b"acsp"
    head[12:24] = b"prtrCMYKLab "
    head[68:80] = bytes.fromhex("0000f6d6000100000000d32d")
    table = (
        (1).to_bytes(4, "big") + b"A2B0" + (144).to_bytes(4, "big") + len(lut).to_bytes(4, "big")
    )
    return bytes(head) + table + lut


def test_cmyk_goes_through_its_profile(tmp_path: Path) -> None:
    for name in ("a.jpg", "a.tif"):
        im = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
        path = save(im, tmp_path / name, icc_profile=cmyk_profile())
        red, green, blue = (int(v) for v in read(path)[8, 8])
        assert red < 60 < 150 < green
        assert blue < 80
        paper = Image.new("CMYK", (16, 16), (0, 0, 0, 0))
        assert near(read(save(paper, path, icc_profile=cmyk_profile()))[8, 8], (255, 255, 255))


def wide_profile() -> bytes:
    """An RGB profile whose green and red have changed places: no mistake can hide."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(data[128:132], "big")
    tags = {bytes(data[132 + 12 * i : 136 + 12 * i]): 132 + 12 * i for i in range(count)}
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    data[red : red + 4], data[green : green + 4] = b"gXYZ", b"rXYZ"
    return bytes(data.replace(b"s\0R\0G\0B", b"x\0R\0G\0B").replace(b"\0s\0R\0G", b"\0x\0R\0G"))


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp"])
def test_profiles_are_honoured(tmp_path: Path, name: str) -> None:
    im = Image.new("RGB", (32, 32), (220, 20, 20))
    path = save(im, tmp_path / name, icc_profile=wide_profile(), quality=95)
    assert near(read(path)[8, 8], (20, 220, 20), 6)


def test_a_damaged_or_foreign_profile_is_left_aside(tmp_path: Path) -> None:
    from picturedesk.records import InputSpec

    path = save(four_corners(), tmp_path / "a.png", icc_profile=b"not a profile" * 20)
    decoded = images.read_picture(str(path), InputSpec(32))
    assert decoded.warnings == ("The colour profile is damaged and was not used.",)
    assert near(corners_of(read(path)), CORNERS)
    grey = save(four_corners().convert("L"), tmp_path / "grey.jpg", icc_profile=wide_profile())
    assert near(read(grey)[4, 4], [four_corners().convert("L").getpixel((4, 4))] * 3, 3)


def test_animations_show_their_first_frame(tmp_path: Path) -> None:
    second = Image.new("RGB", (80, 60), "black")
    for name in ("a.gif", "a.png", "a.webp", "a.avif"):
        path = save(four_corners(), tmp_path / name, save_all=True, append_images=[second])
        assert near(corners_of(read(path)), CORNERS, 12), name


def test_large_pictures_are_averaged_in_strips_without_a_seam() -> None:
    rng = np.random.default_rng(0)
    im = Image.fromarray(rng.integers(0, 256, (1500, 3001, 3), np.uint8))
    assert np.array_equal(np.asarray(colour.shrink(im, 7)), np.asarray(im.reduce(7)))


def test_lab_values_are_those_of_the_standard() -> None:
    rgb = np.array([[255, 255, 255], [0, 0, 0], [255, 0, 0], [0, 0, 255]], np.uint8)
    wanted = [(100, 0, 0), (0, 0, 0), (53.24, 80.09, 67.2), (32.3, 79.19, -107.86)]
    assert near(colour.to_lab(rgb), wanted, 0.05)
