"""Proposals to files: from the original, of exactly the channel's size, under its byte limit.

Every file is complete or not there at all, and none is replaced unless that was asked for. What
cannot be done is refused with a sentence; in a batch the others are done all the same.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from picturedesk import images
from picturedesk.channels import Channel
from picturedesk.errors import PictureProblem, UsageError, UserError, WriteError
from picturedesk.export import clean_name, writing
from picturedesk.headlines.originals import trouble
from picturedesk.headlines.values import Proposal, Proposals, enlarged_words, is_enlarged

PATTERN = "{date}_{channel}_{headline}"
FIELDS = ("date", "channel", "headline", "name", "number")
"""What a pattern may hold: day, channel, headline, the original's name, place among the files."""
_FIELD = re.compile(r"\{([^{}]*)\}")
_ENDINGS = {"jpeg": ".jpg", "png": ".png", "webp": ".webp"}
_LONGEST_HEADLINE = 60


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How files are written."""

    pattern: str = PATTERN
    """Of the file names, without ending; see :data:`FIELDS`."""
    metadata: Literal["strip", "keep"] = "strip"
    """*strip*: nothing but the alt text; *keep*: EXIF (place included) and XMP as well."""
    allow_enlarging: bool = False
    overwrite: bool = False
    day: date | None = None
    """Of publication; None: today."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One file that was written."""

    path: Path
    proposal: Proposal
    format: str
    quality: int
    """0 where the format loses nothing."""
    bytes: int
    notes: tuple[str, ...] = ()
    """What a person should know: credentials that are lost, an alt text that is too long."""


@dataclass(frozen=True, slots=True)
class Refused:
    """One proposal that no file was made of, and why."""

    proposal: Proposal
    reason: str


@dataclass(frozen=True, slots=True)
class Exports:
    """What became of a batch."""

    done: tuple[Exported, ...]
    refused: tuple[Refused, ...]


def export(
    proposals: Proposals,
    chosen: Sequence[Proposal],
    folder: Path | str,
    options: ExportOptions | None = None,
) -> Exports:
    """Write each of the chosen proposals into ``folder`` (made if it is missing).

    Touches no library: any thread may do it. Raises UsageError for a pattern that cannot be,
    WriteError when the folder cannot be made; whatever is wrong with one file is in the answer.
    """
    how = options or ExportOptions()
    check_pattern(how.pattern)
    target = made_folder(folder)
    done: list[Exported] = []
    refused: list[Refused] = []
    taken: set[str] = set()
    for number, proposal in enumerate(chosen, 1):
        channel = proposals.row(proposal.channel).channel
        try:
            name = file_name(how, proposals.headline, channel, proposal, number=number, taken=taken)
            done.append(export_one(channel, proposal, target, name, how))
        except UserError as error:
            refused.append(Refused(proposal, str(error)))
    return Exports(tuple(done), tuple(refused))


def export_one(
    channel: Channel, proposal: Proposal, folder: Path, name: str, options: ExportOptions
) -> Exported:
    """Write one crop as ``folder/name`` with its format's ending.

    Raises PictureProblem for an original that is missing, changed or unreadable, UsageError when
    it would have to be enlarged, WriteError when the file is there, does not fit into the
    channel's bytes, or cannot be written.
    """
    asset = proposal.asset
    if problem := trouble(asset):
        raise PictureProblem(f"{Path(asset.path).name}: {problem}")
    if options.overwrite is False:
        _refuse_taken(channel, folder, name)
    original = images.open_original(asset.path)
    crop = proposal.crop
    enlarge = channel.width / max(1e-6, (crop.right - crop.left) * original.image.width)
    if is_enlarged(enlarge) and not options.allow_enlarging:
        raise UsageError(
            f"{Path(asset.path).name} would have to be enlarged "
            f"{enlarged_words(enlarge)} for {channel.label}.",
            "Choose a larger crop or picture, or allow enlarging.",
        )
    notes = _notes(channel, proposal, enlarge, credentials=original.credentials)
    packet, lost = _packet(original, asset.metadata.alt_text, keep=options.metadata == "keep")
    exif = original.exif if options.metadata == "keep" else b""
    box = (crop.left, crop.top, crop.right, crop.bottom)
    picture = images.cropped(original.image, box, (channel.width, channel.height))
    fitted = images.within_bytes(picture, channel.formats, channel.max_bytes, exif=exif, xmp=packet)
    path = folder / f"{name}{_ENDINGS[fitted.format]}"
    with writing(path, overwrite=options.overwrite) as file:
        file.write(fitted.data)
    return Exported(
        path, proposal, fitted.format, fitted.quality, len(fitted.data), (*notes, *lost)
    )


def _refuse_taken(channel: Channel, folder: Path, name: str) -> None:
    """Before the work, not after it."""
    for form in channel.formats:
        path = folder / f"{name}{_ENDINGS[form]}"
        if path.exists():
            raise WriteError(
                f"{path.name} is already there.", "Choose another name, or allow replacing it."
            )


def _packet(original: images.Original, alt_text: str, *, keep: bool) -> tuple[bytes, list[str]]:
    """The XMP packet of the new file, and a sentence when the old one could not be kept."""
    try:
        return images.alt_packet(original.xmp if keep else b"", alt_text), []
    except WriteError:
        lost = ["The original's XMP is damaged or too large and was left out."]
        return images.alt_packet(b"", alt_text), lost


def _notes(
    channel: Channel, proposal: Proposal, enlarge: float, *, credentials: bool
) -> tuple[str, ...]:
    found = []
    if credentials:
        found.append(
            "The original carries content credentials (C2PA); the new file cannot keep them."
        )
    if is_enlarged(enlarge):
        found.append(f"Enlarged {enlarged_words(enlarge)}.")
    alt = proposal.asset.metadata.alt_text
    if channel.alt_limit and len(alt) > channel.alt_limit:
        found.append(
            f"The alt text has {len(alt):,} characters, and {channel.label} takes "
            f"{channel.alt_limit:,}."
        )
    return tuple(found)


def made_folder(folder: Path | str) -> Path:
    """The folder, made if it is missing. Raises WriteError with a sentence."""
    target = Path(folder).expanduser().absolute()
    try:
        target.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise WriteError(f"{target} is not a folder.", "Choose another place.") from None
    except OSError as error:
        raise WriteError(
            f"The folder {target} could not be made: {error.strerror}.", "Choose another place."
        ) from error
    return target


def check_pattern(pattern: str) -> None:
    """Refuse a name pattern that is empty, or has a field that is not known (UsageError)."""
    if not pattern.strip():
        raise UsageError("The pattern of the file names is empty.", f"The usual one: {PATTERN}.")
    if any(brace in _FIELD.sub("", pattern) for brace in "{}"):
        raise UsageError("A brace in the pattern of the file names is not closed.",
                         f"The usual one: {PATTERN}.")  # fmt: skip
    for word in _FIELD.findall(pattern):
        if word not in FIELDS:
            near = difflib.get_close_matches(word, FIELDS, n=1)
            hint = f"Did you mean {{{near[0]}}}? " if near else ""
            listed = ", ".join(f"{{{name}}}" for name in FIELDS)
            raise UsageError(f"A file name has no {{{word}}}.", f"{hint}There are: {listed}.")


def file_name(
    options: ExportOptions,
    headline: str,
    channel: Channel,
    proposal: Proposal,
    *,
    number: int = 1,
    taken: set[str] | None = None,
) -> str:
    """A cleaned name by the pattern, not among those ``taken`` in this batch (and now taken)."""
    taken = set() if taken is None else taken
    day = options.day or date.today()  # noqa: DTZ011 - a day of the calendar on the wall
    values = {
        "date": day.isoformat(),
        "channel": channel.name,
        "headline": clean_name(headline)[:_LONGEST_HEADLINE].strip(" ."),
        "name": Path(proposal.asset.path).stem,
        "number": str(number),
    }
    text = _FIELD.sub(lambda found: values[found[1]], options.pattern)
    base = clean_name(text, "picture")
    name, again = base, 2
    while name.casefold() in taken:
        name, again = f"{base}_{again}", again + 1
    taken.add(name.casefold())
    return name
