"""Outlines as polygons in drawing units; a shape is a list of polygons, filled as their union."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Shape = list[Points]
XY = tuple[float, float]


def poly(*points: XY) -> Shape:
    """A polygon with straight sides."""
    return [np.array(points, dtype=np.float64)]


def curve(points: Sequence[XY], steps: int = 8, closed: bool = False) -> list[XY]:
    """Points on a Catmull-Rom curve that passes through all the given points."""
    p = np.array(points, dtype=np.float64)
    n = len(p)
    if closed:
        ring = np.vstack([p[-1:], p, p[:2]])
        spans = n
    else:
        ring = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
        spans = n - 1
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    out = []
    for i in range(spans):
        a, b, c, d = ring[i : i + 4]
        out.append(
            0.5
            * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - a - 3 * c + d) * t**3
            )
        )
    if not closed:
        out.append(p[-1:])
    return [(float(x), float(y)) for x, y in np.vstack(out)]


def smooth(*points: XY, steps: int = 8) -> Shape:
    """A closed, rounded outline through the given points."""
    return [np.array(curve(points, steps, closed=True))]


def ellipse(cx: float, cy: float, rx: float, ry: float | None = None, rot: float = 0.0) -> Shape:
    """An ellipse; `rot` in degrees, clockwise on the page."""
    ry = rx if ry is None else ry
    t = np.linspace(0, 2 * math.pi, 48, endpoint=False)
    x, y = rx * np.cos(t), ry * np.sin(t)
    c, s = math.cos(math.radians(rot)), math.sin(math.radians(rot))
    return [np.stack([cx + x * c - y * s, cy + x * s + y * c], axis=1)]


def disc(cx: float, cy: float, r: float) -> Points:
    """A small round polygon, for caps and dots."""
    t = np.linspace(0, 2 * math.pi, 20, endpoint=False)
    return np.stack([cx + r * np.cos(t), cy + r * np.sin(t)], axis=1)


def rect(x: float, y: float, w: float, h: float, r: float = 0.0) -> Shape:
    """A rectangle with corners rounded by `r`."""
    if r <= 0:
        return poly((x, y), (x + w, y), (x + w, y + h), (x, y + h))
    r = min(r, w / 2, h / 2)
    corners = ((x + w - r, y + r, -90), (x + w - r, y + h - r, 0), (x + r, y + h - r, 90))
    points = [
        (cx + r * math.cos(math.radians(a + d)), cy + r * math.sin(math.radians(a + d)))
        for cx, cy, a in (*corners, (x + r, y + r, 180))
        for d in range(0, 91, 15)
    ]
    return [np.array(points)]


def stroke(points: Sequence[XY], widths: float | Sequence[float], caps: bool = True) -> Shape:
    """A line of the given width, or of a width at each point, with round joints."""
    n = len(points)
    if isinstance(widths, (int, float)):
        ws = [float(widths)] * n
    else:
        ws = [
            float(v)
            for v in np.interp(np.linspace(0, 1, n), np.linspace(0, 1, len(widths)), widths)
        ]
    out: Shape = []
    for i in range(n - 1):
        (x0, y0), (x1, y1) = points[i], points[i + 1]
        length = math.hypot(x1 - x0, y1 - y0) or 1e-6
        nx, ny = -(y1 - y0) / length / 2, (x1 - x0) / length / 2
        a, b = ws[i], ws[i + 1]
        out += poly(
            (x0 + nx * a, y0 + ny * a),
            (x1 + nx * b, y1 + ny * b),
            (x1 - nx * b, y1 - ny * b),
            (x0 - nx * a, y0 - ny * a),
        )
    inner = range(n) if caps else range(1, n - 1)
    out += [disc(points[i][0], points[i][1], ws[i] / 2) for i in inner]
    return out


def brush(points: Sequence[XY], widths: float | Sequence[float], steps: int = 6) -> Shape:
    """A stroke along the smooth curve through the points."""
    return stroke(curve(points, steps), widths)


def ring(cx: float, cy: float, r: float, width: float, squash: float = 1.0) -> Shape:
    """A circle drawn as a line."""
    t = np.linspace(0, 2 * math.pi, 49)
    points = [(cx + r * math.cos(a), cy + r * squash * math.sin(a)) for a in t]
    return stroke(points, width, caps=False)


def arc(cx: float, cy: float, r: float, start: float, end: float, squash: float = 1.0) -> list[XY]:
    """Points on an arc, in degrees clockwise from three o'clock."""
    angles = np.radians(np.linspace(start, end, 24))
    return [(cx + r * math.cos(a), cy + r * squash * math.sin(a)) for a in angles]


def leaf(x: float, y: float, length: float, width: float, angle: float) -> Shape:
    """A pointed leaf growing from (x, y); `angle` in degrees, 0 to the right, -90 up."""
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    outline = ((0, 0), (0.3, 0.42), (0.6, 0.45), (1, 0), (0.6, -0.45), (0.3, -0.42))
    points = [
        (x + u * length * c - v * width * s, y + u * length * s + v * width * c)
        for u, v in curve(outline, 4, closed=True)
    ]
    return [np.array(points)]


def bounds(shape: Shape) -> tuple[float, float, float, float]:
    """Left, top, right, bottom."""
    low = np.min([p.min(axis=0) for p in shape], axis=0)
    high = np.max([p.max(axis=0) for p in shape], axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])
