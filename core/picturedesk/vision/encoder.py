"""The seam to every model: pictures and texts to unit vectors in one space.

Everything else in the house knows an encoder only through :class:`Encoder`. The product's one
implementation is :mod:`picturedesk.vision.open_clip_encoder`; tests hand in a fake.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from picturedesk.records import EncoderId, InputSpec

__all__ = ["ByteArray", "Encoder", "EncoderId", "FloatArray"]

FloatArray = npt.NDArray[np.float32]
ByteArray = npt.NDArray[np.uint8]


class Encoder(Protocol):
    """The pair of towers. Vectors are float32 rows of length 1."""

    @property
    def id(self) -> EncoderId:
        """Which encoder this is; stored with every vector."""

    @property
    def dimension(self) -> int:
        """Length D of every vector."""

    @property
    def input_spec(self) -> InputSpec:
        """How pictures must be prepared before they come here."""

    def encode_pictures(self, pictures: ByteArray) -> FloatArray:
        """Whole pictures, ``(n, S, S, 3)`` uint8 sRGB as prepared, to ``(n, D)``."""

    def encode_grids(self, pictures: ByteArray) -> FloatArray:
        """The same pictures to ``(n, h, w, D)``: one unit vector a place, row by row."""

    def encode_texts(self, texts: Sequence[str]) -> FloatArray:
        """Texts in any of the model's languages to ``(n, D)``."""
