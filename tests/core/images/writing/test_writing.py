"""Approved metadata into files: nothing else changes, and nothing can be lost."""

from __future__ import annotations

import errno
import io
import os
import stat
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from picturedesk import images
from picturedesk.errors import WriteError
from picturedesk.images import writing
from picturedesk.images.writing import containers, packet, safely
from picturedesk.images.writing.pixels import pixel_digest

TEXT = 'A dog & a "kite" <on> the beach – über alles 🐕.'
FIELDS = writing.Fields(
    alt_text={"en": TEXT, "de": "Ein Hund am Strand."}, extended={"en": "Longer.\nTwo lines."}
)


def picture() -> Image.Image:
    return Image.radial_gradient("L").resize((90, 60)).convert("RGB")


def jpeg(path: Path, **more: object) -> Path:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Maker", "Model"
    picture().save(path, "JPEG", quality=90, exif=exif, **more)
    return path


def png(path: Path) -> Path:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "keep me")
    picture().save(path, "PNG", pnginfo=info)
    return path


def webp_lossy(path: Path) -> Path:
    picture().save(path, "WEBP", quality=80)
    return path


def webp_lossless(path: Path) -> Path:
    picture().convert("RGBA").save(path, "WEBP", lossless=True)
    return path


def webp_extended(path: Path) -> Path:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    picture().save(path, "WEBP", quality=80, exif=exif)
    return path


MAKERS: dict[str, Callable[[Path], Path]] = {
    "a.jpg": jpeg,
    "a.png": png,
    "lossy.webp": webp_lossy,
    "lossless.webp": webp_lossless,
    "extended.webp": webp_extended,
}


@pytest.fixture(params=sorted(MAKERS))
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return MAKERS[request.param](tmp_path / request.param)


def test_what_was_written_is_read_back_and_every_other_byte_is_the_same(file: Path) -> None:
    before = file.read_bytes()
    written = writing.write(file, FIELDS)
    after = file.read_bytes()
    assert writing.read(file).alt_text == {"x-default": TEXT, **dict(FIELDS.alt_text or {})}
    assert writing.read(file).extended == {
        "x-default": "Longer.\nTwo lines.",
        "en": "Longer.\nTwo lines.",
    }
    assert containers.without_packet(after) == containers.without_packet(before)
    assert (written.writer, written.before != written.after) == ("container", True)
    assert images.read_metadata(file).alt_text == TEXT


def test_the_pixels_are_the_same(file: Path) -> None:
    before = pixel_digest(str(file))
    writing.write(file, FIELDS)
    assert pixel_digest(str(file)) == before


def test_writing_twice_replaces_and_does_not_pile_up(file: Path) -> None:
    writing.write(file, FIELDS)
    once = file.stat().st_size
    writing.write(file, FIELDS)
    assert file.stat().st_size == once
    writing.write(file, writing.Fields(alt_text={"en": "Other."}))
    assert writing.read(file).alt_text == {"x-default": "Other.", "en": "Other."}
    assert writing.read(file).extended is not None


def test_taking_a_text_out_leaves_the_rest(file: Path) -> None:
    writing.write(file, FIELDS)
    writing.write(file, writing.Fields(alt_text={}))
    assert writing.read(file).alt_text == {}
    assert writing.read(file).extended


def test_other_properties_of_the_packet_survive_as_they_were(tmp_path: Path) -> None:
    old = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description rdf:about="uuid:1" xmlns:odd="http://example.org/odd/" odd:kept="yes" '
        b'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="4">'
        b"<odd:list><rdf:Seq><rdf:li>one</rdf:li><rdf:li>two</rdf:li></rdf:Seq></odd:list>"
        b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    file = jpeg(tmp_path / "a.jpg", xmp=old)
    writing.write(file, FIELDS)
    stored = containers.read_packet(file.read_bytes())
    assert packet.others(stored, FIELDS) == packet.others(old, FIELDS)
    assert images.read_metadata(file).rating == 4


def test_a_text_in_the_wrong_namespace_is_read_and_moved_to_the_right_one(tmp_path: Path) -> None:
    old = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        b'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        b'xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"><e:AltTextAccessibility><rdf:Alt>'
        b'<rdf:li xml:lang="x-default">old</rdf:li></rdf:Alt></e:AltTextAccessibility>'
        b"</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    file = jpeg(tmp_path / "a.jpg", xmp=old)
    assert writing.read(file).alt_text == {"x-default": "old"}
    writing.write(file, FIELDS)
    assert b"Iptc4xmpExt" not in packet.others(
        containers.read_packet(file.read_bytes()), writing.Fields()
    )


def test_extended_packets_of_a_jpeg_are_copied(tmp_path: Path) -> None:
    file = jpeg(tmp_path / "a.jpg")
    data = file.read_bytes()
    body = b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 32 + struct.pack(">II", 4, 0) + b"more"
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    file.write_bytes(data[:2] + segment + data[2:])
    writing.write(file, FIELDS)
    assert segment in file.read_bytes()


def test_a_compressed_packet_in_a_png_is_read(tmp_path: Path) -> None:
    file = png(tmp_path / "a.png")
    text = packet.merge(None, FIELDS)
    body = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(text)
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body
    chunk += struct.pack(">I", zlib.crc32(b"iTXt" + body))
    data = file.read_bytes()
    file.write_bytes(data[:33] + chunk + data[33:])
    assert (writing.read(file).alt_text or {})["en"] == TEXT


def test_bytes_after_the_picture_stay_where_they_were(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"a film, perhaps")
    writing.write(file, FIELDS)
    assert file.read_bytes().endswith(b"a film, perhaps")


def test_mode_times_and_extended_attributes_are_kept(tmp_path: Path) -> None:
    file = jpeg(tmp_path / "a.jpg")
    file.chmod(0o640)
    os.utime(file, ns=(1_600_000_000_123_456_789, 1_500_000_000_987_654_321))
    tagged = _set_attribute(file)
    before = file.stat()
    writing.write(file, FIELDS)
    after = file.stat()
    assert (after.st_mode, after.st_mtime_ns, after.st_uid) == (
        before.st_mode, before.st_mtime_ns, before.st_uid,
    )  # fmt: skip
    if tagged:
        assert os.getxattr(file, "user.tag") == b"red"


def _set_attribute(file: Path) -> bool:
    try:
        os.setxattr(file, "user.tag", b"red")
    except (OSError, AttributeError):
        return False
    return True


def test_a_symbolic_link_is_written_through(tmp_path: Path) -> None:
    file = jpeg(tmp_path / "a.jpg")
    link = tmp_path / "link.jpg"
    link.symlink_to(file)
    writing.write(link, FIELDS)
    assert link.is_symlink()
    assert writing.read(file).alt_text


@pytest.mark.parametrize("case", ["hard link", "broken", "two packets", "credentials", "gone"])
def test_what_cannot_be_written_safely_is_refused_and_stays_as_it_was(
    tmp_path: Path, case: str
) -> None:
    file = jpeg(tmp_path / "a.jpg")
    if case == "hard link":
        (tmp_path / "b.jpg").hardlink_to(file)
    elif case == "broken":
        file.write_bytes(file.read_bytes()[:-700])
    elif case == "two packets":
        data = jpeg(file, xmp=packet.merge(None, FIELDS)).read_bytes()
        [part] = containers._packet_parts(data)
        file.write_bytes(data[: part.end] + data[part.start : part.end] + data[part.end :])
    elif case == "credentials":
        data = file.read_bytes()
        body = b"JP\0\1\0\0\0\1\0\0\0\x1ejumb\0\0\0\x16jumdc2pa"
        file.write_bytes(
            data[:2] + b"\xff\xeb" + struct.pack(">H", len(body) + 2) + body + data[2:]
        )
    else:
        file.unlink()
    before = file.read_bytes() if file.exists() else None
    with pytest.raises(WriteError):
        writing.write(file, FIELDS)
    assert (file.read_bytes() if file.exists() else None) == before
    assert [p.name for p in tmp_path.iterdir() if "picturedesk" in p.name] == []


def test_a_file_that_another_program_changes_meanwhile_is_not_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = jpeg(tmp_path / "a.jpg")

    def digest(path: str) -> bytes:
        if path == str(file):
            os.utime(file, ns=(1, 1))
        return b"same"

    monkeypatch.setattr(safely, "pixel_digest", digest)
    with pytest.raises(WriteError, match="changed meanwhile"):
        writing.write(file, FIELDS)
    assert not writing.read(file).alt_text


def test_a_full_disk_leaves_the_original_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = jpeg(tmp_path / "a.jpg")
    before = file.read_bytes()

    def full(beside: str, data: bytes) -> None:
        Path(beside).write_bytes(data[:100])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(safely, "_write_whole", full)
    with pytest.raises(WriteError, match="disk is full"):
        writing.write(file, FIELDS)
    assert file.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.jpg"]


def test_what_a_crash_left_is_removed_at_the_next_start(tmp_path: Path) -> None:
    journal = writing.Journal(tmp_path / "writes.journal")
    left = tmp_path / ".picturedesk-writing-x.jpg"
    mine = tmp_path / "mine.jpg"
    for path in (left, mine):
        path.write_bytes(b"x")
        journal.begin(writing.Intent(str(path), str(tmp_path / "a.jpg"), "0" * 64))
    assert journal.settle() == writing.Settled(1, ())
    assert not left.exists()
    assert mine.exists()


def test_the_journal_holds_a_write_until_it_is_recorded(tmp_path: Path) -> None:
    file, journal = jpeg(tmp_path / "a.jpg"), writing.Journal(tmp_path / "writes.journal")
    done = writing.write(file, FIELDS, journal=journal, note=lambda w: {"hash": w.after})
    (intent,) = writing.Journal(tmp_path / "writes.journal").settle().done
    assert intent == done.intent
    assert intent.note == {"hash": done.after}
    journal.end(intent)
    assert journal.intents() == []


def test_a_torn_line_of_the_journal_hides_no_other(tmp_path: Path) -> None:
    log = tmp_path / "writes.journal"
    journal = writing.Journal(log)
    first = writing.Intent("/x/1", "/x/a\udcff.jpg", "", None)
    journal.begin(first)
    log.write_bytes(log.read_bytes() + b'\n{"beside": "/x/2", "pla')
    second = writing.Intent("/x/3", "/x/b.jpg", "", {"asset": "ü"})
    journal.begin(second)
    assert journal.intents() == [first, second]
    journal.end(first)
    assert journal.intents() == [second]


def test_a_sidecar_is_made_merged_and_found_again(tmp_path: Path) -> None:
    file = jpeg(tmp_path / "a.jpg")
    before = file.read_bytes()
    made = writing.write(file, FIELDS, target=writing.Target.SIDECAR)
    assert made.path == str(tmp_path / "a.jpg.xmp")
    assert made.before == ""
    writing.write(
        file, writing.Fields(description={"en": "Caption"}), target=writing.Target.SIDECAR
    )
    stored = packet.read(Path(made.path).read_bytes())
    assert (stored.alt_text or {})["de"] == "Ein Hund am Strand."
    assert (stored.description or {})["en"] == "Caption"
    assert file.read_bytes() == before
    assert stat.S_IMODE(Path(made.path).stat().st_mode) == 0o644
    assert images.read_metadata(file).alt_text == TEXT


def test_adobes_sidecar_is_used_where_it_is_there(tmp_path: Path) -> None:
    file = jpeg(tmp_path / "a.jpg")
    (tmp_path / "a.xmp").write_bytes(packet.merge(None, writing.Fields(subjects=("dog",))))
    made = writing.write(file, FIELDS, target=writing.Target.SIDECAR)
    assert made.path == str(tmp_path / "a.xmp")
    assert packet.read(Path(made.path).read_bytes()).subjects == ("dog",)


@pytest.mark.parametrize("other", ["a.png", "a.CR3"])
def test_two_pictures_of_one_name_never_share_a_sidecar(tmp_path: Path, other: str) -> None:
    file = jpeg(tmp_path / "a.jpg")
    (tmp_path / other).write_bytes(b"")
    made = writing.write(file, FIELDS, target=writing.Target.ADOBE_SIDECAR)
    assert made.path == str(tmp_path / "a.jpg.xmp")


def test_a_damaged_sidecar_is_never_replaced(tmp_path: Path) -> None:
    file = jpeg(tmp_path / "a.jpg")
    (tmp_path / "a.jpg.xmp").write_text("not xml")
    with pytest.raises(WriteError, match="damaged"):
        writing.write(file, FIELDS, target=writing.Target.SIDECAR)
    assert (tmp_path / "a.jpg.xmp").read_text() == "not xml"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a;</x:xmpmeta>'
    with pytest.raises(WriteError):
        packet.merge(bomb, FIELDS)


def test_control_characters_cannot_break_the_packet(tmp_path: Path) -> None:
    file = jpeg(tmp_path / "a.jpg")
    writing.write(file, writing.Fields(alt_text={"en": "A\x00 dog\x0b\ud800."}))
    assert (writing.read(file).alt_text or {})["en"] == "A dog."


def test_a_format_that_nothing_can_write_is_offered_a_sidecar(tmp_path: Path) -> None:
    file = tmp_path / "a.bmp"
    picture().save(file)
    assert writing.how(file) == "sidecar"
    with pytest.raises(WriteError, match="sidecar"):
        writing.write(file, FIELDS)


def test_a_packet_too_large_for_a_jpeg_is_refused(tmp_path: Path) -> None:
    file = jpeg(tmp_path / "a.jpg")
    with pytest.raises(WriteError, match="would not fit"):
        writing.write(file, writing.Fields(extended={"en": "x" * 70_000}))
    assert io.BytesIO(file.read_bytes()).read(2) == b"\xff\xd8"
