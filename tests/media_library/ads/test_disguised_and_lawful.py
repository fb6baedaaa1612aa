"""Of our own disguised advertisements nearly all are found, of our own lawful texts next to none is flagged (row R3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from media_library.ads.rulebook import shipped
from media_library.ads.scanning import scan

SAMPLES = Path(__file__).parent / "samples"
UPRIGHT = ("保\n本\n保\n息", "保↓本↓保↓息")  # one sample is written downwards, over four lines


def texts(name: str) -> list[str]:
    written = (SAMPLES / name).read_text(encoding="utf-8").replace(*UPRIGHT)
    lines = [line for line in written.split("\n") if line.strip() and not line.startswith("#")]
    return [line.replace(*reversed(UPRIGHT)) for line in lines]


def flagged(found: list[str]) -> list[str]:
    return [text for text in found if scan({"text": text}, shipped(), today=date(2026, 10, 31))["suspect"]]


def test_disguised_advertisements_are_found():
    disguised = texts("disguised_ads.txt")
    assert len(disguised) >= 60
    assert len(flagged(disguised)) / len(disguised) >= 0.9


def test_lawful_texts_are_left_alone():
    lawful = texts("lawful_ads.txt")
    found = flagged(lawful)
    assert len(lawful) >= 200
    assert len(found) / len(lawful) <= 0.05, found
