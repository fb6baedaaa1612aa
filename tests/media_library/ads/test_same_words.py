"""Which texts are one advertisement, and which only sound alike?"""

import pytest

from media_library.ads.same_words import contacts, keys, plain, same_ad

TEXT = "青禾养殖合作社邀您入股肉牛养殖，每股五千元，年分红18%，到期退还本金，前三十名另送大米一袋，电话 023-5555 0101"


@pytest.mark.parametrize(
    "again",
    [
        TEXT.replace("023-5555 0101", "138 0000 1111"),
        TEXT.replace("养殖", "养 殖").replace("本金", "夲金"),
        TEXT.replace("，", "\n"),
        TEXT[: int(len(TEXT) * 0.8)],
        "转发：" + TEXT,
    ],
    ids=["telephone", "disguise", "lines", "cut", "forwarded"],
)
def test_the_same_words_are_one_advertisement(again):
    assert same_ad(TEXT, again)
    assert set(keys(TEXT)) & set(keys(again))


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("青禾", "宏远"),
        TEXT.replace("青禾养殖合作社", "绿源生态园"),
        TEXT.replace("18%", "24%"),
        TEXT.replace("五千元", "一万元").replace("18%", "12%"),
        "县里今天开展宣传，提醒大家入股前看清楚，凡是承诺到期退还本金又送大米的都要多问几句。",
    ],
    ids=["name", "firm", "rate", "sums", "talk"],
)
def test_another_firm_or_rate_is_another_advertisement(other):
    assert not same_ad(TEXT, other)


def test_a_common_phrase_joins_nobody():
    assert not same_ad("保本高息，稳赚不赔", "保本高息，稳赚不赔")
    assert not same_ad("保本高息 电话 13800001111", "保本高息 电话 13900002222")
    assert same_ad("保本高息 电话 13800001111", "保本高息！电话：138 0000 1111")


@pytest.mark.parametrize("text", ["", " ", "\u200b", "。。。", "a" * 20_000, "😀" * 50])
def test_any_text_has_keys_or_none(text):
    assert all(0 <= key < 2**48 for key in keys(text))
    assert plain(text) == plain(plain(text))


def test_contacts_are_told_apart_from_rates():
    assert contacts("年化 18% 电话 023-5555 0101") == {"02355550101"}
