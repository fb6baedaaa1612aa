"""Who appears in the demonstration year? Invented people in real seats. (pure)"""

import random
from dataclasses import dataclass

SURNAMES = "陈李张王刘杨赵周吴徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶"
GIVEN = [
    "晓梅",
    "光明",
    "小琴",
    "春梅",
    "建国",
    "志强",
    "玉兰",
    "永红",
    "秀英",
    "海波",
    "丽华",
    "明德",
    "素芳",
    "国平",
    "桂香",
    "文军",
    "雪琴",
    "世全",
    "佳慧",
    "长林",
]


@dataclass(frozen=True)
class Person:
    """A sign-in of the demonstration: which roles, in which kind of unit, at which place (0: the county)."""

    username: str
    name: str
    roles: tuple[str, ...]
    unit_kind: str
    place: int = 0
    said: str = ""  # what the table of sign-ins says; empty: not in the table


COUNTY_PEOPLE = (
    Person("office1", "周敏", ("office",), "office", said="打非办：计划、认可、派任务"),
    Person("office2", "何远", ("office",), "office", said="打非办：第二人"),
    Person("editor1", "林晓雨", ("propaganda",), "propaganda", said="宣传部·编辑：写稿"),
    Person("editor2", "宋佳慧", ("propaganda",), "propaganda", said="宣传部·编辑：编校别人的稿"),
    Person("section1", "高志强", ("propaganda_section",), "propaganda", said="宣传部·科室：复审"),
    Person("leader1", "梁永红", ("propaganda_leader",), "propaganda", said="宣传部·分管领导：终审"),
    Person("market1", "郑海波", ("market",), "market", said="市场监管：领取、决定广告"),
    Person("market2", "谢丽华", ("market",), "market", said="市场监管：第二人"),
    Person("regulator1", "唐文军", ("regulator",), "regulator", said="行业主管部门"),
    Person("media1", "许雪琴", ("media",), "media", said="媒体"),
    Person("bank1", "邓国平", ("bank",), "bank", said="金融机构"),
    Person("supervision1", "冯世全", ("supervision",), "supervision", said="督查室"),
    Person("auditor1", "韩明德", ("auditor",), "supervision", said="审计员：只读"),
    Person("admin1", "曹长林", ("admin",), "office", said="系统管理员：账号和单位"),
)
SHOWN_TOWNSHIPS = {500154117000: "linjiang", 500154201000: "guanmian"}


def township_people(township: int, dice: random.Random) -> list[Person]:
    """Return the two people of a township who log and approve each other's events."""
    stem = SHOWN_TOWNSHIPS.get(township, f"t{township // 1000}")
    shown = township in SHOWN_TOWNSHIPS
    names = [dice.choice(SURNAMES) + given for given in dice.sample(GIVEN, 2)]
    said = ("镇街：记活动、办任务", "镇街：第二人，审核")
    return [
        Person(f"{stem}{n + 1}", names[n], ("township",), "township", township, said[n] if shown else "")
        for n in range(2)
    ]


def cast(townships: list[int], shown_village: int) -> list[Person]:
    """Return everybody, the county's people first; the same townships give the same names."""
    dice = random.Random(8)
    village = Person("village1", "罗素芳", ("village",), "village", shown_village, "村（社区）：只记本村，镇里审")
    return [*COUNTY_PEOPLE, *(p for code in sorted(townships) for p in township_people(code, dice)), village]
