"""Step 4: the space in which pictures and texts meet, found on frozen teachers.

`python joint_space.py --data DIR --cache DIR --teacher FILE.tflite` learns two linear maps: from
the sentence encoder's 384 numbers and from the picture teacher's 1280 pooled features to one
space, so that captions find their photographs and class prompts their pictures. The text map is
what the small text tower learns to imitate; the picture side is the student's target and, on
held-out photographs, the ceiling that this teacher sets.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import losses
import numpy as np
import pictures
import ranking
import targets
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

DIM = 256


class JointSpace(nn.Module):
    """Linear maps of both teachers into the joint space; temperatures for the losses."""

    def __init__(self, dim: int = DIM) -> None:
        super().__init__()
        self.text = nn.Linear(384, dim, bias=False)
        self.picture = nn.Linear(1280, dim)
        self.scales = nn.ParameterDict(
            {k: nn.Parameter(torch.tensor(3.0)) for k in ("caption", "label", "imagenet")}
        )

    def texts(self, vectors: torch.Tensor) -> torch.Tensor:
        """Sentence vectors (N, 384) as unit vectors of the joint space."""
        return F.normalize(self.text(vectors.float()), dim=-1)

    def pictures(self, features: torch.Tensor) -> torch.Tensor:
        """Standardised pooled teacher features (N, 1280) as unit vectors of the joint space."""
        return F.normalize(self.picture(features), dim=-1)


def windows(source: targets.PictureTargets, which: np.ndarray, each: int = 5) -> torch.Tensor:
    """Raw pooled features (N, each, 1280), half: whole pictures, then random windows of them."""
    found = torch.empty(len(which), each, 1280, dtype=torch.half)
    for start in range(0, len(which), 256):
        maps = source.map("top", which[start : start + 256])
        rows = slice(start, start + len(maps))
        found[rows, 0] = maps.mean((1, 2)).half()
        for n in range(1, each):
            keep = int(torch.randint(4, 7, ()))
            y, x = (int(torch.randint(0, 8 - keep, ())) for _ in range(2))
            found[rows, n] = maps[:, y : y + keep, x : x + keep].mean((1, 2)).half()
    return found


def train(args: argparse.Namespace) -> JointSpace:
    _, records = pictures.load(args.cache)
    picture_targets = targets.PictureTargets(args.cache, args.teacher, len(records))
    text_targets = targets.TextTargets(args.cache, args.data, records)
    usable = np.array([i for i, r in enumerate(records) if not r.held_out])
    weights = losses.set_weights([records[i] for i in usable])
    held = np.array([i for i, r in enumerate(records) if r.is_test_photo])
    store = windows(picture_targets, np.arange(len(records)))
    held_pooled = store[held, 0].float()
    captions = torch.from_numpy(np.load(args.cache / "held-captions.npy"))
    space = JointSpace(args.dim)
    optimizer = torch.optim.AdamW(space.parameters(), lr=args.rate, weight_decay=args.decay)
    align = losses.Alignment(records, text_targets, queue=args.queue, dim=args.dim)
    started = time.time()
    for step in range(args.steps):
        for group in optimizer.param_groups:
            group["lr"] = args.rate * losses.schedule(step / args.steps, 0.05)
        index = np.random.choice(usable, 512, p=weights)
        view = store[index, np.random.randint(store.shape[1], size=len(index))].float()
        features = picture_targets.standard("top", view)
        features = F.dropout(features, args.dropout)
        z = space.pictures(features)
        loss, parts = align(z, index, space, picture_targets.logits(view), keep=args.keep)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if step % 250 == 249 or step == args.steps - 1:
            with torch.no_grad():
                z = space.pictures(picture_targets.standard("top", held_pooled))
                figures = ranking.recall(z, space.texts(captions))
            text = " ".join(f"{k}={v:.3f}" for k, v in (parts | figures).items())
            print(f"{step + 1} {time.time() - started:.0f}s {text}", flush=True)
    return space


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.1)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--queue", type=int, default=4096)
    parser.add_argument("--keep", type=int, default=4096)
    parser.add_argument("--dim", type=int, default=DIM)
    parser.add_argument("--out", default="joint-space.pt")
    args = parser.parse_args()
    torch.manual_seed(1)
    np.random.seed(1)
    torch.save(train(args).state_dict(), args.cache / args.out)


if __name__ == "__main__":
    main()
