"""Laid over each other, are these two sheets one picture, and if not, what differs?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt

from media_library.photos.fingerprints.laying import Transform, laid, scale_of
from media_library.photos.fingerprints.sheet import Grey, Sheet, grey
from media_library.photos.fingerprints.words_changed import Region, changed_regions

Values = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]

WINDOW_PX = 9
SLACK = ((0, 0), (0, 1), (1, 0), (0, -1), (-1, 0))  # a pixel of half the size each way
FLAT_LEVELS = 5.0
ALIKE = 0.6
LEAST_ALIKE_SHARE = 0.62
LEAST_SEEN_SHARE = 0.45  # how much of the larger picture the common part is: half may be cropped away
LEAST_SMALLER_SHARE = 0.75
LEAST_TEXTURED_SHARE = 0.01
LEAST_LIKE_PX = 50
LEAST_AREA_PX = 32 * 32
MOST_COVERED_SHARE = 0.3  # a stamp, a date bar or a label covers less; more is another ground for other words
RECOLOURED_ALIKE_SHARE = 0.85  # unless the strokes are the same all over: then the copy is grey or lit otherwise


@dataclass(frozen=True)
class Comparison:
    """What laying one over the other showed: shares 0..1 and the number of places where other words stand."""

    seen: float
    seen_of_smaller: float
    alike: float
    textured: float
    regions: tuple[Region, ...] = ()
    covered: float = 0  # share of the common part that has another ground

    @property
    def other_words(self) -> int:
        """In how many places other words stand on the same ground."""
        return sum(region.kind == "words" for region in self.regions)

    @property
    def contradicts(self) -> bool:
        """Whether the two fit each other and yet say something else."""
        return self.alike >= LEAST_ALIKE_SHARE and self.other_words > 0

    @property
    def same(self) -> bool:
        return (
            self.seen >= LEAST_SEEN_SHARE
            and self.seen_of_smaller >= LEAST_SMALLER_SHARE
            and self.alike >= LEAST_ALIKE_SHARE
            and self.textured >= LEAST_TEXTURED_SHARE
            and not self.other_words
            and (self.covered <= MOST_COVERED_SHARE or self.alike >= RECOLOURED_ALIKE_SHARE)
        )


def compared(moving: Sheet, transform: Transform, fixed: Sheet) -> Comparison:
    """Compare in the frame of the coarser of the two; likeness on half the size, changed words on the whole."""
    if scale_of(transform) > 1:
        moving, transform, fixed = fixed, np.linalg.inv(transform).astype(np.float64), moving
    shown, there = laid(moving, transform, fixed)
    area = float(there.sum())
    shares = sorted((area / there.size, area / max(moving[..., 0].size * scale_of(transform) ** 2, 1.0)))
    if area < LEAST_AREA_PX or shares[0] < LEAST_SEEN_SHARE:
        return Comparison(shares[0], shares[1], 0, 0)
    one, other = _evened(fixed, there), _evened(shown, there)
    best, textured, alike = _alike(grey(one), grey(other), there)
    found = Comparison(shares[0], shares[1], alike, float(textured.sum() / max(int(there.sum()) / 4, 1)))
    if not found.same:
        return found
    inner = cv2.erode(there.astype(np.uint8), np.ones((WINDOW_PX, WINDOW_PX), np.uint8)) > 0
    likes = cv2.resize((textured & (best > ALIKE)).astype(np.uint8), there.shape[::-1]) > 0
    regions = tuple(changed_regions(one, _lit_like(other, one, likes), inner))
    covered = sum(region.area for region in regions if region.kind == "ground") / area
    return replace(found, regions=regions, covered=covered)


def _alike(one: Grey, other: Grey, there: Mask) -> tuple[Values, Mask, float]:
    """On half the size: likeness around each pixel, where there is anything to see, and the share of it that is alike."""
    half = (max(there.shape[1] // 2, 1), max(there.shape[0] // 2, 1))
    small, moved = (
        cv2.resize(shades, half, interpolation=cv2.INTER_AREA).astype(np.float32) for shades in (one, other)
    )
    best, spread_one, spread_other = _likeness(small, moved)
    common = cv2.resize(there.astype(np.uint8), half, interpolation=cv2.INTER_NEAREST)
    inner = cv2.erode(common, np.ones((WINDOW_PX, WINDOW_PX), np.uint8)) > 0
    textured = inner & ((spread_one > FLAT_LEVELS) | (spread_other > FLAT_LEVELS))
    return best, textured, float((best[textured] > ALIKE).mean()) if textured.any() else 0.0


def _evened(sheet: Sheet, there: Mask) -> Sheet:
    """The sheet a little smoothed; outside the common part it is grey."""
    smooth = cv2.GaussianBlur(sheet, (0, 0), 0.8)
    smooth[~there] = 128
    return np.asarray(smooth, np.uint8)


def _lit_like(other: Sheet, one: Sheet, alike: Mask) -> Sheet:
    """`other` with the brightness of `one` in each colour, as their like places show: a straight line through both."""
    if int(alike.sum()) < LEAST_LIKE_PX:
        return other
    mask = alike.astype(np.uint8)
    (mean, spread), (wanted_mean, wanted_spread) = cv2.meanStdDev(other, mask=mask), cv2.meanStdDev(one, mask=mask)
    slope = np.clip(wanted_spread / np.maximum(spread, 1.0), 0.3, 3.0)
    table = (np.arange(256)[:, None] - mean.T) * slope.T + wanted_mean.T
    return np.asarray(cv2.LUT(other, np.clip(table, 0, 255).astype(np.uint8)[None]), np.uint8)


def _mean(values: Values) -> Values:
    return np.asarray(cv2.blur(values, (WINDOW_PX, WINDOW_PX)), np.float32)


def _likeness(one: Values, other: Values) -> tuple[Values, Values, Values]:
    """The best correlation around each pixel within a pixel of slack, and how much each sheet varies there."""
    mean_one, mean_other = _mean(one), _mean(other)
    spread_one = np.sqrt(np.maximum(_mean(one * one) - mean_one**2, 0))
    spread_other = np.sqrt(np.maximum(_mean(other * other) - mean_other**2, 0))
    best = np.full(one.shape, -1, np.float32)
    for down, across in SLACK:
        moved, mean, spread = (_shifted(values, down, across) for values in (other, mean_other, spread_other))
        best = np.maximum(best, (_mean(one * moved) - mean_one * mean) / (spread_one * spread + 4.0))
    return best, spread_one, spread_other


def _shifted(values: Values, down: int, across: int) -> Values:
    return np.roll(values, (down, across), axis=(0, 1))
