"""Stand-ins for the outside world, handed in where the real thing would go."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from picturedesk.records import InputSpec
from picturedesk.vision.encoder import ByteArray, EncoderId, FloatArray

# Words that the fake encoder sees in pictures: each stands for a mean colour, so that a test can
# paint a picture that "shows" a word and search for it.
WORD_COLOURS = {
    "red": (220, 40, 40),
    "green": (40, 180, 60),
    "blue": (40, 70, 220),
    "yellow": (235, 210, 50),
    "white": (245, 245, 245),
    "black": (12, 12, 12),
}


class FakeEncoder:
    """A deterministic encoder without a model.

    A picture's vector comes from its mean colour (and a little from its coarse layout, so that
    different pictures of one colour differ); a text's from the colour words in it, and from a
    hash of the whole text where it has none.
    """

    def __init__(self, dimension: int = 32, size: int = 16, grid: int = 4) -> None:
        self._dimension = dimension
        self._spec = InputSpec(size=size, resize="squash", interpolation="bilinear")
        self._grid = grid
        self.pictures_seen = 0
        self.texts_seen: list[str] = []

    @property
    def id(self) -> EncoderId:
        return EncoderId("fake", "0" * 16, "float32")

    @property
    def dimension(self) -> int:
        return self._dimension

    @property
    def input_spec(self) -> InputSpec:
        return self._spec

    def encode_pictures(self, pictures: ByteArray) -> FloatArray:
        self.pictures_seen += len(pictures)
        rows = []
        for picture in pictures:
            layout = self._noise(picture[::4, ::4].tobytes())
            rows.append(self._colour(picture.reshape(-1, 3).mean(0)) + 0.05 * layout)
        return self._unit(np.array(rows, np.float32).reshape(len(pictures), self._dimension))

    def encode_grids(self, pictures: ByteArray) -> FloatArray:
        n, side, g = len(pictures), self._spec.size, self._grid
        cells = pictures.reshape(n, g, side // g, g, side // g, 3).mean((2, 4))
        rows = np.array([self._colour(cell) for cell in cells.reshape(-1, 3)], np.float32)
        return self._unit(rows).reshape(n, g, g, self._dimension)

    def encode_texts(self, texts: Sequence[str]) -> FloatArray:
        self.texts_seen.extend(texts)
        rows = []
        for text in texts:
            words = [c for w, c in WORD_COLOURS.items() if w in text.lower()]
            row = 0.05 * self._noise(text.encode())
            for colour in words:
                row = row + self._colour(np.array(colour, np.float64))
            rows.append(row if words else self._noise(text.encode()))
        return self._unit(np.array(rows, np.float32).reshape(len(texts), self._dimension))

    def _colour(self, rgb: np.ndarray) -> np.ndarray:
        # Distance to each named colour, sharpened: near colours give near vectors.
        row = np.zeros(self._dimension)
        for i, colour in enumerate(WORD_COLOURS.values()):
            row[i] = np.exp(-np.linalg.norm(rgb - np.array(colour)) / 40.0)
        return row / (np.linalg.norm(row) + 1e-9)

    def _noise(self, data: bytes) -> np.ndarray:
        seed = int.from_bytes(hashlib.sha256(data).digest()[:8], "little")
        row = np.random.default_rng(seed).standard_normal(self._dimension)
        return row / np.linalg.norm(row)

    @staticmethod
    def _unit(rows: np.ndarray) -> FloatArray:
        norms = np.linalg.norm(rows, axis=-1, keepdims=True)
        return np.asarray(rows / np.maximum(norms, 1e-9), dtype=np.float32)
