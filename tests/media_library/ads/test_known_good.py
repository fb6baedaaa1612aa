"""What is known to be harmless is not flagged; a doctored copy of it is."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from PIL import ImageDraw

from campaign_site.audit.models import AuditEntry
from media_library.ads import joining
from media_library.ads.cases import AdCase, State
from media_library.ads.known_good import KnownGood
from media_library.ads.known_good_keeping import change_days
from media_library.ads.models import Ad
from media_library.ads.retelling import retell_case
from tests import make
from tests.media_library.photos import reshots
from tests.media_library.photos.reshots import CHANGES, file_of

NOW = dt.datetime(2026, 10, 21, 2, tzinfo=dt.UTC)
POSTER = "守住钱袋子：凡是承诺“保本高息”的，都要多问一句。举报电话 023-5555 0303"


def seen(at, text: str = "", **more) -> AdCase:
    """Return the case of a sighting with one suspect point, after it was read and compared."""
    ad = make.ad(at, text, **more)
    Ad.objects.filter(pk=ad.pk).update(read_at=NOW, ruleset="t")
    make.rule_hit(Ad.objects.get(pk=ad.pk), quoted="保本高息", score=0.6)
    retell_case(ad.case_id)
    joining.pay_likeness(lambda: NOW, limit=20)
    return AdCase.objects.get(ads=ad)


def test_our_own_poster_is_not_flagged_but_kept_for_spot_checks_with_the_reason(county):
    good = make.known_good(county.place, POSTER)
    case = seen(county.townships[0], POSTER)
    assert (case.suspect, case.state) == (False, State.UNFLAGGED)
    assert case.ads.get().likeness.known_good == good
    assert "逐处相同" in case.ads.get().likeness.note
    assert "本办印制" in case.ads.get().hits.get().counter_signals[0]["shown"]


@pytest.mark.parametrize(
    "doctored",
    [
        POSTER.replace("0303", "0404"),
        POSTER + "详情加微信 abc12345",
        POSTER + "本社保本高息，欢迎入股。",
        POSTER.replace("都要多问一句", "都可放心入股"),
        "保本高息",
    ],
    ids=["telephone", "account", "sentence", "words", "quotation"],
)
def test_a_doctored_text_does_not_slip_through(county, doctored):
    make.known_good(county.place, POSTER)
    assert seen(county.townships[0], doctored).suspect


@pytest.mark.parametrize("change", ["half", "recompressed", "brighter"])
def test_a_plain_copy_of_the_poster_is_known(county, change):
    make.known_good(county.place, "", picture=file_of(reshots.flyer()))
    copy = file_of(CHANGES[change](reshots.flyer()), "JPEG", quality=85)
    assert not seen(county.townships[0], picture=copy).suspect


def doctored_flyers():
    added, code = reshots.flyer(), reshots.flyer()
    ImageDraw.Draw(added).rectangle((330, 560, 560, 600), fill="#222222")
    pen = ImageDraw.Draw(code)
    for number in range(60):
        x, y = 440 + number * 37 % 100, 620 + number * 53 % 100
        pen.rectangle((x, y, x + 8, y + 8), fill="black")
    return {
        "telephone": reshots.flyer(phone="023-6666 0202"),
        "rate": reshots.flyer(rate="18"),
        "bar": added,
        "code": code,
    }


@pytest.mark.parametrize("name", ["telephone", "rate", "bar", "code"])
def test_a_doctored_picture_does_not_slip_through(county, name):
    make.known_good(county.place, "", picture=file_of(reshots.flyer()))
    assert seen(county.townships[0], picture=file_of(doctored_flyers()[name])).suspect


def test_words_typed_beside_a_known_picture_are_read_for_themselves(county):
    make.known_good(county.place, "", picture=file_of(reshots.flyer()))
    assert seen(county.townships[0], "本社另有保本高息项目", picture=file_of(reshots.flyer())).suspect


def test_what_has_lapsed_counts_no_more(county):
    make.known_good(county.place, POSTER, valid_until=dt.date(2026, 10, 19))
    assert seen(county.townships[0], POSTER).suspect


def test_lapsed_copies_do_not_hide_the_one_that_counts(county):
    for _ in range(joining.MOST_COMPARED):
        make.known_good(county.place, POSTER, valid_until=dt.date(2026, 10, 19))
    good = make.known_good(county.place, POSTER)
    case = seen(county.townships[0], POSTER)
    assert (case.suspect, case.ads.get().likeness.known_good) == (False, good)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"text": " "}, "text"),
        ({"source": " "}, "source"),
        ({"valid_until": dt.date(2025, 1, 1)}, "valid_until"),
        ({"picture": b"no picture"}, "picture"),
        ({"text": "保本"}, "text"),
    ],
    ids=["empty", "no ground", "days", "broken", "too short"],
)
def test_what_cannot_be_compared_is_refused_by_field(county, more, field):
    with pytest.raises(ValidationError) as refusal:
        make.known_good(county.place, **more)
    assert list(refusal.value.message_dict) == [field]
    assert KnownGood.objects.count() == 0


def test_entering_and_ending_are_on_record(county):
    good = make.known_good(county.place)
    change_days(good, make.user("market", at=county.place), valid_until=dt.date(2026, 12, 31), source="备案 3 号")
    assert list(
        AuditEntry.objects.filter(action__contains="known_good").order_by("pk").values_list("action", flat=True)
    ) == [
        "ads.enter_known_good",
        "ads.change_known_good",
    ]
    with pytest.raises(PermissionDenied):
        change_days(good, make.user("township", at=county.townships[0]), valid_until=None, source="x")


def test_the_screen_enters_and_ends_material(county, signed_in):
    office = signed_in(make.user("office", at=county.place))
    fields = {"title": "画一", "kind": "own", "publisher": "打非办", "source": "本办印制", "valid_from": "2026-01-01"}
    office.post(reverse("known_good:add"), fields | {"text": POSTER, "valid_until": ""})
    good = KnownGood.objects.get()
    office.post(reverse("known_good:edit", args=[good.pk]), {"source": "换了文号", "valid_until": "2026-12-31"})
    good.refresh_from_db()
    assert (good.title, good.source, good.valid_until) == ("画一", "换了文号", dt.date(2026, 12, 31))
    assert "画一" in office.get(reverse("known_good:index")).content.decode()


def test_the_screen_says_what_is_missing(county, signed_in):
    office = signed_in(make.user("office", at=county.place))
    page = office.post(
        reverse("known_good:add"),
        {"title": "画一", "kind": "own", "publisher": "x", "source": "y", "valid_from": "2026-01-01"},
    )
    assert "两样至少有一样" in page.content.decode()
    assert KnownGood.objects.count() == 0
