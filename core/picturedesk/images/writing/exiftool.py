"""Formats whose containers we do not write ourselves, through ExifTool where it is installed.

ExifTool works on a copy; the copy's other metadata is compared with the original's before it is
handed back.
"""

from __future__ import annotations

import contextlib
import functools
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from picturedesk.errors import NeedsSidecar
from picturedesk.images.writing.packet import Fields, holds, read

ENDINGS = frozenset({".tif", ".tiff", ".psd", ".psb", ".heic", ".heif", ".avif", ".dng"})
"""What ExifTool writes XMP into without touching pixels."""
_TIMEOUT = 60
_TAGS = {
    "alt_text": "XMP-iptcCore:AltTextAccessibility",
    "extended": "XMP-iptcCore:ExtDescrAccessibility",
    "description": "XMP-dc:Description",
}
_CHANGING = ("File:", "System:", "ExifTool:", "Composite:", "XMP-x:", "SourceFile")
"""Groups that describe the file and the tool, not the picture."""


@functools.cache
def program() -> str | None:
    """The installed ExifTool, or None."""
    return shutil.which("exiftool")


def can_write(path: str) -> bool:
    """Whether ExifTool is here and writes this kind."""
    return program() is not None and os.path.splitext(path)[1].lower() in ENDINGS


def rewritten(path: str, data: bytes, fields: Fields) -> tuple[bytes, bytes | None]:
    """The bytes of the picture with these fields in it, and the XMP packet that it had.

    Raises WriteError when ExifTool is missing, refuses, or would change anything else.
    """
    if not can_write(path):
        raise NeedsSidecar(
            f"Nothing here can safely write into {os.path.basename(path)}.",
            "Write a sidecar instead, or install ExifTool.",
        )
    with _copy(path, data) as copy:
        before, old = _tags(copy), _packet(copy)
        _run([*_arguments(fields), "-overwrite_original", "-P", str(copy)])
        after = _tags(copy)
        written = {tag.lower() for tag in _written(fields)}
        if _rest(before, written) != _rest(after, written):
            raise NeedsSidecar("Other metadata would have changed.", "Write a sidecar instead.")
        if not holds(read(_packet(copy)), fields):
            raise NeedsSidecar("What was written does not read back.", "Write a sidecar instead.")
        return copy.read_bytes(), old


def packet(path: str, data: bytes) -> bytes | None:
    """The XMP packet of a picture of any kind that ExifTool reads; None where there is none.

    Raises WriteError when ExifTool is missing or refuses.
    """
    with _copy(path, data) as copy:
        return _packet(copy)


@contextlib.contextmanager
def _copy(path: str, data: bytes) -> Iterator[Path]:
    """A copy under a plain name: what a stranger called the picture never reaches ExifTool."""
    with tempfile.TemporaryDirectory(prefix="picturedesk-") as folder:
        copy = Path(folder) / ("picture" + os.path.splitext(path)[1].lower())
        copy.write_bytes(data)
        yield copy


def _packet(copy: Path) -> bytes | None:
    return _run(["-b", "-XMP", str(copy)]) or None


def _written(fields: Fields) -> list[str]:
    tags = [tag for name, tag in _TAGS.items() if getattr(fields, name) is not None]
    return tags + (["XMP-dc:Subject"] if fields.subjects is not None else [])


def _arguments(fields: Fields) -> list[str]:
    """ExifTool's arguments, one a line of its argument file."""
    lines: list[str] = []
    for name, tag in _TAGS.items():
        texts: Mapping[str, str] | None = getattr(fields, name)
        if texts is None:
            continue
        lines.append(f"-{tag}=")
        for language, text in texts.items():
            suffix = "" if language == "x-default" else f"-{language}"
            lines.append(f"-{tag}{suffix}={_escaped(text)}")
        if texts and "x-default" not in texts:
            lines.append(f"-{tag}={_escaped(next(iter(texts.values())))}")
    if fields.subjects is not None:
        lines.append("-XMP-dc:Subject=")
        lines += [f"-XMP-dc:Subject={_escaped(word)}" for word in fields.subjects]
    return ["-E", *lines]


def _escaped(text: str) -> str:
    """HTML entities (ExifTool's ``-E``), so that line breaks survive the argument file."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#xd;").replace("\n", "&#xa;")


def _run(lines: list[str]) -> bytes:
    name = program()
    if name is None:
        raise NeedsSidecar("ExifTool is not installed.", "Write a sidecar instead.")
    try:
        done = subprocess.run(
            [name, "-charset", "utf8", "-charset", "filename=utf8", "-@", "-"],
            input="\n".join(lines).encode("utf-8", "surrogateescape") + b"\n",
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NeedsSidecar("ExifTool did not answer.", "Write a sidecar instead.") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NeedsSidecar(
            f"ExifTool refused: {said[0] if said else 'no reason given'}.",
            "Write a sidecar instead.",
        )
    return done.stdout


def _tags(path: Path) -> dict[str, Any]:
    found = json.loads(_run(["-json", "-G1", "-a", "-struct", "-n", str(path)]) or b"[{}]")
    return dict(found[0])


def _rest(tags: dict[str, Any], written: set[str]) -> dict[str, Any]:
    """What must be the same: all but the written fields and what describes the file itself."""
    return {
        tag: value
        for tag, value in tags.items()
        if not tag.startswith(_CHANGING) and not _is_offset(tag) and not _is_one_of(tag, written)
    }


def _is_one_of(tag: str, written: set[str]) -> bool:
    return any(tag.lower() == one or tag.lower().startswith(f"{one}-") for one in written)


def _is_offset(tag: str) -> bool:
    # Where things lie in the file may change; that the pixels are the same is checked apart.
    return tag.endswith(
        ("Offset", "Offsets", "ByteCounts", "Start", "XMPToolkit", "Length", "MediaDataSize")
    )
