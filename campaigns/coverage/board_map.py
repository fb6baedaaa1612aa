"""What does the schematic map (示意图) draw: the townships' seats as numbered points with their state?"""

from dataclasses import dataclass

from campaign_site.places.reference import outline
from campaigns.coverage.arithmetic import Band
from campaigns.coverage.board import Board
from campaigns.coverage.drawing import Point, Projection, outline_path, spread


@dataclass(frozen=True)
class Mark:
    """One township on the map: its number in the table, its place, its state in a glyph and a word."""

    order: int
    x: float
    y: float
    name: str
    code: str
    band: Band
    said: str


@dataclass(frozen=True)
class SchematicMap:
    """The drawing for one column of the board; the table beside it says the same."""

    label: str
    key: str
    outline: str
    marks: list[Mark]


def county_map(board: Board) -> SchematicMap | None:
    """Return the map of the column asked for, None when no township's seat is known."""
    column = next(
        (c for c in board.columns if c.key == board.asked.mapped), board.columns[-1] if board.columns else None
    )
    known = [row for row in board.rows if not row.ended and row.place.lon is not None and row.place.lat is not None]
    if column is None or not known:
        return None
    ring = _ring(board) or [(row.place.lon, row.place.lat) for row in known]
    projection = Projection(ring)
    points = spread(Point(row.order, *projection.at(row.place.lon, row.place.lat)) for row in known)
    at = board.columns.index(column)
    marks = [
        Mark(p.order, p.x, p.y, row.place.short_name, row.place.code_text, row.squares[at].band, row.squares[at].said)
        for p, row in zip(points, known, strict=True)
    ]
    return SchematicMap(column.label, column.key, outline_path(ring, projection) if len(ring) > 60 else "", marks)


def _ring(board: Board) -> list[tuple[float, float]]:
    """Return the kept outline when it is this county's, else nothing: the points alone are drawn."""
    kept = outline()
    return [(lon, lat) for lon, lat in kept["outline"]] if kept["place"] == board.asked.county.code_text else []
