"""Step 1: decode every picture once into one memory-mapped array, and split them.

`python pictures.py --data DIR --cache DIR` writes `pictures.u8` (N x 160 x 160 x 3) and
`pictures.json` (one record a picture: file, set, label, captions, held_out). A picture is held
out by a hash of its file name alone, so every run and every machine makes the same split.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import tarfile
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PIL import Image

SIDE = 160
SETS = ("photos", "objects", "scenes", "clothing", "flowers", "things")
HELD_OUT_PHOTOS = 1000
HELD_OUT_PART = 0.15


@dataclass(frozen=True)
class Picture:
    """One picture of the training data: `label` for the labelled sets, `captions` for photos."""

    file: str
    set: str
    label: str
    captions: list[str]
    held_out: bool

    @property
    def is_test_photo(self) -> bool:
        """Whether this is one of the photographs that recall is measured on."""
        return self.held_out and self.set == "photos"


def name_hash(file: str) -> float:
    """A number in [0, 1) that depends on nothing but the file's name."""
    return int(hashlib.sha1(file.encode()).hexdigest()[:12], 16) / 16**12


def held_out_files(files: list[str], part: float, count: int | None = None) -> set[str]:
    """The files with the smallest hashes: `count` of them, or the given part."""
    ranked = sorted(files, key=name_hash)
    return set(ranked[: count if count is not None else round(len(files) * part)])


def read_records(data: Path) -> list[Picture]:
    """Every picture of every set, in a fixed order."""
    records: list[Picture] = []
    for name in SETS:
        photos = name == "photos"
        table = json.loads((data / f"{name}-{'captions' if photos else 'labels'}.json").read_text())
        files = sorted(table)
        if photos:
            out = held_out_files(files, 0.0, HELD_OUT_PHOTOS)
        else:
            out = set() if name == "things" else held_out_files(files, HELD_OUT_PART)
        for file in files:
            value = table[file]
            captions = [c.strip() for c in value] if photos else []
            records.append(Picture(file, name, "" if photos else value, captions, file in out))
    return records


def decode(data: Path, records: list[Picture], target: Path) -> None:
    """Decode all pictures, squashed to SIDE x SIDE, in the order of `records`."""
    shape = (len(records), SIDE, SIDE, 3)
    array = np.memmap(target, dtype=np.uint8, mode="w+", shape=shape)
    place = {(r.set, r.file): i for i, r in enumerate(records)}
    for name in SETS:
        with tarfile.open(data / f"{name}.tar") as tar:
            for member in tar:
                handle = tar.extractfile(member) if member.isfile() else None
                index = place.get((name, Path(member.name).name))
                if handle is None or index is None:
                    continue
                picture = Image.open(io.BytesIO(handle.read())).convert("RGB")
                if picture.size != (SIDE, SIDE):
                    picture = picture.resize((SIDE, SIDE), Image.Resampling.BICUBIC)
                array[index] = np.asarray(picture)
    array.flush()


def load(cache: Path) -> tuple[np.ndarray, list[Picture]]:
    """The decoded pictures (read-only memory map) and their records."""
    records = [Picture(**r) for r in json.loads((cache / "pictures.json").read_text())]
    shape = (len(records), SIDE, SIDE, 3)
    return np.memmap(cache / "pictures.u8", dtype=np.uint8, mode="r", shape=shape), records


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    args = parser.parse_args()
    records = read_records(args.data)
    args.cache.mkdir(parents=True, exist_ok=True)
    decode(args.data, records, args.cache / "pictures.u8")
    (args.cache / "pictures.json").write_text(json.dumps([asdict(r) for r in records]))
    print(f"{len(records)} pictures, {sum(r.held_out for r in records)} held out")


if __name__ == "__main__":
    main()
