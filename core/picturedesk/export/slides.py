"""Pages to PPTX: real text boxes and pictures that can be moved, alternative texts set."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from picturedesk.export import fonts
from picturedesk.export.page import (
    COVERAGE,
    GROUND,
    HEIGHT,
    MUTED,
    WIDTH,
    Arrow,
    Dot,
    Element,
    Field,
    Page,
    Picture,
    Text,
    plain,
)
from picturedesk.export.pictures import Pictures
from picturedesk.export.wording import Wording
from picturedesk.records import Coverage

_PIXELS_PER_POINT = 150 / 72
_FACE = "Arial"
"""A presentation carries no font along, and a face that is missing is replaced by any other;
this one, or one of its width, is on every machine."""
_TITLE_ONLY = 5


def write(
    file: BinaryIO,
    pages: Sequence[Page],
    pictures: Pictures,
    *,
    title: str,
    moment: datetime,
    wording: Wording,
) -> None:
    """Write a 16:9 presentation, one slide a page; the same pages give the same bytes."""
    from pptx import Presentation
    from pptx.util import Pt

    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    about = deck.core_properties
    about.title, about.subject, about.author = plain(title)[:255], wording.moodboard, ""
    about.created = about.modified = moment.replace(tzinfo=None)
    about.last_modified_by, about.language = "Picture Desk", wording.language
    layout = deck.slide_layouts[_TITLE_ONLY]
    for page in pages:
        _Slide(deck.slides.add_slide(layout), pictures, wording).draw(page)
    made = io.BytesIO()
    deck.save(made)
    _without_clock(made, file)


def _without_clock(made: io.BytesIO, file: BinaryIO) -> None:
    """The same package with every part dated alike: what is in it decides the bytes."""
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            new.writestr(part, old.read(name))


class _Slide:
    """Draws one page on one slide."""

    def __init__(self, slide: Any, pictures: Pictures, wording: Wording) -> None:
        self._slide = slide
        self._pictures = pictures
        self._wording = wording
        self._titled = False

    def draw(self, page: Page) -> None:
        """Every element, and the page's number."""
        self._slide.background.fill.solid()
        self._slide.background.fill.fore_color.rgb = _rgb(page.background)
        for element in page.elements:
            self._element(element)
        if page.number > 1:
            self._text(Text(page.width - 148, page.height - 30, 100, str(page.number), 8,
                            colour=MUTED, align="right"))  # fmt: skip
        if not self._titled:
            # A slide without a visible title still has one for readers and the outline view.
            holder = self._slide.shapes.title
            holder.text_frame.text = plain(page.title)
            self._box(holder, 0, -60, page.width, 40)

    def _element(self, element: Element) -> None:
        if isinstance(element, Text):
            if element.text.strip():
                self._text(element)
        elif isinstance(element, Picture):
            self._picture(element)
        elif isinstance(element, Field):
            self._field(element)
        elif isinstance(element, Dot):
            self._dot(element)
        else:
            self._arrow(element)

    @staticmethod
    def _box(shape: Any, x: float, y: float, width: float, height: float) -> None:
        from pptx.util import Pt

        shape.left, shape.top = Pt(x), Pt(y)
        shape.width, shape.height = Pt(max(width, 0.1)), Pt(max(height, 0.1))

    def _text(self, text: Text) -> None:
        from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
        from pptx.util import Pt

        lines = fonts.wrapped(text.text, text.size, text.bold, text.width, text.max_lines)
        cut = bool(text.max_lines) and lines[-1].endswith("…") and not text.text.endswith("…")
        content = " ".join(lines) if cut else text.text
        if text.role == "title" and not self._titled:
            shape, self._titled = self._slide.shapes.title, True
        else:
            shape = self._slide.shapes.add_textbox(0, 0, 1, 1)
        # A little room beyond the measured width, which is Inter's.
        slack = 0.0 if text.align == "right" else 4.0
        height = len(lines) * text.size * text.leading
        self._box(shape, text.x, text.y, text.width + slack, height)
        shape.rotation = text.rotation
        frame = shape.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap, frame.auto_size = len(lines) > 1, MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.TOP
        align = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT, "centre": PP_ALIGN.CENTER}
        for number, paragraph_text in enumerate(plain(content).split("\n")):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = align[text.align]
            paragraph.line_spacing = Pt(round(text.size * text.leading, 2))
            run = paragraph.add_run()
            run.text = paragraph_text
            run.font.name, run.font.size, run.font.bold = _FACE, Pt(text.size), text.bold
            run.font.color.rgb = _rgb(text.colour)
            _see_through(run.font._element, text.opacity)  # noqa: SLF001 - no call for opacity

    def _picture(self, picture: Picture) -> None:
        data = self._pictures.jpeg(picture, _PIXELS_PER_POINT)
        if data is None:
            self._field(Field(picture.x, picture.y, picture.width, picture.height, colour=GROUND,
                              rotation=picture.rotation))  # fmt: skip
            self._text(Text(picture.x, picture.y + picture.height / 2 - 6, picture.width,
                            self._wording.missing, 8, colour=MUTED, align="centre"))  # fmt: skip
            return
        shape = self._slide.shapes.add_picture(io.BytesIO(data), 0, 0)
        self._box(shape, picture.x, picture.y, picture.width, picture.height)
        shape.rotation = picture.rotation
        about = shape._element.nvPicPr.cNvPr  # noqa: SLF001 - the library has no call for it
        about.set("descr", plain(picture.alt))
        about.set("name", plain(picture.alt)[:60] or "Picture")
        if picture.opacity < 1:
            _faded(shape, picture.opacity)
        if picture.path:
            shape.click_action.hyperlink.address = Path(picture.path).as_uri()

    def _field(self, field: Field) -> None:
        from pptx.enum.shapes import MSO_SHAPE

        kind = MSO_SHAPE.ROUNDED_RECTANGLE if field.radius else MSO_SHAPE.RECTANGLE
        shape = self._slide.shapes.add_shape(kind, 0, 0, 1, 1)
        self._box(shape, field.x, field.y, field.width, field.height)
        shape.rotation = field.rotation
        self._painted(shape, field.colour, field.outline)
        _see_through(shape._element.spPr, field.opacity)  # noqa: SLF001 - no call for opacity

    def _dot(self, dot: Dot) -> None:
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Pt

        colour, r = COVERAGE[dot.coverage], dot.radius
        full = dot.coverage is Coverage.COVERED
        ring = self._slide.shapes.add_shape(MSO_SHAPE.OVAL, 0, 0, 1, 1)
        self._box(ring, dot.x - r, dot.y - r, 2 * r, 2 * r)
        self._painted(ring, colour if full else "", colour)
        ring.line.width = Pt(1.2)
        if dot.coverage is Coverage.THIN:
            # The shape is a half disc with its straight side at the left: turned over.
            half = self._slide.shapes.add_shape(MSO_SHAPE.FLOWCHART_DELAY, 0, 0, 1, 1)
            self._box(half, dot.x - r, dot.y - r, r, 2 * r)
            half.rotation = 180.0
            self._painted(half, colour, "")

    def _arrow(self, arrow: Arrow) -> None:
        from pptx.enum.shapes import MSO_CONNECTOR
        from pptx.oxml.ns import qn
        from pptx.util import Pt

        ends = (arrow.x, arrow.y, arrow.x + arrow.dx, arrow.y + arrow.dy)
        line = self._slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(Pt(v) for v in ends))
        _without_style(line)
        line.line.color.rgb = _rgb(arrow.colour)
        line.line.width = Pt(arrow.stroke)
        properties = line.line._get_or_add_ln()  # noqa: SLF001 - the library knows no heads
        head = properties.makeelement(qn("a:tailEnd"), {"type": "triangle"})
        properties.append(head)
        _see_through(properties, arrow.opacity)

    @staticmethod
    def _painted(shape: Any, fill: str, outline: str) -> None:
        from pptx.util import Pt

        _without_style(shape)
        if fill:
            shape.fill.solid()
            shape.fill.fore_color.rgb = _rgb(fill)
        else:
            shape.fill.background()
        if outline:
            shape.line.color.rgb = _rgb(outline)
            shape.line.width = Pt(0.5)
        else:
            shape.line.fill.background()


def _faded(shape: Any, opacity: float) -> None:
    from pptx.oxml.ns import qn

    blip = shape._element.find(".//" + qn("a:blip"))  # noqa: SLF001 - no call for opacity
    alpha = blip.makeelement(qn("a:alphaModFix"), {"amt": str(round(opacity * 100_000))})
    blip.append(alpha)


def _without_style(shape: Any) -> None:
    """Nothing of the theme's: its shadows come back even where they are switched off."""
    from pptx.oxml.ns import qn

    style = shape._element.find(qn("p:style"))  # noqa: SLF001 - no call for it
    if style is not None:
        shape._element.remove(style)  # noqa: SLF001


def _see_through(element: Any, opacity: float) -> None:
    """Give every colour in an element its opacity."""
    from pptx.oxml.ns import qn

    if opacity < 1:
        for colour in element.iter(qn("a:srgbClr")):
            alpha = colour.makeelement(qn("a:alpha"), {"val": str(round(opacity * 100_000))})
            colour.append(alpha)


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour.lstrip("#").upper())
