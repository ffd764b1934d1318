"""Tables and files as agencies send them: refused by line with the reason, the rest done."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from alttext_fakes import make_library

from picturedesk import review
from picturedesk.errors import InputError, WriteError
from picturedesk.library import Library
from picturedesk.review import table_files
from picturedesk.suggestions import ReviewState


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with make_library(tmp_path, ["dog", "cat", "chair"]) as made:
        yield made


def path_of(library: Library, key: int) -> str:
    return library.catalog.assets.get(key).path


def test_rows_that_cannot_be_used_do_not_keep_the_others_out(
    library: Library, tmp_path: Path
) -> None:
    first, second, third = (path_of(library, key) for key in (1, 2, 3))
    table = tmp_path / "agency.csv"
    table.write_text(
        "Path,Alt,Language\n"
        f"{first},A dog.,en; drop table\n"
        f"{first},{'x' * 10_001},en\n"
        f"{first},=1+1,en\n"
        f"{tmp_path / 'gone.jpg'},A dog.,en\n"
        f"{second},A cat.,en\n"
        f"{third},Ein Stuhl.,de-AT\n",
        encoding="utf-8",
    )
    rows = list(review.take_in(library, table))
    assert [(row.line, row.outcome) for row in rows] == [
        (2, "refused"), (3, "refused"), (4, "refused"), (5, "refused"), (6, "approved"),
        (7, "approved"),
    ]  # fmt: skip
    for row, word in zip(rows, ("no language tag", "longer than", "formula", "not in this library"),
                         strict=False):  # fmt: skip
        assert word in row.reason
    assert review.get(library, 2).state is ReviewState.APPROVED
    assert review.get(library, 3, "de-AT").text == "Ein Stuhl."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_spreadsheets_in_several_dialects_are_read(
    library: Library, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    table = tmp_path / "agency.csv"
    rows = [("path", "alt"), (path_of(library, 1), "Größe: ein Hund.")]
    table.write_text("\r\n".join(delimiter.join(row) for row in rows), encoding=encoding)
    (row,) = review.take_in(library, table)
    assert row.outcome == "approved"
    assert review.get(library, 1).text == "Größe: ein Hund."


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('path,alt\n0.jpg,"Open\n1.jpg,Next.\n', "line 2: a quotation mark is opened here"),
        ("path,alt,alt\n0.jpg,One.,Two.\n", "“alt” is there twice"),
        ("path,alt text,alt_text\n0.jpg,One.,Two.\n", "“alt_text” is there twice"),
    ],
)
def test_a_table_that_can_be_read_in_two_ways_is_refused_in_plain_words(
    library: Library, tmp_path: Path, text: str, reason: str
) -> None:
    table = tmp_path / "agency.csv"
    table.write_text(text)
    with pytest.raises(InputError, match=reason):
        list(review.take_in(library, table))


def test_a_table_that_is_gone_or_a_folder_is_said(library: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        list(review.take_in(library, tmp_path / "gone.csv"))
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        list(review.take_in(library, tmp_path / "folder.csv"))


def test_tables_too_large_in_whatever_way_are_refused_and_change_nothing(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "agency.csv"
    table.write_text("path,alt\n" + "x,A dog.\n" * 50, encoding="utf-8")
    before = library.catalog.changes
    with monkeypatch.context() as patch:
        patch.setattr(table_files, "LARGEST", 100)
        with pytest.raises(InputError, match="too large"):
            list(review.take_in(library, table))
    with monkeypatch.context() as patch:
        patch.setattr(table_files, "MOST_ROWS", 10)
        with pytest.raises(InputError, match="more than 10 rows"):
            list(review.take_in(library, table))
    table.write_text("path,alt\nx," + "y" * 1_000_001 + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2"):
        list(review.take_in(library, table))
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(3_000_000))
    monkeypatch.setattr(table_files, "LARGEST_UNPACKED", 1_000_000)
    with pytest.raises(InputError, match="unpacks to 3 MB"):
        list(review.take_in(library, bomb))
    deep = tmp_path / "deep.json"
    deep.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(InputError):
        list(review.take_in(library, deep))
    assert library.catalog.changes == before


def test_an_export_that_finds_no_room_leaves_the_file_that_was_there(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review.approve(library, 1, text="A dog.")
    table = tmp_path / "texts.csv"
    review.export(library, table)
    before = table.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError):
        review.export(library, table, overwrite=True)
    assert table.read_bytes() == before
    assert [p.name for p in tmp_path.glob("*texts*")] == ["texts.csv"]
