"""Which points of a picture would be found again in a crop, under a stamp or from another angle?

Scale-invariant key points, spread over the picture, with descriptors of 128 bytes; and for an index each point's word:
the sides of fixed planes on which its descriptor lies.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from media_library.photos.fingerprints.sheet import Grey

MOST_POINTS = 400
FEW_POINTS = 120
SOUGHT_PX = 320  # key points are sought on a smaller sheet: half the time, the same points
WORD_BITS = 20
TABLES = 3
_PLANES_SEED = 20260801


@dataclass(frozen=True)
class KeyPoints:
    """Places (n, 2) in pixels of the sheet and descriptors (n, 128), the strongest first."""

    places: npt.NDArray[np.float32]
    descriptors: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.places)


def key_points(sheet: Grey) -> KeyPoints:
    """Return at most 400 key points of a sheet; none where it shows nothing. A soft picture is looked at more closely."""
    share = min(1.0, SOUGHT_PX / max(sheet.shape))
    size = (max(1, round(sheet.shape[1] * share)), max(1, round(sheet.shape[0] * share)))
    small = cv2.resize(sheet, size, interpolation=cv2.INTER_AREA) if share < 1 else sheet
    points, descriptors = _detector(0.03).detectAndCompute(small, None)
    if len(points) < FEW_POINTS:
        points, descriptors = _detector(0.006).detectAndCompute(small, None)
    if descriptors is None or not len(points):
        return KeyPoints(np.zeros((0, 2), np.float32), np.zeros((0, 128), np.uint8))
    order = np.lexsort(([p.pt[0] for p in points], [p.pt[1] for p in points], [-p.response for p in points]))
    order = order[:MOST_POINTS]
    places = (np.array([points[i].pt for i in order], np.float32) + 0.5) / np.float32(share) - 0.5
    return KeyPoints(places.astype(np.float32), _rooted(descriptors[order]))


@cache
def _detector(contrast: float) -> Any:
    make: Any = vars(cv2)["SIFT_create"]
    return make(nfeatures=MOST_POINTS, contrastThreshold=contrast)


def _rooted(descriptors: npt.NDArray[np.float32]) -> npt.NDArray[np.uint8]:
    """Square roots of shares: a distance between them weighs small and large bins alike."""
    shares = descriptors / np.maximum(descriptors.sum(axis=1, keepdims=True), 1e-6)
    rooted: npt.NDArray[np.uint8] = np.clip(np.sqrt(shares) * 512, 0, 255).astype(np.uint8)
    return rooted


def words(points: KeyPoints) -> npt.NDArray[np.int64]:
    """Return the words (n, tables) of the key points; each table has a range of numbers of its own."""
    sides = points.descriptors.astype(np.float32) @ _planes() > 0
    bits = sides.reshape(len(points), TABLES, WORD_BITS).astype(np.int64)
    values = bits @ (1 << np.arange(WORD_BITS - 1, -1, -1, dtype=np.int64))
    found: npt.NDArray[np.int64] = values + (np.arange(TABLES, dtype=np.int64) << WORD_BITS)
    return found


@cache
def _planes() -> npt.NDArray[np.float32]:
    """Fixed planes through the origin, balanced so that no side holds nearly all descriptors."""
    planes = np.random.default_rng(_PLANES_SEED).standard_normal((128, TABLES * WORD_BITS))
    balanced: npt.NDArray[np.float32] = (planes - planes.mean(axis=0)).astype(np.float32)
    return balanced


def mirrored(points: KeyPoints, width: int) -> KeyPoints:
    """The key points the mirrored sheet would have: places turned over, descriptor cells and directions reordered."""
    places = points.places.copy()
    places[:, 0] = width - 1 - places[:, 0]
    return KeyPoints(places, np.ascontiguousarray(points.descriptors[:, _mirror_order()]))


@cache
def _mirror_order() -> npt.NDArray[np.int64]:
    """A descriptor is four rows of four cells of eight directions; a mirror turns the rows over and the directions round."""
    row, cell, way = np.meshgrid(np.arange(4), np.arange(4), np.arange(8), indexing="ij")
    order: npt.NDArray[np.int64] = (((3 - row) * 4 + cell) * 8 + (8 - way) % 8).reshape(-1).astype(np.int64)
    return order
