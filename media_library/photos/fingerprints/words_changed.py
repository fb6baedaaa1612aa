"""Where two laid-over sheets differ: was something put on top, or do other words stand there?

A stamp, a date bar or a watermark adds to what was there or covers it with a ground of its own. Another firm's name or another
rate stands on the same ground instead of the first: part of either's strokes is gone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

Colours = npt.NDArray[np.uint8]  # (height, width, 3)
Mask = npt.NDArray[np.bool_]
Climb = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]

LEAST_STEP = 26.0  # grey levels between a stroke and its ground, as between a change and noise
LEAST_SHARE = 0.3  # of the contrast around
AROUND_PX = 25
LEAST_CHANGED_PX = 10
JOINED_PX = 9  # changes this near belong together
GROUND_LEVELS = 14.0
GROUND_SHARE = 0.3  # of a region's pixels on its commonest level, for it to be printed and not photographed
OTHER_GROUND = 20.0
CLEAR_EDGE, WEAK_EDGE = 14.0, 5.0  # grey levels a pixel
SAME_WAY = 0.7  # cosine between two climbs
NEIGHBOURS = tuple((down, across) for down in (-1, 0, 1) for across in (-1, 0, 1))
KEPT = 0.85  # of the strokes: above it something was only added, or only covered
BESIDE_PX = 24
OVERLAYS = ("added", "ground")
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
    climbs = _climb(grey_one), _climb(grey_other)
    calm = (np.asarray(cv2.blur(sheet, (5, 5)), np.uint8) for sheet in (one, other))
    coloured = _changed(*calm).any(axis=2)
    wide = ((changed | coloured) & inner).astype(np.uint8)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(cv2.dilate(wide, np.ones((JOINED_PX, JOINED_PX))))
    regions = []
    for label in range(1, count):
        left, top, width, height, _ = (int(n) for n in boxes[label])
        box = (slice(top, top + height), slice(left, left + width))
        mine = (labels[box] == label) & inner[box]
        if int((changed[box] & mine).sum()) >= LEAST_CHANGED_PX:
            ours, theirs = ((across[box], down[box]) for across, down in climbs)
            kept = max(_kept(ours, theirs, mine), _kept(theirs, ours, mine))
            kind = _kind(one[box], other[box], mine, kept)
            regions.append(Region(left, top, width, height, kind, int(mine.sum())))
    return [_judged(region, regions) for region in regions]


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


def _kept(one: Climb, other: Climb, mine: Mask) -> float:
    """The share of clear edges of `one` in a region that run the same way in `other`, within a pixel; 1 without edges."""
    across, down = one
    steep = np.hypot(across, down)
    clear = mine & (steep > CLEAR_EDGE)
    if not clear.any():
        return 1.0
    found = np.zeros_like(clear)
    for shift in NEIGHBOURS:
        there_across, there_down = (np.roll(climb, shift, axis=(0, 1)) for climb in other)
        there = np.hypot(there_across, there_down)
        same_way = across * there_across + down * there_down > SAME_WAY * steep * there
        found |= same_way & (there > WEAK_EDGE)
    return float(found[clear].mean())


def _climb(shades: Colours) -> Climb:
    """How much the brightness climbs from one pixel to the next, across and down."""
    across, down = (cv2.Sobel(shades, cv2.CV_32F, *way) / 8 for way in ((1, 0), (0, 1)))
    return np.asarray(across, np.float32), np.asarray(down, np.float32)


def _missing(one: Colours, other: Colours) -> Colours:
    """How far each pixel of `one` lies outside the levels `other` shows within one pixel."""
    near = np.ones((3, 3), np.uint8)
    above = cv2.subtract(one, cv2.dilate(other, near))
    below = cv2.subtract(cv2.erode(other, near), one)
    return np.asarray(cv2.max(above, below), np.uint8)


def _kind(one: Colours, other: Colours, mine: Mask, kept: float) -> str:
    """What happened in a region: see `Region.kind`. `kept`: share of one's strokes that the other has too."""
    ground_one, share_one = _ground(one, mine)
    ground_other, share_other = _ground(other, mine)
    if np.abs(ground_one - ground_other).max() > OTHER_GROUND:
        return "ground"
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
