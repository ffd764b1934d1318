"""What stands out in a picture, whatever it is of (pure, numpy).

Spectral residual (Hou and Zhang, "Saliency Detection: A Spectral Residual Approach", CVPR 2007):
the log spectrum of a small picture less its local mean, back in the plane with the same phase,
says where a picture departs from the statistics of pictures. Summed here over lightness and two
colour differences, so that a colour alone can stand out.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from picturedesk.vision.encoder import FloatArray

SIDE = 64
_BLUR = 2.5
_FLOOR = 0.1


def salient(small: npt.NDArray[np.uint8]) -> FloatArray:
    """``(64, 64)`` in 0..1 from a picture squashed to ``(64, 64, 3)`` uint8 sRGB."""
    rgb = small.astype(np.float64) / 255.0
    red, green, blue = rgb[..., 0], rgb[..., 1], rgb[..., 2]
    planes = ((red + green + blue) / 3, red - green, (red + green) / 2 - blue)
    total = np.sum([_residual(plane) for plane in planes], axis=0)
    total = blurred(total, _BLUR)
    # The frame of a picture is where a plane that is taken for periodic tears.
    total *= _window(total.shape[0])[:, None] * _window(total.shape[1])[None, :]
    low, high = np.percentile(total, [20, 99.5])
    return np.asarray(np.clip((total - low) / max(high - low, 1e-9), 0, 1), np.float32)


def _residual(plane: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    if plane.std() < 1e-3:
        return np.zeros_like(plane)
    spectrum = np.fft.fft2(plane)
    size = np.abs(spectrum)
    # Frequencies that are not there at all (drawings without grain) must not be lifted.
    log = np.log(size + _FLOOR * float(size.mean()))
    residual = log - _local_mean(log)
    back = np.fft.ifft2(np.exp(residual + 1j * np.angle(spectrum)))
    weight = plane.std()
    found = np.asarray(np.abs(back) ** 2, np.float64)
    return np.asarray(found / max(float(found.max()), 1e-12) * weight)


def _local_mean(plane: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Means of 3 by 3, periodic, as spectra are."""
    rows = (np.roll(plane, 1, 0) + plane + np.roll(plane, -1, 0)) / 3
    return np.asarray((np.roll(rows, 1, 1) + rows + np.roll(rows, -1, 1)) / 3)


def _window(count: int) -> npt.NDArray[np.float64]:
    edge = np.minimum(np.arange(count) + 0.5, count - np.arange(count) - 0.5) / (0.06 * count)
    return np.asarray(np.clip(edge, 0.3, 1.0))


def blurred(plane: npt.NDArray[np.float64], sigma: float) -> npt.NDArray[np.float64]:
    """A Gaussian blur with mirrored edges."""
    from scipy.ndimage import gaussian_filter

    return np.asarray(gaussian_filter(plane, sigma, mode="reflect"), np.float64)
