"""What a client opens: text that can be found, pictures that are described, no surprises."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from board_fakes import NOW, FakeSearch, match

from picturedesk import briefs, export, moodboard
from picturedesk.board_document import (
    ArrowItem,
    AssetRef,
    Board,
    GroupItem,
    NoteItem,
    PictureItem,
    SwatchItem,
    blank,
)
from picturedesk.errors import PictureProblem, UsageError, WriteError
from picturedesk.export import Options, fonts
from picturedesk.export.canvas import bounds, canvas_page
from picturedesk.export.page import Arrow, Text
from picturedesk.records import Crop, Standing

BRIEF = """Früher Morgen & <b>Tide</b>

Tone: calm
Subjects: two friends running, an old dog on a lead
Settings: rooftop above the harbour
Avoid: logos
"""


def source(asset: AssetRef, side: int) -> np.ndarray:
    """A gradient with the asset's own colour, so that a stretched or mirrored one is seen."""
    scale = side / max(asset.width, asset.height)
    height = max(1, round(asset.height * min(1.0, scale)))
    width = max(1, round(asset.width * min(1.0, scale)))
    picture = np.zeros((height, width, 3), np.uint8)
    picture[..., 0] = np.linspace(0, 255, width)[None, :]
    picture[..., 1] = np.linspace(0, 255, height)[:, None]
    picture[..., 2] = int(hashlib.sha256(asset.id.encode()).hexdigest()[:2], 16)
    return picture


def board() -> Board:
    answers = {
        "calm": [match(k) for k in range(1, 9)],
        "two friends": [match(k) for k in range(5, 13)],
        "old dog": [match(20), match(21, Standing.LIKELY)],
    }
    fake = FakeSearch(answers)
    return moodboard.compose(briefs.parse(BRIEF), fake.find, fake.assets, text=BRIEF, now=NOW)


def arranged() -> Board:
    """A board on which a person used everything the canvas has."""
    made = board()
    first, second, *_ = made.pictures()
    items = (
        replace(first, pinned=True, rotation=7.0, opacity=0.6, greyscale=True,
                crop=Crop(0, 0, 0.5, 0.5)),
        replace(second, flip_horizontal=True, flip_vertical=True, caption="From the archive"),
        NoteItem(text="soft light\nsecond line", x=20, y=30, width=300, rotation=-4,
                 colour="#c5401c"),
        SwatchItem(x=400, y=10, colour="#336699", label="sea", opacity=0.5, rotation=20),
        SwatchItem(x=500, y=10, colour="javascript:alert(1)", label="<x>"),
        ArrowItem(x=100, y=200, dx=-80, dy=60),
        ArrowItem(x=100, y=200, dx=0, dy=0),
        GroupItem(name="g"),
    )  # fmt: skip
    return replace(made, items=(*made.items, *items))


def read_pdf(path: Path) -> Any:
    from pypdf import PdfReader

    return PdfReader(path)


# --- PDF ----------------------------------------------------------------------------------------


def test_the_text_of_a_pdf_can_be_found_and_its_font_comes_along(tmp_path: Path) -> None:
    export.board(board(), tmp_path / "b.pdf", source)
    pdf = read_pdf(tmp_path / "b.pdf")
    text = "\n".join(page.extract_text() for page in pdf.pages)
    for part in (
        "Früher Morgen & Tide",
        "4 March 2026",
        "Two friends running",
        "covered",
        "Shot list",
        "Nothing in the library fits",
        "logos",
    ):
        assert part in text, part
    assert pdf.metadata.title == "Früher Morgen & Tide"
    fonts = pdf.pages[0]["/Resources"]["/Font"]
    embedded = [
        f["/FontDescriptor"]
        for f in (fonts[k].get_object() for k in fonts)
        if "/FontDescriptor" in f
    ]
    assert any("/FontFile2" in f.get_object() for f in embedded)


def test_pictures_in_a_pdf_have_alternative_texts_in_a_tagged_structure(tmp_path: Path) -> None:
    made = board()
    export.board(made, tmp_path / "b.pdf", source)
    pdf = read_pdf(tmp_path / "b.pdf")
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    elements = [e.get_object() for e in root["/StructTreeRoot"]["/K"]["/K"]]
    alts = [str(e["/Alt"]) for e in elements if e["/S"] == "/Figure"]
    shown = {made.asset(i.asset_id).alt_text for i in made.pictures()}  # type: ignore[union-attr]
    assert shown <= set(alts)
    assert sum(e["/S"] == "/H1" for e in elements) == len(pdf.pages)
    # Every marked part of a page leads back to its element.
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    assert len(numbers) == 2 * len(pdf.pages)
    for index, page in enumerate(pdf.pages):
        assert page["/StructParents"] == index
        marks = page.get_contents().get_data().count(b"/MCID")
        assert marks == len(numbers[2 * index + 1].get_object())


def test_the_same_board_gives_the_same_bytes(tmp_path: Path) -> None:
    made = board()
    for ending in export.FORMATS:
        digests = set()
        for name in ("one", "two"):
            export.board(made, tmp_path / f"{name}{ending}", source)
            digests.add(hashlib.sha256((tmp_path / f"{name}{ending}").read_bytes()).hexdigest())
        assert len(digests) == 1, ending


def test_other_scripts_are_set_and_can_be_found_again(tmp_path: Path) -> None:
    made = replace(board(), title="Утро Καλημέρα Łódź 朝の光 東京")
    export.board(made, tmp_path / "b.pdf", source)
    text = read_pdf(tmp_path / "b.pdf").pages[0].extract_text()
    assert "Утро" in text
    assert "Καλημέρα" in text
    assert "Łódź" in text


def test_links_lead_to_the_real_files_only_when_asked(tmp_path: Path) -> None:
    export.board(board(), tmp_path / "without.pdf", source)
    export.board(board(), tmp_path / "with.pdf", source, options=export.Options(links=True))
    assert b"file:///" not in (tmp_path / "without.pdf").read_bytes()
    pdf = read_pdf(tmp_path / "with.pdf")
    uris = [a.get_object()["/A"]["/URI"] for p in pdf.pages for a in p.get("/Annots", ())]
    assert any(str(u).startswith("file:///") for u in uris)


def test_a_board_arranged_by_hand_brings_its_canvas_along(tmp_path: Path) -> None:
    export.board(arranged(), tmp_path / "b.pdf", source)
    pdf = read_pdf(tmp_path / "b.pdf")
    assert "soft light" in pdf.pages[1].extract_text()
    options = export.Options(canvas=False)
    assert len(export.pages(arranged(), options)) == len(pdf.pages) - 1


def test_pictures_are_cut_and_never_stretched() -> None:
    made = board()
    shapes = {a.id: a.width / a.height for a in made.assets}
    for page in export.pages(made):
        for element in page.elements:
            if hasattr(element, "asset_id"):
                crop = element.crop
                ratio = (
                    shapes[element.asset_id] * (crop.right - crop.left) / (crop.bottom - crop.top)
                )
                assert element.width / element.height == pytest.approx(ratio, rel=1e-6)


def test_nothing_lies_outside_its_page_and_no_texts_share_a_place() -> None:
    for page in export.pages(board()):
        for element in page.elements:
            if hasattr(element, "width"):
                assert element.x >= -0.01
                assert element.x + element.width <= page.width + 0.01
                assert 0 <= element.y <= page.height
        places = [(e.x, e.y) for e in page.elements if hasattr(e, "text")]
        assert len(places) == len(set(places))


def test_a_long_brief_flows_over_as_many_pages_as_it_needs() -> None:
    many = "Subjects:\n" + "\n".join(
        f"- person number {n} walking a long way home" for n in range(40)
    )
    fake = FakeSearch({})
    made = moodboard.compose(briefs.parse(many), fake.find, fake.assets, now=NOW)
    pages = export.pages(made)
    texts = " ".join(e.text for p in pages for e in p.elements if hasattr(e, "text"))
    assert texts.count("person number 39") >= 1
    assert texts.count("Person number 39") >= 1, "the shot list goes on to its end"
    for page in pages:
        lowest = max(e.y for e in page.elements if hasattr(e, "text"))
        assert lowest < page.height


# --- PPTX ---------------------------------------------------------------------------------------


def test_a_presentation_opens_with_texts_that_can_be_edited(tmp_path: Path) -> None:
    from pptx import Presentation

    made = arranged()
    export.board(made, tmp_path / "b.pptx", source)
    deck = Presentation(str(tmp_path / "b.pptx"))
    assert round(deck.slide_width / deck.slide_height, 3) == round(16 / 9, 3)
    texts = [s.text_frame.text for slide in deck.slides for s in slide.shapes if s.has_text_frame]
    assert "Two friends running" in texts
    assert all(slide.shapes.title.text_frame.text for slide in deck.slides)
    alts = [
        s._element.nvPicPr.cNvPr.get("descr")
        for slide in deck.slides
        for s in slide.shapes
        if s.shape_type == 13
    ]
    assert alts
    assert all(a and a.startswith("Picture number") for a in alts)
    assert deck.core_properties.title == made.title


# --- HTML ---------------------------------------------------------------------------------------


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_web_page_loads_nothing_and_describes_every_picture(tmp_path: Path) -> None:
    made = board()
    export.board(made, tmp_path / "b.html", source)
    page = (tmp_path / "b.html").read_text("utf-8")
    bare = re.sub(r"data:image/jpeg;base64,[A-Za-z0-9+/=]+", "data:", page)
    assert not re.search(r"https?://|//[a-z]|@import|url\(|<script|<link", bare, re.IGNORECASE)
    tags = Tags()
    tags.feed(page)
    pictures = [a for t, a in tags.found if t == "img"]
    assert len(pictures) == len(made.pictures())
    assert all(
        (a["src"] or "").startswith("data:image/jpeg;base64,") and a["alt"] for a in pictures
    )
    assert any(t == "html" and a.get("lang") == "en" for t, a in tags.found)


def test_a_web_page_of_a_board_arranged_by_hand_shows_it_as_it_lies(tmp_path: Path) -> None:
    made = arranged()
    export.board(made, tmp_path / "b.html", source)
    tags = Tags()
    tags.feed((tmp_path / "b.html").read_text("utf-8"))
    (canvas,) = [a for t, a in tags.found if t == "img" and a.get("class") == "canvas"]
    assert (canvas["src"] or "").startswith("data:image/jpeg;base64,")
    assert "soft light second line" in (canvas["alt"] or "")
    export.board(board(), tmp_path / "plain.html", source)
    assert 'class="canvas"' not in (tmp_path / "plain.html").read_text("utf-8")


def test_markup_in_a_brief_stays_text_on_a_web_page(tmp_path: Path) -> None:
    made = board()
    bad = '"><script>alert(1)</script>{{ 7*7 }}'
    made = replace(
        made,
        title=bad,
        avoid=(bad,),
        assets=tuple(replace(a, alt_text=bad, path=f"/p/{bad}.jpg") for a in made.assets),
    )
    export.board(made, tmp_path / "b.html", source)
    page = (tmp_path / "b.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page


# --- PNG ----------------------------------------------------------------------------------------


def test_a_png_shows_the_canvas_as_it_lies(tmp_path: Path) -> None:
    from PIL import Image

    asset = AssetRef("a", "/a.jpg", 100, 100)
    made = replace(
        blank("t", NOW),
        assets=(asset,),
        items=(
            PictureItem(asset_id="a", x=0, y=0, width=1000, height=1000),
            PictureItem(asset_id="a", x=1100, y=0, width=1000, height=1000, flip_horizontal=True),
            SwatchItem(x=2200, y=0, width=150, height=150, colour="#336699"),
        ),
    )
    export.board(made, tmp_path / "b.png", lambda *_: source(asset, 400))
    image = Image.open(tmp_path / "b.png").convert("RGB")
    scale = image.width / (2350 + 2 * 96)

    def at(x: float, y: float) -> tuple[int, int, int]:
        pixel = image.getpixel((round((x + 96) * scale), round((y + 96) * scale)))
        assert isinstance(pixel, tuple)
        return pixel

    assert at(50, 500)[0] < 40 < 200 < at(950, 500)[0]
    assert at(1150, 500)[0] > 200 > 40 > at(2050, 500)[0]
    assert at(2275, 75) == (0x33, 0x66, 0x99)
    assert at(1050, 500) == (255, 255, 255)


def test_everything_a_canvas_has_can_be_drawn_in_every_format(tmp_path: Path) -> None:
    for ending in export.FORMATS:
        assert export.board(arranged(), tmp_path / f"b{ending}", source) == ()


ARROWS = {"left": (-900.0, 0.0), "up": (0.0, -700.0), "up and left": (-900.0, -700.0)}


@pytest.mark.parametrize("way", ARROWS)
def test_an_arrow_that_points_back_lies_on_the_page_whole(way: str) -> None:
    dx, dy = ARROWS[way]
    made = replace(blank("t", NOW), items=(ArrowItem(x=0, y=0, dx=dx, dy=dy, stroke=4),))
    page = canvas_page(made)
    (arrow,) = page.elements
    assert isinstance(arrow, Arrow)
    for x, y in ((arrow.x, arrow.y), (arrow.x + arrow.dx, arrow.y + arrow.dy)):
        assert 8 <= x <= page.width - 8
        assert 8 <= y <= page.height - 8


def test_a_turned_picture_lies_on_the_page_whole() -> None:
    item = PictureItem(asset_id="a", x=0, y=0, width=1000, height=100, rotation=90.0)
    left, top, right, bottom = bounds(replace(blank("t", NOW), items=(item,)))
    assert (left, right) == pytest.approx((450 - 96, 550 + 96))
    assert (top, bottom) == pytest.approx((-450 - 96, 550 + 96))


def test_what_is_half_see_through_is_so_in_a_picture(tmp_path: Path) -> None:
    from PIL import Image

    made = replace(
        blank("t", NOW),
        items=(
            SwatchItem(x=0, y=0, width=200, height=200, colour="#000000", opacity=0.5),
            ArrowItem(x=1000, y=100, dx=-600, dy=0, stroke=40, colour="#000000", opacity=0.5),
            ArrowItem(x=1000, y=300, dx=-600, dy=0, stroke=40, colour="#000000"),
            NoteItem(x=0, y=400, width=900, size=200, text="IIII", bold=True, opacity=0.5),
        ),
    )
    export.board(made, tmp_path / "b.png", source)
    left, top, right, _ = bounds(made)
    with Image.open(tmp_path / "b.png") as image:
        grey = image.convert("L")
    scale = grey.width / (right - left)

    def at(x: float, y: float) -> object:
        return grey.getpixel((round((x - left) * scale), round((y - top) * scale)))

    assert at(100, 100) == at(800, 100) == 127
    assert at(800, 300) == 0
    words = grey.crop((0, round((400 - top) * scale), grey.width, grey.height))
    darkest = words.getextrema()[0]
    assert isinstance(darkest, (int, float))
    assert 120 <= darkest <= 150, "half of the text's own nearly black"


def test_what_is_half_see_through_is_so_in_a_pdf(tmp_path: Path) -> None:
    made = replace(
        blank("t", NOW),
        items=(
            SwatchItem(colour="#336699", opacity=0.5, pinned=True),
            ArrowItem(dx=-50, dy=-50, opacity=0.5, pinned=True),
            NoteItem(text="soft", opacity=0.5, pinned=True),
        ),
    )
    export.board(made, tmp_path / "b.pdf", source)
    page = read_pdf(tmp_path / "b.pdf").pages[1]
    states = page["/Resources"]["/ExtGState"]
    alpha: dict[str, float] = {}
    drawn: list[bool] = []
    needs = {"B*": ("/ca", "/CA"), "f*": ("/ca",), "S": ("/CA",)}
    for line in page.get_contents().get_data().decode("latin-1").split("\n"):
        *operands, operator = line.split() or [""]
        if operator in ("q", "Q"):
            alpha = {}
        elif operator == "gs":
            alpha |= {k: float(v) for k, v in states[operands[0]].items() if k in ("/ca", "/CA")}
        elif operator in needs or "(soft)" in line:
            drawn.append(all(alpha.get(k) == 0.5 for k in needs.get(operator, ("/ca",))))
    assert drawn == [True] * 4, "field, line, head and words, each after its own faint state"


def test_nothing_on_a_slide_has_the_themes_shadow(tmp_path: Path) -> None:
    export.board(arranged(), tmp_path / "b.pptx", source)
    with zipfile.ZipFile(tmp_path / "b.pptx") as package:
        slides = [n for n in package.namelist() if n.startswith("ppt/slides/slide")]
        assert not any(b"effectRef" in package.read(name) for name in slides)


def test_what_is_half_see_through_is_so_on_a_slide(tmp_path: Path) -> None:
    made = replace(
        blank("t", NOW),
        items=(
            SwatchItem(colour="#336699", opacity=0.5, pinned=True),
            ArrowItem(dx=-50, dy=-50, opacity=0.5, pinned=True),
            NoteItem(text="soft", opacity=0.5, pinned=True),
        ),
    )
    export.board(made, tmp_path / "b.pptx", source)
    with zipfile.ZipFile(tmp_path / "b.pptx") as package:
        slides = [n for n in package.namelist() if n.startswith("ppt/slides/slide")]
        text = "".join(package.read(name).decode() for name in slides)
    # Field and its outline, arrow, note.
    assert text.count('<a:alpha val="50000"/>') == 4


def test_a_huge_canvas_is_drawn_within_bounds(tmp_path: Path) -> None:
    from PIL import Image

    far = replace(blank("t", NOW), items=(NoteItem(text="a"), NoteItem(text="b", x=4e5, y=9e5)))
    export.board(far, tmp_path / "b.png", source)
    with Image.open(tmp_path / "b.png") as image:
        assert max(image.size) <= 16_000
        assert image.width * image.height <= 41_000_000


def test_a_german_brief_becomes_a_german_document(tmp_path: Path) -> None:
    words = export.wording_in("de")
    export.board(board(), tmp_path / "b.html", source, options=Options(wording=words))
    page = (tmp_path / "b.html").read_text("utf-8")
    assert '<html lang="de">' in page
    assert "Aufnahmeliste" in page
    assert not any(english in page for english in ("Shot list", "pictures fit", "covered ·"))
    export.shot_list(board(), tmp_path / "s.csv", wording=words)
    first = (tmp_path / "s.csv").read_text("utf-8-sig").splitlines()[0]
    assert first.startswith("szene,aufnahme,beschreibung")
    assert export.wording_in("cs") == export.ENGLISH


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_columns_of_the_shot_list_are_named_on_one_line(language: str) -> None:
    words = export.wording_in(language)
    last = export.pages(board(), Options(wording=words))[-1]
    heads = [e for e in last.elements if isinstance(e, Text) and e.text in words.columns]
    assert len(heads) == 5
    for head in heads:
        assert fonts.wrapped(head.text, head.size, head.bold, head.width) == [head.text]


# --- what goes wrong ----------------------------------------------------------------------------


def test_a_picture_that_cannot_be_read_leaves_an_empty_frame_and_is_named(tmp_path: Path) -> None:
    made = board()
    gone = made.pictures()[0].asset_id

    def half(asset: AssetRef, side: int) -> np.ndarray | None:
        if asset.id == gone:
            raise PictureProblem("The file is gone.")
        return source(asset, side)

    for ending in export.FORMATS:
        assert export.board(made, tmp_path / f"b{ending}", half) == (gone,)
    text = "\n".join(p.extract_text() for p in read_pdf(tmp_path / "b.pdf").pages)
    assert "This picture could not be read." in text


def test_an_empty_board_can_be_exported(tmp_path: Path) -> None:
    for ending in export.FORMATS:
        export.board(blank("Nothing yet", NOW), tmp_path / f"b{ending}", source)
        assert (tmp_path / f"b{ending}").stat().st_size > 500


def test_an_export_never_replaces_a_file_unless_asked(tmp_path: Path) -> None:
    target = tmp_path / "b.pdf"
    target.write_text("mine")
    with pytest.raises(WriteError, match="already there"):
        export.board(board(), target, source)
    assert target.read_text() == "mine"
    export.board(board(), target, source, overwrite=True)
    assert target.read_bytes().startswith(b"%PDF")


def test_an_export_that_fails_half_way_leaves_what_was_there_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "b.pdf"
    target.write_text("mine")
    calls = []

    def full_disk(asset: AssetRef, side: int) -> np.ndarray:
        calls.append(asset)
        if len(calls) > 2:
            raise OSError(28, "No space left on device")
        return source(asset, side)

    with pytest.raises(WriteError, match="disk is full"):
        export.board(board(), target, full_disk, overwrite=True)
    assert target.read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["b.pdf"]


@pytest.mark.parametrize("name", ["b.docx", "b", "b.csv"])
def test_an_unknown_format_is_refused_with_those_that_are_known(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.pdf"):
        export.board(board(), tmp_path / name, source)


def test_odd_characters_anywhere_break_no_format(tmp_path: Path) -> None:
    odd = "a\x00b\x0bc \udce9 \U0001f305 \u202e é" + "x" * 300
    made = arranged()
    made = replace(
        made,
        title=odd,
        assets=tuple(replace(a, path=f"/p/{odd}.jpg", alt_text=odd) for a in made.assets),
        beats=tuple(replace(b, beat=replace(b.beat, text=odd)) for b in made.beats),
    )
    made = replace(made, shots=moodboard.shot_list(made))
    for ending in export.FORMATS:
        export.board(made, tmp_path / f"b{ending}", source, options=export.Options(links=True))
    with zipfile.ZipFile(tmp_path / "b.pptx") as package:
        assert package.testzip() is None
    assert io.BytesIO((tmp_path / "b.png").read_bytes()).read(4) == b"\x89PNG"
