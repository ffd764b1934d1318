"""What the window says of a model's quality comes from the card that lies beside its weights."""

from __future__ import annotations

from pathlib import Path

import pytest

from picturedesk.paths import resource_path
from picturedesk.vision import model_card

CARD = """# A model

| what | starter | teacher | chance |
|---|---|---|---|
| text to picture, R@1 | 0.083 | 0.160 | 0.001 |
| text to picture, R@10 | 0.512 | 0.545 | 0.010 |
| R@10 of the same 763 captions in “en” | 0.338 | 0.533 | 0.010 |
| R@10 of the same 763 captions in “de” | 0.299 | 0.452 | 0.010 |
"""


def test_figures_are_read_from_the_table(tmp_path: Path) -> None:
    (tmp_path / "MODEL_CARD.md").write_text(CARD, "utf-8")
    figures = model_card.figures(tmp_path)
    assert figures == model_card.ModelFigures(0.512, 1000, ("en", "de"))


@pytest.mark.parametrize("text", ["", "# A model\n\nNo figures.\n"])
def test_a_card_without_figures_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "MODEL_CARD.md").write_text(text, "utf-8")
    assert model_card.figures(tmp_path) is None


def test_a_folder_without_a_card_says_nothing(tmp_path: Path) -> None:
    assert model_card.figures(tmp_path) is None


def test_the_bundled_model_s_own_card_can_be_read() -> None:
    folder = resource_path("models", "starter")
    if not folder.is_dir():
        pytest.skip("the bundled model is not in this checkout")
    figures = model_card.figures(folder)
    assert figures is not None
    assert 0 < figures.recall_at_ten < 1
    assert figures.among >= 500
    assert figures.languages[0] == "en"
