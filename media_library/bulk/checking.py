"""What would each line become, and what speaks against it? The dry run: looks things up, writes nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from campaign_site.places.models import Level, Place
from campaign_site.tables_in.cells import Day, WrongCell
from campaign_site.terms import vocabularies
from media_library.ads.intake import Sighting, faults_of
from media_library.ads.models import Ad, AdSpecimen
from media_library.bulk.lines import Line
from media_library.bulk.models import BulkIntake, BulkLine
from media_library.bulk.packages import Package, UnreadablePackage
from media_library.photos.ingest import UnreadableImage, read_picture
from schedules.workdays import shanghai_day

PIECE = 200  # lines asked about at once
Key = tuple[int, str, dt.date, str, str]


class WrongLine(ValueError):
    """A line cannot become a sighting; the Chinese sentence says what is wrong with it."""


@dataclass
class Meanings:
    """What the words of one file stand for: carriers by key and label, places by code and name within the seat, pictures."""

    carriers: dict[str, str]
    places: dict[str, list[Place]] = field(default_factory=dict)
    package: Package | None = None


def meanings(intake: BulkIntake, lines: Iterable[Line], package: Package | None = None) -> Meanings:
    """Look up once all that the lines name; one query for the places of a piece."""
    keys = {label: key for key, label in vocabularies.choices("carrier")}
    found = Meanings(keys | {key: key for key in keys.values()}, package=package)
    wanted = sorted({line.given["place"].strip() for line in lines if line.given.get("place")})
    seat = Place.objects.under(intake.unit.place).filter(level__in=[Level.COUNTY, Level.TOWNSHIP])
    for first in range(0, len(wanted), PIECE):
        names = wanted[first : first + PIECE]
        codes = [int(name) for name in names if name.isascii() and name.isdigit() and len(name) <= 12]
        for place in seat.filter(Q(name__in=names) | Q(short_name__in=names) | Q(code__in=codes)):
            for name in {place.name, place.short_name, str(place.code)}:
                found.places.setdefault(name, []).append(place)
    return found


def sighting_of(line: BulkLine, known: Meanings) -> Sighting:
    """The sighting a line stands for, its picture read from the file. Raises WrongLine."""
    intake, given = line.intake, line.given
    return Sighting(
        uid=line.uid,
        carrier=_carrier(given.get("carrier", ""), intake, known),
        place=_place(given.get("place", ""), intake, known),
        seen_at=_moment(given.get("seen_at", ""), intake),
        source="bulk",
        text=given.get("text", ""),
        picture=_picture(given.get("picture", ""), known.package),
        spot=_short(given, "spot", "具体位置"),
        advertiser=_short(given, "advertiser", "广告主"),
        published_on=_day(given["published_on"], "广告日期") if given.get("published_on") else None,
        address=given.get("address", "").strip(),
    )


def checked_lines(
    intake: BulkIntake, lines: list[Line], package: Package | None, now: dt.datetime
) -> Iterator[BulkLine]:
    """Each line as it would be kept: ready, faulty, or twice (in the file, or already on record)."""
    first_at: dict[Key, int] = {}
    for begin in range(0, len(lines), PIECE):
        piece = lines[begin : begin + PIECE]
        known = meanings(intake, piece, package)
        judged = [_judged(intake, line, known, now) for line in piece]
        stored = on_record([key for _, key in judged if key])
        for line, key in judged:
            if key and (key in first_at or key in stored):
                where = (
                    f"和第 {first_at[key]} 行一样" if key in first_at else "已经报过（同一天、同一处、同样的字和图）"
                )
                line.state, line.fault = BulkLine.State.TWICE, f"{where}，不再导入。"
            elif key:
                first_at[key] = line.number
            yield line


def _judged(intake: BulkIntake, line: Line, known: Meanings, now: dt.datetime) -> tuple[BulkLine, Key | None]:
    """The unsaved row of a line with what makes it the same as another; no key for a faulty one."""
    row = BulkLine(intake=intake, number=line.number, given=line.given, state=BulkLine.State.READY)
    try:
        if line.fault:
            raise WrongLine(line.fault)
        sighting = sighting_of(row, known)
        faults: Mapping[str, str] = faults_of(sighting, intake.by, now)
        if faults:
            raise WrongLine(next(iter(faults.values())))
        if sighting.picture:
            read_picture(sighting.picture)
    except (WrongLine, UnreadableImage) as wrong:
        row.state, row.fault = BulkLine.State.FAULTY, str(wrong)[:300]
        return row, None
    sha256 = hashlib.sha256(sighting.picture).hexdigest() if sighting.picture else ""
    words = " ".join(sighting.text.split()) or (sighting.address if not sha256 else "")
    return row, (sighting.place.pk, sighting.carrier, shanghai_day(sighting.seen_at), words, sha256)


def on_record(keys: list[Key]) -> set[Key]:
    """Those of `keys` that a stored sighting already says; two queries for a piece, by indexed columns."""
    if not keys:
        return set()
    days = [key[2] for key in keys]
    about = Ad.objects.filter(
        month__in={day.replace(day=1) for day in days},
        place__in={key[0] for key in keys},
        carrier__in={k[1] for k in keys},
    )
    words = {key[3] for key in keys if key[3] and not key[4]}
    said = about.values_list("place_id", "carrier", "seen_at", "text").filter(specimens=None) if words else []
    found = {(place, carrier, shanghai_day(at), " ".join(text.split()), "") for place, carrier, at, text in said}
    shown = AdSpecimen.objects.filter(sha256__in={key[4] for key in keys if key[4]}, ad__in=about).select_related("ad")
    found |= {
        (one.ad.place_id, one.ad.carrier, shanghai_day(one.ad.seen_at), " ".join(one.ad.text.split()), one.sha256)
        for one in shown
    }
    return found & set(keys)


def _carrier(words: str, intake: BulkIntake, known: Meanings) -> str:
    words = words.strip()
    if not words and not intake.carrier:
        raise WrongLine("没有写载体。请补上，或在上传时选“没写载体的按……”。")
    if words and words not in known.carriers:
        raise WrongLine(f"载体“{words[:20]}”不在清单里，请照样表里的写法。")
    return known.carriers[words] if words else intake.carrier


def _place(words: str, intake: BulkIntake, known: Meanings) -> Place:
    words = words.strip()
    found = known.places.get(words, []) if words else [intake.place] if intake.place else []
    if len({place.pk for place in found}) == 1:
        return found[0]
    if not words:
        raise WrongLine("没有写镇街。请补上，或在上传时选“没写镇街的按……”。")
    many = "有两个以上，请改写 12 位代码" if found else "不在本单位范围里，请写镇街全名或 12 位代码"
    raise WrongLine(f"镇街“{words[:20]}”{many}。")


def _moment(words: str, intake: BulkIntake) -> dt.datetime:
    """A day, or a day and an hour, in local time."""
    words = words.strip()
    if words:
        exact = _exact(words) if len(words) > 10 else None
        if exact:
            return exact if timezone.is_aware(exact) else timezone.make_aware(exact)
        return timezone.make_aware(dt.datetime.combine(_day(words, "看到的时间"), dt.time()))
    if intake.seen_on is None:
        raise WrongLine("没有写看到的时间。请补上，或在上传时选“没写日期的按……”。")
    return timezone.make_aware(dt.datetime.combine(intake.seen_on, dt.time()))


def _exact(words: str) -> dt.datetime | None:
    try:
        return parse_datetime(words.replace("/", "-"))
    except ValueError:
        return None


def _day(words: str, label: str) -> dt.date:
    try:
        return Day().read(words.strip())
    except WrongCell as wrong:
        raise WrongLine(f"{label}：{wrong}。") from wrong


def _short(given: dict[str, Any], key: str, label: str) -> str:
    words = str(given.get(key, "")).strip()
    if len(words) > 100:
        raise WrongLine(f"{label}太长（超过 100 字），请写短些。")
    return words


def _picture(name: str, package: Package | None) -> bytes:
    if not name.strip():
        return b""
    if package is None:
        raise WrongLine("写了图片文件名，但没有图片。请把清单和图片打成一个压缩包再传。")
    try:
        return package.read(name)
    except UnreadablePackage as wrong:
        raise WrongLine(str(wrong)) from wrong
