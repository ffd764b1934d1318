"""Retrieval figures: how high the right picture or caption stands in the list."""

from __future__ import annotations

import torch


def ranks(scores: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """For each row of `scores`, how many columns beat its best right one (0 is first)."""
    best = scores.masked_fill(~right, -1e9).max(1, keepdim=True).values
    return ((scores > best) & ~right).sum(1)


def recall(z: torch.Tensor, captions: torch.Tensor, each: int = 5) -> dict[str, float]:
    """R@1/5/10 both ways for pictures (N, D) and their captions (N * each, D), in order."""
    scores = captions @ z.T
    owner = torch.arange(len(captions)) // each
    right = owner[:, None] == torch.arange(len(z))[None]
    figures = {}
    for name, rank in (("t2i", ranks(scores, right)), ("i2t", ranks(scores.T, right.T))):
        for k in (1, 5, 10):
            figures[f"{name}@{k}"] = (rank < k).float().mean().item()
    return figures
