"""XMP packets, embedded or beside the picture: the properties that people filter by.

Parsed with defusedxml (no entities, no DTD) and under a limit of size. A damaged packet never
fails its picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

MAX_PACKET = 8 * 2**20

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/lightroom/1.0/": "lr",
    "http://www.digikam.org/ns/1.0/": "digiKam",
    "http://ns.microsoft.com/photo/1.0/": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.0": "MicrosoftPhoto",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
}


@dataclass(slots=True)
class Packet:
    """Properties as ``prefix:Name`` to texts in order; an alternative's default comes first."""

    values: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *names: str) -> str:
        """The first text of the first property that has one."""
        for name in names:
            for value in self.values.get(name, ()):
                if value.strip():
                    return value.strip()
        return ""

    def all(self, name: str) -> list[str]:
        """Every text of a property."""
        return self.values.get(name, [])


def _name(tag: str) -> str | None:
    """``{namespace}Name`` as ``prefix:Name`` for the namespaces that are read."""
    if not tag.startswith("{"):
        return None
    space, _, local = tag[1:].partition("}")
    prefix = _PREFIXES.get(space)
    return f"{prefix}:{local}" if prefix else None


def _texts(element: Element) -> list[str]:
    """A simple value, or the items of a list, or of an alternative with the default first."""
    items = element.findall(f"{_RDF}*/{_RDF}li")
    if not items:
        value = element.find(f"{_RDF}value")
        text = (value if value is not None else element).text
        return [text] if text else []
    items.sort(key=lambda li: li.get(_LANG, "x-default") != "x-default")
    return [li.text for li in items if li.text]


def parse(data: bytes) -> Packet | None:
    """A packet's properties; None when it is damaged or too large."""
    if len(data) > MAX_PACKET:
        return None
    wide = {b"\0<": "utf-16-be", b"<\0": "utf-16-le", b"\xfe\xff": "utf-16", b"\xff\xfe": "utf-16"}
    if data[:2] in wide:
        data = data.decode(wide[data[:2]], "replace").encode()
    data = data.strip(b"\0 \t\r\n")
    end = re.search(rb"</(?:\w+:)?(?:xmpmeta|xapmeta)>", data)
    begin = re.search(rb"<(?:\w+:)?(?:xmpmeta|xapmeta)[\s>]", data)
    if begin and end and begin.start() < end.end():
        data = data[begin.start() : end.end()]
    try:
        root = fromstring(data, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    packet = Packet()
    for description in root.iter(f"{_RDF}Description"):
        for key, text in description.attrib.items():
            name = _name(key)
            if name:
                packet.values.setdefault(name, []).append(text)
        for child in description:
            name = _name(child.tag)
            if name:
                packet.values.setdefault(name, []).extend(_texts(child))
    return packet
