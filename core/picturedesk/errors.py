"""Every error the engine raises, drawn as one tree.

::

    PictureDeskError
    ├── UserError              the world's fault: a sentence to show, and a way out
    │   ├── UsageError         a word, filter or option that is not known
    │   ├── LibraryError       the library cannot be opened, read or written
    │   │   ├── LibraryBusy    another process holds it for writing
    │   │   ├── LibraryNewer   written by a newer Picture Desk
    │   │   └── CatalogDamaged the catalog file is not readable
    │   ├── RootError          a folder that is missing, offline or not allowed
    │   ├── PictureProblem     one picture that cannot be read, and why
    │   │   └── Unreachable    its file cannot be opened now, whatever it holds
    │   ├── DecodingFailed     no picture can be read, because decoding does not start
    │   ├── ModelError         a model that is not here, not whole or cannot be fetched
    │   │   └── Offline        the network was needed and did not answer
    │   ├── WriteError         a file could not be written; the target is as it was
    │   │   └── NeedsSidecar   this file cannot be written into; a file beside it can
    │   └── InputError         a brief, deck or table that cannot be used
    └── BugError               our fault: reaches the crash handler, never a dialog

``IndexDamaged`` stands apart on purpose: it never reaches a person, because an index is a
cache and its owner answers by building it again.
"""

from __future__ import annotations

import errno
import os


class PictureDeskError(Exception):
    """Base of everything raised on purpose."""


class UserError(PictureDeskError):
    """Something outside this program is wrong, and a person can do something about it.

    ``sentence`` says what happened; ``way_out`` says what to do next (may be empty when the
    sentence already does).
    """

    def __init__(self, sentence: str, way_out: str = "") -> None:
        super().__init__(sentence, way_out)
        self.sentence = sentence
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.sentence} {self.way_out}".rstrip()


class UsageError(UserError):
    """A word, filter, option or name that is not known."""


class LibraryError(UserError):
    """The library cannot be opened, read or written."""


class LibraryBusy(LibraryError):
    """Another process holds the library for writing."""


class LibraryNewer(LibraryError):
    """The library was written by a newer version of Picture Desk."""


class CatalogDamaged(LibraryError):
    """The catalog file is damaged."""


class RootError(UserError):
    """A folder is missing, offline, or may not be added."""


class PictureProblem(UserError):
    """One picture cannot be read; ``sentence`` is the reason that is listed."""


class Unreachable(PictureProblem):
    """A picture's file cannot be opened or read now (permission, disk), whatever it holds.

    Nothing about the file need change for it to be readable again.
    """


class DecodingFailed(UserError):
    """The decoding processes do not start, so that nothing can be said of any picture."""


class ModelError(UserError):
    """A model is not here, is not whole, or cannot be used."""


class Offline(ModelError):
    """The network was needed and did not answer."""


class WriteError(UserError):
    """A file could not be written; what was there before is unchanged."""


class NeedsSidecar(WriteError):
    """Nothing can be written into this file safely; a sidecar beside it is the way."""


class InputError(UserError):
    """A brief, a deck or a table cannot be used."""


class BugError(PictureDeskError):
    """A state that our own code should have made impossible."""


class IndexDamaged(PictureDeskError):
    """An index file failed its check; whoever owns the index rebuilds it from the catalog."""


def of_system(error: OSError) -> UserError:
    """What the system refused, for the edges where nobody below has found a better sentence."""
    where = f" ({os.fsdecode(error.filename)})" if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WriteError(
            f"The disk is full{where}.", "Make room and do it again; what was finished is kept."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return WriteError(
            f"This may not be written{where}.", "Check the permissions, or choose another folder."
        )
    return UserError(f"The system refused: {error.strerror or error}{where}.")


def of_bug(error: BaseException) -> UserError:
    """What a person is told of a fault of ours, for whoever waits for an answer at an edge."""
    return UserError(f"Something went wrong in Picture Desk ({type(error).__name__}: {error}).")
