"""Step 10: write the model card from its text and from what was measured.

`python card.py --figures evaluate.json --ceiling ceiling.json --out MODEL_CARD.md`
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

CHANCE = {
    "t2i@1": 0.001, "t2i@5": 0.005, "t2i@10": 0.01, "i2t@1": 0.001, "i2t@5": 0.005, "i2t@10": 0.01,
    "objects@1": 1 / 101, "objects@5": 5 / 101, "scenes@1": 1 / 6, "clothing@1": 1 / 17,
    "flowers@1": 1 / 5,
}  # fmt: skip
NAMES = {
    "t2i@1": "text to picture, R@1", "t2i@5": "text to picture, R@5",
    "t2i@10": "text to picture, R@10", "i2t@1": "picture to text, R@1",
    "i2t@5": "picture to text, R@5", "i2t@10": "picture to text, R@10",
    "objects@1": "tagging, 101 object classes, top 1", "objects@5": "tagging, objects, top 5",
    "objects@1 with other": "tagging, objects, top 1 with “other” among the answers",
    "foreign pictures called other": "pictures of no such class called “other”",
    "scenes@1": "tagging, 6 scenes, top 1", "clothing@1": "tagging, 17 clothing labels, top 1",
    "flowers@1": "tagging, 5 flowers, top 1",
}  # fmt: skip


def row(name: str, mine: float, teacher: float | None, chance: float | None) -> str:
    """One line of the table."""
    cells = ["–" if v is None else f"{v:.3f}" for v in (mine, teacher, chance)]
    return f"| {name} | {' | '.join(cells)} |"


def table(figures: dict[str, Any], ceiling: dict[str, Any]) -> str:
    """All figures beside the teacher's and chance."""
    lines = ["| what | starter | teacher | chance |", "|---|---|---|---|"]
    for part in ("retrieval", "tagging"):
        for key, value in figures[part].items():
            if key in NAMES:
                teacher = ceiling[part].get(key)
                lines.append(row(NAMES[key], value, teacher, CHANCE.get(key)))
    for key, value in figures["copies"].items():
        name = "altered copies found first: " + key
        lines.append(row(name, value, ceiling["copies"].get(key), 0.0003))
    unseen = figures["unseen words"]
    lines.append(
        row("words never captioned, precision at 10", unseen["p10"], None, unseen["chance"])
    )
    lines.append(row("words never captioned, mean AP", unseen["ap"], None, unseen["chance"]))
    count = figures["translated"]["captions"]
    for language in ("en", "de", "fr", "cs"):
        key = f"{language} t2i@10"
        name = f"R@10 of the same {count} captions in “{language}”"
        lines.append(row(name, figures["translated"][key], ceiling["translated"][key], 0.01))
    speed, steady = figures["speed"], max(figures["steady"].values())
    spent = f"{speed['picture ms']:.1f} ms a picture and {speed['query ms']:.1f} ms a text query"
    apart = f"The same picture alone and in batches: cosine distance at most {steady:.0e}."
    lines += ["", f"On one core without a GPU, in processor time: {spent}. {apart}"]
    return "\n".join(lines)


def words(figures: dict[str, Any]) -> str:
    """The score of every never-captioned word."""
    lines = [
        "| query → label | precision at 10 | average precision | chance |",
        "|---|---|---|---|",
    ]
    found = figures["each unseen word"].items()
    for name, score in sorted(found, key=lambda item: -item[1]["ap"]):
        lines.append(row(name, score["p10"], score["ap"], score["chance"]))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=Path, required=True)
    parser.add_argument("--ceiling", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    figures = json.loads(args.figures.read_text())
    ceiling = json.loads(args.ceiling.read_text())
    text = (Path(__file__).parent / "card.md").read_text()
    text = text.replace("{{FIGURES}}", table(figures, ceiling))
    text = text.replace("{{WORDS}}", words(figures))
    text = text.replace("{{PAIRS}}", str(figures["unseen words"]["pairs"]))
    args.out.write_text(text)


if __name__ == "__main__":
    main()
