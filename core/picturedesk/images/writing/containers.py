"""XMP packets inside JPEG, PNG and WebP files, at the level of their containers.

Every byte that is not the packet (and, for WebP, the header that announces it) is copied
unchanged; nothing is decoded. Sources: XMP Specification Part 3; ISO/IEC 10918-1; PNG 3rd
edition; the WebP container specification.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from picturedesk.errors import NeedsSidecar
from picturedesk.images.writing import packet as packets

_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_EXIF = b"Exif\0\0"
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_XMP = b"XML:com.adobe.xmp"
_LARGEST_JPEG_PACKET = 65535 - 2 - len(_XMP)
_VP8X_XMP = 0x04
_VP8X_ALPHA = 0x10
_TWO = "The file holds two XMP packets."
_SIDECAR = "Use a sidecar instead."


@dataclass(frozen=True, slots=True)
class Part:
    """A segment or chunk: where it lies, its name and its payload."""

    start: int
    end: int
    name: bytes
    payload: bytes


def kind_of(data: bytes) -> str:
    """``jpeg``, ``png``, ``webp``, or an empty string for what is written otherwise."""
    if data[:3] == b"\xff\xd8\xff":
        return "jpeg"
    if data[:8] == _PNG:
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return ""


def read_packet(data: bytes) -> bytes | None:
    """The XMP packet of a JPEG, PNG or WebP file; None where there is none."""
    found = _packet_parts(data)
    if not found:
        return None
    if kind_of(data) == "jpeg":
        return found[0].payload[len(_XMP) :]
    if kind_of(data) == "png":
        return _international_text(found[0].payload)
    return found[0].payload


def replace_packet(data: bytes, packet: bytes) -> bytes:
    """The same file with this packet in it.

    Raises WriteError where that cannot be done without moving what must not move.
    """
    found = _packet_parts(data)
    if len(found) > 1:
        raise NeedsSidecar(_TWO, _SIDECAR)
    old = found[0] if found else None
    if kind_of(data) == "jpeg":
        return _into_jpeg(data, packet, old)
    if kind_of(data) == "png":
        return _into_png(data, packet, old)
    return _into_webp(data, packet, old)


def without_packet(data: bytes) -> bytes:
    """Everything but the packet: equal before and after a write.

    For WebP the file's length and the header that announces metadata are left out as well, since
    they change with the packet.
    """
    parts = _packet_parts(data)
    kept = bytearray()
    position = 0
    for part in parts:
        kept += data[position : part.start]
        position = part.end
    kept += data[position:]
    if kind_of(data) != "webp":
        return bytes(kept)
    chunks = [c for c in _riff_chunks(data) if c.name not in (b"VP8X", b"XMP ")]
    return b"".join(c.name + c.payload for c in chunks) + data[_riff_end(data) :]


def has_credentials(data: bytes) -> bool:
    """Whether the file carries C2PA content credentials, which any change would break."""
    kind = kind_of(data)
    if kind == "jpeg":
        return any(p.name == b"\xff\xeb" and b"c2pa" in p.payload[:128] for p in _segments(data))
    if kind == "png":
        return any(chunk.name == b"caBX" for chunk in _png_chunks(data))
    return kind == "webp" and any(chunk.name == b"C2PA" for chunk in _riff_chunks(data))


def _packet_parts(data: bytes) -> list[Part]:
    kind = kind_of(data)
    if kind == "jpeg":
        return [p for p in _segments(data) if p.name == b"\xff\xe1" and p.payload.startswith(_XMP)]
    if kind == "png":
        return [
            chunk
            for chunk in _png_chunks(data)
            if chunk.name == b"iTXt" and chunk.payload.startswith(_PNG_XMP + b"\0")
        ]
    if kind == "webp":
        return [chunk for chunk in _riff_chunks(data) if chunk.name == b"XMP "]
    raise NeedsSidecar("This kind of file holds no packet that we write.", _SIDECAR)


# -- JPEG ----------------------------------------------------------------------------------------


def _segments(data: bytes) -> Iterator[Part]:
    """The marker segments before the first scan."""
    position = 2
    while position + 4 <= len(data):
        if data[position] != 0xFF:
            raise NeedsSidecar("The file's structure is damaged.", _SIDECAR)
        start = position
        while position < len(data) and data[position] == 0xFF:
            position += 1  # fill bytes
        marker = data[position]
        position += 1
        if marker in (0xDA, 0xD9):
            return
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            continue
        length = int.from_bytes(data[position : position + 2], "big")
        end = position + length
        if length < 2 or end > len(data):
            raise NeedsSidecar("The file's structure is damaged.", _SIDECAR)
        yield Part(start, end, bytes([0xFF, marker]), data[position + 2 : end])
        position = end


def _into_jpeg(data: bytes, packet: bytes, old: Part | None) -> bytes:
    if len(packet) > _LARGEST_JPEG_PACKET:
        packet = packets.without_padding(packet)
    if len(packet) > _LARGEST_JPEG_PACKET:
        raise NeedsSidecar("The metadata would not fit into a JPEG segment.", _SIDECAR)
    parts = list(_segments(data))
    pointed = next((p for p in parts if p.name == b"\xff\xe2" and p.payload[:4] == b"MPF\0"), None)
    if old is not None and pointed is not None and old.start > pointed.start:
        # The offsets of further pictures are counted from that segment: ours may not grow.
        packet = _fit(packet, len(old.payload) - len(_XMP))
    body = _XMP + packet
    segment = b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    if old is not None:
        return data[: old.start] + segment + data[old.end :]
    place = _after_heads(parts)
    return data[:place] + segment + data[place:]


def _after_heads(parts: list[Part]) -> int:
    """After the JFIF and Exif segments, which readers expect first."""
    place = 2
    for part in parts:
        head = part.name == b"\xff\xe0" or (
            part.name == b"\xff\xe1" and part.payload.startswith(_EXIF)
        )
        if not head:
            break
        place = part.end
    return place


def _fit(packet: bytes, size: int) -> bytes:
    short = packets.without_padding(packet)
    if len(short) > size:
        raise NeedsSidecar("The metadata would move the other pictures in the file.", _SIDECAR)
    at = short.rindex(b"<?xpacket end=")
    return short[:at] + b" " * (size - len(short)) + short[at:]


# -- PNG -----------------------------------------------------------------------------------------


def _png_chunks(data: bytes) -> Iterator[Part]:
    position = len(_PNG)
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4], "big")
        end = position + 12 + length
        if end > len(data):
            raise NeedsSidecar("The file's structure is damaged.", _SIDECAR)
        name = data[position + 4 : position + 8]
        yield Part(position, end, name, data[position + 8 : end - 4])
        if name == b"IEND":
            return
        position = end


def _international_text(payload: bytes) -> bytes:
    """The text of an iTXt chunk, inflated where it is compressed (bounded)."""
    rest = payload[len(_PNG_XMP) + 1 :]
    compressed, rest = rest[0], rest[2:]
    _, _, rest = rest.partition(b"\0")  # language
    _, _, text = rest.partition(b"\0")  # translated keyword
    if not compressed:
        return text
    inflater = zlib.decompressobj()
    try:
        return inflater.decompress(text, packets.MAX_PACKET)
    except zlib.error as error:
        raise NeedsSidecar("The metadata that is there is damaged.", _SIDECAR) from error


def _into_png(data: bytes, packet: bytes, old: Part | None) -> bytes:
    body = _PNG_XMP + b"\0\0\0\0\0" + packet  # not compressed, no language, no translation
    chunk = struct.pack(">I", len(body)) + b"iTXt" + body
    chunk += struct.pack(">I", zlib.crc32(b"iTXt" + body))
    if old is not None:
        return data[: old.start] + chunk + data[old.end :]
    for part in _png_chunks(data):
        if part.name == b"IDAT":
            return data[: part.start] + chunk + data[part.start :]
    raise NeedsSidecar("The file's structure is damaged.", _SIDECAR)


# -- WebP ----------------------------------------------------------------------------------------


def _riff_end(data: bytes) -> int:
    end = 8 + int.from_bytes(data[4:8], "little")
    return min(end + end % 2, len(data))


def _riff_chunks(data: bytes) -> Iterator[Part]:
    position, last = 12, _riff_end(data)
    while position + 8 <= last:
        size = int.from_bytes(data[position + 4 : position + 8], "little")
        end = position + 8 + size + size % 2
        if position + 8 + size > last:
            raise NeedsSidecar("The file's structure is damaged.", _SIDECAR)
        name = data[position : position + 4]
        yield Part(position, min(end, last), name, data[position + 8 : position + 8 + size])
        position = end


def _into_webp(data: bytes, packet: bytes, old: Part | None) -> bytes:
    chunks = list(_riff_chunks(data))
    if not chunks:
        raise NeedsSidecar("The file's structure is damaged.", _SIDECAR)
    if chunks[0].name == b"VP8X":
        header = bytearray(chunks[0].payload)
        header[0] |= _VP8X_XMP
        body = _riff(b"VP8X", bytes(header))
        rest = chunks[1:]
    else:
        body = _riff(b"VP8X", _extended_header(chunks[0]))
        rest = chunks
    for chunk in rest:
        if old is None or chunk.start != old.start:
            body += data[chunk.start : chunk.end]
            body += b"\0" * ((chunk.end - chunk.start) % 2)
    body += _riff(b"XMP ", packet)
    trailer = data[_riff_end(data) :]
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body + trailer


def _riff(name: bytes, payload: bytes) -> bytes:
    return name + struct.pack("<I", len(payload)) + payload + b"\0" * (len(payload) % 2)


def _extended_header(first: Part) -> bytes:
    """A VP8X header for a file of one simple picture (lossy or lossless)."""
    data, alpha = first.payload, False
    if first.name == b"VP8 " and data[3:6] == b"\x9d\x01\x2a":
        width = int.from_bytes(data[6:8], "little") & 0x3FFF
        height = int.from_bytes(data[8:10], "little") & 0x3FFF
    elif first.name == b"VP8L" and data[:1] == b"\x2f":
        bits = int.from_bytes(data[1:5], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        alpha = bool(bits >> 28 & 1)
    else:
        raise NeedsSidecar("The file's structure is damaged.", _SIDECAR)
    flags = _VP8X_XMP | (_VP8X_ALPHA if alpha else 0)
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return bytes([flags, 0, 0, 0]) + size
