"""Which 256 bits stand for a whole picture, and under which keys does an index find near ones?

The signs of the lowest frequencies of a cosine transform around their median. Recompressing, resizing and brightening turn few of
them; cropping and stamping turn many, which is what the key points are for.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from media_library.photos.fingerprints.sheet import Grey

SIDE = 16
BITS = SIDE * SIDE
NEAR_BITS = 31  # of 256; unrelated pictures stand about 128 apart
BANDS = 12
BAND_BITS = 20
PROBES = 6  # turned bits tried in each band, the least certain first
MOST_FLAT = 2.0  # grey levels of spread under which a picture shows nothing


@dataclass(frozen=True)
class WholeHash:
    """256 bits and how far each stood from turning (same order)."""

    bits: npt.NDArray[np.bool_]
    certainty: npt.NDArray[np.float32]

    @property
    def packed(self) -> bytes:
        """The bits as 32 bytes, to be stored."""
        return np.packbits(self.bits).tobytes()


def whole_hash(sheet: Grey) -> WholeHash:
    """Return the hash of a sheet of any size."""
    small = cv2.resize(sheet, (64, 64), interpolation=cv2.INTER_AREA).astype(np.float32)
    waves = cv2.dct(small)[:SIDE, :SIDE].reshape(-1)
    off = waves - np.median(waves[1:])
    off[0] = 1e6  # the mean brightness says nothing
    return WholeHash(off > 0, np.abs(off).astype(np.float32))


def is_flat(sheet: Grey) -> bool:
    """Whether the sheet shows next to nothing, so that likeness would mean nothing."""
    return float(cv2.GaussianBlur(sheet, (0, 0), 1.5).std()) < MOST_FLAT


def apart(one: bytes, other: bytes) -> int:
    """The number of differing bits of two packed hashes."""
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def bands(whole: WholeHash) -> list[int]:
    """The twelve keys under which a picture is stored: the band's number and its twenty bits."""
    return [_key(number, _value(bits)) for number, bits, _ in _cut(whole)]


def probes(whole: WholeHash) -> list[int]:
    """The keys under which near pictures are sought: each band as it is, and with one of its least certain bits turned."""
    keys = []
    for number, bits, certainty in _cut(whole):
        value = _value(bits)
        keys.append(_key(number, value))
        keys += [_key(number, value ^ (1 << int(BAND_BITS - 1 - at))) for at in np.argsort(certainty)[:PROBES]]
    return keys


def _cut(whole: WholeHash) -> list[tuple[int, npt.NDArray[np.bool_], npt.NDArray[np.float32]]]:
    """The bands: every twelfth bit, so that each holds low and high frequencies."""
    return [
        (n, whole.bits[n + 1 :: BANDS][:BAND_BITS], whole.certainty[n + 1 :: BANDS][:BAND_BITS]) for n in range(BANDS)
    ]


def _value(bits: npt.NDArray[np.bool_]) -> int:
    return int("".join("1" if bit else "0" for bit in bits), 2)


def _key(number: int, value: int) -> int:
    return number << BAND_BITS | value
