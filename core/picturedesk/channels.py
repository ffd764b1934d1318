"""Where pictures are published: channels as data, checked line by line.

The shipped ones are ``resources/channels.toml``; a library may replace and add its own with a
file of the same shape. An entry that is wrong or impossible is refused with its line and the
reason.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from picturedesk import paths
from picturedesk.errors import InputError, UsageError
from picturedesk.records import Crop

FORMATS = ("jpeg", "png", "webp")
TEXT_PLACES = ("none", "left", "right", "top", "bottom", "any")
WHOLE = Crop(0.0, 0.0, 1.0, 1.0)
_LARGEST_SIDE = 20_000
_SMALLEST_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Channel:
    """One place where a picture is published. Boxes are fractions of the channel's frame."""

    name: str
    label: str
    width: int
    """Pixels of the exported file, exactly."""
    height: int
    safe: Crop = WHOLE
    """What surely stays visible."""
    covered: tuple[Crop, ...] = ()
    """What the platform draws over."""
    seen_at: int = 320
    """Smallest width in pixels at which people see it."""
    text: str = "none"
    """Where the channel wants room for text; one of :data:`TEXT_PLACES`."""
    formats: tuple[str, ...] = ("jpeg",)
    max_bytes: int = 5_000_000
    alt_limit: int = 0
    """Longest alt text in characters; 0 where the channel takes none."""
    variants: int = 1

    @property
    def ratio(self) -> float:
        """Width over height."""
        return self.width / self.height


def load(library_file: Path | None = None) -> dict[str, Channel]:
    """The channels by name: the shipped ones, with the library's own on top.

    Raises InputError naming file, line and reason for an entry that cannot be.
    """
    channels = _read(paths.resource_path("channels.toml"))
    if library_file is not None and library_file.is_file():
        channels.update(_read(library_file))
    return channels


def choose(channels: dict[str, Channel], names: list[str]) -> list[Channel]:
    """The channels of these names (or labels), in their order.

    Raises UsageError for an unknown one, naming the nearest.
    """
    chosen: list[Channel] = []
    labels = {_key(channel.label): name for name, channel in channels.items()}
    for name in names:
        key = _key(name)
        key = key if key in channels else labels.get(key, key)
        if key not in channels:
            near = difflib.get_close_matches(key, channels, n=1, cutoff=0.5)
            hint = f"Did you mean {near[0]}? " if near else ""
            raise UsageError(f"There is no channel {name}.", f"{hint}There are: {_list(channels)}.")
        chosen.append(channels[key])
    return chosen


def _key(name: str) -> str:
    return name.strip().lower().replace(" ", "-").replace("_", "-")


def _list(channels: dict[str, Channel]) -> str:
    return ", ".join(sorted(channels))


def _read(file: Path) -> dict[str, Channel]:
    try:
        text = file.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file} is not TOML: {error}.", "Mend the line that it names.") from error
    channels: dict[str, Channel] = {}
    for name, table in tables.items():
        try:
            channels[name] = _channel(name, table)
        except ValueError as error:
            line = _line_of(text, name)
            raise InputError(f"{file.name}, line {line}: channel {name}: {error}.") from None
    return channels


def _line_of(text: str, name: str) -> int:
    pattern = re.compile(rf"^\s*(\[\s*[\"']?{re.escape(name)}[\"']?\s*\]|{re.escape(name)}\s*=)")
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.match(line):
            return number
    return 1


def _channel(name: str, table: Any) -> Channel:
    if not isinstance(table, dict):
        raise ValueError("it must be a table with width and height")  # noqa: TRY004 - one kind of refusal
    unknown = set(table) - {field for field in Channel.__dataclass_fields__ if field != "name"}
    if unknown:
        word = min(unknown)
        near = difflib.get_close_matches(word, Channel.__dataclass_fields__, n=1)
        raise ValueError(f"{word} is not known" + (f"; did you mean {near[0]}?" if near else ""))
    width = _whole(table, "width", 1, _LARGEST_SIDE)
    channel = Channel(
        name=name,
        label=str(table.get("label", name)),
        width=width,
        height=_whole(table, "height", 1, _LARGEST_SIDE),
        safe=_box(table["safe"], "safe") if "safe" in table else WHOLE,
        covered=tuple(_box(box, "covered") for box in _sequence(table, "covered")),
        seen_at=_whole(table, "seen_at", 1, _LARGEST_SIDE, min(320, width)),
        text=_one_of(table.get("text", "none"), "text", TEXT_PLACES),
        formats=tuple(
            _one_of(name, "formats", FORMATS) for name in _sequence(table, "formats", ["jpeg"])
        ),
        max_bytes=_whole(table, "max_bytes", _SMALLEST_LIMIT, 1_000_000_000, 5_000_000),
        alt_limit=_whole(table, "alt_limit", 0, 100_000, 0),
        variants=_whole(table, "variants", 1, 10, 1),
    )
    _check_possible(channel)
    return channel


def _check_possible(channel: Channel) -> None:
    if not channel.formats:
        raise ValueError("formats is empty; name at least one of " + ", ".join(FORMATS))
    if channel.seen_at > channel.width:
        raise ValueError(f"seen_at ({channel.seen_at}) is larger than width ({channel.width})")
    if not 1 / 20 <= channel.ratio <= 20:
        raise ValueError(f"{channel.width} x {channel.height} is longer than 20 to 1")


def _whole(
    table: dict[str, Any], word: str, low: int, high: int, default: int | None = None
) -> int:
    value = table.get(word, default)
    if value is None:
        raise ValueError(f"{word} is missing")
    if type(value) is not int or not low <= value <= high:
        raise ValueError(f"{word} must be a whole number from {low:,} to {high:,}")
    return value


def _sequence(table: dict[str, Any], word: str, default: list[Any] | None = None) -> list[Any]:
    value = table.get(word, default or [])
    if not isinstance(value, list):
        raise ValueError(f"{word} must be a list")  # noqa: TRY004 - one kind of refusal
    return value


def _box(value: Any, word: str) -> Crop:
    if (
        isinstance(value, list)
        and len(value) == 4
        and all(type(number) in (int, float) for number in value)
    ):
        left, top, right, bottom = (float(number) for number in value)
        if 0 <= left < right <= 1 and 0 <= top < bottom <= 1:
            return Crop(left, top, right, bottom)
    raise ValueError(f"{word} must be [left, top, right, bottom] in fractions, left before right")


def _one_of(value: Any, word: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ValueError(f"{word}: {value!r} is not one of {', '.join(allowed)}")
    return str(value)
