"""How values are written into columns and read back: times, ids, folded text, palettes, colours."""

from __future__ import annotations

import json
import os
import re
import struct
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from enum import IntFlag

from picturedesk.records import InputSpec, Metadata, Swatch

NO_DATE = -(1 << 62)
"""``taken`` of an asset whose file names no date: sorts before every date."""

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - the camera's local time has no zone
_MICROSECOND = timedelta(microseconds=1)
_DIGITS = re.compile(r"[0-9]+")


class Has(IntFlag):
    """What a file brings along; one column of bits, so that ``has:`` needs no other table."""

    GPS = 1
    ALT = 2
    CAPTION = 4
    TITLE = 8


def has_bits(metadata: Metadata) -> int:
    """The bits of :class:`Has` for what was read from a file."""
    bits = Has(0)
    bits |= Has.GPS if metadata.has_gps else Has(0)
    bits |= Has.ALT if metadata.alt_text.strip() else Has(0)
    bits |= Has.CAPTION if metadata.caption.strip() else Has(0)
    bits |= Has.TITLE if metadata.title.strip() else Has(0)
    return int(bits)


def now() -> int:
    """This moment, in microseconds since 1970 UTC."""
    return from_utc(datetime.now(UTC))


def from_utc(moment: datetime) -> int:
    """An aware time as microseconds since 1970 UTC."""
    return (moment.astimezone(UTC).replace(tzinfo=None) - _EPOCH) // _MICROSECOND


def to_utc(microseconds: int) -> datetime:
    """The aware time, in UTC, of microseconds since 1970."""
    return (_EPOCH + microseconds * _MICROSECOND).replace(tzinfo=UTC)


def from_local(moment: datetime | None) -> int:
    """A camera's time (any zone is dropped: it is local by definition); ``NO_DATE`` for none."""
    return NO_DATE if moment is None else (moment.replace(tzinfo=None) - _EPOCH) // _MICROSECOND


def to_local(microseconds: int) -> datetime | None:
    """The camera's time, naive; None for ``NO_DATE``."""
    return None if microseconds == NO_DATE else _EPOCH + microseconds * _MICROSECOND


def new_id() -> bytes:
    """A fresh UUID, as stored."""
    return uuid.uuid4().bytes


def id_text(stored: bytes) -> str:
    """A stored UUID as people and exports see it."""
    return str(uuid.UUID(bytes=stored))


def id_bytes(text: str) -> bytes | None:
    """A UUID as stored; None for what is not one, which is therefore nobody's."""
    try:
        return uuid.UUID(text).bytes
    except ValueError:
        return None


def storable(text: str) -> str:
    """Text as SQLite can keep it: lone surrogates become U+FFFD, zero characters go."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def fold(text: str) -> str:
    """What text is compared by: one form of every letter, no upper case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def fold_path(path: bytes) -> bytes:
    """A path as it is compared: folded, byte for byte where it is not text."""
    return os.fsencode(fold(os.fsdecode(path)))


def readable(name: bytes) -> str:
    """A file's name as text that SQLite can keep; undecodable bytes become U+FFFD."""
    return name.decode("utf-8", "replace").replace("\0", "")


def name_order(name: bytes) -> str:
    """A name in the form that sorts as people count: 9 before 10.

    Every run of digits gets its own length in front, so that comparing text compares numbers.
    """

    def counted(match: re.Match[str]) -> str:
        digits = match[0].lstrip("0") or "0"
        return f"{chr(0x30 + min(len(digits), 9))}{digits}"

    return _DIGITS.sub(counted, fold(readable(name)))


def to_json(value: object) -> str:
    """Any JSON value as compact text; NaN and infinity are refused."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)


def spec_to_json(spec: InputSpec) -> str:
    """An encoder's input, as stored."""
    return to_json(asdict(spec))


def spec_from_json(text: str) -> InputSpec:
    """The stored form of an encoder's input, read back."""
    return InputSpec(**json.loads(text))


def pack_palette(palette: Sequence[Swatch]) -> bytes:
    """A palette as float16 quadruples (L, a, b, share)."""
    flat = [v for s in palette for v in (s.lightness, s.a, s.b, s.share)]
    return struct.pack(f"<{len(flat)}e", *flat)


def unpack_palette(blob: bytes) -> tuple[Swatch, ...]:
    """The stored form of a palette, read back."""
    return tuple(Swatch(*four) for four in struct.iter_unpack("<4e", blob))


# Lab space in cubes: an asset is listed under the cubes its swatches fall into, and a query asks
# for the cubes round its colour. Half a cube (4) is as exact as the answer gets, which is below
# what people mean by "a colour like this".
_CELL = 8.0
_SPAN = 64
_LEAST_SHARE = 0.03
NEAR = 18.0
"""Distance in Lab (CIE 1976) up to which a picture counts as having a colour."""


def _cell(lightness: float, a: float, b: float) -> tuple[int, int, int]:
    return round(lightness / _CELL), round(a / _CELL) + _SPAN // 2, round(b / _CELL) + _SPAN // 2


def _number(place: tuple[int, int, int]) -> int:
    return (place[0] * _SPAN + place[1]) * _SPAN + place[2]


def colour_cells(palette: Iterable[Swatch]) -> set[int]:
    """The cells under which a picture with this palette is listed; tiny swatches are left out."""
    return {_number(_cell(s.lightness, s.a, s.b)) for s in palette if s.share >= _LEAST_SHARE}


def cells_near(lightness: float, a: float, b: float) -> list[int]:
    """The cells whose centre lies within ``NEAR`` of a Lab colour."""
    reach = int(NEAR // _CELL) + 1
    centre = _cell(lightness, a, b)
    found = []
    for i in range(centre[0] - reach, centre[0] + reach + 1):
        for j in range(centre[1] - reach, centre[1] + reach + 1):
            for k in range(centre[2] - reach, centre[2] + reach + 1):
                da, db = (j - _SPAN // 2) * _CELL - a, (k - _SPAN // 2) * _CELL - b
                distance = (i * _CELL - lightness) ** 2 + da**2 + db**2
                if i >= 0 and distance <= NEAR**2:
                    found.append(_number((i, j, k)))
    return found


def hex_to_lab(colour: str) -> tuple[float, float, float]:
    """``#rrggbb`` (sRGB, D65) to CIE Lab with the D65 white, as IEC 61966-2-1 and CIE 15 say."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    x = (0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047
    y = 0.2126729 * r + 0.7151522 * g + 0.0721750 * b
    z = (0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883
    fx, fy, fz = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
