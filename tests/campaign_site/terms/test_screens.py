"""What do staff see when they look up a word?"""

import pytest

from campaign_site.terms.models import Term
from campaign_site.terms.seed import load_terms
from tests import make

INDEX = "/admin/terms/"


@pytest.fixture
def browser(county, signed_in):
    """A browser of a township user, after the words were loaded."""
    load_terms()
    return signed_in(make.user("township", at=county.townships[0]))


def labels(response) -> list[str]:
    return [str(term) for term in response.context["object_list"]]


def test_the_words_of_one_vocabulary_stand_in_their_order(browser) -> None:
    page = browser.get(INDEX, {"vocabulary": "channel"})

    assert labels(page) == ["电视", "广播", "报刊", "网络", "电信", "公共交通设施"]


def test_a_word_is_found_by_part_of_its_name_and_says_its_source(browser) -> None:
    assert labels(browser.get(INDEX, {"q": "养老"})) == ["养老机构"]

    page = browser.get(f"{INDEX}inspect/{Term.objects.get(key='elderly_care').pk}/")
    assert "开县2016年重点任务及分工方案（七）" in page.content.decode()
