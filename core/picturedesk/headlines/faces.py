"""Faces, so that none is cut: by OpenCV's detector where OpenCV is installed, else not at all.

An optional extra (``faces``: opencv-python-headless before 5, which no longer has it). The
detector is the cascade that comes in OpenCV's own package (Viola and Jones 2001; Lienhart and
Maydt 2002): offline, some ten milliseconds a thumbnail, frontal faces only. Without it proposals
say nothing of faces.
"""

from __future__ import annotations

import importlib
import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from picturedesk import images
from picturedesk.records import Crop
from picturedesk.vision.encoder import ByteArray

_CASCADE = "haarcascade_frontalface_default.xml"
_SURE = 4.5
"""Stage weight below which what was found is a pattern rather than a face."""
_SIDE = 240
_LEAST = 0.09
"""Smallest face, of the picture's shorter side: below, nobody sees a cut."""
_MARGIN = 0.15
"""Hair and chin lie this much outside the box round eyes and mouth."""


@cache
def available() -> bool:
    """Whether faces can be found on this machine."""
    return importlib.util.find_spec("cv2") is not None and _detector() is not None


@cache
def _detector() -> Any:
    cv2 = importlib.import_module("cv2")

    folder = getattr(getattr(cv2, "data", None), "haarcascades", "")
    file = Path(folder) / _CASCADE
    if not folder or not file.is_file() or not hasattr(cv2, "CascadeClassifier"):
        return None
    # Threads for a thumbnail cost more than they bring, and would take the encoder's cores.
    cv2.setNumThreads(1)
    detector = cv2.CascadeClassifier(str(file))
    return None if detector.empty() else detector


def find(picture: ByteArray) -> tuple[Crop, ...] | None:
    """Faces in a picture ``(H, W, 3)`` as boxes; None where nothing here finds them."""
    if not available():
        return None
    scale = min(1.0, _SIDE / max(picture.shape[:2]))
    height, width = (max(1, round(side * scale)) for side in picture.shape[:2])
    small = images.resized(picture, (width, height))
    grey = np.ascontiguousarray(small.astype(np.float32).mean(2).astype(np.uint8))
    least = max(18, round(_LEAST * min(width, height)))
    boxes, _, weights = _detector().detectMultiScale3(
        grey, scaleFactor=1.15, minNeighbors=5, minSize=(least, least), outputRejectLevels=True
    )
    found = []
    for (x, y, w, h), weight in zip(boxes, np.ravel(weights), strict=False):
        if float(weight) < _SURE:
            continue
        found.append(
            Crop(
                max(0.0, (x - _MARGIN * w) / width),
                max(0.0, (y - 2 * _MARGIN * h) / height),
                min(1.0, (x + w + _MARGIN * w) / width),
                min(1.0, (y + h + _MARGIN * h) / height),
            )
        )
    return tuple(found)
