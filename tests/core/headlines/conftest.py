"""A library of painted pictures in which the right crop is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from fakes import WORD_COLOURS, FakeEncoder
from PIL import Image

from picturedesk import importing
from picturedesk.library import Library

Box = tuple[float, float, float, float]
Painter = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "pictures"
    target.mkdir()
    return target


@pytest.fixture
def paint(folder: Path) -> Painter:
    """``paint("a.jpg", "white", [("red", (l, t, r, b))])``: boxes in fractions."""

    def painted(
        name: str,
        ground: str = "white",
        things: Sequence[tuple[str, Box]] = (),
        size: tuple[int, int] = (900, 600),
        **options: object,
    ) -> Path:
        width, height = size
        grain = np.random.default_rng(sum(name.encode())).integers(
            -6, 7, (height // 4 + 1, width // 4 + 1)
        )
        pixels = np.zeros((height, width, 3)) + WORD_COLOURS[ground]
        for colour, (left, top, right, bottom) in things:
            rows = slice(round(top * height), round(bottom * height))
            pixels[rows, round(left * width) : round(right * width)] = WORD_COLOURS[colour]
        pixels += np.kron(grain, np.ones((4, 4)))[:height, :width, None]
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).save(path, **options)
        return path

    return painted


@pytest.fixture
def read(tmp_path: Path, folder: Path) -> Iterator[Callable[[], Library]]:
    """``read()``: the library, with everything painted so far in it."""
    opened: list[Library] = []

    def reading() -> Library:
        if not opened:
            encoder = FakeEncoder()
            opened.append(Library.open(tmp_path / "library", writable=True, encoder=encoder))
        for _ in importing.add(opened[0], [str(folder)]):
            pass
        return opened[0]

    yield reading
    for library in opened:
        library.close()
