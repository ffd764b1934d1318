"""The canvas to PNG.

The one module beside the room of pictures that uses Pillow: it opens no file, it draws letters,
lines and decoded pictures on a page.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO

from picturedesk import images
from picturedesk.board_document import PAGE_WIDTH, Board
from picturedesk.export import fonts
from picturedesk.export.canvas import bounds, canvas_page
from picturedesk.export.deck import Options
from picturedesk.export.page import (
    GROUND,
    MUTED,
    Arrow,
    Element,
    Field,
    Page,
    Picture,
    Text,
)
from picturedesk.export.pictures import Pictures
from picturedesk.export.wording import Wording

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

MAX_PIXELS = 40_000_000
_POINTS = 0.4
_FINE = 3
"""Arrows are drawn so many times larger, for smooth edges, up to a size."""
_MAX_ARROW = 9_000


def write(file: BinaryIO, board: Board, pictures: Pictures, options: Options) -> None:
    """The canvas as it lies, 2,400 pixels for the width of its page, fewer for a huge one."""
    left, _, right, _ = bounds(board)
    page = canvas_page(board, scale=_POINTS * PAGE_WIDTH / max(PAGE_WIDTH, right - left))
    image = draw(page, pictures, 1 / _POINTS, options.wording)
    file.write(images.save_png(image))


def draw(page: Page, pictures: Pictures, pixels_per_point: float, wording: Wording) -> Image.Image:
    """A page as pixels: RGB, at most :data:`MAX_PIXELS`."""
    from PIL import Image

    area = page.width * page.height
    scale = min(
        pixels_per_point, math.sqrt(MAX_PIXELS / area), 16_000 / max(page.width, page.height)
    )
    size = (max(1, round(page.width * scale)), max(1, round(page.height * scale)))
    image = Image.new("RGB", size, page.background)
    painter = _Painter(image, scale, pictures, wording)
    for element in page.elements:
        painter.element(element)
    return image


class _Painter:
    """Draws elements on one image; ``scale`` is pixels a point."""

    def __init__(
        self, image: Image.Image, scale: float, pictures: Pictures, wording: Wording
    ) -> None:
        from PIL import ImageDraw

        self._image = image
        self._scale = scale
        self._pictures = pictures
        self._wording = wording
        self._draw: ImageDraw.ImageDraw = ImageDraw.Draw(image)

    def element(self, element: Element) -> None:
        """One element of a canvas."""
        if isinstance(element, Text):
            self._text(element)
        elif isinstance(element, Picture):
            self._picture(element)
        elif isinstance(element, Field):
            self._field(element)
        elif isinstance(element, Arrow):
            self._arrow(element)

    def _text(self, text: Text) -> None:
        from PIL import Image, ImageDraw

        s = self._scale
        lines = fonts.wrapped(text.text, text.size, text.bold, text.width, text.max_lines)
        step = text.size * text.leading
        width = max(1, math.ceil((text.width + text.size) * s))
        layer = Image.new("L", (width, max(1, math.ceil((step * len(lines) + text.size) * s))), 0)
        pen = ImageDraw.Draw(layer)
        for i, line in enumerate(lines):
            room = text.width - fonts.width(line, text.size, text.bold)
            x = {"left": 0.0, "right": room, "centre": room / 2}[text.align]
            base = i * step + (step - text.size * 1.21) / 2 + text.size * fonts.ASCENT
            pen.text(
                (x * s, base * s), line, fill=255, font=_font(text.size * s, text.bold), anchor="ls"
            )
        if text.opacity < 1:
            layer = layer.point(lambda value: value * text.opacity)
        self._pasted(layer, text.colour, text.x, text.y, text.rotation)

    def _pasted(self, mask: Image.Image, colour: str, x: float, y: float, rotation: float) -> None:
        from PIL import Image

        s = self._scale
        at = (round(x * s), round(y * s))
        if rotation:
            before = mask.size
            mask = mask.rotate(-rotation, Image.Resampling.BICUBIC, expand=True)
            at = (at[0] - (mask.width - before[0]) // 2, at[1] - (mask.height - before[1]) // 2)
        self._image.paste(Image.new("RGB", mask.size, colour), at, mask)

    def _picture(self, picture: Picture) -> None:
        from PIL import Image

        s = self._scale
        found = self._pictures.image(picture, s)
        if found is None:
            self._field(Field(picture.x, picture.y, picture.width, picture.height, GROUND))
            self._text(Text(picture.x, picture.y + picture.height / 2 - 6, picture.width,
                            self._wording.missing, 9, colour=MUTED, align="centre"))  # fmt: skip
            return
        # Edges on whole pixels, so that neighbours keep their gaps.
        left, top = round(picture.x * s), round(picture.y * s)
        right, bottom = (
            round((picture.x + picture.width) * s),
            round((picture.y + picture.height) * s),
        )
        size = (max(1, right - left), max(1, bottom - top))
        image = Image.fromarray(found)
        if image.size != size:
            image = image.resize(size, Image.Resampling.LANCZOS)
        mask = Image.new("L", size, round(255 * picture.opacity))
        if picture.rotation:
            image = image.rotate(-picture.rotation, Image.Resampling.BICUBIC, expand=True)
            mask = mask.rotate(-picture.rotation, Image.Resampling.BICUBIC, expand=True)
            left -= (image.width - size[0]) // 2
            top -= (image.height - size[1]) // 2
        self._image.paste(image, (left, top), mask)

    def _field(self, field: Field) -> None:
        from PIL import Image, ImageDraw

        s = self._scale
        size = (max(1, round(field.width * s)), max(1, round(field.height * s)))
        if field.colour:
            mask = Image.new("L", size, round(255 * field.opacity))
            self._pasted(mask, field.colour, field.x, field.y, field.rotation)
        if field.outline:
            mask = Image.new("L", size, 0)
            strength = round(255 * field.opacity)
            ImageDraw.Draw(mask).rectangle((0, 0, size[0] - 1, size[1] - 1), outline=strength)
            self._pasted(mask, field.outline, field.x, field.y, field.rotation)

    def _arrow(self, arrow: Arrow) -> None:
        from PIL import Image, ImageDraw

        s = self._scale
        length = math.hypot(arrow.dx, arrow.dy)
        if length == 0:
            return
        ux, uy = arrow.dx / length, arrow.dy / length
        head = min(length, 5 * arrow.stroke)
        side = head / 2
        # Drawn by itself and laid on: only so can it be see-through, line and head alike.
        left, top = min(0.0, arrow.dx) - head, min(0.0, arrow.dy) - head
        width, height = abs(arrow.dx) + 2 * head, abs(arrow.dy) + 2 * head
        fine = _FINE if max(width, height) * s * _FINE < _MAX_ARROW else 1
        size = (max(1, math.ceil(width * s)), max(1, math.ceil(height * s)))
        mask = Image.new("L", (size[0] * fine, size[1] * fine), 0)
        pen = ImageDraw.Draw(mask)

        def at(x: float, y: float) -> tuple[float, float]:
            return (x - left) * s * fine, (y - top) * s * fine

        bx, by = arrow.dx - ux * head, arrow.dy - uy * head
        strong = round(255 * arrow.opacity)
        pen.line((at(0, 0), at(bx, by)), fill=strong, width=max(1, round(arrow.stroke * s * fine)))
        ends = (
            (arrow.dx, arrow.dy), (bx - uy * side, by + ux * side), (bx + uy * side, by - ux * side)
        )  # fmt: skip
        pen.polygon([at(*end) for end in ends], fill=strong)
        if fine > 1:
            mask = mask.resize(size, Image.Resampling.BOX)
        self._pasted(mask, arrow.colour, arrow.x + left, arrow.y + top, 0.0)


@lru_cache(maxsize=64)
def _font(size: float, bold: bool) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(str(fonts.file_of(bold)), max(1.0, round(size, 1)))
