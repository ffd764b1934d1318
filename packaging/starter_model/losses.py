"""The losses that bring pictures to their texts, shared by the joint space and the student."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pictures
import targets
import torch
import torch.nn.functional as F  # noqa: N812

# How much of a batch comes from each set.
SHARES = {
    "photos": 0.41,
    "drawn": 0.05,
    "objects": 0.28,
    "scenes": 0.07,
    "clothing": 0.10,
    "flowers": 0.05,
    "things": 0.04,
}


def set_weights(records: list[pictures.Picture], shares: dict[str, float] = SHARES) -> np.ndarray:
    """Sampling probabilities that give every set its share; rare labels count a little more."""
    counts: dict[tuple[str, str], int] = {}
    for r in records:
        counts[r.set, r.label] = counts.get((r.set, r.label), 0) + 1
    raw = np.array([counts[r.set, r.label] ** -0.3 if r.label else 1.0 for r in records])
    names = np.array([r.set for r in records])
    for name, share in shares.items():
        chosen = names == name
        if chosen.any():
            raw[chosen] *= share / raw[chosen].sum()
    return raw / raw.sum()


def schedule(part: float, warm: float = 0.02, floor: float = 0.0) -> float:
    """Learning-rate factor at `part` of the way: a linear start, then a cosine to `floor`."""
    if part < warm:
        return part / warm
    part = min(1.0, (part - warm) / (1 - warm))
    return floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * part))


def many_right(scores: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """Cross-entropy with several right columns a row, each worth the same."""
    logs = F.log_softmax(scores, dim=1)
    return -(logs * right).sum(1).div(right.sum(1).clamp_min(1)).mean()


def affinity(
    z: torch.Tensor, wanted: torch.Tensor, texts: torch.Tensor, scale: torch.Tensor
) -> torch.Tensor:
    """How differently student `z` and teacher `wanted` (B, D) rank the same texts (N, D).

    Affinity mimicking (Wu et al. 2023, TinyCLIP), pictures to texts: of all directions of the
    space it is those that tell texts apart that count, and no picture's own captions are needed,
    so that nothing can be learned by heart.
    """
    said = F.log_softmax(scale * z @ texts.T, 1)
    right = F.log_softmax(scale * wanted @ texts.T, 1)
    return F.kl_div(said, right, reduction="batchmean", log_target=True)


class Alignment:
    """Pictures against captions (both ways), class prompts and the teacher's class scores."""

    def __init__(
        self,
        records: list[pictures.Picture],
        texts: targets.TextTargets,
        queue: int = 4096,
        dim: int = 256,
        smoothing: float = 0.05,
        caption_weight: float = 1.0,
    ) -> None:
        self.caption_weight = caption_weight
        self.records, self.texts, self.smoothing = records, texts, smoothing
        self.queue = torch.zeros(0, dim)
        self.owners = torch.zeros(0, dtype=torch.long)
        self.limit = queue

    def __call__(
        self, z: torch.Tensor, index: np.ndarray, space: Any, logits: torch.Tensor, keep: int = 4096
    ) -> tuple[torch.Tensor, dict[str, float]]:
        """Loss for unit vectors `z` of pictures `index`; `logits` are the teacher's, (B, 1000)."""
        caption = self._captions(z, index, space, keep)
        label = self._labels(z, index, space)
        imagenet = self._imagenet(z, space, logits)
        loss = self.caption_weight * caption + label + 0.3 * imagenet
        named = {"cap": caption, "lab": label, "inet": imagenet}
        return loss, {k: float(v.detach()) for k, v in named.items()}

    def affinity(
        self, z: torch.Tensor, wanted: torch.Tensor, space: Any, count: int = 3072
    ) -> torch.Tensor:
        """`affinity` to random captions and, a third of them, to any other line of the corpus."""
        bank = self.texts.bank[torch.randint(len(self.texts.bank), (count,))]
        others = torch.randint(len(self.texts.vectors), (count // 2,))
        vectors = space.texts(self.texts.vectors[torch.cat([bank, others])])
        scale = space.scales["caption"].detach().exp().clamp_max(100)
        return affinity(z, wanted, vectors, scale)

    def _captions(self, z: torch.Tensor, index: np.ndarray, space: Any, keep: int) -> torch.Tensor:
        rows = [n for n, i in enumerate(index) if int(i) in self.texts.captions]
        if not rows:
            return z.sum() * 0
        owner = torch.tensor([int(index[n]) for n in rows])
        mine = [(c, int(i)) for i in set(owner.tolist()) for c in self.texts.captions[i]]
        own_lines = torch.tensor([c for c, _ in mine])
        own_owner = torch.tensor([i for _, i in mine])
        extra = self.texts.bank[torch.randint(len(self.texts.bank), (keep,))]
        extra = extra[~torch.isin(extra, own_lines)]
        vectors = space.texts(self.texts.vectors[torch.cat([own_lines, extra])])
        scale = space.scales["caption"].exp().clamp_max(100)
        scores = scale * z[rows] @ vectors.T
        right = torch.zeros_like(scores)
        right[:, : len(own_lines)] = (owner[:, None] == own_owner[None]).float()
        to_text = many_right(scores, right)
        gallery = torch.cat([z[rows], self.queue])
        owners = torch.cat([owner, self.owners])
        back = scale * vectors[: len(own_lines)] @ gallery.T
        to_picture = many_right(back, (own_owner[:, None] == owners[None]).float())
        self.queue = torch.cat([z[rows].detach(), self.queue])[: self.limit]
        self.owners = torch.cat([owner, self.owners])[: self.limit]
        return 0.5 * (to_text + to_picture)

    def _prompt_vectors(self, name: str, space: Any) -> torch.Tensor:
        lines = self.texts.prompts[name]
        column = torch.randint(lines.shape[1], (lines.shape[0], 1))
        return space.texts(self.texts.vectors[lines.gather(1, column)[:, 0]])

    def _labels(self, z: torch.Tensor, index: np.ndarray, space: Any) -> torch.Tensor:
        scale = space.scales["label"].exp().clamp_max(100)
        total, count = z.new_zeros(()), 0
        for name, labels in self.texts.classes.items():
            if name == "imagenet":
                continue
            rows = [n for n, i in enumerate(index) if self.records[i].set == name]
            if not rows:
                continue
            truth = torch.tensor([labels.index(self.records[index[n]].label) for n in rows])
            scores = scale * z[rows] @ self._prompt_vectors(name, space).T
            loss = F.cross_entropy(scores, truth, label_smoothing=self.smoothing, reduction="sum")
            total, count = total + loss, count + len(rows)
        return total / max(1, count)

    def _imagenet(self, z: torch.Tensor, space: Any, logits: torch.Tensor) -> torch.Tensor:
        scale = space.scales["imagenet"].exp().clamp_max(100)
        scores = scale * z @ self._prompt_vectors("imagenet", space).T
        return F.kl_div(F.log_softmax(scores, 1), F.softmax(logits, 1), reduction="batchmean")
