"""Writing files so that nothing is half there and nothing is lost.

:func:`writing` gives a temporary file beside the target; when its block ends well the file is
flushed to disk and takes the target's name in one step, otherwise it is removed and the target
is as it was.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from picturedesk.errors import WriteError

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_MAX_NAME_BYTES = 150


def clean_name(text: str, fallback: str = "untitled") -> str:
    """A file name (without extension) that every system takes, from any text.

    Separators, control and direction marks become spaces; no leading or trailing dot, no device
    name of Windows, at most 150 bytes of UTF-8, never empty.
    """
    name = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode("utf-8"))
    name = " ".join(_NOT_IN_NAMES.sub(" ", name).split()).strip(" .")
    while len(name.encode("utf-8")) > _MAX_NAME_BYTES:
        name = name[:-1]
    name = name.strip(" .")
    if _DEVICES.match(name):
        name = f"_{name}"
    return name or fallback


@contextlib.contextmanager
def writing(path: Path | str, *, overwrite: bool = False) -> Iterator[BinaryIO]:
    """A binary file to write and read back that becomes ``path`` when the block ends well.

    Raises WriteError with a sentence for a target that is there (unless ``overwrite``), a folder
    that is missing or read-only, a full disk, a name that is too long.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.is_dir():
            raise WriteError(f"{target.name} is a folder.", "Choose a file name.")
        if not overwrite and target.exists():
            raise _already_there(target)
    except OSError as error:
        raise problem(target, error) from error
    temporary = target.with_name(f".picturedesk-{secrets.token_hex(6)}.part")
    try:
        file = os.open(
            temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666
        )
    except OSError as error:
        raise problem(target, error) from error
    try:
        with os.fdopen(file, "w+b") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        _put_in_place(temporary, target, overwrite)
    except OSError as error:
        raise problem(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _put_in_place(temporary: Path, target: Path, overwrite: bool) -> None:
    if overwrite:
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    else:
        try:
            # A link refuses a name that is taken, also when somebody took it this moment.
            os.link(temporary, target)
        except FileExistsError as error:
            raise _already_there(target) from error
        except (OSError, NotImplementedError, AttributeError) as error:
            if target.exists():
                raise _already_there(target) from error
            temporary.replace(target)
    with contextlib.suppress(OSError, AttributeError):
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _already_there(target: Path) -> WriteError:
    return WriteError(
        f"{target.name} is already there.", "Choose another name, or allow replacing it."
    )


def problem(target: Path, error: OSError) -> WriteError:
    """The sentence for a file that could not be written."""
    folder = target.parent
    sentences = {
        errno.ENOSPC: ("The disk is full.", "Free some space, or choose another place."),
        errno.EDQUOT: ("Your share of the disk is full.", "Free some space first."),
        errno.EROFS: (f"{folder} can only be read.", "Choose a folder you may write to."),
        errno.EACCES: (f"You may not write to {folder}.", "Choose a folder you may write to."),
        errno.EPERM: (f"You may not write to {folder}.", "Choose a folder you may write to."),
        errno.ENOENT: (f"There is no folder {folder}.", "Make it first, or choose another place."),
        errno.ENOTDIR: (f"{folder} is not a folder.", "Choose another place."),
        errno.ENAMETOOLONG: ("The file name is too long.", "Choose a shorter one."),
    }
    name = target.name if len(target.name) <= 80 else target.name[:79] + "…"
    known = sentences.get(error.errno or 0)
    reason, way_out = known or (f"{error.strerror or error}.", "Try another place.")
    return WriteError(f"{name} could not be written. {reason}", way_out)
