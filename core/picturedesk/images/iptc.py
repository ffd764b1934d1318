"""IPTC-IIM records, as many programs still write them into JPEG, TIFF and PSD.

Source: IPTC-NAA Information Interchange Model 4.2. Written here because the libraries for it
write to files or guess at character sets; reading takes one loop.
"""

from __future__ import annotations

_UTF8_MARK = b"\x1b%G"
_MAX_DATASETS = 5000


def _decode(value: bytes, utf8: bool) -> str:
    """Text in the record's own character set, or in the likeliest one."""
    value = value.rstrip(b"\0 ")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        if utf8:
            return value.decode("utf-8", "replace")
    try:
        return value.decode("cp1252")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def parse(data: bytes) -> dict[int, list[str]]:
    """Datasets of record 2 (application): number to texts, in order. Never fails."""
    raw: list[tuple[int, bytes]] = []
    utf8 = False
    at = data.find(b"\x1c")
    for _ in range(_MAX_DATASETS):
        if at < 0 or at + 5 > len(data) or data[at] != 0x1C:
            break
        record, number = data[at + 1], data[at + 2]
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        at += 5
        if size & 0x8000:  # the length of the length
            extra = size & 0x7FFF
            size = int.from_bytes(data[at : at + extra], "big") if extra <= 4 else len(data)
            at += extra
        value = data[at : at + size]
        at += size
        if (record, number) == (1, 90):
            utf8 = _UTF8_MARK in value
        elif record == 2:
            raw.append((number, value))
    found: dict[int, list[str]] = {}
    for number, value in raw:
        found.setdefault(number, []).append(_decode(value, utf8))
    return found
