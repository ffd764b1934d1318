"""A second reader of alt texts, so that a test need not believe the first.

The standard library alone, and none of the program's own code: containers by their own
specifications (JPEG APP1, PNG iTXt, WebP chunks), every other format by looking for the packet's
wrapper, as XMP's first part allows, and the packet by ``xml.etree``.
"""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from xml.etree import ElementTree as ET

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def alt_texts(file: Path) -> dict[str, str]:
    """``Iptc4xmpCore:AltTextAccessibility`` by language."""
    return _alternatives(file, f"{_CORE}AltTextAccessibility")


def extended(file: Path) -> dict[str, str]:
    """``Iptc4xmpCore:ExtDescrAccessibility`` by language."""
    return _alternatives(file, f"{_CORE}ExtDescrAccessibility")


def descriptions(file: Path) -> dict[str, str]:
    """``dc:description`` by language."""
    return _alternatives(file, f"{_DC}description")


def subjects(file: Path) -> list[str]:
    """``dc:subject``."""
    return [li.text or "" for li in _tree(file).findall(f".//{_DC}subject/{_RDF}Bag/{_RDF}li")]


def _alternatives(file: Path, name: str) -> dict[str, str]:
    found = _tree(file).findall(f".//{name}/{_RDF}Alt/{_RDF}li")
    return {li.get(_LANG, ""): li.text or "" for li in found}


def _tree(file: Path) -> ET.Element:
    packets = _packets(file.read_bytes())
    assert len(packets) <= 1, f"{len(packets)} packets in {file.name}"
    if not packets:
        return ET.Element("none")
    return ET.fromstring(packets[0].decode("utf-8").strip("\ufeff\0 \n"))


def _packets(data: bytes) -> list[bytes]:
    if data[:2] == b"\xff\xd8":
        return _of_jpeg(data)
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return _of_png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _of_webp(data)
    return re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", data, re.DOTALL)


def _of_jpeg(data: bytes) -> list[bytes]:
    name, found, at = b"http://ns.adobe.com/xap/1.0/\0", [], 2
    while data[at + 1] != 0xDA:
        (size,) = struct.unpack_from(">H", data, at + 2)
        body = data[at + 4 : at + 2 + size]
        if data[at : at + 2] == b"\xff\xe1" and body.startswith(name):
            found.append(body[len(name) :])
        at += 2 + size
    return found


def _of_png(data: bytes) -> list[bytes]:
    found, at, key = [], 8, b"XML:com.adobe.xmp\0"
    while at < len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        body = data[at + 8 : at + 8 + size]
        (crc,) = struct.unpack_from(">I", data, at + 8 + size)
        assert crc == zlib.crc32(name + body), "a chunk's checksum is wrong"
        if name == b"iTXt" and body.startswith(key):
            assert body[len(key)] == 0, "compressed"
            found.append(body[len(key) + 2 :].split(b"\0", 2)[2])
        if name == b"IEND":
            break
        at += 12 + size
    return found


def _of_webp(data: bytes) -> list[bytes]:
    (size,) = struct.unpack_from("<I", data, 4)
    found, at = [], 12
    flagged = False
    while at < 8 + size:
        name, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        flagged |= name == b"VP8X" and bool(body[0] & 4)
        if name == b"XMP ":
            found.append(body)
        at += 8 + length + length % 2
    assert bool(found) == flagged, "the header does not announce what is there"
    return found
