"""Step 3: the text corpus, and what the text teacher makes of it.

`python texts.py --data DIR --cache DIR --minilm DIR` gathers every English text (captions, words,
class prompts, campaign phrases, short spans of captions), writes `texts.json` and, beside it,
the sentence encoder's unit vectors as `texts.f16` (N x 384). Translations carry no vector of their
own: each points to the English line that it means. Captions of held-out photographs are left out
of the corpus, also where another source repeats them.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
from pathlib import Path

import numpy as np
import phrases
import pictures
import torch
import torch_ready  # noqa: F401

WIDTH = 384


def plain(text: str) -> str:
    """A text without differences that do not matter: case, spaces, the final stop."""
    return re.sub(r"\s+", " ", text.lower()).strip(" .")


def teacher_words(minilm: Path) -> list[str]:
    """Whole English words, most frequent first: a plain word list."""
    lines = (minilm / "vocab.txt").read_text(encoding="utf8").split("\n")
    return [w for w in lines if re.fullmatch(r"[a-z]{3,}", w)]


def short_spans(captions: list[str], count: int, seed: int = 11) -> list[str]:
    """Runs of one to five words out of captions: how people type a query."""
    draw = random.Random(seed)
    spans: dict[str, None] = {}
    for _ in range(count * 3):
        words = draw.choice(captions).strip(" .").split()
        length = draw.randint(1, 5)
        start = draw.randint(0, max(0, len(words) - length))
        spans[" ".join(words[start : start + length])] = None
        if len(spans) >= count:
            break
    return list(spans)


def gather(data: Path, minilm: Path, records: list[pictures.Picture]) -> dict[str, object]:
    """The corpus: `lines` (unique English texts), `kinds` (their numbers), `translations`."""
    held = {plain(c) for r in records if r.held_out for c in r.captions}
    with gzip.open(data / "texts/captions-en.txt.gz", "rt", encoding="utf8") as file:
        english = [line.strip() for line in file if line.strip()]
    with gzip.open(data / "texts/parallel-en-de-fr-cs.tsv.gz", "rt", encoding="utf8") as file:
        parallel = [line.rstrip("\n").split("\t") for line in file]
    labels = sorted({r.label for r in records if r.label})
    imagenet = (data / "teacher/imagenet-labels.txt").read_text().strip().split("\n")
    names = [phrases.spoken(w) for w in labels]
    names += [phrases.article(w.strip()) for w in imagenet]
    words = teacher_words(minilm)
    sources = {
        "photo": [c for r in records if not r.held_out for c in r.captions],
        "caption": english,
        "parallel": [row[0] for row in parallel],
        "prompt": [t.format(n) for n in names for t in phrases.TEMPLATES],
        "label": [*labels, *imagenet],
        "word": words + [f"a photo of {phrases.article(w)}" for w in words[:12000]],
        "campaign": phrases.campaign_phrases(15000),
        "span": short_spans(english, 60000),
    }
    lines: dict[str, int] = {}
    kinds = {
        kind: [lines.setdefault(t, len(lines)) for t in texts if plain(t) not in held]
        for kind, texts in sources.items()
    }
    translations = [
        (language, row[column], lines[row[0]])
        for row in parallel
        if len(row) == 4 and row[0] in lines
        for column, language in ((1, "de"), (2, "fr"), (3, "cs"))
    ]
    return {"lines": list(lines), "kinds": kinds, "translations": translations}


class SentenceTeacher:
    """all-MiniLM-L6-v2: mean over the tokens, unit length."""

    def __init__(self, folder: Path, device: str = "cpu") -> None:
        from transformers import AutoModel, AutoTokenizer

        self.device = device
        self.tokenizer = AutoTokenizer.from_pretrained(str(folder))
        self.model = AutoModel.from_pretrained(str(folder)).eval().to(device)

    @torch.inference_mode()
    def encode(self, texts: list[str]) -> torch.Tensor:
        """Unit vectors (len(texts), 384), float32."""
        batch = self.tokenizer(
            texts, padding=True, truncation=True, max_length=64, return_tensors="pt"
        ).to(self.device)
        with torch.autocast(self.device, torch.bfloat16):
            hidden = self.model(**batch).last_hidden_state.float()
        mask = batch["attention_mask"].unsqueeze(-1).float()
        return torch.nn.functional.normalize((hidden * mask).sum(1) / mask.sum(1), dim=-1).cpu()


def encode_all(teacher: SentenceTeacher, lines: list[str], target: Path) -> None:
    """Encode the corpus, longest texts together so that little is padding."""
    vectors = np.memmap(target, np.float16, "w+", shape=(len(lines), WIDTH))
    order = sorted(range(len(lines)), key=lambda i: len(lines[i]))
    for start in range(0, len(order), 256):
        chunk = order[start : start + 256]
        vectors[chunk] = teacher.encode([lines[i] for i in chunk]).half().numpy()
        if start % 25600 == 0:
            print(f"{start}/{len(order)} texts", flush=True)
    vectors.flush()


def load(cache: Path) -> tuple[dict, torch.Tensor]:
    """The corpus as `gather` made it, and the teacher's vectors (N, 384), float16."""
    corpus = json.loads((cache / "texts.json").read_text())
    shape = (len(corpus["lines"]), WIDTH)
    vectors = np.memmap(cache / "texts.f16", np.float16, "r", shape=shape)
    return corpus, torch.from_numpy(np.array(vectors))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    args = parser.parse_args()
    _, records = pictures.load(args.cache)
    corpus = gather(args.data, args.minilm, records)
    lines = corpus["lines"]
    assert isinstance(lines, list)
    print(f"{len(lines)} English texts")
    encode_all(SentenceTeacher(args.minilm), lines, args.cache / "texts.f16.part")
    (args.cache / "texts.json").write_text(json.dumps(corpus))
    (args.cache / "texts.f16.part").replace(args.cache / "texts.f16")
    held = [c for r in records if r.is_test_photo for c in r.captions]
    vectors = torch.cat(
        [SentenceTeacher(args.minilm).encode(held[i : i + 256]) for i in range(0, len(held), 256)]
    )
    np.save(args.cache / "held-captions.npy", vectors.numpy())


if __name__ == "__main__":
    main()
