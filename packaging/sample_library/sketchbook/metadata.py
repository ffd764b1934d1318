"""What a camera and an editor would have written into the files: EXIF, IPTC and XMP."""

import struct
from dataclasses import dataclass
from xml.sax.saxutils import escape

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base


@dataclass(frozen=True)
class Notes:
    """The metadata of one picture. `taken` is `YYYY-MM-DD HH:MM`; `place` is degrees N and E."""

    taken: str
    camera: tuple[str, str] | None = None
    place: tuple[float, float] | None = None
    keywords: tuple[str, ...] = ()
    rating: int | None = None
    title: str = ""
    alt_text: str = ""
    iptc: bool = False


def exif(notes: Notes) -> Image.Exif:
    """Date, camera and place."""
    out = Image.Exif()
    stamp = notes.taken.replace("-", ":") + ":00"
    out[Base.DateTime] = stamp
    out[Base.Artist] = "The Picture Desk authors"
    out[Base.Copyright] = "CC0 1.0"
    detail = out.get_ifd(IFD.Exif)
    detail[Base.DateTimeOriginal] = stamp
    detail[Base.DateTimeDigitized] = stamp
    if notes.camera:
        out[Base.Make], out[Base.Model] = notes.camera
        detail[Base.ISOSpeedRatings] = 200
        detail[Base.FocalLength] = 35.0
    if notes.place:
        north, east = notes.place
        gps = out.get_ifd(IFD.GPSInfo)
        gps[GPS.GPSLatitudeRef] = "N" if north >= 0 else "S"
        gps[GPS.GPSLatitude] = _sexagesimal(north)
        gps[GPS.GPSLongitudeRef] = "E" if east >= 0 else "W"
        gps[GPS.GPSLongitude] = _sexagesimal(east)
    return out


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    value = abs(degrees)
    whole, minutes = int(value), (value - int(value)) * 60
    return float(whole), float(int(minutes)), round((minutes - int(minutes)) * 60, 2)


def xmp(notes: Notes) -> bytes | None:
    """An XMP packet, or None where there is nothing for it to say."""
    parts = []
    if notes.keywords and not notes.iptc:
        items = "".join(f"<rdf:li>{escape(k)}</rdf:li>" for k in notes.keywords)
        parts.append(f"<dc:subject><rdf:Bag>{items}</rdf:Bag></dc:subject>")
    if notes.title:
        parts.append(f"<dc:title>{_by_language(notes.title)}</dc:title>")
    if notes.rating is not None:
        parts.append(f"<xmp:Rating>{notes.rating}</xmp:Rating>")
    if notes.alt_text:
        tag = "Iptc4xmpCore:AltTextAccessibility"
        parts.append(f"<{tag}>{_by_language(notes.alt_text)}</{tag}>")
    if not parts:
        return None
    text = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
        'xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">'
        f"{''.join(parts)}</rdf:Description></rdf:RDF></x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    )
    return text.encode("utf-8")


def _by_language(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def iptc_segment(notes: Notes) -> bytes:
    """A JPEG APP13 segment with the keywords in the older IPTC form; empty if not wanted."""
    if not (notes.iptc and notes.keywords):
        return b""
    records = b"\x1c\x01\x5a\x00\x03\x1b%G"  # says that the texts are UTF-8
    for keyword in notes.keywords:
        raw = keyword.encode("utf-8")
        records += b"\x1c\x02\x19" + struct.pack(">H", len(raw)) + raw
    padded = records + b"\x00" * (len(records) % 2)
    block = b"8BIM" + struct.pack(">H", 0x0404) + b"\x00\x00" + struct.pack(">I", len(records))
    body = b"Photoshop 3.0\x00" + block + padded
    return b"\xff\xed" + struct.pack(">H", len(body) + 2) + body
