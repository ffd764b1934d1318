"""Alt texts by command: proposed, approved from a sheet, written, exchanged, audited."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alttext_fakes import BANK, WordEncoder
from PIL import Image

from picturedesk import vision
from picturedesk.cli.commands import app
from picturedesk.images import writing

Desk = Callable[..., tuple[int, str, str]]


@pytest.fixture
def desk(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Desk:
    """Commands on a library of two real files that show a running dog."""
    monkeypatch.setattr(vision, "load_encoder", lambda _name: WordEncoder())
    monkeypatch.setattr(vision, "input_spec", lambda _name: WordEncoder().input_spec)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setenv("PICTUREDESK_LIBRARY", str(tmp_path / "library"))
    root = tmp_path / "shoots"
    root.mkdir()
    for i, name in enumerate(("a.jpg", "b.png")):
        Image.new("RGB", (64, 48), (90 * i, 90, 200)).save(root / name)

    def run(*words: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        try:
            app([str(word) for word in words])
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return code, out, err

    assert run("add", root)[0] == 0
    banks = tmp_path / "library" / "alttext"
    banks.mkdir()
    (banks / "en.toml").write_text(BANK, encoding="utf-8")
    return run


def lines(out: str) -> list[Any]:
    return [json.loads(line) for line in out.splitlines()]


def test_the_whole_way_from_suggestion_to_written_file(desk: Desk, tmp_path: Path) -> None:
    code, out, _ = desk("alttext", "suggest", "--json")
    assert code == 0
    assert [line["alt"] for line in lines(out)] == ["A dog running."] * 2
    assert {"slots", "confidence", "runners_up", "role"} <= set(lines(out)[0])
    code, out, err = desk("alttext", "approve", "--above", "0.6", "--with-warnings")
    assert code == 0
    assert "2 texts would be approved" in err
    code, out, _ = desk("alttext", "write", "--dry-run", "--json")
    assert json.loads(out)["counts"] == {}
    desk("alttext", "approve", "--above", "0.6", "--with-warnings", "--yes")
    code, out, _ = desk("alttext", "write", "--dry-run")
    assert "Would write: 2 in the file itself." in out
    before = (tmp_path / "shoots" / "a.jpg").read_bytes()
    code, out, _ = desk("alttext", "write", "--json")
    assert json.loads(out)["counts"] == {"container": 2}
    assert (tmp_path / "shoots" / "a.jpg").read_bytes() != before
    code, out, _ = desk("audit", "--json")
    actions = [line["action"] for line in lines(out)]
    assert actions == ["alttext.approve"] * 2 + ["alttext.write"] * 2
    assert all(line["hash_after"] for line in lines(out)[2:])
    code, out, _ = desk("search", "dog", "--where", "has:alt", "--json")
    assert len(json.loads(out)["matches"]) == 2


def test_what_was_written_is_put_back_by_command(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "shoots" / "a.jpg"
    desk("alttext", "suggest")
    desk("alttext", "approve", "--above", "0.6", "--with-warnings", "--yes")
    assert desk("alttext", "unwrite")[1] == "Put back: nothing to put back.\n"
    desk("alttext", "write")
    assert writing.read(file).alt_text
    code, out, _ = desk("alttext", "unwrite", "--dry-run", "--where", "name:a.jpg")
    assert (code, out.splitlines()[-1]) == (0, "Would put back: 1 in the file itself.")
    assert writing.read(file).alt_text
    code, out, _ = desk("alttext", "unwrite", "--json")
    assert json.loads(out)["counts"] == {"container": 2}
    assert writing.read(file).alt_text == {}
    code, out, _ = desk("alttext", "write", "--dry-run")
    assert "Would write: 2 in the file itself." in out


def test_tables_go_out_and_come_back(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "texts.csv"
    code, out, _ = desk("alttext", "export", table)
    assert code == 0
    assert "2 lines" in out
    text = table.read_text(encoding="utf-8-sig")
    table.write_text(text.replace(",,,en,", ",A dog.,,en,"), encoding="utf-8")
    code, out, _ = desk("alttext", "import", table, "--json")
    assert json.loads(out)["counts"] == {"approved": 2}
    code, out, _ = desk("audit", "-o", tmp_path / "audit.csv")
    assert code == 0
    assert (tmp_path / "audit.csv").stat().st_size > 200
    assert desk("alttext", "export", table)[0] == 1
    assert desk("alttext", "export", tmp_path / "x.pdf")[0] == 2
    assert desk("alttext", "write", "--sidecar", "beside")[0] == 2
    assert desk("alttext", "suggest", "--language", "xx")[0] == 2


def test_what_fails_wholly_ends_in_a_failure_and_in_json_that_says_why(
    desk: Desk, tmp_path: Path
) -> None:
    code, out, err = desk("alttext", "suggest", "--language", "xx", "--json")
    assert code == 2
    said = json.loads(out)
    assert f"{said['error']} {said['way_out']}".strip() == err.strip()
    table = tmp_path / "texts.csv"
    table.write_text("path,alt\nnowhere.jpg,A dog.\n", encoding="utf-8")
    code, out, err = desk("alttext", "import", table, "--json")
    assert (code, json.loads(out)["counts"]) == (1, {"refused": 1})
    assert "Nothing was taken from texts.csv." in err
    desk("alttext", "suggest")
    desk("alttext", "approve", "--above", "0.6", "--with-warnings", "--yes")
    for name in ("a.jpg", "b.png"):
        (tmp_path / "shoots" / name).unlink()
    code, out, err = desk("alttext", "write", "--json")
    assert code == 1
    assert json.loads(out)["counts"] == {"not written": 2}
    assert "No text was written." in err


def test_an_audit_that_is_written_as_a_table_says_so_in_json(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "audit.csv"
    code, out, _ = desk("audit", "-o", table, "--json")
    assert (code, json.loads(out)) == (0, {"output": str(table)})
    code, out, _ = desk("audit", "-o", table, "--json")
    assert code == 1
    assert "already there" in json.loads(out)["error"]


def test_a_table_without_a_line_is_no_work_done(desk: Desk, tmp_path: Path) -> None:
    table = tmp_path / "nothing.csv"
    table.write_text("path,alt\n")
    code, _, err = desk("alttext", "import", table)
    assert code == 1
    assert "There is no line in nothing.csv" in err
