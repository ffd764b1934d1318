"""What a picture may cost, and the plain reasons for refusing one.

Sizes are checked before a single pixel is decoded: a file of a few bytes can claim a picture of
many gigabytes.
"""

from __future__ import annotations

import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from picturedesk.errors import PictureProblem, Unreachable

MAX_PIXELS = 500_000_000
"""Largest picture that is read at all; panoramas from a gigapixel head are beyond it."""
MAX_MEMORY = 1536 * 2**20
"""Bytes that the decoded pixels of one picture may take."""
_SURELY_FINE = 256 * 2**20
_BELIEVABLE_RATIO = 400
"""Flat drawings compress to a few hundredths; what shrinks further than this is a bomb."""

DECODER_ERRORS: tuple[type[Exception], ...] = (
    OSError, ValueError, SyntaxError, TypeError, LookupError, AttributeError, ArithmeticError,
    EOFError, RuntimeError, MemoryError, AssertionError, struct.error, zlib.error, NameError,
)  # fmt: skip
"""What decoders raise on damaged data. They were found by fuzzing, so the list is long."""

TRUNCATED = "The file ends before the picture does."
DAMAGED = "The file is damaged."
TOO_MUCH_MEMORY = "Reading the picture would take too much memory."
NO_PERMISSION = "There is no permission to read the file."
UNREAD = "The disk could not read the file."


_SAYINGS = (
    (("decompression",), "The picture claims more pixels than can be read."),
    (("memory", "bad_alloc"), TOO_MUCH_MEMORY),
    (
        ("truncat", "unexpected end", "not enough", "end of file", "too short", "eoferror"),
        TRUNCATED,
    ),
    (("unsupported", "not supported", "notimplemented"), "This variant of the format is not read."),
)


def check_size(width: int, height: int, pixel_bytes: float, file_bytes: int) -> None:
    """Refuse a picture of ``width`` × ``height`` that costs too much or cannot be true.

    ``pixel_bytes`` is what the decoder holds for each pixel. Raises :class:`PictureProblem`.
    """
    if width <= 0 or height <= 0:
        raise PictureProblem("The picture has no pixels.")
    claim = f"{width:,} × {height:,} pixels"
    needed = width * height * pixel_bytes
    if needed > _SURELY_FINE and needed > _BELIEVABLE_RATIO * file_bytes:
        raise PictureProblem(f"The file is far too small for the {claim} it claims.")
    if width * height > MAX_PIXELS:
        raise PictureProblem(f"The picture is too large: {claim}.")
    if needed > MAX_MEMORY:
        raise PictureProblem(f"The picture is too large for its format: {claim}.")


def problem(error: BaseException) -> PictureProblem:
    """What a decoder, or the system under it, raised: as a sentence about the file."""
    if isinstance(error, PermissionError):
        return Unreachable(NO_PERMISSION)
    if isinstance(error, OSError) and error.errno is not None:
        return Unreachable(UNREAD)
    text = f"{type(error).__name__} {error}".lower()
    said = (sentence for words, sentence in _SAYINGS if any(word in text for word in words))
    return PictureProblem(next(said, DAMAGED))


_quiet_lock = threading.Lock()
_quiet_depth = 0
_quiet_filters: list[object] = []


@contextmanager
def quiet() -> Iterator[None]:
    """Keep decoders' Python warnings to ourselves.

    Counted, because :class:`warnings.catch_warnings` leaves the wrong filters behind when two
    threads overlap in it.
    """
    global _quiet_depth  # noqa: PLW0603 - the filters are global too
    with _quiet_lock:
        if _quiet_depth == 0:
            _quiet_filters[:] = warnings.filters
            warnings.simplefilter("ignore")
        _quiet_depth += 1
    try:
        yield
    finally:
        with _quiet_lock:
            _quiet_depth -= 1
            if _quiet_depth == 0:
                warnings.filters[:] = _quiet_filters  # type: ignore[index]
                warnings._filters_mutated()  # type: ignore[attr-defined]  # noqa: SLF001
