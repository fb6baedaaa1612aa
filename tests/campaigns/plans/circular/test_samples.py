"""Are circulars of other layouts than the reference set read as labelled, and does their dress not matter?"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.plans.circular.grammar import read_statement
from campaigns.plans.circular.output import as_json
from campaigns.plans.circular.plain import plain
from campaigns.plans.circular.reading import read_circular
from campaigns.plans.circular.scoring import SIDES, score
from campaigns.plans.sample.making import HERE as SAMPLE
from media_library.documents.reading import read_document
from tests.campaigns.plans.circular.sample_files import HERE, lay_out

NAMES = [path.stem for path in sorted(HERE.glob("*.json"))]
OWN = (SAMPLE / "circular.txt").read_text(encoding="utf-8").split("\n")
HALF_WIDTH = str.maketrans("，；：（）", ",;:()")
UNITS = (
    "县公安局",
    "县委宣传部",
    "人民银行甲县支行",
    "各乡镇人民政府（街道办事处）",
    "移动、联通、电信甲县分公司",
    "县文化和旅游局",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The samples, those in Word laid out as Word files."""
    return lay_out(tmp_path_factory.mktemp("samples"))


def read(content, name):
    """Read a file as the command does."""
    return as_json(read_circular(read_document(content, name).blocks))


def bearers(reading):
    """Return who leads and who assists, by number, punctuation made one."""
    return [(plain(one["number"]), *([plain(n) for n in one[side]] for side in SIDES)) for one in reading["measures"]]


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_read_as_labelled(folder, name):
    item = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    word = folder / f"{name}.docx"
    content = word.read_bytes() if word.exists() else item["text"].encode()
    result = score(item["expected"], read(content, word.name if word.exists() else f"{name}.txt"))
    assert (result.sides["lead"].f1, result.sides["assist"].f1, result.differences) == (1.0, 1.0, [])


@pytest.mark.parametrize("width", [24, 28, 31, 36, 40, 45])
def test_wrapping_at_a_width_changes_nothing(width):
    wrapped = [line[at : at + width] for line in OWN for at in range(0, max(len(line), 1), width)]
    assert as_json(read_circular(wrapped))["measures"] == as_json(read_circular(OWN))["measures"]


@pytest.mark.parametrize("name", [name for name in NAMES if "text" in json.loads((HERE / f"{name}.json").read_text())])
def test_half_width_punctuation_names_the_same_bodies(name):
    text = json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))["text"]
    half = read(text.translate(HALF_WIDTH).encode(), "a.txt")
    assert bearers(half) == bearers(read(text.encode(), "a.txt"))


@settings(max_examples=60, deadline=None)
@given(st.permutations(UNITS), st.integers(1, 5))
def test_the_order_of_units_changes_only_their_order(units, cut):
    said = read_statement(f"{'、'.join(units[:cut])}负责，{'、'.join(units[cut:])}协助")
    assert (said.lead, said.assist) == (tuple(units[:cut]), tuple(units[cut:]))


@settings(max_examples=60, deadline=None)
@given(st.permutations(UNITS), st.integers(1, 5))
def test_labels_and_verbs_say_the_same(units, cut):
    lead, assist = "、".join(units[:cut]), "、".join(units[cut:])
    assert read_statement(f"牵头单位：{lead}；配合单位：{assist}") == read_statement(f"{lead}牵头，{assist}配合")
