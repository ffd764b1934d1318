"""A model of the starter's shape with random weights: for tests, timing and first trials.

    python packaging/models/make_placeholder.py FOLDER [--config FILE] [--seed N]

writes what `resources/models/starter/` holds: model.json (open_clip's configuration), float16
model.safetensors and bpe.txt.gz. It answers every search at random and is never shipped.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from pathlib import Path
from typing import Any

from picturedesk.vision.open_clip_encoder import import_torch

MERGES = 14_000
STARTER_SHAPE: dict[str, Any] = {
    "embed_dim": 256,
    "vision_cfg": {
        "timm_model_name": "regnetx_004",
        "timm_model_pretrained": False,
        "timm_pool": "avg",
        "timm_proj": "linear",
        "image_size": 160,
    },
    "text_cfg": {
        "context_length": 32,
        "vocab_size": 512 + MERGES + 2,
        "width": 256,
        "heads": 4,
        "layers": 4,
    },
}


def write(folder: Path, config: dict[str, Any] | None = None, *, seed: int = 0) -> Path:
    """Write a whole model folder for a configuration (None: the starter's)."""
    torch = import_torch()
    import open_clip
    from safetensors.torch import save_file

    config = config or STARTER_SHAPE
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.json").write_text(json.dumps(config, indent=1), "utf-8")
    torch.manual_seed(seed)
    with tempfile.TemporaryDirectory() as scratch:
        whole = {"model_cfg": config, "preprocess_cfg": {}}
        (Path(scratch) / "open_clip_config.json").write_text(json.dumps(whole), "utf-8")
        model = open_clip.create_model(f"local-dir:{scratch}", load_weights=False)
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            # As after training: statistics that are not those of a fresh layer.
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    state = {name: value.half() for name, value in model.state_dict().items()}
    save_file(
        {name: value.contiguous() for name, value in state.items()}, folder / "model.safetensors"
    )
    wanted = int(config["text_cfg"]["vocab_size"]) - 514
    if wanted < 49_152 - 258:
        _write_merges(folder / "bpe.txt.gz", wanted)
    return folder


def _write_merges(target: Path, count: int) -> None:
    """The first merges of open_clip's own table, in the form its tokenizer reads."""
    import open_clip

    table = gzip.decompress(Path(open_clip.tokenizer.default_bpe()).read_bytes())
    lines = table.decode("utf-8").split("\n")
    body = "\n".join(lines[: count + 1])  # a last newline would become a token
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(body.encode("utf-8"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--config", type=Path, help="an open_clip configuration; else the starter's"
    )
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    config = json.loads(args.config.read_text("utf-8")) if args.config else None
    print(write(args.folder, config, seed=args.seed))


if __name__ == "__main__":
    main()
