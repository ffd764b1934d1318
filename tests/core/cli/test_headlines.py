"""``headline``, ``deck`` and ``channels`` as people and programs use them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEncoder
from pictures import paint
from PIL import Image

from picturedesk import vision
from picturedesk.cli.commands import app
from picturedesk.library import Library


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Desk = Callable[..., Ran]


@pytest.fixture
def desk(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Desk:
    """Commands on a library with a red, a green and a blue picture."""
    monkeypatch.setattr(vision, "load_encoder", lambda _name: FakeEncoder())
    monkeypatch.setattr(vision, "input_spec", lambda _name: FakeEncoder().input_spec)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setenv("PICTUREDESK_LIBRARY", str(tmp_path / "library"))
    for seed, colour in enumerate(("red", "green", "blue")):
        paint(tmp_path / "pictures" / f"{colour}.jpg", colour, size=(1300, 900), seed=seed)

    def run(*words: str | Path) -> Ran:
        capfd.readouterr()
        try:
            app([str(word) for word in words])
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        assert "fault of its own" not in err
        return Ran(code, out, err)

    assert run("add", tmp_path / "pictures").code == 0
    return run


def test_a_headline_is_written_for_every_channel_named(desk: Desk, tmp_path: Path) -> None:
    ran = desk(
        "headline", "Something red", "--channel", "newsletter", "--channel", "linkedin", "-n", "1",
        "-o", tmp_path / "out", "--date", "2026-03-31", "--json",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    sizes = {}
    for row in ran.json["channels"]:
        [found] = row["proposals"]
        assert Path(found["path"]).name == "red.jpg"
        assert found["parts"]["subject"] >= 0
        with Image.open(found["file"]) as picture:
            sizes[row["channel"]] = picture.size
        assert Path(found["file"]).name == f"2026-03-31_{row['channel']}_Something red.jpg"
    assert sizes == {"newsletter": (1200, 600), "linkedin": (1200, 627)}
    again = desk("headline", "Something red", "--channel", "newsletter", "-o", tmp_path / "out",
                 "-n", "1", "--date", "2026-03-31")  # fmt: skip
    assert again.code == 1
    assert "already there" in again.err


def test_what_is_written_counts_as_used_on_its_channel_until_it_is_taken_back(
    desk: Desk, tmp_path: Path
) -> None:
    def first(name: str) -> str:
        ran = desk("headline", "Something red", "--channel", name, "-n", "1", "--json")
        return Path(ran.json["channels"][0]["proposals"][0]["path"]).name

    ran = desk("headline", "Something red", "--channel", "newsletter", "-n", "1",
               "-o", tmp_path / "out", "--json")  # fmt: skip
    [key] = ran.json["recorded"]["audit"]
    assert first("newsletter") != "red.jpg"
    assert first("linkedin") == "red.jpg"
    (tmp_path / "deck.csv").write_text("headline,channel\nSomething red,newsletter\n")
    said = "as used in the last 60 days: 1 on Newsletter."
    assert said in desk("deck", tmp_path / "deck.csv").err
    assert said in desk("headline", "Something red", "--channel", "newsletter").err
    assert f"“Something red” on newsletter (key {key})" in desk("audit", "--action", "crop.").out
    assert "Nothing of this kind" in desk("audit").err
    assert desk("unuse", key, "--json").json["taken_back"] == [key]
    assert first("newsletter") == "red.jpg"
    again = desk("unuse", key)
    assert again.code == 1
    assert "no longer stands" in again.err
    more = desk("headline", "Something red", "--channel", "newsletter", "-n", "1",
                "-o", tmp_path / "more", "--no-record", "--json")  # fmt: skip
    assert more.json["recorded"] == {"audit": [], "reason": ""}
    assert first("newsletter") == "red.jpg"


def test_files_are_written_all_the_same_where_another_program_holds_the_library(
    desk: Desk, tmp_path: Path
) -> None:
    with Library.open(tmp_path / "library", writable=True, encoder=FakeEncoder()):
        ran = desk("headline", "Something red", "--channel", "newsletter", "-n", "1",
                   "-o", tmp_path / "out", "--json")  # fmt: skip
    assert ran.code == 0, ran.err
    assert Path(ran.json["channels"][0]["proposals"][0]["file"]).is_file()
    assert ran.json["recorded"]["audit"] == []
    assert "being written to" in ran.json["recorded"]["reason"]


def test_without_a_folder_the_proposals_are_only_listed(desk: Desk) -> None:
    ran = desk("headline", "blue", "--channel", "x")
    assert ran.code == 0
    assert "blue.jpg" in ran.out.splitlines()[1]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("headline", "red"), 2, "No channel"),
        (("headline", "red", "--channel", "youtub"), 2, "youtube"),
        (("headline", " ", "--channel", "x"), 1, "empty"),
        (("headline", "red", "--channel", "x", "--where", "rating>=5"), 1, "filter"),
        (("headline", "red", "--channel", "x", "--date", "soon"), 2, "not a date"),
        (("headline", "red", "--channel", "x", "--name", "{dat}"), 2, "{date}"),
        (("headline", "red", "--channel", "x", "--name", ""), 2, "pattern"),
        (("deck", "nowhere.csv"), 1, "no file"),
    ],
)
def test_bad_input_is_a_sentence_and_an_exit_code(
    words: tuple[str, ...], code: int, said: str, desk: Desk
) -> None:
    ran = desk(*words)
    assert ran.code == code
    assert said in ran.err
    as_json = desk(*words, "--json")
    assert as_json.code == code
    if "channels" not in as_json.json:
        told = as_json.json["error"], as_json.json["way_out"]
        assert " ".join(told).strip() == as_json.err.strip()


def test_a_deck_of_which_nothing_comes_ends_in_a_failure(desk: Desk, tmp_path: Path) -> None:
    deck = tmp_path / "deck.csv"
    deck.write_text("headline,channel\nred things,newsletter\n", encoding="utf-8")
    ran = desk("deck", deck, "--where", "rating>=5", "--json")
    assert ran.code == 1
    assert [line["path"] for line in ran.json["lines"]] == [None]
    assert "no picture for any line" in ran.err
    assert desk("deck", deck, "-o", tmp_path / "out").code == 0
    (tmp_path / "out" / "schedule.csv").unlink()
    again = desk("deck", deck, "-o", tmp_path / "out", "--json")
    assert again.code == 1
    assert "already there" in again.json["lines"][0]["note"]
    assert "No picture was written." in again.err


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("deck.csv", b"\n \n", "deck.csv is empty"),
        ("deck.xlsx", b"headline", "not a whole .xlsx"),
        ("deck.txt", b"One\nTwo\n", "names no channels"),
    ],
)
def test_a_deck_that_is_none_says_what_is_wrong_with_it(
    name: str, data: bytes, said: str, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    ran = desk("deck", tmp_path / name, "--json")
    assert ran.code == 1
    assert said in ran.err
    assert said in ran.json["error"]


def test_a_deck_is_written_with_its_schedule_and_bad_lines_by_number(
    desk: Desk, tmp_path: Path
) -> None:
    deck = tmp_path / "deck.csv"
    deck.write_text(
        "headline,channel,date\nred things,newsletter,2026-04-01\nblue,nowhere,\n"
        "green grass,linkedin,2026-04-02\n",
        encoding="utf-8",
    )
    ran = desk("deck", deck, "-o", tmp_path / "out", "--json")
    assert ran.code == 0, ran.err
    assert [line["line"] for line in ran.json["lines"]] == [2, 4]
    assert [problem["line"] for problem in ran.json["problems"]] == [3]
    assert "Line 3" in ran.err
    with Path(ran.json["schedule"]).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [Path(row["asset path"]).name for row in rows] == ["red.jpg", "green.jpg"]
    assert all((tmp_path / "out" / row["file"]).is_file() for row in rows)
    assert len(ran.json["recorded"]["audit"]) == 2
    assert desk("deck", deck, "-o", tmp_path / "out").code == 1


def test_the_channels_are_listed(desk: Desk) -> None:
    names = [channel["name"] for channel in desk("channels", "--json").json]
    assert {"youtube", "story", "newsletter"} <= set(names)
