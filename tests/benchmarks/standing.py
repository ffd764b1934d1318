"""How honest "nothing fits" is, and what strong, likely and weak are worth: by the public API.

``python tests/benchmarks/standing.py [--shared ../shared] [--model NAME] [--half report|tune]
[--cache FILE]``

The issue's four groups: captions whose pictures were taken out, lines of nonsense, captions whose
pictures are there, and libraries of one class asked for that class by its name. Then all those
classes in one library, where every match can be called right or wrong, and the sample library
with its brief. The photographs' captions are split by number: the first was looked at while
borders were chosen (``tune``), the others report. Of the labelled pictures only those are used
that the starter's training held out.

Every picture and text is encoded once (kept in ``--cache`` from run to run, for each encoder);
libraries are made of rows and vectors. One to two minutes.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from libraries import Encoded, Picture, held_out, library_of, sample_pictures
from questions import NOT_IN_SAMPLES, SAMPLES, nonsense

from picturedesk import briefs, moodboard, search, vision
from picturedesk.library import Library
from picturedesk.records import Query, Result, Standing, Term

STANDINGS = (Standing.NOTHING_FITS, Standing.WEAK, Standing.LIKELY, Standing.STRONG)
OTHERS = 5
"""So many other classes' names are asked of a library of one class."""


def ask(library: Library, text: str, limit: int = 10) -> Result:
    return search.find(library, Query((Term(text=text),), limit=limit))


def shares(name: str, results: Sequence[Result]) -> None:
    """Prints the shares of the whole query's standing, in per cent."""
    counts = Counter(result.standing for result in results)
    parts = "  ".join(f"{s} {100 * counts[s] / len(results):5.1f} %" for s in STANDINGS)
    print(f"  {name:<22} {parts}", flush=True)


def rightness(name: str, judged: Iterable[tuple[Standing, bool]]) -> None:
    """Prints how many stand so, and how many of them are right."""
    right: dict[Standing, list[bool]] = {s: [] for s in STANDINGS}
    for standing, is_right in judged:
        right[standing].append(is_right)
    parts = "  ".join(
        f"{s} {100 * sum(r) / len(r):.0f} % of {len(r)}" for s, r in right.items() if r
    )
    print(f"  {name:<22} {parts}", flush=True)


def photographs(shared: Path, work: Path, encoded: Encoded, half: str) -> None:
    """Captions with and without their pictures, nonsense, and retrieval."""
    captions: dict[str, list[str]] = json.loads((shared / "eval/photos-captions.json").read_text())
    names = sorted(captions)
    pictures = {n: Picture(shared / "eval/photos" / n) for n in names}
    chosen = sorted(random.Random(1 if half == "report" else 2).sample(names, 200))
    number = 1 if half == "report" else 0
    encoded.prepare(pictures.values(), [c for n in names for c in captions[n]])
    print(f"photographs ({len(names)})")
    rest = [p for n, p in pictures.items() if n not in set(chosen)]
    with library_of(work / "rest", rest, encoded) as library:
        shares("captions taken out", [ask(library, captions[n][number]) for n in chosen])
    with library_of(work / "all", list(pictures.values()), encoded) as library:
        present = [ask(library, captions[n][number], 5) for n in chosen]
        shares("captions present", present)
        found = [{Path(m.path).name for m in result.matches} for result in present]
        rightness(
            "picture among first 5",
            [(r.standing, n in f) for r, n, f in zip(present, chosen, found, strict=True)],
        )
        lines = nonsense(200, seed=11 if half == "report" else 12)
        results = [ask(library, line) for _, line in lines]
        shares("nonsense", results)
        for kind in ("syllables", "salad", "mash", "absurd"):
            part = [r for r, (k, _) in zip(results, lines, strict=True) if k == kind]
            shares(f"  {kind}", part)
        _retrieval(library, names, captions)


def _retrieval(library: Library, names: list[str], captions: dict[str, list[str]]) -> None:
    ranks = []
    for name in names:
        for caption in captions[name]:
            found = [Path(m.path).name for m in ask(library, caption).matches]
            ranks.append(found.index(name) if name in found else 99)
    parts = "  ".join(
        f"R@{k} {100 * sum(r < k for r in ranks) / len(ranks):.1f} %" for k in (1, 5, 10)
    )
    print(f"  {parts}  ({len(ranks)} captions)")


def classes(shared: Path, work: Path, encoded: Encoded) -> None:
    """Libraries of one class, asked for that class, for others, and nonsense; then all in one."""
    found = held_out(shared, work)
    words = sorted(found)
    everything = [p for pictures in found.values() for p in pictures]
    odd = [line for _, line in nonsense(200, seed=100)]
    encoded.prepare(everything, [*words, *odd])
    results: dict[str, list[Result]] = {"its own name": [], "other names": [], "nonsense": []}
    large, every = [], []
    for number, word in enumerate(words):
        others = random.Random(number).sample([w for w in words if w != word], OTHERS)
        with library_of(work / f"class-{number}", found[word], encoded) as library:
            own = ask(library, word, 1000)
            results["its own name"].append(own)
            every += [(m.standing, True) for m in own.matches]
            large += [own] if len(found[word]) >= 12 else []
            results["other names"] += [ask(library, w) for w in others]
            results["nonsense"] += [ask(library, odd[(4 * number + i) % 200]) for i in range(4)]
    print(f"libraries of one class ({len(found)} of 6 to 30 pictures)")
    for name, asked in results.items():
        shares(name, asked)
    shares(f"own, of 12 or more ({len(large)})", large)
    counts = Counter(s for s, _ in every)
    parts = "  ".join(f"{s} {100 * counts[s] / len(every):.1f} %" for s in STANDINGS if counts[s])
    print(f"  own, its pictures      {parts}")
    print(f"all classes in one library ({len(everything)})")
    homes = {str(p.path): word for word, pictures in found.items() for p in pictures}
    with library_of(work / "classes", everything, encoded) as library:
        named = [(word, ask(library, word, 50)) for word in words]
        shares("their names", [result for _, result in named])
        shares("nonsense", [ask(library, line) for line in odd])
        rightness(
            "right of the matches",
            [(m.standing, homes[m.path] == w) for w, r in named for m in r.matches],
        )


def samples(work: Path, encoded: Encoded) -> None:
    """The sample library: what it shows, what it does not, nonsense, and its brief."""
    pictures, brief = sample_pictures()
    odd = [line for _, line in nonsense(100, seed=13)]
    encoded.prepare(pictures, [*SAMPLES, *NOT_IN_SAMPLES, *odd])
    print(f"the sample library ({len(pictures)})")
    with library_of(work / "samples", pictures, encoded) as library:
        asked = [(ask(library, text, 10), set(names.split())) for text, names in SAMPLES.items()]
        shares("what it shows", [result for result, _ in asked])
        rightness(
            "first is right", [(r.standing, Path(r.matches[0].path).stem in n) for r, n in asked]
        )
        rightness(
            "right of the matches",
            [(m.standing, Path(m.path).stem in n) for r, n in asked for m in r.matches],
        )
        shares("what it does not", [ask(library, text) for text in NOT_IN_SAMPLES])
        shares("nonsense", [ask(library, line) for line in odd])
        board = moodboard.propose(library, briefs.read(brief))
        for beat in board.beats:
            names = ", ".join(
                Path(library.catalog.assets.by_id(m.asset_id).path).stem  # type: ignore[union-attr]
                for m in (*beat.matches, *beat.others)[:3]
            )
            print(f"    {beat.coverage:<8} {beat.beat.text:<60.60} {names}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", default="starter", help="a model's name or folder")
    parser.add_argument("--half", choices=("report", "tune"), default="report")
    parser.add_argument("--cache", type=Path, help="a file that keeps vectors from run to run")
    args = parser.parse_args()
    encoded = Encoded(vision.load_encoder(args.model), args.cache)
    print(f"encoder {encoded.id}")
    with tempfile.TemporaryDirectory() as folder:
        photographs(args.shared, Path(folder), encoded, args.half)
        classes(args.shared, Path(folder), encoded)
        samples(Path(folder), encoded)
    encoded.save()


if __name__ == "__main__":
    main()
