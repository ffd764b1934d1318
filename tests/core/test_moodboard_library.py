"""Brief to board to file, on a real library with a fake encoder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fakes import FakeEncoder
from PIL import Image

from picturedesk import export, importing, moodboard
from picturedesk.board_document import AssetRef
from picturedesk.errors import InputError
from picturedesk.images import open_rgb
from picturedesk.library import Library
from picturedesk.records import Coverage


def paint(folder: Path) -> None:
    folder.mkdir()
    random = np.random.default_rng(3)
    colours = {"red": (215, 45, 40), "blue": (45, 70, 215), "yellow": (230, 205, 60)}
    for name, colour in colours.items():
        for n in range(6):
            noise = random.normal(0, 14, (60 + 12 * n, 90, 3))
            pixels = np.clip(np.array(colour) + noise, 0, 255).astype(np.uint8)
            Image.fromarray(pixels).save(folder / f"{name}-{n}.png")


def test_a_brief_becomes_a_board_of_the_librarys_pictures_and_is_kept(tmp_path: Path) -> None:
    paint(tmp_path / "pictures")
    with Library.open(tmp_path / "library", writable=True, encoder=FakeEncoder()) as library:
        with pytest.raises(InputError, match="no picture"):
            moodboard.propose(library, "Subjects: red")
        for _ in importing.add(library, [tmp_path / "pictures"]):
            pass
        board = moodboard.propose(library, "Subjects: red\nSettings: blue\nAvoid: yellow")
        assert all(b.coverage is not Coverage.GAP for b in board.beats)
        for beat in board.beats:
            names = {
                Path(i.path).name.split("-")[0] for i in _shown(board.pictures(beat.id), board)
            }
            assert names == {beat.beat.text}
        assert board.palette
        moodboard.save(library, board)
        assert moodboard.load(library, board.id) == board
        assert moodboard.load(library, "00000000-0000-0000-0000-000000000000") is None
        again = moodboard.rerun(library, board)
        assert {i.asset_id for i in again.pictures()} == {i.asset_id for i in board.pictures()}
        missing = export.board(
            board, tmp_path / "board.pdf", lambda asset, side: open_rgb(asset.path, side)
        )
    assert missing == ()
    assert (tmp_path / "board.pdf").read_bytes().startswith(b"%PDF")


def _shown(items: object, board: object) -> list[AssetRef]:
    return [board.asset(i.asset_id) for i in items]  # type: ignore[attr-defined]
