"""Business rules and wording as data: what is wrong is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from picturedesk.errors import InputError
from picturedesk.headlines import rules, wording


def test_the_shipped_rules_can_be_read() -> None:
    shipped = rules.load()
    assert shipped.used_days == 60
    assert shipped.boosts
    assert shipped.excludes


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[[boost]]\nwhere = "rating>=4"\n', 1, "by must be"),
        ("[used]\ndays = 3\n\n[[boost]]\nby = 0.1\n", 4, "where is missing"),
        ('[[exclude]]\nwhere = "tag:a"\n[[exclude]]\nwhere = "ratng>=3"\n', 3, "rating"),
        ('[[boost]]\nwhere = "tag:a"\nby = 7\n', 1, "from -1 to 1"),
        ('[[boost]]\nwhen = "now"\n', 1, "when is not known"),
        ("[used]\ndays = -1\n", 1, "whole number"),
        ("[usd]\ndays = 1\n", 1, "usd is not known"),
        ("boost = 3\n", 1, "two brackets"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_line(
    text: str, line: int, reason: str, tmp_path: Path
) -> None:
    file = tmp_path / "headline-rules.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=f"line {line}: .*{reason}"):
        rules.load(file)


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "headline-rules.toml"
    file.write_text("boost = [", encoding="utf-8")
    with pytest.raises(InputError, match="not TOML"):
        rules.load(file)


def test_the_headline_itself_is_asked_and_its_phrasings_leave_out_what_no_picture_shows() -> None:
    texts = wording.texts("New in: red trainers, up to 20% off – shop now!")
    assert texts[0] == "New in: red trainers, up to 20% off – shop now!"
    assert texts[1] == "a photo of red trainers"


def test_a_headline_of_nothing_but_calls_is_asked_as_it_is() -> None:
    assert wording.shown_words("Sale! Shop now") == "Sale! Shop now"
