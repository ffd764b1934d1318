"""Libraries for measuring, made of rows and vectors that are encoded once for all of them."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import tarfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from picturedesk import images, importing
from picturedesk.library import Library
from picturedesk.paths import resource_path
from picturedesk.records import AssetKind, EncoderId, InputSpec, Metadata, NewAsset, Stamp
from picturedesk.search.background import empty_lines
from picturedesk.vision import prompts
from picturedesk.vision.encoder import ByteArray, Encoder, FloatArray

SPOKEN = {
    "buildings": "buildings in a city", "sea": "the sea", "street": "a street in a town",
    "glacier": "a glacier", "Longsleeve": "a long-sleeved shirt", "Outwear": "a jacket",
    "Faces": "a face", "Faces_easy": "a face", "airplanes": "an airplane", "car_side": "a car",
    "Motorbikes": "a motorbike", "Leopards": "a leopard", "Body": "a baby body suit",
}  # fmt: skip
NOT_A_CLASS = {"Not sure", "Other", "Skip", "BACKGROUND_Google", "Faces_easy"}
LEAST, MOST = 6, 30
"""Pictures of a class; of more, so many are drawn."""
_BATCH = 32


@dataclass(frozen=True)
class Picture:
    """A picture file, known by its path."""

    path: Path

    @property
    def hash(self) -> bytes:
        return hashlib.md5(bytes(self.path), usedforsecurity=False).digest()


class Encoded:
    """An encoder that encodes nothing twice."""

    def __init__(self, encoder: Encoder, file: Path | None) -> None:
        self._encoder = encoder
        self._file = file
        self._known: dict[str, FloatArray] = {}
        if file is not None and file.exists():
            with np.load(file) as kept:
                if str(kept["encoder"]) == str(self.id):
                    self._known = dict(zip(kept["names"].tolist(), kept["vectors"], strict=True))

    @property
    def id(self) -> EncoderId:
        return self._encoder.id

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    @property
    def input_spec(self) -> InputSpec:
        return self._encoder.input_spec

    def prepare(self, pictures: Iterable[Picture], lines: Iterable[str]) -> None:
        """Encode what is not known yet, in batches; lines as queries are encoded."""
        spec = self.input_spec
        fresh = [p for p in pictures if _name(p) not in self._known]
        for start in range(0, len(fresh), _BATCH):
            some = fresh[start : start + _BATCH]
            opened = [images.open_rgb(str(p.path), max_side=4 * spec.size) for p in some]
            prepared = np.stack([images.prepare(rgb, spec) for rgb in opened])
            rows = self._encoder.encode_pictures(prepared)
            self._known.update(zip(map(_name, some), rows, strict=True))
        asked = (*prompts.neutral_bank().texts, *empty_lines(), *lines)
        self.encode_texts([text for line in asked for text in prompts.SEARCH.texts(line)])

    def vector(self, picture: Picture) -> FloatArray:
        return self._known[_name(picture)]

    def encode_texts(self, texts: Sequence[str]) -> FloatArray:
        fresh = [t for t in dict.fromkeys(texts) if f"text {t}" not in self._known]
        for start in range(0, len(fresh), _BATCH):
            some = fresh[start : start + _BATCH]
            rows = self._encoder.encode_texts(some)
            self._known.update(zip((f"text {t}" for t in some), rows, strict=True))
        return np.array([self._known[f"text {t}"] for t in texts], np.float32)

    def encode_pictures(self, pictures: ByteArray) -> FloatArray:
        return self._encoder.encode_pictures(pictures)

    def encode_grids(self, pictures: ByteArray) -> FloatArray:
        return self._encoder.encode_grids(pictures)

    def save(self) -> None:
        if self._file is not None:
            names, vectors = np.array(list(self._known)), np.array(list(self._known.values()))
            np.savez(self._file, encoder=str(self.id), names=names, vectors=vectors)


def _name(picture: Picture) -> str:
    # Not by the whole path: archives are unpacked somewhere else every time.
    return f"picture {'/'.join(picture.path.parts[-3:])}"


def library_of(folder: Path, pictures: Sequence[Picture], encoded: Encoded) -> Library:
    """A library of these pictures, without their files."""
    library = Library.open(folder, writable=True, encoder=encoded)
    catalog = library.catalog
    root = catalog.roots.add("/")
    key = catalog.encoders.ensure(encoded.id, encoded.dimension)
    catalog.encoders.activate(key)
    with catalog.transaction():
        for picture in pictures:
            catalog.assets.insert(
                NewAsset(
                    root.key,
                    bytes(picture.path)[1:],
                    AssetKind.PICTURE,
                    "JPEG",
                    Stamp(1000, 1),
                    300,
                    200,
                    picture.hash,
                    picture.hash,
                    Metadata(),
                )
            )
        vectors = [(p.hash, 0, encoded.vector(p).astype(np.float16)) for p in pictures]
        catalog.vectors.put(key, vectors)
    return library


def build(folder: Path, pictures: Iterable[Path], encoder: Encoder) -> Library:
    """A library of copies of these pictures, read as any other."""
    root = folder / "pictures"
    root.mkdir(parents=True)
    for picture in pictures:
        shutil.copyfile(picture, root / picture.name)
    library = Library.open(folder / "library", writable=True, encoder=encoder)
    for _ in importing.add(library, [str(root)]):
        pass
    return library


def held_out(shared: Path, work: Path) -> dict[str, list[Picture]]:
    """Pictures that the starter's training held out, by the name of their class in words."""
    classes: dict[str, list[Picture]] = {}
    for name in ("scenes", "flowers", "clothing", "objects"):
        labels: dict[str, str] = json.loads(
            (shared / f"starter-data/{name}-labels.json").read_text()
        )
        held = sorted(labels, key=lambda f: hashlib.sha1(f.encode()).hexdigest()[:12])
        with tarfile.open(shared / f"starter-data/{name}.tar") as tar:
            tar.extractall(work / name, filter="data")
        files = {p.name: p for p in (work / name).rglob("*.webp")}
        for file in held[: round(len(labels) * 0.15)]:
            found = files.get(Path(file).name)
            if found is not None and labels[file] not in NOT_A_CLASS:
                word = SPOKEN.get(labels[file], labels[file].replace("_", " ").lower())
                classes.setdefault(word, []).append(Picture(found))
    draw = random.Random(0)
    return {
        word: draw.sample(pictures, min(len(pictures), MOST))
        for word, pictures in sorted(classes.items())
        if len(pictures) >= LEAST
    }


def sample_pictures() -> tuple[list[Picture], Path]:
    """The sample library's pictures, and its brief."""
    folder = resource_path("samples")
    return [Picture(path) for path in sorted(folder.rglob("*.jpg"))], folder / "brief.txt"
