"""What is a place called for short?"""

import pytest

from campaign_site.places.names import short_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("驷马社区居民委员会", "驷马社区"),
        ("驷马社区居委会", "驷马社区"),
        ("川心村村民委员会", "川心村"),
        ("川心村委会", "川心村"),
        ("安居村村民委员会", "安居村"),
        ("安居村委会", "安居村"),
        ("和平村民委员会", "和平村"),
        ("东华门居委会", "东华门"),
        ("汉丰街道办事处", "汉丰街道"),
        ("满月乡", "满月乡"),
        ("开州区", "开州区"),
        ("居委会", "居委会"),
    ],
)
def test_the_organs_ending_is_left_off(name: str, short: str) -> None:
    assert short_name(name) == short
