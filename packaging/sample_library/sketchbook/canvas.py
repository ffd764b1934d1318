"""A page to draw on: shapes filled with paint, in units that do not depend on its pixels."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from . import shapes
from .colour import RGB, Paintable, darker, lighter, rgb
from .shapes import XY, Shape

Pixels = NDArray[np.float32]
LONG_SIDE = 1500.0
"""Drawing units along the longer side of every page."""


@dataclass(frozen=True)
class Gradient:
    """A change of colour (and opacity) along a line, or outward from a centre."""

    start: XY
    end: XY
    stops: tuple[tuple[float, Paintable, float], ...]
    radial: bool = False
    squash: float = 1.0


def linear(start: XY, end: XY, *colours: Paintable | tuple[Paintable, float]) -> Gradient:
    """Colours at even steps from `start` to `end`; give (colour, alpha) to let them fade."""
    return Gradient(start, end, _stops(colours))


def radial(
    centre: XY, radius: float, *colours: Paintable | tuple[Paintable, float], squash: float = 1.0
) -> Gradient:
    """Colours at even steps outward; `squash` below 1 flattens the circle."""
    edge = (centre[0] + radius, centre[1])
    return Gradient(centre, edge, _stops(colours), radial=True, squash=squash)


def _stops(
    colours: Sequence[Paintable | tuple[Paintable, float]],
) -> tuple[tuple[float, Paintable, float], ...]:
    last = max(1, len(colours) - 1)
    out: list[tuple[float, Paintable, float]] = []
    for i, c in enumerate(colours):
        if isinstance(c, tuple) and len(c) == 2:
            out.append((i / last, c[0], c[1]))
        else:
            out.append((i / last, c, 1.0))
    return tuple(out)


@dataclass
class Canvas:
    """The page. `width` and `height` are in units, `scale` is pixels per unit."""

    width: float
    height: float
    scale: float
    seed: int
    pixels: Pixels = field(init=False)
    _matrix: NDArray[np.float64] = field(init=False)
    _clip: Pixels | None = field(init=False, default=None)
    _grain: Pixels = field(init=False)

    def __post_init__(self) -> None:
        rows, cols = round(self.height * self.scale), round(self.width * self.scale)
        self.pixels = np.zeros((rows, cols, 4), dtype=np.float32)
        self.pixels[..., 3] = 1.0
        self._matrix = np.array([[self.scale, 0, 0], [0, self.scale, 0]], dtype=np.float64)
        noise = np.random.default_rng(self.seed)
        self._grain = noise.standard_normal((rows, cols), dtype=np.float32)

    # ---- where

    @contextmanager
    def at(
        self, x: float, y: float, scale: float = 1.0, turn: float = 0.0, flip: bool = False
    ) -> Iterator[None]:
        """Draw with the origin at (x, y), scaled, turned (degrees), mirrored left to right."""
        saved = self._matrix
        c, s = math.cos(math.radians(turn)) * scale, math.sin(math.radians(turn)) * scale
        side = -1.0 if flip else 1.0
        local = np.array([[c * side, -s, x], [s * side, c, y], [0, 0, 1]])
        self._matrix = saved @ local
        try:
            yield
        finally:
            self._matrix = saved

    @contextmanager
    def inside(self, shape: Shape) -> Iterator[None]:
        """Draw only within the shape."""
        saved = self._clip
        found = self._mask(shape, 0.0)
        mask = np.zeros(self.pixels.shape[:2], dtype=np.float32)
        if found is not None:
            (x0, y0, x1, y1), part = found
            mask[y0:y1, x0:x1] = part
        self._clip = mask
        try:
            yield
        finally:
            self._clip = saved

    @contextmanager
    def layer(self, alpha: float = 1.0, blur: float = 0.0) -> Iterator[None]:
        """Draw apart, then lay the result on the page, softened by `blur` units."""
        below, clip = self.pixels, self._clip
        self.pixels, self._clip = np.zeros_like(below), None
        try:
            yield
        finally:
            top, self.pixels, self._clip = self.pixels, below, clip
            if blur > 0:
                top = _blurred(top, blur * self._unit())
            top = top * np.float32(alpha)
            if clip is not None:
                top = top * clip[..., None]
            self.pixels = below * (1 - top[..., 3:4]) + top

    def _unit(self) -> float:
        m = self._matrix
        return float(math.sqrt(abs(m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0])))

    def _device(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        return points @ self._matrix[:, :2].T + self._matrix[:, 2]

    # ---- paint

    def fill(
        self,
        shape: Shape,
        paint: Paintable | Gradient,
        alpha: float = 1.0,
        blend: str = "normal",
        feather: float = 0.0,
        grain: float = 0.0,
    ) -> None:
        """Fill the union of the polygons. `blend`: normal, multiply, screen, add."""
        found = self._mask(shape, feather * self._unit())
        if found is None:
            return
        (x0, y0, x1, y1), mask = found
        if self._clip is not None:
            mask = mask * self._clip[y0:y1, x0:x1]
        if isinstance(paint, Gradient):
            colour, fade = self._shade(paint, x0, y0, x1, y1, grain)
            mask = mask * fade
        else:
            colour = np.array(rgb(paint), dtype=np.float32)
        self._blend(self.pixels[y0:y1, x0:x1], colour, mask[..., None] * np.float32(alpha), blend)

    def form(
        self,
        shape: Shape,
        colour: Paintable,
        towards: XY = (0.6, 1.0),
        depth: float = 0.28,
        grain: float = 0.05,
    ) -> None:
        """Fill with the colour turning from light into shadow in the direction `towards`."""
        x0, y0, x1, y1 = shapes.bounds(shape)
        cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
        dx, dy = towards
        norm = math.hypot(dx, dy) or 1.0
        reach = (abs(dx) * (x1 - x0) + abs(dy) * (y1 - y0)) / 2 / norm
        ux, uy = dx / norm * reach, dy / norm * reach
        stops = (lighter(colour, depth * 0.55), rgb(colour), darker(colour, depth))
        self.fill(shape, linear((cx - ux, cy - uy), (cx + ux, cy + uy), *stops), grain=grain)

    def ball(self, shape: Shape, colour: Paintable, depth: float = 0.4) -> None:
        """Fill like a round thing lit from the upper left."""
        x0, y0, x1, y1 = shapes.bounds(shape)
        centre = (x0 + (x1 - x0) * 0.36, y0 + (y1 - y0) * 0.3)
        stops = (lighter(colour, depth * 0.7), rgb(colour), rgb(colour), darker(colour, depth))
        reach = max(x1 - x0, y1 - y0) * 0.78
        self.fill(shape, radial(centre, reach, *stops), grain=0.05)

    def glow(self, x: float, y: float, r: float, colour: Paintable, alpha: float = 0.6) -> None:
        """Light around a point."""
        c = rgb(colour)
        fade = radial((x, y), r, (c, 1.0), (c, 0.42), (c, 0.14), (c, 0.03), (c, 0.0))
        self.fill(shapes.ellipse(x, y, r), fade, alpha, blend="screen", grain=0.02)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        colour: Paintable,
        anchor: str = "mm",
        bold: float = 0.0,
        alpha: float = 1.0,
    ) -> None:
        """Write one line; `anchor` as in Pillow, `bold` thickens the strokes (share of size)."""
        unit = self._unit()
        ax, ay = (float(v) for v in self._device(np.array([[x, y]]))[0])
        font = ImageFont.load_default(max(4.0, size * unit * 2))
        heavy = round(bold * size * unit * 2)
        box = font.getbbox(words, anchor=anchor, stroke_width=heavy)
        reach = math.ceil(max(math.hypot(u, v) for u in box[::2] for v in box[1::2]) / 2) + 3
        # The anchor lies in the middle of a page large enough for any turn.
        page = Image.new("L", (reach * 4, reach * 4))
        at = (reach * 2 + (ax % 1) * 2, reach * 2 + (ay % 1) * 2)
        ImageDraw.Draw(page).text(at, words, 255, font, anchor=anchor, stroke_width=heavy)
        turn = math.degrees(math.atan2(self._matrix[1, 0], abs(self._matrix[0, 0])))
        if abs(turn) > 0.1:
            page = page.rotate(-turn, Image.Resampling.BICUBIC, center=at)
        mask = np.asarray(page.reduce(2), dtype=np.float32) / np.float32(255)
        self._stamp(mask, int(ax) - reach, int(ay) - reach, rgb(colour), alpha)

    def _stamp(self, mask: Pixels, x: int, y: int, colour: RGB, alpha: float) -> None:
        rows, cols = self.pixels.shape[:2]
        x0, y0 = max(0, x), max(0, y)
        x1, y1 = min(cols, x + mask.shape[1]), min(rows, y + mask.shape[0])
        if x1 <= x0 or y1 <= y0:
            return
        mask = mask[y0 - y : y1 - y, x0 - x : x1 - x]
        if self._clip is not None:
            mask = mask * self._clip[y0:y1, x0:x1]
        tone = np.array(colour, dtype=np.float32)
        self._blend(self.pixels[y0:y1, x0:x1], tone, mask[..., None] * np.float32(alpha), "normal")

    def _mask(
        self, shape: Shape, feather: float
    ) -> tuple[tuple[int, int, int, int], Pixels] | None:
        rows, cols = self.pixels.shape[:2]
        device = [self._device(p) for p in shape]
        low = np.min([p.min(axis=0) for p in device], axis=0) - feather * 2.5 - 1
        high = np.max([p.max(axis=0) for p in device], axis=0) + feather * 2.5 + 2
        x0, y0 = max(0, math.floor(low[0])), max(0, math.floor(low[1]))
        x1, y1 = min(cols, math.ceil(high[0])), min(rows, math.ceil(high[1]))
        if x1 <= x0 or y1 <= y0:
            return None
        fine = 1 if feather > 4 else (4 if (x1 - x0) * (y1 - y0) < 250_000 else 3)
        page = Image.new("L", ((x1 - x0) * fine, (y1 - y0) * fine))
        pen = ImageDraw.Draw(page)
        for p in device:
            # Pillow fills up to and including the outline, half a fine pixel too far.
            pen.polygon([(float(v[0]), float(v[1])) for v in (p - (x0, y0)) * fine - 0.5], fill=255)
        if fine > 1:
            page = page.reduce(fine)
        if feather > 0:
            page = page.filter(ImageFilter.GaussianBlur(feather))
        return (x0, y0, x1, y1), np.asarray(page, dtype=np.float32) / np.float32(255)

    def _shade(
        self, paint: Gradient, x0: int, y0: int, x1: int, y1: int, grain: float
    ) -> tuple[Pixels, Pixels]:
        a, b = self._device(np.array([paint.start, paint.end]))
        ys, xs = np.ogrid[y0:y1, x0:x1]
        px, py = (xs + 0.5 - a[0]).astype(np.float32), (ys + 0.5 - a[1]).astype(np.float32)
        dx, dy = float(b[0] - a[0]), float(b[1] - a[1])
        length = max(1e-6, math.hypot(dx, dy))
        if paint.radial:
            t = np.sqrt(px**2 + (py / np.float32(paint.squash)) ** 2) / np.float32(length)
        else:
            t = (px * np.float32(dx) + py * np.float32(dy)) / np.float32(length * length)
        if grain:
            t = t + self._grain[y0:y1, x0:x1] * np.float32(grain)
        at = [s[0] for s in paint.stops]
        table = np.linspace(0, 1, 256)
        colours = np.array([rgb(s[1]) for s in paint.stops])
        ramp = np.stack([np.interp(table, at, colours[:, i]) for i in range(3)], axis=1)
        fades = np.interp(table, at, [s[2] for s in paint.stops])
        index = (np.clip(t, 0, 1) * 255).astype(np.uint8)
        return ramp.astype(np.float32)[index], fades.astype(np.float32)[index]

    def _blend(self, part: Pixels, colour: Pixels, a: Pixels, blend: str) -> None:
        base, cover = part[..., :3], part[..., 3:4]
        if blend == "normal":
            part[..., :3] = base * (1 - a) + colour * a
            part[..., 3:4] = cover + (1 - cover) * a
            return
        # The other blends tint what is there and leave bare ground bare.
        if blend == "multiply":
            part[..., :3] = base * (1 - a + colour * a)
        elif blend == "screen":
            part[..., :3] = base + (cover - base) * colour * a
        else:
            part[..., :3] = np.minimum(cover, base + colour * a * cover)

    # ---- the page as a whole

    def cloud_mask(self, cells: XY, octaves: int = 4, seed: int = 0) -> Pixels:
        """Soft noise from 0 to 1 over the page; `cells` is how many bumps across and down."""
        rows, cols = self.pixels.shape[:2]
        noise = np.random.default_rng((self.seed, seed))
        total = np.zeros((rows, cols), dtype=np.float32)
        for octave in range(octaves):
            many = 2**octave
            grid = noise.random(
                (max(2, round(cells[1] * many)) + 1, max(2, round(cells[0] * many)) + 1)
            ).astype(np.float32)
            page = Image.fromarray(grid).resize((cols, rows), Image.Resampling.BICUBIC)
            total += np.asarray(page) / many
        low, high = float(total.min()), float(total.max())
        return (total - low) / max(1e-6, high - low)

    def texture(
        self,
        shape: Shape,
        colour: Paintable,
        alpha: float,
        cells: XY,
        seed: int = 0,
        edge: tuple[float, float] = (0.45, 0.75),
        blend: str = "normal",
    ) -> None:
        """Mottle the shape with noise: clouds, sand, wood, plaster."""
        found = self._mask(shape, 0.0)
        if found is None:
            return
        (x0, y0, x1, y1), mask = found
        noise = self.cloud_mask(cells, seed=seed)[y0:y1, x0:x1]
        t = np.clip((noise - edge[0]) / (edge[1] - edge[0]), 0, 1)
        mask = mask * t * t * (3 - 2 * t)
        if self._clip is not None:
            mask = mask * self._clip[y0:y1, x0:x1]
        tone = np.array(rgb(colour), dtype=np.float32)
        self._blend(self.pixels[y0:y1, x0:x1], tone, mask[..., None] * np.float32(alpha), blend)

    def soften(self, radius: float) -> None:
        """Put what is drawn so far out of focus."""
        self.pixels = _blurred(self.pixels, radius * self.scale)

    def finish(self, grain: float = 0.006, vignette: float = 0.10) -> Image.Image:
        """The picture: a little darker at the corners, a little grain, eight bits."""
        rows, cols = self.pixels.shape[:2]
        ys, xs = np.ogrid[-1 : 1 : rows * 1j, -1 : 1 : cols * 1j]
        fall = (1 - vignette * np.clip((xs**2 + ys**2) - 0.5, 0, None)).astype(np.float32)
        page = self.pixels[..., :3] * fall[..., None] + self._grain[..., None] * np.float32(grain)
        return Image.fromarray((np.clip(page, 0, 1) * 255 + 0.5).astype(np.uint8))


def _blurred(pixels: Pixels, radius: float) -> Pixels:
    planes = []
    for i in range(pixels.shape[2]):
        page = Image.fromarray((np.clip(pixels[..., i], 0, 1) * 255 + 0.5).astype(np.uint8))
        soft = page.filter(ImageFilter.GaussianBlur(radius))
        planes.append(np.asarray(soft, dtype=np.float32) / 255)
    return np.stack(planes, axis=2)
