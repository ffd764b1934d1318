"""How honest "nothing fits" is, and how good retrieval: the issue's shares, by the public API.

``python tests/benchmarks/standing.py [--shared ../shared] [--model NAME] [--half report|tune]``

Four groups: captions whose pictures were taken out, lines of nonsense, captions whose pictures
are there, and libraries of one class asked for that class by its name. The photographs' captions
are split by number: the first was looked at while thresholds were chosen (``tune``), the others
report. Of the one-class libraries only pictures that the starter's training held out are used.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from picturedesk import importing, search, vision
from picturedesk.library import Library
from picturedesk.records import Query, Result, Term
from picturedesk.vision.encoder import Encoder

SYLLABLES = (
    "ba", "be", "bi", "bo", "bu", "da", "dra", "fle", "fri", "ga", "glo", "gri", "ka", "ke",
    "kli", "kno", "la", "lo", "lu", "ma", "mi", "mo", "na", "ne", "no", "pla", "pra", "qua", "ra",
    "re", "ro", "sa", "sku", "sli", "so", "sta", "ta", "tri", "tu", "va", "vex", "wi", "wo", "xa",
    "ya", "zi", "zo",
)  # fmt: skip
WORDS = (
    "although", "theorem", "seven", "invoice", "whereas", "modulo", "parliament", "quarterly",
    "hypothesis", "refund", "nevertheless", "tax", "algebra", "pronoun", "inflation", "syntax",
    "clause", "dividend", "quota", "verdict", "ratio", "adverb", "cosine", "mortgage", "doctrine",
    "between", "unless", "eleven", "axiom", "tariff", "epoch", "memo", "agenda", "logarithm",
    "deadline", "footnote", "warranty", "compiler", "virtue", "irony", "consent", "justice",
    "entropy", "decade", "audit", "backlog",
)  # fmt: skip
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")
SUBJECTS = (
    "the square root of minus nine", "a colourless idea", "last Tuesday", "the concept of debt",
    "an unpaid semicolon", "the third derivative", "a retired vowel", "a recursive alibi",
    "the silence of percentages", "the tax on gravity", "a polite integer", "the plural of nothing",
)  # fmt: skip
DOES = (
    "negotiates with", "sleeps furiously inside", "divides by", "regrets", "subscribes to",
    "evaporates into", "postpones", "outvotes", "rhymes with", "contradicts", "rounds up to",
)  # fmt: skip
OBJECTS = (
    "the letter seven", "an empty theorem", "next year's memory", "the smell of arithmetic",
    "a hypothetical wednesday", "the passive voice", "its own footnote", "half of eternity",
    "the average of two secrets", "the grammar of dust", "the inside of a number",
)  # fmt: skip
SPOKEN = {
    "buildings": "buildings in a city", "sea": "the sea", "street": "a street in a town",
    "glacier": "a glacier", "Longsleeve": "a long-sleeved shirt", "Outwear": "a jacket",
    "Faces": "a face", "Faces_easy": "a face", "airplanes": "an airplane", "car_side": "a car",
    "Motorbikes": "a motorbike", "Leopards": "a leopard", "Body": "a baby body suit",
}  # fmt: skip
NOT_A_CLASS = {"Not sure", "Other", "Skip", "BACKGROUND_Google", "Faces_easy"}


def nonsense(count: int, seed: int) -> list[tuple[str, str]]:
    """(kind, line): syllables, word salad, keyboard mash, and well-formed absurdities, in turn."""
    draw = random.Random(seed)

    def syllables() -> str:
        words = range(draw.randint(2, 6))
        return " ".join("".join(draw.choices(SYLLABLES, k=draw.randint(2, 4))) for _ in words)

    def salad() -> str:
        return " ".join(draw.choices(WORDS, k=draw.randint(4, 9)))

    def mash() -> str:
        words = range(draw.randint(1, 4))
        return " ".join(
            "".join(draw.choices(draw.choice(ROWS), k=draw.randint(4, 11))) for _ in words
        )

    def absurd() -> str:
        return f"{draw.choice(SUBJECTS)} {draw.choice(DOES)} {draw.choice(OBJECTS)}"

    kinds = {"syllables": syllables, "salad": salad, "mash": mash, "absurd": absurd}
    names = list(kinds)
    return [(names[i % 4], kinds[names[i % 4]]()) for i in range(count)]


def build(folder: Path, pictures: Iterable[Path], encoder: Encoder) -> Library:
    """A library of copies of these pictures."""
    root = folder / "pictures"
    root.mkdir(parents=True)
    for picture in pictures:
        shutil.copyfile(picture, root / picture.name)
    library = Library.open(folder / "library", writable=True, encoder=encoder)
    for _ in importing.add(library, [str(root)]):
        pass
    return library


def ask(library: Library, text: str, limit: int = 10) -> Result:
    return search.find(library, Query((Term(text=text),), limit=limit))


def shares(results: Sequence[Result]) -> str:
    """Shares of the whole query's standing, in per cent."""
    counts = Counter(str(result.standing) for result in results)
    names = ("nothing fits", "weak", "likely", "strong")
    return "  ".join(f"{name} {100 * counts[name] / len(results):.1f}%" for name in names)


def one_class(shared: Path, work: Path) -> dict[str, list[Path]]:
    """Held-out pictures by class name in words, at least six a class."""
    classes: dict[str, list[Path]] = {}
    for name in ("scenes", "flowers", "clothing", "objects"):
        labels: dict[str, str] = json.loads(
            (shared / f"starter-data/{name}-labels.json").read_text()
        )
        held = sorted(labels, key=lambda f: hashlib.sha1(f.encode()).hexdigest()[:12])
        held = held[: round(len(labels) * 0.15)]
        with tarfile.open(shared / f"starter-data/{name}.tar") as tar:
            tar.extractall(work / name, filter="data")
        files = {p.name: p for p in (work / name).rglob("*.webp")}
        for file in held:
            label = labels[file]
            found = files.get(Path(file).name)
            if found is not None and label not in NOT_A_CLASS:
                word = SPOKEN.get(label, label.replace("_", " ").lower())
                classes.setdefault(word, []).append(found)
    return {word: paths for word, paths in classes.items() if len(paths) >= 6}


def photographs(shared: Path, work: Path, encoder: Encoder, half: str) -> None:
    """Captions with and without their pictures, nonsense, and retrieval."""
    captions: dict[str, list[str]] = json.loads((shared / "eval/photos-captions.json").read_text())
    names = sorted(captions)
    chosen = set(random.Random(1 if half == "report" else 2).sample(names, 200))
    number = 1 if half == "report" else 0
    folder = shared / "eval/photos"
    with build(work / "rest", (folder / n for n in names if n not in chosen), encoder) as rest:
        taken_out = [ask(rest, captions[n][number]) for n in sorted(chosen)]
        print("captions taken out:", shares(taken_out))
    with build(work / "all", (folder / n for n in names), encoder) as whole:
        present = [ask(whole, captions[n][number]) for n in sorted(chosen)]
        print("captions present:  ", shares(present))
        lines = nonsense(200, seed=11 if half == "report" else 12)
        results = [ask(whole, line) for _, line in lines]
        print("nonsense:          ", shares(results))
        for kind in ("syllables", "salad", "mash", "absurd"):
            part = [r for r, (k, _) in zip(results, lines, strict=True) if k == kind]
            print(f"  {kind:17s}", shares(part))
        ranks = []
        for name in names:
            for caption in captions[name]:
                found = [Path(m.path).name for m in ask(whole, caption).matches]
                ranks.append(found.index(name) if name in found else 99)
        for k in (1, 5, 10):
            print(f"R@{k}: {100 * sum(r < k for r in ranks) / len(ranks):.1f}%", end="  ")
        print(f"({len(ranks)} captions, {len(names)} pictures)")


def classes(shared: Path, work: Path, encoder: Encoder) -> None:
    """Libraries of one class, asked for that class, for another, and nonsense."""
    own: list[Result] = []
    other: list[Result] = []
    odd: list[Result] = []
    every: Counter[str] = Counter()
    found = one_class(shared, work)
    words = sorted(found)
    for number, (word, pictures) in enumerate(sorted(found.items())):
        with build(work / f"class-{number}", pictures, encoder) as library:
            own.append(ask(library, word, 1000))
            every.update(str(m.standing) for m in own[-1].matches)
            other += [
                ask(library, w)
                for w in random.Random(number).sample(words, min(5, len(words)))
                if w != word
            ]
            odd += [ask(library, line) for _, line in nonsense(4, seed=100 + number)]
    print(f"one class ({len(found)} libraries):")
    print("  its own name:    ", shares(own))
    total = sum(every.values())
    print("  of its pictures: ", "  ".join(f"{k} {100 * n / total:.1f}%" for k, n in every.items()))
    print("  another's name:  ", shares(other))
    print("  nonsense:        ", shares(odd))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", default="starter", help="a model's name or folder")
    parser.add_argument("--half", choices=("report", "tune"), default="report")
    args = parser.parse_args()
    encoder = vision.load_encoder(args.model)
    print(f"encoder {encoder.id}")
    with tempfile.TemporaryDirectory() as folder:
        photographs(args.shared, Path(folder), encoder, args.half)
        classes(args.shared, Path(folder), encoder)


if __name__ == "__main__":
    main()
