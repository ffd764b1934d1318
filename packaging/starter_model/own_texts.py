"""Step 7b: what our own text tower says of captions and class prompts.

`python own_texts.py --data DIR --cache DIR --texts DIR/last.pt` writes `own-texts.pt`. With it,
`train_pictures.py --own` brings the pictures to the vectors that will be searched with, instead of
those that the text tower imitates.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import model
import numpy as np
import pictures
import targets
import torch
import train_texts


@torch.inference_mode()
def encode(tower: train_texts.TextTower, numbers: np.ndarray) -> torch.Tensor:
    """Unit vectors (N, DIM), half, short texts together."""
    lengths = (numbers != 0).sum(1)
    order = np.argsort(lengths, kind="stable")
    found = torch.empty(len(numbers), model.DIM, dtype=torch.half)
    for start in range(0, len(order), 256):
        rows = order[start : start + 256]
        found[torch.from_numpy(rows)] = tower(torch.from_numpy(numbers[rows].astype(int))).half()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    _, records = pictures.load(args.cache)
    wanted = targets.TextTargets(args.cache, args.data, records)
    tower = train_texts.TextTower(model.vocabulary(args.cache))
    tower.load_state_dict(torch.load(args.texts, weights_only=False)["tower"])
    tower.eval()
    lines = torch.cat([wanted.bank, *(p.flatten() for p in wanted.prompts.values())]).unique()
    numbers = train_texts.tokens(args.cache, [wanted.lines[i] for i in lines.tolist()])
    vectors = torch.zeros(len(wanted.lines), model.DIM, dtype=torch.half)
    vectors[lines] = encode(tower, numbers)
    held = [c for r in records if r.is_test_photo for c in r.captions]
    found = {"vectors": vectors, "held": encode(tower, train_texts.tokens(args.cache, held))}
    torch.save(found, args.cache / "own-texts.pt")
    print(f"{len(lines)} texts encoded")


if __name__ == "__main__":
    main()
