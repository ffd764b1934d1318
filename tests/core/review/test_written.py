"""What was written can be taken back, and no crash parts the files from what the catalog says."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alttext_fakes import WordEncoder
from PIL import Image

from picturedesk import finishing, images, importing, review
from picturedesk.errors import LibraryError, UsageError, WriteError
from picturedesk.images import writing
from picturedesk.images.writing import packet, safely
from picturedesk.library import Library
from picturedesk.suggestions import ReviewState

State = ReviewState
TESTS = Path(__file__).resolve().parents[2]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of three real files; the second brought a text of its own."""
    root = tmp_path / "shoots"
    root.mkdir()
    for i, name in enumerate(("a.jpg", "b.png", "c.webp")):
        Image.new("RGB", (64, 48), (40 * i, 90, 200)).save(root / name)
    writing.write(root / "b.png", writing.Fields(alt_text={"x-default": "What it said."}))
    with Library.open(tmp_path / "library", writable=True, encoder=WordEncoder()) as made:
        for _ in importing.add(made, [str(root)]):
            pass
        yield made


def key_of(library: Library, name: str) -> int:
    return int(review.queue(library, where=f"name:{name}").keys[0])


def path_of(library: Library, key: int) -> Path:
    return Path(library.catalog.assets.get(key).path)


def written(library: Library, name: str, text: str = "A wall.", **options: object) -> int:
    key = key_of(library, name)
    review.approve(library, key, text=text)
    (step,) = review.write(library, [key], **options)  # type: ignore[arg-type]
    assert step.done, step.reason
    return key


# -- taking back ---------------------------------------------------------------------------------


def test_undoing_a_write_puts_the_former_text_back_and_says_so_in_the_audit(
    library: Library,
) -> None:
    key = key_of(library, "b.png")
    before = writing.read(path_of(library, key)).alt_text
    assert before == {"x-default": "What it said."}
    written(library, "b.png")
    done = review.undo(library, key)
    assert (done.state, done.text) == (State.APPROVED, "A wall.")
    assert writing.read(path_of(library, key)).alt_text == before
    asset = library.catalog.assets.get(key)
    assert asset.metadata.alt_text == "What it said."
    assert images.file_hash(asset.path) == asset.file_hash
    approved, wrote, unwrote = review.trail(library, asset_id=asset.id)
    assert [line.action for line in (approved, wrote, unwrote)] == [
        "alttext.approve", "alttext.write", "alttext.unwrite",
    ]  # fmt: skip
    assert (wrote.text_before, wrote.text_after) == ("What it said.", "A wall.")
    assert (unwrote.text_before, unwrote.text_after) == ("A wall.", "What it said.")
    assert (unwrote.hash_before, unwrote.state_after) == (wrote.hash_after, "approved")


def test_undo_after_undo_goes_on_with_what_was_decided_before_the_write(library: Library) -> None:
    key = written(library, "a.jpg")
    review.undo(library, key)
    assert writing.read(path_of(library, key)).alt_text == {}
    assert review.undo(library, key).state is State.MISSING
    with pytest.raises(UsageError, match="Nothing was written"):
        review.unwrite(library, key)


def test_the_last_of_two_writes_is_taken_back_to_the_first(library: Library) -> None:
    key = written(library, "a.jpg", "First.")
    written(library, "a.jpg", "Second.")
    review.unwrite(library, key)
    assert (writing.read(path_of(library, key)).alt_text or {})["en"] == "First."
    review.unwrite(library, key)
    assert writing.read(path_of(library, key)).alt_text == {}
    (step,) = review.write(library, [key])
    assert step.done
    assert (writing.read(path_of(library, key)).alt_text or {})["en"] == "Second."


def test_every_language_description_and_keywords_go_back_together(library: Library) -> None:
    key = key_of(library, "c.webp")
    file = path_of(library, key)
    library.catalog.tags.add([key], ["hero"])
    review.approve(library, key, "de", text="Eine Wand.", extended="Lang.")
    written(library, "c.webp", description=True, keywords=True)
    there = writing.read(file)
    assert (there.subjects, (there.alt_text or {})["de"]) == (("hero",), "Eine Wand.")
    review.undo(library, key, "de")
    assert writing.read(file) == writing.Fields({}, {}, {}, ())
    assert review.get(library, key).state is State.APPROVED
    assert review.get(library, key, "de").state is State.APPROVED


@pytest.mark.parametrize("kind", [writing.Target.SIDECAR, writing.Target.ADOBE_SIDECAR])
def test_a_sidecar_made_for_the_text_alone_is_removed_again(
    library: Library, kind: writing.Target
) -> None:
    key = written(library, "a.jpg", target=kind)
    beside = list(path_of(library, key).parent.glob("*.xmp"))
    assert [p.name for p in beside] == ["a.jpg.xmp" if kind is writing.Target.SIDECAR else "a.xmp"]
    review.unwrite(library, key)
    assert not beside[0].exists()
    assert review.get(library, key).state is State.APPROVED


def test_a_sidecar_with_more_in_it_keeps_the_rest(library: Library) -> None:
    key = key_of(library, "a.jpg")
    beside = path_of(library, key).with_suffix(".jpg.xmp")
    beside.write_bytes(packet.merge(None, writing.Fields(subjects=("dog",))))
    written(library, "a.jpg", target=writing.Target.SIDECAR)
    review.unwrite(library, key)
    assert writing.read(beside) == writing.Fields({}, {}, {}, ("dog",))


def test_what_another_program_wrote_since_is_not_undone(library: Library) -> None:
    key = written(library, "a.jpg")
    file = path_of(library, key)
    writing.write(file, writing.Fields(subjects=("red",)))
    review.unwrite(library, key)  # other metadata stays, the text goes
    assert writing.read(file) == writing.Fields({}, {}, {}, ("red",))
    for _ in importing.rescan(library):
        pass
    list(review.write(library, [key]))
    writing.write(file, writing.Fields(alt_text={"en": "Theirs."}))
    with pytest.raises(WriteError, match="Another program has changed the text"):
        review.undo(library, key)
    assert (writing.read(file).alt_text or {})["en"] == "Theirs."
    assert review.get(library, key).state is State.WRITTEN


# -- crashes and full disks ----------------------------------------------------------------------


def test_a_write_whose_record_was_lost_is_recorded_at_the_next_start(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_of(library, "a.jpg")
    review.approve(library, key, text="A wall.")

    def full(*_: object) -> bool:
        raise LibraryError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(finishing, "record", full)
        with pytest.raises(LibraryError):
            list(review.write(library))
    assert review.get(library, key).state is State.APPROVED
    library.close()
    for _ in range(2):
        with Library.open(tmp_path / "library", writable=True, encoder=WordEncoder()) as again:
            assert review.get(again, key).state is State.WRITTEN
            assert len(again.catalog.audit.entries(action="alttext.write")) == 1
            assert again.catalog.assets.get(key).metadata.alt_text == "A wall."
            assert list(review.write(again)) == []


needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="dies in forked processes")


@needs_fork
@pytest.mark.parametrize("how", ["write", "take back", "full"])
def test_a_batch_that_dies_or_finds_no_room_leaves_files_and_catalog_agreeing(
    tmp_path: Path, how: str
) -> None:
    done = subprocess.run(
        [sys.executable, str(TESTS / "crashing_writes.py"), how, str(tmp_path / "made")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    count, *wrong = done.stdout.splitlines() or ["0", done.stderr]
    assert wrong == []
    assert done.returncode == 0, done.stderr
    assert int(count) >= (8 if how == "full" else 16)


def test_a_full_disk_is_said_for_the_file_that_met_it_and_the_rest_is_done(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [key_of(library, name) for name in ("a.jpg", "b.png", "c.webp")]
    for key in keys:
        review.approve(library, key, text="A wall.")
    plain = safely._write_whole

    def full(beside: str, data: bytes) -> None:
        if beside.endswith(".png"):
            Path(beside).write_bytes(data[:10])
            raise OSError(errno.ENOSPC, "No space left on device")
        plain(beside, data)

    monkeypatch.setattr(safely, "_write_whole", full)
    steps = {step.asset_key: step for step in review.write(library, keys)}
    assert [steps[key].done for key in keys] == [True, False, True]
    assert "disk is full" in steps[keys[1]].reason
    folder = path_of(library, keys[1]).parent
    assert sorted(p.name for p in folder.iterdir()) == ["a.jpg", "b.png", "c.webp"]
    assert review.get(library, keys[1]).state is State.APPROVED


def test_files_and_folders_that_are_read_only_are_said_and_the_rest_is_done(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [key_of(library, name) for name in ("a.jpg", "b.png", "c.webp")]
    for key in keys:
        review.approve(library, key, text="A wall.")
    locked = path_of(library, keys[0])
    plain = os.access
    monkeypatch.setattr(os, "access", lambda p, mode: str(p) != str(locked) and plain(p, mode))
    steps = {step.asset_key: step for step in review.write(library, keys)}
    assert [steps[key].done for key in keys] == [False, True, True]
    assert "may not be written" in steps[keys[0]].reason
    assert list(locked.parent.glob("*.xmp")) == []
