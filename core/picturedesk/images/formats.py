"""What a file is: a picture, a video or something else, by its first bytes and its name.

The bytes decide; the name decides where the bytes say nothing. So a JPEG called ``photo.dat`` is
a picture, a film called ``clip.jpg`` is a video, and a ``holiday.jpg`` full of zeros is a picture
that will be listed as a problem.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from picturedesk.errors import PictureProblem, Unreachable
from picturedesk.images import limits

HEAD_BYTES = 4096
_MAC_FORK = b"\0\5\x16\7"  # the Finder's notes about a picture, "._IMG_1.jpg"


class What(StrEnum):
    """The three things a file can be to us."""

    PICTURE = "picture"
    VIDEO = "video"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a file is.

    ``format`` is a word such as ``JPEG``, ``HEIF`` or ``RAW`` for pictures, a container such as
    ``MP4`` for videos, and the extension (lower case, with its dot) for everything else. It is
    empty for a file with a picture's extension whose bytes are of no known kind.
    """

    what: What
    format: str

    @property
    def is_picture(self) -> bool:
        """True when the file is to be an asset or a problem."""
        return self.what is What.PICTURE

    @property
    def is_video(self) -> bool:
        """True for films of every kind."""
        return self.what is What.VIDEO


# What Pillow may open. Its other plugins start programs (EPS), draw through the system (WMF), are
# stubs, or read formats that nobody uses any more and that nobody hardens.
PILLOW_FORMATS = (
    "JPEG", "MPO", "PNG", "WEBP", "TIFF", "GIF", "BMP", "DIB", "AVIF", "ICO", "ICNS", "TGA",
    "PCX", "PPM", "SGI", "JPEG2000", "DDS", "QOI", "HEIF",
)  # fmt: skip

RAW_EXTENSIONS = frozenset(
    [
        ".3fr",
        ".arw",
        ".cr2",
        ".cr3",
        ".crw",
        ".dcr",
        ".dng",
        ".erf",
        ".fff",
        ".gpr",
        ".iiq",
        ".k25",
        ".kdc",
        ".mef",
        ".mos",
        ".mrw",
        ".nef",
        ".nrw",
        ".orf",
        ".pef",
        ".raf",
        ".raw",
        ".rw2",
        ".rwl",
        ".sr2",
        ".srf",
        ".srw",
        ".x3f",
    ]
)

_BY_EXTENSION = {
    "JPEG": ".jpg .jpeg .jpe .jfif .jif .jfi .thm",
    "MPO": ".mpo",
    "PNG": ".png .apng",
    "WEBP": ".webp",
    "TIFF": ".tif .tiff",
    "GIF": ".gif",
    "BMP": ".bmp .dib .rle",
    "AVIF": ".avif .avifs",
    "HEIF": ".heic .heif .hif .heics .heifs",
    "PSD": ".psd .psb .pdd",
    "ICO": ".ico",
    "ICNS": ".icns",
    "TGA": ".tga .icb .vda .vst .targa",
    "PCX": ".pcx",
    "PPM": ".ppm .pgm .pbm .pnm .pfm .pam",
    "SGI": ".sgi .rgb .rgba .bw",
    "JPEG2000": ".jp2 .j2k .j2c .jpc .jpf .jpx .jpm",
    "DDS": ".dds",
    "QOI": ".qoi",
    "JXL": ".jxl",
    "EXR": ".exr",
    "HDR": ".hdr .rgbe",
    "SVG": ".svg .svgz",
    "EPS": ".eps .epsf .epsi .ps",
    "WMF": ".wmf .emf .wmz .emz",
    "FLI": ".fli .flc",
    "XCF": ".xcf",
    "JXR": ".jxr .wdp .hdp",
    "BPG": ".bpg",
    "FITS": ".fits .fit",
    "CUR": ".cur .ani",
    "": ".blp .bufr .dcx .ftc .ftu .gbr .im .msp .palm .pcd .pxr .ras .spider .xbm .xpm .xv "
    ".jp3d .pct .pict .avci .avcs .vvic",
}

_FORMAT_OF = {e: name for name, words in _BY_EXTENSION.items() for e in words.split()}
_FORMAT_OF |= dict.fromkeys(RAW_EXTENSIONS, "RAW")
del _FORMAT_OF[".bufr"]  # weather data

PICTURE_EXTENSIONS = frozenset(_FORMAT_OF)
"""Extensions (lower case, with the dot) that make a file a picture whatever its bytes are."""

VIDEO_EXTENSIONS = frozenset(
    [
        ".3g2",
        ".3gp",
        ".asf",
        ".avi",
        ".divx",
        ".dv",
        ".f4v",
        ".flv",
        ".insv",
        ".lrv",
        ".m1v",
        ".m2t",
        ".m2ts",
        ".m2v",
        ".m4v",
        ".mkv",
        ".mov",
        ".mp4",
        ".mpe",
        ".mpeg",
        ".mpg",
        ".mpv",
        ".mxf",
        ".ogm",
        ".ogv",
        ".qt",
        ".rmvb",
        ".vob",
        ".webm",
        ".wmv",
    ]
)
"""Extensions of films. Not ``.ts``, ``.mts`` and ``.mod``: source code has them too, and films of
those names are known by their bytes."""

_UNREAD = {
    "JXL": "JPEG XL pictures are not read yet.",
    "EXR": "OpenEXR pictures are not read.",
    "HDR": "Radiance HDR pictures are not read.",
    "SVG": "SVG drawings are not read; export a PNG.",
    "EPS": "EPS files are not read, because they are programs; export a PDF or PNG.",
    "WMF": "Windows metafiles are not read; export a PNG.",
    "FLI": "FLI and FLC animations are not read.",
    "XCF": "GIMP files are not read; export a PNG or PSD.",
    "JXR": "JPEG XR pictures are not read.",
    "BPG": "BPG pictures are not read.",
    "FITS": "FITS data is not read.",
    "CUR": "Mouse pointers are not read.",
}


_UNSIGNED = {"TGA", "HEIF", *_UNREAD}


def unread_reason(format_name: str) -> str:
    """Why a picture of this format is never read; empty for those that are."""
    return _UNREAD.get(format_name, "")


def extension(path: str | bytes) -> str:
    """The extension in lower case with its dot, or an empty string."""
    return os.path.splitext(os.fsdecode(path))[1].lower()  # noqa: PTH122 - may not be decodable


_STARTS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"8BPS\0", "PSD"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG2000"),
    (b"\xff\x4f\xff\x51\0", "JPEG2000"),
    (b"qoif", "QOI"),
    (b"DDS \x7c\0\0\0", "DDS"),
    (b"icns\0", "ICNS"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "JXL"),
    (b"\xff\x0a", "JXL"),
    (b"v/1\x01", "EXR"),
    (b"#?RADIANCE", "HDR"),
    (b"FUJIFILMCCD-RAW", "RAW"),
    (b"IIU\0", "RAW"),
    (b"IIRO", "RAW"),
    (b"IIRS", "RAW"),
    (b"MMOR", "RAW"),
    (b"II\x1a\0\0\0HEAPCCDR", "RAW"),
    (b"FOVb", "RAW"),
    (b"\0MRM", "RAW"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0\x08\0", "TIFF"),
    (b"MM\0+\0\x08", "TIFF"),
    (b"gimp xcf", "XCF"),
    (b"II\xbc\x01", "JXR"),
    (b"BPG\xfb", "BPG"),
    (b"SIMPLE  =", "FITS"),
    (b"\xd7\xcd\xc6\x9a", "WMF"),
    (b"\xc5\xd0\xd3\xc6", "EPS"),
    (b"%!PS-Adobe", "EPS"),
)

_VIDEO_STARTS = (
    (b"\x1aE\xdf\xa3", "Matroska"),
    (b"FLV\x01", "FLV"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "WMV"),
    (b"\0\0\x01\xba", "MPEG"),
    (b"\0\0\x01\xb3", "MPEG"),
    (b"\x06\x0e\x2b\x34\x02\x05\x01\x01", "MXF"),
    (b".RMF", "RealMedia"),
)

_BRANDS = {
    b"avif": "AVIF",
    b"avis": "AVIF",
    b"crx ": "RAW",
    b"jxl ": "JXL",
    b"jp2 ": "JPEG2000",
    b"jpx ": "JPEG2000",
} | dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"), "HEIF")


_FILM_BRANDS = re.compile(
    rb"qt  |iso[m\d]|mp4\d|mp7\d|avc\d|M4V|f4v|3g[a-z]|mmp4|MSNV|XAVC|dash|nds|NDS|KDDI|caqv|hvc1"
)


def _by_boxes(head: bytes) -> Kind | None:
    """Files of the ISO family: HEIF and AVIF beside MP4 and QuickTime."""
    if head[4:8] in {b"moov", b"mdat", b"wide", b"pnot"}:
        return Kind(What.VIDEO, "MOV")
    if head[4:8] != b"ftyp":
        return None
    end = min(max(int.from_bytes(head[:4], "big"), 16), 512)
    brands = [head[8:12], *(head[i : i + 4] for i in range(16, end, 4))]
    if brands[0] in {b"M4A ", b"M4B ", b"M4P ", b"F4A "}:
        return Kind(What.OTHER, ".m4a")
    if _FILM_BRANDS.match(brands[0]):
        return Kind(What.VIDEO, "MOV" if brands[0] == b"qt  " else "MP4")
    known = [_BRANDS[b] for b in brands if b in _BRANDS]
    if known:
        return Kind(What.PICTURE, known[0])
    return Kind(What.PICTURE, "HEIF") if brands[0][:2] == b"mi" else None


def _u16(head: bytes, at: int) -> int:
    return int.from_bytes(head[at : at + 2], "little")


# Old formats whose first bytes are few: other fields have to agree.
_HEADERS: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("BMP", lambda h: h[:2] == b"BM" and _u16(h, 14) in {12, 16, 40, 52, 56, 64, 108, 124}),
    ("SGI", lambda h: h[:2] == b"\x01\xda" and h[2] in {0, 1} and h[3] in {1, 2}),
    ("FLI", lambda h: h[4:6] in {b"\x11\xaf", b"\x12\xaf"} and _u16(h, 12) == 8),
    ("PCX", lambda h: h[0] == 10 and h[1] <= 5 and h[2] == 1 and h[3] in {1, 2, 4, 8}),
    ("ICO", lambda h: h[:4] == b"\0\0\1\0" and h[4] > 0 and h[9] == 0),
    ("CUR", lambda h: h[:4] == b"\0\0\2\0" and h[4] > 0 and h[9] == 0),
    ("PPM", lambda h: re.match(rb"P[1-7Ff]\s(#|\d|WIDTH)", h) is not None),
    ("WMF", lambda h: h[:4] == b"\1\0\0\0" and h[40:44] == b" EMF"),
    ("SVG", lambda h: re.match(rb"(\xef\xbb\xbf)?\s*<(\?xml|svg)", h) is not None and b"<svg" in h),
)


def sniff_head(head: bytes, path: str | bytes) -> Kind:
    """What a file is, from its first :data:`HEAD_BYTES` bytes and its name.

    A picture's extension makes a picture whatever the bytes are, so that nothing a person takes
    for a picture is passed over in silence.
    """
    ending = extension(path)
    found = content(head)
    if head[:4] == _MAC_FORK:
        return Kind(What.OTHER, ending)
    if found is not None and found.format == "TIFF":
        camera = ending in RAW_EXTENSIONS or head[8:10] == b"CR"
        return Kind(What.PICTURE, "RAW") if camera else found
    if ending in PICTURE_EXTENSIONS and (found is None or not found.is_picture):
        weak = _FORMAT_OF[ending]  # taken at its word, where bytes need not tell
        return Kind(What.PICTURE, weak if weak in _UNSIGNED else "")
    if found is None:
        film = ending in VIDEO_EXTENSIONS or head[4:8] == b"ftyp"
        return Kind(What.VIDEO, ending[1:].upper()) if film else Kind(What.OTHER, ending)
    return found


def content(head: bytes) -> Kind | None:
    """What the bytes alone say; None when they say nothing."""
    for start, name in _STARTS:
        if head.startswith(start):
            return Kind(What.PICTURE, name)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind(What.PICTURE, "WEBP")
    boxes = _by_boxes(head)
    if boxes is not None:
        return boxes
    film = _film(head)
    if film:
        return Kind(What.VIDEO, film)
    if len(head) < 16:
        return None
    name = next((name for name, fits in _HEADERS if fits(head)), "")
    return Kind(What.PICTURE, name) if name else None


def _film(head: bytes) -> str:
    """The container of a film; empty for everything else."""
    for start, name in _VIDEO_STARTS:
        if head.startswith(start):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "AVI"
    if head[:4] == b"OggS" and (b"theora" in head[:64] or b"\x01video" in head[:64]):
        return "Ogg"
    for step, offset in ((188, 0), (192, 4)):  # transport streams of camcorders and television
        marks = head[offset : offset + 8 * step : step]
        if len(marks) == 8 and set(marks) == {0x47}:
            return "MPEG-TS"
    return ""


def open_binary(path: str | bytes) -> BinaryIO:
    """Open a regular file for reading, without ever waiting on a pipe or device.

    Raises :class:`PictureProblem` with the reason when that is not possible.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError as e:
        raise Unreachable("The file is no longer there.") from e
    except PermissionError as e:
        raise Unreachable(limits.NO_PERMISSION) from e
    except (OSError, ValueError) as e:
        raise Unreachable("The file cannot be opened.") from e
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise PictureProblem("This is not a file.")
    return os.fdopen(handle, "rb", buffering=1 << 16)


def sniff(path: str | bytes) -> Kind:
    """What a file is; reads its first 4 KiB. Raises :class:`PictureProblem` if it cannot."""
    with open_binary(path) as f:
        try:
            head = f.read(HEAD_BYTES)
        except OSError as e:
            raise Unreachable(limits.UNREAD) from e
    return sniff_head(head, path)
