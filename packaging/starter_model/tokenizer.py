"""Step 5: a byte-pair vocabulary over all four languages, in the form open_clip's tokenizer takes.

`python tokenizer.py --data DIR --cache DIR --merges 14000` writes `bpe.txt.gz`. The words are cut,
cleaned and spelled in bytes exactly as open_clip's SimpleTokenizer does it.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import regex
import texts
from tokenizers import Tokenizer, models, pre_tokenizers, trainers
from torch_ready import open_clip

PATTERN = regex.compile(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+")


def words(lines: list[str]) -> Iterator[str]:
    """Every word of the texts, spelled in open_clip's byte letters."""
    letters = open_clip.tokenizer.bytes_to_unicode()
    for line in lines:
        clean = open_clip.tokenizer.basic_clean(line).lower()
        for word in PATTERN.findall(clean):
            yield "".join(letters[b] for b in word.encode("utf8"))


def learn(counts: Counter[str], merges: int) -> list[str]:
    """The merges, most useful first, as `left right` lines."""
    tokenizer = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    letters = list(open_clip.tokenizer.bytes_to_unicode().values())
    trainer = trainers.BpeTrainer(
        vocab_size=512 + merges, initial_alphabet=letters, end_of_word_suffix="</w>",
        show_progress=False,
    )  # fmt: skip
    lines = (" ".join([word] * count) for word, count in counts.items())
    tokenizer.train_from_iterator(lines, trainer)
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.model.save(folder)
        text = (Path(folder) / "merges.txt").read_text(encoding="utf8")
    return [line for line in text.split("\n") if line and not line.startswith("#")][:merges]


def write(merges: list[str], target: Path) -> None:
    """The gzip file that `open_clip.get_tokenizer(..., bpe_path=...)` reads."""
    body = "\n".join(["#version: starter", *merges])  # a last newline would become a token
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(body.encode("utf8"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--merges", type=int, default=14000)
    args = parser.parse_args()
    corpus, _ = texts.load(args.cache)
    lines = corpus["lines"] + [text for _, text, _ in corpus["translations"]]
    counts = Counter(words(lines))
    merges = learn(Counter({w: min(c, 20000) for w, c in counts.items()}), args.merges)
    write(merges, args.cache / "bpe.txt.gz")
    print(f"{len(merges)} merges, vocabulary {512 + len(merges) + 2}")


if __name__ == "__main__":
    main()
