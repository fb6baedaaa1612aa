"""Is a private person found in a text, and an office left alone? All names and numbers are made up."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.pages.wording.personal_data import LABELS, PATTERNS, personal_data

SEEDED = [
    ("name", "受害人【张建国】今年六十七岁，住在镇上。"),
    ("name", "村民【李秀英】说，她把卖猪的钱都投了进去。"),
    ("name", "被告人【欧阳志远】以养老为名吸收资金。"),
    ("name", "家住汉丰街道的居民【王芳】，先后转账五次。"),
    ("name", "【陈玉兰】大妈拿着收据来到派出所。"),
    ("name", "嫌疑人【刘强】在外省被抓获。"),
    ("name", "退休教师【周德福】接到电话。"),
    ("name", "姓名：【赵小燕】，职业：务农"),
    ("name", "【黄桂花】女士最后只拿回两千元。"),
    ("name", "报案人【何明】称对方失联。"),
    ("name", "受骗的【唐丽】告诉民警，介绍人是她的表姐。"),
    ("name", "他的邻居【吴大勇】也买了。"),
    ("id_number", "身份证号【500234195503127310】的老人"),
    ("id_number", "身份证【50023419550312731X】"),
    ("id_number", "老证号码【500234550312731】已停用"),
    ("id_number", "证号【500234 19550312 7310】"),
    ("phone", "打她的手机【13812345678】没人接。"),
    ("phone", "联系方式：【+86 138-1234-5678】"),
    ("phone", "业务员电话：【52334455】，姓名不详"),
    ("phone", "举报电话【13900001111】是骗子留下的"),
    ("bank_card", "钱打到【6222021234567890128】这张卡上"),
    ("bank_card", "卡号【6228 4800 0000 0000 018】"),
    ("plate", "一辆【渝F·12345】的面包车"),
    ("plate", "车牌【渝AD12345】的轿车"),
    ("account", "加【微信yangsheng888】进群"),
    ("account", "【QQ：123456789】"),
    ("account", "发邮件到【zhang.san@example.com】"),
    ("address", "住在【开州大道小区3栋2单元501室】的老人"),
    ("address", "他家在【竹溪镇春秋村二组18号】"),
]
NOBODY = [
    "拨打 12345、12315 或者 96110 都可以。",
    "举报电话：023-52230000，办公时间有人接听。",
    "受害人张某今年六十七岁。",
    "村民李某某说，她把钱都投了进去。",
    "受害人张建国（化名）今年六十七岁。",
    "投资人高度关注返还情况。",
    "群众任何时候都可以打电话。",
    "集资参与人应当自行承担损失。",
    "居民方便时可到社区领取资料。",
    "老人曾经在工厂上班，邻居都知道他节约。",
    "全年共发放资料 52334 份，走访 12345 户。",
    "文号为渝府办发〔2023〕11号。",
    "编号 1234567890123456789 的收据",
    "2026-06-15 09:30 在汉丰街道文化广场。",
    "区划代码 500154001001，面积 3963 平方公里。",
    "车牌号、身份证号都不要告诉陌生人。",
    "微信里的“理财老师”十有八九是骗子。",
    "老人们高高兴兴领到鸡蛋。",
    "学生家长安全意识要提高。",
    "业主任何一方都可以提出异议。",
    "受骗人许多是老年人。",
    "开州区人民政府办公室",
]


def plain(marked: str) -> tuple[str, int, int]:
    return marked.replace("【", "").replace("】", ""), marked.index("【"), marked.index("】") - 1


@pytest.mark.parametrize(("kind", "marked"), SEEDED)
def test_what_leads_to_a_person_is_found_where_it_stands(kind, marked):
    text, start, end = plain(marked)
    assert [(p.kind, p.text) for p in personal_data(text) if p.start < end and start < p.end] == [
        (kind, text[start:end])
    ]


@pytest.mark.parametrize("text", NOBODY)
def test_offices_hotlines_and_masked_names_are_nobody(text):
    assert personal_data(text) == ()


@given(st.text("张王李受害人村民0123456789渝A·说，。 @x", max_size=120))
def test_any_text_is_answered_with_stretches_that_do_not_overlap(text):
    found = personal_data(text)
    assert all(text[p.start : p.end] == p.text for p in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_every_kind_has_a_name_for_the_editor():
    assert {kind for kind, _ in PATTERNS} | {"name"} == set(LABELS)


def test_a_long_text_is_answered_quickly_enough_to_wait_for():
    assert personal_data("村民" * 50_000 + "1" * 50_000) == ()
