"""Decisions hold, are told in the audit, and can be taken back; files change only by approval."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from alttext_fakes import DIMENSION, WordEncoder, make_library, new_asset, picture
from PIL import Image

from picturedesk import alttext, images, importing, review, settings
from picturedesk.errors import InputError, NeedsSidecar, UsageError
from picturedesk.library import Library
from picturedesk.records import Metadata, Stamp
from picturedesk.suggestions import Outdated, ReviewState, Role
from picturedesk.suggestions.wire import from_json, to_json

Maker = Callable[..., Library]
State = ReviewState


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    pictures = ["dog running grass", "cat", "chair", "helicopter", "pattern"]
    with make_library(tmp_path, pictures) as made:
        for found in alttext.suggest(made):
            review.keep(made, found)
        yield made


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Library]:
    """A library of three real files."""
    root = tmp_path / "shoots"
    root.mkdir()
    for i, name in enumerate(("a.jpg", "b.png", "c.webp")):
        Image.new("RGB", (64, 48), (40 * i, 90, 200)).save(root / name)
    with Library.open(tmp_path / "lib", writable=True, encoder=WordEncoder()) as made:
        for _ in importing.add(made, [str(root)]):
            pass
        yield made


def states(library: Library) -> list[str]:
    return [str(state) for state in review.queue(library).states]


# -- states --------------------------------------------------------------------------------------


def test_a_picture_goes_from_missing_to_approved_and_back(library: Library) -> None:
    assert states(library) == ["suggested"] * 5
    done = review.approve(library, 1)
    assert (done.state, done.text, done.edited) == (
        State.APPROVED,
        "A dog running on grass.",
        False,
    )
    back = review.unapprove(library, 1)
    assert (back.state, back.text) == (State.IN_REVIEW, "A dog running on grass.")


def test_an_edit_is_a_draft_until_it_is_approved(library: Library) -> None:
    draft = review.edit(library, 1, text="A dog chases a ball.")
    assert (draft.state, draft.edited) == (State.IN_REVIEW, True)
    review.keep(library, alttext.suggest_one(library, 1))
    assert review.get(library, 1).text == "A dog chases a ball."
    assert review.approve(library, 1).text == "A dog chases a ball."


def test_a_suggestion_never_replaces_a_decision(library: Library) -> None:
    review.approve(library, 1, text="Bella, the office dog.")
    review.decorative(library, 5)
    for key in (1, 5):
        review.keep(library, alttext.suggest_one(library, key))
    assert review.get(library, 1).text == "Bella, the office dog."
    assert review.get(library, 5).state is State.DECORATIVE


def test_decorative_is_a_decision_of_its_own_and_not_missing(library: Library) -> None:
    assert review.get(library, 5).role is Role.DECORATIVE
    assert review.get(library, 5).state is State.SUGGESTED
    done = review.decorative(library, 5)
    assert (done.state, done.text) == (State.DECORATIVE, "")
    assert review.counts(library)[State.MISSING] == 0
    with pytest.raises(UsageError, match="no text"):
        review.approve(library, 4)


def test_a_rejected_suggestion_does_not_come_back_but_another_does(library: Library) -> None:
    review.reject(library, 2, reason="It is a lynx.")
    same = alttext.suggest_one(library, 2)
    assert review.keep(library, same).state is State.REJECTED
    library.catalog.tags.add([2], ["horse"])
    assert library.catalog.audit.entries()[-1].after["reason"] == "It is a lynx."


def test_undo_takes_back_whatever_was_last_and_itself_too(library: Library) -> None:
    review.approve(library, 1, text="First.")
    review.approve(library, 1, text="Second.")
    assert review.undo(library, 1).text == "First."
    assert review.undo(library, 1).text == "Second."
    review.decorative(library, 2)
    undone = review.undo(library, 2)
    assert (undone.state, undone.text) == (State.SUGGESTED, "A cat.")
    with pytest.raises(UsageError):
        review.undo(library, 3)


def test_undoing_the_first_word_of_all_leaves_nothing_said(tmp_path: Path) -> None:
    with make_library(tmp_path, ["dog"]) as library:
        review.approve(library, 1, text="A dog.")
        assert review.undo(library, 1).state is State.MISSING


def test_new_pixels_make_everything_stale(library: Library) -> None:
    review.approve(library, 1)
    root = library.catalog.roots.all()[0]
    for key in (1, 2):
        library.catalog.assets.replace(key, new_asset(root.key, key - 1, pixels=b"n" * 16))
    for key in (1, 2):
        found = review.get(library, key)
        assert (found.state, found.outdated) == (State.STALE, (Outdated.PIXELS,))
    assert review.approve(library, 1, text="Another dog.").state is State.APPROVED


def test_a_rating_or_keywords_set_elsewhere_make_nothing_stale(library: Library) -> None:
    review.approve(library, 1)
    before = states(library)
    told = Metadata(rating=4, keywords=("x",))
    for key in (1, 2):
        library.catalog.assets.set_metadata(key, told, Stamp(2000, 2), b"other bytes 1234")
    assert states(library) == before


def test_another_model_makes_suggestions_stale_and_approvals_not(library: Library) -> None:
    review.approve(library, 1)
    other = WordEncoder("f" * 16)
    key = library.catalog.encoders.ensure(other.id, DIMENSION)
    library.catalog.vectors.put(
        key, [(i.to_bytes(16, "big"), 0, picture("cat", i)) for i in (0, 1)]
    )
    library.catalog.encoders.activate(key)
    assert review.get(library, 1).state is State.APPROVED
    assert review.get(library, 1).outdated == (Outdated.ENCODER,)
    assert review.get(library, 2).state is State.STALE


def test_a_text_that_the_file_brought_counts_as_written(tmp_path: Path) -> None:
    told = [Metadata(alt_text="A dog."), Metadata()]
    with make_library(tmp_path, ["dog", "cat"], metadata=told) as library:
        assert states(library) == ["written", "missing"]
        assert [str(s) for s in review.queue(library, "de").states] == ["missing", "missing"]
        with pytest.raises(UsageError):
            review.unapprove(library, 1)


# -- queue and sheet -----------------------------------------------------------------------------


def test_a_queue_is_narrowed_by_state_confidence_filter_and_warning(library: Library) -> None:
    review.approve(library, 3, text="a chair without a stop")
    assert review.queue(library, states=[State.APPROVED]).keys.tolist() == [3]
    assert review.queue(library, warned="no-full-stop").keys.tolist() == [3]
    assert review.queue(library, where="name:0.jpg").keys.tolist() == [1]
    unsure = review.queue(library, order=review.QueueOrder.UNSURE_FIRST)
    assert unsure.confidences.tolist() == sorted(unsure.confidences.tolist())
    assert 4 not in review.queue(library, least=0.6).keys.tolist()


def test_a_sheet_says_what_would_be_done_and_why_not(library: Library) -> None:
    before = library.catalog.changes
    sheet = review.sheet(library, 0.6)
    assert library.catalog.changes == before
    assert len(sheet.approving) == 3
    held = {line.asset_key: line.held_back for line in sheet.lines if line.held_back}
    assert held[4] == "There is no text."
    assert "by hand" in held[5]


def test_of_pictures_with_the_same_text_a_sheet_approves_the_surest_alone(tmp_path: Path) -> None:
    with make_library(tmp_path, ["dog running grass", "dog running grass", "cat"]) as made:
        for found in alttext.suggest(made):
            review.keep(made, found)
        texts = [review.get(made, key).text for key in (1, 2)]
        assert texts[0] == texts[1]
        sheet = review.sheet(made, 0.6)
        [held] = [line for line in sheet.lines if line.held_back]
        assert held.text == texts[0]
        assert "this text too" in held.held_back
        both = review.sheet(made, 0.6, with_warnings=True)
        assert len(both.approving) == 3
        assert [[w.code for w in line.warnings] for line in both.lines if line.warnings] == [
            ["duplicate"]
        ]


@pytest.mark.parametrize("decide", ["approve", "reject", "unapprove", "undo"])
def test_a_decision_that_is_cut_off_leaves_nothing_of_itself(
    library: Library, monkeypatch: pytest.MonkeyPatch, decide: str
) -> None:
    if decide in ("unapprove", "undo"):
        review.approve(library, 1)
    before = states(library), len(review.lessons(library)), audit_of(library)

    def cut_off(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    store = library.catalog.lessons if decide == "approve" else library.catalog.audit
    with monkeypatch.context() as patch:
        patch.setattr(store, "put" if decide == "approve" else "append", cut_off)
        with pytest.raises(OSError, match="full"):
            getattr(review, decide)(library, 1)
    assert (states(library), len(review.lessons(library)), audit_of(library)) == before


def audit_of(library: Library) -> int:
    return len(library.catalog.audit.entries(action="alttext."))


def test_a_plan_says_beside_which_files_a_sidecar_will_be(real: Library) -> None:
    keys = review.queue(real).keys.tolist()
    for key in keys:
        review.approve(real, key, text="A wall.")
    path = Path(real.catalog.assets.get(keys[0]).path)
    (path.parent.parent / "second name.jpg").hardlink_to(path)
    planned = review.summary(review.plan(real))
    assert planned == {"sidecar": 1, "container": 2}
    refused = [step.reason for step in review.write(real, [keys[0]], sidecars=False)]
    assert "several names" in refused[0]
    assert review.summary(review.write(real)) == planned


def test_only_what_stood_on_the_sheet_is_approved(library: Library) -> None:
    sheet = review.sheet(library, 0.6)
    review.edit(library, 1, text="Changed meanwhile.")
    steps = list(review.approve_sheet(library, sheet))
    assert steps[-1].counts == {"approved": 2, "changed": 1}
    assert review.get(library, 1).state is State.IN_REVIEW
    assert {e.origin for e in library.catalog.audit.entries(action="alttext.approve")} == {"sheet"}


def test_limits_of_the_channels_that_a_library_publishes_on_are_told(library: Library) -> None:
    review.approve(library, 1, text="A dog. " * 16 + "It runs.")
    assert review.warnings(library, [1]) == {}
    review.set_channels(library, ["instagram-square"])
    assert [w.code for w in review.warnings(library, [1])[1]] == ["channel"]
    with pytest.raises(UsageError):
        review.set_channels(library, ["fax"])


# -- audit and learning --------------------------------------------------------------------------


def test_every_step_is_in_the_audit_with_all_its_fields(library: Library) -> None:
    settings.save(settings.Settings(user_name="Ana"))
    review.edit(library, 1, text="A dog runs.")
    review.approve(library, 1)
    review.skip(library, 2)
    review.reject(library, 3)
    review.undo(library, 3)
    lines = list(review.trail(library))
    assert [line.action for line in lines] == [
        f"alttext.{name}" for name in ("edit", "approve", "skip", "reject", "undo")
    ]
    approved = lines[1]
    assert (approved.who, approved.edited) == ("Ana", True)
    assert approved.suggestion == "A dog running on grass."
    assert approved.text_after == "A dog runs."
    assert approved.encoder == "words@0000000000000000/float32"
    assert approved.templates.startswith("small-en/1#")
    assert approved.score is not None
    assert approved.score > 0.6
    assert approved.when.endswith("+00:00")


def test_the_audit_goes_out_as_a_table_without_formulas(library: Library, tmp_path: Path) -> None:
    review.approve(library, 1, text="=HYPERLINK(1)")
    review.export_trail(library, tmp_path / "audit.csv")
    with (tmp_path / "audit.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["text_after"] == "'=HYPERLINK(1)"
    assert (row["action"], row["edited"]) == ("alttext.approve", "yes")


def test_the_audit_can_be_narrowed_to_one_kind_of_action_also_as_a_table(
    library: Library, tmp_path: Path
) -> None:
    review.approve(library, 1)
    review.reject(library, 2)
    review.export_trail(library, tmp_path / "audit.csv", action="alttext.reject")
    with (tmp_path / "audit.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["action"] == "alttext.reject"


def test_precision_counts_accepted_edited_and_rejected(library: Library) -> None:
    review.approve(library, 1)
    review.approve(library, 2, text="A kitten.")
    review.reject(library, 3)
    (day,) = review.precision(library)
    assert (day.accepted, day.edited, day.rejected) == (1, 1, 1)
    assert day.share == pytest.approx(1 / 3)
    review.unapprove(library, 1)
    assert review.precision(library)[0].accepted == 0


def test_lessons_come_from_decisions_and_go_with_them(library: Library) -> None:
    review.approve(library, 1)
    review.approve(library, 2, text="A horse.", slots={"subject": "horse"})
    review.approve(library, 3, text="Something rewritten by hand.")
    told = [(x.asset_key, x.slot, x.value, x.says) for x in review.lessons(library)]
    assert (1, "subject", "dog", True) in told
    assert (2, "subject", "horse", True) in told
    assert (2, "subject", "cat", False) in told
    assert 3 not in [key for key, *_ in told]
    review.unapprove(library, 2)
    assert 2 not in [lesson.asset_key for lesson in review.lessons(library)]


def test_a_kept_suggestion_reads_back_as_it_was(library: Library) -> None:
    found = alttext.suggest_one(library, 1)
    again = from_json(
        json.loads(json.dumps(to_json(found))),
        asset_key=found.asset_key, asset_id=found.asset_id, language=found.language,
        bank=found.bank, encoder=found.encoder, pixel_hash=found.pixel_hash,
    )  # fmt: skip
    assert to_json(again) == to_json(found)
    kept = review.get(library, 1).suggestion
    assert kept is not None
    assert kept.text == found.text


# -- writing -------------------------------------------------------------------------------------


def test_only_approved_texts_are_written_and_nothing_goes_stale(real: Library) -> None:
    keys = review.queue(real).keys.tolist()
    pixels = [real.catalog.assets.get(key).pixel_hash for key in keys]
    review.approve(real, keys[0], text="A blue wall.")
    review.approve(real, keys[0], "de", text="Eine blaue Wand.")
    review.approve(real, keys[1], text="A wall.", extended="Long story.")
    review.edit(real, keys[2], text="Only a draft.")
    assert review.summary(review.plan(real)) == {"container": 2}
    assert states(real) == ["approved", "approved", "in review"]
    steps = list(review.write(real))
    assert [step.done for step in steps] == [True, True]
    assert steps[0].languages == ("de", "en")
    assert states(real) == ["written", "written", "in review"]
    first = real.catalog.assets.get(keys[0])
    assert first.metadata.alt_text == "A blue wall."
    assert first.stamp == Stamp(
        Path(first.path).stat().st_size, Path(first.path).stat().st_mtime_ns
    )
    assert images.file_hash(first.path) == first.file_hash
    assert [real.catalog.assets.get(key).pixel_hash for key in keys] == pixels
    entry = real.catalog.audit.entries(action="alttext.write")[0]
    assert entry.after["field"].startswith("Iptc4xmpCore:AltTextAccessibility")
    assert entry.after["hash_before"] != entry.after["hash_after"]
    assert list(review.write(real)) == []


def test_an_approval_taken_back_while_others_are_written_is_not_written(real: Library) -> None:
    keys = review.queue(real).keys.tolist()
    for key in keys:
        review.approve(real, key, text="A wall.")
    steps = review.write(real)
    first = next(steps).asset_key
    back = next(key for key in keys if key != first)
    review.unapprove(real, back)
    assert [step.asset_key for step in steps] == [k for k in keys if k not in (first, back)]
    assert review.get(real, back).state is State.IN_REVIEW


def test_description_and_keywords_are_written_only_when_asked(real: Library) -> None:
    first, second, _ = review.queue(real).keys.tolist()
    real.catalog.tags.add([first, second], ["hero", "person:Ana"])
    review.approve(real, first, text="A wall.")
    list(review.write(real))
    assert real.catalog.assets.get(first).metadata.keywords == ()
    review.approve(real, second, text="A wall.", extended="A long wall.")
    list(review.write(real, description=True, keywords=True))
    told = real.catalog.assets.get(second).metadata
    assert (told.keywords, told.caption) == (("hero",), "A long wall.")
    fields = [line.field.split(", ") for line in review.trail(real, action="alttext.write")]
    assert fields[0] == ["Iptc4xmpCore:AltTextAccessibility"]
    assert fields[1][1:] == [
        "Iptc4xmpCore:ExtDescrAccessibility", "dc:description", "dc:subject",
    ]  # fmt: skip


def test_a_file_that_changed_or_vanished_is_said_and_the_rest_is_done(real: Library) -> None:
    keys = review.queue(real).keys.tolist()
    for key in keys:
        review.approve(real, key, text="A wall.")
    paths = [Path(real.catalog.assets.get(key).path) for key in keys]
    paths[0].unlink()
    os.utime(paths[1], (1, 1))
    steps = {step.asset_key: step for step in review.write(real)}
    assert "cannot be had" in steps[keys[0]].reason
    assert "rescan" in steps[keys[1]].reason
    assert steps[keys[2]].done


def test_a_write_that_fails_goes_beside_the_file_or_is_said(
    real: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = review.queue(real).keys.tolist()
    review.approve(real, keys[0], text="A wall.")
    from picturedesk.images import writing

    plain = writing.write

    def refusing(path, fields, *, target=writing.Target.FILE, **more):  # type: ignore[no-untyped-def]
        if target is writing.Target.FILE:
            raise NeedsSidecar("It holds two packets.")
        return plain(path, fields, target=target, **more)

    monkeypatch.setattr(writing, "write", refusing)
    (said,) = review.write(real, sidecars=False)
    assert (said.done, said.reason) == (False, "It holds two packets.")
    assert states(real)[0] == "approved"
    (done,) = review.write(real)
    assert done.how == "sidecar"
    assert done.file.endswith(".xmp")
    assert real.catalog.assets.get(keys[0]).metadata.alt_text == "A wall."


# -- exchange ------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_tables_make_the_round_trip(library: Library, tmp_path: Path, ending: str) -> None:
    review.approve(library, 1, text="=not a formula, “quoted”", extended="Zeile\nzwei")
    review.approve(library, 1, "de", text="Ein Hund.")
    review.decorative(library, 5)
    table = tmp_path / f"texts.{ending}"
    assert review.export(library, table) == 10
    outcomes = {row.outcome for row in review.take_in(library, table)}
    assert outcomes <= {"same", "draft", "refused"}
    assert review.get(library, 1).text == "=not a formula, “quoted”"
    library.catalog.alt_texts.remove(1, "en")
    library.catalog.alt_texts.remove(5, "en")
    list(review.take_in(library, table))
    again = review.get(library, 1)
    assert (again.state, again.text) == (State.APPROVED, "=not a formula, “quoted”")
    assert review.get(library, 5).state is State.DECORATIVE


def test_an_import_never_overwrites_a_decision_silently(library: Library, tmp_path: Path) -> None:
    review.approve(library, 1, text="Ours.")
    review.decorative(library, 5)
    paths = [library.catalog.assets.get(key).path for key in (1, 2, 5)]
    table = tmp_path / "agency.csv"
    table.write_text("path,alt\n" + "".join(f"{p},Theirs.\n" for p in paths), encoding="utf-8")
    rows = list(review.take_in(library, table))
    assert [row.outcome for row in rows] == ["kept", "approved", "kept"]
    assert "Ours." in rows[0].reason
    assert review.get(library, 1).text == "Ours."
    rows = list(review.take_in(library, table, overwrite=True))
    assert [row.outcome for row in rows] == ["approved", "same", "approved"]
    assert library.catalog.audit.entries()[-1].origin == "import"


def test_bad_rows_are_said_by_line_and_the_rest_is_done(library: Library, tmp_path: Path) -> None:
    first, second = (library.catalog.assets.get(key) for key in (1, 2))
    table = tmp_path / "agency.csv"
    table.write_text(
        "path;alt;hash;role;state\n"
        f"{first.path};=HYPERLINK(“x”);;;\n"
        "/nowhere/x.jpg;A dog.;;;\n"
        ";A dog.;zz;;\n"
        f"{first.path};A dog.;;hero;\n"
        f"{first.path};A dog.;;;finished\n"
        f"{first.path};;;;\n"
        f";A cat.;{second.file_hash.hex()};;\n",
        encoding="utf-8",
    )
    rows = list(review.take_in(library, table))
    assert [row.line for row in rows] == [2, 3, 4, 5, 6, 7, 8]
    assert [row.outcome for row in rows] == ["refused"] * 6 + ["approved"]
    for row, word in zip(rows, ("formula", "not in this library", "not a hash", "no role",
                                "no state", "no text"), strict=False):  # fmt: skip
        assert word in row.reason


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", "path,alt\nx,größe\n".encode("latin-1"), "line 2: this is not UTF-8"),
        ("a.csv", b"path,text\nx,y\n", "“alt” is missing"),
        ("a.csv", b"alt,role\nx,text\n", "neither"),
        ("a.csv", b"", "empty"),
        ("a.csv", b'path,alt\n"x,y\n', "line"),
        ("a.csv", b"path,alt\nx,\0y\n", "not text"),
        ("a.json", b'[{"path": 1},\n{]', "line 2"),
        ("a.json", b'{"path": 1}', "list of objects"),
        ("a.xlsx", b"PK\3\4 broken", "not a whole"),
        ("a.docx", b"x", "no table"),
    ],
)
def test_tables_that_cannot_be_read_change_nothing(
    library: Library, tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    before = library.catalog.changes
    with pytest.raises(InputError, match=reason):
        list(review.take_in(library, tmp_path / name))
    assert library.catalog.changes == before


def test_a_formula_in_a_spreadsheet_is_refused_and_text_like_one_is_not(
    library: Library, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Path", "Alt"])
    sheet.append([library.catalog.assets.get(1).path, "=1+1"])
    sheet.append([library.catalog.assets.get(2).path, "x"])
    sheet["B3"].value, sheet["B3"].data_type = "=5 per cent off", "s"
    book.save(tmp_path / "t.xlsx")
    rows = list(review.take_in(library, tmp_path / "t.xlsx"))
    assert [row.outcome for row in rows] == ["refused", "approved"]
    assert review.get(library, 2).text == "=5 per cent off"


def test_snippets_are_escaped_and_hold_only_what_was_decided(
    library: Library, tmp_path: Path
) -> None:
    review.approve(library, 1, text='A "dog" <script> & *more*.')
    review.decorative(library, 5)
    assert review.export(library, tmp_path / "x.html", languages=["en"]) == 2
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert 'alt="A &quot;dog&quot; &lt;script&gt; &amp; *more*."' in page
    assert 'alt=""' in page
    review.export(library, tmp_path / "x.md", languages=["en"])
    assert r"\<script\> & \*more\*" in (tmp_path / "x.md").read_text(encoding="utf-8")
    review.export(library, tmp_path / "wp.csv", style="wordpress")
    assert "filename,alt_text,title" in (tmp_path / "wp.csv").read_text(encoding="utf-8-sig")
    with pytest.raises(UsageError):
        review.export(library, tmp_path / "x.pdf")
