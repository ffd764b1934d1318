"""The same figures with the picture teacher itself in the picture tower's place.

`python ceiling.py --data DIR --cache DIR --teacher FILE.tflite --model DIR` says what the student
could reach at best by imitating: the teacher's pooled features through the joint space's linear
map, against the exported model's own texts.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import evaluate
import joint_space
import model
import numpy as np
import picture_teacher
import pictures
import targets
import torch
from PIL import Image


class TeacherModel(evaluate.Model):
    """The exported text tower beside the teacher's features in the joint space."""

    def __init__(self, args: argparse.Namespace, count: int) -> None:
        super().__init__(args.model)
        self.teacher = picture_teacher.open_teacher(args.teacher)
        self.targets = targets.PictureTargets(args.cache, args.teacher, count)
        self.space = joint_space.JointSpace(model.DIM)
        self.space.load_state_dict(torch.load(args.cache / "joint-space.pt"))

    @torch.inference_mode()
    def pictures(self, images: list[Image.Image], batch: int = 50) -> torch.Tensor:
        """Unit vectors of pictures, as the teacher sees them."""
        del batch
        scale = self.targets.scales["top"]
        found = []
        for image in images:
            look = picture_teacher.look(self.teacher, np.asarray(image.convert("RGB")))
            raw = torch.from_numpy(look["top"].astype(np.float32).mean((0, 1)))
            found.append((raw - scale.shift) * scale.step)
        return self.space.pictures(self.targets.standard("top", torch.stack(found)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    _, records = pictures.load(args.cache)
    teacher = TeacherModel(args, len(records))
    held = evaluate.Held(args.cache, teacher)
    figures = {
        "retrieval": evaluate.retrieval(held, teacher),
        "tagging": evaluate.tagging(held, teacher),
        "copies": evaluate.copies(held, teacher, 150),
        "translated": evaluate.translated(held, teacher, args.data),
    }
    print(json.dumps(figures, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
