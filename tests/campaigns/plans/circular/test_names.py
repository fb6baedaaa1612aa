"""Are printed names kept whole, whatever stands inside them?"""

import pytest

from campaigns.plans.circular.names import split_addressees, split_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县打非办、县工商局，县公安局", ["县打非办", "县工商局", "县公安局"]),
        ("各乡镇人民政府（街道办事处）、县信访办", ["各乡镇人民政府（街道办事处）", "县信访办"]),
        ("有关行业主（监）管部门、县打非办", ["有关行业主（监）管部门", "县打非办"]),
        ("区委宣传部（区文明办、区政府新闻办）、区教育局", ["区委宣传部（区文明办、区政府新闻办）", "区教育局"]),
        ("工业和信息化部、文化和旅游部", ["工业和信息化部", "文化和旅游部"]),
        ("各镇、街道，移动、联通、电信云溪分公司", ["各镇、街道", "移动、联通、电信云溪分公司"]),
        ("县教育局（进学校）、县妇联（进家庭）", ["县教育局", "县妇联"]),
        ("甲部、乙部等国务院相关部门及各地区", ["甲部", "乙部", "各地区"]),
        ("商务部、邮政局等和各省级人民政府", ["商务部", "邮政局", "各省级人民政府"]),
        ("县公安局、县公安局", ["县公安局"]),
        ("", []),
    ],
)
def test_names_are_split_between_bodies_only(text, names):
    assert split_names(text)[0] == names


def test_a_short_form_in_brackets_becomes_an_alias():
    text = "县打击非法金融活动领导小组办公室（以下简称县打非办）"
    full = "县打击非法金融活动领导小组办公室"
    assert split_names(text) == ([full], {"县打非办": full})


@pytest.mark.parametrize(
    ("text", "addressees"),
    [
        (
            "各乡镇人民政府（街道办事处），县政府各部门，有关单位",
            ["各乡镇人民政府（街道办事处）", "县政府各部门", "有关单位"],
        ),
        ("国务院各部委、各直属机构", ["国务院各部委、各直属机构"]),
        ("市政府各委、办、局", ["市政府各委、办、局"]),
        ("县委办公室、县法院，县人武部。", ["县委办公室", "县法院", "县人武部"]),
    ],
)
def test_addressees_keep_their_collectives(text, addressees):
    assert split_addressees(text) == addressees
