"""Files appear whole or not at all, and a table is never a program."""

from __future__ import annotations

import csv
import io
import os
from datetime import date
from pathlib import Path

import pytest
from board_fakes import NOW
from hypothesis import given
from hypothesis import strategies as st

from picturedesk import export
from picturedesk.board_document import Box, Shot, blank
from picturedesk.errors import UsageError, WriteError
from picturedesk.export.mosaic import MAX_CUT, mosaic


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|'/c calc'!A0", "＝1", "\n=1"],
)
def test_a_cell_that_could_be_a_formula_is_text(cell: str) -> None:
    assert export.guarded(cell).startswith("'")


@pytest.mark.parametrize("cell", ["-12", "+3.5", "plain", "1,2", "a=b", "", "-7,5"])
def test_numbers_and_plain_texts_are_left_alone(cell: str) -> None:
    assert export.guarded(cell) == cell


def test_a_shot_list_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    shots = (Shot("Straße, nachts", "1.1", '=HYPERLINK("x")', "wide\n2nd", "", "ok"),)
    board = blank("t", NOW)
    export.shot_list(board.__class__(**{**_fields(board), "shots": shots}), tmp_path / "s.csv")
    data = (tmp_path / "s.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["scene", "shot", "description", "framing", "props", "notes"]
    assert rows[1][0] == "Straße, nachts"
    assert rows[1][2] == '\'=HYPERLINK("x")'
    assert rows[1][3] == "wide\n2nd"


def _fields(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}  # type: ignore[attr-defined]


def test_a_workbook_keeps_formulas_as_text_and_dates_as_dates(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    rows = [("=1+1", 3, date(2026, 3, 4), None, "a\x00b\udce9")]
    export.write_table(tmp_path / "t.xlsx", ["a", "b", "c", "d", "e"], rows, title="[odd]: title")
    sheet = load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].value == 3
    assert sheet["C2"].is_date


def test_a_table_in_another_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        export.write_table(tmp_path / "t.ods", ["a"], [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Spring: launch / 2026?", "Spring launch 2026"),
        ("../../etc/passwd", "etc passwd"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("  . ", "untitled"),
        ("a\x00b\n", "a b"),
        ("Früh\u202e am", "Früh am"),
        ("", "untitled"),
    ],
)
def test_a_file_name_is_made_from_any_text(text: str, name: str) -> None:
    assert export.clean_name(text) == name


@given(st.text())
def test_no_text_makes_a_bad_file_name(text: str) -> None:
    name = export.clean_name(text)
    assert name
    assert not set('<>:"/\\|?*\0\n') & set(name)
    assert len(name.encode()) <= 160
    assert name == name.strip(" .")


def test_a_file_that_fails_while_it_is_written_was_never_there(tmp_path: Path) -> None:
    def half() -> None:
        with export.writing(tmp_path / "a.txt") as file:
            file.write(b"half")
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        half()
    assert list(tmp_path.iterdir()) == []


def test_two_programs_that_write_the_same_name_do_not_replace_each_other(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"

    def race() -> None:
        with export.writing(target) as file:
            file.write(b"mine")
            target.write_bytes(b"theirs")

    with pytest.raises(WriteError, match="already there"):
        race()
    assert target.read_bytes() == b"theirs"
    assert len(list(tmp_path.iterdir())) == 1


def test_replacing_keeps_the_rights_of_the_file_and_follows_links(tmp_path: Path) -> None:
    target, link = tmp_path / "a.txt", tmp_path / "l.txt"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    with export.writing(link, overwrite=True) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_missing_folder_and_a_folder_as_target_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="no folder"), export.writing(tmp_path / "x" / "a.txt"):
        pass
    with pytest.raises(WriteError, match="is a folder"), export.writing(tmp_path):
        pass
    with pytest.raises(WriteError, match="too long"), export.writing(tmp_path / ("n" * 300)):
        pass


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write to read-only folders"
)
def test_a_folder_that_can_only_be_read_is_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    with pytest.raises(WriteError, match="may not write"), export.writing(folder / "a.txt"):
        pass


@given(st.lists(st.floats(0.2, 5.0), min_size=1, max_size=7), st.floats(0.4, 3.0))
def test_a_mosaic_stays_in_its_box_and_cuts_little(ratios: list[float], shape: float) -> None:
    box = Box(10, 20, 900, 900 / shape)
    boxes = mosaic(ratios, box, 6.0)
    for ratio, placed in zip(ratios, boxes, strict=True):
        assert placed.x >= box.x - 0.01
        assert placed.y >= box.y - 0.01
        assert placed.x + placed.width <= box.x + box.width + 0.01
        assert placed.y + placed.height <= box.y + box.height + 0.01
        if 0.5 < ratio < 2.5 and min(placed.width, placed.height) > 120:
            factor = placed.ratio / ratio
            assert min(factor, 1 / factor) > 1 - MAX_CUT - 0.1, "cut away too much"


@given(st.lists(st.floats(0.6, 1.9), min_size=4, max_size=6))
def test_a_mosaic_that_must_fill_its_box_does_and_cuts_little(ratios: list[float]) -> None:
    box = Box(372, 0, 588, 540)
    boxes = mosaic(ratios, box, 4.0, fill=True)
    assert min(b.x for b in boxes) == pytest.approx(box.x)
    assert max(b.right for b in boxes) == pytest.approx(box.right)
    assert max(b.bottom for b in boxes) == pytest.approx(box.bottom)
    cuts = [1 - min(b.ratio / r, r / b.ratio) for b, r in zip(boxes, ratios, strict=True)]
    assert max(cuts) < 0.2, "nobody loses head or feet"


def test_a_mosaic_gives_the_hero_the_most_room() -> None:
    first, *others = mosaic([1.5] * 5, Box(0, 0, 860, 380), 6.0)
    area = first.width * first.height
    assert all(area > 1.2 * b.width * b.height for b in others)
