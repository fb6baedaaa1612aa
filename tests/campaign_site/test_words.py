import re
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.utils.translation import gettext, ngettext

from campaign_site.management.commands.compile_words import compiled, words_files
from tests import make, make_pages

PLACES = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


def ours(domain: str) -> set[str]:
    return {entry.msgid for source in words_files() if source.stem == domain for entry in polib.pofile(str(source))}


def still_english(source: Path) -> set[str]:
    """Words of an installed English catalogue that neither its own Chinese nor ours has."""
    chinese = source.parents[2] / "zh_Hans" / "LC_MESSAGES" / source.name
    own = polib.pofile(str(chinese)).translated_entries() if chinese.exists() else []
    words = {entry.msgid for entry in polib.pofile(str(source)) if entry.msgid}
    return words - {entry.msgid for entry in own} - ours(source.stem)


@pytest.mark.parametrize("source", list(words_files()), ids=lambda source: source.stem)
def test_what_is_compiled_is_what_is_written(source):
    assert source.with_suffix(".mo").read_bytes() == compiled(source)


@pytest.mark.parametrize("source", list(words_files()), ids=lambda source: source.stem)
def test_no_translation_names_a_value_that_is_not_given(source):
    wrong = [
        entry.msgid
        for entry in polib.pofile(str(source))
        for text in texts(entry)
        if set(PLACES.findall(text)) - set(PLACES.findall(entry.msgid + entry.msgid_plural))
    ]
    assert wrong == []


def test_no_word_of_an_installed_app_of_wagtail_is_left_in_english():
    sources = [
        source
        for app in apps.get_app_configs()
        if app.name.startswith("wagtail")
        for source in Path(app.path).glob("locale/en/LC_MESSAGES/*.po")
    ]
    assert len(sources) > 5
    assert {
        f"{source.parents[3].name}/{source.name}": missing for source in sources if (missing := still_english(source))
    } == {}


def test_the_scripts_of_the_admin_speak_chinese(client):
    catalogue = client.get("/admin/jsi18n/").content.decode()
    assert '"Autosave in progress\\u2026": "\\u6b63\\u5728\\u81ea\\u52a8\\u4fdd\\u5b58\\u2026\\u2026"' in catalogue


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
