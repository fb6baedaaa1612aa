"""Do the repository's own tables say what their sources say?"""

import csv
import datetime as dt
from itertools import pairwise
from pathlib import Path

import pytest

from campaign_site.places.models import Level, Place
from campaign_site.places.reference import outline


def source(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_place_of_2023_has_the_code_name_and_kind_of_the_list(kaizhou, reference_data) -> None:
    listed = {(int(r["code"]), r["name"], r["category"]) for r in source(reference_data, "kaizhou_divisions.csv")}

    assert set(Place.objects.values_list("code", "name", "kind")) == listed


@pytest.mark.parametrize(("year", "day"), [("2015", dt.date(2016, 1, 23)), ("2016", dt.date(2017, 1, 1))])
def test_every_place_had_the_code_and_name_of_the_older_list(kaizhou, reference_data, year, day) -> None:
    rows = source(reference_data, "kaizhou_code_history.csv")
    listed = {(int(r["code_2023"]), int(r[f"code_{year}"]), r[f"name_{year}"]) for r in rows if r[f"code_{year}"]}

    then = Place.objects.as_of(day).exclude(level=Level.COUNTY)
    assert set(then.values_list("code", "code_then", "name_then")) == listed


def test_every_seat_lies_within_the_outline(kaizhou) -> None:
    ring = outline()["outline"]
    assert ring[0] == ring[-1]

    for township in Place.objects.townships():
        crossed = [
            (x2 - x1) * (township.lat - y1) / (y2 - y1) + x1 > township.lon
            for (x1, y1), (x2, y2) in pairwise(ring)
            if (y1 > township.lat) != (y2 > township.lat)
        ]
        assert sum(crossed) % 2 == 1, township


def test_the_outline_names_its_origin_and_its_limits() -> None:
    written = outline()

    assert written["attribution"] == "边界：adcode by Vonng (CC BY 4.0)"
    assert "审图号" in written["use"]
