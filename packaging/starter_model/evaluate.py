"""Step 9: measure what was exported, through plain open_clip, on pictures never trained on.

`python evaluate.py --data DIR --cache DIR --model DIR` prints every figure of the model card;
`--quick` only the retrieval ones.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import time
from pathlib import Path
from typing import Any

import phrases
import pictures
import ranking
import texts
import torch
import torch.nn.functional as F  # noqa: N812
import unseen_words
from PIL import Image, ImageDraw
from torch_ready import open_clip

NEUTRAL = (
    "a photo", "a picture", "something", "an image of something else", "things", "a background",
    "people outdoors", "a person", "a landscape", "a piece of clothing", "a flower", "a scene",
    "an object", "a room", "buildings", "an animal",
)  # fmt: skip


class Model:
    """The exported model as a user would load it."""

    def __init__(self, folder: Path) -> None:
        open_clip.add_model_config(folder / "model.json")
        self.model, _, self.prepare = open_clip.create_model_and_transforms(
            "model", pretrained=str(folder / "model.safetensors"), image_resize_mode="squash"
        )
        merges = str(folder / "bpe.txt.gz")
        self.tokenize = open_clip.get_tokenizer("model", bpe_path=merges)
        self.model.eval()

    @torch.inference_mode()
    def pictures(self, images: list[Image.Image], batch: int = 50) -> torch.Tensor:
        """Unit vectors of pictures."""
        parts = []
        for i in range(0, len(images), batch):
            x = torch.stack([self.prepare(image) for image in images[i : i + batch]])
            x = x.contiguous(memory_format=torch.channels_last)
            parts.append(F.normalize(self.model.encode_image(x), dim=-1))
        return torch.cat(parts)

    @torch.inference_mode()
    def texts(self, lines: list[str], batch: int = 250) -> torch.Tensor:
        """Unit vectors of texts."""
        parts = [
            F.normalize(self.model.encode_text(self.tokenize(lines[i : i + batch])), dim=-1)
            for i in range(0, len(lines), batch)
        ]
        return torch.cat(parts)

    def prompts(self, names: list[str]) -> torch.Tensor:
        """One unit vector a name: the mean over the prompt variants."""
        lines = [t.format(n) for n in names for t in phrases.PROMPTS]
        vectors = self.texts(lines).view(len(names), len(phrases.PROMPTS), -1)
        return F.normalize(vectors.mean(1), dim=-1)


class Held:
    """The held-out pictures, their records and vectors."""

    def __init__(self, cache: Path, model: Model, only: str = "") -> None:
        array, records = pictures.load(cache)
        self.all = records
        index = [i for i, r in enumerate(records) if r.held_out and only in (r.set, "")]
        self.records = [records[i] for i in index]
        self.images = [Image.fromarray(array[i]) for i in index]
        self.z = model.pictures(self.images)

    def rows(self, name: str) -> list[int]:
        return [n for n, r in enumerate(self.records) if r.set == name]


def retrieval(held: Held, model: Model) -> dict[str, float]:
    """R@1/5/10 both ways among the held-out photographs."""
    rows = held.rows("photos")
    captions = model.texts([c for n in rows for c in held.records[n].captions])
    return ranking.recall(held.z[rows], captions)


def tagging(held: Held, model: Model) -> dict[str, float]:
    """Zero-shot top-1 in every labelled set; for objects also with "other" among the answers."""
    found = {}
    for name in ("objects", "scenes", "clothing", "flowers"):
        labels = sorted({r.label for r in held.all if r.set == name})
        rows = held.rows(name)
        truth = torch.tensor([labels.index(held.records[n].label) for n in rows])
        vectors = model.prompts([phrases.spoken(w) for w in labels])
        scores = held.z[rows] @ vectors.T
        found[f"{name}@1"] = (scores.argmax(1) == truth).float().mean().item()
        found[f"{name}@5"] = (scores.topk(5).indices == truth[:, None]).any(1).float().mean().item()
        if name == "objects":
            neutral = model.texts(list(NEUTRAL))
            other = (held.z[rows] @ neutral.T).max(1).values
            right = (scores.argmax(1) == truth) & (scores.max(1).values > other)
            found["objects@1 with other"] = right.float().mean().item()
            foreign = [n for s in ("scenes", "clothing", "photos") for n in held.rows(s)]
            away = (held.z[foreign] @ neutral.T).max(1).values
            said = away >= (held.z[foreign] @ vectors.T).max(1).values
            found["foreign pictures called other"] = said.float().mean().item()
    return found


def watermark(image: Image.Image) -> Image.Image:
    """A half-transparent text across the picture."""
    layer = Image.new("RGBA", image.size)
    draw = ImageDraw.Draw(layer)
    draw.text(
        (image.width * 0.12, image.height * 0.4), "SAMPLE", (255, 255, 255, 150), font_size=36
    )
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def recompressed(image: Image.Image) -> Image.Image:
    """Saved as a poor JPEG and opened again."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=25)
    return Image.open(buffer).convert("RGB")


def altered(image: Image.Image) -> dict[str, Image.Image]:
    """The alterations under which a copy should still be found."""
    w, h = image.size
    return {
        "crop to 80% a side": image.crop((w // 10, h // 10, w - w // 10, h - h // 10)),
        "crop to the left 75%": image.crop((0, 0, w * 3 // 4, h)),
        "resize to 64 px": image.resize((64, 64), Image.Resampling.BILINEAR),
        "resize to 2:1": image.resize((w, h // 2), Image.Resampling.BILINEAR),
        "watermark": watermark(image),
        "JPEG quality 25": recompressed(image),
    }


def copies(held: Held, model: Model, count: int = 300) -> dict[str, float]:
    """How often the original of an altered copy stands first among all held-out pictures."""
    step = max(1, len(held.images) // count)
    rows = list(range(0, len(held.images), step))
    kinds = [altered(held.images[n]) for n in rows]
    found = {}
    for kind in kinds[0]:
        z = model.pictures([k[kind] for k in kinds])
        first = (z @ held.z.T).argmax(1)
        found[kind] = (first == torch.tensor(rows)).float().mean().item()
    found["all alterations"] = sum(found.values()) / len(found)
    return found


def average_precision(scores: torch.Tensor, right: torch.Tensor) -> float:
    """Average precision of a ranking."""
    hits = right[scores.argsort(descending=True)].float()
    precision = hits.cumsum(0) / torch.arange(1, len(hits) + 1)
    return ((precision * hits).sum() / hits.sum()).item()


def unseen(held: Held, model: Model) -> dict[str, dict[str, float]]:
    """Words that no caption holds: precision at 10 and average precision, beside chance."""
    found = {}
    for query, name, label in unseen_words.never_captioned(held.all):
        right = torch.tensor([r.set == name and r.label == label for r in held.records])
        if right.sum() < 3:
            continue
        scores = held.z @ model.prompts([query])[0]
        top = right[scores.topk(10).indices].float().mean().item()
        best = min(10, int(right.sum())) / 10
        found[f"{query} → {label}"] = {
            "p10": top / best, "ap": average_precision(scores, right),
            "chance": right.float().mean().item(),
        }  # fmt: skip
    return found


def translated(held: Held, model: Model, data: Path) -> dict[str, float]:
    """R@10 of held-out captions in four languages, the same captions in each."""
    rows = held.rows("photos")
    place = {texts.plain(c): k for k, n in enumerate(rows) for c in held.records[n].captions}
    with gzip.open(data / "texts/parallel-en-de-fr-cs.tsv.gz", "rt", encoding="utf8") as file:
        table = [line.rstrip("\n").split("\t") for line in file]
    table = [row for row in table if len(row) == 4 and texts.plain(row[0]) in place]
    owner = torch.tensor([place[texts.plain(row[0])] for row in table])
    found: dict[str, float] = {"captions": len(table)}
    for column, language in enumerate(("en", "de", "fr", "cs")):
        scores = model.texts([row[column] for row in table]) @ held.z[rows].T
        right = owner[:, None] == torch.arange(len(rows))[None]
        found[f"{language} t2i@10"] = (ranking.ranks(scores, right) < 10).float().mean().item()
    return found


def speed(held: Held, model: Model) -> dict[str, float]:
    """Milliseconds a picture and a query on one core, in processor time."""
    torch.set_num_threads(1)
    x = torch.stack([model.prepare(image) for image in held.images[:32]])
    x = x.contiguous(memory_format=torch.channels_last)
    best = {"picture ms": 1e9, "query ms": 1e9}
    with torch.inference_mode():
        for _ in range(5):
            before = time.process_time()
            model.model.encode_image(x)
            spent = (time.process_time() - before) / len(x) * 1000
            best["picture ms"] = min(best["picture ms"], spent)
            before = time.process_time()
            for word in ("two dogs running on a beach", "sneakers", "warm evening light"):
                model.model.encode_text(model.tokenize([word]))
            best["query ms"] = min(best["query ms"], (time.process_time() - before) / 3 * 1000)
    return best


def steady(held: Held, model: Model) -> dict[str, float]:
    """The largest cosine distance between vectors made alone and in batches."""
    images = held.images[:40]
    alone = model.pictures(images, batch=1)
    return {
        f"batch {n}": float((1 - (alone * model.pictures(images, batch=n)).sum(1)).abs().max())
        for n in (7, 40)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--quick", action="store_true")
    args = parser.parse_args()
    torch.set_num_threads(1)
    model = Model(args.model)
    held = Held(args.cache, model, "photos" if args.quick else "")
    figures: dict[str, Any] = {"retrieval": retrieval(held, model)}
    if not args.quick:
        figures["tagging"] = tagging(held, model)
        figures["copies"] = copies(held, model)
        words = unseen(held, model)
        count = max(1, len(words))
        figures["unseen words"] = {
            "pairs": len(words),
            **{k: sum(w[k] for w in words.values()) / count for k in ("p10", "ap", "chance")},
        }
        figures["translated"] = translated(held, model, args.data)
        figures["speed"] = speed(held, model)
        figures["steady"] = steady(held, model)
        figures["each unseen word"] = words
    print(json.dumps(figures, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
