"""Every way of writing a rate comes to percent a year."""

from __future__ import annotations

from math import isnan

import pytest

from media_library.ads.normalise import normalise
from media_library.ads.rates import annual_rate, rates_in


def percents(written: str) -> list[float]:
    return [rate.percent for rate in rates_in(normalise(written).text)]


@pytest.mark.parametrize(
    ("written", "percent"),
    [
        ("年化15%", 15),
        ("预期年化收益率８％－１２％", 12),
        ("月息2分", 24),
        ("月息一分五", 18),
        ("2分利", 24),
        ("利息一分二五", 15),
        ("年息八厘", 8),
        ("日息万五", 18.25),
        ("日息万分之五", 18.25),
        ("月息千三", 3.6),
        ("月收益3%", 36),
        ("收益率高达36%", 36),
        ("90天5.2%", 5.2),
        ("年化15,随存随取", 15),
        ("每万元每天收益3元", 10.95),
        ("存一万一年拿一千八", 18),
        ("投5000元三个月返900元", 72),
        ("投一返三", 200),
        ("投1万返3万", 200),
    ],
)
def test_a_rate_is_read_by_the_year(written: str, percent: float) -> None:
    assert percents(written) == [percent]


@pytest.mark.parametrize("written", ["全场8折，满100减20%", "10分钟到账", "三分之一", "五分钟路程", "定于5月20日"])
def test_other_numbers_are_no_rates(written: str) -> None:
    assert percents(written) == []


def test_masked_digits_name_a_rate_without_its_height() -> None:
    (rate,) = rates_in("预期年化收益x.x%")
    assert (rate.masked, isnan(rate.percent), rate.way) == (True, True, "absorb")
    assert annual_rate((rate,), "absorb") is None
