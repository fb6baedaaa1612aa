"""Do the two commands load and list as an operator expects?"""

import json
import re

import pytest
from django.core.management import CommandError, call_command

from campaign_site.places.models import Place
from campaign_site.terms.models import Term


def listed(capsys, *args: str) -> dict:
    call_command("places", *args, "--json")
    return json.loads(capsys.readouterr().out)


def test_loading_twice_says_the_second_time_that_nothing_was_new(db, capsys) -> None:
    call_command("load_reference")
    first = capsys.readouterr().err
    call_command("load_reference")
    second = capsys.readouterr().err

    assert f"词表：新增 {Term.objects.count()}\n" in first
    assert set(re.findall(r"\d+", second)) == {"0"}


def test_a_dry_run_writes_nothing(db, capsys) -> None:
    call_command("load_reference", "--dry-run")

    assert "没有写入" in capsys.readouterr().err
    assert not Place.objects.exists()
    assert not Term.objects.exists()


def test_places_of_2016_are_listed_under_their_codes_and_names_of_then(kaizhou, capsys) -> None:
    answer = listed(capsys, "--as-of", "2016-10-01", "--place", "500154200")

    assert (answer["as_of"], len(answer["places"])) == ("2016-10-01", 8)
    assert answer["places"][0] == {
        "code": "500154200000",
        "name": "满月乡",
        "short_name": "满月乡",
        "level": "township",
        "kind": "乡",
        "parent": "500154000000",
        "code_now": "500154126000",
        "name_now": "满月镇",
    }


def test_today_lists_the_county_and_all_below(kaizhou, capsys) -> None:
    levels = [row["level"] for row in listed(capsys)["places"]]

    assert [levels.count(level) for level in ("county", "township", "village")] == [1, 40, 535]


@pytest.mark.parametrize(
    ("args", "says"), [(["--place", "123"], "6、9 或 12 位"), (["--as-of", "昨天"], "2016-05-01 这样的日期")]
)
def test_a_wrong_request_says_how_to_ask(kaizhou, args, says) -> None:
    with pytest.raises(CommandError, match=says):
        call_command("places", *args)


def test_a_day_before_all_records_says_so(kaizhou, capsys) -> None:
    call_command("places", "--as-of", "2010-01-01")

    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "没有 2010-01-01 的记录；最早的记录是 2015-09-30。\n")
