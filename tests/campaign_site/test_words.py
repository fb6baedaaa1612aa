import re

import pytest
from django.utils.translation import gettext, ngettext

from campaign_site.management.commands.compile_words import compiled, entries, words_file
from tests import make, make_pages

PLACES = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def test_what_is_compiled_is_what_is_written():
    assert words_file().with_suffix(".mo").read_bytes() == compiled(words_file().read_text(encoding="utf-8"))


def test_no_translation_names_a_value_that_is_not_given():
    written = entries(words_file().read_text(encoding="utf-8"))
    wrong = [key for key, text in written.items() if set(PLACES.findall(text)) - set(PLACES.findall(key))]
    assert wrong == []


@pytest.mark.parametrize(
    ("english", "chinese"), [("Search all pages…", "搜全部页面……"), ("Autosave is paused", "自动保存已暂停")]
)
def test_words_that_wagtail_leaves_in_english_are_chinese(english, chinese):
    assert gettext(english) == chinese
    assert ngettext("Moved up 1 place.", "Moved up %(counter)s places.", 3) == "上移 %(counter)s 位。"


def test_the_list_of_pages_speaks_chinese(county, signed_in):
    page = make_pages.case()
    editor = signed_in(make.user("propaganda", at=county.place))
    listing = editor.get(f"/admin/pages/{page.get_parent().pk}/").content.decode()
    assert "共 1 个" in listing
    assert " of 1" not in listing
