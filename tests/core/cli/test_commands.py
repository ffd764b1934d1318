"""The command line as people and programs use it: exit codes, JSON, sentences."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeEncoder
from pictures import paint

from picturedesk import vision
from picturedesk.cli import output
from picturedesk.cli.commands import app


@dataclass
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Desk = Callable[..., Ran]


@pytest.fixture
def desk(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Desk:
    """Run a command on a library of its own, with the fake encoder where the model would be."""
    monkeypatch.setattr(vision, "load_encoder", lambda _name: FakeEncoder())
    monkeypatch.setattr(vision, "input_spec", lambda _name: FakeEncoder().input_spec)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setenv("PICTUREDESK_LIBRARY", str(tmp_path / "library"))

    def run(*words: str | Path) -> Ran:
        capfd.readouterr()
        try:
            app([str(word) for word in words])
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return Ran(code, out, err)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for seed, colour in enumerate(("red", "green", "blue", "yellow")):
        paint(tmp_path / "pictures" / f"{colour}.jpg", colour, seed=seed)
        paint(tmp_path / "pictures" / f"{colour} tall.png", colour, size=(40, 90), seed=seed + 10)
    (tmp_path / "pictures" / "broken.jpg").write_bytes(b"nothing")
    (tmp_path / "pictures" / "notes.txt").write_text("notes")
    return tmp_path / "pictures"


def test_add_ends_with_one_line_of_counts(desk: Desk, folder: Path) -> None:
    ran = desk("add", folder, "--json")
    [counts] = ran.lines
    assert ran.code == 0
    assert list(counts) == [
        "assets", "added", "unchanged", "changed", "moved", "missing", "problems", "skipped",
        "seconds",
    ]  # fmt: skip
    assert (counts["assets"], counts["problems"], counts["skipped"]) == (8, 1, 1)


def test_search_lists_matches_in_order_with_why(desk: Desk, folder: Path) -> None:
    desk("add", folder)
    answer = desk("search", "something red", "--json").json
    assert list(answer) == ["query", "standing", "matches"]
    assert Path(answer["matches"][0]["path"]).name.startswith("red")
    assert set(answer["matches"][0]) == {"path", "score", "standing", "why", "count"}
    scores = [match["score"] for match in answer["matches"]]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 8


def test_a_file_of_queries_gives_a_line_each(desk: Desk, folder: Path, tmp_path: Path) -> None:
    desk("add", folder)
    (tmp_path / "queries.txt").write_text("red\n\nblue - red\n", encoding="utf-8")
    ran = desk("search", "--queries", tmp_path / "queries.txt", "--limit", "2", "--json")
    assert [line["query"] for line in ran.lines] == ["red", "blue - red"]
    assert all(len(line["matches"]) == 2 for line in ran.lines)


def test_a_query_that_asks_for_nothing_stops_no_other(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    desk("add", folder)
    (tmp_path / "queries.txt").write_text("red\n- blue\nlong\u2028line\n", encoding="utf-8")
    ran = desk("search", "--queries", tmp_path / "queries.txt", "--limit", "2", "--json")
    assert ran.code == 0
    assert [line["query"] for line in ran.lines] == ["red", "- blue", "long\u2028line"]
    assert [len(line["matches"]) for line in ran.lines] == [2, 0, 2]
    assert ran.lines[1]["error"] == "Only minus terms were given."
    assert "“- blue” was not looked for" in ran.err


def test_a_filter_is_applied_before_ranking(desk: Desk, folder: Path) -> None:
    desk("add", folder)
    answer = desk("search", "red", "--where", "orient:portrait", "--json").json
    assert len(answer["matches"]) == 4
    assert all("tall" in match["path"] for match in answer["matches"])


def test_a_picture_that_is_not_there_cannot_be_the_question(desk: Desk, folder: Path) -> None:
    desk("add", folder)
    ran = desk("search", "--like", folder / "bleu.jpg", "--json")
    assert ran.code == 1
    assert "There is no picture" in ran.json["error"]


def test_a_picture_can_be_the_question(desk: Desk, folder: Path) -> None:
    desk("add", folder)
    answer = desk("search", "--like", folder / "blue.jpg", "--json").json
    assert "blue" in Path(answer["matches"][0]["path"]).name


def test_an_unknown_filter_word_names_the_nearest_and_exits_with_2(
    desk: Desk, folder: Path
) -> None:
    desk("add", folder)
    ran = desk("search", "red", "--where", "ratng>=3")
    assert ran.code == 2
    assert "rating" in ran.err
    assert ran.out == ""


def test_problems_is_one_array_of_paths_with_reasons(desk: Desk, folder: Path) -> None:
    desk("add", folder)
    [row] = desk("problems", "--json").json
    assert row["path"] == str(folder / "broken.jpg")
    assert row["reason"]


def test_a_missing_folder_is_one_sentence_and_exit_1(desk: Desk, tmp_path: Path) -> None:
    ran = desk("add", tmp_path / "nowhere", "--json")
    assert ran.code == 1
    assert str(tmp_path / "nowhere") in ran.json["error"]
    assert len(ran.err.strip().splitlines()) == 1


def test_without_a_library_searching_says_what_to_do_first(desk: Desk) -> None:
    ran = desk("search", "red")
    assert ran.code == 1
    assert "picturedesk add" in ran.err


def test_wrong_usage_exits_with_2(desk: Desk) -> None:
    assert desk("search").code == 2
    assert desk("frobnicate").code == 2


def test_rescan_holds_back_and_says_how_to_accept(desk: Desk, folder: Path) -> None:
    desk("add", folder)
    for name in ("red", "green", "blue"):
        (folder / f"{name}.jpg").unlink()
    ran = desk("rescan", "--json")
    assert ran.code == 1
    assert "--accept-missing" in ran.err
    assert ran.json["assets"] == 8
    assert desk("rescan", "--accept-missing", "--json").json["missing"] == 3


def test_roots_stats_remove_and_restore(desk: Desk, folder: Path) -> None:
    desk("add", folder)
    assert desk("roots", "--json").json == [{"path": str(folder), "assets": 8, "offline": False}]
    assert desk("stats", "--json").json["vectors"] == 8
    assert desk("remove", folder, "--json").json == {"removed": 8}
    assert desk("stats", "--json").json["assets"] == 0
    assert desk("doctor", "--restore").code == 0
    assert desk("stats", "--json").json["assets"] == 8
    assert desk("doctor", "--json").json["embedded"] == 8


def test_a_backup_is_not_named_for_nothing(desk: Desk, folder: Path) -> None:
    desk("add", folder)
    [backup] = desk("doctor", "--backups", "--json").json
    ran = desk("doctor", "--backup", backup["name"])
    assert ran.code == 2
    assert f"--restore --backup {backup['name']}" in ran.err
    assert desk("doctor", "--restore", "--backup", backup["name"], "--json").json == {
        "restored": backup["name"]
    }


def test_doctor_brings_back_what_is_a_cache(desk: Desk, folder: Path, tmp_path: Path) -> None:
    desk("add", folder)
    library = tmp_path / "library"
    for file in [*library.glob("index/*"), *library.glob("thumbnails/*/*")]:
        file.unlink()
    report = desk("doctor", "--json").json
    assert (report["index"], report["thumbnails_rebuilt"], report["whole"]) == ("rebuilt", 8, True)
    assert desk("doctor", "--json").json["index"] == "whole"


def test_doctor_makes_a_damaged_vector_again(desk: Desk, folder: Path, tmp_path: Path) -> None:
    import apsw

    desk("add", folder)
    vectors = apsw.Connection(str(tmp_path / "library" / "vectors.sqlite3"))
    vectors.execute("UPDATE vectors SET vector = zeroblob(length(vector)) WHERE key = 1")
    vectors.close()
    report = desk("doctor", "--json").json
    assert (report["damaged_vectors"], report["embedded"], report["vectors"]) == (1, 1, 8)


def test_relocate_finds_the_folder_at_its_new_place(desk: Desk, folder: Path) -> None:
    desk("add", folder)
    new = folder.rename(folder.with_name("moved"))
    counts = desk("relocate", folder, new, "--json").json
    assert (counts["assets"], counts["unchanged"], counts["added"]) == (8, 8, 0)


def test_brief_and_board_end_in_files(desk: Desk, folder: Path, tmp_path: Path) -> None:
    desk("add", folder)
    brief = tmp_path / "brief.txt"
    brief.write_text("Tone: red, warm\nSubjects:\n- a green thing\nBudget: 500 EUR\n")
    assert len(desk("brief", brief, "--json").json["beats"]) >= 2
    out, shots = tmp_path / "board.html", tmp_path / "shots.csv"
    report = desk("board", brief, "-o", out, "--shot-list", shots, "--json").json
    assert {"beats", "gaps", "shots", "output"} <= set(report)
    assert all(b["coverage"] in ("covered", "thin", "gap") for b in report["beats"])
    assert any(b["matches"] for b in report["beats"])
    assert "<img" in out.read_text(encoding="utf-8")
    assert shots.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_board_never_replaces_a_file_without_being_asked(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    desk("add", folder)
    (tmp_path / "brief.txt").write_text("Subjects: a red thing")
    (tmp_path / "board.pdf").write_text("mine")
    ran = desk("board", tmp_path / "brief.txt", "-o", tmp_path / "board.pdf")
    assert ran.code == 1
    assert "--overwrite" in ran.err
    assert (tmp_path / "board.pdf").read_text() == "mine"


@pytest.mark.parametrize("content", ["", "   \n\n"])
def test_an_empty_brief_is_said(desk: Desk, folder: Path, tmp_path: Path, content: str) -> None:
    desk("add", folder)
    (tmp_path / "brief.txt").write_text(content)
    ran = desk("board", tmp_path / "brief.txt", "-o", tmp_path / "b.pdf")
    assert ran.code == 1
    assert not (tmp_path / "b.pdf").exists()


def test_an_unknown_kind_of_board_is_wrong_usage(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "brief.txt").write_text("Subjects: a red thing")
    assert desk("board", tmp_path / "brief.txt", "-o", tmp_path / "b.docx").code == 2


def test_an_unknown_kind_of_shot_list_is_said_before_the_board_is_made(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    desk("add", folder)
    (tmp_path / "brief.txt").write_text("Subjects\n- red\n", encoding="utf-8")
    out, shots = tmp_path / "board.html", tmp_path / "shots.txt"
    ran = desk("board", tmp_path / "brief.txt", "-o", out, "--shot-list", shots)
    assert ran.code == 2
    assert ".csv" in ran.err
    assert not out.exists()


def test_undecodable_bytes_in_a_path_are_shown_as_escapes(desk: Desk, tmp_path: Path) -> None:
    odd = tmp_path / "odd"
    paint(odd / "fine.jpg").rename(odd / b"\xff.jpg".decode("utf-8", "surrogateescape"))
    desk("add", odd)
    answer = desk("search", "red", "--json").json
    assert answer["matches"][0]["path"].endswith(r"\xff.jpg")


def test_a_second_writer_is_told_who_holds_the_library(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    from picturedesk.library import Library

    desk("add", folder)
    with Library.open(tmp_path / "library", writable=True, encoder=FakeEncoder()):
        ran = desk("rescan")
        assert ran.code == 1
        assert "process" in ran.err
        assert desk("search", "red", "--json").code == 0


def test_a_catalog_that_is_no_catalog_is_said_with_the_way_out(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    desk("add", folder)
    (tmp_path / "library" / "catalog.sqlite3").write_bytes(b"x" * 5000)
    ran = desk("search", "red")
    assert ran.code == 1
    assert "doctor --restore" in ran.err


def test_models_are_listed_with_their_terms(desk: Desk) -> None:
    rows = {row["name"]: row for row in desk("models", "list", "--json").json}
    assert rows["starter"]["chosen"]
    assert rows["MobileCLIP2-S0"]["commercial"] == "no"


def test_an_unknown_model_names_the_nearest(desk: Desk, folder: Path) -> None:
    desk("add", folder)
    ran = desk("models", "use", "ViT-B-32-laion")
    assert ran.code == 2
    assert "ViT-B-32-laion2b" in ran.err


def test_help_needs_no_model_no_index_and_no_database() -> None:
    code = (
        "import sys\nfrom picturedesk.cli.commands import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'torch', 'open_clip', 'usearch', 'numpy', 'apsw', 'PIL'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


@pytest.mark.skipif(sys.platform != "linux", reason="names are always text here")
def test_bytes_that_are_no_text_never_reach_a_program_that_reads_the_json(
    desk: Desk, folder: Path
) -> None:
    desk("add", folder)
    (folder / "red.jpg").rename(folder / "caf\udce9.jpg")
    ran = desk("search", "--like", folder / "caf\udce9.jpg", "--json", "--limit", "1")
    assert ran.json["query"].endswith("caf\\xe9.jpg")
    assert "no folder" in desk("add", folder / "d\udce9", "--json").json["error"]
    assert "d\\xe9" in desk("add", folder / "d\udce9").err


def test_json_is_whole_on_a_console_that_cannot_show_it(tmp_path: Path) -> None:
    code = "from picturedesk.cli.output import emit, say; emit({'a': '犬 🐕'}); say('犬')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
        check=True,
    )
    line, said = done.stdout.decode("latin-1").splitlines()
    assert json.loads(line) == {"a": "犬 🐕"}
    assert said == "\\u72ac"


def test_the_name_of_a_file_cannot_steer_the_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    output.say("red\x1b[2J\rblue")
    assert capsys.readouterr().out == "red\\x1b[2J\\x0dblue\n"


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_while_the_command_is_still_loading_is_no_traceback() -> None:
    code = (
        "import os, signal, sys\n"
        "from picturedesk.cli import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Slow:\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'typer':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Slow())\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (130, "")


@pytest.mark.parametrize(
    "words", [("rescan",), ("doctor",), ("remove", "a"), ("relocate", "a", "b")]
)
def test_a_mistyped_library_is_said_and_not_made(
    desk: Desk, tmp_path: Path, words: tuple[str, ...]
) -> None:
    ran = desk(*words, "--library", tmp_path / "lbrary", "--json")
    assert ran.code == 1
    assert "There is no library" in ran.json["error"]
    assert not (tmp_path / "lbrary").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")
@pytest.mark.parametrize("closing", [">&-", ">/dev/full", ">&- 2>&-"])
def test_an_output_that_takes_nothing_is_no_traceback(tmp_path: Path, closing: str) -> None:
    words = f"-m picturedesk.cli stats --json --library '{tmp_path}' {closing}"
    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' {words}"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
