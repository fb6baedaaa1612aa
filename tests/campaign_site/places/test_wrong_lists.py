"""Is a list that cannot be right refused by line, and what is no list at all, so that nothing is loaded?"""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from campaign_site.places.models import Place
from tests.campaign_site.places.lists import COUNTY, edition

WRONG = {
    "“44190000”不是 2、4、6、9 或 12 位": "44190000,441900,township,某镇,镇",
    "代码 441900003001 重复，第 3 行已有": "441900003001,441900003,village,又一村,村",
    "与级别“镇街”不符：末 3 位应当是 0": "441900003009,441900003,township,某镇,镇",
    "上级 441900999000 不在表里": "441900999001,441900999,village,无主村,村",
    "上级 441900003000 与代码 441900101203 不符": "441900101203,441900003,village,错位村,村",
    "名称要有 1 到 60 个字": "441900101203,441900101,village,,村",
    "名称要有 1 到 60 个字（简称": f"441900101203,441900101,village,{'村' * 61},村",
    "名称里有控制字符": "441900101203,441900101,village,控制\x07村,村",
    "引号没有配对": '441900101203,441900101,village,"没有配对,村',
    "不认识级别“hamlet”": "441900101203,441900101,hamlet,某村,村",
    "这一行的格子比列名少": "441900101203",
    "设为文本": "4.419E+11,441900101,village,某村,村",
    "前两位没有这样的省": "100000101203,100000101,village,某村,村",
}


@pytest.mark.parametrize("says", WRONG)
def test_a_wrong_line_is_named_and_nothing_is_loaded(db, load, says) -> None:
    with pytest.raises(CommandError, match="第 6 行") as refusal:
        load(COUNTY + WRONG[says] + "\n")

    assert says in str(refusal.value)
    assert not Place.objects.exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "是空的"),
        (b"code,name\n", "只有列名，没有一行数据"),
        (b"a,b\n1,2\n", "没有认出列名"),
        (b"PK\x03\x04" + b"\0" * 90, "Excel 或压缩文件，不是 CSV"),
        (b"MZ\x90" + b"\0" * 90, "程序文件"),
        (b"code,name\n\0\0", "不是文字文件"),
        (b"code,name\n" + b"1" * 200_000, "长得不像"),
    ],
)
def test_what_is_no_list_is_refused_with_the_way_out(db, load, text, says) -> None:
    with pytest.raises(CommandError, match=says):
        load(text)


def test_a_thousand_wrong_lines_are_counted_and_twenty_shown(db, load) -> None:
    with pytest.raises(CommandError, match="另有 980 处"):
        load("code,name\n" + "x,y\n" * 1000)


def test_an_edition_to_come_and_a_missing_file_are_refused(db, load) -> None:
    with pytest.raises(CommandError, match="还没有到"):
        load(COUNTY, **edition("2099-01-01"))
    with pytest.raises(CommandError, match="没有文件"):
        call_command("import_places", Path("nowhere.csv"))
