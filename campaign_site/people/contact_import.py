"""What would a table of named persons change: who is named first, who hands over to whom, what is set right?"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from campaign_site.audit.recording import record
from campaign_site.people.contacts import PURPOSE, Contact, without_contact
from campaign_site.people.handover import Person, name_person
from campaign_site.people.models import Unit
from campaign_site.places.finding import Finder, NotFound, Said
from campaign_site.places.models import Place
from campaign_site.sheets_sent.plans import Line, Plan, State
from campaign_site.tables_in.blank_form import Filling
from campaign_site.tables_in.cells import Code, Day, Phone, Word
from campaign_site.tables_in.declared import Column, Row, Table
from campaign_site.tables_in.reading import read

CONTACTS = Table(
    "contacts",
    "镇街指定人员",
    (
        Column("code", "区划代码", Code(), headings=("代码",), note="记不准就空着。"),
        Column("township", "镇街", Word(60), headings=("乡镇", "乡镇街道", "镇乡街道", "单位", "所属单位")),
        Column("name", "姓名", Word(30), headings=("指定人员", "联系人", "负责人"), required=True),
        Column("post", "职务", Word(40), headings=("职位",), required=True),
        Column("phone", "办公电话", Phone(), headings=("座机", "联系电话", "电话"), note="座机；不登记手机号。"),
        Column("since", "起始日", Day(), headings=("任职日期", "起始日期", "交接日", "自"), required=True),
    ),
    needs=("code", "township"),
    most_rows=2000,
    about=("name", "post", "phone", "since"),
    notes=(
        "一行一个镇街的现任人员；换了人就写新的人和交接那天，前一位到那天为止。",
        "还没有人的镇街空着就行；同一个人的办公电话空着，就不改原来的。",
        PURPOSE,
    ),
)


@dataclass(frozen=True)
class Naming:
    """A line: the unit, the person, and who is named there now."""

    line: int
    unit: Unit
    person: Person
    now: Contact | None

    @property
    def same_person(self) -> bool:
        return self.now is not None and self.now.name == self.person.name

    def state(self) -> State:
        if self.now is None:
            return State.NEW
        written = Person(self.now.name, self.now.post, self.now.phone, self.now.since)
        return State.SAME if written == self.person else State.CHANGED

    def shown(self) -> Line:
        what = f"{self.person.name}，{self.person.post}，{self.person.phone or '没有电话'}，自 {self.person.since}"
        before = ""
        if self.now is not None and self.state() is State.CHANGED:
            word = "勘误" if self.same_person else "交接"
            before = f"{self.now.name}，{self.now.post}，{self.now.phone or '没有电话'}，自 {self.now.since}（{word}）"
        return Line(self.line, self.unit.short_name, what, self.state(), before)


def plan_contacts(content: bytes, seat: Place, *, today: dt.date, filename: str = "") -> Plan:
    """Return what a table of named persons would change for the townships under `seat`; raises UnreadableTable."""
    sent = read(CONTACTS, content, filename=filename)
    finder = Finder(seat, (said_by(row) for row in sent.rows))
    faults = list(sent.faults)
    places = list(places_in(sent.rows, finder, faults))
    units = {unit.place_id: unit for unit in township_units([place for _, place in places])}
    now = {contact.unit_id: contact for contact in Contact.objects.current().filter(unit__in=units.values())}
    namings: dict[int, Naming] = {}
    for row, place in places:
        unit = units.get(place.pk)
        if unit is None:
            faults.append(f"第 {row.line} 行：{place.short_name}还没有登记单位，请先在“单位”里登记。")
        elif unit.pk in namings:
            faults.append(
                f"第 {row.line} 行：{unit.short_name}第 {namings[unit.pk].line} 行已经有了，一个镇街只写一位。"
            )
        elif {"name", "post", "since"} <= row.values.keys():
            namings[unit.pk] = naming(row, unit, now.get(unit.pk))
            faults += wrong_days(namings[unit.pk], today)
    return Plan(
        lines=[one.shown() for one in namings.values()],
        faults=faults,
        remarks=sent.remarks,
        write=lambda actor, reason: write(list(namings.values()), actor, today),
    )


def said_by(row: Row) -> Said:
    values: dict[str, Any] = row.values
    return Said(values.get("code"), values.get("township", ""))


def places_in(rows: list[Row], finder: Finder, faults: list[str]) -> Iterator[tuple[Row, Place]]:
    for row in rows:
        try:
            yield row, finder.find(said_by(row))
        except NotFound as error:
            faults.append(f"第 {row.line} 行：{error}。")


def township_units(places: list[Place]) -> list[Unit]:
    ids = {place.pk for place in places}
    return list(Unit.objects.filter(place__in=ids, kind=Unit.Kind.TOWNSHIP, valid_to=None).select_related("place"))


def naming(row: Row, unit: Unit, now: Contact | None) -> Naming:
    values: dict[str, Any] = row.values
    kept = now.phone if now is not None and now.name == values["name"] else ""
    return Naming(
        row.line, unit, Person(values["name"], values["post"], values.get("phone", kept), values["since"]), now
    )


def wrong_days(one: Naming, today: dt.date) -> Iterator[str]:
    """Yield what is wrong with a first day: in the future, or a handover before the present person began."""
    if one.person.since > today:
        yield f"第 {one.line} 行“起始日”：{one.person.since} 还没有到，到了那一天再登记。"
    elif one.now is not None and not one.same_person and one.person.since <= one.now.since:
        yield f"第 {one.line} 行“起始日”：{one.now.name}从 {one.now.since} 起任，交接日要在这一天之后。"


@transaction.atomic
def write(namings: list[Naming], actor: Any, today: dt.date) -> None:
    """Name, hand over or set right, at most two thousand rows; each is on record by itself. Raises ValidationError."""
    for one in namings:
        if one.state() is State.SAME:
            continue
        if one.now is not None and one.same_person:
            for field in ("post", "phone", "since"):
                setattr(one.now, field, getattr(one.person, field))
            one.now.full_clean()
            one.now.save()
        else:
            name_person(one.unit, one.person, by=actor, today=today)
    changed = sum(one.state() is not State.SAME for one in namings)
    record(actor, "people.load_contacts", None, after={"rows": changed})


def filling(seat: Place, today: dt.date) -> Filling:
    """Return what stands in the form: every township, with the person named there now."""
    now = {
        one.unit.place_id: one
        for one in Contact.objects.current().filter(unit__place__in=Place.objects.under(seat)).select_related("unit")
    }
    rows = []
    for place in Place.objects.under(seat).townships().existing(today).order_by("code"):
        person = now.get(place.pk)
        known = {key: getattr(person, key) for key in ("name", "post", "phone", "since")} if person else {}
        rows.append({"code": place.code_text, "township": place.short_name, **known})
    missing = without_contact(seat, today).count()
    return Filling(rows=rows, notes=(f"现在有 {missing} 个镇街没有指定人员。",))
