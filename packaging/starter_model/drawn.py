"""Optional: add drawn pictures with known contents to the caches, in batches of their own seeds.

`python drawn.py --cache DIR --teacher FILE.tflite --minilm DIR --seed 1 --count 900` draws pictures
with the recipe of the sample library (never its shipped seed), and appends them, what the picture
teacher sees in them, and their captions to what the earlier steps wrote. Run it once a seed, and
while nothing trains.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

import numpy as np
import picture_teacher
import pictures
import texts
from PIL import Image

RECIPE = Path(__file__).resolve().parent.parent / "sample_library"


def draw(seed: int, count: int) -> tuple[list[pictures.Picture], list[np.ndarray]]:
    """Records and pixels of `count` drawn pictures; a tenth is held out by name."""
    sys.path.insert(0, str(RECIPE))
    from sketchbook.scenes import random_pictures

    records, found = [], []
    for n, (image, captions, _) in enumerate(random_pictures(seed=seed, count=count, pixels=200)):
        name = f"drawn-{seed}-{n}"
        held = pictures.name_hash(name) < 0.1
        records.append(pictures.Picture(name, "drawn", "", list(dict.fromkeys(captions)), held))
        side = (pictures.SIDE, pictures.SIDE)
        found.append(np.asarray(image.convert("RGB").resize(side, Image.Resampling.BICUBIC)))
    return records, found


def append(path: Path, rows: list[np.ndarray], before: int) -> None:
    """Add rows behind the first `before` of a raw array file."""
    size = rows[0].nbytes
    with path.open("r+b") as file:
        file.truncate(before * size)
        file.seek(before * size)
        for row in rows:
            file.write(np.ascontiguousarray(row).tobytes())


def add_texts(cache: Path, minilm: Path, lines: list[str]) -> None:
    """Add new lines and their sentence vectors to the corpus, as kind `drawn`."""
    corpus, vectors = texts.load(cache)
    known = set(corpus["lines"])
    new = [line for line in dict.fromkeys(lines) if line not in known]
    before = len(corpus["lines"])
    teacher = texts.SentenceTeacher(minilm)
    for start in range(0, len(new), 256):
        vectors = teacher.encode(new[start : start + 256]).half().numpy()
        append(cache / "texts.f16", list(vectors), before + start)
    corpus["lines"] += new
    corpus["kinds"].setdefault("drawn", []).extend(range(before, len(corpus["lines"])))
    (cache / "texts.json").write_text(json.dumps(corpus))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=900)
    args = parser.parse_args()
    _, old = pictures.load(args.cache)
    new, pixels = draw(args.seed, args.count)
    teacher = picture_teacher.open_teacher(args.teacher)
    looks = [picture_teacher.look(teacher, p) for p in pixels]
    for name in picture_teacher.MAPS:
        append(args.cache / f"teacher-{name}.i8", [look[name] for look in looks], len(old))
    append(args.cache / "pictures.u8", pixels, len(old))
    add_texts(args.cache, args.minilm, [c for r in new if not r.held_out for c in r.captions])
    table = json.dumps([asdict(r) for r in [*old, *new]])
    (args.cache / "pictures.json").write_text(table)
    print(f"{len(new)} drawn pictures added to {len(old)}")


if __name__ == "__main__":
    main()
