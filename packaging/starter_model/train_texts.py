"""Step 7: train the small text tower to say what the sentence encoder says, in four languages.

`python train_texts.py --cache DIR --run DIR --minutes 30` starts from random weights, or goes on
from `--run`'s last checkpoint. Every English text aims at its own sentence vector mapped into the
joint space; a German, French or Czech caption aims at the vector of the English one. Captions of
the training photographs must also find their own photograph, as the picture teacher sees it, among
all others: what the sentence encoder never learned about pictures.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

import export
import joint_space
import losses
import model
import numpy as np
import pictures
import ranking
import targets
import texts
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn
from torch_ready import open_clip

CONTEXT = 32


def tokens(cache: Path, lines: list[str]) -> np.ndarray:
    """All lines as token numbers (N, CONTEXT), int16."""
    tokenizer = open_clip.tokenizer.SimpleTokenizer(
        str(cache / "bpe.txt.gz"), context_length=CONTEXT
    )
    parts = [tokenizer(lines[i : i + 4096]).to(torch.int16) for i in range(0, len(lines), 4096)]
    return torch.cat(parts).numpy()


# How often each kind of text is drawn.
SHARES = {
    "drawn": 0.03,
    "photo": 0.24, "caption": 0.20, "span": 0.12, "prompt": 0.07, "label": 0.02, "word": 0.10,
    "campaign": 0.04, "translation": 0.22,
}  # fmt: skip


class Corpus:
    """Token numbers and aims of every text, and how often each kind is drawn."""

    def __init__(self, cache: Path) -> None:
        corpus, self.vectors = texts.load(cache)
        kinds = {k: np.array(v) for k, v in corpus["kinds"].items() if k in SHARES}
        lines = corpus["lines"]
        count = len(lines)
        self.aims = np.arange(count + len(corpus["translations"]))
        self.aims[count:] = [aim for _, _, aim in corpus["translations"]]
        kinds["translation"] = np.arange(count, len(self.aims))
        store = cache / "tokens.npy"
        if not store.exists() or len(np.load(store, mmap_mode="r")) != len(self.aims):
            np.save(store, tokens(cache, lines + [t for _, t, _ in corpus["translations"]]))
        self.tokens = np.load(store)
        self.kinds = kinds
        self.lengths = (self.tokens != 0).sum(1)

    def batch(self, size: int) -> np.ndarray:
        """Numbers of `size` texts of similar length, drawn by the kinds' shares."""
        names = list(self.kinds)
        shares = np.array([SHARES[n] for n in names])
        counts = np.random.multinomial(size * 8, shares / shares.sum())
        drawn = np.concatenate(
            [np.random.choice(self.kinds[n], c) for n, c in zip(names, counts, strict=True)]
        )
        return drawn[np.argsort(self.lengths[drawn] + np.random.rand(len(drawn)))]


class TextTower(nn.Module):
    """The text half of the open_clip model, run on trimmed token lists while training."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        settings = model.config("resnet10t", 160, vocabulary)
        clip = model.build(settings, Path(tempfile.mkdtemp()))
        clip.visual = nn.Identity()
        self.clip = clip

    def forward(self, numbers: torch.Tensor) -> torch.Tensor:
        """Unit vectors for token numbers (B, up to CONTEXT): causal, so padding can be cut."""
        longest = int((numbers != 0).sum(1).max())
        numbers = numbers[:, :longest]
        clip: Any = self.clip
        with torch.autocast("cpu", torch.bfloat16):
            x = clip.token_embedding(numbers) + clip.positional_embedding[:longest]
            x = clip.transformer(x, attn_mask=clip.attn_mask[:longest, :longest])
        x = clip.ln_final(x.float())
        x = x[torch.arange(len(x)), numbers.argmax(-1)] @ clip.text_projection
        return F.normalize(x, dim=-1)


class Album:
    """The photographs as the picture teacher sees them in the joint space, and their captions."""

    def __init__(self, args: argparse.Namespace, space: joint_space.JointSpace) -> None:
        _, self.records = pictures.load(args.cache)
        source = targets.PictureTargets(args.cache, args.teacher, len(self.records))
        photos = [i for i, r in enumerate(self.records) if r.set == "photos"]
        store = joint_space.windows(source, np.array(photos))
        held = torch.tensor([self.records[i].held_out for i in photos])
        z = space.pictures(source.standard("top", store.float()))
        self.train, self.held = z[~held], z[held][:, 0]
        place = {line: i for i, line in enumerate(texts.load(args.cache)[0]["lines"])}
        chosen = [self.records[i] for i in photos if not self.records[i].held_out]
        self.owner = {place[c]: n for n, r in enumerate(chosen) for c in r.captions if c in place}

    def loss(self, found: torch.Tensor, lines: np.ndarray, scale: float) -> torch.Tensor:
        """How well captions among `lines` find their photograph: 0 if there is none."""
        rows = [n for n, line in enumerate(lines) if int(line) in self.owner]
        if not rows:
            return found.new_zeros(())
        truth = torch.tensor([self.owner[int(lines[n])] for n in rows])
        view = self.train[:, np.random.randint(self.train.shape[1])]
        scores = scale * found[rows] @ view.T
        return F.cross_entropy(scores, truth, reduction="sum") / len(lines)


class Run:
    """The training of the text tower against one fixed joint space."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.corpus = Corpus(args.cache)
        self.space = joint_space.JointSpace(model.DIM)
        self.space.load_state_dict(torch.load(args.cache / "joint-space.pt"))
        self.space.requires_grad_(False)
        self.album = Album(args, self.space)
        self.tower = TextTower(model.vocabulary(args.cache))
        parameters = [p for p in self.tower.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(parameters, args.rate, (0.9, 0.98), weight_decay=0.02)
        self.step, self.spent = 0, 0.0
        if (args.run / "last.pt").exists():
            state = torch.load(args.run / "last.pt", weights_only=False)
            self.tower.load_state_dict(state["tower"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.step, self.spent = state["step"], 0.0 if args.again else state["spent"]
        elif args.from_weights:
            self.tower.clip.load_state_dict(export.part(args.from_weights), strict=False)

    def save(self) -> None:
        state = {"tower": self.tower.state_dict(), "optimizer": self.optimizer.state_dict(),
                 "step": self.step, "spent": self.spent}  # fmt: skip
        self.args.run.mkdir(parents=True, exist_ok=True)
        torch.save(state, self.args.run / "last.part")
        (self.args.run / "last.part").replace(self.args.run / "last.pt")

    def loss(self, index: np.ndarray) -> torch.Tensor:
        """Distance to the aims, and the right neighbours among the batch's texts."""
        found = self.tower(torch.from_numpy(self.corpus.tokens[index].astype(np.int64)))
        aims = torch.from_numpy(self.corpus.aims[index])
        wanted = self.space.texts(self.corpus.vectors[aims])
        near = 1 - (found * wanted).sum(1).mean()
        theirs = F.softmax(20 * wanted @ wanted.T, 1)
        ours = F.log_softmax(20 * found @ wanted.T, 1)
        kept = 4 * near + F.kl_div(ours, theirs, reduction="batchmean")
        scale = float(self.space.scales["caption"].exp())
        return kept + self.args.ground * self.album.loss(found, index, scale)

    def go(self) -> None:
        """Train for the given minutes of processor time."""
        limit = self.args.minutes * 60
        before, told, saved = time.process_time(), 0.0, 0.0
        start = self.spent
        while self.spent < limit:
            drawn = self.corpus.batch(self.args.batch)
            for chunk in np.random.permutation(8):
                part = min(1.0, self.spent / limit)
                for group in self.optimizer.param_groups:
                    group["lr"] = self.args.rate * losses.schedule(part, 0.02, 0.002)
                loss = self.loss(drawn[chunk * self.args.batch : (chunk + 1) * self.args.batch])
                self.optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.tower.parameters(), 1.0)
                self.optimizer.step()
                self.step += 1
                self.spent = start + time.process_time() - before
            if self.spent - told > 60:
                print(f"{self.spent:.0f}s step {self.step} loss {loss.item():.3f}", flush=True)
                told = self.spent
            if self.spent - saved > 150:
                self.save()
                saved = self.spent
                figures = " ".join(f"{k}={v:.3f}" for k, v in evaluate(self).items())
                print(f"{self.spent:.0f}s LOOK {figures}", flush=True)
        self.save()
        print(evaluate(self), flush=True)


@torch.inference_mode()
def evaluate(run: Run) -> dict[str, float]:
    """Held-out captions: how near their aims, and how well they find what the teacher sees."""
    lines = [c for r in run.album.records if r.is_test_photo for c in r.captions]
    run.tower.eval()
    numbers = torch.from_numpy(tokens(run.args.cache, lines).astype(np.int64))
    found = torch.cat([run.tower(numbers[i : i + 250]) for i in range(0, len(numbers), 250)])
    run.tower.train()
    wanted = run.space.texts(torch.from_numpy(np.load(run.args.cache / "held-captions.npy")))
    recall = ranking.recall(run.album.held, found)
    return {"cos": float((found * wanted).sum(1).mean()), **recall}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--from-weights", type=Path, help="an exported model.safetensors")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--batch", type=int, default=384)
    parser.add_argument("--rate", type=float, default=1.2e-3)
    parser.add_argument("--ground", type=float, default=1.0, help="weight of finding the photo")
    parser.add_argument("--again", action="store_true", help="a new schedule from the checkpoint")
    args = parser.parse_args()
    torch.set_num_threads(1)
    Run(args).go()


if __name__ == "__main__":
    main()
