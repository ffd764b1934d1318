"""Text in pictures: looked for where it is likely or asked for, and then it is what is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from alttext_fakes import WordEncoder, make_library
from PIL import Image, ImageDraw, ImageFont

from picturedesk import alttext, importing, paths, review
from picturedesk.alttext import ReadText, reading_text
from picturedesk.alttext.reading_text import TextFound
from picturedesk.library import Library
from picturedesk.suggestions import Role

SALE = TextFound(("SUMMER SALE", "20 % off"), 0.3)


class Recogniser:
    """Finds what it is told to find, and remembers where it was asked to look."""

    def __init__(self, found: TextFound | None) -> None:
        self.found, self.asked = found, list[str]()

    def read(self, path: str) -> TextFound | None:
        self.asked.append(Path(path).name)
        return self.found


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with make_library(tmp_path, ["screenshot", "dog", "helicopter"]) as made:
        yield made


def use(monkeypatch: pytest.MonkeyPatch, found: TextFound | None) -> Recogniser:
    fake = Recogniser(found)
    monkeypatch.setattr(reading_text, "read", fake.read)
    monkeypatch.setattr(reading_text, "available", lambda: True)
    return fake


def drawn(path: Path, *lines: str) -> None:
    """White, with black lines of text: what a screenshot is like."""
    image = Image.new("RGB", (520, 60 + 50 * len(lines)), "white")
    font = ImageFont.truetype(str(paths.resource_path("fonts", "Inter-Regular.ttf")), 32)
    for number, line in enumerate(lines):
        ImageDraw.Draw(image).text((24, 24 + 50 * number), line, "black", font=font)
    image.save(path)


def test_what_is_read_fills_the_sentence_and_makes_it_a_picture_of_text(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, SALE)
    found = alttext.suggest_one(library, 1, read_text=ReadText.LIKELY)
    assert found.text == "A screenshot that reads “SUMMER SALE 20 % off”."
    assert found.role is Role.TEXT
    assert {s.name: s.chosen for s in found.slots}["text"] == SALE.short
    review.keep(library, found)
    assert review.get(library, 1).text == found.text


def test_text_is_looked_for_only_where_it_is_likely_or_asked_for(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = use(monkeypatch, SALE)
    list(alttext.suggest(library))
    assert fake.asked == []
    list(alttext.suggest(library, read_text=ReadText.LIKELY))
    assert fake.asked == ["0.jpg"]
    unknown = alttext.suggest_one(library, 3, read_text=ReadText.ALWAYS)
    assert fake.asked == ["0.jpg", "2.jpg"]
    assert (unknown.text, unknown.role) == ("“SUMMER SALE 20 % off”.", Role.TEXT)


def test_a_word_on_a_sign_does_not_make_a_photograph_a_picture_of_text(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, TextFound(("STOP",), 0.02))
    found = alttext.suggest_one(library, 2, read_text=ReadText.ALWAYS)
    assert (found.text, found.role) == ("A dog.", Role.INFORMATIVE)


def test_that_no_text_was_found_or_looked_for_is_said(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, None)
    assert (
        "No text was found in it."
        in alttext.suggest_one(library, 1, read_text=ReadText.LIKELY).notes
    )
    assert "It may hold text, which was not read." in alttext.suggest_one(library, 1).notes
    assert alttext.suggest_one(library, 2).notes == ()


def test_screenshots_and_charts_look_drawn_and_photographs_do_not(tmp_path: Path) -> None:
    drawn(tmp_path / "drawn.png", "Settings", "Save")
    noise = np.random.default_rng(1).normal(120, 40, (200, 300, 3)).clip(0, 255).astype(np.uint8)
    Image.fromarray(noise).save(tmp_path / "photo.png")
    assert reading_text.looks_drawn(tmp_path / "drawn.png")
    assert reading_text.looks_drawn(tmp_path / "photo.png") is False
    assert reading_text.looks_drawn(tmp_path / "nothing.webp") is None
    (tmp_path / "broken.webp").write_bytes(b"RIFF")
    assert reading_text.looks_drawn(tmp_path / "broken.webp") is None


def test_a_photograph_is_never_called_a_screenshot(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_text, "looks_drawn", lambda _: False)
    found = alttext.suggest_one(library, 1)
    assert (found.text, found.role) == ("", Role.INFORMATIVE)
    kind = next(slot for slot in found.slots if slot.name == "kind")
    assert (kind.chosen, kind.unsure) == ("", True)
    monkeypatch.setattr(reading_text, "looks_drawn", lambda _: True)
    assert alttext.suggest_one(library, 1).text == "A screenshot."


def test_lines_are_read_from_the_top_and_specks_are_left_out() -> None:
    def line(text: str, x: int, y: int, sure: float = 0.9) -> list[object]:
        return [[[x, y], [x + 100, y], [x + 100, y + 20], [x, y + 20]], text, sure]

    found = reading_text._gathered(
        [line("second  line", 10, 60), line("A", 5, 5), line("first", 10, 10),
         line("guess", 10, 110, 0.3)],
        np.zeros((200, 200, 3), np.uint8),
    )  # fmt: skip
    assert found == TextFound(("first", "second line"), 0.1)
    long = TextFound(("word " * 20, "more " * 30), 0.5)
    assert long.short == ("word " * 20).strip()


def test_the_real_recogniser_reads_a_drawn_picture_on_the_way_to_a_suggestion(
    tmp_path: Path,
) -> None:
    pytest.importorskip("rapidocr_onnxruntime")
    root = tmp_path / "pictures"
    root.mkdir()
    drawn(root / "a.png", "Closed on Monday", "Open 9 to 17")
    with Library.open(tmp_path / "library", writable=True, encoder=WordEncoder()) as library:
        for _ in importing.add(library, [str(root)]):
            pass
        key = int(library.catalog.assets.keys()[0])
        found = alttext.suggest_one(library, key, read_text=ReadText.LIKELY)
    read = found.text.replace(" ", "").lower()  # it joins words, and doubles a letter now and then
    assert "monday" in read
    assert "17" in read
    assert found.role is Role.TEXT
