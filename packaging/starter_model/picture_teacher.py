"""Step 2: what the picture teacher sees, cached once.

`python picture_teacher.py --cache DIR --teacher FILE.tflite --part 0/2` runs the quantised
MobileNetV2 over the decoded pictures and keeps, as the int8 numbers it computes itself, its maps
at three depths, the last map before pooling, and the logits. Parts run side by side in processes
of their own, and a part that was interrupted goes on where it stopped.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pictures
from PIL import Image

# name -> (tensor in the TFLite graph, shape of one picture)
MAPS: dict[str, tuple[int, tuple[int, ...]]] = {
    "s8": (130, (28, 28, 32)),
    "s16": (156, (14, 14, 96)),
    "s32": (170, (7, 7, 320)),
    "top": (171, (7, 7, 1280)),
    "logits": (173, (1001,)),
}


def open_maps(cache: Path, count: int, mode: str = "r") -> dict[str, np.ndarray]:
    """The cached maps, one memory-mapped int8 array (count, *shape) for each name in MAPS."""
    return {
        name: np.memmap(cache / f"teacher-{name}.i8", np.int8, mode, shape=(count, *shape))
        for name, (_, shape) in MAPS.items()
    }


def open_teacher(path: Path) -> object:
    """The interpreter, keeping every intermediate tensor readable."""
    from ai_edge_litert.interpreter import Interpreter, OpResolverType

    teacher = Interpreter(
        model_path=str(path),
        experimental_preserve_all_tensors=True,
        experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
        num_threads=1,
    )
    teacher.allocate_tensors()
    return teacher


def look(teacher: object, picture: np.ndarray) -> dict[str, np.ndarray]:
    """One picture (H, W, 3, uint8) through the teacher: its int8 maps by name."""
    large = Image.fromarray(picture).resize((224, 224), Image.Resampling.BICUBIC)
    teacher.set_tensor(0, np.asarray(large)[None])  # type: ignore[attr-defined]
    teacher.invoke()  # type: ignore[attr-defined]
    return {
        name: teacher.get_tensor(tensor)[0].reshape(shape)  # type: ignore[attr-defined]
        for name, (tensor, shape) in MAPS.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--teacher", type=Path, required=True)
    parser.add_argument("--part", default="0/1")
    args = parser.parse_args()
    array, records = pictures.load(args.cache)
    part, parts = (int(x) for x in args.part.split("/"))
    exists = (args.cache / "teacher-logits.i8").exists()
    maps = open_maps(args.cache, len(records), "r+" if exists else "w+")
    teacher = open_teacher(args.teacher)
    scales = {
        name: teacher.get_tensor_details()[tensor]["quantization"]  # type: ignore[attr-defined]
        for name, (tensor, _) in MAPS.items()
    }
    (args.cache / "teacher-scales.json").write_text(json.dumps(scales))
    for index in range(part, len(records), parts):
        if maps["logits"][index].any():
            continue
        for name, value in look(teacher, array[index]).items():
            maps[name][index] = value
    print(f"part {args.part}: done")


if __name__ == "__main__":
    main()
