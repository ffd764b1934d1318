"""The typeface of exports: Inter, which comes with the program, and what to do without it.

Inter covers Latin, Greek and Cyrillic. Characters it lacks are set in a font of the system that
has them, else, for Chinese, Japanese and Korean in a PDF, in the viewer's own; scripts that need
shaping are set letter by letter.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from picturedesk.export.page import plain
from picturedesk.paths import resource_path

REGULAR, BOLD = "PictureDeskInter", "PictureDeskInter-SemiBold"
_FILES = {REGULAR: "Inter-Regular.ttf", BOLD: "Inter-SemiBold.ttf"}
_FALLBACKS = (
    "NotoSans-Regular.ttf", "DejaVuSans.ttf", "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf", "NotoSansThai-Regular.ttf", "NotoSansDevanagari-Regular.ttf",
    "Arial Unicode.ttf", "ArialUnicodeMS.ttf", "arial.ttf", "tahoma.ttf", "Nirmala.ttf",
    "leelawui.ttf", "NotoSansCJK-Regular.ttc", "msyh.ttc", "YuGothR.ttc", "malgun.ttf",
    "PingFang.ttc", "Hiragino Sans GB.ttc", "wqy-microhei.ttc", "DroidSansFallbackFull.ttf",
    "unifont.ttf",
)  # fmt: skip
_CJK = (
    ("HYGothic-Medium", ((0x1100, 0x11FF), (0x3130, 0x318F), (0xAC00, 0xD7AF))),
    ("HeiseiKakuGo-W5", ((0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xFF00, 0xFFEF))),
)


def file_of(bold: bool) -> Path:
    """The bundled TrueType file."""
    return resource_path("fonts", _FILES[BOLD if bold else REGULAR])


@lru_cache(maxsize=1)
def _registered() -> dict[str, Any]:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = {}
    for name, file in _FILES.items():
        fonts[name] = TTFont(name, str(resource_path("fonts", file)))
        pdfmetrics.registerFont(fonts[name])
    return fonts


@lru_cache(maxsize=1)
def _system_fonts() -> tuple[Path, ...]:
    """Files of fonts that may have what Inter lacks, in the order they are tried."""
    home = Path.home()
    if sys.platform == "win32":
        folders = [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    elif sys.platform == "darwin":
        folders = [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    else:
        folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts"]
    found: dict[str, Path] = {}
    for folder in folders:
        for base, _, names in os.walk(folder):
            for name in names:
                if name in _FALLBACKS:
                    found.setdefault(name, Path(base) / name)
    return tuple(found[name] for name in _FALLBACKS if name in found)


@lru_cache(maxsize=4096)
def _fallback(character: str) -> str:
    """The registered PDF font for a character that Inter lacks; Inter itself if there is none."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    code = ord(character)
    for path in _system_fonts():
        font = _system_font(path)
        if font is not None and code in font.face.charToGlyph:
            return str(font.fontName)
    for name, ranges in _CJK:
        if any(a <= code <= b for a, b in ranges):
            pdfmetrics.registerFont(UnicodeCIDFont(name))
            return name
    return REGULAR


@lru_cache(maxsize=32)
def _system_font(path: Path) -> Any:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFError, TTFont

    try:
        font = TTFont(f"PictureDesk-{path.stem}", str(path))
    except (TTFError, OSError):
        return None  # a format that cannot be embedded, such as outlines in CFF
    pdfmetrics.registerFont(font)
    return font


def runs(text: str, bold: bool) -> Iterator[tuple[str, str]]:
    """(registered font, part of the text) with every character in a font that has it."""
    name = BOLD if bold else REGULAR
    known = _registered()[name].face.charToGlyph
    part, current = "", name
    for character in text:
        font = name if ord(character) in known else _fallback(character)
        if font != current and part:
            yield current, part
            part = ""
        current = font
        part += character
    if part:
        yield current, part


@lru_cache(maxsize=8192)
def width(text: str, size: float, bold: bool) -> float:
    """Width of a line in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(sum(stringWidth(part, font, size) for font, part in runs(text, bold)))


def wrapped(text: str, size: float, bold: bool, room: float, max_lines: int = 0) -> list[str]:
    """The text in lines no wider than ``room`` points; long words are broken."""
    lines: list[str] = []
    for paragraph in plain(text).split("\n"):
        line = ""
        for word in _words(paragraph, size, bold, room):
            joined = f"{line} {word}" if line else word
            if line and width(joined, size, bold) > room:
                lines.append(line)
                line = word
            else:
                line = joined
            if max_lines and len(lines) > max_lines:
                break
        lines.append(line)
    if max_lines and len(lines) > max_lines:
        last = lines[max_lines - 1]
        while last and width(last + "…", size, bold) > room:
            last = last[:-1]
        lines = [*lines[: max_lines - 1], last.rstrip(" ,;.") + "…"]
    return lines


def _words(paragraph: str, size: float, bold: bool, room: float) -> Iterator[str]:
    for whole in paragraph[:20_000].split():
        word = whole
        while word and width(word, size, bold) > room:
            cut = len(word)
            while cut > 1 and width(word[:cut], size, bold) > room:
                cut = max(1, min(cut - 1, int(cut * room / width(word[:cut], size, bold)) or 1))
            yield word[:cut]
            word = word[cut:]
        if word:
            yield word


ASCENT = 0.97
"""Distance, in sizes, from the top of a line box without extra leading to its baseline."""
