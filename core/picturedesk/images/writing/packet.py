"""XMP packets: read what we write, and write it into a packet without touching the rest.

Parsed with lxml, which keeps every prefix, comment and unknown property as it was; entities, DTDs
and the network are off. Fields and their shapes follow the IPTC Photo Metadata Standard 2021.1
(``Iptc4xmpCore:AltTextAccessibility`` and ``ExtDescrAccessibility`` are lang-alt).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from picturedesk.errors import NeedsSidecar

Element = Any
"""An lxml element; lxml carries no types."""

MAX_PACKET = 8 * 2**20
PADDING = 2048
"""Spaces after a packet, so that the next program can write in place."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_X = "adobe:ns:meta/"
_XML = "http://www.w3.org/XML/1998/namespace"
_DC = "http://purl.org/dc/elements/1.1/"
_CORE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_EXT = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_PREFIXES = {"Iptc4xmpCore": _CORE, "dc": _DC}

_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_END = b'\n<?xpacket end="w"?>'
_EMPTY = f'<x:xmpmeta xmlns:x="{_X}"><rdf:RDF xmlns:rdf="{_RDF}"/></x:xmpmeta>'.encode()

ALT = f"{{{_CORE}}}AltTextAccessibility"
EXTENDED = f"{{{_CORE}}}ExtDescrAccessibility"
DESCRIPTION = f"{{{_DC}}}description"
SUBJECT = f"{{{_DC}}}subject"
_WRONG = {
    ALT: f"{{{_EXT}}}AltTextAccessibility",
    EXTENDED: f"{{{_EXT}}}ExtDescrAccessibility",
}
"""Where some programs put the same information by mistake."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What is written; None leaves a field as it is, an empty mapping takes it out.

    Lang-alt fields map language tags (BCP 47, ``x-default`` for the default) to texts. Where no
    ``x-default`` is given the first text becomes it as well.
    """

    alt_text: Mapping[str, str] | None = None
    extended: Mapping[str, str] | None = None
    description: Mapping[str, str] | None = None
    subjects: tuple[str, ...] | None = None

    def given(self) -> dict[str, Mapping[str, str] | tuple[str, ...]]:
        """The fields that are not None, by their qualified name."""
        named = {
            ALT: self.alt_text,
            EXTENDED: self.extended,
            DESCRIPTION: self.description,
            SUBJECT: self.subjects,
        }
        return {name: value for name, value in named.items() if value is not None}


def merge(packet: bytes | None, fields: Fields) -> bytes:
    """The packet (None: a new one) with these fields in it and all else as it was.

    Returns a whole packet with its wrapper and padding. Raises WriteError when the packet that is
    there cannot be read: then nothing may be written into that file.
    """
    root = _parse(packet)
    rdf = root if root.tag == f"{{{_RDF}}}RDF" else root.find(f"{{{_RDF}}}RDF")
    if rdf is None:
        raise NeedsSidecar("The metadata that is there has no RDF in it.", "Use a sidecar instead.")
    for name, value in fields.given().items():
        _take_out(rdf, name)
        if name in _WRONG:
            _take_out(rdf, _WRONG[name])
        if value:
            _put(rdf, name, value)
    return wrap(_serialise(root))


def read(packet: bytes | None) -> Fields:
    """The fields as they stand in a packet; the wrong namespace is read where Core is silent."""
    root = _parse(packet)
    found: dict[str, dict[str, str]] = {}
    for name in (ALT, EXTENDED, DESCRIPTION):
        texts = _lang_alt(root, name)
        found[name] = texts or (_lang_alt(root, _WRONG[name]) if name in _WRONG else {})
    subjects = tuple(
        item.text or "" for item in root.iterfind(f".//{SUBJECT}//{{{_RDF}}}li") if item.text
    )
    return Fields(found[ALT], found[EXTENDED], found[DESCRIPTION], subjects)


def others(packet: bytes | None, fields: Fields) -> bytes:
    """Everything in the packet but these fields, in a form that can be compared."""
    from lxml import etree

    root = _parse(packet)
    for name in fields.given():
        for rdf in root.iter(f"{{{_RDF}}}RDF"):
            _take_out(rdf, name)
            if name in _WRONG:
                _take_out(rdf, _WRONG[name])
    lines: list[bytes] = []
    for description in root.iter(f"{{{_RDF}}}Description"):
        about = f"{{{_RDF}}}about"
        for key, value in description.attrib.items():
            if key != about:
                lines.append(f"{key}={value}".encode())
        lines += [_canonical(etree, child) for child in description]
    return b"\n".join(sorted(lines))


def holds_nothing(packet: bytes | None) -> bool:
    """Whether there is no property at all in a packet."""
    return not others(packet, Fields())


def holds(stored: Fields, wanted: Fields) -> bool:
    """Whether every given field reads back (a lang-alt may have gained its x-default)."""
    for name in ("alt_text", "extended", "description"):
        texts, there = getattr(wanted, name), getattr(stored, name) or {}
        if texts is not None and any(there.get(k, "") != clean(v) for k, v in texts.items()):
            return False
    words = wanted.subjects
    return words is None or tuple(clean(w) for w in words if w) == (stored.subjects or ())


def _canonical(etree: Any, element: Element) -> bytes:
    text: bytes = etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
    return re.sub(rb">\s+<", b"><", text)


def wrap(xml: bytes, padding: int = PADDING) -> bytes:
    """The packet round serialised XML, with room to grow."""
    return _BEGIN + xml + b"\n" * bool(padding) + b" " * padding + _END


def without_padding(packet: bytes) -> bytes:
    """The same packet as short as it can be."""
    return re.sub(rb"\s+(<\?xpacket end=)", rb"\n\1", packet)


# -- inside --------------------------------------------------------------------------------------


def _parse(packet: bytes | None) -> Element:
    from lxml import etree

    if packet is None or not packet.strip(b"\0 \t\r\n"):
        packet = _EMPTY
    if len(packet) > MAX_PACKET:
        raise NeedsSidecar("The metadata that is there is too large.", "Use a sidecar instead.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=False
    )
    text = packet.strip(b"\0 \t\r\n")
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NeedsSidecar(
            "The metadata that is there is damaged.", "Use a sidecar instead."
        ) from error
    if root.getroottree().docinfo.doctype:
        raise NeedsSidecar("The metadata that is there holds a DTD.", "Use a sidecar instead.")
    return root


def _serialise(root: Element) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=False))


def _take_out(rdf: Element, name: str) -> None:
    for description in rdf.findall(f"{{{_RDF}}}Description"):
        description.attrib.pop(name, None)
        for child in description.findall(name):
            description.remove(child)
        if not len(description) and set(description.attrib) <= {f"{{{_RDF}}}about"}:
            rdf.remove(description)


def _put(rdf: Element, name: str, value: Mapping[str, str] | tuple[str, ...]) -> None:
    from lxml import etree

    described = rdf.find(f"{{{_RDF}}}Description")
    about = f"{{{_RDF}}}about"
    target = etree.SubElement(rdf, f"{{{_RDF}}}Description", nsmap=_PREFIXES)
    target.set(about, described.get(about, "") if described is not None else "")
    holder = etree.SubElement(target, name)
    if isinstance(value, tuple):
        bag = etree.SubElement(holder, f"{{{_RDF}}}Bag")
        for word in value:
            etree.SubElement(bag, f"{{{_RDF}}}li").text = clean(word)
        return
    alternatives = etree.SubElement(holder, f"{{{_RDF}}}Alt")
    texts = dict(value)
    if "x-default" not in texts:
        texts = {"x-default": next(iter(texts.values())), **texts}
    for language in sorted(texts, key=lambda tag: tag != "x-default"):
        item = etree.SubElement(alternatives, f"{{{_RDF}}}li")
        item.set(f"{{{_XML}}}lang", language)
        item.text = clean(texts[language])


def clean(text: str) -> str:
    """The text without what XML 1.0 cannot hold (control characters, lone surrogates)."""
    return re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)


def _lang_alt(root: Element, name: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for description in root.iter(f"{{{_RDF}}}Description"):
        simple = description.get(name)
        if simple is not None:
            texts.setdefault("x-default", simple)
        for holder in description.iterfind(name):
            items = holder.findall(f"{{{_RDF}}}*/{{{_RDF}}}li")
            for item in items:
                texts.setdefault(item.get(f"{{{_XML}}}lang", "x-default"), item.text or "")
            if not items and holder.text and holder.text.strip():
                texts.setdefault("x-default", holder.text)
    return texts
