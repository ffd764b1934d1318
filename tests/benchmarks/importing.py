"""What an import costs on 12-megapixel JPEGs: python tests/benchmarks/importing.py [COUNT].

Makes its own pictures, then prints core-milliseconds per picture, split into decode (with
thumbnail, palette, hashes and metadata: one process does them all from one decode), embed and
store; pictures a second end to end with the bundled model; and memory.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PIL import Image, ImageFilter

from picturedesk import importing
from picturedesk.images import picture, shapes
from picturedesk.library import Library
from picturedesk.records import InputSpec

SPEC = InputSpec(size=224)


def make_pictures(folder: Path, count: int) -> None:
    """4000 x 3000 JPEGs with photograph-like detail, about 3 MB each."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(count):
        random = np.random.default_rng(seed)
        base = Image.fromarray(random.integers(0, 256, (30, 40, 3), np.uint8)).resize(
            (4000, 3000), Image.Resampling.BICUBIC
        )
        grain = Image.fromarray(random.integers(0, 256, (1500, 2000, 3), np.uint8)).resize(
            (4000, 3000), Image.Resampling.BILINEAR
        )
        mixed = Image.blend(base, grain.filter(ImageFilter.GaussianBlur(1.5)), 0.18)
        mixed.save(folder / f"{seed:04}.jpg", quality=90)


def cpu() -> float:
    own, children = (
        resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def split(files: list[Path]) -> dict[str, float]:
    """Core-milliseconds per picture of the parts, measured in this process."""
    parts: dict[str, float] = {}

    def measure(name: str, work: object) -> None:
        begun = time.process_time()
        for file in files:
            work(file)  # type: ignore[operator]
        parts[name] = 1000 * (time.process_time() - begun) / len(files)

    upright = picture.open_upright(files[0], 2 * shapes.THUMBNAIL_SIDE)
    measure("all of reading", lambda f: picture.read_picture(str(f), SPEC))
    measure("file hash alone", lambda f: picture.file_hash(str(f)))
    measure("thumbnail alone", lambda _f: shapes.thumbnail(upright))
    measure("palette alone", lambda _f: shapes.palette(upright))
    measure("encoder input alone", lambda _f: shapes.prepare_image(upright, SPEC))
    return parts


def end_to_end(folder: Path, library_folder: Path) -> tuple[float, float, int]:
    """(wall seconds, CPU seconds without loading the model, pictures) of a whole import."""
    with Library.open(library_folder, writable=True) as library:
        library.chosen_encoder.encode_pictures(
            np.zeros((4, library.chosen_spec.size, library.chosen_spec.size, 3), np.uint8)
        )
        begun, begun_cpu = time.monotonic(), cpu()
        for _ in importing.add(library, [str(folder)]):
            pass
        count = library.catalog.assets.count()
    return time.monotonic() - begun, cpu() - begun_cpu, count


def embedding_alone(library_folder: Path, count: int) -> float:
    """Core-milliseconds per picture of the model alone."""
    with Library.open(library_folder) as library:
        encoder = library.encoder
        side = encoder.input_spec.size
        batch = np.random.default_rng(0).integers(0, 256, (16, side, side, 3), np.uint8)
        encoder.encode_pictures(batch)
        begun = time.process_time()
        for _ in range(max(1, count // 16)):
            encoder.encode_pictures(batch)
        return 1000 * (time.process_time() - begun) / (16 * max(1, count // 16))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 64
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_pictures(folder / "pictures", count)
        files = sorted((folder / "pictures").iterdir())
        size = sum(f.stat().st_size for f in files) / len(files) / 1e6
        print(f"{count} JPEGs of 12 MP, {size:.1f} MB each, {os.cpu_count()} cores")
        for part, each in split(files[:24]).items():
            print(f"  {part:<22} {each:6.1f} core-ms a picture")
        wall, used, done = end_to_end(folder / "pictures", folder / "library")
        model = embedding_alone(folder / "library", count)
        print(f"  {'the model':<22} {model:6.1f} core-ms a picture")
        print(
            f"end to end: {done / wall:.1f} pictures/s, {1000 * used / done:.1f} core-ms a picture"
        )
        print(f"everything but the model: {1000 * used / done - model:.1f} core-ms a picture")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory: {peak:.0f} MB with the model")


if __name__ == "__main__":
    main()
