"""How often a confident subject is right, and what a suggestion costs.

    python tests/benchmarks/alttext.py [--shared ../shared] [--model starter] [--half report|tune]
                                       [--cache DIR] [--per-set N]

Photographs: the 500 of ``eval/photos``; a subject is right when it, a synonym listed in the bank,
or (for a group such as "an animal") a member of it occurs in one of the five captions. Labelled
pictures: the held-out ones of ``starter-data``; right when the class is the subject, a listed
synonym, or a member of the group that was said. ``eval/alt-text`` is reported apart: half of it is
screenshots and charts, where saying so, or leaving it open, is right.

``--half tune`` uses the other half of the photographs: that is where borders may be chosen.
``--cache DIR`` keeps the libraries that are made (by the weights' hash), so that a second run with
the same weights embeds nothing. Needs the evaluation pictures beside the checkout.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from libraries import NOT_A_CLASS, SPOKEN, build

from picturedesk import alttext, vision
from picturedesk.alttext import proposing
from picturedesk.alttext.ranker import Evidence, Ranker, ranker
from picturedesk.alttext.reading import read_slot
from picturedesk.library import Library
from picturedesk.suggestions import Suggestion
from picturedesk.suggestions.banks import SUBJECT, SlotBank, Value
from picturedesk.vision.encoder import Encoder

THRESHOLDS = (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Told:
    """One confident subject."""

    name: str
    value: Value
    confidence: float


def stems(text: str) -> str:
    """Words in lower case without plurals, between blanks, so that whole words are found."""
    words = re.findall(r"[a-z]+", text.lower().replace("_", " "))
    return (
        " "
        + " ".join(w[:-1] if w.endswith("s") and not w.endswith("ss") else w for w in words)
        + " "
    )


def accepted(slot: SlotBank) -> dict[str, frozenset[str]]:
    """For each value what counts as it: its words, and for a group those of its members."""
    own = {
        value.name: {stems(w) for w in (value.name, value.say, value.plural, *value.also)}
        for value in slot.values
    }
    found = {}
    for value in slot.values:
        words = set(own[value.name])
        if value.whole:
            for other in slot.values:
                if value.group in slot.above(other.group):
                    words |= own[other.name]
        found[value.name] = frozenset(words)
    return found


@dataclass(frozen=True, slots=True)
class Subjects:
    """What speaks for each picture's subject, read once and judged by many borders."""

    ready: Ranker
    evidence: dict[str, Evidence]
    """By file name."""

    @classmethod
    def of(cls, library: Library) -> Subjects:
        ready = ranker(library)
        assets = library.catalog.assets.get_many(library.catalog.assets.keys())
        vectors = proposing._vectors(library, [asset.key for asset in assets])
        found = {
            Path(asset.path).name: ready.evidence(SUBJECT, asset, vectors[asset.key])
            for asset in assets
            if asset.key in vectors
        }
        return cls(ready, found)

    def told(self, sure: float | None = None) -> list[Told]:
        """The confident subjects, with the borders as shipped or with another one for groups."""
        scale = self.ready.scales[SUBJECT]
        if sure is not None:
            wide = min(sure, sure - scale.sure_group + scale.sure_wide)
            scale = replace(
                scale, sure_group=sure, sure_wide=max(0.0, wide), sure=max(sure, scale.sure)
            )
        shape, found = self.ready.slots[SUBJECT].shape, []
        for name, said in self.evidence.items():
            read = read_slot(SUBJECT, shape, said.levels, scale, said.extra, scenes=said.scenes)
            if read.chosen is not None:
                found.append(Told(name, read.chosen, read.confidence))
        return found


def curve(
    title: str, total: int, ask: Callable[[float], Iterable[Told]], right: Callable[[Told], bool]
) -> None:
    """Share of pictures with a confident subject, and how many of those are wrong."""
    print(f"{title}: {total} pictures")
    print("  border  confident  wrong   named exactly")
    for border in THRESHOLDS:
        told = list(ask(border))
        wrong = sum(not right(t) for t in told)
        exact = sum(not t.value.whole for t in told)
        share = wrong / len(told) if told else 0.0
        print(f"  {border:5.2f}   {len(told) / total:8.1%}  {share:6.1%}   {exact / total:8.1%}")


def calibration(told: Iterable[Told], right: Callable[[Told], bool]) -> None:
    """Confidence against the share that is right, in tenths: a plot in characters."""
    bins: dict[int, list[bool]] = {}
    for t in told:
        bins.setdefault(min(9, int(t.confidence * 10)), []).append(right(t))
    print("  confidence  right (each # 2.5 %)")
    for tenth, hits in sorted(bins.items()):
        share = sum(hits) / len(hits)
        low = tenth / 10
        bar = "#" * round(share * 40)
        print(f"  {low:.1f}-{low + 0.1:.1f}  {share:4.0%} {bar} ({len(hits)})")


def photographs(shared: Path, work: Path, encoder: Encoder, half: str) -> None:
    captions: dict[str, list[str]] = json.loads((shared / "eval/photos-captions.json").read_text())
    names = [n for n in sorted(captions) if half == "all" or is_in_half(n, half)]
    with kept(
        work / f"photos-{half}", (shared / "eval/photos" / n for n in names), encoder
    ) as library:
        started = time.perf_counter()
        alttext.warm(library)
        print(f"bank ready in {time.perf_counter() - started:.1f} s")
        costs(library)
        words = accepted(ranker(library).english.slots[SUBJECT])
        said = {name: stems(" ".join(texts)) for name, texts in captions.items()}
        read = Subjects.of(library)

        def right(told: Told) -> bool:
            return any(word in said[told.name] for word in words[told.value.name])

        curve("photographs", len(names), read.told, right)
        told = read.told()
        wrong = sum(not right(t) for t in told)
        print(
            f"  as shipped: {len(told) / len(names):.1%} confident, "
            f"{wrong / max(1, len(told)):.1%} of those wrong"
        )
        calibration(read.told(0.3), right)
        for suggestion in list(alttext.suggest(library))[:25]:
            if suggestion.text:
                print(f"  {suggestion.confidence:.2f} {suggestion.text}")


def is_in_half(name: str, half: str) -> bool:
    return (hashlib.sha1(name.encode()).digest()[0] % 2 == 0) == (half == "report")


def costs(library: Library) -> None:
    """Time per suggestion over 200 indexed assets: sentences new, then cached."""
    keys = library.catalog.assets.keys()[:200]
    for label in ("sentences new", "sentences cached"):
        times, busy = [], []
        for key in keys:
            started, worked = time.perf_counter(), time.process_time()
            alttext.suggest_one(library, int(key))
            times.append(1000 * (time.perf_counter() - started))
            busy.append(1000 * (time.process_time() - worked))
        p50, p95 = np.percentile(times, [50, 95])
        c50, c95 = np.percentile(busy, [50, 95])
        print(
            f"per suggestion ({len(times)} assets, {label}): p50 {p50:.1f} ms, p95 {p95:.1f} ms "
            f"(of one core: p50 {c50:.1f} ms, p95 {c95:.1f} ms)"
        )


def extracted(tar: Path, names: Iterable[str], folder: Path) -> list[Path]:
    """These pictures of an archive, taken out once."""
    wanted = {Path(name).name for name in names}
    if not folder.is_dir():
        with tarfile.open(tar) as archive:
            for member in archive:
                if Path(member.name).name in wanted:
                    archive.extract(member, folder, filter="data")
    return sorted(p for p in folder.rglob("*.webp") if p.name in wanted)


def kept(folder: Path, pictures: Iterable[Path], encoder: Encoder) -> Library:
    """The library of these pictures, made now or before with the same weights."""
    done = folder / "done"
    if done.is_file():
        return Library.open(folder / "library", writable=True, encoder=encoder)
    shutil.rmtree(folder, ignore_errors=True)
    started = time.perf_counter()
    library = build(folder, pictures, encoder)
    done.touch()
    print(f"{folder.name} read in {time.perf_counter() - started:.0f} s")
    return library


class Remembering:
    """An encoder that encodes a text once, whichever library asks."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, np.ndarray] = {}

    def __getattr__(self, name: str) -> object:
        return getattr(self._encoder, name)

    def encode_texts(self, texts: Sequence[str]) -> np.ndarray:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known |= dict(zip(new, self._encoder.encode_texts(new), strict=True))
        return np.array([self._known[text] for text in texts], np.float32)


def labelled(shared: Path, work: Path, encoder: Encoder, per_set: int) -> None:
    """Held-out pictures whose class is known."""
    classes: dict[str, str] = {}
    paths: list[Path] = []
    for name in ("scenes", "flowers", "clothing", "objects"):
        labels: dict[str, str] = json.loads(
            (shared / f"starter-data/{name}-labels.json").read_text()
        )
        held = sorted(labels, key=lambda f: hashlib.sha1(f.encode()).hexdigest()[:12])
        held = [f for f in held[: round(len(labels) * 0.15)] if labels[f] not in NOT_A_CLASS][
            :per_set
        ]
        paths += extracted(shared / f"starter-data/{name}.tar", held, work / name)
        classes |= {Path(file).name: labels[file] for file in held}
    classes = {path.name: classes[path.name] for path in paths}
    with kept(work / f"labelled-{per_set}", paths, encoder) as library:
        words = accepted(ranker(library).english.slots[SUBJECT])
        read = Subjects.of(library)

        def right(told: Told) -> bool:
            label = classes[told.name]
            spoken = (
                SPOKEN.get(label, label.replace("_", " ")).removeprefix("a ").removeprefix("the ")
            )
            return bool({stems(label), stems(spoken)} & words[told.value.name])

        curve("labelled pictures", len(classes), read.told, right)
        calibration(read.told(0.3), right)


def graphics(shared: Path, work: Path, encoder: Encoder) -> None:
    """The pictures of a public site: what they were taken for, and what was said of them.

    ``kind`` in the data is rough: many of its photographs are screenshots too.
    """
    entries = json.loads((shared / "eval/alt-text/alt.json").read_text())
    known = {Path(entry["file"]).name: entry for entry in entries}
    files = (shared / "eval/alt-text" / entry["file"] for entry in entries)
    with kept(work / "graphics", files, encoder) as library:
        words = accepted(ranker(library).english.slots[SUBJECT])
        counts: dict[str, Counter[str]] = {}
        for found in alttext.suggest(library):
            entry = known[Path(library.catalog.assets.get(found.asset_key).path).name]
            counts.setdefault(entry["kind"], Counter())[_fate(found, entry["alt"], words)] += 1
        print("pictures of a public site (kinds are rough):")
        for kind, fates in sorted(counts.items()):
            print(f"  {kind:24} {dict(fates.most_common())}")


def _fate(found: Suggestion, human: str, words: Mapping[str, frozenset[str]]) -> str:
    """What became of one picture: left open, told as a graphic, or a subject (right or not)."""
    filled = {slot.name: slot.chosen for slot in found.slots if slot.chosen}
    if not found.text:
        return "proposed as decorative" if found.role == "decorative" else "left open"
    if SUBJECT not in filled:
        return f"told as {found.role}"
    said = any(word in stems(human) for word in words[filled[SUBJECT]])
    return "a subject that the editor named" if said else "another subject"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model", default="starter", help="a model's name or folder")
    parser.add_argument("--half", choices=("report", "tune", "all"), default="all")
    parser.add_argument("--per-set", type=int, default=400, help="labelled pictures per set")
    parser.add_argument("--cache", type=Path, help="keep what is embedded there")
    parser.add_argument("--only", choices=("photographs", "labelled", "graphics"))
    args = parser.parse_args()
    started = time.perf_counter()
    encoder = Remembering(vision.load_encoder(args.model, threads=1))
    print(f"encoder {encoder.id}")
    with tempfile.TemporaryDirectory() as folder:
        name = re.sub(r"\W+", "-", str(encoder.id))
        work = Path(folder) if args.cache is None else args.cache / name
        if args.only in (None, "photographs"):
            photographs(args.shared, work, encoder, args.half)
        if args.only in (None, "labelled"):
            labelled(args.shared, work, encoder, args.per_set)
        if args.only in (None, "graphics"):
            graphics(args.shared, work, encoder)
    print(f"all of it took {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
