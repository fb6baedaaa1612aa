"""Can the office hand in figures on screen, see what would change, and confirm or put aside?"""

import io

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaign_site.places.models import Denominator
from campaign_site.sheets_sent.models import SentSheet
from tests import make
from tests.campaign_site.places.sheets_of_figures import figures_sheet, row

SCREEN = "/admin/places/figures/"


@pytest.fixture
def desk(county, signed_in):
    return signed_in(make.user("office", at=county.place))


def send(desk, content: bytes, name="分母.xlsx"):
    file = io.BytesIO(content)
    file.name = name
    return desk.post(SCREEN, {"file": file}, follow=True)


def stored_files() -> list[str]:
    try:
        return storages["private"].listdir("sheets")[1]
    except FileNotFoundError:
        return []


def test_a_table_is_shown_before_it_is_written_and_then_written_whole(desk, django_capture_on_commit_callbacks) -> None:
    page = send(desk, figures_sheet(row("第1镇", homes=900), row("第2镇", homes=0)))
    assert "新增 2，改动 0，不变 0" in page.content.decode()
    assert not Denominator.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        done = desk.post(SCREEN, {"confirm": "1", "seen": page.context["plan"].digest()}, follow=True)
    assert "“分母.xlsx”已写入：新增 2，改动 0，不变 0。" in done.content.decode()
    assert sorted(Denominator.objects.values_list("place__short_name", "value")) == [("第1镇", 900), ("第2镇", 0)]
    assert stored_files() == []


def test_faults_are_listed_and_confirming_writes_nothing(desk) -> None:
    page = send(desk, figures_sheet(row("第1镇", homes=900), row("第9镇", homes=3), row("第2镇", homes="多")))

    assert "有 2 处要改" in page.content.decode()
    answer = desk.post(SCREEN, {"confirm": "1", "seen": page.context["plan"].digest()})
    assert (answer.status_code, Denominator.objects.count()) == (422, 0)


def test_nobody_confirms_what_they_have_not_seen(desk, county) -> None:
    page = send(desk, figures_sheet(row("第1镇", homes=900)))
    Denominator.objects.create(
        place=county.townships[0], indicator="households", value=800, counted_on="2025-12-31", source="甲"
    )

    answer = desk.post(SCREEN, {"confirm": "1", "seen": page.context["plan"].digest()})
    assert "预览以后数据有了变化" in answer.content.decode()
    again = desk.post(SCREEN, {"confirm": "1", "seen": answer.context["plan"].digest(), "reason": "核定"}, follow=True)
    assert "改动 1" in again.content.decode()


def test_confirming_twice_writes_once(desk) -> None:
    page = send(desk, figures_sheet(row("第1镇", homes=900)))
    sent = {"confirm": "1", "seen": page.context["plan"].digest()}

    desk.post(SCREEN, sent)
    assert "没有等待确认的表" in desk.post(SCREEN, sent, follow=True).content.decode()
    assert Denominator.objects.count() == 1


def test_a_table_whose_file_went_meanwhile_is_told_as_confirmed_or_put_aside(desk) -> None:
    page = send(desk, figures_sheet(row("第1镇", homes=900)))
    storages["private"].delete(SentSheet.objects.get().file.name)

    answer = desk.post(SCREEN, {"confirm": "1", "seen": page.context["plan"].digest()})
    assert answer.status_code == 422
    assert "已经确认或放弃" in answer.content.decode()
    assert "已经确认或放弃" in desk.get(SCREEN).content.decode()
    assert "新增 1" in send(desk, figures_sheet(row("第1镇", homes=900))).content.decode()
    assert not Denominator.objects.exists()


def test_a_new_table_or_giving_up_forgets_the_old_one(desk, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send(desk, figures_sheet(row("第1镇", homes=900)))
        send(desk, figures_sheet(row("第1镇", homes=901)))
    assert (SentSheet.objects.count(), len(stored_files())) == (1, 1)

    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(SCREEN, {"discard": "1"}, follow=True)
    assert "什么也没有写入" in answer.content.decode()
    assert (SentSheet.objects.count(), stored_files()) == (0, [])


def test_another_persons_table_is_not_seen(desk, county, signed_in) -> None:
    send(desk, figures_sheet(row("第1镇", homes=900)))
    assert signed_in(make.user("office", at=county.place)).get(SCREEN).context["sheet"] is None


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00", b"PK\x03\x04", b"%PDF-", bytes(range(256)) * 9])
def test_what_is_no_table_is_refused_in_words(desk, content) -> None:
    answer = send(desk, content)

    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not SentSheet.objects.exists()


def test_places_outside_the_seat_are_refused(county, signed_in) -> None:
    make.place(500101000000, "万州区", 6)
    other = signed_in(make.user("office", at=make.place(500102000000, "涪陵区", 6)))

    page = send(other, figures_sheet(row(code=str(county.townships[0].code), homes=3)))
    assert "不归涪陵区管" in page.context["plan"].faults[0]


def test_the_form_is_a_workbook_with_the_places(desk) -> None:
    answer = desk.get(SCREEN, {"form": "1"})
    assert answer["Content-Type"].endswith("sheet")
    assert answer.content.startswith(b"PK")


def test_the_preview_takes_as_many_queries_for_many_lines(desk, county) -> None:
    counts = []
    for rows in (
        [row("第1镇", homes=1)],
        [row("第1镇", homes=1), *(row("第1镇", village=f"1镇{v}村", homes=v) for v in (1, 2, 3))],
    ):
        send(desk, figures_sheet(*rows))
        with CaptureQueriesContext(connection) as taken:
            desk.get(SCREEN)
        counts.append(len(taken))
    assert counts[0] == counts[1]
