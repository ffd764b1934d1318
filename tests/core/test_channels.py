"""Channels are data that a library can change, and that says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from picturedesk import channels
from picturedesk.errors import InputError, UsageError


def test_the_shipped_channels_have_their_platforms_sizes() -> None:
    sizes = {name: (c.width, c.height) for name, c in channels.load().items()}
    assert sizes["youtube"] == (1280, 720)
    assert sizes["instagram-portrait"] == (1080, 1350)
    assert sizes["story"] == (1080, 1920)
    assert sizes["newsletter"] == (1200, 600)
    assert len(sizes) == 10


def test_the_safe_part_of_a_story_is_its_central_1420_pixels() -> None:
    story = channels.load()["story"]
    assert round((story.safe.bottom - story.safe.top) * story.height) == 1420


def test_the_grid_of_a_portrait_shows_three_to_four() -> None:
    portrait = channels.load()["instagram-portrait"]
    width = (portrait.safe.right - portrait.safe.left) * portrait.width
    assert width / portrait.height == pytest.approx(3 / 4)


def test_a_librarys_own_file_replaces_and_adds(tmp_path: Path) -> None:
    own = tmp_path / "channels.toml"
    own.write_text("[x]\nwidth = 800\nheight = 418\n[shop]\nwidth = 500\nheight = 500\n")
    loaded = channels.load(own)
    assert (loaded["x"].width, loaded["shop"].height, len(loaded)) == (800, 500, 11)


def test_an_unknown_channel_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean youtube"):
        channels.choose(channels.load(), ["youtub"])


def test_names_may_be_written_as_people_write_them() -> None:
    chosen = channels.choose(channels.load(), ["Open Graph", "instagram_square"])
    assert [channel.name for channel in chosen] == ["open-graph", "instagram-square"]


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("height = 5", "width is missing"),
        ("width = 0\nheight = 5", "width must be a whole number"),
        ("width = 9.5\nheight = 5", "width must be a whole number"),
        ("width = 10000\nheight = 5", "longer than 20 to 1"),
        ("width = 100\nheight = 100\nseen_at = 500", "seen_at"),
        ("width = 100\nheight = 100\nsafe = [0.9, 0, 0.1, 1]", "left before right"),
        ('width = 100\nheight = 100\nformats = ["gif"]', "'gif' is not one of"),
        ("width = 100\nheight = 100\nformats = []", "formats is empty"),
        ("width = 100\nheight = 100\nmax_byte = 3", "did you mean max_bytes"),
        ("width = 100\nheight = 100\nmax_bytes = 30", "max_bytes must be"),
    ],
)
def test_an_impossible_entry_is_refused_with_its_line_and_the_reason(
    tmp_path: Path, table: str, reason: str
) -> None:
    own = tmp_path / "channels.toml"
    own.write_text(f"# mine\n\n[shop]\n{table}\n")
    with pytest.raises(InputError, match=r"line 3: channel shop: ") as caught:
        channels.load(own)
    assert reason in str(caught.value)


def test_a_file_that_is_not_toml_is_said_with_its_place(tmp_path: Path) -> None:
    own = tmp_path / "channels.toml"
    own.write_text("[shop\n")
    with pytest.raises(InputError, match="line 1"):
        channels.load(own)
