"""Step 8: put both towers together as the files that open_clip loads.

`python export.py --cache DIR --pictures DIR/last.pt --texts DIR/last.pt --out DIR --side 192` makes
`model.json`, `preprocess.json`, `model.safetensors` (float16) and `bpe.txt.gz`. Only what was
trained here goes in: the averaged weights of the picture tower and the text tower.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
from pathlib import Path

import model
import safetensors.torch
import torch
import views


def gather(picture_state: dict, text_state: dict) -> dict[str, torch.Tensor]:
    """The state dict of the open_clip model, float16 (whole numbers stay whole)."""
    found: dict[str, torch.Tensor] = {}
    for name, value in picture_state.items():
        if name.startswith("watched.tower."):
            found["visual." + name.removeprefix("watched.tower.")] = value
    for name, value in text_state.items():
        if name.startswith("clip."):
            found[name.removeprefix("clip.")] = value
    found["logit_scale"] = torch.tensor(math.log(20.0))
    return {
        k: (v.half() if v.is_floating_point() else v).contiguous()
        for k, v in found.items()
        if not k.endswith("num_batches_tracked") and k != "attn_mask"
    }


def part(weights: Path, prefix: str = "") -> dict[str, torch.Tensor]:
    """One part of an exported model, float32, its names without the prefix."""
    state = safetensors.torch.load_file(weights)
    return {
        k.removeprefix(prefix): v.float() if v.is_floating_point() else v
        for k, v in state.items()
        if k.startswith(prefix)
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--pictures", type=Path, required=True)
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--side", type=int, default=192)
    args = parser.parse_args()
    pictures = torch.load(args.pictures, weights_only=False, map_location="cpu")
    texts = torch.load(args.texts, weights_only=False, map_location="cpu")
    state = gather(pictures["average"], texts.get("average", texts["tower"]))
    settings = model.config(pictures["arch"], args.side, model.vocabulary(args.cache))
    built = model.build(settings, args.out / "check")
    missing, extra = built.load_state_dict(state, strict=False)
    wrong = [k for k in missing if not k.endswith("num_batches_tracked")] + extra
    if wrong:
        raise SystemExit(f"the towers do not fit the model: {wrong[:5]}")
    shutil.rmtree(args.out / "check")
    full = built.half().state_dict()
    kept = {k: v.contiguous() for k, v in full.items()}
    safetensors.torch.save_file(kept, args.out / "model.safetensors", {"format": "pt"})
    (args.out / "model.safetensors").chmod(0o644)
    (args.out / "model.json").write_text(json.dumps(settings, indent=1) + "\n")
    prepare = {
        "size": args.side, "mode": "RGB", "mean": list(views.MEAN), "std": list(views.STD),
        "interpolation": "bicubic", "resize_mode": "squash",
    }  # fmt: skip
    (args.out / "preprocess.json").write_text(json.dumps(prepare, indent=1) + "\n")
    shutil.copyfile(args.cache / "bpe.txt.gz", args.out / "bpe.txt.gz")
    size = sum(f.stat().st_size for f in args.out.iterdir() if f.is_file()) / 1e6
    print(f"{size:.1f} MB in {args.out}")


if __name__ == "__main__":
    main()
