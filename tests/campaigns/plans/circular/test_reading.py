"""Does a circular come out as printed: who writes, which tasks, who leads and who assists?"""

import json

import pytest

from campaigns.plans.circular.output import as_json
from campaigns.plans.circular.reading import IN_PROSE, NO_MEASURES, read_circular
from campaigns.plans.sample.making import HERE, make_docx
from media_library.documents.reading import read_document

# What the labels of the reference circulars state and we must find word for word.
SCALARS = ("title", "doc_number", "issuer", "date", "recipients", "cc")
# Forms beyond 开县's that are read wholly: who leads and who assists in every measure.
WHOLLY_READ = (
    "kaixian_2016",
    "composed_yunxi_2022",
    "composed_pingchuan_2021_table",
    "guobanfa_2018_117",
    "guobanfa_2018_121",
    "guobanfa_2018_129",
    "guobanfa_2020_24",
    "guobanfa_2020_43_excerpt",
    "guofa_2018_39",
    "guofa_2019_3",
    "hufubanfa_2026_21",
)


def labelled(reference_data, name):
    """Return text and expected reading of a reference circular."""
    item = json.loads((reference_data / "circulars_dev" / f"{name}.json").read_text(encoding="utf-8"))
    return item["text"], item["expected"]


def read_file(path):
    """Read a circular from its file, as the importer does."""
    return as_json(read_circular(read_document(path.read_bytes(), path.name).blocks))


def bearers(reading):
    """Return who leads and who assists, by number."""
    return [(one["number"], one["lead"], one["assist"]) for one in reading["measures"] if not one.get("ambiguous")]


@pytest.mark.parametrize("filename", ["kaixian_circular_2016.docx", "kaixian_circular_2016.txt"])
def test_the_kaixian_circular_comes_out_wholly_right(reference_data, filename):
    expected = labelled(reference_data, "kaixian_2016")[1]
    reading = read_file(reference_data / filename)
    assert {key: reading[key] for key in (*SCALARS, "aliases", "measures")} == expected


@pytest.mark.parametrize("name", WHOLLY_READ)
def test_other_forms_give_the_same_parties_as_the_labels(reference_data, name):
    text, expected = labelled(reference_data, name)
    reading = as_json(read_circular(text.split("\n")))
    doubtful = {one["number"] for one in expected["measures"] if one.get("ambiguous")}
    assert [row for row in bearers(reading) if row[0] not in doubtful] == bearers(expected)


def test_a_word_table_reads_like_its_paste(reference_data):
    expected = labelled(reference_data, "composed_pingchuan_2021_table")[1]
    reading = read_file(reference_data / "circulars_dev" / "composed_pingchuan_2021_table.docx")
    assert bearers(reading) == bearers(expected)
    assert [one["deadline"] for one in reading["measures"]] == [one["deadline"] for one in expected["measures"]]


def test_a_circular_in_prose_says_that_no_line_names_anybody(reference_data):
    text, expected = labelled(reference_data, "xufubanfa_2017_16_excerpt")
    reading = as_json(read_circular(text.split("\n")))
    assert (bearers(reading), reading["notes"]) == (bearers(expected), [IN_PROSE])


PICTURE = "\ufffc"  # what a pasted picture leaves
PLAIN = ["关于分工的通知", "一、宣传。多讲。", "责任分工：县打非办负责。"]
TABLED = [["序号", "任务", "牵头单位"], ["1", "宣传", "县打非办"]]


def test_pictures_pasted_into_a_circular_leave_no_trace():
    pasted = [PICTURE, PLAIN[0], f"{PICTURE}{PICTURE}", f"{PICTURE}{PLAIN[1]}", PLAIN[2], PICTURE]
    assert read_circular(pasted) == read_circular(PLAIN)
    cells = [[PICTURE + cell for cell in row] for row in TABLED]
    assert read_circular([PLAIN[0], PICTURE, cells, PICTURE]) == read_circular([PLAIN[0], TABLED])
    assert len(read_circular([PLAIN[0], TABLED]).measures) == 1


def test_a_circular_without_any_duty_says_so():
    reading = as_json(read_circular(["关于转发讲话的通知", "各乡镇：", "请认真学习。"]))
    assert (reading["measures"], reading["notes"]) == ([], [NO_MEASURES])


def test_the_sample_states_the_same_duties_as_the_kaixian_circular(reference_data):
    expected = labelled(reference_data, "kaixian_2016")[1]
    sample = read_file(HERE / "circular.docx")
    assert bearers(sample) == bearers(expected)
    assert sample["aliases"] == expected["aliases"]


def test_the_sample_repeats_no_sentence_of_the_published_text(reference_data):
    published = {one["body"] for one in labelled(reference_data, "kaixian_2016")[1]["measures"]}
    sentences = {sentence for body in published for sentence in body.replace("；", "。").split("。") if sentence}
    assert not [sentence for sentence in sentences if sentence in (HERE / "circular.txt").read_text(encoding="utf-8")]


def test_the_samples_word_file_is_made_from_its_text(tmp_path):
    make_docx(HERE / "circular.txt", tmp_path / "circular.docx")
    committed = read_document((HERE / "circular.docx").read_bytes(), "circular.docx")
    assert read_document((tmp_path / "circular.docx").read_bytes(), "circular.docx") == committed


def test_what_is_no_duty_stays_in_sight():
    reading = as_json(
        read_circular(["关于分工的通知", "各乡镇：", "一、宣传。多讲多走。", "责任分工：甲局负责。", "请照办。"])
    )
    assert reading["leftovers"] == ["请照办。"]
    assert reading["measures"][0] | {"body": "", "section": None} == {
        "number": "一",
        "section": None,
        "heading": "宣传",
        "body": "",
        "lead": ["甲局"],
        "assist": [],
        "deadline": None,
        "deadline_text": None,
        "resp_text": "责任分工：甲局负责。",
    }


def test_first_named_leads_from_where_the_circular_says_so():
    lines = [
        "一、甲事。要办好。（甲局、乙局负责）",
        "二、乙事。要办好。（甲局、丙局负责，排在第一位的为牵头部门，下同）",
    ]
    reading = as_json(read_circular([*lines, "三、丙事。要办好。（丙局、丁局负责）"]))
    assert bearers(reading) == [("一", ["甲局", "乙局"], []), ("二", ["甲局"], ["丙局"]), ("三", ["丙局"], ["丁局"])]


def test_who_answers_within_a_sentence_is_read_and_the_body_keeps_it(reference_data):
    text, expected = labelled(reference_data, "composed_linjiang_2023")
    reading = as_json(read_circular(text.split("\n")))
    assert bearers(reading) == bearers(expected)
    assert (
        reading["measures"][1]["body"]
        == "对收费明显偏高、承诺返利的机构，由区民政局会同区市场监管局、区公安分局约谈其负责人，责令限期整改。"
    )


def test_numbers_that_restart_carry_their_parent():
    lines = ["一、宣传", "1.讲课。多讲。（甲局负责）", "二、监查", "1.巡查。多看。（乙局负责）"]
    assert [row[0] for row in bearers(as_json(read_circular(lines)))] == ["一1", "二1"]


def test_what_follows_a_list_on_a_line_of_its_own_is_said_of_the_whole_list():
    lines = [
        "一、办好讲堂",
        "1.每村一场。",
        "2.每校一场。",
        "牵头单位：甲局",
        "配合单位：乙局",
        "二、查清广告。逐条看。",
        "牵头单位：丙局",
    ]
    reading = as_json(read_circular(lines))
    assert bearers(reading) == [("一", ["甲局"], ["乙局"]), ("二", ["丙局"], [])]
    assert reading["measures"][0]["body"] == "1.每村一场。\n2.每校一场。"


def test_joint_issue_has_no_single_issuer():
    lines = ["关于分工的通知", "各乡镇：", "请照办。", "县甲局　县乙局", "2024年2月1日"]
    reading = as_json(read_circular(lines))
    assert (reading["issuer"], reading["issuers"], reading["date"]) == (None, ["县甲局", "县乙局"], "2024-02-01")


HOSTILE = {
    "no verb": "责任分工：" + "甲" * 200_000,
    "open brackets": "（" * 200_000,
    "sentence starts": "由" * 200_000,
    "many statements": "（甲局负责）" * 20_000,
    "half a rule": "列第一位" * 50_000,
    "digits": "1" * 200_000,
    "one long run of names": "由" + "甲局、" * 60_000,
    "many short runs": "，甲局、乙局" * 30_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_lines_end_in_time(kind):
    reading = as_json(read_circular(["关于分工的通知", f"一、{HOSTILE[kind]}", *["（甲局负责）"] * 5_000]))
    assert {name for one in reading["measures"] for name in one["lead"]} <= {"甲局"}


def test_four_hundred_measures_are_read():
    lines = [f"{number}.任务{number}。要办好。（县甲局牵头，县乙局配合）" for number in range(1, 401)]
    assert len(as_json(read_circular(["关于分工的通知", "各乡镇：", *lines]))["measures"]) == 400
