"""scan_ads answers every line, in order, by the contract, whatever stands in it, and needs no database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from media_library.ads.rulebook import shipped

HOUSE = Path(__file__).resolve().parents[3]
OFFER = "本社吸收社员资金，保本保息，一万元起，月息一分五，随存随取，加微信"
FIELDS = ["id", "suspect", "score", "severity", "hits", "counter_signals", "annual_rate", "direction", "ruleset"]


def scanned(data: bytes, folder: Path) -> list[dict[str, Any]]:
    """Run the command as another program would: plain C locale, no database anywhere."""
    environment = {
        "PATH": os.environ["PATH"], "LANG": "C", "LC_ALL": "C", "VAR_DIR": str(folder),
        "DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "manage.py", "scan_ads"], input=data, capture_output=True, cwd=HOUSE, env=environment,
        check=False, timeout=300,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line, parse_constant=no_json) for line in done.stdout.decode("utf-8").splitlines()]


def no_json(word: str) -> None:
    raise AssertionError(f"{word} is no JSON")


def line(**record: Any) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def test_every_line_is_answered_in_order(tmp_path: Path) -> None:
    bad = [
        b"not json\n", b"[1, 2]\n", b"null\n", line(id="no text"), line(id=7, text=3), line(id=True, text="a"),
        line(id="d", text="a", published_on="2026-13-01"), line(id="e", text="a", published_on=20260101),
        line(id="c", text="a", carrier=5), b'{"id": 1, "text": NaN}\n', b'{"id": "\\ud800", "text": "\\ud800"}\n',
        b'{"id": "x", "text": "\xff\xfe"}\n', b"[" * 100_000 + b"\n", b"\xef\xbb\xbf{\n", b'{"id": 9, "text": "a"',
    ]  # fmt: skip
    data = b"\xef\xbb\xbf" + line(id="first", text=OFFER) + b"\n  \r\n" + b"".join(bad) + b"\n" + line(id=2, text="")
    answers = scanned(data, tmp_path)

    assert answers[0]["id"] == "first"
    assert [one["line"] for one in answers[1:-1]] == list(range(4, 4 + len(bad)))[: len(answers) - 2]
    assert all(one["error"] and list(one) == ["id", "line", "error"] for one in answers[1:-1])


def test_a_bad_field_is_named_in_chinese(tmp_path: Path) -> None:
    records = [
        ({"id": 1}, "text"), ({"id": 2, "text": None}, "text"), ({"id": 3, "text": "a", "published_on": "昨天"}, "published_on"),
        ({"id": 4, "text": "a", "carrier": ["sms"]}, "carrier"), ({"id": 5, "text": "a", "advertiser": 1}, "advertiser"),
        ({"id": [6], "text": "a"}, "id"), ({"id": 7, "text": "a", "complete": "yes"}, "complete"),
    ]  # fmt: skip
    answers = scanned(b"".join(line(**record) for record, _ in records), tmp_path)
    assert [one["id"] for one in answers] == [1, 2, 3, 4, 5, None, 7]
    assert [field in one["error"] for one, (_, field) in zip(answers, records, strict=True)] == [True] * 7


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (b'{"id": "a\\ud800", "text": "hi"}', "a?"),
        (b'{"id": 1e999, "text": "hi"}', None),
        (b'{"id": -1e999, "text": 3}', None),
        (b'{"id": 1, "text": "hi", "picture": ["\\udfff"]}', 1),
        (b'{"id": 2, "text": "hi", "published_on": "2026-01-0\\ud800"}', 2),
    ],
)
def test_what_no_answer_can_hold_is_refused_and_the_next_line_read(bad: bytes, told: Any, tmp_path: Path) -> None:
    refused, following = scanned(bad + b"\n" + line(id=10**400, text=OFFER), tmp_path)
    assert (refused["id"], refused["line"], bool(refused["error"])) == (told, 1, True)
    assert (following["id"], following["suspect"]) == (10**400, True)


def test_the_contract_is_kept(tmp_path: Path) -> None:
    warning = "谨防上当：凡是承诺保本高息的，都是骗局。"
    records = [
        {"id": "a", "text": OFFER}, {"id": "b", "text": warning}, {"id": "c", "text": "线上赌博，首充送彩金，投注平台"},
        {"id": "d", "text": "养老公寓投资，年化收益9%，五万起投，热线咨询"}, {"id": "e", "text": OFFER, "published_on": "2015-01-01"},
    ]  # fmt: skip
    offer, warned, other, silent, old = scanned(b"".join(line(**record) for record in records), tmp_path)

    assert list(offer) == FIELDS
    assert (offer["suspect"], offer["severity"], offer["direction"], offer["annual_rate"]) == (
        True,
        "critical",
        "absorb",
        18,
    )
    assert all(OFFER[hit["start"] : hit["end"]] == hit["text"] for hit in offer["hits"] if hit["text"])
    assert offer["ruleset"] == shipped().version
    assert (warned["suspect"], warned["hits"], warned["counter_signals"]) == (False, [], ["CS-01"])
    assert (other["suspect"], {hit["scope"] for hit in other["hits"]}) == (False, {"other"})
    absent = next(hit for hit in silent["hits"] if hit["rule"] == "AD-R04")
    assert (absent["start"], absent["end"], absent["text"]) == (None, None, "")
    assert absent["basis"][0] == "《广告法》第二十五条"
    assert "《广告法》第二十五条第（一）项" not in [basis for hit in old["hits"] for basis in hit["basis"]]


@pytest.mark.parametrize("sign", ["保", "\n"])
def test_two_million_of_one_sign_are_answered(sign: str, tmp_path: Path) -> None:
    (answer,) = scanned(line(id=1, text=sign * 2_000_000), tmp_path)
    assert answer["suspect"] is False


def test_a_line_of_fifty_megabytes_is_passed_over(tmp_path: Path) -> None:
    answers = scanned(line(id=1, text="保" * 17_000_000) + line(id=2, text=OFFER), tmp_path)
    assert (answers[0]["line"], answers[0]["id"], "太长" in answers[0]["error"]) == (1, None, True)
    assert (answers[1]["id"], answers[1]["suspect"]) == (2, True)


def test_who_stops_listening_breaks_nothing(tmp_path: Path) -> None:
    source = tmp_path / "ads.jsonl"
    source.write_bytes(line(id=1, text=OFFER) * 3_000)
    command = f"{sys.executable} manage.py scan_ads < {source} | head -n 1"
    done = subprocess.run(
        ["/bin/sh", "-c", command],
        capture_output=True,
        cwd=HOUSE,
        env=os.environ | {"VAR_DIR": str(tmp_path)},
        check=True,
    )
    assert (len(done.stdout.splitlines()), done.stderr) == (1, b"")
