"""Does the product do none of what township workers hate (PRODUCT T15): check-in, points, time online, forced pictures?"""

import re
from pathlib import Path

import pytest

from campaigns.outreach.forms import EventForm
from campaigns.outreach.models import Event

HOUSE = Path(__file__).resolve().parents[3]
FLOORS = ("campaign_site", "campaigns", "media_library", "schedules")
HATED = (
    r"打卡|积分|签到率|在线时长|学习时长|排行榜|龙虎榜|红黑榜|截图上传|转发任务|强制转发|照片数|上传张数"
    r"|check_?in\b|points_earned|online_(time|seconds|minutes)|leaderboard|ranking_by|photo_count"
)


def shown_to_people() -> list[Path]:
    kept = (".py", ".html", ".js")
    return [p for top in FLOORS for p in (HOUSE / top).rglob("*") if p.suffix in kept and "migrations" not in p.parts]


def test_no_screen_and_no_code_checks_in_ranks_or_gives_points():
    found = {
        p.relative_to(HOUSE).as_posix(): re.findall(HATED, p.read_text(encoding="utf-8")) for p in shown_to_people()
    }
    assert {name: words for name, words in found.items() if words} == {}


def test_the_search_would_find_such_a_feature():
    assert re.search(HATED, "今日打卡")
    assert re.search(HATED, "leaderboard = []")


def test_an_event_keeps_no_position_and_counts_no_pictures():
    columns = {field.name for field in Event._meta.get_fields()}
    assert not columns & {"lat", "lon", "latitude", "longitude", "position", "accuracy", "photo_count", "photos"}


def test_no_name_telephone_or_identity_number_is_asked_for():
    asked = " ".join(EventForm.base_fields)
    assert not re.search(r"name|phone|tel|identity|id_number|photo", asked)


@pytest.mark.parametrize("template", ["log.html", "_screen.html", "_heads.html", "_more.html"])
def test_no_picture_is_required(template):
    text = (HOUSE / "campaigns/templates/campaigns/outreach" / template).read_text(encoding="utf-8")
    assert not [tag for tag in re.findall(r"<input[^>]*type=\"file\"[^>]*>", text) if "required" in tag]
