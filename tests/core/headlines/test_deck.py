"""Copy decks: read line by line, assigned as well as can be, written as a schedule."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook, load_workbook

from picturedesk import headlines, images, review
from picturedesk.channels import load
from picturedesk.errors import InputError
from picturedesk.headlines import assigning, deck, scheduling
from picturedesk.headlines.texts import with_texts
from picturedesk.library import Library
from picturedesk.records import Standing

Painter = Callable[..., Path]
Reader = Callable[[], Library]
KNOWN = load()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_deck_is_read_in_any_usual_encoding_and_separator(
    encoding: str, sign: str, tmp_path: Path
) -> None:
    rows = [["Date", "Headline", "Channel"], ["2026-03-31", "Größer, schöner", "x"]]
    text = "\r\n".join(sign.join(f'"{cell}"' for cell in row) for row in rows)
    file = tmp_path / "deck.csv"
    file.write_bytes(text.encode(encoding))
    [line] = deck.read(file, KNOWN).lines
    assert (line.headline, line.channel.name, line.day) == (
        "Größer, schöner", "x", date(2026, 3, 31),
    )  # fmt: skip


def test_bad_lines_are_listed_by_number_and_the_others_done() -> None:
    text = (
        "headline,channel,date,language\n"
        "Red chairs,youtube,2026-04-01,en\n"
        ",youtube,2026-04-01,en\n"
        "Blue chairs,youtub,,\n"
        "\n"
        '"Green\nchairs","x; linkedin",,\n'
        "Yellow chairs,x,31/02/26,\n"
        "White chairs,x,,english please\n"
        "Black, or white,x,,,\n"
        "Last one,x,,de\n"
    )
    read = deck.parse(text, KNOWN)
    assert [(line.number, line.headline, line.channel.name) for line in read.lines] == [
        (2, "Red chairs", "youtube"), (6, "Green chairs", "x"), (6, "Green chairs", "linkedin"),
        (11, "Last one", "x"),
    ]  # fmt: skip
    reasons = {problem.number: problem.reason for problem in read.problems}
    assert list(reasons) == [3, 4, 8, 9, 10]
    assert "empty" in reasons[3]
    assert "youtube" in reasons[4]
    assert "not a date" in reasons[8]
    assert "not a language" in reasons[9]
    assert "channel" in reasons[10]


def test_one_headline_a_line_takes_the_channel_that_is_named() -> None:
    read = deck.parse("First line\n\nSecond, with a comma\n", KNOWN, [KNOWN["x"]])
    assert [(line.number, line.headline) for line in read.lines] == [
        (1, "First line"), (3, "Second, with a comma"),
    ]  # fmt: skip
    with pytest.raises(InputError, match="names no channels"):
        deck.parse("First line\n", KNOWN)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("headlin,channel\na,x\n", "headlin”"),
        ("headline,date\na,2026-01-01\n", "no column “channel”"),
        ("headline,channel\n", "no headline in it"),
    ],
)
def test_a_deck_without_its_columns_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        deck.parse(text, KNOWN)


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_workbook_is_read_with_its_days_and_its_bad_lines_by_number(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "deck.xlsx",
        ("Headline", "Channel", "Date", "Language"),
        ("Red chairs", "youtube; x", datetime(2026, 4, 1), "en"),  # noqa: DTZ001 - as Excel has it
        (),
        (2026, "x", "2026-04-02"),
        ("Blue chairs", "youtub"),
        (None, "x"),
    )
    read = deck.read(file, KNOWN)
    assert [(line.number, line.headline, line.channel.name, line.day) for line in read.lines] == [
        (2, "Red chairs", "youtube", date(2026, 4, 1)), (2, "Red chairs", "x", date(2026, 4, 1)),
        (4, "2026", "x", date(2026, 4, 2)),
    ]  # fmt: skip
    assert [problem.number for problem in read.problems] == [5, 6]
    assert "youtube" in read.problems[0].reason


def test_a_workbook_of_one_column_is_one_headline_a_row(tmp_path: Path) -> None:
    file = workbook(tmp_path / "lines.xlsx", ("First line",), ("Second line",))
    read = deck.read(file, KNOWN, [KNOWN["x"]])
    assert [(line.number, line.headline) for line in read.lines] == [
        (1, "First line"), (2, "Second line"),
    ]  # fmt: skip
    with pytest.raises(InputError, match="names no channels"):
        deck.read(file, KNOWN)
    with pytest.raises(InputError, match="no headline in it"):
        deck.read(workbook(tmp_path / "empty.xlsx"), KNOWN, [KNOWN["x"]])


def test_our_own_schedule_is_a_deck(tmp_path: Path) -> None:
    entry = headlines.Entry(lines_of(("=Red chairs", "x"))[0], None, Standing.NOTHING_FITS, 0.0)
    table = headlines.write_schedule(headlines.Schedule([entry]), tmp_path / "schedule.xlsx")
    [line] = deck.read(table, KNOWN).lines
    assert (line.headline, line.channel.name, line.day) == ("=Red chairs", "x", date(2026, 4, 1))


def test_a_workbook_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    file = workbook(tmp_path / "deck.xlsx", ("headline", "channel"), ("Red", "x"))
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError, match=r"not a whole \.xlsx"):
        deck.read(file, KNOWN)


def test_files_that_are_no_decks_are_refused(tmp_path: Path) -> None:
    for name, data, reason in (
        ("a.xlsx", b"PK\3\4rest", "not a whole .xlsx"), ("b.csv", b"head\0line", "not a text file"),
    ):  # fmt: skip
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match=reason):
            deck.read(tmp_path / name, KNOWN)
    with pytest.raises(InputError, match="no file"):
        deck.read(tmp_path / "none.csv", KNOWN)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("lines", "pictures"), [(4, 6), (5, 5), (5, 3), (1, 7)])
def test_the_assignment_is_as_good_as_trying_everything(
    lines: int, pictures: int, seed: int
) -> None:
    worth = np.random.default_rng(seed).random((lines, pictures)).astype(np.float32)
    if seed % 3 == 0:
        worth[0, : pictures // 2] = -np.inf
    blocks = [(start, worth[:, start : start + 2]) for start in range(0, pictures, 2)]
    columns, values = assigning.gather(lines, blocks, min(pictures, lines)).ordered()
    chosen = assigning.assign(columns, values)
    real = chosen[chosen != assigning.NOBODY]
    assert len(set(real.tolist())) == len(real)
    mine = sum(worth[i, c] for i, c in enumerate(chosen) if c != assigning.NOBODY)
    spare = [*range(pictures), *[-1] * lines]
    best = max(
        (sum(c >= 0 and np.isfinite(worth[i, c]) for i, c in enumerate(order)),
         sum(worth[i, c] for i, c in enumerate(order) if c >= 0 and np.isfinite(worth[i, c])))
        for order in set(itertools.permutations(spare, lines))
    )  # fmt: skip
    assert len(real) == best[0]
    assert mine == pytest.approx(best[1], abs=1e-5)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(("lines", "pictures"), [(3, 6), (4, 7), (4, 3)])
def test_near_identical_shots_count_as_one_and_the_rest_is_as_good_as_trying_everything(
    lines: int, pictures: int, seed: int
) -> None:
    draw = np.random.default_rng(seed)
    worth = draw.random((lines, pictures)).astype(np.float32)
    burst = draw.integers(0, max(2, pictures // 2), pictures)
    columns, values = assigning.gather(lines, [(0, worth)], pictures).ordered()
    chosen, _ = assigning.assign_apart(
        columns, values, lambda a, b: burst[a][:, None] == burst[b][None, :]
    )
    taken = [c for c in chosen.tolist() if c != assigning.NOBODY]
    assert len({int(burst[c]) for c in taken}) == len(taken)
    best = max(
        (len(real), sum(worth[i, c] for i, c in enumerate(order) if c >= 0))
        for order in set(itertools.permutations([*range(pictures), *[-1] * lines], lines))
        if len(real := [int(burst[c]) for c in order if c >= 0]) == len(set(real))
    )
    assert len(taken) == best[0]
    mine = sum(worth[i, c] for i, c in enumerate(chosen) if c != assigning.NOBODY)
    assert mine == pytest.approx(best[1], abs=1e-5)


def lines_of(*pairs: tuple[str, str]) -> list[headlines.DeckLine]:
    return [
        headlines.DeckLine(i, text, KNOWN[name], date(2026, 4, i))
        for i, (text, name) in enumerate(pairs, 1)
    ]


@pytest.fixture
def library(paint: Painter, read: Reader) -> Library:
    paint("red.jpg", "red", size=(1300, 900))
    paint("reddish.jpg", "white", [("red", (0.0, 0.0, 0.6, 1.0))], size=(1300, 900))
    paint("blue.jpg", "blue", size=(1300, 900))
    return read()


def test_no_picture_is_used_twice_and_the_runners_up_are_listed(library: Library) -> None:
    lines = lines_of(("red", "x"), ("blue", "x"), ("red again", "newsletter"))
    schedule = headlines.assign(library, lines)
    names = [Path(entry.asset.path).stem for entry in schedule.entries if entry.asset]
    assert sorted(names) == ["blue", "red", "reddish"]
    assert names[1] == "blue"
    more = headlines.assign(library, lines[:1]).entries[0]
    assert Path(more.runners_up[0].path).stem == "reddish"


def test_two_lines_get_no_two_shots_of_the_same_even_where_a_burst_is_best_for_all(
    library: Library, paint: Painter, read: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    for shot in range(5):
        paint(f"burst-{shot}.jpg", "red", size=(1300 + 4 * shot, 900))
    for ground in ("green", "yellow", "white", "black"):
        for thing in ("blue", "green", "white"):
            paint(f"{ground}-{thing}.jpg", ground, [(thing, (0.0, 0.0, 0.4, 1.0))])
    read()
    monkeypatch.setattr(scheduling, "_SPARE", 0)
    lines = lines_of(("red", "x"), ("all red", "x"), ("red once more", "x"))
    schedule = headlines.assign(library, lines)
    names = [Path(entry.asset.path).stem for entry in schedule.entries if entry.asset]
    assert len(names) == 3
    assert sum(name == "red" or name.startswith("burst") for name in names) == 1
    [entry] = headlines.assign(library, lines[:1]).entries
    assert not any(Path(a.path).stem.startswith("burst") for a in entry.runners_up)


def test_a_picture_may_be_used_twice_where_that_is_allowed(library: Library) -> None:
    lines = lines_of(("red", "x"), ("red", "newsletter"))
    schedule = headlines.assign(library, lines, repeat=True)
    assert [Path(e.asset.path).stem for e in schedule.entries if e.asset] == ["red", "red"]


def test_where_pictures_run_out_the_line_says_so(library: Library) -> None:
    lines = lines_of(*[("red", "x")] * 4)
    schedule = headlines.assign(library, lines)
    [empty] = [entry for entry in schedule.entries if entry.asset is None]
    assert empty.standing is Standing.NOTHING_FITS
    assert "No picture is left" in empty.note
    nothing = headlines.assign(library, lines[:1], where="rating>=5")
    assert nothing.entries[0].asset is None


def test_a_runner_up_can_take_the_place(library: Library) -> None:
    [entry] = headlines.assign(library, lines_of(("red", "x"))).entries
    assert entry.asset is not None
    other = headlines.swap(entry, entry.runners_up[0])
    assert other.asset == entry.runners_up[0]
    assert other.runners_up[0] == entry.asset


def test_a_deck_becomes_files_and_a_schedule(library: Library, tmp_path: Path) -> None:
    lines = lines_of(("=red", "newsletter"), ("blue", "story"))
    schedule = headlines.assign(library, lines)
    assert [step.done for step in headlines.crop_all(library, schedule)] == [1, 2]
    for _ in headlines.export_all(schedule, tmp_path / "out"):
        pass
    first, second = schedule.entries
    assert first.file is not None
    assert first.file.name.startswith("2026-04-01_newsletter_")
    assert second.file is None
    assert "enlarged" in second.note
    path = headlines.write_schedule(schedule, tmp_path / "out" / "schedule.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, row, _ = csv.reader(file)
    assert header[:3] == ["date", "channel", "headline"]
    assert row[0] == "2026-04-01"
    assert row[2] == "'=red"
    assert row[4] == first.file.name
    book = headlines.write_schedule(schedule, tmp_path / "out" / "schedule.xlsx")
    assert load_workbook(book).active["C2"].value in ("=red", "'=red")


def test_a_line_says_which_picture_it_would_have_had_and_which_line_has_it(
    library: Library, tmp_path: Path
) -> None:
    lines = lines_of(("red", "x"), ("red again", "newsletter"))
    schedule = headlines.assign(library, lines)
    told = [entry for entry in schedule.entries if entry.why]
    [entry] = told
    [other] = [e for e in schedule.entries if e is not entry]
    assert other.asset is not None
    assert Path(other.asset.path).name in entry.why
    assert f"line {other.line.number}" in entry.why
    assert headlines.crop_line(library, entry, 3).rows[0].note == entry.why
    with headlines.write_schedule(schedule, tmp_path / "s.csv").open(encoding="utf-8-sig") as file:
        assert entry.why in file.read()
    assert not headlines.assign(library, lines[:1]).entries[0].why
    assert not any(e.why for e in headlines.assign(library, lines, repeat=True).entries)


def test_pictures_left_out_because_they_were_used_of_late_are_counted(library: Library) -> None:
    [used] = headlines.assign(library, lines_of(("red", "x")), today=date(2026, 4, 2)).entries
    assert used.asset is not None
    library.catalog.usage.add(used.asset.key, "x", date(2026, 4, 1))
    schedule = headlines.assign(library, lines_of(("red", "x")), today=date(2026, 4, 2))
    assert schedule.notes == ("Not proposed again, as used in the last 60 days: 1 on X.",)
    found = headlines.propose(library, "red", ["x", "linkedin"], today=date(2026, 4, 2))
    assert found.notes == schedule.notes
    assert not headlines.propose(library, "red", ["linkedin"], today=date(2026, 4, 2)).notes


def test_the_alt_text_of_a_file_is_the_approved_one_in_the_lines_language(
    library: Library, tmp_path: Path
) -> None:
    keys = [int(key) for key in library.catalog.assets.keys()]  # noqa: SIM118 - no mapping
    for key in keys:
        review.approve(library, key, text="A red wall.")
        review.approve(library, key, "de", text="Eine rote Wand.")
        review.edit(library, key, "fr", text="Brouillon.")
    day = date(2026, 4, 1)
    lines = [
        headlines.DeckLine(number, "red", KNOWN["newsletter"], day, language)
        for number, language in enumerate(("", "de_AT", "fr"), 1)
    ]
    schedule = headlines.assign(library, lines)
    for _ in (*headlines.crop_all(library, schedule),
              *headlines.export_all(schedule, tmp_path / "out")):  # fmt: skip
        pass
    texts = ["A red wall.", "Eine rote Wand.", "A red wall."]
    assert [e.asset.metadata.alt_text for e in schedule.entries if e.asset] == texts
    written = [images.read_metadata(str(e.file)).alt_text for e in schedule.entries]
    assert written == texts
    [row] = headlines.propose(library, "red", ["newsletter"]).rows
    assert {p.asset.metadata.alt_text for p in row.proposals} == {"A red wall."}


def test_a_decision_for_an_empty_alt_text_holds_and_one_of_other_pixels_does_not(
    library: Library,
) -> None:
    [first, second, _] = [int(key) for key in library.catalog.assets.keys()]  # noqa: SIM118
    review.decorative(library, first)
    review.approve(library, second, text="Old pixels.")
    row = library.catalog.alt_texts.get(second, "en")
    assert row is not None
    library.catalog.alt_texts.put(replace(row, pixel_hash=b"\0" * 16))
    assets = [
        replace(asset, metadata=replace(asset.metadata, alt_text="In the file."))
        for asset in library.catalog.assets.get_many([first, second])
    ]
    texts = [a.metadata.alt_text for a in with_texts(library, assets)]
    assert texts == ["", "In the file."]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_line_alone() -> None:
    text = 'headline,channel\nRed,x\n"Green,x\nBlue,x\n"Two\nlines",x\nLast,x\n'
    read = deck.parse(text, KNOWN)
    assert [(p.number, "never closed" in p.reason) for p in read.problems] == [(3, True)]
    assert [(line.number, line.headline) for line in read.lines] == [
        (2, "Red"), (4, "Blue"), (5, "Two lines"), (7, "Last"),
    ]  # fmt: skip
    long = 'headline,channel\n"Green,x\n' + "Blue,x\n" * 19_000
    assert len(deck.parse(long, KNOWN).lines) == 19_000


def test_a_column_that_is_there_twice_is_refused_and_other_words_give_way() -> None:
    with pytest.raises(InputError, match="“headline” twice"):
        deck.parse("headline,headline,channel\na,b,x\n", KNOWN)
    for header in ("copy,headline,channel", "copy,headline,platform"):
        [line] = deck.parse(f"{header}\nBody text,The line,x\n", KNOWN).lines
        assert line.headline == "The line"
    [line] = deck.parse("title,copy,channel\nThe line,Body text,x\n", KNOWN).lines
    assert line.headline == "The line"


def test_the_line_that_excel_puts_above_a_table_is_no_header_and_channels_have_labels_too() -> None:
    [line] = deck.parse("sep=;\r\nheadline;channel\r\nRed;YouTube thumbnail\r\n", KNOWN).lines
    assert (line.number, line.headline, line.channel.name) == (3, "Red", "youtube")
