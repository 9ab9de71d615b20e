"""How a page lies in its image: the paper's corners, its slant, and the way back.

A `Pose` maps pixels of the image to pixels of the page set upright. Corners are
sought only where the paper clearly stands out from what it was photographed on.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from prereview.documents.scan.image import Pixels

Floats = NDArray[Any]

LOOK = 900
"""Longest side in pixels of the small copy that is searched for corners and slant."""

DARK = 140
"""Grey levels darker than this are ink when the slant is sought."""

MOST_POINTS = 40_000
"""Pixels of ink that suffice to find the slant."""

LARGEST_SLANT = 8.0
"""Degrees to either side within which the slant is sought."""


class Pose(NamedTuple):
    """`forward` maps homogeneous image pixels to upright pixels; `size` is (width, height) upright."""

    forward: Floats
    size: tuple[int, int]

    def turned(self, quarter: int) -> Pose:
        """The same page turned clockwise by quarters of a circle."""
        width, height = self.size
        turns: dict[int, tuple[Floats, tuple[int, int]]] = {
            0: (np.eye(3), (width, height)),
            1: (np.array([[0, -1, height], [1, 0, 0], [0, 0, 1]], float), (height, width)),
            2: (np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]], float), (width, height)),
            3: (np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], float), (height, width)),
        }
        matrix, size = turns[quarter % 4]
        return Pose(matrix @ self.forward, size)

    def enlarged(self, factor: float) -> Pose:
        """The same page with `factor` times as many pixels each way."""
        if factor == 1.0:
            return self
        return Pose(np.diag([factor, factor, 1.0]) @ self.forward, _scaled(self.size, factor))

    @property
    def still(self) -> bool:
        """Whether nothing moves."""
        return bool(np.allclose(self.forward, np.eye(3), atol=1e-6))

    def upright(self, pixels: Pixels) -> Pixels:
        """The image set upright, white where it shows nothing."""
        if self.still:
            return pixels
        return cv2.warpPerspective(
            pixels, self.forward, self.size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )


def find_pose(pixels: Pixels, grey: Pixels, enlarge: float) -> Pose:
    """Corners, then slant; `enlarge` scales the upright page (1.0 keeps the image's pixels).

    `pixels` are the colours as photographed, `grey` is the cleaned copy.
    """
    height, width = grey.shape
    corners = paper_corners(pixels)
    flat = Pose(np.eye(3), (width, height)) if corners is None else _flattened(corners)
    return levelled(flat.enlarged(enlarge), grey)


def levelled(pose: Pose, grey: Pixels) -> Pose:
    """The pose turned by the slant that the print still has in it."""
    small = pose.enlarged(min(LOOK / max(pose.size), 1.0)).upright(grey)
    return _rotated(pose, slant_of(small))


def _scaled(size: tuple[int, int], factor: float) -> tuple[int, int]:
    return max(round(size[0] * factor), 1), max(round(size[1] * factor), 1)


def _rotated(pose: Pose, degrees: float) -> Pose:
    """Turned about the middle; the size stays, as scanners' margins are empty."""
    if abs(degrees) < 0.04:
        return pose
    width, height = pose.size
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), [0, 0, 1]])
    return Pose(turn @ pose.forward, pose.size)


def slant_of(grey: Pixels) -> float:
    """Degrees by which the print must be turned (counter-clockwise) to lie level.

    Level print stands in few rows of pixels: coarse steps first, then fine ones.
    """
    down, across = np.nonzero(grey < DARK)
    if not 0.0005 < down.size / max(grey.size, 1) < 0.5:
        return 0.0
    step = -(-down.size // MOST_POINTS)
    down, across = down[::step].astype(np.float32), across[::step].astype(np.float32)
    best = 0.0
    for span, pace in ((LARGEST_SLANT, 0.25), (0.25, 0.05), (0.05, 0.02)):
        angles = np.arange(best - span, best + span + pace / 2, pace)
        best = float(max(angles, key=lambda angle: _sharpness(down, across, float(angle))))
    return best if _sharpness(down, across, best) > 1.02 * _sharpness(down, across, 0.0) else 0.0


def _sharpness(down: Floats, across: Floats, degrees: float) -> float:
    """Sum of squares of row sums, the ink sheared by an angle: level print stands in few rows."""
    rows = (down - np.float32(np.tan(np.radians(degrees))) * across).astype(np.int32)
    sums = np.bincount(rows - rows.min())
    return float(np.square(sums, dtype=np.float64).sum())


def paper_corners(pixels: Pixels) -> Floats | None:
    """The four corners of paper lying on something else, clockwise from the top left; None if unsure."""
    height, width = pixels.shape[:2]
    look = min(LOOK / 2 / max(height, width), 1.0)
    small = cv2.resize(pixels, _scaled((width, height), look), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (5, 5), 0)
    mask = _unlike_border(small)
    if mask is None:
        return None
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    contour = max(contours, key=cv2.contourArea, default=None)
    if contour is None:
        return None
    area = cv2.contourArea(contour)
    hull = cv2.convexHull(contour)
    total = mask.shape[0] * mask.shape[1]
    if not 0.3 * total < area < 0.985 * total or area < 0.95 * cv2.contourArea(hull):
        return None
    corners = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, True), True)
    if len(corners) != 4:
        return None
    return _clockwise(corners.reshape(4, 2).astype(float) / look)


def _unlike_border(small: Pixels) -> Pixels | None:
    """Where the picture differs from its border; None when the border is no single other surface."""
    lab = cv2.cvtColor(small, cv2.COLOR_BGR2LAB).astype(np.int16)
    edge = 2
    border = np.concatenate(
        [
            lab[:edge].reshape(-1, 3),
            lab[-edge:].reshape(-1, 3),
            lab[:, :edge].reshape(-1, 3),
            lab[:, -edge:].reshape(-1, 3),
        ]
    )
    surface = np.median(border, axis=0)
    height, width = lab.shape[:2]
    middle = np.median(lab[height // 5 : -height // 5, width // 5 : -width // 5].reshape(-1, 3), axis=0)
    if np.abs(surface - middle).sum() < 40:
        return None
    if np.mean(np.abs(border - surface).sum(axis=1) < 60) < 0.6:
        return None
    to_surface = np.abs(lab - surface).sum(axis=2)
    to_paper = np.abs(lab - middle).sum(axis=2)
    mask = (to_paper < to_surface).astype(np.uint8) * 255
    reach = max(min(height, width) // 12, 3)
    padded = cv2.copyMakeBorder(mask, reach, reach, reach, reach, cv2.BORDER_CONSTANT, value=0)
    closed = cv2.morphologyEx(padded, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    return np.ascontiguousarray(closed[reach:-reach, reach:-reach])


def _clockwise(corners: Floats) -> Floats:
    """Top left, top right, bottom right, bottom left."""
    total, difference = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    return np.array(
        [
            corners[total.argmin()],
            corners[difference.argmax()],
            corners[total.argmax()],
            corners[difference.argmin()],
        ]
    )


def _flattened(corners: Floats) -> Pose:
    """The paper seen from straight above, sides as long as they are in the image on average."""
    lengths = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    width, height = int((lengths[0] + lengths[2]) / 2), int((lengths[1] + lengths[3]) / 2)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    return Pose(matrix, (max(width, 1), max(height, 1)))
