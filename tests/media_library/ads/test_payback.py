"""Are both halves of the promise seen, money now and more later, and is a plain purchase left alone?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_library.ads.normalise import normalise
from media_library.ads.payback import paybacks_in

PROMISED = [
    "洗车亭招主人，一座两万六，公司打理，每月给您一千三",
    "认养一棵茶树880元，每年领茶两斤另分红200元",
    "交押金一万二，八个月后连本带利退还一万五",
    "每份5000元，日产收益40",
    "买我们的净水机，一台9800，放小区里经营，半年就能回本",
    "预存两万养老金，每月返八百",
    "一瓶老酒12800元，三年后公司按21800元收购",
    "首次入金300u，每天领12u",
    "把存款交给本社，每年白拿五千元",
    "亲戚跟着做了两年，年年收利息，一分不少",
    "把闲房交给公司打理，每月白得两千二，期满房产证完璧归赵",
    "一天刷两小时手机，进账三四百元",
    "4300元领养一头毛驴，一年后按5200元收回",
    "把闲钱放到我们平台，两万块一天十三块钱",
    "投资摊位三万，保证每年纯收入不低于九千元",
]
PLAIN = [
    "空调一台2600元，送货上门，三年保修",
    "买满300元减50元，优惠券每月可领一张",
    "首付八万，月供两千一，还款灵活",
    "月租1500元，押一付三",
    "会计班学费3800元，三个月结业",
    "底薪四千元，每月绩效另算，年底发奖金",
    "充值100元送话费20元",
    "他上个月借了我五千元，说好年底还款",
    "每年返乡的人都要办一次体检",
    "今年每户分红820元，乡亲们都高兴",
    "三年期存款利率1.55%",
    "",
]


@pytest.mark.parametrize("text", PROMISED)
def test_money_now_for_money_later_is_seen(text):
    assert paybacks_in(normalise(text).text)


@pytest.mark.parametrize("text", PLAIN)
def test_a_purchase_a_wage_or_a_loan_is_no_promise(text):
    assert paybacks_in(normalise(text).text) == ()


@given(st.text("交一二三万千元每月年后返领,。0123456789台", max_size=150))
def test_what_is_seen_are_stretches_in_their_order(text):
    found = paybacks_in(text)
    assert all(text[one.start : one.end] == one.words for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)


def test_a_long_text_is_read_in_time():
    assert paybacks_in("交一万元," * 5_000) == ()
    assert len(paybacks_in("交一万元,每月返三百元。" * 5_000)) == 10
