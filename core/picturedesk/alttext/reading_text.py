"""Text in pictures, by the optional ``rapidocr-onnxruntime`` (offline, models in its wheel).

Reading takes seconds, so it is done where somebody asks for it, or where a picture is likely to be
made of text: :func:`looks_drawn` tells screenshots, charts and slides from photographs without a
model.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from picturedesk import images
from picturedesk.errors import PictureProblem

MISSING = (
    "Text in the picture is not read: the optional part for that is not installed "
    "(pip install picturedesk[ocr])."
)
_LEAST_SURE = 0.6
_LEAST_LETTERS = 2
"""Letters and digits of the shortest line: what is shorter is a logo or a bicycle more often."""
_ONE_TONE = 0.12
"""Share of one single grey from which a picture is taken for drawn. Of the photographs of
``eval/photos`` 3 % are above it (white walls, clear skies), of screenshots and charts 84 %."""
_LARGEST_SIDE = 1600
_LONGEST = 160


class ReadText(StrEnum):
    """In which pictures text is looked for."""

    NEVER = "never"
    LIKELY = "likely"
    """In those that look drawn, or like something that holds text."""
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class TextFound:
    """Text of a picture, line by line from the top."""

    lines: tuple[str, ...]
    share: float
    """Part of the picture's area that lines cover, 0 to 1."""

    @property
    def short(self) -> str:
        """What fits into a sentence: whole lines, as many as it takes."""
        text = ""
        for line in self.lines:
            longer = f"{text} {line}".strip()
            if len(longer) > _LONGEST:
                return text or line[:_LONGEST].rsplit(" ", 1)[0]
            text = longer
        return text


def looks_drawn(thumbnail: Path) -> bool | None:
    """Whether a picture looks drawn rather than photographed: much of it is of one single grey.

    None where there is no whole thumbnail to tell by (they are a cache).
    """
    if not thumbnail.is_file():
        return None
    try:
        rgb = images.open_rgb(str(thumbnail))
    except PictureProblem:
        return None
    greys = rgb.astype(np.uint16).sum(2) // 3
    return bool(np.bincount(greys.ravel()).max() >= _ONE_TONE * greys.size)


def available() -> bool:
    """Whether text can be read on this machine."""
    return importlib.util.find_spec("rapidocr_onnxruntime") is not None


def read(path: str) -> TextFound | None:
    """The text of a picture; None where nothing can be read or the part is missing.

    A second of work or more.
    """
    if not available():
        return None
    try:
        picture = images.open_rgb(path, max_side=_LARGEST_SIDE)
    except PictureProblem:
        return None
    found, _ = _engine()(picture[..., ::-1])
    return _gathered(found or [], picture)


@cache
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()


def _gathered(found: list[Any], picture: npt.NDArray[np.uint8]) -> TextFound | None:
    kept = [(np.array(box), str(text), float(score)) for box, text, score in found]
    kept = [
        entry
        for entry in kept
        if entry[2] >= _LEAST_SURE and sum(c.isalnum() for c in entry[1]) >= _LEAST_LETTERS
    ]
    if not kept:
        return None
    kept.sort(key=lambda entry: (round(float(entry[0][:, 1].min()) / 12), entry[0][:, 0].min()))
    area = sum(float(np.prod(box.max(0) - box.min(0))) for box, _, _ in kept)
    whole = float(picture.shape[0] * picture.shape[1])
    lines = tuple(" ".join(text.split()) for _, text, _ in kept)
    return TextFound(lines, min(1.0, area / whole))
