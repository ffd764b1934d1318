"""A library of made-up pictures in which every word is a direction, and a small bank for it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from picturedesk.library import Library
from picturedesk.records import AssetKind, EncoderId, InputSpec, Metadata, NewAsset, Stamp
from picturedesk.vision.encoder import ByteArray, FloatArray

DIMENSION = 256
DULL = frozenset("a an and at by from in is of on or photo picture the to with".split())  # noqa: SIM905

BANK = """
format = 1
name = "small"
version = 1
language = "en"

[slots.subject.groups.animal]
say = "animal"
values = ["dog", "cat", "horse", { name = "sheep", plural = "sheep" }]

[slots.subject.groups.person]
say = "person"
plural = "people"
values = ["climber", { name = "surgeon", offered = true }]

[slots.subject.groups.furniture]
values = ["chair", "orange lamp"]

[slots.action.groups.moving]
with.subject = ["animal", "person"]
values = ["running", "sleeping"]

[slots.setting.groups.place]
values = ["on grass", "in snow", "on a chair"]

[slots.count.groups.several]
number = "many"
values = ["two", "three"]

[slots.colour.groups.colour]
with.subject = ["furniture"]
values = ["red", "orange"]

[slots.kind.groups.informative]
article = true
values = ["photograph"]

[slots.kind.groups.text]
article = true
values = ["screenshot"]

[slots.kind.groups.decorative]
article = true
values = ["pattern"]

[[template]]
id = "subject"
say = "{subject}."

[[template]]
id = "subject-action"
say = "{subject} {action}."

[[template]]
id = "subject-setting"
say = "{subject} {setting}."

[[template]]
id = "subject-action-setting"
say = "{subject} {action} {setting}."

[[template]]
id = "count"
say = "{count subject}."
needs.subject = ["animal", "person"]

[[template]]
id = "colour"
say = "{a colour subject}."

[[template]]
id = "people"
say = "{people} {action}."

[[template]]
id = "kind"
say = "{kind}."
roles = ["text"]
needs.kind = ["text"]

[[template]]
id = "kind-text"
say = "{kind} that reads “{text}”."
roles = ["text"]
needs.kind = ["text"]

[[template]]
id = "text"
say = "“{text}”."
roles = ["text"]
"""

GERMAN = """
format = 1
name = "klein"
version = 1
language = "de"
extends = "en"

[texts.subject]
dog = { say = "ein Hund", plural = "Hunde" }
cat = { say = "eine Katze", plural = "Katzen" }
animal = { say = "ein Tier", plural = "Tiere" }

[texts.action]
running = { say = "läuft", plural = "laufen" }

[[template]]
id = "subject"
say = "{subject}."

[[template]]
id = "subject-action"
say = "{subject} {action}."
"""


class WordEncoder:
    """An encoder that sees words: every word is a direction, a text the sum of its own."""

    def __init__(self, revision: str = "0" * 16) -> None:
        self.texts_seen: list[str] = []
        self.revision = revision

    @property
    def id(self) -> EncoderId:
        return EncoderId("words", self.revision, "float32")

    @property
    def dimension(self) -> int:
        return DIMENSION

    @property
    def input_spec(self) -> InputSpec:
        return InputSpec(size=16, resize="squash", interpolation="bilinear")

    def encode_texts(self, texts: Sequence[str]) -> FloatArray:
        self.texts_seen.extend(texts)
        return np.array([_of(text, 0.6) for text in texts], np.float32)

    def encode_pictures(self, pictures: ByteArray) -> FloatArray:
        return np.array([picture("dog running", i) for i in range(len(pictures))], np.float32)

    def encode_grids(self, pictures: ByteArray) -> FloatArray:
        raise NotImplementedError


def picture(words: str, number: int) -> FloatArray:
    return _unit(_of(words, -0.4) + 0.35 * _direction(f"picture {number}"))


def _of(text: str, lean: float) -> FloatArray:
    words = [w for w in re.findall(r"[a-z]+", text.lower()) if w not in DULL]
    rows = [_direction(w.removesuffix("s")) for w in words]
    meaning = _unit(np.sum(rows, axis=0)) if rows else np.zeros(DIMENSION, np.float32)
    return _unit(meaning + lean * _direction("(lean)") + 0.1 * _direction(text))


@cache
def _direction(word: str) -> FloatArray:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "little")
    return _unit(np.random.default_rng(seed).standard_normal(DIMENSION))


def _unit(row: np.ndarray) -> FloatArray:
    return np.asarray(row / np.linalg.norm(row), np.float32)


def make_library(
    folder: Path,
    pictures: Sequence[str],
    *,
    encoder: WordEncoder | None = None,
    metadata: Sequence[Metadata] = (),
) -> Library:
    """Pictures that show these words, with the keys 1, 2, 3, …, and the small banks."""
    encoder = encoder or WordEncoder()
    banks = folder / "library" / "alttext"
    banks.mkdir(parents=True)
    (banks / "en.toml").write_text(BANK, encoding="utf-8")
    (banks / "de.toml").write_text(GERMAN, encoding="utf-8")
    library = Library.open(folder / "library", writable=True, encoder=encoder)
    catalog = library.catalog
    root = catalog.roots.add(str(folder / "pictures"))
    key = catalog.encoders.ensure(encoder.id, DIMENSION)
    with catalog.transaction():
        frames = []
        for i, words in enumerate(pictures):
            catalog.assets.insert(new_asset(root.key, i, metadata[i] if metadata else Metadata()))
            frames.append((i.to_bytes(16, "big"), 0, picture(words, i)))
        catalog.vectors.put(key, frames)
    catalog.encoders.activate(key)
    return library


def new_asset(
    root_key: int, number: int, metadata: Metadata | None = None, pixels: bytes = b""
) -> NewAsset:
    content = pixels or number.to_bytes(16, "big")
    return NewAsset(
        root_key=root_key, relative_path=f"{number}.jpg".encode(), kind=AssetKind.PICTURE,
        format="JPEG", stamp=Stamp(1000, 1), width=300, height=200, file_hash=content,
        pixel_hash=content, metadata=metadata or Metadata(),
    )  # fmt: skip
