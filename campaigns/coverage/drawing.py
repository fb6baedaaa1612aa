"""Where do the points of the schematic map and the line of a trend lie? Pure numbers for a template to draw."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

MAP_WIDTH, MAP_HEIGHT, MARGIN = 372.0, 418.0, 14.0
TREND_WIDTH, TREND_HEIGHT, TREND_TOP = 170.0, 50.0, 6.0
NEAR = 17.0  # points closer than this are pushed apart, or their numbers could not be read


@dataclass(frozen=True)
class Point:
    """One numbered point of the map."""

    order: int
    x: float
    y: float


class Projection:
    """Degrees to drawing units: an even scale that fits the outline and every point into the frame."""

    def __init__(self, ring: Sequence[tuple[float, float]]) -> None:
        lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
        self.narrow = cos(radians((min(lats) + max(lats)) / 2))
        self.left, self.top = min(lons), max(lats)
        wide, high = (max(lons) - min(lons)) * self.narrow or 1.0, (max(lats) - min(lats)) or 1.0
        self.scale = min((MAP_WIDTH - 2 * MARGIN) / wide, (MAP_HEIGHT - 2 * MARGIN - 20) / high)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return the place of a coordinate, in drawing units from the top left."""
        x = MARGIN + (lon - self.left) * self.narrow * self.scale
        return round(x, 1), round(MARGIN + (self.top - lat) * self.scale, 1)


def outline_path(ring: Sequence[tuple[float, float]], projection: Projection) -> str:
    """Return the county's outline as an SVG path."""
    points = (projection.at(lon, lat) for lon, lat in ring)
    return "M" + " ".join(f"{x},{y}" for x, y in points) + "z"


def spread(points: Iterable[Point], *, rounds: int = 60) -> list[Point]:
    """Return the points with near ones pushed apart, so that each number can be read; same input, same drawing."""
    points = list(points)
    placed = [[point.x, point.y] for point in points]
    for _ in range(rounds):
        for i, first in enumerate(placed):
            for second in placed[:i]:
                _part(first, second)
    return [
        Point(point.order, round(min(max(x, 10), MAP_WIDTH - 10), 1), round(min(max(y, 10), MAP_HEIGHT - 26), 1))
        for point, (x, y) in zip(points, placed, strict=True)
    ]


def _part(first: list[float], second: list[float]) -> None:
    across, down = first[0] - second[0], first[1] - second[1]
    gap = hypot(across, down)
    if gap >= NEAR:
        return
    if gap == 0:
        across, gap = 1.0, 1.0
    push = (NEAR - gap) / 2 / gap
    for point, way in ((first, push), (second, -push)):
        point[0] += across * way
        point[1] += down * way


@dataclass(frozen=True)
class Trend:
    """Twelve months of one number: the drawn pieces, hatched months without a report, the last point."""

    pieces: list[str]
    holes: list[float]
    last_x: float
    last_y: float
    last: int | None


def trend_line(values: Mapping[dt.date, int], months: Sequence[dt.date]) -> Trend:
    """Return the line over `months`; a month without a value is a hole, never a zero."""
    step = (TREND_WIDTH - 8) / max(1, len(months) - 1)
    highest = max(values.values(), default=0) or 1
    pieces: list[list[str]] = [[]]
    holes, last = [], (0.0, 0.0)
    for n, month in enumerate(months):
        x = round(4 + n * step, 1)
        if month not in values:
            holes.append(round(x - 6, 1))
            pieces.append([])
            continue
        last = (x, round(TREND_TOP + (1 - values[month] / highest) * (TREND_HEIGHT - 2 * TREND_TOP), 1))
        pieces[-1].append(f"{last[0]},{last[1]}")
    lines = ["M" + " ".join(piece) for piece in pieces if piece]
    return Trend(lines, holes, *last, values.get(months[-1]) if months else None)
