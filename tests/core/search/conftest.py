"""Libraries made by hand, in which the right answer is known."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from picturedesk.library import Library
from picturedesk.records import AssetKind, EncoderId, InputSpec, Metadata, NewAsset, Stamp
from picturedesk.vision.encoder import ByteArray, FloatArray

DIMENSION = 256
DULL = frozenset(
    "a an and at by from in is of on or photo photograph picture showing the to with".split()  # noqa: SIM905
)


class WordEncoder:
    """An encoder that sees words: every word is a direction, a text the sum of its own.

    A picture is described by the words it shows. Texts and pictures lean to different sides, as
    they do under every contrastive model.
    """

    def __init__(self) -> None:
        self.texts_seen: list[str] = []

    @property
    def id(self) -> EncoderId:
        return EncoderId("words", "0" * 16, "float32")

    @property
    def dimension(self) -> int:
        return DIMENSION

    @property
    def input_spec(self) -> InputSpec:
        return InputSpec(size=16, resize="squash", interpolation="bilinear")

    def encode_texts(self, texts: Sequence[str]) -> FloatArray:
        self.texts_seen.extend(texts)
        return np.array([self._of(text, 0.6) for text in texts], np.float32)

    def encode_pictures(self, pictures: ByteArray) -> FloatArray:
        return np.array(
            [self._of("red" if p[..., 0].mean() > 128 else "blue", -0.4) for p in pictures]
        )

    def encode_grids(self, pictures: ByteArray) -> FloatArray:
        cells = pictures.reshape(len(pictures), 2, 8, 2, 8, 3).mean((2, 4))
        names = [self._of("red" if c[0] > 128 else "blue", -0.4) for c in cells.reshape(-1, 3)]
        return np.array(names, np.float32).reshape(len(pictures), 2, 2, DIMENSION)

    def picture(self, words: str, number: int) -> FloatArray:
        """The vector of a picture that shows these words; each number a little different."""
        return unit(self._of(words, -0.4) + 0.35 * direction(f"picture {number}"))

    @staticmethod
    def _of(text: str, lean: float) -> FloatArray:
        words = [w for w in re.findall(r"[a-z]+", text.lower()) if w not in DULL]
        rows = [direction(w.removesuffix("s")) for w in words]
        meaning = unit(np.sum(rows, axis=0)) if rows else np.zeros(DIMENSION, np.float32)
        return unit(meaning + lean * direction("(lean)") + 0.1 * direction(text))


@cache
def direction(word: str) -> FloatArray:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "little")
    return unit(np.random.default_rng(seed).standard_normal(DIMENSION))


def unit(row: np.ndarray) -> FloatArray:
    return np.asarray(row / np.linalg.norm(row), np.float32)


Maker = Callable[..., Library]


@pytest.fixture
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture
def make(tmp_path: Path, encoder: WordEncoder) -> Iterator[Maker]:
    """``make(["dog on grass", …])``: a library with these pictures, in this order.

    ``folders`` names the folder of each; ``pixels`` the pixel hash where it is to be shared.
    """
    opened: list[Library] = []

    def build(
        pictures: Sequence[str],
        folders: Sequence[str] | None = None,
        pixels: Sequence[bytes] | None = None,
        vectors: np.ndarray | None = None,
    ) -> Library:
        library = Library.open(tmp_path / f"library{len(opened)}", writable=True, encoder=encoder)
        opened.append(library)
        catalog = library.catalog
        root = catalog.roots.add(str(tmp_path / "pictures"))
        key = catalog.encoders.ensure(encoder.id, DIMENSION)
        with catalog.transaction():
            frames = []
            for i, words in enumerate(pictures):
                pixel_hash = pixels[i] if pixels else i.to_bytes(16, "big")
                folder = f"{folders[i]}/" if folders else ""
                name = f"{folder}{i:05}-{words.replace(' ', '-')}.jpg"
                catalog.assets.insert(_asset(root.key, name, pixel_hash))
                vector = encoder.picture(words, i) if vectors is None else vectors[i]
                frames.append((pixel_hash, 0, vector))
            keys = catalog.vectors.put(key, frames)
        catalog.encoders.activate(key)
        library.index.add(np.array(keys), np.array([v for _, _, v in frames], np.float16))
        return library

    yield build
    for library in opened:
        library.close()


def _asset(root_key: int, name: str, pixel_hash: bytes) -> NewAsset:
    return NewAsset(
        root_key=root_key, relative_path=name.encode(), kind=AssetKind.PICTURE, format="JPEG",
        stamp=Stamp(1000, 1), width=300, height=200, file_hash=pixel_hash, pixel_hash=pixel_hash,
        metadata=Metadata(),
    )  # fmt: skip
