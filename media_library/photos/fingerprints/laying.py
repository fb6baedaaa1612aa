"""How must one picture be shifted, turned and stretched to lie on another?"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from media_library.photos.fingerprints.key_points import KeyPoints
from media_library.photos.fingerprints.sheet import Sheet

Transform = npt.NDArray[np.float64]

CLEARLY_NEARER = 0.82  # of the second best match's distance; twice the same character is no evidence of place
FEWEST_INLIERS = 10
FEWEST_STRAIGHT = (
    6  # of them a plain stretch explains even in a picture seen from the side: below it perspective is not tried
)
REACH_PX = 3.0
STRAIGHT_ENOUGH = 0.97  # share of the perspective's inliers that a plain stretch explains: then it is steadier
LEAST_SCALE, MOST_SCALE = 0.2, 5.0


def stretch(moving: Sheet, fixed: Sheet) -> Transform:
    """The transform that only makes `moving` as large as `fixed`."""
    across, down = fixed.shape[1] / moving.shape[1], fixed.shape[0] / moving.shape[0]
    return np.array([[across, 0, (across - 1) / 2], [0, down, (down - 1) / 2], [0, 0, 1]], np.float64)


def laid_by_points(moving: KeyPoints, fixed: KeyPoints) -> Transform | None:
    """The transform that brings most key points of `moving` onto their likes in `fixed`; None when too few agree."""
    pairs = _pairs(moving.descriptors, fixed.descriptors)
    if len(pairs) < FEWEST_INLIERS:
        return None
    source, target = moving.places[pairs[:, 0]], fixed.places[pairs[:, 1]]
    cv2.setRNGSeed(1)
    plain, held = cv2.estimateAffine2D(source, target, method=cv2.RANSAC, ransacReprojThreshold=REACH_PX)
    many_plain = int(held.sum()) if plain is not None else 0
    if many_plain < FEWEST_STRAIGHT:
        return None
    bent, many_bent = None, 0
    if many_plain < STRAIGHT_ENOUGH * len(pairs):
        bent, kept = cv2.findHomography(source, target, cv2.RANSAC, REACH_PX, maxIters=2000)
        many_bent = int(kept.sum()) if bent is not None else 0
    if max(many_bent, many_plain) < FEWEST_INLIERS:
        return None
    if bent is None or many_plain >= STRAIGHT_ENOUGH * many_bent:
        return _sane(np.vstack([plain, [0, 0, 1]]))
    return _sane(np.asarray(bent, np.float64))


def _pairs(moving: npt.NDArray[np.uint8], fixed: npt.NDArray[np.uint8]) -> npt.NDArray[np.int64]:
    """Indexes (n, 2) of descriptors that are clearly nearest to each other, each used once on either side."""
    if len(moving) < 2 or len(fixed) < 2:
        return np.zeros((0, 2), np.int64)
    one, other = moving.astype(np.float32), fixed.astype(np.float32)
    gaps = (one**2).sum(1)[:, None] + (other**2).sum(1)[None, :] - 2 * (one @ other.T)
    best = np.argpartition(gaps, 1, axis=1)[:, :2]
    near = np.take_along_axis(gaps, best, axis=1)
    first = np.where(near[:, 0] <= near[:, 1], best[:, 0], best[:, 1])
    near.sort(axis=1)
    clear = near[:, 0] < CLEARLY_NEARER**2 * np.maximum(near[:, 1], 1e-3)
    mutual = gaps.argmin(axis=0)[first] == np.arange(len(one))
    rows = np.flatnonzero(clear & mutual)
    return np.stack([rows, first[rows]], axis=1)


def _sane(transform: Transform) -> Transform | None:
    """Refuse what folds, mirrors, or shrinks beyond belief."""
    if not np.isfinite(transform).all() or abs(transform[2, 2]) < 1e-9:
        return None
    transform = transform / transform[2, 2]
    scale = float(np.linalg.det(transform[:2, :2]))
    bend = float(np.abs(transform[2, :2]).max())
    return transform if LEAST_SCALE**2 <= scale <= MOST_SCALE**2 and bend < 2e-3 else None


def scale_of(transform: Transform) -> float:
    """How much longer a stretch becomes."""
    return float(np.sqrt(max(np.linalg.det(transform[:2, :2]), 1e-12)))


def laid(moving: Sheet, transform: Transform, fixed: Sheet) -> tuple[Sheet, npt.NDArray[np.bool_]]:
    """`moving` drawn in the frame of `fixed`, and where it lies there at all."""
    shrink = 1 / scale_of(transform)
    smooth = cv2.GaussianBlur(moving, (0, 0), 0.5 * shrink) if shrink > 1.2 else moving
    frame = (fixed.shape[1], fixed.shape[0])
    drawn = cv2.warpPerspective(smooth, transform, frame, flags=cv2.INTER_LINEAR)
    there = cv2.warpPerspective(np.full(moving.shape[:2], 255, np.uint8), transform, frame, flags=cv2.INTER_NEAREST)
    return np.asarray(drawn, np.uint8), cv2.erode(there, np.ones((5, 5), np.uint8)) > 0
