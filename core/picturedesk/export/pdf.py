"""Pages to PDF: vector text in an embedded font, tagged, with alternative texts on pictures.

reportlab draws; it knows no tagged PDF, so the structure tree (ISO 32000-1, 14.7 and 14.8) is
added here from its own object types: every text is a heading or paragraph, every picture a
figure with its alternative text, everything else an artifact.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from picturedesk.export import fonts
from picturedesk.export.page import (
    COVERAGE,
    GROUND,
    MUTED,
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

_PIXELS_PER_POINT = 200 / 72
_TAGS = {"title": "H1", "heading": "H2", "body": "P", "small": "P"}


def write(
    file: BinaryIO,
    pages: Sequence[Page],
    pictures: Pictures,
    *,
    title: str,
    moment: datetime,
    wording: Wording,
) -> None:
    """Write a PDF; the same pages and pictures give the same bytes."""
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    # JPEG data as it is: the armour in letters, meant for mail in the nineties, adds a quarter.
    rl_config.useA85 = 0
    size = (pages[0].width, pages[0].height)
    canvas = Canvas(file, pagesize=size, invariant=1, pageCompression=1, lang=wording.language)
    canvas.setTitle(plain(title))
    canvas.setSubject(wording.moodboard)
    canvas.setAuthor("")
    canvas.setCreator("Picture Desk")
    canvas.setDateFormatter(lambda *_: moment.strftime("D:%Y%m%d%H%M%SZ"))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    drawing = _Drawing(canvas, pictures, wording)
    for page in pages:
        drawing.page(page)
    drawing.structure.finish()
    canvas.save()


class _Structure:
    """The structure tree, built while the pages are drawn."""

    def __init__(self, canvas: Any) -> None:
        from reportlab.pdfbase import pdfdoc

        self._canvas = canvas
        self._kinds = pdfdoc
        self._doc = canvas._doc  # noqa: SLF001 - where its objects are registered
        self._root = pdfdoc.PDFDictionary({"Type": pdfdoc.PDFName("StructTreeRoot")})
        self._root_at = self._doc.Reference(self._root)
        self._whole = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("StructElem"),
                "S": pdfdoc.PDFName("Document"),
                "P": self._root_at,
            }
        )
        self._whole_at = self._doc.Reference(self._whole)
        self._all: list[Any] = []
        self._of_pages: list[list[Any]] = []
        self._here: list[Any] = []

    @contextmanager
    def tagged(self, tag: str, alt: str = "") -> Iterator[None]:
        """What is drawn inside belongs to one element."""
        kinds = self._kinds
        number = len(self._here)
        entries = {
            "Type": kinds.PDFName("StructElem"),
            "S": kinds.PDFName(tag),
            "P": self._whole_at,
            "Pg": self._doc.thisPageRef(),
            "K": number,
        }
        if alt:
            entries["Alt"] = kinds.PDFString(plain(alt))
        element = self._doc.Reference(kinds.PDFDictionary(entries))
        self._here.append(element)
        self._all.append(element)
        self._canvas.addLiteral(f"/{tag} <</MCID {number}>> BDC")
        yield
        self._canvas.addLiteral("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside says nothing to a reader."""
        self._canvas.addLiteral("/Artifact BMC")
        yield
        self._canvas.addLiteral("EMC")

    def end_page(self) -> None:
        """Close the page and tie it to its elements."""
        self._canvas.showPage()
        page = self._doc.Pages.pages[-1]
        # reportlab writes only the keys it lists; one page's own list gets two more.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._of_pages)
        page.Tabs = self._kinds.PDFName("S")
        self._of_pages.append(self._here)
        self._here = []

    def finish(self) -> None:
        """Write the tree into the document's catalog."""
        kinds = self._kinds
        self._whole.dict["K"] = kinds.PDFArray(self._all)
        numbers: list[Any] = []
        for i, elements in enumerate(self._of_pages):
            numbers += [i, self._doc.Reference(kinds.PDFArray(elements))]
        tree = kinds.PDFDictionary({"Nums": kinds.PDFArray(numbers)})
        self._root.dict["K"] = self._whole_at
        self._root.dict["ParentTree"] = self._doc.Reference(tree)
        self._root.dict["ParentTreeNextKey"] = len(self._of_pages)
        catalog = self._doc.Catalog
        catalog.StructTreeRoot = self._root
        catalog.MarkInfo = kinds.PDFDictionary({"Marked": "true"})


class _Drawing:
    def __init__(self, canvas: Any, pictures: Pictures, wording: Wording) -> None:
        self._canvas = canvas
        self._pictures = pictures
        self._wording = wording
        self._height = 0.0
        self.structure = _Structure(canvas)

    def page(self, page: Page) -> None:
        """Draw one page."""
        self._canvas.setPageSize((page.width, page.height))
        self._height = page.height
        self._canvas.bookmarkPage(f"page-{page.number}")
        self._canvas.addOutlineEntry(plain(page.title) or "—", f"page-{page.number}", 0)
        if page.background.lower() != "#ffffff":
            with self.structure.artifact():
                self._field(Field(0, 0, page.width, page.height, colour=page.background))
        for element in page.elements:
            self._element(element)
        if page.number > 1:
            with self.structure.artifact():
                where = Text(page.width - 148, page.height - 30, 100, str(page.number), 8,
                             colour=MUTED, align="right")  # fmt: skip
                self._text(where)
        self.structure.end_page()

    def _element(self, element: Element) -> None:
        if isinstance(element, Text):
            if element.text.strip():
                with self.structure.tagged(_TAGS[element.role]):
                    self._text(element)
        elif isinstance(element, Picture):
            with self.structure.tagged("Figure", element.alt or self._wording.missing):
                self._picture(element)
        else:
            with self.structure.artifact():
                if isinstance(element, Field):
                    self._field(element)
                elif isinstance(element, Dot):
                    self._dot(element)
                else:
                    self._arrow(element)

    # -- elements; y is turned over here and only here ------------------------------------------

    def _text(self, text: Text) -> None:
        canvas = self._canvas
        lines = fonts.wrapped(text.text, text.size, text.bold, text.width, text.max_lines)
        step = text.size * text.leading
        canvas.saveState()
        canvas.setFillColor(text.colour)
        if text.opacity < 1:
            canvas.setFillAlpha(text.opacity)
        canvas.translate(text.x, self._height - text.y)
        if text.rotation:
            canvas.translate(text.width / 2, -step * len(lines) / 2)
            canvas.rotate(-text.rotation)
            canvas.translate(-text.width / 2, step * len(lines) / 2)
        y = -(step - text.size * 1.21) / 2 - text.size * fonts.ASCENT
        for line in lines:
            room = text.width - fonts.width(line, text.size, text.bold)
            x = {"left": 0.0, "right": room, "centre": room / 2}[text.align]
            for font, part in fonts.runs(line, text.bold):
                canvas.setFont(font, text.size)
                canvas.drawString(x, y, part)
                x += fonts.width(part, text.size, text.bold)
            y -= step
        canvas.restoreState()

    def _picture(self, picture: Picture) -> None:
        from reportlab.lib.utils import ImageReader

        canvas = self._canvas
        data = self._pictures.jpeg(picture, _PIXELS_PER_POINT)
        canvas.saveState()
        canvas.translate(
            picture.x + picture.width / 2, self._height - picture.y - picture.height / 2
        )
        canvas.rotate(-picture.rotation)
        x, y = -picture.width / 2, -picture.height / 2
        if picture.opacity < 1:
            canvas.setFillAlpha(picture.opacity)
        if data is None:
            canvas.setFillColor(GROUND)
            canvas.rect(x, y, picture.width, picture.height, stroke=0, fill=1)
            canvas.setFillColor(MUTED)
            canvas.setFont(fonts.REGULAR, min(9.0, picture.width / 16))
            canvas.drawCentredString(0, -3, self._wording.missing)
        else:
            canvas.drawImage(ImageReader(io.BytesIO(data)), x, y, picture.width, picture.height)
        canvas.restoreState()
        if picture.path:
            box = (picture.x, self._height - picture.y - picture.height,
                   picture.x + picture.width, self._height - picture.y)  # fmt: skip
            canvas.linkURL(Path(picture.path).as_uri(), box, relative=0)

    def _field(self, field: Field) -> None:
        canvas = self._canvas
        canvas.saveState()
        canvas.translate(field.x + field.width / 2, self._height - field.y - field.height / 2)
        canvas.rotate(-field.rotation)
        if field.colour:
            canvas.setFillColor(field.colour)
        if field.outline:
            canvas.setStrokeColor(field.outline)
            canvas.setLineWidth(0.5)
        # After the colours: setting one makes it opaque again.
        if field.opacity < 1:
            canvas.setFillAlpha(field.opacity)
            canvas.setStrokeAlpha(field.opacity)
        box = (-field.width / 2, -field.height / 2, field.width, field.height)
        flags = {"stroke": int(bool(field.outline)), "fill": int(bool(field.colour))}
        if field.radius:
            canvas.roundRect(*box, field.radius, **flags)
        else:
            canvas.rect(*box, **flags)
        canvas.restoreState()

    def _dot(self, dot: Dot) -> None:
        canvas = self._canvas
        canvas.saveState()
        canvas.setFillColor(COVERAGE[dot.coverage])
        canvas.setStrokeColor(COVERAGE[dot.coverage])
        canvas.setLineWidth(1.2)
        y = self._height - dot.y
        canvas.circle(dot.x, y, dot.radius, stroke=1, fill=int(dot.coverage is Coverage.COVERED))
        if dot.coverage is Coverage.THIN:
            r = dot.radius
            canvas.wedge(dot.x - r, y - r, dot.x + r, y + r, 90, 180, stroke=0, fill=1)
        canvas.restoreState()

    def _arrow(self, arrow: Arrow) -> None:
        canvas = self._canvas
        canvas.saveState()
        canvas.setStrokeColor(arrow.colour)
        canvas.setFillColor(arrow.colour)
        canvas.setLineWidth(arrow.stroke)
        if arrow.opacity < 1:
            canvas.setFillAlpha(arrow.opacity)
            canvas.setStrokeAlpha(arrow.opacity)
        canvas.translate(arrow.x, self._height - arrow.y)
        length = math.hypot(arrow.dx, arrow.dy)
        canvas.rotate(math.degrees(math.atan2(-arrow.dy, arrow.dx)))
        head = min(length, 5 * arrow.stroke)
        canvas.line(0, 0, length - head, 0)
        path = canvas.beginPath()
        path.moveTo(length, 0)
        path.lineTo(length - head, head / 2)
        path.lineTo(length - head, -head / 2)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()
