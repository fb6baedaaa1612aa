"""How does an advertisement come in, from whatever source, and what is refused at the door?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from campaign_site.audit.recording import record
from campaign_site.people.models import User
from campaign_site.places.models import Level, Place
from campaign_site.terms import vocabularies
from media_library.ads.attachments import address_fault, audio_fault, keep_attachments
from media_library.ads.cases import AdCase, Source
from media_library.ads.joining import owe_likeness
from media_library.ads.models import LONGEST_TEXT, Ad, AdSpecimen
from media_library.photos.ingest import UnreadableImage, read_picture
from schedules.workdays import shanghai_day


@dataclass(frozen=True)
class Sighting:
    """What a person reports: words, a picture, an address or a spoken note, and where and when it was seen."""

    uid: UUID
    carrier: str
    place: Place
    seen_at: datetime
    source: str = Source.WEB_FORM
    text: str = ""
    picture: bytes = b""
    spot: str = ""
    advertiser: str = ""
    published_on: date | None = None
    address: str = ""
    audio: bytes = b""

    @property
    def says_something(self) -> bool:
        """Whether there is anything for a machine or a person to look at."""
        return bool(self.text.strip() or self.picture or self.address or self.audio)


def enter_ad(sighting: Sighting, reporter: User, now: datetime) -> Ad:
    """Keep a sighting with its untouched picture, open its case and owe its reading.

    The same `uid` sent twice by the same reporter is one advertisement. Raises ValidationError naming the field,
    PermissionDenied for a role or a place that is not the reporter's.
    """
    if not reporter.has_perm("media_library.add_ad") or reporter.unit is None:
        raise PermissionDenied("你的账号不能上报广告，请本单位管理员核对你的角色。")
    known = Ad.objects.filter(uid=sighting.uid, reporter=reporter).first()
    if known:
        return known
    picture = _checked(sighting, reporter, now)
    try:
        with transaction.atomic():
            return _kept(sighting, reporter, now, picture)
    except IntegrityError as error:
        again = Ad.objects.filter(uid=sighting.uid, reporter=reporter).first()
        if again is None:
            raise ValidationError("这一份没有存上，请刷新页面再报一次。") from error
        return again


def _checked(sighting: Sighting, reporter: User, now: datetime) -> AdSpecimen | None:
    """Refuse what cannot be kept, field by field; return the unsaved specimen when there is a picture."""
    specimen, faults = None, faults_of(sighting, reporter, now)
    if sighting.picture:
        try:
            specimen = _specimen(sighting, reporter)
        except UnreadableImage as reason:
            faults["picture"] = str(reason)
    if faults:
        raise ValidationError(faults)
    return specimen


def faults_of(sighting: Sighting, reporter: User, now: datetime) -> dict[str, str]:
    """What is wrong with the words, the carrier, the place, the moment and what came along, by field."""
    place, seat = sighting.place, reporter.unit.place
    faults = {
        "text": "" if sighting.says_something else "请写下广告上的字，或者拍一张照片，两样至少有一样。",
        "carrier": "" if sighting.carrier in vocabularies.keys("carrier") else "请从清单里选广告的载体。",
        "seen_at": "看到的时间还没有到，请改成实际看到的时间。" if sighting.seen_at > now else "",
        "place": ""
        if place.level in (Level.COUNTY, Level.TOWNSHIP) and seat.holds(place)
        else "请选本单位范围内的镇街。",
    }
    faults["address"] = address_fault(sighting.address) if sighting.address else ""
    faults["audio"] = audio_fault(sighting.audio) if sighting.audio else ""
    if len(sighting.text) > LONGEST_TEXT:
        faults["text"] = f"文字太长（超过 {LONGEST_TEXT} 字），请只留广告本身的话。"
    return {name: fault for name, fault in faults.items() if fault}


def _specimen(sighting: Sighting, reporter: User) -> AdSpecimen:
    """The unsaved specimen of the untouched bytes; raises UnreadableImage."""
    seen = read_picture(sighting.picture)
    return AdSpecimen(
        original=ContentFile(sighting.picture, name=f"{sighting.uid}.{seen.suffix}"),
        sha256=seen.sha256,
        format=seen.format,
        width=seen.width,
        height=seen.height,
        size_bytes=len(sighting.picture),
        captured_by=reporter,
        captured_at=sighting.seen_at,
    )


def _kept(sighting: Sighting, reporter: User, now: datetime, specimen: AdSpecimen | None) -> Ad:
    """Write case, sighting and specimen; the files are taken back if the rows cannot be written."""
    where = {
        "source": sighting.source, "carrier": sighting.carrier, "place": sighting.place,
        "channel": vocabularies.parent("carrier", sighting.carrier),
    }  # fmt: skip
    case = AdCase.objects.create(
        opened_at=now, first_words=" ".join((sighting.text or sighting.address).split())[:60], **where
    )
    ad = Ad.objects.create(
        uid=sighting.uid, case=case, spot=sighting.spot, seen_at=sighting.seen_at, text=sighting.text,
        month=shanghai_day(sighting.seen_at).replace(day=1), published_on=sighting.published_on,
        advertiser=sighting.advertiser, reporter=reporter, reporter_unit=reporter.unit, entered_at=now,
        **where,
    )  # fmt: skip
    Ad.objects.filter(pk=ad.pk).owe()
    owe_likeness(ad)
    after = {"carrier": ad.carrier, "place": ad.place_id, "sha256": specimen.sha256 if specimen else ""}
    record(reporter, "ads.enter_ad", ad, after=after)
    beside = keep_attachments(ad, address=sighting.address, audio=sighting.audio)
    if specimen:
        specimen.ad = ad
        try:
            specimen.save()
        except BaseException:
            for kept in (specimen.original, *(one.file for one in beside if one.file)):
                kept.delete(save=False)
            raise
    return ad
