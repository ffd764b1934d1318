"""A library's own banks of templates: checked, then copied into its folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from picturedesk import images
from picturedesk.errors import InputError, WriteError
from picturedesk.suggestions import bank_files
from picturedesk.suggestions.banks import Bank

if TYPE_CHECKING:
    from picturedesk.library import Library


def _folder(library: Library) -> Path:
    return library.paths.folder / "alttext"


def bank(library: Library, language: str = "") -> Bank:
    """The bank that suggestions in a language come from. Raises as :func:`bank_files.load`."""
    tag = language or str(library.catalog.settings.get("alttext.language", "") or "en")
    return bank_files.load(tag, _folder(library))


def languages(library: Library) -> list[str]:
    """Languages in which there are templates."""
    return bank_files.languages(_folder(library))


def import_bank(library: Library, file: Path | str) -> Bank:
    """Take a bank into the library, in the place of the one it had in that language.

    What was suggested with the old one is stale from then on. Raises InputError with line and
    reason for a bank that cannot be used, WriteError when the folder cannot be written; the old
    bank is as it was then.
    """
    source = Path(file)
    if source.suffix.lower() != ".toml":
        raise InputError(f"{source.name} is not a bank of templates.", "Banks are .toml files.")
    made = bank_files.read(source, _folder(library))
    target = _folder(library) / f"{made.language}.toml"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        images.write_atomically(target, source.read_bytes())
    except OSError as error:
        raise WriteError(
            f"The bank could not be kept: {error.strerror}.", f"Check that {target} can be written."
        ) from error
    return made


def remove_bank(library: Library, language: str) -> None:
    """Go back to the bank that comes with the program."""
    (_folder(library) / f"{language}.toml").unlink(missing_ok=True)
