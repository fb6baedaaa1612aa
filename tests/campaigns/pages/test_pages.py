import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Site

from campaign_site.terms.seed import load_terms
from campaigns.pages.blocks import CostBlock, SentenceBlock
from campaigns.pages.face import SiteFace
from campaigns.pages.first_cases import plant_first_cases
from campaigns.pages.models import CaseIndexPage, CasePage, HomePage
from tests import make, make_pages


@pytest.fixture
def planted(db) -> HomePage:
    load_terms()
    home = make_pages.site()
    plant_first_cases(home)
    return home


def text(answer) -> str:
    return answer.content.decode()


def live(title: str) -> CasePage:
    return make_pages.case(title, live=True, first_published_at=timezone.now())


def test_an_empty_column_says_what_to_do_and_links_to_nothing_missing(db, client):
    make_pages.site()
    home = text(client.get("/"))
    assert "打 12345 问一声" in home
    assert "新的案例" not in home
    assert "案例审定发布以后列在这里" in text(client.get("/cases/"))
    assert 'action="/check/#result"' in home


def test_home_shows_the_warning_the_doors_and_the_newest_case(planted, client):
    home = text(client.get("/"))
    assert '<span class="pen">月月返三百</span><sup class="no" aria-label="批注 1">1</sup>' in home
    assert home.index("你是哪一位") < home.index("新的案例") < home.index("鸡蛋领了三个月")
    assert home.index("鸡蛋领了三个月") < home.index("认养两头羊")


def test_elder_mode_is_one_tap_away_and_has_less_on_it(planted, client):
    assert "/reading/?elder=on&amp;next=/" in text(client.get("/"))
    client.cookies["reading"] = "elder"
    home = text(client.get("/"))
    assert '<html lang="zh-Hans" class="elder">' in home
    assert "见了就走" in home
    assert "你是哪一位" not in home
    assert "/reading/?elder=off&amp;next=/" in home
    assert "Cookie" in client.get("/")["Vary"]


def test_the_names_and_numbers_are_the_countys_own(planted, client):
    face = SiteFace.for_site(Site.objects.get())
    face.title, face.report_phone, face.icp, face.portal_url = (
        "守住钱袋子",
        "023-1",
        "渝ICP备1号",
        "https://gov.example/",
    )
    face.portal_name = "区政府网站"
    face.save()
    home = text(client.get("/"))
    assert all(words in home for words in ("守住钱袋子", 'href="tel:023-1"', "渝ICP备1号", "区政府网站"))


def test_a_case_page_tells_the_whole_story(planted, client):
    page = text(client.get("/cases/yanglao-chuangwei/"))
    for words in (
        "典型模式（非真实个案）",
        "就是这一句",
        "76,400",
        "走到哪一步，都能停下来",
        "发布 2026-10-18 09:00",
        "接着看",
        "这一页的最新内容：http://testserver/cases/yanglao-chuangwei/",
    ):
        assert words in page


def test_the_list_keeps_the_cases_for_one_audience(planted, client):
    everybody, elderly = text(client.get("/cases/")), text(client.get("/cases/?for=elderly"))
    assert ("认养两头羊" in everybody, "认养两头羊" in elderly) == (True, False)
    assert "鸡蛋领了三个月" in elderly
    assert "认养两头羊" in text(client.get("/cases/?for=nobody-at-all"))


def test_a_draft_is_nowhere(planted, client):
    draft = make_pages.case("还没审的稿子")
    assert client.get(draft.get_url()).status_code == 404
    assert "还没审的稿子" not in text(client.get("/")) + text(client.get("/cases/"))


@pytest.mark.parametrize("address", ["/", "/cases/"])
def test_lists_cost_the_same_with_one_case_and_with_three(db, client, address, django_assert_num_queries):
    live("第一案")
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    live("第二案")
    live("第三案")
    with django_assert_num_queries(len(one)):
        client.get(address)


def test_the_cases_come_in_pages(db, client):
    make_pages.site()
    for number in range(21):
        live(f"第{number}案")
    assert text(client.get("/cases/")).count('<li><a href="/cases/case-') == 20
    assert text(client.get("/cases/?page=2")).count('<li><a href="/cases/case-') == 1
    assert client.get("/cases/?page=abc").status_code == 200


def test_the_demonstration_is_stamped(planted, client, settings):
    settings.DEMO = True
    for address in ("/", "/cases/", "/cases/yanglao-chuangwei/", "/admin/login/", "/nowhere/"):
        assert "演示数据" in text(client.get(address))


def test_a_page_stands_only_where_it_belongs(planted):
    assert CasePage.can_create_at(CaseIndexPage.objects.get())
    assert not CasePage.can_create_at(planted)
    assert not HomePage.can_create_at(planted.get_parent())


def test_a_real_case_needs_its_source(planted):
    with pytest.raises(ValidationError, match="真实案件要写来源"):
        make_pages.case("真事", is_pattern=False)


@pytest.mark.parametrize(
    ("words", "notes", "sentence"),
    [
        ("没有标记", ["一"], "还没有标出可疑的词"),
        ("【一】和【二】", ["一"], "标了 2 处红线，批注有 1 条"),
        ("【没关上", ["一"], "要成对"),
    ],
)
def test_marks_and_notes_must_match(words, notes, sentence):
    block = SentenceBlock()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({"lead_in": "", "words": words, "notes": notes}))
    assert sentence in str(refused.value.as_json_data())


def test_nobody_gets_back_more_than_handed_over():
    block = CostBlock()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({"heading": "账", "paid": 1, "returned": 2, "returned_label": "到手"}))
    assert "不能比交出去的多" in str(refused.value.as_json_data())


def test_the_login_is_chinese_and_warns(db, client):
    page = text(client.get("/admin/login/"))
    assert all(words in page for words in ("用户名", "密码", "登录", "非涉密系统，禁止上传涉密内容"))
    wrong = text(client.post("/admin/login/", {"username": "x", "password": "y"}))
    assert "用户名和密码对不上" in wrong


def test_the_desk_bears_our_name_and_no_link_abroad(county, signed_in, settings):
    desk = text(signed_in(make.user("propaganda", at=county.place)).get("/admin/"))
    assert settings.WAGTAIL_SITE_NAME in desk
    assert "desk-states.css" in desk
    assert "gravatar" not in desk
