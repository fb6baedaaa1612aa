"""Where two laid-over sheets differ: was something put on top, or do other words stand there?

A stamp, a date bar or a watermark adds to what was there or covers it with a ground of its own. Another firm's name or another
rate stands on the same ground instead of the first: part of either's strokes is gone. Where the whole sheet has another ground,
strokes alone are asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from media_library.photos.fingerprints.strokes import Box, Strokes

Colours = npt.NDArray[np.uint8]  # (height, width, 3)
Mask = npt.NDArray[np.bool_]

LEAST_STEP = 26.0  # grey levels between a stroke and its ground, as between a change and noise
LEAST_SHARE = 0.3  # of the contrast around
AROUND_PX = 25
LEAST_CHANGED_PX = 10
JOINED_PX = 9  # changes this near belong together
GROUND_LEVELS = 14.0
GROUND_SHARE = 0.3  # of a region's pixels on its commonest level, for it to be printed and not photographed
OTHER_GROUND = 20.0
KEPT = 0.85  # of the strokes: above it something was only added, or only covered
BESIDE_PX = 24
OVERLAYS = ("added", "ground")
RING_PX = 12  # around a region, to see what its ground is beside
RING = np.ones((2 * RING_PX + 1, 2 * RING_PX + 1), np.uint8)
LEAST_RING_PX = 50
SIGN_PX = 44  # an addition no larger than a character, touching strokes, makes another character of it


@dataclass(frozen=True)
class Region:
    """A place where the sheets differ: its box in pixels, what was made of it and how many pixels that took."""

    left: int
    top: int
    width: int
    height: int
    kind: str  # "words", "ground" (an own ground), "added", "photo" (no printed ground)
    area: int


def changed_regions(one: Colours, other: Colours, inner: Mask) -> list[Region]:
    """Return the regions in which the two differ beyond noise and slight misplacing, from top to bottom.

    A region is found by its brightness, which compression spares, and as large as its colours say.
    """
    grey_one, grey_other = (np.asarray(cv2.cvtColor(sheet, cv2.COLOR_RGB2GRAY), np.uint8) for sheet in (one, other))
    changed = _changed(grey_one, grey_other) & inner
    if not changed.any():
        return []
    calm = (np.asarray(cv2.blur(sheet, (5, 5)), np.uint8) for sheet in (one, other))
    coloured = _changed(*calm).any(axis=2)
    pair = _Pair(one, other, Strokes(grey_one, grey_other), (changed | coloured) & inner, inner)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(
        cv2.dilate(pair.wide.astype(np.uint8), np.ones((JOINED_PX, JOINED_PX)))
    )
    regions = []
    for label in range(1, count):
        left, top, width, height, _ = (int(n) for n in boxes[label])
        box = _box(left, top, width, height)
        mine = (labels[box] == label) & inner[box]
        if int((changed[box] & mine).sum()) >= LEAST_CHANGED_PX:
            kind = pair.kind_of(labels == label, (left, top, width, height))
            regions.append(Region(left, top, width, height, kind, int(mine.sum())))
    return [_judged(region, regions) for region in regions]


@dataclass(frozen=True)
class _Pair:
    """Two sheets laid over each other, their strokes, where they differ (`wide`) and where both lie (`inner`)."""

    one: Colours
    other: Colours
    strokes: Strokes
    wide: Mask
    inner: Mask

    @cached_property
    def recoloured(self) -> bool:
        """Whether both are printed on one ground all over, each on another: then a place tells nothing by its ground alone."""
        return _kind(self.one, self.other, self.inner, 1.0) == "recoloured"

    def kind_of(self, whole: Mask, frame: tuple[int, int, int, int]) -> str:
        """What happened in the region `whole`, whose left, top, width and height are given: see `Region.kind`."""
        box = _box(*frame)
        mine = whole[box] & self.inner[box]
        kind = _kind(self.one[box], self.other[box], mine, self.strokes.kept(box, mine))
        if kind != "recoloured":
            return kind
        left, top, width, height = frame
        beside = _box(left - RING_PX, top - RING_PX, width + 2 * RING_PX, height + 2 * RING_PX)
        other_words = self.recoloured and not self._laid_on(beside, whole[beside]) and self.strokes.lost(box, mine)
        return "words" if other_words else "ground"

    def _laid_on(self, beside: Box, within: Mask) -> bool:
        """Whether something with a ground of its own was laid on one of the two: there the region differs from what is around it.

        Where it differs from it on both or on neither, the whole sheet has another colour or is lit otherwise.
        """
        ring = (cv2.dilate(within.astype(np.uint8), RING) > 0) & self.inner[beside] & ~self.wide[beside]
        if int(ring.sum()) < LEAST_RING_PX:
            return False
        grounds = [
            np.abs(_ground(sheet[beside], within & self.inner[beside])[0] - _ground(sheet[beside], ring)[0]).max()
            for sheet in (self.one, self.other)
        ]
        return bool((grounds[0] > OTHER_GROUND) != (grounds[1] > OTHER_GROUND))


def _judged(region: Region, regions: list[Region]) -> Region:
    """A changed sign beside a larger addition is part of it (a stamp's own letters); alone it makes another word."""
    if region.kind != "sign":
        return region
    beside = any(other.kind in OVERLAYS and _near(region, other) for other in regions)
    return replace(region, kind="added" if beside else "words")


def _near(one: Region, other: Region) -> bool:
    """Whether the boxes lie within some pixels of each other."""
    across = max(one.left, other.left) - min(one.left + one.width, other.left + other.width)
    down = max(one.top, other.top) - min(one.top + one.height, other.top + other.height)
    return max(across, down) <= BESIDE_PX


def _changed(one: Colours, other: Colours) -> Mask:
    """Values that have no like within one pixel of slack, measured by the contrast around; grey or in each colour."""
    gap = cv2.max(_missing(one, other), _missing(other, one))
    frame = np.ones((AROUND_PX, AROUND_PX), np.uint8)
    highest = cv2.max(cv2.dilate(one, frame), cv2.dilate(other, frame))
    lowest = cv2.min(cv2.erode(one, frame), cv2.erode(other, frame))
    return np.asarray(gap > np.maximum(LEAST_STEP, LEAST_SHARE * cv2.subtract(highest, lowest).astype(np.float32)))


def _box(left: int, top: int, width: int, height: int) -> Box:
    return slice(max(top, 0), top + height), slice(max(left, 0), left + width)


def _missing(one: Colours, other: Colours) -> Colours:
    """How far each pixel of `one` lies outside the levels `other` shows within one pixel."""
    near = np.ones((3, 3), np.uint8)
    above = cv2.subtract(one, cv2.dilate(other, near))
    below = cv2.subtract(cv2.erode(other, near), one)
    return np.asarray(cv2.max(above, below), np.uint8)


def _kind(one: Colours, other: Colours, mine: Mask, kept: float) -> str:
    """What happened in a region: see `Region.kind`; "recoloured" when two printed grounds differ, for whatever reason.

    `kept`: share of one's strokes that the other has too.
    """
    ground_one, share_one = _ground(one, mine)
    ground_other, share_other = _ground(other, mine)
    if np.abs(ground_one - ground_other).max() > OTHER_GROUND:
        return "recoloured" if min(share_one, share_other) >= GROUND_SHARE else "ground"
    if min(share_one, share_other) < GROUND_SHARE:
        return "photo"
    if kept < KEPT:
        return "words"
    small = max(mine.shape) <= SIGN_PX
    return "sign" if small and _inked(one, ground_one, mine) and _inked(other, ground_other, mine) else "added"


def _ground(colours: Colours, mine: Mask) -> tuple[npt.NDArray[np.float64], float]:
    """The commonest level of each colour and the share of pixels near all three."""
    levels = colours[mine]
    ground = np.array([_commonest(levels[:, channel]) for channel in range(3)], np.float64)
    return ground, float((np.abs(levels - ground) <= GROUND_LEVELS).all(axis=1).mean())


def _commonest(levels: npt.NDArray[np.uint8]) -> int:
    return int(np.convolve(np.bincount(levels, minlength=256), np.ones(9), "same").argmax())


def _inked(colours: Colours, ground: npt.NDArray[np.float64], mine: Mask) -> bool:
    """Whether there is any stroke in the region."""
    return bool((np.abs(colours[mine] - ground) > LEAST_STEP).any())
