"""Whether the crop keeps what the headline names: made pictures whose right answer is known.

``python tests/benchmarks/crops.py [--shared ../shared] [--model NAME] [--cases 240] [--look DIR]``

Four groups, in equal steps of their share: *named* (150 of 240: two or three labelled photographs
on a photographic ground, the headline names one; no box of the channel's ratio holds two whole),
*corner* (one photograph in a corner), *shapes* (drawn shapes of two colours, the headline names
one) and *unfit* (a subject wider or higher than any box of the ratio). Only pictures that the
starter's training held out are used. 240 cases take two minutes of one core.

A crop is right when the named subject lies inside what stays visible (the safe area less what is
covered) by nine tenths of what the best box of that ratio could show of it. Compared with the
largest box in the centre and the largest box with most plain saliency; and apart for the cases in
which the named subject is not the most salient.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from picturedesk import headlines, importing, vision
from picturedesk.channels import Channel, load
from picturedesk.headlines import boxes
from picturedesk.headlines.saliency import SIDE, salient
from picturedesk.library import Library
from picturedesk.records import Crop

RIGHT = 0.9
NOT_A_CLASS = {"Not sure", "Other", "Skip", "BACKGROUND_Google", "Faces_easy", "Undershirt"}
SPOKEN = {
    "Longsleeve": "long-sleeved shirt", "Outwear": "jacket", "Faces": "face",
    "airplanes": "airplane", "car_side": "car",
    "Motorbikes": "motorbike", "Leopards": "leopard", "Body": "baby body suit",
    "tulips": "tulip", "roses": "rose", "sunflowers": "sunflower", "Pants": "pair of trousers",
    "Shorts": "pair of shorts", "Shoes": "pair of shoes", "Polo": "polo shirt",
}  # fmt: skip
LINES = ("The {} everyone talks about", "Meet the {}", "A {} for every day", "{}: up close")
COLOURS = {"red": (214, 40, 40), "blue": (40, 70, 214), "yellow": (240, 205, 40)}
COLOURS["green"] = (40, 160, 70)
WIDE, HIGH = (960, 640), (640, 960)
UPRIGHT = ("story", "instagram-portrait", "pinterest", "instagram-square")
LYING = ("youtube", "linkedin", "newsletter", "x", "open-graph")


@dataclass(frozen=True)
class Case:
    """A picture, what is asked, and where the right answer lies (fractions)."""

    group: str
    name: str
    headline: str
    channel: Channel
    size: tuple[int, int]
    subjects: tuple[Crop, ...]
    """The named one first."""


class Maker:
    """Makes cases from held-out photographs."""

    def __init__(self, shared: Path, work: Path, seed: int) -> None:
        self._draw = random.Random(seed)
        self._channels = load()
        self.photographs = {
            label: files
            for name in ("objects", "flowers", "clothing")
            for label, files in held_out(shared, work, name).items()
            if len(files) >= 3
        }
        self._grounds = [f for files in held_out(shared, work, "scenes").values() for f in files]

    def named(self, path: Path) -> Case:
        size, channel = self._shape()
        labels = self._draw.sample(sorted(self.photographs), self._draw.choice((2, 2, 3)))
        canvas = self._ground(size)
        placed = self._places(size, channel, len(labels))
        for label, box in zip(labels, placed, strict=True):
            _paste(canvas, self._draw.choice(self.photographs[label]), box, size)
        return self._done("named", path, canvas, labels[0], channel, placed)

    def corner(self, path: Path) -> Case:
        size, channel = self._shape()
        label = self._draw.choice(sorted(self.photographs))
        canvas = self._ground(size)
        side = self._draw.uniform(0.26, 0.36) * min(size)
        wide, high = side / size[0], side / size[1]
        left = self._draw.choice((0.02, 0.98 - wide))
        top = self._draw.choice((0.02, 0.98 - high))
        box = Crop(left, top, left + wide, top + high)
        _paste(canvas, self._draw.choice(self.photographs[label]), box, size)
        return self._done("corner", path, canvas, label, channel, [box])

    def shapes(self, path: Path) -> Case:
        size, channel = self._shape()
        names = self._draw.sample(sorted(COLOURS), 2)
        form = self._draw.choice(("circle", "square"))
        canvas = Image.new("RGB", size, self._draw.choice(((244, 242, 238), (226, 230, 234))))
        placed = self._places(size, channel, 2)
        draw = ImageDraw.Draw(canvas)
        for name, box in zip(names, placed, strict=True):
            ends = [
                (box.left * size[0], box.top * size[1]),
                (box.right * size[0], box.bottom * size[1]),
            ]
            (draw.ellipse if form == "circle" else draw.rectangle)(ends, fill=COLOURS[name])
        return self._done("shapes", path, canvas, f"{names[0]} {form}", channel, placed)

    def unfit(self, path: Path) -> Case:
        size, channel = self._shape()
        label = self._draw.choice(sorted(self.photographs))
        canvas = self._ground(size)
        if size == WIDE:
            left, top = self._draw.uniform(0.02, 0.28), self._draw.uniform(0.1, 0.4)
            box = Crop(left, top, left + 0.7, top + 0.5)
        else:
            left, top = self._draw.uniform(0.1, 0.4), self._draw.uniform(0.02, 0.28)
            box = Crop(left, top, left + 0.5, top + 0.7)
        _paste(canvas, self._draw.choice(self.photographs[label]), box, size)
        return self._done("unfit", path, canvas, label, channel, [box])

    def _shape(self) -> tuple[tuple[int, int], Channel]:
        size = self._draw.choice((WIDE, HIGH))
        return size, self._channels[self._draw.choice(UPRIGHT if size == WIDE else LYING)]

    def _ground(self, size: tuple[int, int]) -> Image.Image:
        with Image.open(self._draw.choice(self._grounds)) as ground:
            return ground.convert("RGB").resize(size, Image.Resampling.BICUBIC)

    def _places(self, size: tuple[int, int], channel: Channel, count: int) -> list[Crop]:
        """Boxes so far apart that no box of the channel's ratio holds two of them."""
        for _ in range(10_000):
            side = self._draw.uniform(0.26, 0.42) * min(size)
            wide, high = side / size[0], side / size[1]
            found = []
            for _ in range(count):
                left, top = (
                    self._draw.uniform(0.01, 0.99 - wide),
                    self._draw.uniform(0.01, 0.99 - high),
                )
                found.append(Crop(left, top, left + wide, top + high))
            # The others may lie beside each other, but not on each other.
            apart = all(_apart(found[0], other, size, channel) for other in found[1:])
            if count == 3:
                apart = apart and not _shared(found[1], boxes.as_row(found[2])[None])[0]
            if apart and most_visible(found[0], size, channel) > 0.98:
                return found
        raise RuntimeError(f"no room for {count} on {channel.name}")

    def _done(
        self, group: str, path: Path, canvas: Image.Image, label: str, channel: Channel,
        placed: list[Crop],
    ) -> Case:  # fmt: skip
        canvas.save(path, quality=92)
        line = self._draw.choice(LINES).format(spoken(label))
        return Case(
            group, path.name, line[0].upper() + line[1:], channel, canvas.size, tuple(placed)
        )


def spoken(label: str) -> str:
    return SPOKEN.get(label, label.replace("_", " ").lower())


def held_out(shared: Path, work: Path, name: str) -> dict[str, list[Path]]:
    """Pictures by label that the starter's training did not see."""
    labels: dict[str, str] = json.loads((shared / f"starter-data/{name}-labels.json").read_text())
    held = sorted(labels, key=lambda f: hashlib.sha1(f.encode()).hexdigest()[:12])
    held = held[: round(len(labels) * 0.15)]
    named = {Path(file).name for file in held if labels[file] not in NOT_A_CLASS}
    files: dict[str, Path] = {}
    with tarfile.open(shared / f"starter-data/{name}.tar") as tar:
        for member in tar:
            if Path(member.name).name in named and member.name.endswith(".webp"):
                tar.extract(member, work / name, filter="data")
                files[Path(member.name).name] = work / name / member.name
    found: dict[str, list[Path]] = {}
    for file in held:
        if Path(file).name in files:
            found.setdefault(labels[file], []).append(files[Path(file).name])
    return found


def _paste(canvas: Image.Image, file: Path, box: Crop, size: tuple[int, int]) -> None:
    """A photograph on the ground, its edges softened."""
    wide, high = round((box.right - box.left) * size[0]), round((box.bottom - box.top) * size[1])
    with Image.open(file) as picture:
        part = picture.convert("RGB").resize((wide, high), Image.Resampling.BICUBIC)
    mask = Image.new("L", (wide, high), 0)
    edge = max(3, min(wide, high) // 24)
    ImageDraw.Draw(mask).rectangle((edge, edge, wide - edge, high - edge), fill=255)
    mask = mask.filter(ImageFilter.GaussianBlur(edge / 2))
    canvas.paste(part, (round(box.left * size[0]), round(box.top * size[1])), mask)


def _apart(a: Crop, b: Crop, size: tuple[int, int], channel: Channel) -> bool:
    """Whether no box of the ratio holds both by more than three quarters."""
    wide, high = boxes.largest(*size, channel.ratio)
    across = max(a.right, b.right) - min(a.left, b.left)
    down = max(a.bottom, b.bottom) - min(a.top, b.top)
    spare = 0.25
    return (
        across - 2 * spare * (a.right - a.left) > wide
        or down - 2 * spare * (a.bottom - a.top) > high
    )


# -- right or wrong --------------------------------------------------------------------------------


def visible(subject: Crop, rows: np.ndarray, channel: Channel) -> np.ndarray:
    """The share of a subject that crops ``(n, 4)`` show where nothing covers it: ``(n,)``."""
    safe, covered = headlines.clear_areas(channel)
    shown = _shared(subject, boxes.inner(rows, safe))
    for part in covered:
        shown = shown - _shared(subject, boxes.inner(rows, part))
    return shown / ((subject.right - subject.left) * (subject.bottom - subject.top))


def _shared(a: Crop, rows: np.ndarray) -> np.ndarray:
    wide = np.minimum(a.right, rows[:, 2]) - np.maximum(a.left, rows[:, 0])
    high = np.minimum(a.bottom, rows[:, 3]) - np.maximum(a.top, rows[:, 1])
    return np.clip(wide, 0.0, None) * np.clip(high, 0.0, None)


def most_visible(subject: Crop, size: tuple[int, int], channel: Channel) -> float:
    """The most that any box of the ratio can show of a subject."""
    rows = boxes.grid(*size, channel.ratio, (1.0, 0.82, 0.66), 13)
    return float(visible(subject, rows, channel).max())


def is_right(case: Case, box: Crop) -> bool:
    reach = most_visible(case.subjects[0], case.size, case.channel)
    [shown] = visible(case.subjects[0], boxes.as_row(box)[None], case.channel)
    return bool(shown >= RIGHT * reach)


def centre(case: Case, _: Path) -> Crop:
    wide, high = boxes.largest(*case.size, case.channel.ratio)
    return Crop((1 - wide) / 2, (1 - high) / 2, (1 + wide) / 2, (1 + high) / 2)


def plain(case: Case, folder: Path) -> Crop:
    """The largest box with most plain saliency."""
    found = boxes.grid(*case.size, case.channel.ratio, (1.0,), 33)
    return boxes.as_crop(found[int(np.argmax(boxes.Sums(_saliency(folder, case)).over(found)))])


def _saliency(folder: Path, case: Case) -> np.ndarray:
    with Image.open(folder / case.name) as picture:
        return salient(np.array(picture.convert("RGB").resize((SIDE, SIDE))))


def most_salient(case: Case, folder: Path) -> bool:
    """Whether plain saliency is densest on the named subject."""
    sums = boxes.Sums(_saliency(folder, case))
    rows = np.array([boxes.as_row(subject) for subject in case.subjects])
    dense = sums.over(rows) / np.prod(rows[:, 2:] - rows[:, :2], axis=1)
    return int(np.argmax(dense)) == 0


# -- the run ---------------------------------------------------------------------------------------


def cases(maker: Maker, folder: Path, count: int) -> list[Case]:
    """``count`` cases: five eighths named, an eighth each of the others."""
    plan: list[tuple[Callable[[Path], Case], int]] = [
        (maker.named, count * 5 // 8), (maker.corner, count // 8), (maker.shapes, count // 8),
        (maker.unfit, count // 8),
    ]  # fmt: skip
    made = []
    for make, share in plan:
        made += [make(folder / f"{make.__name__}-{number:03}.jpg") for number in range(share)]
    return made


def answers(library: Library, made: list[Case]) -> Iterator[tuple[Case, Crop, Crop, float]]:
    """Each case with the crop from the thumbnail, the one from the original, and seconds."""
    for case in made:
        start = time.perf_counter()
        where = f'name:"{case.name}"'
        first = headlines.propose(library, case.headline, [case.channel], where=where, count=1)
        seconds = time.perf_counter() - start
        again = headlines.rescore(library, first)
        yield case, first.rows[0].proposals[0].crop, again.rows[0].proposals[0].crop, seconds


def report(rows: list[tuple[Case, dict[str, bool], bool]]) -> None:
    methods = list(rows[0][1])
    print(f"{'group':28} {'cases':>6}" + "".join(f"{name:>12}" for name in methods))

    def line(name: str, some: list[tuple[Case, dict[str, bool], bool]]) -> None:
        shares = (np.mean([right[method] for _, right, _ in some]) for method in methods)
        if some:
            print(f"{name:28} {len(some):6}" + "".join(f"{100 * s:11.1f}%" for s in shares))

    for group in dict.fromkeys(case.group for case, _, _ in rows):
        line(group, [row for row in rows if row[0].group == group])
    named = [row for row in rows if len(row[0].subjects) > 1]
    line("named not most salient", [row for row in named if not row[2]])
    line("named most salient", [row for row in named if row[2]])
    line("all", rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[3] / "shared")
    parser.add_argument("--model", default="starter")
    parser.add_argument("--cases", type=int, default=240)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--look", type=Path, help="where to draw the first crops of each group")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        folder = work / "pictures"
        folder.mkdir()
        maker = Maker(given.shared, work, given.seed)
        made = cases(maker, folder, given.cases)
        encoder = vision.load_encoder(given.model)
        with Library.open(work / "library", writable=True, encoder=encoder) as library:
            for _ in importing.add(library, [str(folder)]):
                pass
            rows, seconds = [], []
            for case, first, again, took in answers(library, made):
                right = {
                    "centre": is_right(case, centre(case, folder)),
                    "saliency": is_right(case, plain(case, folder)),
                    "thumbnail": is_right(case, first),
                    "original": is_right(case, again),
                }
                rows.append((case, right, most_salient(case, folder)))
                seconds.append(took)
                if given.look:
                    draw(given.look, folder, case, first, right["thumbnail"])
        report(rows)
        print(f"a proposal for one picture and channel: {np.median(seconds):.3f} s (median)")


def draw(target: Path, folder: Path, case: Case, box: Crop, right: bool) -> None:
    """The picture with its crop (white), the named subject (green) and the others (red)."""
    target.mkdir(parents=True, exist_ok=True)
    with Image.open(folder / case.name) as picture:
        shown = picture.convert("RGB")
    pen = ImageDraw.Draw(shown)
    for part, colour in [(box, "white"), *zip(case.subjects, ["lime", "red", "red"], strict=False)]:
        ends = (boxes.as_row(part) * np.array(shown.size * 2)).tolist()
        pen.rectangle(ends, outline=colour, width=4)
    pen.text(
        (8, 8),
        f"{case.channel.name}: {case.headline}",
        fill="white",
        stroke_width=2,
        stroke_fill="black",
    )
    shown.save(target / f"{'right' if right else 'wrong'}-{case.name}")


if __name__ == "__main__":
    main()
