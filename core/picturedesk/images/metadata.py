"""What people filter by, gathered from EXIF, IPTC and XMP, and from sidecars.

Where several speak, XMP wins over IPTC and EXIF for texts (it is what programs write today), EXIF
wins for the date (it is the camera's own), and a sidecar wins over the file. Damaged metadata
never fails a picture.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from PIL import Image

from picturedesk.images import iptc, xmp
from picturedesk.images.limits import DECODER_ERRORS
from picturedesk.records import Metadata

_MAX_KEYWORDS = 500
_MAX_WORD = 200
_MAX_TEXT = 10_000
_EXIF_IFD, _GPS_IFD = 0x8769, 0x8825
# Cameras fill ImageDescription with their own name.
_CAMERA_CAPTIONS = re.compile(
    r"^(.{0,20}digital (still )?camera|sony dsc|samsung|default|dcf \S*|exif_jpeg_picture|"
    r"dcim\S*|untitled|jpeg)?\s*$",
    re.IGNORECASE,
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]+")


@dataclass(slots=True)
class Blocks:
    """The metadata of one file, as its container holds them."""

    exif: Image.Exif | None = None
    exif_more: dict[int, object] = field(default_factory=dict)
    """EXIF tags that a container keeps elsewhere (Canon CR3)."""
    iptc: bytes = b""
    xmp: bytes = b""


def _clean(text: object, limit: int = _MAX_TEXT) -> str:
    """A text without control characters, of sensible length."""
    return _CONTROLS.sub("", str(text)).strip()[:limit] if text else ""


def _exif_text(value: object) -> str:
    """EXIF text: ASCII by the standard, UTF-8 in life; Pillow gives it as Latin-1."""
    if isinstance(value, tuple) and value:
        value = value[0]
    if isinstance(value, str):
        with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
            value = value.encode("latin-1").decode("utf-8")
    elif isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    else:
        return ""
    return _clean(str(value).split("\0", 1)[0])


def _windows_text(value: object) -> str:
    """Windows' XP tags: UTF-16 in bytes."""
    if isinstance(value, tuple):
        value = bytes(v & 0xFF for v in value if isinstance(v, int))
    return _clean(value.decode("utf-16-le", "replace")) if isinstance(value, bytes) else ""


def _ifd(exif: Image.Exif | None, which: int) -> dict[int, object]:
    if exif is None:
        return {}
    try:
        return dict(exif.get_ifd(which))
    except DECODER_ERRORS:
        return {}


def _tags(exif: Image.Exif | None) -> dict[int, object]:
    """The main directory, leaving out what cannot be read."""
    found: dict[int, object] = {}
    for key in (0x010E, 0x010F, 0x0110, 0x4746, 0x4749, 0x9C9B, 0x9C9C, 0x9C9E):
        try:
            value = exif.get(key) if exif is not None else None
        except DECODER_ERRORS:
            continue
        if value is not None:
            found[key] = value
    return found


def _exif_date(value: object) -> datetime | None:
    """``2024:05:31 18:03:59`` with any separators; the zone is dropped: local time is kept."""
    match = re.match(
        r"\s*(\d{4})[:\-/.](\d{1,2})[:\-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?",
        str(value or ""),
    )
    if not match:
        return None
    year, month, day, hour, minute, second = (int(g or 0) for g in match.groups())
    try:
        return datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001
    except ValueError:
        return None


def _iptc_date(records: dict[int, list[str]]) -> datetime | None:
    day = (records.get(55) or [""])[0]
    time = (records.get(60) or [""])[0]
    if not re.match(r"\d{8}", day):
        return None
    clock = f" {time[:2]}:{time[2:4]}:{time[4:6]}" if re.match(r"\d{6}", time) else ""
    return _exif_date(f"{day[:4]}:{day[4:6]}:{day[6:8]}{clock}")


def _number(value: object) -> float | None:
    if isinstance(value, tuple) and value:
        value = value[0]
    try:
        return float(str(value))
    except ValueError:
        return None


def _rating(packet: xmp.Packet, tags: dict[int, object]) -> int:
    stars = _number(packet.first("xmp:Rating"))
    if stars is None:
        stars = _number(tags.get(0x4746))
    if stars is None or stars == 0:
        percent = _number(packet.first("MicrosoftPhoto:Rating") or tags.get(0x4749))
        if percent:  # Windows: 1, 25, 50, 75, 99
            stars = 1 + round(min(percent, 99) / 25)
    return max(-1, min(5, round(stars))) if stars is not None and abs(stars) < 1e6 else 0


def _keywords(packet: xmp.Packet, records: dict[int, list[str]], windows: str) -> tuple[str, ...]:
    """Every keyword once, in order; each level of a hierarchy is a keyword of its own."""

    def words() -> Iterable[str]:
        yield from packet.all("dc:subject")
        for path in packet.all("lr:hierarchicalSubject"):
            yield from path.split("|")
        for path in packet.all("digiKam:TagsList"):
            yield from path.split("/")
        for path in packet.all("MicrosoftPhoto:LastKeywordXMP"):
            yield from path.split("/")
        yield from records.get(25, ())
        yield from windows.split(";")

    found: dict[str, str] = {}
    for word in words():
        text = _clean(word, _MAX_WORD)
        if text:
            found.setdefault(text.casefold(), text)
        if len(found) >= _MAX_KEYWORDS:
            break
    return tuple(found.values())


def _camera(tags: dict[int, object], packet: xmp.Packet) -> str:
    make = _exif_text(tags.get(0x010F)) or _clean(packet.first("tiff:Make"))
    model = _exif_text(tags.get(0x0110)) or _clean(packet.first("tiff:Model"))
    first_word = make.split(" ")[0].casefold()
    if make and first_word not in model.casefold():
        return _clean(f"{make} {model}", _MAX_WORD)
    return _clean(model or make, _MAX_WORD)


def gather(blocks: Blocks) -> tuple[Metadata, tuple[str, ...]]:
    """One :class:`Metadata` from a file's blocks, and warnings about damaged ones."""
    packet = xmp.parse(blocks.xmp) if blocks.xmp else xmp.Packet()
    warnings = () if packet is not None else ("The XMP metadata is damaged.",)
    packet = packet or xmp.Packet()
    records = iptc.parse(blocks.iptc) if blocks.iptc else {}
    tags = _tags(blocks.exif)
    shot = _ifd(blocks.exif, _EXIF_IFD) | blocks.exif_more
    gps = _ifd(blocks.exif, _GPS_IFD)
    taken = (
        _exif_date(shot.get(0x9003))
        or _exif_date(packet.first("exif:DateTimeOriginal"))
        or _exif_date(packet.first("photoshop:DateCreated"))
        or _iptc_date(records)
        or _exif_date(shot.get(0x9004))
        or _exif_date(packet.first("xmp:CreateDate"))
    )
    described = _exif_text(tags.get(0x010E))
    caption = (
        packet.first("dc:description")
        or "\n".join(records.get(120, ()))
        or ("" if _CAMERA_CAPTIONS.match(described) else described)
    )
    title = (
        packet.first("dc:title") or (records.get(5) or [""])[0] or _windows_text(tags.get(0x9C9B))
        or packet.first("photoshop:Headline") or (records.get(105) or [""])[0]
    )  # fmt: skip
    metadata = Metadata(
        taken=taken,
        camera=_camera(tags, packet),
        has_gps=bool(2 in gps and 4 in gps) or bool(packet.first("exif:GPSLatitude")),
        rating=_rating(packet, tags),
        keywords=_keywords(packet, records, _windows_text(tags.get(0x9C9E))),
        title=_clean(title),
        caption=_clean(caption or _windows_text(tags.get(0x9C9C))),
        alt_text=_clean(
            packet.first("Iptc4xmpCore:AltTextAccessibility", "Iptc4xmpExt:AltTextAccessibility")
        ),
    )
    return metadata, warnings


def sidecars(path: str | bytes) -> list[bytes]:
    """The XMP files that belong to a picture, weakest first: ``name.xmp``, ``name.ext.xmp``."""
    raw = os.fsencode(path)
    stem = os.path.splitext(raw)[0]  # noqa: PTH122 - bytes
    candidates = [base + end for base in (stem, raw) for end in (b".xmp", b".XMP")]
    found: dict[tuple[int, int], bytes] = {}
    for candidate in candidates:
        with contextlib.suppress(OSError):
            stat = os.stat(candidate)  # noqa: PTH116 - bytes
            # Where names have no case, both spellings are one file.
            found.setdefault((stat.st_dev, stat.st_ino), candidate)
    return list(found.values())


def with_sidecars(metadata: Metadata, path: str | bytes) -> tuple[Metadata, tuple[str, ...]]:
    """The file's own metadata under what its sidecars say; keywords of all are kept."""
    warnings: list[str] = []
    for sidecar in sidecars(path):
        try:
            with open(sidecar, "rb") as f:  # noqa: PTH123 - bytes
                data = f.read(xmp.MAX_PACKET + 1)
        except OSError:
            warnings.append("The XMP file beside the picture cannot be read.")
            continue
        said, damaged = gather(Blocks(xmp=data))
        if damaged:
            warnings.append("The XMP file beside the picture is damaged.")
            continue
        metadata = _over(metadata, said)
    return metadata, tuple(warnings)


def _over(under: Metadata, over: Metadata) -> Metadata:
    words = {w.casefold(): w for w in (*over.keywords, *reversed(under.keywords))}
    mine = {w.casefold() for w in under.keywords}
    ordered = [*under.keywords, *(w for k, w in words.items() if k not in mine)]
    return replace(
        under,
        taken=under.taken or over.taken,
        camera=under.camera or over.camera,
        has_gps=under.has_gps or over.has_gps,
        rating=over.rating or under.rating,
        keywords=tuple(ordered[:_MAX_KEYWORDS]),
        title=over.title or under.title,
        caption=over.caption or under.caption,
        alt_text=over.alt_text or under.alt_text,
    )
