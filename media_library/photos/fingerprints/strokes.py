"""Which strokes of one sheet does the other have too, whatever the colour of the ground?"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

Shades = npt.NDArray[np.uint8]  # (height, width)
Mask = npt.NDArray[np.bool_]
Climb = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]
Box = tuple[slice, slice]

CLEAR_EDGE, FAINT_EDGE, WEAK_EDGE = 14.0, 8.0, 5.0  # grey levels a pixel
SAME_WAY = 0.7  # cosine between two climbs
NEIGHBOURS = tuple((down, across) for down in (-1, 0, 1) for across in (-1, 0, 1))
LOST = 0.6  # of the strokes around a place at most so much is still there: other words
AROUND_PX = 44  # about a sign
LEAST_STROKE_PX = 60


class Strokes:
    """The clear edges of two sheets, and which of them run the same way in the other within a pixel."""

    def __init__(self, one: Shades, other: Shades) -> None:
        self._climbs = _climb(one), _climb(other)

    def kept(self, box: Box, mine: Mask) -> float:
        """The share of either's edges in a region that the other has too, the larger of the two; 1 without edges."""
        return max(float(found[clear].mean()) if clear.any() else 1.0 for clear, found in self._both(box, mine))

    def lost(self, box: Box, mine: Mask) -> bool:
        """Whether somewhere in a region, as large as a sign, both sheets have strokes that the other has not."""
        shares = []
        for clear, found in self._both(box, mine, FAINT_EDGE):
            many, there = (
                cv2.boxFilter(one.astype(np.float32), -1, (AROUND_PX, AROUND_PX), normalize=False)
                for one in (clear, found)
            )
            shares.append((many >= LEAST_STROKE_PX) & (there < LOST * many))
        return bool((shares[0] & shares[1]).any())

    def _both(self, box: Box, mine: Mask, least: float = CLEAR_EDGE) -> Iterator[tuple[Mask, Mask]]:
        """For each sheet its clear edges in a region, and those of them that the other has too."""
        ours, theirs = ((across[box], down[box]) for across, down in self._climbs)
        for one, other in ((ours, theirs), (theirs, ours)):
            across, down = one
            steep = np.hypot(across, down)
            clear = mine & (steep > least)
            found = np.zeros_like(clear)
            for shift in NEIGHBOURS:
                there_across, there_down = (np.roll(climb, shift, axis=(0, 1)) for climb in other)
                there = np.hypot(there_across, there_down)
                same_way = across * there_across + down * there_down > SAME_WAY * steep * there
                found |= same_way & (there > WEAK_EDGE)
            yield clear, found & clear


def _climb(shades: Shades) -> Climb:
    """How much the brightness climbs from one pixel to the next, across and down."""
    across, down = (cv2.Sobel(shades, cv2.CV_32F, *way) / 8 for way in ((1, 0), (0, 1)))
    return np.asarray(across, np.float32), np.asarray(down, np.float32)
