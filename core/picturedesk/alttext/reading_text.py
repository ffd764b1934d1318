"""Text in pictures, by the optional ``rapidocr-onnxruntime`` (offline, models in its wheel)."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import cache
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
_LARGEST_SIDE = 1600
_LONGEST = 160


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
    kept = [entry for entry in kept if entry[2] >= _LEAST_SURE and entry[1].strip()]
    if not kept:
        return None
    kept.sort(key=lambda entry: (round(float(entry[0][:, 1].min()) / 12), entry[0][:, 0].min()))
    area = sum(float(np.prod(box.max(0) - box.min(0))) for box, _, _ in kept)
    whole = float(picture.shape[0] * picture.shape[1])
    lines = tuple(" ".join(text.split()) for _, text, _ in kept)
    return TextFound(lines, min(1.0, area / whole))
