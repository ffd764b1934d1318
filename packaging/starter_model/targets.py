"""What a picture should come out as: caches and corpus turned into training targets.

`PictureTargets` hands out the picture teacher's maps for any crop; `TextTargets` holds the sentence
encoder's vectors of captions and class prompts. Both are plain tensors; nothing here learns.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import phrases
import picture_teacher
import pictures
import texts
import torch
import views


@dataclass(frozen=True)
class Scale:
    """How an int8 map becomes standardised floats: (q - shift) * step, then by channel."""

    shift: float
    step: float
    mean: torch.Tensor
    std: torch.Tensor


class PictureTargets:
    """The cached teacher maps, standardised by channel and resampled for crops."""

    def __init__(self, cache: Path, teacher: Path, count: int) -> None:
        self.maps = picture_teacher.open_maps(cache, count)
        scales = json.loads((cache / "teacher-scales.json").read_text())
        self.scales = {name: self._scale(name, *scales[name]) for name in self.maps}
        self.weight, self.bias = classifier(teacher)

    def _scale(self, name: str, step: float, shift: float) -> Scale:
        sample = torch.from_numpy(self.maps[name][::97].astype(np.float32))
        values = (sample - shift) * step
        values = values.flatten(0, -2) if values.dim() > 2 else values
        std = values.std(0)
        std = std.clamp_min(0.25 * float(std.median()))
        return Scale(shift, step, values.mean(0), std)

    def map(
        self, name: str, index: np.ndarray, crops: views.Crops | None = None, side: int = 0
    ) -> torch.Tensor:
        """The raw (dequantised) map for pictures `index`: (B, H, W, C), of crops if given."""
        scale = self.scales[name]
        values = torch.from_numpy(self.maps[name][index]).float()
        values = values.sub_(scale.shift).mul_(scale.step)
        return values if crops is None else views.resample(values, crops, side)

    def standard(self, name: str, values: torch.Tensor) -> torch.Tensor:
        """A raw map (..., C) with every channel brought to unit size; zero stays zero."""
        return values / self.scales[name].std

    def logits(self, pooled: torch.Tensor) -> torch.Tensor:
        """The teacher's class scores (B, 1000) for raw pooled features (B, 1280)."""
        return pooled @ self.weight.T + self.bias


def classifier(path: Path) -> tuple[torch.Tensor, torch.Tensor]:
    """The teacher's last layer as floats, without its background class: (1000, 1280), (1000,).

    It is read to say what the teacher would answer for a crop, never to initialise anything.
    """
    interpreter = picture_teacher.open_teacher(path)
    details = {d["index"]: d for d in interpreter.get_tensor_details()}  # type: ignore[attr-defined]
    # the last convolution takes (input 172, weights 107, bias) and gives 173
    ops = interpreter._get_ops_details()  # type: ignore[attr-defined]  # noqa: SLF001
    op = next(o for o in ops if 107 in list(o["inputs"]))  # type: ignore[attr-defined]
    weight, bias = (
        torch.from_numpy(interpreter.get_tensor(int(i)).astype(np.float32).reshape(1001, -1))  # type: ignore[attr-defined]
        * torch.from_numpy(details[int(i)]["quantization_parameters"]["scales"]).view(-1, 1)
        for i in list(op["inputs"])[1:]
    )
    return weight[1:], bias[1:, 0]


class TextTargets:
    """Sentence vectors: captions by photograph, prompts by class of each labelled set."""

    def __init__(
        self, cache: Path, data: Path, records: list[pictures.Picture], teacher: str = "minilm"
    ) -> None:
        corpus, self.vectors = texts.load(cache)
        place = {line: i for i, line in enumerate(corpus["lines"])}
        self.lines: list[str] = corpus["lines"]
        self.captions: dict[int, list[int]] = {
            i: [place[c] for c in r.captions if c in place]
            for i, r in enumerate(records)
            if r.captions and not r.held_out
        }
        self.bank = torch.tensor(sorted({c for row in self.captions.values() for c in row}))
        self.classes: dict[str, list[str]] = {}
        self.prompts: dict[str, torch.Tensor] = {}
        for name in pictures.SETS[1:]:  # the drawn ones have captions, not labels
            labels = sorted({r.label for r in records if r.set == name})
            self.classes[name] = labels
            self.prompts[name] = self._prompts([phrases.spoken(w) for w in labels], place)
        names = (data / "teacher/imagenet-labels.txt").read_text().strip().split("\n")[-1000:]
        self.classes["imagenet"] = names
        spoken = [phrases.article(w.strip()) for w in names]
        self.prompts["imagenet"] = self._prompts(spoken, place)
        del teacher

    def _prompts(self, names: list[str], place: dict[str, int]) -> torch.Tensor:
        """Line numbers of every class in every template: (classes, templates)."""
        return torch.tensor([[place[t.format(n)] for t in phrases.TEMPLATES] for n in names])
