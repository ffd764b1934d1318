"""Draw sample pictures: `draw.py --seed N --out DIR [--count N]`, or the shipped set.

python packaging/sample_library/draw.py --seed 7 --count 20 --out /tmp/pictures
python packaging/sample_library/draw.py --shipped --out resources/samples
python packaging/sample_library/draw.py --sheet FOLDER --out sheet.png
"""

import argparse
import json
import sys
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parent))

from sketchbook import scenes


def main(argv: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--pixels", type=int, default=1500, help="longer side of each picture")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--shipped", action="store_true", help="draw the pictures that are shipped")
    parser.add_argument("--sheet", type=Path, help="make a contact sheet of this folder instead")
    args = parser.parse_args(argv)
    if args.sheet:
        contact_sheet(args.sheet, args.out)
    elif args.shipped:
        from sketchbook import shipped

        shipped.write(args.out)
    else:
        write_random(args.seed, args.count, args.pixels, args.out)
    return 0


def write_random(seed: int, count: int, pixels: int, out: Path) -> None:
    """Write pictures and `captions.jsonl` for one seed."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "captions.jsonl").open("w", encoding="utf-8") as lines:
        pictures = scenes.random_pictures(seed, count, pixels)
        for index, (image, captions, words) in enumerate(pictures):
            name = f"{index:05d}.jpg"
            image.save(out / name, quality=88)
            row = {"file": name, "captions": captions, "words": words}
            lines.write(json.dumps(row) + "\n")


def contact_sheet(folder: Path, out: Path, columns: int = 8, cell: int = 190) -> None:
    """All pictures below a folder, small, on one page."""
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".jpg", ".png"))
    rows = -(-len(files) // columns)
    sheet = Image.new("RGB", (columns * cell, max(1, rows) * cell), "#ffffff")
    for index, path in enumerate(files):
        with Image.open(path) as opened:
            small = opened.convert("RGB")
            small.thumbnail((cell - 10, cell - 10))
        x, y = index % columns * cell, index // columns * cell
        sheet.paste(small, (x + (cell - small.width) // 2, y + (cell - small.height) // 2))
    sheet.save(out)


if __name__ == "__main__":
    raise SystemExit(main())
