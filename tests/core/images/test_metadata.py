"""What people filter by, from EXIF, IPTC, XMP and sidecars."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from made_pictures import (
    four_corners,
    iptc_block,
    jpeg_bytes,
    local,
    psd_bytes,
    save,
    with_segment,
    xmp_packet,
)  # fmt: skip
from PIL import Image

from picturedesk import images
from picturedesk.images import iptc, xmp
from picturedesk.records import InputSpec, Metadata

XMP = b"http://ns.adobe.com/xap/1.0/\0"
BAG = "<{0}><rdf:{1}>{2}</rdf:{1}></{0}>"


def items(*words: str) -> str:
    return "".join(f"<rdf:li>{w}</rdf:li>" for w in words)


def jpeg(tmp_path: Path, *segments: tuple[int, bytes], exif: Image.Exif | None = None) -> str:
    data = jpeg_bytes(four_corners(), **({"exif": exif} if exif else {}))
    for marker, content in segments:
        data = with_segment(data, marker, content)
    path = tmp_path / "a.jpg"
    path.write_bytes(data)
    return str(path)


def test_a_silent_file_has_empty_metadata(tmp_path: Path) -> None:
    assert images.read_metadata(jpeg(tmp_path)) == Metadata()


def test_exif_gives_date_camera_place_rating_and_texts(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Caf\u00e9 at noon".encode()
    exif[0x010F], exif[0x0110] = "Canon", "Canon EOS R5"
    exif[0x4746] = 4
    exif[0x9C9E] = "spring;caf\u00e9\0".encode("utf-16-le")
    exif[0x9C9B] = "Noon\0".encode("utf-16-le")
    exif.get_ifd(0x8769)[0x9003] = "2025:03:09 17:45:10"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 8.0, 2.0), 3: "E", 4: (11.0, 34.0, 9.0)})
    found = images.read_metadata(jpeg(tmp_path, exif=exif))
    assert found == Metadata(
        taken=local(2025, 3, 9, 17, 45, 10), camera="Canon EOS R5", has_gps=True, rating=4,
        keywords=("spring", "caf\u00e9"), title="Noon", caption="Caf\u00e9 at noon",
    )  # fmt: skip


def test_a_cameras_own_caption_is_nobodys_caption(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = "OLYMPUS DIGITAL CAMERA         "
    exif[0x010F], exif[0x0110] = "OLYMPUS IMAGING CORP.", "E-M5"
    found = images.read_metadata(jpeg(tmp_path, exif=exif))
    assert (found.caption, found.camera) == ("", "OLYMPUS IMAGING CORP. E-M5")


def test_xmp_gives_keywords_with_their_hierarchy_texts_and_rating(tmp_path: Path) -> None:
    packet = xmp_packet(
        BAG.format("dc:subject", "Bag", items("Rome", "rome", "spring"))
        + BAG.format("lr:hierarchicalSubject", "Bag", items("Places|Italy|Rome"))
        + '<dc:title><rdf:Alt><rdf:li xml:lang="de">Titel</rdf:li>'
        '<rdf:li xml:lang="x-default">Title</rdf:li></rdf:Alt></dc:title>'
        + BAG.format("dc:description", "Alt", items("A caption &amp; more"))
        + BAG.format("Iptc4xmpCore:AltTextAccessibility", "Alt", items("A tower")),
        'xmp:Rating="-1" exif:DateTimeOriginal="2024-12-24T18:30:00+01:00"',
    )
    found = images.read_metadata(jpeg(tmp_path, (0xE1, XMP + packet)))
    assert found == Metadata(
        taken=local(2024, 12, 24, 18, 30), rating=-1,
        keywords=("Rome", "spring", "Places", "Italy"), title="Title",
        caption="A caption & more", alt_text="A tower",
    )  # fmt: skip


def test_alt_text_under_the_wrong_namespace_is_read_too(tmp_path: Path) -> None:
    body = BAG.format("Iptc4xmpExt:AltTextAccessibility", "Alt", items("A tower"))
    assert (
        images.read_metadata(jpeg(tmp_path, (0xE1, XMP + xmp_packet(body)))).alt_text == "A tower"
    )


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\x1b%G", "utf-8"), (None, "utf-8"), (None, "cp1252")]
)
def test_iptc_is_read_in_its_character_set(
    tmp_path: Path, mark: bytes | None, encoding: str
) -> None:
    datasets = [(1, 90, mark)] if mark else []
    for number, text in (
        (25, "Küste"),
        (25, "Möwe"),
        (5, "Titel"),
        (120, "Größe"),
        (55, "20230501"),
    ):
        datasets.append((2, number, text.encode(encoding)))
    found = images.read_metadata(jpeg(tmp_path, (0xED, iptc_block(datasets))))
    assert found == Metadata(
        taken=local(2023, 5, 1), keywords=("Küste", "Möwe"), title="Titel", caption="Größe"
    )


def test_every_format_carries_xmp(tmp_path: Path) -> None:
    packet = xmp_packet(BAG.format("dc:subject", "Bag", items("spring")))
    for name in ("a.jpg", "a.png", "a.webp", "a.avif", "a.tif"):
        options: dict[str, object] = {"xmp": packet}
        if name == "a.tif":
            options = {"tiffinfo": {700: packet}}
        elif name == "a.png":
            from PIL.PngImagePlugin import PngInfo

            text = PngInfo()
            text.add_itxt("XML:com.adobe.xmp", packet.decode())
            options = {"pnginfo": text}
        path = save(four_corners(), tmp_path / name, **options)
        assert images.read_metadata(str(path)).keywords == ("spring",), name


def test_photoshop_files_and_tiffs_carry_iptc(tmp_path: Path) -> None:
    import numpy as np

    block = iptc_block([(2, 25, b"spring")])[len(b"Photoshop 3.0\0") :]
    psd = psd_bytes([np.zeros((4, 4), np.uint8)] * 3, 3)
    at = 26 + 4
    size = int.from_bytes(psd[at : at + 4], "big")
    longer = psd[:at] + (size + len(block)).to_bytes(4, "big") + block + psd[at + 4 :]
    path = tmp_path / "a.psd"
    path.write_bytes(longer)
    assert images.read_metadata(str(path)).keywords == ("spring",)
    tif = save(four_corners(), tmp_path / "a.tif", tiffinfo={34377: block})
    assert images.read_metadata(str(tif)).keywords == ("spring",)


def test_sidecars_speak_for_their_picture(tmp_path: Path) -> None:
    body = BAG.format("dc:subject", "Bag", items("spring"))
    path = jpeg(tmp_path, (0xE1, XMP + xmp_packet(body, 'xmp:Rating="2" photoshop:Headline="old"')))
    (tmp_path / "a.xmp").write_bytes(xmp_packet("", 'xmp:Rating="3"'))
    beside = BAG.format("dc:subject", "Bag", items("Spring", "sale"))
    (tmp_path / "a.jpg.xmp").write_bytes(xmp_packet(beside, 'xmp:Rating="5"'))
    found = images.read_metadata(path)
    assert (found.rating, found.keywords, found.title) == (5, ("spring", "sale"), "old")
    assert len(images.sidecars(path)) == 2


def test_damaged_metadata_never_fails_a_picture(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a;</x:xmpmeta>'
    for packet in (b"<x:xmpmeta", bomb, b"\0" * 50 + b"\xff", b"<a>" * 10000):
        path = jpeg(
            tmp_path,
            (0xE1, XMP + packet),
            (0xED, b"Photoshop 3.0\x008BIM\x04\x04\xff\xff"),
            (0xE1, b"Exif\0\0MM\0*\xff\xff\xff\xff"),
        )
        (tmp_path / "a.xmp").write_bytes(b"<not xml")
        decoded = images.read_picture(path, InputSpec(32))
        assert decoded.metadata == Metadata()
        assert "The XMP file beside the picture is damaged." in decoded.warnings


def test_utf16_packets_are_read() -> None:
    packet = xmp_packet("<dc:title>Title</dc:title>").decode().encode("utf-16-be")
    parsed = xmp.parse(packet)
    assert parsed is not None
    assert parsed.first("dc:title") == "Title"


def test_control_characters_and_endless_texts_are_cut(tmp_path: Path) -> None:
    long = "x" * 50_000
    block = iptc_block(
        [
            (2, 120, b"a\0\x07b" + long.encode()[:20_000]),
            (2, 25, b"\x01"),
            *((2, 25, b"k%d" % i) for i in range(900)),
        ]
    )
    found = images.read_metadata(jpeg(tmp_path, (0xED, block)))
    assert found.caption.startswith("ab")
    assert len(found.caption) == 10_000
    assert len(found.keywords) == 500


def test_iptc_never_fails_on_any_prefix() -> None:
    block = iptc_block([(1, 90, b"\x1b%G"), (2, 25, b"spring"), (2, 120, b"x" * 300)])
    for end in range(len(block)):
        iptc.parse(block[28:end])


def test_metadata_is_read_without_decoding(tmp_path: Path) -> None:
    whole = jpeg_bytes(four_corners(800, 600), exif=_dated())
    path = tmp_path / "a.jpg"
    path.write_bytes(whole[: len(whole) // 2])  # its pixels cannot be decoded
    assert images.read_metadata(str(path)).taken == local(2025, 1, 2, 3, 4, 5)


def _dated() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2025:01:02 03:04:05"
    out = io.BytesIO()
    four_corners().save(out, "JPEG", exif=exif)
    return Image.open(io.BytesIO(out.getvalue())).info["exif"]
