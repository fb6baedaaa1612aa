"""Which places does the repository bring along, and how are they loaded?

The tables stand in `data/` with a datasheet of their sources; another county brings three tables of the same form.
"""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from campaign_site.places import actions, tables

DATA = Path(__file__).parent / "data"
COUNTY = "kaizhou"
SOURCE = "国家统计局统计用区划代码"


@transaction.atomic
def load_reference_places(*, actor: Any = None, folder: Path = DATA, county: str = COUNTY) -> dict[str, actions.Loaded]:
    """Load a county's places, seats and figures; return what each table changed. Safe to repeat. Raises WrongTable."""
    places = tables.read_versions(_lines(folder / f"{county}_places.csv"))
    seats = tables.read_seats(_lines(folder / f"{county}_seats.csv"))
    figures = tables.read_figures(_lines(folder / f"{county}_denominators.csv"))
    return {
        "地方": actions.load_places(places, actor=actor, source=SOURCE),
        "驻地": actions.load_seats(seats, actor=actor, source="GeoNames、adcode"),
        "分母": actions.load_figures(figures, actor=actor, source="GeoNames、人口普查汇编"),
    }


def outline(folder: Path = DATA, county: str = COUNTY) -> dict[str, Any]:
    """Return the county's outline for a schematic map: `outline` is a closed ring of [lon, lat], `attribution` goes with it."""
    written: dict[str, Any] = json.loads((folder / f"{county}_outline.json").read_text(encoding="utf-8"))
    return written


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines()
